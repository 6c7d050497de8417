package main

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

// remoteEvery is how often the folder is exchanged with its remote where nobody
// here has changed it: what was merged there is served that much later at most.
const remoteEvery = time.Minute

// remotePatience is how long one exchange may take.
const remotePatience = 2 * time.Minute

// exchanged is a folder whose changes are exchanged with its remote: at once
// what moderators change, and every minute what others have made of it there.
type exchanged struct {
	*repo.Repo
	changed chan struct{} // a commit has been made; one slot
	last    atomic.Pointer[outcome]
}

// outcome is what the last exchange came to.
type outcome struct {
	sync repo.Sync
	err  error
}

func newExchanged(r *repo.Repo) *exchanged {
	return &exchanged{Repo: r, changed: make(chan struct{}, 1)}
}

// Commit is that of the Repo. It does not wait for the remote: what was
// confirmed is served, whether or not that can be reached.
func (e *exchanged) Commit(ctx context.Context, p *repo.Proposal) (repo.Commit, error) {
	c, err := e.Repo.Commit(ctx, p)
	if err == nil {
		select {
		case e.changed <- struct{}{}:
		default:
		}
	}
	return c, err
}

// Exchanged is what the last exchange came to, false before the first.
func (e *exchanged) Exchanged() (done repo.Sync, err error, any bool) {
	o := e.last.Load()
	if o == nil {
		return done, nil, false
	}
	return o.sync, o.err, true
}

// run exchanges until ctx ends. What comes from the remote changes files, and is
// reloaded like any other change of them; reload asks for that as well, where
// the folder cannot be watched.
func (e *exchanged) run(ctx context.Context, reload chan<- struct{}, log *slog.Logger) {
	every := time.NewTicker(remoteEvery)
	defer every.Stop()
	for {
		e.exchange(ctx, reload, log)
		select {
		case <-ctx.Done():
			return
		case <-e.changed:
		case <-every.C:
		}
	}
}

func (e *exchanged) exchange(ctx context.Context, reload chan<- struct{}, log *slog.Logger) {
	limited, cancel := context.WithTimeout(ctx, remotePatience)
	defer cancel()
	done, err := e.Sync(limited)
	if ctx.Err() != nil {
		return
	}
	before := e.last.Swap(&outcome{done, err})
	again := before != nil && (before.err != nil) == (err != nil) && len(before.sync.Problems) == len(done.Problems)
	switch {
	case err != nil:
		if !again { // once, not every minute
			log.Warn("the knowledge could not be exchanged with its remote", "error", err)
		}
	case len(done.Problems) > 0:
		if !again {
			log.Warn("what is on the remote was not taken", "problem", done.Problems[0].Text(knowledge.English), "theirs", done.Theirs, "ours", done.Ours)
		}
	case len(done.Pulled)+len(done.Pushed) > 0:
		log.Info("the knowledge was exchanged with its remote", "taken", len(done.Pulled), "sent", len(done.Pushed))
	case before != nil && before.err != nil:
		log.Info("the knowledge is exchanged with its remote again")
	}
	if len(done.Files) > 0 {
		select {
		case reload <- struct{}{}:
		default:
		}
	}
}

// openHistory opens the knowledge folder as what moderators may change; nil
// where they may not: the shipped files, a folder that cannot be written to, or
// an operator who does not want it. Only one who asked for it by name is told
// why it cannot be. It is opened before the folder is read, since that mends
// what a crash has left.
func (a *app) openHistory(log *slog.Logger) (*exchanged, error) {
	dir, wanted := a.settings.knowledge, a.settings.history
	if wanted == historyOff || dir == "" && wanted == historyAuto {
		return nil, nil
	}
	if dir == "" {
		return nil, &failure{a.words.NeedsFolder(), nil}
	}
	r, err := a.openRepo(log)
	switch {
	case err == nil:
		log.Info("moderators can change the knowledge from Discord", "folder", r.Dir(), "remote", r.HasRemote())
		return newExchanged(r), nil
	case wanted == historyAuto:
		log.Warn("moderators cannot change the knowledge from Discord", "error", err)
		return nil, nil
	}
	return nil, a.ofFolder(err)
}

// The values of --history.
const (
	historyAuto = "auto"
	historyOn   = "on"
	historyOff  = "off"
)
