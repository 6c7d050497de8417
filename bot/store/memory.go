package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"maps"
	"slices"
	"strings"
	"sync"
)

// Memory returns a store that ends with the process.
func Memory(o Options) Store {
	m := &memory{options: o, secret: make([]byte, 32), settings: map[string]Settings{}, guilds: map[string]*guild{},
		privacy: map[string]Privacy{}, pending: map[string]Pending{}}
	rand.Read(m.secret) // never fails
	return m
}

type memory struct {
	options Options
	secret  []byte

	mu       sync.Mutex
	closed   bool
	settings map[string]Settings
	guilds   map[string]*guild
	privacy  map[string]Privacy // by privacyKey
	pending  map[string]Pending
}

// guild is what is kept of one.
type guild struct {
	verdicts []sealed // the oldest first
	gaps     map[string]*Gap
	weeks    map[string]*Week
}

type sealed struct {
	key string
	Verdict
}

// do does work with the lock, and the backend's errors.
func (m *memory) do(ctx context.Context, work func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return ErrClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return work()
}

// of is what is kept of a guild, without what is too old.
func (m *memory) of(id string) *guild {
	g := m.guilds[id]
	if g == nil {
		g = &guild{gaps: map[string]*Gap{}, weeks: map[string]*Week{}}
		m.guilds[id] = g
	}
	oldest := m.options.oldest()
	for len(g.verdicts) > 0 && g.verdicts[0].At.Before(oldest) {
		g.verdicts = g.verdicts[1:]
	}
	maps.DeleteFunc(g.gaps, func(_ string, gap *Gap) bool { return gap.Last.Before(oldest) })
	return g
}

func (m *memory) Settings(ctx context.Context, guild string) (s Settings, err error) {
	err = m.do(ctx, func() error { s = m.settings[guild].clone(); return nil })
	return s, err
}

func (m *memory) ChangeSettings(ctx context.Context, guild string, change func(*Settings)) (s Settings, err error) {
	err = m.do(ctx, func() error {
		s = m.settings[guild].clone()
		change(&s)
		m.settings[guild] = s.clone()
		return nil
	})
	return s, err
}

func (m *memory) optedOut(member string) bool { return m.privacy[privacyKey(m.secret, member)].OptOut }

func (m *memory) Judge(ctx context.Context, member string, v Verdict) (kept bool, err error) {
	err = m.do(ctx, func() error {
		if m.optedOut(member) {
			return nil
		}
		kept = true
		v.Question = clipped(v.Question)
		g, key := m.of(v.Guild), verdictKey(m.secret, member, v)
		g.dropVerdicts(member, func(old sealed) bool { return old.key == key })
		g.verdicts = append(g.verdicts, sealed{key, v})
		g.verdicts = g.verdicts[max(0, len(g.verdicts)-MaxVerdicts):]
		if !v.Helpful {
			g.gap(Unhelpful, v.Question).again(v.Question, v.Lang, v.At, v.Facts, m.named(member))
			g.trim()
		}
		return nil
	})
	return kept, err
}

// named is a member's id, where ids are kept.
func (m *memory) named(member string) string {
	if m.options.KeepMembers {
		return member
	}
	return ""
}

// dropVerdicts drops verdicts of a member, with their part in gaps, and counts
// them.
func (g *guild) dropVerdicts(member string, which func(sealed) bool) (n int) {
	g.verdicts = slices.DeleteFunc(g.verdicts, func(v sealed) bool {
		if !which(v) {
			return false
		}
		n++
		if gap := g.gaps[gapID(Unhelpful, v.Question)]; gap != nil && !v.Helpful && !gap.less(1, member) {
			delete(g.gaps, gap.ID)
		}
		return true
	})
	return n
}

// gap is the gap that a question is, made where there is none.
func (g *guild) gap(kind Kind, question string) *Gap {
	id := gapID(kind, question)
	if g.gaps[id] == nil {
		g.gaps[id] = &Gap{ID: id, Kind: kind}
	}
	return g.gaps[id]
}

// trim keeps to the bound of gaps.
func (g *guild) trim() {
	for len(g.gaps) > MaxGaps {
		var oldest *Gap
		for _, gap := range g.gaps {
			if oldest == nil || gap.Last.Before(oldest.Last) {
				oldest = gap
			}
		}
		delete(g.gaps, oldest.ID)
	}
}

func (m *memory) Verdicts(ctx context.Context, guild string) (out []Verdict, err error) {
	err = m.do(ctx, func() error {
		for _, v := range m.of(guild).verdicts {
			out = append(out, v.Verdict)
		}
		return nil
	})
	return newestFirst(out), err
}

func (m *memory) Note(ctx context.Context, asked ...Asked) error {
	return m.do(ctx, func() error {
		for _, a := range asked {
			if m.optedOut(a.Member) {
				continue
			}
			g, name := m.of(a.Guild), WeekOf(a.At)
			if g.weeks[name] == nil {
				g.weeks[name] = &Week{Name: name}
			}
			g.weeks[name].add(a)
			for len(g.weeks) > MaxWeeks {
				delete(g.weeks, slices.Min(slices.Collect(maps.Keys(g.weeks))))
			}
			if a.Question = clipped(a.Question); a.Question != "" && !a.Answered {
				g.gap(Unanswered, a.Question).again(a.Question, a.Lang, a.At, nil, m.named(a.Member))
				g.trim()
			}
		}
		return nil
	})
}

