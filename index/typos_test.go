package index

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// Looking up every neighbour finds what comparing with every word would.
func TestTyposFindAllNeighbours(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	v := &vocabulary{}
	alphabets := [][]rune{[]rune("ابتنيو"), []rune("abnt1")}
	draw := func() string {
		letters := alphabets[rng.IntN(2)]
		w := make([]rune, 3+rng.IntN(5))
		for i := range w {
			w[i] = letters[rng.IntN(len(letters))]
		}
		if s := string(w); letters[0] == 'ا' && rng.IntN(3) == 0 {
			return "ال" + s
		} else {
			return s
		}
	}
	for range 3000 {
		v.add(draw())
	}
	v.analyse()
	v.termFacts, v.stemFacts = make([]uint32, v.words.len()), make([]uint32, v.stems.len())
	v.finish(1)
	found := 0
	for range 2000 {
		w := draw()
		if _, known := v.words.find(w); known || isDigit(w[0]) {
			continue
		}
		var k kin
		v.typos(w, &k)
		var got, want []string
		for _, r := range k.found {
			got = append(got, v.words.text(r.term))
		}
		bare := []rune(withoutArticle(w))
		for n := range v.words.len() {
			text := v.words.text(uint32(n))
			other := []rune(withoutArticle(text))
			if len(bare) >= 4 && other[0] == bare[0] && neighbours(bare, other) {
				want = append(want, text)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%s\nfound    %q\nexpected %q", w, got, want)
		}
		found += len(got)
	}
	if found < 1000 {
		t.Errorf("%d neighbours in all", found)
	}
}

// neighbours reports whether one letter put in, left out or changed, or two
// that changed places, make b of a.
func neighbours(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	switch len(b) - len(a) {
	case 0:
		return i < len(a) && (slices.Equal(a[i+1:], b[i+1:]) ||
			i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:]))
	case 1:
		return slices.Equal(a[i:], b[i+1:])
	}
	return false
}
