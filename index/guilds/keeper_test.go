package guilds_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sibaq/index"
	"sibaq/index/guilds"
	"sibaq/knowledge"
)

const (
	guildA = "100000000000000001"
	guildB = "100000000000000002"
)

// place is a shared folder and a folder of guilds on a disk, with a keeper.
type place struct {
	*guilds.Keeper
	t        *testing.T
	dir      string // of the guilds
	sharedAt string
	shared   *index.Live
	log      bytes.Buffer
}

// start makes a place; every look at a folder is taken to be due, and who asks
// waits as long as it takes.
func start(t *testing.T, cfg guilds.Config) *place {
	t.Helper()
	p := &place{t: t, dir: t.TempDir(), sharedAt: t.TempDir()}
	p.writeShared("models.md", "---\nentities:\n  - {name: Kling, ar: كلينغ}\n---\n- Kling can make clips of up to two minutes. {2024-06}\n- Sora can make clips of up to one minute. {2024-02}\n")
	live, err := index.NewLive(context.Background(), func(context.Context) (*knowledge.Base, error) { return knowledge.Load(os.DirFS(p.sharedAt)) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	p.shared = live
	cfg.Dir, cfg.Shared, cfg.Log = p.dir, live, slog.New(slog.NewTextHandler(&p.log, nil))
	if cfg.Wait == 0 {
		cfg.Wait = time.Hour
	}
	if cfg.Every == 0 {
		cfg.Every = time.Nanosecond
	}
	if p.Keeper, err = guilds.New(cfg); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Close()
		if err := live.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func (p *place) writeShared(name, text string) { p.put(filepath.Join(p.sharedAt, name), text) }
func (p *place) write(guild, name, text string) {
	p.put(filepath.Join(p.dir, guild, name), text)
}

func (p *place) put(path, text string) {
	p.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// ask is the first fact that a guild gets, "" where there is no answer.
func (p *place) ask(guild, question string) string {
	p.t.Helper()
	live, release := p.Of(context.Background(), guild)
	defer release()
	if live == nil {
		live = p.shared
	}
	a, err := live.Answer(context.Background(), index.Question{Text: question})
	if err != nil {
		p.t.Fatal(err)
	}
	if !a.Answered {
		return ""
	}
	return a.Facts[0].Fact.File + ": " + a.Facts[0].Fact.Text
}

// reload reads a guild's folder as after a change from Discord.
func (p *place) reload(guild string) error {
	_, err := p.Reload(context.Background(), guild)
	return err
}

const club = "- The Falcons club meets on Sundays in Riyadh. {2025}\n"

func TestAGuildsFactsAreItsOwn(t *testing.T) {
	p := start(t, guilds.Config{})
	p.write(guildA, "club.md", club)
	p.write(guildB, "club.md", "- The Otters club meets on Mondays in Tunis. {2025}\n")
	cases := []struct{ guild, question, want string }{
		{guildA, "When does the Falcons club meet?", "guild/club.md: The Falcons club meets on Sundays in Riyadh."},
		{guildB, "When does the Otters club meet?", "guild/club.md: The Otters club meets on Mondays in Tunis."},
		{guildA, "How long can a Kling clip be?", "models.md: Kling can make clips of up to two minutes."},
		{guildB, "How long can a Kling clip be?", "models.md: Kling can make clips of up to two minutes."},
		{"100000000000000003", "When does the Falcons club meet?", ""},
		{"", "When does the Falcons club meet?", ""},
	}
	for _, c := range cases {
		if got := p.ask(c.guild, c.question); got != c.want {
			t.Errorf("guild %q, %q: %q, want %q", c.guild, c.question, got, c.want)
		}
	}
	if got := p.ask(guildB, "When does the Falcons club meet?"); strings.Contains(got, "Falcons") {
		t.Errorf("guild B sees %q", got)
	}
	if strings.Contains(p.log.String(), "Falcons") || strings.Contains(p.log.String(), "club.md") {
		t.Errorf("the log tells what is in a guild's folder:\n%s", &p.log)
	}
}

func TestChanges(t *testing.T) {
	p := start(t, guilds.Config{})
	if got := p.ask(guildA, "When does the Falcons club meet?"); got != "" {
		t.Fatalf("before there is a folder: %q", got)
	}
	if err := p.reload(guildA); !errors.Is(err, guilds.ErrNone) {
		t.Errorf("no folder to reload: %v", err)
	}
	p.write(guildA, "club.md", club)
	if got := p.ask(guildA, "When does the Falcons club meet?"); !strings.Contains(got, "Sundays") {
		t.Errorf("a new folder: %q", got)
	}
	p.write(guildA, "club.md", strings.Replace(club, "Sundays", "Fridays", 1))
	change, err := p.Reload(context.Background(), guildA)
	if err != nil || change.Changed != 1 || len(change.FilesChanged) != 1 {
		t.Errorf("the change is %+v, %v", change, err)
	}
	if got := p.ask(guildA, "When does the Falcons club meet?"); !strings.Contains(got, "Fridays") {
		t.Errorf("a changed file: %q", got)
	}
	p.writeShared("more.md", "- Veo can make clips of eight seconds. {2025}\n")
	if _, err := p.shared.Reload(context.Background()); err != nil {
		t.Fatal(err)
	}
	<-p.Refresh()
	if got := p.ask(guildA, "How long can a Veo clip be?"); !strings.Contains(got, "eight seconds") {
		t.Errorf("after a change of the shared folder: %q", got)
	}
	if err := os.Remove(filepath.Join(p.dir, guildA, "club.md")); err != nil {
		t.Fatal(err)
	}
	if err := p.reload(guildA); !errors.Is(err, guilds.ErrNone) {
		t.Errorf("an empty folder: %v", err)
	}
	if got := p.ask(guildA, "When does the Falcons club meet?"); strings.Contains(got, "Falcons") {
		t.Errorf("after the file is gone: %q", got)
	}
}

// A file that changes on the disk is served without anybody asking for that.
func TestChangesAreNoticed(t *testing.T) {
	p := start(t, guilds.Config{})
	p.write(guildA, "club.md", club)
	p.ask(guildA, "Falcons")
	p.write(guildA, "club.md", strings.Replace(club, "Sundays", "Fridays", 1)+"- The club has a mascot.\n")
	for deadline := time.Now().Add(30 * time.Second); ; {
		if strings.Contains(p.ask(guildA, "When does the Falcons club meet?"), "Fridays") {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the change is never served")
		}
	}
}

func TestABrokenFolder(t *testing.T) {
	p := start(t, guilds.Config{Limits: knowledge.Limits{Facts: 3}})
	p.write(guildA, "club.md", "- "+"The club meets. [^nowhere]\n")
	var problems knowledge.Problems
	if err := p.reload(guildA); !errors.As(err, &problems) || problems[0].Where() != "club.md:1" {
		t.Errorf("the problems are %v", err)
	}
	if _, err := p.Check(context.Background(), guildA); !errors.As(err, &problems) {
		t.Errorf("check says %v", err)
	}
	if got := p.ask(guildA, "How long can a Kling clip be?"); !strings.Contains(got, "two minutes") {
		t.Errorf("the shared knowledge does not answer: %q", got)
	}
	p.write(guildA, "club.md", club)
	if err := p.reload(guildA); err != nil {
		t.Fatal(err)
	}
	p.write(guildA, "club.md", club+"- Two.\n- Three.\n- Four.\n")
	if err := p.reload(guildA); !errors.As(err, &problems) || !strings.Contains(err.Error(), "holds 4 facts, and the limit is 3") {
		t.Errorf("beyond the limit: %v", err)
	}
	if got := p.ask(guildA, "When does the Falcons club meet?"); !strings.Contains(got, "Sundays") {
		t.Errorf("the folder as it was is not served: %q", got)
	}
	// A broken folder never keeps back what the shared one says now.
	p.writeShared("more.md", "- Veo can make clips of eight seconds. {2025}\n")
	if _, err := p.shared.Reload(context.Background()); err != nil {
		t.Fatal(err)
	}
	<-p.Refresh()
	if got := p.ask(guildA, "How long can a Veo clip be?"); !strings.Contains(got, "eight seconds") {
		t.Errorf("the shared folder as it was is served: %q", got)
	}
	if got := p.ask(guildA, "When does the Falcons club meet?"); !strings.Contains(got, "Sundays") {
		t.Errorf("and the guild's facts are gone: %q", got)
	}
}

func TestOwnQuestions(t *testing.T) {
	p := start(t, guilds.Config{})
	p.write(guildA, "club.md", "- The Falcons club meets on Sundays in Riyadh. {2025, id: meets}\n")
	p.write(guildA, "questions.txt", "When does the Falcons club meet?\n= meets\n")
	if err := p.reload(guildA); err != nil {
		t.Fatal(err)
	}
	p.write(guildA, "questions.txt", "What is the capital of France?\n= meets\n")
	var problems knowledge.Problems
	if err := p.reload(guildA); !errors.As(err, &problems) {
		t.Errorf("a question that goes wrong: %v", err)
	}
	if got := p.ask(guildA, "When does the Falcons club meet?"); !strings.Contains(got, "Sundays") {
		t.Errorf("the folder as it was is not served: %q", got)
	}
}

func TestNoWayOut(t *testing.T) {
	p := start(t, guilds.Config{})
	p.write(guildA, "club.md", club)
	p.write(guildB, "own.md", "- The Otters club meets on Mondays. {2025}\n")
	if err := os.Symlink(filepath.Join("..", guildA, "club.md"), filepath.Join(p.dir, guildB, "link.md")); err != nil {
		t.Skip(err)
	}
	guildC := "100000000000000003"
	if err := os.Symlink(guildA, filepath.Join(p.dir, guildC)); err != nil {
		t.Fatal(err)
	}
	for _, guild := range []string{guildB, guildC, "../" + filepath.Base(p.dir) + "/" + guildA, "./" + guildA, guildA + "/", ".", "..", guildA + "\x00"} {
		if got := p.ask(guild, "When does the Falcons club meet?"); strings.Contains(got, "Falcons") {
			t.Errorf("guild %q reads another's folder: %q", guild, got)
		}
		if dir, _, ok := p.Folder(guild); ok && guild != guildB && guild != guildC {
			t.Errorf("guild %q has the folder %q", guild, dir)
		}
	}
}

func TestOnlySoManyInMemory(t *testing.T) {
	for name, cfg := range map[string]guilds.Config{"by number": {Most: 2}, "by memory": {Memory: 1}} {
		t.Run(name, func(t *testing.T) {
			p := start(t, cfg)
			ids := []string{"201", "202", "203", "204"}
			for _, id := range ids {
				p.write(id, "club.md", fmt.Sprintf("- The club number %s meets on Sundays. {2025}\n", id))
			}
			first, release := p.Of(context.Background(), ids[0])
			if first == nil {
				t.Fatal("the first folder is not served")
			}
			for range 3 {
				for _, id := range ids[1:] {
					if got := p.ask(id, "When does the club number "+id+" meet?"); !strings.Contains(got, id) {
						t.Errorf("guild %s: %q", id, got)
					}
				}
			}
			if _, err := first.Answer(context.Background(), index.Question{Text: "club"}); err != nil {
				t.Errorf("a folder in use was closed: %v", err)
			}
			release()
			release() // is harmless
			p.ask(ids[1], "club")
			p.ask(ids[2], "club")
			p.Close()
			if _, err := first.Answer(context.Background(), index.Question{Text: "club"}); !errors.Is(err, index.ErrClosed) {
				t.Errorf("the folder that nobody used stays open: %v", err)
			}
		})
	}
}

// Who cannot wait is answered from the shared knowledge at once.
func TestNobodyWaits(t *testing.T) {
	p := start(t, guilds.Config{Wait: time.Nanosecond})
	p.write(guildA, "club.md", club)
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if live, release := p.Of(ended, guildA); live != nil {
		release()
	}
	if err := p.reload(guildA); err != nil { // after whoever reads it now
		t.Fatal(err)
	}
	if got := p.ask(guildA, "When does the Falcons club meet?"); !strings.Contains(got, "Sundays") {
		t.Errorf("later: %q", got)
	}
}

func TestAllAtOnce(t *testing.T) {
	p := start(t, guilds.Config{Most: 3})
	var all sync.WaitGroup
	for g := range 8 {
		id := fmt.Sprint(300 + g)
		p.write(id, "club.md", fmt.Sprintf("- The club of guild %s meets on Sundays. {2025}\n", id))
		for range 3 {
			all.Go(func() {
				for range 5 {
					live, release := p.Of(context.Background(), id)
					if live == nil {
						t.Errorf("guild %s gets the shared knowledge alone", id)
						release()
						return
					}
					a, err := live.Answer(context.Background(), index.Question{Text: "When does the club of guild " + id + " meet?"})
					if err != nil || !a.Answered || !strings.Contains(a.Facts[0].Fact.Text, id) {
						t.Errorf("guild %s: %v, %v", id, a.Facts, err)
					}
					release()
				}
			})
		}
	}
	all.Go(func() {
		for n := range 3 {
			p.writeShared("more.md", fmt.Sprintf("- Veo %d can make clips of eight seconds.\n", n))
			_, _ = p.shared.Reload(context.Background())
			<-p.Refresh()
		}
	})
	all.Wait()
}

func TestNew(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, file + "-none"} {
		if _, err := guilds.New(guilds.Config{Dir: dir}); err == nil {
			t.Errorf("%s is no folder", dir)
		}
	}
}
