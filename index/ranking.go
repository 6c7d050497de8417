package index

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// RankQuery asks for entities in the order of an attribute.
type RankQuery struct {
	Attribute string // in either language, as a table's row calls it or with words that mean the same
	// Group narrows the entities: a table's title, a type ("models", "رقائق"), a
	// maker or a country, or several of these; empty = all that tables compare.
	Group string
	// Descending puts the most first; nil = the best: the earliest date, the
	// lowest price, else the most.
	Descending *bool
	Lang       knowledge.Lang // language of the reply; empty = that of the attribute
}

// Ranking is the result of a RankQuery, from the comparison tables alone.
type Ranking struct {
	ID, Version string
	Asked       RankQuery
	Lang        knowledge.Lang
	Attribute   knowledge.Label // of the row that was meant; empty when no table has one
	Descending  bool
	Answered    bool // at least one row
	Rows        []Ranked
	Apart       []Ranked            // known, but with no place in the order: words, other units
	Without     []*knowledge.Entity // in the same tables and the group, with nothing known
	// Suggestions are names of attributes: those near to an unknown one, or
	// others that the asked words may mean.
	Suggestions []string
	// GroupUnknown says that no entity of the attribute's tables is in the group.
	GroupUnknown bool
	// DatesDiffer and ClaimantsDiffer warn that rows do not weigh the same.
	DatesDiffer, ClaimantsDiffer bool
}

// Ranked is one value in a ranking. An entity to which tables give several has
// a row for each.
type Ranked struct {
	Place  int // from 1; equal values share a place; 0 in Ranking.Apart
	Entity *knowledge.Entity
	Maker  *knowledge.Entity // set when the group asks for makers: "labs"
	Label  knowledge.Label   // of its row, where that differs from the ranking's
	Value  Value             // by which it has its place; shown is Facts' text
	Facts  []Hit             // that give this value, the strongest first; never empty
	Marks  []Mark
}

// A Mark is something to know about a row beside its value.
type Mark string

const (
	MarkClaim         Mark = "claim"
	MarkContested     Mark = "contested"
	MarkSuperseded    Mark = "superseded"
	MarkUnreviewed    Mark = "unreviewed"
	MarkUndated       Mark = "undated"
	MarkOtherDate     Mark = "other date"     // than the first row's
	MarkOtherClaimant Mark = "other claimant" // than the first row's
	MarkConflict      Mark = "other value"    // another row gives this entity another value
	MarkRough         Mark = "overlap"        // not exact enough to be sure of its place
	MarkRange         Mark = "range"
	// A Qualifier of the value is a Mark as well: "about", "up to", …
)

// Rank puts what tables compare in the order of an attribute. Each row cites
// its cells. It fails only when ctx ends; what is not known is said in the
// Ranking.
func (ix *Index) Rank(ctx context.Context, q RankQuery) (Ranking, error) {
	if err := ctx.Err(); err != nil {
		return Ranking{}, err
	}
	r := Ranking{Version: ix.base.Version, Asked: q, Lang: q.Lang}
	if r.Lang == "" {
		r.Lang = comparisonLang(Comparison{A: q.Attribute, B: q.Group})
	}
	order := ""
	if q.Descending != nil {
		order = strconv.FormatBool(*q.Descending)
	}
	r.ID = shortHash("rank", q.Attribute, q.Group, order, string(r.Lang), r.Version)
	at := ix.attributes()
	a, rows := at.meant(q.Attribute)
	if len(rows) == 0 {
		r.Suggestions = at.near(q.Attribute, a, r.Lang)
		return r, nil
	}
	g := at.group(q.Group)
	in := at.inGroup(rows, g)
	if len(in) == 0 && slices.Contains(g.types, "company") {
		g.makers = true
		in = at.inGroup(rows, g)
	}
	if strings.TrimSpace(q.Group) != "" && (len(in) == 0 || g.nothing) {
		r.GroupUnknown = true
		r.Attribute = at.head(a, rows).label
		return r, nil
	}
	head := at.head(a, in)
	r.Attribute = head.label
	members := at.members(a, head, in)
	at.fill(&r, g, head, members)
	for _, row := range in {
		if name := row.label.In(r.Lang); !slices.Contains(members, row) && row.key() != head.key() && len(r.Suggestions) < maxSuggestions {
			r.Suggestions = appendNew(r.Suggestions, name)
		}
	}
	return r, nil
}

// maxSuggestions is how many attributes are offered for one.
const maxSuggestions = 5

// Attributes returns the attributes of the comparison tables whose values have
// an order, those of most entities first.
func (ix *Index) Attributes() []knowledge.Label { return slices.Clone(ix.attributes().ordered) }

// Groups returns what Rank can be narrowed to beside makers and countries:
// types of entities, then the titles of the tables.
func (ix *Index) Groups() []knowledge.Label { return slices.Clone(ix.attributes().groups) }

