package index_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sibaq/index"
	"sibaq/index/bench"
	"sibaq/knowledge"
)

var diskQuestions = []string{"ما أقصى مدة لفيديو Kling؟", "كم ذاكرة Ascend 910B", "who made Sora?", "متى أعلنت هواوي عن هارموني", "شحال ثمن المعالج", "xyzzy"}

// onDisk opens base from dir, and returns what was logged.
func onDisk(t *testing.T, dir string, base *knowledge.Base) (*index.Index, string) {
	t.Helper()
	var log bytes.Buffer
	ix, err := index.Disk{Dir: dir, Log: slog.New(slog.NewTextHandler(&log, nil))}.Open(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix, log.String()
}

func shippedBase(t testing.TB) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return base
}

func answersOf(t *testing.T, ix *index.Index, base *knowledge.Base) string {
	t.Helper()
	var b strings.Builder
	always := 0.0
	for _, q := range append(bench.Questions(base, 30), diskQuestions...) {
		fmt.Fprintln(&b, q, shown(t, ix, index.Question{Text: q, Limit: 10, MinConfidence: &always}))
	}
	return b.String()
}

// An index that lies on disk answers as one just built, now and after an edit.
func TestDiskAnswersAsBuilt(t *testing.T) {
	base, dir := shippedBase(t), filepath.Join(t.TempDir(), "new", "folder")
	built := build2(t, base)
	want := answersOf(t, built, base)
	for _, when := range []string{"first", "second"} {
		ix, log := onDisk(t, dir, base)
		if log != "" {
			t.Errorf("the %s time: %s", when, log)
		}
		if got := answersOf(t, ix, base); got != want {
			t.Errorf("the %s time\n%s\nbuilt\n%s", when, got, want)
		}
	}
	files := copyOf(t, knowledge.Shipped())
	files["new.md"] = copyOf(t, bench.Folder(60))["d00000/f0000000.md"]
	edited, err := knowledge.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	ix, _ := onDisk(t, dir, base)
	again, err := ix.Rebuild(t.Context(), edited)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	if got, want := answersOf(t, again, edited), answersOf(t, build2(t, edited), edited); got != want {
		t.Errorf("rebuilt from disk\n%s\nbuilt\n%s", got, want)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("%v on disk, %v", entries, err)
	}
	// What another program or another folder would ask for is not there.
	if ix, _ := onDisk(t, dir, edited); answersOf(t, ix, edited) != answersOf(t, again, edited) {
		t.Error("another folder is answered from the first one's index")
	}
}

func build2(t *testing.T, base *knowledge.Base) *index.Index {
	t.Helper()
	ix, err := index.Build(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ix.Close() })
	return ix
}

// Whatever becomes of a file, the index is built anew, a line in the log says
// so, and the next start finds it whole.
func TestDamagedIndexIsBuiltAnew(t *testing.T) {
	base, err := knowledge.Load(bench.Folder(60))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	ix, _ := onDisk(t, dir, base)
	want := answersOf(t, ix, base)
	ix.Close()
	var files []string
	filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, path)
		}
		return err
	})
	if len(files) < 4 {
		t.Fatalf("on disk: %v", files)
	}
	for _, name := range files {
		for how, damage := range map[string]func([]byte) []byte{
			"cut off": func(b []byte) []byte { return b[:len(b)/2] },
			"empty":   func([]byte) []byte { return nil },
			"longer":  func(b []byte) []byte { return append(b, 0) },
			"a bit":   func(b []byte) []byte { b[len(b)/3] ^= 4; return b },
		} {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, damage(data), 0o600); err != nil {
				t.Fatal(err)
			}
			ix, log := onDisk(t, dir, base)
			if strings.Count(log, "\n") != 1 || !strings.Contains(log, "built anew") {
				t.Errorf("%s, %s: the log says %q", filepath.Base(name), how, log)
			}
			if answersOf(t, ix, base) != want {
				t.Errorf("%s, %s: other answers", filepath.Base(name), how)
			}
			ix.Close()
			if ix, log = onDisk(t, dir, base); log != "" {
				t.Errorf("%s, %s: the start after it: %s", filepath.Base(name), how, log)
			}
			ix.Close()
		}
	}
}

// Processes that start at once do each other no harm.
func TestDiskIsShared(t *testing.T) {
	base, err := knowledge.Load(bench.Folder(200))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	want := answersOf(t, build2(t, base), base)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			ix, log := onDisk(t, dir, base)
			if log != "" || answersOf(t, ix, base) != want {
				t.Errorf("other answers, or a log: %s", log)
			}
		})
	}
	all.Wait()
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("%v on disk, %v", entries, err)
	}
}

// A folder that cannot be written to costs nothing but the next start's time.
func TestDiskThatCannotBeUsed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	base := shippedBase(t)
	ix, log := onDisk(t, filepath.Join(file, "below"), base)
	if !strings.Contains(log, "not kept on disk") || answersOf(t, ix, base) != answersOf(t, build2(t, base), base) {
		t.Errorf("log: %s", log)
	}
}
