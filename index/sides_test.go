package index_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"sibaq/index"
	"sibaq/knowledge"
)

// A question about two entities shows both sides of a table's row together,
// though only one side holds its words; a question about one entity does not,
// and no limit is passed.
func TestAnswersShowBothSides(t *testing.T) {
	base, err := knowledge.Load(fstest.MapFS{"a.md": {Data: []byte(`# Cameras

| Attribute | Zenit | Praktica |
|---|---|---|
| Shutter | cloth curtain | steel blades |
| Strap | cloth band | — |

- The cloth of the Zenit's curtain tears in winter.
`)}})
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.Build(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	always := 0.0
	for _, c := range []struct {
		question string
		limit    int
		cell     string // … is followed by
		next     string // "" = not by the cell beside it
	}{
		{"cloth curtain of Zenit or Praktica", 5, "cloth curtain", "steel blades"},
		{"shutter, cloth curtain: Zenit or Praktica", 1, "cloth curtain", ""},
		{"cloth curtain of Zenit", 5, "cloth curtain", ""},
		{"cloth band of Zenit or Praktica", 5, "cloth band", ""}, // nothing is known beside it
	} {
		a, err := ix.Answer(t.Context(), index.Question{Text: c.question, Limit: c.limit, MinConfidence: &always})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, h := range a.Facts {
			got = append(got, h.Passage.Text)
		}
		at := slices.Index(got, c.cell)
		beside := at >= 0 && at+1 < len(got) && got[at+1] == "steel blades"
		if at < 0 || len(got) > c.limit || beside != (c.next != "") {
			t.Errorf("%s (limit %d): got %q", c.question, c.limit, got)
		}
	}
}
