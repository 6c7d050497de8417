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
	open  func(t *testing.T, dir string, o store.Options) store.Store
	keeps bool // after Close
}{
	{"memory", func(_ *testing.T, _ string, o store.Options) store.Store { return store.Memory(o) }, false},
	{"bolt", func(t *testing.T, dir string, o store.Options) store.Store {
		s, err := store.Open(filepath.Join(dir, "sibaq.db"), o)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}, true},
}

// forever keeps what the tests are about, whatever the year.
var forever = store.Options{Retention: 100 * 365 * 24 * time.Hour}

func verdict(guild, answer string, helpful bool) store.Verdict {
	return store.Verdict{Guild: guild, Answer: answer, Question: "ما أقصى مدة لفيديو Kling؟ <b>", Lang: knowledge.Arabic,
		Facts: []string{"kling-length"}, Version: "v1", Helpful: helpful, At: time.Date(2026, 11, 25, 6, 0, 0, 0, time.UTC)}
}

// TestContract is what every backend promises.
func TestContract(t *testing.T) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			dir := t.TempDir()
			s := b.open(t, dir, forever)
			ctx := t.Context()
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			judge := func(kept bool, err error) {
				t.Helper()
				if must(err); !kept {
					t.Error("a verdict was not kept")
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

			if !reflect.DeepEqual(settings("1"), store.Settings{}) || len(verdicts("1")) != 0 {
				t.Error("a new store holds something")
			}
			set := func(guild string, change func(*store.Settings)) {
				t.Helper()
				got, err := s.ChangeSettings(ctx, guild, change)
				must(err)
				if !reflect.DeepEqual(got, settings(guild)) {
					t.Errorf("changed to %+v, kept as %+v", got, settings(guild))
				}
			}
			all := store.Settings{Lang: knowledge.English, Private: true, ArabicDigits: true, Channels: []string{"7", "8"}, Roles: []string{"9"}, Cooldown: 30}
			set("1", func(s *store.Settings) { *s = all })
			set("2", func(s *store.Settings) { s.Private = true })
			set("2", func(s *store.Settings) { s.ArabicDigits = true })
			if !reflect.DeepEqual(settings("1"), all) || !reflect.DeepEqual(settings("2"), store.Settings{Private: true, ArabicDigits: true}) ||
				!reflect.DeepEqual(settings(""), store.Settings{}) {
				t.Errorf("settings: %+v %+v %+v", settings("1"), settings("2"), settings(""))
			}
			settings("1").Channels[0] = "changed by who read it"
			if got := settings("1"); !reflect.DeepEqual(got, all) {
				t.Errorf("settings are shared with who reads them: %+v", got)
			}
			var both sync.WaitGroup
			for i := range 20 {
				both.Go(func() {
					_, err := s.ChangeSettings(ctx, "3", func(s *store.Settings) { s.Channels = append(s.Channels, fmt.Sprint(i)) })
					if err != nil {
						t.Error(err)
					}
				})
			}
			if both.Wait(); len(settings("3").Channels) != 20 {
				t.Errorf("of 20 changes at once %d are there", len(settings("3").Channels))
			}

			judge(s.Judge(ctx, "anna", verdict("1", "a", true)))
			judge(s.Judge(ctx, "omar", verdict("1", "a", false)))
			judge(s.Judge(ctx, "anna", verdict("1", "b", true)))
			judge(s.Judge(ctx, "anna", verdict("1", "a", false))) // changed her mind
			judge(s.Judge(ctx, "anna", verdict("", "a", true)))
			want := []store.Verdict{verdict("1", "a", false), verdict("1", "b", true), verdict("1", "a", false)}
			if got := verdicts("1"); !reflect.DeepEqual(got, want) {
				t.Errorf("verdicts: got %+v", got)
			}
			if got := verdicts(""); !reflect.DeepEqual(got, []store.Verdict{verdict("", "a", true)}) {
				t.Errorf("of direct messages: got %+v", got)
			}

			var many sync.WaitGroup
			for i := range 40 {
				many.Go(func() {
					if _, err := s.Judge(ctx, fmt.Sprint(i), verdict("3", "a", true)); err != nil {
						t.Error(err)
					}
				})
			}
			many.Wait()
			if n := len(verdicts("3")); n != 40 {
				t.Errorf("%d of 40 verdicts at once are there", n)
			}

			ended, cancel := context.WithCancel(ctx)
			cancel()
			if _, err := s.ChangeSettings(ended, "1", func(*store.Settings) {}); !errors.Is(err, context.Canceled) {
				t.Errorf("after the context ended: %v", err)
			}
			must(s.Close())
			if _, err := s.Judge(ctx, "anna", verdict("1", "c", true)); !errors.Is(err, store.ErrClosed) {
				t.Errorf("after Close: %v", err)
			}
			if _, err := s.Settings(ctx, "1"); !errors.Is(err, store.ErrClosed) {
				t.Errorf("after Close: %v", err)
			}
			if !b.keeps {
				return
			}
			s = b.open(t, dir, forever)
			if !reflect.DeepEqual(settings("1"), all) || len(verdicts("1")) != 3 {
				t.Error("opened again, it has forgotten")
			}
			judge(s.Judge(ctx, "omar", verdict("1", "a", true)))
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
			s := b.open(t, t.TempDir(), forever)
			defer s.Close()
			var all sync.WaitGroup
			for i := range 10 { // in groups, each of which bbolt writes at once
				for k := range store.MaxVerdicts/10 + 1 {
					all.Go(func() {
						if _, err := s.Judge(t.Context(), fmt.Sprint(i, "/", k), verdict("1", fmt.Sprint(i), true)); err != nil {
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
	s, err := store.Open(path, forever)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, %v: others must not read it", info.Mode(), err)
	}
	if _, err := store.Open(path, forever); !errors.Is(err, store.ErrInUse) {
		t.Errorf("opened twice: %v", err)
	}
	s.Close()
	other := filepath.Join(dir, "notes.txt")
	os.WriteFile(other, []byte(strings.Repeat("my shopping list\n", 1000)), 0o600)
	if _, err := store.Open(other, forever); err == nil {
		t.Error("a file that is no store is opened")
	}
	if data, _ := os.ReadFile(other); !strings.HasPrefix(string(data), "my shopping list") {
		t.Error("a file that is no store was written over")
	}
	if _, err := store.Open(filepath.Join(dir, "no", "folder"), forever); err == nil {
		t.Error("a folder that is not there is no error")
	}
}

// TestNoMemberInTheFile: who gave a verdict cannot be read from the store.
func TestNoMemberInTheFile(t *testing.T) {
	const member = "1000000000000000077"
	path := filepath.Join(t.TempDir(), "sibaq.db")
	s, err := store.Open(path, forever)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Judge(t.Context(), member, verdict("1", "a", true)); err != nil {
		t.Fatal(err)
	}
	s.Close()
	data, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(data), member) || !strings.Contains(string(data), "kling-length") {
		t.Errorf("the file names the member, or lacks the verdict: %v", err)
	}
}
