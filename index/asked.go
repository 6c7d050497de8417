package index

import (
	"slices"
	"strings"
	"sync"

	"sibaq/knowledge"
)

// A fact may come with questions that lead to it (asked.txt). They widen what
// a question may say to find the fact, and the one most like the question
// tells how surely it asks for just this. A folder may also hold questions that
// none of its facts answers: what is like one of them is doubted.

// askedQuestion is such a question: its words without the names of entities,
// which are compared by themselves, and the kind of value it asks for.
type askedQuestion struct {
	terms []uint32
	info  []float64 // by term
	asks  value
}

// askedSets are the questions of facts, held once for all cells of a row.
type askedSets struct {
	of    []uint32 // by fact: index into sets
	sets  [][]askedQuestion
	texts [][]string // by set: the questions as they are written
	words [][]string // by set: all of them, names too, each once
	stems [][]string // of words
	known map[string]uint32

	unanswered int // before which, from none on, stand those that nothing answers
}

// none is the set of a fact without questions. Behind it come those of the
// questions that nothing answers, so many in each that reading one is soon done.
const (
	none         = 0
	inUnanswered = 32
)

func newAskedSets(base *knowledge.Base) askedSets {
	s := askedSets{texts: [][]string{none: nil}, known: map[string]uint32{}}
	s.texts = slices.AppendSeq(s.texts, slices.Chunk(base.Unanswered, inUnanswered))
	s.unanswered = len(s.texts)
	return s
}

// add takes the questions of the next fact.
func (s *askedSets) add(f *knowledge.Fact) {
	id := uint32(0)
	if len(f.Asked) > 0 {
		key := strings.Join(f.Asked, "\n")
		if id = s.known[key]; id == 0 {
			id = uint32(len(s.texts))
			s.known[key] = id
			s.texts = append(s.texts, f.Asked)
		}
	}
	s.of = append(s.of, id)
}

// read reads the questions of all sets.
func (s *askedSets) read(ix *Index) {
	s.sets, s.words = make([][]askedQuestion, len(s.texts)), make([][]string, len(s.texts))
	own := make([]lists, len(s.texts)) // by set and question: which of words
	desks := sync.Pool{New: func() any { return new(desk) }}
	inParallel(len(s.texts), 16, func(i int) {
		if len(s.texts[i]) == 0 {
			return
		}
		d := desks.Get().(*desk)
		defer desks.Put(d)
		s.sets[i] = make([]askedQuestion, 0, len(s.texts[i]))
		for _, text := range s.texts[i] {
			q := asked{}
			ts, ws := d.read(text)
			skip, _ := q.readPhrases(ws)
			named := ix.linker.exact(text, ts, typed)
			for k := range ws {
				w := &ws[k]
				if words.stops(w.text, w.raw) {
					continue
				}
				at := slices.Index(s.words[i], w.text)
				if at < 0 {
					at = len(s.words[i])
					s.words[i] = append(s.words[i], w.text)
				}
				if skip[k] || slices.ContainsFunc(named, func(m mention) bool { return w.start < m.stop && m.start < w.stop }) {
					continue
				}
				own[i].items = append(own[i].items, uint32(at))
			}
			own[i].add()
			s.sets[i] = append(s.sets[i], askedQuestion{asks: q.asks})
		}
	})
	for i := range own {
		terms := make([]uint32, 0, len(own[i].items)) // of all questions, one behind the other
		for k := range s.sets[i] {
			from := len(terms)
			for _, at := range own[i].of(uint32(k)) {
				if t := ix.vocab.add(s.words[i][at]); !slices.Contains(terms[from:], t) {
					terms = append(terms, t)
				}
			}
			s.sets[i][k].terms = slices.Clip(terms[from:])
		}
	}
}

// stem finds the stems of all words, most of which the vocabulary has by now.
func (s *askedSets) stem(v *vocabulary) {
	s.stems = make([][]string, len(s.words))
	inParallel(len(s.words), 64, func(i int) {
		stems := s.words[i] // they take the place of the words
		for k, w := range s.words[i] {
			if t, ok := v.words.find(w); ok {
				stems[k] = v.stems.text(v.stem[t])
			} else {
				stems[k] = stemOf(w)
			}
		}
		s.stems[i] = stems
	})
	s.words = nil
}

