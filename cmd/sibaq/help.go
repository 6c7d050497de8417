package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// speak makes the command tree speak the person's language: cobra's own help
// and errors are English only.
func (a *app) speak(root *cobra.Command) {
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { fmt.Fprint(a.stdout, a.help(cmd)) })
	root.SetFlagErrorFunc(a.flagError)
	for _, cmd := range within(root) {
		cmd.Flags().BoolP("help", "h", false, a.words.ProgramHelp())
	}
}

// within gives a command and all that are below it.
func within(cmd *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{cmd}
	for _, sub := range cmd.Commands() {
		all = append(all, within(sub)...)
	}
	return all
}

// help renders what --help shows of cmd.
func (a *app) help(cmd *cobra.Command) string {
	var b strings.Builder
	text := func(s string) { b.WriteString(a.line(s) + "\n") }
	heading := func(s string) { b.WriteString("\n" + a.line(s+":") + "\n") }
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	text(about)
	heading(a.words.Usage())
	if cmd.HasParent() {
		b.WriteString("  " + cmd.UseLine() + "\n")
	} else {
		b.WriteString("  sibaq COMMAND [flags]\n")
	}
	if cmd.Example != "" {
		heading(a.words.Examples())
		b.WriteString(cmd.Example + "\n")
	}
	if cmd.HasAvailableSubCommands() {
		heading(a.words.Commands())
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-12s%s\n", sub.Name(), sub.Short)
			}
		}
	}
	heading(a.words.Flags())
	show := func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		o := options[f.Name]
		b.WriteString(strings.TrimRight("  --"+f.Name+" "+o.value, " ") + "\n")
		b.WriteString(a.line("      "+f.Usage+a.aside(f, o.variable)) + "\n")
	}
	cmd.LocalFlags().VisitAll(show)
	cmd.InheritedFlags().VisitAll(show)
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\n")
		text(a.words.MoreHelp(cmd.CommandPath()))
	}
	return b.String()
}

// aside names a flag's variable and its default, where it has them.
func (a *app) aside(f *pflag.Flag, variable string) string {
	var parts []string
	if variable != "" {
		parts = append(parts, a.words.Variable()+" "+variable)
	}
	if f.DefValue != "" && f.DefValue != "false" {
		parts = append(parts, a.words.Colon(a.words.Default(), f.DefValue))
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + a.words.Join(parts) + ")"
}

// wrongUse is the failure of a command that was not given what it needs.
func (a *app) wrongUse(cmd *cobra.Command, text string) error {
	return &failure{text: text + "\n" + a.words.SeeHelp(cmd.CommandPath())}
}

// flagError words an error of flag parsing.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var needs *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		dashes := "--"
		if unknown.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		return a.wrongUse(cmd, a.words.UnknownFlag(dashes+unknown.GetSpecifiedName()))
	case errors.As(err, &needs):
		return a.wrongUse(cmd, a.words.FlagNeedsValue("--"+needs.GetSpecifiedName()))
	case errors.As(err, &invalid):
		return a.wrongUse(cmd, a.words.BadValue("--"+invalid.GetFlag().Name, invalid.GetValue()))
	}
	return a.wrongUse(cmd, err.Error()) // "--=x" and the like
}

// takes accepts from least to most arguments, or "-" (standard input) for the
// least; missing says what is lacking where there are fewer.
func (a *app) takes(least, most int, missing string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch n := len(args); {
		case n > most:
			return a.wrongUse(cmd, a.words.TooManyWords())
		case n < least && (n != 1 || args[0] != "-"):
			return a.wrongUse(cmd, missing)
		}
		return nil
	}
}

func (a *app) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: a.words.ProgramHelp(),
		RunE: func(cmd *cobra.Command, args []string) error {
			target, _, err := cmd.Root().Find(args)
			if err != nil || target == cmd.Root() && len(args) > 0 {
				return a.wrongUse(cmd.Root(), a.words.UnknownSubcommand(strings.Join(args, " ")))
			}
			return target.Help()
		},
	}
}

func (a *app) completionCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "completion bash|zsh|fish|powershell",
		Short:     a.words.ProgramCompletion(),
		Example:   "  source <(sibaq completion bash)\n  sibaq completion zsh > \"${fpath[1]}/_sibaq\"\n  sibaq completion fish > ~/.config/fish/completions/sibaq.fish",
		ValidArgs: []string{"bash", "zsh", "fish", "powershell"},
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch strings.Join(args, " ") {
			case "bash":
				return root.GenBashCompletionV2(a.stdout, true)
			case "zsh":
				return root.GenZshCompletion(a.stdout)
			case "fish":
				return root.GenFishCompletion(a.stdout, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.stdout)
			}
			return a.wrongUse(cmd, a.words.WhichShell())
		},
	}
}
