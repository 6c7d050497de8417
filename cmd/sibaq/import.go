package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"sibaq/knowledge/article"
)

func (a *app) importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import [flags] FILE",
		Short: a.words.ProgramImport(),
		Long:  a.words.ProgramImportLong(),
		Example: `  sibaq import article.txt
  sibaq import news.html --out knowledge/news.md
  sibaq import report.pdf --knowledge ./knowledge --out report.md`,
		Args: a.takes(1, 1, a.words.ArticleNeeded()),
		RunE: func(cmd *cobra.Command, args []string) error {
			ix, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer ix.Close()
			data, err := readArticle(args[0])
			if err != nil {
				return &failure{a.words.CannotRead(args[0]), err}
			}
			read, err := article.Read(cmd.Context(), args[0], data)
			if told := (*article.Error)(nil); errors.As(err, &told) {
				return &failure{told.Text.In(a.words.Lang()), told.Cause}
			} else if err != nil {
				return err
			}
			sentences := read.Sentences(ix.Mentions)
			return a.writeDraft(read.Draft(sentences), sentences)
		},
	}
	a.define(cmd.Flags(), "out")
	return cmd
}

// readArticle reads one byte more than an article may have, so that Read can
// refuse a larger one without all of it in memory.
func readArticle(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, article.MaxSize+1))
}

// writeDraft writes to --out, which must not exist: a draft never replaces
// what somebody may have reviewed.
func (a *app) writeDraft(draft []byte, sentences []article.Sentence) error {
	path := a.settings.out
	if path == "" {
		_, err := a.stdout.Write(draft)
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return &failure{text: a.words.FileExists(path)}
	}
	if err == nil {
		_, err = f.Write(draft)
		err = errors.Join(err, f.Close())
	}
	if err != nil {
		return &failure{a.words.CannotWrite(path), err}
	}
	facts := 0
	for _, s := range sentences {
		if s.Fact {
			facts++
		}
	}
	fmt.Fprintln(a.stdout, a.line(a.words.Imported(facts, len(sentences)-facts, path)))
	return nil
}
