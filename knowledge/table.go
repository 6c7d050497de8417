package knowledge

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// grid is a comparison table as its file gives it.
type grid struct {
	title   Label
	line    int
	lang    Lang
	heads   []mention // names of the entities
	twins   []string  // the same names in the translated table, nil without one
	rows    []Label
	rowText []string
	cells   [][]*statement // [row][column], nil for a dash
}

// dashes are the cells that say: nothing is known.
var dashes = []string{"—", "-", "–", "−", "--", "---"}

// table reads a table. If it translates the one directly above it, its cells
// become twins and there is no table of its own.
func (m *markdown) table(n *east.Table, above *grid) *grid {
	g := &grid{line: m.line(max(n.Pos(), 0))}
	if texts, twins := m.headings(); len(texts) > 0 {
		last := len(texts) - 1
		g.title = label(texts[last], scriptOf(texts[last]))
		if g.title.Ar != "" {
			g.title.En = twins[last]
		} else {
			g.title.Ar = twins[last]
		}
	}
	columns, labels := m.head(g, n.FirstChild())
	if columns == nil {
		return nil
	}
	var facts []*statement
	for row := n.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		facts = append(facts, m.row(g, row, columns)...)
	}
	g.lang = scriptOf(strings.Join(g.rowText, " "))
	if g.lang == "" {
		g.lang = scriptOf(labels)
	}
	for i, text := range g.rowText {
		g.rows[i] = label(text, g.lang)
	}
	for _, s := range facts {
		s.Lang = g.lang
	}
	if above != nil && g.lang != "" && above.lang == g.lang.Other() && above.twins == nil {
		m.translate(above, g)
		return nil
	}
	m.grids = append(m.grids, g)
	m.facts = append(m.facts, facts...)
	return g
}

// label gives a label with text in lang.
func label(text string, lang Lang) Label {
	if lang == Arabic {
		return Label{Ar: text}
	}
	return Label{En: text}
}

// head reads the header. It gives what each column says of its cells, nil if
// the table cannot be read, and the header's text.
func (m *markdown) head(g *grid, row ast.Node) (columns []*statement, text string) {
	var all []string
	ok := true
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		p := m.prose(c)
		s := &statement{Fact: &Fact{}, marks: p.marks}
		p = m.notes(s, p)
		name := even(p.text)
		all = append(all, name)
		if len(columns) > 0 {
			g.heads = append(g.heads, mention{name, g.line})
			ok = ok && name != ""
		}
		columns = append(columns, s)
		m.loose = append(m.loose, s.marks...)
	}
	if !ok || len(g.heads) == 0 {
		m.add(emptyHead, g.line)
		return nil, ""
	}
	return columns, strings.Join(all, " ")
}

// row reads one row and gives its statements.
func (m *markdown) row(g *grid, row ast.Node, columns []*statement) (facts []*statement) {
	start := max(row.Pos(), 0)
	line := m.line(start)
	if have := countCells(m.src[start:]); have != len(columns) {
		m.add(rowLength, line, strconv.Itoa(have), strconv.Itoa(len(columns)))
	}
	var rowSays *statement
	cells := make([]*statement, 0, len(columns)-1)
	empty := false
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		p := m.prose(c)
		s := &statement{Fact: &Fact{}, marks: p.marks}
		p = m.notes(s, p)
		empty = empty || (p.text == "" && c.Lines().Len() > 0)
		if rowSays == nil {
			rowSays = s
			g.rowText = append(g.rowText, even(p.text))
			m.loose = append(m.loose, s.marks...)
			continue
		}
		if p.text == "" || slices.Contains(dashes, p.text) {
			m.loose = append(m.loose, s.marks...)
			cells = append(cells, nil)
			continue
		}
		s.Passage = m.passage(p)
		s.Section, s.SectionTwin = m.headings()
		s.grid, s.row, s.col = g, len(g.cells), len(cells)
		s.inherit(rowSays)
		s.inherit(columns[len(cells)+1])
		cells = append(cells, s)
		facts = append(facts, s)
	}
	if empty {
		m.add(emptyCell, line)
	}
	g.rows = append(g.rows, Label{})
	g.cells = append(g.cells, cells)
	return facts
}

// inherit takes over what a row, a column or a twin says and s does not.
func (s *statement) inherit(from *statement) {
	if len(s.marks) == 0 {
		s.marks = from.marks
	}
	if s.AsOf.IsZero() {
		s.AsOf = from.AsOf
	}
	if s.Status == "" {
		s.Status, s.ClaimedBy, s.ClaimantKind = from.Status, from.ClaimedBy, from.ClaimantKind
		s.SupersededBy, s.statusLine = from.SupersededBy, from.statusLine
	}
}

// countCells counts the cells that are written in the line at the start of
// src. The parser itself pads short rows and cuts long ones.
func countCells(src []byte) int {
	if i := bytes.IndexByte(src, '\n'); i >= 0 {
		src = src[:i]
	}
	line := bytes.TrimSuffix(bytes.TrimPrefix(bytes.TrimSpace(src), []byte("|")), []byte("|"))
	n := 1
	for i, b := range line {
		if b == '|' && (i == 0 || line[i-1] != '\\') {
			n++
		}
	}
	return n
}

// translate makes the cells of t, a table in the other language, twins of g's.
func (m *markdown) translate(g, t *grid) {
	if len(g.rows) != len(t.rows) || len(g.heads) != len(t.heads) {
		size := func(g *grid) string { return strconv.Itoa(len(g.rows)) + "×" + strconv.Itoa(len(g.heads)) }
		m.add(twinShape, t.line, size(t), size(g))
		return
	}
	g.twins = []string{}
	for _, h := range t.heads {
		g.twins = append(g.twins, h.name)
	}
	for r := range g.rows {
		if g.lang == Arabic {
			g.rows[r].En = t.rowText[r]
		} else {
			g.rows[r].Ar = t.rowText[r]
		}
		for c, s := range g.cells[r] {
			twin := t.cells[r][c]
			if (s == nil) != (twin == nil) {
				m.add(twinDash, t.line+2+r, t.rowText[r])
				continue
			}
			if s == nil {
				continue
			}
			p := twin.Passage
			s.Twin = &p
			marks := append(slices.Clone(s.marks), twin.marks...)
			s.inherit(twin)
			s.marks = marks
			if s.wroteID == "" {
				s.wroteID = twin.wroteID
			}
		}
	}
}
