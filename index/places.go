package index

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"sibaq/knowledge"
)

// entry is a value of an entity, with the rows that give it.
type entry struct {
	entity *knowledge.Entity
	row    *tableRow
	value  Value
	facts  []*knowledge.Fact
	coarse []*knowledge.Fact // that say the same less exactly: the year of a day
}

// fill makes the rows of a ranking.
func (at *attributes) fill(r *Ranking, g group, head *tableRow, members []*tableRow) {
	entries := at.entries(g, members)
	main := mainValue(slices.DeleteFunc(slices.Clone(entries), func(e entry) bool { return e.row.key() != head.key() }))
	r.Descending = main.Kind != ValueDate && !head.lowerIsBetter()
	if r.Asked.Descending != nil {
		r.Descending = *r.Asked.Descending
	}
	var rows, apart []entry
	for _, e := range entries {
		if e.value.comparable(main) {
			rows = append(rows, e)
		} else {
			apart = append(apart, e)
		}
	}
	slices.SortStableFunc(rows, func(x, y entry) int { return x.value.order(y.value, r.Descending) })
	for i, e := range rows {
		row := at.ranked(r, g, head, e)
		row.Place = i + 1
		if i > 0 && e.value.order(rows[i-1].value, r.Descending) == 0 {
			row.Place = r.Rows[i-1].Place
		}
		r.Rows = append(r.Rows, row)
	}
	for _, e := range apart {
		r.Apart = append(r.Apart, at.ranked(r, g, head, e))
	}
	r.Answered = len(r.Rows) > 0
	r.mark()
	for _, row := range members {
		for c, f := range row.table.Cells[row.row] {
			e := row.table.Columns[c]
			known := slices.ContainsFunc(entries, func(x entry) bool { return x.entity == e })
			if f == nil && !known && at.has(g, row.table, e) {
				r.Without = appendNew(r.Without, e)
			}
		}
	}
}

// entries gathers the values of the members' cells in the group; cells that
// say the same of one entity are one entry. A value that was superseded gives
// way to any other of its entity.
func (at *attributes) entries(g group, members []*tableRow) []entry {
	var out []entry
	for _, row := range members {
		for c, f := range row.table.Cells[row.row] {
			e := row.table.Columns[c]
			if f == nil || !at.has(g, row.table, e) {
				continue
			}
			v := at.values[f]
			i := slices.IndexFunc(out, func(x entry) bool { return x.entity == e && x.value.same(v) })
			if i < 0 {
				i = len(out)
				out = append(out, entry{entity: e, row: row, value: v})
			}
			out[i].facts = append(out[i].facts, f)
		}
	}
	out = joinCoarse(out)
	all := slices.Clone(out)
	return slices.DeleteFunc(out, func(x entry) bool {
		return superseded(x) && slices.ContainsFunc(all, func(y entry) bool { return y.entity == x.entity && !superseded(y) })
	})
}

// joinCoarse puts dates within which another date of the same entity lies, such
// as 2020 beside 14 May 2020, with that one.
func joinCoarse(all []entry) []entry {
	within := func(f, e entry) bool {
		return f.entity == e.entity && e.value.Kind == ValueDate && f.value.Kind == ValueDate && e.value.Qualifier == f.value.Qualifier &&
			e.value.Low <= f.value.Low && f.value.High <= e.value.High && !f.value.same(e.value)
	}
	out := slices.DeleteFunc(slices.Clone(all), func(e entry) bool {
		return slices.ContainsFunc(all, func(f entry) bool { return within(f, e) })
	})
	for _, e := range all {
		if i := slices.IndexFunc(out, func(f entry) bool { return within(f, e) }); i >= 0 {
			out[i].coarse = append(out[i].coarse, e.facts...)
		}
	}
	return out
}

func superseded(e entry) bool {
	return !slices.ContainsFunc(e.facts, func(f *knowledge.Fact) bool { return f.Status != knowledge.Superseded })
}

// mainValue is a value of the kind and unit that most entries have.
func mainValue(entries []entry) Value {
	best, most := Value{Kind: ValueText}, 0
	for _, e := range entries {
		n := 0
		for _, o := range entries {
			if e.value.comparable(o.value) {
				n++
			}
		}
		if n > most {
			best, most = e.value, n
		}
	}
	return best
}

