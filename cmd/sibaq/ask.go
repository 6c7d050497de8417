package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

func (a *app) askCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "ask [flags] QUESTION",
		Short: a.words.ProgramAsk(),
		Long:  a.words.ProgramAskLong(),
		Example: `  sibaq ask "ما الفرق بين Kling و Sora؟"
  sibaq ask كم عدد اجهزه هارموني
  sibaq ask --limit 1 "How long can a Kling video be?"
  sibaq ask --json "ما أقصى مدة لفيديو Kling؟" | jq -r .text
  printf '%s\n' '{"question":"ما هو Sora؟"}' '{"question":"Kling?","lang":"en"}' | sibaq ask --json -`,
		Args: a.takes(1, math.MaxInt, a.words.EmptyQuestion()),
		RunE: func(cmd *cobra.Command, args []string) error {
			ix, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer ix.Close()
			fromStdin := len(args) == 1 && args[0] == "-"
			if fromStdin && a.settings.json {
				return a.jsonLines(cmd.Context(), a.askLine(ix))
			}
			text := strings.Join(args, " ")
			if fromStdin {
				data, err := io.ReadAll(io.LimitReader(a.stdin, maxLine))
				if err != nil {
					return &failure{a.words.CannotRead("stdin"), err}
				}
				text = strings.TrimSpace(string(data))
			}
			return a.ask(cmd.Context(), ix, a.question(text, a.settings.lang))
		},
	}
	a.define(cmd.Flags(), "json", "limit", "min-confidence", "explain")
	return cmd
}

// question is what the flags and the environment make of a text. Bytes that
// are no UTF-8, which a shell can pass, become U+FFFD.
func (a *app) question(text, lang string) index.Question {
	q := index.Question{Text: strings.ToValidUTF8(text, "\uFFFD"), Lang: knowledge.Lang(lang), Limit: a.settings.limit}
	q.MinConfidence = &a.settings.minConfidence
	return q
}

func (a *app) ask(ctx context.Context, ix *index.Index, q index.Question) error {
	r, err := a.reply(ctx, ix, q)
	if err != nil {
		return err
	}
	if r.Differs && r.why == nil && !a.settings.json {
		if t, err := ix.Compare(ctx, index.Comparison{A: r.Entities[0].Name, B: r.Entities[1].Name, Lang: r.Lang}); err == nil && t.Answered {
			_, err = fmt.Fprint(a.stdout, a.style().Compare(t))
			return err
		}
	}
	switch {
	case a.settings.json:
		err = a.printJSON(r.shape())
	case r.why != nil:
		_, err = fmt.Fprint(a.stdout, a.style().Answer(r.Answer), "\n", a.style().Explain(*r.why))
	default:
		_, err = fmt.Fprint(a.stdout, a.style().Answer(r.Answer, r.near...))
		if two := r.Entities; err == nil && len(two) == 2 {
			fmt.Fprintf(a.stdout, "\n%s\n", say.Terminal(r.Lang, say.Texts(r.Lang).CompareInFull(two[0].Name, two[1].Name)))
		}
	}
	return orNothing(r.Answered, err)
}

// What is offered where nothing answers: so many questions, of so many letters
// at most.
const (
	maxNear    = 3
	maxLetters = 120
)

// reply is an answer with what goes with it.
type reply struct {
	index.Answer
	near []string           // what could be asked instead, where nothing answers
	why  *index.Explanation // with --explain
}

func (r reply) shape() answerJSON {
	out := shapeAnswer(r.Answer, r.near)
	if r.why != nil {
		out.Explanation = shapeExplanation(*r.why)
	}
	return out
}

// reply answers a question, with --explain saying why.
func (a *app) reply(ctx context.Context, ix *index.Index, q index.Question) (r reply, err error) {
	if a.settings.explain {
		x, err := ix.Explain(ctx, q, q.Limit)
		if err != nil {
			return r, err
		}
		r.Answer, r.why = x.Answer, &x
	} else if r.Answer, err = ix.Answer(ctx, q); err != nil {
		return r, err
	}
	if !r.Answered {
		r.near, err = ix.NearQuestions(ctx, q, nil, maxNear, maxLetters)
	}
	return r, err
}

// orNothing is the error of a command that printed its reply: err if printing
// failed, else errNothing where the reply was "I don't know".
func orNothing(found bool, err error) error {
	if err == nil && !found {
		return errNothing
	}
	return err
}

func (a *app) askLine(ix *index.Index) answerLine {
	return func(ctx context.Context, n int, line []byte) (any, bool, error) {
		var in struct {
			Question string `json:"question"`
			Lang     string `json:"lang"`
		}
		if err := a.decode(n, line, &in, "question"); err != nil {
			return nil, false, err
		}
		lang, err := a.replyLang(in.Lang)
		if err != nil {
			return nil, false, err
		}
		r, err := a.reply(ctx, ix, a.question(in.Question, lang))
		if err != nil {
			return nil, false, err
		}
		return r.shape(), r.Answered, nil
	}
}

// replyLang is the language that a line asks for, else that of --lang.
func (a *app) replyLang(lang string) (string, error) {
	switch {
	case lang == "":
		return a.settings.lang, nil
	case isLang(lang):
		return lang, nil
	}
	return "", &failure{text: a.words.BadLang(lang)}
}
