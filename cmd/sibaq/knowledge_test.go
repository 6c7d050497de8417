package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Two folders with one remote, a bare repository on this machine: what one
// changes reaches the other, and a conflict is told in words.
func TestKnowledgeSync(t *testing.T) {
	git := withGit(t)
	sibaq := func(want int, stdin string, args ...string) string {
		t.Helper()
		code, stdout, stderr := execute(t, append([]string{"knowledge"}, args...), []string{"USER=omar"}, []byte(stdin))
		if code != want {
			t.Fatalf("%s: exit %d\n%s%s", args, code, stdout, stderr)
		}
		return stdout
	}
	has := func(text string, parts ...string) {
		t.Helper()
		for _, part := range parts {
			if !strings.Contains(text, part) {
				t.Errorf("%q is not in\n%s", part, text)
			}
		}
	}
	git("init", "-q", "--bare", "-b", "main", "hub.git")
	git("init", "-q", "-b", "main", "one")
	git("-C", "one", "remote", "add", "origin", mustAbs(t, "hub.git"))
	sibaq(0, "- Lions roar.\n- Cats purr.\n- Dogs bark.\n", "put", "--knowledge", "one", "-", "--as", "a.md")
	has(sibaq(0, "", "sync", "--knowledge", "one", "--lang", "en"), "Taken: no changes. Sent: 1 change.")
	git("clone", "-q", "hub.git", "two")
	has(sibaq(0, "", "sync", "--knowledge", "two", "--lang", "en"), "The folder and the remote repository are the same.")

	sibaq(0, "- Lions roar.\n- Cats purr.\n- Dogs howl.\n", "put", "--knowledge", "two", "-", "--as", "a.md", "--reason", "Dogs howl")
	sibaq(0, "", "sync", "--knowledge", "two")
	sibaq(0, "- Lions yawn.\n- Cats purr.\n- Dogs bark.\n", "put", "--knowledge", "one", "-", "--as", "a.md")
	has(sibaq(0, "", "sync", "--knowledge", "one", "--lang", "ar"), "Dogs howl", "أُخذ: تغيير. أُرسل: تغييران.")
	has(sibaq(0, "", "sync", "--knowledge", "two", "--json"), `"ok":true`, `"files":["a.md"]`, `"kind":"merge"`)

	sibaq(0, "- Lions run.\n- Cats purr.\n- Dogs howl.\n", "put", "--knowledge", "two", "-", "--as", "a.md")
	sibaq(0, "", "sync", "--knowledge", "two")
	sibaq(0, "- Lions eat.\n- Cats purr.\n- Dogs howl.\n", "put", "--knowledge", "one", "-", "--as", "a.md")
	has(sibaq(1, "", "sync", "--knowledge", "one", "--lang", "en"), "each side stays as it is",
		"a.md: error: the same lines were changed here and on the remote", "on the branch sibaq-theirs-", "open a pull request")
	has(sibaq(1, "", "sync", "--knowledge", "one", "--json"), `"ok":false`, `"theirs":"sibaq-theirs-`, `"ours":"sibaq-`)
}

// withGit goes to an empty folder, and gives git, which stands for a forge there.
func withGit(t *testing.T) (git func(args ...string)) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("a remote on this machine needs git:", err)
	}
	t.Chdir(t.TempDir())
	return func(args ...string) {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "git", args...)
		cmd.Env = append(cmd.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
	}
}

func mustAbs(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(name)
	must(t, err)
	return path
}

// A file is named as the folder has it, or as the shell completes it from where
// the person stands.
func TestKnowledgePaths(t *testing.T) {
	for _, name := range []string{"g/a.md", "./g/a.md", "know/g/a.md", "./know/g/a.md"} {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			must(t, os.MkdirAll("know/g", 0o755))
			must(t, os.WriteFile("know/g/a.md", []byte("- Lions roar.\n"), 0o644))
			must(t, os.WriteFile("know/b.md", []byte("- Cats purr.\n"), 0o644))
			if strings.HasPrefix(name, "./g") {
				t.Chdir("know")
			}
			folder := "know"
			if _, err := os.Stat(folder); err != nil {
				folder = "."
			}
			sibaq := func(args ...string) string {
				t.Helper()
				code, stdout, stderr := execute(t, append(append([]string{"knowledge"}, args...), "--knowledge", folder, "--json"), nil, nil)
				if code != 0 {
					t.Fatalf("%s: exit %d\n%s%s", args, code, stdout, stderr)
				}
				return stdout
			}
			for _, at := range []string{name, filepath.Dir(name), folder} {
				if got := sibaq("history", at); strings.Count(got, `"kind":`) != 1 {
					t.Errorf("the history of %s is %s", at, got)
				}
			}
			sibaq("remove", name)
			if _, err := os.Stat(filepath.Join(folder, "g/a.md")); !os.IsNotExist(err) {
				t.Errorf("it is still there: %v", err)
			}
			if got := sibaq("history", name); strings.Count(got, `"kind":`) != 2 {
				t.Errorf("the history of what was removed is %s", got)
			}
		})
	}
}
