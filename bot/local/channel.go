package local

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// channel is what was said, and who listens to it. Its methods want the lock of
// its Discord held.
type channel struct {
	messages []*message // oldest first
	pages    map[chan []byte]bool
}

// maxMessages is how many messages a channel keeps. This is for trying things
// out; what scrolled away that far is gone.
const maxMessages = 300

// message is one in the shape that Discord gives it to bots, with what only
// Discord knows of it.
type message struct {
	data   map[string]any
	by     string // id of who acted or wrote
	used   string // the command that it answers
	shown  string // id of who alone sees it; "" = everyone
	edited bool
}

func (m *message) id() string { return m.data["id"].(string) }

func (m *message) flags() int {
	n, _ := m.data["flags"].(float64)
	return int(n)
}

// Flags of messages and of answers that are to become one.
const (
	flagEphemeral = 1 << 6
	flagLoading   = 1 << 7
)

// newMessage is one by the author, not yet in the channel.
func (d *Discord) newMessage(author map[string]any, data map[string]any) *message {
	m := map[string]any{
		"id": d.newID(), "channel_id": channelID, "guild_id": guildID, "type": float64(0), "content": "", "embeds": []any{}, "components": []any{},
		"attachments": []any{}, "mentions": []any{}, "flags": float64(0), "author": author, "timestamp": time.Now().UTC().Format(time.RFC3339Nano),
	}
	merge(m, data)
	return &message{data: m}
}

// merge puts the parts of a message that change in the place of those before.
func merge(m, change map[string]any) {
	for k, v := range change {
		switch {
		case k == "allowed_mentions" || k == "message_reference" && v == nil:
		case v == nil && (k == "embeds" || k == "components" || k == "attachments"):
			m[k] = []any{}
		case v == nil && k == "content":
			m[k] = ""
		default:
			m[k] = v
		}
	}
}

func (d *Discord) find(id string) *message {
	for _, m := range d.channel.messages {
		if m.id() == id {
			return m
		}
	}
	return nil
}

// post puts a message into the channel.
func (d *Discord) post(m *message) {
	if n := len(d.channel.messages) - maxMessages; n >= 0 {
		for _, old := range slices.Clone(d.channel.messages[:n+1]) {
			d.remove(old)
		}
	}
	d.channel.messages = append(d.channel.messages, m)
	d.show(m)
}

// show tells every page how a message looks now.
func (d *Discord) show(m *message) { d.broadcast("message", d.view(m)) }

func (d *Discord) remove(m *message) {
	d.channel.messages = slices.DeleteFunc(d.channel.messages, func(x *message) bool { return x == m })
	d.files.drop(m.id())
	d.broadcast("gone", m.id())
}

// broadcast sends an event to every page. One that does not keep up is cut off;
// it comes again by itself and is then told all.
func (d *Discord) broadcast(kind string, v any) {
	frame := encode(kind, v)
	for page := range maps.Clone(d.channel.pages) {
		select {
		case page <- frame:
		default:
			d.leave(page)
		}
	}
}

// join makes a page hear all that happens, beginning with all there is.
func (d *Discord) join() chan []byte {
	page := make(chan []byte, 64)
	views := []view{}
	for _, m := range d.channel.messages {
		views = append(views, d.view(m))
	}
	page <- encode("all", map[string]any{"commands": d.offered(), "messages": views, "status": d.lookAtStatus()})
	if d.channel.pages == nil {
		d.channel.pages = map[chan []byte]bool{}
	}
	d.channel.pages[page] = true
	return page
}

func (d *Discord) leave(page chan []byte) {
	if d.channel.pages[page] {
		delete(d.channel.pages, page)
		close(page)
	}
}

// encode is an event as browsers read it from a stream.
func encode(kind string, v any) []byte {
	data, err := json.Marshal(v)
	if err != nil { // what came as JSON goes as JSON
		panic(err)
	}
	return slices.Concat([]byte("event: "+kind+"\ndata: "), data, []byte("\n\n"))
}
