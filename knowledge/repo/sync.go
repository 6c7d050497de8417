package repo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/config"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/transport"
	githttp "github.com/go-git/go-git/v5/plumbing/transport/http"

	"sibaq/knowledge"
)

// Sync is what an exchange with the remote did.
type Sync struct {
	ByHand bool     // changes made by hand were committed first
	Pulled []Commit // what came, the newest first: commits that change the folder
	Pushed []Commit // what went
	Files  []string // of the folder, that changed on disk

	// Problems say why what is on the remote was not taken: both sides changed
	// the same, or the folder could not be served with it. Everything of ours
	// stays as it is; theirs is on the branch Theirs here, and ours on the branch
	// Ours there, "" where it could not be pushed, so that people can merge them
	// where the remote is hosted. The next Sync takes what they made of it and
	// removes the branch here; the one there is for people to remove.
	Problems     knowledge.Problems
	Theirs, Ours string
}

// maxTries is how often a Sync begins again because the remote moved meanwhile.
const maxTries = 3

// Sync commits what was changed by hand, takes what the remote has, puts both
// together where both have changed, and pushes. Either all of what is on the
// remote is taken or nothing; see Sync.Problems. The error is ErrRemote where
// the remote cannot be used; what was done until then is in Sync all the same.
func (r *Repo) Sync(ctx context.Context) (Sync, error) {
	var done Sync
	for try := 1; ; try++ {
		x, err := r.exchange()
		if err != nil {
			return done, err
		}
		if err := x.fetch(ctx); err != nil {
			return done, err
		}
		if err := r.locked(ctx, func() error { return x.combine(&done) }); err != nil {
			return done, err
		}
		err = x.push(ctx, &done)
		if err == nil || ctx.Err() != nil || try == maxTries || errors.Is(err, errRefused) {
			return done, err
		}
		was := x.theirs
		if x.fetch(ctx) != nil || x.theirs == was {
			return done, err // it is not that somebody else was faster
		}
	}
}

// exchange is one try of a Sync.
type exchange struct {
	r            *Repo
	g            *git.Repository
	remote       string                 // its name
	address      string                 // may hold a password: never to be logged
	branch       plumbing.ReferenceName // ours
	upstream     plumbing.ReferenceName // theirs, as the remote calls it
	ours, theirs plumbing.Hash          // theirs is zero where the remote has no such branch
}

// HasRemote reports whether there is a remote that Sync could exchange with.
func (r *Repo) HasRemote() bool {
	_, err := r.exchange()
	return err == nil
}

func (r *Repo) exchange() (*exchange, error) {
	g, t, err := r.head()
	if err != nil {
		return nil, err
	}
	if !t.name.IsBranch() {
		return nil, fail(noBranch, fmt.Errorf("%w: HEAD is at %s", ErrRemote, t.hash))
	}
	x := &exchange{r: r, g: g, remote: r.o.Remote, branch: t.name, upstream: t.name, ours: t.hash}
	if x.remote == "" {
		x.remote = git.DefaultRemoteName
	}
	c, err := g.Config()
	if err != nil {
		return nil, fail(cannotOpen, err)
	}
	remote := c.Remotes[x.remote]
	if remote == nil || len(remote.URLs) == 0 {
		return nil, fail(noRemote, fmt.Errorf("%w: there is no remote %q", ErrRemote, x.remote))
	}
	x.address = remote.URLs[0]
	if b := c.Branches[t.name.Short()]; b != nil && b.Remote == x.remote && b.Merge.IsBranch() {
		x.upstream = b.Merge
	}
	return x, nil
}

func (x *exchange) auth() transport.AuthMethod {
	if x.r.o.Token == "" {
		return nil
	}
	at, err := transport.NewEndpoint(x.address)
	if err != nil || at.Protocol != "https" && (at.Protocol != "http" || at.Host != "127.0.0.1") { // never in the clear
		return nil
	}
	name := at.User
	if name == "" {
		name = ourselves
	}
	return &githttp.BasicAuth{Username: name, Password: x.r.o.Token}
}

// tracking is where git keeps what the remote had.
func (x *exchange) tracking() plumbing.ReferenceName {
	return plumbing.NewRemoteReferenceName(x.remote, x.upstream.Short())
}

