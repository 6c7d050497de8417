package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge/repo"
)

func (a *app) knowledgeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "knowledge COMMAND",
		Short: a.words.ProgramKnowledge(),
		Long:  a.words.ProgramKnowledgeLong(),
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return a.wrongUse(cmd, a.words.UnknownSubcommand("knowledge "+args[0]))
			}
			return cmd.Help()
		},
	}
	cmd.AddCommand(a.knowledgeAddCommand(), a.knowledgeEditCommand(), a.knowledgeRetireCommand())
	return cmd
}

type changeJSON struct {
	Saved    bool          `json:"saved"`  // false also with --dry-run
	Commit   string        `json:"commit"` // "" unless saved
	Problems []problemJSON `json:"problems"`
	Facts    []factJSON    `json:"facts"` // those that came or say something else, as they read now
}

// change previews an edit of the folder that --knowledge names and, unless it
// has errors or --dry-run wants no more, makes it.
func (a *app) change(ctx context.Context, wanted func(*repo.Repo) (repo.Edit, error)) error {
	if a.settings.knowledge == "" {
		return &failure{text: a.words.NeedsFolder()}
	}
	r, err := repo.Open(a.settings.knowledge, repo.Options{Log: slog.New(a.logHandler()), Now: a.now})
	if err != nil {
		return a.ofFolder(err)
	}
	e, err := wanted(r)
	if err != nil {
		return a.ofFolder(err)
	}
	e.Author = repo.Author{Name: cmp.Or(a.env["USER"], a.env["LOGNAME"], "sibaq")}
	p, err := r.Propose(ctx, e)
	if err != nil {
		return a.ofFolder(err)
	}
	var saved repo.Commit
	if p.OK() && !a.settings.dryRun {
		if saved, err = r.Commit(ctx, p); err != nil {
			return a.ofFolder(err)
		}
	}
	if a.settings.json {
		err = a.printChangeJSON(p, saved)
	} else {
		err = a.printChange(p, saved)
	}
	if err == nil && !p.OK() {
		return errTold
	}
	return err
}

// ofFolder gives an error of the folder the text that it has for the person.
func (a *app) ofFolder(err error) error {
	if told := (*repo.Error)(nil); errors.As(err, &told) {
		return &failure{told.Text(a.words.Lang()), told.Err}
	}
	return err
}

func (a *app) printChangeJSON(p *repo.Proposal, saved repo.Commit) error {
	out := changeJSON{Saved: saved.ID != "", Commit: saved.ID, Problems: a.shapeProblems(p.Problems)}
	out.Facts = shapeHits(hits(p))
	return a.printJSON(out)
}

// hits gives the facts that a proposal brings or changes, as they will read.
func hits(p *repo.Proposal) (out []index.Hit) {
	for _, f := range append(slices.Clone(p.Added), p.Changed...) {
		out = append(out, index.Hit{Fact: f, Passage: &f.Passage, Entities: f.About})
	}
	return out
}

func (a *app) printChange(p *repo.Proposal, saved repo.Commit) error {
	lang := a.words.Lang()
	if err := a.printProblems(p.Problems); err != nil {
		return err
	}
	for i, h := range hits(p) {
		if i > 0 || len(p.Problems) > 0 {
			fmt.Fprintln(a.stdout)
		}
		fmt.Fprint(a.stdout, a.style().Answer(index.Answer{Lang: lang, Facts: []index.Hit{h}}))
		if t := h.Fact.Twin; t != nil {
			fmt.Fprintln(a.stdout, say.Line(t.Lang, "   "+say.Strip(strings.ReplaceAll(t.Text, "\n", " "))))
		}
	}
	fmt.Fprintln(a.stdout)
	switch {
	case saved.ID != "":
		fmt.Fprintln(a.stdout, a.line(a.words.ChangeSaved(saved.ID[:12])))
	case p.OK():
		fmt.Fprintln(a.stdout, a.line(a.words.ChangeTried()))
	default:
		fmt.Fprintln(a.stdout, a.line(a.words.ChangeRefused()))
	}
	return nil
}
