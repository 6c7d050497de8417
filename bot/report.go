package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/card"
	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/knowledge"
)

const (
	reportWeeks = 8
	reportNames = 10
	reportGaps  = 5
	reportAge   = 180 // days after which facts count as old
)

// Report sums up what a store has of guilds, and what of base is stale on the day
// of now: what is older than age says, n of unit as [say.Words.Age] has them, and
// so lies before cutoff. Names are in lang.
func Report(ctx context.Context, s store.Store, guilds []string, base *knowledge.Base, lang knowledge.Lang, now, cutoff time.Time, n int, unit byte) (say.Report, error) {
	r := say.Report{Facts: len(base.Facts), Files: len(base.Files), Age: n, AgeUnit: unit}
	byWeek, about := map[string]store.Week{}, map[string]int{}
	var gaps []store.Gap
	for _, guild := range guilds {
		weeks, err := s.Weeks(ctx, guild)
		if err != nil {
			return r, err
		}
		for _, w := range weeks {
			sum := byWeek[w.Name]
			sum.Asked, sum.Answered = sum.Asked+w.Asked, sum.Answered+w.Answered
			byWeek[w.Name] = sum
			if w.Monday().After(now.AddDate(0, 0, -7*reportWeeks)) {
				for name, n := range w.Entities {
					about[name] += n
				}
			}
		}
		some, err := s.Gaps(ctx, guild)
		if err != nil {
			return r, err
		}
		gaps = append(gaps, some...)
	}
	for i := reportWeeks - 1; i >= 0; i-- {
		week := store.Week{Name: store.WeekOf(now.AddDate(0, 0, -7*i))}
		monday := week.Monday()
		week.Asked, week.Answered = byWeek[week.Name].Asked, byWeek[week.Name].Answered
		if week.Asked > 0 || len(r.Weeks) > 0 || i == 0 { // from the first in which something was asked
			r.Weeks = append(r.Weeks, say.ReportWeek{Monday: knowledge.DateOf(monday), Asked: week.Asked, Answered: week.Answered})
		}
	}
	r.Top = mostAskedAbout(about, base, lang)
	slices.SortStableFunc(gaps, func(a, b store.Gap) int { return b.Count - a.Count })
	r.GapCount = len(gaps)
	for i, g := range gaps {
		if g.Answerable {
			r.Answerable++
		}
		if i < reportGaps {
			r.Gaps = append(r.Gaps, say.Counted{Name: fit(g.Question, maxShort, same), Count: g.Count})
		}
	}
	stale := base.Stale(cutoff)
	r.Old, r.Unreviewed = len(stale.Facts), len(stale.Old)+len(stale.Never)
	for _, f := range base.Facts {
		if f.Status == knowledge.Superseded {
			r.Superseded++
		}
		if len(f.Sources) == 0 {
			r.Unsourced++
		}
	}
	return r, nil
}

// mostAskedAbout are the names that were counted most often, as lang has them.
func mostAskedAbout(about map[string]int, base *knowledge.Base, lang knowledge.Lang) []say.Counted {
	known := map[string]*knowledge.Entity{}
	for _, e := range base.Entities {
		known[e.Name] = e
	}
	var out []say.Counted
	for name, n := range about {
		if e := known[name]; e != nil {
			name = flat(e.In(lang))
		}
		out = append(out, say.Counted{Name: name, Count: n})
	}
	slices.SortFunc(out, func(a, b say.Counted) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.Name, b.Name))
	})
	return out[:min(len(out), reportNames)]
}

// WeeksCard is what a picture of a report's weeks shows.
func WeeksCard(r say.Report, lang knowledge.Lang, digits say.Digits) card.Bars {
	w := say.Texts(lang).With(digits)
	out := card.Bars{Lang: w.Lang(), Digits: digits, Title: w.QuestionsByWeek(), Notes: []string{w.BarsOfWeeks()}}
	for _, week := range r.Weeks {
		out.Bars = append(out.Bars, card.Bar{Label: w.WeekOf(week.Monday), Text: w.AnsweredOf(week.Asked, week.Answered), Part: week.Answered, Whole: week.Asked})
	}
	return out
}

// statsPage is how much members of a guild asked, and what the knowledge lacks,
// for its moderators, with a picture of the weeks.
func (b *Bot) statsPage(ctx context.Context, k known, m manner, lang knowledge.Lang) (page, error) {
	w := m.words(lang)
	if b.cfg.Store == nil {
		return plain(noticeEmbed(w, w.NothingKept())), nil
	}
	b.noted(ctx)
	if err := b.mark(ctx, k); err != nil {
		return page{}, err
	}
	now := time.Now().UTC()
	r, err := Report(ctx, b.cfg.Store, []string{k.guild}, k.know.Base(), lang, now, now.AddDate(0, 0, -reportAge), reportAge, 'd')
	if err != nil {
		return page{}, err
	}
	var blocks []string
	for _, s := range w.Sections(r) {
		lines := []string{say.Line(lang, strong(inline(lang, s.Heading)))}
		for _, l := range s.Lines {
			lines = append(lines, fit(l, maxGapText, func(s string) string { return line(lang, s) }))
		}
		blocks = append(blocks, strings.Join(lines, "\n"))
	}
	p := plain(&discordgo.MessageEmbed{
		Title: title(lang, w.ReportTitle()), Description: strings.Join(blocks, "\n\n"), Color: colourAnswer,
		Footer: footer(w, 0, 1, k.know.Version()),
	})
	p.offers = []button{{label: w.GapsButton(), does: state{kind: kindGaps, lang: lang, rest: beside}.String()}}
	if b.cfg.Pictures != nil {
		p.draw = func(ctx context.Context) (card.Picture, error) {
			return b.cfg.Pictures.Bars(ctx, WeeksCard(r, lang, m.digits))
		}
	}
	return p, nil
}
