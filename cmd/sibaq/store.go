package main

import (
	"errors"

	"sibaq/bot/store"
)

// storeOptions are what the operator decides of what is kept.
func (a *app) storeOptions() store.Options {
	limit, _ := parseAge(a.settings.retention) // readSettings let nothing else through
	now := a.now()
	return store.Options{Retention: now.Sub(limit.before(now)), KeepMembers: a.settings.keepMembers}
}

// openStore opens the file in which the bot keeps what must outlive it; nil
// where none is named.
func (a *app) openStore() (store.Store, error) {
	path := a.settings.store
	if path == "" {
		return nil, nil
	}
	s, err := store.Open(path, a.storeOptions())
	switch {
	case errors.Is(err, store.ErrInUse):
		return nil, &failure{a.words.StoreInUse(path), err}
	case err != nil:
		return nil, &failure{a.words.StoreUnusable(path), err}
	}
	return s, nil
}
