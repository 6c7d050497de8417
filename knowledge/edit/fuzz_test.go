package edit_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"unicode"

	"sibaq/knowledge"
	"sibaq/knowledge/edit"
)

// hosts are files with a fact in each form of writing.
var hosts = []string{
	"- One. [^a]\n- Two. [^a] {2024}\n  - ar: اثنان.\n\n[^a]: A\n",
	"One. [^a]\n\n- id: x\n\nTwo [^a]\n\n- Three [^a]\n\n[^a]: A\n",
	"> 1. One\r\n>    - ar: واحد\r\n>    - sub\r\n",
	"| A | B | C |\n|---|---|---|\n| x | one | two |\n\n| أ | ب | ج |\n|---|---|---|\n| س | واحد | اثنان |\n",
	"# T\n\n**One** is [here](https://example.org).\n",
}

// shown is what is left of what a person types, once it cannot deceive.
func shown(s string, cell bool) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	var b strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune("\n\r\v\f\u0085\u2028\u2029", r):
			b.WriteRune('\n')
		case r == '\t':
			b.WriteRune(' ')
		case unicode.IsControl(r) || strings.ContainsRune("\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", r):
		default:
			b.WriteRune(r)
		}
	}
	if cell {
		return strings.Join(strings.Fields(b.String()), " ")
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return strings.Join(slices.DeleteFunc(lines, func(s string) bool { return s == "" }), "\n")
}

// Whatever is typed reads as it was typed, in each form, or is refused; and no
// warning but one about its language comes of it.
func FuzzTyped(f *testing.F) {
	for _, s := range typed {
		f.Add("One"+s, "واحد"+s)
	}
	f.Add("date: 2024", "ar: x")
	f.Add("Data: 2024", "en: date: x: y")
	f.Add("---\na: b\n---", "\\\\ \\")
	f.Add("a_b _c_ __d__ ~~e~~", "&#65; &amp &copy; <a@b.c> <http://x.y>")
	f.Add("[a]: http://b.c\n===", "![x](y) [^1]: z :")
	f.Add("1) x", "    code\n\tcode")
	f.Add("\u202eevil\u202c", "\ufeff\x00 a\u2028b")
	f.Fuzz(func(t *testing.T, text, twin string) {
		for _, host := range hosts {
			base, err := knowledge.Load(folder("a.md", host))
			if err != nil {
				t.Fatal(err)
			}
			for i, fact := range base.Facts {
				out, err := edit.Replace([]byte(host), fact, edit.New{Text: text, Twin: twin})
				if refused(t, err) {
					continue
				}
				checkTyped(t, base, out, i, text, twin)
			}
			out, _, err := edit.Add("a.md", []byte(host), edit.New{Text: text, Twin: twin})
			if refused(t, err) {
				continue
			}
			if after, err := knowledge.Load(folder("a.md", string(out))); err != nil || len(after.Facts) != len(base.Facts)+1 {
				t.Fatalf("%v\n%s", err, out)
			}
		}
		if out, _, err := edit.Add("a.txt", []byte("One.\n"), edit.New{Text: text}); !refused(t, err) {
			after, err := knowledge.Load(folder("a.txt", string(out)))
			if err != nil || len(after.Facts) != 2 || after.Facts[1].Text != shown(text, false) {
				t.Fatalf("%v\n%q", err, out)
			}
		}
	})
}

// notation is all that means something to the reader of files, or to Markdown.
var notation = []string{
	"a", "date: ", "Data: 2024", "status: confirmed", " {2024}", "{", "}", "[^a]", "[x](y)", "![x](y)", "*", "**b**", "_", "__c__",
	"`", "``x``", "\\", "|", "~~~", "```", "---", "===", "# ", "#x", "> ", "- ", "+ ", "1. ", "2) ", "\n", "\n\n", "    ", "\t", "<b>",
	"<!-- ", "-->", "&amp;", "&#65;", "http://x.y", "<http://x.y>", ":", "：", "!", "[^b]: z", "\u202e", "\ufeff", "…", "—", "en: x",
	"[ ] ", "|---|", "...", "<a@b.c>", "<?x", "{{a}}", "\\{", "\\\\", "\u00a0", "\u2028", "12345678901. x", ":-:", "{id: x}",
}

// No piece of notation, nor two together, is refused or read as one, wherever
// in a text it stands.
func TestNotationTypedIsText(t *testing.T) {
	type place struct {
		host string
		base *knowledge.Base
		i    int
	}
	var places []place
	for _, host := range hosts {
		base, err := knowledge.Load(folder("a.md", host))
		if err != nil {
			t.Fatal(err)
		}
		for i := range base.Facts {
			places = append(places, place{host, base, i})
		}
	}
	n := 0
	for _, a := range notation {
		for _, b := range notation {
			for _, text := range []string{a + "One" + b, "One" + a + b, a + b + "One"} {
				p := places[(n+n/3)%len(places)]
				n++
				out, err := edit.Replace([]byte(p.host), p.base.Facts[p.i], edit.New{Text: text, Twin: "x" + text})
				if err != nil {
					t.Errorf("%q: %v", text, err)
					continue
				}
				checkTyped(t, p.base, out, p.i, text, "x"+text)
			}
		}
	}
}