// attributes is what tables say by rows.
type attributes struct {
	base     *knowledge.Base
	links    *linker
	synonyms [][]string // of the folder, as stems
	rows     []*tableRow
	named    map[string]*knowledge.Entity // by any folded name
	titles   map[string]string            // of files, by path
	values   map[*knowledge.Fact]Value    // of cells
	columns  map[column]columnWords
	ordered  []knowledge.Label
	groups   []knowledge.Label
	compared map[*knowledge.Entity]bool
	families map[*knowledge.Entity]*family
}

// tableRow is one row of a table.
type tableRow struct {
	table   *knowledge.Table
	row     int
	label   knowledge.Label
	stems   string          // of the label in both languages
	words   [2][]string     // Arabic and English, see labelWords
	asked   map[string]int  // stems of the questions that lead to its cells: how many of these have each
	names   map[string]bool // those of asked by which it is known as well as by its label
	ordered bool            // it has a value that can be put in an order
	newest  knowledge.Date  // of its cells
	title   string          // stems of the heading over its table
	file    string          // stems of the title of its file
	cells   int             // of the group being asked for, or all
}

func newAttributes(base *knowledge.Base, links *linker) *attributes {
	at := &attributes{base: base, links: links, named: map[string]*knowledge.Entity{}, titles: map[string]string{},
		values: map[*knowledge.Fact]Value{}, columns: map[column]columnWords{}}
	for _, group := range base.Synonyms {
		stems := make([]string, len(group))
		for i, w := range group {
			stems[i] = strings.TrimSpace(stemsOf(w))
		}
		at.synonyms = append(at.synonyms, stems)
	}
	for _, e := range base.Entities {
		for _, name := range append([]string{e.Name, e.Ar, e.En}, e.Aliases...) {
			if key := fold.Text(name); key != "" && at.named[key] == nil {
				at.named[key] = e
			}
		}
	}
	for _, f := range base.Files {
		at.titles[f.Path] = f.Title
	}
	for _, g := range typeNames {
		if slices.ContainsFunc(base.Tables, func(t *knowledge.Table) bool {
			return slices.ContainsFunc(t.Columns, func(e *knowledge.Entity) bool { return typeIn(t, e) == g.kind })
		}) {
			at.groups = append(at.groups, g.name)
		}
	}
	known := map[string]int{}
	for _, t := range base.Tables {
		if t.Title != (knowledge.Label{}) {
			at.groups = appendNew(at.groups, t.Title)
		}
		title, file := stemsOf(t.Title.Ar+" "+t.Title.En), stemsOf(at.titles[t.File])
		for i, label := range t.Rows {
			row := &tableRow{table: t, row: i, label: label, stems: stemsOf(label.Ar + " " + label.En),
				words: [2][]string{labelWords(label.Ar), labelWords(label.En)}, asked: askedStems(t.Cells[i]), title: title, file: file}
			at.rows = append(at.rows, row)
			row.newest = newest(row.facts())
			for _, f := range t.Cells[i] {
				if f == nil {
					continue
				}
				at.values[f] = valueOf(f)
				if at.values[f].Kind != ValueText {
					known[row.key()]++
					row.ordered = true
				}
			}
			if known[row.key()] >= 2 && !slices.ContainsFunc(at.ordered, func(l knowledge.Label) bool { return labelKey(l) == row.key() }) {
				at.ordered = append(at.ordered, label)
			}
		}
	}
	at.readColumns()
	at.nameRows()
	at.compared, at.families = comparedEntities(at), familiesOf(base)
	slices.SortStableFunc(at.ordered, func(a, b knowledge.Label) int { return known[labelKey(b)] - known[labelKey(a)] })
	return at
}

// typeNames are the types by which people narrow a ranking.
var typeNames = []struct {
	kind string
	name knowledge.Label
}{
	{"model", knowledge.Label{Ar: "نماذج", En: "models"}},
	{"chip", knowledge.Label{Ar: "رقائق", En: "chips"}},
	{"company", knowledge.Label{Ar: "شركات", En: "companies"}},
	{"country", knowledge.Label{Ar: "دول", En: "countries"}},
}

func labelKey(l knowledge.Label) string { return fold.Text(l.Ar) + "|" + fold.Text(l.En) }

func (r *tableRow) key() string { return labelKey(r.label) }

// meant returns the rows that an attribute's name means: by their labels, else
// by the questions that lead to their cells too.
func (at *attributes) meant(name string) (aspect, []*tableRow) {
	a := phraseAspect(name, at.synonyms)
	rows := at.matching(a)
	if len(rows) == 0 {
		a = attributeAspect(name, at.synonyms)
		rows = at.matching(a)
	}
	if len(rows) == 0 {
		rows = at.askedBy(a)
	}
	return a, rows
}

// matching returns the rows whose label has every word of an attribute.
func (at *attributes) matching(a aspect) []*tableRow {
	var out []*tableRow
	for _, row := range at.rows {
		if !a.empty() && a.in(row.stems) == 1 {
			out = append(out, row)
		}
	}
	return out
}