// fetch gets what the remote has.
func (x *exchange) fetch(ctx context.Context) error {
	began := time.Now().Add(-time.Minute) // clocks of file systems are coarse
	err := x.g.FetchContext(ctx, &git.FetchOptions{
		RemoteName: x.remote, Auth: x.auth(), Tags: git.NoTags, Force: true,
		RefSpecs: []config.RefSpec{config.RefSpec("+" + x.upstream + ":" + x.tracking())},
	})
	var none git.NoMatchingRefSpecError
	switch {
	case errors.Is(err, transport.ErrEmptyRemoteRepository), errors.As(err, &none):
		x.theirs = plumbing.ZeroHash
		return nil
	case err != nil && !errors.Is(err, git.NoErrAlreadyUpToDate):
		return x.failed(ctx, unreachable, err)
	}
	packs, _ := filepath.Glob(filepath.Join(x.r.common, "objects", "pack", "*"))
	for _, name := range packs { // they are on disk before a branch leads to them
		if info, err := os.Stat(name); err == nil && info.ModTime().After(began) {
			if f, err := os.Open(name); err == nil {
				_ = f.Sync()
				_ = f.Close()
			}
		}
	}
	ref, err := x.g.Reference(x.tracking(), true)
	if err != nil {
		return fail(cannotOpen, err)
	}
	x.theirs = ref.Hash()
	return nil
}

// errRefused says that trying again helps nothing.
var errRefused = errors.New("refused")

var userinfo = regexp.MustCompile(`//[^/@\s]*@`)

// failed words an error of the remote, without what its address may hold.
func (x *exchange) failed(ctx context.Context, say knowledge.Label, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	text := userinfo.ReplaceAllString(err.Error(), "//…@")
	if x.r.o.Token != "" {
		text = strings.ReplaceAll(text, x.r.o.Token, "…")
	}
	refused := errors.Is(err, transport.ErrAuthenticationRequired) || errors.Is(err, transport.ErrAuthorizationFailed) ||
		errors.Is(err, transport.ErrInvalidAuthMethod) || errors.Is(err, transport.ErrRepositoryNotFound)
	if refused {
		return fail(notAllowed, fmt.Errorf("%w: %w: %s", ErrRemote, errRefused, text))
	}
	return fail(say, fmt.Errorf("%w: %s", ErrRemote, text))
}

// combine brings ours and theirs together on disk and in our branch, or says in
// done why not.
func (x *exchange) combine(done *Sync) error {
	r := x.r
	s, err := r.snapshot()
	if err != nil {
		return err
	}
	done.Problems, done.Theirs, done.Ours = nil, "", ""
	var chain *work
	var disk map[string]placing
	err = r.work(func(w *work) error {
		chain = w
		if err := w.byHand(s, nil); err != nil {
			return err
		}
		done.ByHand = done.ByHand || w.at != w.from.hash
		own := w.at
		disk, err = x.take(w, s, done)
		if err != nil {
			return err
		}
		if len(done.Problems) > 0 {
			w.at, disk = own, nil
		}
		if w.at == w.from.hash {
			return nil
		}
		return w.finish(disk)
	})
	if err != nil {
		return err
	}
	g, err := r.open() // which sees what is there now
	if err != nil {
		return fail(cannotOpen, err)
	}
	was := x.ours
	x.g, x.ours = g, chain.at
	for name := range disk {
		if name, ok := strings.CutPrefix(name, r.prefix); ok {
			done.Files = append(done.Files, name)
		}
	}
	slices.Sort(done.Files)
	done.Files = slices.Compact(done.Files)
	if len(done.Problems) == 0 {
		came, err := x.between(was, x.theirs)
		done.Pulled = append(came, done.Pulled...)
		x.tidy()
		return err
	}
	branch := plumbing.NewBranchReferenceName(theirsPrefix + x.theirs.String()[:8])
	if err := x.g.Storer.SetReference(plumbing.NewHashReference(branch, x.theirs)); err != nil {
		return fail(cannotWrite, err)
	}
	done.Theirs = branch.Short()
	return nil
}

// theirsPrefix begins the names of branches that hold what was not taken.
const theirsPrefix = "sibaq-theirs-"

var theirsName = regexp.MustCompile("^refs/heads/" + theirsPrefix + "[0-9a-f]{8}$")

