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
	modal := func(c string) string {
		return `{"type":9,"data":{"custom_id":"m","title":"t","components":[` + c + `]}}`
	}
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
		"a select":              {components(`{"type":1,"components":[{"type":3,"custom_id":"a","options":[{"label":"l","value":"v"},{"label":"m","value":"w"}],"max_values":2}]}`), ""},
		"a select of roles":     {components(`{"type":1,"components":[{"type":6,"custom_id":"a","min_values":0,"max_values":25}]}`), ""},
		"two in a select's row": {button(`{"type":6,"custom_id":"a"},{"type":2,"style":2,"label":"l","custom_id":"b"}`), "neither button nor select"},
		"nothing to choose":     {button(`{"type":3,"custom_id":"a","options":[]}`), "has no options"},
		"a value twice":         {button(`{"type":3,"custom_id":"a","options":[{"label":"l","value":"v"},{"label":"m","value":"v"}]}`), "twice"},
		"options of roles":      {button(`{"type":6,"custom_id":"a","options":[{"label":"l","value":"v"}]}`), `unknown field "options"`},
		"a modal":               {modal(`{"type":18,"label":"l","description":"d","component":{"type":4,"custom_id":"a","style":2,"required":false,"max_length":4000}}`), ""},
		"a modal of rows":       {modal(`{"type":1,"components":[{"type":4,"custom_id":"a","style":1,"label":"l"}]}`), ""},
		"an empty modal":        {modal(``), "the modal is empty"},
		"a modal of six":        {modal(strings.Repeat(`{"type":18,"label":"l","component":{"type":4,"custom_id":"a","style":1}},`, 5) + `{"type":18,"label":"l","component":{"type":4,"custom_id":"b","style":1}}`), "6 items"},
		"a long modal label":    {modal(`{"type":18,"label":"` + long(46) + `","component":{"type":4,"custom_id":"a","style":1}}`), "label has 46"},
		"a long modal title":    {`{"type":9,"data":{"custom_id":"a","title":"` + long(46) + `","components":[{"type":18,"label":"l","component":{"type":4,"custom_id":"a","style":1}}]}}`, "title has 46"},
		"a value too long":      {modal(`{"type":18,"label":"l","component":{"type":4,"custom_id":"a","style":1,"max_length":3,"value":"four"}}`), "value has 4"},
		"a field twice":         {modal(`{"type":18,"label":"l","component":{"type":4,"custom_id":"a","style":1}},{"type":18,"label":"l","component":{"type":4,"custom_id":"a","style":1}}`), "twice"},
		"a button in a modal":   {modal(`{"type":1,"components":[{"type":2,"style":2,"label":"l","custom_id":"a"}]}`), "no text input"},
		"a bare input":          {modal(`{"type":4,"custom_id":"a","style":1}`), "neither a label nor an action row"},
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
		"a file and a subcommand":  {`[{"name":"k","description":"d","options":[{"type":1,"name":"s","description":"d","options":[{"type":11,"name":"f","description":"d","required":true}]}]}]`, ""},
		"a group":                  {option(`{"type":2,"name":"g","description":"d","options":[{"type":1,"name":"s","description":"d"}]}`), ""},
		"a subcommand in another":  {option(`{"type":1,"name":"g","description":"d","options":[{"type":1,"name":"s","description":"d"}]}`), "nested too deep"},
		"subcommands and options":  {option(`{"type":1,"name":"s","description":"d"},{"type":3,"name":"b","description":"d"}`), "mixes subcommands with options"},
		"a file one can type":      {option(`{"type":11,"name":"f","description":"d","autocomplete":true}`), "offers what to type"},
		"a long file":              {option(`{"type":11,"name":"f","description":"d","max_length":4}`), "has a length"},
		"a text with options":      {option(`{"type":3,"name":"f","description":"d","options":[{"type":3,"name":"g","description":"d"}]}`), "is no subcommand"},
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
