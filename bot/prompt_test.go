package bot

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"sibaq/index"
	"sibaq/knowledge"
)

// Tests of time are from within and in time of their own, for the reason that
// TestLongReloadIsTold gives: what they say of milliseconds is exact, however
// slow the machine is.

// thinking answers after a while, unless it is too late by then.
type thinking struct {
	Knowledge
	takes time.Duration
	base  *knowledge.Base
}

func (k thinking) Answer(ctx context.Context, q index.Question) (index.Answer, error) {
	select {
	case <-time.After(k.takes):
		f := k.base.Facts[0]
		return index.Answer{Question: q.Text, Lang: knowledge.English, Facts: []index.Hit{{Fact: f, Passage: &f.Passage}}}, nil
	case <-ctx.Done():
		return index.Answer{}, ctx.Err()
	}
}

func (k thinking) Base() *knowledge.Base                     { return k.base }
func (k thinking) Highlight(string, string) []knowledge.Span { return nil }

// clocked is a Discord that notes when it is told what.
type clocked struct {
	began time.Time
	fails func(r *http.Request) (status, code int) // 0 = it does not

	mu     sync.Mutex
	first  map[string]time.Duration // by interaction: since it was received
	body   map[string]string
	edited map[string]time.Duration
	sent   int
}

func (d *clocked) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sent++
	part := strings.Split(r.URL.Path, "/") // "", "api", "v10", "interactions", id, token, "callback"
	switch token := part[5]; part[3] {
	case "interactions":
		if _, twice := d.first[token]; twice {
			return nil, fmt.Errorf("%s is answered twice", token)
		}
		d.first[token], d.body[token] = time.Since(d.began), string(body)
	case "webhooks":
		d.edited[token] = time.Since(d.began)
	}
	if d.fails != nil {
		if status, code := d.fails(r); status != 0 {
			said := fmt.Sprintf(`{"code":%d,"message":"no"}`, code)
			return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(said))}, nil
		}
	}
	return &http.Response{StatusCode: http.StatusNoContent, Body: http.NoBody}, nil
}

// inTime gives a bot, which thinks for so long, n interactions at once that are
// of an age, and lets it finish.
func inTime(t *testing.T, n int, age, takes time.Duration, fails func(*http.Request) (int, int)) (*clocked, string) {
	t.Helper()
	time.Sleep(time.Until(time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))) // later than Discord's first id
	d := &clocked{began: time.Now(), fails: fails, first: map[string]time.Duration{}, body: map[string]string{}, edited: map[string]time.Duration{}}
	base := &knowledge.Base{Facts: []*knowledge.Fact{{ID: "f", Passage: knowledge.Passage{Text: "Kling makes videos.", Lang: knowledge.English, File: "a.md", Line: 1}}}}
	var logs bytes.Buffer
	b, err := New(Config{Token: "secret", Knowledge: thinking{takes: takes, base: base}, Client: &http.Client{Transport: d}, Log: slog.New(slog.NewTextHandler(&logs, nil))})
	if err != nil {
		t.Fatal(err)
	}
	const discordEpoch = 1420070400000 // in Unix milliseconds
	made := uint64(d.began.Add(-age).UnixMilli()-discordEpoch) << 22
	for i := range n {
		b.receive(fmt.Appendf(nil, `{"id":%q,"application_id":"1","type":2,"token":"t%d","version":1,"channel_id":"3","user":{"id":"5","username":"u"},
			"data":{"id":"9","type":1,"name":"ask","options":[{"name":"question","type":3,"value":"What is Kling?"}]}}`, strconv.FormatUint(made+uint64(i), 10), i))
	}
	b.running.Wait()
	synctest.Wait() // for work whose reply nobody waits for any more
	return d, logs.String()
}

// TestFirstAnswerInTime: fifty at once have a first answer within 200 ms, and
// within Discord's three seconds of when it made them, however long the work
// takes; what is quick is answered outright.
func TestFirstAnswerInTime(t *testing.T) {
	for name, c := range map[string]struct {
		age, takes time.Duration
		within     time.Duration
		deferred   bool
	}{
		"quick":                     {0, 20 * time.Millisecond, 20 * time.Millisecond, false},
		"slow":                      {0, 4 * time.Second, 200 * time.Millisecond, true},
		"received late, quick":      {1700 * time.Millisecond, 20 * time.Millisecond, 20 * time.Millisecond, false},
		"received late, slow":       {1700 * time.Millisecond, 4 * time.Second, 100 * time.Millisecond, true}, // at the age of 1.8 s
		"received very late":        {2500 * time.Millisecond, 20 * time.Millisecond, 0, true},
		"received by a fast clock":  {-time.Minute, 20 * time.Millisecond, 20 * time.Millisecond, false},
		"slower than members wait":  {0, time.Hour, 200 * time.Millisecond, true},
		"slow and received halfway": {900 * time.Millisecond, time.Second, 200 * time.Millisecond, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const n = 50
				d, logs := inTime(t, n, c.age, c.takes, nil)
				if len(d.first) != n {
					t.Fatalf("%d of %d are answered\n%s", len(d.first), n, logs)
				}
				for token, took := range d.first {
					if took > c.within {
						t.Errorf("the first answer comes after %s, not %s", took, c.within)
					}
					if deferred := strings.Contains(d.body[token], `"type":5`); deferred != c.deferred {
						t.Errorf("the first answer is %s", d.body[token])
					}
					if _, edited := d.edited[token]; edited != c.deferred {
						t.Errorf("deferred: %t, edited: %t", c.deferred, edited)
					}
				}
				if strings.Contains(logs, "level=ERROR") {
					t.Errorf("it raises an alarm:\n%s", logs)
				}
			})
		})
	}
}

// TestNobodyWaitsAnyMore: an interaction or a token that Discord has given up is
// left alone, without a second try and without an alarm.
func TestNobodyWaitsAnyMore(t *testing.T) {
	refuse := func(path string, status, code int) func(*http.Request) (int, int) {
		return func(r *http.Request) (int, int) {
			if strings.Contains(r.URL.Path, path) {
				return status, code
			}
			return 0, 0
		}
	}
	for name, c := range map[string]struct {
		age   time.Duration
		takes time.Duration
		fails func(*http.Request) (int, int)
		sent  int
		log   string
	}{
		"the interaction is unknown": {4 * time.Second, 0, refuse("/callback", 404, codeUnknownInteraction), 1, "10062"},
		"the token has expired":      {0, 5 * time.Second, refuse("@original", 401, codeInvalidWebhookToken), 2, "50027"},
		"the webhook is unknown":     {0, 5 * time.Second, refuse("@original", 404, codeUnknownWebhook), 2, "10015"},
		"the message was deleted":    {0, 5 * time.Second, refuse("@original", 404, codeUnknownMessage), 2, "10008"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d, logs := inTime(t, 1, c.age, c.takes, c.fails)
				if d.sent != c.sent {
					t.Errorf("%d requests are sent, not %d", d.sent, c.sent)
				}
				if !strings.Contains(logs, "level=WARN") || !strings.Contains(logs, c.log) || strings.Contains(logs, "level=ERROR") {
					t.Errorf("the log is\n%s", logs)
				}
			})
		})
	}
}
