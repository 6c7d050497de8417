package index

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"sibaq/knowledge"
)

// Index is a knowledge folder made searchable. It is immutable and safe for
// any number of readers until it is closed.
type Index struct {
	base     *knowledge.Base
	postings postings
	linker   *linker
	vocab    *vocabulary
	store    store
	asked    askedSets
	synonyms synonyms
	newest   int       // year of the newest fact
	own      int       // number of the first fact of a folder that was joined
	pool     sync.Pool // *scratch
	closed   atomic.Bool

	// Made when first asked for.
	attributes     func() *attributes // of tables
	wordBeginnings func() *wordBeginnings
	ownQuestions   func() *questions

	chunks []uint32 // for the index after this one: where each chunk of the facts stops
}

// Build makes base searchable. It fails when ctx ends or bleve does, never
// because of what the facts say.
func Build(ctx context.Context, base *knowledge.Base) (*Index, error) {
	return build(ctx, base, nil)
}

// Rebuild makes base searchable as Build does, but reads anew only the files
// that are not as they are in ix. ix must not be closed before Rebuild returns;
// it may be afterwards.
func (ix *Index) Rebuild(ctx context.Context, base *knowledge.Base) (*Index, error) {
	return build(ctx, base, ix)
}

func build(ctx context.Context, base *knowledge.Base, old *Index) (*Index, error) {
	ix := newIndex(base)
	if err := ix.fill(ctx, old); err != nil {
		return nil, fmt.Errorf("index %d facts: %w", len(base.Facts), err)
	}
	return ix, nil
}

// newIndex returns an index of base that holds nothing yet.
func newIndex(base *knowledge.Base) *Index {
	ix := &Index{base: base, own: len(base.Facts) - base.OwnFacts(), vocab: &vocabulary{}, asked: newAskedSets(base)}
	for _, f := range base.Facts {
		ix.newest = max(ix.newest, f.AsOf.Year)
	}
	ix.pool.New = func() any { return newScratch(ix) }
	ix.wordBeginnings = sync.OnceValue(func() *wordBeginnings { return newWordBeginnings(ix.vocab) })
	ix.ownQuestions = sync.OnceValue(func() *questions { return newQuestions(string(base.Questions)) })
	ix.attributes = sync.OnceValue(func() *attributes { return newAttributes(base, ix.linker) })
	return ix
}

func (ix *Index) fill(ctx context.Context, old *Index) error {
	work := chunks(ix.base, old)
	var aside sync.WaitGroup
	defer aside.Wait()
	if err := ix.read(ctx, old, work, &aside); err != nil {
		return err
	}
	filed := make(chan struct{})
	go func() {
		defer close(filed)
		ix.vocab.finish(len(ix.base.Facts))
	}()
	err := ix.list(ctx, old, work)
	<-filed
	return err
}

// forQuestions prepares what only questions need, not facts.
func (ix *Index) forQuestions() {
	ix.synonyms = newSynonyms(slices.Concat(generalSynonyms, ix.base.Synonyms))
	if ix.linker.sounds == nil { // else it is of the index before
		ix.linker.fileNear()
	}
}

// warm makes what the first member to type would else wait for. It needs nothing
// of bleve, so the index may be closed meanwhile.
func (ix *Index) warm() {
	ix.linker.beginnings()
	ix.ownQuestions()
	ix.wordBeginnings()
	ix.attributes()
}

// Base is the knowledge that the index holds.
func (ix *Index) Base() *knowledge.Base { return ix.base }

// Close frees what bleve holds. No method may be called after it.
func (ix *Index) Close() error {
	if ix.closed.Swap(true) {
		return ErrClosed
	}
	return ix.postings.close()
}