func (m *memory) Gaps(ctx context.Context, guild string) (out []Gap, err error) {
	err = m.do(ctx, func() error {
		for _, g := range m.of(guild).gaps {
			if !g.Dismissed {
				gap := *g
				gap.Facts, gap.Members = slices.Clone(g.Facts), maps.Clone(g.Members)
				out = append(out, gap)
			}
		}
		return nil
	})
	return mostAsked(out), err
}

func (m *memory) Dismiss(ctx context.Context, guild string, ids ...string) error {
	return m.do(ctx, func() error {
		for _, id := range ids {
			if gap := m.of(guild).gaps[id]; gap != nil {
				gap.dismiss()
			}
		}
		return nil
	})
}

func (m *memory) MarkAnswerable(ctx context.Context, guild string, answerable func(Gap) bool) (n int, err error) {
	return markAnswerable(ctx, m, guild, answerable, func(found map[string]bool) error {
		return m.do(ctx, func() error {
			for id, is := range found {
				if gap := m.of(guild).gaps[id]; gap != nil {
					gap.Answerable = is
				}
			}
			return nil
		})
	})
}

func (m *memory) Weeks(ctx context.Context, guild string) (out []Week, err error) {
	err = m.do(ctx, func() error {
		for _, w := range m.of(guild).weeks {
			out = append(out, w.clone())
		}
		slices.SortFunc(out, func(a, b Week) int { return strings.Compare(a.Name, b.Name) })
		return nil
	})
	return out, err
}

func (m *memory) Guilds(ctx context.Context) (out []string, err error) {
	err = m.do(ctx, func() error {
		for id := range m.guilds {
			if g := m.of(id); len(g.verdicts)+len(g.gaps)+len(g.weeks) > 0 {
				out = append(out, id)
			}
		}
		slices.Sort(out)
		return nil
	})
	return out, err
}

func (m *memory) Privacy(ctx context.Context, member string) (p Privacy, err error) {
	err = m.do(ctx, func() error { p = m.privacy[privacyKey(m.secret, member)]; return nil })
	return p, err
}

func (m *memory) SetPrivacy(ctx context.Context, member string, p Privacy) error {
	return m.do(ctx, func() error { m.privacy[privacyKey(m.secret, member)] = p; return nil })
}

func (m *memory) Forget(ctx context.Context, member string) (f Forgotten, err error) {
	err = m.do(ctx, func() error {
		for id := range m.guilds {
			g := m.of(id)
			f.Verdicts += g.dropVerdicts(member, func(v sealed) bool { return v.key == verdictKey(m.secret, member, v.Verdict) })
			for _, gap := range slices.Collect(maps.Values(g.gaps)) {
				n := gap.Members[member]
				if n == 0 {
					continue
				}
				f.Gaps++
				if !gap.less(n, member) {
					delete(g.gaps, gap.ID)
				}
			}
		}
		maps.DeleteFunc(m.pending, func(_ string, p Pending) bool { return p.Member == member })
		return nil
	})
	return f, err
}

func (m *memory) Keep(ctx context.Context, p Pending) (string, error) {
	p, err := prepared(p)
	if err != nil {
		return "", err
	}
	p.Payload = bytes.Clone(p.Payload)
	err = m.do(ctx, func() error {
		maps.DeleteFunc(m.pending, func(_ string, old Pending) bool { return old.expired() })
		m.pending[p.ID] = p
		for _, old := range tooMany(slices.Collect(maps.Values(m.pending)), p.Guild) {
			delete(m.pending, old)
		}
		return nil
	})
	return p.ID, err
}

func (m *memory) Waiting(ctx context.Context, id string) (p Pending, err error) {
	err = m.do(ctx, func() error {
		p = m.pending[id]
		if p.ID == "" || p.expired() {
			return ErrGone
		}
		return nil
	})
	return p, err
}

func (m *memory) Take(ctx context.Context, id string) (p Pending, err error) {
	err = m.do(ctx, func() error {
		p = m.pending[id]
		if p.ID == "" || p.expired() {
			return ErrGone
		}
		delete(m.pending, id)
		return nil
	})
	return p, err
}

func (m *memory) Sweep(ctx context.Context) error {
	return m.do(ctx, func() error {
		for id := range m.guilds {
			m.of(id)
		}
		maps.DeleteFunc(m.pending, func(_ string, p Pending) bool { return p.expired() })
		return nil
	})
}

func (m *memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}

// tooMany are the ids of what must go so that a guild keeps to its bound.
func tooMany(all []Pending, guild string) []string {
	all = slices.DeleteFunc(all, func(p Pending) bool { return p.Guild != guild })
	slices.SortFunc(all, func(a, b Pending) int { return b.Expires.Compare(a.Expires) })
	var out []string
	for _, p := range all[min(MaxPending, len(all)):] {
		out = append(out, p.ID)
	}
	return out
}

// markAnswerable asks of each gap, outside of any lock, and has the answers that
// are new written.
func markAnswerable(ctx context.Context, s Store, guild string, answerable func(Gap) bool, write func(map[string]bool) error) (n int, err error) {
	gaps, err := s.Gaps(ctx, guild)
	found := map[string]bool{}
	for _, g := range gaps {
		if err = ctx.Err(); err != nil {
			return 0, err
		}
		if is := answerable(g); is != g.Answerable {
			found[g.ID] = is
			if is {
				n++
			}
		}
	}
	if err == nil && len(found) > 0 {
		err = write(found)
	}
	if err != nil {
		n = 0
	}
	return n, err
}
