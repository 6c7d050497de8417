package repo_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	gogit "github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/config"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/pktline"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/protocol/packp"
	"github.com/go-git/go-git/v5/plumbing/storer"
	"github.com/go-git/go-git/v5/plumbing/transport"
	"github.com/go-git/go-git/v5/plumbing/transport/server"

	"sibaq/knowledge/repo"
)

// forge is a bare repository on disk behind git's own protocol over HTTP, as
// GitHub and its like speak it. It takes a push only on top of what it has.
type forge struct {
	*httptest.Server
	dir string
	g   *gogit.Repository

	password string                     // wanted, "" = none
	refuses  func(branch string) string // why a push is refused, "" = it is not
	before   func()                     // called once before a push is taken
}

func newForge(t *testing.T) *forge {
	t.Helper()
	dir := t.TempDir()
	g, err := gogit.PlainInitWithOptions(dir, &gogit.PlainInitOptions{Bare: true, InitOptions: gogit.InitOptions{DefaultBranch: plumbing.Main}})
	must(t, err)
	f := &forge{dir: dir, g: g}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

func (f *forge) Load(*transport.Endpoint) (storer.Storer, error) { return f.g.Storer, nil }

func (f *forge) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	if _, password, _ := q.BasicAuth(); password != f.password {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if err := f.serve(w, q); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (f *forge) serve(w http.ResponseWriter, q *http.Request) error {
	git := server.NewServer(f)
	service := q.URL.Query().Get("service")
	if service == "" {
		service = q.URL.Path[strings.LastIndex(q.URL.Path, "/")+1:]
	}
	up, err := git.NewUploadPackSession(nil, nil)
	if err != nil {
		return err
	}
	receive, err := git.NewReceivePackSession(nil, nil)
	if err != nil {
		return err
	}
	switch {
	case strings.HasSuffix(q.URL.Path, "/info/refs"):
		var session interface {
			AdvertisedReferencesContext(context.Context) (*packp.AdvRefs, error)
		} = up
		if service == "git-receive-pack" {
			session = receive
		}
		refs, err := session.AdvertisedReferencesContext(q.Context())
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "application/x-"+service+"-advertisement")
		refs.Prefix = [][]byte{[]byte("# service=" + service), pktline.Flush}
		return refs.Encode(w)
	case service == "git-upload-pack":
		req := packp.NewUploadPackRequest()
		if err := req.Decode(q.Body); err != nil {
			return err
		}
		resp, err := up.UploadPack(q.Context(), req)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "application/x-git-upload-pack-result")
		return resp.Encode(w)
	}
	req := packp.NewReferenceUpdateRequest()
	if err := req.Decode(q.Body); err != nil {
		return err
	}
	if before := f.before; before != nil {
		f.before = nil
		before()
	}
	status := packp.NewReportStatus()
	status.UnpackStatus = "ok"
	for _, c := range req.Commands {
		was, err := f.g.Reference(c.Name, true)
		why := ""
		switch {
		case err == nil && was.Hash() != c.Old, err != nil && !c.Old.IsZero():
			why = "fetch first"
		case f.refuses != nil:
			why = f.refuses(c.Name.Short())
		}
		if why != "" {
			status.CommandStatuses = append(status.CommandStatuses, &packp.CommandStatus{ReferenceName: c.Name, Status: why})
		}
	}
	if len(status.CommandStatuses) == 0 {
		if status, err = receive.ReceivePack(q.Context(), req); status == nil {
			return err
		}
	}
	w.Header().Set("Content-Type", "application/x-git-receive-pack-result")
	return status.Encode(w)
}

// edit commits to main as somebody on the forge does; nil = removed.
func (f *forge) edit(t *testing.T, files map[string]string, removed ...string) plumbing.Hash {
	t.Helper()
	dir := t.TempDir()
	g, err := gogit.PlainClone(dir, false, &gogit.CloneOptions{URL: f.URL, ReferenceName: plumbing.Main, SingleBranch: true})
	must(t, err)
	put(t, dir, files)
	for _, name := range removed {
		must(t, os.Remove(filepath.Join(dir, filepath.FromSlash(name))))
	}
	h := save(t, g, "on the forge")
	f.take(t, g, h, plumbing.Main)
	return h
}

