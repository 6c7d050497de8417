package bot

import (
	"context"
	"errors"
	"runtime/debug"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/card"
	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/index/guilds"
	"sibaq/knowledge"
)

// maxFacts is how many facts an answer holds over all its pages: as many as a
// button can name.
const maxFacts = 12

// request is a command as a member gave it.
type request struct {
	ctx context.Context
	known
	words     say.Words // of the language of the command's name
	manner    manner
	from      *discordgo.Interaction
	options   map[string]string                       // by the options' English names, without surrounding space
	files     map[string]*discordgo.MessageAttachment // by the same
	moderator bool
	target    *discordgo.Message // on which a message command was given
	link      string             // to it
}

// lang is the language of a reply about names: Arabic for who writes Arabic,
// else that of the command. Names in Latin letters tell nothing.
func (r *request) lang(names string) knowledge.Lang {
	if hasArabic(names) {
		return r.manner.in(knowledge.Arabic)
	}
	return r.words.Lang()
}

// Handle answers an interaction, whichever way it came. It always returns a
// response, and never one that breaks Discord's limits. What goes wrong goes
// to the log; the response says so in kind words. It stops waiting for the
// knowledge when ctx ends.
func (b *Bot) Handle(ctx context.Context, i *discordgo.Interaction) (r *discordgo.InteractionResponse) {
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("panic", "what", what(i), "panic", p, "stack", string(debug.Stack()))
			r = private(notice(say.Texts(languageOf(i)), say.Words.Failed))
		}
	}()
	switch i.Type {
	case discordgo.InteractionPing:
		return &discordgo.InteractionResponse{Type: discordgo.InteractionResponsePong}
	case discordgo.InteractionApplicationCommandAutocomplete:
		return b.complete(ctx, i)
	case discordgo.InteractionApplicationCommand:
		return b.command(ctx, i)
	case discordgo.InteractionMessageComponent:
		return b.press(ctx, i)
	case discordgo.InteractionModalSubmit:
		return b.submit(ctx, i)
	}
	return private(notice(say.Texts(languageOf(i)), say.Words.UnknownCommand))
}

func (b *Bot) command(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	data, _ := i.Data.(discordgo.ApplicationCommandInteractionData)
	cmd, lang, options := given(data)
	m := b.manner(ctx, i)
	w := m.words(m.in(lang))
	req := &request{ctx: ctx, words: w, manner: m, from: i, options: map[string]string{}, files: map[string]*discordgo.MessageAttachment{}, moderator: m.moderates(i)}
	if cmd == nil {
		return private(notice(w, say.Words.UnknownCommand))
	}
	if why := b.refusal(i, m, cmd.own); cmd.moderators && why != nil {
		b.log.Warn("refused to a member", "command", cmd.en, "guild", i.GuildID)
		return private(notice(w, why))
	}
	if cmd.answers() {
		if why := b.admit(ctx, m, i.GuildID, i.ChannelID, member(i), req.moderator); why != nil {
			return private(notice(w, why))
		}
	}
	if cmd.moderators && !cmd.own { // what they look after must not be read before they say so
		req.known = b.knownToAll(i.GuildID)
	} else {
		var release func()
		req.known, release = b.known(ctx, i)
		defer release()
	}
	if data.Resolved != nil {
		req.target, req.link = data.Resolved.Messages[data.TargetID], jumpTo(i, data.TargetID)
	}
	for _, given := range options {
		for _, o := range cmd.options {
			if given == nil || given.Name != in(lang, o.ar, o.en) {
				continue
			}
			value, _ := given.Value.(string)
			switch {
			case !o.file:
				req.options[o.en] = o.chosen(value)
			case data.Resolved != nil && data.Resolved.Attachments[value] != nil:
				req.files[o.en] = data.Resolved.Attachments[value]
			}
		}
	}
	p, err := cmd.run(b, req)
	if err != nil {
		return private(b.failed(w, what(i), err))
	}
	if p.form != nil {
		return p.form.response()
	}
	b.noteUse(i, cmd.en, p)
	if cmd.private || m.private {
		return private(b.message(ctx, m, p, true))
	}
	return public(b.message(ctx, m, p, false))
}

// failed logs an error and says in words that there was one.
func (b *Bot) failed(w say.Words, what string, err error) *discordgo.InteractionResponseData {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		b.log.Warn("took too long", "what", what, "error", err)
		return notice(w, say.Words.Busy)
	}
	b.log.Error("failed", "what", what, "error", err)
	if told := toldText(err); told != nil {
		return notice(w, told)
	}
	return notice(w, say.Words.Failed)
}

// public makes a reply that everyone in the channel sees.
func public(d *discordgo.InteractionResponseData) *discordgo.InteractionResponse {
	return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseChannelMessageWithSource, Data: d}
}

// private makes a reply that only the member who acted sees.
func private(d *discordgo.InteractionResponseData) *discordgo.InteractionResponse {
	d.Flags |= discordgo.MessageFlagsEphemeral
	return public(d)
}

