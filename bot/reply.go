package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/card"
	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/index"
)

// page is one page of a reply: what it shows, and what its buttons are made
// from.
type page struct {
	state   state // makes the page again; the zero state has no buttons
	of      int   // pages
	embeds  []*discordgo.MessageEmbed
	hits    []index.Hit                                 // facts that it shows
	first   int                                         // the first of them among the passages that state leads to
	subject *subject                                    // members may say how well it answers; nil where there is nothing to say
	links   []button                                    // beside the buttons that every page has
	rows    [][]button                                  // of their own, each
	asked   store.Asked                                 // what it tells of a question, for counting
	offers  []button                                    // in rows of their own
	panel   []discordgo.MessageComponent                // rows in place of all others
	draw    func(context.Context) (card.Picture, error) // its picture; nil for none
	file    *discordgo.File                             // comes with it; nil for none
	form    *form                                       // is shown in place of a message; nil for none
}

// button does what a state says.
type button struct {
	label string
	emoji string
	style discordgo.ButtonStyle // 0 = grey
	does  string                // its custom_id
	off   bool
}

// plain is a page of one embed that leads nowhere.
func plain(e *discordgo.MessageEmbed) page { return page{of: 1, embeds: []*discordgo.MessageEmbed{e}} }

// reply is a message of embeds. It never pings anyone.
func reply(components []discordgo.MessageComponent, embeds ...*discordgo.MessageEmbed) *discordgo.InteractionResponseData {
	return &discordgo.InteractionResponseData{
		Embeds: embeds, Components: components,
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}},
	}
}

// message is a page with its buttons. A private one can be shared.
func (m manner) message(p page, private bool) *discordgo.InteractionResponseData {
	if p.panel != nil {
		return reply(p.panel, p.embeds...)
	}
	rows := rows(p.turns(m.words(p.state.lang)))
	rows = append(rows, buttonRows(m.actions(p, private))...)
	for _, r := range p.rows {
		rows = append(rows, buttonRows(r)...)
	}
	rows = append(rows, buttonRows(p.offers)...)
	return reply(rows[:min(len(rows), maxRows)], p.embeds...)
}

func rows(buttons []button) []discordgo.MessageComponent {
	return append([]discordgo.MessageComponent{}, buttonRows(buttons)...)
}

// buttonRows lays buttons out, as many in a row as Discord takes. A button whose
// custom_id is too long for Discord is left out.
func buttonRows(buttons []button) []discordgo.MessageComponent {
	var out []discordgo.MessageComponent
	var row discordgo.ActionsRow
	for _, b := range buttons {
		if size(b.does) > maxCustomID {
			continue
		}
		x := discordgo.Button{Label: fit(b.label, maxLabel, same), Style: b.style, CustomID: b.does, Disabled: b.off}
		if x.Style == 0 {
			x.Style = discordgo.SecondaryButton
		}
		if b.emoji != "" {
			x.Emoji = &discordgo.ComponentEmoji{Name: b.emoji}
		}
		if row.Components = append(row.Components, x); len(row.Components) == maxInRow {
			out, row = append(out, row), discordgo.ActionsRow{}
		}
	}
	if len(row.Components) > 0 {
		out = append(out, row)
	}
	return out
}

// turns are the buttons to the pages beside this one; none for one page.
func (p page) turns(w say.Words) []button {
	if p.of < 2 || p.state.kind == "" {
		return nil
	}
	to := func(n int, label, arrow string) button {
		there := p.state
		there.page = n
		if n < 0 || n >= p.of { // a disabled button needs an id of its own, too
			there = state{kind: kindNone, page: n + 1, lang: p.state.lang}
		}
		return button{label: label, emoji: arrow, does: there.String(), off: n < 0 || n >= p.of}
	}
	// Discord lays buttons out from left to right in every language, so in an
	// Arabic reply "next" stands first, where a reader of Arabic goes on.
	if rightToLeft(w) {
		return []button{to(p.state.page+1, w.Next(), "◀️"), to(p.state.page-1, w.Previous(), "▶️")}
	}
	return []button{to(p.state.page-1, w.Previous(), "◀️"), to(p.state.page+1, w.Next(), "▶️")}
}

// actions are what can be done about a page.
func (m manner) actions(p page, private bool) []button {
	if p.state.kind == "" {
		return p.links
	}
	w := m.words(p.state.lang)
	var out []button
	if len(p.hits) > 0 {
		inner := p.state
		if inner.kind == kindAnswer {
			inner.page = 0 // its passages are those of all its pages
		}
		out = append(out, button{label: w.SourcesButton(), emoji: "📄", does: inner.under(kindPassages, p.first)})
	}
	if private && p.state.shareable() {
		out = append(out, button{label: w.ShareButton(), emoji: "📢", does: p.state.under(kindShare, 0)})
	}
	return append(append(out, m.verdicts(p, w)...), p.links...)
}

// verdicts are the buttons by which members say what they think of a page. Where
// nothing is kept, who got no answer can still get questions that have one.
func (m manner) verdicts(p page, w say.Words) []button {
	answer := p.state.kind == kindAnswer
	if p.subject == nil || !answer && !m.judged {
		return nil
	}
	does, not := func(kind string) string { return p.state.under(kind, 0) }, w.NotHelpfulButton()
	if answer {
		does, not = p.state.as, w.UnhelpfulButton()
	}
	helpful := button{label: w.HelpfulButton(), emoji: "👍", does: does(kindHelpful)}
	unhelpful := button{label: not, emoji: "👎", does: does(kindUnhelpful)}
	if !m.judged {
		return []button{unhelpful}
	}
	return []button{helpful, unhelpful}
}

// notice is a reply of one of our own texts, which may hold Markdown.
func notice(w say.Words, text func(say.Words) string) *discordgo.InteractionResponseData {
	return reply(rows(nil), noticeEmbed(w, text(w)))
}

func noticeEmbed(w say.Words, text string) *discordgo.MessageEmbed {
	return &discordgo.MessageEmbed{Description: say.Ours(w.Lang(), text), Color: colourNotice}
}
