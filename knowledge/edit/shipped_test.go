package edit_test

import (
	"flag"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"sibaq/knowledge"
	"sibaq/knowledge/edit"
)

var every = flag.Bool("every", false, "change every shipped fact in every way, not each in one")

// change is a way to change a fact, and what the fact should be after it.
type change struct {
	name string
	do   func(file []byte, f *knowledge.Fact, i int) ([]byte, error)
	want func(was seen, is *knowledge.Fact, i int) seen
}

// typed is what people may add to a sentence, all of it text and no notation.
var typed = []string{
	" {2024}", " [^mit]", " \\", "!", " *مهم* _جدًا_ **", " | — |", " <b>غامق</b> &amp; <!-- سر -->", " `شيفرة`",
	" https://example.org/a_b(c)?d=1&copy;", " {date: 2024-13، ادعاء من لا أحد}", " #وسم ~~~", "\n- date: 2024\n1. x\n---\n|---|\n> q",
}

var changes = []change{
	{"text", func(file []byte, f *knowledge.Fact, i int) ([]byte, error) {
		return edit.Replace(file, f, edit.New{Text: f.Text + typed[i%len(typed)]})
	}, func(was seen, is *knowledge.Fact, i int) seen {
		was.text += typed[i%len(typed)]
		if is.Cell != nil {
			was.text = strings.ReplaceAll(was.text, "\n", " ")
		}
		return was
	}},
	{"twin", func(file []byte, f *knowledge.Fact, i int) ([]byte, error) {
		return edit.Replace(file, f, edit.New{Twin: "date: " + f.Twin.Text + latin(typed[i%len(typed)])})
	}, func(was seen, is *knowledge.Fact, i int) seen {
		lang, text := was.twin[:2], was.twin[2:]
		was.twin = lang + "date: " + text + latin(typed[i%len(typed)])
		if is.Cell != nil {
			was.twin = strings.ReplaceAll(was.twin, "\n", " ")
		}
		return was
	}},
	{"date", func(file []byte, f *knowledge.Fact, i int) ([]byte, error) {
		return edit.Replace(file, f, edit.New{AsOf: "1999-12-31"})
	}, func(was seen, is *knowledge.Fact, i int) seen {
		was.date = "1999-12-31"
		return was
	}},
	{"source", func(file []byte, f *knowledge.Fact, i int) ([]byte, error) {
		return edit.Replace(file, f, edit.New{Source: "https://example.org/a_b(1)?c=1&copy;", SourceTitle: "A [title]: *one*", Publisher: "P_Q", Date: "1998"})
	}, func(was seen, is *knowledge.Fact, i int) seen {
		was.sources = "A [title]: *one*\x00P_Q\x00https://example.org/a_b%281%29?c=1&copy%3B\x001998\x01"
		if is.AsOf.String() == "1998" { // as its source, since it gives none itself
			was.date = "1998"
		}
		return was
	}},
	{"status", func(file []byte, f *knowledge.Fact, i int) ([]byte, error) {
		return edit.Replace(file, f, edit.New{Status: "ادعاء من Foo_Bar (شركة)"})
	}, func(was seen, is *knowledge.Fact, i int) seen {
		was.status = "claim\x00Foo_Bar\x00company\x00"
		return was
	}},
	{"retire", func(file []byte, f *knowledge.Fact, i int) ([]byte, error) {
		return edit.Retire(file, f, knowledge.Date{Year: 2026, Month: 11}, "#article-about")
	}, func(was seen, is *knowledge.Fact, i int) seen {
		was.status = "superseded\x00\x00\x00article-about"
		return was
	}},
}

// seen is all that a reader sees of a fact.
type seen struct {
	id, text, lang, twin, date, status, about, section, cell, sources, asked string
}

func see(f *knowledge.Fact) seen {
	s := seen{
		id: f.ID, text: f.Text, lang: string(f.Lang), date: f.AsOf.String(),
		status:  strings.Join([]string{string(f.Status), f.ClaimedBy, string(f.ClaimantKind), f.SupersededBy}, "\x00"),
		section: strings.Join(f.Section, "\x00") + "\x01" + strings.Join(f.SectionTwin, "\x00"),
		asked:   strings.Join(f.Asked, "\n"),
	}
	if f.Twin != nil {
		s.twin = string(f.Twin.Lang) + f.Twin.Text
	}
	for _, e := range f.About {
		s.about += e.Name + ", "
	}
	for _, src := range f.Sources {
		s.sources += strings.Join([]string{src.Title, src.Publisher, src.URL, src.Date.String()}, "\x00") + "\x01"
	}
	if c := f.Cell; c != nil {
		s.cell = strings.Join([]string{c.Table.Title.Ar, c.Table.Title.En, c.Table.Rows[c.Row].Ar, c.Table.Rows[c.Row].En, c.Table.Columns[c.Column].Name}, "\x00")
	}
	return s
}

