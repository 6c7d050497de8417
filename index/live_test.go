package index

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"sibaq/knowledge"
)

func TestChanges(t *testing.T) {
	folders := map[string]map[string]map[string]string{} // case, side, file
	want := map[string]string{}
	for name, data := range archive(t, "changes.txtar") {
		part := strings.SplitN(name, "/", 3)
		if part[1] == "want" {
			want[part[0]] = data
			continue
		}
		if folders[part[0]] == nil {
			folders[part[0]] = map[string]map[string]string{"before": {}, "after": {}}
		}
		folders[part[0]][part[1]][part[2]] = data
	}
	for name, sides := range folders {
		c := diff(baseOf(t, sides["before"]), baseOf(t, sides["after"]))
		var b strings.Builder
		for _, f := range c.FilesChanged {
			sign := "*"
			if slices.Contains(c.FilesAdded, f) {
				sign = "+"
			} else if slices.Contains(c.FilesRemoved, f) {
				sign = "-"
			}
			fmt.Fprintf(&b, "%s %s\n", sign, f)
		}
		fmt.Fprintf(&b, "added %d changed %d gone %d\n", c.Added, c.Changed, c.Gone)
		if b.String() != want[name] {
			t.Errorf("%s\ngot\n%swant\n%s", name, b.String(), want[name])
		}
	}
}

// Two folders with one fact each, which differ in a word.
func twoBases(t testing.TB) [2]*knowledge.Base {
	fact := "- The %s chip has 64 GB of memory.\n"
	return [2]*knowledge.Base{
		baseOf(t, map[string]string{"a.md": fmt.Sprintf(fact, "red")}),
		baseOf(t, map[string]string{"a.md": fmt.Sprintf(fact, "blue")}),
	}
}

// alternate loads the two bases in turn.
func alternate(bases [2]*knowledge.Base) Loader {
	var n atomic.Int64
	return func(context.Context) (*knowledge.Base, error) { return bases[(n.Add(1)-1)%2], nil }
}

// No request fails while the index is swapped under it, each answer comes from
// one version as a whole, and a reload says what changed.
func TestReloadUnderLoad(t *testing.T) {
	bases := twoBases(t)
	live, err := NewLive(t.Context(), alternate(bases), nil)
	if err != nil {
		t.Fatal(err)
	}
	always := 0.0
	stop := make(chan struct{})
	var readers sync.WaitGroup
	var asked atomic.Int64
	for range 4 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				a, err := live.Answer(t.Context(), Question{Text: "how much memory does the chip have?", MinConfidence: &always})
				if err != nil || len(a.Facts) != 1 {
					t.Errorf("answer %+v, error %v", a, err)
					return
				}
				of := slices.IndexFunc(bases[:], func(b *knowledge.Base) bool { return b.Version == a.Version })
				if of < 0 || a.Facts[0].Fact != bases[of].Facts[0] {
					t.Errorf("a fact of another version than %q", a.Version)
					return
				}
				if _, err := live.Compare(t.Context(), Comparison{A: "a", B: "b"}); err != nil {
					t.Error(err)
					return
				}
				live.Complete("c", 5)
				asked.Add(1)
			}
		})
	}
	for i := range 40 {
		before := asked.Load()
		for asked.Load() == before && !t.Failed() { // requests go on between any two swaps
			live.Version()
		}
		c, err := live.Reload(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if c.To != bases[(i+1)%2].Version || c.From != bases[i%2].Version || c.Changed != 1 || !slices.Equal(c.FilesChanged, []string{"a.md"}) {
			t.Fatalf("change %d is %+v", i, c)
		}
	}
	close(stop)
	readers.Wait()
	if err := live.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := live.Answer(t.Context(), Question{Text: "x"}); !errors.Is(err, ErrClosed) {
		t.Errorf("answer after Close: %v", err)
	}
	if _, err := live.Timeline(t.Context(), TimelineQuery{Topic: "x"}); !errors.Is(err, ErrClosed) {
		t.Errorf("timeline after Close: %v", err)
	}
	if _, err := live.Reload(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("reload after Close: %v", err)
	}
}

// The index before stays open for a request that began with it.
func TestOldIndexOutlivesSwap(t *testing.T) {
	live, err := NewLive(t.Context(), alternate(twoBases(t)), nil)
	if err != nil {
		t.Fatal(err)
	}
	old, err := live.read()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := live.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	closed := make(chan error)
	go func() { closed <- live.Close() }()
	if a, err := old.Answer(t.Context(), Question{Text: "memory of the red chip"}); err != nil || a.Version == "" {
		t.Errorf("answer of the index before: %+v, %v", a, err)
	}
	old.readers.Done()
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if _, err := old.Answer(t.Context(), Question{Text: "memory of the red chip"}); err == nil {
		t.Error("the index before is still open after its last reader")
	}
}

