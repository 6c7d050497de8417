package discordtest

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Discord's locales. Arabic is not among them.
var locales = strings.Fields("id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko")

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// size counts as the strictest of Discord's services might: UTF-16 units.
func size(s string) int { return len(utf16.Encode([]rune(s))) }

// checker collects what is broken, each with where.
type checker struct{ broken []string }

func (c *checker) bad(format string, a ...any) {
	c.broken = append(c.broken, fmt.Sprintf(format, a...))
}

// length holds the string at key, if any, to a number of characters.
func (c *checker) length(where string, m map[string]any, key string, min, max int) {
	v, ok := m[key]
	if !ok || v == nil {
		if min > 0 {
			c.bad("%s.%s is missing", where, key)
		}
		return
	}
	s, ok := v.(string)
	if n := size(s); !ok || n < min || n > max {
		c.bad("%s.%s has %d characters; %d to %d are allowed", where, key, n, min, max)
	}
	if !ok {
		return
	}
	if min > 0 && strings.TrimSpace(s) == "" {
		c.bad("%s.%s is blank", where, key)
	}
}

// fields refuses keys that Discord's pages do not name.
func (c *checker) fields(where string, m map[string]any, known string) {
	for k := range m {
		if !slices.Contains(strings.Fields(known), k) {
			c.bad("%s has the unknown field %q", where, k)
		}
	}
}

func (c *checker) items(where string, v any, max int) []map[string]any {
	l := list(v)
	if len(l) > max {
		c.bad("%s has %d items; %d are allowed", where, len(l), max)
	}
	return l
}

// CheckCommands returns what is wrong with commands that are to be registered
// together.
func CheckCommands(commands []map[string]any) []string {
	var c checker
	names := map[string]bool{}
	count := map[float64]int{}
	for _, m := range commands {
		name, _ := m["name"].(string)
		typ, ok := m["type"].(float64)
		if !ok {
			typ = 1
		}
		where := "/" + name
		key := fmt.Sprint(typ, name)
		if names[key] {
			c.bad("%s is there twice", where)
		}
		names[key] = true
		count[typ]++
		c.fields(where, m, "id type name name_localizations description description_localizations options default_member_permissions contexts integration_types nsfw")
		if typ == 1 {
			c.name(where, name)
			c.length(where, m, "description", 1, 100)
		} else {
			c.length(where, m, "name", 1, 32)
			if str(m["description"]) != "" || len(list(m["options"])) > 0 {
				c.bad("%s is no chat command, and has a description or options", where)
			}
		}
		c.localized(where, m)
		if p, ok := m["default_member_permissions"]; ok && p != nil {
			if s, ok := p.(string); !ok || strings.Trim(s, "0123456789") != "" || s == "" {
				c.bad("%s.default_member_permissions is no string of digits", where)
			}
		}
		total := size(name) + size(str(m["description"]))
		total += c.options(where, m["options"], 0)
		if total > 8000 {
			c.bad("%s has %d characters in all; 8000 are allowed", where, total)
		}
	}
	if count[1] > 100 || count[2] > 15 || count[3] > 15 {
		c.bad("more commands than Discord takes: %v", count)
	}
	return c.broken
}

func (c *checker) name(where, name string) {
	if !commandName.MatchString(name) {
		c.bad("%s: %q is no command or option name", where, name)
	}
	for _, r := range name {
		if unicode.IsUpper(r) {
			c.bad("%s: %q has capitals", where, name)
			return
		}
	}
}

func (c *checker) localized(where string, m map[string]any) {
	for _, key := range []string{"name_localizations", "description_localizations"} {
		l, _ := m[key].(map[string]any)
		for locale, v := range l {
			if !slices.Contains(locales, locale) {
				c.bad("%s.%s: Discord has no locale %q", where, key, locale)
			}
			if n := size(str(v)); n < 1 || n > 100 {
				c.bad("%s.%s.%s has %d characters", where, key, locale, n)
			}
		}
	}
}

// Types of options, as Discord numbers them.
const (
	optionSub    = 1
	optionGroup  = 2
	optionString = 3
	optionFile   = 11
)

