package store_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sibaq/bot/store"
	"sibaq/knowledge"
)

var noon = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) // a Wednesday

// each runs a test of what every backend promises.
func each(t *testing.T, o store.Options, test func(t *testing.T, s store.Store)) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			s := b.open(t, t.TempDir(), o)
			defer s.Close()
			test(t, s)
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func unanswered(guild, member, question string, at time.Time) store.Asked {
	return store.Asked{Guild: guild, Member: member, Command: "ask", Question: question, Lang: knowledge.Arabic, At: at}
}

func gaps(t *testing.T, s store.Store, guild string) []store.Gap {
	t.Helper()
	got, err := s.Gaps(t.Context(), guild)
	must(t, err)
	for i := range got {
		if len(got[i].ID) != 12 {
			t.Errorf("the id %q", got[i].ID)
		}
	}
	return got
}

// outline tells what gaps there are, without their times.
func outline(gaps []store.Gap) string {
	var out []string
	for _, g := range gaps {
		s := fmt.Sprintf("%d %s %s", g.Count, g.Kind, g.Question)
		if g.Answerable {
			s += " (answerable)"
		}
		for m, n := range g.Members {
			s += fmt.Sprintf(" %s×%d", m, n)
		}
		out = append(out, s)
	}
	return strings.Join(out, "; ")
}

func TestGaps(t *testing.T) {
	each(t, forever, func(t *testing.T, s store.Store) {
		ctx := t.Context()
		is := func(guild, want string) {
			t.Helper()
			if got := outline(gaps(t, s, guild)); got != want {
				t.Errorf("guild %q has %q, want %q", guild, got, want)
			}
		}
		must(t, s.Note(ctx,
			unanswered("1", "anna", "ما سعر Kling؟", noon),
			unanswered("1", "omar", "ما سعر KLING", noon.Add(time.Hour)),
			unanswered("1", "omar", "من أسس هواوي؟", noon),
			store.Asked{Guild: "1", Command: "ask", Question: "has an answer", Answered: true, At: noon},
			store.Asked{Guild: "1", Command: "help", At: noon},
		))
		must(t, s.Note(ctx, unanswered("2", "omar", "من أسس هواوي؟", noon)))
		is("1", "2 unanswered ما سعر KLING; 1 unanswered من أسس هواوي؟")
		is("2", "1 unanswered من أسس هواوي؟")
		is("", "")
		if g := gaps(t, s, "1")[0]; !g.First.Equal(noon) || !g.Last.Equal(noon.Add(time.Hour)) || g.Lang != knowledge.Arabic {
			t.Errorf("%+v", g)
		}

		// A verdict makes a gap, and taking it back takes that back.
		judge := func(member, answer string, helpful bool) {
			t.Helper()
			_, err := s.Judge(ctx, member, verdict("2", answer, helpful))
			must(t, err)
		}
		judge("anna", "a", false)
		judge("anna", "a", false)
		judge("omar", "a", false)
		judge("zaid", "a", true)
		is("2", "2 unhelpful "+verdict("", "", true).Question+"; 1 unanswered من أسس هواوي؟")
		if g := gaps(t, s, "2")[0]; !reflect.DeepEqual(g.Facts, []string{"kling-length"}) {
			t.Errorf("it does not know what was of no use: %+v", g)
		}
		judge("anna", "a", true)
		judge("omar", "a", true)
		is("2", "1 unanswered من أسس هواوي؟")

		n, err := s.MarkAnswerable(ctx, "1", func(g store.Gap) bool { return strings.Contains(g.Question, "هواوي") })
		if must(t, err); n != 1 {
			t.Errorf("%d are newly answerable", n)
		}
		n, err = s.MarkAnswerable(ctx, "1", func(g store.Gap) bool { return strings.Contains(g.Question, "هواوي") })
		if must(t, err); n != 0 {
			t.Errorf("%d are newly answerable, once more", n)
		}
		is("1", "2 unanswered ما سعر KLING; 1 unanswered من أسس هواوي؟ (answerable)")
		is("2", "1 unanswered من أسس هواوي؟")
		must(t, s.Note(ctx, unanswered("1", "zaid", "من أسس هواوي؟", noon.Add(2*time.Hour)))) // the fact went again
		is("1", "2 unanswered من أسس هواوي؟; 2 unanswered ما سعر KLING")

		must(t, s.Dismiss(ctx, "1", gaps(t, s, "1")[0].ID, "no such id"))
		must(t, s.Dismiss(ctx, "no such guild", "no such id"))
		is("1", "2 unanswered ما سعر KLING")
		must(t, s.Note(ctx, unanswered("1", "zaid", "من أسس هواوي؟", noon.Add(3*time.Hour))))
		is("1", "2 unanswered ما سعر KLING")
		is("2", "1 unanswered من أسس هواوي؟")

		guilds, err := s.Guilds(ctx)
		if must(t, err); !reflect.DeepEqual(guilds, []string{"1", "2"}) {
			t.Errorf("guilds: %q", guilds)
		}
	})
}

