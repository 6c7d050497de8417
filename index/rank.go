package index

import (
	"cmp"
	"context"
	"slices"
)

// Ranking has two stages. bleve finds the facts that share a stem or an entity
// with the question, of which the best by few words are taken (candidates.go);
// those are then weighed by what a reader would weigh: how much of the question's
// information the fact holds, how near its words are to those of the question,
// whether they stand together, and whether somebody asked for it like that. The
// best are judged in full (features.go).

// weights of the first look, fitted on half of the XQuAD questions in Arabic and
// English and on the questions of index/eval, then rounded.
var weights = struct {
	words, grams, pairs, window float64
	asked                       float64 // a question that leads to the fact is like this one
	context                     float64 // what only a heading has, of around
	k1, b, gramK1, gramB        float64 // BM25 of words and of grams
	short                       float64 // a fact shorter than this share of the mean counts as that long
}{
	words: 1, grams: .9, pairs: .4, window: 1, asked: 3, context: .3,
	k1: 1.2, b: .5, gramK1: .6, gramB: .6, short: .6,
}

// candidate is a fact in the second stage.
type candidate struct {
	fact     int
	score    float64
	parts    parts
	features vector  // of the first few
	given    float64 // what is added to the logit of the features
}

type parts struct {
	words, grams, pairs, window, around float64
	asked                               float64 // how like a question that leads to it
	likest                              int     // which one
	left                                float64 // how much of the question that one leaves out
	nowhere                             float64 // how like the question is to one that nothing answers
	rival                               float64 // asked, of the best other fact
	sameKind                            bool    // and that asks for the same kind of value
}

// scratch is the working memory of one question.
type scratch struct {
	tally tally

	// By term: 1 + index into hits, 0 for none yet. Most terms of most facts are
	// none of the question's, which bits show: they take 32 times less room, and
	// so stay in the processor's cache. kin has the relatives of the question's
	// words, spelt these and all that share a gram with them.
	mark       []int32
	kin, spelt bits
	touched    []uint32
	hits       []hitsOf

	gramOf    []int32 // by gram: 1 + index into the question's grams
	gramAsked bits
	grams     []questionGram

	ideal, idealGrams float64   // information of the whole question
	info              []float64 // by unit
	gramTF            []float64
	tf                []float64
	best              []float64
	masks             []uint32
	rough             []rough
	weighed           []candidate
	likes             []float64
}

// hitsOf is what a term of a fact has in common with the question.
type hitsOf struct {
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

// rough is a fact with its score while there are many.
type rough struct {
	score float64
	fact  uint32
}

// bits are a set of numbers.
type bits []uint64

func newBits(n int) bits         { return make(bits, (n+63)/64) }
func (b bits) add(n uint32)      { b[n/64] |= 1 << (n % 64) }
func (b bits) remove(n uint32)   { b[n/64] &^= 1 << (n % 64) }
func (b bits) has(n uint32) bool { return b[n/64]&(1<<(n%64)) != 0 }

func newScratch(ix *Index) *scratch {
	terms, grams := ix.vocab.words.len(), len(ix.vocab.gramFacts)
	return &scratch{mark: make([]int32, terms), kin: newBits(terms), spelt: newBits(terms), gramOf: make([]int32, grams), gramAsked: newBits(grams)}
}

// rank returns the facts that match, best first.
func (ix *Index) rank(ctx context.Context, q *asked) ([]candidate, error) {
	sc := ix.pool.Get().(*scratch)
	defer ix.pool.Put(sc)
	facts, err := ix.candidates(ctx, q, &sc.tally)
	if err != nil || len(facts) == 0 {
		return nil, err
	}
	sc.prepare(ix, q)
	defer sc.reset(ix.vocab)
	sc.rough = sc.rough[:0]
	for _, f := range facts {
		score, _ := ix.weigh(sc, q, int(f), sc.kin)
		sc.rough = append(sc.rough, rough{score, f})
	}
	spelt := bestOf(sc.rough, maxSpelt)
	slices.SortFunc(spelt, func(a, b rough) int { return cmp.Compare(a.fact, b.fact) })
	sc.weighed = sc.weighed[:0]
	for i, r := range spelt {
		score, parts := ix.weigh(sc, q, int(r.fact), sc.spelt)
		sc.weighed = append(sc.weighed, candidate{fact: int(r.fact), score: score, parts: parts})
		spelt[i] = rough{score, uint32(i)} // its place in weighed, which orders as the fact does
	}
	near := bestOf(spelt, maxNear)
	var first, second float64
	for _, r := range near {
		if a := sc.weighed[r.fact].parts.asked; a > first {
			first, second = a, first
		} else {
			second = max(second, a)
		}
	}
	nowhere := ix.unlikest(sc, q)
	for k, r := range near {
		c := &sc.weighed[r.fact]
		c.parts.nowhere = nowhere
		if c.parts.rival = first; c.parts.asked == first {
			c.parts.rival = second
		}
		c.parts.around = ix.around(sc, q, c.fact) / sc.ideal
		ix.judge(sc, q, c)
		near[k].score = c.score
	}
	slices.SortFunc(near, func(a, b rough) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.fact, b.fact))
	})
	out := make([]candidate, len(near))
	for i, r := range near {
		out[i] = sc.weighed[r.fact]
	}
	return out, nil
}

