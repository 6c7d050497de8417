package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestExport(t *testing.T) {
	t.Chdir(t.TempDir())
	write := func(name, text string) {
		t.Helper()
		must(t, os.MkdirAll(filepath.Dir(name), 0o755))
		must(t, os.WriteFile(name, []byte(text), 0o644))
	}
	export := func(want int, args ...string) (stdout, stderr string) {
		t.Helper()
		code, stdout, stderr := execute(t, append([]string{"export", "--knowledge", "facts"}, args...), []string{"LANG=C"}, nil)
		if code != want {
			t.Fatalf("export %q: exit %d, want %d\n%s%s", args, code, want, stdout, stderr)
		}
		return stdout, stderr
	}
	holds := func(name, text string) {
		t.Helper()
		data, err := os.ReadFile(name)
		must(t, err)
		if !bytes.Contains(data, []byte(text)) {
			t.Errorf("%s does not hold %q", name, text)
		}
	}
	gone := func(name string) {
		t.Helper()
		if _, err := os.Lstat(name); !os.IsNotExist(err) {
			t.Errorf("%s is there (%v)", name, err)
		}
	}

	write("facts/old.md", "- The first fact.\n")
	if _, stderr := export(exitWrong); !strings.Contains(stderr, "--out") {
		t.Errorf("without --out it says %q", stderr)
	}
	stdout, _ := export(exitAnswered, "--out", "new/site")
	if !strings.Contains(stdout, filepath.Join("new/site", "index.html")) {
		t.Errorf("it says %q", stdout)
	}
	holds("new/site/index.html", "The first fact.")
	holds("new/site/topics/old.html", "The first fact.")
	holds("new/site/en/index.html", "The first fact.")

	// An earlier export is replaced as a whole: no page stays behind.
	must(t, os.Remove("facts/old.md"))
	write("facts/new.md", "- The second fact.\n")
	export(exitAnswered, "--out", "new/site")
	holds("new/site/topics/new.html", "The second fact.")
	gone("new/site/topics/old.html")

	// What is somebody's stays as it was, and the pages too.
	write("new/site/.git/HEAD", "mine")
	write("facts/third.md", "- The third fact.\n")
	if _, stderr := export(exitWrong, "--out", "new/site"); !strings.Contains(stderr, filepath.Join(".git", "HEAD")) {
		t.Errorf("it says %q", stderr)
	}
	holds("new/site/.git/HEAD", "mine")
	gone("new/site/topics/third.html")

	// With --force it is kept under another name.
	stdout, _ = export(exitAnswered, "--out", "new/site", "--force")
	if !strings.Contains(stdout, "site.before-1") {
		t.Errorf("it says %q", stdout)
	}
	holds("new/site/topics/third.html", "The third fact.")
	holds("new/site.before-1/.git/HEAD", "mine")
	holds("new/site.before-1/topics/new.html", "The second fact.")

	// The knowledge is never written over, nor a file.
	for _, out := range []string{"facts", ".", "facts/../facts"} {
		export(exitWrong, "--out", out, "--force")
	}
	holds("facts/third.md", "The third fact.")
	write("file", "mine")
	export(exitWrong, "--out", "file")
	holds("file", "mine")

	// Bad knowledge writes nothing.
	write("facts/bad.md", "- x [^nowhere]\n")
	export(exitWrong, "--out", "elsewhere")
	gone("elsewhere")

	left, err := filepath.Glob("new/.sibaq-export-*")
	must(t, err)
	if len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
