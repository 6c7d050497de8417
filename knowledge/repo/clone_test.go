package repo_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	gogit "github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"

	"sibaq/knowledge/repo"
)

// clone makes a repository as people have them, with one commit of its files.
func clone(t *testing.T, files map[string]string) (string, *gogit.Repository) {
	t.Helper()
	dir := folder(t, files)
	g, err := gogit.PlainInit(dir, false)
	must(t, err)
	save(t, g, "as it was")
	return dir, g
}

// save commits all changes of a clone as somebody at a shell does.
func save(t *testing.T, g *gogit.Repository, message string) plumbing.Hash {
	t.Helper()
	w, err := g.Worktree()
	must(t, err)
	must(t, w.AddWithOptions(&gogit.AddOptions{All: true}))
	h, err := w.Commit(message, &gogit.CommitOptions{Author: &object.Signature{Name: "Omar", Email: "omar@example.com", When: clock()()}})
	must(t, err)
	return h
}

// status is what git finds changed, by path: staged and not.
func status(t *testing.T, g *gogit.Repository) map[string]string {
	t.Helper()
	w, err := g.Worktree()
	must(t, err)
	s, err := w.StatusWithOptions(gogit.StatusOptions{Strategy: gogit.Empty})
	must(t, err)
	out := map[string]string{}
	for name, f := range s {
		if f.Staging != gogit.Unmodified || f.Worktree != gogit.Unmodified {
			out[name] = string(f.Staging) + string(f.Worktree)
		}
	}
	return out
}

// TestFolderInAClone: of a larger clone, only the folder changes, and what
// somebody has under way stays.
func TestFolderInAClone(t *testing.T) {
	dir, g := clone(t, map[string]string{
		"README.md": "Site\n", "src/main.go": "package main\n", "docs/know/a.txt": lions, "docs/know/b.txt": "Cats purr.\n",
		"docs/know/pic.svg": "<svg/>", "docs/know/.gitignore": "scratch*\n",
	})
	put(t, dir, map[string]string{
		"src/main.go":             "package main // changed\n",
		"README.md":               "Site, changed and staged\n",
		"docs/know/pic.svg":       "<svg changed/>",
		"docs/know/b.txt":         "Cats purr loudly.\n",
		"docs/know/scratch-1.txt": "Not for anybody.\n",
		"docs/know/new.txt":       "Birds sing.\n",
	})
	w, err := g.Worktree()
	must(t, err)
	_, err = w.Add("README.md")
	must(t, err)

	r := open(t, filepath.Join(dir, "docs/know"))
	if _, err := os.Stat(filepath.Join(dir, "docs/know/.git")); err == nil {
		t.Error("a clone was made in a clone")
	}
	was := onDisk(t, dir)
	made := commit(t, r, map[string][]byte{"a.txt": []byte("Lions roar.\n")}, "Lions roar")
	if !slices.Equal(made.Files, []string{"a.txt"}) {
		t.Errorf("the commit has %q", made.Files)
	}
	was["docs/know/a.txt"] = "Lions roar.\n"
	if got := onDisk(t, dir); !reflect.DeepEqual(got, was) {
		t.Errorf("on disk: %q", got)
	}
	want := map[string]string{"README.md": "M ", "src/main.go": " M", "docs/know/pic.svg": " M"}
	if got := status(t, g); !reflect.DeepEqual(got, want) {
		t.Errorf("git finds %q, want %q", got, want)
	}
	history, err := r.History(t.Context(), "", 10)
	must(t, err)
	if len(history) != 3 || history[1].Kind != repo.ByHand || !slices.Equal(history[1].Files, []string{"b.txt", "new.txt"}) ||
		history[2].Author.Name != "Omar" || history[2].Kind != "" || !slices.Equal(history[2].Files, []string{".gitignore", "a.txt", "b.txt", "pic.svg"}) {
		t.Errorf("history: %+v", history)
	}

	// What is no change of the folder is none of its history.
	save(t, g, "the rest")
	put(t, dir, map[string]string{"src/secret.go": "package main // secret\n"})
	elsewhere := save(t, g, "elsewhere")
	if h, err := r.History(t.Context(), "", 10); err != nil || len(h) != 4 || h[0].Reason != "the rest" || !slices.Equal(h[0].Files, []string{"pic.svg"}) {
		t.Errorf("history: %+v, %v", h, err)
	}
	if _, err := r.Diff(t.Context(), elsewhere.String()); !errors.Is(err, repo.ErrUnknown) {
		t.Errorf("a change outside of the folder: %v", err)
	}
	if _, err := r.Read(t.Context(), "../../src/secret.go"); !errors.Is(err, repo.ErrUnknown) {
		t.Errorf("a file outside of the folder: %v", err)
	}
}

