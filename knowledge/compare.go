package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"sibaq/knowledge/fold"
)

// Compare says how the facts of two readings of a folder differ: those that
// came, those that say something else than before, as they are now, and those
// that went, each in the order of files. A fact whose text was edited has
// changed, even though its id follows its text. A nil Base holds no facts.
func Compare(from, to *Base) (added, changed, gone []*Fact) {
	if from == nil {
		from = &Base{}
	}
	if to == nil {
		to = &Base{}
	}
	old := make(map[string]*Fact, len(from.Facts))
	for _, f := range from.Facts {
		old[f.ID] = f
	}
	came := map[string][]*Fact{} // by file
	kind := map[*Fact]int{}
	const isAdded, isChanged = 1, 2
	for _, f := range to.Facts {
		was, known := old[f.ID]
		delete(old, f.ID)
		switch {
		case !known:
			came[f.File] = append(came[f.File], f)
			kind[f] = isAdded
		case content(was) != content(f):
			kind[f] = isChanged
		}
	}
	for _, f := range from.Facts {
		if old[f.ID] == nil {
			continue
		}
		news := came[f.File]
		i := -1
		if len(news) <= maxPairs {
			i = slices.IndexFunc(news, func(g *Fact) bool { return rewritten(f, g) })
		}
		if i < 0 {
			gone = append(gone, f)
			continue
		}
		kind[news[i]] = isChanged
		came[f.File] = slices.Delete(news, i, i+1)
	}
	for _, f := range to.Facts {
		switch kind[f] {
		case isAdded:
			added = append(added, f)
		case isChanged:
			changed = append(changed, f)
		}
	}
	return added, changed, gone
}

// maxPairs is how many new facts of a file are compared with those that are
// gone from it; a file with more was written anew.
const maxPairs = 100

// content is everything about a fact that a reader sees, its place aside.
func content(f *Fact) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\x00%s\x00%s\x00%s\x00%s", f.Text, f.AsOf, f.Status, f.ClaimedBy, f.SupersededBy)
	if f.Twin != nil {
		fmt.Fprintf(&b, "\x00%s", f.Twin.Text)
	}
	for _, e := range f.About {
		fmt.Fprintf(&b, "\x00%s", e.Name)
	}
	for _, s := range f.Sources {
		fmt.Fprintf(&b, "\x00%s\x00%s\x00%s\x00%s", s.Title, s.Publisher, s.URL, s.Date)
	}
	return b.String()
}

// rewritten reports whether g is f with some words edited: the same cell of the same
// table, or more than half of the words.
func rewritten(f, g *Fact) bool {
	if f.Cell != nil || g.Cell != nil {
		return f.Cell != nil && g.Cell != nil &&
			f.Cell.Table.Rows[f.Cell.Row] == g.Cell.Table.Rows[g.Cell.Row] &&
			f.Cell.Table.Columns[f.Cell.Column].Name == g.Cell.Table.Columns[g.Cell.Column].Name
	}
	a, b := fold.Words(f.Text), fold.Words(g.Text)
	same := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			same++
		}
	}
	return 2*same > max(len(a), len(b))
}
