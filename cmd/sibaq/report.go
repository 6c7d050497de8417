package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"sibaq/bot"
	"sibaq/bot/card"
	"sibaq/bot/say"
	"sibaq/knowledge"
)

func (a *app) reportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "report [flags]",
		Short: a.words.ProgramReport(),
		Long:  a.words.ProgramReportLong(),
		Example: `  sibaq report --store sibaq.db --knowledge ./knowledge
  sibaq report --store sibaq.db --guild 123456789012345678 --out weeks.png
  sibaq report --store sibaq.db --json | jq '.weeks[] | .monday, .asked'`,
		Args: a.takes(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.settings.store == "" {
				return a.wrongUse(cmd, a.words.StoreNeeded())
			}
			return a.sumUp(cmd.Context())
		},
	}
	a.define(cmd.Flags(), "json", "out", "store", "guild", "older-than")
	return cmd
}

// sumUp prints how the bot was used and what its knowledge lacks. It reads a copy
// of the store: the bot may have that open.
func (a *app) sumUp(ctx context.Context) error {
	base, err := a.load()
	if err != nil {
		return err
	}
	kept, guilds, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer kept.Close()
	limit, _ := parseAge(a.settings.olderThan) // readSettings let nothing else through
	now := a.now().UTC()
	lang := a.words.Lang()
	r, err := bot.Report(ctx, kept, guilds, base, lang, now, limit.before(now), limit.n, limit.unit)
	if err != nil {
		return &failure{a.words.StoreUnusable(a.settings.store), err}
	}
	return a.show(true, func() any { return shapeReport(r, len(guilds), base) },
		func(say.Style) string { return a.reportText(r) },
		func(d *card.Drawer) (card.Picture, error) { return d.Bars(ctx, bot.WeeksCard(r, lang, say.Western)) })
}

func (a *app) reportText(r say.Report) string {
	var b strings.Builder
	for i, s := range a.words.Sections(r) {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(a.line(s.Heading+":") + "\n")
		for _, l := range s.Lines {
			b.WriteString("  " + a.line(l) + "\n")
		}
	}
	return b.String()
}

type reportJSON struct {
	Servers    int           `json:"servers"` // that were added up, direct messages as one
	Weeks      []weekJSON    `json:"weeks"`   // the earliest first; the last is the present one
	Asked      []countedJSON `json:"asked_about"`
	Gaps       int           `json:"gaps"`
	Answerable int           `json:"answerable"` // of the gaps
	MostAsked  []countedJSON `json:"most_asked"` // of the gaps
	Stale      struct {
		OlderThan  string `json:"older_than"`
		Files      int    `json:"files"`
		Old        int    `json:"old"`
		Superseded int    `json:"superseded"`
		Unsourced  int    `json:"unsourced"`
	} `json:"stale"`
	Facts   int    `json:"facts"`
	Files   int    `json:"files"`
	Version string `json:"version"`
}

type weekJSON struct {
	Monday   string `json:"monday"`
	Asked    int    `json:"asked"`
	Answered int    `json:"answered"`
}

type countedJSON struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

func shapeReport(r say.Report, servers int, base *knowledge.Base) reportJSON {
	out := reportJSON{Servers: servers, Weeks: []weekJSON{}, Asked: shapeCounted(r.Top), Gaps: r.GapCount, Answerable: r.Answerable,
		MostAsked: shapeCounted(r.Gaps), Facts: r.Facts, Files: r.Files, Version: base.Version}
	for _, w := range r.Weeks {
		out.Weeks = append(out.Weeks, weekJSON{w.Monday.String(), w.Asked, w.Answered})
	}
	out.Stale.OlderThan = age{r.Age, r.AgeUnit}.String()
	out.Stale.Files, out.Stale.Old, out.Stale.Superseded, out.Stale.Unsourced = r.Unreviewed, r.Old, r.Superseded, r.Unsourced
	return out
}

func shapeCounted(all []say.Counted) []countedJSON {
	out := []countedJSON{}
	for _, c := range all {
		out = append(out, countedJSON{c.Name, c.Count})
	}
	return out
}
