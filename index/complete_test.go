package index

import (
	"strings"
	"testing"

	"sibaq/knowledge"
)

func TestNames(t *testing.T) {
	files := archive(t, "names.txtar")
	base := &knowledge.Base{Entities: entitiesOf(t, archive(t, "links.txtar")["entities"])}
	l := newLinker(base)
	l.fileNear()
	for part, find := range map[string]func(string, int) []*knowledge.Entity{"complete": l.complete, "nearest": l.nearest} {
		for line := range strings.Lines(files[part]) {
			typed, want, ok := strings.Cut(strings.TrimSpace(line), " → ")
			if !ok {
				continue
			}
			var got []string
			for _, e := range find(typed, 2) {
				got = append(got, e.Name)
			}
			if got == nil {
				got = []string{"-"}
			}
			if s := strings.Join(got, ", "); s != want && !strings.HasPrefix(s, want+", ") {
				t.Errorf("%s %q\n got %s\nwant %s", part, typed, s, want)
			}
		}
	}
}

// What most facts speak of is offered before anything is typed.
func TestCompleteNothing(t *testing.T) {
	a, b, c := &knowledge.Entity{Name: "Alpha"}, &knowledge.Entity{Name: "Beta"}, &knowledge.Entity{Name: "Gamma"}
	fact := func(text string, about ...*knowledge.Entity) *knowledge.Fact {
		return &knowledge.Fact{Passage: knowledge.Passage{Text: text}, About: about}
	}
	ix, err := Build(t.Context(), &knowledge.Base{Entities: []*knowledge.Entity{a, b, c}, Facts: []*knowledge.Fact{
		fact("Gamma leads.", b), fact("It is told of Gamma.", c), fact("Nobody is named."),
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	var got []string
	for _, e := range ix.Complete("", 5) {
		got = append(got, e.Name)
	}
	if s := strings.Join(got, " "); s != "Gamma Beta Alpha" {
		t.Errorf("got %s", s)
	}
	if got := ix.Complete("", 0); len(got) != 0 {
		t.Errorf("none asked for, %d given", len(got))
	}
}
