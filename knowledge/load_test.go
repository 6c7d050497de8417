package knowledge_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sibaq/knowledge"
)

// folder makes a knowledge folder of names and contents in turn.
func folder(files ...string) fstest.MapFS {
	f := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		f[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return f
}

func load(t *testing.T, fsys fs.FS) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	holdsVerbatim(t, fsys, base)
	return base
}

// Files that no text editor should have left behind, each with its one problem.
func TestBytes(t *testing.T) {
	tests := []struct {
		name, file, data string
		line             int
		want             string // in the problem; "" for none
		facts            int
	}{
		{"byte order mark", "a.md", "\ufeff# Title\n\nA fact.\n", 0, "", 1},
		{"mark before front matter", "a.md", "\ufeff---\nentities: [Kling]\nsource: x\n---\nA fact.\n\n[^x]: T\n", 0, "", 1},
		{"Windows line ends", "a.md", "---\r\ntitle: x\r\ndate: 2024\r\n---\r\n- one [^x]\r\n  two\r\n  - en: three\r\n\r\n[^x]: T\r\n", 7, "not in the language", 1},
		{"Windows line ends in text", "a.txt", "one\r\ntwo\r\n\r\nthree\r\n", 0, "", 2},
		{"UTF-16", "a.txt", "\xff\xfea\x00b\x00", 1, "UTF-16", 0},
		{"UTF-16, other order", "a.md", "\xfe\xff\x00a", 1, "UTF-16", 0},
		{"NUL", "a.md", "one\n\ntwo\x00\n", 3, "NUL", 0},
		{"Windows-1256", "a.txt", "one\n\n\xda\xd1\xc8\xed\n", 3, "not UTF-8", 0},
		{"too large", "a.txt", strings.Repeat("a long file\n\n", 400_000), 1, "4 MiB", 0},
		{"one endless line", "a.md", "fact\n\n" + strings.Repeat("word ", 10_000), 3, "longer than 16 KiB", 0},
		{"nesting", "a.md", "fact\n\n" + strings.Repeat("> ", 100) + "x\n", 3, "nested too deeply", 0},
		{"brackets in front matter", "a.md", "---\na: " + strings.Repeat("[", 100_000) + "\n---\nfact\n", 2, "nested too deeply", 0},
		{"no newline at the end", "a.md", "A fact.", 0, "", 1},
		{"override", "a.md", "A \u202efact\u202c.", 1, "hidden direction", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := folder(tt.file, tt.data)
			base, err := knowledge.Load(f)
			var problems knowledge.Problems
			if err != nil && !errors.As(err, &problems) {
				t.Fatal(err)
			}
			if base != nil {
				holdsVerbatim(t, f, base)
				problems = base.Warnings
				if len(base.Facts) != tt.facts {
					t.Errorf("%d facts, want %d", len(base.Facts), tt.facts)
				}
			} else if tt.facts > 0 {
				t.Fatal(err)
			}
			switch {
			case tt.want == "" && len(problems) > 0:
				t.Errorf("unwanted: %v", problems)
			case tt.want != "" && (len(problems) != 1 || !strings.Contains(problems[0].Error(), tt.want) || problems[0].Line != tt.line):
				t.Errorf("problems:\n%v\nwant one on line %d with %q", problems, tt.line, tt.want)
			}
		})
	}
}

