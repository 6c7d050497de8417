package bot

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// How much is shown. The sums keep every page within Discord's limits: a fact
// with its label, its standing and three links stays under maxDescription.
const (
	factsPerPage = 3
	rowsPerPage  = 5
	maxFact      = 1500 // characters of a fact as rendered
	maxCell      = 500  // characters of a fact in a comparison
	maxHitsASide = 3
	maxSources   = 3 // links beneath a fact
	maxShort     = 200
	maxPage      = 3900
	maxRelated   = 3000
)

// The colours of the stripe beside an embed.
const (
	colourAnswer  = 0x2E86AB
	colourUnknown = 0x8D99AE
	colourNotice  = 0xE9A23B
	colourError   = 0xC0392B
	colourGood    = 0x3A9D5D
)

// reply is a message of embeds. It never pings anyone.
func reply(components []discordgo.MessageComponent, embeds ...*discordgo.MessageEmbed) *discordgo.InteractionResponseData {
	return &discordgo.InteractionResponseData{
		Embeds: embeds, Components: components,
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}
}

var noButtons = []discordgo.MessageComponent{}

// notice is a reply of one of our own texts, which may hold Markdown.
func notice(w say.Words, text func(say.Words) string) *discordgo.InteractionResponseData {
	return reply(noButtons, &discordgo.MessageEmbed{Description: say.Line(w.Lang(), text(w)), Color: colourNotice})
}

// title is a text as the heading of an embed.
func title(lang knowledge.Lang, s string) string {
	return fit(s, maxTitle, func(s string) string { return line(lang, s) })
}

// short is a name or label of a user or a file, cut to what a line takes.
func short(lang knowledge.Lang, s string) string {
	return fit(s, maxShort, func(s string) string { return inline(lang, s) })
}

// footer tells page, version and whatever else, nil for nothing. Discord
// reads no Markdown there.
func footer(w say.Words, page, pages int, version string, more ...string) *discordgo.MessageEmbedFooter {
	var parts []string
	if pages > 1 {
		parts = append(parts, w.Page(page+1, pages))
	}
	parts = append(parts, more...)
	if version != "" {
		parts = append(parts, w.KnowledgeVersion(abbreviated(version)))
	}
	if len(parts) == 0 {
		return nil
	}
	text := fit(strings.Join(parts, " · "), maxFooter, func(s string) string {
		return say.Line(w.Lang(), say.Isolate(w.Lang(), flat(s)))
	})
	return &discordgo.MessageEmbedFooter{Text: text}
}

// renderAnswer is the first page of an answer. Where nothing answers, it says
// so; what is known about the entity named stands in an embed of its own.
func renderAnswer(a index.Answer) *discordgo.InteractionResponseData {
	w := say.Texts(a.Lang)
	question := title(a.Lang, a.Question)
	if a.Ranking != nil {
		return renderRanking(*a.Ranking, 0)
	}
	if len(a.Facts) > 0 {
		a.Facts = a.Facts[:min(len(a.Facts), maxFacts)]
		return renderFacts(question, a, 0)
	}
	text := say.Words.DontKnow
	if flat(a.Question) == "" {
		text = say.Words.EmptyQuestion
	}
	lines := []string{say.Line(a.Lang, text(w))}
	if len(a.Suggestions) > 0 {
		lines = append(lines, didYouMean(w, a.Suggestions))
	}
	unknown := &discordgo.MessageEmbed{Title: question, Description: strings.Join(lines, "\n"), Color: colourUnknown}
	if len(a.Related) == 0 {
		unknown.Footer = footer(w, 0, 1, a.Version)
		return reply(noButtons, unknown)
	}
	pages := paginate(factBlocks(a.Related, w), factsPerPage, maxRelated)
	related := &discordgo.MessageEmbed{
		Title: title(a.Lang, w.RelatedTo(w.Names(a.Entities))), Description: pages[0],
		Color: colourUnknown,
	}
	var more []string
	if n := len(a.Related) - factsPerPage; n > 0 {
		more = append(more, w.MoreFacts(n))
	}
	related.Footer = footer(w, 0, 1, a.Version, more...)
	return reply(noButtons, unknown, related)
}

func didYouMean(w say.Words, names []string) string {
	if len(names) > 5 {
		names = names[:5]
	}
	return fit(w.DidYouMean(names), 600, func(s string) string { return line(w.Lang(), s) })
}

// renderFacts is one page of an answer's facts. The question is a title that
// is rendered already: further pages take it from the message before them.
func renderFacts(question string, a index.Answer, page int) *discordgo.InteractionResponseData {
	w := say.Texts(a.Lang)
	pages := paginate(factBlocks(a.Facts, w), factsPerPage, maxPage)
	page = min(page, len(pages)-1)
	about := []string{w.Facts(len(a.Facts))}
	if a.ID != "" {
		about = append(about, w.AnswerID(abbreviated(a.ID)))
	}
	e := &discordgo.MessageEmbed{
		Title: question, Description: pages[page], Color: colourAnswer,
		Footer: footer(w, page, len(pages), a.Version, about...),
	}
	return reply(answerState(a).buttons(page, len(pages)), e)
}

