package repo_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

var update = flag.Bool("update", false, "write what is refused now, and how, into testdata")

// loadAnything takes any folder, for tests of what is said before it is read.
func loadAnything(fs.FS) (*knowledge.Base, error) { return &knowledge.Base{}, nil }

// TestRefused: testdata/refused.txtar has names and contents of files, and what
// a person is told of them. Names stand in quotes, as in Go; a content is named.
func TestRefused(t *testing.T) {
	contents := map[string][]byte{
		"a zip archive":           zipped(t),
		"a gzip archive":          gzipped(t),
		"a 7z archive":            []byte("7z\xbc\xaf\x27\x1c\x00\x04"),
		"a picture":               []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
		"a PDF file":              []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
		"a program":               []byte("\x7fELF\x02\x01\x01"),
		"a NUL byte":              []byte("Lions\x00 eat meat.\n"),
		"broken UTF-8":            []byte("Lions eat meat.\n\nCats \xff\xfe\xe2\x28 purr.\n"),
		"UTF-16":                  []byte("\xff\xfeL\x00i\x00o\x00n\x00s\x00 \x00e\x00a\x00t\x00"),
		"an escape sequence":      []byte("Lions eat meat.\n\nCats \x1b[31mpurr.\n"),
		"an override":             []byte("Lions eat \u202emeat.\n"),
		"more than the limit":     []byte(strings.Repeat("Lions eat meat. ", 1<<13)),
		"nothing":                 {},
		"front matter left open":  []byte("---\ntitle: Lions\n\n- Lions eat meat.\n"),
		"a footnote left out":     []byte("- Lions eat meat. [^book]\n"),
		"one of 2,000,000 spaces": bytes.Repeat([]byte(" "), 2_000_000),
	}
	data, err := os.ReadFile("testdata/refused.txtar")
	must(t, err)
	golden := txtar.Parse(data)
	dir := folder(t, map[string]string{"video/kling.md": "- Kling makes videos.\n", "drafts/x.md": "- Later.\n"})
	r, err := repo.Open(dir, repo.Options{Limits: knowledge.Limits{FileBytes: 100 << 10, AllBytes: 150 << 10, Files: 5, Facts: 6}})
	must(t, err)
	for i, f := range golden.Files {
		var got strings.Builder
		for line := range strings.Lines(string(f.Data)) {
			what, ok := strings.CutPrefix(strings.TrimSpace(line), "> ")
			if !ok {
				continue
			}
			edit := map[string][]byte{}
			switch f.Name {
			case "names":
				name, err := strconv.Unquote(what)
				must(t, err)
				edit[name] = []byte("- Lions eat meat.\n")
			case "removed":
				edit[what] = nil
			case "contents":
				data, ok := contents[what]
				if !ok {
					t.Fatalf("there is no content %q", what)
				}
				delete(contents, what)
				edit["lions.md"] = data
			case "together":
				for i, part := range strings.Split(what, " + ") {
					name, times, many := strings.Cut(part, " * ")
					n := 1
					if many {
						n, err = strconv.Atoi(times)
						must(t, err)
					}
					edit[name] = nil
					for k := range n {
						edit[name] = fmt.Appendf(edit[name], "- Lions eat meat, as book %d says on page %d, in many words that take some room.\n", i, k)
					}
				}
			}
			fmt.Fprintf(&got, "\n> %s\n", what)
			p, err := r.Propose(t.Context(), repo.Edit{Files: edit})
			must(t, err)
			for _, q := range p.Problems {
				if q.What.Ar == "" || q.Fix.Ar == "" || q.What.En == "" || q.Fix.En == "" {
					t.Errorf("%s: a text is missing: %+v", what, q)
				}
				if strings.ContainsAny(q.Text(knowledge.Arabic)+q.Text(knowledge.English), "\x00\x1b\n\u202e\u2067") {
					t.Errorf("%s: the text holds what the name holds: %q", what, q.Text(knowledge.English))
				}
				fmt.Fprintf(&got, "%s %s\n", [...]string{"ERROR  ", "WARNING"}[q.Severity], q.Text(knowledge.English))
			}
			if p.OK() {
				got.WriteString("taken\n")
			}
			if was := onDisk(t, dir); len(was) != 2 {
				t.Errorf("%s: on disk: %q", what, was)
			}
		}
		golden.Files[i].Data = []byte(got.String() + "\n")
	}
	if len(contents) > 0 && !*update {
		t.Errorf("not tried: %q", slices.Sorted(maps.Keys(contents)))
	}
	if now := txtar.Format(golden); *update {
		must(t, os.WriteFile("testdata/refused.txtar", now, 0o644))
	} else if !bytes.Equal(now, data) {
		t.Errorf("got:\n%s", now)
	}
}

