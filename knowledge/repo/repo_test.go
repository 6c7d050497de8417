package repo_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

var anna = repo.Author{Name: "Anna", ID: "1000000000000000077", Guild: "2000000000000000088"}

// folder makes a folder of files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, files)
	return dir
}

func put(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, data := range files {
		at := filepath.Join(dir, filepath.FromSlash(name))
		must(t, os.MkdirAll(filepath.Dir(at), 0o755))
		must(t, os.WriteFile(at, []byte(data), 0o644))
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// clock gives each commit a second of its own.
func clock() func() time.Time {
	now := time.Date(2026, 11, 25, 6, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Second); return now }
}

func open(t *testing.T, dir string) *repo.Repo {
	t.Helper()
	r, err := repo.Open(dir, repo.Options{Now: clock()})
	must(t, err)
	return r
}

func propose(t *testing.T, r *repo.Repo, files map[string][]byte, reason string) *repo.Proposal {
	t.Helper()
	p, err := r.Propose(t.Context(), repo.Edit{Files: files, Author: anna, Reason: reason})
	must(t, err)
	return p
}

func commit(t *testing.T, r *repo.Repo, files map[string][]byte, reason string) repo.Commit {
	t.Helper()
	p := propose(t, r, files, reason)
	if len(p.Problems.Only(knowledge.Error)) > 0 {
		t.Fatal(p.Problems)
	}
	c, err := r.Commit(t.Context(), p)
	must(t, err)
	return c
}

// onDisk is all that a folder holds, its history aside.
func onDisk(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	must(t, filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".git":
			if d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		rel, err := filepath.Rel(dir, name)
		must(t, err)
		data, err := os.ReadFile(name)
		out[filepath.ToSlash(rel)] = string(data)
		return err
	}))
	return out
}

func texts(facts []*knowledge.Fact) (out []string) {
	for _, f := range facts {
		out = append(out, f.Text)
	}
	return out
}

const lions = "Lions eat meat.\n\nLions sleep for twenty hours a day.\n"

// TestConversation: a change is previewed, committed, seen in the history and
// taken back.
func TestConversation(t *testing.T) {
	dir := folder(t, map[string]string{"animals/lions.txt": lions, "notes.pdf": "not ours"})
	r := open(t, dir)
	first, err := r.History(t.Context(), "", 10)
	must(t, err)
	if len(first) != 1 || first[0].Kind != repo.ByHand || !slices.Equal(first[0].Files, []string{"animals/lions.txt"}) {
		t.Fatalf("a new history is %+v", first)
	}

	edit := map[string][]byte{
		"animals/lions.txt": []byte("Lions eat meat.\n\nLions sleep for twenty-one hours a day.\n"),
		"طيور/نسور.md":      []byte("---\ntitle: النسور\n---\n\n- تطير النسور عاليًا.\n"),
	}
	p := propose(t, r, edit, "Lions sleep longer\nGuild: 1")
	if !p.OK() || !slices.Equal(texts(p.Added), []string{"تطير النسور عاليًا."}) ||
		!slices.Equal(texts(p.Changed), []string{"Lions sleep for twenty-one hours a day."}) || p.Gone != nil {
		t.Errorf("added %q, changed %q, gone %q, problems %v", texts(p.Added), texts(p.Changed), texts(p.Gone), p.Problems)
	}
	if onDisk(t, dir)["animals/lions.txt"] != lions {
		t.Error("a proposal was written")
	}
	made, err := r.Commit(t.Context(), p)
	must(t, err)
	if made.Author != anna || made.Reason != "Lions sleep longer Guild: 1" || made.Kind != repo.Change ||
		!slices.Equal(made.Files, []string{"animals/lions.txt", "طيور/نسور.md"}) {
		t.Errorf("the commit is %+v", made)
	}
	if first[0].Parent != "" || made.Parent != first[0].ID {
		t.Errorf("the commits before are %q and %q, want none and %q", first[0].Parent, made.Parent, first[0].ID)
	}
	got := onDisk(t, dir)
	if got["animals/lions.txt"] != string(edit["animals/lions.txt"]) || got["طيور/نسور.md"] != string(edit["طيور/نسور.md"]) || len(got) != 3 {
		t.Errorf("on disk: %q", got)
	}
	files, err := r.Files(t.Context())
	must(t, err)
	if len(files) != 2 || !files[0].Saved || !files[1].Saved || files[0].Bytes != int64(len(edit["animals/lions.txt"])) {
		t.Errorf("files: %+v", files)
	}

	d, err := r.Diff(t.Context(), made.ID[:8])
	must(t, err)
	want := []repo.FileDiff{
		{Path: "animals/lions.txt", Lines: []repo.Line{{' ', 1, "Lions eat meat."}, {' ', 2, ""}, {'-', 3, "Lions sleep for twenty hours a day."}, {'+', 3, "Lions sleep for twenty-one hours a day."}}},
		{Path: "طيور/نسور.md", Lines: []repo.Line{{'+', 1, "---"}, {'+', 2, "title: النسور"}, {'+', 3, "---"}, {'+', 4, ""}, {'+', 5, "- تطير النسور عاليًا."}}},
	}
	if !reflect.DeepEqual(d, want) {
		t.Errorf("diff: %+v", d)
	}

	commit(t, r, map[string][]byte{"طيور/نسور.md": nil}, "")
	if _, err := os.Stat(filepath.Join(dir, "طيور")); !os.IsNotExist(err) {
		t.Error("an empty folder stays behind")
	}
	back, err := r.Revert(t.Context(), first[0].ID)
	must(t, err)
	if len(back.Files) != 1 || string(back.Files["animals/lions.txt"]) != lions {
		t.Errorf("the way back is %q", back.Files)
	}
	commit(t, r, back.Files, back.Reason)
	if got := onDisk(t, dir); got["animals/lions.txt"] != lions || len(got) != 2 {
		t.Errorf("after the rollback: %q", got)
	}
	all, err := r.History(t.Context(), "", 10)
	must(t, err)
	if len(all) != 4 || all[0].Reason != "Back to "+first[0].ID[:8]+": "+first[0].Reason {
		t.Errorf("history: %+v", all)
	}
	one, err := r.History(t.Context(), "طيور/نسور.md", 10)
	must(t, err)
	if len(one) != 2 || one[1].ID != made.ID || one[0].Reason != "Change طيور/نسور.md" {
		t.Errorf("history of one file: %+v", one)
	}
	if _, err := r.Propose(t.Context(), repo.Edit{Files: map[string][]byte{"animals/lions.txt": []byte(lions)}}); !errors.Is(err, repo.ErrNothing) {
		t.Errorf("an edit that changes nothing: %v", err)
	}
	for _, id := range []string{"", "zzzz", "0123456789", "HEAD", "HEAD~1", strings.Repeat("a", 40)} {
		if _, err := r.Diff(t.Context(), id); !errors.Is(err, repo.ErrUnknown) {
			t.Errorf("diff of %q: %v", id, err)
		}
		if _, err := r.Revert(t.Context(), id); !errors.Is(err, repo.ErrUnknown) {
			t.Errorf("revert to %q: %v", id, err)
		}
	}
}

