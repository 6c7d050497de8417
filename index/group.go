package index

import (
	"slices"
	"strings"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// group is a part of what tables compare: "نماذج صينية", "video generators",
// "chips from Huawei". An entity is in it if every word of it says something
// of the entity.
type group struct {
	types   []string            // of entities
	owners  []*knowledge.Entity // makers, countries
	words   [][]string          // others, each with what means the same
	makers  bool                // the types are those of the makers: "which lab released first"
	nothing bool                // it has no word that could say anything
}

func (at *attributes) group(text string) group {
	g := group{nothing: true}
	ts := scan(text)
	found := at.links.exact(text, ts, typed)
	for _, m := range found {
		g.owners = appendNew(g.owners, at.base.Entities[m.entity])
	}
	for _, t := range ts {
		if slices.ContainsFunc(found, func(m mention) bool { return t.start < m.stop && m.start < t.stop }) {
			continue
		}
		at.addGroupWord(&g, t.text, text[t.start:t.stop])
	}
	g.nothing = len(g.types)+len(g.owners)+len(g.words) == 0
	return g
}

func (at *attributes) addGroupWord(g *group, w, raw string) {
	stem := stemOf(w)
	switch kind := attributeLexicon.types[stem]; {
	case kind != "":
		g.types = appendNew(g.types, kind)
	case !words.stops(w, raw):
		g.words = append(g.words, sameAs(stem, at.synonyms))
	}
}

// has reports whether a column of a table is in the group.
func (at *attributes) has(g group, t *knowledge.Table, e *knowledge.Entity) bool {
	words := at.columns[column{t, e}]
	chain, about := words.chain, words.about
	if g.makers {
		if len(chain) < 2 || !slices.Contains(g.types, typeIn(t, chain[1])) {
			return false
		}
	} else if len(g.types) > 0 && !slices.Contains(g.types, typeIn(t, e)) {
		return false
	}
	for _, owner := range g.owners {
		switch f := at.families[owner]; {
		case f != nil && slices.Contains(f.versions, e):
		case f != nil && f.apart && e == owner:
			return false // its versions are meant
		case !slices.Contains(chain, owner) && !speaksOf(about, owner):
			return false
		}
	}
	for _, same := range g.words {
		if !slices.ContainsFunc(same, func(s string) bool { return strings.Contains(about, " "+s+" ") }) {
			return false
		}
	}
	return true
}

// typeIn is the type of a table's column as groups name it. One that nobody
// declared has the type of the others, if they share one.
func typeIn(t *knowledge.Table, e *knowledge.Entity) string {
	kind := e.Type
	if kind == "" {
		for _, o := range t.Columns {
			switch {
			case o.Type == "" || o.Type == kind:
			case kind == "":
				kind = o.Type
			default:
				return ""
			}
		}
	}
	switch kind {
	case "organisation":
		return "company"
	case "region":
		return "country"
	}
	return kind
}

// speaksOf reports whether words about an entity name its country or language.
func speaksOf(about string, country *knowledge.Entity) bool {
	if country.Type != "country" && country.Type != "region" && country.Type != "language" {
		return false
	}
	for _, name := range []string{country.Name, country.Ar, country.En} {
		stem := strings.TrimSpace(stemsOf(name))
		for _, s := range sameAs(stem, nil) {
			if s != "" && strings.Contains(about, " "+s+" ") {
				return true
			}
		}
	}
	return false
}

// chain is an entity, its maker, and the maker's owner.
func (at *attributes) chain(e *knowledge.Entity) []*knowledge.Entity {
	out := []*knowledge.Entity{e}
	for len(out) < 3 {
		maker := at.named[fold.Text(out[len(out)-1].By)]
		if maker == nil || slices.Contains(out, maker) {
			break
		}
		out = append(out, maker)
	}
	return out
}

// column is a column of a table.
type column struct {
	table  *knowledge.Table
	entity *knowledge.Entity
}

// columnWords is what makes a column one of a group.
type columnWords struct {
	chain      []*knowledge.Entity
	about, own string // stems of what is said of all in chain, and of the first alone
}

// readColumns fills at.columns.
func (at *attributes) readColumns() {
	for _, t := range at.base.Tables {
		for _, e := range t.Columns {
			chain := at.chain(e)
			at.columns[column{t, e}] = columnWords{chain, at.about(t, chain), at.about(t, chain[:1])}
		}
	}
}

// about holds the stems of what is said of an entity: the headings over its
// table, its own line of description and those of its makers.
func (at *attributes) about(t *knowledge.Table, chain []*knowledge.Entity) string {
	text := t.Title.Ar + " " + t.Title.En + " " + at.titles[t.File]
	for _, e := range chain {
		text += " " + e.About.Ar + " " + e.About.En
	}
	return stemsOf(text)
}
