package local_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"sibaq/bot/local"
)

const commands = `{"name":"say","description":"Says it.","options":[
	{"type":3,"name":"text","description":"What?","required":true,"max_length":5},
	{"type":4,"name":"times","description":"How often?","min_value":1,"max_value":3},
	{"type":5,"name":"loud","description":"Loudly?"},
	{"type":3,"name":"tone","description":"How?","choices":[{"name":"Kind","value":"k"}]},
	{"type":11,"name":"file","description":"With?"}]}`

// withBot is a page whose bot has registered its commands and says what a test
// wants.
func withBot(t *testing.T) (*page, *scripted) {
	t.Helper()
	d := local.New(local.Config{Log: quietly, Mentions: true})
	s := runScripted(t, d)
	s.must(http.MethodPost, "/applications/1/commands", commands)
	s.must(http.MethodPost, "/applications/1/commands", `{"name":"keep","description":"Keeps.","default_member_permissions":32,"options":[
		{"type":1,"name":"list","description":"Lists."},
		{"type":2,"name":"fact","description":"Facts","options":[{"type":1,"name":"add","description":"Adds.","options":[{"type":3,"name":"text","description":"Which?"}]}]}]}`)
	s.must(http.MethodPost, "/applications/1/commands", `{"name":"Look · Find","type":3}`)
	return open(t, d), s
}

func say(text string) action {
	return action{"kind": 2, "command": "say", "options": map[string]any{"text": text}}
}

func TestCommandsAreListedAsDiscordDoes(t *testing.T) {
	p, s := withBot(t)
	names := func() (out []string) {
		for _, c := range p.all.Commands {
			name := c["name"].(string)
			if c["moderators"] == true {
				name += " (moderators)"
			}
			out = append(out, name)
		}
		return out
	}
	if got, want := names(), []string{"say", "keep list (moderators)", "keep fact add (moderators)", "Look · Find"}; !reflect.DeepEqual(got, want) {
		t.Errorf("it lists %q, want %q", got, want)
	}
	var registered []struct {
		ID, Name    string
		Permissions any `json:"default_member_permissions"`
	}
	must(t, json.Unmarshal([]byte(s.must(http.MethodGet, "/applications/1/commands?with_localizations=true", "")), &registered))
	if len(registered) != 3 || registered[1].Permissions != "32" {
		t.Fatalf("registered are %+v", registered)
	}
	s.must(http.MethodPatch, "/applications/1/commands/"+registered[0].ID, `{"name":"tell","description":"both","description_localizations":{"en-US":"English"}}`)
	p.hear("commands")
	if c := p.all.Commands[0]; c["name"] != "tell" || c["description"] != "English" {
		t.Errorf("after a change the first is %v", c)
	}
	s.must(http.MethodDelete, "/applications/1/commands/"+registered[1].ID, "")
	p.hear("commands")
	if got := names(); len(got) != 2 {
		t.Errorf("after one is gone it lists %q", got)
	}
}

