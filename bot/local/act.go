package local

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf16"

	"sibaq/knowledge"
)

// Types of interactions and of first answers, as Discord numbers them.
const (
	actCommand   = 2
	actComponent = 3
	actComplete  = 4
	actModal     = 5

	answerMessage     = 4
	answerLater       = 5
	answerUpdateLater = 6
	answerUpdate      = 7
	answerChoices     = 8
	answerModal       = 9
)

// Action is what somebody does on the page, which becomes an interaction.
type Action struct {
	As       string            `json:"as"`   // "moderator" or "member"
	Lang     knowledge.Lang    `json:"lang"` // of the page, in which they have a name
	Kind     int               `json:"kind"`
	Command  string            `json:"command"` // with group and subcommand, spaces between
	Options  map[string]any    `json:"options"` // by name: texts, numbers, truths
	Files    map[string]upload `json:"files"`   // by the name of their option
	Focused  string            `json:"focused"` // the option that is being typed
	Target   string            `json:"target"`  // id of the message on which a command is given
	Message  string            `json:"message"` // id of the message that holds the component
	CustomID string            `json:"custom"`  // of the component
	Values   []string          `json:"values"`  // chosen in a select
	Modal    string            `json:"modal"`   // which modal is being sent
	Fields   map[string]any    `json:"fields"`  // what was filled in, by custom_id: a text or a list of texts
}

type upload struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

// Outcome is the bot's first answer to an action. What becomes a message goes
// to the channel; the rest is here.
type Outcome struct {
	Type    int      `json:"type"`
	Choices []choice `json:"choices,omitempty"`
	Modal   *modal   `json:"modal,omitempty"`
}

// act is an interaction that the bot was told of.
type act struct {
	id, token string
	kind      int
	by        person
	command   string   // its name
	on        *message // that holds the component
	answered  bool
	first     chan Outcome // one slot
	reply     *message     // the original one; of a component, that which holds it
	further   []*message
	modal     *modal // which the answer opened
}

// tokenBegin is what tokens of interactions begin with on Discord, too: base64
// of "interaction:". By it logs know them, and leave them out.
const tokenBegin = "aW50ZXJhY3Rpb246"

// errBadAction is an action that Discord's client would not let one do.
var errBadAction = errors.New("no such action")

// errNoAnswer says that the bot did not answer in time.
var errNoAnswer = errors.New("the bot did not answer in time")

func bad(format string, a ...any) error {
	return fmt.Errorf("%w: "+format, append([]any{errBadAction}, a...)...)
}

