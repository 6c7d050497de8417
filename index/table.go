package index

import (
	"encoding/binary"
	"iter"
	"slices"
	"strings"
)

// The vocabulary of a large folder has a million words and more. Maps of
// strings would take most of the memory there is, so words are kept as one long
// text, and what leads to them as numbers in slices.

// table numbers texts from 0 on, each once.
type table struct {
	all   strings.Builder // the texts, one behind the other
	stops []uint32        // by number: where its text stops in all
	slots []slot          // open addressing, at most two thirds full
}

// slot leads to a text of this hash: id is one more than its number, 0 for none.
type slot struct{ hash, id uint32 }

// hashOf is FNV-1a, folded. It is the same in every process.
func hashOf[T string | []byte](s T) uint32 {
	h := hashSeed
	for i := range len(s) {
		h = hashNext(h, s[i])
	}
	return hashSum(h)
}

const hashSeed uint64 = 14695981039346656037

func hashNext(h uint64, b byte) uint64 { return (h ^ uint64(b)) * 1099511628211 }
func hashSum(h uint64) uint32          { return uint32(h ^ h>>32) }

// len is how many texts there are.
func (t *table) len() int { return len(t.stops) }

// text returns the text of a number.
func (t *table) text(n uint32) string {
	start := uint32(0)
	if n > 0 {
		start = t.stops[n-1]
	}
	return t.all.String()[start:t.stops[n]]
}

// find returns the number of a text.
func (t *table) find(s string) (uint32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	h := hashOf(s)
	for i := int(h) & (len(t.slots) - 1); t.slots[i].id != 0; i = (i + 1) & (len(t.slots) - 1) {
		if n := t.slots[i].id - 1; t.slots[i].hash == h && t.text(n) == s {
			return n, true
		}
	}
	return 0, false
}

// has reports whether there is a text of this hash, its highest bit aside, which
// hardly ever is another than the one that is meant.
func (t *table) has(h uint32) bool {
	if len(t.slots) == 0 {
		return false
	}
	mask := len(t.slots) - 1
	// The highest bit plays no part in a slot's place either, in tables there is memory for.
	for i := int(h) & mask; t.slots[i].id != 0; i = (i + 1) & mask {
		if t.slots[i].hash<<1 == h<<1 {
			return true
		}
	}
	return false
}

// add returns the number of a text, which it gives one if it has none.
func (t *table) add(s string) (n uint32, isNew bool) {
	if 3*(len(t.stops)+1) > 2*len(t.slots) {
		t.grow(max(64, 2*len(t.slots)))
	}
	h := hashOf(s)
	i := int(h) & (len(t.slots) - 1)
	for ; t.slots[i].id != 0; i = (i + 1) & (len(t.slots) - 1) {
		if n := t.slots[i].id - 1; t.slots[i].hash == h && t.text(n) == s {
			return n, false
		}
	}
	t.all.WriteString(s)
	t.stops = append(t.stops, uint32(t.all.Len()))
	t.slots[i] = slot{h, uint32(len(t.stops))}
	return uint32(len(t.stops) - 1), true
}

// reserve makes room for about as many texts as another table has.
func (t *table) reserve(other *table) {
	t.all.Grow(other.all.Len() + other.all.Len()/8)
	t.stops = slices.Grow(t.stops, other.len()+other.len()/8)
	if len(t.slots) < len(other.slots) {
		t.grow(len(other.slots))
	}
}

// reindex fills the slots from the texts.
func (t *table) reindex() {
	size := 64
	for 3*t.len() > 2*size {
		size *= 2
	}
	t.slots = make([]slot, size)
	for n := range t.len() {
		h := hashOf(t.text(uint32(n)))
		i := int(h) & (size - 1)
		for t.slots[i].id != 0 {
			i = (i + 1) & (size - 1)
		}
		t.slots[i] = slot{h, uint32(n) + 1}
	}
}

func (t *table) grow(size int) {
	old := t.slots
	t.slots = make([]slot, size)
	for _, s := range old {
		if s.id == 0 {
			continue
		}
		i := int(s.hash) & (size - 1)
		for t.slots[i].id != 0 {
			i = (i + 1) & (size - 1)
		}
		t.slots[i] = s
	}
}

