package repo

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/index"
	"github.com/gofrs/flock"
)

// The journal is a folder in the git directory:
//
//	journal    what is to be done, as JSON; while it is there, something is under way
//	N.before   the N-th file as it was, N.after as it will be, where it is there
//	index, ref git's index and the branch as they will be
//
// Everything is written there first, so that a full disk shows before anything
// has changed. Then each file is put into place by renaming, and the branch is
// moved: from that moment the change is made. Until then it can be undone.
//
// Git's own locks on its index and on the branch are held meanwhile, in git's own
// way: the file that will take the place of index lies there as index.lock.
const (
	journalDir  = "sibaq-journal"
	journalFile = "journal"
	lockFile    = "sibaq.lock"
)

// journal is what the file of that name says.
type journal struct {
	Ref   string   `json:"ref"`
	Old   string   `json:"old"` // hashes of commits
	New   string   `json:"new"`
	Files []placed `json:"files"`
	Made  []string `json:"made"` // folders that the files need, the outermost first, by path in the clone
}

// placed is a file that changes: hex SHA-256 of its bytes, "" where it is not
// there.
type placed struct {
	Path   string `json:"path"` // in the clone
	Before string `json:"before"`
	After  string `json:"after"`
}

// placing is a file's content as it was and as it will be, nil where it is not
// there.
type placing struct {
	before, after []byte
	mode          fs.FileMode // of a new file, 0 = 0644
}

func sum(data []byte) string {
	if data == nil {
		return ""
	}
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// patience is how long a writer waits for another where its context does not
// say.
const patience = 5 * time.Second

// locked does work while no other goroutine or process reads or writes the
// folder through this package, once what a crash interrupted is finished or
// undone.
func (r *Repo) locked(ctx context.Context, do func() error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	lock := flock.New(filepath.Join(r.git, lockFile), flock.SetPermissions(0o666))
	if _, err := lock.TryLockContext(wait, 20*time.Millisecond); err != nil {
		switch {
		case errors.Is(err, context.DeadlineExceeded):
			return fail(writing, fmt.Errorf("%w: %s: %w", ErrBusy, lock.Path(), err))
		case ctx.Err() != nil:
			return ctx.Err()
		}
		return fail(cannotOpen, err)
	}
	defer func() {
		if err := lock.Close(); err != nil {
			r.o.Log.Warn("unlocking the knowledge folder", "error", err)
		}
	}()
	if err := r.recover(); err != nil {
		return err
	}
	return do()
}

// finish puts the chain's files into place, by their paths in the clone, and
// moves the branch to its last commit: all of it, or nothing.
func (w *work) finish(files map[string]placing) error {
	r := w.r
	if err := w.flush(r.common); err != nil {
		return fail(cannotWrite, err)
	}
	if err := r.step("objects"); err != nil {
		return fail(cannotWrite, err)
	}
	j, err := w.stage(files)
	if err == nil {
		err = r.perform(j)
	}
	if err == nil {
		return nil
	}
	if undo := r.recover(); undo != nil {
		r.o.Log.Error("a change to the knowledge folder could not be undone", "error", undo, "after", err)
		return undo
	}
	var told *Error
	if errors.As(err, &told) {
		return err
	}
	return fail(cannotWrite, err)
}

// stage writes the journal.
func (w *work) stage(files map[string]placing) (*journal, error) {
	r := w.r
	dir := filepath.Join(r.git, journalDir)
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, err
	}
	j := &journal{Ref: string(w.from.name), Old: w.from.hash.String(), New: w.at.String()}
	sizes := map[string]os.FileInfo{}
	for i, name := range sortedKeys(files) {
		f := files[name]
		at := r.inClone(name)
		mode := cmp.Or(f.mode, 0o644)
		info, err := os.Lstat(at)
		switch {
		case err == nil && !info.Mode().IsRegular(), err == nil && f.before == nil:
			return nil, fail(folderChanged, fmt.Errorf("%w: something is at %s", ErrChanged, name))
		case err == nil:
			mode = info.Mode().Perm()
			if now, err := os.ReadFile(at); err != nil || !bytes.Equal(now, f.before) {
				return nil, fail(folderChanged, fmt.Errorf("%w: %s (%v)", ErrChanged, name, err))
			}
		case !errors.Is(err, fs.ErrNotExist):
			return nil, err
		case f.before != nil:
			return nil, fail(folderChanged, fmt.Errorf("%w: %s is gone", ErrChanged, name))
		}
		for _, side := range []struct {
			data []byte
			ext  string
		}{{f.before, ".before"}, {f.after, ".after"}} {
			if side.data == nil {
				continue
			}
			if err := r.write(filepath.Join(dir, strconv.Itoa(i)+side.ext), side.data, mode); err != nil {
				return nil, err
			}
		}
		if f.after != nil {
			if sizes[name], err = os.Stat(filepath.Join(dir, strconv.Itoa(i)+".after")); err != nil {
				return nil, err
			}
			missing, err := r.missing(name)
			if err != nil {
				return nil, err
			}
			j.Made = append(j.Made, missing...)
		}
		j.Files = append(j.Files, placed{name, sum(f.before), sum(f.after)})
	}
	slices.Sort(j.Made) // a folder before what is in it
	j.Made = slices.Compact(j.Made)
	ix, err := w.newIndex(sizes)
	if err != nil {
		return nil, err
	}
	data, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{"index", ix}, {"ref", []byte(j.New + "\n")}, {journalFile + ".new", data}} {
		if err := r.write(filepath.Join(dir, f.name), f.data, 0o644); err != nil {
			return nil, err
		}
	}
	if err := r.step("staged"); err != nil {
		return nil, err
	}
	if err := os.Rename(filepath.Join(dir, journalFile+".new"), filepath.Join(dir, journalFile)); err != nil {
		return nil, err
	}
	syncDir(dir)
	syncDir(r.git)
	return j, r.step("journal")
}

