package edit

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"time"

	"sibaq/knowledge"
)

// read parses a file as if it stood alone in its folder. Where the file has
// errors the facts are not known. What depends on other files, such as which
// entity a name means, is left for who reads the folder.
func read(name string, file []byte) (facts []*knowledge.Fact, errs knowledge.Problems) {
	if !fs.ValidPath(name) || !knowledge.Reads(name) { // a name that nobody may use is told elsewhere
		name = "facts" + strings.ToLower(path.Ext(name))
	}
	base, err := knowledge.Load(oneFile{name, file})
	if errors.As(err, &errs) {
		return nil, inFile(errs.Only(knowledge.Error))
	}
	if base == nil { // no file system is behind it that could fail
		return nil, nil
	}
	return base.Facts, nil
}

// inFile gives the problems that are the file's own: that a folder holds no
// fact at all is none of them.
func inFile(ps knowledge.Problems) (own knowledge.Problems) {
	for _, p := range ps {
		if p.File != "" {
			own = append(own, p)
		}
	}
	return own
}

// oneFile is a folder with one file in it, which may lie in folders of its own.
type oneFile struct {
	name string
	data []byte
}

func (f oneFile) Open(name string) (fs.File, error) {
	if name == f.name {
		return &opened{entry: f.entry(name), Reader: *bytes.NewReader(f.data)}, nil
	}
	below, ok := f.name, name == "."
	if !ok {
		below, ok = strings.CutPrefix(f.name, name+"/")
	}
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	next, _, _ := strings.Cut(below, "/")
	return &opened{entry: f.entry(name), files: []fs.DirEntry{f.entry(path.Join(name, next))}}, nil
}

func (f oneFile) entry(name string) entry {
	return entry{path.Base(name), int64(len(f.data)), name != f.name}
}

// entry is the file, or a folder.
type entry struct {
	name   string
	size   int64
	folder bool
}

func (e entry) Name() string               { return e.name }
func (e entry) Size() int64                { return e.size }
func (e entry) IsDir() bool                { return e.folder }
func (e entry) Type() fs.FileMode          { return e.Mode().Type() }
func (e entry) Info() (fs.FileInfo, error) { return e, nil }
func (e entry) ModTime() time.Time         { return time.Time{} }
func (e entry) Sys() any                   { return nil }

func (e entry) Mode() fs.FileMode {
	if e.IsDir() {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// opened is either of them, open.
type opened struct {
	entry
	bytes.Reader
	files []fs.DirEntry
}

func (o *opened) Size() int64                { return o.entry.size }
func (o *opened) Stat() (fs.FileInfo, error) { return o.entry, nil }
func (o *opened) Close() error               { return nil }

func (o *opened) ReadDir(n int) ([]fs.DirEntry, error) {
	files := o.files
	o.files = nil
	if n > 0 && len(files) == 0 {
		return nil, io.EOF
	}
	return files, nil
}