// What the bot is told is what Discord would tell it.
func TestActionsBecomeInteractions(t *testing.T) {
	p, s := withBot(t)
	i, _ := s.answering(p, action{"lang": "ar", "kind": 2, "command": "say", "options": map[string]any{"text": "hi", "times": 2, "loud": true, "tone": "k"},
		"files": map[string]any{"file": map[string]any{"name": "../a.txt", "data": []byte("bytes")}}}, `{"type":4,"data":{"content":"hi"}}`)
	var values []any
	for _, o := range i.Data["options"].([]any) {
		o := o.(map[string]any)
		values = append(values, o["name"], o["type"], o["value"])
	}
	file := values[len(values)-1].(string)
	if want := []any{"text", 3.0, "hi", "times", 4.0, 2.0, "loud", 5.0, true, "tone", 3.0, "k", "file", 11.0, file}; i.Type != 2 || !reflect.DeepEqual(values, want) {
		t.Errorf("the bot is told %d %v, want 2 %v", i.Type, values, want)
	}
	if i.Member["permissions"] != "2147519520" || i.Member["user"].(map[string]any)["global_name"] != "المشرف" {
		t.Errorf("the member is %v", i.Member)
	}
	attached := i.Data["resolved"].(map[string]any)["attachments"].(map[string]any)[file].(map[string]any)
	resp, err := s.d.Client().Get(attached["url"].(string))
	must(t, err)
	defer resp.Body.Close()
	if data, _ := io.ReadAll(resp.Body); attached["filename"] != "a.txt" || string(data) != "bytes" {
		t.Errorf("the file is %v with %q", attached, data)
	}
	said := p.next()

	i, _ = s.answering(p, action{"kind": 2, "command": "keep fact add", "options": map[string]any{"text": "x"}}, `{"type":4,"data":{"content":"added"}}`)
	if got, want := compact(t, i.Data["options"]), `[{"name":"fact","options":[{"name":"add","options":[{"name":"text","type":3,"value":"x"}],"type":1}],"type":2}]`; i.Data["name"] != "keep" || got != want {
		t.Errorf("a subcommand is told as %s", got)
	}
	if v := p.next(); v.Command != "/keep fact add" || v.Asker != "moderator" {
		t.Errorf("the reply shows %+v", v)
	}

	i, _ = s.answering(p, action{"kind": 2, "command": "Look · Find", "target": said.ID}, `{"type":4,"data":{"content":"found","flags":64}}`)
	target := i.Data["resolved"].(map[string]any)["messages"].(map[string]any)[i.Data["target_id"].(string)].(map[string]any)
	if target["content"] != "hi" || i.Data["type"] != 3.0 {
		t.Errorf("a command on a message is told as %v", i.Data)
	}
	if v := p.next(); v.For != "moderator" || v.Command != "Look · Find" {
		t.Errorf("the private reply shows %+v", v)
	}

	i, out := s.answering(p, action{"kind": 4, "command": "say", "focused": "text", "options": map[string]any{"times": 1}}, `{"type":8,"data":{"choices":[{"name":"A","value":"a"}]}}`)
	if got := compact(t, i.Data["options"]); i.Type != 4 || got != `[{"focused":true,"name":"text","type":3,"value":""},{"name":"times","type":4,"value":1}]` {
		t.Errorf("typing is told as %s", got)
	}
	if len(out.Choices) != 1 || out.Choices[0].Value != "a" {
		t.Errorf("the page gets %+v", out)
	}
}

func compact(t *testing.T, v any) string {
	data, err := json.Marshal(v)
	must(t, err)
	return string(data)
}