func refused(t *testing.T, err error) bool {
	t.Helper()
	var say *edit.Error
	if err != nil && (!errors.As(err, &say) || say.Say.Ar == "" || say.Say.En == "") {
		t.Fatal(err)
	}
	return err != nil
}

func checkTyped(t *testing.T, base *knowledge.Base, out []byte, i int, text, twin string) {
	t.Helper()
	after, err := knowledge.Load(folder("a.md", string(out)))
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	if len(after.Facts) != len(base.Facts) {
		t.Fatalf("%d facts\n%s", len(after.Facts), out)
	}
	for j, f := range after.Facts {
		want := see(base.Facts[j])
		if j == i {
			if s := shown(text, f.Cell != nil); s != "" {
				want.text = s
			}
			if s := shown(twin, f.Cell != nil); s != "" {
				want.twin = string(f.Lang.Other()) + s
			}
		}
		if got := see(f); got != want {
			t.Fatalf("got\n%q\nwant\n%q\n%s", got, want, out)
		}
	}
	for _, w := range after.Warnings {
		if s := w.What.En; !strings.Contains(s, "translation") && !strings.Contains(s, "without a source") && !strings.Contains(s, "already written") {
			t.Fatalf("%s\n%s", w, out)
		}
	}
}

// In any file whatever, each fact is changed just as was meant or not at all.
func FuzzFile(f *testing.F) {
	for _, h := range hosts {
		f.Add([]byte(h))
	}
	f.Add([]byte("\ufeff---\nsource: a\ndate: 2020\n---\n- a\\{ `x` {2024, b}\n\n\n[^a]: <http://a.b>, 2024\n  more\n"))
	f.Add([]byte("- a\n  - date: 2024\n\n  b [^x] c\n  ===\n\n[^x]: y"))
	f.Add([]byte("a\nb <!-- c\nd --> [^x] {id: q}\n- ar:\n  x [^x]\n- source: [^x]\n\n[^x]: y"))
	f.Fuzz(func(t *testing.T, file []byte) {
		for _, name := range []string{"a.md", "a.txt"} {
			base, err := knowledge.Load(folder(name, string(file)))
			if err != nil {
				_, _, err := edit.Add(name, file, edit.New{Text: "x", Source: "https://example.org"})
				refused(t, err)
				continue
			}
			for i, fact := range base.Facts[:min(len(base.Facts), 8)] {
				for c, n := range []edit.New{
					{Text: "Quite {new}: [^a]", AsOf: "1999"}, {Text: "جديد", Status: "ادعاء من ع"},
					{Source: "https://example.org/x"}, {ID: "quite-new", Twin: "زوج"}, {Status: "superseded by a, b"},
				} {
					out, err := edit.Replace(file, fact, n)
					if refused(t, err) {
						continue
					}
					after, err := knowledge.Load(folder(name, string(out)))
					if err != nil || len(after.Facts) != len(base.Facts) {
						t.Fatalf("%d: %v\n%q\n%q", c, err, file, out)
					}
					for j, f := range after.Facts {
						was, is := see(base.Facts[j]), see(f)
						if j == i {
							blank(&was, n)
							blank(&is, n)
						}
						if name == "a.txt" {
							was.id, is.id = "", ""
							was.lang, is.lang = "", ""
						}
						if was != is {
							t.Fatalf("%d:\n%q\n%q\n%q\n%q", c, was, is, file, out)
						}
					}
				}
			}
			out, line, err := edit.Add(name, file, edit.New{Text: "Quite {new}: [^a]"})
			if !refused(t, err) {
				after, err := knowledge.Load(folder(name, string(out)))
				if err != nil || len(after.Facts) != len(base.Facts)+1 {
					t.Fatalf("%v\n%q\n%q", err, file, out)
				}
				if line < 1 || line > 1+bytes.Count(out, []byte("\n")) {
					t.Fatalf("line %d", line)
				}
			}
		}
	})
}

// blank takes out of what is seen what a change may well change.
func blank(s *seen, n edit.New) {
	if n.Text != "" {
		s.text = ""
	}
	if n.Twin != "" {
		s.twin = ""
	}
	if n.AsOf != "" || n.Source != "" {
		s.date = ""
	}
	if n.Status != "" || n.Source != "" {
		s.status = ""
	}
	if n.Source != "" {
		s.sources = ""
	}
	if n.ID != "" {
		s.id = ""
	}
}