func TestWeeks(t *testing.T) {
	each(t, forever, func(t *testing.T, s store.Store) {
		ctx := t.Context()
		q := func(answered bool, at time.Time, about ...string) store.Asked {
			return store.Asked{Guild: "1", Command: "ask", Question: "?", Answered: answered, Entities: about, At: at}
		}
		must(t, s.Note(ctx, q(true, noon, "Kling", "Sora"), q(false, noon), q(true, noon, "Kling"), store.Asked{Guild: "1", Command: "help", At: noon}))
		must(t, s.Note(ctx, q(true, noon.AddDate(0, 0, -7)), q(true, time.Date(2027, 1, 3, 23, 0, 0, 0, time.UTC))))
		got, err := s.Weeks(ctx, "1")
		must(t, err)
		want := []store.Week{
			{Name: "2026-W47", Asked: 1, Answered: 1, Commands: map[string]int{"ask": 1}},
			{Name: "2026-W48", Asked: 3, Answered: 2, Unanswered: 1, Commands: map[string]int{"ask": 3, "help": 1}, Entities: map[string]int{"Kling": 2, "Sora": 1}},
			{Name: "2026-W53", Asked: 1, Answered: 1, Commands: map[string]int{"ask": 1}},
		}
		for i := range got {
			if len(got[i].Entities) == 0 {
				got[i].Entities = nil
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
		for _, w := range []struct{ name, monday string }{{"2026-W48", "2026-11-23"}, {"2026-W53", "2026-12-28"}, {"2026-W01", "2025-12-29"}, {"2024-W01", "2024-01-01"}} {
			if got := (store.Week{Name: w.name}).Monday().Format(time.DateOnly); got != w.monday {
				t.Errorf("%s begins on %s, not on %s", w.name, got, w.monday)
			}
		}
		if got, err := s.Weeks(ctx, "2"); err != nil || len(got) > 0 {
			t.Errorf("of another guild: %+v, %v", got, err)
		}

		// Both bounds, with the most asked among many names.
		var many []store.Asked
		for i := range 1000 {
			many = append(many, q(true, noon, fmt.Sprint("name ", i), "most asked"))
		}
		for i := range store.MaxWeeks + 5 {
			many = append(many, q(true, noon.AddDate(0, 0, 7*i)))
		}
		must(t, s.Note(ctx, many...))
		got, err = s.Weeks(ctx, "1")
		if must(t, err); len(got) != store.MaxWeeks || got[0].Name <= "2026-W48" {
			t.Errorf("%d weeks from %s", len(got), got[0].Name)
		}
		must(t, s.Note(ctx, store.Asked{Guild: "2", Entities: nil, At: noon}))
		for i := range 1000 {
			many[i].Guild = "2"
		}
		must(t, s.Note(ctx, many[:1000]...))
		got, err = s.Weeks(ctx, "2")
		if must(t, err); len(got[0].Entities) != store.MaxEntities || got[0].Entities["most asked"] != 1000 {
			t.Errorf("%d names, %d", len(got[0].Entities), got[0].Entities["most asked"])
		}
	})
}

func TestGapsAreBounded(t *testing.T) {
	each(t, forever, func(t *testing.T, s store.Store) {
		for i := range 10 {
			var asked []store.Asked
			for k := range store.MaxGaps/10 + 1 {
				asked = append(asked, unanswered("1", "", fmt.Sprintf("question %d of %d", k, i), noon.Add(time.Duration(i)*time.Minute)))
			}
			must(t, s.Note(t.Context(), asked...))
		}
		must(t, s.Note(t.Context(), unanswered("1", "", strings.Repeat("طويل ", 2000), noon.Add(time.Hour))))
		got := gaps(t, s, "1")
		if len(got) != store.MaxGaps || len(got[0].Question) > 2000 || !strings.HasPrefix(got[0].Question, "طويل") || strings.Contains(got[0].Question, "\uFFFD") {
			t.Errorf("%d gaps, the last of %d bytes", len(got), len(got[0].Question))
		}
		if last := got[len(got)-1]; !last.Last.Equal(noon) { // 10 of the oldest 501 had to go
			t.Errorf("the earliest is of %v", last.Last)
		}
	})
}

// TestRetention: what is too old is not returned, and not on the disk.
func TestRetention(t *testing.T) {
	week := store.Options{Retention: 7 * 24 * time.Hour}
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			dir := t.TempDir()
			s := b.open(t, dir, week)
			ctx, now := t.Context(), time.Now()
			old, fresh := now.Add(-8*24*time.Hour), now.Add(-6*24*time.Hour)
			must(t, s.Note(ctx, unanswered("1", "", "سؤال قديم", old), unanswered("1", "", "سؤال جديد", fresh), unanswered("2", "", "قديم وحده", old)))
			for _, at := range []time.Time{old, fresh} {
				v := verdict("1", at.String(), false)
				v.At = at
				_, err := s.Judge(ctx, "anna", v)
				must(t, err)
			}
			verdicts, err := s.Verdicts(ctx, "1")
			must(t, err)
			if len(verdicts) != 1 || !verdicts[0].At.Equal(fresh) {
				t.Errorf("verdicts: %+v", verdicts)
			}
			// The old verdict was given in one transaction, in which its gap was
			// too old already.
			if got := outline(gaps(t, s, "1")); !strings.Contains(got, "سؤال جديد") || strings.Contains(got, "قديم") {
				t.Errorf("gaps: %s", got)
			}
			if len(gaps(t, s, "2")) != 0 {
				t.Error("what is too old is returned")
			}
			must(t, s.Sweep(ctx))
			must(t, s.Close())
			if !b.keeps {
				return
			}
			s = b.open(t, dir, forever) // who would keep it finds nothing
			defer s.Close()
			if got := outline(gaps(t, s, "2")); got != "" {
				t.Errorf("still in the file: %s", got)
			}
		})
	}
}

