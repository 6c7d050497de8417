package knowledge_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sibaq/knowledge"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata/*.txtar")

// The folder of each testdata/*.txtar gives the listing in its last file, "want".
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("no goldens", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			last := len(ar.Files) - 1
			if last < 0 || ar.Files[last].Name != "want" {
				t.Fatal("the last file must be named want")
			}
			folder := fstest.MapFS{}
			for _, f := range ar.Files[:last] {
				folder[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			base, err := knowledge.Load(folder)
			if base != nil {
				holdsVerbatim(t, folder, base)
			}
			got := listing(base, err)
			if *update {
				ar.Files[last].Data = []byte(got)
				if err := os.WriteFile(path, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(ar.Files[last].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// listing shows what a folder gave, for people to read. Hidden signs are shown
// by name; the end of a line within a text is ⏎.
func listing(base *knowledge.Base, err error) string {
	var b strings.Builder
	line := func(format string, args ...any) {
		s := strings.ReplaceAll(fmt.Sprintf(format, args...), "\n", "⏎")
		s = strings.NewReplacer("\u202e", "<RLO>", "\u202c", "<PDF>", "\ufeff", "<BOM>", "\r", "<CR>").Replace(s)
		b.WriteString(strings.TrimRight(s, " ") + "\n")
	}
	problems := func(ps knowledge.Problems) {
		for _, p := range ps {
			severity := "error"
			if p.Severity == knowledge.Warning {
				severity = "warning"
			}
			line("%s %s", severity, p.Text(knowledge.English))
			line("      %s", p.Text(knowledge.Arabic))
		}
	}
	if err != nil {
		var ps knowledge.Problems
		if !errors.As(err, &ps) {
			line("%v", err)
		}
		problems(ps)
		return b.String()
	}
	field := func(name, value string) {
		if value != "" {
			line("  %s: %s", name, value)
		}
	}
	for _, f := range base.Facts {
		line("%s:%d %s %s", f.File, f.Line, f.Lang, f.Text)
		if f.Twin != nil {
			line("%s:%d %s %s", f.Twin.File, f.Twin.Line, f.Twin.Lang, f.Twin.Text)
		}
		field("id", f.ID)
		field("date", f.AsOf.String())
		status := string(f.Status)
		if f.ClaimedBy != "" {
			status += ", says " + f.ClaimedBy
		}
		if f.ClaimantKind != "" {
			status += " (" + string(f.ClaimantKind) + ")"
		}
		if f.SupersededBy != "" {
			status += " by " + f.SupersededBy
		}
		field("status", status)
		field("about", names(f.About))
		section := slices.Clone(f.Section)
		for i, twin := range f.SectionTwin {
			if twin != "" {
				section[i] += " | " + twin
			}
		}
		field("section", strings.Join(section, " > "))
		var labels []string
		for _, s := range f.Sources {
			labels = append(labels, s.Label)
		}
		field("sources", strings.Join(labels, ", "))
		field("asked", strings.Join(f.Asked, " | "))
		if c := f.Cell; c != nil {
			row := c.Table.Rows[c.Row]
			field("cell", fmt.Sprintf("%s / %s, %s", row.Ar, row.En, c.Table.Columns[c.Column].Name))
		}
	}
	seen := map[*knowledge.Source]bool{}
	for _, f := range base.Facts {
		for _, s := range f.Sources {
			if !seen[s] {
				seen[s] = true
				line("source %s (%s:%d): %s | %s | %s | %s", s.Label, s.File, s.Line, s.Title, s.Publisher, s.URL, s.Date)
				if s.PublisherTwin != "" {
					field("publisher", s.PublisherIn(knowledge.Arabic)+" / "+s.PublisherIn(knowledge.English))
				}
			}
		}
	}
	for _, e := range base.Entities {
		line("entity %s (%s:%d): ar %s | en %s | zh %s | %s | by %s | also %s | %s | %s", e.Name, e.File, e.Line,
			e.Ar, e.En, e.Zh, e.Type, e.By, strings.Join(e.Aliases, ", "), e.About.Ar, e.About.En)
	}
	for _, t := range base.Tables {
		line("table %s%s (%s:%d): %s", t.Title.Ar, t.Title.En, t.File, t.Line, names(t.Columns))
	}
	for _, f := range base.Files {
		line("file %s: %s, %s, %d facts, reviewed %s", f.Path, f.Title, f.Lang, f.Facts, f.Reviewed)
	}
	for _, group := range base.Synonyms {
		line("synonyms %s", strings.Join(group, ", "))
	}
	for _, q := range base.Unanswered {
		line("answers to none of: %s", q)
	}
	if base.Questions != nil {
		line("questions %q", base.Questions)
	}
	problems(base.Warnings)
	return b.String()
}

func names(entities []*knowledge.Entity) string {
	var out []string
	for _, e := range entities {
		out = append(out, e.Name)
	}
	return strings.Join(out, ", ")
}

// holdsVerbatim fails for each passage whose text is not, byte for byte, what
// stands at its spans in the file, or that does not begin on its line.
func holdsVerbatim(t *testing.T, folder fs.FS, base *knowledge.Base) {
	t.Helper()
	inBase := map[string]string{}
	for _, f := range base.Files {
		inBase[f.Path] = f.Data
	}
	check := func(id string, p *knowledge.Passage) {
		data, err := fs.ReadFile(folder, p.File)
		if err != nil {
			t.Errorf("fact %s: %v", id, err)
			return
		}
		if inBase[p.File] != string(data) {
			t.Errorf("fact %s: File.Data is not the content of %s", id, p.File)
			return
		}
		var text []byte
		last := 0
		for _, s := range p.Spans {
			if s.Start < last || s.Stop <= s.Start || s.Stop > len(data) {
				t.Errorf("fact %s: span %v of %s is out of order", id, s, p.File)
				return
			}
			text = append(text, data[s.Start:s.Stop]...)
			last = s.Stop
		}
		if string(text) != p.Text || p.Text == "" {
			t.Errorf("fact %s: text %q, spans give %q", id, p.Text, text)
			return
		}
		if line := 1 + strings.Count(string(data[:p.Spans[0].Start]), "\n"); line != p.Line {
			t.Errorf("fact %s begins on line %d, not %d", id, line, p.Line)
		}
		if p.Lang != knowledge.Arabic && p.Lang != knowledge.English {
			t.Errorf("fact %s has language %q", id, p.Lang)
		}
	}
	ids := map[string]bool{}
	for _, f := range base.Facts {
		if f.ID == "" || ids[f.ID] {
			t.Errorf("fact id %q is empty or not unique", f.ID)
		}
		ids[f.ID] = true
		check(f.ID, &f.Passage)
		if f.Twin != nil {
			check(f.ID, f.Twin)
			if f.Twin.Lang == f.Lang {
				t.Errorf("fact %s has a twin in its own language", f.ID)
			}
		}
		if c := f.Cell; c != nil && c.Table.Cells[c.Row][c.Column] != f {
			t.Errorf("fact %s is not the cell that it says", f.ID)
		}
	}
}