// missing are the folders above a path in the clone that are not there. It
// refuses to go through a link.
func (r *Repo) missing(name string) (out []string, err error) {
	for at := path.Dir(name); at != "."; at = path.Dir(at) {
		info, err := os.Lstat(r.inClone(at))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			out = append(out, at)
		case err != nil:
			return nil, err
		case !info.IsDir():
			return nil, fail(folderChanged, fmt.Errorf("%w: %s is no folder", ErrChanged, at))
		}
	}
	return out, nil
}

// newIndex is git's index with the changes of the chain in it.
func (w *work) newIndex(files map[string]os.FileInfo) ([]byte, error) {
	ix, err := w.g.Storer.Index()
	if err != nil {
		return nil, fail(cannotOpen, err)
	}
	var entries []*index.Entry
	for _, e := range ix.Entries {
		if e.Stage != 0 { // index.Merged is 1, which is git's for a common ancestor
			return nil, fail(inTheMiddle, fmt.Errorf("%w: %s is not merged", ErrBusy, e.Name))
		}
		if _, changes := w.index[e.Name]; !changes {
			entries = append(entries, e)
		}
	}
	for name, e := range w.index {
		if e.hash.IsZero() {
			continue
		}
		n := &index.Entry{Name: name, Mode: e.mode, Hash: e.hash}
		info := files[name]
		if info == nil {
			info, _ = os.Lstat(w.r.inClone(name)) // by hand: git looks again where it is not sure
		}
		if info != nil {
			n.Size, n.ModifiedAt = uint32(info.Size()), info.ModTime()
		}
		entries = append(entries, n)
	}
	ix.Entries = entries
	ix.Cache, ix.ResolveUndo, ix.EndOfIndexEntry = nil, nil, nil
	var b bytes.Buffer
	if err := index.NewEncoder(&b).Encode(ix); err != nil {
		return nil, fail(cannotOpen, err)
	}
	return b.Bytes(), nil
}

