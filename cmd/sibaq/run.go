package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/gorilla/websocket"
	"github.com/spf13/cobra"
	"golang.org/x/term"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

// The exit codes that scripts are promised.
const (
	exitAnswered = 0
	exitNothing  = 1
	exitWrong    = 2
)

// Errors of commands that have told the person everything already.
var (
	errNothing = errors.New("nothing found") // the command worked; exitNothing
	errTold    = errors.New("told already")  // exitWrong
)

// failure is an error with two texts: one for the person, in their language,
// and the cause, for whoever looks closer.
type failure struct {
	text  string
	cause error // may be nil
}

func (f *failure) Error() string {
	if f.cause == nil {
		return f.text
	}
	return f.text + ": " + f.cause.Error()
}

func (f *failure) Unwrap() error { return f.cause }

// app is one run of the program.
type app struct {
	env            map[string]string
	stdin          io.Reader
	stdout, stderr io.Writer
	words          say.Words // the person's language: --lang, else the locale
	settings       settings

	// now tells the time; tests hold it still.
	now func() time.Time

	// How serve reaches Discord; nil = as the bot does by itself. Tests set
	// them to reach a fake.
	client *http.Client
	dialer *websocket.Dialer
}

// run runs the program to its end and returns its exit code. env holds
// "NAME=value" pairs. Cancelling ctx stops it; serve then ends in good order.
func run(ctx context.Context, args, env []string, stdin io.Reader, stdout, stderr io.Writer) int {
	return newApp(env, stdin, stdout, stderr).run(ctx, args)
}

func newApp(env []string, stdin io.Reader, stdout, stderr io.Writer) *app {
	a := &app{env: map[string]string{}, stdin: stdin, stdout: stdout, stderr: stderr, now: time.Now}
	for _, pair := range env {
		name, value, _ := strings.Cut(pair, "=")
		a.env[name] = value
	}
	a.words = say.Texts(a.personsLanguage(nil))
	return a
}

func (a *app) run(ctx context.Context, args []string) int {
	a.words = say.Texts(a.personsLanguage(args))
	root := a.root()
	root.SetArgs(args)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	defer a.frugal()()
	return a.report(ctx, root.ExecuteContext(ctx))
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "sibaq",
		Short:         a.words.About(),
		Long:          a.words.AboutLong(),
		Example:       a.words.AboutExamples(),
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return a.readSettings(cmd)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return a.wrongUse(cmd, a.words.UnknownSubcommand(args[0]))
			}
			return cmd.Help()
		},
	}
	root.CompletionOptions.DisableDefaultCmd = true // completionCommand speaks Arabic too
	root.AddCommand(a.askCommand(), a.compareCommand(), a.rankCommand(), a.timelineCommand(), a.checkCommand(), a.evalCommand(), a.benchCommand(), a.importCommand(), a.exportCommand(), a.knowledgeCommand(),
		a.serveCommand(), a.reportCommand(), a.healthCommand(), a.versionCommand(), a.completionCommand(), a.helpCommand())
	a.define(root.PersistentFlags(), "knowledge", "index-dir", "lang")
	a.speak(root)
	return root
}

// report tells the person what went wrong and returns the exit code.
func (a *app) report(ctx context.Context, err error) int {
	var problems knowledge.Problems
	var f *failure
	switch {
	case err == nil:
		return exitAnswered
	case errors.Is(err, errNothing):
		return exitNothing
	case errors.Is(err, errTold):
	case ctx.Err() != nil:
		a.complain(a.words.Stopped())
	case errors.As(err, &problems):
		a.complain(a.words.BadKnowledge())
		for _, p := range problems.Only(knowledge.Error) {
			fmt.Fprintln(a.stderr, a.line(p.Text(a.words.Lang())))
		}
	case errors.As(err, &f):
		a.complain(f.text)
		if f.cause != nil {
			fmt.Fprintf(a.stderr, "  (%v)\n", f.cause)
		}
	default:
		a.complain(a.words.Broken())
		fmt.Fprintf(a.stderr, "  (%v)\n", err)
	}
	return exitWrong
}

func (a *app) complain(text string) { fmt.Fprintln(a.stderr, a.line("sibaq: "+text)) }

// line directs our own words for the terminal.
func (a *app) line(text string) string { return say.Terminal(a.words.Lang(), text) }

// style gives the colours of standard output: none unless it is a terminal
// whose person has not asked for none.
func (a *app) style() say.Style {
	if a.env["NO_COLOR"] != "" || a.env["TERM"] == "dumb" || !isTerminal(a.stdout) {
		return say.Style{}
	}
	paint := func(code string) func(string) string {
		return func(s string) string { return "\x1b[" + code + "m" + s + "\x1b[0m" }
	}
	return say.Style{Strong: paint("1"), Faint: paint("2")}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
