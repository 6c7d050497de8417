package bot

import (
	"sibaq/index"
	"sibaq/knowledge"
)

// Who gave a name that nobody knows gets the names near to it as buttons, each of
// which asks the same of that name.

// entities are those of some names, as the knowledge calls them.
func (k known) entities(names []string) []*knowledge.Entity {
	var out []*knowledge.Entity
	for _, name := range names {
		if e := k.marks().entities[mark(name)]; e != nil {
			out = append(out, e)
		}
	}
	return out
}

// called are names as a reply calls what they mean.
func (k known) called(names []string, lang knowledge.Lang) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = name
		if e := k.marks().entities[mark(name)]; e != nil {
			out[i] = e.In(lang)
		}
	}
	return out
}

// meant are buttons to what does asks of each of some entities.
func meant(near []*knowledge.Entity, lang knowledge.Lang, does func(*knowledge.Entity) state) []button {
	var out []button
	for _, e := range near[:min(len(near), maxNear)] {
		out = append(out, button{label: flat(e.In(lang)), emoji: "🔎", does: does(e).String()})
	}
	return out
}

// sideOf are what one side of a comparison is, or may be.
func (k known) sideOf(s index.Side) []*knowledge.Entity {
	if s.Entity != nil {
		return []*knowledge.Entity{s.Entity}
	}
	return k.entities(s.Suggestions)
}

// pairs are buttons to the comparisons that may have been meant by one of which a
// side is not known.
func (m manner) pairs(as, bs []*knowledge.Entity, t index.Table) []button {
	if t.A.Entity != nil && t.B.Entity != nil {
		return nil
	}
	var out []button
	for _, a := range as {
		for _, b := range bs {
			if a == b || len(out) == maxNear {
				continue
			}
			label := m.words(t.Lang).ComparePair(flat(a.In(t.Lang)), flat(b.In(t.Lang)))
			out = append(out, button{label: label, emoji: "⚖️", does: compareState(a, b, t.Aspect, t.Lang).String()})
		}
	}
	return out
}