// take puts a commit with all it needs from another repository onto a branch.
func (f *forge) take(t *testing.T, from *gogit.Repository, h plumbing.Hash, branch plumbing.ReferenceName) {
	t.Helper()
	objects, err := from.Storer.IterEncodedObjects(plumbing.AnyObject)
	must(t, err)
	must(t, objects.ForEach(func(o plumbing.EncodedObject) error {
		_, err := f.g.Storer.SetEncodedObject(o)
		return err
	}))
	must(t, f.g.Storer.SetReference(plumbing.NewHashReference(branch, h)))
}

// files are those of a branch.
func (f *forge) files(t *testing.T, branch string) map[string]string {
	t.Helper()
	return filesOf(t, f.g, branch)
}

func filesOf(t *testing.T, g *gogit.Repository, branch string) map[string]string {
	t.Helper()
	ref, err := g.Reference(plumbing.NewBranchReferenceName(branch), true)
	must(t, err)
	c, err := g.CommitObject(ref.Hash())
	must(t, err)
	files, err := c.Files()
	must(t, err)
	out := map[string]string{}
	must(t, files.ForEach(func(o *object.File) error {
		text, err := o.Contents()
		out[o.Name] = text
		return err
	}))
	return out
}

// joined is a folder that has been pushed to a forge.
func joined(t *testing.T, files map[string]string) (*forge, string, *repo.Repo) {
	t.Helper()
	f := newForge(t)
	dir := folder(t, files)
	r := open(t, dir)
	connect(t, dir, f.URL+"/know.git")
	s, err := r.Sync(t.Context())
	must(t, err)
	if len(s.Pushed) != 1 || len(s.Pulled) > 0 || len(s.Problems) > 0 {
		t.Fatalf("the first exchange: %+v", s)
	}
	return f, dir, r
}

func connect(t *testing.T, dir, address string) {
	t.Helper()
	g, err := gogit.PlainOpen(dir)
	must(t, err)
	_, err = g.CreateRemote(&config.RemoteConfig{Name: "origin", URLs: []string{address}})
	must(t, err)
}

const list = "- Lions eat meat.\n- Cats purr.\n- Dogs bark.\n- Birds sing.\n- Fish swim.\n"

