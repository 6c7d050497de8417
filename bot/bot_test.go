package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log/slog"
	"maps"
	"os"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/knowledge"
)

// video is the knowledge folder of most tests: what a moderator would write.
const video = `---
title: توليد الفيديو
language: ar
reviewed: 2026-11-24
entities:
  - name: Kling
    ar: كلينغ
    en: Kling
    zh: 可灵
    type: model
    aliases: [كلينج]
  - name: Sora
    ar: سورا
    en: Sora
    type: model
  - name: Kuaishou
    ar: كوايشو
    en: Kuaishou
    type: company
---

# توليد الفيديو

## Kling

- يمكن لنموذج Kling إنتاج مقاطع فيديو تصل مدتها إلى دقيقتين بدقة 1080p. [^mit]
  - en: Kling can make video clips of up to two minutes at 1080p. [^mit]
  - date: 2024-06
  - status: claim by Kuaishou
- أعلنت شركة Kuaishou عن نموذج Kling في 6 يونيو 2024. [^mit] {2024-06-06، مؤكد}
  - en: Kuaishou announced the Kling model on 6 June 2024.

| الخاصية | Kling | Sora |
|---|---|---|
| المدة القصوى | دقيقتان [^mit] {2024-06، ادعاء من Kuaishou} | دقيقة [^jazeera] {2024-02} |
| متاح للعامة | نعم | — |

| Attribute | Kling | Sora |
|---|---|---|
| Maximum length | 2 minutes | 1 minute |
| Publicly available | yes | — |

[^mit]: [I tested out a buzzy new AI model](https://example.org/kling_(model)), MIT Technology Review, 2024-06
[^jazeera]: [Sora](https://example.org/sora), الجزيرة نت, 2024-02-15
`

// folder is a knowledge folder that a test can edit.
type folder struct {
	mu    sync.Mutex
	files fstest.MapFS
}

func (f *folder) write(name, text string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.files = maps.Clone(f.files)
	f.files[name] = &fstest.MapFile{Data: []byte(text)}
}

func (f *folder) load(context.Context) (*knowledge.Base, error) {
	f.mu.Lock()
	var now fs.FS = f.files
	f.mu.Unlock()
	return knowledge.Load(now)
}

// fixture is a bot that runs on the fake Discord.
type fixture struct {
	*discordtest.Server
	folder *folder
	live   *index.Live
	logs   *logBuffer
	stop   func() // ends the bot and waits for it
	ended  chan error
}

type logBuffer struct {
	mu      sync.Mutex
	b       bytes.Buffer
	written chan struct{} // one slot
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case l.written <- struct{}{}:
	default:
	}
	return l.b.Write(p)
}