// options checks those of a command, or of the subcommand or group that within
// is the type of.
func (c *checker) options(where string, v any, within float64) (total int) {
	names := map[string]bool{}
	optional := false
	subs := 0
	all := c.items(where+".options", v, 25)
	for _, o := range all {
		name := str(o["name"])
		at := where + " " + name
		kind, _ := o["type"].(float64)
		switch {
		case kind == optionSub || kind == optionGroup:
			subs++
			c.fields(at, o, "type name name_localizations description description_localizations required options")
			if within == optionSub || within == optionGroup && kind == optionGroup {
				c.bad("%s is nested too deep", at)
			}
			if o["required"] == true {
				c.bad("%s is a subcommand, and required", at)
			}
		case len(list(o["options"])) > 0:
			c.bad("%s is no subcommand and has options", at)
		case kind != optionString && (o["min_length"] != nil || o["max_length"] != nil):
			c.bad("%s takes no text and has a length", at)
		case kind == optionFile && (o["autocomplete"] == true || len(list(o["choices"])) > 0):
			c.bad("%s takes a file and offers what to type", at)
		}
		c.fields(at, o, "type name name_localizations description description_localizations required choices options min_value max_value min_length max_length autocomplete channel_types")
		c.name(at, name)
		c.length(at, o, "description", 1, 100)
		c.localized(at, o)
		if names[name] {
			c.bad("%s is there twice", at)
		}
		names[name] = true
		required := o["required"] == true
		if required && optional {
			c.bad("%s is required but stands behind an optional one", at)
		}
		optional = optional || !required
		choices := c.items(at+".choices", o["choices"], 25)
		if len(choices) > 0 && o["autocomplete"] == true {
			c.bad("%s has both choices and autocomplete", at)
		}
		if n, ok := o["max_length"].(float64); ok && (n < 1 || n > 6000) {
			c.bad("%s.max_length is %v", at, n)
		}
		total += size(name) + size(str(o["description"])) + c.options(at, o["options"], kind)
	}
	if subs > 0 && subs < len(all) {
		c.bad("%s mixes subcommands with options", where)
	}
	return total
}

// CheckCallback returns what is wrong with an answer to an interaction.
func CheckCallback(body []byte) []string {
	var c checker
	var m map[string]any
	if err := json.Unmarshal(body, &m); err != nil {
		return []string{err.Error()}
	}
	c.fields("callback", m, "type data")
	data, _ := m["data"].(map[string]any)
	switch typ, _ := m["type"].(float64); typ {
	case 1:
	case ReplyMessage, ReplyUpdate:
		if data == nil {
			c.bad("callback.data is missing")
		}
		c.message(data)
		if typ == ReplyMessage {
			c.notEmpty(data)
		}
	case ReplyDeferred:
		c.fields("callback.data", data, "flags")
		if f, _ := data["flags"].(float64); f != 0 && f != 64 {
			c.bad("a deferred answer takes no flag but EPHEMERAL, and got %v", f)
		}
	case ReplyUpdateLater:
		if len(data) > 0 {
			c.bad("a deferred update takes no data")
		}
	case ReplyModal:
		c.modal(data)
	case ReplyAutocomplete:
		c.fields("callback.data", data, "choices")
		choices := c.items("choices", data["choices"], 25)
		if len(choices) == 0 {
			c.bad("choices is empty, which Discord shows as an error")
		}
		for i, ch := range choices {
			where := fmt.Sprintf("choices[%d]", i)
			c.fields(where, ch, "name name_localizations value")
			c.length(where, ch, "name", 1, 100)
			c.length(where, ch, "value", 1, 100)
		}
	default:
		c.bad("callback.type is %v", m["type"])
	}
	return c.broken
}

// CheckMessage returns what is wrong with a message that is sent or edited by
// webhook.
func CheckMessage(body []byte) []string {
	var c checker
	var m map[string]any
	if err := json.Unmarshal(body, &m); err != nil {
		return []string{err.Error()}
	}
	c.message(m)
	return c.broken
}

// checkPost returns what is wrong with a message that a bot writes in a channel.
func checkPost(m map[string]any) []string {
	var c checker
	ref, _ := m["message_reference"].(map[string]any)
	c.fields("message_reference", ref, "message_id channel_id guild_id fail_if_not_exists type")
	rest := map[string]any{}
	for k, v := range m {
		if k != "message_reference" {
			rest[k] = v
		}
	}
	c.message(rest)
	c.notEmpty(rest)
	if allowed, _ := m["allowed_mentions"].(map[string]any); allowed["replied_user"] == true {
		c.bad("the reply pings whom it replies to")
	}
	return c.broken
}

func (c *checker) notEmpty(m map[string]any) {
	if str(m["content"]) == "" && len(list(m["embeds"])) == 0 && len(list(m["components"])) == 0 {
		c.bad("the message is empty")
	}
}

func (c *checker) message(m map[string]any) {
	c.fields("message", m, "content embeds allowed_mentions components attachments flags tts poll")
	c.length("message", m, "content", 0, 2000)
	allowed, ok := m["allowed_mentions"].(map[string]any)
	if parse, isList := allowed["parse"].([]any); !ok || !isList || len(parse) > 0 || allowed["users"] != nil || allowed["roles"] != nil {
		c.bad("allowed_mentions must be there with parse: [], or members can be pinged; it is %v", m["allowed_mentions"])
	}
	if f, _ := m["flags"].(float64); int(f)&^(1<<2|1<<6|1<<12|1<<15) != 0 {
		c.bad("flags %v holds one that a bot may not set", f)
	}
	total := 0
	for i, e := range c.items("embeds", m["embeds"], 10) {
		total += c.embed(fmt.Sprintf("embeds[%d]", i), e)
	}
	if total > 6000 {
		c.bad("the embeds have %d characters together; 6000 are allowed", total)
	}
	ids := map[string]bool{}
	for i, row := range c.items("components", m["components"], 5) {
		where := fmt.Sprintf("components[%d]", i)
		c.fields(where, row, "type components id")
		if row["type"] != float64(1) {
			c.bad("%s is no action row", where)
		}
		inRow := c.items(where, row["components"], 5)
		if len(inRow) == 0 {
			c.bad("%s is empty", where)
		}
		if len(inRow) == 1 && isSelect(inRow[0]["type"]) {
			c.selectMenu(where+"[0]", inRow[0], ids)
			continue
		}
		for j, b := range inRow {
			c.button(fmt.Sprintf("%s[%d]", where, j), b, ids)
		}
	}
}

