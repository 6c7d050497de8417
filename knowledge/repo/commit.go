package repo

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
)

// Commit writes the files of a proposal and commits them, all or nothing. The
// error is ErrChanged where the folder is no longer what the proposal was
// checked on, ErrProblems where the proposal has errors, ErrBusy where another
// process writes.
func (r *Repo) Commit(ctx context.Context, p *Proposal) (Commit, error) {
	if !p.OK() {
		return Commit{}, fail(hasProblems, ErrProblems)
	}
	var made Commit
	err := r.locked(ctx, func() error {
		var chain *work
		s, err := r.snapshot()
		if err != nil {
			return err
		}
		if on := s.version(); on != p.On {
			return fail(folderChanged, fmt.Errorf("%w: it is %s, not %s", ErrChanged, on, p.On))
		}
		err = r.work(func(w *work) error {
			chain = w
			if err := w.byHand(s, p.Files); err != nil {
				return err
			}
			if err := w.change(p); err != nil {
				return err
			}
			disk := map[string]placing{}
			for name, data := range p.Files {
				disk[r.prefix+name] = placing{before: s.files[name], after: data}
			}
			return w.finish(disk)
		})
		if err == nil {
			made, err = r.describe(chain.g, chain.at)
		}
		return err
	})
	return made, err
}

// change commits what a proposal wants.
func (w *work) change(p *Proposal) error {
	changes := map[string]entry{}
	for name, data := range p.Files {
		if data == nil {
			changes[name] = entry{}
			continue
		}
		h, err := w.blob(data)
		if err != nil {
			return fail(cannotWrite, err)
		}
		changes[name] = entry{filemode.Regular, h}
		if old := w.saved[name]; old.mode == filemode.Executable {
			changes[name] = entry{old.mode, h}
		}
	}
	return w.commit(changes, message(p.Edit), Change, p.Author)
}

// takeIn commits what people changed by hand, if anything.
func (r *Repo) takeIn() error {
	s, err := r.snapshot()
	if err != nil {
		return err
	}
	return r.work(func(w *work) error {
		if err := w.byHand(s, nil); err != nil || w.at == w.from.hash {
			return err
		}
		return w.finish(nil)
	})
}

// work is a chain of commits that is being made on top of a branch.
type work struct {
	builder
	r     *Repo
	from  tip              // where the branch stands
	at    plumbing.Hash    // the last commit that was made
	saved map[string]entry // the folder's files in from
	index map[string]entry // what changes in git's index, by path in the clone
}

// work has a chain made. What was written for one that fails is removed, which
// matters on a full disk.
func (r *Repo) work(do func(*work) error) error {
	w, err := r.begin()
	if err != nil {
		return err
	}
	if err := do(w); err != nil {
		w.drop(r.common)
		return err
	}
	return nil
}

// begin starts a chain, unless somebody is in the middle of a merge.
func (r *Repo) begin() (*work, error) {
	for _, name := range []string{"MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply"} {
		if _, err := os.Lstat(filepath.Join(r.git, name)); err == nil {
			return nil, fail(inTheMiddle, fmt.Errorf("%w: there is a %s", ErrBusy, name))
		}
	}
	g, from, err := r.head()
	if err != nil {
		return nil, err
	}
	saved, err := r.tracked(g, from)
	if err != nil {
		return nil, err
	}
	return &work{builder{g: g}, r, from, from.hash, saved, map[string]entry{}}, nil
}

// byHand commits the files that are on disk otherwise than in the last commit:
// what git ignores and does not know aside, unless it is about to be changed,
// since what is in no commit cannot be taken back.
func (w *work) byHand(s *snapshot, next map[string][]byte) error {
	changes := map[string]entry{}
	ignores := w.r.ignores(w.r.root)
	for name, data := range s.files {
		old, known := w.saved[name]
		if s.large[name] || known && same(old.hash, data) || known && !old.regular() {
			continue
		}
		if _, changes := next[name]; !known && !changes && ignores.file(w.r.prefix+name) {
			continue
		}
		h, err := w.blob(data)
		if err != nil {
			return fail(cannotWrite, err)
		}
		if !known {
			old.mode = filemode.Regular
		}
		changes[name] = entry{old.mode, h}
	}
	for name, old := range w.saved {
		if _, there := s.files[name]; there || !old.regular() || !isText(name) || hidden(name) {
			continue
		}
		if _, err := os.Lstat(w.r.path(name)); errors.Is(err, os.ErrNotExist) {
			changes[name] = entry{}
		}
	}
	if len(changes) == 0 {
		return nil
	}
	names := slices.Sorted(maps.Keys(changes))
	subject := "Take in what was changed by hand: " + strings.Join(names, ", ")
	return w.commit(changes, shorten(subject, maxReason), ByHand, Author{})
}