func factBlocks(hits []index.Hit, w say.Words) []string {
	blocks := make([]string, len(hits))
	for i, h := range hits {
		lead := fmt.Sprintf("**%d.** ", i+1)
		if label := say.CellLabel(h); label != "" {
			lead += "**" + short(h.Passage.Lang, label) + "**: "
		}
		blocks[i] = factBlock(lead, h, w, maxFact)
	}
	return blocks
}

// factBlock is a fact behind its lead: its text as it stands in its file, its
// standing with file and line, and each source on a line of its own.
func factBlock(lead string, h index.Hit, w say.Words, max int) string {
	lang := w.Lang()
	text := fit(h.Passage.Text, max, func(s string) string { return inline(h.Passage.Lang, s) })
	place := say.FSI + escape(flat(fmt.Sprintf("%s:%d", h.Passage.File, h.Passage.Line))) + say.PDI
	lines := []string{
		say.Line(h.Passage.Lang, lead+text),
		say.Line(lang, short(lang, w.Standing(h))+" · "+place),
	}
	for i, s := range h.Fact.Sources {
		if i == maxSources {
			lines = append(lines, say.Line(lang, w.Sources(len(h.Fact.Sources)-i)+" +"))
			break
		}
		lines = append(lines, say.Line(lang, w.Colon(w.SourceWord(), link(lang, w.SourceLabel(s), s.URL))))
	}
	return strings.Join(lines, "\n")
}

// renderTable is one page of a comparison, an attribute a block; or what is
// missing for one.
func renderTable(t index.Table, page int) *discordgo.InteractionResponseData {
	w := say.Texts(t.Lang)
	if t.A.Entity == nil || t.B.Entity == nil {
		return renderUnknown(t, w)
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
		return reply(noButtons, &discordgo.MessageEmbed{
			Description: fit(problem, maxPage, func(s string) string { return line(t.Lang, s) }),
			Color:       colourUnknown, Footer: footer(w, 0, 1, t.Version),
		})
	}
	blocks := make([]string, len(t.Rows))
	for i, r := range t.Rows {
		parts := []string{say.Line(t.Lang, "__**"+short(t.Lang, r.Attribute)+"**__")}
		parts = append(parts, sideBlocks(a, r.A, r.Attribute, w)...)
		parts = append(parts, sideBlocks(b, r.B, r.Attribute, w)...)
		if r.DatesDiffer {
			parts = append(parts, say.Line(t.Lang, w.DatesDiffer()))
		}
		if r.Conflict {
			parts = append(parts, say.Line(t.Lang, w.Conflict()))
		}
		blocks[i] = strings.Join(parts, "\n")
	}
	heading := w.Comparing(a, b)
	if t.Aspect != "" {
		heading = w.Colon(heading, t.Aspect)
	}
	pages := paginate(blocks, rowsPerPage, maxPage)
	page = min(page, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(t.Lang, heading), Description: pages[page], Color: colourAnswer,
		Footer: footer(w, page, len(pages), t.Version),
	}
	return reply(tableState(t).buttons(page, len(pages)), e)
}

// sideBlocks show what is known of one side, in words where that is nothing.
// A fact that is a cell of another row says which.
func sideBlocks(name string, hits []index.Hit, row string, w say.Words) []string {
	lead := "**" + short(w.Lang(), name) + "**: "
	if len(hits) == 0 {
		return []string{say.Line(w.Lang(), lead+w.NoFact())}
	}
	var out []string
	for i, h := range hits {
		if i == maxHitsASide {
			return append(out, say.Line(w.Lang(), w.MoreFacts(len(hits)-i)))
		}
		of := lead
		if c := h.Fact.Cell; c != nil && c.Table.Rows[c.Row].In(w.Lang()) != row {
			of = "**" + short(h.Passage.Lang, say.CellLabel(h)) + "**: "
		}
		out = append(out, factBlock(of, h, w, maxCell))
	}
	return out
}

// renderUnknown says which name nobody knows, and what is near to it.
func renderUnknown(t index.Table, w say.Words) *discordgo.InteractionResponseData {
	var lines []string
	for _, s := range []index.Side{t.A, t.B} {
		if s.Entity != nil {
			continue
		}
		if flat(s.Asked) == "" {
			lines = []string{say.Line(t.Lang, w.TwoNamesNeeded())}
			break
		}
		asked := fit(flat(s.Asked), maxShort, same)
		lines = append(lines, line(t.Lang, w.UnknownName(asked)))
		if len(s.Suggestions) > 0 {
			lines = append(lines, didYouMean(w, s.Suggestions))
		}
	}
	return reply(noButtons, &discordgo.MessageEmbed{
		Description: strings.Join(lines, "\n"), Color: colourUnknown, Footer: footer(w, 0, 1, t.Version),
	})
}

