package index

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// Change is what a reload changed.
type Change struct {
	From, To string // versions; equal when nothing changed

	FilesChanged             []string // paths that were added, edited or removed, sorted
	FilesAdded, FilesRemoved []string // those of them that are new, and that are gone

	// Added, Changed and Gone count facts. A fact whose text was edited has
	// changed, even though its id follows its text.
	Added, Changed, Gone int

	Took time.Duration // from the start of reading to the swap
}

// diff says what is different between two readings of a folder.
func diff(from, to *knowledge.Base) Change {
	c := Change{From: from.Version, To: to.Version}
	before := map[string]string{}
	for _, f := range from.Files {
		before[f.Path] = f.Hash
	}
	for _, f := range to.Files {
		hash, known := before[f.Path]
		delete(before, f.Path)
		switch {
		case !known:
			c.FilesAdded = append(c.FilesAdded, f.Path)
			c.FilesChanged = append(c.FilesChanged, f.Path)
		case hash != f.Hash:
			c.FilesChanged = append(c.FilesChanged, f.Path)
		}
	}
	for path := range before {
		c.FilesRemoved = append(c.FilesRemoved, path)
		c.FilesChanged = append(c.FilesChanged, path)
	}
	for _, paths := range [][]string{c.FilesAdded, c.FilesChanged, c.FilesRemoved} {
		slices.Sort(paths)
	}

	old := make(map[string]*knowledge.Fact, len(from.Facts))
	for _, f := range from.Facts {
		old[f.ID] = f
	}
	added := map[string][]*knowledge.Fact{} // by file
	for _, f := range to.Facts {
		was, known := old[f.ID]
		delete(old, f.ID)
		switch {
		case !known:
			added[f.File] = append(added[f.File], f)
			c.Added++
		case content(was) != content(f):
			c.Changed++
		}
	}
	c.Gone = len(old)
	for _, f := range from.Facts {
		news := added[f.File]
		if old[f.ID] == nil || len(news) > maxPairs {
			continue
		}
		if i := slices.IndexFunc(news, func(g *knowledge.Fact) bool { return rewritten(f, g) }); i >= 0 {
			added[f.File] = slices.Delete(news, i, i+1)
			c.Added, c.Gone, c.Changed = c.Added-1, c.Gone-1, c.Changed+1
		}
	}
	return c
}

// maxPairs is how many new facts of a file are compared with those that are
// gone from it; a file with more was written anew.
const maxPairs = 100

// content is everything about a fact that a reader sees, its place aside.
func content(f *knowledge.Fact) string {
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
func rewritten(f, g *knowledge.Fact) bool {
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
