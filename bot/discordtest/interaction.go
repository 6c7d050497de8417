package discordtest

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// Interaction types and response types, as Discord numbers them.
const (
	TypeCommand      = 2
	TypeComponent    = 3
	TypeAutocomplete = 4
	TypeModal        = 5

	ReplyMessage      = 4
	ReplyDeferred     = 5
	ReplyUpdateLater  = 6
	ReplyUpdate       = 7
	ReplyAutocomplete = 8
	ReplyModal        = 9
)

// ManageServer is the permission bit of a guild's moderators.
const ManageServer = 1 << 5

// InteractionToken is what the token of every interaction begins with.
const InteractionToken = "aW50ZXJhY3Rpb246"

// Interaction is what a member does.
type Interaction struct {
	Command  string            // a command's name, a subcommand's behind it with a space between; empty for a component
	Options  map[string]string // what was typed, by option name
	Files    map[string]Upload // what was attached, by option name
	Focused  string            // the option being typed: makes it an autocompletion
	CustomID string            // the button pressed, or the select in which something was chosen
	Values   []string          // what was chosen in a select
	Message  map[string]any    // the message that holds the component
	Target   map[string]any    // the message on which a message command is given, as Posted makes it

	User        string   // id of who acts; "" = the usual member
	Permissions int64    // of the member
	Roles       []string // ids of the member's
	Guild       string   // id of the guild; "" = the usual one
	Carried     bool     // the member added the bot, not the guild
	Channel     string   // id of where it takes place; "" = Channel

	fields map[string]string // what was filled in on a modal, by custom_id
	modal  string            // its custom_id
	shape  []map[string]any  // its components

	Direct bool // in a direct message instead of the guild
	Locale string
	Age    time.Duration // how long ago Discord made it
}

// Member is the id of who acts unless an Interaction says otherwise.
const Member = "1000000000000000077"

func (i Interaction) user() map[string]any {
	id := i.User
	if id == "" {
		id = Member
	}
	return map[string]any{"id": id, "username": "member" + id[len(id)-2:], "discriminator": "0"}
}

// Exchange is an interaction with all that the bot answered to it.
type Exchange struct {
	ID, Token string

	s        *Server
	made     time.Time
	sent     time.Time
	answered time.Time
	input    Interaction
	first    *Payload
	edits    []Payload
	read     int            // edits that Edit has handed out
	message  map[string]any // as the member sees it now
}

// Payload is one answer of the bot, as it came over the wire.
type Payload struct {
	Type int // of the callback; 0 for an edit
	Data map[string]any
	JSON []byte
	// Files came beside the JSON.
	Files []File
}

// Send dispatches an interaction over the gateway. It waits until a bot is
// connected.
func (s *Server) Send(i Interaction) *Exchange {
	s.t.Helper()
	s.Connected(s.t)
	s.mu.Lock()
	made := time.Now().Add(-i.Age)
	ex := &Exchange{s: s, made: made, input: i, ID: s.id(made)}
	ex.Token = InteractionToken + ex.ID + "fakefakefake"
	s.exchanges[ex.Token], s.byID[ex.ID] = ex, ex
	payload := ex.payload()
	ex.sent = time.Now()
	s.mu.Unlock()
	s.dispatch("INTERACTION_CREATE", payload)
	return ex
}

// Dispatch sends the same interaction again, as a gateway does after a resume.
func (e *Exchange) Dispatch() {
	e.s.mu.Lock()
	payload := e.payload()
	e.s.mu.Unlock()
	e.s.dispatch("INTERACTION_CREATE", payload)
}

func (e *Exchange) payload() map[string]any {
	i := e.input
	user := i.user()
	locale := i.Locale
	if locale == "" {
		locale = "en-US"
	}
	p := map[string]any{
		"id": e.ID, "application_id": e.s.AppID, "token": e.Token, "version": 1,
		"channel_id": channel, "locale": locale, "app_permissions": "442368",
		"entitlements": []any{}, "attachment_size_limit": 10485760,
	}
	if i.Direct {
		p["user"], p["context"] = user, 1
		p["authorizing_integration_owners"] = map[string]any{"1": user["id"]}
	} else {
		guild := i.Guild
		if guild == "" {
			guild = e.s.GuildID
		}
		p["guild_id"], p["context"] = guild, 0
		p["guild_locale"] = "en-US"
		p["authorizing_integration_owners"] = map[string]any{"0": guild}
		if i.Carried {
			p["authorizing_integration_owners"] = map[string]any{"1": user["id"]}
		}
		p["member"] = map[string]any{"user": user, "roles": append([]string{}, i.Roles...), "joined_at": "2024-01-01T00:00:00Z",
			"permissions": fmt.Sprint(i.Permissions)}
	}
	switch {
	case i.modal != "":
		p["type"] = TypeModal
		p["data"] = map[string]any{"custom_id": i.modal, "components": filled(i.shape, i.fields)}
		if i.Message != nil {
			p["message"] = i.Message
		}
		i.place(p)
		return p
	case i.Command == "":
		p["type"] = TypeComponent
		p["data"] = map[string]any{"custom_id": i.CustomID, "component_type": 2}
		p["message"] = i.Message
		i.place(p)
		return p
	}
	i.place(p)
	p["type"] = TypeCommand
	options := []any{}
	for name, value := range i.Options {
		o := map[string]any{"name": name, "type": 3, "value": value}
		if name == i.Focused {
			o["focused"] = true
		}
		options = append(options, o)
	}
	attached := map[string]any{}
	for name, up := range i.Files {
		id := e.s.id(time.Now())
		attached[id] = e.s.keep(id, up)
		options = append(options, map[string]any{"name": name, "type": 11, "value": id})
	}
	if i.Focused != "" {
		p["type"] = TypeAutocomplete
	}
	command, sub, isSub := strings.Cut(i.Command, " ")
	if isSub && i.Target == nil {
		options = []any{map[string]any{"name": sub, "type": 1, "options": options}}
	} else {
		command = i.Command
	}
	data := map[string]any{"id": "1000000000000000009", "name": command, "type": 1, "options": options}
	if len(attached) > 0 {
		data["resolved"] = map[string]any{"attachments": attached}
	}
	if i.Target != nil {
		data["type"], data["target_id"] = 3, i.Target["id"]
		data["resolved"] = map[string]any{"messages": map[string]any{str(i.Target["id"]): i.Target}}
	}
	p["data"] = data
	return p
}