// near returns names of attributes that share words or letters with an unknown
// one, or the best known attributes where none does.
func (at *attributes) near(asked string, a aspect, lang knowledge.Lang) []string {
	type scored struct {
		label knowledge.Label
		score float64
	}
	var found []scored
	key := strings.ReplaceAll(fold.Text(asked), " ", "")
	for _, l := range at.ordered {
		s := a.in(stemsOf(l.Ar + " " + l.En))
		for _, name := range []string{l.Ar, l.En} {
			s = max(s, likeness(key, strings.ReplaceAll(fold.Text(name), " ", "")))
			for _, w := range fold.Words(name) {
				s = max(s, .9*likeness(key, withoutArticle(w)))
			}
		}
		if s >= leastLikeness || s >= leastAspect && !a.empty() {
			found = append(found, scored{l, s})
		}
	}
	slices.SortStableFunc(found, func(x, y scored) int { return cmp.Compare(y.score, x.score) })
	if len(found) == 0 {
		for _, l := range at.ordered {
			found = append(found, scored{label: l})
		}
	}
	var out []string
	for _, s := range found[:min(maxSuggestions, len(found))] {
		out = append(out, s.label.In(lang))
	}
	return out
}

// inGroup returns the rows that know something of an entity in the group, with
// the number of such cells.
func (at *attributes) inGroup(rows []*tableRow, g group) []*tableRow {
	var out []*tableRow
	for _, row := range rows {
		in := *row
		in.cells = 0
		for c, f := range row.table.Cells[row.row] {
			if f != nil && at.has(g, row.table, row.table.Columns[c]) {
				in.cells++
			}
		}
		if in.cells > 0 {
			out = append(out, &in)
		}
	}
	return out
}

// head picks the row that an attribute means: one whose label says no more
// than was asked, then the label with the most cells, then with the newest.
func (at *attributes) head(a aspect, rows []*tableRow) *tableRow {
	cells := map[string]int{}
	for _, row := range rows {
		cells[row.key()] += row.cells
	}
	return slices.MinFunc(rows, func(x, y *tableRow) int {
		if c := cmp.Compare(boolInt(y.says(a) && y.ordered), boolInt(x.says(a) && x.ordered)); c != 0 {
			return c
		}
		return cmp.Or(cmp.Compare(boolInt(y.ordered), boolInt(x.ordered)), cmp.Compare(cells[y.key()], cells[x.key()]), y.newest.Compare(x.newest))
	})
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (r *tableRow) facts() []*knowledge.Fact {
	return slices.DeleteFunc(slices.Clone(r.table.Cells[r.row]), func(f *knowledge.Fact) bool { return f == nil })
}

// says reports whether a label has no word beside those of the aspect.
func (r *tableRow) says(a aspect) bool {
	for _, words := range r.words {
		if len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool {
			return !slices.ContainsFunc(a.words, func(same []string) bool { return slices.Contains(same, w) })
		}) {
			return true
		}
	}
	return false
}

// members are the rows of the attribute that head stands for, one a table: of
// the same label, or one that says nearly the same and has values that compare.
func (at *attributes) members(a aspect, head *tableRow, rows []*tableRow) []*tableRow {
	values := func(row *tableRow) Value { return mainValue(at.entries(group{}, []*tableRow{row})) }
	main := values(head)
	best := map[*knowledge.Table]*tableRow{}
	score := map[*knowledge.Table]float64{}
	for _, row := range rows {
		s := head.like(row, head.says(a))
		if s < sameWords && !values(row).comparable(main) {
			continue // "data centres" and "largest plan for data centres (MW)"
		}
		if s > score[row.table] {
			best[row.table], score[row.table] = row, s
		}
	}
	return slices.DeleteFunc(slices.Clone(rows), func(row *tableRow) bool { return best[row.table] != row })
}

// sameWords is how nearly labels of the same words name one attribute.
const sameWords = .9

// like tells how nearly two labels of different tables name one attribute: 1
// for the same, 0 for different ones. exact asks for all words of the shorter.
func (r *tableRow) like(o *tableRow, exact bool) float64 {
	if r.table == o.table && r.row != o.row {
		return 0
	}
	if r.key() == o.key() {
		return 1
	}
	most := 0.0
	for lang, x := range r.words {
		y := o.words[lang]
		if len(x) == 0 || len(y) == 0 {
			continue
		}
		if tellApart(x, y) {
			return 0
		}
		shared := 0
		for _, w := range x {
			if slices.Contains(y, w) {
				shared++
			}
		}
		short := min(len(x), len(y))
		switch {
		case shared == len(x) && shared == len(y):
			most = max(most, sameWords)
		case shared >= 2 && (shared == short || !exact && 2*shared > short):
			most = max(most, .8*float64(shared)/float64(max(len(x), len(y))))
		}
	}
	return most
}

// tellApart reports whether one of two labels has a number, or a word like
// "total", that the other has not.
func tellApart(x, y []string) bool {
	one := func(x, y []string) bool {
		return slices.ContainsFunc(x, func(w string) bool {
			return (attributeLexicon.apart[w] || strings.ContainsAny(w, "0123456789")) && !slices.Contains(y, w)
		})
	}
	return one(x, y) || one(y, x)
}
