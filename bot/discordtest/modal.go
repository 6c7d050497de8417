package discordtest

import "testing"

// Submit fills in the modal that answered an interaction and sends it, as the
// member who asked: fields by custom_id, the others as they stood. What
// Discord's client would not send fails the test.
func (e *Exchange) Submit(t testing.TB, fields map[string]string) *Exchange {
	t.Helper()
	first := e.Response(t)
	if first.Type != ReplyModal {
		t.Fatalf("discordtest: %s was not answered with a modal: %s", e.what(), first.JSON)
	}
	shape := list(first.Data["components"])
	in := e.again(Interaction{User: e.input.User, Message: e.input.Message, modal: str(first.Data["custom_id"]), shape: shape, fields: map[string]string{}})
	known := map[string]bool{}
	for _, c := range inputs(shape) {
		id := str(c["custom_id"])
		known[id] = true
		value, given := fields[id]
		if !given {
			value = str(c["value"])
		}
		if most, ok := c["max_length"].(float64); ok && float64(size(value)) > most {
			t.Fatalf("discordtest: %q takes %v characters", id, most)
		}
		if value == "" && c["required"] != false {
			t.Fatalf("discordtest: %q must be filled in", id)
		}
		in.fields[id] = value
	}
	for id := range fields {
		if !known[id] {
			t.Fatalf("discordtest: the modal has no %q: %s", id, first.JSON)
		}
	}
	return e.s.Send(in)
}

// Filled is what stands in the fields of the modal that answered an
// interaction, by custom_id.
func (e *Exchange) Filled(t testing.TB) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, c := range inputs(list(e.Response(t).Data["components"])) {
		out[str(c["custom_id"])] = str(c["value"])
	}
	return out
}

// inputs are the fields of a modal.
func inputs(shape []map[string]any) []map[string]any {
	var out []map[string]any
	for _, row := range shape {
		if c, ok := row["component"].(map[string]any); ok {
			out = append(out, c)
		}
		out = append(out, list(row["components"])...)
	}
	return out
}

// filled is a modal as it comes back, in the shape in which it was sent.
func filled(shape []map[string]any, fields map[string]string) []any {
	field := func(c map[string]any) map[string]any {
		return map[string]any{"type": c["type"], "custom_id": c["custom_id"], "value": fields[str(c["custom_id"])]}
	}
	out := []any{}
	for _, row := range shape {
		if c, ok := row["component"].(map[string]any); ok {
			out = append(out, map[string]any{"type": row["type"], "component": field(c)})
			continue
		}
		var in []any
		for _, c := range list(row["components"]) {
			in = append(in, field(c))
		}
		out = append(out, map[string]any{"type": row["type"], "components": in})
	}
	return out
}
