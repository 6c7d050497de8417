package main

import (
	"errors"

	"sibaq/bot/store"
)

// openStore opens the file in which the bot keeps servers' settings and
// members' verdicts; nil where none is named.
func (a *app) openStore() (store.Store, error) {
	path := a.settings.store
	if path == "" {
		return nil, nil
	}
	s, err := store.Open(path)
	switch {
	case errors.Is(err, store.ErrInUse):
		return nil, &failure{a.words.StoreInUse(path), err}
	case err != nil:
		return nil, &failure{a.words.StoreUnusable(path), err}
	}
	return s, nil
}
