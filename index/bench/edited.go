package bench

import (
	"bytes"
	"io/fs"
	"path"
	"sync"
)

// Edited is a folder whose one file can be edited. It is safe for concurrent use.
type Edited struct {
	fs.FS
	mu   sync.Mutex
	name string
	data []byte
}

// Edit makes data the content of the file of that name from now on, and all
// other files as they were.
func (e *Edited) Edit(name string, data []byte) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.name, e.data = name, data
}

// Open opens a file of the folder.
func (e *Edited) Open(name string) (fs.File, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.data != nil && name == e.name {
		return &file{info{path.Base(name), int64(len(e.data)), false}, bytes.NewReader(e.data)}, nil
	}
	return e.FS.Open(name)
}
