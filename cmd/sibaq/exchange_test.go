package main

import (
	"context"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"sibaq/knowledge/repo"
)

// While the bot runs, what moderators change goes to the remote, what others
// have changed there comes, and a conflict is told and loses nothing.
func TestExchanged(t *testing.T) {
	git := withGit(t)
	git("init", "-q", "--bare", "-b", "main", "hub.git")
	for _, name := range []string{"bot", "forge"} {
		git("init", "-q", "-b", "main", name)
		git("-C", name, "remote", "add", "origin", mustAbs(t, "hub.git"))
	}
	open := func(name string) *exchanged {
		r, err := repo.Open(name, repo.Options{})
		must(t, err)
		if !r.HasRemote() {
			t.Fatalf("%s has no remote", name)
		}
		return newExchanged(r)
	}
	reload, log := make(chan struct{}, 1), slog.New(slog.DiscardHandler)
	e := open("bot")
	commit := func(text string) {
		t.Helper()
		p, err := e.Propose(t.Context(), repo.Edit{Files: map[string][]byte{"a.md": []byte(text)}, Author: repo.Author{Name: "omar"}})
		must(t, err)
		_, err = e.Commit(t.Context(), p)
		must(t, err)
		select {
		case <-e.changed:
		default:
			t.Fatal("nobody was told of the change")
		}
		e.exchange(t.Context(), reload, log)
	}
	elsewhere := func(text string) {
		t.Helper()
		must(t, os.WriteFile(filepath.Join("forge", "a.md"), []byte(text), 0o644))
		_, err := open("forge").Sync(context.Background())
		must(t, err)
	}

	commit("- Lions roar.\n\n- Dogs bark.\n")
	if done, err, any := e.Exchanged(); !any || err != nil || len(done.Pushed) != 1 {
		t.Fatalf("after a change: %+v, %v, %v", done, err, any)
	}
	_, err := open("forge").Sync(t.Context())
	must(t, err)
	elsewhere("- Lions roar.\n\n- Dogs howl.\n")
	e.exchange(t.Context(), reload, log)
	select {
	case <-reload:
	default:
		t.Error("what came from the remote is not served")
	}
	if got, _ := os.ReadFile(filepath.Join("bot", "a.md")); string(got) != "- Lions roar.\n\n- Dogs howl.\n" {
		t.Errorf("the file is %q", got)
	}

	elsewhere("- Lions roar.\n\n- Dogs yap.\n")
	commit("- Lions roar.\n\n- Dogs growl.\n")
	if done, err, _ := e.Exchanged(); err != nil || len(done.Problems) == 0 || done.Theirs == "" || done.Ours == "" {
		t.Errorf("of a conflict: %+v, %v", done, err)
	}
	if got, _ := os.ReadFile(filepath.Join("bot", "a.md")); string(got) != "- Lions roar.\n\n- Dogs growl.\n" {
		t.Errorf("after a conflict the file is %q", got)
	}
}