// The page cannot do what Discord's client would not let one do.
func TestWhatCannotBeDone(t *testing.T) {
	p, s := withBot(t)
	s.answering(p, say("hi"), `{"type":4,"data":{"content":"hi","flags":64,"components":[{"type":1,"components":[
		{"type":2,"style":1,"custom_id":"off","label":"x","disabled":true},{"type":2,"style":1,"custom_id":"on","label":"y"}]},
		{"type":1,"components":[{"type":3,"custom_id":"pick","options":[{"label":"a","value":"a"}]}]}]}}`)
	private := p.next()
	for name, in := range map[string]action{
		"nobody":                    {"as": "root", "kind": 2, "command": "say", "options": map[string]any{"text": "a"}},
		"an unknown kind":           {"kind": 1},
		"an unknown command":        {"kind": 2, "command": "sing"},
		"a group alone":             {"kind": 2, "command": "keep fact"},
		"an unknown subcommand":     {"kind": 2, "command": "keep all"},
		"a missing option":          {"kind": 2, "command": "say"},
		"an empty option":           say(""),
		"too long a text":           say("123456"),
		"an unknown option":         {"kind": 2, "command": "say", "options": map[string]any{"text": "a", "x": "y"}},
		"a text for a number":       {"kind": 2, "command": "say", "options": map[string]any{"text": "a", "times": "2"}},
		"half a number":             {"kind": 2, "command": "say", "options": map[string]any{"text": "a", "times": 1.5}},
		"too great a number":        {"kind": 2, "command": "say", "options": map[string]any{"text": "a", "times": 4}},
		"no choice":                 {"kind": 2, "command": "say", "options": map[string]any{"text": "a", "tone": "z"}},
		"a hidden command":          {"as": "member", "kind": 2, "command": "keep list"},
		"a button that is off":      {"kind": 3, "message": private.ID, "custom": "off"},
		"no button":                 {"kind": 3, "message": private.ID, "custom": "none"},
		"no message":                {"kind": 3, "message": "1", "custom": "on"},
		"another's private message": {"as": "member", "kind": 3, "message": private.ID, "custom": "on"},
		"a command on another's":    {"as": "member", "kind": 2, "command": "Look · Find", "target": private.ID},
		"nothing chosen":            {"kind": 3, "message": private.ID, "custom": "pick"},
		"no such choice":            {"kind": 3, "message": private.ID, "custom": "pick", "values": []string{"b"}},
		"no modal":                  {"kind": 5, "modal": "x"},
	} {
		if status, body := p.send("/act", in); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: status %d, %s", name, status, body)
		}
	}
	if len(s.came) != 0 {
		t.Error("the bot was told of something")
	}
	if status, _ := p.send("/dismiss", action{"as": "member", "message": private.ID}); status != http.StatusUnprocessableEntity {
		t.Errorf("another's private message is dismissed with status %d", status)
	}
	if status, _ := p.send("/say", action{"text": " "}); status != http.StatusUnprocessableEntity {
		t.Errorf("an empty message is said with status %d", status)
	}
}

func TestLaterAnswers(t *testing.T) {
	p, s := withBot(t)
	i, _ := s.answering(p, say("hi"), `{"type":5,"data":{"flags":64}}`)
	if v := p.next(); !v.Loading || v.For != "moderator" {
		t.Errorf("a deferred private reply shows %+v", v)
	}
	reply := "/webhooks/1000000000000000001/" + i.Token
	s.must(http.MethodPatch, reply+"/messages/@original", `{"content":"later","components":[{"type":1,"components":[{"type":2,"style":2,"custom_id":"b","label":"B"}]}]}`)
	first := p.next()
	if first.Loading || first.Edited || sketch(first.Content) != "later" || first.For != "moderator" {
		t.Errorf("its answer shows %+v", first)
	}
	s.must(http.MethodPatch, reply+"/messages/@original", `{"content":"changed"}`)
	if v := p.next(); !v.Edited || v.ID != first.ID || len(v.Rows) != 1 {
		t.Errorf("an edit shows %+v", v)
	}
	var further struct{ ID string }
	must(t, json.Unmarshal([]byte(s.must(http.MethodPost, reply, `{"content":"more"}`)), &further))
	if v := p.next(); v.ID != further.ID || v.For != "" {
		t.Errorf("a follow-up shows %+v", v)
	}
	s.must(http.MethodDelete, reply+"/messages/"+further.ID, "")
	p.hear("gone")
	if !strings.Contains(s.must(http.MethodGet, reply+"/messages/@original", ""), `"changed"`) {
		t.Error("the reply cannot be read")
	}

	// A button that answers later changes the message that holds it; a follow-up
	// to it is a message of its own.
	b, _ := s.answering(p, action{"kind": 3, "message": first.ID, "custom": "b"}, `{"type":6}`)
	if b.Type != 3 || b.Message["content"] != "changed" || b.Data["custom_id"] != "b" {
		t.Errorf("the bot is told %+v", b)
	}
	s.must(http.MethodPatch, "/webhooks/1000000000000000001/"+b.Token+"/messages/@original", `{"content":"pressed","components":null}`)
	if v := p.next(); v.ID != first.ID || sketch(v.Content) != "pressed" || len(v.Rows) != 0 {
		t.Errorf("a button's later answer shows %+v", v)
	}

	// A follow-up takes the place of a reply that has yet to come.
	i, _ = s.answering(p, say("hi"), `{"type":5}`)
	waiting := p.next()
	s.must(http.MethodPost, "/webhooks/1000000000000000001/"+i.Token, `{"content":"here"}`)
	if v := p.next(); v.ID != waiting.ID || v.Loading || sketch(v.Content) != "here" {
		t.Errorf("it shows %+v", v)
	}
}

