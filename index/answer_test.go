package index_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"sibaq/index"
	"sibaq/knowledge"
)

// build makes an index of files given as path, text, path, text…
func build(t testing.TB, files ...string) *index.Index {
	t.Helper()
	fsys := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		fsys[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	base, err := knowledge.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.Build(context.Background(), base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := ix.Close(); err != nil {
			t.Error(err)
		}
	})
	return ix
}

// always ranks and shows, however little a fact covers.
var always = new(float64)

func ask(t testing.TB, ix *index.Index, q index.Question) index.Answer {
	t.Helper()
	a, err := ix.Answer(context.Background(), q)
	if err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	return a
}

const fourFacts = `---
entities:
  - name: Nvidia
    aliases: [إنفيديا, NVIDIA]
  - name: DeepSeek
    aliases: [ديب سيك]
  - name: United States
    aliases: [الولايات المتحدة, أمريكا]
---
- حظرت الولايات المتحدة في أكتوبر ٢٠٢٢ تصدير رقائق إنفيديا المتقدمة إلى الصين.
- أطلقت ديب سيك عددًا من النماذج المفتوحة في يناير 2025.
- تصنع الشركة رقاقة جديدة كل عام، وتنفق عليها ملايين الدولارات.
- The new chips are made in Taiwan, says the American government.
`

// Questions that bleve's own Arabic analyzer answers with nothing.
func TestShortQuestions(t *testing.T) {
	ix := build(t, "facts.md", fourFacts)
	for question, want := range map[string]string{
		"2022":          "٢٠٢٢",
		"٢٠٢٥":          "2025",
		"نموذج":         "النماذج",
		"NVIDIA":        "إنفيديا",
		"DeepSeek":      "ديب سيك",
		"أمريكا":        "الولايات المتحدة",
		"رقاقة":         "رقاقة",
		"رقائق":         "رقائق",
		"chip":          "chips",
		"Chips?":        "chips",
		"نموذج\u200e":   "النماذج",
		"النما\u200cذج": "النماذج",
		"نمـــاذج":      "النماذج",
		"كم النماذج؟":   "النماذج",
		"للنماذج":       "النماذج",
		"وبالرقائق":     "رقائق",
	} {
		a := ask(t, ix, index.Question{Text: question, Lang: "ar"})
		if !a.Answered || !strings.Contains(a.Facts[0].Fact.Text, want) {
			t.Errorf("%q is answered with %v, not with the fact that holds %q", question, texts(a.Facts), want)
		}
	}
	for question, both := range map[string][]string{"رقاقة": {"رقاقة", "رقائق"}, "رقائق": {"رقاقة", "رقائق"}} {
		a := ask(t, ix, index.Question{Text: question, MinConfidence: always})
		found := strings.Join(texts(a.Facts), "\n")
		for _, w := range both {
			if !strings.Contains(found, w) {
				t.Errorf("%q does not find the fact that holds %q", question, w)
			}
		}
	}
}

func texts(hits []index.Hit) []string {
	var out []string
	for _, h := range hits {
		out = append(out, h.Fact.Text)
	}
	return out
}

func TestStrangeQuestions(t *testing.T) {
	ix := build(t, "facts.md", fourFacts)
	for _, question := range []string{
		"", " ", "؟", "😀🎉", "\x00\x01\u202e\u2066", "\xff\xfe\xfd", `+t:zzz -"yyy zzz"~2 AND (OR) NOT ^5 * ? / \ [1 TO 2]`,
		"في من على", "t:* e:0", strings.Repeat("😀 ", 2000), strings.Repeat("خزعبلات ", 750), strings.Repeat("ا", 6000),
	} {
		if a := ask(t, ix, index.Question{Text: question}); a.Answered || len(a.Facts) > 0 {
			t.Errorf("%.40q is answered with %v", question, texts(a.Facts))
		}
	}
}

func TestAnswerStopsWithItsContext(t *testing.T) {
	ix := build(t, "facts.md", fourFacts)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ix.Answer(ctx, index.Question{Text: "رقائق"}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
	if _, err := index.Build(ctx, ix.Base()); !errors.Is(err, context.Canceled) {
		t.Errorf("building: the error is %v", err)
	}
}