// Posted is a message that the usual member has written.
func (s *Server) Posted(content string) map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return map[string]any{
		"id": s.id(time.Now()), "channel_id": channel, "type": 0, "content": content, "embeds": []any{},
		"components": []any{}, "attachments": []any{}, "mentions": []any{}, "mention_roles": []any{}, "mention_everyone": false,
		"pinned": false, "tts": false, "edited_timestamp": nil, "timestamp": time.Now().UTC().Format(time.RFC3339),
		"author": Interaction{}.user(),
	}
}

// channel is where everything takes place.
const channel = "1000000000000000003"

// Response waits for the bot's first answer.
func (e *Exchange) Response(t testing.TB) Payload {
	t.Helper()
	e.s.wait(t, "an answer to "+e.what(), func() bool { return e.first != nil })
	return *e.first
}

// Edit waits for the next edit of the answer.
func (e *Exchange) Edit(t testing.TB) Payload {
	t.Helper()
	e.s.wait(t, "an edit of the answer to "+e.what(), func() bool { return len(e.edits) > e.read })
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	e.read++
	return e.edits[e.read-1]
}

// Message waits for an answer that shows something, at once or by a later
// edit, and returns the message as the member sees it.
func (e *Exchange) Message(t testing.TB) map[string]any {
	t.Helper()
	e.s.wait(t, "a message in answer to "+e.what(), func() bool { return e.message != nil })
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	return e.message
}

// Expire makes the interaction's token as old as Discord ever takes it.
func (e *Exchange) Expire() {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	e.made = e.made.Add(-tokenLives)
}

// Delay is how long the bot took to its first answer, from when the fake sent
// the interaction.
func (e *Exchange) Delay(t testing.TB) time.Duration {
	t.Helper()
	e.Response(t)
	return e.answered.Sub(e.sent)
}

// Answered reports whether the bot has answered until now.
func (e *Exchange) Answered() bool {
	e.s.mu.Lock()
	defer e.s.mu.Unlock()
	return e.first != nil
}

func (e *Exchange) what() string {
	switch {
	case e.input.modal != "":
		return "modal " + e.input.modal
	case e.input.Command == "":
		return "component " + e.input.CustomID
	}
	return "/" + e.input.Command
}

// Press waits for the message and presses its button of that custom_id, as
// the member who asked.
func (e *Exchange) Press(t testing.TB, customID string) *Exchange {
	t.Helper()
	return e.PressAs(t, e.input.User, customID)
}

// PressAs presses a button as the member with an id.
func (e *Exchange) PressAs(t testing.TB, user, customID string) *Exchange {
	t.Helper()
	return e.s.Send(e.again(Interaction{CustomID: customID, Message: e.Message(t), User: user}))
}

// again makes what a member does next, where and with what rights they had.
func (e *Exchange) again(i Interaction) Interaction {
	i.Permissions, i.Roles, i.Guild, i.Channel, i.Direct, i.Carried = e.input.Permissions, e.input.Roles, e.input.Guild, e.input.Channel, e.input.Direct, e.input.Carried
	return i
}

// Button returns the custom_id of the enabled button with a label; it fails the
// test where the message has none.
func Button(t testing.TB, message map[string]any, label string) string {
	t.Helper()
	var labels []string
	for _, row := range list(message["components"]) {
		for _, c := range list(row["components"]) {
			if c["label"] == label && c["disabled"] != true {
				return str(c["custom_id"])
			}
			labels = append(labels, str(c["label"]))
		}
	}
	t.Fatalf("discordtest: no button %q among %q", label, labels)
	return ""
}

// Buttons returns the custom_ids of the enabled buttons of a message, in order.
func Buttons(message map[string]any) []string {
	var out []string
	for _, row := range list(message["components"]) {
		for _, c := range list(row["components"]) {
			if id, _ := c["custom_id"].(string); id != "" && c["disabled"] != true {
				out = append(out, id)
			}
		}
	}
	return out
}