// renderSources tells what the folder holds and how fresh it is.
func renderSources(base *knowledge.Base, w say.Words, page int) *discordgo.InteractionResponseData {
	lang := w.Lang()
	sources := map[knowledge.Source]bool{}
	var newest knowledge.Date
	for _, f := range base.Facts {
		for _, s := range f.Sources {
			sources[knowledge.Source{Title: s.Title, Publisher: s.Publisher, URL: s.URL}] = true
		}
		if f.AsOf.Compare(newest) > 0 {
			newest = f.AsOf
		}
	}
	intro := []string{line(lang, w.Holdings(len(base.Facts), len(base.Files), len(sources)))}
	if !newest.IsZero() {
		intro = append(intro, line(lang, w.Newest(newest)))
	}
	blocks := []string{strings.Join(intro, "\n")}
	for _, f := range base.Files {
		name := f.Title
		if flat(name) == "" {
			name = f.Path
		}
		about := []string{w.Facts(f.Facts)}
		if !f.Reviewed.IsZero() {
			about = append(about, w.Reviewed(f.Reviewed))
		}
		blocks = append(blocks, say.Line(lang, "**"+short(lang, name)+"**: "+inline(lang, w.Join(about)))+"\n"+
			say.FSI+short(knowledge.English, f.Path)+say.PDI)
	}
	pages := paginate(blocks, 12, maxPage)
	page = min(page, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(lang, w.SourcesTitle()), Description: pages[page], Color: colourAnswer,
		Footer: footer(w, page, len(pages), base.Version),
	}
	return reply(state{kind: kindSources, lang: lang}.buttons(page, len(pages)), e)
}

func renderHelp(w say.Words, moderator bool) *discordgo.InteractionResponseData {
	text := w.Help()
	if moderator {
		text += "\n\n" + w.HelpModerators()
	}
	return reply(noButtons, &discordgo.MessageEmbed{
		Title: title(w.Lang(), w.HelpTitle()), Description: say.Line(w.Lang(), text), Color: colourAnswer,
	})
}

// renderChange reports a reload that was taken.
func renderChange(c index.Change, w say.Words) *discordgo.InteractionResponseData {
	lang := w.Lang()
	text := line(lang, w.NothingChanged())
	if c.From != c.To {
		text = line(lang, w.Reloaded(c.Added, c.Changed, c.Gone))
		if len(c.FilesChanged) > 0 {
			text += "\n" + fit(w.ChangedFiles(c.FilesChanged), maxFact, func(s string) string { return line(lang, s) })
		}
	}
	return reply(noButtons, &discordgo.MessageEmbed{
		Title: title(lang, w.ReloadDone()), Description: text, Color: colourGood, Footer: footer(w, 0, 1, c.To),
	})
}

// renderRefused reports a reload that was not taken, with the problems that
// the folder has, or the reason in the error's own words for people.
func renderRefused(err error, version string, w say.Words) *discordgo.InteractionResponseData {
	lang := w.Lang()
	if problems := (knowledge.Problems)(nil); errors.As(err, &problems) {
		d := renderProblems(problems, version, w, 0)
		e := d.Embeds[0]
		e.Title, e.Description = title(lang, w.ReloadFailed()), e.Title+"\n\n"+e.Description
		return d
	}
	text := say.Line(lang, w.Failed())
	var told interface{ Text(knowledge.Lang) string }
	if errors.As(err, &told) {
		text = fit(told.Text(lang), maxPage, func(s string) string { return line(lang, s) })
	}
	return reply(noButtons, &discordgo.MessageEmbed{
		Title: title(lang, w.ReloadFailed()), Description: text, Color: colourError, Footer: footer(w, 0, 1, version),
	})
}

// renderProblems is one page of what is wrong in a folder, errors first, each
// with its file and line.
func renderProblems(ps knowledge.Problems, version string, w say.Words, page int) *discordgo.InteractionResponseData {
	lang := w.Lang()
	errs, warnings := ps.Only(knowledge.Error), ps.Only(knowledge.Warning)
	var blocks []string
	for _, p := range append(append(knowledge.Problems{}, errs...), warnings...) {
		head := "**" + inline(lang, w.Severity(p.Severity)) + "**"
		if where := flat(p.Where()); where != "" {
			head += " " + say.FSI + short(knowledge.English, where) + say.PDI
		}
		lines := []string{say.Line(lang, head)}
		for _, s := range []string{p.What.In(lang), p.Fix.In(lang)} {
			lines = append(lines, fit(s, maxCell, func(s string) string { return line(lang, s) }))
		}
		blocks = append(blocks, strings.Join(lines, "\n"))
	}
	pages := paginate(blocks, 8, maxPage)
	page = min(page, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(lang, w.CheckFound(len(errs), len(warnings))), Description: pages[page],
		Color: colourNotice, Footer: footer(w, page, len(pages), version),
	}
	if len(errs) > 0 {
		e.Color = colourError
	}
	return reply(state{kind: kindProblems, lang: lang}.buttons(page, len(pages)), e)
}

func renderClean(base *knowledge.Base, w say.Words) *discordgo.InteractionResponseData {
	return reply(noButtons, &discordgo.MessageEmbed{
		Description: line(w.Lang(), w.CheckClean(len(base.Facts), len(base.Files))),
		Color:       colourGood, Footer: footer(w, 0, 1, base.Version),
	})
}
