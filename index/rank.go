package index

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
)

// Ranking has two stages. bleve finds the facts that share a stem or an entity
// with the question, by its own scoring; those are then weighed by what a
// reader would weigh: how much of the question's information the fact holds,
// how near its words are to the words of the question, whether they stand
// together, and what the file and the headings around it are about.

// maxCandidates is how many facts the second stage looks at.
const maxCandidates = 250

// Weights of the second stage. Each part is 1 for a fact that holds all that
// the question asks.
var weights = struct {
	words, grams, pairs, around, context, cell float64
	k1, b, gk1, gb                             float64
}{words: 1, grams: 1, pairs: .15, around: .3, context: .3, cell: .95, k1: 1.2, b: .5, gk1: 1.2, gb: .5}

// candidate is a fact in the second stage.
type candidate struct {
	fact     int
	score    float64
	parts    parts
	coverage float64
}

type parts struct{ words, grams, pairs, around float64 }

// scratch is the working memory of one question.
type scratch struct {
	mark    []int32 // by term: 1 + index into hits; 0 not looked at; -1 nothing
	touched []uint32
	hits    []hitsOf
	gramOf  []int32 // by gram: 1 + index into the question's grams
	grams   []questionGram
	gramTF  []float64
	tf      []float64
	best    []float64
	masks   []uint32
}

// hitsOf is what a term of a fact has in common with the question.
type hitsOf struct {
	term  uint32
	units []unitHit
	grams []int32
	mask  uint32
}

type unitHit struct {
	unit   int
	like   float64
	weight float64
}

type questionGram struct {
	id  uint32
	idf float64
}

func newScratch(ix *Index) *scratch {
	return &scratch{mark: make([]int32, len(ix.vocab.terms)), gramOf: make([]int32, len(ix.vocab.gramFacts))}
}