func copied(t testing.TB, fsys fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		out[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Each shipped fact can be changed, then reads as was meant, and nothing else
// in the folder reads otherwise: no other fact, and no new problem.
func TestEachShippedFactCanBeChanged(t *testing.T) {
	files := copied(t, knowledge.Shipped())
	loader := knowledge.NewLoader()
	base, err := loader.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	before := make([]seen, len(base.Facts))
	byFile := map[string][]int{}
	most := 0
	for i, f := range base.Facts {
		before[i] = see(f)
		byFile[f.File] = append(byFile[f.File], i)
		most = max(most, len(byFile[f.File]))
	}
	done := map[string]int{}
	passes := 1
	if *every {
		passes = len(changes)
	}
	for nth := range most { // one fact of each file in one reload
		for pass := range passes {
			folder := maps.Clone(files)
			changed := map[int]change{}
			for name, in := range byFile {
				if nth >= len(in) {
					continue
				}
				i := in[nth]
				change := changes[(i+pass)%len(changes)]
				out, err := change.do(files[name].Data, base.Facts[i], i)
				if err != nil {
					t.Errorf("%s of %s: %v", change.name, base.Facts[i].Text, err)
					continue
				}
				folder[name] = &fstest.MapFile{Data: out}
				changed[i] = change
				// Its own line, that of its translation, and sources that nothing uses any more.
				if gone := lost(string(files[name].Data), string(out)); len(gone) > 2+len(base.Facts[i].Sources) {
					t.Errorf("%s of %s changes other lines: %q", change.name, base.Facts[i].Text, gone)
				}
			}
			after, err := loader.Load(folder)
			if err != nil {
				t.Error(err)
				continue
			}
			if len(after.Warnings) > 0 {
				t.Error(after.Warnings)
			}
			if len(after.Facts) != len(base.Facts) {
				t.Errorf("%d facts instead of %d", len(after.Facts), len(base.Facts))
				continue
			}
			for i, f := range after.Facts {
				want := before[i]
				c, ok := changed[i]
				if ok {
					want = c.want(want, f, i)
					done[c.name]++
				}
				if got := see(f); got != want {
					t.Errorf("%s %s:%d\n%q\nwant\n%q", c.name, f.File, f.Line, got, want)
				}
			}
		}
	}
	t.Logf("of %d facts: %v", len(base.Facts), done)
}

// lost gives the lines of a that b does not have.
func lost(a, b string) (out []string) {
	has := map[string]int{}
	for line := range strings.Lines(b) {
		has[line]++
	}
	for line := range strings.Lines(a) {
		if has[line]--; has[line] < 0 {
			out = append(out, line)
		}
	}
	return out
}

// A fact can be added to each shipped file, about nothing, about what the file
// is about, or about something else; then there is one fact more and no new
// problem, and no line is lost.
func TestAFactCanBeAddedToEachShippedFile(t *testing.T) {
	files := copied(t, knowledge.Shipped())
	loader := knowledge.NewLoader()
	base, err := loader.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range base.Files {
		entity := []string{"", "Kling", ""}[i%3]
		if i%3 == 2 {
			for _, f := range base.Facts {
				if f.File == file.Path && len(f.About) == 1 {
					entity = f.About[0].Name
				}
			}
		}
		out, line, err := edit.Add(file.Path, []byte(file.Data), edit.New{
			Text: "date: حقيقة {جديدة} تمامًا [^x].", Twin: "en: A {new} fact [^x].", Entity: entity, AsOf: "2026-11-25",
			Source: "https://example.org/new", SourceTitle: "News", Publisher: "Press", Status: "ادعاء من Foo, Inc (شركة)", ID: "quite-new",
		})
		if err != nil {
			t.Error(err)
			continue
		}
		folder := maps.Clone(files)
		folder[file.Path] = &fstest.MapFile{Data: out}
		after, err := loader.Load(folder)
		if err != nil || len(after.Warnings) > 0 {
			t.Errorf("%v %v", err, after)
			continue
		}
		if gone := lost(file.Data, string(out)); len(gone) > 0 {
			t.Errorf("%s lost lines: %q", file.Path, gone)
		}
		at := slices.IndexFunc(after.Facts, func(f *knowledge.Fact) bool { return f.ID == "quite-new" })
		if at < 0 || len(after.Facts) != len(base.Facts)+1 {
			t.Errorf("%s: %d facts instead of %d, the new one at %d", file.Path, len(after.Facts), len(base.Facts)+1, at)
			continue
		}
		f := after.Facts[at]
		want := seen{
			id: "quite-new", text: "date: حقيقة {جديدة} تمامًا [^x].", lang: "ar", twin: "enen: A {new} fact [^x].", date: "2026-11-25",
			status: "claim\x00Foo, Inc\x00company\x00", about: entity + ", ", sources: "News\x00Press\x00https://example.org/new\x00\x01",
			section: see(f).section,
		}
		if entity == "" {
			want.about = see(f).about // what its heading says
		}
		if got := see(f); got != want || f.Line != line {
			t.Errorf("%s:%d (said to be %d)\n%q\nwant\n%q", file.Path, f.Line, line, got, want)
		}
		for i, was := range base.Facts {
			if is := after.Facts[i+b2i(i >= at)]; see(is) != see(was) {
				t.Errorf("%s: the new fact changes another\n%q\n%q", file.Path, see(was), see(is))
			}
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// latin gives what an Arab typed as it looks without the Arabic.
func latin(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Arabic, r) {
			return 'q'
		}
		return r
	}, s)
}

// folder makes a knowledge folder of names and contents in turn.
func folder(files ...string) fstest.MapFS {
	f := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		f[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return f
}