// id holds a component to a custom_id of its own.
func (c *checker) id(where string, m map[string]any, ids map[string]bool) {
	c.length(where, m, "custom_id", 1, 100)
	id := str(m["custom_id"])
	if ids[id] {
		c.bad("%s: the custom_id %q is there twice", where, id)
	}
	ids[id] = true
}

func (c *checker) modal(m map[string]any) {
	c.fields("modal", m, "custom_id title components")
	c.length("modal", m, "custom_id", 1, 100)
	c.length("modal", m, "title", 1, 45)
	ids := map[string]bool{}
	rows := c.items("modal", m["components"], 5)
	if len(rows) == 0 {
		c.bad("the modal is empty")
	}
	for i, row := range rows {
		where := fmt.Sprintf("modal[%d]", i)
		input, _ := row["component"].(map[string]any)
		switch kind := row["type"]; kind {
		case float64(18):
			c.fields(where, row, "type id label description component")
			c.length(where, row, "label", 1, 45)
			c.length(where, row, "description", 0, 100)
		case float64(1):
			c.fields(where, row, "type id components")
			inRow := c.items(where, row["components"], 1)
			if len(inRow) == 1 {
				input = inRow[0]
			}
			c.length(where, input, "label", 1, 45)
		default:
			c.bad("%s is neither a label nor an action row", where)
		}
		if isSelect(input["type"]) {
			c.selectMenu(where, input, ids)
			continue
		}
		c.fields(where, input, "type id custom_id style label value placeholder required min_length max_length")
		if input["type"] != float64(4) || input["style"] != float64(1) && input["style"] != float64(2) {
			c.bad("%s holds no text input", where)
		}
		if row["type"] == float64(18) && input["label"] != nil {
			c.bad("%s has a label twice", where)
		}
		c.id(where, input, ids)
		most := float64(4000)
		if n, ok := input["max_length"].(float64); ok {
			most = n
		}
		if most < 1 || most > 4000 {
			c.bad("%s.max_length is %v", where, most)
		}
		c.length(where, input, "value", 0, int(most))
		c.length(where, input, "placeholder", 0, 100)
	}
}

func (c *checker) button(where string, b map[string]any, ids map[string]bool) {
	if b["type"] != float64(2) {
		c.bad("%s is neither button nor select", where)
		return
	}
	c.fields(where, b, "type style label emoji custom_id url disabled id sku_id")
	c.length(where, b, "label", 0, 80)
	if str(b["label"]) == "" && b["emoji"] == nil {
		c.bad("%s has neither label nor emoji", where)
	}
	if b["style"] == float64(5) {
		c.link(where, b, "url", 512)
		if b["custom_id"] != nil {
			c.bad("%s is a link and has a custom_id", where)
		}
		return
	}
	c.id(where, b, ids)
}

func (c *checker) link(where string, m map[string]any, key string, max int) {
	s := str(m[key])
	if s == "" {
		return
	}
	if u, err := url.Parse(s); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || size(s) > max {
		c.bad("%s.%s is no web address of at most %d characters: %q", where, key, max, s)
	}
}

func (c *checker) embed(where string, e map[string]any) (total int) {
	c.fields(where, e, "title type description url timestamp color footer image thumbnail author fields")
	c.length(where, e, "title", 0, 256)
	c.length(where, e, "description", 0, 4096)
	c.link(where, e, "url", 2048)
	footer, _ := e["footer"].(map[string]any)
	c.fields(where+".footer", footer, "text icon_url")
	c.length(where+".footer", footer, "text", 0, 2048)
	author, _ := e["author"].(map[string]any)
	c.fields(where+".author", author, "name url icon_url")
	c.length(where+".author", author, "name", 0, 256)
	total = size(str(e["title"])) + size(str(e["description"])) + size(str(footer["text"])) + size(str(author["name"]))
	for i, f := range c.items(where+".fields", e["fields"], 25) {
		at := fmt.Sprintf("%s.fields[%d]", where, i)
		c.fields(at, f, "name value inline")
		c.length(at, f, "name", 1, 256)
		c.length(at, f, "value", 1, 1024)
		total += size(str(f["name"])) + size(str(f["value"]))
	}
	if total == 0 && e["image"] == nil {
		c.bad("%s is empty", where)
	}
	return total
}

func str(v any) string { s, _ := v.(string); return s }