// lowerIsBetter reports whether a row holds prices or the like.
func (r *tableRow) lowerIsBetter() bool {
	return slices.ContainsFunc(attributeLexicon.lower, func(s string) bool { return strings.Contains(r.stems, " "+s+" ") })
}

// order compares two values for a ranking: negative where v comes first. A
// range of numbers stands for its better end; a date that is known by its year
// only has the place that is sure, behind the days of that year.
func (v Value) order(o Value, descending bool) int {
	a, b, first := v.Low, o.Low, 1
	if descending != (v.Kind == ValueDate) {
		a, b = v.High, o.High
	}
	if descending {
		first = -1
	}
	if !near(a, b) {
		return first * cmp.Compare(a, b)
	}
	return first * cmp.Compare(v.side(), o.side())
}

// span is where the exact value may lie.
func (v Value) span() (low, high float64) {
	switch v.side() {
	case 1:
		return v.Low, math.Inf(1)
	case -1:
		return math.Inf(-1), v.High
	}
	return v.Low, v.High
}

// ranked makes the row of an entry.
func (at *attributes) ranked(r *Ranking, g group, head *tableRow, e entry) Ranked {
	row := Ranked{Entity: e.entity, Value: e.value}
	if e.row.key() != head.key() {
		row.Label = e.row.label
	}
	if g.makers {
		row.Maker = at.chain(e.entity)[1]
	}
	facts := slices.Clone(e.facts)
	slices.SortStableFunc(facts, func(x, y *knowledge.Fact) int {
		return cmp.Or(cmp.Compare(weight(y.Status), weight(x.Status)), y.AsOf.Compare(x.AsOf))
	})
	for _, f := range append(facts, e.coarse...) {
		row.Facts = append(row.Facts, Hit{Fact: f, Passage: f.In(r.Lang), Entities: at.links.entitiesOf(f), Score: 1})
	}
	return row
}

func weight(s knowledge.Status) int {
	switch s {
	case knowledge.Confirmed:
		return 3
	case knowledge.Claim:
		return 2
	case knowledge.Contested:
		return 1
	}
	return 0
}

var statusMarks = map[knowledge.Status]Mark{
	knowledge.Claim: MarkClaim, knowledge.Contested: MarkContested, knowledge.Superseded: MarkSuperseded, knowledge.Unreviewed: MarkUnreviewed,
}

// mark notes on each row what a reader should know of it.
func (r *Ranking) mark() {
	for i := range r.Rows {
		row := &r.Rows[i]
		row.markSelf()
		f, first := row.Facts[0].Fact, r.Rows[0].Facts[0].Fact
		if datesDiffer([]*knowledge.Fact{f}, []*knowledge.Fact{first}) {
			row.Marks = append(row.Marks, MarkOtherDate)
			r.DatesDiffer = true
		}
		if claimant(f) != claimant(first) {
			row.Marks = append(row.Marks, MarkOtherClaimant)
			r.ClaimantsDiffer = true
		}
		low, high := row.Value.span()
		for j, o := range r.Rows {
			if i == j {
				continue
			}
			if o.Entity == row.Entity && !(near(o.Value.Low, row.Value.Low) && near(o.Value.High, row.Value.High)) {
				row.Marks = appendNew(row.Marks, MarkConflict)
			}
			if l, h := o.Value.span(); low < high && o.Place != row.Place && l <= high && low <= h {
				row.Marks = appendNew(row.Marks, MarkRough)
			}
		}
	}
	for i := range r.Apart {
		r.Apart[i].markSelf()
	}
}

func (row *Ranked) markSelf() {
	f := row.Facts[0].Fact
	if m, ok := statusMarks[f.Status]; ok {
		row.Marks = append(row.Marks, m)
	}
	if f.AsOf.IsZero() {
		row.Marks = append(row.Marks, MarkUndated)
	}
	if row.Value.Qualifier != Exactly {
		row.Marks = append(row.Marks, Mark(row.Value.Qualifier))
	}
	if row.Value.Kind == ValueNumber && row.Value.Low < row.Value.High {
		row.Marks = append(row.Marks, MarkRange)
	}
}

// claimant is whose word a fact is: "" where it is not one's word alone.
func claimant(f *knowledge.Fact) string {
	if f.Claimant != nil {
		return f.Claimant.Name
	}
	return f.ClaimedBy
}
