package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// register makes Discord's list of our commands what it should be, and writes
// only what differs: a restart costs one GET, and Discord's limit of 200 new
// commands a day is never near. Commands that this version does not have are
// removed.
func (b *Bot) register(ctx context.Context, appID string) error {
	path := "/applications/" + appID
	if b.cfg.Guild != "" {
		path += "/guilds/" + b.cfg.Guild
	}
	path += "/commands"
	var have []map[string]any
	if err := b.rest.do(ctx, http.MethodGet, path+"?with_localizations=true", nil, &have); err != nil {
		return fmt.Errorf("reading the registered commands: %w", err)
	}
	registered := map[string]map[string]any{}
	for _, h := range have {
		switch h["type"] { // others, such as the entry point of an activity, are not ours
		case float64(discordgo.ChatApplicationCommand), float64(discordgo.MessageApplicationCommand):
			registered[fmt.Sprint(h["type"], h["name"])] = h
		}
	}
	written := 0
	write := func(method, path string, in any, name string) error {
		if err := b.rest.do(ctx, method, path, in, nil); err != nil {
			return fmt.Errorf("registering /%s: %w", name, err)
		}
		written++
		return nil
	}
	for _, d := range definitions(b.cfg.Guild != "") {
		key := fmt.Sprint(float64(d.Type), d.Name)
		old, ok := registered[key]
		delete(registered, key)
		same, err := equal(d, old)
		if err != nil {
			return err
		}
		switch {
		case !ok:
			err = write(http.MethodPost, path, d, d.Name)
		case !same:
			err = write(http.MethodPatch, fmt.Sprintf("%s/%v", path, old["id"]), d, d.Name)
		}
		if err != nil {
			return err
		}
	}
	for _, old := range registered {
		if err := write(http.MethodDelete, fmt.Sprintf("%s/%v", path, old["id"]), nil, fmt.Sprint(old["name"])); err != nil {
			return err
		}
	}
	b.log.Info("commands registered", "guild", b.cfg.Guild, "written", written)
	return nil
}

// compared are the fields of a command and of its options that we set.
var compared = []string{"type", "name", "description", "options", "default_member_permissions", "contexts",
	"integration_types", "required", "autocomplete", "max_length", "choices", "name_localizations", "description_localizations"}

// equal reports whether a registered command is as it should be.
func equal(want *discordgo.ApplicationCommand, have map[string]any) (bool, error) {
	raw, err := compact(want)
	if err != nil {
		return false, err
	}
	var w map[string]any
	if err := json.Unmarshal(raw, &w); err != nil {
		return false, err
	}
	w, have = meaning(w), meaning(have)
	for _, k := range []string{"contexts", "integration_types"} {
		if w[k] == nil { // Discord fills in its own
			delete(have, k)
		}
	}
	return reflect.DeepEqual(w, have), nil
}

// meaning keeps the fields that count, without those that are not set and
// with sets in order.
func meaning(m map[string]any) map[string]any {
	out := map[string]any{}
	for _, k := range compared {
		switch v := m[k].(type) {
		case nil:
		case bool:
			if v {
				out[k] = v
			}
		case map[string]any:
			if len(v) > 0 {
				out[k] = v
			}
		case []any:
			var items []any
			for _, x := range v {
				if o, ok := x.(map[string]any); ok {
					x = meaning(o)
				}
				items = append(items, x)
			}
			if k == "contexts" || k == "integration_types" {
				slices.SortFunc(items, func(a, b any) int {
					x, _ := a.(float64)
					y, _ := b.(float64)
					return int(x - y)
				})
			}
			if len(items) > 0 {
				out[k] = items
			}
		default:
			out[k] = v
		}
	}
	return out
}
