package index

import (
	"strings"

	"sibaq/knowledge"
)

// Complete returns at most n entities whose names begin like prefix, in any
// script and spelling, the likeliest first; nearest names where none does, and
// the entities that most facts speak of where prefix is empty.
func (ix *Index) Complete(prefix string, n int) []*knowledge.Entity {
	return ix.linker.complete(prefix, n)
}

// complete returns at most n entities whose names begin like prefix, in any
// script and spelling, for autocompletion: what the typed letters begin first,
// then what a later word of the name begins, then what sounds or looks like
// it. An empty prefix gives the entities that most facts speak of.
func (l *linker) complete(prefix string, n int) []*knowledge.Entity {
	if n <= 0 {
		return nil
	}
	ts := scan(prefix)
	key, phones := compact(ts), phonesOf(prefix, ts)
	best := make([]float64, len(l.base.Entities))
	for i := range l.aliases {
		a := &l.aliases[i]
		best[a.entity] = max(best[a.entity], a.begins(key, phones))
	}
	found := l.top(n, func(e int) float64 { return best[e] }, .1)
	if len(found) > 0 || len(key) == 0 {
		return found
	}
	return l.nearest(prefix, n)
}

// begins scores how well the typed letters begin a name: 0 not at all.
func (a *alias) begins(key, phones string) float64 {
	switch {
	case key == "":
		return .1
	case a.key == key:
		return 1
	case strings.HasPrefix(a.key, key):
		return .9 - .1*float64(a.rank)
	case strings.HasPrefix(a.key, "ال"+key), strings.HasPrefix("ال"+a.key, key):
		return .65
	}
	if !strings.Contains(a.key, key) { // which no word of it begins like then
		return a.sounds(phones)
	}
	for i, t := range scan(a.raw) {
		if i > 0 && strings.HasPrefix(t.text, key) {
			return .6
		}
	}
	return a.sounds(phones)
}

// sounds scores a name that begins as typed letters sound.
func (a *alias) sounds(phones string) float64 {
	if len(phones) >= 2 && strings.HasPrefix(a.phones, phones) {
		return .5
	}
	return 0
}
