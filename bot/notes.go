package bot

import (
	"context"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/knowledge"
)

// notes is what members asked and is not in the store yet: writing it must hold no
// reply up, and one write takes all that came meanwhile.
type notes struct {
	mu      sync.Mutex
	waiting []store.Asked
	written chan struct{} // closed when nothing waits any more; nil while nothing does
}

// maxNotes is how many notes wait at most; the store must be very slow for more.
const maxNotes = 4096

// note has a use of a command counted, and its question kept if it got no answer.
func (b *Bot) note(a store.Asked) {
	if b.cfg.Store == nil {
		return
	}
	n := &b.notes
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.waiting) >= maxNotes {
		b.log.Warn("the store is too slow: a question was not counted")
		return
	}
	n.waiting = append(n.waiting, a)
	if n.written == nil {
		n.written = make(chan struct{})
		go b.writeNotes()
	}
}

func (b *Bot) writeNotes() {
	n := &b.notes
	for {
		n.mu.Lock()
		now := n.waiting
		n.waiting = nil
		if len(now) == 0 {
			close(n.written)
			n.written = nil
			n.mu.Unlock()
			return
		}
		n.mu.Unlock()
		ctx, done := context.WithTimeout(context.Background(), 30*time.Second)
		if err := b.cfg.Store.Note(ctx, now...); err != nil {
			b.log.Error("what was asked could not be counted", "error", err)
		}
		done()
	}
}

// noted waits until all that was asked until now is in the store, or ctx ends.
func (b *Bot) noted(ctx context.Context) {
	b.notes.mu.Lock()
	written := b.notes.written
	b.notes.mu.Unlock()
	if written == nil {
		return
	}
	select {
	case <-written:
	case <-ctx.Done():
	}
}

// noteUse notes what a command or a button came to.
func (b *Bot) noteUse(i *discordgo.Interaction, command string, p page) {
	a := p.asked
	a.Guild, a.Member, a.Command, a.At = i.GuildID, member(i), command, time.Now().UTC()
	b.note(a)
}

// askedAbout is what an answer tells of its question, for counting.
func askedAbout(a index.Answer) store.Asked {
	return store.Asked{Question: flat(a.Question), Lang: a.Lang, Answered: a.Answered || a.Ranking != nil && a.Ranking.Answered, Entities: names(a.Entities...)}
}

func names(entities ...*knowledge.Entity) []string {
	var out []string
	for _, e := range entities {
		if e != nil {
			out = append(out, e.Name)
		}
	}
	return out
}

// tidyEvery is how often what is too old to be kept goes.
const tidyEvery = time.Hour

// Reloaded tells the bot that its knowledge may be another now. It then looks, in
// its own time, which questions that had no answer have one.
func (b *Bot) Reloaded() {
	select {
	case b.woken <- struct{}{}:
	default:
	}
}

// tidy keeps the store in order until ctx ends.
func (b *Bot) tidy(ctx context.Context) {
	if b.cfg.Store == nil {
		return
	}
	tick := time.NewTicker(tidyEvery)
	defer tick.Stop()
	for {
		if err := b.markAll(ctx); err != nil && ctx.Err() == nil {
			b.log.Error("it is not known which questions have an answer now", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-b.woken:
		case <-tick.C:
			if err := b.cfg.Store.Sweep(ctx); err != nil && ctx.Err() == nil {
				b.log.Error("what is too old could not be dropped from the store", "error", err)
			}
		}
	}
}

// markAll marks, in every guild, the questions that have an answer now.
func (b *Bot) markAll(ctx context.Context) error {
	guilds, err := b.cfg.Store.Guilds(ctx)
	for _, guild := range guilds {
		if err == nil {
			err = b.markIn(ctx, guild)
		}
	}
	return err
}

// markIn marks those of a guild by what is known there.
func (b *Bot) markIn(ctx context.Context, guild string) error {
	k, release := b.knownIn(ctx, guild)
	defer release()
	return b.mark(ctx, k)
}

// mark marks the questions of a guild that have an answer now, unless what is
// known there is what it was the last time.
func (b *Bot) mark(ctx context.Context, k known) error {
	guild, version := k.guild, k.know.Version()
	b.mu.Lock()
	done := b.markedFor[guild] == version
	b.mu.Unlock()
	if done {
		return nil
	}
	n, err := b.cfg.Store.MarkAnswerable(ctx, guild, func(g store.Gap) bool {
		_, found := k.answerNow(ctx, g)
		return found
	})
	if err != nil {
		return err
	}
	if n > 0 {
		b.log.Info("questions that had no answer have one now", "guild", guild, "questions", n)
	}
	b.mu.Lock()
	b.markedFor[guild] = version
	b.mu.Unlock()
	return nil
}

// answerNow is the best fact for a question that wanted an answer; false where
// there is none, or none but that which was of no use.
func (k known) answerNow(ctx context.Context, g store.Gap) (index.Hit, bool) {
	a, err := k.know.Answer(ctx, index.Question{Text: g.Question, Lang: g.Lang, Limit: maxFacts})
	if err != nil || len(a.Facts) == 0 {
		return index.Hit{}, false
	}
	for _, id := range g.Facts[:min(1, len(g.Facts))] {
		if a.Facts[0].Fact.ID == id {
			return index.Hit{}, false
		}
	}
	return a.Facts[0], true
}
