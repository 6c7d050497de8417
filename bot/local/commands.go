package local

import (
	"encoding/json"
	"net/http"
	"slices"
	"strconv"
)

// command is one that the bot has registered: as it came, and as read from that.
type command struct {
	raw map[string]any
	definition
}

type definition struct {
	ID          string            `json:"id"`
	Type        int               `json:"type"`
	Name        string            `json:"name"`
	Description string            `json:"description"`
	Localized   map[string]string `json:"description_localizations"`
	Permissions *string           `json:"default_member_permissions"`
	Options     []option          `json:"options"`
}

type option struct {
	Type         int               `json:"type"`
	Name         string            `json:"name"`
	Description  string            `json:"description"`
	Localized    map[string]string `json:"description_localizations,omitempty"`
	Required     bool              `json:"required"`
	Autocomplete bool              `json:"autocomplete"`
	Choices      []choice          `json:"choices,omitempty"`
	MinLength    int               `json:"min_length,omitempty"`
	MaxLength    int               `json:"max_length,omitempty"`
	MinValue     *float64          `json:"min_value,omitempty"`
	MaxValue     *float64          `json:"max_value,omitempty"`
	Options      []option          `json:"options,omitempty"`
}

// choice is one that can be taken for an option; its value is a text or a number.
type choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Types of commands and of options, as Discord numbers them.
const (
	commandChat    = 1
	commandMessage = 3

	optionSub     = 1
	optionGroup   = 2
	optionString  = 3
	optionInteger = 4
	optionBoolean = 5
	optionNumber  = 10
	optionFile    = 11
)

// locale is that of the client we stand for. Discord has none for Arabic, so
// that of most who read Arabic is English.
const locale = "en-US"

func (d *Discord) listCommands(*http.Request) (any, error) {
	list := []any{}
	for _, c := range d.commands {
		list = append(list, c.raw)
	}
	return list, nil
}

// putCommand registers a command, or changes it.
func (d *Discord) putCommand(r *http.Request) (any, error) {
	p, err := readPayload(r)
	c := command{raw: map[string]any{}}
	at := len(d.commands)
	if id := r.PathValue("id"); id != "" {
		if at = slices.IndexFunc(d.commands, func(c command) bool { return c.ID == id }); at < 0 {
			return nil, errUnknownCommand
		}
		c.raw = d.commands[at].raw
	}
	if err != nil || json.Unmarshal(p.json, &c.raw) != nil {
		return nil, errBody
	}
	if c.raw["id"] == nil {
		c.raw["id"] = d.newID()
	}
	c.raw["application_id"], c.raw["version"] = botID, d.newID()
	if n, ok := c.raw["default_member_permissions"].(float64); ok { // Discord gives it back as a text
		c.raw["default_member_permissions"] = strconv.FormatInt(int64(n), 10)
	}
	whole, err := json.Marshal(c.raw)
	if err != nil || json.Unmarshal(whole, &c.definition) != nil || c.Name == "" {
		return nil, errForm
	}
	if at == len(d.commands) {
		d.commands = append(d.commands, c)
	} else {
		d.commands[at] = c
	}
	d.broadcast("commands", d.offered())
	return c.raw, nil
}

func (d *Discord) deleteCommand(r *http.Request) (any, error) {
	d.commands = slices.DeleteFunc(d.commands, func(c command) bool { return c.ID == r.PathValue("id") })
	d.broadcast("commands", d.offered())
	return nil, nil
}

// offer is a command as the page lists it: one with subcommands is as many.
type offer struct {
	Name        string   `json:"name"` // with those of its group and subcommand, spaces between
	Type        int      `json:"type"`
	Description string   `json:"description"`
	Moderators  bool     `json:"moderators"` // Discord hides it from others
	Options     []option `json:"options"`
}

func (d *Discord) offered() []offer {
	list := []offer{}
	for _, c := range d.commands {
		o := offer{Type: max(c.Type, commandChat), Moderators: c.Permissions != nil}
		list = append(list, o.split(c.Name, localized(c.Description, c.Localized), c.Options)...)
	}
	return list
}

func (o offer) split(name, description string, options []option) []offer {
	if len(options) > 0 && (options[0].Type == optionSub || options[0].Type == optionGroup) {
		var list []offer
		for _, sub := range options {
			list = append(list, o.split(name+" "+sub.Name, localized(sub.Description, sub.Localized), sub.Options)...)
		}
		return list
	}
	o.Name, o.Description, o.Options = name, description, []option{}
	for _, x := range options {
		x.Description, x.Localized = localized(x.Description, x.Localized), nil
		o.Options = append(o.Options, x)
	}
	return []offer{o}
}

func localized(s string, by map[string]string) string {
	if t := by[locale]; t != "" {
		return t
	}
	return s
}
