package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/knowledge"
)

// beside is the rest of a button that opens a page beside the one it stands on.
const beside = "beside"

const (
	gapsPerPage = 4   // each has a row of buttons
	maxGrouped  = 500 // of the most asked are looked at
	maxWordings = 2   // of a question, beside the most asked
)

// gapGroup is one question in several wordings, the most asked first.
type gapGroup struct {
	gaps  []store.Gap
	count int
	last  time.Time
}

// has reports whether a gap is in the group.
func (g gapGroup) has(id string) bool {
	return slices.ContainsFunc(g.gaps, func(gap store.Gap) bool { return gap.ID == id })
}

// gapGroups are the questions of a guild that want an answer, those that ask for
// the same together, the most asked first.
func (b *Bot) gapGroups(ctx context.Context, k known) ([]gapGroup, error) {
	b.noted(ctx)
	if err := b.mark(ctx, k); err != nil {
		return nil, err
	}
	gaps, err := b.cfg.Store.Gaps(ctx, k.guild)
	if err != nil {
		return nil, err
	}
	gaps = gaps[:min(len(gaps), maxGrouped)]
	similar, err := k.know.Similar(ctx, mapped(gaps, func(g store.Gap) string { return g.Question }))
	if err != nil {
		return nil, err
	}
	var groups []gapGroup
	for _, places := range similar {
		var g gapGroup
		for _, i := range places {
			g.gaps = append(g.gaps, gaps[i])
			g.count += gaps[i].Count
			if gaps[i].Last.After(g.last) {
				g.last = gaps[i].Last
			}
		}
		groups = append(groups, g)
	}
	slices.SortStableFunc(groups, func(a, b gapGroup) int { return b.count - a.count })
	return groups, nil
}

// gapsPage is a page of what members of a guild asked in vain, for its
// moderators: each with how often, with its answer where the knowledge has one by
// now, and with buttons to dismiss it and, where adds is true, to add a fact,
// which have the states kindDismiss and kindAddFact with a gap's id.
func (b *Bot) gapsPage(ctx context.Context, k known, m manner, lang knowledge.Lang, adds bool, n int) (page, error) {
	w := m.words(lang)
	if b.cfg.Store == nil {
		return plain(noticeEmbed(w, w.NothingKept())), nil
	}
	groups, err := b.gapGroups(ctx, k)
	if err != nil {
		return page{}, err
	}
	if len(groups) == 0 {
		return plain(noticeEmbed(w, w.NoGaps())), nil
	}
	pages := (len(groups) + gapsPerPage - 1) / gapsPerPage
	n = min(n, pages-1)
	p := page{state: state{kind: kindGaps, page: n, lang: lang}, of: pages}
	f := &facts{Words: w}
	var blocks []string
	for i, g := range groups[n*gapsPerPage : min(len(groups), (n+1)*gapsPerPage)] {
		number := n*gapsPerPage + i + 1
		blocks = append(blocks, k.gapBlock(ctx, f, g, number))
		label := w.Number(number) + ". "
		does := func(kind string) string { return state{kind: kind, page: n, lang: lang, rest: g.gaps[0].ID}.String() }
		var row []button
		if adds {
			row = append(row, button{label: label + w.AddFactButton(), emoji: "✏️", style: discordgo.PrimaryButton, does: does(kindAddFact)})
		}
		row = append(row, button{label: label + w.DismissButton(), emoji: "✖️", does: does(kindDismiss)})
		p.rows = append(p.rows, row)
	}
	p.embeds = []*discordgo.MessageEmbed{{
		Title: title(lang, w.GapsTitle(len(groups))), Description: strings.Join(blocks, "\n\n"), Color: colourUnknown,
		Footer: footer(w, n, pages, k.know.Version()),
	}}
	return p, nil
}

const (
	maxGapText   = 250 // characters of a question
	maxGapAnswer = 400 // of the fact that answers it
	maxGap       = maxPage/gapsPerPage - 2
)

