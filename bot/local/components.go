package local

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
)

// Types of components, as Discord numbers them.
const (
	componentRow           = 1
	componentButton        = 2
	componentSelect        = 3
	componentText          = 4
	componentUserSelect    = 5
	componentRoleSelect    = 6
	componentAnySelect     = 7 // of users and roles
	componentChannelSelect = 8
	componentLabel         = 18
)

// component is one of a message or of a modal.
type component struct {
	Type        int         `json:"type"`
	CustomID    string      `json:"custom_id"`
	Label       string      `json:"label"`
	Description string      `json:"description"`
	Style       int         `json:"style"`
	URL         string      `json:"url"`
	Disabled    bool        `json:"disabled"`
	Emoji       *icon       `json:"emoji"`
	Placeholder string      `json:"placeholder"`
	Value       string      `json:"value"`
	Required    *bool       `json:"required"`
	MinLength   int         `json:"min_length"`
	MaxLength   int         `json:"max_length"`
	MinValues   *int        `json:"min_values"`
	MaxValues   int         `json:"max_values"`
	Options     []pick      `json:"options"`
	Defaults    []defaultTo `json:"default_values"`
	Components  []component `json:"components"`
	Component   *component  `json:"component"`
}

type icon struct {
	Name string `json:"name"`
}

type defaultTo struct {
	ID string `json:"id"`
}

// pick is one that a select offers.
type pick struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Emoji       *icon  `json:"emoji,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// control is a button or a select as the page shows it, or a field of a modal.
type control struct {
	Type        int    `json:"type"`
	CustomID    string `json:"custom,omitempty"`
	Label       string `json:"label,omitempty"`
	Description string `json:"description,omitempty"`
	Style       int    `json:"style,omitempty"` // of a button: 1 blue, 2 grey, 3 green, 4 red, 5 a link; of a text: 1 one line, 2 many
	URL         string `json:"url,omitempty"`
	Disabled    bool   `json:"disabled,omitempty"`
	Emoji       string `json:"emoji,omitempty"`
	Placeholder string `json:"placeholder,omitempty"`
	Value       string `json:"value,omitempty"`
	Required    bool   `json:"required,omitempty"`
	Min         int    `json:"min"`
	Max         int    `json:"max,omitempty"`
	Options     []pick `json:"options,omitempty"`

	labelled bool // came in a label, so goes back in one
}

// modal is a form over the channel.
type modal struct {
	ID       string    `json:"id"` // by which it is sent
	CustomID string    `json:"-"`
	Title    string    `json:"title"`
	Inputs   []control `json:"inputs"`
}

func viewRows(rows []component) [][]control {
	var out [][]control
	for _, r := range rows {
		var row []control
		for _, c := range r.Components {
			row = append(row, viewControl(c))
		}
		if r.Type != componentRow { // one of a kind that we do not show, which the page says
			row = []control{{Type: r.Type}}
		}
		out = append(out, row)
	}
	return out
}

func viewControl(c component) control {
	v := control{Type: c.Type, CustomID: c.CustomID, Label: c.Label, Style: c.Style, Disabled: c.Disabled,
		Placeholder: c.Placeholder, Value: c.Value, Required: c.Required == nil || *c.Required, Options: c.Options}
	if href, ok := target(c.URL); ok {
		v.URL = href
	}
	if c.Emoji != nil {
		v.Emoji = c.Emoji.Name
	}
	switch c.Type {
	case componentText:
		v.Min, v.Max = c.MinLength, cmp.Or(c.MaxLength, 4000)
	case componentSelect, componentUserSelect, componentRoleSelect, componentAnySelect, componentChannelSelect:
		v.Min, v.Max = 1, max(c.MaxValues, 1)
		if c.MinValues != nil {
			v.Min = *c.MinValues
		}
		if c.Type != componentSelect {
			v.Options = listed(c.Type)
			for i := range v.Options {
				v.Options[i].Default = slices.Contains(c.Defaults, defaultTo{v.Options[i].Value})
			}
		}
	}
	return v
}

// listed are all users, roles or channels that a select of them offers.
func listed(kind int) []pick {
	var out []pick
	if kind == componentUserSelect || kind == componentAnySelect {
		for _, name := range []string{"moderator", "member"} {
			out = append(out, pick{Label: name, Value: persons[name].id})
		}
	}
	if kind == componentRoleSelect || kind == componentAnySelect {
		out = append(out, pick{Label: "@moderators", Value: roleID})
	}
	if kind == componentChannelSelect {
		out = append(out, pick{Label: "#sibaq", Value: channelID})
	}
	return out
}

// chosen checks what was chosen in a select, and gives what a bot is told of it
// beside the ids.
func chosen(raw map[string]any, values []string) (map[string]any, error) {
	data, err := json.Marshal(raw)
	var c component
	if err != nil || json.Unmarshal(data, &c) != nil {
		return nil, bad("a select in no shape of Discord's")
	}
	v := viewControl(c)
	if len(values) < v.Min || len(values) > v.Max {
		return nil, bad("%d chosen of %d to %d", len(values), v.Min, v.Max)
	}
	users, members, roles, channels := map[string]any{}, map[string]any{}, map[string]any{}, map[string]any{}
	for _, x := range values {
		if !slices.ContainsFunc(v.Options, func(p pick) bool { return p.Value == x }) {
			return nil, bad("no choice %q", x)
		}
		switch {
		case c.Type == componentSelect:
		case x == roleID:
			roles[x] = map[string]any{"id": x, "name": "moderators", "permissions": strconv.Itoa(manageServer), "color": 0, "position": 1}
		case x == channelID:
			channels[x] = map[string]any{"id": x, "name": "sibaq", "type": 0, "permissions": strconv.Itoa(asEveryone)}
		default:
			p := persons[whoIs(x)]
			users[x] = p.user()
			m := p.member()
			delete(m, "user")
			members[x] = m
		}
	}
	if c.Type == componentSelect {
		return nil, nil
	}
	return map[string]any{"users": users, "members": members, "roles": roles, "channels": channels}, nil
}

// viewModal reads the modal that an answer opens.
func viewModal(data []byte) *modal {
	var raw struct {
		CustomID   string      `json:"custom_id"`
		Title      string      `json:"title"`
		Components []component `json:"components"`
	}
	if json.Unmarshal(data, &raw) != nil {
		return &modal{}
	}
	m := &modal{CustomID: raw.CustomID, Title: raw.Title, Inputs: []control{}}
	for _, r := range raw.Components {
		if r.Type == componentLabel && r.Component != nil {
			v := viewControl(*r.Component)
			v.Label, v.Description, v.labelled = r.Label, r.Description, true
			m.Inputs = append(m.Inputs, v)
		}
		for _, c := range r.Components {
			m.Inputs = append(m.Inputs, viewControl(c))
		}
	}
	return m
}
