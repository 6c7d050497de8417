package main

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"sibaq/index"
	"sibaq/index/guilds"
	"sibaq/knowledge"
)

// openGuilds opens the folder that has one for each guild; nil where none is
// named. It must not lie within the shared folder: what one guild knows for
// itself would be everybody's.
func (a *app) openGuilds(shared *index.Live, log *slog.Logger) (*guilds.Keeper, error) {
	s := &a.settings
	if s.guilds == "" {
		return nil, nil
	}
	if err := os.MkdirAll(s.guilds, 0o750); err != nil {
		return nil, &failure{a.words.CannotRead(s.guilds), err}
	}
	if s.knowledge != "" {
		within, err := lies(s.guilds, s.knowledge)
		switch {
		case err != nil:
			return nil, &failure{a.words.CannotRead(s.guilds), err}
		case within:
			return nil, &failure{a.words.GuildsWithin(s.guilds), errors.New("a folder of guilds within the knowledge folder")}
		}
	}
	k, err := guilds.New(guilds.Config{
		Dir: s.guilds, Shared: shared, Most: s.guildsLoaded, Memory: int64(s.guildsMemory) << 20, Log: log,
		Limits: knowledge.Limits{Files: s.guildFiles, AllBytes: int64(s.guildSize) << 10, Facts: s.guildFacts},
	})
	if err != nil {
		return nil, &failure{a.words.CannotRead(s.guilds), err}
	}
	return k, nil
}

// lies reports whether a folder is another or lies in it, whichever way links
// lead there.
func lies(dir, in string) (bool, error) {
	resolve := func(p string) (string, error) {
		p, err := filepath.Abs(p)
		if err != nil {
			return "", err
		}
		return filepath.EvalSymlinks(p)
	}
	dir, err := resolve(dir)
	if err != nil {
		return false, err
	}
	if in, err = resolve(in); err != nil {
		return false, err
	}
	rel, err := filepath.Rel(in, dir)
	return err == nil && filepath.IsLocal(rel), nil
}
