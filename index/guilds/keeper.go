package guilds

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"sibaq/index"
	"sibaq/knowledge"
)

// ErrNone is the error of what is asked about the folder of a guild that has
// none, or none with a file in it.
var ErrNone = errors.New("the guild has no knowledge of its own")

// DefaultLimits are roomy for what a community writes by hand, and small enough
// for one host to serve many.
var DefaultLimits = knowledge.Limits{Files: 100, FileBytes: 256 << 10, AllBytes: 2 << 20, Facts: 2000}

// Config is what a Keeper is made of. Dir and Shared are needed.
type Config struct {
	Dir    string // has a folder for each guild, named by its id
	Shared *index.Live
	Limits knowledge.Limits // of each folder; 0 in a field = as in DefaultLimits
	Most   int              // folders in memory, 0 = 64
	Memory int64            // bytes that the folders in memory take at most, roughly; 0 = 256 MiB
	Wait   time.Duration    // how long who asks waits for a folder that is not in memory, 0 = 1 s
	Every  time.Duration    // how often a folder in use is looked at for changes, 0 = 2 s
	Log    *slog.Logger     // nil = slog.Default()
}

// Keeper keeps the folders of guilds. It is safe for concurrent use.
type Keeper struct {
	cfg   Config
	loads chan struct{}      // one for each folder that may be read at the same time
	work  context.Context    // of reading in the background
	stop  context.CancelFunc // of work

	mu      sync.Mutex
	folders map[string]*folder
	clock   uint64         // counts uses
	closed  bool           // guarded by mu
	busy    sync.WaitGroup // reading in the background, and closing
}

// atOnce is how many folders are read at the same time: replies come first.
const atOnce = 2

// New returns a Keeper that has read nothing yet. It fails where Dir is no
// folder.
func New(cfg Config) (*Keeper, error) {
	info, err := os.Stat(cfg.Dir)
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: cfg.Dir, Err: errors.New("not a folder")}
	}
	if err != nil {
		return nil, err
	}
	l := &cfg.Limits
	l.Files, l.Facts = cmp.Or(l.Files, DefaultLimits.Files), cmp.Or(l.Facts, DefaultLimits.Facts)
	l.FileBytes, l.AllBytes = cmp.Or(l.FileBytes, DefaultLimits.FileBytes), cmp.Or(l.AllBytes, DefaultLimits.AllBytes)
	cfg.Most, cfg.Memory = cmp.Or(cfg.Most, 64), cmp.Or(cfg.Memory, 256<<20)
	cfg.Wait, cfg.Every = cmp.Or(cfg.Wait, time.Second), cmp.Or(cfg.Every, 2*time.Second)
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	k := &Keeper{cfg: cfg, loads: make(chan struct{}, atOnce), folders: map[string]*folder{}}
	k.work, k.stop = context.WithCancel(context.Background())
	return k, nil
}

// Folder gives the path of a guild's folder, which need not exist, and how much
// it may hold; false for what is no guild's id. Whoever changes files there calls
// Reload afterwards.
func (k *Keeper) Folder(guild string) (dir string, limits knowledge.Limits, ok bool) {
	if !isID(guild) {
		return "", knowledge.Limits{}, false
	}
	return filepath.Join(k.cfg.Dir, guild), k.cfg.Limits, true
}

