package bot

import (
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// typing is an option being typed, with what the others hold already.
type typing struct {
	ctx     context.Context
	know    Knowledge
	folder  Folder            // nil where the folder cannot be changed
	words   say.Words         // of the language of the command's name
	text    string            // so far, on one line
	options map[string]string // by the options' English names
	max     int               // characters that the option takes
}

// offer is a completion: what is shown, and what it puts into the option.
type offer struct{ name, value string }

// completer finds completions, the likeliest first.
type completer func(typing) ([]offer, error)

// complete offers completions for what is being typed.
func (b *Bot) complete(ctx context.Context, i *discordgo.Interaction) *discordgo.InteractionResponse {
	data, _ := i.Data.(discordgo.ApplicationCommandInteractionData)
	cmd, lang, options := given(data)
	k, folder := b.knownToAll(i.GuildID), b.cfg.Folder
	if cmd == nil || !cmd.moderators || !b.managesShared(i.GuildID) {
		var release func()
		k, release = b.known(ctx, i)
		defer release()
		folder = nil
	}
	t := typing{ctx: ctx, know: k.know, folder: folder, words: b.manner(ctx, i).words(lang), options: map[string]string{}}
	var by completer
	for _, given := range options {
		if cmd == nil || given == nil {
			break
		}
		value, _ := given.Value.(string)
		for _, o := range cmd.options {
			if given.Name != in(lang, o.ar, o.en) {
				continue
			}
			t.options[o.en] = value
			if given.Focused && o.complete != nil {
				by, t.text, t.max = o.complete, flat(value), o.max
			}
		}
	}
	var offers []offer
	if by != nil {
		var err error
		if offers, err = by(t); err != nil {
			b.log.Warn("no completions", "what", what(i), "error", err)
		}
	}
	return &discordgo.InteractionResponse{
		Type: discordgo.InteractionApplicationCommandAutocompleteResult,
		Data: &discordgo.InteractionResponseData{Choices: choices(offers, t)},
	}
}

// choices are completions as Discord takes them, each name and value once: of two
// with one name, clients take the first. They are never none: Discord shows an
// empty list as an error.
func choices(offers []offer, t typing) []*discordgo.ApplicationCommandOptionChoice {
	var out []*discordgo.ApplicationCommandOptionChoice
	taken := map[string]bool{}
	for _, o := range offers {
		name, value := fit(o.name, maxChoice, same), flat(o.value)
		if value == "" || size(value) > min(maxChoice, t.max) || taken[value] || taken[name] || len(out) == maxChoices {
			continue
		}
		taken[value], taken[name] = true, true
		out = append(out, &discordgo.ApplicationCommandOptionChoice{Name: name, Value: value})
	}
	if len(out) == 0 {
		value := fit(t.text, maxChoice, same)
		if value == "" {
			value = ellipsis
		}
		out = append(out, &discordgo.ApplicationCommandOptionChoice{Name: t.words.NoSuggestion(), Value: value})
	}
	return out
}

// between stands between a name in one language and in the other.
const between = " · "

// both shows a text with the same in the other language, where that differs.
func both(text, other string) string {
	if text, other = flat(text), flat(other); other != "" && other != text {
		return text + between + other
	}
	return text
}

// chosen is what an option means. Clients that lose the value of a completion
// send its name, as when a command is pasted.
func (o *option) chosen(value string) string {
	if o.named {
		value, _, _ = strings.Cut(value, between)
	}
	return strings.TrimSpace(fit(value, o.max, same))
}

// completeQuestion offers what can be asked: first what is typed, as it is, so
// that sending it never sends something else.
func completeQuestion(t typing) ([]offer, error) {
	if size(t.text) > maxChoice { // as much of it as a choice can hold
		cut := fit(t.text, maxChoice, same)
		return []offer{{cut, cut}}, nil
	}
	lang := t.words.Lang()
	if hasArabic(t.text) {
		lang = knowledge.Arabic
	}
	found, err := t.know.Suggest(t.ctx, t.text, lang, maxChoices, maxChoice)
	if err != nil {
		return nil, err
	}
	offers := []offer{{t.text, t.text}}
	for _, s := range found {
		o := offer{s.Text, s.Text}
		if s.Entity != nil {
			o.name = both(s.Text, s.Entity.In(lang.Other()))
		}
		offers = append(offers, o)
	}
	return offers, nil
}

// completeName offers names of entities, under the name that stays the same in
// both languages.
func completeName(t typing) ([]offer, error) {
	var offers []offer
	for _, e := range t.know.Complete(t.text, maxChoices) {
		lang := t.words.Lang()
		offers = append(offers, offer{both(e.In(lang), e.In(lang.Other())), e.Name})
	}
	return offers, nil
}

// completeAspect offers the attributes that tables know of either of the two
// compared; all of them while neither is known.
func completeAspect(t typing) ([]offer, error) {
	var labels []knowledge.Label
	for _, name := range []string{t.options["a"], t.options["b"]} {
		p, err := t.know.About(t.ctx, name, t.words.Lang())
		if err != nil {
			return nil, err
		}
		for _, table := range p.Tables {
			for _, h := range table.Cells {
				if l := h.Fact.Cell.Table.Rows[h.Fact.Cell.Row]; !slices.Contains(labels, l) {
					labels = append(labels, l)
				}
			}
		}
	}
	if len(labels) == 0 {
		labels = t.know.Attributes()
	}
	return t.labels(labels), nil
}

func completeAttribute(t typing) ([]offer, error) { return t.labels(t.know.Attributes()), nil }
func completeGroup(t typing) ([]offer, error)     { return t.labels(t.know.Groups()), nil }

// labels are those in which what was typed begins a word, in either language;
// all of them where nothing was typed.
func (t typing) labels(all []knowledge.Label) []offer {
	var offers []offer
	key := fold.Text(t.text)
	bare := strings.TrimPrefix(key, "ال")
	begins := func(s string) bool {
		s = " " + fold.Text(s)
		return strings.Contains(s, " "+key) || strings.Contains(s, " "+bare) || strings.Contains(s, " ال"+bare)
	}
	for _, l := range all {
		if lang := t.words.Lang(); begins(l.Ar) || begins(l.En) {
			offers = append(offers, offer{both(l.In(lang), l.In(lang.Other())), l.In(lang)})
		}
	}
	return offers
}