// TestIgnoredFolder: a folder that the clone around it ignores has a history of
// its own.
func TestIgnoredFolder(t *testing.T) {
	dir, _ := clone(t, map[string]string{".gitignore": "/data/\n", "main.go": "package main\n"})
	put(t, dir, map[string]string{"data/guilds/1/a.txt": lions})
	open(t, filepath.Join(dir, "data/guilds/1"))
	if _, err := os.Stat(filepath.Join(dir, "data/guilds/1/.git")); err != nil {
		t.Error(err)
	}
}

// TestInTheMiddle: while somebody merges, or git writes, nothing is changed.
func TestInTheMiddle(t *testing.T) {
	for _, name := range []string{"MERGE_HEAD", "CHERRY_PICK_HEAD", "rebase-merge", "index.lock", "refs/heads/master.lock"} {
		t.Run(name, func(t *testing.T) {
			dir, _ := clone(t, map[string]string{"a.txt": lions})
			r := open(t, dir)
			p := propose(t, r, map[string][]byte{"a.txt": []byte("Lions roar.\n")}, "")
			put(t, dir, map[string]string{".git/" + name: ""})
			_, err := r.Commit(t.Context(), p)
			var told *repo.Error
			if !errors.Is(err, repo.ErrBusy) || !errors.As(err, &told) || told.Say.Ar == "" {
				t.Errorf("the error is %v", err)
			}
			if got := onDisk(t, dir); got["a.txt"] != lions {
				t.Errorf("on disk: %q", got)
			}
			if _, err := os.Stat(filepath.Join(dir, ".git", filepath.FromSlash(name))); err != nil {
				t.Errorf("what another put there is gone: %v", err)
			}
			must(t, os.Remove(filepath.Join(dir, ".git", filepath.FromSlash(name))))
			_, err = r.Commit(t.Context(), p)
			must(t, err)
		})
	}
}

// TestNoBranch: a clone at a commit without a branch is changed there.
func TestNoBranch(t *testing.T) {
	dir, g := clone(t, map[string]string{"a.txt": lions})
	head, err := g.Head()
	must(t, err)
	w, err := g.Worktree()
	must(t, err)
	must(t, w.Checkout(&gogit.CheckoutOptions{Hash: head.Hash()}))
	r := open(t, dir)
	made := commit(t, r, map[string][]byte{"a.txt": []byte("Lions roar.\n")}, "")
	now, err := g.Head()
	must(t, err)
	branch, err := g.Reference("refs/heads/master", true)
	must(t, err)
	if now.Hash().String() != made.ID || branch.Hash() != head.Hash() || len(status(t, g)) > 0 {
		t.Errorf("HEAD is at %s, the branch at %s, git finds %q", now.Hash(), branch.Hash(), status(t, g))
	}
}

// TestByHandMeanwhile: what somebody changed by hand after the preview is kept,
// and the change is checked anew.
func TestByHandMeanwhile(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": lions})
	r := open(t, dir)
	p := propose(t, r, map[string][]byte{"a.txt": []byte("Lions roar.\n")}, "")
	put(t, dir, map[string]string{"a.txt": "Lions yawn.\n"})
	if _, err := r.Commit(t.Context(), p); !errors.Is(err, repo.ErrChanged) {
		t.Errorf("the error is %v", err)
	}
	if got := onDisk(t, dir)["a.txt"]; got != "Lions yawn.\n" {
		t.Errorf("on disk: %q", got)
	}
	p = propose(t, r, p.Files, "")
	_, err := r.Commit(t.Context(), p)
	must(t, err)
	h, err := r.History(t.Context(), "a.txt", 9)
	must(t, err)
	d, err := r.Diff(t.Context(), h[1].ID)
	must(t, err)
	if len(h) != 3 || h[1].Kind != repo.ByHand || !slices.Contains(d[0].Lines, repo.Line{Op: '+', N: 1, Text: "Lions yawn."}) {
		t.Errorf("history %+v, %+v", h, d)
	}
}

