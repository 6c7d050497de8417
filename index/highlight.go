package index

import (
	"slices"

	"sibaq/knowledge"
)

// Highlight returns where a text has what a question asks about, as byte
// ranges in order: its words in any form that Answer would take for them, words
// that mean the same, and the entities by whatever name. Words that say little
// are left out.
func (ix *Index) Highlight(question, text string) []knowledge.Span {
	q := ix.understand(question)
	wanted := map[uint32]bool{}
	entities := map[int]bool{}
	for _, u := range q.units {
		if u.entity >= 0 {
			entities[u.entity] = true
		}
		if u.weak {
			continue
		}
		for _, r := range u.relatives {
			if r.like >= likeBones {
				wanted[r.term] = true
			}
		}
	}
	if len(wanted)+len(entities) == 0 {
		return nil
	}
	var out []knowledge.Span
	for _, m := range ix.linker.exact(text, scan(text), edited) {
		if entities[m.entity] {
			out = append(out, knowledge.Span{Start: m.start, Stop: m.stop})
		}
	}
	for _, w := range wordsOf(text) {
		term, known := ix.vocab.words.find(w.text)
		inName := slices.ContainsFunc(out, func(s knowledge.Span) bool { return w.start < s.Stop && s.Start < w.stop })
		if known && wanted[term] && !inName && !words.stops(w.text, w.raw) {
			out = append(out, knowledge.Span{Start: w.start, Stop: w.stop})
		}
	}
	slices.SortFunc(out, func(a, b knowledge.Span) int { return a.Start - b.Start })
	return out
}

// Highlight looks through the index being served; nothing once closed.
func (l *Live) Highlight(question, text string) []knowledge.Span {
	s, err := l.read()
	if err != nil {
		return nil
	}
	defer s.readers.Done()
	return s.Highlight(question, text)
}
