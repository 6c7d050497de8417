package local

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// view is a message as the page shows it: what Discord's client would make of
// the payload, without any language but the bot's own.
type view struct {
	ID      string       `json:"id"`
	By      string       `json:"by"`              // "bot", "moderator" or "member"
	Asker   string       `json:"asker,omitempty"` // whose command it answers
	Command string       `json:"command,omitempty"`
	For     string       `json:"for,omitempty"` // who alone sees it
	ReplyTo *excerpt     `json:"replyTo,omitempty"`
	At      time.Time    `json:"at"`
	Edited  bool         `json:"edited,omitempty"`
	Loading bool         `json:"loading,omitempty"`
	Content []node       `json:"content,omitempty"`
	Embeds  []shownEmbed `json:"embeds,omitempty"`
	Files   []shownFile  `json:"files,omitempty"`
	Rows    [][]control  `json:"rows,omitempty"`
	Text    string       `json:"text"` // all of it plainly, for copying
}

// excerpt is the message that another one replies to.
type excerpt struct {
	ID   string `json:"id"`
	By   string `json:"by"`
	Text string `json:"text"`
}

type shownEmbed struct {
	Color       string     `json:"color,omitempty"` // #rrggbb
	Author      string     `json:"author,omitempty"`
	Title       []node     `json:"title,omitempty"`
	URL         string     `json:"url,omitempty"`
	Description []node     `json:"description,omitempty"`
	Fields      []field    `json:"fields,omitempty"`
	Image       *shownFile `json:"image,omitempty"`
	Thumbnail   *shownFile `json:"thumbnail,omitempty"`
	Footer      string     `json:"footer,omitempty"`
	At          string     `json:"at,omitempty"`
}

type field struct {
	Name   []node `json:"name"`
	Value  []node `json:"value"`
	Inline bool   `json:"inline,omitempty"`
}