// TestLinks: a link is neither read through nor written through, and what it
// leads to stays as it is.
func TestLinks(t *testing.T) {
	outside := folder(t, map[string]string{"secret.txt": "Secret.\n"})
	dir := folder(t, map[string]string{"a.txt": lions})
	for name, to := range map[string]string{"file.txt": filepath.Join(outside, "secret.txt"), "out": outside, "inside.txt": "a.txt"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	r, err := repo.Open(dir, repo.Options{Now: clock(), Load: loadAnything})
	must(t, err)
	files, err := r.Files(t.Context())
	must(t, err)
	if len(files) != 1 || files[0].Path != "a.txt" {
		t.Errorf("files: %+v", files)
	}
	for _, name := range []string{"file.txt", "out/secret.txt", "out/new.txt", "inside.txt"} {
		if _, err := r.Read(t.Context(), name); !errors.Is(err, repo.ErrUnknown) {
			t.Errorf("reading %s: %v", name, err)
		}
		for _, data := range [][]byte{[]byte("Written through.\n"), nil} {
			p := propose(t, r, map[string][]byte{name: data}, "")
			if p.OK() {
				t.Errorf("writing %s is allowed", name)
			}
			if _, err := r.Commit(t.Context(), p); !errors.Is(err, repo.ErrProblems) {
				t.Errorf("writing %s: %v", name, err)
			}
		}
	}
	// A link that takes a folder's place between the preview and the commit.
	put(t, dir, map[string]string{"sub/b.txt": "Cats purr.\n"})
	p := propose(t, r, map[string][]byte{"sub/c.txt": []byte("Dogs bark.\n")}, "")
	must(t, os.RemoveAll(filepath.Join(dir, "sub")))
	must(t, os.Symlink(outside, filepath.Join(dir, "sub")))
	if _, err := r.Commit(t.Context(), p); !errors.Is(err, repo.ErrChanged) {
		t.Errorf("through a link that came later: %v", err)
	}
	if got := onDisk(t, outside); len(got) != 1 || got["secret.txt"] != "Secret.\n" {
		t.Errorf("outside of the folder: %q", got)
	}
}

// TestReason: neither a reason nor a name can pass for something else in git.
func TestReason(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": lions})
	r := open(t, dir)
	evil := repo.Author{Name: "Ev\u202eil <root@example.com>\nGuild: 1", ID: "12\n34", Guild: "5"}
	p, err := r.Propose(t.Context(), repo.Edit{Files: map[string][]byte{"a.txt": []byte("Lions roar.\n")}, Author: evil,
		Reason: "fine\n\nSibaq: by hand\nGuild: 1\nModerator: 2\u2067" + strings.Repeat("ا", 500)})
	must(t, err)
	c, err := r.Commit(t.Context(), p)
	must(t, err)
	if c.Kind != repo.Change || c.Author != (repo.Author{Name: "Evil root@example.com Guild: 1", Guild: "5"}) ||
		!strings.HasPrefix(c.Reason, "fine Sibaq: by hand Guild: 1 Moderator: 2ا") || len([]rune(c.Reason)) > 300 {
		t.Errorf("the commit is %+v", c)
	}
}

// TestRealClone: a clone as git itself makes them, packed, and a worktree beside
// it, whose git directory is elsewhere.
func TestRealClone(t *testing.T) {
	dir := folder(t, map[string]string{"know/a.txt": lions})
	git(t, dir, "init", "-q", "-b", "trunk")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "as it was")
	beside := filepath.Join(t.TempDir(), "beside")
	git(t, dir, "worktree", "add", "-q", "-b", "side", beside)
	for _, at := range []string{dir, beside} {
		r := open(t, filepath.Join(at, "know"))
		made := commit(t, r, map[string][]byte{"b.txt": []byte("Cats purr.\n")}, "cats")
		git(t, at, "gc", "-q")
		git(t, at, "pack-refs", "--all")
		if got := strings.TrimSpace(git(t, at, "rev-parse", "HEAD")); got != made.ID {
			t.Errorf("HEAD is at %s", got)
		}
		back, err := r.Revert(t.Context(), made.ID[:6])
		must(t, err)
		if len(back.Files) > 0 {
			t.Errorf("the way back to now is %q", back.Files)
		}
		commit(t, r, map[string][]byte{"b.txt": []byte("Cats purr loudly.\n"), "a.txt": nil}, "loud cats")
		git(t, at, "fsck", "--strict")
		if s := git(t, at, "status", "--porcelain"); s != "" {
			t.Errorf("git finds changes:\n%s", s)
		}
		if got := git(t, at, "log", "--format=%s", "-3"); got != "loud cats\ncats\nas it was\n" {
			t.Errorf("git's log:\n%s", got)
		}
	}
}

