package bot

import (
	"context"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/knowledge"
)

// press does what a button says. All that it needs stands in the button and in
// the message that holds it, so it works after a restart; when the knowledge has
// changed so that the page is gone, it says that.
//
// Whoever asked turns the pages of the reply; anybody else gets the page as a
// private reply, so that nobody turns one under another's eyes.
func (b *Bot) press(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	data, _ := i.Data.(discordgo.MessageComponentInteractionData)
	s, ok := parseState(data.CustomID)
	m := b.manner(ctx, i)
	w := m.words(s.lang)
	refusal := b.refusal(i)
	switch {
	case !ok || i.Message == nil:
		return private(notice(w, say.Words.PageGone))
	case s.kind == kindProblems && refusal != nil:
		return private(notice(w, refusal))
	}
	k, release := b.known(ctx, i)
	defer release()
	r := presser{b, ctx, k, i, m, w}
	p, found, err := r.do(s)
	switch {
	case err != nil:
		return private(b.failed(w, "button", err))
	case !found:
		return private(m.message(r.gone(s), true))
	}
	switch s.kind {
	case kindShare:
		return public(b.message(ctx, m, p, false))
	case kindOpen, kindPassages, kindHelpful, kindUnhelpful:
		return private(b.message(ctx, m, p, true))
	}
	if !isAsker(i) {
		return private(b.message(ctx, m, p, true))
	}
	d := b.message(ctx, m, p, i.Message.Flags&discordgo.MessageFlagsEphemeral != 0)
	return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseUpdateMessage, Data: d}
}

// presser is a button being pressed.
type presser struct {
	bot *Bot
	ctx context.Context
	known
	i      *discordgo.Interaction
	manner manner
	words  say.Words
}

// do is the page that a button leads to; false when what it is about is gone.
func (r presser) do(s state) (page, bool, error) {
	switch s.kind {
	case kindHelpful, kindUnhelpful:
		return r.judge(s)
	case kindShare, kindOpen, kindPassages:
		inner, ok := s.inner()
		if !ok || !inner.shareable() { // nobody gets what they might not see
			return page{}, false, nil
		}
		if s.kind == kindPassages {
			return r.passages(inner, s.page)
		}
		p, found, err := r.page(inner)
		if found && err == nil && s.kind == kindShare {
			p.embeds[0].Footer = r.sharedBy(p.embeds[0].Footer)
		}
		return p, found, err
	}
	return r.page(s)
}

// page makes a page again from its state.
func (r presser) page(s state) (page, bool, error) {
	switch m := r.marks(); s.kind {
	case kindAnswer:
		a, same, ok := m.answer(s)
		if !ok {
			return page{}, false, nil
		}
		if !same {
			a.ID = "" // another version would not give it again
		}
		shown := r.title()
		return r.manner.answer(shown, a, r.highlighter(plainly(shown)), s.page), true, nil
	case kindFound:
		a, _, ok := m.answer(s)
		if !ok || len(r.i.Message.Embeds) == 0 {
			return page{}, false, nil
		}
		return page{state: s, of: 1, hits: a.Facts, embeds: []*discordgo.MessageEmbed{shownAgain(r.i.Message.Embeds[0])}}, true, nil
	case kindQuestion:
		p, err := r.answered(r.ctx, index.Question{Text: s.rest}, r.manner)
		return p, true, err
	case kindTable:
		if c, ok := m.comparison(s); ok {
			p, err := r.bot.compared(r.ctx, r.known, c, r.manner, s.page)
			return p, true, err
		}
	case kindProfile:
		if e := m.entities[s.rest]; e != nil {
			p, err := r.profiled(r.ctx, e.Name, s.lang, r.manner, s.page)
			return p, true, err
		}
	case kindTimeline:
		if q, ok := s.timelineQuery(); ok {
			p, err := r.bot.chronicled(r.ctx, r.known, q, r.manner, s.page)
			return p, true, err
		}
	case kindRanking:
		if q, ok := s.rankQuery(); ok {
			p, err := r.ranked(r.ctx, q, r.manner, s.page)
			return p, true, err
		}
	case kindSources:
		return renderSources(m.base, r.words, s.page), true, nil
	case kindProblems:
		p, err := r.bot.checked(r.ctx, r.known, r.words, s.page)
		return p, true, err
	case kindPassage:
		if inner, ok := s.inner(); ok {
			return r.passages(inner, s.page)
		}
	}
	return page{}, false, nil
}

