package main

import (
	"os"
	"strings"
	"testing"
)

// bench measures a folder that it makes, and one that it is given, in both
// languages, and prints a line for each figure.
func TestBench(t *testing.T) {
	dir := t.TempDir()
	must(t, os.WriteFile(dir+"/a.md", []byte("- The red chip has 64 GB of memory and costs 900 dollars.\n- The blue chip was announced in Shenzhen in May 2023.\n"), 0o644))
	for _, args := range [][]string{{"bench", "--facts", "150"}, {"bench", "--knowledge", dir, "--lang", "ar"}} {
		code, stdout, stderr := execute(t, args, nil, nil)
		if code != exitAnswered || strings.Count(stdout, "\n") != 13 || strings.Contains(stdout, "NaN") {
			t.Errorf("%q: exit %d\n%s%s", args, code, stdout, stderr)
		}
	}
	if code, _, stderr := execute(t, []string{"bench", "--facts", "0"}, nil, nil); code != exitWrong || !strings.Contains(stderr, "--facts") {
		t.Errorf("no facts: exit %d, %s", code, stderr)
	}
}
