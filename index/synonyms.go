package index

import (
	"slices"
	"strings"
)

// synonyms are the groups of words that a folder's synonyms.txt makes equal,
// by stems.
type synonyms struct {
	groups [][][]string     // group, member, stems
	begins map[string][]ref // first stem of a member → where it stands
	asked  map[ref]bool     // members that count in a question alone
}

type ref struct{ group, member int }

// Kinship by synonyms.
const (
	likeSynonym = .7
	likePart    = .5 // one word of a synonym that has several
)

// askedMark stands before a member that means the others where people ask, and
// something else where facts are told: who asks how much money they "put" into
// a firm asks about an investment; a fact in which something is put has none.
const askedMark = "?"

func newSynonyms(groups [][]string) synonyms {
	s := synonyms{begins: map[string][]ref{}, asked: map[ref]bool{}}
	for _, group := range groups {
		var members [][]string
		for _, text := range group {
			var stems []string
			for _, w := range wordsOf(text) {
				stems = append(stems, stemOf(w.text))
			}
			if len(stems) == 0 {
				continue
			}
			r := ref{len(s.groups), len(members)}
			s.begins[stems[0]] = append(s.begins[stems[0]], r)
			s.asked[r] = strings.HasPrefix(text, askedMark)
			members = append(members, stems)
		}
		s.groups = append(s.groups, members)
	}
	return s
}

// expand adds to the units of a question the words that mean the same.
func (s synonyms) expand(v *vocabulary, q *asked, ws []word) {
	if len(s.groups) == 0 {
		return
	}
	readings := make([][]string, len(ws))
	for i, w := range ws {
		readings[i] = s.readings(w.text)
	}
	for i := range ws {
		for _, first := range readings[i] {
			for _, r := range s.begins[first] {
				member := s.groups[r.group][r.member]
				if !follows(readings[i:], member) {
					continue
				}
				for k := range q.units {
					if u := &q.units[k]; u.entity < 0 && u.place >= i && u.place < i+len(member) {
						u.concept = true
						s.widen(v, u, r, len(member))
					}
				}
			}
		}
	}
}

// readings are the stems by which a word of a question may stand in a group:
// its own, or, where no member begins with that, those of its other forms.
func (s synonyms) readings(w string) []string {
	stem := stemOf(w)
	out := []string{stem}
	if _, ok := s.begins[stem]; ok {
		return out
	}
	add := func(form string) {
		if _, ok := s.begins[form]; ok && !slices.Contains(out, form) {
			out = append(out, form)
		}
	}
	particle := strings.HasPrefix(w, "ب") || strings.HasPrefix(w, "ل") || strings.HasPrefix(w, "ك") || strings.HasPrefix(w, "و") || strings.HasPrefix(w, "ف")
	otherForms(w, func(form string, sure bool) {
		if sure || !particle || letters(form) > 3 { // "بلغت" is no "لغت"
			add(form)
		}
	})
	if len(out) == 1 {
		spokenForms(w, func(form string) { add(stemOf(form)) })
	}
	return out
}

// follows reports whether the words of a member stand one behind the other.
func follows(readings [][]string, member []string) bool {
	if len(member) > len(readings) {
		return false
	}
	for i, stem := range member {
		if !slices.Contains(readings[i], stem) {
			return false
		}
	}
	return true
}

// widen adds to a unit the words of the other members of a group. A unit that
// nobody uses is worth no more than what it stands for.
func (s synonyms) widen(v *vocabulary, u *unit, r ref, size int) {
	for m, other := range s.groups[r.group] {
		if m == r.member || s.asked[ref{r.group, m}] || size > 1 && len(other) > 1 {
			continue
		}
		like := likeSynonym
		if len(other) > 1 && size == 1 {
			like = likePart
		}
		for _, text := range other {
			add := func(t uint32, idf float64) {
				if !slices.ContainsFunc(u.relatives, func(o relative) bool { return o.term == t && o.like >= like }) {
					u.relatives = append(u.relatives, relative{t, like, idf})
				}
			}
			for t := range v.formsOf(text) { // with a particle or a verb's person
				add(t, v.idf(v.termFacts[t]))
			}
			sid, ok := v.stems.find(text)
			if !ok {
				continue
			}
			idf := v.idf(v.stemFacts[sid])
			for _, t := range v.terms.of(sid) {
				add(t, idf)
			}
			if !u.weak {
				u.info = min(u.info, max(idf, 1))
			}
		}
	}
}
