package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
	"sibaq/knowledge/edit"
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

// said are the flags of what a fact can say.
var said = []string{"twin", "entity", "source", "title", "publisher", "published", "date", "status", "id"}

func (a *app) knowledgeAddCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "add [flags] FILE TEXT",
		Short: a.words.ProgramAdd(),
		Long:  a.words.ProgramAddLong(),
		Example: `  sibaq knowledge add --knowledge ./knowledge models/kling.md "أعلنت Kuaishou عن Kling في يونيو 2024." --twin "Kuaishou announced Kling in June 2024." --source https://example.org/kling --title "Kling is here" --publisher "Example" --date 2024-06
  sibaq knowledge add --knowledge ./knowledge notes.txt "Kling is a model."`,
		Args: a.takes(2, 2, a.words.FileAndTextNeeded()),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeFolder(cmd.Context(), func(r *repo.Repo) (string, []byte, error) {
				name := inFolder(r, args[0])
				file, err := r.Read(cmd.Context(), name)
				if err != nil && !errors.Is(err, repo.ErrUnknown) {
					return "", nil, err
				}
				n := a.settings.fact
				n.Text = args[1]
				out, _, err := edit.Add(name, file, n)
				return name, out, err
			})
		},
	}
	a.define(cmd.Flags(), append(said, "reason", "dry-run", "json")...)
	return cmd
}

func (a *app) knowledgeEditCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "edit [flags] ID",
		Short: a.words.ProgramEdit(),
		Long:  a.words.ProgramEditLong(),
		Example: `  sibaq knowledge edit --knowledge ./knowledge kling-length --text "Kling makes clips of up to three minutes." --date 2026
  sibaq knowledge edit --knowledge ./knowledge kling-length --status "claim by Kuaishou" --dry-run`,
		Args: a.takes(1, 1, a.words.FactIDNeeded()),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.changeFact(cmd.Context(), args[0], func(file []byte, f *knowledge.Fact) ([]byte, error) {
				return edit.Replace(file, f, a.settings.fact)
			})
		},
	}
	a.define(cmd.Flags(), append(said, "text", "reason", "dry-run", "json")...)
	return cmd
}

func (a *app) knowledgeRetireCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "retire [flags] ID",
		Short: a.words.ProgramRetire(),
		Long:  a.words.ProgramRetireLong(),
		Example: `  sibaq knowledge retire --knowledge ./knowledge kling-length --by kling-length-2026
  sibaq knowledge retire --knowledge ./knowledge kling-free --since 2026-11 --reason "No longer offered"`,
		Args: a.takes(1, 1, a.words.FactIDNeeded()),
		RunE: func(cmd *cobra.Command, args []string) error {
			var since knowledge.Date
			if s := a.settings.since; s != "" {
				var err error
				if since, err = knowledge.ParseDate(s); err != nil {
					return a.wrongUse(cmd, a.words.BadValue("--since", s))
				}
			}
			return a.changeFact(cmd.Context(), args[0], func(file []byte, f *knowledge.Fact) ([]byte, error) {
				return edit.Retire(file, f, since, a.settings.by)
			})
		},
	}
	a.define(cmd.Flags(), "by", "since", "reason", "dry-run", "json")
	return cmd
}

// changeFact changes the fact of an id.
func (a *app) changeFact(ctx context.Context, id string, change func([]byte, *knowledge.Fact) ([]byte, error)) error {
	id = strings.TrimPrefix(id, "#")
	return a.changeFolder(ctx, func(r *repo.Repo) (string, []byte, error) {
		base, err := a.load()
		if err != nil {
			return "", nil, err
		}
		at := slices.IndexFunc(base.Facts, func(f *knowledge.Fact) bool { return f.ID == id })
		if at < 0 {
			return "", nil, &failure{text: a.words.NoSuchFact(id)}
		}
		f := base.Facts[at]
		file, err := r.Read(ctx, f.File)
		if err != nil {
			return "", nil, err
		}
		out, err := change(file, f)
		return f.File, out, err
	})
}

// inFolder gives the path in the folder of a file that is named as the folder
// has it, or as the shell completes it from where the person stands.
func inFolder(r *repo.Repo, name string) string {
	abs, err := filepath.Abs(name)
	if err == nil {
		if dir, err := filepath.EvalSymlinks(filepath.Dir(abs)); err == nil {
			abs = filepath.Join(dir, filepath.Base(abs))
		}
		if rel, err := filepath.Rel(r.Dir(), abs); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(name)
}

type changeJSON struct {
	Saved    bool          `json:"saved"`  // false also with --dry-run
	Commit   string        `json:"commit"` // "" unless saved
	Problems []problemJSON `json:"problems"`
	Facts    []factJSON    `json:"facts"` // those that came or say something else, as they read now
}

// changeFolder makes one change of the folder that --knowledge names: it shows
// what is wrong with it and how the facts read, and saves it unless that is
// wrong or --dry-run is given.
func (a *app) changeFolder(ctx context.Context, change func(*repo.Repo) (name string, data []byte, err error)) error {
	if a.settings.knowledge == "" {
		return &failure{text: a.words.FolderNeeded()}
	}
	r, err := repo.Open(a.settings.knowledge, repo.Options{Log: slog.New(a.logHandler()), Now: a.now})
	if err != nil {
		return a.told(err)
	}
	name, data, err := change(r)
	if err != nil {
		return a.told(err)
	}
	p, err := r.Propose(ctx, repo.Edit{Files: map[string][]byte{name: data}, Author: repo.Author{Name: a.user()}, Reason: a.settings.reason})
	if err != nil {
		return a.told(err)
	}
	var saved repo.Commit
	if p.OK() && !a.settings.dryRun {
		if saved, err = r.Commit(ctx, p); err != nil {
			return a.told(err)
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

// told gives the error as the person is told of it, where it has a text for them.
func (a *app) told(err error) error {
	var t interface {
		error
		Text(knowledge.Lang) string
	}
	if f := (*failure)(nil); errors.As(err, &f) || !errors.As(err, &t) {
		return err
	}
	cause := errors.Unwrap(t)
	if e := (*edit.Error)(nil); errors.As(err, &e) || cause == repo.ErrNothing {
		cause = nil // the text says it all
	}
	return &failure{t.Text(a.words.Lang()), cause}
}

// user is the name that a change bears.
func (a *app) user() string {
	for _, name := range []string{"GIT_AUTHOR_NAME", "USER", "LOGNAME", "USERNAME"} {
		if v := a.env[name]; v != "" {
			return v
		}
	}
	return "sibaq"
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