func (s *Server) callback(id, token string, body []byte, files []File) answer {
	var p struct {
		Type int            `json:"type"`
		Data map[string]any `json:"data"`
	}
	if json.Unmarshal(body, &p) != nil {
		return refuse(400, 50109, "The request body contains invalid JSON.")
	}
	ok := s.allow(http.MethodPost, "/interactions/{interaction_id}/{interaction_token}/callback", body, append(CheckCallback(body), checkFiles(messageIn(body), files)...))
	s.mu.Lock()
	defer func() { s.mu.Unlock(); s.changed.Broadcast() }()
	e := s.byID[id]
	switch {
	case !ok:
		return refuse(400, 50035, "Invalid Form Body")
	case e == nil || e.Token != token || time.Since(e.made) > answerWithin:
		return refuse(404, 10062, "Unknown interaction")
	case e.first != nil:
		return refuse(400, 40060, "Interaction has already been acknowledged.")
	case !e.takes(p.Type):
		s.t.Errorf("discordtest: %s is answered with type %d\n%s", e.what(), p.Type, body)
		return refuse(400, 50035, "Invalid Form Body")
	}
	e.answered = time.Now()
	e.first = &Payload{Type: p.Type, Data: p.Data, JSON: body, Files: files}
	switch p.Type {
	case ReplyMessage:
		e.message = e.newMessage(p.Data)
	case ReplyUpdate: // which loses the files that are not listed
		e.message = merge(e.input.Message, p.Data)
	}
	if e.message != nil {
		e.message["attachments"] = attached(p.Data, files)
	}
	return answer{204, nil}
}

// takes reports whether an interaction can be answered so.
func (e *Exchange) takes(reply int) bool {
	completes := e.input.Focused != ""
	switch reply {
	case ReplyUpdateLater, ReplyUpdate: // there must be a message to change
		return e.input.Command == "" && e.input.Message != nil
	case ReplyModal:
		return e.input.modal == "" && !completes
	case ReplyAutocomplete:
		return completes
	}
	return !completes
}

// webhook serves edits of the answer and follow-ups.
func (s *Server) webhook(method string, part []string, body []byte, files []File) answer {
	template := "/webhooks/{webhook_id}/{webhook_token}"
	original := len(part) == 5 && part[3] == "messages" && part[4] == "@original"
	switch {
	case original:
		template += "/messages/@original"
	case len(part) != 3:
		s.t.Errorf("discordtest: no such route: %s /%v", method, part)
		return refuse(404, 0, "404: Not Found")
	}
	var data map[string]any
	if method == http.MethodPost || method == http.MethodPatch {
		if json.Unmarshal(body, &data) != nil {
			return refuse(400, 50109, "The request body contains invalid JSON.")
		}
		if !s.allow(method, template, body, append(CheckMessage(body), checkFiles(data, files)...)) {
			return refuse(400, 50035, "Invalid Form Body")
		}
	}
	s.mu.Lock()
	defer func() { s.mu.Unlock(); s.changed.Broadcast() }()
	e := s.exchanges[part[2]]
	switch {
	case e == nil || part[1] != s.AppID:
		return refuse(404, 10015, "Unknown Webhook")
	case time.Since(e.made) > tokenLives:
		return refuse(401, 50027, "Invalid Webhook Token")
	case e.first == nil:
		return refuse(404, 10008, "Unknown Message")
	case original && method == http.MethodPatch:
		base := e.message
		if base == nil && e.first.Type == ReplyUpdateLater {
			base = e.input.Message
		}
		if base == nil {
			base = e.newMessage(map[string]any{"flags": e.first.Data["flags"]})
		}
		e.message = merge(base, data)
		if data["attachments"] != nil {
			e.message["attachments"] = attached(data, files)
		}
		e.edits = append(e.edits, Payload{Data: data, JSON: body, Files: files})
		return answer{200, e.message}
	case !original && method == http.MethodPost:
		e.edits = append(e.edits, Payload{Data: data, JSON: body, Files: files})
		return answer{200, e.newMessage(data)}
	}
	return refuse(405, 0, "405: Method Not Allowed")
}

func (e *Exchange) newMessage(data map[string]any) map[string]any {
	s := e.s
	return merge(map[string]any{
		"interaction_metadata": map[string]any{"id": e.ID, "type": TypeCommand, "user": e.input.user()},
		"id":                   s.id(time.Now()), "channel_id": channel, "type": 20, "content": "",
		"embeds": []any{}, "components": []any{}, "timestamp": time.Now().UTC().Format(time.RFC3339),
		"author": map[string]any{"id": s.AppID, "username": "sibaq", "bot": true},
	}, data)
}

func merge(base, change map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range base {
		out[k] = v
	}
	for k, v := range change {
		if k != "allowed_mentions" {
			out[k] = v
		}
	}
	return out
}

// list reads a JSON array of objects, skipping anything else.
func list(v any) []map[string]any {
	a, _ := v.([]any)
	var out []map[string]any
	for _, x := range a {
		if m, ok := x.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}