func TestSync(t *testing.T) {
	for _, c := range []struct {
		name         string
		ours, theirs map[string]string // changed since both were the same; "" = removed
		want         map[string]string // beside what was; "" = not there
		conflict     string            // in the words for the person, "" = none
	}{
		{"nothing", nil, nil, nil, ""},
		{"we", map[string]string{"a.md": "- Lions roar.\n"}, nil, map[string]string{"a.md": "- Lions roar.\n"}, ""},
		{"they", nil, map[string]string{"a.md": "- Lions roar.\n", "b/c.md": "- Ants work.\n", "gone.md": ""},
			map[string]string{"a.md": "- Lions roar.\n", "b/c.md": "- Ants work.\n", "gone.md": ""}, ""},
		{"other files", map[string]string{"a.md": "- Lions roar.\n"}, map[string]string{"b.md": "- Ants work.\n", "gone.md": ""},
			map[string]string{"a.md": "- Lions roar.\n", "b.md": "- Ants work.\n", "gone.md": ""}, ""},
		{"the same", map[string]string{"a.md": "- Lions roar.\n"}, map[string]string{"a.md": "- Lions roar.\n"}, map[string]string{"a.md": "- Lions roar.\n"}, ""},
		{"other lines", map[string]string{"a.md": strings.Replace(list, "meat", "fresh meat", 1)}, map[string]string{"a.md": strings.Replace(list, "swim", "swim well", 1)},
			map[string]string{"a.md": strings.NewReplacer("meat", "fresh meat", "swim", "swim well").Replace(list)}, ""},
		{"both add at the end", map[string]string{"a.md": list + "- Ants work.\n"}, map[string]string{"a.md": list + "- Bees fly.\n"},
			map[string]string{"a.md": list + "- Ants work.\n- Bees fly.\n"}, ""},
		{"the same line", map[string]string{"a.md": strings.Replace(list, "purr", "sleep", 1)}, map[string]string{"a.md": strings.Replace(list, "purr", "hunt", 1)},
			nil, "a.md: the same lines were changed here and on the remote"},
		{"a detail beneath another's fact", map[string]string{"a.md": list + "- Ants work.\n"}, map[string]string{"a.md": list + "  - date: 2024\n"},
			nil, "a.md: the same lines"},
		{"a fact that nobody wrote", map[string]string{"a.md": "- Lions eat meat.\n  - date: 2024\n  - about: Lions\n  - id: lions-eat\n  - status: confirmed\n"},
			map[string]string{"a.md": "- Lions eat meat.\n  - date: 2023\n  - about: Lions\n  - id: lions-eat\n  - status: contested\n"},
			nil, "would make a fact that nobody wrote like that: \"Lions eat meat.\""},
		{"removed and changed", map[string]string{"a.md": ""}, map[string]string{"a.md": "- Lions roar.\n"}, nil, "a.md: the same lines"},
		{"a file and a folder", map[string]string{"x.md": "- Lions roar.\n"}, map[string]string{"x.md/y.md": "- Ants work.\n"}, nil, "x.md: the same lines"},
		{"theirs is broken", map[string]string{"b.md": "- Ants work.\n"}, map[string]string{"a.md": "- Lions roar. [^book]\n"}, nil, "a.md:1: the footnote [^book] is not defined"},
		{"theirs alone is broken", nil, map[string]string{"a.md": "- Lions roar. [^book]\n"}, nil, "a.md:1: the footnote [^book] is not defined"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			start := map[string]string{"a.md": list, "gone.md": "- Worms dig.\n"}
			if strings.HasPrefix(c.name, "a fact that") {
				start["a.md"] = "- Lions eat meat.\n  - date: 2023\n  - about: Lions\n  - id: lions-eat\n  - status: confirmed\n"
			}
			f, dir, r := joined(t, start)
			theirs := map[string]string{}
			var removed []string
			for name, text := range c.theirs {
				if theirs[name] = text; text == "" {
					removed = append(removed, name)
					delete(theirs, name)
				}
			}
			if len(c.theirs) > 0 {
				f.edit(t, theirs, removed...)
			}
			if len(c.ours) > 0 {
				edit := map[string][]byte{}
				for name, text := range c.ours {
					if edit[name] = []byte(text); text == "" {
						edit[name] = nil
					}
				}
				commit(t, r, edit, "ours")
			}
			was, theirsWas := onDisk(t, dir), f.files(t, "main")
			s, err := r.Sync(t.Context())
			must(t, err)
			if c.conflict == "" {
				want := start
				for name, text := range c.want {
					if want[name] = text; text == "" {
						delete(want, name)
					}
				}
				if got := onDisk(t, dir); !reflect.DeepEqual(got, want) || !reflect.DeepEqual(f.files(t, "main"), want) || len(s.Problems) > 0 {
					t.Errorf("on disk %q, there %q, problems %v; want %q", got, f.files(t, "main"), s.Problems, want)
				}
				if len(s.Pulled) != min(1, len(c.theirs)) || (len(s.Pushed) > 0) != (len(c.ours) > 0) {
					t.Errorf("it says %+v", s)
				}
			} else {
				if !strings.Contains(s.Problems.Error(), c.conflict) || s.Problems[0].What.Ar == "" {
					t.Errorf("the problems are %v, want %s", s.Problems, c.conflict)
				}
				if got := onDisk(t, dir); !reflect.DeepEqual(got, was) || !reflect.DeepEqual(f.files(t, "main"), theirsWas) {
					t.Errorf("on disk %q, there %q", got, f.files(t, "main"))
				}
				g, err := gogit.PlainOpen(dir)
				must(t, err)
				if !reflect.DeepEqual(filesOf(t, g, s.Theirs), theirsWas) {
					t.Errorf("theirs is not on %q here", s.Theirs)
				}
				if len(c.ours) > 0 && !reflect.DeepEqual(f.files(t, s.Ours), was) {
					t.Errorf("ours is not on %q there", s.Ours)
				}
				again, err := r.Sync(t.Context())
				must(t, err)
				if again.Ours != s.Ours || again.Theirs != s.Theirs || len(again.Problems) != len(s.Problems) {
					t.Errorf("again it says %+v", again)
				}
			}
			g, err := gogit.PlainOpen(dir)
			must(t, err)
			if left := status(t, g); len(left) > 0 {
				t.Errorf("git finds %q", left)
			}
			commit(t, r, map[string][]byte{"next.md": []byte("- Moles dig.\n")}, "")
		})
	}
}

