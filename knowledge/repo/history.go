package repo

import (
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/utils/diff"
	"github.com/sergi/go-diff/diffmatchpatch"
)

// History are the last n commits that changed a file or folder of the folder,
// the newest first; "" is the folder itself. A path that never was has none.
func (r *Repo) History(ctx context.Context, name string, n int) ([]Commit, error) {
	var out []Commit
	err := r.locked(ctx, func() error {
		g, t, err := r.head()
		if err != nil || t.hash.IsZero() {
			return err
		}
		c, err := g.CommitObject(t.hash)
		if err != nil {
			return fail(cannotOpen, err)
		}
		commits := object.NewCommitIterCTime(c, nil, nil)
		defer commits.Close()
		for len(out) < n {
			if err := ctx.Err(); err != nil {
				return err
			}
			c, err := commits.Next()
			if errors.Is(err, io.EOF) || errors.Is(err, plumbing.ErrObjectNotFound) { // the end, also of a shallow clone
				return nil
			}
			if err != nil {
				return fail(cannotOpen, err)
			}
			if touched, err := r.touches(g, c, name); err != nil {
				return err
			} else if !touched {
				continue
			}
			told, err := r.describe(g, c.Hash)
			if err != nil {
				return err
			}
			out = append(out, told)
		}
		return nil
	})
	return out, err
}

// touches reports whether what stands at a path in the folder is different in
// each of a commit's parents.
func (r *Repo) touches(g *git.Repository, c *object.Commit, name string) (bool, error) {
	at := strings.Trim(r.prefix+name, "/")
	now, err := below(g, c.TreeHash, at)
	if err != nil {
		return false, fail(cannotOpen, err)
	}
	for _, p := range c.ParentHashes {
		t, err := tree(g, p)
		if errors.Is(err, plumbing.ErrObjectNotFound) {
			continue // the clone is shallow
		}
		if err != nil {
			return false, fail(cannotOpen, err)
		}
		was, err := below(g, t, at)
		if err != nil {
			return false, fail(cannotOpen, err)
		}
		if was.hash == now.hash {
			return false, nil
		}
	}
	return len(c.ParentHashes) > 0 || !now.hash.IsZero(), nil
}

// change is a file in two trees.
type change struct{ was, now entry }

// changed are the folder's files that differ between a commit and its first
// parent, by their paths in the folder.
func (r *Repo) changed(g *git.Repository, c *object.Commit) (map[string]change, error) {
	var before plumbing.Hash
	if len(c.ParentHashes) > 0 {
		t, err := tree(g, c.ParentHashes[0])
		if err != nil && !errors.Is(err, plumbing.ErrObjectNotFound) {
			return nil, fail(cannotOpen, err)
		}
		before = t
	}
	var sides [2]plumbing.Hash
	for i, root := range []plumbing.Hash{before, c.TreeHash} {
		e, err := below(g, root, r.prefix)
		if err != nil {
			return nil, fail(cannotOpen, err)
		}
		if e.mode == filemode.Dir {
			sides[i] = e.hash
		}
	}
	out, err := compare(g, sides[0], sides[1])
	if err != nil {
		return nil, fail(cannotOpen, err)
	}
	return out, nil
}

// compare lists the files that differ between two trees.
func compare(g *git.Repository, a, b plumbing.Hash) (map[string]change, error) {
	out := map[string]change{}
	var walk func(a, b plumbing.Hash, at string) error
	walk = func(a, b plumbing.Hash, at string) error {
		if a == b {
			return nil
		}
		sides := map[string]*change{}
		for i, h := range []plumbing.Hash{a, b} {
			if h.IsZero() {
				continue
			}
			t, err := g.TreeObject(h)
			if err != nil {
				return err
			}
			for _, e := range t.Entries {
				if sides[e.Name] == nil {
					sides[e.Name] = &change{}
				}
				*[]*entry{&sides[e.Name].was, &sides[e.Name].now}[i] = entry{e.Mode, e.Hash}
			}
		}
		for name, c := range sides {
			if c.was == c.now {
				continue
			}
			var folders [2]plumbing.Hash
			for i, e := range []*entry{&c.was, &c.now} {
				if e.mode == filemode.Dir {
					folders[i], *e = e.hash, entry{}
				}
			}
			if c.was != c.now {
				out[at+name] = *c
			}
			if err := walk(folders[0], folders[1], at+name+"/"); err != nil {
				return err
			}
		}
		return nil
	}
	return out, walk(a, b, "")
}

