package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/knowledge"
)

func TestRegistration(t *testing.T) {
	f, cfg := setUp(t, nil)
	f.run(t, cfg)
	f.Connected(t)
	names := map[string]map[string]any{}
	for _, c := range f.Commands("") {
		names[c["name"].(string)] = c
	}
	for _, n := range []string{"ask", "compare", "about", "timeline", "rank", "sources", "help", "reload", "check", "اسأل", "قارن", "عن", "تسلسل-زمني", "ترتيب", "المصادر", "مساعدة", "تحديث", "فحص"} {
		c := names[n]
		if c == nil {
			t.Errorf("/%s is not registered", n)
			continue
		}
		moderators := n == "reload" || n == "check" || n == "تحديث" || n == "فحص"
		if p := c["default_member_permissions"]; moderators != (p == "32") {
			t.Errorf("/%s: default_member_permissions is %v", n, p)
		}
		if contexts := len(c["contexts"].([]any)); moderators != (contexts == 1) {
			t.Errorf("/%s works in %d contexts", n, contexts)
		}
		if installs := len(c["integration_types"].([]any)); moderators != (installs == 1) {
			t.Errorf("/%s can be added in %d ways", n, installs)
		}
		checkLanguages(t, n, c)
	}
	if c := names["ابحث عن حقائق · Find facts"]; c == nil || c["type"] != float64(3) {
		t.Errorf("the command on messages is %v", c)
	}
	f.stop()
	mustHold(t, f.logs.String(), "User Install is off")
	written := len(f.Writes())

	// A second start finds everything as it should be.
	again(t, f, cfg)
	if n := len(f.Writes()); n != written {
		t.Errorf("a second start wrote %d times: %v", n-written, f.Writes()[written:])
	}

	// One command was changed, one is of an older version: two writes.
	commands := f.Commands("")
	for _, c := range commands {
		if c["name"] == "ask" {
			c["description"] = "something else"
		}
	}
	old := map[string]any{"type": float64(1), "name": "old", "description": "of an older version"}
	entry := map[string]any{"type": float64(4), "name": "launch", "description": "of Discord's own"}
	f.SetCommands("", append(commands, old, entry)...)
	again(t, f, cfg)
	var got []string
	for _, r := range f.Writes()[written:] {
		got = append(got, r.Method)
	}
	if strings.Join(got, " ") != "PATCH DELETE" {
		t.Errorf("the mending took %v", got)
	}
}

// checkLanguages holds a command to both languages where Discord has no Arabic,
// and an English one to English for an English client.
func checkLanguages(t *testing.T, name string, c map[string]any) {
	t.Helper()
	arabic := func(s any) bool {
		return strings.ContainsFunc(fmt.Sprint(s), func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
	}
	described := []map[string]any{c}
	options, _ := c["options"].([]any)
	for _, o := range options {
		described = append(described, o.(map[string]any))
	}
	for _, d := range described {
		if text := fmt.Sprint(d["description"]); !arabic(text) || !strings.Contains(text, " · ") {
			t.Errorf("/%s is described as %q", name, text)
		}
		local, _ := d["description_localizations"].(map[string]any)
		if arabic(name) != (len(local) == 0) || !arabic(name) && (arabic(local["en-US"]) || local["en-US"] == nil || local["en-US"] != local["en-GB"]) {
			t.Errorf("/%s is localised as %v", name, local)
		}
	}
}

// TestUserInstall: nobody is told what is in order.
func TestUserInstall(t *testing.T) {
	f := start(t, func(_ *bot.Config, f *fixture) { f.UserInstall = true })
	f.Connected(t)
	f.stop()
	if strings.Contains(f.logs.String(), "User Install") {
		t.Errorf("the log says\n%s", f.logs)
	}
}

// again runs a bot until it is connected, and stops it.
func again(t *testing.T, f *fixture, cfg bot.Config) {
	t.Helper()
	b, err := bot.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	f.Connected(t)
	cancel()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
	f.Disconnected(t)
}

func TestRegistrationInOneGuild(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) { cfg.Guild = f.GuildID })
	f.Connected(t)
	if n := len(f.Commands(f.GuildID)); n != 25 {
		t.Errorf("%d commands in the guild", n)
	}
	if n := len(f.Commands("")); n != 0 {
		t.Errorf("%d commands for all", n)
	}
}