// count tells the vocabulary in how many sets each word is, where that is more
// than the facts that hold it: a word of most questions says little.
func (s *askedSets) count(v *vocabulary) {
	if len(s.sets) <= 1 {
		return
	}
	terms, stems := newSeen(len(v.termFacts)), newSeen(len(v.stemFacts))
	for i, set := range s.sets {
		i = max(i, s.unanswered-1) // those are one
		for _, q := range set {
			for _, t := range q.terms {
				terms.in(t, i)
				stems.in(v.stem[t], i)
			}
		}
	}
	for t, n := range terms.times {
		v.termFacts[t] = max(v.termFacts[t], n)
	}
	for t, n := range stems.times {
		v.stemFacts[t] = max(v.stemFacts[t], n)
	}
}

// seen counts in how many sets numbers are.
type seen struct{ times, last []uint32 }

func newSeen(n int) seen { return seen{make([]uint32, n), make([]uint32, n)} }

// in counts that a number is in a set, all of which are gone through in turn.
func (s *seen) in(number uint32, set int) {
	if mark := uint32(set) + 1; s.last[number] != mark {
		s.last[number] = mark
		s.times[number]++
	}
}

// inform says how much each word of each question tells, once that is counted.
func (s *askedSets) inform(v *vocabulary) {
	if len(s.sets) <= 1 {
		return
	}
	known := make([]float64, v.words.len())
	for _, set := range s.sets {
		for i := range set {
			a := &set[i]
			a.info = make([]float64, len(a.terms))
			for k, t := range a.terms {
				if known[t] == 0 {
					known[t] = v.idf(v.termFacts[t])
					if words.isWeak(v.words.text(t)) {
						known[t] *= weakShare
					}
				}
				a.info[k] = known[t]
			}
		}
	}
}

// likest tells how much the question that leads to a fact and is most like q
// is like it, 0..1, which that is, how much of q it leaves out, and whether it
// asks for the same kind of value.
func (ix *Index) likest(sc *scratch, q *asked, fact int) (like float64, which int, left float64, same bool) {
	if ix.asked.of[fact] == none || !ix.speaksOfAny(q, fact) {
		return 0, 0, 0, false
	}
	for n, a := range ix.asked.sets[ix.asked.of[fact]] {
		if l, out := a.like(sc, q); l > like {
			like, which, left, same = l, n, out, a.asks == q.asks
		}
	}
	return like, which, left, same
}

// unlikest tells how much q is like the question most like it that nothing in
// the folder answers.
func (ix *Index) unlikest(sc *scratch, q *asked) (like float64) {
	for _, set := range ix.asked.sets[none+1 : ix.asked.unanswered] {
		for _, a := range set {
			l, _ := a.like(sc, q)
			if a.asks != q.asks {
				l *= otherKind
			}
			like = max(like, l)
		}
	}
	return like
}

// otherKind is how much a question is like one that asks for another kind of value.
const otherKind = .8

// like tells how much a question is like q, 0..1, and how much of q it leaves out.
func (a *askedQuestion) like(sc *scratch, q *asked) (like, left float64) {
	clear(sc.best)
	own, mine := 0.0, 0.0
	for k, t := range a.terms {
		idf := a.info[k]
		own += idf
		if sc.kin.has(t) {
			h := 0.0
			for _, u := range sc.hits[sc.mark[t]-1].units {
				sc.best[u.unit] = max(sc.best[u.unit], u.like)
				h = max(h, u.like)
			}
			mine += idf * h
		}
	}
	theirs, got := 0.0, 0.0
	for i, u := range q.units {
		if u.entity < 0 {
			theirs += u.info
			got += u.info * sc.best[i]
		}
	}
	if own+theirs == 0 { // both are but names
		return 1, 0
	}
	if own == 0 || theirs == 0 || mine == 0 {
		return 0, 0
	}
	return 2 * (mine / own) * (got / theirs) / (mine/own + got/theirs), 1 - got/theirs
}

// speaksOfAny reports whether a fact is about something that q names, or q
// names nothing. Of cells only those of a column that is named will do.
func (ix *Index) speaksOfAny(q *asked, fact int) bool {
	named := false
	for _, m := range q.mentions {
		if ix.speaksOf(fact, m.entity) >= relatedEntity {
			return true
		}
		named = true
	}
	return !named && ix.base.Facts[fact].Cell == nil
}
