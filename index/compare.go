package index

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// Compare puts two entities side by side. Rows come from tables that have both
// as columns, then from tables that have one of them, their attributes aligned;
// where a table knows one side only, facts that speak of the attribute fill the
// other. What else is known about each stands in a last row. An aspect keeps
// the rows and facts that speak of it.
//
// An unknown name is no error: its Side has no Entity, and names near to it.
// The same entity twice gives no rows.
func (ix *Index) Compare(ctx context.Context, c Comparison) (Table, error) {
	if err := ctx.Err(); err != nil {
		return Table{}, err
	}
	t := Table{Version: ix.base.Version, Aspect: c.Aspect, Lang: c.Lang}
	if t.Lang == "" {
		t.Lang = comparisonLang(c)
	}
	t.ID = shortHash("compare", c.A, c.B, c.Aspect, string(t.Lang), t.Version)
	a, b := ix.linker.whole(c.A), ix.linker.whole(c.B)
	t.A, t.B = ix.linker.side(c.A, a), ix.linker.side(c.B, b)
	if a < 0 || b < 0 || a == b {
		return t, nil
	}
	work := comparing{base: ix.base, links: ix.linker, lang: t.Lang, ids: [2]int{a, b},
		aspect: newAspect(c.Aspect, ix.base.Synonyms, ix.linker), used: map[*knowledge.Fact]bool{}, stemmed: map[int]string{}}
	t.Rows = work.rows()
	t.Answered = len(t.Rows) > 0
	return t, nil
}

// comparisonLang is the language of the aspect, or Arabic where a name is
// written in Arabic letters.
func comparisonLang(c Comparison) knowledge.Lang {
	text := c.Aspect
	if strings.IndexFunc(text, unicode.IsLetter) < 0 {
		text = c.A + c.B
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }) {
		return knowledge.Arabic
	}
	return knowledge.English
}

// shortHash names something reproducibly by its parts.
func shortHash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}

// whole returns the entity that name names as a whole, words for its kind
// aside ("شركة هواوي", "the company Huawei"), or -1: "Huawei Mate 60" and an
// unlisted version are not what is known.
func (l *linker) whole(name string) int {
	ts := scan(name)
	found := l.link(name)
	if len(found) == 0 {
		return l.mistyped(compact(ts))
	}
	if len(found) != 1 || found[0].version != "" {
		return -1
	}
	m := found[0]
	for _, t := range ts {
		if t.stop <= m.start || t.start >= m.stop {
			if !kindWords[t.text] && t.text != "the" && t.text != "s" {
				return -1
			}
		}
	}
	return m.entity
}

// mistyped returns the one entity with a name that differs from key by a letter
// doubled or by a vowel left out ("Sorra", "Klng"), or -1. A word of a question
// is not taken for so short a name, but here a name is all that is typed.
func (l *linker) mistyped(key string) int {
	const least = 4 // letters
	found := -1
	typed, version := splitVersion(key)
	for i := range l.aliases {
		a := &l.aliases[i]
		name, v := splitVersion(a.key)
		if a.common || v != version || a.entity == found || min(utf8.RuneCountInString(name), utf8.RuneCountInString(typed)) < least {
			continue
		}
		if oneMore(typed, name, "") || oneMore(name, typed, "aeiou") {
			if found >= 0 {
				return -1
			}
			found = a.entity
		}
	}
	return found
}

// oneMore reports whether long is short with one letter more, which is the same
// as the letter before it or one of also.
func oneMore(long, short, also string) bool {
	a, b := []rune(long), []rune(short)
	if len(a) != len(b)+1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	return slices.Equal(a[i+1:], b[i:]) && (i > 0 && a[i] == a[i-1] || strings.ContainsRune(also, a[i]))
}

// side describes one of the two things asked for; e is -1 where nobody knows it.
func (l *linker) side(asked string, e int) Side {
	s := Side{Asked: asked}
	if e >= 0 {
		s.Entity = l.base.Entities[e]
		return s
	}
	for _, near := range l.nearest(asked, 3) {
		s.Suggestions = append(s.Suggestions, near.Name)
	}
	return s
}

