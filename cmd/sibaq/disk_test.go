package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// An index that is kept on disk says what one in memory says; where it was
// damaged, a line on standard error says that it is built again.
func TestIndexDir(t *testing.T) {
	question := []string{"ask", "--limit", "1", "ما المدة القصوى المعلنة لفيديو Kling؟"}
	_, want, _ := execute(t, question, nil, nil)
	dir := filepath.Join(t.TempDir(), "index")
	for _, when := range []string{"made", "reused", "damaged", "mended"} {
		if when == "damaged" {
			files, err := filepath.Glob(filepath.Join(dir, "*", "facts"))
			if err != nil || len(files) != 1 {
				t.Fatal(files, err)
			}
			must(t, os.Truncate(files[0], 1000))
		}
		code, stdout, stderr := execute(t, question, []string{"SIBAQ_INDEX=" + dir}, nil)
		if code != exitAnswered || stdout != want {
			t.Errorf("%s: exit %d\n%s\nwant\n%s", when, code, stdout, want)
		}
		if told := strings.Contains(stderr, "built anew"); told != (when == "damaged") {
			t.Errorf("%s: standard error says %q", when, stderr)
		}
	}
}
