package index

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// Whatever the texts and the letters, the best that begin so are those that a
// look at each of them finds.
func TestByPrefix(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []rune("abاب可")
	word := func(most int) string {
		w := make([]rune, rng.IntN(most+1))
		for i := range w {
			w[i] = letters[rng.IntN(len(letters))]
		}
		return string(w)
	}
	for round := range 500 {
		texts := make([]string, rng.IntN(40))
		weight := make([]int, len(texts))
		items := make([]uint32, len(texts))
		for i := range texts {
			texts[i], weight[i], items[i] = word(6), rng.IntN(5), uint32(i)
		}
		better := func(a, b uint32) bool { return weight[a] > weight[b] || weight[a] == weight[b] && a < b }
		p := newByPrefix(items, func(i uint32) string { return texts[i] }, better)
		prefix, n := word(3), 1+rng.IntN(9)
		var want []uint32
		for _, i := range items {
			if strings.HasPrefix(texts[i], prefix) {
				want = append(want, i)
			}
		}
		slices.SortFunc(want, func(a, b uint32) int {
			if better(a, b) {
				return -1
			}
			return 1
		})
		want = want[:min(n, len(want))]
		var got []uint32
		p.each(prefix, func(i uint32) bool { got = append(got, i); return len(got) < n })
		if !slices.Equal(got, want) {
			t.Fatalf("round %d: %q among %q gives %v, want %v", round, prefix, texts, got, want)
		}
		item, ok := p.find(prefix)
		if ok != slices.Contains(texts, prefix) || ok && texts[item] != prefix {
			t.Fatalf("round %d: finding %q among %q gives %d, %t", round, prefix, texts, item, ok)
		}
	}
}
