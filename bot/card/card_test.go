package card

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

var update = flag.Bool("update", false, "write what is drawn now into testdata")

// Each part of testdata/cards.txtar that is no file of the folder is named by a
// card, "kind language arguments", and holds what is drawn: every line with
// the side it is flush with, its distance from there and its text as it is read.
// A line that mixes directions is followed by its pieces as they are seen, from
// left to right. A card that is all there but for its alternative text ends in it.
func TestLayout(t *testing.T) {
	const name = "testdata/cards.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".md") {
			folder[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	ix := indexOf(t, folder)
	p := newPen()
	for i, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".md") {
			continue
		}
		s := p.layout(cardOf(t, ix, f.Name))
		got := show(s) + "alt:\n" + say.Show(s.shown.alt(s.left)) + "\n"
		if *update {
			archive.Files[i].Data = []byte(got)
		} else if got != string(f.Data) {
			t.Errorf("%s: got\n%s\nwant\n%s", f.Name, got, f.Data)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func indexOf(tb testing.TB, folder fs.FS) *index.Index {
	tb.Helper()
	base, err := knowledge.Load(folder)
	if err != nil {
		tb.Fatal(err)
	}
	ix, err := index.Build(tb.Context(), base)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { ix.Close() })
	return ix
}

// cardOf makes the card that a line like "compare ar Kling | Sora" asks for.
func cardOf(t *testing.T, ix *index.Index, line string) *card {
	t.Helper()
	words := strings.SplitN(line, " ", 3)
	lang := knowledge.Lang(words[1])
	part := strings.Split(words[2]+" | ", " | ")
	switch words[0] {
	case "compare":
		table, err := ix.Compare(t.Context(), index.Comparison{A: part[0], B: part[1], Lang: lang})
		if err != nil {
			t.Fatal(err)
		}
		return ofTable(table, say.Western)
	case "rank":
		r, err := ix.Rank(t.Context(), index.RankQuery{Attribute: part[0], Group: part[1], Lang: lang})
		if err != nil {
			t.Fatal(err)
		}
		return ofRanking(r, say.Western)
	case "timeline":
		tl, err := ix.Timeline(t.Context(), index.TimelineQuery{Topic: part[0], Lang: lang})
		if err != nil {
			t.Fatal(err)
		}
		return ofTimeline(Chronology(tl, say.Western))
	}
	t.Fatalf("no such card: %s", line)
	return nil
}

func show(s *sheet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d pixels wide, %s\n", s.width, map[bool]string{true: "no taller than a page", false: "too tall"}[s.height <= maxHeight])
	boxes := s.boxes
	y := 0
	bars := func(until int) {
		for _, r := range boxes {
			if r.h != barHeight || r.ink == inkTrack || r.y < y || r.y >= until {
				continue
			}
			from := fmt.Sprintf("left %d", r.x)
			if s.shown.Lang == knowledge.Arabic {
				from = fmt.Sprintf("right %d", s.width-r.x-r.w)
			}
			fmt.Fprintf(&b, "%-9s %-10s %d pixels long%s\n", "bar", from, r.w, map[bool]string{true: ", dim"}[r.ink == inkFirstDim || r.ink == inkSecondDim])
		}
		y = max(y, until)
	}
	for i, l := range s.lines {
		if i > 0 && l.y > s.lines[i-1].y {
			bars(l.y)
		}
		from := fmt.Sprintf("left %d", l.x)
		if l.right {
			from = fmt.Sprintf("right %d", s.width-l.x)
		}
		fmt.Fprintf(&b, "%-9s %-10s %s\n", l.style.name, from, inOrder(l.line))
		if len(l.runs) > 1 {
			for _, r := range l.runs {
				fmt.Fprintf(&b, "%20s| %s\n", "", strings.TrimSpace(string(r.text)))
			}
		}
	}
	return b.String()
}

// inOrder is the text of a line in the order of reading.
func inOrder(l line) string {
	runs := slices.SortedFunc(slices.Values(l.runs), func(a, b run) int { return a.start - b.start })
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(string(r.text))
	}
	return strings.TrimSpace(b.String())
}
