package index_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/ar" // the analyzer that sibaq is measured against
	"github.com/blevesearch/bleve/v2/index/scorch"

	"sibaq/index"
	"sibaq/knowledge"
)

// The benchmarks ask synthetic folders, the same ones on every run: words are
// drawn with the frequencies of a language, facts hold 16 to 48 of them, and
// questions take some words of a fact.
//
//	go test ./index -run '^$' -bench . -benchtime 2000x
//
// p50 and p99 are microseconds of a whole Answer; heap is what an index keeps,
// in megabytes, the facts themselves included.
var sizes = []int{10_000, 100_000}

func BenchmarkAnswer(b *testing.B) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			base, questions := synthetic(n)
			before := heap()
			ix, err := index.Build(context.Background(), base)
			if err != nil {
				b.Fatal(err)
			}
			defer ix.Close()
			kept := float64(heap()-before) / (1 << 20)
			times := measure(b, questions, func(q string) error {
				_, err := ix.Answer(context.Background(), index.Question{Text: q})
				return err
			})
			report(b, times)
			b.ReportMetric(kept, "heapMB")
		})
	}
}

// BenchmarkPlainBleve is one match query of bleve with its Arabic analyzer.
func BenchmarkPlainBleve(b *testing.B) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			base, questions := synthetic(n)
			ix := plainBleve(b, base)
			defer ix.Close()
			times := measure(b, questions, func(q string) error {
				m := bleve.NewMatchQuery(q)
				m.SetField("t")
				_, err := ix.Search(bleve.NewSearchRequest(m))
				return err
			})
			report(b, times)
		})
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			base, _ := synthetic(n)
			for b.Loop() {
				ix, err := index.Build(context.Background(), base)
				if err != nil {
					b.Fatal(err)
				}
				b.StopTimer()
				if err := ix.Close(); err != nil {
					b.Fatal(err)
				}
				b.StartTimer()
			}
		})
	}
}

func measure(b *testing.B, questions []string, do func(string) error) []time.Duration {
	b.ReportAllocs()
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if err := do(questions[i%len(questions)]); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	return times
}

func report(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50µs")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds()), "p99µs")
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func plainBleve(b *testing.B, base *knowledge.Base) bleve.Index {
	field := bleve.NewTextFieldMapping()
	field.Analyzer = "ar"
	field.Store, field.IncludeTermVectors, field.IncludeInAll, field.DocValues = false, false, false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("t", field)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	ix, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		b.Fatal(err)
	}
	batch := ix.NewBatch()
	for i, f := range base.Facts {
		if err := batch.Index(strconv.Itoa(i), map[string]string{"t": f.Text}); err != nil {
			b.Fatal(err)
		}
		if batch.Size() == 4000 || i == len(base.Facts)-1 {
			if err := ix.Batch(batch); err != nil {
				b.Fatal(err)
			}
			batch = ix.NewBatch()
		}
	}
	return ix
}

// synthetic makes a folder of n facts, 50 in a file, and 500 questions.
func synthetic(n int) (*knowledge.Base, []string) {
	rng := rand.New(rand.NewPCG(1, uint64(n)))
	const letters = "ابتجحدرسشصعفقكلمنهوي"
	alphabet := []rune(letters)
	words := make([]string, 50_000)
	for i := range words {
		var w strings.Builder
		if rng.IntN(3) == 0 {
			w.WriteString("ال")
		}
		for range 3 + rng.IntN(4) {
			w.WriteRune(alphabet[rng.IntN(len(alphabet))])
		}
		words[i] = w.String()
	}
	frequency := rand.NewZipf(rng, 1.05, 100, uint64(len(words)-1))
	base := &knowledge.Base{Version: fmt.Sprint("synthetic-", n)}
	var questions []string
	for i := range n {
		text := make([]string, 16+rng.IntN(33))
		for k := range text {
			text[k] = words[frequency.Uint64()]
		}
		file := fmt.Sprintf("%05d.md", i/50)
		if i%50 == 0 {
			base.Files = append(base.Files, &knowledge.File{Path: file, Lang: knowledge.Arabic})
		}
		base.Facts = append(base.Facts, &knowledge.Fact{
			ID:      fmt.Sprint(i),
			Passage: knowledge.Passage{Text: strings.Join(text, " "), Lang: knowledge.Arabic, File: file, Line: i%50 + 1},
		})
		if i%(n/500) == 0 {
			rng.Shuffle(len(text), func(a, b int) { text[a], text[b] = text[b], text[a] })
			questions = append(questions, "كم "+strings.Join(text[:5+rng.IntN(4)], " ")+"؟")
		}
	}
	return base, questions
}
