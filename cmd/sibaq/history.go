package main

import (
	"errors"
	"log/slog"

	"sibaq/knowledge/repo"
)

// The values of --history.
const (
	historyAuto = "auto"
	historyOn   = "on"
	historyOff  = "off"
)

// openHistory opens the knowledge folder as what moderators may change; nil
// where they may not: the shipped files, a folder that cannot be written to, or
// an operator who does not want it. Only one who asked for it by name is told
// why it cannot be.
func (a *app) openHistory(log *slog.Logger) (*repo.Repo, error) {
	dir, wanted := a.settings.knowledge, a.settings.history
	if wanted == historyOff || dir == "" && wanted == historyAuto {
		return nil, nil
	}
	if dir == "" {
		return nil, &failure{a.words.NeedsFolder(), nil}
	}
	r, err := repo.Open(dir, repo.Options{Log: log})
	switch {
	case err == nil:
		log.Info("moderators can change the knowledge from Discord", "folder", r.Dir())
		return r, nil
	case wanted == historyAuto:
		log.Warn("moderators cannot change the knowledge from Discord", "error", err)
		return nil, nil
	}
	return nil, a.ofRepo(err)
}

// ofRepo gives an error of a folder's history its words for people.
func (a *app) ofRepo(err error) error {
	var told *repo.Error
	if errors.As(err, &told) {
		return &failure{told.Text(a.words.Lang()), told.Err}
	}
	return &failure{a.words.Broken(), err}
}
