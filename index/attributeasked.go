package index

import (
	"slices"
	"strings"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// The questions that lead to the cells of a row (asked.txt, "…" for the entity)
// hold other names of the attribute beside its label: "how much is … worth?"
// of the row "Valuation".

// Bounds for a word of such questions to be a name of their row.
const (
	namingQuestions = 2 // how many of a row's questions have it, in Arabic
	namedRows       = 3 // how many attributes' questions have it
)

// askedStems counts for each stem the questions that lead to a row's cells and
// have it.
func askedStems(cells []*knowledge.Fact) map[string]int {
	stems := map[string]int{}
	i := slices.IndexFunc(cells, func(f *knowledge.Fact) bool { return f != nil })
	if i < 0 {
		return stems
	}
	for _, question := range cells[i].Asked {
		if !strings.Contains(question, "…") {
			continue // it leads to this one cell
		}
		seen := map[string]bool{}
		for _, w := range fold.Words(question) {
			if asksOnly(w, w) {
				continue
			}
			for _, stem := range [...]string{stemOf(w), verbStem(stemOf(w))} {
				if !seen[stem] {
					seen[stem] = true
					stems[stem]++
				}
			}
		}
	}
	return stems
}

// verbStem is an Arabic verb's stem without what marks person and tense before
// it, behind a mark: "بتسحب", "كيسحب" and "تسحب" are one verb.
func verbStem(stem string) string {
	if !isArabic(stem) {
		return stem
	}
	for _, front := range [...]string{"", "ب", "ك", "ه", "ح"} {
		rest, ok := strings.CutPrefix(stem, front)
		if !ok {
			continue
		}
		for _, person := range [...]string{"ي", "ت"} {
			if verb, ok := strings.CutPrefix(rest, person); ok && letters(verb) >= 3 {
				return "-" + verb
			}
		}
	}
	return stem
}

// nameRows gives each row the words of its questions that are names of it:
// those of several of them, of few other attributes', and of no label.
func (at *attributes) nameRows() {
	of := map[string]map[string]bool{}
	labels, weak := "", map[string]bool{}
	for _, row := range at.rows {
		labels += row.stems
		for stem := range row.asked {
			if of[stem] == nil {
				of[stem] = map[string]bool{}
			}
			of[stem][row.key()] = true
		}
		for _, f := range row.facts()[:min(1, len(row.facts()))] {
			for _, question := range f.Asked {
				for _, w := range fold.Words(question) {
					if words.isWeak(w) {
						weak[stemOf(w)] = true
					}
				}
			}
		}
	}
	for _, row := range at.rows {
		row.names = map[string]bool{}
		for stem, n := range row.asked {
			_, kind := attributeLexicon.types[stem]
			if !kind && stem[0] != '-' && !weak[stem] && !strings.Contains(labels, " "+stem+" ") && (n >= namingQuestions || !isArabic(stem)) && len(of[stem]) <= namedRows {
				row.names[stem] = true
			}
		}
	}
}

// askedBy returns the rows whose label or questions have every word of an
// attribute's name; one word at least is of the label or a name of the row. A
// name of a single word may be of one question, if of one attribute's.
func (at *attributes) askedBy(a aspect) []*tableRow {
	var out, once []*tableRow
	keys := map[string]bool{}
	for _, row := range at.rows {
		named, all := false, !a.empty()
		for _, same := range a.words {
			labelled := holdsAny(row.stems, same)
			named = named || labelled || slices.ContainsFunc(same, func(s string) bool { return row.names[s] })
			all = all && (labelled || slices.ContainsFunc(same, func(s string) bool { return row.asked[s] > 0 }))
		}
		switch {
		case all && named && row.ordered:
			out = append(out, row)
		case all && row.ordered:
			once = append(once, row)
			keys[row.key()] = true
		}
	}
	if len(out) == 0 && len(keys) == 1 {
		return once
	}
	return out
}

// holdsAny reports whether stems, as stemsOf returns them, have one of words.
func holdsAny(stems string, words []string) bool {
	return slices.ContainsFunc(words, func(s string) bool { return strings.Contains(stems, " "+s+" ") })
}

// beforeWhat are words between the noun that a label is about and what is said of it.
var beforeWhat = set("of for in by per to from at with on against about")

// namesAttribute reports whether words hold the noun that a label is about: in
// Arabic the first, in English one before what is said of it. "Largest plan
// for data centres" is no number of data centres.
func namesAttribute(l knowledge.Label, asked [][]string) bool {
	for _, name := range []string{l.Ar, l.En} {
		name, _ = splitLabel(name)
		main := ""
		for _, w := range fold.Words(name) {
			if beforeWhat[w] && main != "" {
				break
			}
			if _, most := attributeLexicon.superlatives[w]; most || beforeWhat[w] || attributeLexicon.isVague(w) {
				continue
			}
			main += " " + stemOf(w)
			if isArabic(w) {
				break
			}
		}
		whole := stemsOf(name)
		for _, same := range asked {
			if slices.ContainsFunc(same, func(s string) bool {
				phrase := strings.Contains(whole, " "+s+" ") && holdsAny(" "+s+" ", strings.Fields(main)) // "نافذة السياق"
				return phrase || strings.Contains(main+" ", " "+s+" ")
			}) {
				return true
			}
		}
	}
	return false
}

// family is what a table compares of one name.
type family struct {
	versions []*knowledge.Entity
	apart    bool // no table compares the one of the bare name with them
}

// familiesOf finds what tables compare by the name that others of its type bear
// before their own: "Kling 1.5" by "Kling".
func familiesOf(base *knowledge.Base) map[*knowledge.Entity]*family {
	named := map[string]*knowledge.Entity{}
	for _, e := range base.Entities {
		named[e.Type+"|"+compact(scan(e.Name))] = e
	}
	families := map[*knowledge.Entity]*family{}
	for _, t := range base.Tables {
		for _, e := range t.Columns {
			name := scan(e.Name)
			for n := 1; n < len(name); n++ {
				bare := named[e.Type+"|"+compact(name[:n])]
				if bare == nil || !endsAt(name, n-1) {
					continue
				}
				if families[bare] == nil {
					families[bare] = &family{apart: true}
				}
				f := families[bare]
				f.versions = appendNew(f.versions, e)
				f.apart = f.apart && !slices.Contains(t.Columns, bare)
			}
		}
	}
	return families
}