// passages show the n-th of the facts on a page as it stands in its file.
func (r presser) passages(of state, n int) (page, bool, error) {
	if !of.shareable() {
		return page{}, false, nil
	}
	p, found, err := r.page(of)
	if err != nil || !found || len(p.hits) == 0 {
		return page{}, false, err
	}
	return r.manner.passage(of, p.hits, r.know.Base(), n), true, nil
}

// judge keeps a member's verdict on an answer, if verdicts are kept, and offers
// one who was not helped what can be answered.
func (r presser) judge(s state) (page, bool, error) {
	a, _, known := r.marks().answer(s)
	if !known && a.ID == "" {
		return page{}, false, nil
	}
	question := plainly(r.title())
	var lines []string
	if r.bot.cfg.Store != nil {
		v := store.Verdict{Guild: r.i.GuildID, Answer: a.ID, Question: question, Lang: s.lang,
			Version: a.Version, Helpful: s.kind == kindHelpful, At: time.Now().UTC().Truncate(time.Second)}
		for _, h := range a.Facts {
			v.Facts = append(v.Facts, h.Fact.ID)
		}
		if err := r.bot.cfg.Store.Judge(r.ctx, member(r.i), v); err != nil {
			return page{}, false, err
		}
		lines = append(lines, r.words.Thanks())
	}
	if s.kind == kindHelpful {
		return plain(noticeEmbed(r.words, strings.Join(lines, "\n"))), len(lines) > 0, nil
	}
	var shown []*knowledge.Fact
	for _, h := range a.Facts {
		shown = append(shown, h.Fact)
	}
	near, err := r.know.NearQuestions(r.ctx, index.Question{Text: question, Lang: s.lang}, shown, maxNear, maxLabel)
	if err != nil {
		return page{}, false, err
	}
	offers := questionButtons(near, s.lang)
	if len(offers) == 0 {
		lines = append(lines, r.words.NothingNear())
	} else {
		lines = append(lines, r.words.NearHeading())
	}
	p := plain(noticeEmbed(r.words, strings.Join(lines, "\n")))
	p.offers = offers
	return p, true, nil
}

// gone says that what a button is about is no longer so. Where that was an
// answer whose question is all there and fits a button, it offers to ask again.
func (r presser) gone(s state) page {
	p := plain(noticeEmbed(r.words, r.words.PageGone()))
	if inner, ok := s.inner(); ok {
		s = inner
	}
	again := askState(plainly(r.title()), s.lang)
	if s.kind == kindAnswer && again.rest != "" && !strings.HasSuffix(again.rest, ellipsis) {
		p.links = []button{{label: r.words.AskAgainButton(), emoji: "🔁", style: discordgo.PrimaryButton, does: again.String()}}
	}
	return p
}

// title is the heading of the message that holds the button, as it is shown:
// the question, where that was asked.
func (r presser) title() string {
	if len(r.i.Message.Embeds) == 0 {
		return ""
	}
	t, _ := head(r.i.Message.Embeds[0].Title, maxTitle)
	return t
}

// sharedBy adds to a footer who showed the page to all.
func (r presser) sharedBy(f *discordgo.MessageEmbedFooter) *discordgo.MessageEmbedFooter {
	who := ""
	switch i := r.i; {
	case i.Member != nil && i.Member.Nick != "":
		who = i.Member.Nick
	case user(i) != nil && user(i).GlobalName != "":
		who = user(i).GlobalName
	case user(i) != nil:
		who = user(i).Username
	}
	by := fit(r.words.SharedBy(fit(who, maxName, same)), maxShort, func(s string) string {
		s = say.Line(r.words.Lang(), say.Isolate(r.words.Lang(), s))
		return strings.ReplaceAll(s, "@", "@"+zeroWidthSpace) // no name pings, whoever reads the message
	})
	if f != nil {
		by += "\n" + f.Text
	}
	return &discordgo.MessageEmbedFooter{Text: by}
}

// user is who acts, nil if Discord does not say.
func user(i *discordgo.Interaction) *discordgo.User {
	if i.Member != nil {
		return i.Member.User
	}
	return i.User
}

// member is the id of who acts, "" if Discord does not say.
func member(i *discordgo.Interaction) string {
	if u := user(i); u != nil {
		return u.ID
	}
	return ""
}

// isAsker reports whether a button is pressed by the member whose question
// the message answers.
func isAsker(i *discordgo.Interaction) bool {
	var asker *discordgo.User
	switch m := i.Message; {
	case m.InteractionMetadata != nil:
		asker = m.InteractionMetadata.User
	case m.Interaction != nil:
		asker = m.Interaction.User
	case m.ReferencedMessage != nil: // the bot was mentioned there
		asker = m.ReferencedMessage.Author
	}
	here := user(i)
	return asker == nil || here == nil || asker.ID == here.ID
}
