package index

import "sibaq/knowledge"

// Mentions returns the known entities that a text names, in the order in which
// it names them first. Only names that somebody listed count, as in facts.
func (ix *Index) Mentions(text string) []*knowledge.Entity {
	var out []*knowledge.Entity
	for _, m := range ix.linker.link(text) {
		if m.exact {
			out = appendNew(out, ix.base.Entities[m.entity])
		}
	}
	return out
}
