package bench_test

import (
	"bytes"
	"context"
	"io/fs"
	"strconv"
	"testing"
	"testing/fstest"

	"sibaq/index"
	"sibaq/index/bench"
	"sibaq/knowledge"
)

var sizes = []int{10_000, 100_000}

func load(tb testing.TB, fsys fs.FS) *knowledge.Base {
	tb.Helper()
	base, err := knowledge.Load(fsys)
	if err != nil {
		tb.Fatal(err)
	}
	return base
}

func build(tb testing.TB, base *knowledge.Base) *index.Index {
	tb.Helper()
	ix, err := index.Build(context.Background(), base)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := ix.Close(); err != nil {
			tb.Error(err)
		}
	})
	return ix
}

// The generated folder is a good one, of the size asked for, the same each time.
func TestFolder(t *testing.T) {
	const facts = 1000
	f := bench.Folder(facts)
	if err := fstest.TestFS(f, "entities/f0000000.md", "d00000/f0000019.md"); err != nil {
		t.Fatal(err)
	}
	base := load(t, f)
	if len(base.Facts) != facts || len(base.Warnings) != 0 || len(base.Tables) < 3 {
		t.Errorf("%d facts, %d tables, warnings: %v", len(base.Facts), len(base.Tables), base.Warnings)
	}
	for _, fact := range base.Facts {
		if len(fact.Sources) == 0 {
			t.Fatalf("%s:%d has no source", fact.File, fact.Line)
		}
	}
	if again := load(t, bench.Folder(facts)); again.Version != base.Version {
		t.Error("another folder the second time")
	}
}

// Most questions are answered, since they are made of facts, and not all are.
func TestQuestions(t *testing.T) {
	base := load(t, bench.Folder(1000))
	ix := build(t, base)
	questions := bench.Questions(base, 200)
	answered := 0
	for _, q := range questions {
		a, err := ix.Answer(t.Context(), index.Question{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		if a.Answered {
			answered++
		}
	}
	if len(questions) != 200 || answered < 100 || answered > 195 {
		t.Errorf("%d of %d questions are answered", answered, len(questions))
	}
}

func TestPlain(t *testing.T) {
	base := load(t, bench.Folder(300))
	p, err := bench.NewPlain(base)
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	figures, err := bench.Sequence(bench.Questions(base, 20), p.Ask, func(string) error { asked++; return nil })
	if err != nil || len(figures) != 2 || figures[0].P99 < figures[0].P50 || asked != 42 {
		t.Errorf("%+v, %d asked, %v", figures, asked, err)
	}
	if err := p.Close(); err != nil {
		t.Error(err)
	}
	if err := p.Ask("x"); err == nil {
		t.Error("answers when closed")
	}
}

func TestEdited(t *testing.T) {
	const name = "d00000/f0000000.md"
	e := &bench.Edited{FS: bench.Folder(100)}
	before, err := fs.ReadFile(e, name)
	if err != nil {
		t.Fatal(err)
	}
	e.Edit(name, append(bytes.Clone(before), "\nA fact more.\n"...))
	base := load(t, e)
	if len(base.Facts) != 101 {
		t.Errorf("%d facts", len(base.Facts))
	}
}

func BenchmarkAnswer(b *testing.B) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			base := load(b, bench.Folder(n))
			ix := build(b, base)
			ask(b, base, func(q string) error {
				_, err := ix.Answer(context.Background(), index.Question{Text: q})
				return err
			})
		})
	}
}

func BenchmarkPlain(b *testing.B) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			base := load(b, bench.Folder(n))
			p, err := bench.NewPlain(base)
			if err != nil {
				b.Fatal(err)
			}
			defer p.Close()
			ask(b, base, p.Ask)
		})
	}
}

func ask(b *testing.B, base *knowledge.Base, do func(string) error) {
	questions := bench.Questions(base, 1000)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if err := do(questions[i%len(questions)]); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	f, err := bench.Sequence(questions, do)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(f[0].P50.Microseconds()), "p50µs")
	b.ReportMetric(float64(f[0].P99.Microseconds()), "p99µs")
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			base := load(b, bench.Folder(n))
			before := bench.Heap()
			kept := 0.0
			for b.Loop() {
				ix, err := index.Build(context.Background(), base)
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				kept = float64(bench.Heap()-before) / (1 << 20)
				if err := ix.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
			b.ReportMetric(kept, "heapMB")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				load(b, bench.Folder(n))
			}
		})
	}
}
