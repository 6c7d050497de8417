package index

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sibaq/knowledge"
)

var update = flag.Bool("update", false, "write what is ranked now into the files of testdata")

func TestRank(t *testing.T) { testRankings(t, "testdata/ranking.txtar") }

func TestSuperlative(t *testing.T) { testRankings(t, "testdata/superlative.txtar") }

// testRankings holds rankings over a folder, both in a txtar, against those in it.
func testRankings(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	folder := map[string]string{}
	ofFolder := func(name string) bool { return strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".txt") }
	for _, f := range archive.Files {
		if ofFolder(f.Name) {
			folder[f.Name] = string(f.Data)
		}
	}
	ix := indexOf(t, folder)
	for i, c := range archive.Files {
		if ofFolder(c.Name) {
			continue
		}
		got := ""
		attribute, group, _ := strings.Cut(c.Name, "|")
		q, ask := RankQuery{Attribute: strings.TrimSpace(attribute), Group: strings.TrimSpace(group)}, true
		if question, ok := strings.CutPrefix(c.Name, "?"); ok {
			if q, ask = ix.Superlative(question); ask {
				got = fmt.Sprintf("read as: %s | %s\n", q.Attribute, q.Group)
			} else {
				got = "no question for a ranking\n"
			}
			answer, err := ix.Answer(t.Context(), Question{Text: question})
			if err != nil {
				t.Fatal(err)
			}
			if (answer.Ranking != nil) != ask {
				t.Errorf("%s: the answer has a ranking: %v", c.Name, !ask)
			}
			if r := answer.Ranking; r != nil && answer.Facts[0].Fact != r.Rows[0].Facts[0].Fact {
				t.Errorf("%s: the answer's first fact is %q", c.Name, answer.Facts[0].Passage.Text)
			}
		}
		if ask {
			r, err := ix.Rank(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			got += showRanking(r)
			if again, err := ix.Rank(t.Context(), q); err != nil || again.ID != r.ID || showRanking(again) != showRanking(r) {
				t.Errorf("%s: asked twice, two rankings", c.Name)
			}
		}
		if *update {
			archive.Files[i].Data = []byte(got)
		} else if got != string(c.Data) {
			t.Errorf("%s\ngot\n%swant\n%s", c.Name, got, c.Data)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func showRanking(r Ranking) string {
	var b strings.Builder
	order := "least first"
	if r.Descending {
		order = "most first"
	}
	fmt.Fprintf(&b, "%s: %q, %s", r.Lang, r.Attribute.In(r.Lang), order)
	if r.DatesDiffer {
		b.WriteString(", dates differ")
	}
	if r.ClaimantsDiffer {
		b.WriteString(", claimants differ")
	}
	if r.GroupUnknown {
		b.WriteString(", nobody in the group")
	}
	b.WriteString("\n")
	rows := func(list []Ranked) {
		for _, row := range list {
			fmt.Fprintf(&b, "  %d %s", row.Place, row.Entity.Name)
			if row.Maker != nil {
				fmt.Fprintf(&b, " (%s)", row.Maker.Name)
			}
			fmt.Fprintf(&b, ": %s", row.Facts[0].Passage.Text)
			if l := row.Label.In(r.Lang); l != "" {
				fmt.Fprintf(&b, " [%s]", l)
			}
			if len(row.Marks) > 0 {
				fmt.Fprintf(&b, " %q", row.Marks)
			}
			for _, h := range row.Facts {
				fmt.Fprintf(&b, " %s:%d", h.Passage.File, h.Passage.Line)
			}
			b.WriteString("\n")
		}
	}
	rows(r.Rows)
	rows(r.Apart)
	if len(r.Without) > 0 {
		var names []string
		for _, e := range r.Without {
			names = append(names, e.Name)
		}
		fmt.Fprintf(&b, "  without: %s\n", strings.Join(names, ", "))
	}
	if len(r.Suggestions) > 0 {
		fmt.Fprintf(&b, "  or: %s\n", strings.Join(r.Suggestions, "; "))
	}
	return b.String()
}

// The order that is asked for is kept, and the worst first is the best first
// turned round.
func TestRankAscending(t *testing.T) {
	ix := indexOf(t, map[string]string{"a.md": "# T\n\n| X | A | B | C |\n|---|---|---|---|\n| Memory | 2 GB | 1 TB | 30 GB |\n"})
	for _, descending := range []bool{true, false} {
		r, err := ix.Rank(t.Context(), RankQuery{Attribute: "memory", Descending: &descending})
		if err != nil || len(r.Rows) != 3 {
			t.Fatal(r, err)
		}
		got := ""
		for _, row := range r.Rows {
			got += row.Entity.Name
		}
		if want := map[bool]string{true: "BCA", false: "ACB"}[descending]; got != want {
			t.Errorf("descending %v: %s, want %s", descending, got, want)
		}
	}
}

func TestAttributes(t *testing.T) {
	ix := indexOf(t, map[string]string{"a.md": "# Chips\n\n| X | A | B | C |\n|---|---|---|---|\n| Maker | P | Q | R |\n| Released | 2020 | 2021 | — |\n| Memory | 2 GB | 1 TB | 30 GB |\n"})
	got := fmt.Sprint(ix.Attributes(), ix.Groups())
	if want := fmt.Sprint([]knowledge.Label{{En: "Memory"}, {En: "Released"}}, []knowledge.Label{{En: "Chips"}}); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