// perform does what a journal says.
func (r *Repo) perform(j *journal) error {
	if err := claim(r.staged("index"), r.indexFile()+".lock"); err != nil {
		return err
	}
	if err := r.step("index locked"); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(r.refFile(j.Ref)), 0o755); err != nil {
		return err
	}
	if err := claim(r.staged("ref"), r.refFile(j.Ref)+".lock"); err != nil {
		return err
	}
	if err := r.step("branch locked"); err != nil {
		return err
	}
	if now := r.standsAt(j.Ref); now.String() != j.Old {
		return fail(folderChanged, fmt.Errorf("%w: %s is at %s", ErrChanged, j.Ref, now))
	}
	for _, dir := range j.Made {
		if err := os.Mkdir(r.inClone(dir), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	for i, f := range j.Files {
		if err := r.place(f.Path, f.After, r.staged(strconv.Itoa(i)+".after")); err != nil {
			return err
		}
		if err := r.step("file " + strconv.Itoa(i+1)); err != nil {
			return err
		}
	}
	for _, f := range j.Files {
		syncDir(filepath.Dir(r.inClone(f.Path)))
	}
	if err := r.step("files"); err != nil {
		return err
	}
	if err := os.Rename(r.refFile(j.Ref)+".lock", r.refFile(j.Ref)); err != nil {
		return err
	}
	syncDir(filepath.Dir(r.refFile(j.Ref)))
	// The change is made: what is left is done now or by the next who comes.
	if r.step("branch") == nil {
		if err := r.forward(j); err != nil {
			r.o.Log.Warn("finishing a change to the knowledge folder", "error", err)
		}
	}
	return nil
}

// place gives the file at a path in the clone what lies in from, or removes it
// where it is to have no content.
func (r *Repo) place(name, content, from string) error {
	at := r.inClone(name)
	if _, err := r.missing(name); err != nil {
		return err
	}
	if content == "" {
		if err := os.Remove(at); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for dir := path.Dir(name); dir != "." && strings.HasPrefix(dir+"/", r.prefix) && dir+"/" != r.prefix; dir = path.Dir(dir) {
			if os.Remove(r.inClone(dir)) != nil { // it holds something
				break
			}
		}
		return nil
	}
	err := os.Rename(from, at)
	if !crossesDevices(err) {
		return err
	}
	// The git directory is on another file system.
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	near := filepath.Join(filepath.Dir(at), ".sibaq-"+filepath.Base(from))
	if err := r.write(near, data, info.Mode().Perm()); err != nil {
		return errors.Join(err, os.Remove(near))
	}
	return os.Rename(near, at)
}

// recover finishes or undoes what a journal says, where one is there.
func (r *Repo) recover() error {
	data, err := os.ReadFile(r.staged(journalFile))
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.RemoveAll(filepath.Join(r.git, journalDir)); err != nil { // nothing was under way yet, or all is done
			return fail(cannotOpen, err)
		}
		return nil
	}
	var j journal
	if err == nil {
		err = json.Unmarshal(data, &j)
	}
	if err != nil {
		return fail(cannotOpen, err)
	}
	if now := r.standsAt(j.Ref); now.String() == j.New || r.contains(now, plumbing.NewHash(j.New)) {
		r.o.Log.Info("finishing an interrupted change to the knowledge folder", "commit", j.New)
		return r.forward(&j)
	}
	r.o.Log.Info("undoing an interrupted change to the knowledge folder", "commit", j.New)
	if err := r.back(&j); err != nil {
		return fail(halfDone, err)
	}
	return nil
}

// forward finishes a change whose branch was moved.
func (r *Repo) forward(j *journal) error {
	lock := r.indexFile() + ".lock"
	if ours(r.staged("index"), lock) {
		if err := os.Rename(lock, r.indexFile()); err != nil {
			return fail(cannotWrite, err)
		}
	}
	if err := r.step("index"); err != nil {
		return err
	}
	return r.forget()
}

