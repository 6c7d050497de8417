package index

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sibaq/knowledge"
)

// indexOf builds an index over the knowledge files given by name.
func indexOf(t testing.TB, files map[string]string) *Index {
	t.Helper()
	ix, err := Build(t.Context(), baseOf(t, files))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

func baseOf(t testing.TB, files map[string]string) *knowledge.Base {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	base, err := knowledge.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return base
}

func TestCompare(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "compare.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	folder, cases := map[string]string{}, []txtar.File(nil)
	for _, f := range txtar.Parse(data).Files {
		if strings.HasSuffix(f.Name, ".md") || f.Name == "synonyms.txt" {
			folder[f.Name] = string(f.Data)
		} else {
			cases = append(cases, f)
		}
	}
	ix := indexOf(t, folder)
	for _, c := range cases {
		part := strings.Split(c.Name+" | ", "|")
		q := Comparison{A: strings.TrimSpace(part[0]), B: strings.TrimSpace(part[1]), Aspect: strings.TrimSpace(part[2])}
		table, err := ix.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if got := showTable(table); got != string(c.Data) {
			t.Errorf("%s\ngot\n%swant\n%s", c.Name, got, c.Data)
		}
		again, err := ix.Compare(t.Context(), q)
		if err != nil || again.ID != table.ID || showTable(again) != showTable(table) {
			t.Errorf("%s: asked twice, two answers", c.Name)
		}
	}
}

func showTable(t Table) string {
	var b strings.Builder
	side := func(s Side) string {
		if s.Entity == nil {
			return fmt.Sprintf("%s? near %s", s.Asked, strings.Join(s.Suggestions, ", "))
		}
		return s.Entity.Name
	}
	sep := ", "
	if t.A.Entity == nil || t.B.Entity == nil {
		sep = "; "
	}
	fmt.Fprintf(&b, "%s: %s%s%s\n", t.Lang, side(t.A), sep, side(t.B))
	if !t.Answered {
		b.WriteString("nothing\n")
	}
	for _, r := range t.Rows {
		b.WriteString(r.Attribute)
		if r.DatesDiffer {
			b.WriteString(" (dates differ)")
		}
		if r.Conflict {
			b.WriteString(" (conflict)")
		}
		b.WriteString("\n")
		for i, hits := range [][]Hit{r.A, r.B} {
			for _, h := range hits {
				fmt.Fprintf(&b, "  %c %s (%d)\n", 'A'+i, h.Passage.Text, h.Passage.Line)
			}
		}
	}
	return b.String()
}
