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
	s.lang = m.in(s.lang)
	w := m.words(s.lang)
	if !ok || i.Message == nil {
		return private(notice(w, say.Words.PageGone))
	}
	if why := b.forbids(ctx, i, m, s); why != nil {
		return private(notice(w, why))
	}
	if s.changes() {
		return b.decide(&request{ctx: ctx, known: b.knownToAll(i.GuildID), from: i, words: w, manner: m, moderator: true}, s, nil)
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
	case kindGaps, kindStats:
		if s.rest == beside {
			return private(b.message(ctx, m, p, true))
		}
	}
	if !isAsker(i) {
		return private(b.message(ctx, m, p, true))
	}
	d := b.message(ctx, m, p, i.Message.Flags&discordgo.MessageFlagsEphemeral != 0)
	return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseUpdateMessage, Data: d}
}

// submit does what a form asks that a member has sent.
func (b *Bot) submit(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	data, _ := i.Data.(discordgo.ModalSubmitInteractionData)
	s, ok := parseState(data.CustomID)
	m := b.manner(ctx, i)
	s.lang = m.in(s.lang)
	w := m.words(s.lang)
	if !ok || !s.changes() {
		return private(notice(w, say.Words.PageGone))
	}
	if why := b.forbids(ctx, i, m, s); why != nil {
		return private(notice(w, why))
	}
	return b.decide(&request{ctx: ctx, known: b.knownToAll(i.GuildID), from: i, words: w, manner: m, moderator: true}, s, fields(data))
}

// forbids is why whoever presses a button, or sends a form, may not, nil if they
// may. What they were when it was shown to them counts for nothing.
func (b *Bot) forbids(ctx context.Context, i *discordgo.Interaction, m manner, s state) refusal {
	switch {
	case s.moderators():
		if why := b.refusal(i, m, false); why != nil || s.kind == kindProblems || b.managesShared(i.GuildID) {
			return why
		}
		return say.Words.ManagedElsewhere
	case s.kind == kindSettings, s.kind == kindGaps, s.kind == kindDismiss, s.kind == kindStats:
		return b.refusal(i, m, true)
	case s.kind == kindShare:
		return b.admitIn(ctx, m, i.ChannelID)
	case s.kind == kindQuestion:
		return b.admit(ctx, m, i.GuildID, i.ChannelID, member(i), m.moderates(i))
	}
	return nil
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
	case kindSettings:
		return r.settle(s)
	case kindDismiss:
		return r.dismiss(s)
	case kindPrivacy:
		return r.changePrivacy(s)
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
		question := askedIn(r.i.Message, r.words)
		return r.manner.answer(question, a, r.highlighter(question.text), s.page), true, nil
	case kindFound:
		a, _, ok := m.answer(s)
		if !ok || len(r.i.Message.Embeds) == 0 {
			return page{}, false, nil
		}
		return page{state: s, of: 1, hits: a.Facts, embeds: []*discordgo.MessageEmbed{shownAgain(r.i.Message.Embeds[0])}}, true, nil
	case kindQuestion:
		p, err := r.bot.answered(r.ctx, r.known, index.Question{Text: s.rest, Lang: r.manner.lang}, r.manner)
		if err == nil {
			r.bot.noteUse(r.i, "ask", p)
		}
		return p, true, err
	case kindStats:
		p, err := r.bot.statsPage(r.ctx, r.known, r.manner, s.lang)
		return p, true, err
	case kindGaps:
		p, err := r.bot.gapsPage(r.ctx, r.known, r.manner, s.lang, r.bot.addsFacts(r.i, r.manner), s.page)
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
	case kindFiles:
		return renderList(r.bot.cfg.Knowledge.Base(), r.words, s.page), true, nil
	case kindHistory, kindDiff:
		if why := r.bot.changeRefusal(r.i, r.manner); why != nil {
			return plain(noticeEmbed(r.words, why(r.words))), true, nil
		}
		show := r.bot.historyOf
		if s.kind == kindDiff {
			show = r.bot.diffOf
		}
		p, err := show(r.ctx, s.rest, r.words, s.page)
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
	p, hits := r.manner.passage(of, p.hits, r.know.Base(), n), p.hits
	if r.bot.editable(r.i, r.manner, hits[min(n, len(hits)-1)].Fact, r.know.Base()) {
		does := func(kind string) string {
			return state{kind: kind, lang: of.lang, rest: factMark(hits[min(n, len(hits)-1)].Fact)}.String()
		}
		p.links = append(p.links, button{label: r.words.EditButton(), emoji: "✏️", does: does(kindEdit)},
			button{label: r.words.RetireButton(), emoji: "🗄️", does: does(kindRetire)})
	}
	return p, true, nil
}

