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

// Sharing returns the facts that have two of the three rarest words of a text,
// in any form, or one where it has but two, in the order of the folder. Whoever
// looks for a text among the facts need look only there.
func (ix *Index) Sharing(ctx context.Context, text string) ([]*knowledge.Fact, error) {
	var stems []uint32
	for _, w := range wordsOf(text) {
		if s, ok := ix.vocab.stems.find(stemOf(w.text)); ok && !words.stops(w.text, w.raw) && !slices.Contains(stems, s) {
			stems = append(stems, s)
		}
	}
	slices.SortFunc(stems, func(a, b uint32) int { return cmp.Compare(ix.vocab.stemFacts[a], ix.vocab.stemFacts[b]) })
	sc := ix.pool.Get().(*scratch)
	defer ix.pool.Put(sc)
	t := &sc.tally
	if err := t.prepare(ix); err != nil {
		return nil, err
	}
	for _, s := range stems[:min(rarest, len(stems))] {
		if err := t.add(ctx, ix, textTerms, ix.vocab.stems.text(s), 1); err != nil {
			return nil, err
		}
	}
	if len(stems) >= rarest {
		t.touched = slices.DeleteFunc(t.touched, func(d uint32) bool {
			few := t.sums[d].terms < rarest-1
			if few {
				t.sums[d] = sum{}
			}
			return few
		})
	}
	numbers := t.best(ix, len(ix.base.Facts))
	facts := make([]*knowledge.Fact, len(numbers))
	for i, f := range numbers {
		facts[i] = ix.base.Facts[f]
	}
	return facts, nil
}
