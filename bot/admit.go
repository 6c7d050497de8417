package bot

import (
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"sibaq/bot/say"
)

// refusal is why somebody gets no answer, nil if they do.
type refusal = func(say.Words) string

// admit decides whether a member of a server gets an answer in a channel now:
// where the server wants answers there at all, and not too soon after the one
// before. Moderators need not wait.
func (b *Bot) admit(ctx context.Context, m manner, guild, channel, member string, moderator bool) refusal {
	if why := b.admitIn(ctx, m, channel); why != nil {
		return why
	}
	pause := time.Duration(m.server.Cooldown) * time.Second
	if pause <= 0 || moderator || guild == "" {
		return nil
	}
	left := b.pauses.begin(guild+"/"+member, pause)
	if left <= 0 {
		return nil
	}
	return func(w say.Words) string { return w.WaitFirst(int((left + time.Second - 1) / time.Second)) }
}

// admitIn decides whether a server wants answers in a channel. A thread belongs
// to its channel.
func (b *Bot) admitIn(ctx context.Context, m manner, channel string) refusal {
	in := m.server.Channels
	if len(in) == 0 || slices.Contains(in, channel) || slices.Contains(in, b.parent(ctx, channel)) {
		return nil
	}
	var names []string
	for _, id := range in {
		names = append(names, channelName(id))
	}
	return func(w say.Words) string { return w.AskElsewhere(names) }
}

// channelName shows as a channel's name, which leads there. An id is digits.
func channelName(id string) string { return say.FSI + "<#" + id + ">" + say.PDI }

// parent is the channel to which a thread belongs, "" where there is none or
// Discord does not say. Only servers that chose channels make it ask, and each
// thread once.
func (b *Bot) parent(ctx context.Context, channel string) string {
	b.mu.Lock()
	parent, known := b.parents[channel]
	b.mu.Unlock()
	if known || channel == "" {
		return parent
	}
	var c struct {
		Type   int    `json:"type"`
		Parent string `json:"parent_id"`
	}
	err := b.rest.do(ctx, http.MethodGet, "/channels/"+channel, nil, &c)
	if err != nil && !hasCode(err, codeMissingAccess, codeMissingPermissions) {
		b.log.Warn("a channel cannot be looked at", "error", err)
		return ""
	}
	if isThread := c.Type >= 10 && c.Type <= 12; isThread { // that of a channel is its category
		parent = c.Parent
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.parents) >= maxParents {
		clear(b.parents)
	}
	b.parents[channel] = parent
	return parent
}

// maxParents is how many channels the bot remembers.
const maxParents = 10_000

// pauses are until when members wait, by whatever names them.
type pauses struct {
	mu    sync.Mutex
	until map[string]time.Time
	full  int // how many there may be before those that are over go
}

// begin begins a pause, unless one is under way; then it returns what is left
// of that, which is more than 0.
func (p *pauses) begin(key string, pause time.Duration) (left time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if until := p.until[key]; now.Before(until) {
		return until.Sub(now)
	}
	if p.until == nil {
		p.until = map[string]time.Time{}
	}
	if len(p.until) >= max(p.full, 1024) {
		for k, until := range p.until {
			if !now.Before(until) {
				delete(p.until, k)
			}
		}
		p.full = 2 * len(p.until)
	}
	p.until[key] = now.Add(pause)
	return 0
}