func TestSelectsAndModals(t *testing.T) {
	p, s := withBot(t)
	s.answering(p, say("hi"), `{"type":4,"data":{"content":"settings","components":[
		{"type":1,"components":[{"type":3,"custom_id":"some","min_values":0,"max_values":2,"options":[{"label":"A","value":"a"},{"label":"B","value":"b","default":true}]}]},
		{"type":1,"components":[{"type":8,"custom_id":"where"}]},
		{"type":1,"components":[{"type":6,"custom_id":"who"}]},
		{"type":17,"components":[]}]}}`)
	v := p.next()
	if len(v.Rows) != 4 || v.Rows[0][0].Max != 2 || v.Rows[1][0].Options[0].Label != "#sibaq" || v.Rows[3][0].Type != 17 {
		t.Fatalf("the rows are %+v", v.Rows)
	}
	i, _ := s.answering(p, action{"kind": 3, "message": v.ID, "custom": "some", "values": []string{"a", "b"}}, `{"type":6}`)
	if got := compact(t, i.Data); got != `{"component_type":3,"custom_id":"some","values":["a","b"]}` {
		t.Errorf("a select is told as %s", got)
	}
	role := v.Rows[2][0].Options[0].Value
	i, out := s.answering(p, action{"kind": 3, "message": v.ID, "custom": "who", "values": []string{role}}, `{"type":9,"data":{"custom_id":"m","title":"More","components":[
		{"type":1,"components":[{"type":4,"custom_id":"a","label":"A","style":1,"required":true}]},
		{"type":18,"label":"B","component":{"type":3,"custom_id":"b","required":false,"options":[{"label":"x","value":"x"}]}}]}}`)
	if roles, _ := i.Data["resolved"].(map[string]any)["roles"].(map[string]any); roles[role] == nil {
		t.Errorf("a select of roles is told as %v", i.Data)
	}
	m := out.Modal
	if m == nil || m.Title != "More" || len(m.Inputs) != 2 || m.Inputs[1].Label != "B" {
		t.Fatalf("the modal is %+v", m)
	}
	for _, in := range []action{
		{"kind": 5, "modal": m.ID, "fields": map[string]any{"a": ""}},
		{"kind": 5, "modal": m.ID, "fields": map[string]any{"a": 1}},
		{"as": "member", "kind": 5, "modal": m.ID, "fields": map[string]any{"a": "x"}},
	} {
		if status, _ := p.send("/act", in); status != http.StatusUnprocessableEntity {
			t.Errorf("%v: status %d", in, status)
		}
	}
	i, _ = s.answering(p, action{"kind": 5, "modal": m.ID, "fields": map[string]any{"a": "1", "b": []string{"x"}}}, `{"type":7,"data":{"content":"saved","components":[]}}`)
	if got := compact(t, i.Data); i.Type != 5 || got != `{"components":[{"components":[{"custom_id":"a","type":4,"value":"1"}],"type":1},{"component":{"custom_id":"b","type":3,"values":["x"]},"type":18}],"custom_id":"m"}` {
		t.Errorf("a modal is told as %s", got)
	}
	if got := p.next(); got.ID != v.ID || sketch(got.Content) != "saved" {
		t.Errorf("its answer shows %+v", got)
	}
}

func picture(t *testing.T) []byte {
	var b bytes.Buffer
	must(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20))))
	return b.Bytes()
}

