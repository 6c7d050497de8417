package article_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sibaq/knowledge"
	"sibaq/knowledge/article"
)

var update = flag.Bool("update", false, "rewrite the goldens")

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func joined(ps []article.Paragraph) string {
	var texts []string
	for _, p := range ps {
		texts = append(texts, p.Text)
	}
	return strings.Join(texts, "\n")
}

// distance is the number of items to put in, leave out or change.
func distance[T comparable](a, b []T) int {
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := range a {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range b {
			cost := prev[j]
			if a[i] != b[j] {
				cost++
			}
			row[j+1] = min(cost, prev[j+1]+1, row[j]+1)
		}
		prev = row
	}
	return prev[len(b)]
}

// The article that the project started from was taken out of a PDF: tatweel
// everywhere, lines in pieces. Its careful restoration is the yardstick.
func TestRepairSeedArticle(t *testing.T) {
	got, want := joined(article.Repair(read(t, "seed.txt"))), read(t, "seed.clean.txt")
	words := strings.Fields(want)
	wer := float64(distance(strings.Fields(got), words)) / float64(len(words))
	plain := func(s string) []rune { return []rune(strings.Join(strings.Fields(s), " ")) }
	cer := float64(distance(plain(got), plain(want))) / float64(len(plain(want)))
	t.Logf("word error rate %.2f %%, character error rate %.2f %%", 100*wer, 100*cer)
	if wer > .02 || cer > .02 {
		t.Errorf("word error rate %.3f, character error rate %.3f; want at most .02", wer, cer)
	}
}

func TestRepairLeavesCleanTextAlone(t *testing.T) {
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	texts := []string{read(t, "seed.clean.txt")}
	for _, f := range base.Facts {
		for _, p := range []*knowledge.Passage{&f.Passage, f.Twin} {
			if p != nil {
				texts = append(texts, p.Text)
			}
		}
	}
	for _, text := range texts {
		got := strings.Fields(joined(article.Repair(text)))
		if want := strings.Fields(text); !slices.Equal(got, want) {
			t.Errorf("clean text was changed\n got %q\nwant %q", got, want)
		}
	}
}

