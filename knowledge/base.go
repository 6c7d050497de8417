package knowledge

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"hash"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"sibaq/knowledge/fold"
)

// folder is a knowledge folder on its way to becoming a Base.
type folder struct {
	known, now map[cacheKey]*document
	parsing    errgroup.Group
	parsed     []*parsed       // in the order of their paths
	followed   map[string]bool // targets of links
	hash       hash.Hash
	docs       []*document
	questions  []byte
	askedBy    []*document // the files that say how people ask
	synonyms   [][]string
	problems   Problems

	limits  Limits
	counted counted
	beside  *Base // whose entities may be spoken of; nil for none

	entities []*Entity
	names    map[string]*Entity // by folded name
	headed   headed
}

// headed is what the headings above the last fact say it is about, which is the
// same for the next fact below them.
type headed struct {
	section *string // the first of them
	names   int     // how many there were
	about   []*Entity
}

func (f *folder) add(k *kind, file string, line int, args ...string) {
	f.problems = append(f.problems, k.at(file, line, args...))
}

// base puts the folder together, with every problem in the order of files.
func (f *folder) base() (*Base, Problems) {
	b := &Base{
		Synonyms:  f.synonyms,
		Questions: f.questions,
		Version:   hex.EncodeToString(f.hash.Sum(nil))[:versionLen],
	}
	f.declare()
	facts := 0
	for _, d := range f.docs {
		facts += len(d.facts)
	}
	b.Facts = make([]*Fact, 0, facts)
	all := make([]*statement, 0, facts)
	for _, d := range f.docs {
		file := d.file
		b.Files = append(b.Files, &file)
		tables := map[*grid]*Table{}
		for _, g := range d.grids {
			tables[g] = f.table(d, g)
			b.Tables = append(b.Tables, tables[g])
		}
		for _, s := range d.facts {
			fact := s.Fact
			if d.based {
				fact = s.anew()
			}
			if t := tables[s.grid]; t != nil {
				fact.Cell = &Cell{t, s.row, s.col}
				fact.About = []*Entity{t.Columns[s.col]}
				t.Cells[s.row][s.col] = fact
			} else {
				fact.About = f.about(s)
			}
			b.Facts = append(b.Facts, fact)
			all = append(all, s)
		}
		d.based = true
	}
	for _, fact := range b.Facts { // after the tables, whose heads can name entities too
		if fact.ClaimedBy != "" {
			fact.Claimant = f.names[fold.Text(fact.ClaimedBy)]
		}
		if fact.ClaimantKind == "" {
			fact.ClaimantKind = f.kindOf(fact.Claimant)
		}
	}
	f.lead(b, f.identify(b.Facts, all))
	f.repeated(b.Facts, all)
	for i, s := range all {
		if s.same(b.Facts[i]) {
			b.Facts[i] = s.Fact
		}
		s.Fact = b.Facts[i]
	}
	b.Entities = f.entities
	f.hold(b)
	if len(b.Facts) == 0 && len(f.problems.Only(Error)) == 0 {
		f.add(emptyFolder, "", 0)
	}
	slices.SortStableFunc(f.problems, func(a, b *Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return b, f.problems
}

// anew gives the fact as its file gives it, for another Base than the last.
func (s *statement) anew() *Fact {
	f := *s.Fact
	f.ID, f.ClaimantKind = s.id, s.kind
	f.About, f.Claimant, f.Cell, f.Asked = nil, nil, nil, nil
	return &f
}

// same reports whether a fact of the new Base is just like the one of the last,
// so that one will do for both. A cell has another table each time.
func (s *statement) same(f *Fact) bool {
	was := s.Fact
	return f.Cell == nil && was.Cell == nil && f.ID == was.ID && f.Claimant == was.Claimant && f.ClaimantKind == was.ClaimantKind &&
		slices.Equal(f.About, was.About) && slices.Equal(f.Asked, was.Asked)
}

// declare enters the entities of all files under each of their names.
func (f *folder) declare() {
	f.names = map[string]*Entity{}
	declared := map[string]*Entity{}
	for _, d := range f.docs {
		for _, e := range d.entities {
			key := fold.Text(e.Name)
			if first := declared[key]; first != nil && key != "" {
				f.add(entityTwice, e.File, e.Line, e.Name, place(first.File, first.Line))
				continue
			}
			declared[key] = e
			f.entities = append(f.entities, e)
			f.enter(e)
		}
	}
	if f.beside == nil {
		return
	}
	for _, e := range f.beside.Entities {
		for _, name := range e.names() {
			if key := fold.Text(name); key != "" && f.names[key] == nil {
				f.names[key] = e
			}
		}
	}
}

// names are all that an entity is called, its canonical name first.
func (e *Entity) names() []string {
	out := []string{e.Name}
	for _, name := range append([]string{e.Ar, e.En, e.Zh}, e.Aliases...) {
		if name != "" {
			out = append(out, name)
		}
	}
	return out
}

func (f *folder) enter(e *Entity) {
	told := map[*Entity]bool{}
	for _, name := range append([]string{e.Name, e.Ar, e.En, e.Zh}, e.Aliases...) {
		if name == "" {
			continue
		}
		key := fold.Text(name)
		if key == "" {
			f.add(emptyName, e.File, e.Line, name)
			continue
		}
		switch other := f.names[key]; {
		case other == nil:
			f.names[key] = e
		case other != e && !told[other]:
			told[other] = true
			f.add(aliasClash, e.File, e.Line, name,
				fmt.Sprintf("%s (%s)", other.Name, place(other.File, other.Line)), e.Name)
		}
	}
}

func place(file string, line int) string { return file + ":" + strconv.Itoa(line) }

// entity finds an entity by any of its names. One that nobody declared comes
// into being with the first mention.
func (f *folder) entity(name, file string, line int) (e *Entity, declared bool) {
	if e = f.names[fold.Text(name)]; e != nil {
		return e, true
	}
	e = &Entity{Name: name, File: file, Line: line}
	f.entities = append(f.entities, e)
	f.enter(e)
	return e, false
}

// about gives what a fact is about: what it says itself, or else the entity
// that the nearest heading names.
func (f *folder) about(s *statement) []*Entity {
	var out []*Entity
	for _, m := range s.about {
		e, declared := f.entity(m.name, s.File, m.line)
		if !declared {
			f.add(unknownAbout, s.File, m.line, m.name)
		}
		if !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	if len(out) > 0 || len(s.Section) == 0 {
		return out
	}
	if h := f.headed; h.section == &s.Section[0] && h.names == len(f.names) {
		return h.about
	}
	for i := len(s.Section) - 1; i >= 0 && len(out) == 0; i-- {
		for _, name := range []string{s.Section[i], s.SectionTwin[i]} {
			if e := f.names[fold.Text(name)]; e != nil && len(out) == 0 {
				out = append(out, e)
			}
		}
	}
	f.headed = headed{&s.Section[0], len(f.names), slices.Clip(out)}
	return f.headed.about
}

// table makes the comparison that g describes, its cells still empty.
func (f *folder) table(d *document, g *grid) *Table {
	t := &Table{File: d.file.Path, Line: g.line, Rows: g.rows, Title: g.title}
	for i, head := range g.heads {
		e := f.names[fold.Text(head.name)]
		var twin *Entity
		if g.twins != nil {
			twin = f.names[fold.Text(g.twins[i])]
		}
		switch {
		case e == nil && twin != nil:
			e = twin
			f.names[fold.Text(head.name)] = e // for the tables that follow
		case e == nil:
			e, _ = f.entity(head.name, d.file.Path, head.line)
			if g.twins != nil {
				f.nameBoth(e, g, head.name, g.twins[i])
			}
		case twin != nil && twin != e:
			f.add(twinColumn, d.file.Path, g.line, head.name, g.twins[i])
		}
		if slices.Contains(t.Columns, e) {
			f.add(columnTwice, d.file.Path, g.line, e.Name)
		}
		t.Columns = append(t.Columns, e)
	}
	for range g.rows {
		t.Cells = append(t.Cells, make([]*Fact, len(g.heads)))
	}
	return t
}

// nameBoth gives an undeclared entity the names of a table and its translation.
func (f *folder) nameBoth(e *Entity, g *grid, own, twin string) {
	if g.lang == Arabic {
		e.Ar, e.En = own, twin
	} else {
		e.Ar, e.En = twin, own
	}
	f.enter(e)
}

// identify gives each fact its id and returns the facts by it. Written ids come
// first, so that no id that is made up can take one away.
func (f *folder) identify(facts []*Fact, from []*statement) (taken map[string]*Fact) {
	taken = make(map[string]*Fact, len(facts))
	again := map[string]int{} // by file and id: how often it was wanted when taken
	for i, s := range from {
		if s.wroteID == "" {
			continue
		}
		if first := taken[s.wroteID]; first != nil {
			f.add(idTwice, s.File, s.Line, s.wroteID, place(first.File, first.Line))
			continue
		}
		facts[i].ID = s.wroteID
		taken[s.wroteID] = facts[i]
	}
	for i, s := range from {
		if s.wroteID != "" {
			continue
		}
		id := s.id
		for taken[id] != nil {
			again[s.File+s.id]++
			id = shortID(s.hashed + "\x00" + s.File + "\x00" + strconv.Itoa(again[s.File+s.id]))
		}
		facts[i].ID = id
		taken[id] = facts[i]
	}
	for i, s := range from {
		if s.SupersededBy != "" && taken[s.SupersededBy] == nil {
			f.add(noSuccessor, facts[i].File, max(s.statusLine, 1), s.SupersededBy)
		}
	}
	return taken
}

// repeated warns of facts written twice. Cells may well say the same.
func (f *folder) repeated(facts []*Fact, from []*statement) {
	seen := make(map[string]*Fact, len(facts))
	for i, s := range from {
		if s.grid != nil {
			continue
		}
		if first := seen[s.plain]; first != nil {
			f.add(sameText, s.File, s.Line, place(first.File, first.Line))
			continue
		}
		seen[s.plain] = facts[i]
	}
}

var lowerBase32 = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// shortID gives 8 characters that stand for a text.
func shortID(s string) string {
	sum := sha256.Sum256([]byte(s))
	return lowerBase32.EncodeToString(sum[:5])
}