// isID reports whether a text is an id as Discord gives them: digits alone, and
// so no path that leads anywhere else.
func isID(s string) bool {
	if s == "" || len(s) > 20 {
		return false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// exists reports whether a guild has a folder. A link to another's is none.
func (k *Keeper) exists(guild string) bool {
	dir, _, ok := k.Folder(guild)
	if !ok {
		return false
	}
	info, err := os.Lstat(dir)
	return err == nil && info.IsDir()
}

// Of gives the shared knowledge together with a guild's own; nil where the guild
// has none, or none that can be served by the time that a reply can wait. It
// stays open until release is called, which is never nil.
func (k *Keeper) Of(ctx context.Context, guild string) (live *index.Live, release func()) {
	f := k.hold(guild)
	if f == nil {
		return nil, func() {}
	}
	k.look(ctx, f)
	if live = f.served(); live == nil {
		k.release(f)
		return nil, func() {}
	}
	return live, sync.OnceFunc(func() { k.release(f) })
}

// hold finds the folder of a guild and keeps it in memory until it is released;
// nil for none.
func (k *Keeper) hold(guild string) *folder {
	exists := k.exists(guild)
	k.mu.Lock()
	defer k.mu.Unlock()
	f := k.folders[guild]
	switch {
	case k.closed:
		return nil
	case !exists && f != nil:
		k.forget(f)
		return nil
	case !exists:
		return nil
	case f == nil:
		f = newFolder(k, guild)
		k.folders[guild] = f
	}
	k.clock++
	f.used = k.clock
	f.users++
	return f
}

func (k *Keeper) release(f *folder) {
	k.mu.Lock()
	defer k.mu.Unlock()
	f.users--
	if f.gone && f.users == 0 {
		k.close(f)
	}
	k.trim()
}

// forget takes a folder out of memory, once nobody uses it. Callers hold mu.
func (k *Keeper) forget(f *folder) {
	if k.folders[f.guild] != f {
		return
	}
	delete(k.folders, f.guild)
	f.gone = true
	if f.users == 0 {
		k.close(f)
	}
}

// close frees a folder that nobody uses. Callers hold mu.
func (k *Keeper) close(f *folder) {
	k.busy.Go(func() {
		f.turn <- struct{}{} // none of it is being read
		defer func() { <-f.turn }()
		if live := f.served(); live != nil {
			f.serve(nil, 0)
			if err := live.Close(); err != nil {
				k.cfg.Log.Error("a guild's knowledge does not close", "guild", f.guild, "error", err)
			}
		}
	})
}

// trim makes room: folders that nobody uses now go, the longest unused first.
// Callers hold mu.
func (k *Keeper) trim() {
	for {
		n, bytes := 0, int64(0)
		var oldest *folder
		for _, f := range k.folders {
			size, served := f.size()
			if !served {
				continue
			}
			n++
			bytes += size
			if f.users == 0 && (oldest == nil || f.used < oldest.used) {
				oldest = f
			}
		}
		if n <= k.cfg.Most && bytes <= k.cfg.Memory || oldest == nil {
			return
		}
		k.forget(oldest)
	}
}

// look has a folder read where that may be needed, and waits for it where there
// is nothing to answer from yet.
func (k *Keeper) look(ctx context.Context, f *folder) {
	done := k.start(f)
	if done == nil || f.served() != nil {
		return
	}
	timer := time.NewTimer(k.cfg.Wait)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	case <-ctx.Done():
	}
}

// start has a folder read in the background, if it is time to. It gives what
// closes once reading is done, nil where nothing is being read.
func (k *Keeper) start(f *folder) <-chan struct{} {
	k.mu.Lock()
	defer k.mu.Unlock()
	if f.reading != nil || k.closed {
		return f.reading
	}
	if time.Since(f.looked) < k.cfg.Every && f.beside() == k.cfg.Shared.Base() {
		return nil
	}
	done := make(chan struct{})
	f.reading = done
	f.users++
	k.busy.Go(func() {
		defer k.release(f)
		_, _ = f.refresh(k.work, false) // it says itself what is wrong
		k.mu.Lock()
		defer k.mu.Unlock()
		f.looked, f.reading = time.Now(), nil
		close(done)
	})
	return done
}

// Reload reads a guild's folder again and tells what is different now. Its error
// is [ErrNone], or it holds [knowledge.Problems] where a person has to mend
// something; the folder is then served as it was.
func (k *Keeper) Reload(ctx context.Context, guild string) (index.Change, error) {
	f := k.hold(guild)
	if f == nil {
		return index.Change{}, ErrNone
	}
	defer k.release(f)
	return f.refresh(ctx, true)
}

// Refresh has the folders in memory joined to the shared knowledge of now, one
// after the other, in the background. done closes when all are.
func (k *Keeper) Refresh() (done <-chan struct{}) {
	k.mu.Lock()
	defer k.mu.Unlock()
	all, end := []*folder{}, make(chan struct{})
	if k.closed {
		close(end)
		return end
	}
	for _, f := range k.folders {
		f.users++
		all = append(all, f)
	}
	k.busy.Go(func() {
		defer close(end)
		for _, f := range all {
			_, _ = f.refresh(k.work, false) // it says itself what is wrong
			k.release(f)
		}
	})
	return end
}

// Check reads a guild's folder, and gives it with what it warns of; its error is
// [ErrNone], or holds [knowledge.Problems]. Nothing that is served changes.
func (k *Keeper) Check(_ context.Context, guild string) (*knowledge.Base, error) {
	if !k.exists(guild) {
		return nil, ErrNone
	}
	f := newFolder(k, guild)
	stamp, err := f.stamp()
	switch {
	case err != nil:
		return nil, err
	case stamp == "":
		return nil, ErrNone
	}
	return f.read(k.cfg.Shared.Base())
}

// Close stops reading and closes all folders; those in use close when they are
// released.
func (k *Keeper) Close() {
	k.stop()
	k.mu.Lock()
	k.closed = true
	for _, f := range k.folders {
		k.forget(f)
	}
	k.mu.Unlock()
	k.busy.Wait()
}
