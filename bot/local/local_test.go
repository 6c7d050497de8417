package local_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"
	"time"

	"sibaq/bot/discordtest"
	"sibaq/bot/local"
)

// page is a browser's view of a local Discord: what it is told, and what it can do.
type page struct {
	*local.Discord
	t      *testing.T
	server *httptest.Server
	as     string
	events chan told
	order  []string        // ids of messages
	shown  map[string]view // by id
	all    struct {
		Commands []map[string]any
		Status   map[string]any
	}
}

type told struct{ kind, data string }

// view is a message as the page is told of it.
type view struct {
	ID, By, Asker, Command, For, Text string
	Edited, Loading                   bool
	Content                           []node
	Embeds                            []struct {
		Color, URL, Footer string
		Title, Description []node
		Image              *file
	}
	Files   []file
	Rows    [][]control
	ReplyTo *struct{ By, Text string }
}

type node struct {
	Kind, Text, Href string
	In               []node
}

type file struct {
	Name, Alt, URL string
	Image          bool
	Width, Height  int
}

type control struct {
	Type                 int
	Custom, Label, Emoji string
	Disabled             bool
	Min, Max             int
	Options              []struct{ Label, Value string }
}

// open opens the page of a Discord.
func open(t *testing.T, d *local.Discord) *page {
	t.Helper()
	p := &page{Discord: d, t: t, server: httptest.NewServer(d.Handler()), as: "moderator", events: make(chan told, 1000), shown: map[string]view{}}
	ctx, stop := context.WithCancel(context.Background())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.server.URL+"/events", nil)
	must(t, err)
	resp, err := p.server.Client().Do(req)
	must(t, err)
	t.Cleanup(func() {
		stop()
		resp.Body.Close()
		p.server.Close()
	})
	go func() {
		var e told
		lines := bufio.NewScanner(resp.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			switch name, value, _ := strings.Cut(lines.Text(), ": "); name {
			case "event":
				e.kind = value
			case "data":
				e.data = value
				p.events <- e
			}
		}
	}()
	p.hear("all")
	return p
}

// hear takes what the page is told until something of a kind has come.
func (p *page) hear(kind string) {
	p.t.Helper()
	late := time.After(discordtest.Patience)
	for {
		select {
		case e := <-p.events:
			p.take(e)
			if e.kind == kind {
				return
			}
		case <-late:
			p.t.Fatalf("the page is told of no %s", kind)
		}
	}
}

func (p *page) take(e told) {
	p.t.Helper()
	switch e.kind {
	case "all":
		var all struct{ Messages []view }
		must(p.t, json.Unmarshal([]byte(e.data), &all))
		must(p.t, json.Unmarshal([]byte(e.data), &p.all))
		for _, v := range all.Messages {
			p.order, p.shown[v.ID] = append(p.order, v.ID), v
		}
	case "message":
		var v view
		must(p.t, json.Unmarshal([]byte(e.data), &v))
		if _, known := p.shown[v.ID]; !known {
			p.order = append(p.order, v.ID)
		}
		p.shown[v.ID] = v
	case "gone":
		var id string
		must(p.t, json.Unmarshal([]byte(e.data), &id))
		delete(p.shown, id)
	case "commands":
		must(p.t, json.Unmarshal([]byte(e.data), &p.all.Commands))
	case "status":
		must(p.t, json.Unmarshal([]byte(e.data), &p.all.Status))
	}
}

// next is the message that the page is told of next.
func (p *page) next() view {
	p.t.Helper()
	before := maps.Clone(p.shown)
	p.hear("message")
	for id, v := range p.shown {
		if old, ok := before[id]; !ok || fmt.Sprint(old) != fmt.Sprint(v) {
			return v
		}
	}
	p.t.Fatal("a message came anew that is as it was")
	return view{}
}

// action is what is posted to the page's program.
type action map[string]any