func TestNoPrivilegedIntent(t *testing.T) {
	f := start(t, nil)
	if id := f.Identified(t, 1)[0]; id.Intents != 0 {
		t.Errorf("intents are %d", id.Intents)
	}
}

func TestBadToken(t *testing.T) {
	f, cfg := setUp(t, nil)
	cfg.Token = "MTAwMDAwMDAwMDAwMDAwMDAy.GfAkEr.a-token-that-nobody-knows-any-more-02"
	b, err := bot.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	err = b.Run(t.Context())
	var told *bot.Error
	if !errors.As(err, &told) || !errors.Is(err, bot.ErrToken) {
		t.Fatalf("Run gives %v", err)
	}
	mustHold(t, told.Text(knowledge.English), "Discord refuses the bot's token", "DISCORD_TOKEN")
	mustHold(t, told.Text(knowledge.Arabic), "يرفض Discord رمز البوت")
	if n := len(f.Requests()); n != 1 {
		t.Errorf("%d requests with a bad token; Discord blocks those who send many", n)
	}
	if strings.Contains(err.Error()+f.logs.String(), cfg.Token) {
		t.Error("the token is told")
	}
}

func TestNewNeeds(t *testing.T) {
	if _, err := bot.New(bot.Config{Token: "  "}); !errors.Is(err, bot.ErrToken) {
		t.Errorf("without a token: %v", err)
	}
	if _, err := bot.New(bot.Config{Token: "x"}); err == nil {
		t.Error("no error without knowledge")
	}
}

func TestFinalCloseCodeEndsTheBot(t *testing.T) {
	t.Parallel()
	for _, code := range []int{4004, 4010, 4014} {
		f, cfg := newFixture(t, nil)
		f.Refuse(code)
		b, err := bot.New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		var told *bot.Error
		if err := b.Run(t.Context()); !errors.As(err, &told) {
			t.Errorf("close code %d: Run gives %v", code, err)
		}
		if n := len(f.Identified(t, 1)); n != 1 {
			t.Errorf("close code %d: %d identifies", code, n)
		}
		f.live.Close()
	}
}

func TestComesBack(t *testing.T) {
	works := func(t *testing.T, f *fixture) {
		t.Helper()
		mustHold(t, shown(f.Send(command("ask", "question", "When did Kuaishou announce Kling?")).Message(t)), "Kuaishou announced")
	}
	t.Run("after a lost connection, by resuming", func(t *testing.T) {
		f := start(t, nil)
		works(t, f)
		f.Kick(4000)
		f.Resumed(t, 1)
		works(t, f)
		if n := len(f.Identified(t, 1)); n != 1 {
			t.Errorf("%d identifies", n)
		}
	})
	t.Run("when Discord asks for it", func(t *testing.T) {
		f := start(t, nil)
		works(t, f)
		f.Reconnect()
		f.Resumed(t, 1)
		works(t, f)
	})
	t.Run("when its session is gone", func(t *testing.T) {
		f := start(t, nil)
		works(t, f)
		f.InvalidateNext()
		f.Kick(4000)
		f.Identified(t, 2)
		works(t, f)
	})
	t.Run("from a silent connection", func(t *testing.T) {
		f := start(t, func(cfg *bot.Config, _ *fixture) { cfg.Timing.Silence = 500 * time.Millisecond })
		f.Identified(t, 1)
		f.Connected(t)
		f.Mute()
		f.Identified(t, 2)
		works(t, f)
	})
	t.Run("from a session that locked itself up", func(t *testing.T) {
		f := start(t, func(cfg *bot.Config, _ *fixture) { cfg.Timing.Silence = 2 * time.Second })
		works(t, f)
		f.ReconnectAfterResume()
		f.Kick(4000)
		f.Resumed(t, 1)
		f.Identified(t, 2)
		works(t, f)
	})
}

