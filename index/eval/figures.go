package eval

import (
	"fmt"
	"slices"
	"strings"

	"sibaq/knowledge"
)

// The floors that the shipped questions must reach before an index serves.
// They lie a little below what the shipped folder reaches (figures.txt), so
// that an edit may cost a few answers but not the folder's use.
const (
	FloorFirst  = .84 // share of answerable questions whose right fact comes first
	FloorSilent = .9  // share of the others that get no fact
)

// Figures are the results of a run.
type Figures struct {
	Results []Result
}

// Count sums up some results.
type Count struct {
	Answerable int
	First      int     // right fact first and shown
	Top5       int     // right fact among the first five and shown
	Reciprocal float64 // sum of 1/rank within Depth, shown or not
	Unanswered int     // answerable, but no fact shown

	Unanswerable int
	Silent       int // unanswerable, and no fact shown
}

// FirstShare is the share of answerable questions whose right fact came first;
// 1 where there are none.
func (c Count) FirstShare() float64 { return share(c.First, c.Answerable) }

// SilentShare is the share of the other questions that got no fact; 1 where
// there are none.
func (c Count) SilentShare() float64 { return share(c.Silent, c.Unanswerable) }

// MRR is the mean reciprocal rank of the right fact.
func (c Count) MRR() float64 {
	if c.Answerable == 0 {
		return 1
	}
	return c.Reciprocal / float64(c.Answerable)
}

func share(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}

// All sums up every result.
func (f Figures) All() Count { return f.count(func(Result) bool { return true }) }

// Variety sums up the results of one variety of language.
func (f Figures) Variety(name string) Count {
	return f.count(func(r Result) bool { return r.Variety == name })
}

// Varieties lists the varieties in the order of the file.
func (f Figures) Varieties() []string {
	var out []string
	for _, r := range f.Results {
		if !slices.Contains(out, r.Variety) {
			out = append(out, r.Variety)
		}
	}
	return out
}

// Reached reports whether the figures reach both floors.
func (f Figures) Reached() bool {
	all := f.All()
	return all.FirstShare() >= FloorFirst && all.SilentShare() >= FloorSilent
}

// Wrong lists the results that did not go as they should.
func (f Figures) Wrong() []Result {
	return slices.DeleteFunc(slices.Clone(f.Results), Result.Right)
}

func (f Figures) count(in func(Result) bool) Count {
	var c Count
	for _, r := range f.Results {
		switch {
		case !in(r):
		case r.Expected == nil:
			c.Unanswerable++
			if !r.Answered {
				c.Silent++
			}
		default:
			c.Answerable++
			if r.Rank > 0 {
				c.Reciprocal += 1 / float64(r.Rank)
			}
			switch {
			case !r.Answered:
				c.Unanswered++
			case r.Rank == 1:
				c.First++
				c.Top5++
			case r.Rank > 1 && r.Rank <= 5:
				c.Top5++
			}
		}
	}
	return c
}

// Table gives the figures by variety, for people, in lang.
func (f Figures) Table(lang knowledge.Lang) string {
	head := []string{"questions", "first", "in 5", "MRR", "unanswered", "unanswerable", "silent", "variety"}
	total := "all"
	if lang == knowledge.Arabic {
		head = []string{"أسئلة", "أولًا", "في 5", "MRR", "بلا جواب", "لا تُجاب", "سُكت عنها", "الصنف"}
		total = "المجموع"
	}
	var b strings.Builder
	line := func(cells ...string) {
		for i, c := range cells[:len(cells)-1] {
			fmt.Fprintf(&b, "%*s  ", columnWidth[i], c)
		}
		b.WriteString(cells[len(cells)-1] + "\n")
	}
	line(head...)
	row := func(name string, c Count) {
		cells := []string{"", "", "", "", "", "", "", name}
		if c.Answerable > 0 {
			cells[0], cells[1], cells[2] = fmt.Sprint(c.Answerable), percent(c.FirstShare()), percent(share(c.Top5, c.Answerable))
			cells[3], cells[4] = fmt.Sprintf("%.3f", c.MRR()), fmt.Sprint(c.Unanswered)
		}
		if c.Unanswerable > 0 {
			cells[5], cells[6] = fmt.Sprint(c.Unanswerable), percent(c.SilentShare())
		}
		line(cells...)
	}
	for _, v := range f.Varieties() {
		row(v, f.Variety(v))
	}
	row(total, f.All())
	return b.String()
}

var columnWidth = []int{9, 6, 6, 5, 10, 12, 9}

func percent(x float64) string { return fmt.Sprintf("%.1f%%", 100*x) }

// Ranks gives one line a question: the rank of its right fact ("-" where it is
// not among the first Depth, "." where there is none), the confidence, whether
// a fact was shown, the question and what was expected.
func (f Figures) Ranks() string {
	var b strings.Builder
	variety := "\x00"
	for _, r := range f.Results {
		if r.Variety != variety {
			variety = r.Variety
			fmt.Fprintf(&b, "\n[%s]\n", variety)
		}
		rank, want := fmt.Sprint(r.Rank), strings.Join(r.Expected, " | ")
		switch {
		case r.Expected == nil:
			rank, want = ".", "-"
		case r.Rank == 0:
			rank = "-"
		}
		shown := "silent"
		if r.Answered {
			shown = "shown"
		}
		wrong := " "
		if !r.Right() {
			wrong = "!"
		}
		fmt.Fprintf(&b, "%s %2s  %.2f  %-6s  %s = %s\n", wrong, rank, r.Confidence, shown, r.Text, want)
	}
	return b.String()
}
