package say

import (
	"sibaq/index"
	"sibaq/knowledge"
)

// Standing puts in words how far a fact can be relied on and of when it is:
// "ادعاء من هواوي، 2024-06".
func (w Words) Standing(h index.Hit) string {
	parts := []string{w.Status(h.Fact.Status, w.Claimant(h.Fact))}
	if h.Fact.Status == knowledge.Superseded && h.Fact.SupersededBy != "" {
		parts[0] = w.SupersededBy(h.Fact.SupersededBy)
	}
	if d := h.Fact.AsOf; !d.IsZero() {
		parts = append(parts, w.ISODate(d))
	}
	return w.Join(parts)
}

// Claimant names who claims a fact, in this language where the folder knows
// the claimant by name, else as the file writes it, and what stake the claimant
// may have: "هواوي (شركة)". It is "" when the fact is nobody's claim.
func (w Words) Claimant(f *knowledge.Fact) string {
	name, kind := f.ClaimedBy, w.ClaimantKind(f.ClaimantKind)
	if f.Claimant != nil {
		name = f.Claimant.In(w.lang)
	}
	switch {
	case name == "" || kind == "":
		return name
	case f.Status == knowledge.Contested: // which has brackets of its own
		return w.Join([]string{name, kind})
	}
	return name + " (" + kind + ")"
}

// CellLabel says what a table cell is about, its column and its row: "Kling،
// المدة القصوى". It is "" for a fact that is no cell. The labels are in the
// language of the passage that they stand before.
func CellLabel(h index.Hit) string {
	c := h.Fact.Cell
	if c == nil {
		return ""
	}
	w := Texts(h.Passage.Lang)
	return w.Join([]string{c.Table.Columns[c.Column].In(w.lang), c.Table.Rows[c.Row].In(w.lang)})
}

// Source describes a source without its URL: title, publisher and date, as far
// as the file gives them.
func (w Words) Source(s *knowledge.Source) string {
	return w.Join(present(s.Title, s.PublisherIn(w.lang), w.ISODate(s.Date)))
}

// SourceLabel is the short name of a source, for a link: publisher and date,
// or its title where it has neither.
func (w Words) SourceLabel(s *knowledge.Source) string {
	if parts := present(s.PublisherIn(w.lang), w.ISODate(s.Date)); len(parts) > 0 {
		return w.Join(parts)
	}
	if s.Title != "" {
		return s.Title
	}
	return w.SourceWord()
}

// Names gives the entities' names in this language.
func (w Words) Names(es []*knowledge.Entity) []string {
	out := make([]string, len(es))
	for i, e := range es {
		out[i] = e.In(w.lang)
	}
	return out
}

func present(parts ...string) []string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return out
}
