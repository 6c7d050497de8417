package card

import (
	"testing"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// BenchmarkCard draws the cards that are asked for most, nothing cached.
func BenchmarkCard(b *testing.B) {
	ix := shipped(b)
	table, err := ix.Compare(b.Context(), index.Comparison{A: "Kling", B: "Sora", Lang: knowledge.Arabic})
	if err != nil {
		b.Fatal(err)
	}
	ranking, err := ix.Rank(b.Context(), index.RankQuery{Attribute: "memory", Group: "chips", Lang: knowledge.English})
	if err != nil {
		b.Fatal(err)
	}
	times, err := ix.Timeline(b.Context(), index.TimelineQuery{Topic: "DeepSeek", Lang: knowledge.Arabic})
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []*card{ofTable(table, say.Western), ofRanking(ranking, say.Western), ofTimeline(Chronology(times, say.Western))} {
		p := newPen()
		s := p.layout(c)
		b.Run(string(c.Kind)+"/layout", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p.layout(c)
			}
		})
		b.Run(string(c.Kind)+"/paint", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := p.paint(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("first card of a process", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p := newPen()
			if _, err := p.paint(p.layout(ofTable(table, say.Western))); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func shipped(tb testing.TB) *index.Index {
	tb.Helper()
	return indexOf(tb, knowledge.Shipped())
}