func TestFiles(t *testing.T) {
	p, s := withBot(t)
	i, _ := s.answering(p, say("hi"), `{"type":5}`)
	p.next()
	reply := "/webhooks/1000000000000000001/" + i.Token + "/messages/@original"
	patch := func(payload string, files map[string][]byte) view {
		t.Helper()
		kind, body := form(t, payload, files)
		if status, out := s.call(http.MethodPatch, reply, kind, body); status != http.StatusOK {
			t.Fatalf("status %d, %s", status, out)
		}
		return p.next()
	}
	v := patch(`{"content":"a","attachments":[{"id":"0","filename":"a.png","description":"a grey picture"}]}`, map[string][]byte{"a.png": picture(t)})
	if len(v.Files) != 1 || v.Files[0].Alt != "a grey picture" || !v.Files[0].Image || v.Files[0].Width != 30 {
		t.Fatalf("the files are %+v", v.Files)
	}
	if kind, _ := get(t, p, v.Files[0].URL); kind.Get("Content-Type") != "image/png" {
		t.Errorf("it is served as %v", kind)
	}
	// A change without a list keeps the files, one with an empty list drops them.
	s.must(http.MethodPatch, reply, `{"content":"b"}`)
	if v := p.next(); len(v.Files) != 1 {
		t.Errorf("after a change of the text the files are %+v", v.Files)
	}
	v = patch(`{"embeds":[{"title":"t","image":{"url":"attachment://b.png"}}],"attachments":[{"id":"0","filename":"b.png"}]}`, map[string][]byte{"b.png": picture(t)})
	if len(v.Files) != 0 || v.Embeds[0].Image == nil || v.Embeds[0].Image.Name != "b.png" {
		t.Errorf("a picture in an embed shows as %+v", v)
	}
	old := v.Embeds[0].Image.URL
	s.must(http.MethodPatch, reply, `{"attachments":[],"embeds":[{"title":"t","image":{"url":"https://elsewhere.example/x.png"}}]}`)
	if v := p.next(); v.Embeds[0].Image != nil {
		t.Errorf("a picture from the web shows as %+v", v.Embeds[0].Image)
	}
	if resp, err := p.server.Client().Get(p.server.URL + old); err != nil || resp.StatusCode != http.StatusNotFound {
		t.Error("a file that was dropped is still served")
	}
	// What is no picture cannot become a page of ours.
	v = patch(`{"attachments":[{"id":"0"}]}`, map[string][]byte{"x.html": []byte("<!doctype html><script>alert(1)</script>")})
	h, _ := get(t, p, v.Files[0].URL)
	if h.Get("Content-Type") != "application/octet-stream" || !strings.HasPrefix(h.Get("Content-Disposition"), "attachment") || h.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("a file of HTML is served as %v", h)
	}
}

func get(t *testing.T, p *page, path string) (http.Header, string) {
	t.Helper()
	resp, err := p.server.Client().Get(p.server.URL + path)
	must(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(t, err)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s", path, resp.Status)
	}
	return resp.Header, string(body)
}

