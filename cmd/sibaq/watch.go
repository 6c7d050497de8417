package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long a folder must rest before it is read: a git pull or an
// editor's save is many events, and half a save is not worth reading.
const quiet = 300 * time.Millisecond

// watch puts a token into changed, a channel with one slot, whenever something
// below dir has changed, until ctx ends. What changed is not told: whoever
// takes the token reads the whole folder again, so no event can be missed and
// none is worth queueing. It returns once every folder is being watched.
//
// Editors that save by renaming, folders that come and go, and a dir that is
// itself replaced (a link set to another folder, a move) are all changes.
func watch(ctx context.Context, dir string, changed chan<- struct{}, failed func(error)) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	// The folder above shows when dir itself is replaced. Not being allowed to
	// watch it is no reason not to serve.
	parent := filepath.Dir(dir)
	if err := w.Add(parent); err != nil {
		failed(err)
	}
	if err := addTree(w, dir, dir); err != nil {
		return errors.Join(err, w.Close())
	}
	go func() {
		defer w.Close()
		for {
			select {
			case <-ctx.Done():
				return
			case err := <-w.Errors: // an overflow: events were lost, so something changed
				failed(err)
			case e := <-w.Events:
				if !concerns(dir, e.Name) || e.Op == fsnotify.Chmod {
					continue
				}
				if e.Has(fsnotify.Create) {
					if err := addTree(w, dir, e.Name); err != nil {
						failed(err)
					}
				}
			}
			select {
			case changed <- struct{}{}:
			default: // a token waits already
			}
		}
	}()
	return nil
}

// addTree watches the folder at root and all folders below it but hidden ones.
// dir itself may be a link; links below it are not followed, for they can lead
// anywhere, and those that a mounted ConfigMap is made of change in dir. A
// folder that vanishes meanwhile is no error: its going is an event of its own.
func addTree(w *fsnotify.Watcher, dir, root string) error {
	if target, err := filepath.EvalSymlinks(root); err == nil && root == dir {
		dir, root = target, target // WalkDir does not walk into a link
	}
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			if path != dir && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			err = w.Add(path)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

// concerns says whether an event at path is about dir. Of the folder above
// only dir's own events are; every other watched folder is dir or below it.
func concerns(dir, path string) bool {
	return path == dir || filepath.Dir(path) != filepath.Dir(dir)
}

// settle calls do after each token, once no further one has come for the given
// time, until ctx ends. Tokens that come while do runs are one more call.
func settle(ctx context.Context, tokens <-chan struct{}, quiet time.Duration, do func()) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-tokens:
		}
		for resting := false; !resting; {
			select {
			case <-ctx.Done():
				return
			case <-tokens:
			case <-time.After(quiet):
				resting = true
			}
		}
		do()
	}
}
