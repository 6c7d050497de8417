package repo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// entry is a file in a tree; its zero value is none.
type entry struct {
	mode filemode.FileMode
	hash plumbing.Hash
}

func (e entry) regular() bool {
	return e.mode == filemode.Regular || e.mode == filemode.Executable || e.mode == filemode.Deprecated
}

// tip is where the checked-out branch stands.
type tip struct {
	name plumbing.ReferenceName // "HEAD" where no branch is checked out
	hash plumbing.Hash          // zero before the first commit
}

// head opens the clone and says where its branch stands.
func (r *Repo) head() (*git.Repository, tip, error) {
	g, err := r.open()
	if err != nil {
		return nil, tip{}, fail(cannotOpen, err)
	}
	ref, err := g.Reference(plumbing.HEAD, false)
	if err != nil {
		return nil, tip{}, fail(cannotOpen, err)
	}
	if ref.Type() == plumbing.HashReference {
		return g, tip{plumbing.HEAD, ref.Hash()}, nil
	}
	t := tip{name: ref.Target()}
	switch ref, err = g.Reference(t.name, true); {
	case err == nil:
		t.hash = ref.Hash()
	case !errors.Is(err, plumbing.ErrReferenceNotFound):
		return nil, tip{}, fail(cannotOpen, err)
	}
	return g, t, nil
}

// tree is that of a commit, zero before the first.
func tree(g *git.Repository, commit plumbing.Hash) (plumbing.Hash, error) {
	if commit.IsZero() {
		return plumbing.ZeroHash, nil
	}
	c, err := g.CommitObject(commit)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	return c.TreeHash, nil
}

// flatten lists the files of a tree by their slash paths.
func flatten(g *git.Repository, of plumbing.Hash) (map[string]entry, error) {
	out := map[string]entry{}
	var walk func(plumbing.Hash, string) error
	walk = func(h plumbing.Hash, at string) error {
		t, err := g.TreeObject(h)
		if err != nil {
			return err
		}
		for _, e := range t.Entries {
			if e.Mode == filemode.Dir {
				if err := walk(e.Hash, at+e.Name+"/"); err != nil {
					return err
				}
				continue
			}
			out[at+e.Name] = entry{e.Mode, e.Hash}
		}
		return nil
	}
	if of.IsZero() {
		return out, nil
	}
	return out, walk(of, "")
}

// below finds what stands at a slash path of a tree; the zero entry where
// nothing does. The path "" is the tree itself.
func below(g *git.Repository, of plumbing.Hash, at string) (entry, error) {
	e := entry{filemode.Dir, of}
	for part := range strings.SplitSeq(strings.Trim(at, "/"), "/") {
		if part == "" {
			continue
		}
		if e.mode != filemode.Dir || e.hash.IsZero() {
			return entry{}, nil
		}
		t, err := g.TreeObject(e.hash)
		if err != nil {
			return entry{}, err
		}
		i := slices.IndexFunc(t.Entries, func(e object.TreeEntry) bool { return e.Name == part })
		if i < 0 {
			return entry{}, nil
		}
		e = entry{t.Entries[i].Mode, t.Entries[i].Hash}
	}
	if e.hash.IsZero() {
		return entry{}, nil
	}
	return e, nil
}

// tracked are the files of the folder in the commit of a tip, by their paths in
// the folder.
func (r *Repo) tracked(g *git.Repository, t tip) (map[string]entry, error) {
	return r.filesOf(g, t.hash)
}

func (r *Repo) filesOf(g *git.Repository, commit plumbing.Hash) (map[string]entry, error) {
	root, err := tree(g, commit)
	if err != nil {
		return nil, fail(cannotOpen, err)
	}
	e, err := below(g, root, r.prefix)
	if err != nil {
		return nil, fail(cannotOpen, err)
	}
	if e.mode != filemode.Dir {
		e = entry{}
	}
	files, err := flatten(g, e.hash)
	if err != nil {
		return nil, fail(cannotOpen, err)
	}
	return files, nil
}

// builder makes objects and remembers which were not there before.
type builder struct {
	g    *git.Repository
	made []plumbing.Hash
}

func (b *builder) store(encode func(plumbing.EncodedObject) error) (plumbing.Hash, error) {
	o := b.g.Storer.NewEncodedObject()
	if err := encode(o); err != nil {
		return plumbing.ZeroHash, err
	}
	if b.g.Storer.HasEncodedObject(o.Hash()) == nil {
		return o.Hash(), nil
	}
	b.made = append(b.made, o.Hash())
	return b.g.Storer.SetEncodedObject(o)
}