func TestPrivacy(t *testing.T) {
	each(t, forever, func(t *testing.T, s store.Store) {
		ctx := t.Context()
		p, err := s.Privacy(ctx, "anna")
		if must(t, err); p != (store.Privacy{}) {
			t.Errorf("at first: %+v", p)
		}
		judge := func(member, answer string) bool {
			kept, err := s.Judge(ctx, member, verdict("1", answer, false))
			must(t, err)
			return kept
		}
		if !judge("anna", "a") || !judge("anna", "b") || !judge("omar", "a") {
			t.Error("a verdict is not kept")
		}
		id, err := s.Keep(ctx, store.Pending{Kind: "add", Guild: "1", Member: "anna"})
		must(t, err)
		f, err := s.Forget(ctx, "anna")
		if must(t, err); f != (store.Forgotten{Verdicts: 2}) {
			t.Errorf("forgotten: %+v", f)
		}
		verdicts, err := s.Verdicts(ctx, "1")
		if must(t, err); len(verdicts) != 1 || outline(gaps(t, s, "1")) != "1 unhelpful "+verdicts[0].Question {
			t.Errorf("left: %+v; %s", verdicts, outline(gaps(t, s, "1")))
		}
		if _, err := s.Waiting(ctx, id); !errors.Is(err, store.ErrGone) {
			t.Errorf("what waited for her: %v", err)
		}

		must(t, s.SetPrivacy(ctx, "anna", store.Privacy{OptOut: true}))
		if p, _ := s.Privacy(ctx, "anna"); !p.OptOut {
			t.Error("her wish is not kept")
		}
		if p, _ := s.Privacy(ctx, "omar"); p.OptOut {
			t.Error("her wish is taken for his")
		}
		if judge("anna", "c") {
			t.Error("her verdict is kept")
		}
		must(t, s.Note(ctx, unanswered("2", "anna", "ما سعر Kling؟", noon)))
		weeks, err := s.Weeks(ctx, "2")
		if must(t, err); len(gaps(t, s, "2")) > 0 || len(weeks) > 0 {
			t.Error("something is kept of who opted out")
		}
		if f, err := s.Forget(ctx, "anna"); err != nil || f != (store.Forgotten{}) {
			t.Errorf("once more: %+v, %v", f, err)
		}
		if p, _ := s.Privacy(ctx, "anna"); !p.OptOut {
			t.Error("forgetting her forgot her wish")
		}
		must(t, s.SetPrivacy(ctx, "anna", store.Privacy{}))
		if must(t, s.Note(ctx, unanswered("2", "anna", "ما سعر Kling؟", noon))); len(gaps(t, s, "2")) != 1 {
			t.Error("she opted in again, and nothing is kept")
		}
		if g := gaps(t, s, "2")[0]; g.Members != nil {
			t.Errorf("members are kept unasked: %v", g.Members)
		}
	})
}