// candidates asks bleve for the facts worth a second look.
func (ix *Index) candidates(ctx context.Context, q *asked) ([]int, error) {
	var parts []query.Query
	boosts := map[uint32]float64{}
	var stems []uint32
	for _, u := range q.units {
		if u.entity >= 0 {
			t := query.NewTermQuery(strconv.Itoa(u.entity))
			t.SetField(fieldEntity)
			t.SetBoost(1)
			parts = append(parts, t)
		}
		for _, r := range u.relatives {
			s := ix.vocab.terms[r.term].stem
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
	for _, s := range stems {
		t := query.NewTermQuery(ix.vocab.stems[s].text)
		t.SetField(fieldText)
		t.SetBoost(boosts[s])
		parts = append(parts, t)
	}
	if len(parts) == 0 {
		return nil, ctx.Err()
	}
	req := bleve.NewSearchRequestOptions(query.NewDisjunctionQuery(parts), maxCandidates, 0, false)
	res, err := ix.bleve.SearchInContext(ctx, req)
	if err != nil {
		return nil, err
	}
	facts := make([]int, 0, len(res.Hits))
	for _, h := range res.Hits {
		n, err := strconv.Atoi(h.ID)
		if err != nil {
			return nil, err
		}
		facts = append(facts, n)
	}
	slices.Sort(facts)
	return facts, nil
}

// rank returns the facts that match, best first.
func (ix *Index) rank(ctx context.Context, q *asked) ([]candidate, error) {
	facts, err := ix.candidates(ctx, q)
	if err != nil || len(facts) == 0 {
		return nil, err
	}
	sc := ix.pool.Get().(*scratch)
	defer ix.pool.Put(sc)
	sc.prepare(ix, q)
	defer sc.reset()
	ideal, idealGrams := 0.0, 0.0
	for _, u := range q.units {
		ideal += u.info
	}
	for _, g := range sc.grams {
		idealGrams += g.idf
	}
	ideal, idealGrams = max(ideal, 1e-9), max(idealGrams, 1e-9)
	out := make([]candidate, len(facts))
	for i, f := range facts {
		out[i] = ix.weigh(sc, q, f, ideal, idealGrams)
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	return out, nil
}

// prepare marks the terms and grams that the question has.
func (sc *scratch) prepare(ix *Index, q *asked) {
	v := ix.vocab
	for i, u := range q.units {
		for _, r := range u.relatives {
			h := sc.at(r.term)
			w := r.like * r.idf
			if u.weak {
				w *= weakShare
			}
			h.units = append(h.units, unitHit{i, r.like, w})
			h.mask |= 1 << i
		}
		if u.entity >= 0 || u.weak {
			continue
		}
		gramsOf(u.text, func(g gram) {
			gid, ok := v.grams[g]
			if !ok {
				sc.grams = append(sc.grams, questionGram{id: ^uint32(0), idf: v.idf(0)})
				return
			}
			if sc.gramOf[gid] != 0 {
				return
			}
			sc.grams = append(sc.grams, questionGram{id: gid, idf: v.idf(v.gramFacts[gid])})
			sc.gramOf[gid] = int32(len(sc.grams))
		})
	}
	sc.gramTF = append(sc.gramTF[:0], make([]float64, len(sc.grams))...)
	sc.tf = append(sc.tf[:0], make([]float64, len(q.units))...)
	sc.best = append(sc.best[:0], make([]float64, len(q.units))...)
	for i := range sc.hits {
		sc.gramsIn(v, &sc.hits[i])
	}
}

func (sc *scratch) at(t uint32) *hitsOf {
	if sc.mark[t] == 0 {
		sc.hits = append(sc.hits, hitsOf{term: t})
		sc.mark[t] = int32(len(sc.hits))
		sc.touched = append(sc.touched, t)
	}
	return &sc.hits[sc.mark[t]-1]
}

func (sc *scratch) gramsIn(v *vocabulary, h *hitsOf) {
	for _, g := range v.gramsOfTerm(h.term) {
		if n := sc.gramOf[g]; n != 0 {
			h.grams = append(h.grams, n-1)
		}
	}
}

// look returns what a term has in common with the question, nil for nothing.
func (sc *scratch) look(v *vocabulary, t uint32) *hitsOf {
	switch n := sc.mark[t]; {
	case n > 0:
		return &sc.hits[n-1]
	case n < 0:
		return nil
	}
	sc.touched = append(sc.touched, t)
	h := hitsOf{term: t}
	sc.gramsIn(v, &h)
	if len(h.grams) == 0 {
		sc.mark[t] = -1
		return nil
	}
	sc.hits = append(sc.hits, h)
	sc.mark[t] = int32(len(sc.hits))
	return &sc.hits[len(sc.hits)-1]
}

func (sc *scratch) reset() {
	for _, t := range sc.touched {
		sc.mark[t] = 0
	}
	for _, g := range sc.grams {
		if g.id != ^uint32(0) {
			sc.gramOf[g.id] = 0
		}
	}
	sc.touched, sc.hits, sc.grams = sc.touched[:0], sc.hits[:0], sc.grams[:0]
}

// weigh scores one fact: its better passage, with what surrounds it.
func (ix *Index) weigh(sc *scratch, q *asked, f int, ideal, idealGrams float64) candidate {
	st := &ix.store
	best := candidate{fact: f, score: -1}
	for p := st.first[f]; p < st.first[f+1]; p++ {
		terms := st.terms[st.begin[p]:st.begin[p+1]]
		clear(sc.gramTF)
		clear(sc.tf)
		clear(sc.best)
		sc.masks = sc.masks[:0]
		for _, t := range terms {
			h := sc.look(ix.vocab, t)
			if h == nil {
				sc.masks = append(sc.masks, 0)
				continue
			}
			sc.masks = append(sc.masks, h.mask)
			for _, u := range h.units {
				sc.tf[u.unit] += u.like
				sc.best[u.unit] = max(sc.best[u.unit], u.weight)
			}
			for _, g := range h.grams {
				sc.gramTF[g]++
			}
		}
		var c parts
		norm := weights.k1 * (1 - weights.b + weights.b*float64(len(terms))/st.meanLen)
		for i := range q.units {
			u := &q.units[i]
			if u.entity >= 0 && slices.Contains(ix.linker.inFacts[f], u.entity) {
				sc.best[i], sc.tf[i] = u.info, max(1, sc.tf[i])
			}
			if sc.tf[i] > 0 {
				c.words += sc.best[i] * sc.tf[i] * (weights.k1 + 1) / (sc.tf[i] + norm)
			}
		}
		gnorm := weights.gk1 * (1 - weights.gb + weights.gb*float64(st.grams[p])/st.meanGram)
		for i, tf := range sc.gramTF {
			if tf > 0 {
				c.grams += sc.grams[i].idf * tf * (weights.gk1 + 1) / (tf + gnorm)
			}
		}
		c.words /= ideal
		c.grams /= idealGrams
		c.pairs = ix.pairs(sc.masks, q) / ideal
		score := weights.words*c.words + weights.grams*c.grams + weights.pairs*c.pairs
		if score > best.score {
			best.score, best.parts = score, c
		}
	}
	return best
}

// pairs sums the information of neighbours in the question that are
// neighbours in the passage.
func (ix *Index) pairs(masks []uint32, q *asked) float64 {
	sum := 0.0
	var seen uint32
	for i := 1; i < len(masks); i++ {
		if both := masks[i-1] << 1 & masks[i] &^ seen; both != 0 {
			seen |= both
			for u := 1; u < len(q.units); u++ {
				if both&(1<<u) != 0 {
					sum += q.units[u-1].info + q.units[u].info
				}
			}
		}
	}
	return sum
}
