package index

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sibaq/knowledge"
)

// Each part of testdata/timeline.txtar that is no file of the folder is named
// by a timeline, "TOPIC | FROM | TO", and holds its events.
func TestTimeline(t *testing.T) {
	const name = "testdata/timeline.txtar"
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	folder := map[string]string{}
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".md") {
			folder[f.Name] = string(f.Data)
		}
	}
	ix := indexOf(t, folder)
	for i, c := range archive.Files {
		if strings.HasSuffix(c.Name, ".md") {
			continue
		}
		part := strings.Split(c.Name+" | | ", "|")
		q := TimelineQuery{Topic: strings.TrimSpace(part[0]), From: dateOf(t, part[1]), To: dateOf(t, part[2])}
		tl, err := ix.Timeline(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		got := showTimeline(tl)
		if again, err := ix.Timeline(t.Context(), q); err != nil || again.ID != tl.ID || showTimeline(again) != got {
			t.Errorf("%s: asked again it is another timeline: %v", c.Name, err)
		}
		if *update {
			archive.Files[i].Data = []byte(got)
		} else if got != string(c.Data) {
			t.Errorf("%s: got\n%swant\n%s", c.Name, got, c.Data)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func dateOf(t *testing.T, s string) knowledge.Date {
	if strings.TrimSpace(s) == "" {
		return knowledge.Date{}
	}
	d, err := knowledge.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func showTimeline(tl Timeline) string {
	var b strings.Builder
	for _, e := range tl.Events {
		text := e.Passage.Text
		if c := e.Fact.Cell; c != nil {
			text = c.Table.Columns[c.Column].In(tl.Lang) + ", " + c.Table.Rows[c.Row].In(tl.Lang) + ": " + text
		}
		fmt.Fprintf(&b, "%-10s  %s (%s:%d)\n", e.Date, text, e.Passage.File, e.Passage.Line)
	}
	if tl.Outside > 0 {
		fmt.Fprintf(&b, "outside: %d\n", tl.Outside)
	}
	if tl.Undated > 0 {
		fmt.Fprintf(&b, "undated: %d\n", tl.Undated)
	}
	if len(tl.Suggestions) > 0 {
		fmt.Fprintf(&b, "suggestions: %s\n", strings.Join(tl.Suggestions, ", "))
	}
	if !tl.Answered {
		b.WriteString("nothing\n")
	}
	return b.String()
}