// TestConflictResolvedThere: what people make of a conflict on the forge is
// taken, and the two are one again.
func TestConflictResolvedThere(t *testing.T) {
	f, dir, r := joined(t, map[string]string{"a.md": list})
	f.edit(t, map[string]string{"a.md": strings.Replace(list, "purr", "hunt", 1)})
	commit(t, r, map[string][]byte{"a.md": []byte(strings.Replace(list, "purr", "sleep", 1))}, "ours")
	s, err := r.Sync(t.Context())
	must(t, err)
	here, err := gogit.PlainOpen(dir)
	must(t, err)
	was, err := here.Reference(plumbing.NewBranchReferenceName(s.Theirs), true)
	must(t, err)
	for name, h := range map[string]plumbing.Hash{
		"sibaq-theirs-mine":     was.Hash(), // whose name is not ours
		"sibaq-theirs-0123abcd": elsewhere(t, here),
	} {
		must(t, here.Storer.SetReference(plumbing.NewHashReference(plumbing.NewBranchReferenceName(name), h)))
	}
	// A merge of the two, as the forge makes it of a pull request.
	clone := t.TempDir()
	g, err := gogit.PlainClone(clone, false, &gogit.CloneOptions{URL: f.URL, ReferenceName: plumbing.Main})
	must(t, err)
	ours, err := f.g.Reference(plumbing.NewBranchReferenceName(s.Ours), true)
	must(t, err)
	main, err := g.Head()
	must(t, err)
	put(t, clone, map[string]string{"a.md": strings.Replace(list, "purr", "hunt and sleep", 1)})
	w, err := g.Worktree()
	must(t, err)
	_, err = w.Add("a.md")
	must(t, err)
	h, err := w.Commit("Merge", &gogit.CommitOptions{Author: &object.Signature{Name: "Omar", When: clock()()}, Parents: []plumbing.Hash{main.Hash(), ours.Hash()}})
	must(t, err)
	f.take(t, g, h, plumbing.Main)
	s, err = r.Sync(t.Context())
	must(t, err)
	if got := onDisk(t, dir)["a.md"]; len(s.Problems) > 0 || !strings.Contains(got, "hunt and sleep") || !slices.Equal(s.Files, []string{"a.md"}) {
		t.Errorf("it says %+v, on disk %q", s, got)
	}
	// Of the branches for the conflict, those that hold nothing more are gone.
	if got := branches(t, dir); !slices.Equal(got, []string{"main", "sibaq-theirs-0123abcd", "sibaq-theirs-mine"}) {
		t.Errorf("the branches here are %q", got)
	}
}

