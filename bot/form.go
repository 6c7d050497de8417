package bot

import (
	"encoding/json"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
)

// Discord's limits on a form, which it calls a modal, in characters.
const (
	maxFormTitle = 45
	maxFieldName = 45
	maxFieldNote = 100
	maxFilledIn  = 4000
	maxFields    = 5
)

// form asks a member to fill something in.
type form struct {
	state  state // comes back with what was filled in
	title  string
	fields []field
}

// field is a line or, where long, a box of text.
type field struct {
	id       string
	name     string
	note     string // below the name; "" for none
	value    string // stands in it already
	hint     string // stands in it while it is empty
	long     bool
	required bool
	max      int // characters; 0 = as many as Discord takes
}

// response shows a form. Discord draws it: no text of it is read as Markdown.
func (f *form) response() *discordgo.InteractionResponse {
	d := &discordgo.InteractionResponseData{CustomID: f.state.String(), Title: fit(f.title, maxFormTitle, same)}
	for _, x := range f.fields[:min(len(f.fields), maxFields)] {
		style := discordgo.TextInputShort
		if x.long {
			style = discordgo.TextInputParagraph
		}
		most := x.max
		if most == 0 {
			most = maxFilledIn
		}
		value, _ := head(say.Strip(x.value), most)
		d.Components = append(d.Components, labelled{
			name: fit(x.name, maxFieldName, same), note: fit(x.note, maxFieldNote, same),
			input: discordgo.TextInput{CustomID: x.id, Style: style, Placeholder: fit(x.hint, maxFieldNote, same),
				Value: value, Required: x.required, MaxLength: most},
		})
	}
	return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseModal, Data: d}
}

// labelled is Discord's Label, which discordgo does not have: a text input with
// its name and a note.
type labelled struct {
	name, note string
	input      discordgo.TextInput
}

func (labelled) Type() discordgo.ComponentType { return 18 }

func (l labelled) MarshalJSON() ([]byte, error) {
	return json.Marshal(map[string]any{"type": l.Type(), "label": l.name, "description": l.note, "component": l.input})
}

// filledIn finds in a form that was sent what its fields hold, however deep:
// what stands around them has changed over the years, and may again.
func filledIn(raw []byte) []discordgo.MessageComponent {
	var sent struct {
		Data struct {
			Components any `json:"components"`
		} `json:"data"`
	}
	if json.Unmarshal(raw, &sent) != nil {
		return nil
	}
	var out []discordgo.MessageComponent
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			id, named := v["custom_id"].(string)
			if value, ok := v["value"].(string); ok && named {
				out = append(out, discordgo.TextInput{CustomID: id, Value: value})
			}
			walk(v["components"])
			walk(v["component"])
		}
	}
	walk(sent.Data.Components)
	return out
}

// fields are what a member has filled in, by the fields' ids.
func fields(d discordgo.ModalSubmitInteractionData) map[string]string {
	out := map[string]string{}
	for _, c := range d.Components {
		if input, ok := c.(discordgo.TextInput); ok {
			out[input.CustomID] = input.Value
		}
	}
	return out
}
