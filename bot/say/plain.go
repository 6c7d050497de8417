package say

import (
	"fmt"
	"strings"

	"sibaq/index"
	"sibaq/knowledge"
)

// Style marks parts of a plain text for a terminal that can show it. The zero
// Style marks nothing.
type Style struct {
	Strong func(string) string // headings and warnings
	Faint  func(string) string // citations
}

// Answer renders an answer as plain text, lines ending in "\n".
func Answer(a index.Answer, near ...string) string { return Style{}.Answer(a, near...) }

// Compare renders a comparison as plain text, lines ending in "\n".
func Compare(t index.Table) string { return Style{}.Compare(t) }

// Answer renders an answer: each fact on a line of its own, below it its
// standing, its file and line, and its sources; facts that do not answer stand
// under a heading that says so, and before them what could be asked instead
// (near). A ranking is shown as such.
func (st Style) Answer(a index.Answer, near ...string) string {
	p := st.page(a.Lang)
	if a.Ranking != nil {
		p.ranking(*a.Ranking, max(1, len(a.Facts)))
		return p.String()
	}
	if len(a.Facts) == 0 {
		if strings.TrimSpace(Strip(a.Question)) == "" {
			p.line("", p.EmptyQuestion())
		} else {
			p.line("", p.DontKnow())
		}
	}
	p.facts(a.Facts)
	if len(a.Suggestions) > 0 {
		p.line("", p.DidYouMean(a.Suggestions))
	}
	if len(near) > 0 {
		p.gap()
		p.heading(p.CanAnswer())
		for _, q := range near {
			p.line("  ", q)
		}
	}
	if len(a.Related) > 0 {
		p.gap()
		p.heading(p.RelatedTo(p.Names(a.Entities)))
		p.gap()
		p.facts(a.Related)
	}
	return p.String()
}

// Compare renders a comparison: a heading for each attribute, below it what is
// known of each side, in words where that is nothing.
func (st Style) Compare(t index.Table) string {
	p := st.page(t.Lang)
	known := true
	for _, s := range []index.Side{t.A, t.B} {
		if s.Entity != nil {
			continue
		}
		known = false
		if strings.TrimSpace(Strip(s.Asked)) == "" {
			p.line("", p.TwoNamesNeeded())
			return p.String()
		}
		p.line("", p.UnknownName(s.Asked))
		if len(s.Suggestions) > 0 {
			p.line("", p.DidYouMean(s.Suggestions))
		}
	}
	if !known {
		return p.String()
	}
	a, b := t.A.Entity.In(p.lang), t.B.Entity.In(p.lang)
	switch {
	case t.A.Entity == t.B.Entity:
		p.line("", p.SameName(a))
		return p.String()
	case !t.Answered:
		p.line("", p.NothingToCompare(a, b, strings.TrimSpace(Strip(t.Aspect))))
		return p.String()
	}
	p.heading(p.Comparing(a, b))
	for _, r := range t.Rows {
		p.gap()
		p.heading(r.Attribute)
		p.side(a, r.A, r.Attribute)
		p.side(b, r.B, r.Attribute)
		if r.DatesDiffer {
			p.line("  ", p.DatesDiffer())
		}
		if r.Conflict {
			p.line("  ", p.Conflict())
		}
	}
	return p.String()
}

// page is a plain text being written in one language.
type page struct {
	strings.Builder
	Words
	Style
}

func (st Style) page(lang knowledge.Lang) *page {
	same := func(s string) string { return s }
	if st.Strong == nil {
		st.Strong = same
	}
	if st.Faint == nil {
		st.Faint = same
	}
	return &page{Words: Texts(lang), Style: st}
}

func (p *page) gap() { p.WriteByte('\n') }

func (p *page) heading(s string) { p.WriteString(p.Strong(Line(p.lang, plain(s))) + "\n") }

func (p *page) line(indent, s string) { p.WriteString(Line(p.lang, indent+plain(s)) + "\n") }

func (p *page) facts(hits []index.Hit) {
	for i, h := range hits {
		if i > 0 {
			p.gap()
		}
		text := plain(h.Passage.Text)
		if label := CellLabel(h); label != "" {
			text = p.Colon(plain(label), text)
		}
		p.WriteString(Line(h.Passage.Lang, fmt.Sprintf("%d. %s", i+1, text)) + "\n")
		p.citation("   ", h)
	}
}

// side shows one side of a comparison's row. A cell of the row that stands
// above it needs no label; any other cell says which row it is of.
func (p *page) side(name string, hits []index.Hit, row string) {
	if len(hits) == 0 {
		p.line("  ", p.Colon(name, p.NoFact()))
	}
	for _, h := range hits {
		label := name
		if c := h.Fact.Cell; c != nil && c.Table.Rows[c.Row].In(p.lang) != row {
			label = CellLabel(h)
		}
		p.WriteString(Line(h.Passage.Lang, "  "+p.Colon(plain(label), plain(h.Passage.Text))) + "\n")
		p.citation("     ", h)
	}
}

// citation shows what a fact rests on. File and line stand alone, in the form
// that editors jump to; so does a URL, which terminals make a link.
func (p *page) citation(indent string, h index.Hit) {
	faint := func(s string) { p.WriteString(p.Faint(s) + "\n") }
	faint(Terminal(p.lang, indent+plain(p.Standing(h))))
	faint(indent + plain(fmt.Sprintf("%s:%d", h.Passage.File, h.Passage.Line)))
	for _, s := range h.Fact.Sources {
		faint(Terminal(p.lang, indent+plain(p.Colon(p.SourceWord(), p.Source(s)))))
		if s.URL != "" {
			faint(indent + plain(s.URL))
		}
	}
}