// elsewhere makes a commit that is in no history.
func elsewhere(t *testing.T, g *gogit.Repository) plumbing.Hash {
	t.Helper()
	head, err := g.Head()
	must(t, err)
	c, err := g.CommitObject(head.Hash())
	must(t, err)
	c.Message, c.ParentHashes = "elsewhere", nil
	o := g.Storer.NewEncodedObject()
	must(t, c.Encode(o))
	h, err := g.Storer.SetEncodedObject(o)
	must(t, err)
	return h
}

// branches are the names of a clone's branches, sorted.
func branches(t *testing.T, dir string) (out []string) {
	t.Helper()
	g, err := gogit.PlainOpen(dir)
	must(t, err)
	refs, err := g.Branches()
	must(t, err)
	must(t, refs.ForEach(func(ref *plumbing.Reference) error { out = append(out, ref.Name().Short()); return nil }))
	slices.Sort(out)
	return out
}

// TestSyncByHand: changes made by hand are committed, pulled around and pushed.
func TestSyncByHand(t *testing.T) {
	f, dir, r := joined(t, map[string]string{"a.md": list, "b.md": "- Ants work.\n"})
	put(t, dir, map[string]string{"a.md": list + "- Moles dig.\n", "pic.svg": "<svg/>"})
	f.edit(t, map[string]string{"b.md": "- Ants work hard.\n"})
	s, err := r.Sync(t.Context())
	must(t, err)
	want := map[string]string{"a.md": list + "- Moles dig.\n", "b.md": "- Ants work hard.\n"}
	if !s.ByHand || !reflect.DeepEqual(f.files(t, "main"), want) || onDisk(t, dir)["b.md"] != want["b.md"] {
		t.Errorf("it says %+v, there %q", s, f.files(t, "main"))
	}
	// A file that is not ours to commit, changed on both sides, stays.
	f.edit(t, map[string]string{"pic.svg": "<svg theirs/>"})
	s, err = r.Sync(t.Context())
	must(t, err)
	if len(s.Problems) != 1 || !strings.Contains(s.Problems.Error(), "pic.svg: this file was changed here") || onDisk(t, dir)["pic.svg"] != "<svg/>" {
		t.Errorf("it says %+v", s)
	}
}

// TestSyncRace: who pushes meanwhile is not run over.
func TestSyncRace(t *testing.T) {
	f, _, r := joined(t, map[string]string{"a.md": list})
	commit(t, r, map[string][]byte{"b.md": []byte("- Ants work.\n")}, "ours")
	f.before = func() { f.edit(t, map[string]string{"c.md": "- Bees fly.\n"}) }
	s, err := r.Sync(t.Context())
	must(t, err)
	if got := f.files(t, "main"); len(got) != 3 || len(s.Pulled) != 1 {
		t.Errorf("it says %+v, there %q", s, got)
	}
}

// TestSyncFails: whatever is wrong with the remote, it is told in words, without
// a password, and nothing of ours is lost.
func TestSyncFails(t *testing.T) {
	const password = "hunter2-secret"
	for _, c := range []struct {
		name string
		set  func(*forge, *repo.Options) (address string)
		say  string
	}{
		{"no remote", func(f *forge, o *repo.Options) string { return "" }, "has no such remote"},
		{"another name", func(f *forge, o *repo.Options) string { o.Remote = "upstream"; return f.URL }, "has no such remote"},
		{"nobody answers", func(f *forge, o *repo.Options) string {
			f.Close()
			return strings.Replace(f.URL, "//", "//anna:"+password+"@", 1) + "/know.git"
		}, "cannot be reached"},
		{"wrong password", func(f *forge, o *repo.Options) string { f.password, o.Token = "right", password; return f.URL }, "refused access"},
		{"no such folder", func(f *forge, o *repo.Options) string { return f.dir + "/nowhere" }, "refused access"},
		{"a protected branch", func(f *forge, o *repo.Options) string {
			f.refuses = func(string) string { return "protected branch" }
			return f.URL
		}, "did not take what we sent"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newForge(t)
			dir := folder(t, map[string]string{"a.md": list})
			var o repo.Options
			address := c.set(f, &o)
			r, err := repo.Open(dir, o)
			must(t, err)
			if address != "" {
				connect(t, dir, address)
			}
			commit(t, r, map[string][]byte{"b.md": []byte("- Ants work.\n")}, "ours")
			was := onDisk(t, dir)
			_, err = r.Sync(t.Context())
			var told *repo.Error
			if !errors.Is(err, repo.ErrRemote) || !errors.As(err, &told) || !strings.Contains(told.Say.En, c.say) || told.Say.Ar == "" {
				t.Errorf("the error is %v", err)
			}
			if strings.Contains(err.Error(), password) {
				t.Errorf("the error tells the password: %v", err)
			}
			if got := onDisk(t, dir); !reflect.DeepEqual(got, was) {
				t.Errorf("on disk %q", got)
			}
		})
	}
}