// comparing is one comparison being made.
type comparing struct {
	base    *knowledge.Base
	links   *linker
	lang    knowledge.Lang
	ids     [2]int // indexes of the two entities
	aspect  aspect
	used    map[*knowledge.Fact]bool // in a row already
	stemmed map[int]string
}

// attribute is a row being filled: the facts of both sides.
type attribute struct {
	label knowledge.Label
	facts [2][]*knowledge.Fact
	table *knowledge.Table // whose row it was first; nil for the last row
}

func (c *comparing) rows() []Row {
	attributes := c.fromTables()
	for _, a := range attributes {
		c.fill(a)
	}
	if rest := c.rest(); rest != nil {
		attributes = append(attributes, rest)
	}
	var rows []Row
	for _, a := range attributes {
		if len(a.facts[0])+len(a.facts[1]) > 0 {
			rows = append(rows, c.row(a))
		}
	}
	return rows
}

// fromTables gathers the attributes that tables know of either entity: those
// of a table with both first, as the files order them.
func (c *comparing) fromTables() []*attribute {
	var out []*attribute
	for _, both := range []bool{true, false} {
		for _, t := range c.base.Tables {
			columns := [2]int{slices.Index(t.Columns, c.entity(0)), slices.Index(t.Columns, c.entity(1))}
			if (columns[0] >= 0 && columns[1] >= 0) != both {
				continue
			}
			for row, label := range t.Rows {
				if !c.aspect.empty() && !c.aspect.inLabel(label) {
					continue
				}
				for side, column := range columns {
					if column < 0 || t.Cells[row][column] == nil {
						continue
					}
					a := named(&out, t, label)
					a.facts[side] = append(a.facts[side], t.Cells[row][column])
					c.used[t.Cells[row][column]] = true
				}
			}
		}
	}
	return out
}

// named returns the attribute for a row of table: one of that label in either
// language, one that another table words nearly alike, or a new one.
func named(all *[]*attribute, table *knowledge.Table, label knowledge.Label) *attribute {
	ar, en := fold.Text(label.Ar), fold.Text(label.En)
	for _, a := range *all {
		if ar != "" && fold.Text(a.label.Ar) == ar || en != "" && fold.Text(a.label.En) == en {
			return a
		}
	}
	for _, a := range *all {
		if a.table != table && (alike(a.label.Ar, label.Ar) || alike(a.label.En, label.En)) {
			return a
		}
	}
	a := &attribute{label: label, table: table}
	*all = append(*all, a)
	return a
}

// alike reports whether one label has all words of the other, which are two at
// least: "Maximum length" and "Stated maximum length".
func alike(a, b string) bool {
	x, y := strings.Fields(stemsOf(a)), strings.Fields(stemsOf(b))
	if len(x) > len(y) {
		x, y = y, x
	}
	return len(x) >= 2 && !slices.ContainsFunc(x, func(w string) bool { return !slices.Contains(y, w) })
}

// fill puts the first fact that speaks of all of an attribute on the side for
// which no table has a cell.
func (c *comparing) fill(a *attribute) {
	ar := newAspect(a.label.Ar, c.base.Synonyms, c.links)
	en := newAspect(a.label.En, c.base.Synonyms, c.links)
	for side := range a.facts {
		if len(a.facts[side]) > 0 {
			continue
		}
		for _, i := range c.about(side) {
			if text := c.stems(i); ar.in(text) == 1 || en.in(text) == 1 {
				a.facts[side] = append(a.facts[side], c.base.Facts[i])
				c.used[c.base.Facts[i]] = true
				break
			}
		}
	}
}

// maxRest is how many facts each side of the last row holds at most.
const maxRest = 3