func TestRepair(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"tatweel", "هــذا العــرض", "هذا العرض"},
		{"cut words, last first", "ــى الذكــاء الاصــطناعي، ــة عل ــة الأمريكي الهيمن", "الهيمنة الأمريكية على الذكاء الاصطناعي،"},
		{"Latin at the end", "،AppGallery ومتجرًا للتطبيقات HarmonyOS", "HarmonyOS ومتجرًا للتطبيقات AppGallery،"},
		{"presentation forms", "ﺍﻟﺬﻛﺎﺀ", "الذكاء"},
		{"direction marks", "\u202bنص\u202c عادي", "نص عادي"},
		{"lines of a paragraph", "سطر أول\nوسطر ثان", "سطر أول وسطر ثان"},
		{"paragraphs", "فقرة أولى.\n\nفقرة ثانية.", "فقرة أولى.\nفقرة ثانية."},
		{"a list", "قائمة:\n- بند أول\n- بند ثان\n• ثالث", "قائمة:\nبند أول\nبند ثان\nثالث"},
		{"a hyphen that begins a line", "مدينة هي أيضًا بلدية\n- لكن لها قانون", "مدينة هي أيضًا بلدية - لكن لها قانون"},
		{"tatweel that is meant", "أُهدي لـ Kling و«بـالسوبر بول»", "أُهدي لـ Kling و«بـالسوبر بول»"},
		{"nothing", " \n\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := joined(article.Repair(c.in)); got != c.want {
				t.Errorf("Repair(%q)\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

// Each golden holds an article and the draft that comes of it.
func TestDraft(t *testing.T) {
	goldens, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(goldens) == 0 {
		t.Fatal("no goldens", err)
	}
	kling := &knowledge.Entity{Name: "Kling", Ar: "كلينغ"}
	names := func(text string) []*knowledge.Entity {
		if strings.Contains(text, "Kling") {
			return []*knowledge.Entity{kling}
		}
		return nil
	}
	for _, golden := range goldens {
		t.Run(filepath.Base(golden), func(t *testing.T) {
			ar, err := txtar.ParseFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			in, want := ar.Files[0], &ar.Files[1]
			a, err := article.Read(t.Context(), in.Name, in.Data)
			if err != nil {
				t.Fatal(err)
			}
			draft := a.Draft(a.Sentences(names))
			if *update {
				want.Data = draft
				if err := os.WriteFile(golden, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if string(draft) != string(want.Data) {
				t.Errorf("the draft differs; -update rewrites it\n got:\n%s\nwant:\n%s", draft, want.Data)
			}
			checkDraft(t, draft)
		})
	}
}

// checkDraft holds a draft against what every draft promises: it is a folder
// without errors, and nothing in it is confirmed.
func checkDraft(t *testing.T, draft []byte) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Load(fstest.MapFS{"draft.md": {Data: draft}})
	if err != nil {
		t.Fatalf("the draft is no knowledge file: %v\n%s", err, draft)
	}
	for _, f := range base.Facts {
		if f.Status != knowledge.Unreviewed {
			t.Errorf("%q is %s, want unreviewed", f.Text, f.Status)
		}
		if len(f.Sources) == 0 {
			t.Errorf("%q cites nothing", f.Text)
		}
	}
	return base
}

func TestDraftOfSeedArticle(t *testing.T) {
	a, err := article.Read(t.Context(), "seed.txt", []byte(read(t, "seed.txt")))
	if err != nil {
		t.Fatal(err)
	}
	base := checkDraft(t, a.Draft(a.Sentences(nil)))
	for _, f := range base.Facts {
		if strings.Contains(f.Text, "Ascend 910B") {
			if s := f.Sources[0]; !strings.Contains(s.Publisher, "seed.txt:100") && !strings.Contains(s.Publisher, "seed.txt:101") {
				t.Errorf("cites %q, want line 100 or 101 of seed.txt", s.Publisher)
			}
			return
		}
	}
	t.Error("the draft lacks the Ascend 910B")
}

func docx(t *testing.T, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(w, `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>`, body)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadDOCX(t *testing.T) {
	data := docx(t, `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>خبر </w:t></w:r><w:r><w:t>اليوم</w:t></w:r></w:p>`+
		`<w:p><w:r><w:t>أعلنت Kuaishou عن </w:t></w:r><w:r><w:t>Kling.</w:t></w:r></w:p>`+
		`<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>عنوان</w:t></w:r></w:p><w:p><w:r><w:t>فقرة ثانية.</w:t></w:r></w:p>`)
	a, err := article.Read(t.Context(), "news.docx", data)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := joined(a.Paragraphs), "أعلنت Kuaishou عن Kling.\nفقرة ثانية."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if a.Title != "خبر اليوم" {
		t.Errorf("the title is %q", a.Title)
	}
	if got := a.Paragraphs[1].Line; got != 4 {
		t.Errorf("the second paragraph is on line %d, want 4", got)
	}
}

func TestReadRefuses(t *testing.T) {
	bomb := docx(t, "<w:p><w:r><w:t>"+strings.Repeat("a", article.MaxSize+1)+"</w:t></w:r></w:p>")
	for _, c := range []struct {
		name string
		data []byte
	}{
		{"picture.png", []byte("\x89PNG")},
		{"latin1.txt", []byte("caf\xe9")},
		{"zero.txt", []byte("a\x00b")},
		{"empty.txt", []byte(" \n")},
		{"no.docx", []byte("not a zip")},
		{"bomb.docx", bomb},
		{"huge.txt", bytes.Repeat([]byte("a"), article.MaxSize+1)},
		{"empty.html", []byte("<html></html>")},
		{"broken.pdf", []byte("%PDF-nothing")},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := article.Read(t.Context(), c.name, c.data)
			var e *article.Error
			if !errors.As(err, &e) || e.Text.Ar == "" || e.Text.En == "" {
				t.Errorf("got %v, want an error with a text for people in both languages", err)
			}
		})
	}
}

func TestReadHTML(t *testing.T) {
	page := `<html lang="ar"><head><title>الخبر</title><meta property="article:published_time" content="2024-06-06T00:00:00Z"><meta property="og:site_name" content="الصحيفة"></head>
<body><nav>قائمة</nav><article>
<p>` + strings.Repeat("أعلنت شركة Kuaishou عن نموذج Kling لتوليد الفيديو في السادس من يونيو. ", 6) + `</p>
<p>` + strings.Repeat("والفقرة الثانية تتحدث عن شيء آخر تمامًا في هذا السباق. ", 6) + `</p>
</article></body></html>`
	a, err := article.Read(t.Context(), "news.html", []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "الخبر" || a.Publisher != "الصحيفة" || a.Date.String() != "2024-06-06" {
		t.Errorf("title %q, publisher %q, date %q", a.Title, a.Publisher, a.Date)
	}
	if len(a.Paragraphs) != 2 || a.Paragraphs[1].Line != 4 {
		t.Errorf("paragraphs %+v; want two, the second on line 4", a.Paragraphs)
	}
}

// Without poppler a PDF gives an error that says what to install; with it the
// text comes out.
func TestReadPDF(t *testing.T) {
	if _, err := exec.LookPath("pdftotext"); err != nil {
		_, err := article.Read(t.Context(), "a.pdf", []byte("%PDF-1.4"))
		if err == nil || !strings.Contains(err.Error(), "poppler-utils") {
			t.Errorf("got %v, want an error that names poppler-utils", err)
		}
		return
	}
	a, err := article.Read(t.Context(), "a.pdf", smallPDF("Kling was announced in June 2024."))
	if err != nil {
		t.Fatal(err)
	}
	if got := joined(a.Paragraphs); got != "Kling was announced in June 2024." {
		t.Errorf("got %q", got)
	}
}

// Each golden holds the words of a page with their places, as poppler gives
// them, and the paragraphs that come of it. A script stands for poppler, so
// that machines without it test this too.
func TestReadArabicPDF(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the script that stands for poppler needs a shell")
	}
	goldens, err := filepath.Glob("testdata/pdf/*.txtar")
	if err != nil || len(goldens) < 3 {
		t.Fatal("no goldens", err)
	}
	cat, err := exec.LookPath("cat")
	if err != nil {
		t.Fatal(err)
	}
	for _, golden := range goldens {
		t.Run(filepath.Base(golden), func(t *testing.T) {
			ar, err := txtar.ParseFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "bbox"), ar.Files[0].Data, 0o600); err != nil {
				t.Fatal(err)
			}
			script := fmt.Sprintf("#!/bin/sh\n%s >/dev/null\nexec %s %q\n", cat, cat, filepath.Join(dir, "bbox"))
			if err := os.WriteFile(filepath.Join(dir, "pdftotext"), []byte(script), 0o700); err != nil {
				t.Fatal(err)
			}
			t.Setenv("PATH", dir)
			a, err := article.Read(t.Context(), "page.pdf", []byte("%PDF"))
			if err != nil {
				t.Fatal(err)
			}
			got := "# " + a.Title + "\n" + joined(a.Paragraphs) + "\n"
			if *update {
				ar.Files[1].Data = []byte(got)
				if err := os.WriteFile(golden, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(ar.Files[1].Data); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			checkDraft(t, a.Draft(a.Sentences(nil)))
		})
	}
}

// smallPDF makes a PDF of one line of Latin text.
func smallPDF(text string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(body string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), body)
	}
	b.WriteString("%PDF-1.4\n")
	object("<</Type/Catalog/Pages 2 0 R>>")
	object("<</Type/Pages/Kids[3 0 R]/Count 1>>")
	object("<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>")
	stream := "BT /F 12 Tf 10 50 Td (" + text + ") Tj ET"
	object(fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(stream), stream))
	object("<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, offset := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

func FuzzDraft(f *testing.F) {
	f.Add("ــة الأمريكي الهيمن\nنص {عادي} [^x] 2024.")
	f.Add("# Title\n\n- item | with *signs* <b> -- and 3 numbers here.\n\n[^1]: x")
	f.Add("،AppGallery\n--\n\"x. y\" قال 5.")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := article.Read(context.Background(), "a.txt", []byte(text))
		if err != nil {
			return
		}
		draft := a.Draft(a.Sentences(nil))
		base, err := knowledge.Load(fstest.MapFS{"a.md": {Data: draft}})
		if err != nil {
			if strings.Contains(err.Error(), "no facts") {
				return
			}
			t.Fatalf("%q gives a draft that is no knowledge file: %v\n%s", text, err, draft)
		}
		for _, fact := range base.Facts {
			if fact.Status != knowledge.Unreviewed {
				t.Fatalf("%q gives a fact that is %s", text, fact.Status)
			}
		}
	})
}

