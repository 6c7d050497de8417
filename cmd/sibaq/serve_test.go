package main

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"sibaq/bot/discordtest"
	"sibaq/bot/store"
)

// logLines hands out what serve logs, and waits for a line with a message.
type logLines struct{ lines chan string }

func readLog(r io.Reader) *logLines {
	l := &logLines{make(chan string, 1000)}
	go func() {
		defer close(l.lines)
		for s := bufio.NewScanner(r); s.Scan(); {
			l.lines <- s.Text()
		}
	}()
	return l
}

func (l *logLines) waitFor(t *testing.T, message string) map[string]any {
	t.Helper()
	var seen []string
	deadline := time.After(discordtest.Patience)
	for {
		select {
		case line, ok := <-l.lines:
			var entry map[string]any
			if !ok {
				t.Fatalf("serve ended without logging %q, but\n%s", message, strings.Join(seen, "\n"))
			}
			if json.Unmarshal([]byte(line), &entry) == nil && entry["msg"] == message {
				return entry
			}
			seen = append(seen, line)
		case <-deadline:
			t.Fatalf("nothing logs %q, but\n%s", message, strings.Join(seen, "\n"))
		}
	}
}

// The whole program against the fake Discord: it starts, answers, notices a
// changed file and SIGHUP, keeps its knowledge when a file goes bad, is well,
// and ends in good order.
func TestServe(t *testing.T) {
	discord := discordtest.New(t)
	dir := t.TempDir()
	file := filepath.Join(dir, "a.md")
	kept := filepath.Join(t.TempDir(), "sibaq.db")
	write := func(text string) { t.Helper(); must(t, os.WriteFile(file, []byte(text), 0o644)) }
	write("- The fast train to Oslo leaves at noon.\n")

	logs, stderr := io.Pipe()
	log := readLog(logs)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var stdout strings.Builder
	a := newApp([]string{"DISCORD_TOKEN=" + discord.Token}, strings.NewReader(""), &stdout, stderr)
	a.client, a.dialer = discord.Client(), discord.Dialer()
	ended := make(chan int, 1)
	go func() {
		ended <- a.run(ctx, []string{"serve", "--knowledge", dir, "--health", "127.0.0.1:0", "--managers", "1", "--store", kept})
		stderr.Close()
	}()
	address := log.waitFor(t, "health check")["address"].(string)
	discord.Connected(t)
	log.waitFor(t, "gateway connected")
	if code, _, stderr := execute(t, []string{"health", "--health", address}, nil, nil); code != exitAnswered {
		t.Errorf("health: exit %d, %s", code, stderr)
	}
	ask := func() string {
		r := discord.Send(discordtest.Interaction{Command: "ask", Options: map[string]string{"question": "When does the train to Oslo leave?"}}).Response(t)
		return string(r.JSON)
	}
	if got := ask(); !strings.Contains(got, "at noon") {
		t.Errorf("the bot answers %s", got)
	}

	answered := discord.Send(discordtest.Interaction{Command: "ask", Options: map[string]string{"question": "When does the train to Oslo leave?"}})
	answered.Press(t, discordtest.Button(t, answered.Message(t), "Helpful")).Message(t)
	if code, _, stderr := execute(t, []string{"serve", "--knowledge", dir, "--store", kept}, []string{"DISCORD_TOKEN=x"}, nil); code != exitWrong || !strings.Contains(stderr, "another process") {
		t.Errorf("a second bot with the same store: exit %d, %s", code, stderr)
	}

	write("- The fast train to Oslo leaves at midnight.\n")
	log.waitFor(t, "knowledge reloaded")
	if got := ask(); !strings.Contains(got, "at midnight") {
		t.Errorf("after the change the bot answers %s", got)
	}

	write("- The fast train to Oslo leaves at dawn. [^nowhere]\n")
	if p := log.waitFor(t, "knowledge not reloaded"); p["where"] != "a.md:1" {
		t.Errorf("the problem is logged as %v", p)
	}
	if got := ask(); !strings.Contains(got, "at midnight") {
		t.Errorf("with a bad file the bot answers %s", got)
	}

	reload := discordtest.Interaction{Command: "reload", Permissions: discordtest.ManageServer}
	if got := string(discord.Send(reload).Response(t).JSON); !strings.Contains(got, "another server") {
		t.Errorf("--managers names another server, and /reload gives %s", got)
	}

	must(t, syscall.Kill(os.Getpid(), syscall.SIGHUP))
	log.waitFor(t, "knowledge not reloaded")

	stop()
	log.waitFor(t, "stopped")
	if code := <-ended; code != exitAnswered {
		t.Errorf("exit %d", code)
	}
	if want := "To add the bot to a server:\n  https://discord.com/oauth2/authorize?client_id=" + discord.AppID + "&"; !strings.HasPrefix(stdout.String(), want) {
		t.Errorf("it prints\n%s\nwant %s…", stdout.String(), want)
	}
	if code, _, _ := execute(t, []string{"health", "--health", address}, nil, nil); code != exitNothing {
		t.Errorf("health of a stopped bot: exit %d", code)
	}
	after, err := store.Open(kept, store.Options{})
	must(t, err)
	defer after.Close()
	if got, err := after.Verdicts(t.Context(), discord.GuildID); err != nil || len(got) != 1 || !got[0].Helpful || got[0].Question != "When does the train to Oslo leave?" {
		t.Errorf("the store holds %+v, %v", got, err)
	}
}