// subject is what a verdict is on: what was asked, in words for moderators and in
// words to look near for, and what was shown.
type subject struct {
	id, version string
	asked, near string
	shown       []*knowledge.Fact
}

func newSubject(id, version, asked, near string, hits []index.Hit) *subject {
	j := &subject{id: id, version: version, asked: flat(asked), near: near}
	for _, h := range hits {
		j.shown = append(j.shown, h.Fact)
	}
	return j
}

// subject is what a verdict's button is about; nil when that is gone.
func (r presser) subject(s state) (*subject, error) {
	if inner, ok := s.inner(); ok {
		p, found, err := r.page(inner)
		if !found || err != nil {
			return nil, err
		}
		return p.subject, nil
	}
	a, _, known := r.marks().answer(s)
	if !known && a.ID == "" {
		return nil, nil
	}
	question := askedIn(r.i.Message, r.words).text
	return newSubject(a.ID, a.Version, question, question, a.Facts), nil // of what was shown then, though it may have changed
}

// judge keeps a member's verdict on a reply, if verdicts are kept, and offers one
// who was not helped what can be answered.
func (r presser) judge(s state) (page, bool, error) {
	of, err := r.subject(s)
	if of == nil || err != nil {
		return page{}, false, err
	}
	var lines []string
	if r.bot.cfg.Store != nil {
		v := store.Verdict{Guild: r.i.GuildID, Answer: of.id, Question: of.asked, Lang: s.lang,
			Version: of.version, Helpful: s.kind == kindHelpful, At: time.Now().UTC().Truncate(time.Second)}
		for _, f := range of.shown {
			v.Facts = append(v.Facts, f.ID)
		}
		switch kept, err := r.bot.cfg.Store.Judge(r.ctx, member(r.i), v); {
		case err != nil:
			return page{}, false, err
		case kept:
			lines = append(lines, r.words.Thanks())
		default:
			lines = append(lines, r.words.NotKept())
		}
	}
	if s.kind == kindHelpful {
		return plain(noticeEmbed(r.words, strings.Join(lines, "\n"))), len(lines) > 0, nil
	}
	near, err := r.know.NearQuestions(r.ctx, index.Question{Text: of.near, Lang: s.lang}, of.shown, maxNear, maxLabel)
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
	again := askState(askedIn(r.i.Message, r.words).text, s.lang)
	if s.kind == kindAnswer && again.rest != "" && !strings.HasSuffix(again.rest, ellipsis) {
		p.links = []button{{label: r.words.AskAgainButton(), emoji: "🔁", style: discordgo.PrimaryButton, does: again.String()}}
	}
	return p
}

// sharedBy adds to a footer who showed the page to all.
func (r presser) sharedBy(f *discordgo.MessageEmbedFooter) *discordgo.MessageEmbedFooter {
	by := fit(r.words.SharedBy(fit(nameOf(r.i), maxName, same)), maxShort, func(s string) string {
		return say.Line(r.words.Lang(), unping(say.Isolate(r.words.Lang(), s)))
	})
	if f != nil {
		by += "\n" + f.Text
	}
	return &discordgo.MessageEmbedFooter{Text: by}
}

// nameOf is what who acts is called where they act; "" if Discord does not say.
func nameOf(i *discordgo.Interaction) string {
	switch u := user(i); {
	case i.Member != nil && i.Member.Nick != "":
		return i.Member.Nick
	case u != nil && u.GlobalName != "":
		return u.GlobalName
	case u != nil:
		return u.Username
	}
	return ""
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