// TestStopFinishesWhatRuns: an interaction that is being worked on when the
// bot is told to stop is answered.
func TestStopFinishesWhatRuns(t *testing.T) {
	var s *slow
	f := start(t, func(cfg *bot.Config, f *fixture) {
		s = newSlow(f.live)
		cfg.Knowledge = s
	})
	ex := f.Send(command("ask", "question", "When did Kuaishou announce Kling?"))
	<-s.asked
	stopped := make(chan struct{})
	go func() { f.stop(); close(stopped) }()
	f.Disconnected(t)
	select {
	case <-stopped:
		t.Fatal("the bot stopped over a running interaction")
	default:
	}
	close(s.let)
	mustHold(t, shown(ex.Message(t)), "Kuaishou announced")
	<-stopped
}

// TestStopHasADeadline: an interaction that never ends does not hold the bot.
func TestStopHasADeadline(t *testing.T) {
	var s *slow
	f := start(t, func(cfg *bot.Config, f *fixture) {
		s = newSlow(f.live)
		cfg.Knowledge = s
		cfg.Timing.Grace = 10 * time.Millisecond
	})
	f.Send(command("ask", "question", "Kling"))
	<-s.asked
	f.stop()
	mustHold(t, f.logs.String(), "unfinished")
}

func TestInviteURL(t *testing.T) {
	const want = "https://discord.com/oauth2/authorize?client_id=42&permissions=19456&scope=bot+applications.commands"
	if got := bot.InviteURL("42", false); got != want {
		t.Errorf("got %s", got)
	}
	// Replying to a message takes the permission to read what was written before.
	if got := bot.InviteURL("42", true); !strings.Contains(got, "permissions=84992&") {
		t.Errorf("with mentions: got %s", got)
	}
}

func TestRedact(t *testing.T) {
	const (
		token       = "MTAwMDAwMDAwMDAwMDAwMDAx.GfAkEr.fake-token-of-the-fake-discord-000001"
		interaction = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5OmFiY2RlZg"
		own         = "a secret of the operator"
	)
	var b bytes.Buffer
	log := slog.New(bot.Redact(slog.NewJSONHandler(&b, nil), own, ""))
	log.With("given", "Bot "+token).WithGroup("g").Info("with "+token,
		"error", errors.New("Post https://discord.com/api/v10/interactions/1/"+interaction+"/callback: refused"),
		"address", "https://discord.com/api/v10/webhooks/1/short-token/messages/@original",
		"header", http.Header{"Authorization": {"Bot " + token}},
		slog.Group("inner", "secret", own, "count", 3), "lazy", lazy{token}, "kept", "Kling 2024")
	got := b.String()
	for _, secret := range []string{token, interaction, own, "short-token"} {
		if strings.Contains(got, secret) {
			t.Errorf("%q is in the log:\n%s", secret, got)
		}
	}
	mustHold(t, got, "Kling 2024", `"count":3`, "refused", "[redacted]")
}

type lazy struct{ s string }

func (l lazy) LogValue() slog.Value { return slog.StringValue(l.s) }

// TestReady tells the truth about the connection.
func TestReady(t *testing.T) {
	f, cfg := setUp(t, nil)
	b, err := bot.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if b.Ready() {
		t.Error("ready before it runs")
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	f.Send(discordtest.Interaction{Command: "help"}).Message(t)
	if !b.Ready() {
		t.Error("not ready though it answers")
	}
	cancel()
	if err := <-ended; err != nil || b.Ready() {
		t.Errorf("after the end: %v, ready %v", err, b.Ready())
	}
	f.live.Close()
}
