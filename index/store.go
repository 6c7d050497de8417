package index

import (
	"math"
	"runtime"
	"slices"
	"sync"

	"sibaq/knowledge"
)

// store holds the facts as numbers of terms, in flat slices, since a folder
// may have a million of them.
type store struct {
	first    []uint32  // by fact: its first passage; one more at the end
	begin    []uint32  // by passage: its first term; one more at the end
	terms    []uint32  // of all passages
	label    []uint16  // by passage: how many of its terms are the label of a cell's row
	grams    []uint16  // by passage: how many grams its terms have
	context  []uint32  // by fact: which of contexts are the headings above it
	contexts lists     // terms of headings
	file     []uint32  // by fact: number of its file
	kinds    []kinds   // by fact: the kinds of value it holds
	brief    []float32 // by fact: what its candidacy is multiplied by
	meanLen  float64
	meanGram float64
}

// of returns the terms of a fact, of all its passages.
func (st *store) of(fact int) []uint32 {
	return st.terms[st.begin[st.first[fact]]:st.begin[st.first[fact+1]]]
}

// number gives facts the numbers of their files.
func (st *store) number(facts []*knowledge.Fact) {
	files := map[string]uint32{}
	for _, f := range facts {
		n, ok := files[f.File]
		if !ok {
			n = uint32(len(files))
			files[f.File] = n
		}
		st.file = append(st.file, n)
	}
}

// filler fills the store, the vocabulary and the linker of an index, in the
// order of the facts.
type filler struct {
	ix     *Index
	cutter *cutter
	old    *Index   // what chunks were read before, nil if none
	adopts *adopter // of old's words

	headings map[string]uint32 // by title and headings: the context
	contexts []uint32          // by old context: 1 + the context here
	outside  []uint32          // by old token outside names: 1 + the token here
	set      []uint32          // working memory for a set of such tokens
}

func newFiller(ix *Index, c *cutter, old *Index) *filler {
	f := &filler{ix: ix, cutter: c, old: old, headings: map[string]uint32{}}
	facts := len(ix.base.Facts)
	ix.linker.inFacts = lists{stops: make([]uint32, 0, facts)}
	ix.store.first, ix.store.context, ix.store.file = make([]uint32, 0, facts+1), make([]uint32, 0, facts), make([]uint32, 0, facts)
	ix.store.number(ix.base.Facts)
	ix.linker.outside.vocab = &ix.vocab.words
	if old != nil {
		f.adopts = newAdopter(old.vocab, ix.vocab)
		f.contexts = make([]uint32, old.store.contexts.len())
		f.outside = make([]uint32, old.linker.outside.numbers())
	}
	return f
}

// adopt takes over the words of all chunks that are as they were, before any
// others come.
func (f *filler) adopt(work []*chunk) {
	for _, p := range work {
		if p.old < 0 {
			continue
		}
		was := &f.old.store
		for fact := p.old; fact < p.old+p.to-p.from; fact++ {
			for _, t := range was.of(fact) {
				f.adopts.word(t)
			}
			for _, t := range was.contexts.of(was.context[fact]) {
				f.adopts.word(t)
			}
		}
	}
}

// add puts the facts of a chunk behind the others.
func (f *filler) add(p *chunk, c *cut) {
	facts := f.ix.base.Facts[p.from:p.to]
	for _, fact := range facts {
		f.ix.asked.add(fact)
	}
	if p.old < 0 {
		f.addCut(facts, c)
	} else {
		f.addOld(facts, p.old)
	}
	l := f.ix.linker
	if c == nil { // the same facts and the same names
		for i := range facts {
			l.inFacts.add(f.old.linker.in(p.old + i)...)
		}
		f.addOutside(p.old, len(facts))
	} else {
		for i := range facts {
			l.inFacts.add(c.inFacts.of(uint32(i))...)
		}
		f.set = f.set[:0]
		for _, w := range c.outside {
			f.set = append(f.set, l.outside.number(w))
		}
		l.outside.sets.add(f.set)
	}
	f.ix.chunks = append(f.ix.chunks, uint32(p.to))
}

func (f *filler) addCut(facts []*knowledge.Fact, c *cut) {
	st := &f.ix.store
	number := make([]uint32, len(c.words))
	for i, w := range c.words {
		number[i] = f.ix.vocab.add(w)
	}
	passage, term := uint32(0), uint32(0)
	for i := range facts {
		st.first = append(st.first, uint32(len(st.begin)))
		for ; passage < c.facts[i]; passage++ {
			st.begin = append(st.begin, uint32(len(st.terms)))
			for ; term < c.passages[passage]; term++ {
				st.terms = append(st.terms, number[c.terms[term]])
			}
		}
		h := c.heads[i]
		st.context = append(st.context, f.context(c.headings[h], c.above.of(h), func(t uint32) uint32 { return number[t] }))
	}
	st.label = append(st.label, c.labels...)
}

func (f *filler) addOld(facts []*knowledge.Fact, from int) {
	st, was := &f.ix.store, &f.old.store
	for i, fact := range facts {
		st.first = append(st.first, uint32(len(st.begin)))
		for p := was.first[from+i]; p < was.first[from+i+1]; p++ {
			st.begin = append(st.begin, uint32(len(st.terms)))
			st.label = append(st.label, was.label[p])
			for _, t := range was.terms[was.begin[p]:was.begin[p+1]] {
				st.terms = append(st.terms, f.adopts.word(t))
			}
		}
		c := was.context[from+i]
		if f.contexts[c] == 0 {
			f.contexts[c] = 1 + f.context(f.cutter.above(fact), was.contexts.of(c), f.adopts.word)
		}
		st.context = append(st.context, f.contexts[c]-1)
	}
}