// back undoes a change whose branch was not moved. A file that somebody has
// changed since is left to them.
func (r *Repo) back(j *journal) error {
	for i, f := range slices.Backward(j.Files) {
		now, err := os.ReadFile(r.inClone(f.Path))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err == nil && now == nil {
			now = []byte{}
		}
		switch sum(now) {
		case f.Before:
		case f.After:
			if err := os.MkdirAll(filepath.Dir(r.inClone(f.Path)), 0o755); err != nil {
				return err
			}
			if err := r.place(f.Path, f.Before, r.staged(strconv.Itoa(i)+".before")); err != nil {
				return err
			}
			if err := r.step("back " + strconv.Itoa(i+1)); err != nil {
				return err
			}
		default:
			r.o.Log.Warn("a file was changed by hand during an interrupted change, and stays so", "file", f.Path)
		}
	}
	for _, dir := range slices.Backward(j.Made) {
		_ = os.Remove(r.inClone(dir)) // unless somebody has put something into it
	}
	for _, f := range j.Files {
		syncDir(filepath.Dir(r.inClone(f.Path)))
	}
	for name, lock := range map[string]string{"index": r.indexFile() + ".lock", "ref": r.refFile(j.Ref) + ".lock"} {
		if ours(r.staged(name), lock) {
			if err := os.Remove(lock); err != nil {
				return err
			}
		}
	}
	return r.forget()
}

// forget ends a change.
func (r *Repo) forget() error {
	if err := os.Remove(r.staged(journalFile)); err != nil {
		return fail(cannotWrite, err)
	}
	syncDir(filepath.Join(r.git, journalDir))
	if err := r.step("done"); err != nil {
		return err
	}
	return r.recover() // which sweeps up
}

// standsAt is where a branch stands, zero where it is not there.
func (r *Repo) standsAt(ref string) plumbing.Hash {
	g, err := r.open()
	if err != nil {
		return plumbing.ZeroHash
	}
	got, err := g.Reference(plumbing.ReferenceName(ref), true)
	if err != nil {
		return plumbing.ZeroHash
	}
	return got.Hash()
}

// contains reports whether the history of a commit has another.
func (r *Repo) contains(commit, other plumbing.Hash) bool {
	g, err := r.open()
	if err != nil {
		return false
	}
	c, err := g.CommitObject(commit)
	if err != nil {
		return false
	}
	o, err := g.CommitObject(other)
	if err != nil {
		return false
	}
	yes, err := o.IsAncestor(c)
	return err == nil && yes
}

func (r *Repo) staged(name string) string { return filepath.Join(r.git, journalDir, name) }
func (r *Repo) indexFile() string         { return filepath.Join(r.git, "index") }
func (r *Repo) inClone(name string) string {
	return filepath.Join(r.root, filepath.FromSlash(name))
}

// refFile is the file of a branch; HEAD is each worktree's own.
func (r *Repo) refFile(ref string) string {
	if ref == string(plumbing.HEAD) {
		return filepath.Join(r.git, ref)
	}
	return filepath.Join(r.common, filepath.FromSlash(ref))
}

// claim makes lock, which must not be there, with the content of src.
func claim(src, lock string) error {
	err := os.Link(src, lock)
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrExist) {
		return fail(writing, fmt.Errorf("%w: %s", ErrBusy, lock))
	}
	data, err := os.ReadFile(src) // a file system without hard links
	if err != nil {
		return err
	}
	f, err := os.OpenFile(lock, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fail(writing, fmt.Errorf("%w: %s", ErrBusy, lock))
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// ours reports whether claim made lock from src.
func ours(src, lock string) bool {
	want, err := os.ReadFile(src)
	if err != nil || len(want) == 0 {
		return false
	}
	have, err := os.ReadFile(lock)
	return err == nil && bytes.Equal(have, want)
}

// write makes a file whose bytes are on disk when it returns.
func (r *Repo) write(name string, data []byte, mode fs.FileMode) error {
	if err := r.step("write"); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Chmod(mode), f.Sync(), f.Close())
}

// syncDir has the names in a folder reach the disk, where the system can.
func syncDir(dir string) {
	if f, err := os.Open(dir); err == nil {
		_ = f.Sync()
		_ = f.Close()
	}
}

// step is a place at which tests stop the process, or let the disk fail.
func (r *Repo) step(name string) error {
	if r.o.at == nil {
		return nil
	}
	return r.o.at(name)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, cmp.Compare[string])
	return keys
}
