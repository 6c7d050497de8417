package repo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/go-git/go-git/v5/plumbing"
)

// maxRead is how much of a file is read: one byte more than knowledge.Load
// takes, so that it says what it says of a larger one.
const maxRead = 4<<20 + 1

// A folder in memory, as the standard library has it.
type (
	mapFS   = fstest.MapFS
	mapFile = fstest.MapFile
)

// snapshot is a folder as it was at one moment.
type snapshot struct {
	files map[string][]byte // what people may change: regular text files, none hidden
	large map[string]bool   // those of them that were not read to their end
	all   mapFS             // what Load sees: those, and the links with what they lead to
}

// snapshot reads the folder. A link is kept as a link and never followed.
func (r *Repo) snapshot() (*snapshot, error) {
	root, err := os.OpenRoot(r.dir)
	if err != nil {
		return nil, fail(cannotRead, err)
	}
	defer root.Close()
	s := &snapshot{map[string][]byte{}, map[string]bool{}, mapFS{}}
	var clones []string // folders that are clones of their own
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist) && name != ".":
			return nil // it went while we looked
		case !fs.ValidPath(name):
			return skip(d) // Load cannot read it either
		case err != nil:
			return err
		case d.Name() == ".git":
			clones = append(clones, path.Dir(name))
			return skip(d)
		case d.Type()&fs.ModeSymlink != 0:
			target, err := root.Readlink(name)
			if err != nil {
				return err
			}
			s.all[name] = &mapFile{Data: []byte(target), Mode: fs.ModeSymlink | 0o777}
		case d.Type().IsRegular() && isText(name):
			data, err := readSome(root, name)
			if err != nil {
				return err
			}
			s.all[name] = &mapFile{Data: data, Mode: 0o644}
			if !hidden(name) {
				s.files[name] = data
				s.large[name] = len(data) == maxRead
			}
		}
		return nil
	})
	if err != nil {
		return nil, fail(cannotRead, err)
	}
	for _, dir := range clones {
		maps.DeleteFunc(s.files, func(name string, _ []byte) bool { return strings.HasPrefix(name, dir+"/") })
	}
	return s, nil
}

func skip(d fs.DirEntry) error {
	if d.IsDir() {
		return fs.SkipDir
	}
	return nil
}

func readSome(root *os.Root, name string) ([]byte, error) {
	f, err := root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxRead))
}

// isText reports whether a file of this name can hold knowledge.
func isText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".txt":
		return true
	}
	return false
}

func hidden(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		return strings.HasPrefix(part, ".") || strings.HasPrefix(part, "_")
	})
}

func (s *snapshot) paths() []string { return slices.Sorted(maps.Keys(s.files)) }

// version stands for all that the snapshot holds.
func (s *snapshot) version() string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(s.all)) {
		f := s.all[name]
		fmt.Fprintf(h, "%s\x00%s\x00%d\x00", name, f.Mode, len(f.Data))
		h.Write(f.Data)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// with is the snapshot as it would be after an edit.
func (s *snapshot) with(edit map[string][]byte) *snapshot {
	out := &snapshot{maps.Clone(s.files), maps.Clone(s.large), maps.Clone(s.all)}
	for name, data := range edit {
		delete(out.large, name)
		if data == nil {
			delete(out.files, name)
			delete(out.all, name)
			continue
		}
		out.files[name] = data
		out.all[name] = &mapFile{Data: data, Mode: 0o644}
	}
	return out
}

func (s *snapshot) bytes() (n int64) {
	for _, data := range s.files {
		n += int64(len(data))
	}
	return n
}

// same reports whether data is the content of a blob. Line ends that git would
// convert are no difference: a clone on Windows has all of them so.
func same(blob plumbing.Hash, data []byte) bool {
	if plumbing.ComputeHash(plumbing.BlobObject, data) == blob {
		return true
	}
	return bytes.Contains(data, []byte("\r\n")) &&
		plumbing.ComputeHash(plumbing.BlobObject, bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))) == blob
}
