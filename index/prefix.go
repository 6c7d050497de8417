package index

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sort"
	"strings"
)

// byPrefix finds the best of the texts that begin with some letters. How long
// that takes depends on how many are wanted, and hardly on how many there are:
// the texts lie in order, so that those which begin alike lie together, and a
// tree over them knows the best of each run.
type byPrefix struct {
	text   func(item uint32) string
	better func(a, b uint32) bool // orders items, never both ways
	order  []uint32               // items by their texts
	tree   []uint32               // places in order: node k holds the better one of nodes 2k and 2k+1
}

func newByPrefix(items []uint32, text func(uint32) string, better func(a, b uint32) bool) *byPrefix {
	p := &byPrefix{text: text, better: better, order: make([]uint32, len(items)), tree: make([]uint32, 2*len(items))}
	type keyed struct {
		head uint64 // the first bytes of the text, which decide nearly always
		item uint32
	}
	all := make([]keyed, len(items))
	for i, item := range items {
		var head [8]byte
		copy(head[:], text(item))
		all[i] = keyed{binary.BigEndian.Uint64(head[:]), item}
	}
	slices.SortFunc(all, func(a, b keyed) int {
		if a.head != b.head {
			return cmp.Compare(a.head, b.head)
		}
		return cmp.Or(strings.Compare(text(a.item), text(b.item)), cmp.Compare(a.item, b.item))
	})
	n := len(all)
	for i, k := range all {
		p.order[i], p.tree[n+i] = k.item, uint32(i)
	}
	for k := n - 1; k > 0; k-- {
		p.tree[k] = p.above(p.tree[2*k], p.tree[2*k+1])
	}
	return p
}

// above is the better one of two places.
func (p *byPrefix) above(i, j uint32) uint32 {
	if p.better(p.order[j], p.order[i]) {
		return j
	}
	return i
}

// run is a part of order, and where the best of it stands.
type run struct{ from, to, best uint32 }

func (p *byPrefix) run(from, to uint32) run {
	best := from
	n := uint32(len(p.order))
	for l, r := from+n, to+n; l < r; l, r = l/2, r/2 {
		if l%2 == 1 {
			best = p.above(best, p.tree[l])
			l++
		}
		if r%2 == 1 {
			r--
			best = p.above(best, p.tree[r])
		}
	}
	return run{from, to, best}
}

// find returns the item of a text.
func (p *byPrefix) find(text string) (item uint32, ok bool) {
	i := sort.Search(len(p.order), func(i int) bool { return p.text(p.order[i]) >= text })
	if i == len(p.order) || p.text(p.order[i]) != text {
		return 0, false
	}
	return p.order[i], true
}

// each gives the items whose texts begin with prefix, the best first, until yield
// has enough.
func (p *byPrefix) each(prefix string, yield func(item uint32) bool) {
	n := len(p.order)
	from := sort.Search(n, func(i int) bool { return p.text(p.order[i]) >= prefix })
	to := from + sort.Search(n-from, func(i int) bool { return !strings.HasPrefix(p.text(p.order[from+i]), prefix) })
	if from == to {
		return
	}
	left := []run{p.run(uint32(from), uint32(to))}
	for len(left) > 0 {
		top := 0
		for i := range left {
			if p.above(left[top].best, left[i].best) == left[i].best {
				top = i
			}
		}
		s := left[top]
		left = slices.Delete(left, top, top+1)
		if !yield(p.order[s.best]) {
			return
		}
		if s.from < s.best {
			left = append(left, p.run(s.from, s.best))
		}
		if s.best+1 < s.to {
			left = append(left, p.run(s.best+1, s.to))
		}
	}
}
