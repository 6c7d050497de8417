package index

import (
	"cmp"
	"slices"
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
	if len(scan(prefix)) == 0 {
		return l.entities(l.beginnings().popular, n)
	}
	if found := l.begun(prefix, n); len(found) > 0 {
		return found
	}
	return l.nearest(prefix, n)
}

// begun returns at most n entities one of whose names begins with what is typed,
// or sounds as if it did.
func (l *linker) begun(typed string, n int) []*knowledge.Entity {
	ts := scan(typed)
	key, phones := compact(ts), phonesOf(typed, ts)
	if key == "" || n <= 0 {
		return nil
	}
	b := l.beginnings()
	var found []int
	take := func(entity int) bool {
		if len(found) < n && !slices.Contains(found, entity) {
			found = append(found, entity)
		}
		return len(found) < n
	}
	alias := func(i uint32) bool { return take(l.aliases[i].entity) }
	if i, ok := b.all.find(key); ok {
		alias(i)
	}
	for _, names := range b.names {
		names.each(key, alias)
	}
	// With the article or without it, half of it typed or not.
	b.all.each("ال"+key, alias)
	if rest, ok := strings.CutPrefix(key, "ال"); ok {
		b.all.each(rest, alias)
	}
	b.later.each(key, func(i uint32) bool { return take(b.laterOf[i].entity) })
	if len(phones) >= 2 {
		b.sounds.each(phones, alias)
	}
	return l.entities(found, n)
}

func (l *linker) entities(found []int, n int) []*knowledge.Entity {
	out := make([]*knowledge.Entity, 0, n)
	for _, e := range found[:min(n, len(found))] {
		out = append(out, l.base.Entities[e])
	}
	return out
}

// beginnings find names by how they begin. Of equal ones those of the entity come
// first that more facts speak of.
type beginnings struct {
	popular []int        // entities, the one that most facts speak of first
	names   [3]*byPrefix // aliases by rank
	all     *byPrefix    // aliases of any rank
	sounds  *byPrefix    // aliases, by their phones
	later   *byPrefix    // places in laterOf
	laterOf []laterPart
	pairs   map[uint64][]int32 // aliases by the pairs of letters that they have
}

// laterPart is a name from one of its later words on.
type laterPart struct {
	key    string
	entity int
}

func newBeginnings(l *linker) *beginnings {
	b := &beginnings{popular: make([]int, len(l.base.Entities)), pairs: map[uint64][]int32{}}
	for e := range b.popular {
		b.popular[e] = e
	}
	slices.SortFunc(b.popular, func(x, y int) int {
		return cmp.Or(cmp.Compare(len(l.of(y)), len(l.of(x))), cmp.Compare(l.base.Entities[x].Name, l.base.Entities[y].Name))
	})
	place := make([]int, len(b.popular))
	for i, e := range b.popular {
		place[e] = i
	}
	var all []uint32
	var ranked [len(b.names)][]uint32
	for i := range l.aliases {
		a := &l.aliases[i]
		all = append(all, uint32(i))
		ranked[a.rank] = append(ranked[a.rank], uint32(i))
		at := 0
		for k, t := range scan(a.raw) {
			if k > 0 && at <= len(a.key) && strings.HasPrefix(a.key[at:], t.text) {
				b.laterOf = append(b.laterOf, laterPart{a.key[at:], a.entity})
			}
			at += len(t.text)
		}
	}
	for i := range l.aliases {
		pairsOf(l.aliases[i].key, l.aliases[i].phones, func(p uint64) { b.pairs[p] = append(b.pairs[p], int32(i)) })
	}
	key := func(i uint32) string { return l.aliases[i].key }
	better := func(i, k uint32) bool {
		x, y := &l.aliases[i], &l.aliases[k]
		return cmp.Or(cmp.Compare(place[x.entity], place[y.entity]), cmp.Compare(i, k)) < 0
	}
	for rank := range ranked {
		b.names[rank] = newByPrefix(ranked[rank], key, better)
	}
	b.all = newByPrefix(all, key, better)
	b.sounds = newByPrefix(all, func(i uint32) string { return l.aliases[i].phones }, better)
	later := make([]uint32, len(b.laterOf))
	for i := range later {
		later[i] = uint32(i)
	}
	b.later = newByPrefix(later, func(i uint32) string { return b.laterOf[i].key }, func(i, k uint32) bool {
		return cmp.Or(cmp.Compare(place[b.laterOf[i].entity], place[b.laterOf[k].entity]), cmp.Compare(i, k)) < 0
	})
	return b
}

// pairsOf gives the letters of a name that follow each other, and those of how it
// sounds, each once; the first letter counts as a pair, too.
func pairsOf(key, phones string, yield func(uint64)) {
	var room [64]uint64
	seen := room[:0]
	for side, s := range [...]string{key, phones} {
		before := rune(0)
		for _, r := range s {
			p := uint64(side)<<63 | uint64(before)<<32 | uint64(r)
			if before = r; !slices.Contains(seen, p) {
				seen = append(seen, p)
				yield(p)
			}
		}
	}
}

// alike returns the aliases that share most pairs of letters with a name, for
// nearest to look at closely.
func (l *linker) alike(key, phones string) []int32 {
	b := l.beginnings()
	shared := make([]uint16, len(l.aliases))
	var touched []int32
	pairsOf(key, phones, func(p uint64) {
		for _, a := range b.pairs[p] {
			if shared[a]++; shared[a] == 1 {
				touched = append(touched, a)
			}
		}
	})
	// By counting: how many share at least so many.
	var counts [256]int
	for _, a := range touched {
		counts[min(255, shared[a])]++
	}
	least := len(counts) - 1
	for n := counts[least]; least > 1 && n+counts[least-1] <= maxAlike; n += counts[least] {
		least--
	}
	return slices.DeleteFunc(touched, func(a int32) bool { return int(shared[a]) < least })
}

// maxAlike is how many names are looked at closely.
const maxAlike = 400
