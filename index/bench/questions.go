package bench

import (
	"math/rand/v2"
	"strings"

	"sibaq/knowledge"
)

// Questions draws n questions from the facts of a folder: four to eight words of
// a fact, some that stand together and some that do not, behind a question word;
// half of them name what the fact is about, and one in ten asks for what nobody
// wrote. The same folder gives the same questions.
func Questions(base *knowledge.Base, n int) []string {
	rng := rand.New(rand.NewPCG(11, uint64(len(base.Facts))))
	var out []string
	for tries := 0; len(out) < n && tries < 20*n; tries++ {
		f := base.Facts[rng.IntN(len(base.Facts))]
		p := &f.Passage
		if f.Twin != nil && rng.IntN(2) == 0 {
			p = f.Twin
		}
		words := strings.Fields(strings.Trim(p.Text, ".،؛؟! "))
		if len(words) < 4 && f.Cell == nil {
			continue
		}
		if rng.IntN(10) == 0 {
			words = strings.Fields(strings.Join(strange(rng, p.Lang), " "))
		}
		if rng.IntN(2) == 0 {
			rng.Shuffle(len(words), func(i, k int) { words[i], words[k] = words[k], words[i] })
		}
		from := rng.IntN(max(1, len(words)-8))
		asked := words[from:min(len(words), from+4+rng.IntN(5))]
		if len(f.About) > 0 && rng.IntN(2) == 0 {
			asked = append([]string{f.About[0].In(p.Lang)}, asked...)
		}
		out = append(out, question(rng, p.Lang)+" "+strings.Join(asked, " ")+map[knowledge.Lang]string{knowledge.Arabic: "؟", knowledge.English: "?"}[p.Lang])
	}
	return out
}

func question(rng *rand.Rand, lang knowledge.Lang) string {
	if lang == knowledge.Arabic {
		return [...]string{"ما", "كم", "متى", "هل", "من", "أين", "ليش", "شو"}[rng.IntN(8)]
	}
	return [...]string{"what is", "how many", "when did", "who", "where", "why", "does", "which"}[rng.IntN(8)]
}

// strange gives words that hardly any folder has.
func strange(rng *rand.Rand, lang knowledge.Lang) []string {
	out := make([]string, 6)
	for i := range out {
		if n := manyWords + rng.IntN(manyWords); lang == knowledge.Arabic {
			out[i] = rareArabic(n)
		} else {
			out[i] = rareEnglish(n)
		}
	}
	return out
}
