package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// OpenCopy opens what a store's file holds now, which another process may have
// open and go on writing. What is changed in the copy is lost when it is closed.
//
// A process that has a bbolt file open locks it for as long, so the file is
// copied, without a lock. That gives a whole store if nothing was committed
// meanwhile: bbolt writes into pages that the last commit does not use, and then
// one of the two pages at the file's beginning, where a commit shows.
func OpenCopy(ctx context.Context, path string, o Options) (Store, error) {
	dir, err := os.MkdirTemp("", "sibaq-store-")
	if err != nil {
		return nil, err
	}
	to := filepath.Join(dir, filepath.Base(path))
	for attempt := 0; err == nil; attempt++ {
		var whole bool
		if whole, err = copyOnce(path, to); whole || err != nil {
			break
		}
		if err = ctx.Err(); err == nil && attempt == 100 {
			err = fmt.Errorf("%w, and writes to it without a pause", ErrInUse)
		}
	}
	var s Store
	if err == nil {
		s, err = Open(to, o)
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return copied{s, dir}, nil
}

// copied is a store that takes its file along.
type copied struct {
	Store
	dir string
}

func (c copied) Close() error { return errors.Join(c.Store.Close(), os.RemoveAll(c.dir)) }

// copyOnce copies a file; it reports whether that was the same at its beginning
// afterwards.
func copyOnce(from, to string) (whole bool, err error) {
	in, err := os.Open(from)
	if err != nil {
		return false, err
	}
	defer in.Close()
	before, err := beginning(in)
	if err != nil {
		return false, err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return false, err
	}
	if _, err = io.Copy(out, in); err != nil {
		return false, errors.Join(err, out.Close())
	}
	if err = out.Close(); err != nil {
		return false, err
	}
	after, err := beginning(in)
	return bytes.Equal(before, after), err
}

// beginning holds both of the pages that tell of commits, however large pages are.
func beginning(f *os.File) ([]byte, error) {
	b := make([]byte, 128<<10)
	n, err := f.ReadAt(b, 0)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return b[:n], err
}
