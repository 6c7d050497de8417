package main

import (
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

const readme = "../../README.md"

var (
	shownAnswer   = regexp.MustCompile("(?s)```\n\\$ go run \\./cmd/sibaq (.*?)\n(.*?)```")
	settingsTable = regexp.MustCompile(`(?s)\| flag \| variable \| default \| \|\n\|---\|---\|---\|---\|\n(.*?)\n\n`)
)

// The README shows what the program really says, and lists the flags and
// variables that it really has.
func TestReadme(t *testing.T) {
	data, err := os.ReadFile(readme)
	must(t, err)
	text := string(data)

	answers := shownAnswer.FindAllStringSubmatch(text, -1)
	table := settingsTable.FindStringSubmatch(text)
	if len(answers) < 2 || table == nil {
		t.Fatalf("the README shows %d answers and a table of settings: %t", len(answers), table != nil)
	}
	for _, answer := range answers {
		code, stdout, stderr := execute(t, split(t, answer[1]), nil, nil)
		if code != exitAnswered {
			t.Fatalf("the README's %s: exit %d, %s", answer[1], code, stderr)
		}
		real := "```\n$ go run ./cmd/sibaq " + answer[1] + "\n" + say.Strip(stdout) + "```"
		if *update {
			text = strings.Replace(text, answer[0], real, 1)
		} else if answer[0] != real {
			t.Errorf("the README shows\n%s\nthe program says\n%s", answer[0], real)
		}
	}
	rows := strings.Join(tableOfSettings(), "\n")
	if *update {
		text = strings.Replace(text, table[0], strings.Replace(table[0], table[1], rows, 1), 1)
		must(t, os.WriteFile(readme, []byte(text), 0o644))
		return
	}
	if table[1] != rows {
		t.Errorf("the README's settings are\n%s\nthe program's are\n%s", table[1], rows)
	}
}

// tableOfSettings is the table as the flags of all commands, and the variables
// behind them, make it.
func tableOfSettings() []string {
	a := newApp(nil, strings.NewReader(""), io.Discard, io.Discard)
	a.words = say.Texts(knowledge.English)
	what := map[string]string{}
	in := map[string][]string{}
	root := a.root()
	for _, cmd := range within(root) {
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if f.Name == "help" || slices.Contains(in[f.Name], "sibaq") {
				return
			}
			o := options[f.Name]
			where := strings.TrimPrefix(cmd.CommandPath(), "sibaq ")
			in[f.Name] = append(in[f.Name], where)
			def := f.DefValue
			if def == "false" {
				def = ""
			}
			what[f.Name] = fmt.Sprintf("| `%s` | %s | %s | %s · %s", strings.TrimSpace("--"+f.Name+" "+strings.ReplaceAll(o.value, "|", `\|`)),
				code(o.variable), code(def), o.what(say.Texts(knowledge.Arabic)), f.Usage)
		})
	}
	var rows []string
	for name, row := range what {
		if where := strings.Join(in[name], ", "); where != "sibaq" {
			row += " (" + where + ")"
		}
		rows = append(rows, row+" |")
	}
	for _, v := range variablesAlone {
		rows = append(rows, fmt.Sprintf("|  | %s |  | %s |", code(v.name), say.Both(v.what)))
	}
	slices.Sort(rows)
	return rows
}

func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}
