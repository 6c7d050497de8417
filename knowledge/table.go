package knowledge

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// readTable reads a comparison table. A table in the other language directly
// beneath it, of the same shape, is its translation.
func (m *markdown) readTable(n *extast.Table) {
	above := m.table
	m.table = nil
	t := &draftTable{lang: m.lang}
	if len(m.headings) > 0 {
		t.title = m.headings[len(m.headings)-1]
	}
	var letters strings.Builder
	var rows [][]*draftFact
	ok := true
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		_, header := r.(*extast.TableHeader)
		line := t.line + 1 + len(rows) + 1
		if header {
			line = m.tableLine(r)
			t.line = line
		}
		var cells []*draftFact
		column := 0
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			e, marks := m.inline(c)
			e.trim()
			s := e.String()
			letters.WriteString(s)
			letters.WriteByte(' ')
			switch {
			case header:
				if column > 0 {
					t.columns = append(t.columns, s)
					if s == "" {
						ok = m.badTable(line, "عمود بلا عنوان", "اكتب اسم الكيان في رأس كل عمود",
							"a column has no heading", "write an entity's name at the head of each column")
					}
				}
			case column == 0:
				t.rows = append(t.rows, s)
				if s == "" {
					ok = m.badTable(line, "صف بلا اسم خاصية", "اكتب اسم الخاصية في الخانة الأولى",
						"a row has no attribute", "write the attribute's name in the first cell")
				}
			case s == "" && e.start() < 0 && column <= len(t.columns) && m.cellCount(line) == len(t.columns)+1:
				ok = m.badTable(line, fmt.Sprintf("خانة فارغة في العمود %d", column+1), "اكتب القيمة، أو — إن لم تكن معروفة",
					fmt.Sprintf("cell %d is empty", column+1), "write the value, or — where nothing is known")
				cells = append(cells, nil)
			default:
				cells = append(cells, m.cell(&e, marks, t, len(t.rows)-1, column-1, line))
			}
			column++
		}
		if header {
			continue
		}
		if got, want := m.cellCount(line), len(t.columns)+1; got != want {
			ok = m.badTable(line, fmt.Sprintf("في الصف %d من الخانات وفي رأس الجدول %d", got, want), "أكمل الخانات الناقصة بـ — أو احذف الزائدة",
				fmt.Sprintf("the row has %d cells, the heading %d", got, want), "fill missing cells with — or remove the extra ones")
		}
		rows = append(rows, cells)
	}
	t.cells = rows
	t.lang = script(letters.String(), m.lang)
	if !ok {
		return
	}
	for _, row := range rows {
		for _, d := range row {
			if d != nil {
				d.fact.Lang = script(d.fact.Text, t.lang)
			}
		}
	}
	if above != nil && above.twin == nil && above.lang != t.lang {
		m.twinTable(above, t)
		return
	}
	for _, row := range rows {
		for _, d := range row {
			if d != nil {
				m.facts = append(m.facts, d)
			}
		}
	}
	m.tables = append(m.tables, t)
	m.table = t
}

// twinTable joins a table to its translation cell by cell.
func (m *markdown) twinTable(t, twin *draftTable) {
	if len(t.rows) != len(twin.rows) || len(t.columns) != len(twin.columns) {
		m.badTable(twin.line,
			fmt.Sprintf("في الترجمة %d صفوف و%d أعمدة، وفي الجدول الذي فوقها %d و%d", len(twin.rows), len(twin.columns), len(t.rows), len(t.columns)),
			"اجعل الجدولين متطابقين صفًا بصف، أو افصل بينهما بفقرة إن لم يكن أحدهما ترجمة الآخر",
			fmt.Sprintf("the translation has %d rows and %d columns, the table above it %d and %d", len(twin.rows), len(twin.columns), len(t.rows), len(t.columns)),
			"make the two agree row by row, or put a paragraph between them if one does not translate the other")
		return
	}
	t.twin = twin
	for i, row := range t.cells {
		for j, d := range row {
			other := twin.cells[i][j]
			switch {
			case d == nil && other == nil:
			case d == nil || other == nil:
				m.badTable(twin.line+2+i,
					fmt.Sprintf("الخانة %d معروفة في جدول وغير معروفة في ترجمته", j+2), "اكتب القيمة في الجدولين أو — في كليهما",
					fmt.Sprintf("cell %d is known in one table and not in its translation", j+2), "write the value in both, or — in both")
			default:
				p := other.fact.Passage
				d.fact.Lang, p.Lang = t.lang, twin.lang
				d.fact.Twin = &p
				d.sources = append(d.sources, other.sources...)
			}
		}
	}
}

func (m *markdown) cell(e *excerpt, marks []string, t *draftTable, row, column, line int) *draftFact {
	d := &draftFact{section: len(m.sections) - 1, table: t, row: row, column: column, line: line}
	d.sources = marks
	m.shortForm(d, e)
	switch s := e.String(); s {
	case "", "—", "–", "-", "ـ":
		return nil
	}
	d.fact.Passage = m.passage(e, t.lang)
	return d
}

func (m *markdown) badTable(line int, whatAr, fixAr, whatEn, fixEn string) bool {
	m.report(line, problem(Error, whatAr, fixAr, whatEn, fixEn))
	return false
}

// tableLine is the line of a table's heading row.
func (m *markdown) tableLine(row ast.Node) int {
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Lines().Len() > 0 {
			return m.src.line(c.Lines().At(0).Start)
		}
	}
	return 1
}

// cellCount counts the cells of a row as written: goldmark fills up short
// rows and cuts long ones in silence.
func (m *markdown) cellCount(line int) int {
	s := strings.TrimSpace(m.src.text(line))
	s = strings.TrimPrefix(s, "|")
	if strings.HasSuffix(s, "|") && !strings.HasSuffix(s, `\|`) {
		s = s[:len(s)-1]
	}
	return strings.Count(strings.ReplaceAll(s, `\|`, ""), "|") + 1
}