func (b *builder) blob(data []byte) (plumbing.Hash, error) {
	return b.store(func(o plumbing.EncodedObject) error {
		o.SetType(plumbing.BlobObject)
		w, err := o.Writer()
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return errors.Join(err, w.Close())
	})
}

// graft makes the tree that of becomes when the files at some slash paths are
// changed; the zero entry removes one. A folder that becomes empty goes.
func (b *builder) graft(of plumbing.Hash, changes map[string]entry) (plumbing.Hash, error) {
	var t object.Tree
	if !of.IsZero() {
		old, err := b.g.TreeObject(of)
		if err != nil {
			return plumbing.ZeroHash, err
		}
		t.Entries = slices.Clone(old.Entries)
	}
	inside := map[string]map[string]entry{}
	for name, e := range changes {
		if first, rest, deep := strings.Cut(name, "/"); deep {
			if inside[first] == nil {
				inside[first] = map[string]entry{}
			}
			inside[first][rest] = e
			continue
		}
		t.Entries = put(t.Entries, name, e)
	}
	for name, changes := range inside {
		var sub plumbing.Hash
		if i := slices.IndexFunc(t.Entries, func(e object.TreeEntry) bool { return e.Name == name }); i >= 0 && t.Entries[i].Mode == filemode.Dir {
			sub = t.Entries[i].Hash
		}
		sub, err := b.graft(sub, changes)
		if err != nil {
			return plumbing.ZeroHash, err
		}
		t.Entries = put(t.Entries, name, entry{filemode.Dir, sub})
	}
	if len(t.Entries) == 0 {
		return plumbing.ZeroHash, nil
	}
	slices.SortFunc(t.Entries, func(a, b object.TreeEntry) int { return strings.Compare(sortKey(a), sortKey(b)) })
	return b.store(t.Encode)
}

// sortKey is what git orders entries by.
func sortKey(e object.TreeEntry) string {
	if e.Mode == filemode.Dir {
		return e.Name + "/"
	}
	return e.Name
}

func put(entries []object.TreeEntry, name string, e entry) []object.TreeEntry {
	entries = slices.DeleteFunc(entries, func(old object.TreeEntry) bool { return old.Name == name })
	if e.hash.IsZero() {
		return entries
	}
	return append(entries, object.TreeEntry{Name: name, Mode: e.mode, Hash: e.hash})
}

// root stores the tree of a whole commit, which may be empty.
func (b *builder) root(of plumbing.Hash, changes map[string]entry) (plumbing.Hash, error) {
	h, err := b.graft(of, changes)
	if err == nil && h.IsZero() {
		return b.store((&object.Tree{}).Encode)
	}
	return h, err
}

// flush has the objects that were made reach the disk, so that no branch ever
// leads to one that did not.
func (b *builder) flush(common string) error {
	folders := map[string]bool{}
	for _, h := range b.made {
		name := loose(common, h)
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return err
		}
		folders[filepath.Dir(name)] = true
	}
	for dir := range folders {
		syncDir(dir)
	}
	return nil
}

// drop removes the objects that were made, and what is left of those that could
// not be: go-git does not.
func (b *builder) drop(common string) {
	for _, h := range b.made {
		_ = os.Remove(loose(common, h))
	}
	half, _ := filepath.Glob(filepath.Join(common, "objects", "pack", "tmp_obj_*"))
	for _, name := range half {
		_ = os.Remove(name)
	}
}

func loose(common string, h plumbing.Hash) string {
	return filepath.Join(common, "objects", h.String()[:2], h.String()[2:])
}

// content reads a blob.
func content(g *git.Repository, h plumbing.Hash) ([]byte, error) {
	b, err := g.BlobObject(h)
	if err != nil {
		return nil, err
	}
	r, err := b.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

// commitOf finds a commit by its id or the beginning of it (4 hex digits or
// more).
func commitOf(ctx context.Context, g *git.Repository, id string) (*object.Commit, error) {
	unknown := fail(noSuchCommit, fmt.Errorf("%w: %q", ErrUnknown, printable(id)))
	if len(id) < 4 || len(id) > 40 || strings.Trim(id, "0123456789abcdef") != "" {
		return nil, unknown
	}
	h, err := g.ResolveRevision(plumbing.Revision(id))
	if err != nil || !strings.HasPrefix(h.String(), id) {
		return nil, unknown
	}
	c, err := g.CommitObject(*h)
	if err != nil {
		return nil, unknown
	}
	return c, ctx.Err()
}
