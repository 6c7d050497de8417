package bot

import (
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

const (
	cellsPerBlock = 5   // of a table in a card
	maxCardCell   = 200 // characters of a cell there
	maxMade       = 6   // names of what an entity made
	maxBeside     = 4   // names of what a table compares it with
	maxComparable = 3   // buttons that compare it
)

func profileState(e *knowledge.Entity, lang knowledge.Lang) state {
	return state{kind: kindProfile, lang: lang, rest: mark(e.Name)}
}

// profile is a page of an entity's card: what it is, the facts about it, the
// newest first, and what comparison tables say of it; or that nobody knows the
// name.
func (m manner) profile(p index.Profile, n int) page {
	w := m.words(p.Lang)
	if p.Entity == nil {
		lines := []string{line(p.Lang, w.NameNeeded())}
		if flat(p.Asked) != "" {
			lines = unknownName(p.Asked, p.Suggestions, w)
		}
		return plain(&discordgo.MessageEmbed{
			Description: strings.Join(lines, "\n"), Color: colourUnknown, Footer: footer(w, 0, 1, p.Version),
		})
	}
	f := &facts{Words: w}
	blocks := []block{{text: f.whatItIs(p)}}
	head := heading(inline(p.Lang, w.FactsByDate()))
	for i, h := range p.Facts {
		b := f.blocks(f.lead(i+1, h), h)
		if i == 0 {
			b[0].text = say.Line(p.Lang, head) + "\n" + b[0].text
		}
		blocks = append(blocks, b...)
	}
	head = heading(inline(p.Lang, w.InComparisons()))
	for i, t := range p.Tables {
		b := f.appearance(t)
		if i == 0 {
			b[0].text = say.Line(p.Lang, head) + "\n" + b[0].text
		}
		blocks = append(blocks, b...)
	}
	if len(blocks) == 1 {
		blocks[0].text += "\n" + line(p.Lang, w.NothingAbout())
	}
	pages := paginate(blocks, factsPerPage+1, maxPage)
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(p.Lang, strings.Join(namesOf(p.Entity, p.Lang), dot)), Description: pages[n].text, Color: colourAnswer,
		Footer: footer(w, n, len(pages), p.Version, w.Facts(len(p.Facts))),
	}
	s := profileState(p.Entity, p.Lang)
	s.page = n
	return page{state: s, of: len(pages), embeds: []*discordgo.MessageEmbed{e}, hits: pages[n].hits, links: m.comparisons(p),
		subject: newSubject(p.ID, p.Version, w.AboutButton(p.Entity.In(p.Lang)), p.Entity.In(p.Lang), pages[n].hits)}
}

// namesOf are an entity's names in each language, that of lang first.
func namesOf(e *knowledge.Entity, lang knowledge.Lang) []string {
	var out []string
	for _, name := range []string{e.In(lang), e.In(lang.Other()), e.Name, e.Zh} {
		if flat(name) != "" && !slices.Contains(out, flat(name)) {
			out = append(out, flat(name))
		}
	}
	return out
}

// whatItIs describes an entity as its file does, and names its maker and what it
// made.
func (f *facts) whatItIs(p index.Profile) string {
	lang, e := f.Lang(), p.Entity
	show := func(s string) string {
		return fit(s, maxCell, func(s string) string { return line(lang, s) })
	}
	var lines []string
	what := e.About.In(lang)
	if flat(what) == "" {
		what = f.Type(e.Type)
	}
	if flat(what) != "" {
		lines = append(lines, show(what))
	}
	if e.File != "" {
		lines = append(lines, say.Line(lang, place(e.File, e.Line)))
	}
	maker := e.By
	if p.Maker != nil {
		maker = p.Maker.In(lang)
	}
	if flat(maker) != "" {
		lines = append(lines, show(f.Colon(f.MadeBy(), maker)))
	}
	if n := min(len(p.Made), maxMade); n > 0 {
		lines = append(lines, show(f.Makes(f.Names(p.Made[:n]), len(p.Made)-n)))
	}
	return strings.Join(lines, "\n")
}

// appearance shows what a comparison table says of an entity, an attribute a
// line, its sources below.
func (f *facts) appearance(t index.Appearance) []block {
	lang := f.Lang()
	name := t.Table.Title.In(lang)
	if flat(name) == "" {
		name = t.Table.File
	}
	if len(t.With) > 0 {
		n := min(len(t.With), maxBeside)
		name = f.InTable(name, f.Names(t.With[:n]), len(t.With)-n)
	}
	head := strong(fit(name, maxCell, func(s string) string { return inline(lang, s) }))
	lines := []string{f.beside(head, name, t.Table.File, t.Table.Line)}
	var out []block
	for cells := t.Cells; len(cells) > 0; {
		some := cells[:min(len(cells), cellsPerBlock)]
		cells = cells[len(some):]
		var sources []cited
		for _, h := range some {
			cell := h.Fact.Cell
			lead := strong(short(lang, cell.Table.Rows[cell.Row].In(lang))) + ": "
			text := fit(h.Passage.Text, maxCardCell, func(s string) string { return inline(h.Passage.Lang, s) })
			sources = union(sources, f.sources(h))
			lines = append(lines, say.Line(lang, lead+text+dot+f.status(h)+f.numbers(h)))
		}
		out = append(out, block{text: strings.Join(append(lines, texts(sources)...), "\n"), hits: some})
		lines = nil
	}
	if len(out) == 0 {
		out = []block{{text: strings.Join(lines, "\n")}}
	}
	return out
}

// comparisons are buttons that put an entity beside those that tables compare it
// with.
func (m manner) comparisons(p index.Profile) []button {
	var out []button
	var with []*knowledge.Entity
	for _, t := range p.Tables {
		for _, e := range t.With {
			if len(out) == maxComparable || slices.Contains(with, e) {
				continue
			}
			with = append(with, e)
			does := compareState(p.Entity, e, "", p.Lang).under(kindOpen, 0)
			out = append(out, button{label: m.words(p.Lang).CompareButton(flat(e.In(p.Lang))), emoji: "⚖️", does: does})
		}
	}
	return out
}
