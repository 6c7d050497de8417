package index

import (
	"context"
	"errors"
	"sync"
	"time"

	"sibaq/knowledge"
)

// Loader reads a knowledge folder. Where the folder has errors its error holds
// [knowledge.Problems].
type Loader func(ctx context.Context) (*knowledge.Base, error)

// Guard judges an index before it serves; its error keeps the index before.
type Guard func(ctx context.Context, ix *Index) error

// ErrClosed is the error of every request to a Live or an Index that was closed.
var ErrClosed = errors.New("the index is closed")

// Live is the index that is being served, which Reload replaces under way.
//
// Each request holds the index that it began with until it is done: documents
// and index change together, no request fails in a swap, and the index before
// closes when its last reader has left. All methods are safe for use by any
// number of goroutines.
type Live struct {
	load  Loader
	guard Guard
	turn  chan struct{} // held by the reload under way

	mu      sync.Mutex // guards current and the start of each reading
	current *served    // nil once closed

	leaving  sync.WaitGroup // indexes whose readers have not all left, and those that are warming up
	closeErr error          // of indexes that were replaced; read after leaving.Wait
	closeMu  sync.Mutex     // guards closeErr
}

// served is an index with the requests that are reading it.
type served struct {
	*Index
	readers sync.WaitGroup
}

// Opener makes a base searchable, as Build does.
type Opener func(ctx context.Context, base *knowledge.Base) (*Index, error)

// NewLive loads, builds and guards the first index. guard may be nil.
func NewLive(ctx context.Context, load Loader, guard Guard) (*Live, error) {
	return NewLiveFrom(ctx, load, Build, guard)
}

// NewLiveFrom is NewLive where the first index comes from open.
func NewLiveFrom(ctx context.Context, load Loader, open Opener, guard Guard) (*Live, error) {
	l := &Live{load: load, guard: guard, turn: make(chan struct{}, 1)}
	base, err := load(ctx)
	if err != nil {
		return nil, err
	}
	ix, err := l.build(ctx, base, open)
	if err != nil {
		return nil, err
	}
	l.current = &served{Index: ix}
	l.leaving.Go(ix.warm)
	return l, nil
}

// build makes an index that may serve.
func (l *Live) build(ctx context.Context, base *knowledge.Base, open Opener) (*Index, error) {
	ix, err := open(ctx, base)
	if err != nil {
		return nil, err
	}
	if l.guard != nil {
		if err := l.guard(ctx, ix); err != nil {
			return nil, errors.Join(err, ix.Close())
		}
	}
	return ix, nil
}

// read takes hold of the index being served; the caller calls done on it.
func (l *Live) read() (*served, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.current == nil {
		return nil, ErrClosed
	}
	l.current.readers.Add(1)
	return l.current, nil
}

// swap puts next in the place of the index being served, which closes after its
// last reader. next may be nil.
func (l *Live) swap(next *served) {
	l.mu.Lock()
	old := l.current
	l.current = next
	l.mu.Unlock()
	if old == nil {
		return
	}
	l.leaving.Go(func() {
		old.readers.Wait()
		err := old.Close()
		l.closeMu.Lock()
		defer l.closeMu.Unlock()
		l.closeErr = errors.Join(l.closeErr, err)
	})
}

// Answer answers q from the index being served.
func (l *Live) Answer(ctx context.Context, q Question) (Answer, error) {
	s, err := l.read()
	if err != nil {
		return Answer{}, err
	}
	defer s.readers.Done()
	return s.Answer(ctx, q)
}

// Compare compares from the index being served.
func (l *Live) Compare(ctx context.Context, c Comparison) (Table, error) {
	s, err := l.read()
	if err != nil {
		return Table{}, err
	}
	defer s.readers.Done()
	return s.Compare(ctx, c)
}

// Rank ranks from the index being served.
func (l *Live) Rank(ctx context.Context, q RankQuery) (Ranking, error) {
	s, err := l.read()
	if err != nil {
		return Ranking{}, err
	}
	defer s.readers.Done()
	return s.Rank(ctx, q)
}

// Timeline gathers events from the index being served.
func (l *Live) Timeline(ctx context.Context, q TimelineQuery) (Timeline, error) {
	s, err := l.read()
	if err != nil {
		return Timeline{}, err
	}
	defer s.readers.Done()
	return s.Timeline(ctx, q)
}

// Attributes are those of the tables being served; none once closed.
func (l *Live) Attributes() []knowledge.Label {
	s, err := l.read()
	if err != nil {
		return nil
	}
	defer s.readers.Done()
	return s.Attributes()
}

// Groups are those of the tables being served; none once closed.
func (l *Live) Groups() []knowledge.Label {
	s, err := l.read()
	if err != nil {
		return nil
	}
	defer s.readers.Done()
	return s.Groups()
}

// Complete completes from the index being served; nothing once closed.
func (l *Live) Complete(prefix string, n int) []*knowledge.Entity {
	s, err := l.read()
	if err != nil {
		return nil
	}
	defer s.readers.Done()
	return s.Complete(prefix, n)
}

// Base is the knowledge being served, nil once closed.
func (l *Live) Base() *knowledge.Base {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.current == nil {
		return nil
	}
	return l.current.Base()
}

// Version is the version of the knowledge being served, "" once closed.
func (l *Live) Version() string {
	if base := l.Base(); base != nil {
		return base.Version
	}
	return ""
}

// Reload reads the folder again and, when it has changed, builds an index
// beside the one being served, guards it and swaps. Calls at the same time wait
// for each other. Any error keeps the index before; it holds
// [knowledge.Problems] where a person has to mend something.
func (l *Live) Reload(ctx context.Context) (Change, error) {
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
	}
	if err := ctx.Err(); err != nil { // select takes either where both are ready
		return Change{}, err
	}
	start := time.Now()
	l.mu.Lock()
	var before *Index // no one replaces or closes it while this has its turn
	if l.current != nil {
		before = l.current.Index
	}
	l.mu.Unlock()
	if before == nil {
		return Change{}, ErrClosed
	}
	old := before.base
	base, err := l.load(ctx)
	if err != nil {
		return Change{}, err
	}
	if base.Version == old.Version {
		return Change{From: old.Version, To: old.Version, Took: time.Since(start)}, nil
	}
	ix, err := l.build(ctx, base, before.Rebuild)
	if err != nil {
		return Change{}, err
	}
	l.swap(&served{Index: ix})
	l.leaving.Go(ix.warm)
	c := diff(old, base)
	c.Took = time.Since(start)
	return c, nil
}

// Try says whether Reload would take base: nil if it would, else the error of
// building or guarding it. It changes nothing.
func (l *Live) Try(ctx context.Context, base *knowledge.Base) error {
	s, err := l.read()
	if err != nil {
		return err
	}
	defer s.readers.Done()
	if base.Version == s.base.Version {
		return nil
	}
	ix, err := l.build(ctx, base, s.Rebuild)
	if err != nil {
		return err
	}
	return ix.Close()
}

// Close stops serving and waits for the last reader of every index and for a
// reload under way.
func (l *Live) Close() error {
	l.turn <- struct{}{} // no reload puts an index here afterwards
	defer func() { <-l.turn }()
	l.swap(nil)
	l.leaving.Wait()
	return l.closeErr
}
