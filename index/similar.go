package index

import (
	"context"
	"fmt"
	"slices"
)

// sameAsked is how much of what two questions ask for must be the same for them to
// be one question in other words.
const sameAsked = .6

// Similar puts questions that ask for the same, whatever their words, into
// groups: of each the places of its questions, the first of them first, and groups
// in the order of those. A question that asks for nothing is alone.
//
// Each is compared with the first of each group: the same entities, by whatever
// name, and words of which most are forms of the same or mean the same.
func (ix *Index) Similar(ctx context.Context, questions []string) ([][]int, error) {
	var groups [][]int
	var firsts []*gist
	leads := map[string][]int{} // groups by what the first asks for
	for i, q := range questions {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		g := ix.gistOf(q)
		best, most := -1, 0.0
		tried := map[int]bool{}
		for _, feature := range g.features {
			for _, n := range leads[feature] {
				if tried[n] {
					continue
				}
				tried[n] = true
				if s := g.like(firsts[n]); s >= sameAsked && s > most {
					best, most = n, s
				}
			}
		}
		if best >= 0 {
			groups[best] = append(groups[best], i)
			continue
		}
		for _, feature := range g.features {
			leads[feature] = append(leads[feature], len(groups))
		}
		groups, firsts = append(groups, []int{i}), append(firsts, g)
	}
	return groups, nil
}

// gist is what a question asks for.
type gist struct {
	entities []string
	words    []sense
	features []string // all of it, each once
}

// sense is a word by all that it can be recognised by.
type sense struct {
	by     []string
	weight float64
}

func (ix *Index) gistOf(question string) *gist {
	g := &gist{}
	for _, u := range ix.understand(question).units {
		if u.entity >= 0 {
			name := fmt.Sprint("entity ", u.entity, u.version)
			g.entities = append(g.entities, name)
			continue
		}
		s := sense{by: []string{"stem " + stemOf(u.text)}, weight: 1}
		if u.weak {
			s.weight = weakShare
		}
		bonesOf(u.text, stemOf(u.text), func(bones string) { s.by = append(s.by, "bones "+bones) }) // also of a word that no fact has
		for _, r := range u.relatives {
			if r.like >= likeBones && r.like != likeTypo {
				s.by = append(s.by, fmt.Sprint("term ", r.term))
			}
		}
		g.words = append(g.words, s)
	}
	slices.Sort(g.entities)
	for _, w := range g.words {
		g.features = append(g.features, w.by...)
	}
	if len(g.words) == 0 { // else words say more than whom they are about
		g.features = slices.Clone(g.entities)
	}
	slices.Sort(g.features)
	g.features = slices.Compact(g.features)
	return g
}

// like is how much of what is asked for is the same, 0 to 1.
func (g *gist) like(o *gist) float64 {
	if !slices.Equal(g.entities, o.entities) {
		return 0
	}
	if len(g.words)+len(o.words) == 0 {
		return 1
	}
	shared, all := 0.0, 0.0
	for _, w := range g.words {
		all += w.weight
		if slices.ContainsFunc(o.words, w.same) {
			shared += w.weight
		}
	}
	for _, w := range o.words {
		all += w.weight
		if slices.ContainsFunc(g.words, w.same) {
			shared += w.weight
		}
	}
	return shared / all
}

func (s sense) same(o sense) bool {
	return slices.ContainsFunc(s.by, func(by string) bool { return slices.Contains(o.by, by) })
}

// Similar groups questions by the index being served.
func (l *Live) Similar(ctx context.Context, questions []string) ([][]int, error) {
	s, err := l.read()
	if err != nil {
		return nil, err
	}
	defer s.readers.Done()
	return s.Similar(ctx, questions)
}
