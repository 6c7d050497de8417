package index

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// entitiesOf reads lines "Name = spelling, spelling (by Maker)".
func entitiesOf(t testing.TB, lines string) []*knowledge.Entity {
	t.Helper()
	var es []*knowledge.Entity
	for line := range strings.Lines(lines) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, ok := strings.Cut(line, " = ")
		if !ok {
			t.Fatalf("entity without spellings: %q", line)
		}
		e := &knowledge.Entity{Name: name}
		if spellings, by, ok := strings.Cut(rest, " (by "); ok {
			rest, e.By = spellings, strings.TrimSuffix(by, ")")
		}
		e.Aliases = strings.Split(rest, ", ")
		es = append(es, e)
	}
	return es
}

func archive(t testing.TB, name string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range txtar.Parse(data).Files {
		files[f.Name] = string(f.Data)
	}
	return files
}

func TestLinks(t *testing.T) {
	files := archive(t, "links.txtar")
	l := newLinker(&knowledge.Base{Entities: entitiesOf(t, files["entities"])})
	l.fileNear()
	for line := range strings.Lines(files["links"]) {
		text, want, ok := strings.Cut(strings.TrimSpace(line), " → ")
		if !ok || text[0] == '#' {
			continue
		}
		var got []string
		for _, m := range l.link(text) {
			name := l.base.Entities[m.entity].Name
			if !m.exact {
				name = "~" + name
			}
			if m.version != "" {
				name += fmt.Sprintf(" (%s)", m.version)
			}
			got = append(got, name)
		}
		if got == nil {
			got = []string{"-"}
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s\n got %s\nwant %s", text, s, want)
		}
	}
}

// Tokens are folded as the rest of the program folds, though by a shorter way.
func TestScanFolds(t *testing.T) {
	for _, text := range []string{"هُوَاوِيّ", "ٱلذكاءُ ـالاصطناعيـ", "مسؤول مسئول شيء", "کلینگ", "Clément ＧＰＴ", "ىٰ ۀ ۂ ۓ ٵ", "ﻼ ﷲ", "اآ أا"} {
		for _, tok := range scan(text) {
			if want := fold.Word(text[tok.start:tok.stop]); tok.text != want {
				t.Errorf("%q is folded %q, fold.Word says %q", text[tok.start:tok.stop], tok.text, want)
			}
		}
	}
}

func FuzzLink(f *testing.F) {
	files := archive(f, "links.txtar")
	for line := range strings.Lines(files["links"]) {
		f.Add(line)
	}
	l := newLinker(&knowledge.Base{Entities: entitiesOf(f, files["entities"])})
	l.fileNear()
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, m := range l.link(text) {
			if m.start < at || m.stop <= m.start || m.stop > len(text) {
				t.Fatalf("mention %+v of %q, after byte %d", m, text, at)
			}
			at = m.stop
		}
		for _, tok := range scan(text) {
			if want := fold.Word(text[tok.start:tok.stop]); tok.text != want {
				t.Fatalf("%q is folded %q, fold.Word says %q", text[tok.start:tok.stop], tok.text, want)
			}
		}
	})
}

func BenchmarkLink(b *testing.B) {
	l := newLinker(&knowledge.Base{Entities: entitiesOf(b, archive(b, "links.txtar")["entities"])})
	l.fileNear()
	b.ReportAllocs()
	for b.Loop() {
		l.link("ما الفرق في الذاكرة بين شريحة Ascend 910B وشرائح نڤيديا مثل H100؟")
	}
}