// wait waits until the log holds a text.
func (l *logBuffer) wait(t *testing.T, text string) {
	t.Helper()
	late := time.After(discordtest.Patience)
	for !strings.Contains(l.String(), text) {
		select {
		case <-l.written:
		case <-late:
			t.Fatalf("%q did not come into the log:\n%s", text, l)
		}
	}
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// setUp makes a fixture whose bot does not run yet. change may alter the
// configuration.
func setUp(t *testing.T, change func(*bot.Config, *fixture)) (*fixture, bot.Config) {
	t.Helper()
	t.Parallel()
	return newFixture(t, change)
}

func newFixture(t testing.TB, change func(*bot.Config, *fixture)) (*fixture, bot.Config) {
	t.Helper()
	f := &fixture{
		Server: discordtest.New(t),
		folder: &folder{files: fstest.MapFS{"video.md": {Data: []byte(video)}}},
		logs:   &logBuffer{written: make(chan struct{}, 1)},
		ended:  make(chan error, 1),
	}
	live, err := index.NewLive(t.Context(), f.folder.load, nil)
	if err != nil {
		t.Fatal(err)
	}
	f.live = live
	cfg := bot.Config{
		Token: f.Token, Knowledge: live, Check: f.folder.load, Store: store.Memory(store.Options{}),
		Log:    slog.New(slog.NewTextHandler(f.logs, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Client: f.Client(), Dialer: f.Dialer(),
		// Only tests of time meet a deadline; a slow machine must not.
		Timing: bot.Timing{Defer: 2500 * time.Millisecond, Prompt: discordtest.Patience, Retry: time.Millisecond},
	}
	if change != nil {
		change(&cfg, f)
	}
	return f, cfg
}

// start runs a bot until the test ends.
func start(t *testing.T, change func(*bot.Config, *fixture)) *fixture {
	t.Helper()
	f, cfg := setUp(t, change)
	f.run(t, cfg)
	return f
}

func (f *fixture) run(t testing.TB, cfg bot.Config) {
	t.Helper()
	b, err := bot.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	go func() { f.ended <- b.Run(ctx) }()
	f.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-f.ended; err != nil {
			t.Errorf("the bot ended with %v", err)
		}
		for _, secret := range []string{f.Token, discordtest.InteractionToken} {
			if strings.Contains(f.logs.String(), secret) {
				t.Errorf("the log holds a token:\n%s", f.logs)
			}
		}
		f.live.Close()
		if t.Failed() {
			t.Logf("the bot's log:\n%s", f.logs)
		}
	})
	t.Cleanup(f.stop)
}

// command sends a command with options given as name, value, name, value …
func command(name string, options ...string) discordtest.Interaction {
	i := discordtest.Interaction{Command: name, Options: map[string]string{}}
	for n := 0; n+1 < len(options); n += 2 {
		i.Options[options[n]] = options[n+1]
	}
	return i
}

// find gives the command that looks for facts on a message.
func find(f *fixture, content string) discordtest.Interaction {
	return discordtest.Interaction{Command: "ابحث عن حقائق · Find facts", Target: f.Posted(content)}
}

func moderator(i discordtest.Interaction) discordtest.Interaction {
	i.Permissions = discordtest.ManageServer
	return i
}

// shown is a message as a text file shows it: invisible characters by name,
// buttons in brackets.
func shown(message map[string]any) string {
	var b strings.Builder
	put := func(format string, a ...any) { fmt.Fprintf(&b, format+"\n", a...) }
	if f, _ := message["flags"].(float64); f == 64 {
		put("(private)")
	}
	attachments, _ := message["attachments"].([]any)
	for _, a := range attachments {
		a := a.(map[string]any)
		put("<picture: %s>", say.Show(fmt.Sprint(a["description"])))
	}
	embeds, _ := message["embeds"].([]any)
	for _, e := range embeds {
		e := e.(map[string]any)
		if s, _ := e["title"].(string); s != "" {
			put("# %s", say.Show(s))
		}
		if s, _ := e["url"].(string); s != "" {
			put("(%s)", address.ReplaceAllString(s, "$1/MESSAGE"))
		}
		if s, _ := e["description"].(string); s != "" {
			put("%s", say.Show(s))
		}
		if f, _ := e["footer"].(map[string]any); f != nil {
			put("-- %s", say.Show(f["text"].(string)))
		}
	}
	rows, _ := message["components"].([]any)
	for _, r := range rows {
		buttons, _ := r.(map[string]any)["components"].([]any)
		for _, x := range buttons {
			x := x.(map[string]any)
			if s := shownSelect(x); s != "" {
				put("%s", s)
			} else if x["disabled"] == true {
				put("(%s)", x["label"])
			} else {
				put("[%s]", x["label"])
			}
		}
	}
	return b.String()
}

// shownSelect is a select as a text file shows it, what is chosen in asterisks;
// "" for what is none.
func shownSelect(c map[string]any) string {
	if c["type"] == float64(2) {
		return ""
	}
	var all []string
	options, _ := c["options"].([]any)
	for _, o := range options {
		o := o.(map[string]any)
		label := fmt.Sprint(o["label"])
		if o["default"] == true {
			label = "*" + label + "*"
		}
		all = append(all, label)
	}
	chosen, _ := c["default_values"].([]any)
	for _, d := range chosen {
		d := d.(map[string]any)
		all = append(all, fmt.Sprintf("*%v %v*", d["type"], d["id"]))
	}
	off := ""
	if c["disabled"] == true {
		off = " (off)"
	}
	return fmt.Sprintf("{%v%s: %s}", c["placeholder"], off, strings.Join(all, " | "))
}

var address = regexp.MustCompile(`(https://discord.com/channels/.*)/\d+`)

// mustHold fails unless a text has all parts, emphasis and what keeps things
// together at a line's end aside; testdata/replies.txt has those.
func mustHold(t *testing.T, text string, parts ...string) {
	t.Helper()
	loose := strings.NewReplacer("<WJ>", "", "<NBSP>", " ").Replace(text)
	for _, p := range parts {
		if !strings.Contains(loose, p) && !strings.Contains(strings.ReplaceAll(loose, "**", ""), p) {
			t.Errorf("%q is not in:\n%s", p, text)
		}
	}
}

// TestMain fails when a test leaves work running.
func TestMain(m *testing.M) {
	code := m.Run()
	if left := leftovers(); code == 0 && left != "" {
		fmt.Fprintf(os.Stderr, "still running after the tests:\n%s\n", left)
		code = 1
	}
	os.Exit(code)
}

// leftovers waits for our goroutines to end and returns those that do not.
// One that hangs inside discordgo's Open is known: the bot cannot end it, only
// replace its session.
func leftovers() string {
	var left []string
	for deadline := time.Now().Add(5 * time.Second); time.Now().Before(deadline); runtime.Gosched() {
		buf := make([]byte, 1<<20)
		left = nil
		for _, g := range strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
			ours := strings.Contains(g, "sibaq/") || strings.Contains(g, "discordgo")
			if ours && !strings.Contains(g, "TestMain") && !strings.Contains(g, "discordgo.(*Session).Open") {
				left = append(left, g)
			}
		}
		if len(left) == 0 {
			return ""
		}
	}
	return strings.Join(left, "\n\n")
}
