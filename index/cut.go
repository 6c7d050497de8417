package index

import (
	"math"
	"slices"
	"strings"

	"sibaq/knowledge"
)

// A cut is some facts of one file as words and entities. Cuts are made side by
// side, and depend on nothing but the facts and the names of entities.
type cut struct {
	words    []string // each once
	terms    []uint32 // numbers of words, passage by passage
	passages []uint32 // by passage: where it stops in terms
	labels   []uint16 // by passage: how many of its terms are the label of a cell's row
	facts    []uint32 // by fact: where it stops in passages
	heads    []uint32 // by fact: number of the headings above it
	headings []string // each once
	above    lists    // by headings: their words
	inFacts  lists    // by fact: entities
	outside  []string // tokens outside names, each once
}

// relink is a cut of facts whose words are known: entities, and the tokens outside
// their names.
func (c *cutter) relink(facts []*knowledge.Fact) *cut {
	out := &cut{}
	outside := newOutside(out)
	var text desk
	for _, f := range facts {
		in := c.linker.about(f)
		for _, p := range [...]*knowledge.Passage{&f.Passage, f.Twin} {
			if p != nil {
				text.tokens = scanInto(text.tokens[:0], p.Text)
				in = c.link(in, p.Text, text.tokens, outside)
			}
		}
		for _, e := range in {
			out.inFacts.items = append(out.inFacts.items, uint32(e))
		}
		out.inFacts.add()
	}
	return out
}

// link adds to in the entities that a text names.
func (c *cutter) link(in []int, text string, ts []token, outside func(string)) []int {
	found := c.linker.exact(text, ts, edited)
	outsideOf(ts, found, outside)
	for _, m := range found {
		in = appendNew(in, m.entity)
	}
	return in
}

// newOutside returns what adds a token to out.outside, once.
func newOutside(out *cut) func(string) {
	seen := map[string]bool{}
	return func(w string) {
		if !seen[w] {
			seen[w] = true
			out.outside = append(out.outside, w)
		}
	}
}

// cutter makes cuts.
type cutter struct {
	linker *linker
	titles map[string]string // of files, by path
}

func newCutter(ix *Index) *cutter {
	c := &cutter{linker: ix.linker, titles: map[string]string{}}
	for _, f := range ix.base.Files {
		c.titles[f.Path] = f.Title
	}
	return c
}

// wordsAFact is how many words a fact brings that the others of its file do not
// have, about.
const wordsAFact = 8

func (c *cutter) cut(facts []*knowledge.Fact) *cut {
	out := &cut{}
	numbers := make(map[string]uint32, wordsAFact*len(facts))
	number := func(ns []uint32, ws []word) []uint32 {
		for i := range ws {
			w := &ws[i]
			if words.stops(w.text, w.raw) {
				continue
			}
			n, ok := numbers[w.text]
			if !ok {
				n = uint32(len(out.words))
				numbers[w.text] = n
				out.words = append(out.words, w.text)
			}
			ns = append(ns, n)
		}
		return ns
	}
	headings := map[string]uint32{}
	outside := newOutside(out)
	var text, beside desk
	var labels []uint32
	for i, f := range facts {
		in := c.linker.about(f)
		for _, p := range [...]*knowledge.Passage{&f.Passage, f.Twin} {
			if p == nil {
				continue
			}
			ts, ws := text.read(p.Text)
			in = c.link(in, p.Text, ts, outside)
			labels = labels[:0]
			if f.Cell != nil {
				_, row := beside.read(f.Cell.Table.Rows[f.Cell.Row].In(p.Lang))
				labels = number(labels, row)
				_, ws = beside.read(cellText(f.Cell, p))
			}
			out.terms = number(out.terms, ws)
			out.passages = append(out.passages, uint32(len(out.terms)))
			out.labels = append(out.labels, uint16(min(len(labels), math.MaxUint16)))
		}
		out.facts = append(out.facts, uint32(len(out.passages)))
		for _, e := range in {
			out.inFacts.items = append(out.inFacts.items, uint32(e))
		}
		out.inFacts.add()
		if i > 0 && f.File == facts[i-1].File && slices.Equal(f.Section, facts[i-1].Section) {
			out.heads = append(out.heads, out.heads[i-1])
			continue
		}
		above := c.above(f)
		h, ok := headings[above]
		if !ok {
			h = uint32(len(out.headings))
			headings[above] = h
			out.headings = append(out.headings, above)
			_, ws := beside.read(above)
			out.above.items = number(out.above.items, ws)
			out.above.add()
		}
		out.heads = append(out.heads, h)
	}
	return out
}

// above is the title of a fact's file and the headings above it.
func (c *cutter) above(f *knowledge.Fact) string {
	return strings.Join(append([]string{c.titles[f.File]}, f.Section...), "\n")
}

// cellText is a cell with what it stands beside: "Maximum length Kling 2 minutes".
func cellText(c *knowledge.Cell, p *knowledge.Passage) string {
	return c.Table.Rows[c.Row].In(p.Lang) + "\n" + c.Table.Columns[c.Column].In(p.Lang) + "\n" + p.Text
}
