package knowledge_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"sibaq/knowledge"
)

func BenchmarkLoad(b *testing.B) {
	many := fstest.MapFS{}
	for i := range 10_000 {
		many[fmt.Sprintf("d%d/f%d.md", i%100, i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "فقرة عن Kling رقم %d.\n", i)}
	}
	var long strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&long, "Paragraph number %d here.\n\n", i)
	}
	for name, files := range map[string]fstest.MapFS{
		"10000 files":       many,
		"100000 paragraphs": folder("a.md", long.String()),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := knowledge.Load(files); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(name+" again", func(b *testing.B) {
			l := knowledge.NewLoader()
			for b.Loop() {
				if _, err := l.Load(files); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("shipped", func(b *testing.B) {
		for b.Loop() {
			if _, err := knowledge.Load(knowledge.Shipped()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