// TestServeGuilds: with --guilds a server is answered from its own folder, too,
// and goes on being when the shared one changes.
func TestServeGuilds(t *testing.T) {
	discord := discordtest.New(t)
	dir, own := t.TempDir(), filepath.Join(t.TempDir(), "guilds")
	write := func(text string) { t.Helper(); must(t, os.WriteFile(filepath.Join(dir, "a.md"), []byte(text), 0o644)) }
	write("- The fast train to Oslo leaves at noon.\n")
	mine := filepath.Join(own, discord.GuildID)
	must(t, os.MkdirAll(mine, 0o755))
	must(t, os.WriteFile(filepath.Join(mine, "club.md"), []byte("- The Falcons club meets on Sundays.\n"), 0o644))

	logs, stderr := io.Pipe()
	log := readLog(logs)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	a := newApp([]string{"DISCORD_TOKEN=" + discord.Token, "SIBAQ_GUILD_FACTS=2"}, strings.NewReader(""), io.Discard, stderr)
	a.client, a.dialer = discord.Client(), discord.Dialer()
	ended := make(chan int, 1)
	go func() {
		ended <- a.run(ctx, []string{"serve", "--knowledge", dir, "--guilds", own})
		stderr.Close()
	}()
	log.waitFor(t, "gateway connected")
	ask := func(question, guild string) string {
		return string(discord.Send(discordtest.Interaction{Command: "ask", Options: map[string]string{"question": question}, Guild: guild}).Response(t).JSON)
	}
	ask("When does the Falcons club meet?", "") // it may be told before the folder is read
	log.waitFor(t, "a guild's knowledge is served")
	if got := ask("When does the Falcons club meet?", ""); !strings.Contains(got, "on Sundays") {
		t.Errorf("the server's own fact: %s", got)
	}
	if got := ask("When does the Falcons club meet?", "5"); strings.Contains(got, "on Sundays") {
		t.Errorf("another server sees it: %s", got)
	}
	write("- The fast train to Oslo leaves at midnight.\n")
	log.waitFor(t, "a guild's knowledge is served")
	if got := ask("When does the train to Oslo leave?", ""); !strings.Contains(got, "at midnight") {
		t.Errorf("after a change of the shared folder: %s", got)
	}
	must(t, os.WriteFile(filepath.Join(mine, "club.md"), []byte("- One.\n- Two.\n- Three.\n"), 0o644))
	if got := string(discord.Send(discordtest.Interaction{Command: "reload", Permissions: discordtest.ManageServer}).Response(t).JSON); !strings.Contains(got, "the limit is 2") {
		t.Errorf("beyond the limit, /reload gives %s", got)
	}
	if got := ask("When does the Falcons club meet?", ""); !strings.Contains(got, "on Sundays") {
		t.Errorf("the folder as it was: %s", got)
	}
	stop()
	log.waitFor(t, "stopped")
	if code := <-ended; code != exitAnswered {
		t.Errorf("exit %d", code)
	}
}

