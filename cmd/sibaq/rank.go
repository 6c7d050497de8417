package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"sibaq/bot/card"
	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

func (a *app) rankCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "rank [flags] ATTRIBUTE [GROUP]",
		Short: a.words.ProgramRank(),
		Long:  a.words.ProgramRankLong(),
		Example: `  sibaq rank الذاكرة رقائق
  sibaq rank "release date" "chinese video models"
  sibaq rank السعر --asc
  sibaq rank memory chips --out memory.png
  sibaq rank --json memory chips | jq '.rows[] | [.place, .entity, .value]'
  printf '%s\n' '{"attribute":"الذاكرة","group":"هواوي"}' | sibaq rank --json -`,
		Args: a.takes(1, 2, a.words.AttributeNeeded()),
		RunE: func(cmd *cobra.Command, args []string) error {
			ix, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer ix.Close()
			if len(args) == 1 && args[0] == "-" {
				if !a.settings.json {
					return a.wrongUse(cmd, a.words.AttributeNeeded())
				}
				if a.settings.out != "" {
					return a.wrongUse(cmd, a.words.OnePicture())
				}
				return a.jsonLines(cmd.Context(), a.rankLine(ix))
			}
			group := ""
			if len(args) == 2 {
				group = args[1]
			}
			return a.rank(cmd.Context(), ix, a.rankQuery(args[0], group, a.settings.lang, a.settings.asc))
		},
	}
	a.define(cmd.Flags(), "json", "asc", "out")
	return cmd
}

func (a *app) rankQuery(attribute, group, lang string, asc bool) index.RankQuery {
	valid := func(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
	q := index.RankQuery{Attribute: valid(attribute), Group: valid(group), Lang: knowledge.Lang(lang)}
	if asc {
		q.Descending = new(bool)
	}
	return q
}

func (a *app) rank(ctx context.Context, ix *index.Index, q index.RankQuery) error {
	r, err := ix.Rank(ctx, q)
	if err != nil {
		return err
	}
	return a.show(r.Answered, func() any { return shapeRanking(r) },
		func(st say.Style) string { return st.Rank(r) },
		func(d *card.Drawer) (card.Picture, error) { return d.Rank(ctx, r, say.Western) })
}

func (a *app) rankLine(ix *index.Index) answerLine {
	return func(ctx context.Context, n int, line []byte) (any, bool, error) {
		var in struct {
			Attribute string `json:"attribute"`
			Group     string `json:"group"`
			Lang      string `json:"lang"`
			Asc       bool   `json:"asc"`
		}
		if err := a.decode(n, line, &in, "attribute"); err != nil {
			return nil, false, err
		}
		lang, err := a.replyLang(in.Lang)
		if err != nil {
			return nil, false, err
		}
		r, err := ix.Rank(ctx, a.rankQuery(in.Attribute, in.Group, lang, in.Asc || a.settings.asc))
		if err != nil {
			return nil, false, err
		}
		return shapeRanking(r), r.Answered, nil
	}
}

type rankingJSON struct {
	Attribute   string         `json:"attribute"` // as asked
	Group       string         `json:"group"`
	Lang        knowledge.Lang `json:"lang"`
	Answered    bool           `json:"answered"`
	By          string         `json:"by"` // as the tables call the attribute
	Descending  bool           `json:"descending"`
	Rows        []rankedJSON   `json:"rows"`
	Apart       []rankedJSON   `json:"apart"` // with a value that has no place in the order
	Without     []string       `json:"without"`
	Suggestions []string       `json:"suggestions"`
	Version     string         `json:"version"`
	ID          string         `json:"id"`
	Text        string         `json:"text"`
}

type rankedJSON struct {
	Place  int          `json:"place"`
	Entity string       `json:"entity"`
	Value  string       `json:"value"`
	Facts  []factJSON   `json:"facts"`
	Marks  []index.Mark `json:"marks"`
}

func shapeRanking(r index.Ranking) rankingJSON {
	out := rankingJSON{Attribute: r.Asked.Attribute, Group: r.Asked.Group, Lang: r.Lang, Answered: r.Answered,
		By: r.Attribute.In(r.Lang), Descending: r.Descending, Rows: shapeRanked(r.Rows), Apart: shapeRanked(r.Apart),
		Without: []string{}, Suggestions: append([]string{}, r.Suggestions...), Version: r.Version, ID: r.ID, Text: say.Rank(r)}
	for _, e := range r.Without {
		out.Without = append(out.Without, e.Name)
	}
	return out
}

func shapeRanked(rows []index.Ranked) []rankedJSON {
	out := make([]rankedJSON, 0, len(rows))
	for _, row := range rows {
		out = append(out, rankedJSON{row.Place, row.Entity.Name, row.Facts[0].Passage.Text, shapeHits(row.Facts), append([]index.Mark{}, row.Marks...)})
	}
	return out
}