// tidy removes the branches that held what was not taken and now is part of
// ours. One that holds anything else stays. What cannot be removed does no harm.
func (x *exchange) tidy() {
	warn := func(err error) { x.r.o.Log.Warn("removing branches of a resolved conflict", "error", err) }
	refs, err := x.g.References()
	if err != nil {
		warn(err)
		return
	}
	var old []plumbing.ReferenceName
	err = refs.ForEach(func(ref *plumbing.Reference) error {
		if theirsName.MatchString(string(ref.Name())) && ref.Name() != x.branch && ref.Type() == plumbing.HashReference && x.r.contains(x.ours, ref.Hash()) {
			old = append(old, ref.Name())
		}
		return nil
	})
	if err != nil {
		warn(err)
	}
	for _, name := range old {
		if err := x.g.Storer.RemoveReference(name); err != nil {
			warn(err)
		}
	}
}

// between lists the commits that change the folder in what one history has and
// another does not.
func (x *exchange) between(known, all plumbing.Hash) ([]Commit, error) {
	commits, err := x.only(known, all)
	if err != nil {
		return nil, err
	}
	var out []Commit
	for _, c := range commits {
		touched, err := x.r.touches(x.g, c, "")
		if err != nil {
			return nil, err
		}
		if touched {
			told, err := x.r.describe(x.g, c.Hash)
			if err != nil {
				return nil, err
			}
			out = append(out, told)
		}
	}
	return out, nil
}

// only are the commits of a history that another does not have, the newest
// first.
func (x *exchange) only(known, all plumbing.Hash) ([]*object.Commit, error) {
	if all.IsZero() {
		return nil, nil
	}
	seen := map[plumbing.Hash]bool{}
	walk := func(from plumbing.Hash, do func(*object.Commit)) error {
		c, err := x.g.CommitObject(from)
		if err != nil {
			return err
		}
		err = object.NewCommitIterCTime(c, seen, nil).ForEach(func(c *object.Commit) error { do(c); return nil })
		if errors.Is(err, plumbing.ErrObjectNotFound) { // the clone is shallow
			return nil
		}
		return err
	}
	if !known.IsZero() {
		var mine []plumbing.Hash
		if err := walk(known, func(c *object.Commit) { mine = append(mine, c.Hash) }); err != nil {
			return nil, fail(cannotOpen, err)
		}
		for _, h := range mine {
			seen[h] = true
		}
	}
	var out []*object.Commit
	if seen[all] {
		return nil, nil
	}
	if err := walk(all, func(c *object.Commit) { out = append(out, c) }); err != nil {
		return nil, fail(cannotOpen, err)
	}
	return out, nil
}

// take adds theirs to the chain and gives the files that change on disk, or says
// in done why that cannot be.
func (x *exchange) take(w *work, s *snapshot, done *Sync) (map[string]placing, error) {
	ours, theirs := w.at, x.theirs
	if theirs.IsZero() || theirs == ours || !ours.IsZero() && x.r.contains(ours, theirs) {
		return nil, nil
	}
	var base plumbing.Hash
	forward := ours.IsZero()
	if !forward {
		a, err := x.g.CommitObject(ours)
		if err != nil {
			return nil, fail(cannotOpen, err)
		}
		b, err := w.g.CommitObject(theirs)
		if err != nil {
			return nil, fail(cannotOpen, err)
		}
		bases, err := a.MergeBase(b)
		if err != nil {
			return nil, fail(cannotOpen, err)
		}
		if len(bases) > 0 {
			base = bases[0].Hash
		}
		forward = base == ours
	}
	var trees [3]plumbing.Hash
	for i, c := range []plumbing.Hash{base, ours, theirs} {
		var err error
		if trees[i], err = tree(w.g, c); err != nil {
			return nil, fail(cannotOpen, err)
		}
	}
	m := &merge{r: x.r, w: w, s: s}
	if err := m.trees(trees[0], trees[1], trees[2]); err != nil {
		return nil, err
	}
	if len(m.problems) == 0 {
		if err := m.load(trees[2]); err != nil {
			return nil, err
		}
	}
	if done.Problems = m.problems; len(m.problems) > 0 {
		return nil, nil
	}
	maps.Copy(w.index, m.taken)
	if forward {
		w.at = theirs
		return m.disk, nil
	}
	root, err := w.root(trees[1], m.taken)
	if err != nil {
		return nil, fail(cannotWrite, err)
	}
	message := "Take what " + x.remote + " has"
	return m.disk, w.seal(root, []plumbing.Hash{ours, theirs}, message, Merge, Author{})
}

