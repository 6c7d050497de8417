package guilds

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
)

// folder is the folder of a guild.
type folder struct {
	keeper *Keeper
	guild  string

	// Guarded by the keeper's mu.
	users   int
	used    uint64    // when it was last asked for
	gone    bool      // it is no longer the keeper's
	looked  time.Time // when it was last looked at
	reading chan struct{}

	turn   chan struct{} // held by who reads it; the following belong to them
	loader *knowledge.Loader
	lastly string          // the stamp of the folder that was last read, well or not
	own    *knowledge.Base // as it last was good
	next   *knowledge.Base // is about to be served
	asks   []byte          // its own questions, where next has to answer them
	broken error           // why the folder as it is now is not served

	mu     sync.Mutex
	live   *index.Live
	bytes  int64
	shared *knowledge.Base // what it was last joined to, or should have been
}

func newFolder(k *Keeper, guild string) *folder {
	return &folder{keeper: k, guild: guild, turn: make(chan struct{}, 1), loader: &knowledge.Loader{Limits: k.cfg.Limits}}
}

// served is the knowledge, nil while there is none.
func (f *folder) served() *index.Live {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.live
}

func (f *folder) serve(live *index.Live, bytes int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.live, f.bytes = live, bytes
}

// size is about how much memory it takes; false while it is not served.
func (f *folder) size() (bytes int64, served bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.bytes, f.live != nil
}

// beside is what it is joined to.
func (f *folder) beside() *knowledge.Base {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.shared
}

// About how many bytes an index beside another takes for each fact of both, and
// for each question that leads to one; BenchmarkBeside of package index measures
// it.
const perFact, perAsked = 2 << 10, 128

// memory is about how much memory a joined folder takes, in bytes.
func memory(joined *knowledge.Base) int64 {
	bytes := perAsked * int64(len(joined.Unanswered))
	for _, f := range joined.Facts {
		bytes += perFact + perAsked*int64(len(f.Asked))
	}
	for _, f := range joined.Files {
		if _, own := joined.OwnPath(f.Path); own {
			bytes += int64(len(f.Data))
		}
	}
	return bytes
}

// refresh reads the folder, if it has changed or force is set, and joins it to
// the shared knowledge of now. Its error says why the folder as it is is not
// served.
func (f *folder) refresh(ctx context.Context, force bool) (index.Change, error) {
	select {
	case f.turn <- struct{}{}:
		defer func() { <-f.turn }()
	case <-ctx.Done():
		return index.Change{}, ctx.Err()
	}
	shared := f.keeper.cfg.Shared.Base()
	stamp, err := f.stamp()
	if err != nil {
		return index.Change{}, f.breaks(err)
	}
	if shared == nil {
		return index.Change{}, index.ErrClosed
	}
	if stamp == f.lastly && !force && shared == f.beside() {
		return index.Change{}, f.broken
	}
	select {
	case f.keeper.loads <- struct{}{}:
		defer func() { <-f.keeper.loads }()
	case <-ctx.Done():
		return index.Change{}, ctx.Err()
	}
	if stamp == "" {
		return index.Change{}, f.empty(stamp, shared)
	}
	own := f.own
	if stamp != f.lastly || force {
		fresh, err := f.read(shared)
		if f.broken = f.breaks(err); err == nil {
			own = fresh
		}
	}
	var change index.Change
	if own != nil {
		change, err = f.join(ctx, shared, own, own != f.own)
	}
	if err != nil && own != f.own {
		if f.broken = f.breaks(err); f.own != nil {
			change, err = f.join(ctx, shared, f.own, false)
		} else {
			err = nil
		}
	}
	if ctx.Err() != nil {
		return index.Change{}, ctx.Err() // to be tried again
	}
	f.lastly = stamp
	f.mu.Lock()
	f.shared = shared
	f.mu.Unlock()
	if err != nil {
		return index.Change{}, f.breaks(err)
	}
	return change, f.broken
}

