package bot

import (
	"errors"
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
	maxNear      = 3 // questions offered
	maxSources   = 3 // links beneath a fact
	maxShort     = 200
	maxPage      = 3900
	maxRelated   = 3000
	maxAsked     = 1500 // of a question at the foot of its answer
)

// The colours of the stripe beside an embed.
const (
	colourAnswer  = 0x2E86AB
	colourUnknown = 0x8D99AE
	colourNotice  = 0xE9A23B
	colourError   = 0xC0392B
	colourGood    = 0x3A9D5D
)

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
	text := fit(strings.Join(parts, dot), maxFooter, func(s string) string {
		return say.Line(w.Lang(), say.Whole(say.Isolate(w.Lang(), flat(s))))
	})
	return &discordgo.MessageEmbedFooter{Text: text}
}

func didYouMean(w say.Words, names []string) string {
	if len(names) > 5 {
		names = names[:5]
	}
	return fit(w.DidYouMean(names), 600, func(s string) string { return line(w.Lang(), s) })
}

// renderSources tells what the folder holds and how fresh it is.
func renderSources(base *knowledge.Base, w say.Words, n int) page {
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
	names := map[string]int{} // that each file brings in
	for _, e := range base.Entities {
		names[e.File]++
	}
	blocks := []block{{text: strings.Join(intro, "\n")}}
	for _, f := range base.Files {
		name := f.Title
		if flat(name) == "" {
			name = f.Path
		}
		about := []string{w.Facts(f.Facts)}
		if n := names[f.Path]; n > 0 && f.Facts == 0 { // a file of names alone
			about[0] = w.Entities(n)
		}
		if !f.Reviewed.IsZero() {
			about = append(about, w.Reviewed(f.Reviewed))
		}
		blocks = append(blocks, block{text: say.Line(lang, strong(short(lang, name))+"\n"+inline(lang, w.Join(about))+"\n"+
			say.FSI+short(knowledge.English, f.Path)+say.PDI)})
	}
	pages := paginate(blocks, 12, maxPage)
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(lang, w.SourcesTitle()), Description: pages[n].text, Color: colourAnswer,
		Footer: footer(w, n, len(pages), base.Version),
	}
	return page{state: state{kind: kindSources, page: n, lang: lang}, of: len(pages), embeds: []*discordgo.MessageEmbed{e}}
}

// renderHelp has a part for moderators, and one for those of the servers that
// look after the knowledge.
func renderHelp(w say.Words, moderator, keeper bool) page {
	text := w.Help()
	if moderator {
		text += "\n\n" + w.HelpSettings()
	}
	if keeper {
		text += "\n\n" + w.HelpModerators()
	}
	return plain(&discordgo.MessageEmbed{
		Title: title(w.Lang(), w.HelpTitle()), Description: say.Ours(w.Lang(), text), Color: colourAnswer,
	})
}

// renderChange reports a reload that was taken.
func renderChange(c index.Change, w say.Words) page {
	lang := w.Lang()
	text := line(lang, w.NothingChanged())
	if c.From != c.To {
		text = line(lang, w.Reloaded(c.Added, c.Changed, c.Gone))
		if len(c.FilesChanged) > 0 {
			text += "\n" + fit(w.ChangedFiles(c.FilesChanged), maxFact, func(s string) string { return line(lang, s) })
		}
	}
	return plain(&discordgo.MessageEmbed{
		Title: title(lang, w.ReloadDone()), Description: text, Color: colourGood, Footer: footer(w, 0, 1, c.To),
	})
}

// renderRefused reports a reload that was not taken, with the problems that
// the folder has, or the reason in the error's own words for people.
func renderRefused(err error, lineOf func(*knowledge.Problem) string, version string, w say.Words) page {
	lang := w.Lang()
	if problems := (knowledge.Problems)(nil); errors.As(err, &problems) {
		p := renderProblems(problems, lineOf, version, w, 0)
		e := p.embeds[0]
		e.Title, e.Description = title(lang, w.ReloadFailed()), e.Title+"\n\n"+e.Description
		return p
	}
	text := say.Line(lang, w.Failed())
	var told interface{ Text(knowledge.Lang) string }
	if errors.As(err, &told) {
		text = fit(told.Text(lang), maxPage, func(s string) string { return line(lang, s) })
	}
	return plain(&discordgo.MessageEmbed{
		Title: title(lang, w.ReloadFailed()), Description: text, Color: colourError, Footer: footer(w, 0, 1, version),
	})
}

// renderProblems is one page of what is wrong in a folder, errors first, each
// with its file and line, and what lineOf knows of that.
func renderProblems(ps knowledge.Problems, lineOf func(*knowledge.Problem) string, version string, w say.Words, n int) page {
	lang := w.Lang()
	errs, warnings := ps.Only(knowledge.Error), ps.Only(knowledge.Warning)
	var blocks []block
	for _, p := range append(append(knowledge.Problems{}, errs...), warnings...) {
		blocks = append(blocks, block{text: problemText(p, lineOf(p), w)})
	}
	pages := paginate(blocks, 8, maxPage)
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(lang, w.CheckFound(len(errs), len(warnings))), Description: pages[n].text,
		Color: colourNotice, Footer: footer(w, n, len(pages), version),
	}
	if len(errs) > 0 {
		e.Color = colourError
	}
	return page{state: state{kind: kindProblems, page: n, lang: lang}, of: len(pages), embeds: []*discordgo.MessageEmbed{e}}
}

func renderClean(base *knowledge.Base, w say.Words) page {
	return plain(&discordgo.MessageEmbed{
		Description: line(w.Lang(), w.CheckClean(len(base.Facts), len(base.Files))),
		Color:       colourGood, Footer: footer(w, 0, 1, base.Version),
	})
}
