package index

import (
	"cmp"
	"context"
	"slices"

	"sibaq/knowledge"
)

// rarest is how many words of a text Sharing goes by, of which a fact may lack
// one: what stands above a fact may be worded otherwise there.
const rarest = 3

// Sharing returns the facts that have two thirds of the words of a text, in any
// form, and two of its three rarest, or one where it has but two, in the order of
// the folder. Words that the folder does not have are the rarest. Whoever looks
// for a text among the facts need look only there.
func (ix *Index) Sharing(ctx context.Context, text string) ([]*knowledge.Fact, error) {
	var all []string
	for _, w := range wordsOf(text) {
		if s := stemOf(w.text); !words.stops(w.text, w.raw) && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	var stems []uint32
	for _, stem := range all {
		if s, ok := ix.vocab.stems.find(stem); ok {
			stems = append(stems, s)
		}
	}
	facts := func(stem string) uint32 {
		if s, ok := ix.vocab.stems.find(stem); ok {
			return ix.vocab.stemFacts[s]
		}
		return 0
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Compare(facts(a), facts(b)) })
	least := float32(1)
	if len(all) >= rarest {
		least = rarest - 1
	}
	sc := ix.pool.Get().(*scratch)
	defer ix.pool.Put(sc)
	t := &sc.tally
	if err := t.prepare(ix); err != nil {
		return nil, err
	}
	for _, stem := range all[:min(rarest, len(all))] {
		if err := t.add(ctx, ix, textTerms, stem, 1); err != nil {
			return nil, err
		}
	}
	t.touched = slices.DeleteFunc(t.touched, func(d uint32) bool {
		few := t.sums[d].terms < least
		if few {
			t.sums[d] = sum{}
		}
		return few
	})
	numbers := t.best(ix, len(ix.base.Facts))
	var out []*knowledge.Fact
	for _, f := range numbers {
		if 3*ix.stemsIn(int(f), stems) >= 2*len(all) {
			out = append(out, ix.base.Facts[f])
		}
	}
	return out, nil
}

// stemsIn counts which of some stems are in a fact.
func (ix *Index) stemsIn(fact int, stems []uint32) int {
	n, terms := 0, ix.store.of(fact)
	for _, s := range stems {
		if slices.ContainsFunc(terms, func(t uint32) bool { return ix.vocab.stem[t] == s }) {
			n++
		}
	}
	return n
}
