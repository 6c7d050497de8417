package edit_test

import (
	"errors"
	"testing"

	"sibaq/knowledge"
	"sibaq/knowledge/edit"
)

func fact(t *testing.T, i int, files ...string) *knowledge.Fact {
	t.Helper()
	base, err := knowledge.Load(folder(files...))
	if err != nil {
		t.Fatal(err)
	}
	return base.Facts[i]
}

// Windows line ends, a byte order mark and a missing last line break stay.
func TestBytesStay(t *testing.T) {
	for _, tt := range []struct {
		name, file, before, after string
		n                         edit.New
	}{
		{"Windows line ends", "a.md", "- one [^x]\r\n  two\r\n- b\r\n\r\n[^x]: T\r\n", "- one [^x] {id: x1}\r\n  - ar: واحد\r\n    اثنان\r\n- b\r\n\r\n[^x]: T\r\n",
			edit.New{Text: "one", Twin: "واحد\nاثنان", ID: "x1"}},
		{"Windows line ends in text", "a.txt", "one\r\n\r\ntwo\r\n", "1\r\n2\r\n\r\ntwo\r\n", edit.New{Text: "1\n2"}},
		{"byte order mark", "a.md", "\ufeffOne.\n", "\ufeffTwo. {id: x1}\n", edit.New{Text: "Two.", ID: "x1"}},
		{"byte order mark before an item", "a.md", "\ufeff- One.\n", "\ufeff- Two. {id: x1}\n     - ar: اثنان\n", edit.New{Text: "Two.", ID: "x1", Twin: "اثنان"}},
		{"byte order mark in text", "a.txt", "\ufeffOne.\n", "\ufeffTwo.\n", edit.New{Text: "Two."}},
		{"no last line break", "a.md", "One.", "One. {2024}", edit.New{AsOf: "2024"}},
		{"white space after", "a.md", "One.  \n\n\n", "One. {2024}  \n\n\n", edit.New{AsOf: "2024"}},
		{"nothing new", "a.md", "- One. {2024}\n  - ar: واحد\n", "- One. {2024}\n  - ar: واحد\n",
			edit.New{Text: "One.", Twin: "واحد", AsOf: "2024", Status: "unreviewed"}},
		{"in the words of the other language", "a.md", "- One. {id: x1}\n  - ar: واحد\n", "- Two. {id: x1}\n  - ar: اثنان\n",
			edit.New{Text: "اثنان", Twin: "Two.", Lang: knowledge.Arabic}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			out, err := edit.Replace([]byte(tt.before), fact(t, 0, tt.file, tt.before), tt.n)
			if err != nil {
				t.Fatal(err)
			}
			if string(out) != tt.after {
				t.Errorf("%q\nwant\n%q", out, tt.after)
			}
		})
	}
}

// An id outlasts the text that it was made of, also where another file says the
// same and the id is not what the file alone would give.
func TestAnIDOutlastsItsText(t *testing.T) {
	f := fact(t, 1, "a.md", "Same.\n", "b.md", "Same.\n")
	if f.ID == fact(t, 0, "b.md", "Same.\n").ID {
		t.Fatal("both have one id")
	}
	out, err := edit.Replace([]byte("Same.\n"), f, edit.New{Text: "Another."})
	if err != nil {
		t.Fatal(err)
	}
	if is := fact(t, 1, "a.md", "Same.\n", "b.md", string(out)); is.ID != f.ID || is.Text != "Another." {
		t.Errorf("%s became %s", f.ID, is.ID)
	}
}

func TestAChangedOrBrokenFileIsLeftAlone(t *testing.T) {
	f := fact(t, 0, "a.md", "- One.\n")
	for file, want := range map[string]error{
		"- Two.\n":              edit.ErrChanged,
		"\n- One.\n":            edit.ErrChanged,
		"":                      edit.ErrChanged,
		"- One.\n\nx {2024-13}": edit.ErrBroken,
		"\xff\xfe":              edit.ErrBroken,
	} {
		for verb, do := range map[string]func() ([]byte, error){
			"replace": func() ([]byte, error) { return edit.Replace([]byte(file), f, edit.New{Text: "x"}) },
			"retire":  func() ([]byte, error) { return edit.Retire([]byte(file), f, knowledge.Date{}, "") },
		} {
			out, err := do()
			var say *edit.Error
			if !errors.Is(err, want) || !errors.As(err, &say) || say.File != "a.md" || say.Text(knowledge.Arabic) == say.Text(knowledge.English) {
				t.Errorf("%s in %q: %q %v", verb, file, out, err)
			}
		}
	}
}

// Retired again, a fact says what replaced it last; with another status it
// does not say since when it was not true.
func TestRetiredTwice(t *testing.T) {
	file := "- حقيقة. {2024}\n"
	file = string(must(edit.Retire([]byte(file), fact(t, 0, "a.md", file), knowledge.Date{Year: 2025}, "a")))
	file = string(must(edit.Retire([]byte(file), fact(t, 0, "a.md", file), knowledge.Date{Year: 2026, Month: 2}, "b")))
	if want := "- حقيقة. {2024، متجاوز حل محله b} <!-- متجاوز منذ 2026-02 -->\n"; file != want {
		t.Errorf("%q\nwant\n%q", file, want)
	}
	file = string(must(edit.Replace([]byte(file), fact(t, 0, "a.md", file), edit.New{Status: "مؤكد"})))
	if want := "- حقيقة. {2024، مؤكد}\n"; file != want {
		t.Errorf("%q\nwant\n%q", file, want)
	}
}

func must(out []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return out
}