func TestCarriageReturnsStayOut(t *testing.T) {
	base := load(t, folder("a.md", "- one\r\n  two\r\n", "b.txt", "one\r\ntwo b\r\n"))
	for i, want := range []string{"one\ntwo", "one\ntwo b"} {
		if got := base.Facts[i].Text; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// unreadableFS fails to open one file and to list one folder.
type unreadableFS struct{ fstest.MapFS }

func (f unreadableFS) Open(name string) (fs.File, error) {
	if strings.HasPrefix(name, "locked") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.Open(name)
}

func (f unreadableFS) ReadDir(name string) ([]fs.DirEntry, error) {
	if strings.HasPrefix(name, "locked") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return fs.ReadDir(f.MapFS, name)
}

func TestUnreadable(t *testing.T) {
	f := unreadableFS{folder("a.md", "fact", "locked.md", "x", "locked/b.md", "x")}
	_, err := knowledge.Load(f)
	var problems knowledge.Problems
	if !errors.As(err, &problems) || len(problems) != 2 || problems[0].File != "locked" || problems[1].File != "locked.md" {
		t.Errorf("got %v, want a problem of each of locked and locked.md", err)
	}
}

func TestFolderItselfUnreadable(t *testing.T) {
	_, err := knowledge.Load(os.DirFS(filepath.Join(t.TempDir(), "nowhere")))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v, want an error that says the folder does not exist", err)
	}
	if errors.As(err, new(knowledge.Problems)) {
		t.Error("a folder that is not there is no problem of its files")
	}
}

// Links are followed to what is inside the folder and not read by itself. Each
// layout has "-> target" for a link; want lists facts, and problems by severity.
func TestLinks(t *testing.T) {
	outside := t.TempDir()
	if err := os.CopyFS(outside, folder("secret.md", "A secret.", "sub/secret.md", "A secret.")); err != nil {
		t.Fatal(err)
	}
	up := "-> ../../../../../../../../../../../../../../../.." + filepath.ToSlash(outside)
	tests := map[string]struct {
		layout map[string]string
		want   []string
	}{
		"a mounted ConfigMap": {map[string]string{
			"..2026_11_25/a.md": "One.", "..2026_11_25/sub/b.txt": "Two.", "..2026_11_25/questions.txt": "q",
			"..data": "-> ..2026_11_25", "a.md": "-> ..data/a.md", "sub": "-> ..data/sub", "questions.txt": "-> ..data/questions.txt",
		}, []string{"a.md:1 One.", "sub/b.txt:1 Two."}},
		"hidden links": {map[string]string{"a.md": "One.", ".h/b.md": "Two.", ".b.md": "-> .h/b.md", "drafts": "-> .h"}, []string{"a.md:1 One."}},
		"what is read anyway": {map[string]string{"a.md": "One.", "sub/b.md": "Two.", "b.md": "-> a.md", "c": "-> sub", "d": "-> ."},
			[]string{"a.md:1 One.", "sub/b.md:1 Two.", "warning b.md:1", "warning c:1", "warning d:1"}},
		"two links to one file": {map[string]string{".h/a.md": "One.", "a.md": "-> .h/a.md", "b.md": "-> .h/a.md"}, []string{"a.md:1 One.", "warning b.md:1"}},
		"a circle":              {map[string]string{".h/a.md": "One.", ".h/again": "-> ../.h", "sub": "-> .h"}, []string{"sub/a.md:1 One.", "warning sub/again:1"}},
		"a link to itself":      {map[string]string{"a.md": "One.", "b.md": "-> b.md"}, []string{"error b.md:1"}},
		"a link to nothing":     {map[string]string{"a.md": "One.", "b.md": "-> nowhere.md"}, []string{"error b.md:1"}},
		"a way out":             {map[string]string{"a.md": "One.", "b.md": up + "/secret.md"}, []string{"error b.md:1"}},
		"a way out by a folder": {map[string]string{"a.md": "One.", "sub": up + "/sub"}, []string{"a.md:1 One.", "warning sub:1"}},
		"a way out in two steps": {map[string]string{"a.md": "One.", ".h/out": up, "b.md": "-> .h/out/secret.md"},
			[]string{"error b.md:1"}},
		"an absolute way out": {map[string]string{"a.md": "One.", "b.md": "-> " + outside + "/secret.md"}, []string{"error b.md:1"}},
		"a link to what is no text": {map[string]string{"a.md": "One.", ".h/logo.png": "x", "logo.png": "-> .h/logo.png"},
			[]string{"a.md:1 One."}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for name, content := range tt.layout {
				name = filepath.Join(dir, name)
				err := os.MkdirAll(filepath.Dir(name), 0o700)
				if target, link := strings.CutPrefix(content, "-> "); link {
					err = errors.Join(err, os.Symlink(target, name))
				} else {
					err = errors.Join(err, os.WriteFile(name, []byte(content), 0o600))
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			var got []string
			base, err := knowledge.Load(os.DirFS(dir))
			var problems knowledge.Problems
			if !errors.As(err, &problems) {
				problems = base.Warnings
				holdsVerbatim(t, os.DirFS(dir), base)
				for _, f := range base.Facts {
					got = append(got, fmt.Sprintf("%s:%d %s", f.File, f.Line, f.Text))
				}
			}
			for _, p := range problems {
				got = append(got, map[knowledge.Severity]string{knowledge.Error: "error ", knowledge.Warning: "warning "}[p.Severity]+p.Where())
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A folder reads the same through links.
func TestLinksGiveTheSameVersion(t *testing.T) {
	dir := t.TempDir()
	err := errors.Join(os.CopyFS(filepath.Join(dir, "..1"), folder("a.md", "One.", "sub/b.md", "Two.")),
		os.Symlink("..1/a.md", filepath.Join(dir, "a.md")), os.Symlink("..1/sub", filepath.Join(dir, "sub")))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := load(t, os.DirFS(dir)).Version, load(t, os.DirFS(filepath.Join(dir, "..1"))).Version; got != want {
		t.Errorf("version %s through links, %s without", got, want)
	}
}

// The version names the content, wherever it lies.
func TestVersion(t *testing.T) {
	a := load(t, folder("a.md", "fact", "sub/b.txt", "other", "_private.md", "x"))
	dir := t.TempDir()
	if err := os.CopyFS(dir, folder("a.md", "fact", "sub/b.txt", "other", "README.md", "not read")); err != nil {
		t.Fatal(err)
	}
	if b := load(t, os.DirFS(dir)); a.Version != b.Version || len(a.Version) != 16 {
		t.Errorf("versions %q in memory and %q on disk", a.Version, b.Version)
	}
	for name, other := range map[string]fstest.MapFS{
		"content":   folder("a.md", "fact!", "sub/b.txt", "other"),
		"name":      folder("c.md", "fact", "sub/b.txt", "other"),
		"questions": folder("a.md", "fact", "sub/b.txt", "other", "questions.txt", "?"),
		"border":    folder("a.md", "factsub/b.txtother"),
	} {
		if load(t, other).Version == a.Version {
			t.Errorf("another %s has the same version", name)
		}
	}
}

// ids gives the ids of a folder's facts by their texts.
func ids(t *testing.T, f fs.FS) map[string]string {
	out := map[string]string{}
	for _, fact := range load(t, f).Facts {
		key := fact.Text
		if fact.Cell != nil {
			key = fact.Cell.Table.Rows[fact.Cell.Row].En + ": " + key
		}
		out[key] = fact.ID
	}
	return out
}

func TestIDsStay(t *testing.T) {
	table := "\n| Attribute | Kling | Sora |\n|---|---|---|\n| Length | 2 minutes | 1 minute |\n"
	before := ids(t, folder("a.md", "- one\n- two\n- [three](https://example.org) words\n"+table, "b.md", "four"))
	tests := map[string]fstest.MapFS{
		"lines and facts above": folder("a.md", "# New\n\nnew\n\n- zero\n- one\n- two\n- three words\n"+table, "b.md", "four"),
		"another order":         folder("a.md", "- three words\n- two\n- one\n"+table, "b.md", "four"),
		"another file":          folder("c.md", "- one\n- two\n- **three** words\n- four\n"+table),
		"wrapped lines":         folder("a.md", "- one\n- two\n- three\n  words\n"+table, "b.md", "four"),
		"details and sources":   folder("a.md", "- one {2024}\n- two [^x]\n  - ar: اثنان\n- three words\n"+table+"\n[^x]: T\n", "b.md", "four [^x]\n\n[^x]: T\n"),
		"a row more": folder("a.md", "- one\n- two\n- three words\n\n| Attribute | Kling | Sora |\n|---|---|---|\n| Price | 1 | 2 |\n| Length | 2 minutes | 1 minute |\n",
			"b.md", "four"),
	}
	for name, f := range tests {
		t.Run(name, func(t *testing.T) {
			after := ids(t, f)
			after["three words"] = after["three words"] + after["three\nwords"]
			for text, id := range before {
				if after[text] != id {
					t.Errorf("%q had the id %s and now %q", text, id, after[text])
				}
			}
		})
	}
}

// Facts that say the same have different ids all the same, and a written id
// goes before one that is made up.
func TestIDsAreUnique(t *testing.T) {
	made := ids(t, folder("a.md", "one"))["one"]
	base := load(t, folder("a.md", "one\n\none\n\none\n\nother {id: "+made+"}\n", "b.md", "one"))
	if len(base.Facts) != 5 || base.Facts[3].ID != made { // holdsVerbatim finds any that are not unique
		t.Errorf("%d facts, the fourth has the id %q, want %q", len(base.Facts), base.Facts[3].ID, made)
	}
}

func TestLoaderSeesEachChange(t *testing.T) {
	l := knowledge.NewLoader()
	texts := func(f fs.FS) string {
		base, err := l.Load(f)
		if err != nil {
			return "error"
		}
		holdsVerbatim(t, f, base)
		var out []string
		for _, fact := range base.Facts {
			out = append(out, fmt.Sprintf("%s:%d %s", fact.File, fact.Line, fact.Text))
		}
		return strings.Join(out, ", ")
	}
	for _, step := range []struct {
		f    fs.FS
		want string
	}{
		{folder("a.md", "one", "b.md", "two"), "a.md:1 one, b.md:1 two"},
		{folder("a.md", "one", "b.md", "\ntwo!"), "a.md:1 one, b.md:2 two!"},
		{folder("c.md", "one", "b.md", "two!"), "b.md:1 two!, c.md:1 one"},
		{folder("a.md", "one {2024-13}"), "error"},
		{folder("a.md", "one"), "a.md:1 one"},
	} {
		if got := texts(step.f); got != step.want {
			t.Errorf("got %q, want %q", got, step.want)
		}
	}
}

// Two loads of one Loader share what was parsed, and must not change it.
func TestLoaderGivesEqualBases(t *testing.T) {
	l := knowledge.NewLoader()
	first, err := l.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	before := listing(first, nil)
	second, err := l.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	if listing(second, nil) != before || listing(first, nil) != before {
		t.Error("loading the same folder twice gave two things")
	}
	holdsTogether(t, first)
	holdsTogether(t, second)
}

// Bases may share facts, but what a fact leads to is always of the same base, and
// no later load changes what an earlier one gave.
func TestLoaderLeavesBasesAlone(t *testing.T) {
	const a = "# Foo\n\n- One. {claim by Bar}\n"
	const b = "---\nentities:\n  - name: Foo\n  - name: Bar\n    type: company\n---\n"
	l := knowledge.NewLoader()
	var bases []*knowledge.Base
	want := []string{"", "Foo Bar company", "", "Foo Bar company", "Foo Bar company"}
	says := func(base *knowledge.Base) string {
		f := base.Facts[0]
		if len(f.About) == 0 {
			return ""
		}
		return f.About[0].Name + " " + f.Claimant.Name + " " + string(f.ClaimantKind)
	}
	for i, files := range []fstest.MapFS{folder("a.md", a), folder("a.md", a, "b.md", b), folder("a.md", a), folder("a.md", a, "b.md", b), folder("a.md", a, "b.md", b)} {
		base, err := l.Load(files)
		if err != nil {
			t.Fatal(err)
		}
		holdsTogether(t, base)
		bases = append(bases, base)
		for k, earlier := range bases {
			if got := says(earlier); got != want[k] {
				t.Errorf("after load %d the fact of load %d says %q, want %q", i, k, got, want[k])
			}
		}
	}
}

// holdsTogether reports a fact that leads out of its base.
func holdsTogether(t *testing.T, base *knowledge.Base) {
	t.Helper()
	for _, f := range base.Facts {
		out := f.Claimant != nil && !slices.Contains(base.Entities, f.Claimant)
		for _, e := range f.About {
			out = out || !slices.Contains(base.Entities, e)
		}
		if c := f.Cell; c != nil {
			out = out || !slices.Contains(base.Tables, c.Table) || c.Table.Cells[c.Row][c.Column] != f
		}
		if out {
			t.Errorf("%s:%d leads to what is not in its base", f.File, f.Line)
		}
	}
}

func TestParseDate(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2024", "2024"}, {"2024-06", "2024-06"}, {" 2024-6-6 ", "2024-06-06"},
		{"2024/06/06", "2024-06-06"}, {"٢٠٢٤-٠٦", "2024-06"}, {"۲۰۲۴/۰۶", "2024-06"},
		{"2024-02-29", "2024-02-29"}, {"2023-02-29", ""}, {"2024-13", ""}, {"2024-00", ""},
		{"2024-04-31", ""}, {"0000", ""}, {"24-06", ""}, {"06-2024", ""}, {"June 2024", ""}, {"", ""},
		{"2024-06-06T10:00", ""}, {"2024-", ""},
	}
	for _, tt := range tests {
		d, err := knowledge.ParseDate(tt.in)
		if (err == nil) != (tt.want != "") || d.String() != tt.want {
			t.Errorf("ParseDate(%q) = %q, %v; want %q", tt.in, d, err, tt.want)
		}
	}
}

func TestStatuses(t *testing.T) {
	tests := []struct {
		in     string
		status knowledge.Status
		by     string // who says so, or what replaced it
	}{
		{"confirmed", knowledge.Confirmed, ""}, {"مؤكد", knowledge.Confirmed, ""}, {"مُؤكَّد", knowledge.Confirmed, ""},
		{"claim by Kuaishou", knowledge.Claim, "Kuaishou"}, {"Claim: MIT Technology Review", knowledge.Claim, "MIT Technology Review"},
		{"ادعاء من كوايشو", knowledge.Claim, "كوايشو"}, {"ادّعاء: كوايشو", knowledge.Claim, "كوايشو"}, {"إدعاء من كوايشو", knowledge.Claim, "كوايشو"},
		{"contested", knowledge.Contested, ""}, {"محل خلاف: المقال", knowledge.Contested, "المقال"}, {"متنازع عليه", knowledge.Contested, ""},
		{"superseded", knowledge.Superseded, ""}, {"superseded by kling-3", knowledge.Superseded, "kling-3"},
		{"حل محله kling-3", knowledge.Superseded, "kling-3"}, {"متجاوز", knowledge.Superseded, ""}, {"قديم", knowledge.Superseded, ""},
		{"unreviewed", knowledge.Unreviewed, ""}, {"غير مراجع", knowledge.Unreviewed, ""},
	}
	for _, tt := range tests {
		for _, file := range []string{"A fact.\n\n- status: " + tt.in, "A fact. {" + tt.in + "}"} {
			f := load(t, folder("a.md", file+"\n\nThe newer one. {id: kling-3}")).Facts[0]
			if f.Status != tt.status || f.ClaimedBy+f.SupersededBy != tt.by || f.Text != "A fact." {
				t.Errorf("%q gives %s %q %q of %q", file, f.Status, f.ClaimedBy, f.SupersededBy, f.Text)
			}
		}
	}
}

// The texts of problems are complete in both languages.
func TestProblemTexts(t *testing.T) {
	_, err := knowledge.Load(folder("a.md", "one [^x] {2024-13}\n\n- dat: 2024-13\n- two {id: a b}"))
	var problems knowledge.Problems
	if !errors.As(err, &problems) || len(problems) < 3 {
		t.Fatal(err)
	}
	for _, p := range problems {
		for _, lang := range []knowledge.Lang{knowledge.Arabic, knowledge.English} {
			if s := p.Text(lang); strings.Contains(s, "$") || !strings.HasPrefix(s, "a.md:") {
				t.Errorf("%q", s)
			}
		}
		if p.What.Ar == "" || p.What.En == "" || p.Fix.Ar == "" || p.Fix.En == "" {
			t.Errorf("a text is missing: %+v", p)
		}
	}
}

// A long fact can have what is said about it on a line of its own.
func TestBracesOnTheirOwnLine(t *testing.T) {
	f := load(t, folder("a.md", "- One,\n  two.\n  {id: one-two}\n")).Facts[0]
	if f.Text != "One,\ntwo." || f.ID != "one-two" {
		t.Errorf("%q %q", f.Text, f.ID)
	}
}

func FuzzParse(f *testing.F) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte("\ufeff---\nentities: [{name: a, about: {ar: x}}]\n---\n- a [^x] {2024}\r\n\t- en: b\\{\n\n[^x]: <http://a.b>, 2024\n"))
	f.Add([]byte("|a|b|\n|-|-|\n|`\\|`|c\\|![^d] {2024}|\n\n>    - x\n>\n>          y\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, name := range []string{"a.md", "b.txt", "synonyms.txt"} {
			files := folder(name, string(data), "z.txt", "One fact, so that the folder is not empty.")
			base, err := knowledge.Load(files)
			if err != nil {
				if !errors.As(err, new(knowledge.Problems)) {
					t.Fatal(err)
				}
				continue
			}
			holdsVerbatim(t, files, base)
		}
	})
}

// A claim says what stake its claimant has: as written, or as the type of the
// entity or of its owner tells.
func TestClaimantKinds(t *testing.T) {
	entities := `---
entities:
  - {name: Kuaishou, type: company}
  - {name: Kling, type: model, by: Kuaishou}
  - {name: Xinhua, type: state media}
  - {name: BIS, type: government}
  - {name: China, type: country}
  - {name: Reuters, type: publication}
  - {name: Epoch AI, type: organisation}
  - {name: QCRI, type: organisation, by: Qatar}
  - {name: Qatar, type: country}
  - {name: Kai-Fu Lee, type: person}
  - {name: Loop, type: thing, by: Loop}
---

`
	for _, tt := range []struct {
		in   string
		by   string
		kind knowledge.ClaimantKind
	}{
		{"claim by Kuaishou", "Kuaishou", knowledge.Company},
		{"claim by Kling", "Kling", knowledge.Company},
		{"claim by Xinhua", "Xinhua", knowledge.StateMedia},
		{"claim by BIS", "BIS", knowledge.Government},
		{"claim by China", "China", knowledge.Government},
		{"claim by Reuters", "Reuters", knowledge.Independent},
		{"claim by Epoch AI", "Epoch AI", knowledge.Independent},
		{"claim by QCRI", "QCRI", knowledge.Government},
		{"claim by Kai-Fu Lee", "Kai-Fu Lee", knowledge.Individual},
		{"claim by Loop", "Loop", ""},
		{"claim by Nobody we know", "Nobody we know", ""},
		{"claim by WaveSpeedAI (company)", "WaveSpeedAI", knowledge.Company},
		{"ادعاء من AI Wiki (مستقل)", "AI Wiki", knowledge.Independent},
		{"ادعاء من شينخوا (إعلام رسمي)", "شينخوا", knowledge.StateMedia},
		{"محل خلاف: QCRI (جهة حكومية)", "QCRI", knowledge.Government},
		{"claim by Kuaishou (Beijing)", "Kuaishou (Beijing)", ""},
		{"claim by (company)", "(company)", ""},
	} {
		f := load(t, folder("a.md", entities+"A fact. {"+tt.in+"}")).Facts[0]
		if f.ClaimedBy != tt.by || f.ClaimantKind != tt.kind {
			t.Errorf("%q gives %q, %q; want %q, %q", tt.in, f.ClaimedBy, f.ClaimantKind, tt.by, tt.kind)
		}
	}
}
