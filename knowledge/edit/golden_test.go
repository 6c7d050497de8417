package edit_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sibaq/knowledge"
	"sibaq/knowledge/edit"
)

var update = flag.Bool("update", false, "write what the changes in testdata give")

// Each archive of testdata has a file as it was, and changes of it, each with
// what comes of it. "change 2" means the second fact, "retire 2" too.
func TestChanges(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no archives", err)
	}
	for _, name := range archives {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var before txtar.File
			var got []txtar.File
			for _, f := range a.Files {
				switch {
				case strings.HasPrefix(f.Name, "after"), strings.HasPrefix(f.Name, "refused"):
					continue
				case strings.HasPrefix(f.Name, "before"):
					before = f
					got = append(got, f)
				default:
					got = append(got, f, made(t, before, f))
				}
			}
			out := txtar.Format(&txtar.Archive{Comment: a.Comment, Files: got})
			if *update {
				if err := os.WriteFile(name, out, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := txtar.Format(a); string(out) != string(want) {
				t.Errorf("got (+) instead of (-):\n%s", differences(string(want), string(out)))
			}
		})
	}
}

// made gives what one change makes of a file, or why it was refused.
func made(t *testing.T, before, ask txtar.File) txtar.File {
	t.Helper()
	name := strings.TrimPrefix(before.Name, "before ")
	verb, which, _ := strings.Cut(ask.Name, " ")
	var n edit.New
	var when knowledge.Date
	var by string
	fields := map[string]*string{
		"text": &n.Text, "twin": &n.Twin, "entity": &n.Entity, "source": &n.Source, "title": &n.SourceTitle,
		"publisher": &n.Publisher, "published": &n.Date, "date": &n.AsOf, "status": &n.Status, "id": &n.ID, "by": &by,
	}
	for line := range strings.Lines(string(ask.Data)) {
		key, value, _ := strings.Cut(strings.TrimRight(line, "\n"), ": ")
		value = strings.ReplaceAll(value, "⏎", "\n")
		switch {
		case fields[key] != nil:
			*fields[key] = value
		case key == "language":
			n.Lang = knowledge.Lang(value)
		case key == "when":
			var err error
			if when, err = knowledge.ParseDate(value); err != nil {
				t.Fatal(err)
			}
		default:
			t.Fatalf("%s: unknown line %q", ask.Name, line)
		}
	}
	var out []byte
	var err error
	line := 0
	if verb == "add" {
		out, line, err = edit.Add(name, before.Data, n)
	} else {
		base, wrong := knowledge.Load(folder(name, string(before.Data)))
		if wrong != nil {
			t.Fatal(wrong)
		}
		i, wrong := strconv.Atoi(which)
		if wrong != nil || i < 1 || i > len(base.Facts) {
			t.Fatalf("%s: there is no such fact", ask.Name)
		}
		if verb == "retire" {
			out, err = edit.Retire(before.Data, base.Facts[i-1], when, by)
		} else {
			out, err = edit.Replace(before.Data, base.Facts[i-1], n)
		}
	}
	var say *edit.Error
	switch {
	case errors.As(err, &say):
		return txtar.File{Name: "refused", Data: []byte(say.Say.En + "\n" + say.Say.Ar + "\n")}
	case err != nil:
		t.Fatal(err)
	}
	if ends := strings.HasSuffix(string(out), "\n"); ends != strings.HasSuffix(string(before.Data), "\n") && len(before.Data) > 0 {
		t.Errorf("%s: the line break at the end of the file is not as it was", ask.Name)
	}
	base, err := knowledge.Load(folder(name, string(out)))
	if err != nil {
		t.Fatalf("%s: %v\n%s", ask.Name, err, out)
	}
	after := "after"
	if line > 0 {
		after += fmt.Sprintf(" (line %d)", line)
	}
	for _, w := range base.Warnings {
		after += fmt.Sprintf(" (warning: %s)", w.What.En)
	}
	return txtar.File{Name: after, Data: []byte(differences(string(before.Data), string(out)))}
}

// differences gives the lines that went, with a minus, and those that came, with
// a plus.
func differences(a, b string) string {
	was, is := strings.SplitAfter(a, "\n"), strings.SplitAfter(b, "\n")
	longest := make([][]int, len(was)+1) // common to was[i:] and is[j:]
	for i := range longest {
		longest[i] = make([]int, len(is)+1)
	}
	for i := len(was) - 1; i >= 0; i-- {
		for j := len(is) - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if was[i] == is[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	var out strings.Builder
	line := func(sign, s string) { out.WriteString(sign + strings.TrimSuffix(s, "\n") + "\n") }
	for i, j := 0, 0; i < len(was) || j < len(is); {
		switch {
		case i < len(was) && j < len(is) && was[i] == is[j]:
			i, j = i+1, j+1
		case j == len(is) || i < len(was) && longest[i+1][j] >= longest[i][j+1]:
			line("-", was[i])
			i++
		default:
			line("+", is[j])
			j++
		}
	}
	return out.String()
}
