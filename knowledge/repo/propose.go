package repo

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"sibaq/knowledge"
)

// Proposal is an Edit as checked against the folder as it was then. Nothing is
// written yet. Files that would stay as they are are left out of it.
type Proposal struct {
	Edit
	On string // version of the folder that it changes, 16 hex digits
	// Problems with errors keep it from being committed, warnings do not: those
	// of the edited files, and those that the edit brings about in others.
	Problems knowledge.Problems
	// Before is nil where the folder has errors now, After where it would have
	// errors.
	Before, After *knowledge.Base
	// The facts that would come, say something else (as they will read), and go;
	// none where After is nil.
	Added, Changed, Gone []*knowledge.Fact
}

// OK reports whether the proposal can be committed.
func (p *Proposal) OK() bool { return p.After != nil && len(p.Problems.Only(knowledge.Error)) == 0 }

// Propose checks an edit. What is wrong with it is in Proposal.Problems; the
// error is ErrNothing where it changes no file, or one of reading the folder.
func (r *Repo) Propose(ctx context.Context, e Edit) (*Proposal, error) {
	var now *snapshot
	err := r.locked(ctx, func() (err error) { now, err = r.snapshot(); return err })
	if err != nil {
		return nil, err
	}
	p := &Proposal{Edit: e, On: now.version()}
	p.Files = map[string][]byte{}
	for name, data := range e.Files {
		if old, ok := now.files[name]; data == nil || !ok || now.large[name] || string(old) != string(data) {
			p.Files[name] = slices.Clone(data)
			if data != nil && len(data) == 0 {
				p.Files[name] = []byte{}
			}
		}
	}
	if len(p.Files) == 0 {
		return nil, fail(changesNothing, ErrNothing)
	}
	var problems knowledge.Problems
	if p.Before, err = r.o.Load(now.all); err != nil && !errors.As(err, &problems) {
		return nil, fail(cannotRead, err)
	}
	known := problems // what is wrong already
	if p.Before != nil {
		known = p.Before.Warnings
	}
	if p.Problems = r.check(now, p.Files); len(p.Problems.Only(knowledge.Error)) > 0 {
		return p, nil
	}
	then := now.with(p.Files)
	after, err := r.o.Load(then.all)
	if problems = nil; err != nil && !errors.As(err, &problems) {
		return nil, fail(cannotRead, err)
	}
	if err == nil {
		problems = after.Warnings
		for _, f := range after.Files {
			if _, edited := p.Files[f.Path]; edited && f.Facts == 0 && !slices.ContainsFunc(after.Entities, func(e *knowledge.Entity) bool { return e.File == f.Path }) {
				p.Problems = append(p.Problems, noFacts.at(f.Path))
			}
		}
		if n := len(after.Facts); n > r.o.Limits.Facts && (p.Before == nil || n > len(p.Before.Facts)) {
			p.Problems = append(p.Problems, manyFacts.at("", strconv.Itoa(n), strconv.Itoa(r.o.Limits.Facts)))
		}
	}
	for _, q := range problems {
		_, edited := p.Files[q.File]
		old := slices.ContainsFunc(known, func(k *knowledge.Problem) bool { return k.File == q.File && k.What == q.What })
		if q.Severity == knowledge.Error || edited || !old {
			p.Problems = append(p.Problems, q)
		}
	}
	slices.SortStableFunc(p.Problems, func(a, b *knowledge.Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	if len(p.Problems.Only(knowledge.Error)) == 0 {
		p.After = after
		p.Added, p.Changed, p.Gone = knowledge.Compare(p.Before, after)
	}
	return p, nil
}

// check says what is wrong with an edit before its files are read.
func (r *Repo) check(now *snapshot, edit map[string][]byte) (problems knowledge.Problems) {
	then := now.with(edit)
	taken := map[string]string{} // every path and folder there will be, by key
	for name := range then.all {
		if _, isNew := edit[name]; !isNew || now.files[name] != nil {
			for at := name; at != "."; at = path.Dir(at) {
				taken[key(at)] = at
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(edit)) {
		data := edit[name]
		_, exists := now.files[name]
		add := func(p *knowledge.Problem) { problems = append(problems, p) }
		switch {
		case exists && data == nil:
			continue
		case data == nil:
			add(notThere.at(printable(name)))
			continue
		case !exists:
			if p := checkName(name); p != nil {
				add(p)
				continue
			}
			clash := ""
			for at := name; at != "." && clash == ""; at = path.Dir(at) {
				if was := taken[key(at)]; was != "" && was != at {
					clash = was
				}
				taken[key(at)] = at
			}
			if clash != "" {
				add(otherCase.at(name, clash))
				continue
			}
			if !r.free(name) || slices.ContainsFunc(slices.Collect(maps.Keys(edit)), func(o string) bool { return edit[o] != nil && strings.HasPrefix(name, o+"/") }) {
				add(inTheWay.at(name))
				continue
			}
			if !knowledge.Reads(name) {
				add(notRead.at(name))
			}
		}
		if p := checkContent(name, data, r.o.Limits.FileBytes); p != nil {
			add(p)
		}
	}
	l := r.o.Limits
	if n := len(then.files); n > l.Files && n > len(now.files) {
		problems = append(problems, manyFiles.at("", strconv.Itoa(n), strconv.Itoa(l.Files)))
	}
	if n := then.bytes(); n > l.AllBytes && n > now.bytes() {
		problems = append(problems, muchText.at("", kibibytes(n), kibibytes(l.AllBytes)))
	}
	return problems
}

// free reports whether a new file can be made at a path: nothing is there, and
// all that is above it are folders, of this clone.
func (r *Repo) free(name string) bool {
	if _, err := os.Lstat(r.path(name)); !errors.Is(err, os.ErrNotExist) {
		return false
	}
	return r.plain(name)
}

// plain reports whether no folder above a path is a link, or anything but a
// folder of this clone. Those that are not there yet are plain.
func (r *Repo) plain(name string) bool {
	for at := path.Dir(name); at != "."; at = path.Dir(at) {
		info, err := os.Lstat(r.path(at))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil || !info.IsDir() {
			return false
		}
		if _, err := os.Lstat(filepath.Join(r.path(at), ".git")); err == nil {
			return false
		}
	}
	return true
}

// path is where a file of the folder lies on disk.
func (r *Repo) path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }
