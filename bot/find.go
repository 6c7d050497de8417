package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// maxFindings is how many facts are set beside a message.
const maxFindings = 5

// findFacts sets a message that somebody wrote beside the facts that speak of
// the same.
func (b *Bot) findFacts(r *request) (page, error) {
	text := textOf(r.target)
	lang := knowledge.English
	if hasArabic(text) || !strings.ContainsFunc(text, isLetter) {
		lang = knowledge.Arabic
	}
	lang = r.manner.in(lang)
	found, err := r.know.Check(r.ctx, text, lang, maxFindings)
	if err != nil {
		return page{}, err
	}
	return r.manner.findings(found, lang, r.link, r.know.Version()), nil
}

// textOf is all that a message says: its own text, that of a message which it
// passes on, and what its embeds say.
func textOf(m *discordgo.Message) string {
	if m == nil {
		return ""
	}
	parts := []string{m.Content}
	for _, s := range m.MessageSnapshots {
		parts = append(parts, textOf(s.Message))
	}
	for _, e := range m.Embeds {
		if e != nil {
			parts = append(parts, e.Title, e.Description)
		}
	}
	return say.Strip(strings.Join(parts, "\n"))
}

// findings are facts with the numbers on which a message agrees with them or
// differs. link leads to the message.
func (m manner) findings(found []index.Finding, lang knowledge.Lang, link, version string) page {
	w := m.words(lang)
	if len(found) == 0 {
		return plain(noticeEmbed(w, w.NothingFound()))
	}
	f := &facts{Words: w}
	var blocks []block
	compared := false
	for i, x := range found {
		var lines []string
		note := func(s string) {
			lines = append(lines, fit(s, maxCell, func(s string) string { return line(lang, s) }))
			compared = true
		}
		for _, p := range x.Differ[:min(len(x.Differ), maxPairs)] {
			note("⚠️ " + w.Differs(fit(p.Said, maxPair, same), fit(p.Known, maxPair, same)))
		}
		for _, p := range x.Agree[:min(len(x.Agree), maxPairs)] {
			note("✅ " + w.Agrees(fit(p.Said, maxPair, same), fit(p.Known, maxPair, same)))
		}
		lines = append(lines, f.block(f.lead(i+1, x.Hit), x.Hit, maxCell))
		blocks = append(blocks, block{text: strings.Join(lines, "\n"), hits: []index.Hit{x.Hit}})
	}
	shown := paginate(blocks, len(blocks), maxPage)[0]
	text := shown.text
	if compared {
		text += "\n\n" + line(lang, w.NoVerdict())
	}
	var more []string
	if n := len(found) - len(shown.hits); n > 0 {
		more = append(more, w.MoreFacts(n))
	}
	e := &discordgo.MessageEmbed{
		Title: title(lang, w.FoundFacts(len(found))), URL: link, Description: text, Color: colourAnswer,
		Footer: footer(w, 0, 1, version, more...),
	}
	s := answerState(index.Answer{Lang: lang, Version: version, Facts: shown.hits})
	s.kind = kindFound
	return page{state: s, of: 1, embeds: []*discordgo.MessageEmbed{e}, hits: shown.hits}
}

const (
	maxPairs = 3  // of numbers on each side
	maxPair  = 60 // characters of one
)

// shownAgain is an embed of ours as Discord gives it back, to be sent again.
func shownAgain(e *discordgo.MessageEmbed) *discordgo.MessageEmbed {
	again := &discordgo.MessageEmbed{Title: e.Title, URL: e.URL, Description: e.Description, Color: e.Color}
	if e.Footer != nil {
		again.Footer = &discordgo.MessageEmbedFooter{Text: e.Footer.Text}
	}
	return again
}

// jumpTo is the address of a message.
func jumpTo(i *discordgo.Interaction, message string) string {
	where := i.GuildID
	if where == "" {
		where = "@me"
	}
	return "https://discord.com/channels/" + where + "/" + i.ChannelID + "/" + message
}
