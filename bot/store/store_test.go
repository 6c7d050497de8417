package store_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"sibaq/bot/store"
	"sibaq/knowledge"
)

// backends opens each kind of store, at a place that outlives the store where
// the kind can.
var backends = []struct {
	name  string
	open  func(t *testing.T, dir string) store.Store
	keeps bool // after Close
}{
	{"memory", func(*testing.T, string) store.Store { return store.Memory() }, false},
	{"bolt", func(t *testing.T, dir string) store.Store {
		s, err := store.Open(filepath.Join(dir, "sibaq.db"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}, true},
}

func verdict(guild, answer string, helpful bool) store.Verdict {
	return store.Verdict{Guild: guild, Answer: answer, Question: "ما أقصى مدة لفيديو Kling؟ <b>", Lang: knowledge.Arabic,
		Facts: []string{"kling-length"}, Version: "v1", Helpful: helpful, At: time.Date(2026, 11, 25, 6, 0, 0, 0, time.UTC)}
}

// TestContract is what every backend promises.
func TestContract(t *testing.T) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			dir := t.TempDir()
			s := b.open(t, dir)
			ctx := t.Context()
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			settings := func(guild string) store.Settings {
				got, err := s.Settings(ctx, guild)
				must(err)
				return got
			}
			verdicts := func(guild string) []store.Verdict {
				got, err := s.Verdicts(ctx, guild)
				must(err)
				return got
			}

			if settings("1") != (store.Settings{}) || len(verdicts("1")) != 0 {
				t.Error("a new store holds something")
			}
			private := store.Settings{Private: true}
			must(s.SetSettings(ctx, "1", private))
			must(s.SetSettings(ctx, "2", store.Settings{Private: true, ArabicDigits: true}))
			must(s.SetSettings(ctx, "2", store.Settings{ArabicDigits: true}))
			if settings("1") != private || settings("2") != (store.Settings{ArabicDigits: true}) || settings("") != (store.Settings{}) {
				t.Errorf("settings: %+v %+v %+v", settings("1"), settings("2"), settings(""))
			}

			must(s.Judge(ctx, "anna", verdict("1", "a", true)))
			must(s.Judge(ctx, "omar", verdict("1", "a", false)))
			must(s.Judge(ctx, "anna", verdict("1", "b", true)))
			must(s.Judge(ctx, "anna", verdict("1", "a", false))) // changed her mind
			must(s.Judge(ctx, "anna", verdict("", "a", true)))
			want := []store.Verdict{verdict("1", "a", false), verdict("1", "b", true), verdict("1", "a", false)}
			if got := verdicts("1"); !reflect.DeepEqual(got, want) {
				t.Errorf("verdicts: got %+v", got)
			}
			if got := verdicts(""); !reflect.DeepEqual(got, []store.Verdict{verdict("", "a", true)}) {
				t.Errorf("of direct messages: got %+v", got)
			}

			var all sync.WaitGroup
			for i := range 40 {
				all.Go(func() {
					if err := s.Judge(ctx, fmt.Sprint(i), verdict("3", "a", true)); err != nil {
						t.Error(err)
					}
				})
			}
			all.Wait()
			if n := len(verdicts("3")); n != 40 {
				t.Errorf("%d of 40 verdicts at once are there", n)
			}

			ended, cancel := context.WithCancel(ctx)
			cancel()
			if err := s.SetSettings(ended, "1", store.Settings{}); !errors.Is(err, context.Canceled) {
				t.Errorf("after the context ended: %v", err)
			}
			must(s.Close())
			if err := s.Judge(ctx, "anna", verdict("1", "c", true)); !errors.Is(err, store.ErrClosed) {
				t.Errorf("after Close: %v", err)
			}
			if _, err := s.Settings(ctx, "1"); !errors.Is(err, store.ErrClosed) {
				t.Errorf("after Close: %v", err)
			}
			if !b.keeps {
				return
			}
			s = b.open(t, dir)
			if settings("1") != private || len(verdicts("1")) != 3 {
				t.Error("opened again, it has forgotten")
			}
			must(s.Judge(ctx, "omar", verdict("1", "a", true)))
			if got := verdicts("1"); len(got) != 3 || !got[0].Helpful {
				t.Error("opened again, it does not know who has spoken already")
			}
			must(s.Close())
		})
	}
}

// TestOldVerdictsGo: a store does not grow without end.
func TestOldVerdictsGo(t *testing.T) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			s := b.open(t, t.TempDir())
			defer s.Close()
			var all sync.WaitGroup
			for i := range 10 { // in groups, each of which bbolt writes at once
				for k := range store.MaxVerdicts/10 + 1 {
					all.Go(func() {
						if err := s.Judge(t.Context(), fmt.Sprint(i, "/", k), verdict("1", fmt.Sprint(i), true)); err != nil {
							t.Error(err)
						}
					})
				}
				all.Wait()
			}
			got, err := s.Verdicts(t.Context(), "1")
			if err != nil || len(got) != store.MaxVerdicts {
				t.Fatalf("%d verdicts, %v", len(got), err)
			}
			if got[0].Answer != "9" || got[len(got)-1].Answer != "0" {
				t.Errorf("from %s to %s", got[0].Answer, got[len(got)-1].Answer)
			}
		})
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "sibaq.db")
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v: others must not read it", info.Mode(), err)
	}
	if _, err := store.Open(path); !errors.Is(err, store.ErrInUse) {
		t.Errorf("opened twice: %v", err)
	}
	s.Close()
	other := filepath.Join(dir, "notes.txt")
	os.WriteFile(other, []byte(strings.Repeat("my shopping list\n", 1000)), 0o600)
	if _, err := store.Open(other); err == nil {
		t.Error("a file that is no store is opened")
	}
	if data, _ := os.ReadFile(other); !strings.HasPrefix(string(data), "my shopping list") {
		t.Error("a file that is no store was written over")
	}
	if _, err := store.Open(filepath.Join(dir, "no", "folder")); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

// TestNoMemberInTheFile: who gave a verdict cannot be read from the store.
func TestNoMemberInTheFile(t *testing.T) {
	const member = "1000000000000000077"
	path := filepath.Join(t.TempDir(), "sibaq.db")
	s, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Judge(t.Context(), member, verdict("1", "a", true)); err != nil {
		t.Fatal(err)
	}
	s.Close()
	data, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(data), member) || !strings.Contains(string(data), "kling-length") {
		t.Errorf("the file names the member, or lacks the verdict: %v", err)
	}
}