// FileDiff is what a commit changed in a file.
type FileDiff struct {
	Path  string
	Lines []Line // the changed lines and a few around them; none where the file is no text, or too large
}

// Line is a line of a file, before or after a change.
type Line struct {
	Op   byte // '+', '-' or ' '
	N    int  // its number in the file: for '-' in the one before, else in the one after
	Text string
}

// around is how many lines are shown before and after a changed one.
const around = 3

// maxDiff is how large a file may be to be compared by lines, in bytes.
const maxDiff = 1 << 20

// Diff is what a commit of the folder's history changed in it, by its id or the
// beginning of it. The error is ErrUnknown for any other, also for one that
// changed nothing here.
func (r *Repo) Diff(ctx context.Context, id string) ([]FileDiff, error) {
	var out []FileDiff
	err := r.locked(ctx, func() error {
		g, err := r.open()
		if err != nil {
			return fail(cannotOpen, err)
		}
		c, err := commitOf(ctx, g, id)
		if err != nil {
			return err
		}
		changes, err := r.changed(g, c)
		if err != nil {
			return err
		}
		if len(changes) == 0 {
			return fail(noSuchCommit, ErrUnknown)
		}
		for _, name := range sortedKeys(changes) {
			d := FileDiff{Path: name}
			was, isText := textOf(g, changes[name].was)
			now, isTextToo := textOf(g, changes[name].now)
			if isText && isTextToo {
				d.Lines = lines(was, now)
			}
			out = append(out, d)
		}
		return nil
	})
	return out, err
}

func textOf(g *git.Repository, e entry) (string, bool) {
	if e.hash.IsZero() {
		return "", true
	}
	if !e.regular() {
		return "", false
	}
	data, err := content(g, e.hash)
	if err != nil || len(data) > maxDiff || !utf8.Valid(data) || slices.Contains(data, 0) {
		return "", false
	}
	return string(data), true
}

// lines compares two texts.
func lines(was, now string) []Line {
	var all []Line
	before, after := 0, 0
	for _, d := range diff.Do(was, now) {
		for text := range strings.Lines(d.Text) {
			text = strings.TrimRight(text, "\r\n")
			switch d.Type {
			case diffmatchpatch.DiffDelete:
				before++
				all = append(all, Line{'-', before, text})
			case diffmatchpatch.DiffInsert:
				after++
				all = append(all, Line{'+', after, text})
			default:
				before, after = before+1, after+1
				all = append(all, Line{' ', after, text})
			}
		}
	}
	var out []Line
	for i, l := range all {
		near := all[max(0, i-around):min(len(all), i+around+1)]
		if slices.ContainsFunc(near, func(l Line) bool { return l.Op != ' ' }) {
			out = append(out, l)
		}
	}
	return out
}

// Revert gives the Edit that makes the folder what it was after a commit of its
// history; it is proposed and committed like any other. Its Author is for the
// caller to set, and its Reason may be replaced.
func (r *Repo) Revert(ctx context.Context, to string) (Edit, error) {
	e := Edit{Files: map[string][]byte{}}
	err := r.locked(ctx, func() error {
		g, t, err := r.head()
		if err != nil {
			return err
		}
		c, err := commitOf(ctx, g, to)
		if err != nil {
			return err
		}
		if c.Hash != t.hash && !r.contains(t.hash, c.Hash) {
			return fail(noSuchCommit, ErrUnknown)
		}
		s, err := r.snapshot()
		if err != nil {
			return err
		}
		then, err := r.filesOf(g, c.Hash)
		if err != nil {
			return err
		}
		for name, f := range then {
			if !f.regular() || !isText(name) || hidden(name) {
				delete(then, name)
				continue
			}
			if now, ok := s.files[name]; ok && same(f.hash, now) {
				continue
			}
			if e.Files[name], err = content(g, f.hash); err != nil {
				return fail(cannotOpen, err)
			}
		}
		saved, err := r.tracked(g, t)
		if err != nil {
			return err
		}
		ignores := r.ignores(r.root)
		for name := range s.files {
			_, was := then[name]
			_, known := saved[name]
			// What git ignores is in no commit: removed, it would be lost.
			if !was && (known || !s.large[name] && !ignores.file(r.prefix+name)) {
				e.Files[name] = nil
			}
		}
		e.Reason = "Back to " + c.Hash.String()[:8] + ": " + read(c).Reason
		return nil
	})
	return e, err
}
