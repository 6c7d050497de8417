package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"sibaq/index"
	"sibaq/index/eval"
)

func (a *app) evalCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "eval [flags] [FILE]",
		Short: a.words.ProgramEval(),
		Long:  a.words.ProgramEvalLong(),
		Example: `  sibaq eval
  sibaq eval --ranks figures.txt questions.txt
  sibaq eval --knowledge ./knowledge`,
		Args: a.takes(0, 1, ""),
		RunE: func(cmd *cobra.Command, args []string) error {
			ix, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer ix.Close()
			qs, own, err := a.questions(cmd.Context(), ix, args)
			if err != nil {
				return err
			}
			if len(qs) == 0 {
				fmt.Fprintln(a.stdout, a.line(a.words.NoQuestions()))
				return errNothing
			}
			figures, err := eval.Run(cmd.Context(), ix, qs)
			if err != nil {
				return err
			}
			if name := a.settings.ranks; name != "" {
				if err := os.WriteFile(name, []byte(figures.Ranks()), 0o644); err != nil {
					return &failure{a.words.CannotWrite(name), err}
				}
			}
			_, err = fmt.Fprint(a.stdout, figures.Table(a.words.Lang()), "\n", figures.Reliability(a.words.Lang()))
			for _, p := range figures.Problems(own) {
				fmt.Fprintln(a.stdout, a.line(p.Text(a.words.Lang())))
			}
			return orNothing(len(figures.Problems(own)) == 0, err)
		},
	}
	a.define(cmd.Flags(), "ranks")
	return cmd
}

// questions are those of the file that args names, else those that a reload
// would ask. own is true for the folder's own: each of them must go right,
// where others must reach the floors.
func (a *app) questions(ctx context.Context, ix *index.Index, args []string) (qs []eval.Question, own bool, err error) {
	if len(args) == 0 {
		return eval.Questions(ctx, ix)
	}
	data, err := os.ReadFile(args[0])
	if err != nil {
		return nil, false, &failure{a.words.CannotRead(args[0]), err}
	}
	qs, err = eval.Parse(args[0], data)
	return qs, false, err
}