// TestKeepMembers: only where the operator wants it do gaps know who asked; then
// Forget finds them.
func TestKeepMembers(t *testing.T) {
	keep := forever
	keep.KeepMembers = true
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			dir := t.TempDir()
			s := b.open(t, dir, keep)
			ctx := t.Context()
			must(t, s.Note(ctx, unanswered("1", "anna", "ما سعر Kling؟", noon), unanswered("1", "anna", "ما سعر Kling؟", noon),
				unanswered("1", "omar", "ما سعر Kling؟", noon), unanswered("2", "anna", "من أسس هواوي؟", noon)))
			_, err := s.Judge(ctx, "anna", verdict("1", "a", false))
			must(t, err)
			if g := gaps(t, s, "1")[0]; g.Members["anna"] != 2 || g.Members["omar"] != 1 {
				t.Errorf("%+v", g)
			}
			f, err := s.Forget(ctx, "anna")
			if must(t, err); f != (store.Forgotten{Verdicts: 1, Gaps: 2}) {
				t.Errorf("forgotten: %+v", f)
			}
			if got := outline(gaps(t, s, "1")) + outline(gaps(t, s, "2")); got != "1 unanswered ما سعر Kling؟ omar×1" {
				t.Errorf("left: %s", got)
			}
			if must(t, s.Close()); !b.keeps {
				return
			}
			s = b.open(t, dir, forever)
			defer s.Close()
			if got := outline(gaps(t, s, "1")); got != "1 unanswered ما سعر Kling؟" {
				t.Errorf("kept no more, and still there: %s", got)
			}
		})
	}
}

func TestPending(t *testing.T) {
	each(t, forever, func(t *testing.T, s store.Store) {
		ctx := t.Context()
		p := store.Pending{Kind: "upload", Guild: "1", Member: "anna", Base: "v1", Payload: []byte("- حقيقة \x00\xff")}
		id, err := s.Keep(ctx, p)
		must(t, err)
		got, err := s.Waiting(ctx, id)
		must(t, err)
		if len(id) != 16 || got.Expires.Before(time.Now().Add(14*time.Minute)) {
			t.Errorf("id %q, expires %v", id, got.Expires)
		}
		p.ID, p.Expires = id, got.Expires
		if !reflect.DeepEqual(got, p) {
			t.Errorf("got %+v, want %+v", got, p)
		}
		var taken atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				if _, err := s.Take(ctx, id); err == nil {
					taken.Add(1)
				} else if !errors.Is(err, store.ErrGone) {
					t.Error(err)
				}
			})
		}
		if all.Wait(); taken.Load() != 1 {
			t.Errorf("taken %d times", taken.Load())
		}
		for _, id := range []string{id, "", "no such id"} {
			if _, err := s.Waiting(ctx, id); !errors.Is(err, store.ErrGone) {
				t.Errorf("%q: %v", id, err)
			}
		}
		p.Payload = make([]byte, store.MaxPayload+1)
		if _, err := s.Keep(ctx, p); !errors.Is(err, store.ErrTooLarge) {
			t.Errorf("too large: %v", err)
		}
		p.Payload = make([]byte, store.MaxPayload)
		var ids []string
		other, err := s.Keep(ctx, store.Pending{Guild: "2"})
		must(t, err)
		for range store.MaxPending + 1 {
			id, err := s.Keep(ctx, p)
			must(t, err)
			ids = append(ids, id)
			p.Payload = nil
		}
		if _, err := s.Waiting(ctx, ids[0]); !errors.Is(err, store.ErrGone) {
			t.Errorf("the first of too many: %v", err)
		}
		for _, id := range append(ids[1:], other) {
			if _, err := s.Waiting(ctx, id); err != nil {
				t.Errorf("one that should wait: %v", err)
			}
		}
	})
}

// TestPendingExpires looks a quarter of an hour ahead.
func TestPendingExpires(t *testing.T) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := b.open(t, t.TempDir(), forever)
				defer s.Close()
				id, err := s.Keep(t.Context(), store.Pending{Kind: "add"})
				must(t, err)
				time.Sleep(store.PendingTime - time.Second)
				if _, err := s.Waiting(t.Context(), id); err != nil {
					t.Errorf("just before: %v", err)
				}
				time.Sleep(time.Second)
				if _, err := s.Take(t.Context(), id); !errors.Is(err, store.ErrGone) {
					t.Errorf("afterwards: %v", err)
				}
			})
		})
	}
}