// lists are lists of numbers, by number.
type lists struct {
	stops []uint32 // by list: where it stops in items
	items []uint32
}

func (l *lists) len() int { return len(l.stops) }

func (l *lists) of(n uint32) []uint32 {
	start := uint32(0)
	if n > 0 {
		start = l.stops[n-1]
	}
	return l.items[start:l.stops[n]]
}

// add puts a list behind the others.
func (l *lists) add(items ...uint32) {
	l.items = append(l.items, items...)
	l.stops = append(l.stops, uint32(len(l.items)))
}

// inverted lists, by item, the lists that have it. There are n items.
func (l *lists) inverted(n int) lists {
	out := lists{make([]uint32, n), make([]uint32, len(l.items))}
	for _, item := range l.items {
		out.stops[item]++
	}
	sum := uint32(0)
	for item, count := range out.stops {
		out.stops[item] = sum
		sum += count
	}
	for i := range l.stops {
		for _, item := range l.of(uint32(i)) {
			out.items[out.stops[item]] = uint32(i)
			out.stops[item]++
		}
	}
	return out
}

// packed are sets of numbers, by number, for whoever goes through whole sets now
// and then: each number is written as how much more it is than the one before.
type packed struct {
	stops []uint32 // by set: where it stops in bytes
	bytes []byte
}

// add puts a set, which it sorts, behind the others.
func (p *packed) add(set []uint32) {
	slices.Sort(set)
	before := uint32(0)
	for _, n := range set {
		p.bytes = binary.AppendUvarint(p.bytes, uint64(n-before))
		before = n
	}
	p.stops = append(p.stops, uint32(len(p.bytes)))
}

// of gives the numbers of a set.
func (p *packed) of(set uint32) iter.Seq[uint32] {
	start := uint32(0)
	if set > 0 {
		start = p.stops[set-1]
	}
	return func(yield func(uint32) bool) {
		number := uint32(0)
		for rest := p.bytes[start:p.stops[set]]; len(rest) > 0; {
			more, size := binary.Uvarint(rest)
			number += uint32(more)
			rest = rest[max(1, size):]
			if !yield(number) {
				return
			}
		}
	}
}

// grouped lists the places of each key: those i for which keys[i] is the number
// of the list. There are n keys.
func grouped(keys []uint32, n int) lists {
	l := lists{stops: make([]uint32, n), items: make([]uint32, len(keys))}
	for _, k := range keys {
		l.stops[k]++
	}
	sum := uint32(0)
	for k, count := range l.stops {
		l.stops[k] = sum
		sum += count
	}
	for i, k := range keys {
		l.items[l.stops[k]] = uint32(i)
		l.stops[k]++
	}
	return l
}

// hashed leads from the hash of a text to numbers, without the texts: whoever
// reads them sees from elsewhere which ones really belong to it.
type hashed struct {
	stops []uint32 // by the lower bits of the hash: where its pairs stop
	pairs []pair
}

type pair struct{ hash, number uint32 }

func newHashed(pairs []pair) hashed {
	size := 1
	for size < len(pairs) {
		size *= 2
	}
	h := hashed{make([]uint32, size), make([]pair, len(pairs))}
	for _, p := range pairs {
		h.stops[p.hash&uint32(size-1)]++
	}
	sum := uint32(0)
	for b, count := range h.stops {
		h.stops[b] = sum
		sum += count
	}
	for _, p := range pairs {
		b := p.hash & uint32(size-1)
		h.pairs[h.stops[b]] = p
		h.stops[b]++
	}
	return h
}

// of gives the numbers of a hash.
func (h *hashed) of(hash uint32) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		if len(h.pairs) == 0 {
			return
		}
		b := hash & uint32(len(h.stops)-1)
		start := uint32(0)
		if b > 0 {
			start = h.stops[b-1]
		}
		for _, p := range h.pairs[start:h.stops[b]] {
			if p.hash == hash && !yield(p.number) {
				return
			}
		}
	}
}
