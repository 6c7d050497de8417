package bot_test

import (
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/bwmarrin/discordgo"
	"github.com/rivo/uniseg"

	"sibaq/bot"
	"sibaq/index"
	"sibaq/knowledge"
)

// TestCuts: where a text is cut, the cut falls between words, or, in a word that
// is longer than all there is room for, between what readers see as characters;
// an ellipsis stands there, and the sources button leads to the whole text.
func TestCuts(t *testing.T) {
	words := strings.Fields("هواوي GPT-4 👩‍👩‍👧‍👦 🇵🇸🇵🇸 é́́ وقالت 12.5% (اليوم)، نعم/لا *نجم* _خط_ رابط:جديد مسـتـقبل ﷺ " + strings.Repeat("طويلة👍🏽", 120))
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		var b strings.Builder
		for b.Len() < 900 {
			b.WriteString(words[r.IntN(len(words))] + " ")
		}
		text := strings.TrimSpace(b.String())
		a, z := &knowledge.Entity{Name: "A"}, &knowledge.Entity{Name: "Z"}
		f := &knowledge.Fact{ID: "x", Passage: knowledge.Passage{Text: text, Lang: knowledge.Arabic, File: "a.md", Line: 1}}
		k := &canned{base: &knowledge.Base{Facts: []*knowledge.Fact{f}, Entities: []*knowledge.Entity{a, z}},
			table: index.Table{Lang: knowledge.Arabic, Answered: true, A: index.Side{Entity: a}, B: index.Side{Entity: z},
				Rows: []index.Row{{Attribute: "ق", A: []index.Hit{{Fact: f, Passage: &f.Passage}}}}}}
		bot, err := bot.New(bot.Config{Token: "x", Knowledge: k, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		reply := bot.Handle(t.Context(), &discordgo.Interaction{ID: "1", Type: discordgo.InteractionApplicationCommand,
			Data: discordgo.ApplicationCommandInteractionData{Name: "compare"}})
		var shown string
		for l := range strings.Lines(reply.Data.Embeds[0].Description) {
			if rest, ok := strings.CutPrefix(plainText(l), "A: "); ok {
				shown = rest
			}
		}
		cut, ok := strings.CutSuffix(shown, "…")
		if !ok || !strings.HasPrefix(text, cut) {
			t.Fatalf("%q is shown as %q", text, shown)
		}
		if !betweenCharacters(text, len(cut)) {
			t.Errorf("cut inside a character: %q", cut)
		}
		rest := strings.TrimLeft(text[len(cut):], " ،,;؛")
		if strings.HasPrefix(text[len(cut):], rest) && strings.LastIndexFunc(cut, unicode.IsSpace) > len(cut)/2 {
			t.Errorf("cut inside a word: %q before %.20q", cut, rest)
		}
		passage := ""
		for _, row := range reply.Data.Components {
			id := row.(discordgo.ActionsRow).Components[0].(discordgo.Button).CustomID
			passage = bot.Handle(t.Context(), &discordgo.Interaction{ID: "1", Type: discordgo.InteractionMessageComponent,
				Message: &discordgo.Message{Embeds: reply.Data.Embeds}, Data: discordgo.MessageComponentInteractionData{CustomID: id}}).Data.Embeds[0].Description
		}
		if !strings.Contains(plainText(passage), text) {
			t.Fatalf("the sources button does not lead to the whole of %q:\n%s", text, passage)
		}
	}
}

// plainText is what a reader sees of rendered text.
func plainText(s string) string {
	return strings.NewReplacer("\u2068", "", "\u2069", "", "\u200f", "", "\u200e", "", "\u200b", "").Replace(unmarked(strings.TrimSuffix(s, "\n")))
}

func betweenCharacters(text string, at int) bool {
	for end, state, rest := 0, -1, text; rest != "" && end <= at; {
		var g string
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if end += len(g); end == at {
			return true
		}
	}
	return at == 0
}
