package index

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"sibaq/knowledge"
)

// A folder is edited a file at a time. What an index knows of the files that are
// as they were goes over to the next one: their facts as numbers of words, what
// was found out about those words, and bleve's documents.

// stretch is the facts of one file, which stand together.
type stretch struct {
	path, hash string // no hash: not to be compared
	from, to   int
}

func stretches(base *knowledge.Base) []stretch {
	hashes := map[string]string{}
	for _, f := range base.Files {
		hashes[f.Path] = f.Hash
	}
	var out []stretch
	for i, f := range base.Facts {
		if n := len(out); n > 0 && out[n-1].path == f.File {
			out[n-1].to = i + 1
			continue
		}
		out = append(out, stretch{f.File, hashes[f.File], i, i + 1})
		hashes[f.File] = "" // in a base that is not from a folder, a file may come again
	}
	return out
}

// chunk is some facts of a stretch that are read at once.
type chunk struct {
	from, to int
	old      int // where they are in the index before, -1 if they are not
	cut      chan *cut
}

// chunks says what is to be read of base, and what of old is as it was.
func chunks(base *knowledge.Base, old *Index) []*chunk {
	before := map[string]stretch{}
	if old != nil {
		for _, s := range stretches(old.base) {
			before[s.path] = s
		}
	}
	var out []*chunk
	for _, s := range stretches(base) {
		if b, ok := before[s.path]; ok && s.hash != "" && s.hash == b.hash && sameCells(base.Facts[s.from:s.to], old.base.Facts[b.from:b.to]) {
			out = append(out, &chunk{from: s.from, to: s.to, old: b.from, cut: make(chan *cut, 1)})
			continue
		}
		for from := s.from; from < s.to; from += maxChunk {
			out = append(out, &chunk{from: from, to: min(s.to, from+maxChunk), old: -1, cut: make(chan *cut, 1)})
		}
	}
	return out
}

// maxChunk is how many facts of a long file are cut at once.
const maxChunk = 512

// sameCells reports whether facts of the same file are the same: the names above
// the columns of its tables may come from other files.
func sameCells(a, b []*knowledge.Fact) bool {
	return slices.EqualFunc(a, b, func(f, g *knowledge.Fact) bool {
		if f.Cell == nil || g.Cell == nil {
			return f.Cell == g.Cell
		}
		c, d := f.Cell.Table.Columns[f.Cell.Column], g.Cell.Table.Columns[g.Cell.Column]
		return c.In(knowledge.Arabic) == d.In(knowledge.Arabic) && c.In(knowledge.English) == d.In(knowledge.English)
	})
}

