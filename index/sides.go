package index

import (
	"slices"

	"sibaq/knowledge"
)

// bothSides puts behind each cell of a table, among the facts that answer a
// question about two entities, the cell of the other one in the same row: who
// asks how Kling and Sora differ wants to see both. The order by rank stays, and
// there are no more than limit hits.
func (ix *Index) bothSides(a *Answer, limit int) {
	if len(a.Entities) != 2 {
		return
	}
	var hits []Hit
	shown := map[*knowledge.Fact]bool{}
	show := func(h Hit) {
		if !shown[h.Fact] && len(hits) < limit {
			shown[h.Fact] = true
			hits = append(hits, h)
		}
	}
	for _, h := range a.Facts {
		show(h)
		if other := opposite(h.Fact, a.Entities); other != nil {
			show(ix.hit(slices.Index(ix.base.Facts, other), h.Score, a.Lang))
		}
	}
	a.Facts = hits
}

// opposite is the cell beside f that is about the other one of two entities,
// nil where f is no cell of either or nothing stands there.
func opposite(f *knowledge.Fact, two []*knowledge.Entity) *knowledge.Fact {
	if f.Cell == nil {
		return nil
	}
	t := f.Cell.Table
	other := two[0]
	if t.Columns[f.Cell.Column] == two[0] {
		other = two[1]
	} else if t.Columns[f.Cell.Column] != two[1] {
		return nil
	}
	column := slices.Index(t.Columns, other)
	if column < 0 {
		return nil
	}
	return t.Cells[f.Cell.Row][column]
}
