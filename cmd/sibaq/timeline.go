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

func (a *app) timelineCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "timeline [flags] TOPIC",
		Short: a.words.ProgramTimeline(),
		Long:  a.words.ProgramTimelineLong(),
		Example: `  sibaq timeline DeepSeek --from 2025
  sibaq timeline "قيود التصدير" --from 2022-10 --to 2023
  sibaq timeline Kling --out kling.png
  sibaq timeline --json Huawei | jq -r '.events[] | .date + " " + .fact.text'
  printf '%s\n' '{"topic":"Sora","from":"2025"}' | sibaq timeline --json -`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) == 0 || strings.TrimSpace(args[0]) == "":
				return a.wrongUse(cmd, a.words.TopicNeeded())
			case len(args) > 1:
				return a.wrongUse(cmd, a.words.TooManyWords())
			}
			return nil
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
			return a.completeEntity(cmd, append(args, args...), prefix) // one name
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			q, err := a.timelineQuery(args[0], a.settings.from, a.settings.to, a.settings.lang)
			if err != nil {
				return a.wrongUse(cmd, err.Error())
			}
			ix, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer ix.Close()
			if args[0] == "-" {
				if !a.settings.json {
					return a.wrongUse(cmd, a.words.TopicNeeded())
				}
				if a.settings.out != "" {
					return a.wrongUse(cmd, a.words.OnePicture())
				}
				return a.jsonLines(cmd.Context(), a.timelineLine(ix))
			}
			return a.timeline(cmd.Context(), ix, q)
		},
	}
	a.define(cmd.Flags(), "json", "from", "to", "out")
	return cmd
}

// timelineQuery reads what --from and --to, or a line of input, ask for.
func (a *app) timelineQuery(topic, from, to, lang string) (index.TimelineQuery, error) {
	q := index.TimelineQuery{Topic: strings.ToValidUTF8(topic, "\uFFFD"), Lang: knowledge.Lang(lang)}
	for _, end := range []struct {
		name, text string
		date       *knowledge.Date
	}{{"from", from, &q.From}, {"to", to, &q.To}} {
		if strings.TrimSpace(end.text) == "" {
			continue
		}
		d, err := knowledge.ParseDate(end.text)
		if err != nil {
			return q, &failure{text: a.words.BadValue(end.name, end.text)}
		}
		*end.date = d
	}
	if q.Reversed() {
		return q, &failure{text: a.words.PeriodReversed(q.From, q.To)}
	}
	return q, nil
}

func (a *app) timeline(ctx context.Context, ix *index.Index, q index.TimelineQuery) error {
	t, err := ix.Timeline(ctx, q)
	if err != nil {
		return err
	}
	return a.show(t.Answered, func() any { return shapeTimeline(t) },
		func(st say.Style) string { return st.Timeline(t) },
		func(d *card.Drawer) (card.Picture, error) { return d.Timeline(ctx, card.Chronology(t, say.Western)) })
}

func (a *app) timelineLine(ix *index.Index) answerLine {
	return func(ctx context.Context, n int, line []byte) (any, bool, error) {
		var in struct {
			Topic string `json:"topic"`
			From  string `json:"from"`
			To    string `json:"to"`
			Lang  string `json:"lang"`
		}
		if err := a.decode(n, line, &in, "topic"); err != nil {
			return nil, false, err
		}
		lang, err := a.replyLang(in.Lang)
		if err != nil {
			return nil, false, err
		}
		q, err := a.timelineQuery(in.Topic, in.From, in.To, lang)
		if err != nil {
			return nil, false, err
		}
		t, err := ix.Timeline(ctx, q)
		if err != nil {
			return nil, false, err
		}
		return shapeTimeline(t), t.Answered, nil
	}
}

type timelineJSON struct {
	Topic       string         `json:"topic"` // as asked
	From        string         `json:"from"`
	To          string         `json:"to"`
	Lang        knowledge.Lang `json:"lang"`
	Answered    bool           `json:"answered"`
	Entity      string         `json:"entity"` // "" for a subject
	Events      []eventJSON    `json:"events"`
	Outside     int            `json:"outside"` // further events, outside the period
	Undated     int            `json:"undated"` // facts that nobody dated
	Suggestions []string       `json:"suggestions"`
	Version     string         `json:"version"`
	ID          string         `json:"id"`
	Text        string         `json:"text"`
}

type eventJSON struct {
	Date string   `json:"date"`
	Fact factJSON `json:"fact"`
}

func shapeTimeline(t index.Timeline) timelineJSON {
	out := timelineJSON{Topic: t.Asked.Topic, From: t.Asked.From.String(), To: t.Asked.To.String(), Lang: t.Lang, Answered: t.Answered,
		Events: []eventJSON{}, Outside: t.Outside, Undated: t.Undated, Suggestions: append([]string{}, t.Suggestions...),
		Version: t.Version, ID: t.ID, Text: say.Timeline(t)}
	if t.Entity != nil {
		out.Entity = t.Entity.Name
	}
	for _, e := range t.Events {
		out.Events = append(out.Events, eventJSON{e.Date.String(), shapeHits([]index.Hit{e.Hit})[0]})
	}
	return out
}
