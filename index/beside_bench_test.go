package index_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"sibaq/index"
	"sibaq/knowledge"
)

// BenchmarkBeside measures what a guild's own knowledge costs: answers from the
// shipped folder alone and from it together with fifty facts of a guild's own,
// and what it takes to put those beside it, in time and in memory that stays.
func BenchmarkBeside(b *testing.B) {
	ctx := context.Background()
	shared, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		b.Fatal(err)
	}
	live, err := index.NewLive(ctx, func(context.Context) (*knowledge.Base, error) { return shared, nil }, nil)
	if err != nil {
		b.Fatal(err)
	}
	defer live.Close()
	var club strings.Builder
	for i := range 50 {
		fmt.Fprintf(&club, "- جرّب النادي نموذج Kling في ورشة رقم %d في الرياض، وحضرها %d عضوًا. {2025}\n", i, 10+i)
	}
	own, err := knowledge.NewLoader().LoadBeside(fstest.MapFS{"club.md": {Data: []byte(club.String())}}, shared)
	if err != nil {
		b.Fatal(err)
	}
	questions := []string{"ما أقصى مدة لفيديو Kling؟", "متى حظرت أمريكا تصدير رقائق إنفيديا؟", "How many parameters does DeepSeek V3 have?", "كم عضوًا حضر ورشة النادي رقم 7؟", "كم سعر غرام الذهب اليوم؟"}
	answer := func(b *testing.B, answer func(context.Context, index.Question) (index.Answer, error)) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := answer(ctx, index.Question{Text: questions[i%len(questions)]}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("answer/shared", func(b *testing.B) { answer(b, live.Answer) })
	joined, err := live.Beside(ctx, knowledge.Join(shared, own))
	if err != nil {
		b.Fatal(err)
	}
	b.Run("answer/both", func(b *testing.B) { answer(b, joined.Answer) })
	joined.Close()
	b.Run("join", func(b *testing.B) {
		used := func() uint64 {
			runtime.GC()
			runtime.GC() // pools are emptied by the second
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return m.HeapAlloc
		}
		before := used()
		var kept *index.Index
		for b.Loop() {
			if kept != nil {
				kept.Close()
			}
			if kept, err = live.Beside(ctx, knowledge.Join(shared, own)); err != nil {
				b.Fatal(err)
			}
		}
		b.StopTimer()
		b.ReportMetric(float64(used()-before)/float64(len(kept.Base().Facts)), "B/fact")
		kept.Close()
	})
}