// commit adds a commit to the chain that changes files of the folder, by their
// paths in it.
func (w *work) commit(changes map[string]entry, message string, kind Kind, by Author) error {
	root, err := tree(w.g, w.at)
	if err != nil {
		return fail(cannotOpen, err)
	}
	inClone := map[string]entry{}
	for name, e := range changes {
		inClone[w.r.prefix+name] = e
		w.index[w.r.prefix+name] = e
	}
	if root, err = w.root(root, inClone); err != nil {
		return fail(cannotWrite, err)
	}
	var parents []plumbing.Hash
	if !w.at.IsZero() {
		parents = append(parents, w.at)
	}
	return w.seal(root, parents, message, kind, by)
}

// seal makes the commit itself.
func (w *work) seal(root plumbing.Hash, parents []plumbing.Hash, message string, kind Kind, by Author) error {
	when := w.r.o.Now()
	c := object.Commit{
		Author:       signature(by, when),
		Committer:    signature(Author{}, when),
		Message:      message + "\n\n" + trailers(kind, by),
		TreeHash:     root,
		ParentHashes: parents,
	}
	h, err := w.store(c.Encode)
	if err != nil {
		return fail(cannotWrite, err)
	}
	w.at = h
	return nil
}

// What a commit says of who made it. The address leads nowhere.
const (
	mailHost    = "@users.sibaq.invalid"
	ourselves   = "sibaq"
	maxReason   = 300 // letters
	maxName     = 80
	kindTrailer = "Sibaq"
)

func signature(a Author, when time.Time) object.Signature {
	name := strings.NewReplacer("<", "", ">", "").Replace(oneLine(a.Name))
	name = strings.Trim(shorten(name, maxName), " .,:;\"'\\")
	id := digits(a.ID)
	switch {
	case a == Author{}:
		name, id = ourselves, ourselves
	case id == "":
		id = "local"
	}
	if name == "" {
		name = "moderator"
	}
	return object.Signature{Name: name, Email: id + mailHost, When: when}
}

// message is the first line of a change's commit: the reason, or what it does.
func message(e Edit) string {
	if reason := oneLine(e.Reason); reason != "" {
		return shorten(reason, maxReason)
	}
	return shorten("Change "+strings.Join(slices.Sorted(maps.Keys(e.Files)), ", "), maxReason)
}

// trailers end a message. They stand after whatever the reason says, so that no
// reason can pass for one; and read believes them only in a commit that says it
// was made here, so that no message written elsewhere can either. That is no
// proof: commits are not signed, and whoever may push can make one that says so.
func trailers(kind Kind, a Author) string {
	s := kindTrailer + ": " + string(kind) + "\n"
	if id := digits(a.Guild); id != "" {
		s += "Guild: " + id + "\n"
	}
	if id := digits(a.ID); id != "" {
		s += "Moderator: " + id + "\n"
	}
	return s
}

// digits are those of an id of Discord; "" for anything else.
func digits(id string) string {
	if len(id) > 20 || strings.Trim(id, "0123456789") != "" {
		return ""
	}
	return id
}

// oneLine keeps of a text what can be shown anywhere: no control characters, no
// marks that turn what follows around.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), r == utf8.RuneError:
			return ' '
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Bidi_Control, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

func shorten(s string, letters int) string {
	if rs := []rune(s); len(rs) > letters {
		return strings.TrimSpace(string(rs[:letters-1])) + "…"
	}
	return s
}

var trailer = regexp.MustCompile(`^(Sibaq|Guild|Moderator): (.+)$`)

// read gives a commit as we show it, without its files.
func read(c *object.Commit) Commit {
	out := Commit{ID: c.Hash.String(), At: c.Author.When, Author: Author{Name: oneLine(c.Author.Name)}}
	text := strings.TrimSpace(c.Message)
	subject := text
	if at := strings.LastIndex(text, "\n\n"); at >= 0 && c.Committer.Email == ourselves+mailHost {
		ours := false
		for line := range strings.Lines(text[at+2:]) {
			m := trailer.FindStringSubmatch(strings.TrimSpace(line))
			if m == nil {
				continue
			}
			switch m[1] {
			case kindTrailer:
				out.Kind, ours = Kind(m[2]), true
			case "Guild":
				out.Author.Guild = digits(m[2])
			case "Moderator":
				out.Author.ID = digits(m[2])
			}
		}
		if ours {
			subject = text[:at]
		} else {
			out.Author.Guild, out.Author.ID = "", ""
		}
	}
	first, _, _ := strings.Cut(subject, "\n")
	out.Reason = oneLine(first)
	return out
}

// describe gives a commit with its files.
func (r *Repo) describe(g *git.Repository, h plumbing.Hash) (Commit, error) {
	c, err := g.CommitObject(h)
	if err != nil {
		return Commit{}, fail(cannotOpen, err)
	}
	changed, err := r.changed(g, c)
	if err != nil {
		return Commit{}, err
	}
	out := read(c)
	out.Files = slices.Sorted(maps.Keys(changed))
	if len(c.ParentHashes) > 0 && g.Storer.HasEncodedObject(c.ParentHashes[0]) == nil { // else the clone is shallow
		out.Parent = c.ParentHashes[0].String()
	}
	return out, nil
}