// refusal is why whoever acts may not use moderators' commands, nil if they
// may. It takes a moderator of the server in which the interaction took place:
// Discord hides these commands from others, but a server's settings can show
// them to anyone. And all servers share one folder, so the operator can name
// those that look after it, and others look after their own at most; what is a
// server's own needs no such name.
func (b *Bot) refusal(i *discordgo.Interaction, m manner, own bool) refusal {
	switch {
	case !m.moderates(i):
		return say.Words.ModeratorsOnly
	case own:
	case !b.managesShared(i.GuildID) && !b.managesOwn(i):
		return say.Words.ManagedElsewhere
	}
	return nil
}

// changeRefusal is why whoever acts may not change the folder, or see who did; nil
// if they may. It belongs to the operator, so their server must be one that the
// operator has named: a bot that any server can add would else be anyone's to
// change.
func (b *Bot) changeRefusal(i *discordgo.Interaction, m manner) refusal {
	if why := b.refusal(i, m, false); why != nil {
		return why
	}
	switch {
	case !b.managesShared(i.GuildID):
		return say.Words.ManagedElsewhere
	case b.cfg.Folder == nil:
		return say.Words.NoFolder
	case len(b.cfg.Managers) == 0:
		return say.Words.NoManagers
	}
	return nil
}

// languageOf guesses the language for a reply to something that we do not know.
func languageOf(i *discordgo.Interaction) knowledge.Lang {
	switch d := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		_, lang := find(d.Name)
		return lang
	case discordgo.MessageComponentInteractionData:
		if s, ok := parseState(d.CustomID); ok {
			return s.lang
		}
	case discordgo.ModalSubmitInteractionData:
		if s, ok := parseState(d.CustomID); ok {
			return s.lang
		}
	}
	return knowledge.Arabic
}

func (b *Bot) ask(r *request) (page, error) {
	q := index.Question{Text: r.options["question"], Lang: r.manner.lang}
	switch {
	case q.Lang != "":
	case !strings.ContainsFunc(q.Text, unicode.IsLetter):
		q.Lang = r.words.Lang() // the command is all that tells the language
	case rightToLeft(r.words) && langOf(q.Text) != knowledge.Arabic:
		// A name has no language: who gives an Arabic command reads Arabic.
		if p, err := r.know.About(r.ctx, q.Text, knowledge.Arabic); err == nil && p.Entity != nil {
			q.Lang = knowledge.Arabic
		}
	}
	return b.answered(r.ctx, r.known, q, r.manner)
}

// answered is the first page of the answer to a question.
func (b *Bot) answered(ctx context.Context, k known, q index.Question, m manner) (page, error) {
	q.Limit = maxFacts
	a, err := k.know.Answer(ctx, q)
	if err == nil && a.Differs {
		t, err := k.know.Compare(ctx, index.Comparison{A: a.Entities[0].Name, B: a.Entities[1].Name, Lang: a.Lang})
		if err == nil && t.Answered {
			p := b.sideBySide(k, t, m, 0)
			p.asked = askedAbout(a)
			p.asked.Answered = true
			return p, nil
		}
	}
	switch {
	case err != nil:
		return page{}, err
	case a.Ranking != nil:
		p := m.ranking(*a.Ranking, 0)
		p.asked = askedAbout(a)
		return p, nil
	case len(a.Facts) > 0:
		p := m.answer(asking(a.Lang, a.Question), a, k.highlighter(a.Question), 0)
		p.asked = askedAbout(a)
		return p, nil
	}
	meant := k.entities(a.Suggestions)
	a.Suggestions = k.called(a.Suggestions, a.Lang)
	q.Lang = a.Lang
	near, err := k.know.NearQuestions(ctx, q, nil, maxNear, maxLabel)
	if err != nil {
		return page{}, err
	}
	p := m.unanswered(a, near)
	for _, e := range meant[:min(len(meant), maxNear)] {
		p.links = append(p.links, m.cardButton(e, a.Lang))
	}
	if strings.ContainsFunc(a.Question, isLetter) {
		p.asked = askedAbout(a)
	}
	return p, nil
}

// highlighter finds what to emphasise in a fact that answers a question.
func (k known) highlighter(question string) func(string) []knowledge.Span {
	return func(text string) []knowledge.Span { return k.know.Highlight(question, text) }
}

func (b *Bot) compare(r *request) (page, error) {
	c := index.Comparison{A: r.options["a"], B: r.options["b"], Aspect: r.options["aspect"]}
	c.Lang = r.lang(c.A + c.B + c.Aspect)
	return b.compared(r.ctx, r.known, c, r.manner, 0)
}

// compared is a page of a comparison.
func (b *Bot) compared(ctx context.Context, k known, c index.Comparison, m manner, n int) (page, error) {
	t, err := k.know.Compare(ctx, c)
	if err != nil {
		return page{}, err
	}
	return b.sideBySide(k, t, m, n), nil
}

