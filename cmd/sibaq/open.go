package main

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"runtime/debug"
	"slices"

	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
)

// folder is the knowledge to read: the one that --knowledge names, else the
// one that is shipped inside the program.
func (a *app) folder() (fs.FS, error) {
	dir := a.settings.knowledge
	if dir == "" {
		return knowledge.Shipped(), nil
	}
	if _, err := os.ReadDir(dir); err != nil {
		return nil, &failure{a.words.CannotRead(dir), err}
	}
	return os.DirFS(dir), nil
}

func (a *app) load() (*knowledge.Base, error) {
	fsys, err := a.folder()
	if err != nil {
		return nil, err
	}
	base, err := knowledge.Load(fsys)
	return base, a.readable(err)
}

// inspect is what load makes of the folder, with what is wrong in its own
// questions among the problems: load reads past those, and a reload would not.
func (a *app) inspect(load func(fs.FS) (*knowledge.Base, error)) (*knowledge.Base, error) {
	fsys, err := a.folder()
	if err != nil {
		return nil, err
	}
	base, err := load(fsys)
	var problems, ofQuestions knowledge.Problems
	switch {
	case err == nil:
		problems = base.Warnings
	case !errors.As(err, &problems):
		return nil, a.readable(err)
	}
	unread := slices.ContainsFunc(problems, func(p *knowledge.Problem) bool { return p.File == eval.OwnFile })
	if data, err := fs.ReadFile(fsys, eval.OwnFile); err == nil && !unread {
		if _, err := eval.Parse(eval.OwnFile, data); errors.As(err, &ofQuestions) {
			problems = append(slices.Clone(problems), ofQuestions...)
		}
	}
	if len(problems.Only(knowledge.Error)) > 0 {
		return nil, problems
	}
	return base, nil
}

// readable words an error of reading a folder that is no problem of its files.
func (a *app) readable(err error) error {
	if problems := (knowledge.Problems)(nil); err == nil || errors.As(err, &problems) {
		return err
	}
	return &failure{a.words.CannotRead(a.settings.knowledge), err}
}

// open makes the knowledge searchable. Of the shipped folder, which is small,
// nothing is worth freeing meanwhile: looking for it would take a third of the
// time until an answer.
func (a *app) open(ctx context.Context) (*index.Index, error) {
	if a.settings.knowledge == "" && a.env["GOGC"] == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(400))
	}
	base, err := a.load()
	if err != nil {
		return nil, err
	}
	return a.opener(slog.New(a.logHandler()))(ctx, base)
}

// opener makes a base searchable: from --index-dir where that is given and has
// it, else by building.
func (a *app) opener(log *slog.Logger) index.Opener {
	if a.settings.indexDir == "" {
		return index.Build
	}
	return index.Disk{Dir: a.settings.indexDir, Log: log}.Open
}
