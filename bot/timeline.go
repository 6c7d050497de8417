package bot

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/card"
	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

const (
	eventsPerPage = 4
	maxTopic      = 50 // characters; what fits into a button beside two dates
	maxDate       = 10 // 2024-06-03
)

func (b *Bot) timeline(r *request) (page, error) {
	topic := r.options["topic"]
	q := index.TimelineQuery{Topic: topic, Lang: r.lang(topic)}
	for name, date := range map[string]*knowledge.Date{"from": &q.From, "to": &q.To} {
		given := r.options[name]
		if given == "" {
			continue
		}
		d, err := knowledge.ParseDate(given)
		if err != nil {
			return r.problem(func(w say.Words) string { return w.BadDate(given) }), nil
		}
		*date = d
	}
	switch {
	case flat(topic) == "":
		return r.problem(say.Words.TopicNeeded), nil
	case q.Reversed():
		return r.problem(func(w say.Words) string { return w.PeriodReversed(q.From, q.To) }), nil
	}
	return b.chronicled(r.ctx, r.known, q, r.manner, 0)
}

// problem is a page that says what is wrong with what was typed.
func (r *request) problem(what func(say.Words) string) page {
	return plain(&discordgo.MessageEmbed{
		Description: fit(what(r.words), maxFact, func(s string) string { return line(r.words.Lang(), s) }), Color: colourNotice,
	})
}

// chronicled is a page of a timeline.
func (b *Bot) chronicled(ctx context.Context, k known, q index.TimelineQuery, m manner, n int) (page, error) {
	t, err := k.know.Timeline(ctx, q)
	if err != nil {
		return page{}, err
	}
	near := k.entities(t.Suggestions)
	t.Suggestions = k.called(t.Suggestions, t.Lang)
	p := m.timeline(t, n)
	p.offers = meant(near, t.Lang, func(e *knowledge.Entity) state {
		again := t.Asked
		again.Topic = e.Name
		return timelineState(again, t.Lang)
	})
	if b.cfg.Pictures != nil && t.Answered && n == 0 {
		p.draw = func(ctx context.Context) (card.Picture, error) {
			return b.cfg.Pictures.Timeline(ctx, card.Chronology(t, m.digits))
		}
	}
	return p, nil
}

// timeline is a page of a timeline, in order; or what is missing for one.
func (m manner) timeline(t index.Timeline, n int) page {
	w := m.words(t.Lang)
	show := func(s string) string {
		return fit(s, maxFact, func(s string) string { return line(t.Lang, s) })
	}
	if !t.Answered {
		lines := []string{show(w.NoTimeline(fit(t.Asked.Topic, maxShort, same)))}
		if t.Outside > 0 {
			lines = []string{show(w.NothingInPeriod(t))}
		}
		if len(t.Suggestions) > 0 {
			lines = append(lines, didYouMean(w, t.Suggestions))
		}
		return plain(&discordgo.MessageEmbed{
			Description: strings.Join(lines, "\n"), Color: colourUnknown, Footer: footer(w, 0, 1, t.Version),
		})
	}
	f := &facts{Words: w}
	var blocks []block
	for _, e := range t.Events {
		lead := "**" + inline(t.Lang, w.ISODate(e.Date)) + "**" + dot + f.lead(0, e.Hit)
		blocks = append(blocks, f.blocks(lead, e.Hit)...)
	}
	var notes []string
	for _, note := range w.TimelineNotes(t) {
		notes = append(notes, show(note))
	}
	blocks = append(blocks, block{text: strings.Join(notes, "\n")})
	pages := paginate(blocks, eventsPerPage, maxPage)
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(t.Lang, w.TimelineHeading(t)), Description: pages[n].text, Color: colourAnswer,
		Footer: footer(w, n, len(pages), t.Version),
	}
	p := page{of: len(pages), embeds: []*discordgo.MessageEmbed{e}, hits: pages[n].hits,
		subject: newSubject(t.ID, t.Version, w.TimelineHeading(t), t.Asked.Topic, pages[n].hits)}
	if p.state = timelineState(t.Asked, t.Lang); size(p.state.rest) > maxTopic+2*maxDate+2 {
		p.state = state{} // asked by other means than the command, which takes no more
	}
	p.state.page = n
	if t.Entity != nil {
		p.links = []button{m.cardButton(t.Entity, t.Lang)}
	}
	return p
}

func timelineState(q index.TimelineQuery, lang knowledge.Lang) state {
	return state{kind: kindTimeline, lang: lang, rest: strings.Join([]string{q.From.String(), q.To.String(), q.Topic}, "|")}
}

// timelineQuery is what timelineState was made from.
func (s state) timelineQuery() (q index.TimelineQuery, ok bool) {
	part := strings.SplitN(s.rest, "|", 3)
	if len(part) != 3 {
		return q, false
	}
	q = index.TimelineQuery{Topic: part[2], Lang: s.lang}
	for i, date := range []*knowledge.Date{&q.From, &q.To} {
		if part[i] == "" {
			continue
		}
		d, err := knowledge.ParseDate(part[i])
		if err != nil {
			return q, false
		}
		*date = d
	}
	return q, true
}