// read cuts the facts that are new, side by side, and fills store, vocabulary
// and linker with all of them, in their order. What questions need besides is
// prepared aside.
func (ix *Index) read(ctx context.Context, old *Index, work []*chunk, aside *sync.WaitGroup) error {
	if old != nil {
		ix.linker = old.linker.forBase(ix.base)
	}
	sameNames := ix.linker != nil
	if !sameNames {
		ix.linker = newLinker(ix.base)
	}
	aside.Go(ix.forQuestions)
	c := newCutter(ix)
	fill := newFiller(ix, c, old)
	fill.adopt(work)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	taken := cutAll(ctx, work, func(p *chunk) *cut {
		facts := ix.base.Facts[p.from:p.to]
		switch {
		case p.old < 0:
			return c.cut(facts)
		case sameNames:
			return nil
		}
		return c.relink(facts)
	})
	for _, p := range work {
		select {
		case made := <-p.cut:
			taken()
			fill.add(p, made)
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	ix.asked.read(ix)
	ix.vocab.analyse()
	ix.asked.stem(ix.vocab)
	fill.finish()
	ix.linker.listFacts()
	return ctx.Err()
}

// cutAll makes the cuts in their order, by as many goroutines as there are
// processors. Whoever takes one says so by taken, since the goroutines do not go
// far ahead.
func cutAll(ctx context.Context, work []*chunk, cutOf func(*chunk) *cut) (taken func()) {
	workers := runtime.GOMAXPROCS(0)
	waiting := make(chan struct{}, 4*workers)
	var next atomic.Int64
	for range workers {
		go func() {
			for {
				select {
				case waiting <- struct{}{}:
				case <-ctx.Done():
					return
				}
				i := int(next.Add(1)) - 1
				if i >= len(work) {
					return
				}
				work[i].cut <- cutOf(work[i])
			}
		}()
	}
	return func() { <-waiting }
}

// list gives bleve the facts that it does not have, and takes its other
// documents over.
func (ix *Index) list(ctx context.Context, old *Index, work []*chunk) error {
	var parts []keptPart
	if old != nil {
		parts = keep(old, ix.became(old, work))
	}
	parts = worthKeeping(parts, len(ix.base.Facts))
	listed := make([]bool, len(ix.base.Facts))
	for _, k := range parts {
		for _, f := range k.docs {
			if f != gone {
				listed[f] = true
			}
		}
	}
	var missing []uint32
	for f, ok := range listed {
		if !ok {
			missing = append(missing, uint32(f))
		}
	}
	var more *part
	if len(missing) > 0 || len(parts) == 0 {
		var err error
		if more, err = ix.index(ctx, missing); err != nil {
			return err
		}
	}
	for _, k := range parts {
		k.users.Add(1)
		ix.postings.add(k.part, k.docs)
	}
	if more != nil {
		docs := make([]uint32, len(more.docs))
		for d, id := range more.docs {
			docs[d] = missing[id]
		}
		ix.postings.add(more, docs)
	}
	return nil
}

// keptPart is a part of the index before.
type keptPart struct {
	*part
	docs []uint32 // by document: the fact here, or gone
	live int      // documents that are not gone
}

// keep returns the parts of old, whose facts became now's.
func keep(old *Index, now []uint32) []keptPart {
	var out []keptPart
	docs := old.postings.docs
	for _, p := range old.postings.parts {
		k := keptPart{part: p, docs: make([]uint32, len(p.docs))}
		for d := range k.docs {
			k.docs[d] = gone
			if was := docs[d]; was != gone && now[was] != gone {
				k.docs[d] = now[was]
				k.live++
			}
		}
		docs = docs[len(p.docs):]
		out = append(out, k)
	}
	return out
}

// smallPart is how many documents are listed anew sooner than searched by
// themselves.
const smallPart = 1000

// worthKeeping leaves out the parts that are small beside what is to be listed
// anyway, or hold little but what is gone. So a folder that is edited again and
// again has few parts, each more than twice as large as the next.
func worthKeeping(parts []keptPart, facts int) []keptPart {
	slices.SortFunc(parts, func(a, b keptPart) int { return cmp.Compare(a.live, b.live) })
	missing := facts
	for _, k := range parts {
		missing -= k.live
	}
	return slices.DeleteFunc(parts, func(k keptPart) bool {
		keep := k.live > max(smallPart, 2*missing) && 2*k.live > len(k.docs)
		if !keep {
			missing += k.live
		}
		return !keep
	})
}

// became says, by fact of old, which fact it is here if bleve would be told the
// same of both, else gone.
func (ix *Index) became(old *Index, work []*chunk) []uint32 {
	now := make([]uint32, len(old.base.Facts))
	for i := range now {
		now[i] = gone
	}
	before := map[string]stretch{}
	for _, s := range stretches(old.base) {
		before[s.path] = s
	}
	at := map[string]map[string]int{} // by file that has changed and what bleve was told of a fact
	c, was := newCutter(ix), newCutter(old)
	for _, p := range work {
		path := ix.base.Facts[p.from].File
		if s, ok := before[path]; ok && p.old < 0 && at[path] == nil {
			at[path] = map[string]int{}
			for f := s.from; f < s.to; f++ {
				at[path][old.told(was, f)] = f
			}
		}
		for f := p.from; f < p.to; f++ {
			from, ok := p.old+f-p.from, true
			if p.old < 0 {
				from, ok = at[path][ix.told(c, f)]
			} else {
				ok = slices.EqualFunc(ix.linker.in(f), old.linker.in(from), func(e, o uint32) bool {
					return ix.base.Entities[e].Name == old.base.Entities[o].Name
				}) && slices.Equal(ix.base.Facts[f].Asked, old.base.Facts[from].Asked)
			}
			if ok {
				now[from] = uint32(f)
			}
		}
	}
	return now
}

// told is all that decides what bleve is told of a fact.
func (ix *Index) told(c *cutter, fact int) string {
	f := ix.base.Facts[fact]
	parts := []string{c.above(f)}
	for _, p := range [...]*knowledge.Passage{&f.Passage, f.Twin} {
		switch {
		case p == nil:
		case f.Cell != nil:
			parts = append(parts, cellText(f.Cell, p))
		default:
			parts = append(parts, p.Text)
		}
	}
	parts = append(parts, "")
	parts = append(parts, f.Asked...)
	parts = append(parts, "")
	for _, e := range ix.linker.in(fact) {
		parts = append(parts, ix.base.Entities[e].Name)
	}
	return strings.Join(parts, "\x00")
}
