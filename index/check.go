package index

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

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
// "دقيقتان". It is no judgement: a fact may be of another time or thing. What
// differs comes first, then what agrees. lang is the language of the reply; empty
// = that of the text.
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
	for _, s := range sentences(text) {
		a, err := ix.Answer(ctx, Question{Text: s, Lang: lang, Limit: n})
		if err != nil {
			return nil, err
		}
		if !a.Answered || a.Ranking != nil {
			continue
		}
		for i, h := range a.Facts {
			f := Finding{Hit: h}
			f.Agree, f.Differ = quantitiesBeside(s, h)
			if i > 0 && len(f.Agree)+len(f.Differ) == 0 {
				continue // near the first, and adds no number
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

// measured is a quantity in a text. What a count counts stands in things, by
// its stem: 900 million devices are not 900 million users.
type measured struct {
	said   string
	value  Value
	things string
}

// quantitiesBeside pairs the quantities of a sentence with those of the same
// unit in a fact, in whichever of its languages they are counted alike. A
// quantity that the fact has agrees; another differs where the fact has but
// quantities of that unit that the sentence does not have.
func quantitiesBeside(sentence string, h Hit) (agree, differ []Pair) {
	said := quantitiesOf(sentence, "")
	if len(said) == 0 {
		return nil, nil
	}
	own := passageQuantities(h.Fact, h.Passage)
	known := own
	for _, p := range []*knowledge.Passage{&h.Fact.Passage, h.Fact.Twin} {
		if p != nil && p != h.Passage {
			known = append(known, passageQuantities(h.Fact, p)...)
		}
	}
	used := map[string]bool{}
	for _, s := range said {
		var same, other *measured
		for i := range known {
			k := &known[i]
			switch agreement(s, *k) {
			case 1:
				if same == nil {
					same = k
				}
			case -1:
				if other == nil {
					other = k
				}
			}
		}
		switch {
		case same != nil:
			agree = append(agree, Pair{s.said, same.said})
			used[same.said] = true
		case other != nil:
			differ = append(differ, Pair{s.said, other.said})
		}
	}
	// A number that another part of the sentence says as well is not disputed.
	differ = slices.DeleteFunc(differ, func(p Pair) bool { return used[p.Known] })
	return agree, differ
}

// passageQuantities are those of a fact's passage; a cell's unit may stand in
// its row's label.
func passageQuantities(f *knowledge.Fact, p *knowledge.Passage) []measured {
	label := ""
	if f.Cell != nil {
		label = f.Cell.Table.Rows[f.Cell.Row].In(p.Lang)
	}
	return quantitiesOf(p.Text, label)
}

// agreement is 1 for two values that say the same, -1 for two that do not, and
// 0 where nobody can tell: units differ, or "more than 60" stands beside 70.
func agreement(x, y measured) int {
	a, b := x.value, y.value
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
func quantitiesOf(text, label string) []measured {
	r := newCellReader(text, label)
	places, ok := placesOf(r.ps, text)
	if !ok {
		return nil
	}
	var out []measured
	for start := 0; start < len(r.ps); start = max(r.at, start+1) {
		r.at = start
		if slices.Contains(beforeDates, r.next(0).text) { // "in" is no part of "in June 2024"
			r.at++
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
			if m.things = thingsOf(r.ps[r.at-1]); m.things == "" {
				continue
			}
		}
		out = append(out, m)
	}
	return out
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
