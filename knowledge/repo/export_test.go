package repo

import (
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/storage/memory"
)

// At has a function called at each step of a change: tests stop the process
// there, or let the disk fail.
func (o Options) At(step func(name string) error) Options {
	o.at = step
	return o
}

// MergeTexts is mergeTexts.
var MergeTexts = mergeTexts

// Told is how a commit of an edit reads in the history, once git has kept it.
func Told(e Edit, kind Kind) (Commit, error) {
	g, err := git.Init(memory.NewStorage(), nil)
	if err != nil {
		return Commit{}, err
	}
	w := &work{builder: builder{g: g}, r: &Repo{o: Options{Now: time.Now}}}
	if err := w.seal(plumbing.ZeroHash, nil, message(e), kind, e.Author); err != nil {
		return Commit{}, err
	}
	c, err := g.CommitObject(w.at)
	if err != nil {
		return Commit{}, err
	}
	return read(c), nil
}
