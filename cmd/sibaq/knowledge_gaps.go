package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sibaq/bot/store"
	"sibaq/knowledge"
)

func (a *app) knowledgeGapsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "gaps [flags]",
		Short:   a.words.ProgramGaps(),
		Example: "  sibaq knowledge gaps --store sibaq.db\n  sibaq knowledge gaps --store sibaq.db --json | jq -r 'select(.answerable | not) | .question'",
		Args:    a.takes(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.settings.store == "" {
				return a.wrongUse(cmd, a.words.StoreNeeded())
			}
			return a.gaps(cmd.Context())
		},
	}
	a.define(cmd.Flags(), "json", "store", "guild")
	return cmd
}

// gapJSON is a question that members asked in vain. Who asked is not told.
type gapJSON struct {
	Guild      string         `json:"guild"` // "" = direct messages
	ID         string         `json:"id"`
	Question   string         `json:"question"`
	Lang       knowledge.Lang `json:"lang"`
	Kind       store.Kind     `json:"kind"`
	Count      int            `json:"count"`
	First      time.Time      `json:"first"`
	Last       time.Time      `json:"last"`
	Answerable bool           `json:"answerable"`
}

// gaps prints what members asked in vain, most asked first, from a copy of the
// store: the bot may have that open.
func (a *app) gaps(ctx context.Context) error {
	kept, guilds, err := a.readStore(ctx)
	if err != nil {
		return err
	}
	defer kept.Close()
	var all []gapJSON
	for _, guild := range guilds {
		gaps, err := kept.Gaps(ctx, guild)
		if err != nil {
			return &failure{a.words.StoreUnusable(a.settings.store), err}
		}
		for _, g := range gaps {
			all = append(all, gapJSON{guild, g.ID, g.Question, g.Lang, g.Kind, g.Count, g.First.UTC(), g.Last.UTC(), g.Answerable})
		}
	}
	slices.SortStableFunc(all, func(a, b gapJSON) int { return cmp.Compare(b.Count, a.Count) })
	if len(all) == 0 && !a.settings.json {
		fmt.Fprintln(a.stdout, a.line(a.words.NoGaps()))
	}
	for _, g := range all {
		if a.settings.json {
			if err := a.printJSON(g); err != nil {
				return err
			}
			continue
		}
		said := []string{a.words.AskedTimes(g.Count), a.words.LastAsked(knowledge.DateOf(g.Last))}
		if g.Kind == store.Unhelpful {
			said = append(said, a.words.SaidUnhelpful())
		}
		if g.Answerable {
			said = append(said, strings.TrimSuffix(a.words.NowAnswered(), ":"))
		}
		fmt.Fprintf(a.stdout, "%s\n  %s\n", a.line(g.Question), a.line(a.words.Join(said)))
	}
	return nil
}

// readStore opens a copy of --store, and tells of which servers it is to be read.
func (a *app) readStore(ctx context.Context) (kept store.Store, guilds []string, err error) {
	path := a.settings.store
	// What is too old for the bot to keep is gone already; how long that is, only
	// the bot knows.
	kept, err = store.OpenCopy(ctx, path, store.Options{Retention: 100 * 365 * 24 * time.Hour, KeepMembers: true})
	if err != nil {
		return nil, nil, &failure{a.words.StoreUnusable(path), err}
	}
	guilds = []string{a.settings.guild}
	if a.settings.guild == "" {
		if guilds, err = kept.Guilds(ctx); err != nil {
			return nil, nil, &failure{a.words.StoreUnusable(path), errors.Join(err, kept.Close())}
		}
	}
	return kept, guilds, nil
}

func (a *app) knowledgeDownloadCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "download [flags] PATH",
		Short:   a.words.ProgramDownload(),
		Example: "  sibaq knowledge download chips/notes.md\n  sibaq knowledge download chips/notes.md --out notes.md",
		Args:    a.takes(1, 1, a.words.NeedsPath()),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, err := a.repository()
			if err != nil {
				return err
			}
			data, err := r.Read(cmd.Context(), inFolder(r, args[0]))
			if err != nil {
				return a.ofFolder(err)
			}
			if a.settings.out == "" {
				_, err = a.stdout.Write(data)
				return err
			}
			if err := os.WriteFile(a.settings.out, data, 0o644); err != nil {
				return &failure{a.words.CannotWrite(a.settings.out), err}
			}
			return nil
		},
	}
	a.define(cmd.Flags(), "out")
	return cmd
}
