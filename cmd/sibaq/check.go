package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"sibaq/knowledge"
)

func (a *app) checkCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "check [flags] [DIR]",
		Short: a.words.ProgramCheck(),
		Long:  a.words.ProgramCheckLong(),
		Example: `  sibaq check ./knowledge
  sibaq check --knowledge ./knowledge --lang en
  sibaq check --json ./knowledge | jq '.problems[] | .file, .line, .what'
  sibaq check --stale --older-than 1y ./knowledge`,
		Args: a.takes(0, 1, ""),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				a.settings.knowledge = args[0]
			}
			if a.settings.stale {
				return a.checkStale()
			}
			return a.check()
		},
	}
	a.define(cmd.Flags(), "json", "stale", "older-than")
	return cmd
}

type checkJSON struct {
	OK       bool          `json:"ok"` // no errors; there may be warnings
	Errors   int           `json:"errors"`
	Warnings int           `json:"warnings"`
	Problems []problemJSON `json:"problems"`
	Facts    int           `json:"facts"` // 0 unless ok
	Files    int           `json:"files"` // 0 unless ok
	Version  string        `json:"version"`
}

type problemJSON struct {
	Severity string `json:"severity"` // "error" or "warning"
	File     string `json:"file"`     // "" = the folder as a whole
	Line     int    `json:"line"`     // 0 = the file as a whole
	What     string `json:"what"`
	Fix      string `json:"fix"`
}

func (a *app) check() error {
	base, err := a.inspect(knowledge.Load)
	var problems knowledge.Problems
	if err != nil && !errors.As(err, &problems) {
		return err
	}
	var out checkJSON
	if err == nil {
		problems = base.Warnings
		out.Facts, out.Files, out.Version = len(base.Facts), len(base.Files), base.Version
	}
	out.Errors, out.Warnings = len(problems.Only(knowledge.Error)), len(problems.Only(knowledge.Warning))
	out.OK = out.Errors == 0
	if a.settings.json {
		err = a.printCheckJSON(out, problems)
	} else {
		err = a.printCheck(out, problems)
	}
	if err == nil && !out.OK {
		return errTold
	}
	return err
}

func (a *app) printCheckJSON(out checkJSON, problems knowledge.Problems) error {
	out.Problems = a.shapeProblems(problems)
	return a.printJSON(out)
}

func (a *app) shapeProblems(problems knowledge.Problems) []problemJSON {
	lang := a.words.Lang()
	out := []problemJSON{}
	for _, p := range problems {
		severity := "error"
		if p.Severity == knowledge.Warning {
			severity = "warning"
		}
		out = append(out, problemJSON{severity, p.File, p.Line, p.What.In(lang), p.Fix.In(lang)})
	}
	return out
}

// printCheck lists each problem, and sums up.
func (a *app) printCheck(out checkJSON, problems knowledge.Problems) error {
	for _, p := range problems {
		if err := a.tellProblem(p); err != nil {
			return err
		}
	}
	if out.OK {
		fmt.Fprintln(a.stdout, a.line(a.words.CheckClean(out.Facts, out.Files)))
	}
	if len(problems) > 0 {
		fmt.Fprintln(a.stdout, a.line(a.words.CheckFound(out.Errors, out.Warnings)))
	}
	return nil
}

// tellProblem prints a problem as "file:line: error: what; fix", the form that
// editors understand. The place stands at the very start of its line, in Arabic
// too, so no direction mark comes before it.
func (a *app) tellProblem(p *knowledge.Problem) error {
	at := p.Where()
	if at != "" {
		at += ": "
	}
	whole := *p
	whole.File, whole.Line = "", 0
	_, err := fmt.Fprintf(a.stdout, "%s%s: %s\n", at, a.words.Severity(p.Severity), a.line(whole.Text(a.words.Lang())))
	return err
}
