package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sibaq/knowledge"
	"sibaq/knowledge/edit"
	"sibaq/knowledge/repo"
)

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
			return a.change(cmd.Context(), func(r *repo.Repo) (repo.Edit, error) {
				name := inFolder(r, args[0])
				file, err := r.Read(cmd.Context(), name)
				if err != nil && !errors.Is(err, repo.ErrUnknown) {
					return repo.Edit{}, err
				}
				n := a.settings.fact
				n.Text = args[1]
				out, _, err := edit.Add(name, file, n)
				return a.oneFile(name, out, err)
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
	return a.change(ctx, func(r *repo.Repo) (repo.Edit, error) {
		base, err := a.load()
		if err != nil {
			return repo.Edit{}, err
		}
		at := slices.IndexFunc(base.Facts, func(f *knowledge.Fact) bool { return f.ID == id })
		if at < 0 {
			return repo.Edit{}, &failure{text: a.words.NoSuchFact(id)}
		}
		f := base.Facts[at]
		file, err := r.Read(ctx, f.File)
		if err != nil {
			return repo.Edit{}, err
		}
		out, err := change(file, f)
		return a.oneFile(f.File, out, err)
	})
}

// oneFile is the edit that gives a file other contents, or why it has none.
func (a *app) oneFile(name string, data []byte, err error) (repo.Edit, error) {
	if told := (*edit.Error)(nil); errors.As(err, &told) {
		return repo.Edit{}, &failure{text: told.Text(a.words.Lang())}
	}
	return repo.Edit{Files: map[string][]byte{name: data}, Reason: a.settings.reason}, err
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
	return filepath.ToSlash(filepath.Clean(name))
}