// send posts something as the page does. It returns the status and the body.
func (p *page) send(path string, in action) (int, string) {
	p.t.Helper()
	if in["as"] == nil {
		in["as"] = p.as
	}
	data, err := json.Marshal(in)
	must(p.t, err)
	req, err := http.NewRequest(http.MethodPost, p.server.URL+path, bytes.NewReader(data))
	must(p.t, err)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	resp, err := p.server.Client().Do(req)
	must(p.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(p.t, err)
	return resp.StatusCode, string(body)
}

// act does what must work.
func (p *page) act(in action) local.Outcome {
	p.t.Helper()
	status, body := p.send("/act", in)
	var out local.Outcome
	if status != http.StatusOK || json.Unmarshal([]byte(body), &out) != nil {
		p.t.Fatalf("%v: status %d, %s", in, status, body)
	}
	return out
}

// press presses the button of a message that has a label.
func (p *page) press(v view, label string) local.Outcome {
	p.t.Helper()
	for _, row := range v.Rows {
		for _, c := range row {
			if c.Label == label {
				return p.act(action{"kind": 3, "message": v.ID, "custom": c.Custom})
			}
		}
	}
	p.t.Fatalf("no button %q in %+v", label, v.Rows)
	return local.Outcome{}
}

// sketch is a text as it shows, without formatting and invisible marks.
func sketch(nodes []node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text + sketch(n.In))
	}
	return strings.NewReplacer("\u200f", "", "\u200e", "", "\u2068", "", "\u2069", "", "\u200b", "").Replace(b.String())
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// scripted is a bot that answers as a test says.
type scripted struct {
	t    *testing.T
	d    *local.Discord
	came chan told
}

func runScripted(t *testing.T, d *local.Discord) *scripted {
	s := &scripted{t, d, make(chan told, 100)}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- d.Gateway(ctx, func(kind string, data []byte) { s.came <- told{kind, string(data)} })
	}()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the gateway ended with %v", err)
		}
	})
	return s
}

// call makes a call of Discord's API and returns the status and the body.
func (s *scripted) call(method, path, kind, body string) (int, string) {
	s.t.Helper()
	req, err := http.NewRequest(method, "https://discord.com/api/v10"+path, strings.NewReader(body))
	must(s.t, err)
	req.Header.Set("Authorization", "Bot "+s.d.Token())
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	resp, err := s.d.Client().Do(req)
	must(s.t, err)
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	must(s.t, err)
	return resp.StatusCode, string(out)
}

func (s *scripted) must(method, path, body string) string {
	s.t.Helper()
	status, out := s.call(method, path, "application/json", body)
	if status >= 300 {
		s.t.Fatalf("%s %s: status %d, %s", method, path, status, out)
	}
	return out
}

// interaction is what the bot is told of an action.
type interaction struct {
	ID, Token string
	Type      int
	Data      map[string]any
	Message   map[string]any
	Member    map[string]any
}

// answering sends an action and lets the bot give its first answer, as JSON. It
// returns what the bot was told, and what the page was.
func (s *scripted) answering(p *page, in action, answer string) (interaction, local.Outcome) {
	s.t.Helper()
	done := make(chan local.Outcome, 1)
	go func() { done <- p.act(in) }()
	i := s.next()
	if status, out := s.call(http.MethodPost, "/interactions/"+i.ID+"/"+i.Token+"/callback", "application/json", answer); status != http.StatusNoContent {
		s.t.Fatalf("the answer %s got status %d, %s", answer, status, out)
	}
	return i, <-done
}

func (s *scripted) next() interaction {
	s.t.Helper()
	select {
	case e := <-s.came:
		var i interaction
		must(s.t, json.Unmarshal([]byte(e.data), &i))
		return i
	case <-time.After(discordtest.Patience):
		s.t.Fatal("the bot was told nothing")
		return interaction{}
	}
}

// form is a payload with files beside it.
func form(t *testing.T, payload string, files map[string][]byte) (kind, body string) {
	t.Helper()
	var b strings.Builder
	w := multipart.NewWriter(&b)
	part := func(disposition string, data []byte) {
		out, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}})
		must(t, err)
		out.Write(data)
	}
	part(`form-data; name="payload_json"`, []byte(payload))
	n := 0
	for name, data := range files {
		part(fmt.Sprintf(`form-data; name="files[%d]"; filename=%q`, n, name), data)
		n++
	}
	must(t, w.Close())
	return w.FormDataContentType(), b.String()
}

var quietly = slog.New(slog.DiscardHandler)
