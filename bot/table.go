package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
)

// table is a page of a comparison, an attribute a block; or what is missing
// for one.
func (m manner) table(t index.Table, n int) page {
	w := m.words(t.Lang)
	if t.A.Entity == nil || t.B.Entity == nil {
		return unknownSides(t, w)
	}
	a, b := t.A.Entity.In(t.Lang), t.B.Entity.In(t.Lang)
	var problem string
	switch {
	case t.A.Entity == t.B.Entity:
		problem = w.SameName(a)
	case !t.Answered || len(t.Rows) == 0:
		problem = w.NothingToCompare(a, b, flat(t.Aspect))
	}
	if problem != "" {
		return plain(&discordgo.MessageEmbed{
			Description: fit(problem, maxPage, func(s string) string { return line(t.Lang, s) }),
			Color:       colourUnknown, Footer: footer(w, 0, 1, t.Version),
		})
	}
	f := &facts{Words: w}
	blocks := make([]block, len(t.Rows))
	differ := 0
	for _, r := range t.Rows {
		if r.DatesDiffer {
			differ++
		}
	}
	for i, r := range t.Rows {
		blocks[i] = f.row(a, b, r)
		switch {
		case !r.DatesDiffer:
		case differ > 1: // a warning in each row is one that nobody reads
			blocks[i].notes = []string{say.Line(t.Lang, w.SomeDatesDiffer())}
		default:
			blocks[i].notes = []string{say.Line(t.Lang, w.DatesDiffer())}
		}
	}
	head := w.Comparing(a, b)
	if t.Aspect != "" {
		head = w.Colon(head, t.Aspect)
	}
	pages := paginate(blocks, rowsPerPage, maxPage)
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(t.Lang, head), Description: pages[n].text, Color: colourAnswer,
		Footer: footer(w, n, len(pages), t.Version),
	}
	s := tableState(t)
	s.page = n
	return page{state: s, of: len(pages), embeds: []*discordgo.MessageEmbed{e}, hits: pages[n].hits,
		subject: newSubject(t.ID, t.Version, head, a+" "+b+" "+t.Aspect, pages[n].hits)}
}

// shown are those facts of a side that a row has room for.
func shown(hits []index.Hit) []index.Hit {
	return append([]index.Hit{}, hits[:min(len(hits), maxHitsASide)]...)
}

// row is an attribute with what is known of both sides. Cells of one line of a file
// have that below them, once.
func (f *facts) row(a, b string, r index.Row) block {
	hits := append(shown(r.A), shown(r.B)...)
	var places []string
	for _, h := range hits {
		places = union(places, []string{place(h.Passage.File, h.Passage.Line)})
	}
	lines := []string{say.Line(f.Lang(), heading(short(f.Lang(), r.Attribute)))}
	lines = append(lines, f.side(a, r.A, r.Attribute, len(places) > 1)...)
	lines = append(lines, f.side(b, r.B, r.Attribute, len(places) > 1)...)
	if len(places) == 1 {
		lines = append(lines, say.Line(f.Lang(), places[0]))
	}
	if r.Conflict {
		lines = append(lines, say.Line(f.Lang(), f.Conflict()))
	}
	out := block{text: strings.Join(lines, "\n"), hits: hits}
	for _, h := range hits {
		out.sources = union(out.sources, f.sources(h))
	}
	return out
}

// side shows what is known of one side, in words where that is nothing. A fact
// that is a cell of another row says which.
func (f *facts) side(name string, hits []index.Hit, row string, placed bool) []string {
	lead := strong(short(f.Lang(), name)) + ": "
	if len(hits) == 0 {
		return []string{say.Line(f.Lang(), lead+f.NoCell())}
	}
	var out []string
	for _, h := range shown(hits) {
		of := lead
		if c := h.Fact.Cell; c != nil && c.Table.Rows[c.Row].In(f.Lang()) != row {
			of = strong(short(h.Passage.Lang, say.CellLabel(h))) + ": "
		}
		status := f.status(h) + f.numbers(h)
		if placed {
			out = append(out, f.cell(of, h), f.beside(status, f.Standing(h), h.Passage.File, h.Passage.Line))
		} else {
			out = append(out, f.cell(of, h), say.Line(f.Lang(), status))
		}
	}
	if more := len(hits) - maxHitsASide; more > 0 {
		out = append(out, say.Line(f.Lang(), f.MoreFacts(more)))
	}
	return out
}

// unknownSides says which name nobody knows, and what is near to it.
func unknownSides(t index.Table, w say.Words) page {
	var lines []string
	for _, s := range []index.Side{t.A, t.B} {
		if s.Entity != nil {
			continue
		}
		if flat(s.Asked) == "" {
			lines = []string{say.Line(t.Lang, w.TwoNamesNeeded())}
			break
		}
		lines = append(lines, unknownName(s.Asked, s.Suggestions, w)...)
	}
	return plain(&discordgo.MessageEmbed{
		Description: strings.Join(lines, "\n"), Color: colourUnknown, Footer: footer(w, 0, 1, t.Version),
	})
}

// unknownName says that nobody knows a name, and what is near to it.
func unknownName(asked string, near []string, w say.Words) []string {
	lines := []string{line(w.Lang(), w.UnknownName(fit(flat(asked), maxShort, same)))}
	if len(near) > 0 {
		lines = append(lines, didYouMean(w, near))
	}
	return lines
}
