package bench

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"unicode"

	"sibaq/knowledge"
)

// lexicon holds the words of one language, the commonest first.
type lexicon struct {
	common []string           // of the shipped facts
	rare   func(n int) string // the nth word behind them
}

// lexicons are read from the shipped knowledge once.
var lexicons = sync.OnceValue(func() map[knowledge.Lang]lexicon {
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		panic(err) // what the program carries is checked by its tests
	}
	counts := map[knowledge.Lang]map[string]int{knowledge.Arabic: {}, knowledge.English: {}}
	for _, f := range base.Facts {
		for _, p := range []*knowledge.Passage{&f.Passage, f.Twin} {
			if p == nil {
				continue
			}
			for w := range strings.FieldsFuncSeq(p.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
				if isOf(w, p.Lang) {
					counts[p.Lang][w]++
				}
			}
		}
	}
	return map[knowledge.Lang]lexicon{
		knowledge.Arabic:  {byCount(counts[knowledge.Arabic]), rareArabic},
		knowledge.English: {byCount(counts[knowledge.English]), rareEnglish},
	}
})

func isOf(w string, lang knowledge.Lang) bool {
	for _, r := range w {
		return unicode.Is(unicode.Arabic, r) == (lang == knowledge.Arabic)
	}
	return false
}

func byCount(counts map[string]int) []string {
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return words
}

// word draws a word. The nth commonest is about as frequent as in a language:
// one in n, and there are a million: four million words hold three hundred thousand
// different ones, as they do in Arabic.
func (l lexicon) word(frequency *rand.Zipf) string {
	n := int(frequency.Uint64())
	if n < len(l.common) {
		return l.common[n]
	}
	return l.rare(n - len(l.common))
}

const manyWords = 1_000_000

func newFrequency(rng *rand.Rand) *rand.Zipf { return rand.NewZipf(rng, 1.15, 2.7, manyWords) }

// rareArabic makes a word of three consonants, a pattern and what is joined to
// it, so that words are kin as they are in Arabic.
func rareArabic(n int) string {
	const consonants = "بتثجحخدذرزسشصضطعغفقكلمنه"
	patterns := [...]string{"123", "1ا23", "م12و3", "ا12ا3", "12و3", "م1ا23", "12ا3", "ت12ي3", "است12ا3", "12ي3", "مت1ا23", "ان12ا3"}
	front := [...]string{"", "ال", "", "و", "بال", "", "ل", "وال"}
	back := [...]string{"", "", "ه", "ات", "", "ين", "ها", "ية"}
	letters := []rune(consonants)
	k := len(letters)
	r := newMixed(n)
	root := [3]rune{letters[r.take(k)], letters[r.take(k)], letters[r.take(k)]}
	var b strings.Builder
	b.WriteString(front[r.take(len(front))])
	for _, c := range patterns[r.take(len(patterns))] {
		if '1' <= c && c <= '3' {
			c = root[c-'1']
		}
		b.WriteRune(c)
	}
	b.WriteString(back[r.take(len(back))])
	return b.String()
}

func rareEnglish(n int) string {
	front := [...]string{"b", "br", "c", "cl", "d", "dr", "f", "g", "gl", "h", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v", "w"}
	vowels := [...]string{"a", "e", "i", "o", "u", "ea", "ou"}
	back := [...]string{"", "n", "r", "t", "l", "m", "nd", "st"}
	ending := [...]string{"", "", "s", "ed", "ing", "er", "ment", "ly"}
	r := newMixed(n)
	var b strings.Builder
	for range 2 + r.take(2) {
		b.WriteString(front[r.take(len(front))])
		b.WriteString(vowels[r.take(len(vowels))])
		b.WriteString(back[r.take(len(back))])
	}
	b.WriteString(ending[r.take(len(ending))])
	return b.String()
}

// mixed gives small numbers that a large one determines.
type mixed struct{ state uint64 }

func newMixed(n int) *mixed { return &mixed{uint64(n) + 1} }

func (m *mixed) take(n int) int {
	m.state += 0x9e3779b97f4a7c15 // splitmix64
	z := m.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return int((z ^ z>>31) % uint64(n))
}
