package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/fsnotify/fsnotify"
)

// What people and their tools do to a folder is noticed, whatever way they do
// it. Each case has a folder and a watch of its own, so that no late event of
// one case passes for the event of another; a change that is missed ends the
// test at its deadline.
func TestWatchNoticesChanges(t *testing.T) {
	write := func(path ...string) func(string) error {
		return func(root string) error {
			return os.WriteFile(filepath.Join(root, filepath.Join(path...)), []byte("new"), 0o644)
		}
	}
	rename := func(from, to string) func(string) error {
		return func(root string) error { return os.Rename(filepath.Join(root, from), filepath.Join(root, to)) }
	}
	for _, c := range []struct {
		name  string
		steps []func(root string) error
	}{
		{"a file is written", []func(string) error{write("knowledge", "new.md")}},
		{"a file in a folder is written", []func(string) error{write("knowledge", "video", "kling.md")}},
		{"an editor saves by renaming", []func(string) error{rename("kling.md~", "knowledge/video/kling.md")}},
		{"a file is removed", []func(string) error{func(root string) error { return os.Remove(filepath.Join(root, "knowledge/video/kling.md")) }}},
		{"a folder appears, then a file in it", []func(string) error{
			func(root string) error { return os.Mkdir(filepath.Join(root, "knowledge", "chips"), 0o755) },
			write("knowledge", "chips", "a.md"),
		}},
		{"a folder of files is moved in", []func(string) error{rename("elsewhere", "knowledge/elsewhere"), write("knowledge", "elsewhere", "a.md")}},
		{"a mounted ConfigMap is updated", []func(string) error{
			func(root string) error { return os.Mkdir(filepath.Join(root, "knowledge", "..2"), 0o755) },
			func(root string) error { return os.Symlink("..2", filepath.Join(root, "knowledge", "..data_tmp")) },
			rename("knowledge/..data_tmp", "knowledge/..data"),
		}},
		{"the folder itself is replaced", []func(string) error{rename("knowledge", "old"), rename("elsewhere", "knowledge"), write("knowledge", "a.md")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			root := t.TempDir()
			must(t, os.MkdirAll(filepath.Join(root, "knowledge", "video"), 0o755))
			must(t, os.Mkdir(filepath.Join(root, "elsewhere"), 0o755))
			must(t, write("knowledge", "video", "kling.md")(root))
			must(t, write("kling.md~")(root))
			ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
			defer stop()
			changed := make(chan struct{}, 1)
			must(t, watch(ctx, filepath.Join(root, "knowledge"), changed, func(err error) { t.Error(err) }))
			for i, do := range c.steps {
				must(t, do(root))
				select {
				case <-changed:
				case <-ctx.Done():
					t.Fatalf("step %d was not noticed", i+1)
				}
			}
		})
	}
}

// Beside the folder, things may change without a reload.
func TestWatchIgnoresNeighbours(t *testing.T) {
	for path, want := range map[string]bool{
		"/srv/knowledge":            true,
		"/srv/knowledge/a.md":       true,
		"/srv/knowledge/sub/a.md":   true,
		"/srv/knowledge-2":          false,
		"/srv/log":                  false,
		"/elsewhere/v2/linked/a.md": true, // below a link, events name its target
	} {
		if got := concerns("/srv/knowledge", path); got != want {
			t.Errorf("concerns(%q) = %v, want %v", path, got, want)
		}
	}
}

// A burst of events is one reload, after it is over; what comes during a
// reload is one more.
func TestSettleCollapsesBursts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		tokens := make(chan struct{}, 1)
		var at []time.Duration
		start := time.Now()
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			settle(ctx, tokens, 300*time.Millisecond, func() {
				at = append(at, time.Since(start))
				if len(at) == 1 {
					tokens <- struct{}{} // something changes while the folder is being read
				}
			})
		}()
		for range 10 { // a save every 100 ms, the last at 900 ms
			tokens <- struct{}{}
			time.Sleep(100 * time.Millisecond)
		}
		time.Sleep(time.Minute)
		stop()
		<-ended
		if len(at) != 2 || at[0] != 1200*time.Millisecond || at[1] != 1500*time.Millisecond {
			t.Errorf("reloads at %v, want one 300 ms after the last save and one 300 ms later", at)
		}
	})
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// A link in the folder can lead to a whole disk, which is not to be watched.
func TestWatchDoesNotFollowLinks(t *testing.T) {
	root, outside := t.TempDir(), t.TempDir()
	dir := filepath.Join(root, "linked")
	must(t, os.MkdirAll(filepath.Join(root, "knowledge", "sub"), 0o755))
	must(t, os.Symlink("knowledge", dir))
	must(t, os.Symlink(outside, filepath.Join(dir, "out")))
	w, err := fsnotify.NewWatcher()
	must(t, err)
	defer w.Close()
	must(t, addTree(w, dir, dir))
	must(t, addTree(w, dir, filepath.Join(dir, "out"))) // as when it has just been made
	got := w.WatchList()
	slices.Sort(got)
	if want := []string{filepath.Join(root, "knowledge"), filepath.Join(root, "knowledge", "sub")}; !slices.Equal(got, want) {
		t.Errorf("watched are %v, want %v", got, want)
	}
}
