package bench_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sibaq/index/bench"
	"sibaq/knowledge"
)

// typed are what members have typed at one keystroke or another: letters, names
// and words of the folder in part and whole, with the article and without it, and
// what no name is.
func typed(base *knowledge.Base) []string {
	e := base.Entities[len(base.Entities)/2]
	fact := strings.Fields(base.Facts[len(base.Facts)/2].In(knowledge.Arabic).Text)
	begun := []rune(strings.Join(fact[:3], " "))
	return []string{"ا", "م", "ال", "k", string([]rune(e.Ar)[:2]), string([]rune(e.Name)[:3]), e.Ar, "ال" + e.Ar, e.Name,
		e.Ar + "ز", fact[0], string(begun[:len(begun)-1]), "zzqq"}
}

// BenchmarkKeystroke measures what a keystroke costs in an option that takes a
// name and in one that takes a question, for folders of several sizes.
func BenchmarkKeystroke(b *testing.B) {
	for _, facts := range []int{1_000, 10_000, 100_000} {
		base := load(b, bench.Folder(facts))
		ix := build(b, base)
		texts := typed(base)
		for kind, do := range map[string]func(string) error{
			"name": func(s string) error { ix.Complete(s, 25); return nil },
			"question": func(s string) error {
				_, err := ix.Suggest(b.Context(), s, knowledge.Arabic, 25, 100)
				return err
			},
		} {
			for _, s := range texts { // makes what the first keystroke would wait for
				if err := do(s); err != nil {
					b.Fatal(err)
				}
			}
			b.Run(fmt.Sprintf("%s/facts=%d", kind, facts), func(b *testing.B) {
				spent := make([]time.Duration, len(texts))
				n := 0
				for ; b.Loop(); n++ {
					began := time.Now()
					if err := do(texts[n%len(texts)]); err != nil {
						b.Fatal(err)
					}
					spent[n%len(texts)] += time.Since(began)
				}
				b.ReportMetric(float64(slices.Max(spent))/float64(max(1, n/len(texts)))/1e6, "worst-ms") // of these texts
			})
		}
	}
}
