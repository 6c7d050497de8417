package index

import (
	"cmp"
	"context"
	"math"
	"slices"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// maxCandidates is how many facts the second stage looks at.
const maxCandidates = 200

// maxPostings is how many facts bleve reads for one question, about. The words
// that most facts have cost the most and tell the least: where the telling ones
// have filled this, the others are left to the second stage.
const maxPostings = 20_000

// minStems are looked for whatever they cost.
const minStems = 3

// brevity is how much a candidate's length counts against it: the power of the
// length that its sum is divided by. bleve would take the root, and soften it by
// how often each word is there, which costs as much to read as the lists
// themselves. Half of that without counting lets pass one more in a hundred of
// the facts that the second stage wants.
const brevity = .3

// candidates asks bleve for the facts worth a second look, in their order.
func (ix *Index) candidates(ctx context.Context, q *asked, t *tally) ([]uint32, error) {
	if err := t.prepare(ix); err != nil {
		return nil, err
	}
	boosts := map[uint32]float64{}
	var stems []uint32
	for _, u := range q.units {
		if u.entity >= 0 {
			facts := len(ix.linker.of(u.entity))
			if err := t.add(ctx, ix, entityTerms, ix.base.Entities[u.entity].Name, ix.telling(facts)); err != nil {
				return nil, err
			}
		}
		for _, r := range u.relatives {
			s := ix.vocab.stem[r.term]
			b := r.like
			if u.weak {
				b *= weakShare
			}
			if _, ok := boosts[s]; !ok {
				stems = append(stems, s)
			}
			boosts[s] = max(boosts[s], b)
		}
	}
	for _, s := range ix.affordable(stems, boosts) {
		weight := boosts[s] * ix.telling(int(ix.vocab.stemFacts[s]))
		if err := t.add(ctx, ix, textTerms, ix.vocab.stems.text(s), weight); err != nil {
			return nil, err
		}
	}
	return t.best(ix, maxCandidates), nil
}

// affordable returns the stems to look for, the most telling first.
func (ix *Index) affordable(stems []uint32, boosts map[uint32]float64) []uint32 {
	tells := func(s uint32) float64 { return boosts[s] * ix.vocab.idf(ix.vocab.stemFacts[s]) }
	slices.SortFunc(stems, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(tells(b), tells(a)), cmp.Compare(ix.vocab.stems.text(a), ix.vocab.stems.text(b)))
	})
	read := 0
	for i, s := range stems {
		if read += int(ix.vocab.stemFacts[s]); i >= minStems && read > maxPostings {
			return stems[:i]
		}
	}
	return stems
}

// telling weighs a term that so many facts have, as bleve weighs it.
func (ix *Index) telling(facts int) float64 {
	idf := 1 + math.Log(float64(len(ix.base.Facts))/float64(facts+1))
	return idf * idf
}

// tally adds up which documents have what the question asks for. It is working
// memory of one question after another.
type tally struct {
	cursors []cursor // by segment
	sums    []sum    // by document
	touched []uint32 // documents with a sum
	heap    []scored
}

type sum struct{ weight, terms float32 }

type scored struct {
	score float32
	fact  uint32
}

// prepare makes the tally ready for a question, whatever became of the one before.
func (t *tally) prepare(ix *Index) (err error) {
	if ix.closed.Load() {
		return ErrClosed
	}
	if t.cursors == nil {
		t.sums = make([]sum, len(ix.postings.docs))
		t.cursors, err = ix.postings.cursors()
	}
	for _, d := range t.touched {
		t.sums[d] = sum{}
	}
	t.touched = t.touched[:0]
	return err
}

func textTerms(c *cursor) segment.TermDictionary   { return c.text }
func entityTerms(c *cursor) segment.TermDictionary { return c.entity }

// add counts the documents that have a term of a field.
func (t *tally) add(ctx context.Context, ix *Index, field func(*cursor) segment.TermDictionary, term string, weight float64) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	for i := range t.cursors {
		c := &t.cursors[i]
		documents, err := c.read(field(c), term)
		if err != nil {
			return err
		}
		first := ix.postings.segments[i].first
		for _, d := range documents {
			d += first
			s := &t.sums[d]
			if s.terms == 0 {
				t.touched = append(t.touched, d)
			}
			s.terms++
			s.weight += float32(weight)
		}
	}
	return nil
}

// best returns the n facts of the highest sums, in the order of the folder. What
// a fact has of the question counts again by how many of its terms that is.
func (t *tally) best(ix *Index, n int) []uint32 {
	h := t.heap[:0]
	for _, d := range t.touched {
		s := t.sums[d]
		f := ix.postings.docs[d]
		if f == gone {
			continue
		}
		c := scored{s.weight * s.terms * ix.store.brief[f], f}
		if len(h) < n {
			h = append(h, c)
			if len(h) == n {
				for i := n/2 - 1; i >= 0; i-- {
					sink(h, i)
				}
			}
		} else if c.above(h[0]) {
			h[0] = c
			sink(h, 0)
		}
	}
	t.heap = h
	facts := make([]uint32, len(h))
	for i, c := range h {
		facts[i] = c.fact
	}
	slices.Sort(facts)
	return facts
}

// above orders by score, and equal scores as the facts stand in the folder, so
// that a question has one answer however bleve numbers its documents.
func (a scored) above(b scored) bool {
	return a.score > b.score || a.score == b.score && a.fact < b.fact
}

// sink moves h[i] to its place in a heap with the least on top.
func sink(h []scored, i int) {
	for {
		least := i
		for child := 2*i + 1; child <= 2*i+2 && child < len(h); child++ {
			if h[least].above(h[child]) {
				least = child
			}
		}
		if least == i {
			return
		}
		h[least], h[i] = h[i], h[least]
		i = least
	}
}
