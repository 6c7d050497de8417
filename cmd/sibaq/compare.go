package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"sibaq/bot/card"
	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

func (a *app) compareCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "compare [flags] A B",
		Short: a.words.ProgramCompare(),
		Long:  a.words.ProgramCompareLong(),
		Example: `  sibaq compare Kling Sora
  sibaq compare الصين "الولايات المتحدة" --aspect الرقائق
  sibaq compare Kling Sora --out kling-sora.png
  sibaq compare --json "Ascend 910B" H100 | jq '.rows[].attribute'
  printf '%s\n' '{"a":"Kling","b":"Sora","aspect":"المدة"}' | sibaq compare --json -`,
		Args:              a.takes(2, 2, a.words.TwoNamesNeeded()),
		ValidArgsFunction: a.completeEntity,
		RunE: func(cmd *cobra.Command, args []string) error {
			ix, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer ix.Close()
			if len(args) == 1 {
				if !a.settings.json {
					return a.wrongUse(cmd, a.words.TwoNamesNeeded())
				}
				if a.settings.out != "" {
					return a.wrongUse(cmd, a.words.OnePicture())
				}
				return a.jsonLines(cmd.Context(), a.compareLine(ix))
			}
			return a.compare(cmd.Context(), ix, a.comparison(args[0], args[1], a.settings.aspect, a.settings.lang))
		},
	}
	a.define(cmd.Flags(), "json", "aspect", "out")
	return cmd
}

func (a *app) comparison(nameA, nameB, aspect, lang string) index.Comparison {
	valid := func(s string) string { return strings.ToValidUTF8(s, "\uFFFD") }
	return index.Comparison{A: valid(nameA), B: valid(nameB), Aspect: valid(aspect), Lang: knowledge.Lang(lang)}
}

func (a *app) compare(ctx context.Context, ix *index.Index, c index.Comparison) error {
	table, err := ix.Compare(ctx, c)
	if err != nil {
		return err
	}
	return a.show(table.Answered, func() any { return shapeTable(table) },
		func(st say.Style) string { return st.Compare(table) },
		func(d *card.Drawer) (card.Picture, error) { return d.Compare(ctx, table, say.Western) })
}

func (a *app) compareLine(ix *index.Index) answerLine {
	return func(ctx context.Context, n int, line []byte) (any, bool, error) {
		var in struct {
			A      string `json:"a"`
			B      string `json:"b"`
			Aspect string `json:"aspect"`
			Lang   string `json:"lang"`
		}
		if err := a.decode(n, line, &in, "a", "b"); err != nil {
			return nil, false, err
		}
		lang, err := a.replyLang(in.Lang)
		if err != nil {
			return nil, false, err
		}
		table, err := ix.Compare(ctx, a.comparison(in.A, in.B, in.Aspect, lang))
		if err != nil {
			return nil, false, err
		}
		return shapeTable(table), table.Answered, nil
	}
}

// completeEntity offers the names of the folder's entities to the shell.
func (a *app) completeEntity(cmd *cobra.Command, args []string, prefix string) ([]string, cobra.ShellCompDirective) {
	if len(args) >= 2 || a.readSettings(cmd) != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	base, err := a.load()
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, e := range base.Entities {
		for _, name := range []string{e.Name, e.Ar, e.En} {
			if name != "" && strings.HasPrefix(strings.ToLower(name), strings.ToLower(prefix)) {
				names = append(names, name)
				break
			}
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
