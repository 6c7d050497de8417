package discordtest_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"sibaq/bot/discordtest"
)

const allowed = `"allowed_mentions":{"parse":[]}`

func long(n int) string { return strings.Repeat("م", n) }

func TestCheckCallback(t *testing.T) {
	embed := func(e string) string { return `{"type":4,"data":{"embeds":[` + e + `],` + allowed + `}}` }
	components := func(c string) string {
		return `{"type":4,"data":{"embeds":[{"description":"x"}],"components":[` + c + `],` + allowed + `}}`
	}
	button := func(b string) string { return components(`{"type":1,"components":[` + b + `]}`) }
	for name, c := range map[string]struct {
		body string
		want string // part of what is broken; empty = nothing is
	}{
		"a message":             {embed(`{"title":"t","description":"d","fields":[{"name":"n","value":"v"}],"footer":{"text":"f"}}`), ""},
		"an update":             {`{"type":7,"data":{"embeds":[{"title":"t"}],"components":[],` + allowed + `}}`, ""},
		"deferred":              {`{"type":5,"data":{"flags":64}}`, ""},
		"completions":           {`{"type":8,"data":{"choices":[{"name":"n","value":"v"}]}}`, ""},
		"a pong":                {`{"type":1}`, ""},
		"a button":              {button(`{"type":2,"style":2,"label":"l","custom_id":"a"}`), ""},
		"no JSON":               {`{`, "JSON"},
		"unknown type":          {`{"type":99}`, "callback.type"},
		"unknown field":         {embed(`{"description":"d","titel":"t"}`), `unknown field "titel"`},
		"no data":               {`{"type":4}`, "data is missing"},
		"nothing to see":        {`{"type":4,"data":{` + allowed + `}}`, "empty"},
		"empty embed":           {embed(`{"color":1}`), "empty"},
		"mentions by default":   {`{"type":4,"data":{"embeds":[{"description":"d"}]}}`, "allowed_mentions"},
		"mentions of users":     {`{"type":4,"data":{"embeds":[{"description":"d"}],"allowed_mentions":{"parse":["users"]}}}`, "allowed_mentions"},
		"long title":            {embed(`{"title":"` + long(257) + `"}`), "title has 257"},
		"long description":      {embed(`{"description":"` + long(4097) + `"}`), "description has 4097"},
		"long by pairs":         {embed(`{"title":"` + strings.Repeat("🙂", 129) + `"}`), "title has 258"},
		"long field":            {embed(`{"fields":[{"name":"n","value":"` + long(1025) + `"}]}`), "value has 1025"},
		"empty field":           {embed(`{"fields":[{"name":"n","value":""}]}`), "value has 0"},
		"blank field name":      {embed(`{"fields":[{"name":" ","value":"v"}]}`), "blank"},
		"long together":         {`{"type":4,"data":{"embeds":[{"description":"` + long(4000) + `"},{"description":"` + long(2001) + `"}],` + allowed + `}}`, "6001 characters together"},
		"eleven embeds":         {embed(strings.Repeat(`{"description":"d"},`, 10) + `{"description":"d"}`), "11 items"},
		"long content":          {`{"type":4,"data":{"content":"` + long(2001) + `",` + allowed + `}}`, "content has 2001"},
		"embed link":            {embed(`{"title":"t","url":"javascript:x"}`), "no web address"},
		"deferred with V2":      {`{"type":5,"data":{"flags":32832}}`, "EPHEMERAL"},
		"deferred with text":    {`{"type":5,"data":{"content":"x"}}`, "unknown field"},
		"late update with data": {`{"type":6,"data":{"flags":64}}`, "takes no data"},
		"no completions":        {`{"type":8,"data":{"choices":[]}}`, "choices is empty"},
		"long completion":       {`{"type":8,"data":{"choices":[{"name":"` + long(101) + `","value":"v"}]}}`, "name has 101"},
		"empty value":           {`{"type":8,"data":{"choices":[{"name":"n","value":""}]}}`, "value has 0"},
		"26 completions":        {`{"type":8,"data":{"choices":[` + strings.Repeat(`{"name":"n","value":"v"},`, 25) + `{"name":"n","value":"v"}]}}`, "26 items"},
		"long custom_id":        {button(`{"type":2,"style":2,"label":"l","custom_id":"` + long(101) + `"}`), "custom_id has 101"},
		"long label":            {button(`{"type":2,"style":2,"label":"` + long(81) + `","custom_id":"a"}`), "label has 81"},
		"button without id":     {button(`{"type":2,"style":2,"label":"l"}`), "custom_id is missing"},
		"button without a face": {button(`{"type":2,"style":2,"custom_id":"a"}`), "neither label nor emoji"},
		"custom_id twice":       {button(`{"type":2,"style":2,"label":"l","custom_id":"a"},{"type":2,"style":2,"label":"m","custom_id":"a"}`), "twice"},
		"six buttons":           {button(strings.Repeat(`{"type":2,"style":5,"label":"l","url":"https://x.example"},`, 5) + `{"type":2,"style":5,"label":"l","url":"https://x.example"}`), "6 items"},
		"no row":                {components(`{"type":2,"style":5,"label":"l","url":"https://x.example"}`), "no action row"},
	} {
		check(t, name, discordtest.CheckCallback([]byte(c.body)), c.want)
	}
}