// The title is found in the text where the file names none, and is no fact.
func TestTitle(t *testing.T) {
	for _, c := range []struct{ name, in, title, rest string }{
		{"a.txt", "خبر الرقائق 2026\n\nأعلنت هواوي عن رقاقة. ثم سكتت.", "خبر الرقائق 2026", "أعلنت هواوي عن رقاقة. ثم سكتت."},
		{"a.txt", "أعلنت هواوي عن رقاقة في 2025.\n\nثم سكتت.", "a", "أعلنت هواوي عن رقاقة في 2025.\nثم سكتت."},
		{"a.txt", "أعلنت هواوي عن رقاقة في 2025", "a", "أعلنت هواوي عن رقاقة في 2025"},
		{"a.md", "# خبر\n\nفقرة:\n\n- بند أول\n- بند *ثان*\n1. بند ثالث", "خبر", "فقرة:\nبند أول\nبند ثان\nبند ثالث"},
	} {
		a, err := article.Read(t.Context(), c.name, []byte(c.in))
		if err != nil {
			t.Fatal(err)
		}
		if got := joined(a.Paragraphs); a.Title != c.title || got != c.rest {
			t.Errorf("%q: title %q, rest %q; want %q, %q", c.in, a.Title, got, c.title, c.rest)
		}
	}
}