// context returns the number of headings, which consist of words that number
// knows.
func (f *filler) context(headings string, words []uint32, number func(uint32) uint32) uint32 {
	st := &f.ix.store
	n, ok := f.headings[headings]
	if !ok {
		n = uint32(st.contexts.len())
		f.headings[headings] = n
		for _, w := range words {
			st.contexts.items = append(st.contexts.items, number(w))
		}
		st.contexts.add()
	}
	return n
}

// addOutside takes over the tokens outside names of so many facts, which are
// whole chunks of the index before.
func (f *filler) addOutside(from, facts int) {
	was, now := f.old.linker.outside, f.ix.linker.outside
	f.set = f.set[:0]
	chunks := f.old.chunks
	i, _ := slices.BinarySearch(chunks, uint32(from)+1)
	for ; i < len(chunks) && chunks[i] <= uint32(from+facts); i++ {
		for w := range was.sets.of(uint32(i)) {
			if f.outside[w] == 0 {
				f.outside[w] = now.number(was.text(w)) + 1
			}
			f.set = append(f.set, f.outside[w]-1)
		}
	}
	now.sets.add(f.set)
}

// finish counts, once all facts are there and all words analysed.
func (f *filler) finish() {
	st, v := &f.ix.store, f.ix.vocab
	passages := len(st.begin)
	st.first = append(st.first, uint32(passages))
	st.begin = append(st.begin, uint32(len(st.terms)))
	facts := len(st.file)
	st.terms, v.grams.items, v.readings.forms = fit(st.terms), fit(v.grams.items), fit(v.readings.forms)
	st.begin, st.label = fit(st.begin), fit(st.label)
	sets := &f.ix.linker.outside.sets
	sets.bytes = fit(sets.bytes)
	st.grams, st.kinds, st.brief = make([]uint16, passages), make([]kinds, facts), make([]float32, facts)

	// Each processor counts in slices of its own, which are then summed.
	parts := min(runtime.GOMAXPROCS(0), facts/1000+1)
	by := make([]*counts, parts)
	var all sync.WaitGroup
	for i := range parts {
		by[i] = newCounts(v)
		all.Go(func() { by[i].count(st, v, f.ix.base.Facts, facts*i/parts, facts*(i+1)/parts) })
	}
	all.Wait()
	sum := by[0]
	for _, c := range by[1:] {
		sum.grams += c.grams
		addTo(sum.term, c.term)
		addTo(sum.stem, c.stem)
		addTo(sum.gram, c.gram)
	}
	v.termFacts, v.stemFacts, v.gramFacts = sum.term, sum.stem, sum.gram
	f.ix.asked.count(v)
	v.facts = facts
	f.ix.asked.inform(v)
	st.meanLen = max(1, float64(len(st.terms))/float64(max(1, passages)))
	st.meanGram = max(1, float64(sum.grams)/float64(max(1, passages)))
}

// fit gives back what a slice has reserved for more.
func fit[T any](s []T) []T {
	if cap(s)-len(s) > len(s)/16 {
		return append(make([]T, 0, len(s)), s...)
	}
	return s
}

func addTo(sum, more []uint32) {
	for i, n := range more {
		sum[i] += n
	}
}

// counts are in how many facts each term, stem and gram is.
type counts struct {
	term, stem, gram             []uint32
	seenTerm, seenStem, seenGram []uint32 // the last fact (+1) that was seen to hold it
	grams                        int      // of all passages
}

func newCounts(v *vocabulary) *counts {
	of := func(n int) []uint32 { return make([]uint32, n) }
	terms, stems, grams := v.words.len(), v.stems.len(), len(v.gramIDs.grams)
	return &counts{of(terms), of(stems), of(grams), of(terms), of(stems), of(grams), 0}
}

func (c *counts) count(st *store, v *vocabulary, facts []*knowledge.Fact, from, to int) {
	for f := from; f < to; f++ {
		mark := uint32(f) + 1
		st.kinds[f] |= signs(facts[f].Text)
		for p := st.first[f]; p < st.first[f+1]; p++ {
			terms := st.terms[st.begin[p]:st.begin[p+1]]
			grams := 0
			for k, t := range terms {
				gs := v.grams.of(t)
				grams += len(gs)
				st.kinds[f] |= holds(v, terms, k)
				if c.seenTerm[t] == mark {
					continue
				}
				c.seenTerm[t] = mark
				c.term[t]++
				if s := v.stem[t]; c.seenStem[s] != mark {
					c.seenStem[s] = mark
					c.stem[s]++
				}
				for _, g := range gs {
					if c.seenGram[g] != mark {
						c.seenGram[g] = mark
						c.gram[g]++
					}
				}
			}
			st.grams[p] = uint16(min(grams, math.MaxUint16))
			c.grams += grams
		}
		length := len(st.of(f)) + len(st.contexts.of(st.context[f]))
		st.brief[f] = float32(math.Pow(max(1, float64(length)), -brevity))
	}
}

// holds says what kinds of value a term is of where it stands: the 6 of "6 June"
// counts nothing.
func holds(v *vocabulary, terms []uint32, k int) kinds {
	own := v.kinds[terms[k]]
	if own != holdsNumber || len(v.words.text(terms[k])) > 2 {
		return own
	}
	month := func(k int) bool { return k >= 0 && k < len(terms) && monthNames[v.words.text(terms[k])] != 0 }
	if month(k-1) || month(k+1) {
		return holdsDate
	}
	return own
}
