package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// aspect is what a comparison is narrowed to: for each word of it the stems
// that mean the same.
type aspect struct {
	text  string
	words [][]string
}

// leastAspect is the share of an aspect's words that a fact must hold.
const leastAspect = .5

// newAspect reads the words of text that carry meaning, the names of entities
// left out, with the synonyms of the folder.
func newAspect(text string, synonyms [][]string, links *linker) aspect {
	a := aspect{text: strings.TrimSpace(text)}
	ts := scan(text)
	found := links.exact(text, ts, typed)
	for _, t := range ts {
		named := slices.ContainsFunc(found, func(m mention) bool { return t.start < m.stop && m.start < t.stop })
		if named || words.stops(t.text, text[t.start:t.stop]) || utf8.RuneCountInString(t.text) < 2 {
			continue
		}
		same := []string{stemOf(t.text)}
		for _, group := range synonyms {
			stems := make([]string, len(group))
			for i, w := range group {
				stems[i] = strings.TrimSpace(stemsOf(w))
			}
			if slices.Contains(stems, same[0]) {
				same = append(same, stems...)
			}
		}
		a.words = append(a.words, same)
	}
	return a
}

func (a aspect) empty() bool { return len(a.words) == 0 }

// inLabel reports whether a table's label speaks of the aspect.
func (a aspect) inLabel(l knowledge.Label) bool {
	return a.in(stemsOf(l.Ar+" "+l.En)) >= leastAspect
}

// in returns the share of the aspect's words among stems.
func (a aspect) in(stems string) float64 {
	if a.empty() {
		return 0
	}
	n := 0
	for _, same := range a.words {
		if slices.ContainsFunc(same, func(s string) bool { return strings.Contains(stems, " "+s+" ") }) {
			n++
		}
	}
	return float64(n) / float64(len(a.words))
}

// stemsOf returns the stems of text's words with a space before and after each.
func stemsOf(text string) string {
	words := fold.Words(text)
	for i, w := range words {
		words[i] = stemOf(w)
	}
	return " " + strings.Join(words, " ") + " "
}

// stemsOfFact returns the stems of a fact, its twin and the heading above it.
func stemsOfFact(f *knowledge.Fact) string {
	text := f.Text
	if f.Twin != nil {
		text += " " + f.Twin.Text
	}
	if n := len(f.Section); n > 0 {
		text += " " + f.Section[n-1]
	}
	return stemsOf(text)
}
