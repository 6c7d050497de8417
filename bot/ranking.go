package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
)

// rankedPerPage is how many rows of a ranking a page holds.
const rankedPerPage = 6

// ranking is a page of a ranking, a row a block; or what is missing for one.
// What holds for all rows stands on the last page.
func (m manner) ranking(r index.Ranking, n int) page {
	w := m.words(r.Lang)
	if problem := rankProblem(r, w); problem != nil {
		p := plain(&discordgo.MessageEmbed{
			Description: strings.Join(problem, "\n"), Color: colourUnknown, Footer: footer(w, 0, 1, r.Version),
		})
		for _, s := range r.Suggestions {
			again := r
			again.Asked.Attribute = s
			if does, ok := rankingState(again); ok && len(p.offers) < maxNear {
				p.offers = append(p.offers, button{label: flat(s), emoji: "🔎", does: does.String()})
			}
		}
		return p
	}
	f := &facts{Words: w}
	var blocks []block
	for _, row := range r.Rows {
		blocks = append(blocks, f.ranked("**"+w.Number(row.Place)+".** ", row))
	}
	if len(r.Apart) > 0 {
		apart := w.ApartHeading()
		if !r.Answered {
			apart = w.NoOrder()
		}
		blocks = append(blocks, block{text: say.Line(r.Lang, "__"+inline(r.Lang, apart)+"__")})
		for _, row := range r.Apart {
			blocks = append(blocks, f.ranked("• ", row))
		}
	}
	var notes []string
	for _, note := range w.RankNotes(r) {
		notes = append(notes, fit(note, maxCell, func(s string) string { return line(r.Lang, s) }))
	}
	blocks = append(blocks, block{text: strings.Join(notes, "\n")})
	pages := paginate(blocks, rankedPerPage, maxPage)
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(r.Lang, w.RankHeading(r)), Description: pages[n].text, Color: colourAnswer,
		Footer: footer(w, n, len(pages), r.Version),
	}
	s, ok := rankingState(r)
	if !ok {
		return plain(e)
	}
	s.page = n
	return page{state: s, of: len(pages), embeds: []*discordgo.MessageEmbed{e}, hits: pages[n].hits,
		subject: newSubject(r.ID, r.Version, w.RankHeading(r), r.Asked.Attribute+" "+r.Asked.Group, pages[n].hits)}
}

// rankProblem says in lines why there is no ranking, nil where there is one.
func rankProblem(r index.Ranking, w say.Words) []string {
	show := func(s string) string {
		return fit(s, maxFact, func(s string) string { return line(r.Lang, s) })
	}
	switch {
	case flat(r.Asked.Attribute) == "":
		return []string{show(w.AttributeNeeded())}
	case r.GroupUnknown:
		return []string{show(w.NoneInGroup(r.Attribute.In(r.Lang), fit(r.Asked.Group, maxShort, same)))}
	case len(r.Rows)+len(r.Apart) > 0:
		return nil
	}
	lines := []string{show(w.UnknownAttribute(fit(r.Asked.Attribute, maxShort, same)))}
	if len(r.Suggestions) > 0 {
		lines = append(lines, show(w.KnownAttributes(r.Suggestions)))
	}
	return lines
}

func (f *facts) ranked(lead string, row index.Ranked) block {
	lead += strong(short(f.Lang(), f.RankedName(row))) + ": "
	h := row.Facts[0]
	lines := []string{f.cell(lead, h), f.beside(f.status(h)+f.numbers(h), f.Standing(h), h.Passage.File, h.Passage.Line)}
	for _, n := range f.RowNotes(row) {
		lines = append(lines, line(f.Lang(), n))
	}
	return block{text: strings.Join(lines, "\n"), hits: row.Facts[:1], sources: f.sources(h)}
}

// rankingState has all of what was asked for in a button: the order, the
// attribute and the group; false where it is too long for one.
func rankingState(r index.Ranking) (state, bool) {
	order := ""
	if r.Asked.Descending != nil {
		order = map[bool]string{true: "d", false: "a"}[*r.Asked.Descending]
	}
	for _, s := range []string{r.Asked.Attribute, r.Asked.Group} {
		if size(s) > maxRankedBy || strings.ContainsAny(s, "|\n") {
			return state{}, false
		}
	}
	return state{kind: kindRanking, lang: r.Lang, rest: strings.Join([]string{order, r.Asked.Attribute, r.Asked.Group}, "|")}, true
}

// rankQuery is what rankingState was made from.
func (s state) rankQuery() (index.RankQuery, bool) {
	part := strings.Split(s.rest, "|")
	if len(part) != 3 {
		return index.RankQuery{}, false
	}
	q := index.RankQuery{Attribute: part[1], Group: part[2], Lang: s.lang}
	if part[0] != "" {
		descending := part[0] == "d"
		q.Descending = &descending
	}
	return q, true
}
