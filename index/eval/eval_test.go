package eval_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
)

var update = flag.Bool("update", false, "write figures.txt anew")

func indexOf(t testing.TB, files map[string]string) *index.Index {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	base, err := knowledge.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return build(t, base)
}

func build(t testing.TB, base *knowledge.Base) *index.Index {
	t.Helper()
	ix, err := index.Build(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

func shipped(t testing.TB) *index.Index {
	t.Helper()
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return build(t, base)
}

// The committed figures are those of the shipped knowledge as it is, and they
// reach the floors.
func TestFigures(t *testing.T) {
	ix := shipped(t)
	qs, own, err := eval.Questions(t.Context(), ix)
	if err != nil || own {
		t.Fatal(own, err)
	}
	f, err := eval.Run(t.Context(), ix, qs)
	if err != nil {
		t.Fatal(err)
	}
	held, err := eval.Run(t.Context(), ix, parse(t, "heldout.txt"))
	if err != nil {
		t.Fatal(err)
	}
	got := "Figures over the shipped knowledge, written by go test ./index/eval -update.\n" +
		"A line a question: ! where it goes wrong, the rank of the right fact, the\n" +
		"confidence, whether a fact is shown, the question = what is expected.\n\n" +
		"== heldout.txt: nothing was tuned on it\n\n" + held.Table(knowledge.English) + "\n" + held.Reliability(knowledge.English) +
		"\n== questions.txt: the weights were fitted on it\n\n" + f.Table(knowledge.English) + "\n" + f.Reliability(knowledge.English) +
		"\n== heldout.txt, question by question\n" + held.Ranks() +
		"\n== questions.txt, question by question\n" + f.Ranks()
	if *update {
		if err := os.WriteFile("figures.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("figures.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("figures.txt is not what the questions give now (go test ./index/eval -update writes it):\n%s", changed(string(want), got))
	}
	if !f.Reached() {
		t.Errorf("below the floors:\n%s", f.Table(knowledge.English))
	}
}

// Every shipped question is about a fact that the shipped folder has.
func TestQuestionsFit(t *testing.T) {
	base := shipped(t).Base()
	m := eval.NewMatcher(base)
	for _, name := range []string{"questions.txt", "heldout.txt"} {
		for _, q := range parse(t, name) {
			if q.Expected != nil && !slices.ContainsFunc(base.Facts, func(f *knowledge.Fact) bool { return m.Matches(q, f) }) {
				t.Errorf("%s:%d: no shipped fact has %q", name, q.Line, q.Expected)
			}
		}
	}
}

func parse(t testing.TB, name string) []eval.Question {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	qs, err := eval.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	return qs
}

// changed lists the lines that two texts do not share.
func changed(want, got string) string {
	var b strings.Builder
	for _, c := range [][3]string{{"-", want, got}, {"+", got, want}} {
		for line := range strings.Lines(c[1]) {
			if !strings.Contains(c[2], line) {
				b.WriteString(c[0] + line)
			}
		}
	}
	return b.String()
}

const chips = `# Chips

- The red chip has 64 GB of memory.
- The blue chip was announced in Shenzhen in May 2023.
- The green chip is made by the Garden company.
`

func TestRun(t *testing.T) {
	ix := indexOf(t, map[string]string{"chips.md": chips})
	qs, err := eval.Parse("q.txt", []byte(`[English]
How much memory does the red chip have?
  = 64 GB
Which company makes the green chip?
  = #no-such-id
  = Garden
[foreign]
Who won the football world cup final?
  = -
`))
	if err != nil {
		t.Fatal(err)
	}
	f, err := eval.Run(t.Context(), ix, qs)
	if err != nil {
		t.Fatal(err)
	}
	want := eval.Count{Answerable: 2, First: 2, Top5: 2, Reciprocal: 2, Unanswerable: 1, Silent: 1}
	if got := f.All(); got != want {
		t.Errorf("got %+v\nwant %+v\n%s", got, want, f.Ranks())
	}
	if got := f.Variety("foreign"); got != (eval.Count{Unanswerable: 1, Silent: 1}) {
		t.Errorf("foreign: %+v", got)
	}
	if !f.Reached() || len(f.Wrong()) != 0 {
		t.Errorf("wrong: %+v", f.Wrong())
	}
	for _, lang := range []knowledge.Lang{knowledge.Arabic, knowledge.English} {
		if table := f.Table(lang); strings.Count(table, "\n") != 4 || !strings.Contains(table, "100.0%") {
			t.Errorf("%s table:\n%s", lang, table)
		}
	}
}

func TestGuard(t *testing.T) {
	for _, c := range []struct {
		name, questions string
		want            []string // of each problem in English
	}{
		{"none", "", nil},
		{"right", "How much memory does the red chip have?\n = 64 GB\nWho won the football world cup final?\n = -\n", nil},
		{"wrong", "How much memory does the red chip have?\n = Garden\nWho won the football world cup final?\n = Shenzhen\nWhere was the blue chip announced?\n = -\n", []string{
			`questions.txt:1: the question "How much memory does the red chip have?" expects "Garden" first, but this came: "The red chip has 64 GB of memory." (chips.md:3)`,
			`questions.txt:3: the question "Who won the football world cup final?" expects "Shenzhen", but no answer came`,
			`questions.txt:5: the question "Where was the blue chip announced?" must not be answered, but this came: "The blue chip was announced in Shenzhen in May 2023." (chips.md:4)`,
		}},
		{"unreadable", "= nothing above\n", []string{"questions.txt:1: an expected answer without a question above it"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := map[string]string{"chips.md": chips}
			if c.questions != "" {
				files["questions.txt"] = c.questions
			}
			err := eval.Guard()(t.Context(), indexOf(t, files))
			var problems knowledge.Problems
			if errors.As(err, &problems); len(problems) != len(c.want) {
				t.Fatalf("got %v, want %d problems", err, len(c.want))
			}
			for i, p := range problems {
				if got := p.Text(knowledge.English); !strings.HasPrefix(got, c.want[i]) {
					t.Errorf("got  %s\nwant %s", got, c.want[i])
				}
				if ar := p.Text(knowledge.Arabic); !strings.Contains(ar, "؛") || ar == p.Text(knowledge.English) {
					t.Errorf("Arabic: %s", ar)
				}
			}
		})
	}
}

// The shipped questions hold a folder that has their facts to the floors.
func TestGuardShipped(t *testing.T) {
	ix := shipped(t)
	if err := eval.Guard()(t.Context(), ix); err != nil {
		t.Error(err)
	}
	qs, _, err := eval.Questions(t.Context(), ix)
	if err != nil {
		t.Fatal(err)
	}
	var none eval.Figures
	for _, q := range qs {
		none.Results = append(none.Results, eval.Result{Question: q, Answered: q.Expected == nil, First: ix.Base().Facts[0]})
	}
	if ps := none.Problems(false); len(ps) != len(qs)+1 || !strings.Contains(ps.Error(), "0.0%") {
		t.Errorf("an index that gets everything wrong: %s", fmt.Sprint(ps))
	}
}