func TestReloadKeepsOld(t *testing.T) {
	bases := twoBases(t)
	problem := knowledge.Problems{{File: "a.md", Line: 1, What: knowledge.Label{Ar: "أ", En: "a"}, Fix: knowledge.Label{Ar: "ب", En: "b"}}}
	var loadErr, guardErr error
	next := bases[0]
	live, err := NewLive(t.Context(),
		func(context.Context) (*knowledge.Base, error) { return next, loadErr },
		func(context.Context, *Index) error { return guardErr })
	if err != nil {
		t.Fatal(err)
	}
	defer live.Close()
	next = bases[1]
	for _, c := range []struct {
		name      string
		set       *error
		cancelled bool
	}{{"load", &loadErr, false}, {"guard", &guardErr, false}, {"cancelled", new(error), true}} {
		ctx, cancel := context.WithCancel(t.Context())
		*c.set = error(problem)
		if c.cancelled {
			cancel()
		}
		_, err := live.Reload(ctx)
		cancel()
		*c.set = nil
		var told knowledge.Problems
		if err == nil || !c.cancelled && (!errors.As(err, &told) || told[0].Line != 1) {
			t.Errorf("%s: error %v", c.name, err)
		}
		if live.Version() != bases[0].Version {
			t.Errorf("%s: the version changed", c.name)
		}
		if _, err := live.Answer(t.Context(), Question{Text: "memory"}); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if c, err := live.Reload(t.Context()); err != nil || c.To != bases[1].Version {
		t.Errorf("after all that: %+v, %v", c, err)
	}
	if c, err := live.Reload(t.Context()); err != nil || c.From != c.To || c.Changed != 0 {
		t.Errorf("nothing new: %+v, %v", c, err)
	}
}

func TestStartFails(t *testing.T) {
	bad := errors.New("bad")
	base := twoBases(t)[0]
	load := func(context.Context) (*knowledge.Base, error) { return base, nil }
	if _, err := NewLive(t.Context(), func(context.Context) (*knowledge.Base, error) { return nil, bad }, nil); !errors.Is(err, bad) {
		t.Errorf("bad load: %v", err)
	}
	if _, err := NewLive(t.Context(), load, func(context.Context, *Index) error { return bad }); !errors.Is(err, bad) {
		t.Errorf("bad guard: %v", err)
	}
}

// Reloads at the same time wait for each other, and one that waits can be given up.
func TestReloadsSerialise(t *testing.T) {
	bases := twoBases(t)
	var loading, most, loads atomic.Int64
	entered, open := make(chan struct{}, 8), make(chan struct{})
	live, err := NewLive(t.Context(), func(context.Context) (*knowledge.Base, error) {
		n := loads.Add(1)
		if n == 1 {
			return bases[0], nil
		}
		now := loading.Add(1)
		defer loading.Add(-1)
		if now > most.Load() {
			most.Store(now)
		}
		entered <- struct{}{}
		<-open
		return bases[n%2], nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	errs := make(chan error, 4)
	for range cap(errs) {
		go func() { _, err := live.Reload(t.Context()); errs <- err }()
	}
	<-entered
	ctx, giveUp := context.WithCancel(t.Context())
	giveUp()
	if _, err := live.Reload(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("the one given up: %v", err)
	}
	close(open)
	for range cap(errs) {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if most.Load() != 1 || loads.Load() != 5 {
		t.Errorf("%d reloads loaded at once, %d loads in all", most.Load(), loads.Load())
	}
	if err := live.Close(); err != nil {
		t.Error(err)
	}
}

// Try says what a reload would say, and changes nothing.
func TestTry(t *testing.T) {
	bases := twoBases(t)
	refused := errors.New("no blue chips")
	guard := func(ctx context.Context, ix *Index) error {
		if strings.Contains(ix.Base().Facts[0].Text, "blue") {
			return refused
		}
		return nil
	}
	l, err := NewLive(t.Context(), alternate(bases), guard)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Try(t.Context(), bases[1]); !errors.Is(err, refused) {
		t.Errorf("what a reload refuses: %v", err)
	}
	if err := l.Try(t.Context(), bases[0]); err != nil {
		t.Errorf("what is served: %v", err)
	}
	if err := l.Try(t.Context(), baseOf(t, map[string]string{"a.md": "- The green chip has 64 GB of memory.\n"})); err != nil {
		t.Errorf("what a reload would take: %v", err)
	}
	if l.Base() != bases[0] {
		t.Error("it serves another base")
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := l.Try(t.Context(), bases[0]); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}
