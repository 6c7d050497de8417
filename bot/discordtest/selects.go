package discordtest

import (
	"fmt"
	"slices"
	"testing"
)

// Types of components, as Discord numbers them.
const (
	componentButton = 2
	stringSelect    = 3
	userSelect      = 5
	roleSelect      = 6
	anySelect       = 7
	channelSelect   = 8
)

func isSelect(kind any) bool {
	n, _ := kind.(float64)
	return slices.Contains([]float64{stringSelect, userSelect, roleSelect, anySelect, channelSelect}, n)
}

// selectMenu holds a select to Discord's rules; it stands alone in its row.
func (c *checker) selectMenu(where string, m map[string]any, ids map[string]bool) {
	kind, _ := m["type"].(float64)
	known := "type custom_id placeholder min_values max_values disabled id"
	switch kind {
	case stringSelect:
		known += " options"
	case channelSelect:
		known += " channel_types default_values"
	default:
		known += " default_values"
	}
	c.fields(where, m, known)
	c.length(where, m, "custom_id", 1, 100)
	c.length(where, m, "placeholder", 0, 150)
	if id := str(m["custom_id"]); ids[id] {
		c.bad("%s: the custom_id %q is there twice", where, id)
	}
	ids[str(m["custom_id"])] = true
	least, most := bounds(m)
	if least < 0 || least > 25 || most < 1 || most > 25 || least > most {
		c.bad("%s takes %d to %d values", where, least, most)
	}
	options := c.items(where+".options", m["options"], 25)
	if kind == stringSelect && len(options) == 0 {
		c.bad("%s has no options", where)
	}
	values, defaults := map[string]bool{}, 0
	for i, o := range options {
		at := fmt.Sprintf("%s.options[%d]", where, i)
		c.fields(at, o, "label value description emoji default")
		c.length(at, o, "label", 1, 100)
		c.length(at, o, "value", 1, 100)
		c.length(at, o, "description", 0, 100)
		if values[str(o["value"])] {
			c.bad("%s: the value %q is there twice", at, o["value"])
		}
		values[str(o["value"])] = true
		if o["default"] == true {
			defaults++
		}
	}
	for i, d := range c.items(where+".default_values", m["default_values"], 25) {
		at := fmt.Sprintf("%s.default_values[%d]", where, i)
		c.fields(at, d, "id type")
		want := map[float64][]string{userSelect: {"user"}, roleSelect: {"role"}, anySelect: {"user", "role"}, channelSelect: {"channel"}}[kind]
		if !slices.Contains(want, str(d["type"])) {
			c.bad("%s is a %v", at, d["type"])
		}
		defaults++
	}
	if defaults > most {
		c.bad("%s has %d defaults and takes %d", where, defaults, most)
	}
}

// bounds are how many values a select takes.
func bounds(m map[string]any) (least, most int) {
	least, most = 1, 1
	if n, ok := m["min_values"].(float64); ok {
		least = int(n)
	}
	if n, ok := m["max_values"].(float64); ok {
		most = int(n)
	}
	return least, most
}

// place puts what an Interaction says of its place and its values into a payload.
func (i Interaction) place(p map[string]any) {
	if i.Channel != "" {
		p["channel_id"] = i.Channel
	}
	if m, ok := p["member"].(map[string]any); ok && len(i.Roles) > 0 {
		m["roles"] = i.Roles
	}
	if i.Command != "" || len(i.Values) == 0 && i.component()["type"] == nil {
		return
	}
	data, _ := p["data"].(map[string]any)
	if c := i.component(); isSelect(c["type"]) {
		data["component_type"], data["values"] = c["type"], append([]string{}, i.Values...)
	} else if len(i.Values) > 0 { // a select that no message shows, as a forger sends it
		data["component_type"], data["values"] = stringSelect, i.Values
	}
}

// component is that which is pressed, nil for one that the message does not have.
func (i Interaction) component() map[string]any {
	for _, row := range list(i.Message["components"]) {
		for _, c := range list(row["components"]) {
			if c["custom_id"] == i.CustomID {
				return c
			}
		}
	}
	return nil
}

// Choose waits for the message and chooses values in the n-th of its selects, as
// the member who asked.
func (e *Exchange) Choose(t testing.TB, n int, values ...string) *Exchange {
	t.Helper()
	m := e.Message(t)
	for _, row := range list(m["components"]) {
		for _, c := range list(row["components"]) {
			if !isSelect(c["type"]) {
				continue
			}
			if n--; n > 0 {
				continue
			}
			if least, most := bounds(c); c["disabled"] == true || len(values) < least || len(values) > most {
				t.Fatalf("discordtest: the select does not take %q: %v", values, c)
			}
			for _, v := range values {
				if options := list(c["options"]); len(options) > 0 && !slices.ContainsFunc(options, func(o map[string]any) bool { return o["value"] == v }) {
					t.Fatalf("discordtest: the select does not offer %q", v)
				}
			}
			i := e.input
			i.Command, i.Options, i.CustomID, i.Message, i.Values = "", nil, str(c["custom_id"]), m, values
			return e.s.Send(i)
		}
	}
	t.Fatal("discordtest: no such select")
	return nil
}

// Thread makes a channel be a thread of another.
func (s *Server) Thread(id, parent string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.threads == nil {
		s.threads = map[string]string{}
	}
	s.threads[id] = parent
}

// channelInfo serves what a channel is.
func (s *Server) channelInfo(id string) answer {
	s.mu.Lock()
	defer s.mu.Unlock()
	if parent := s.threads[id]; parent != "" {
		return answer{200, map[string]any{"id": id, "type": 11, "parent_id": parent, "guild_id": s.GuildID}}
	}
	return answer{200, map[string]any{"id": id, "type": 0, "parent_id": "1000000000000000001", "guild_id": s.GuildID}} // its category
}

// Channel is where everything takes place unless an Interaction says otherwise.
const Channel = channel