// The bot meets the refusals that it would meet on Discord.
func TestRefusals(t *testing.T) {
	p, s := withBot(t)
	i, _ := s.answering(p, say("hi"), `{"type":4,"data":{"content":"a"}}`)
	p.next()
	for _, c := range []struct {
		name, method, path, body string
		status                   int
		code                     float64
	}{
		{"answered already", "POST", "/interactions/" + i.ID + "/" + i.Token + "/callback", `{"type":4,"data":{"content":"b"}}`, 400, 40060},
		{"no such interaction", "POST", "/interactions/1/x/callback", `{"type":4}`, 404, 10062},
		{"no such webhook", "POST", "/webhooks/1000000000000000001/x", `{"content":"b"}`, 404, 10015},
		{"no such message", "PATCH", "/webhooks/1000000000000000001/" + i.Token + "/messages/1", `{"content":"b"}`, 404, 10008},
		{"no JSON", "POST", "/webhooks/1000000000000000001/" + i.Token, `{`, 400, 50109},
		{"no such command", "PATCH", "/applications/1/commands/1", `{}`, 404, 10063},
		{"no such channel", "POST", "/channels/1/messages", `{"content":"x"}`, 404, 10003},
		{"no such call", "GET", "/guilds/1", "", 404, 0},
	} {
		status, out := s.call(c.method, c.path, "application/json", c.body)
		var e struct{ Code float64 }
		if json.Unmarshal([]byte(out), &e); status != c.status || e.Code != c.code {
			t.Errorf("%s: status %d, %s", c.name, status, out)
		}
	}
	req, _ := http.NewRequest(http.MethodGet, "https://discord.com/api/v10/users/@me", nil)
	req.Header.Set("Authorization", "Bot another")
	if resp, err := s.d.Client().Do(req); err != nil || resp.StatusCode != http.StatusUnauthorized {
		t.Errorf("another token gets %v, %v", resp, err)
	}
	if _, err := s.d.Client().Get("https://example.org/"); err == nil {
		t.Error("the bot reaches the network")
	}
}

// A bot that says nothing for three seconds has failed, and cannot answer after.
func TestABotThatDoesNotAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(time.Date(2024, 6, 6, 0, 0, 0, 0, time.UTC))) // ids hold no time before 2015
		d := local.New(local.Config{Log: quietly})
		s := runScripted(t, d)
		s.must(http.MethodPost, "/applications/1/commands", commands)
		req := httptest.NewRequest(http.MethodPost, "http://localhost/act", strings.NewReader(`{"as":"member","kind":2,"command":"say","options":{"text":"x"}}`))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Origin", "http://localhost")
		began := time.Now()
		w := httptest.NewRecorder()
		d.Handler().ServeHTTP(w, req)
		if took := time.Since(began); w.Code != http.StatusGatewayTimeout || took != 3*time.Second {
			t.Errorf("status %d after %v", w.Code, took)
		}
		time.Sleep(time.Millisecond)
		i := s.next()
		if status, out := s.call(http.MethodPost, "/interactions/"+i.ID+"/"+i.Token+"/callback", "application/json", `{"type":4,"data":{"content":"late"}}`); status != 404 || !strings.Contains(out, "10062") {
			t.Errorf("a late answer gets %d, %s", status, out)
		}
	})
}

// A message that mentions the bot reaches it; one that does not stays unread.
func TestMentions(t *testing.T) {
	p, s := withBot(t)
	p.send("/say", action{"text": "nobody asks"})
	p.next()
	p.send("/say", action{"text": "@sibaq who?"})
	asked := p.next()
	e := <-s.came
	if e.kind != "MESSAGE_CREATE" || !strings.Contains(e.data, `"\u003c@1000000000000000001\u003e who?"`) || len(s.came) != 0 {
		t.Errorf("the bot is told %s %s", e.kind, e.data)
	}
	s.must(http.MethodPost, "/channels/1000000000000000003/messages", `{"content":"I","message_reference":{"message_id":"`+asked.ID+`"}}`)
	if v := p.next(); v.ReplyTo == nil || v.ReplyTo.Text != "@sibaq who?" || v.ReplyTo.By != "moderator" {
		t.Errorf("the reply shows %+v", v)
	}
}

// A channel keeps its newest messages, and the page of one who comes later shows
// them.
func TestAChannelKeepsItsNewest(t *testing.T) {
	d := local.New(local.Config{Log: quietly})
	p := open(t, d)
	for range 310 {
		if status, body := p.send("/say", action{"text": "x"}); status != http.StatusOK {
			t.Fatal(body)
		}
	}
	late := open(t, d)
	if n := len(late.order); n != 300 {
		t.Errorf("%d messages are kept", n)
	}
}