// empty stops serving a folder in which there is nothing any more.
func (f *folder) empty(stamp string, shared *knowledge.Base) error {
	f.own, f.broken, f.lastly = nil, nil, stamp
	f.mu.Lock()
	f.shared = shared
	served := f.live != nil
	f.mu.Unlock()
	if served {
		f.keeper.mu.Lock()
		defer f.keeper.mu.Unlock()
		f.keeper.forget(f)
	}
	return ErrNone
}

// join serves own beside shared.
func (f *folder) join(ctx context.Context, shared, own *knowledge.Base, guard bool) (change index.Change, err error) {
	f.next, f.asks = knowledge.Join(shared, own), nil
	if guard {
		f.asks = own.Questions
	}
	defer func() { f.next = nil }()
	live, began := f.served(), time.Now()
	if live != nil {
		change, err = live.Reload(ctx)
	} else {
		load := func(context.Context) (*knowledge.Base, error) { return f.next, nil }
		live, err = index.NewLiveFrom(ctx, load, f.keeper.cfg.Shared.Beside, f.holds)
		change = index.Change{To: f.next.Version, Added: len(own.Facts), Took: time.Since(began)}
		for _, file := range own.Files {
			change.FilesAdded = append(change.FilesAdded, file.Path)
		}
		change.FilesChanged = change.FilesAdded
	}
	if err != nil {
		return index.Change{}, err
	}
	f.own = own
	f.serve(live, memory(f.next))
	f.keeper.cfg.Log.Info("a guild's knowledge is served", "guild", f.guild, "version", change.To, "facts", len(own.Facts), "took", time.Since(began))
	return change, nil
}

// holds asks the folder's own questions of an index. Those of the shared one
// were asked there, and a shared folder that changes must reach the guild
// whatever becomes of the guild's questions.
func (f *folder) holds(ctx context.Context, ix *index.Index) error {
	if f.asks == nil {
		return nil
	}
	return eval.Hold(ctx, ix, f.asks)
}

// breaks logs why the folder is not served, and gives it back. The log has where
// and what in the program's words, never the text of a file.
func (f *folder) breaks(err error) error {
	var problems knowledge.Problems
	switch log := f.keeper.cfg.Log.With("guild", f.guild); {
	case err == nil:
	case errors.As(err, &problems):
		bad := problems.Only(knowledge.Error)
		log.Warn("a guild's knowledge has problems and is not served as it is", "problems", len(bad))
	case errors.Is(err, context.Canceled):
	default:
		log.Error("a guild's knowledge cannot be read", "error", err)
	}
	return err
}

// root opens the folder so that no link leads out of it.
func (f *folder) root() (*os.Root, error) {
	dir, _, _ := f.keeper.Folder(f.guild)
	return os.OpenRoot(dir)
}

// read parses the folder.
func (f *folder) read(shared *knowledge.Base) (*knowledge.Base, error) {
	root, err := f.root()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return f.loader.LoadBeside(root.FS(), shared)
}

// maxEntries is how many names a folder is looked through for.
const maxEntries = 10_000

// stamp tells a folder from the same with other files: it goes by their names,
// sizes and times. It is "" for a folder without files.
func (f *folder) stamp() (string, error) {
	root, err := f.root()
	if err != nil {
		return "", err
	}
	defer root.Close()
	h, n, files := sha256.New(), 0, 0
	err = fs.WalkDir(root.FS(), ".", func(at string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if at != "." && knowledge.Hidden(d.Name()) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if n++; n > maxEntries {
			return fs.SkipAll
		}
		if d.IsDir() {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil // it went under way; the next look tells
		}
		files++
		fmt.Fprintf(h, "%s\x00%d\x00%d\x00%s\n", at, info.Size(), info.ModTime().UnixNano(), info.Mode())
		return nil
	})
	if err != nil || files == 0 {
		return "", err
	}
	return fmt.Sprintf("%x", h.Sum(nil)), nil
}
