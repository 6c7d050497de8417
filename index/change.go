package index

import (
	"slices"
	"time"

	"sibaq/knowledge"
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

	added, changed, gone := knowledge.Compare(from, to)
	c.Added, c.Changed, c.Gone = len(added), len(changed), len(gone)
	return c
}
