package index

import (
	"cmp"
	"context"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"sibaq/knowledge"
)

// A Finding is a fact that speaks of what a text says, with the quantities on
// which the two agree or differ.
type Finding struct {
	Hit
	Agree, Differ []Pair
}

// Pair is a quantity of a text and one of a fact's passage that are counted in
// the same unit, each in the words in which it stands there.
type Pair struct {
	Said  string // in the text
	Known string // in the passage
}

// maxSentences is how many sentences of a text are looked into.
const maxSentences = 40

// Check finds at most n facts that speak of what a text says, sentence by
// sentence, and sets quantities with a unit beside each other: "3 minutes" and
// "دقيقتان". A quantity that some fact has as well agrees; any other differs from
// what the best fact of its sentence has in the same unit. It is no judgement: a
// fact may be of another time or thing. What differs comes first, then what
// agrees. lang is the language of the reply; empty = that of the text.
func (ix *Index) Check(ctx context.Context, text string, lang knowledge.Lang, n int) ([]Finding, error) {
	if len(text) > maxBytes {
		text = strings.ToValidUTF8(text[:maxBytes], "")
	}
	if lang == "" {
		lang = langOf(text)
	}
	type found struct {
		Finding
		confidence float64
	}
	var all []found
	for claims := sentences(text); len(claims) > 0; claims = claims[1:] {
		s := claims[0]
		said := ix.quantitiesOf(s, "")
		a, err := ix.Answer(ctx, Question{Text: subjectOf(s, said), Lang: lang, Limit: n})
		if err != nil {
			return nil, err
		}
		if !a.Answered || a.Ranking != nil {
			if parts := clauses(s); len(parts) > 1 { // each may say something of its own
				claims = slices.Concat(claims[:1], parts, claims[1:])
			}
			continue
		}
		if len(a.Entities) == 0 && len(ix.agreeing(said, a.Facts[0])) == 0 {
			continue // it names nothing, and is likelier small talk than a claim
		}
		confirmed := map[string]bool{} // quantities of the sentence that some fact has as well
		for _, h := range a.Facts {
			for _, p := range ix.agreeing(said, h) {
				confirmed[p.Said] = true
			}
		}
		for i, h := range a.Facts {
			f := Finding{Hit: h, Agree: ix.agreeing(said, h)}
			if i == 0 {
				f.Differ = ix.differing(said, h, confirmed)
			} else if len(f.Agree) == 0 {
				continue // near the first, and confirms nothing
			}
			at := slices.IndexFunc(all, func(o found) bool { return o.Fact == h.Fact })
			switch {
			case at < 0:
				all = append(all, found{f, a.Confidence})
			case len(all[at].Agree)+len(all[at].Differ) == 0:
				all[at].Finding = f
			}
		}
	}
	weight := func(f found) int {
		switch {
		case len(f.Differ) > 0:
			return 2
		case len(f.Agree) > 0:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b found) int {
		return cmp.Or(cmp.Compare(weight(b), weight(a)), cmp.Compare(b.confidence, a.confidence))
	})
	var out []Finding
	for _, f := range all[:min(n, len(all))] {
		out = append(out, f.Finding)
	}
	return out, nil
}

// sentences cuts a text where sentences and lines end: at a full stop that a
// space follows, not in "3.5" or "x.ai".
func sentences(text string) []string {
	var out []string
	start := 0
	cut := func(end int) {
		if s := strings.TrimSpace(text[start:end]); s != "" && len(out) < maxSentences {
			out = append(out, s)
		}
		start = end
	}
	for i, r := range text {
		switch r {
		case '\n', '؟', '?', '!', '؛', '…':
			cut(i + len(string(r)))
		case '.':
			if i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\n' {
				cut(i + 1)
			}
		}
	}
	cut(len(text))
	return out
}

// clauseStart matches what parts the clauses of a sentence.
var clauseStart = regexp.MustCompile(`[،,;:]\s+|\s(وإن|وأن|وان|ولكن|لكن|بينما|أما|كما|وقال\pL*|وتقول|ويقول|وعند\pL*|ولدى|ولديها|ولديه|and|but|while|whereas)\s`)

// clauses are the parts of a sentence that may each claim something.
func clauses(sentence string) []string {
	var out []string
	for _, c := range clauseStart.Split(sentence, maxSentences) {
		if c = strings.TrimSpace(c); c != "" {
			out = append(out, c)
		}
	}
	return out
}

// subjectOf is what a sentence speaks of: all of it but the quantities, which a
// fact may well have otherwise. What is counted stays.
func subjectOf(sentence string, said []measured) string {
	for _, m := range said {
		rest := ""
		if m.things != "" {
			rest = m.said[strings.LastIndexFunc(m.said, unicode.IsSpace)+1:]
		}
		sentence = strings.Replace(sentence, m.said, rest, 1)
	}
	return sentence
}

// measured is a quantity in a text. What a count counts stands in things, by
// its stem: 900 million devices are not 900 million users. It is "" for a large
// number alone, as in "9.3 billion in China".
type measured struct {
	said   string
	value  Value
	things string
}

// agreeing pairs the quantities said with those of a fact that say the same, in
// whichever of its languages.
func (ix *Index) agreeing(said []measured, h Hit) (out []Pair) {
	known := ix.factQuantities(h)
	for _, s := range said {
		if i := slices.IndexFunc(known, func(k measured) bool { return agreement(s, k) > 0 }); i >= 0 {
			out = append(out, Pair{s.said, known[i].said})
		}
	}
	return out
}

