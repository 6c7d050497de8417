package bot_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/index"
)

const atOnce = 50

// together is a Live that answers nobody before all have asked.
type together struct {
	*index.Live
	asked chan struct{}
	all   chan struct{}
}

func (k *together) Answer(ctx context.Context, q index.Question) (index.Answer, error) {
	k.asked <- struct{}{}
	select {
	case <-k.all:
		return k.Live.Answer(ctx, q)
	case <-ctx.Done():
		return index.Answer{}, ctx.Err()
	}
}

// TestNobodyWaitsForAnother: of many questions at once none waits until another
// is answered, so the time to an answer does not add up.
func TestNobodyWaitsForAnother(t *testing.T) {
	var k *together
	f := start(t, func(cfg *bot.Config, f *fixture) {
		k = &together{f.live, make(chan struct{}, atOnce), make(chan struct{})}
		cfg.Knowledge = k
	})
	var all []*discordtest.Exchange
	for range atOnce {
		all = append(all, f.Send(command("ask", "question", kling)))
	}
	late := time.After(discordtest.Patience)
	for n := range atOnce {
		select {
		case <-k.asked:
		case <-late:
			t.Fatalf("only %d of %d questions are being worked on", n, atOnce)
		}
	}
	close(k.all)
	for _, ex := range all {
		mustHold(t, shown(ex.Message(t)), "دقيقت")
	}
}

// TestSlowWorkIsDeferredPromptly: a member sees at once that something happens,
// however long the work takes, and long before Discord would give up.
func TestSlowWorkIsDeferredPromptly(t *testing.T) {
	var s *slow
	f := start(t, func(cfg *bot.Config, f *fixture) {
		s = newSlow(f.live)
		cfg.Knowledge = s
		cfg.Timing.Prompt = 0 // the default
	})
	var all []*discordtest.Exchange
	for range atOnce {
		all = append(all, f.Send(command("ask", "question", kling)))
	}
	for _, ex := range all {
		if r := ex.Response(t); r.Type != discordtest.ReplyDeferred {
			t.Fatalf("the first answer is %s", r.JSON)
		}
	}
	close(s.let)
	for _, ex := range all {
		mustHold(t, shown(ex.Message(t)), "دقيقت")
	}
}

// TestExpiredToken: when the work took longer than a token lives, nobody is
// alarmed, and other members are served.
func TestExpiredToken(t *testing.T) {
	var s *slow
	f := start(t, func(cfg *bot.Config, f *fixture) {
		s = newSlow(f.live)
		cfg.Knowledge = s
		cfg.Timing.Defer = time.Millisecond
	})
	var all []*discordtest.Exchange
	for range 3 {
		ex := f.Send(command("ask", "question", kling))
		ex.Response(t)
		ex.Expire()
		all = append(all, ex)
	}
	close(s.let)
	f.logs.wait(t, "50027")
	mustHold(t, shown(f.Send(command("ask", "question", kling)).Message(t)), "دقيقت")
	f.stop()
	if strings.Contains(f.logs.String(), "level=ERROR") {
		t.Errorf("it raises an alarm:\n%s", f.logs)
	}
	if n := strings.Count(f.logs.String(), "50027"); n != len(all) {
		t.Errorf("%d of %d expired tokens are in the log", n, len(all))
	}
}

// BenchmarkManyAtOnce measures the time from an interaction to its first answer
// over the gateway and REST of the fake, of 50 at once; the slowest counts.
func BenchmarkManyAtOnce(b *testing.B) {
	f, cfg := newFixture(b, nil)
	cfg.Timing = bot.Timing{}
	f.run(b, cfg)
	f.Connected(b)
	var worst, sum time.Duration
	n := 0
	for b.Loop() {
		var all []*discordtest.Exchange
		for range atOnce {
			all = append(all, f.Send(command("ask", "question", kling)))
		}
		for _, ex := range all {
			d := ex.Delay(b)
			worst, sum, n = max(worst, d), sum+d, n+1
		}
	}
	b.ReportMetric(float64(worst.Microseconds())/1000, "worst-ms")
	b.ReportMetric(float64(sum.Microseconds())/1000/float64(n), "mean-ms")
	f.stop()
}