// do tells the bot of an action and waits for its first answer.
func (d *Discord) do(ctx context.Context, in Action) (Outcome, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, d.cfg.Answer, errNoAnswer)
	defer cancel()
	d.mu.Lock()
	a, payload, err := d.begin(in)
	d.mu.Unlock()
	if err == nil {
		err = d.tell(ctx, "INTERACTION_CREATE", payload)
	}
	if err == nil {
		select {
		case first := <-a.first:
			return first, nil
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	if ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	return Outcome{}, err
}

// begin makes the interaction of an action.
func (d *Discord) begin(in Action) (*act, map[string]any, error) {
	by, err := personOf(in.As, in.Lang)
	if err != nil {
		return nil, nil, err
	}
	a := &act{token: tokenBegin + rand.Text(), kind: in.Kind, by: by, first: make(chan Outcome, 1)}
	p := map[string]any{
		"application_id": botID, "token": a.token, "version": 1, "type": in.Kind, "channel_id": channelID,
		"channel":  map[string]any{"id": channelID, "type": 0, "name": "sibaq", "guild_id": guildID},
		"guild_id": guildID, "guild": map[string]any{"id": guildID, "locale": locale, "features": []any{}}, "guild_locale": locale,
		"context": 0, "locale": locale, "member": by.member(), "app_permissions": "442368",
		"authorizing_integration_owners": map[string]any{"0": guildID}, "entitlements": []any{}, "attachment_size_limit": 10 << 20,
	}
	switch in.Kind {
	case actCommand, actComplete:
		p["data"], err = d.commandData(a, in)
	case actComponent:
		p["data"], err = d.componentData(a, in)
	case actModal:
		p["data"], err = d.modalData(a, in)
	default:
		err = bad("kind %d", in.Kind)
	}
	if err != nil {
		return nil, nil, err
	}
	if a.on != nil {
		p["message"] = maps.Clone(a.on.data)
	}
	for token, old := range d.acts {
		if time.Since(madeAt(old.id)) > tokenLives {
			delete(d.acts, token)
		}
	}
	a.id = d.newID()
	p["id"] = a.id
	d.acts[a.token] = a
	return a, p, nil
}

// commandData is what a command given, or being typed, tells the bot.
func (d *Discord) commandData(a *act, in Action) (map[string]any, error) {
	for _, c := range d.commands {
		if max(c.Type, commandChat) == commandMessage {
			if in.Command != c.Name {
				continue
			}
			m := d.find(in.Target)
			if m == nil || !m.seenBy(a.by) {
				return nil, bad("no message %q", in.Target)
			}
			a.command = c.Name
			return map[string]any{"id": c.ID, "name": c.Name, "type": commandMessage, "target_id": m.id(), "guild_id": guildID,
				"resolved": map[string]any{"messages": map[string]any{m.id(): maps.Clone(m.data)}}}, nil
		}
		rest, ok := strings.CutPrefix(in.Command+" ", c.Name+" ")
		if !ok {
			continue
		}
		if c.Permissions != nil && a.by.permissions&manageServer == 0 {
			return nil, bad("/%s is hidden from members", c.Name)
		}
		a.command = "/" + in.Command
		resolved := map[string]any{}
		options, err := d.given(strings.TrimSpace(rest), c.Options, in, resolved)
		if err != nil {
			return nil, err
		}
		data := map[string]any{"id": c.ID, "name": c.Name, "type": commandChat, "options": options}
		if len(resolved) > 0 {
			data["resolved"] = map[string]any{"attachments": resolved}
		}
		return data, nil
	}
	return nil, bad("no command %q", in.Command)
}

// given are the options of a command as the bot gets them, held to what the
// command takes. path names the group and subcommand.
func (d *Discord) given(path string, takes []option, in Action, resolved map[string]any) ([]any, error) {
	out := []any{}
	if path != "" || len(takes) > 0 && takes[0].Type <= optionGroup {
		first, rest, _ := strings.Cut(path, " ")
		for _, o := range takes {
			if o.Name == first && o.Type <= optionGroup {
				inner, err := d.given(rest, o.Options, in, resolved)
				return []any{map[string]any{"name": o.Name, "type": o.Type, "options": inner}}, err
			}
		}
		return nil, bad("no subcommand %q", path)
	}
	for name := range in.Options {
		if !slices.ContainsFunc(takes, func(o option) bool { return o.Name == name }) {
			return nil, bad("no option %q", name)
		}
	}
	for _, o := range takes {
		value, ok := in.Options[o.Name]
		if f, uploaded := in.Files[o.Name]; uploaded && o.Type == optionFile {
			file := newFile(f.Name, f.Data)
			d.keep(file, "")
			resolved[file.id] = file.attachment()
			value, ok = file.id, true
		}
		focused := in.Kind == actComplete && in.Focused == o.Name
		if !ok && focused {
			value, ok = "", true
		}
		if !ok {
			if o.Required && in.Kind == actCommand {
				return nil, bad("%q is required", o.Name)
			}
			continue
		}
		given := map[string]any{"name": o.Name, "type": o.Type, "value": value}
		if focused {
			given["focused"] = true
		}
		if !focused && !o.takes(value) {
			return nil, bad("%q does not take %v", o.Name, value)
		}
		out = append(out, given)
	}
	return out, nil
}

// takes reports whether Discord would take a value for an option.
func (o option) takes(value any) bool {
	ok := false
	switch v := value.(type) {
	case string:
		n := len(utf16.Encode([]rune(v)))
		ok = (o.Type == optionString || o.Type == optionFile) && n >= o.MinLength && n <= cmp.Or(o.MaxLength, 6000) && v != ""
	case float64:
		whole := v == float64(int64(v))
		ok = (o.Type == optionNumber || o.Type == optionInteger && whole) &&
			(o.MinValue == nil || v >= *o.MinValue) && (o.MaxValue == nil || v <= *o.MaxValue)
	case bool:
		ok = o.Type == optionBoolean
	}
	return ok && (len(o.Choices) == 0 || slices.ContainsFunc(o.Choices, func(c choice) bool { return c.Value == value }))
}

// seenBy reports whether a person sees a message.
func (m *message) seenBy(p person) bool { return m.shown == "" || m.shown == p.id }

// componentData is what a pressed button or a select tells the bot.
func (d *Discord) componentData(a *act, in Action) (map[string]any, error) {
	m := d.find(in.Message)
	if m == nil || !m.seenBy(a.by) {
		return nil, bad("no message %q", in.Message)
	}
	for _, row := range objects(m.data["components"]) {
		for _, c := range objects(row["components"]) {
			if c["custom_id"] != in.CustomID || in.CustomID == "" {
				continue
			}
			if c["disabled"] == true {
				return nil, bad("%q is switched off", in.CustomID)
			}
			a.on = m
			a.command = m.used
			kind := number(c["type"])
			data := map[string]any{"custom_id": in.CustomID, "component_type": kind}
			if kind != componentButton {
				resolved, err := chosen(c, in.Values)
				if err != nil {
					return nil, err
				}
				data["values"] = in.Values
				if resolved != nil {
					data["resolved"] = resolved
				}
			}
			return data, nil
		}
	}
	return nil, bad("no component %q", in.CustomID)
}

// modalData is what a filled in modal tells the bot, in the shape in which the
// modal came.
func (d *Discord) modalData(a *act, in Action) (map[string]any, error) {
	from := d.acts[in.Modal]
	if from == nil || from.modal == nil || from.by.id != a.by.id {
		return nil, bad("no modal %q", in.Modal)
	}
	a.on, a.command = from.on, from.command
	rows := []any{}
	for _, f := range from.modal.Inputs {
		c := map[string]any{"type": f.Type, "custom_id": f.CustomID}
		switch v := in.Fields[f.CustomID].(type) {
		case nil:
			if f.Type == componentText {
				c["value"] = ""
			} else {
				c["values"] = []any{}
			}
		case string:
			c["value"] = v
		case []any:
			c["values"] = v
		default:
			return nil, bad("%q does not take %v", f.CustomID, v)
		}
		if text, _ := c["value"].(string); f.Required && text == "" && c["values"] == nil {
			return nil, bad("%q is required", f.CustomID)
		}
		if f.labelled {
			rows = append(rows, map[string]any{"type": componentLabel, "component": c})
		} else {
			rows = append(rows, map[string]any{"type": componentRow, "components": []any{c}})
		}
	}
	return map[string]any{"custom_id": from.modal.CustomID, "components": rows}, nil
}

// say puts what a person writes into the channel. Where the bot hears of
// messages that mention it, it hears of such a one.
func (d *Discord) say(ctx context.Context, as string, lang knowledge.Lang, text string) error {
	by, err := personOf(as, lang)
	if err != nil {
		return err
	}
	if strings.TrimSpace(text) == "" || len(utf16.Encode([]rune(text))) > 2000 {
		return bad("no message of 1 to 2,000 characters")
	}
	text = strings.ReplaceAll(text, "@sibaq", "<@"+botID+">")
	mentions := strings.Contains(text, "<@"+botID+">")
	d.mu.Lock()
	m := d.newMessage(by.user(), map[string]any{"content": text})
	if mentions {
		m.data["mentions"] = []any{botUser}
	}
	m.by = by.id
	d.post(m)
	data := maps.Clone(m.data)
	d.mu.Unlock()
	if !mentions || !d.cfg.Mentions {
		return nil
	}
	member := by.member()
	delete(member, "user")
	data["member"] = member
	ctx, cancel := context.WithTimeoutCause(ctx, d.cfg.Answer, errNoAnswer)
	defer cancel()
	if err := d.tell(ctx, "MESSAGE_CREATE", data); err != nil {
		return context.Cause(ctx)
	}
	return nil
}

// dismiss takes a private message away, as whoever sees it can.
func (d *Discord) dismiss(as, id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	m := d.find(id)
	if m == nil || m.shown == "" || m.shown != persons[as].id {
		return bad("no private message %q", id)
	}
	d.remove(m)
	return nil
}

// objects reads a JSON array of objects, passing over anything else.
func objects(v any) []map[string]any {
	list, _ := v.([]any)
	var out []map[string]any
	for _, x := range list {
		if m, ok := x.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

func number(v any) int {
	n, _ := v.(float64)
	return int(n)
}
