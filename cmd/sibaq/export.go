package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sibaq/bot/say"
	"sibaq/bot/site"
)

func (a *app) exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export [flags] --out DIR",
		Short: a.words.ProgramExport(),
		Long:  a.words.ProgramExportLong(),
		Example: `  sibaq export --out ./site
  sibaq export --knowledge ./knowledge --out ./site`,
		Args: a.takes(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.settings.out == "" {
				return a.wrongUse(cmd, a.words.NeedsOut())
			}
			ix, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer ix.Close()
			files, err := site.Build(ix)
			if err != nil {
				return err
			}
			kept, err := a.export(files)
			if err != nil {
				return err
			}
			base := ix.Base()
			fmt.Fprintln(a.stdout, a.line(a.words.Exported(len(base.Facts), len(base.Entities), filepath.Join(a.settings.out, site.StartPage))))
			if kept != "" {
				fmt.Fprintln(a.stdout, a.line(a.words.KeptAs(kept)))
			}
			return nil
		},
	}
	a.define(cmd.Flags(), "out", "force")
	return cmd
}

// listFile names, beside the pages, every file that export wrote: what else
// lies in the folder is somebody's.
const listFile = "sibaq-export.txt"

// export puts files into the folder --out, all or none: it writes a folder
// beside it and then changes the names. kept is where the folder went that was
// there before, "" where it was an earlier export and is gone.
func (a *app) export(files []site.File) (kept string, err error) {
	out, err := filepath.Abs(a.settings.out)
	if err != nil {
		return "", &failure{a.words.CannotWrite(a.settings.out), err}
	}
	if real, err := filepath.EvalSymlinks(out); err == nil {
		out = real
	}
	cannot := func(err error) error { return &failure{a.words.CannotWrite(out), err} }
	if err := a.outsideKnowledge(out); err != nil {
		return "", err
	}
	foreign, err := notExported(out)
	if err != nil {
		return "", cannot(err)
	}
	if foreign != "" && !a.settings.force {
		return "", &failure{text: a.words.NotAnExport(out, foreign)}
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return "", cannot(err)
	}
	temp, err := os.MkdirTemp(filepath.Dir(out), ".sibaq-export-")
	if err != nil {
		return "", cannot(err)
	}
	defer os.RemoveAll(temp) // nothing is left of it once all went well
	fresh := filepath.Join(temp, "new")
	if err := writeFiles(fresh, files); err != nil {
		return "", cannot(err)
	}
	before := filepath.Join(temp, "old")
	if foreign != "" {
		before = freeName(out)
	}
	err = os.Rename(out, before)
	if errors.Is(err, fs.ErrNotExist) {
		before = ""
	} else if err != nil {
		return "", cannot(err)
	}
	if err := os.Rename(fresh, out); err != nil {
		if before != "" {
			err = errors.Join(err, os.Rename(before, out))
		}
		return "", cannot(err)
	}
	if foreign == "" {
		before = ""
	}
	return before, nil
}

// outsideKnowledge refuses an out that is the knowledge folder or holds it.
func (a *app) outsideKnowledge(out string) error {
	if a.settings.knowledge == "" {
		return nil
	}
	folder, err := filepath.Abs(a.settings.knowledge)
	if err != nil {
		return &failure{a.words.CannotRead(a.settings.knowledge), err}
	}
	if real, err := filepath.EvalSymlinks(folder); err == nil {
		folder = real
	}
	if rel, err := filepath.Rel(out, folder); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return &failure{text: a.words.HoldsKnowledge(out)}
	}
	return nil
}

// notExported gives a file of dir that no export wrote, "" where there is none
// or no dir.
func notExported(dir string) (string, error) {
	ours := map[string]bool{listFile: true}
	list, err := os.ReadFile(filepath.Join(dir, listFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) && !notFolder(dir) {
		return "", err
	}
	for name := range strings.Lines(string(list)) {
		ours[strings.TrimSuffix(name, "\n")] = true
	}
	foreign := ""
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == dir:
			return nil
		case err != nil:
			return err
		case d.IsDir():
			return nil
		}
		rel, err := filepath.Rel(dir, name)
		if err == nil && !ours[filepath.ToSlash(rel)] {
			foreign = cmp.Or(rel, name)
			return fs.SkipAll
		}
		return err
	})
	return foreign, err
}

// notFolder reports whether something that is no folder bears the name.
func notFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

func writeFiles(dir string, files []site.File) error {
	list := say.ExportNote() + "\n\n"
	for _, f := range files {
		list += f.Path + "\n"
	}
	for _, f := range append([]site.File{{Path: listFile, Data: []byte(list)}}, files...) {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// freeName is a name beside dir that nothing has yet.
func freeName(dir string) string {
	for n := 1; ; n++ {
		name := dir + ".before-" + strconv.Itoa(n)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return name
		}
	}
}