func (k known) gapBlock(ctx context.Context, f *facts, g gapGroup, number int) string {
	w, first := f.Words, g.gaps[0]
	question := func(lead, text string) string {
		lang := langOf(text)
		return say.Line(lang, lead+fit(text, maxGapText, func(s string) string { return inline(lang, s) }))
	}
	lead := question("**"+w.Number(number)+".** ", first.Question)
	var wordings []string
	for _, other := range g.gaps[1:min(len(g.gaps), 1+maxWordings)] {
		wordings = append(wordings, question("· ", other.Question))
	}
	parts := []string{w.AskedTimes(g.count), w.LastAsked(knowledge.DateOf(g.last))}
	if more := len(g.gaps) - 1 - maxWordings; more > 0 {
		parts = append(parts, w.MoreWordings(more))
	}
	if first.Kind == store.Unhelpful {
		parts = append(parts, w.SaidUnhelpful())
	}
	why := []string{say.Line(w.Lang(), inline(w.Lang(), w.Join(parts)))}
	var answer []string
	if i := slices.IndexFunc(g.gaps, func(g store.Gap) bool { return g.Answerable }); i >= 0 {
		if h, ok := k.answerNow(ctx, g.gaps[i]); ok {
			why = append(why, say.Line(w.Lang(), "✅ "+w.NowAnswered()))
			answer = []string{f.block(f.lead(0, h), h, maxGapAnswer)}
		}
	}
	// A fact is shown with all of its sources or not at all.
	for _, all := range [][]string{slices.Concat([]string{lead}, wordings, why, answer), slices.Concat([]string{lead}, why, answer)} {
		if out := strings.Join(all, "\n"); size(out) <= maxGap {
			return out
		}
	}
	return strings.Join(slices.Concat([]string{lead}, why), "\n")
}

// dismiss drops the questions that a button of a page of gaps is about, in all
// their wordings, and shows that page anew.
func (r presser) dismiss(s state) (page, bool, error) {
	if r.bot.cfg.Store == nil {
		return page{}, false, nil
	}
	groups, err := r.bot.gapGroups(r.ctx, r.known)
	if err != nil {
		return page{}, false, err
	}
	if i := slices.IndexFunc(groups, func(g gapGroup) bool { return g.has(s.rest) }); i >= 0 { // else somebody was faster
		ids := mapped(groups[i].gaps, func(g store.Gap) string { return g.ID })
		if err := r.bot.cfg.Store.Dismiss(r.ctx, r.i.GuildID, ids...); err != nil {
			return page{}, false, toldError{say.Words.NotSaved, err}
		}
		r.bot.log.Info("a moderator dismissed a question", "guild", r.i.GuildID, "member", member(r.i), "wordings", strconv.Itoa(len(ids)))
	}
	p, err := r.bot.gapsPage(r.ctx, r.known, r.manner, s.lang, r.bot.addsFacts(r.i, r.manner), s.page)
	return p, true, err
}

// addsFacts reports whether whoever acts can add a fact from Discord.
func (b *Bot) addsFacts(i *discordgo.Interaction, m manner) bool {
	return b.changeRefusal(i, m) == nil
}

// gaps shows what members asked in vain.
func (b *Bot) gaps(r *request) (page, error) {
	k, release := b.known(r.ctx, r.from)
	defer release()
	return b.gapsPage(r.ctx, k, r.manner, r.words.Lang(), b.addsFacts(r.from, r.manner), 0)
}

// stats shows how much was asked, week by week.
func (b *Bot) stats(r *request) (page, error) {
	k, release := b.known(r.ctx, r.from)
	defer release()
	return b.statsPage(r.ctx, k, r.manner, r.words.Lang())
}

// gap is the question that an id in a custom_id names; false where it is no more.
func (b *Bot) gap(ctx context.Context, guild, id string) (store.Gap, bool, error) {
	gaps, err := b.cfg.Store.Gaps(ctx, guild)
	i := slices.IndexFunc(gaps, func(g store.Gap) bool { return g.ID == id })
	if err != nil || i < 0 {
		return store.Gap{}, false, err
	}
	return gaps[i], true, nil
}

// gapForm asks for the fact that a question wants, about what the question names.
func (b *Bot) gapForm(r *request, id string) (page, error) {
	if b.cfg.Store == nil {
		return r.problem(say.Words.PageGone), nil
	}
	g, found, err := b.gap(r.ctx, r.from.GuildID, id)
	if err != nil {
		return page{}, err
	}
	if !found { // dismissed meanwhile
		return r.problem(say.Words.PageGone), nil
	}
	a, err := b.cfg.Knowledge.Answer(r.ctx, index.Question{Text: g.Question, Limit: 1})
	if err != nil {
		return page{}, err
	}
	filled := map[string]string{}
	if len(a.Entities) > 0 {
		filled[fieldEntity] = a.Entities[0].In(r.words.Lang())
	}
	f := addForm("", filled, r.words)
	f.fields[0].note = r.words.Colon(r.words.QuestionWord(), g.Question)
	return page{form: f}, nil
}