func zipped(t *testing.T) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("lions.md")
	must(t, err)
	w.Write(bytes.Repeat([]byte("0"), 1<<20))
	must(t, z.Close())
	return b.Bytes()
}

func gzipped(t *testing.T) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(lions))
	must(t, w.Close())
	return b.Bytes()
}

// TestLimitsLetItShrink: a folder that is over a limit already can become
// smaller, and no larger.
func TestLimitsLetItShrink(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": lions, "b.txt": "Cats purr.\n", "c.txt": "Dogs bark.\n"})
	r, err := repo.Open(dir, repo.Options{Now: clock(), Limits: knowledge.Limits{Files: 1, FileBytes: 10, AllBytes: 20, Facts: 1}})
	must(t, err)
	commit(t, r, map[string][]byte{"b.txt": nil}, "")
	if p := propose(t, r, map[string][]byte{"d.txt": []byte("Hi.\n")}, ""); p.OK() {
		t.Error("it may grow")
	}
}

// TestBrokenFolder: a folder that cannot be served can be mended.
func TestBrokenFolder(t *testing.T) {
	dir := folder(t, map[string]string{"a.md": "- Lions eat meat. [^book]\n", "b.txt": "Cats purr.\n"})
	r := open(t, dir)
	if p := propose(t, r, map[string][]byte{"c.txt": []byte("Dogs bark.\n")}, ""); p.OK() || p.Before != nil || len(p.Problems.Only(knowledge.Error)) != 1 {
		t.Errorf("problems: %v", p.Problems)
	}
	p := propose(t, r, map[string][]byte{"a.md": []byte("- Lions eat meat.\n")}, "")
	if !p.OK() {
		t.Fatal(p.Problems)
	}
	_, err := r.Commit(t.Context(), p)
	must(t, err)
}

// FuzzName: whatever a file is called, it is refused in words or lands where
// its name says, within the folder.
func FuzzName(f *testing.F) {
	for _, s := range []string{"a.md", "chips/nvidia.txt", "../a.md", "a/../../b.md", "/etc/passwd", "كلينغ.md", "a\u202emd.txt", "CON.md", "a\x00.md", "VIDEO/x.md", "e\u0301.md", "\xff.md", "a.md/b.md", "...md", ".git/a.md", "a.txt "} {
		f.Add(s)
	}
	dir := f.TempDir()
	if err := os.WriteFile(dir+"/a.md", []byte("- Lions eat meat.\n"), 0o644); err != nil {
		f.Fatal(err)
	}
	r, err := repo.Open(dir, repo.Options{Load: loadAnything})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, name string) {
		p, err := r.Propose(t.Context(), repo.Edit{Files: map[string][]byte{name: []byte("- Cats purr.\n")}})
		must(t, err)
		if !p.OK() {
			if len(p.Problems) == 0 || !utf8.ValidString(p.Problems.Error()) || strings.ContainsAny(p.Problems.Error(), "\x00\x1b\u202e") {
				t.Errorf("%q: the problems are %q", name, p.Problems)
			}
			return
		}
		if !fs.ValidPath(name) || path.Clean(name) != name || !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".txt") {
			t.Errorf("%q may be written", name)
		}
		for part := range strings.SplitSeq(name, "/") {
			if strings.HasPrefix(part, ".") || strings.HasPrefix(part, "_") {
				t.Errorf("%q may be written", name)
			}
		}
		for _, r := range name {
			if r < ' ' || r == '\\' || r == ':' || r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff' {
				t.Errorf("%q may be written", name)
			}
		}
	})
}