// differing pairs the quantities said, but for those that are confirmed, with
// the first of the same unit that the fact has; not with one that another
// quantity said agrees with.
func (ix *Index) differing(said []measured, h Hit, confirmed map[string]bool) (out []Pair) {
	known := slices.DeleteFunc(ix.factQuantities(h), func(k measured) bool {
		return slices.ContainsFunc(said, func(s measured) bool { return agreement(s, k) > 0 })
	})
	for _, s := range said {
		if i := slices.IndexFunc(known, func(k measured) bool { return agreement(s, k) < 0 }); i >= 0 && !confirmed[s.said] {
			out = append(out, Pair{s.said, known[i].said})
		}
	}
	return out
}

// factQuantities are those of a fact, of the passage that is shown first.
func (ix *Index) factQuantities(h Hit) []measured {
	out := ix.passageQuantities(h.Fact, h.Passage)
	for _, p := range []*knowledge.Passage{&h.Fact.Passage, h.Fact.Twin} {
		if p != nil && p != h.Passage {
			out = append(out, ix.passageQuantities(h.Fact, p)...)
		}
	}
	return out
}

// passageQuantities are those of a fact's passage; a cell's unit may stand in
// its row's label.
func (ix *Index) passageQuantities(f *knowledge.Fact, p *knowledge.Passage) []measured {
	label := ""
	if f.Cell != nil {
		label = f.Cell.Table.Rows[f.Cell.Row].In(p.Lang)
	}
	return ix.quantitiesOf(p.Text, label)
}

// agreement is 1 for two values that say the same, -1 for two that do not, and
// 0 where nobody can tell: units differ, or "more than 60" stands beside 70.
func agreement(x, y measured) int {
	a, b := x.value, y.value
	if bare := x.bare() || y.bare(); bare && a.Kind == b.Kind {
		if near(a.Low, b.Low) && near(a.High, b.High) {
			return 1
		}
		return 0
	}
	if !a.comparable(b) || x.things != y.things {
		return 0
	}
	slack := .0005
	if a.Qualifier == About || b.Qualifier == About {
		slack = .05
	}
	if a.Kind == ValueDate {
		slack = 0 // of days
	}
	margin := slack * max(math.Abs(a.High), math.Abs(b.High))
	if a.Low <= b.High+margin && b.Low <= a.High+margin {
		return 1
	}
	less := a.High < b.Low
	below := func(v Value) bool { return v.side() < 0 || v.Qualifier == UpTo }
	if less && (a.side() > 0 || below(b)) || !less && (b.side() > 0 || below(a)) {
		return 0
	}
	return -1
}

// quantitiesOf reads the quantities of a running text that have a unit, and its
// dates that are no mere year. label is that of a cell's row, which may hold the
// unit.
func (ix *Index) quantitiesOf(text, label string) []measured {
	r := newCellReader(text, label)
	places, ok := placesOf(r.ps, text)
	if !ok {
		return nil
	}
	names := ix.linker.exact(text, scan(text), edited)
	inName := func(p knowledge.Span) bool {
		return slices.ContainsFunc(names, func(m mention) bool { return p.Start < m.stop && m.start < p.Stop })
	}
	var out []measured
	for start := 0; start < len(r.ps); start = max(r.at, start+1) {
		r.at = start
		if slices.Contains(beforeDates, r.next(0).text) || inName(places[start]) { // "in June 2024", "Ascend 910B"
			continue
		}
		v, ok := r.date()
		if !ok || v.High-v.Low > maxDateSpan {
			r.at = start
			v, ok = r.number()
		}
		if !ok || r.at == start || math.IsInf(v.High, 0) {
			r.at = start + 1
			continue
		}
		m := measured{said: text[places[start].Start:places[r.at-1].Stop], value: v}
		if v.Kind == ValueNumber && v.Unit == familyCount {
			if m.things = thingsOf(r.ps[r.at-1]); m.things == "" && v.Low < leastBare {
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

// leastBare is the least number that says something without what it counts.
const leastBare = 1e6

func (m measured) bare() bool {
	return m.value.Kind == ValueNumber && m.value.Unit == familyCount && m.things == ""
}

// thingsOf is what a count counts, by its last word; "" where that is but a
// number's.
func thingsOf(last piece) string {
	_, scale := scalesByWord[last.text]
	_, number := numberWords[last.text]
	if last.kind != pieceWord || scale || number || dualAlone[last.text] {
		return ""
	}
	return stemOf(last.text)
}

// maxDateSpan is how many days a date spans at most that can be right or wrong
// by itself: more than a quarter is a year.
const maxDateSpan = 100

// placesOf finds where pieces stand in the text that they were cut from; false
// for a text with broken bytes.
func placesOf(ps []piece, text string) (out []knowledge.Span, ok bool) {
	at := 0
	for _, p := range ps {
		i := strings.Index(text[at:], p.raw)
		if i < 0 {
			return nil, false
		}
		out = append(out, knowledge.Span{Start: at + i, Stop: at + i + len(p.raw)})
		at += i + len(p.raw)
	}
	return out, true
}

// Check checks against the index being served.
func (l *Live) Check(ctx context.Context, text string, lang knowledge.Lang, n int) ([]Finding, error) {
	s, err := l.read()
	if err != nil {
		return nil, err
	}
	defer s.readers.Done()
	return s.Check(ctx, text, lang, n)
}