type shownFile struct {
	Name   string `json:"name"`
	Alt    string `json:"alt,omitempty"`
	URL    string `json:"url"`
	Size   int    `json:"size"`
	Image  bool   `json:"image,omitempty"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
}

// content is what a payload shows, of the parts that Discord knows and we show.
type content struct {
	Content string `json:"content"`
	Embeds  []struct {
		Title       string `json:"title"`
		URL         string `json:"url"`
		Description string `json:"description"`
		Color       int    `json:"color"`
		Timestamp   string `json:"timestamp"`
		Author      struct {
			Name string `json:"name"`
		} `json:"author"`
		Footer struct {
			Text string `json:"text"`
		} `json:"footer"`
		Image     address `json:"image"`
		Thumbnail address `json:"thumbnail"`
		Fields    []struct {
			Name   string `json:"name"`
			Value  string `json:"value"`
			Inline bool   `json:"inline"`
		} `json:"fields"`
	} `json:"embeds"`
	Components  []component `json:"components"`
	Attachments []struct {
		ID string `json:"id"`
	} `json:"attachments"`
	Referenced *struct {
		ID      string `json:"id"`
		Content string `json:"content"`
		Author  struct {
			ID string `json:"id"`
		} `json:"author"`
	} `json:"referenced_message"`
}

type address struct {
	URL string `json:"url"`
}

// view makes what the page shows of a message.
func (d *Discord) view(m *message) view {
	var c content
	raw, err := json.Marshal(m.data)
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil { // a payload in no shape of Discord's: the page says so, and the log what is wrong
		d.log.Error("a message that cannot be shown", "error", err)
		c = content{Content: "⚠️ " + err.Error()}
	}
	author, _ := m.data["author"].(map[string]any)
	id, _ := author["id"].(string)
	v := view{ID: m.id(), By: whoIs(id), Asker: whoIs(m.by), Command: m.used, For: whoIs(m.shown), At: madeAt(m.id()),
		Edited: m.edited, Loading: m.flags()&flagLoading != 0, Content: d.read(c.Content, true), Rows: viewRows(c.Components)}
	if v.By == v.Asker {
		v.Asker = ""
	}
	var text []string
	text = append(text, c.Content)
	if r := c.Referenced; r != nil {
		v.ReplyTo = &excerpt{r.ID, whoIs(r.Author.ID), plain(d.read(r.Content, true))}
	}
	inEmbeds := map[string]bool{} // files that an embed shows stand nowhere else
	picture := func(a address) *shownFile {
		name, ok := strings.CutPrefix(a.URL, "attachment://")
		for _, x := range c.Attachments {
			if f := d.files.byID[x.ID]; f != nil && (ok && f.name == name || a.URL == f.attachment()["url"]) {
				inEmbeds[f.id] = true
				s := f.show()
				return &s
			}
		}
		return nil // one from the web, which a page that asks nothing of the network cannot have
	}
	for _, e := range c.Embeds {
		x := shownEmbed{Author: e.Author.Name, Title: d.read(e.Title, false), Description: d.read(e.Description, true), Footer: e.Footer.Text,
			At: e.Timestamp, Image: picture(e.Image), Thumbnail: picture(e.Thumbnail)}
		if e.Color > 0 {
			x.Color = fmt.Sprintf("#%06x", e.Color&0xffffff)
		}
		if href, ok := target(e.URL); ok {
			x.URL = d.within(href)
		}
		text = append(text, e.Author.Name, plain(x.Title), plain(x.Description))
		for _, f := range e.Fields {
			x.Fields = append(x.Fields, field{d.read(f.Name, false), d.read(f.Value, true), f.Inline})
			text = append(text, plain(x.Fields[len(x.Fields)-1].Name), plain(x.Fields[len(x.Fields)-1].Value))
		}
		v.Embeds = append(v.Embeds, x)
		text = append(text, e.Footer.Text)
	}
	for _, x := range c.Attachments {
		if f := d.files.byID[x.ID]; f != nil && !inEmbeds[f.id] {
			v.Files = append(v.Files, f.show())
		}
	}
	text = append(text[:1], compactLines(text[1:])...)
	v.Text = strings.TrimSpace(strings.Join(text, "\n"))
	return v
}

func compactLines(lines []string) []string {
	var out []string
	for _, l := range lines {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

func (f *file) show() shownFile {
	return shownFile{Name: f.name, Alt: f.alt, URL: "/files/" + f.id, Size: len(f.data), Image: f.width > 0, Width: f.width, Height: f.height}
}

// read parses a text and leads links to messages of this channel to where the
// page shows them.
func (d *Discord) read(s string, all bool) []node {
	nodes := parse(s, all)
	var walk func([]node)
	walk = func(nodes []node) {
		for i := range nodes {
			if nodes[i].Href != "" {
				nodes[i].Href = d.within(nodes[i].Href)
			}
			if nodes[i].Kind == kindMention {
				nodes[i].Text = mentionName(nodes[i].Text)
			}
			walk(nodes[i].In)
		}
	}
	walk(nodes)
	return nodes
}

func (d *Discord) within(href string) string {
	if id, ok := strings.CutPrefix(href, "https://discord.com/channels/"+guildID+"/"+channelID+"/"); ok && d.find(id) != nil {
		return "#m-" + id
	}
	return href
}

// mentionName is what a mention shows.
func mentionName(mention string) string {
	id := strings.Trim(mention, "<>@!&#")
	name := whoIs(id)
	switch {
	case strings.HasPrefix(mention, "</"):
		name, _, _ = strings.Cut(strings.Trim(mention, "<>"), ":")
		return name
	case mention == "@everyone" || mention == "@here":
		return mention
	case name == "bot":
		return "@sibaq"
	case id == channelID:
		return "#sibaq"
	case id == roleID:
		return "@moderators"
	case name != "":
		return "@" + name
	}
	return "@unknown"
}

// plain is what a tree says without its formatting.
func plain(nodes []node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Text)
		b.WriteString(plain(n.In))
		switch n.Kind {
		case kindHeading, kindSmall, kindItem, kindQuote:
			b.WriteByte('\n')
		}
	}
	return strings.TrimRight(b.String(), "\n")
}

// whoIs names a user by id: "bot", "moderator", "member", or "" for nobody.
func whoIs(id string) string {
	if id == botID {
		return "bot"
	}
	for name, p := range persons {
		if p.id == id {
			return name
		}
	}
	return ""
}