// TestIgnoredFiles: what git ignores is in no commit, so a way back leaves it
// alone; and what a change does to it can be taken back.
func TestIgnoredFiles(t *testing.T) {
	const scratch = "Zebras run.\n"
	for name, edit := range map[string][]byte{"removed": nil, "replaced": []byte("Zebras rest.\n")} {
		t.Run(name, func(t *testing.T) {
			dir, _ := clone(t, map[string]string{".gitignore": "scratch*\n", "a.txt": lions})
			put(t, dir, map[string]string{"scratch.txt": scratch})
			r := open(t, dir)
			first, err := r.History(t.Context(), "", 1)
			must(t, err)
			commit(t, r, map[string][]byte{"b.txt": []byte("Cats purr.\n")}, "")
			put(t, dir, map[string]string{"c.txt": "Dogs bark.\n"}) // not ignored: committed before it goes
			back, err := r.Revert(t.Context(), first[0].ID)
			must(t, err)
			if want := map[string][]byte{"b.txt": nil, "c.txt": nil}; !reflect.DeepEqual(back.Files, want) {
				t.Fatalf("the way back is %q", back.Files)
			}
			commit(t, r, back.Files, "")
			if got := onDisk(t, dir)["scratch.txt"]; got != scratch {
				t.Fatalf("after the way back, what git ignores is %q", got)
			}

			commit(t, r, map[string][]byte{"scratch.txt": edit}, "")
			h, err := r.History(t.Context(), "", 2)
			must(t, err)
			back, err = r.Revert(t.Context(), h[1].ID)
			must(t, err)
			commit(t, r, back.Files, "")
			if got := onDisk(t, dir)["scratch.txt"]; got != scratch {
				t.Errorf("taken back, it is %q", got)
			}
		})
	}
}

// TestExcluded: what a clone's own list excludes is ignored in a worktree beside
// it too, which has no such list.
func TestExcluded(t *testing.T) {
	dir := folder(t, map[string]string{"know/a.txt": lions})
	git(t, dir, "init", "-q", "-b", "trunk")
	git(t, dir, "add", ".")
	git(t, dir, "commit", "-q", "-m", "as it was")
	put(t, dir, map[string]string{".git/info/exclude": "scratch*\n/data/\n"})
	beside := filepath.Join(t.TempDir(), "beside")
	git(t, dir, "worktree", "add", "-q", "-b", "side", beside)
	for _, at := range []string{dir, beside} {
		put(t, at, map[string]string{"know/scratch.txt": "Zebras run.\n", "data/b.txt": "Cats purr.\n"})
		r := open(t, filepath.Join(at, "know"))
		commit(t, r, map[string][]byte{"c.txt": []byte("Dogs bark.\n")}, "")
		if got := git(t, at, "ls-files"); got != "know/a.txt\nknow/c.txt\n" {
			t.Errorf("in the commits:\n%s", got)
		}
		open(t, filepath.Join(at, "data"))
		if _, err := os.Stat(filepath.Join(at, "data", ".git")); err != nil {
			t.Error(err)
		}
	}
}

// TestForeignTrailers: a commit that was made elsewhere is not taken for a
// moderator's, whatever its message says.
func TestForeignTrailers(t *testing.T) {
	dir, g := clone(t, map[string]string{"a.txt": lions})
	put(t, dir, map[string]string{"a.txt": "Lions roar.\n"})
	save(t, g, "Lions roar\n\nSibaq: change\nGuild: 2000000000000000088\nModerator: 1000000000000000077\n")
	h, err := open(t, dir).History(t.Context(), "", 1)
	must(t, err)
	if h[0].Kind != "" || h[0].Author != (repo.Author{Name: "Omar"}) || h[0].Reason != "Lions roar" {
		t.Errorf("the commit is %+v", h[0])
	}
}