// TestToken: the token opens a remote that wants one.
func TestToken(t *testing.T) {
	f := newForge(t)
	f.password = "a token"
	dir := folder(t, map[string]string{"a.md": list})
	r, err := repo.Open(dir, repo.Options{Token: f.password})
	must(t, err)
	connect(t, dir, f.URL)
	if s, err := r.Sync(t.Context()); err != nil || len(s.Pushed) != 1 {
		t.Errorf("%+v, %v", s, err)
	}
	if data, err := os.ReadFile(filepath.Join(dir, ".git/config")); err != nil || bytes.Contains(data, []byte(f.password)) {
		t.Errorf("the token is kept in the clone: %v", err)
	}
}

// TestEvilRemote: a remote cannot write outside of the clone, nor through links.
func TestEvilRemote(t *testing.T) {
	for name, e := range map[string]object.TreeEntry{
		"a link":           {Name: "link.md", Mode: 0o120000},
		"a submodule":      {Name: "sub", Mode: 0o160000},
		"git's own folder": {Name: ".GIT", Mode: 0o40000},
		"a way up":         {Name: "..", Mode: 0o40000},
		"a backslash":      {Name: "..\\x.md", Mode: 0o100644},
	} {
		t.Run(name, func(t *testing.T) {
			f, dir, r := joined(t, map[string]string{"a.md": list})
			head, err := f.g.Reference(plumbing.Main, true)
			must(t, err)
			c, err := f.g.CommitObject(head.Hash())
			must(t, err)
			tree, err := c.Tree()
			must(t, err)
			store := func(o object.Object) plumbing.Hash {
				m := f.g.Storer.NewEncodedObject()
				must(t, o.Encode(m))
				h, err := f.g.Storer.SetEncodedObject(m)
				must(t, err)
				return h
			}
			e.Hash = tree.Entries[0].Hash
			if e.Mode == 0o40000 {
				e.Hash = store(&object.Tree{Entries: []object.TreeEntry{{Name: "config.md", Mode: 0o100644, Hash: tree.Entries[0].Hash}}})
			}
			evil := &object.Tree{Entries: append(slices.Clone(tree.Entries), e)}
			slices.SortFunc(evil.Entries, func(a, b object.TreeEntry) int { return strings.Compare(a.Name, b.Name) })
			next := &object.Commit{Author: c.Author, Committer: c.Committer, Message: "evil", TreeHash: store(evil), ParentHashes: []plumbing.Hash{head.Hash()}}
			must(t, f.g.Storer.SetReference(plumbing.NewHashReference(plumbing.Main, store(next))))
			s, err := r.Sync(t.Context())
			if err == nil && len(s.Problems) == 0 {
				t.Errorf("it is taken: %+v", s)
			}
			if got := onDisk(t, dir); len(got) != 1 {
				t.Errorf("on disk %q", got)
			}
			if _, err := os.Stat(filepath.Join(dir, ".git/config.md")); err == nil {
				t.Error("it wrote into git's folder")
			}
			if _, err := os.Stat(filepath.Join(dir, "../config.md")); err == nil {
				t.Error("it wrote outside")
			}
		})
	}
}