// bestOf moves the n best to the front, in no order, and returns them.
func bestOf(rs []rough, n int) []rough {
	all := rs
	for from := 0; n < len(all) && len(rs) > 1; {
		// Hoare's selection: those before i are not worse than pivot, those behind j not better.
		pivot, i, j := rs[len(rs)/2], 0, len(rs)-1
		for i <= j {
			for rs[i].above(pivot) {
				i++
			}
			for pivot.above(rs[j]) {
				j--
			}
			if i <= j {
				rs[i], rs[j] = rs[j], rs[i]
				i++
				j--
			}
		}
		switch k := n - from; {
		case k <= j:
			rs = rs[:j+1]
		case k > i:
			rs = rs[i:]
			from += i
		default:
			return all[:n]
		}
	}
	return all[:min(n, len(all))]
}

// above orders by score; equal ones stay in the order of the folder.
func (a rough) above(b rough) bool {
	return a.score > b.score || a.score == b.score && a.fact < b.fact
}

// maxSpelt is how many facts are compared letter by letter. What a word of a
// fact has in common with the question is cheap to know for its relatives, and
// costly for all others.
const maxSpelt = 70

// maxNear is how many facts are judged in full; the rest is far behind.
const maxNear = 60

// reach is how many facts before and after one belong to what stands around it.
const reach = 2

// around sums the information of the question that the facts beside a fact
// hold, in the same file, and less of what only its headings hold.
func (ix *Index) around(sc *scratch, q *asked, f int) float64 {
	st := &ix.store
	var near, above uint32
	for n := max(0, f-reach); n <= min(f+reach, len(st.file)-1); n++ {
		if st.file[n] != st.file[f] {
			continue
		}
		near |= sc.mask(st.terms[st.begin[st.first[n]]:st.begin[st.first[n+1]]])
		for i, u := range q.units {
			if u.entity >= 0 && ix.linker.names(n, u.entity) {
				near |= 1 << i
			}
		}
	}
	above = sc.mask(st.contexts.of(st.context[f]))
	sum := 0.0
	for i, u := range q.units {
		switch {
		case near&(1<<i) != 0:
			sum += u.info
		case above&(1<<i) != 0:
			sum += u.info * weights.context
		}
	}
	return sum
}

// mask says which units of the question terms hold.
func (sc *scratch) mask(terms []uint32) uint32 {
	var m uint32
	for _, t := range terms {
		m |= sc.maskOf(t)
	}
	return m
}

