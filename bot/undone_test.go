package bot_test

import (
	"context"
	"errors"
	"testing"

	"sibaq/bot"
	"sibaq/index"
	"sibaq/knowledge/repo"
)

// first is a folder in whose history each change is the first.
type first struct{ *repo.Repo }

func (f first) Commit(ctx context.Context, p *repo.Proposal) (repo.Commit, error) {
	c, err := f.Repo.Commit(ctx, p)
	c.Parent = ""
	return c, err
}

// stuck is knowledge that cannot be read anew.
type stuck struct{ bot.Knowledge }

func (stuck) Reload(context.Context) (index.Change, error) {
	return index.Change{}, errors.New("no memory left")
}

// TestNotServed: what was saved and cannot be served is taken back, also where
// nothing was before it.
func TestNotServed(t *testing.T) {
	for name, folder := range map[string]func(*repo.Repo) bot.Folder{
		"a later change":   func(r *repo.Repo) bot.Folder { return r },
		"the first change": func(r *repo.Repo) bot.Folder { return first{r} },
	} {
		t.Run(name, func(t *testing.T) {
			m := manage(t, nil, func(cfg *bot.Config, _ *fixture) {
				cfg.Folder, cfg.Knowledge = folder(cfg.Folder.(*repo.Repo)), stuck{cfg.Knowledge}
			})
			was := m.disk(t)
			mustHold(t, seen(t, press(t, m.Send(upload("chips.md", ascend)), "أكّد")), "لم يتغيّر شيء")
			if got := m.disk(t); got != was {
				t.Errorf("on disk:\n%s\nwant:\n%s", got, was)
			}
			if h, err := m.repo.History(t.Context(), "chips.md", 9); err != nil || len(h) != 2 {
				t.Errorf("the history: %+v, %v", h, err)
			}
		})
	}
}