// TestLayout1: a file that sibaq wrote before it kept gaps has all that it had,
// and gaps of the verdicts in it.
func TestLayout1(t *testing.T) {
	packed, err := os.ReadFile("testdata/layout-1.db.gz")
	must(t, err)
	r, err := gzip.NewReader(bytes.NewReader(packed))
	must(t, err)
	data, err := io.ReadAll(r)
	must(t, err)
	path := filepath.Join(t.TempDir(), "sibaq.db")
	must(t, os.WriteFile(path, data, 0o600))
	for range 2 { // the second time there is nothing to be done
		s, err := store.Open(path, forever)
		must(t, err)
		ctx := t.Context()
		one, err := s.Settings(ctx, "1")
		must(t, err)
		two, err := s.Settings(ctx, "2")
		must(t, err)
		if !reflect.DeepEqual(one, store.Settings{Private: true, ArabicDigits: true}) || !reflect.DeepEqual(two, store.Settings{Private: true}) {
			t.Errorf("settings: %+v %+v", one, two)
		}
		verdicts, err := s.Verdicts(ctx, "1")
		must(t, err)
		direct, err := s.Verdicts(ctx, "")
		must(t, err)
		if len(verdicts) != 4 || len(direct) != 1 || verdicts[3].Question != "ما أقصى مدة لفيديو Kling؟" || !verdicts[3].Helpful {
			t.Errorf("verdicts: %+v, %+v", verdicts, direct)
		}
		if got, want := outline(gaps(t, s, "1")), "1 unhelpful How many chips did Huawei make?; 1 unhelpful ما سعر سورا؟; 1 unhelpful ما سعر Sora؟"; got != want {
			t.Errorf("gaps: %s", got)
		}
		must(t, s.Close())
	}
	s, err := store.Open(path, forever)
	must(t, err)
	defer s.Close()
	f, err := s.Forget(t.Context(), "omar")
	if must(t, err); f.Verdicts != 2 || outline(gaps(t, s, "1")) != "1 unhelpful ما سعر Sora؟" {
		t.Errorf("who gave a verdict then is not known now: %+v, %s", f, outline(gaps(t, s, "1")))
	}
}

// TestCopy: the store of a running bot can be read beside it, also while it writes.
func TestCopy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sibaq.db")
	s, err := store.Open(path, forever)
	must(t, err)
	ctx := t.Context()
	must(t, s.Note(ctx, unanswered("1", "", "ما سعر Kling؟", noon)))
	stop := make(chan bool)
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if err := s.Note(ctx, unanswered("2", "", fmt.Sprint("سؤال ", i), noon)); err != nil {
				t.Error(err)
			}
		}
	})
	for range 5 {
		c, err := store.OpenCopy(ctx, path, forever)
		must(t, err)
		if got := outline(gaps(t, c, "1")); got != "1 unanswered ما سعر Kling؟" {
			t.Errorf("the copy has %q", got)
		}
		must(t, c.Dismiss(ctx, "1", gaps(t, c, "1")[0].ID))
		must(t, c.Close())
	}
	close(stop)
	writer.Wait()
	if len(gaps(t, s, "1")) != 1 {
		t.Error("what was done to a copy reached the store")
	}
	must(t, s.Close())
	if _, err := store.OpenCopy(ctx, filepath.Join(t.TempDir(), "none.db"), forever); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a copy of nothing: %v", err)
	}
}

// TestKilled: whatever a method kept is there when the process is killed the
// moment after.
func TestKilled(t *testing.T) {
	if path := os.Getenv("STORE_TO_WRITE"); path != "" {
		s, err := store.Open(path, forever)
		must(t, err)
		for i := 0; ; i++ {
			_, err := s.ChangeSettings(t.Context(), fmt.Sprint(i), func(s *store.Settings) { s.Cooldown = i + 1 })
			must(t, err)
			fmt.Println("kept", i)
		}
	}
	path := filepath.Join(t.TempDir(), "sibaq.db")
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilled$")
	child.Env = append(os.Environ(), "STORE_TO_WRITE="+path)
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	last := -1
	for lines := bufio.NewScanner(out); last < 20 && lines.Scan(); {
		fmt.Sscanf(lines.Text(), "kept %d", &last)
	}
	must(t, child.Process.Kill())
	child.Wait()
	s, err := store.Open(path, forever)
	must(t, err)
	defer s.Close()
	if last < 20 {
		t.Fatalf("the child kept only %d", last)
	}
	for i := range last + 1 {
		if got, err := s.Settings(t.Context(), fmt.Sprint(i)); err != nil || got.Cooldown != i+1 {
			t.Errorf("settings %d are %+v, %v", i, got, err)
		}
	}
}