// raise lifts how well each unit of the question is matched, best, to how well
// terms match it.
func (sc *scratch) raise(best []float64, terms []uint32) {
	for _, t := range terms {
		if sc.kin.has(t) {
			for _, h := range sc.hits[sc.mark[t]-1].units {
				best[h.unit] = max(best[h.unit], h.like)
			}
		}
	}
}

// maskOf is mask for one term.
func (sc *scratch) maskOf(t uint32) uint32 {
	if !sc.kin.has(t) {
		return 0
	}
	return sc.hits[sc.mark[t]-1].mask
}

// prepare marks the terms and grams that the question has.
func (sc *scratch) prepare(ix *Index, q *asked) {
	v := ix.vocab
	sc.info = sc.info[:0]
	sc.ideal, sc.idealGrams = 0, 0
	for i := range q.units {
		u := &q.units[i]
		sc.info = append(sc.info, u.info)
		sc.ideal += u.info
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
			gid, ok := v.gramIDs.find(g)
			if !ok {
				sc.grams = append(sc.grams, questionGram{id: ^uint32(0), idf: v.idf(0)})
				return
			}
			if sc.gramOf[gid] != 0 {
				return
			}
			sc.grams = append(sc.grams, questionGram{id: gid, idf: v.idf(v.gramFacts[gid])})
			sc.gramOf[gid] = int32(len(sc.grams))
			sc.gramAsked.add(gid)
			for _, t := range v.gramTerms.of(gid) {
				sc.spelt.add(t)
			}
		})
	}
	for _, g := range sc.grams {
		sc.idealGrams += g.idf
	}
	sc.ideal, sc.idealGrams = max(sc.ideal, 1e-9), max(sc.idealGrams, 1e-9)
	sc.gramTF = zeros(sc.gramTF, len(sc.grams))
	sc.tf = zeros(sc.tf, len(q.units))
	sc.best = zeros(sc.best, len(q.units))
	for i, t := range sc.touched {
		sc.hits[i].grams = sc.gramsIn(v, t, sc.hits[i].grams)
	}
}