// merge puts theirs into ours.
type merge struct {
	r        *Repo
	w        *work
	s        *snapshot
	taken    map[string]entry   // what becomes of files of ours, by path in the clone
	disk     map[string]placing // the same, as bytes
	mixed    map[string]bool    // those in which both have changed lines
	problems knowledge.Problems
}

func (m *merge) trees(base, ours, theirs plumbing.Hash) error {
	m.taken, m.disk, m.mixed = map[string]entry{}, map[string]placing{}, map[string]bool{}
	mine, err := compare(m.w.g, base, ours)
	if err != nil {
		return fail(cannotOpen, err)
	}
	came, err := compare(m.w.g, base, theirs)
	if err != nil {
		return fail(cannotOpen, err)
	}
	have, err := flatten(m.w.g, ours)
	if err != nil {
		return fail(cannotOpen, err)
	}
	then := maps.Clone(have)
	for _, name := range sortedKeys(came) {
		c := came[name]
		own, both := mine[name]
		if have[name] == c.now {
			continue // both made the same of it
		}
		if !proper(name) || !c.now.hash.IsZero() && !c.now.regular() || !have[name].hash.IsZero() && !have[name].regular() {
			m.problem(unfitFile, name)
			continue
		}
		now := c.now
		if both {
			if now, err = m.texts(name, own, c); err != nil {
				return err
			}
		}
		then[name] = now
		if now.hash.IsZero() {
			delete(then, name)
		}
		if err := m.put(name, have[name], now); err != nil {
			return err
		}
	}
	for name := range then { // a file of one where the other has a folder
		for at, i := name, strings.LastIndex(name, "/"); i > 0; i = strings.LastIndex(at, "/") {
			at = at[:i]
			if _, isFile := then[at]; isFile {
				m.problem(bothChanged, at)
			}
		}
	}
	return nil
}

// texts puts two changes of a file together.
func (m *merge) texts(name string, own, came change) (entry, error) {
	var texts [3]string
	for i, e := range []entry{came.was, own.now, came.now} {
		text, ok := textOf(m.w.g, e)
		if !ok || i > 0 && e.hash.IsZero() { // removed by one and changed by the other
			m.problem(bothChanged, name)
			return own.now, nil
		}
		texts[i] = text
	}
	text, ok := mergeTexts(texts[0], texts[1], texts[2])
	if !ok {
		m.problem(bothChanged, name)
		return own.now, nil
	}
	h, err := m.w.blob([]byte(text))
	if err != nil {
		return entry{}, fail(cannotWrite, err)
	}
	m.mixed[name] = true
	return entry{own.now.mode, h}, nil
}

// put has a file changed, if on disk it is what ours is.
func (m *merge) put(name string, have, now entry) error {
	if have == now {
		return nil
	}
	disk, err := os.ReadFile(m.r.inClone(name))
	switch {
	case err == nil && (have.hash.IsZero() || !same(have.hash, disk)):
		m.problem(unsaved, name)
		return nil
	case errors.Is(err, fs.ErrNotExist) && have.hash.IsZero():
		disk = nil
	case err != nil: // it was removed by hand, or a folder is there
		m.problem(unsaved, name)
		return nil
	}
	if _, err := m.r.missing(name); err != nil {
		m.problem(unfitFile, name)
		return nil
	}
	p := placing{before: disk}
	if !now.hash.IsZero() {
		if p.after, err = content(m.w.g, now.hash); err != nil {
			return fail(cannotOpen, err)
		}
		if now.mode == filemode.Executable {
			p.mode = 0o755
		}
	}
	m.taken[name], m.disk[name] = now, p
	return nil
}

func (m *merge) problem(k kind, name string, args ...string) {
	if rest, ok := strings.CutPrefix(name, m.r.prefix); ok {
		name = rest
	}
	m.problems = append(m.problems, k.at(printable(name), args...))
}

