package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Without a token the bot is on a page of this machine: it answers there, tells
// what is wrong in the folder, and is well in the eyes of the health check, which
// else asks for Discord.
func TestServeWithoutAToken(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.md")
	write := func(text string) { t.Helper(); must(t, os.WriteFile(file, []byte(text), 0o644)) }
	write("- The fast train to Oslo leaves at noon.\n")

	logs, stderr := io.Pipe()
	log := readLog(logs)
	said, stdout := io.Pipe()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	a := newApp([]string{"LANG=en_GB"}, strings.NewReader(""), stdout, stderr)
	ended := make(chan int, 1)
	go func() {
		ended <- a.run(ctx, []string{"serve", "--knowledge", dir, "--page", "127.0.0.1:0", "--health", "127.0.0.1:0"})
		stdout.Close()
		stderr.Close()
	}()
	lines := make(chan string, 10)
	go func() {
		for s := bufio.NewScanner(said); s.Scan(); {
			lines <- strings.TrimSpace(s.Text())
		}
	}()
	health := log.waitFor(t, "health check")["address"].(string)
	if first := <-lines; !strings.HasPrefix(first, "There is no token") {
		t.Errorf("it says %q", first)
	}
	page, ok := strings.CutSuffix(<-lines, "/en")
	if !ok {
		t.Fatalf("it gives the address %s", page)
	}
	log.waitFor(t, "commands registered")

	events, err := http.Get(page + "/events")
	must(t, err)
	defer events.Body.Close()
	stream := bufio.NewScanner(events.Body)
	stream.Buffer(nil, 1<<20)
	waitFor := func(text string) {
		t.Helper()
		for stream.Scan() {
			if strings.Contains(stream.Text(), text) {
				return
			}
		}
		t.Fatalf("the page is not told of %q", text)
	}
	waitFor(`"en":"1 fact, 1 file"`)
	act := func(body string) {
		t.Helper()
		req, err := http.NewRequest(http.MethodPost, page+"/act", strings.NewReader(body))
		must(t, err)
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Origin", page)
		resp, err := http.DefaultClient.Do(req)
		must(t, err)
		resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: %s", body, resp.Status)
		}
	}
	act(`{"as":"member","kind":2,"command":"ask","options":{"question":"When does the train to Oslo leave?"}}`)
	waitFor("at noon")

	write("- The fast train to Oslo leaves at dawn. [^nowhere]\n")
	waitFor(`"refused":true`)
	act(`{"as":"moderator","kind":2,"command":"reload"}`)
	waitFor("a.md:1")
	write("- The fast train to Oslo leaves at midnight.\n- And the slow one at six.\n")
	waitFor(`"refused":false`)

	if code, _, stderr := execute(t, []string{"health", "--health", health}, nil, nil); code != exitAnswered {
		t.Errorf("health: exit %d, %s", code, stderr)
	}
	stop()
	log.waitFor(t, "stopped")
	if code := <-ended; code != exitAnswered {
		t.Errorf("exit %d", code)
	}
}