// TestTwoModerators: the second of two who changed the folder at once is told.
func TestTwoModerators(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": lions})
	r, other := open(t, dir), open(t, dir)
	p := propose(t, r, map[string][]byte{"b.txt": []byte("Cats purr.\n")}, "")
	q := propose(t, other, map[string][]byte{"c.txt": []byte("Dogs bark.\n")}, "")
	_, err := r.Commit(t.Context(), p)
	must(t, err)
	if _, err := other.Commit(t.Context(), q); !errors.Is(err, repo.ErrChanged) {
		t.Errorf("on a folder that has changed: %v", err)
	}
	if got := onDisk(t, dir); got["c.txt"] != "" || got["b.txt"] == "" {
		t.Errorf("on disk: %q", got)
	}
	q = propose(t, other, q.Files, "")
	_, err = other.Commit(t.Context(), q)
	must(t, err)
}

// git runs the real one, where the machine has it, to see that it agrees.
func git(t *testing.T, dir string, args ...string) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git here to compare with")
	}
	cmd := exec.CommandContext(t.Context(), "git", append([]string{"-C", dir, "-c", "user.name=Omar", "-c", "user.email=omar@example.com", "-c", "core.quotePath=false"}, args...)...)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// TestGitAgrees: what we write is what git reads, with nothing left over.
func TestGitAgrees(t *testing.T) {
	dir := folder(t, map[string]string{"a.txt": lions, "b/c.md": "- Cats purr.\n", "b-c.md": "- Dogs bark.\n", "b.md": "- Birds sing.\n"})
	r := open(t, dir)
	commit(t, r, map[string][]byte{"a.txt": nil, "b/ج.md": []byte("- الإبل تمشي.\n"), "b/c.md": []byte("- Cats purr loudly.\n")}, "three at once")
	git(t, dir, "fsck", "--strict")
	if s := git(t, dir, "status", "--porcelain"); s != "" {
		t.Errorf("git finds changes:\n%s", s)
	}
	log := git(t, dir, "log", "-1", "--stat", "--format=%an <%ae>%n%B")
	for _, want := range []string{"Anna <1000000000000000077@users.sibaq.invalid>", "three at once", "Guild: 2000000000000000088", "Moderator: 1000000000000000077", "b/ج.md", "a.txt", "3 files changed"} {
		if !strings.Contains(log, want) {
			t.Errorf("git's log lacks %q:\n%s", want, log)
		}
	}
}
