package index

import (
	"cmp"
	"context"
	"slices"

	"sibaq/knowledge"
)

// Profile is what the knowledge holds about one entity.
type Profile struct {
	ID, Version string
	Asked       string // the name as typed
	Lang        knowledge.Lang
	Entity      *knowledge.Entity   // nil when nobody knows the name
	Suggestions []string            // nearest names, when Entity is nil
	Maker       *knowledge.Entity   // who made or owns it; nil if the files do not say
	Made        []*knowledge.Entity // what it made or owns, what most facts speak of first
	// Facts are about it, the newest first; then those without a date; what is
	// superseded comes last. Where none is about it they are those that name it.
	// The cells of tables stand in Tables.
	Facts  []Hit
	Tables []Appearance
}

// Appearance is a comparison table that has the entity as a column.
type Appearance struct {
	Table *knowledge.Table
	With  []*knowledge.Entity // the other columns, in their order
	Cells []Hit               // of the entity, in the order of the rows
}

// About gathers what is known about the entity that name names as a whole, in
// any script and spelling. lang is the language of the reply; empty = that of
// the name. An unknown name is no error: the Profile has no Entity, and names
// near to it. It fails only when ctx ends.
func (ix *Index) About(ctx context.Context, name string, lang knowledge.Lang) (Profile, error) {
	if err := ctx.Err(); err != nil {
		return Profile{}, err
	}
	p := Profile{Version: ix.base.Version, Asked: name, Lang: lang}
	if p.Lang == "" {
		p.Lang = comparisonLang(Comparison{A: name})
	}
	p.ID = shortHash("about", name, string(p.Lang), p.Version)
	n := ix.linker.whole(name)
	side := ix.linker.side(name, n)
	p.Entity, p.Suggestions = side.Entity, side.Suggestions
	if p.Entity == nil {
		return p, nil
	}
	if chain := ix.attributes().chain(p.Entity); len(chain) > 1 {
		p.Maker = chain[1]
	}
	p.Made = ix.madeBy(p.Entity)
	for _, i := range ix.factsOf(n) {
		p.Facts = append(p.Facts, ix.hit(i, 1, p.Lang))
	}
	for _, t := range ix.base.Tables {
		if column := slices.Index(t.Columns, p.Entity); column >= 0 {
			p.Tables = append(p.Tables, ix.appearance(t, column, p.Lang))
		}
	}
	return p, nil
}

// factsOf returns the facts about an entity, cells aside, what a reader wants
// first at the front. A fact that does not say what it is about counts for each
// entity that it names.
func (ix *Index) factsOf(entity int) []int {
	e := ix.base.Entities[entity]
	var out, named []int
	for _, n := range ix.linker.of(entity) {
		i := int(n)
		switch f := ix.base.Facts[i]; {
		case f.Cell != nil:
		case len(f.About) == 0 || slices.Contains(f.About, e):
			out = append(out, i)
		default:
			named = append(named, i)
		}
	}
	if len(out) == 0 {
		out = named
	}
	slices.SortStableFunc(out, func(a, b int) int {
		x, y := ix.base.Facts[a], ix.base.Facts[b]
		return cmp.Or(
			cmp.Compare(one(x.Status == knowledge.Superseded), one(y.Status == knowledge.Superseded)),
			y.AsOf.Compare(x.AsOf))
	})
	return out
}

// madeBy returns the entities whose maker or owner e is.
func (ix *Index) madeBy(e *knowledge.Entity) []*knowledge.Entity {
	at := ix.attributes()
	var out []*knowledge.Entity
	for _, o := range ix.base.Entities {
		if chain := at.chain(o); len(chain) > 1 && chain[1] == e {
			out = append(out, o)
		}
	}
	spoken := func(o *knowledge.Entity) int { return len(ix.linker.of(ix.linker.numbers[o])) }
	slices.SortStableFunc(out, func(a, b *knowledge.Entity) int { return cmp.Compare(spoken(b), spoken(a)) })
	return out
}

func (ix *Index) appearance(t *knowledge.Table, column int, lang knowledge.Lang) Appearance {
	a := Appearance{Table: t, With: slices.Delete(slices.Clone(t.Columns), column, column+1)}
	for _, row := range t.Cells {
		if f := row[column]; f != nil {
			a.Cells = append(a.Cells, Hit{Fact: f, Passage: f.In(lang), Entities: t.Columns[column : column+1], Score: 1})
		}
	}
	return a
}

// About gathers from the index being served.
func (l *Live) About(ctx context.Context, name string, lang knowledge.Lang) (Profile, error) {
	s, err := l.read()
	if err != nil {
		return Profile{}, err
	}
	defer s.readers.Done()
	return s.About(ctx, name, lang)
}