// rest is the row of what else is known of each side: of the aspect, if one is
// asked for.
func (c *comparing) rest() *attribute {
	a := &attribute{label: knowledge.Label{Ar: "حقائق أخرى", En: "Other facts"}}
	if !c.aspect.empty() {
		a.label = knowledge.Label{Ar: c.aspect.text, En: c.aspect.text}
	}
	for side := range a.facts {
		score := map[int]float64{}
		facts := slices.DeleteFunc(c.about(side), func(i int) bool {
			score[i] = c.aspect.in(c.stems(i))
			return !c.aspect.empty() && score[i] < leastAspect
		})
		for _, i := range facts {
			if c.links.names(i, c.ids[1-side]) {
				score[i] += .1 // what is said of both compares them already
			}
			if c.base.Facts[i].Status == knowledge.Superseded {
				score[i] -= .2
			}
		}
		slices.SortStableFunc(facts, func(x, y int) int {
			return cmp.Or(cmp.Compare(score[y], score[x]), c.base.Facts[y].AsOf.Compare(c.base.Facts[x].AsOf))
		})
		for _, i := range facts[:min(maxRest, len(facts))] {
			a.facts[side] = append(a.facts[side], c.base.Facts[i])
		}
	}
	return a
}

// about returns the facts about one side that no row holds yet, in the order of
// the files. A fact that says what it is about counts for that alone, another
// for every entity that it names.
func (c *comparing) about(side int) []int {
	var out []int
	for _, i := range c.links.of(c.ids[side]) {
		f := c.base.Facts[i]
		if !c.used[f] && f.Cell == nil && (len(f.About) == 0 || slices.Contains(f.About, c.entity(side))) {
			out = append(out, int(i))
		}
	}
	return out
}

// stems returns the words of a fact in the form in which aspects are compared.
func (c *comparing) stems(fact int) string {
	s, ok := c.stemmed[fact]
	if !ok {
		s = stemsOfFact(c.base.Facts[fact])
		c.stemmed[fact] = s
	}
	return s
}

func (c *comparing) entity(side int) *knowledge.Entity { return c.base.Entities[c.ids[side]] }

func (c *comparing) row(a *attribute) Row {
	r := Row{Attribute: a.label.In(c.lang), A: c.hits(a.facts[0]), B: c.hits(a.facts[1])}
	if a.table == nil {
		return r
	}
	r.DatesDiffer = datesDiffer(a.facts[0], a.facts[1])
	r.Conflict = conflict(a.facts[0]) || conflict(a.facts[1])
	return r
}

func (c *comparing) hits(facts []*knowledge.Fact) []Hit {
	var out []Hit
	for _, f := range facts {
		out = append(out, Hit{Fact: f, Passage: f.In(c.lang), Entities: c.links.entitiesOf(f), Score: 1})
	}
	return out
}

// datesDiffer reports whether what is newest on each side dates from another
// month; a date that knows its year only differs by year.
func datesDiffer(a, b []*knowledge.Fact) bool {
	x, y := newest(a), newest(b)
	if x.IsZero() || y.IsZero() {
		return false
	}
	return x.Year != y.Year || x.Month != y.Month && x.Month > 0 && y.Month > 0
}

func newest(facts []*knowledge.Fact) knowledge.Date {
	var d knowledge.Date
	for _, f := range facts {
		if f.AsOf.Compare(d) > 0 {
			d = f.AsOf
		}
	}
	return d
}

// conflict reports whether one of the facts is contested, or two of them give
// different numbers for one attribute.
func conflict(facts []*knowledge.Fact) bool {
	numbers := ""
	for i, f := range facts {
		if f.Status == knowledge.Contested {
			return true
		}
		n := numbersOf(f.Text)
		if i > 0 && n != "" && numbers != "" && n != numbers {
			return true
		}
		numbers = cmp.Or(numbers, n)
	}
	return false
}

func numbersOf(text string) string {
	var out []string
	for _, t := range scan(text) {
		if t.kind == number {
			out = append(out, t.text)
		}
	}
	return strings.Join(out, " ")
}