func (b *Bot) sideBySide(k known, t index.Table, m manner, n int) page {
	asked := t
	t.A.Suggestions, t.B.Suggestions = k.called(t.A.Suggestions, t.Lang), k.called(t.B.Suggestions, t.Lang)
	p := m.table(t, n)
	p.offers = m.pairs(k.sideOf(asked.A), k.sideOf(asked.B), t)
	p.asked.Entities = names(t.A.Entity, t.B.Entity)
	if b.cfg.Pictures != nil && t.Answered && n == 0 {
		p.draw = func(ctx context.Context) (card.Picture, error) { return b.cfg.Pictures.Compare(ctx, t, m.digits) }
	}
	return p
}

func (b *Bot) about(r *request) (page, error) {
	name := r.options["name"]
	return r.profiled(r.ctx, name, r.lang(name), r.manner, 0)
}

// profiled is a page of an entity's card.
func (k known) profiled(ctx context.Context, name string, lang knowledge.Lang, m manner, n int) (page, error) {
	p, err := k.know.About(ctx, name, lang)
	if err != nil {
		return page{}, err
	}
	near := k.entities(p.Suggestions)
	p.Suggestions = k.called(p.Suggestions, p.Lang)
	shown := m.profile(p, n)
	shown.offers = meant(near, p.Lang, func(e *knowledge.Entity) state { return profileState(e, p.Lang) })
	shown.asked.Entities = names(p.Entity)
	return shown, nil
}

func (b *Bot) rank(r *request) (page, error) {
	q := index.RankQuery{Attribute: r.options["attribute"], Group: r.options["group"], Lang: r.words.Lang()}
	return r.ranked(r.ctx, q, r.manner, 0)
}

// ranked is a page of a ranking.
func (k known) ranked(ctx context.Context, q index.RankQuery, m manner, n int) (page, error) {
	r, err := k.know.Rank(ctx, q)
	if err != nil {
		return page{}, err
	}
	return m.ranking(r, n), nil
}

func (b *Bot) sources(r *request) (page, error) {
	return renderSources(r.know.Base(), r.words, 0), nil
}

func (b *Bot) help(r *request) (page, error) {
	return renderHelp(r.words, r.moderator, b.refusal(r.from, r.manner, false) == nil), nil
}

func (b *Bot) reload(r *request) (page, error) {
	reload := b.cfg.Knowledge.Reload
	if !b.managesShared(r.guild) {
		reload = func(ctx context.Context) (index.Change, error) { return b.cfg.Guilds.Reload(ctx, r.guild) }
	}
	change, err := reload(r.ctx)
	switch {
	case err == nil:
		b.log.Info("knowledge reloaded by a moderator", "guild", r.guild, "version", change.To)
		b.Reloaded()
		return renderChange(change, r.words), nil
	case errors.Is(err, guilds.ErrNone):
		return plain(noticeEmbed(r.words, r.words.NoOwnKnowledge())), nil
	case b.managesShared(r.guild):
		b.log.Warn("a moderator's reload was not taken", "error", err)
	default:
		b.log.Warn("a moderator's reload of a guild's own knowledge was not taken", "guild", r.guild)
	}
	k, release := b.knownIn(r.ctx, r.guild)
	defer release()
	return renderRefused(err, lineOf(r.ctx, b.folderOf(r.guild), nil), k.know.Version(), r.words), nil
}

func (b *Bot) check(r *request) (page, error) {
	return b.checked(r.ctx, r.known, r.words, 0)
}

// checked is a page of what is wrong in the folder that a guild looks after.
func (b *Bot) checked(ctx context.Context, k known, w say.Words, n int) (page, error) {
	base, check := b.cfg.Knowledge.Base(), b.cfg.Check
	if !b.managesShared(k.guild) {
		check = func(ctx context.Context) (*knowledge.Base, error) { return b.cfg.Guilds.Check(ctx, k.guild) }
	}
	if check != nil {
		var err error
		base, err = check(ctx)
		if problems := (knowledge.Problems)(nil); errors.As(err, &problems) {
			return renderProblems(problems, lineOf(ctx, b.folderOf(k.guild), nil), "", w, n), nil
		}
		if errors.Is(err, guilds.ErrNone) {
			return plain(noticeEmbed(w, w.NoOwnKnowledge())), nil
		}
		if err != nil {
			return page{}, err
		}
	}
	if len(base.Warnings) > 0 {
		return renderProblems(base.Warnings, lineOf(ctx, nil, base), base.Version, w, n), nil
	}
	return renderClean(base, w), nil
}

// lineOf finds the text of a problem's line: in a folder as it is now, or in the
// base that the problem is of; "" where it is not to be had. Either may be nil.
func lineOf(ctx context.Context, in Folder, of *knowledge.Base) func(*knowledge.Problem) string {
	read := map[string]string{}
	return func(p *knowledge.Problem) string {
		text, ok := read[p.File]
		switch {
		case ok:
		case of != nil:
			if f := fileOf(of, p.File); f != nil {
				text = f.Data
			}
		case in != nil:
			data, _ := in.Read(ctx, p.File) // what cannot be read has no lines
			text = string(data)
		}
		read[p.File] = text
		return lineIn(text, p.Line)
	}
}
