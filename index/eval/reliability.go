package eval

import (
	"fmt"
	"strings"

	"sibaq/knowledge"
)

// bins is how many equal steps of confidence the reliability is told for.
const bins = 5

// Reliability tells, in lang, whether confidence is what it says: of the
// questions whose first fact has a confidence of about .8, about 80 % should
// have the right fact first. Those that nothing answers have no right fact.
func (f Figures) Reliability(lang knowledge.Lang) string {
	var all, right [bins]int
	var sum [bins]float64
	for _, r := range f.Results {
		b := min(int(r.Confidence*bins), bins-1)
		all[b]++
		sum[b] += r.Confidence
		if r.Expected != nil && r.Rank == 1 {
			right[b]++
		}
	}
	var b strings.Builder
	b.WriteString("confidence  questions   mean  right first\n")
	if lang == knowledge.Arabic {
		b.Reset()
		b.WriteString("     الثقة      أسئلة  متوسط  الأولى صحيحة\n")
	}
	for i := range bins {
		if all[i] == 0 {
			continue
		}
		fmt.Fprintf(&b, "%.1f to %.1f  %9d  %5.2f  %s\n", float64(i)/bins, float64(i+1)/bins, all[i],
			sum[i]/float64(all[i]), percent(share(right[i], all[i])))
	}
	return b.String()
}
