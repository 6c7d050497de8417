package knowledge_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sibaq/knowledge"
)

func mapFS(files ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		m[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}

// joined joins two folders of one file each.
func joined(t *testing.T, shared, own string) (*knowledge.Base, *knowledge.Base) {
	t.Helper()
	s, err := knowledge.Load(mapFS("models.md", shared))
	if err != nil {
		t.Fatal(err)
	}
	o, err := knowledge.NewLoader().LoadBeside(mapFS("club.md", own), s)
	if err != nil {
		t.Fatal(err)
	}
	return s, knowledge.Join(s, o)
}

const sharedKling = `---
entities:
  - {name: Kuaishou, ar: كوايشو}
  - {name: Kling, ar: كلينغ, by: Kuaishou}
---
# Kling

- Kling makes clips of two minutes. {2024-06, id: length}
`

func TestJoin(t *testing.T) {
	s, b := joined(t, sharedKling, `---
entities:
  - {name: كلينغ, aliases: [كلنغو]}
  - {name: Club bot, by: كوايشو}
---
# Kling

- يستعمل أعضاء النادي Kling كل أسبوع. [^log] {2025, id: length}
  - en: Members of the club use Kling every week.

| | Kling | Club bot |
|---|---|---|
| Price | free | paid |

[^log]: [Club log](https://example.org/log), Club, 2025
`)
	if b.Facts[0] != s.Facts[0] {
		t.Error("the shared facts are not the same values")
	}
	if got := b.OwnFacts(); got != 3 {
		t.Errorf("%d own facts, want 3", got)
	}
	var names []string
	for _, e := range b.Entities {
		names = append(names, e.Name)
	}
	if want := []string{"Kuaishou", "Kling", "Club bot"}; !slices.Equal(names, want) {
		t.Errorf("entities %q, want %q", names, want)
	}
	kling := s.Entities[1]
	if !slices.Equal(b.Also[kling], []string{"كلنغو"}) {
		t.Errorf("Kling is also called %q", b.Also[kling])
	}
	if by := b.Entities[2].By; by != "Kuaishou" {
		t.Errorf("the bot is by %q, not by what the shared folder calls its maker", by)
	}
	f := b.Facts[1]
	if !slices.Equal(f.About, []*knowledge.Entity{kling}) {
		t.Errorf("it is about %v, not about the shared Kling above it", f.About)
	}
	if f.ID == "length" || b.OwnID(f.ID) != "length" {
		t.Errorf("its id is %q, in its own folder %q", f.ID, b.OwnID(f.ID))
	}
	for what, file := range map[string]string{"fact": f.File, "twin": f.Twin.File, "source": f.Sources[0].File, "table": b.Tables[0].File, "entity": b.Entities[2].File, "file": b.Files[1].Path} {
		if path, own := b.OwnPath(file); file != "guild/club.md" || path != "club.md" || !own {
			t.Errorf("%s: file %q, own %v", what, file, own)
		}
	}
	if path, own := b.OwnPath(b.Facts[0].File); own {
		t.Errorf("the shared fact's file is the guild's %q", path)
	}
	cell := b.Facts[2].Cell
	if cell.Table != b.Tables[0] || cell.Table.Columns[0] != kling || cell.Table.Cells[0][0] != b.Facts[2] {
		t.Error("the cell is not that of the joined table")
	}
	if b.Version == s.Version {
		t.Error("the version is that of the shared folder")
	}
}

func TestJoinAgain(t *testing.T) {
	s, first := joined(t, sharedKling, "# Kling\n\n- نلتقي لنجرب Kling كل أحد.\n")
	later, err := knowledge.Load(mapFS("models.md", strings.Replace(sharedKling, "name: Kling", "name: Kling AI, aliases: [Kling]", 1)))
	if err != nil {
		t.Fatal(err)
	}
	own, err := knowledge.NewLoader().LoadBeside(mapFS("club.md", "# Kling\n\n- نلتقي لنجرب Kling كل أحد.\n"), s)
	if err != nil {
		t.Fatal(err)
	}
	b := knowledge.Join(later, own)
	if got := b.Facts[1].About[0]; got != b.Entities[1] || got.Name != "Kling AI" {
		t.Errorf("it is about %q, not about the entity as it is called now", got.Name)
	}
	if again := knowledge.Join(s, own); again.Version != first.Version {
		t.Error("the same two folders give two versions")
	}
}

func TestJoinWhereTheNameIsTaken(t *testing.T) {
	s, err := knowledge.Load(mapFS("guild/a.md", "A fact.\n"))
	if err != nil {
		t.Fatal(err)
	}
	own, err := knowledge.Load(mapFS("a.md", "Another fact.\n"))
	if err != nil {
		t.Fatal(err)
	}
	b := knowledge.Join(s, own)
	if path, is := b.OwnPath("guild/a.md"); is {
		t.Errorf("the shared file is taken for the guild's %q", path)
	}
	if path, _ := b.OwnPath(b.Facts[1].File); path != "a.md" {
		t.Errorf("the guild's file is %q", b.Facts[1].File)
	}
}

func TestLimits(t *testing.T) {
	files := func(n int, text string) (out []string) {
		for i := range n {
			out = append(out, fmt.Sprintf("%d.txt", i), fmt.Sprintf("%s %d", text, i))
		}
		return out
	}
	cases := map[string]struct {
		limits knowledge.Limits
		files  []string
		want   string // "" = it is served
	}{
		"files as many as may be":  {knowledge.Limits{Files: 2}, files(2, "fact"), ""},
		"one file more":            {knowledge.Limits{Files: 2}, files(3, "fact"), "more files than the limit, which is 2"},
		"a file too large":         {knowledge.Limits{FileBytes: 1024}, files(1, strings.Repeat("word ", 250)), "0.txt:1: the file is larger than 1 KiB"},
		"all files too large":      {knowledge.Limits{AllBytes: 2048}, files(3, strings.Repeat("word ", 150)), "together are larger than the limit, which is 2 KiB"},
		"facts as many as may be":  {knowledge.Limits{Facts: 3}, files(3, "fact"), ""},
		"one fact more":            {knowledge.Limits{Facts: 2}, files(3, "fact"), "holds 3 facts, and the limit is 2"},
		"names as many as may be":  {knowledge.Limits{Facts: 2}, []string{"a.md", "---\nentities:\n  - {name: Kling, aliases: [Klang, Klong]}\n  - {name: Sora}\n---\n- A fact.\n"}, ""},
		"one name more":            {knowledge.Limits{Facts: 2}, []string{"a.md", "---\nentities:\n  - {name: Kling, aliases: [Klang, Klong]}\n  - {name: Sora, ar: سورا}\n---\n- A fact.\n"}, "gives 5 names to entities, and the limit is 4"},
		"one synonym more":         {knowledge.Limits{Facts: 1}, []string{"a.md", "- A fact.\n", "synonyms.txt", "ban = sanctions = embargo\n"}, "synonyms.txt: the folder holds 3 synonyms, and the limit is 2"},
		"asked as often as may be": {knowledge.Limits{Facts: 1}, []string{"a.md", "- A fact. {id: a}\n", "asked.txt", "[#a]\n" + strings.Repeat("What is it?\n", 10)}, ""},
		"asked once more":          {knowledge.Limits{Facts: 1}, []string{"a.md", "- A fact. {id: a}\n", "asked.txt", "[#a]\n" + strings.Repeat("What is it?\n", 11)}, "asked.txt:1: more questions lead to facts than the limit, which is 10"},
		"no limits":                {knowledge.Limits{}, files(30, strings.Repeat("word ", 150)), ""},
		"what is not read is free": {knowledge.Limits{Files: 1}, append(files(1, "fact"), "README.md", "read me", "_old.md", "old", "a.png", "png"), ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			l := knowledge.NewLoader()
			l.Limits = c.limits
			_, err := l.Load(mapFS(c.files...))
			var problems knowledge.Problems
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (!errors.As(err, &problems) || len(problems.Only(knowledge.Error)) != 1 || !strings.Contains(err.Error(), c.want)):
				t.Errorf("the error is %v, want one problem: %s", err, c.want)
			}
		})
	}
}