func TestCheckCommands(t *testing.T) {
	option := func(o string) string {
		return `[{"name":"ask","description":"d","options":[` + o + `]}]`
	}
	for name, c := range map[string]struct{ commands, want string }{
		"a command":                 {`[{"name":"اسأل","description":"d","default_member_permissions":"32","options":[{"type":3,"name":"السؤال","description":"d","required":true}]}]`, ""},
		"capitals":                  {`[{"name":"Ask","description":"d"}]`, "capitals"},
		"a space":                   {`[{"name":"a b","description":"d"}]`, "no command or option name"},
		"harakat":                   {`[{"name":"اِسأل","description":"d"}]`, "no command or option name"},
		"no description":            {`[{"name":"ask"}]`, "description is missing"},
		"long description":          {`[{"name":"ask","description":"` + long(101) + `"}]`, "description has 101"},
		"twice":                     {`[{"name":"ask","description":"d"},{"name":"ask","description":"e"}]`, "twice"},
		"permissions number":        {`[{"name":"ask","description":"d","default_member_permissions":32}]`, "no string of digits"},
		"Arabic locale":             {`[{"name":"ask","description":"d","name_localizations":{"ar":"اسأل"}}]`, `no locale "ar"`},
		"unknown field":             {`[{"name":"ask","description":"d","permission":1}]`, `unknown field "permission"`},
		"message command":           {`[{"type":3,"name":"Find facts · ابحث"}]`, ""},
		"described message command": {`[{"type":3,"name":"Find","description":"d"}]`, "no chat command"},
		"long message command":      {`[{"type":3,"name":"` + long(33) + `"}]`, ".name has 33 characters"},
		"options out of order": {option(`{"type":3,"name":"a","description":"d"},{"type":3,"name":"b","description":"d","required":true}`),
			"behind an optional one"},
		"option twice":             {option(`{"type":3,"name":"a","description":"d"},{"type":3,"name":"a","description":"d"}`), "twice"},
		"choices and autocomplete": {option(`{"type":3,"name":"a","description":"d","autocomplete":true,"choices":[{"name":"n","value":"v"}]}`), "both choices and autocomplete"},
		"long option":              {option(`{"type":3,"name":"a","description":"d","max_length":6001}`), "max_length"},
	} {
		var commands []map[string]any
		if err := json.Unmarshal([]byte(c.commands), &commands); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		check(t, name, discordtest.CheckCommands(commands), c.want)
	}
	var many []map[string]any
	for i := range 101 {
		many = append(many, map[string]any{"name": "c" + strings.Repeat("x", i%20) + string(rune('a'+i/20)), "description": "d"})
	}
	check(t, "101 commands", discordtest.CheckCommands(many), "more commands than Discord takes")
}

func check(t *testing.T, name string, broken []string, want string) {
	t.Helper()
	got := strings.Join(broken, "\n")
	switch {
	case want == "" && got != "":
		t.Errorf("%s: refused: %s", name, got)
	case want != "" && !strings.Contains(got, want):
		t.Errorf("%s: got %q, want %q", name, got, want)
	}
}

// TestOpenAPI shows that Discord's document is in force where it is at hand.
func TestOpenAPI(t *testing.T) {
	if os.Getenv(discordtest.OpenAPIEnv) == "" {
		t.Skipf("%s is not set", discordtest.OpenAPIEnv)
	}
	if err := discordtest.CheckOpenAPI([]byte(`{"type":4,"data":{"content":"x"}}`)); err != nil {
		t.Errorf("a message is refused: %v", err)
	}
	for _, body := range []string{
		`{"type":4,"data":{"content":7}}`,
		`{"type":4,"data":{"embeds":[{"title":"` + long(257) + `"}]}}`,
		`{"type":4,"data":{"components":[{"type":1,"components":[{"type":2,"style":9,"custom_id":"a","label":"l"}]}]}}`,
		`{"data":{}}`,
	} {
		if discordtest.CheckOpenAPI([]byte(body)) == nil {
			t.Errorf("not refused: %.80s", body)
		}
	}
}