func zeros(s []float64, n int) []float64 {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// at returns what term t has in common with the question, to be added to.
func (sc *scratch) at(t uint32) *hitsOf {
	if sc.mark[t] == 0 {
		sc.touched = append(sc.touched, t)
		sc.kin.add(t)
		sc.spelt.add(t)
		return sc.hit(t)
	}
	return &sc.hits[sc.mark[t]-1]
}

// hit makes room in hits for a term, with the memory of an earlier question.
func (sc *scratch) hit(t uint32) *hitsOf {
	n := len(sc.hits)
	if n < cap(sc.hits) {
		sc.hits = sc.hits[:n+1]
		old := sc.hits[n]
		sc.hits[n] = hitsOf{units: old.units[:0], grams: old.grams[:0]}
	} else {
		sc.hits = append(sc.hits, hitsOf{})
	}
	sc.mark[t] = int32(n + 1)
	return &sc.hits[n]
}

// gramsIn adds to room the grams of the question that a term has.
func (sc *scratch) gramsIn(v *vocabulary, t uint32, room []int32) []int32 {
	for _, g := range v.grams.of(t) {
		if sc.gramAsked.has(g) {
			room = append(room, sc.gramOf[g]-1)
		}
	}
	return room
}

// hitOf returns what a term in spelt has in common with the question.
func (sc *scratch) hitOf(v *vocabulary, t uint32) *hitsOf {
	if n := sc.mark[t]; n > 0 {
		return &sc.hits[n-1]
	}
	sc.touched = append(sc.touched, t)
	h := sc.hit(t)
	h.grams = sc.gramsIn(v, t, h.grams)
	return h
}

func (sc *scratch) reset(v *vocabulary) {
	for _, t := range sc.touched {
		sc.mark[t] = 0
		sc.kin.remove(t)
		sc.spelt.remove(t)
	}
	for _, g := range sc.grams {
		if g.id != ^uint32(0) {
			sc.gramOf[g.id] = 0
			sc.gramAsked.remove(g.id)
			for _, t := range v.gramTerms.of(g.id) {
				sc.spelt.remove(t)
			}
		}
	}
	sc.touched, sc.hits, sc.grams = sc.touched[:0], sc.hits[:0], sc.grams[:0]
}

// weigh scores one fact by its better passage, by those of its terms that are in
// seen: kin or spelt.
func (ix *Index) weigh(sc *scratch, q *asked, f int, seen bits) (float64, parts) {
	st := &ix.store
	best, of := -1.0, parts{}
	for p := st.first[f]; p < st.first[f+1]; p++ {
		terms := st.terms[st.begin[p]:st.begin[p+1]]
		clear(sc.gramTF)
		clear(sc.tf)
		clear(sc.best)
		sc.masks = slices.Grow(sc.masks[:0], len(terms))[:len(terms)]
		for k, t := range terms {
			if !seen.has(t) {
				sc.masks[k] = 0
				continue
			}
			h := sc.hitOf(ix.vocab, t)
			sc.masks[k] = h.mask
			for _, u := range h.units {
				sc.tf[u.unit] += u.like
				sc.best[u.unit] = max(sc.best[u.unit], u.weight)
			}
			for _, g := range h.grams {
				sc.gramTF[g]++
			}
		}
		var c parts
		norm := weights.k1 * (1 - weights.b + weights.b*max(weights.short, float64(len(terms))/st.meanLen))
		for i := range q.units {
			u := &q.units[i]
			if u.entity >= 0 {
				if n := ix.speaksOf(f, u.entity); n > 0 {
					sc.best[i], sc.tf[i] = max(sc.best[i], n*u.info), max(1, sc.tf[i])
				}
			}
			if sc.tf[i] > 0 {
				c.words += sc.best[i] * sc.tf[i] * (weights.k1 + 1) / (sc.tf[i] + norm)
			}
		}
		gnorm := weights.gramK1 * (1 - weights.gramB + weights.gramB*max(weights.short, float64(st.grams[p])/st.meanGram))
		for i, tf := range sc.gramTF {
			if tf > 0 {
				c.grams += sc.grams[i].idf * tf * (weights.gramK1 + 1) / (tf + gnorm)
			}
		}
		c.words /= sc.ideal
		c.grams /= sc.idealGrams
		c.pairs = pairs(sc.masks, sc.info) / sc.ideal
		c.window = window(sc.masks, sc.info) / sc.ideal
		score := weights.words*c.words + weights.grams*c.grams + weights.pairs*c.pairs + weights.window*c.window
		if score > best {
			best, of = score, c
		}
	}
	of.asked, of.likest, of.left, of.sameKind = ix.likest(sc, q, f)
	return best + weights.asked*of.asked, of
}

// pairs sums the information of neighbours in the question that are
// neighbours in the passage.
func pairs(masks []uint32, info []float64) float64 {
	sum := 0.0
	var seen uint32
	for i := 1; i < len(masks); i++ {
		if both := masks[i-1] << 1 & masks[i] &^ seen; both != 0 {
			seen |= both
			for u := 1; u < len(info); u++ {
				if both&(1<<u) != 0 {
					sum += info[u-1] + info[u]
				}
			}
		}
	}
	return sum
}

// windowSize is about a sentence, in words that are not ignored.
const windowSize = 16

// window is the most of the question's information that stands within about
// one sentence of the passage.
func window(masks []uint32, info []float64) float64 {
	best := 0.0
	last := uint32(0)
	for i, m := range masks {
		if m == 0 {
			continue
		}
		all := m
		for _, n := range masks[i+1 : min(i+windowSize, len(masks))] {
			all |= n
		}
		if all == last {
			continue
		}
		last = all
		sum := 0.0
		for u := range info {
			if all&(1<<u) != 0 {
				sum += info[u]
			}
		}
		best = max(best, sum)
	}
	return best
}