// load reads the folder as it would be. It must be fit to be served, if it is
// now; and where lines of both came together, each fact must be one that either
// has as it is: a date of one must not end up beneath a fact of the other.
func (m *merge) load(theirs plumbing.Hash) error {
	edit := map[string][]byte{}
	for name, p := range m.disk {
		if name, ok := strings.CutPrefix(name, m.r.prefix); ok && isText(name) {
			edit[name] = p.after
		}
	}
	var problems knowledge.Problems
	before, err := m.r.o.Load(m.s.all)
	if err != nil && !errors.As(err, &problems) {
		return fail(cannotRead, err)
	}
	after, err := m.r.o.Load(m.s.with(edit).all)
	switch {
	case err != nil && !errors.As(err, &problems):
		return fail(cannotRead, err)
	case err != nil && before != nil:
		m.problems = problems.Only(knowledge.Error)
		return nil
	case err != nil || len(m.mixed) == 0:
		return nil
	}
	e, err := below(m.w.g, theirs, m.r.prefix)
	if err != nil {
		return fail(cannotOpen, err)
	}
	files, err := flatten(m.w.g, e.hash)
	if err != nil {
		return fail(cannotOpen, err)
	}
	there := &snapshot{files: map[string][]byte{}, all: map[string]*mapFile{}}
	for name, e := range files {
		if isText(name) && e.regular() {
			data, err := content(m.w.g, e.hash)
			if err != nil {
				return fail(cannotOpen, err)
			}
			there.all[name] = &mapFile{Data: data, Mode: 0o644}
		}
	}
	other, err := m.r.o.Load(there.all)
	if err != nil { // then nothing can be said of its facts
		for _, name := range sortedKeys(m.mixed) {
			m.problem(bothChanged, name)
		}
		return nil
	}
	isNew := func(than *knowledge.Base) map[*knowledge.Fact]bool {
		added, changed, _ := knowledge.Compare(than, after)
		out := map[*knowledge.Fact]bool{}
		for _, f := range append(added, changed...) {
			out[f] = true
		}
		return out
	}
	notOurs, notTheirs := isNew(before), isNew(other)
	for _, f := range after.Facts {
		if notOurs[f] && notTheirs[f] && m.mixed[m.r.prefix+f.File] {
			m.problem(nobodysFact, m.r.prefix+f.File, shorten(oneLine(f.Text), maxName))
			m.problems[len(m.problems)-1].Line = f.Line
		}
	}
	return nil
}

// proper reports whether a path of a tree may be written: one that somebody
// made up on purpose must not lead out of the clone or into git's own files.
func proper(name string) bool {
	if !utf8.ValidString(name) || !filepath.IsLocal(filepath.FromSlash(name)) || strings.ContainsAny(name, "\\:\x00") {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		p := strings.TrimRight(strings.ToLower(part), ". ")
		if p == "" || p == ".git" || strings.HasPrefix(p, "git~") || strings.ContainsFunc(part, func(r rune) bool { return r >= 0x200b && r <= 0x200f || r == 0xfeff }) {
			return false
		}
	}
	return true
}

// push sends our branch; where theirs was not taken, under another name.
func (x *exchange) push(ctx context.Context, done *Sync) error {
	if x.ours.IsZero() || x.ours == x.theirs {
		return nil
	}
	send := func(to plumbing.ReferenceName, force string) error {
		err := x.g.PushContext(ctx, &git.PushOptions{
			RemoteName: x.remote, Auth: x.auth(),
			RefSpecs: []config.RefSpec{config.RefSpec(force + x.ours.String() + ":" + string(to))},
		})
		if errors.Is(err, git.NoErrAlreadyUpToDate) {
			return nil
		}
		return err
	}
	went, err := x.only(x.theirs, x.ours)
	if err != nil || len(went) == 0 {
		return err
	}
	if len(done.Problems) > 0 {
		// Named after the first commit that is ours alone, so that it is the same
		// until the conflict is resolved.
		name := plumbing.NewBranchReferenceName("sibaq-" + went[len(went)-1].Hash.String()[:8])
		if err := send(name, "+"); err != nil {
			return x.failed(ctx, pushRefused, err)
		}
		done.Ours = name.Short()
		return nil
	}
	if err := send(x.upstream, ""); err != nil {
		return x.failed(ctx, pushRefused, err)
	}
	sent, err := x.between(x.theirs, x.ours)
	done.Pushed = append(sent, done.Pushed...)
	return err
}
