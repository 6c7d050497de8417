package repo_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"syscall"
	"testing"

	"sibaq/knowledge/repo"
)

// TestFullDisk: on a file system that has no room left, a change leaves all as
// it was, and one that fits goes well afterwards.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=512k"); err != nil {
		t.Skip("a small file system cannot be mounted here:", err)
	}
	t.Cleanup(func() { must(t, syscall.Unmount(dir, syscall.MNT_DETACH)) })
	put(t, dir, map[string]string{"a.txt": lions, "b.txt": "Cats purr.\n"})
	r := open(t, dir)
	was := onDisk(t, dir)
	// From what has no room as an object to what has none in the journal.
	for _, size := range []int{900 << 10, 400 << 10, 250 << 10, 200 << 10} {
		noise := make([]byte, 0, size)
		for i := 0; len(noise) < size; i++ { // that does not shrink much
			noise = append(noise, []byte(strings.Repeat(string(rune(0x4e00+i*7919%20000)), 1)+string(rune(0x4e00+i*104729%20900)))...)
			if i%40 == 39 {
				noise = append(noise, "\n\n"...)
			}
		}
		p := propose(t, r, map[string][]byte{"a.txt": noise, "c.txt": bytes.Clone(noise), "b.txt": nil}, "too much")
		_, err := r.Commit(t.Context(), p)
		var told *repo.Error
		if !errors.Is(err, syscall.ENOSPC) || !errors.As(err, &told) || told.Say.Ar == "" {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if got := onDisk(t, dir); !reflect.DeepEqual(got, was) {
			t.Errorf("%d bytes: the files have changed", size)
		}
	}
	commit(t, r, map[string][]byte{"b.txt": []byte("Cats purr loudly.\n")}, "")
}