func TestServeRefusesToStart(t *testing.T) {
	discord := discordtest.New(t)
	good, bad, token := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "token")
	must(t, os.WriteFile(filepath.Join(bad, "a.md"), []byte("- x [^nowhere]\n"), 0o644))
	must(t, os.WriteFile(filepath.Join(good, "a.md"), []byte("- A fact.\n"), 0o644))
	must(t, os.WriteFile(token, []byte("wrong\n"), 0o600))
	must(t, os.WriteFile(token+"0", nil, 0o600))
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	for _, c := range []struct {
		name string
		env  string
		args []string
		want string
	}{
		{"a token that is empty", "DISCORD_TOKEN=", nil, "Reset Token"},
		{"a token file that is empty", "", []string{"--token-file", token + "0"}, "Reset Token"},
		{"no token, and an address that others reach", "", []string{"--knowledge", good, "--page", ":8080"}, "--expose"},
		{"no token, and an address of the network", "", []string{"--knowledge", good, "--page", "192.0.2.1:8080"}, "--expose"},
		{"no token, and an address that is taken", "", []string{"--knowledge", good, "--page", taken.Addr().String()}, "may be in use"},
		{"no token, and an address that is none", "", []string{"--knowledge", good, "--page", "here"}, "page's address here"},
		{"an unreadable token file", "", []string{"--token-file", token + "x"}, "could not be read"},
		{"a token that Discord refuses", "", []string{"--token-file", token, "--knowledge", good}, "refuses the bot's token"},
		{"bad knowledge", "DISCORD_TOKEN=" + discord.Token, []string{"--knowledge", bad}, "a.md:1"},
		{"a store that cannot be", "DISCORD_TOKEN=" + discord.Token, []string{"--knowledge", good, "--store", filepath.Join(good, "no", "folder")}, "cannot be opened"},
		{"a store that is something else", "DISCORD_TOKEN=" + discord.Token, []string{"--knowledge", good, "--store", filepath.Join(good, "a.md")}, "sibaq made the file"},
		{"guilds inside the knowledge", "DISCORD_TOKEN=" + discord.Token, []string{"--knowledge", good, "--guilds", filepath.Join(good, "guilds")}, "everybody would see"},
		{"guilds that are a file", "DISCORD_TOKEN=" + discord.Token, []string{"--knowledge", good, "--guilds", token}, "could not be read"},
		{"a limit that is none", "DISCORD_TOKEN=" + discord.Token, []string{"--knowledge", good, "--guild-facts", "0"}, "no value for --guild-facts"},
		{"a health address that is none", "DISCORD_TOKEN=" + discord.Token, []string{"--knowledge", good, "--health", "nowhere"}, "health address nowhere"},
	} {
		var stderr strings.Builder
		var env []string
		if c.env != "" {
			env = []string{c.env}
		}
		a := newApp(env, strings.NewReader(""), io.Discard, &stderr)
		a.client, a.dialer = discord.Client(), discord.Dialer()
		if code := a.run(t.Context(), append([]string{"serve"}, c.args...)); code != exitWrong {
			t.Errorf("%s: exit %d", c.name, code)
		}
		if !strings.Contains(stderr.String(), c.want) {
			t.Errorf("%s: it says\n%s", c.name, stderr.String())
		}
	}
}
