package store

import (
	"context"
	"crypto/rand"
	"slices"
	"sync"
)

// Memory returns a store that ends with the process.
func Memory() Store {
	m := &memory{settings: map[string]Settings{}, verdicts: map[string][]sealed{}, secret: make([]byte, 32)}
	rand.Read(m.secret) // never fails
	return m
}

type memory struct {
	secret []byte

	mu       sync.Mutex
	closed   bool
	settings map[string]Settings
	verdicts map[string][]sealed // by guild, the oldest first
}

type sealed struct {
	key string
	Verdict
}

// ready takes the lock; the caller gives it back, whatever the error.
func (m *memory) ready(ctx context.Context) error {
	m.mu.Lock()
	if m.closed {
		return ErrClosed
	}
	return ctx.Err()
}

func (m *memory) Settings(ctx context.Context, guild string) (Settings, error) {
	err := m.ready(ctx)
	defer m.mu.Unlock()
	if err != nil {
		return Settings{}, err
	}
	return m.settings[guild], nil
}

func (m *memory) SetSettings(ctx context.Context, guild string, s Settings) error {
	err := m.ready(ctx)
	defer m.mu.Unlock()
	if err == nil {
		m.settings[guild] = s
	}
	return err
}

func (m *memory) Judge(ctx context.Context, member string, v Verdict) error {
	err := m.ready(ctx)
	defer m.mu.Unlock()
	if err != nil {
		return err
	}
	key := seal(m.secret, member, v)
	kept := slices.DeleteFunc(m.verdicts[v.Guild], func(old sealed) bool { return old.key == key })
	kept = append(kept, sealed{key, v})
	m.verdicts[v.Guild] = kept[max(0, len(kept)-MaxVerdicts):]
	return nil
}

func (m *memory) Verdicts(ctx context.Context, guild string) ([]Verdict, error) {
	err := m.ready(ctx)
	defer m.mu.Unlock()
	if err != nil {
		return nil, err
	}
	var out []Verdict
	for _, v := range m.verdicts[guild] {
		out = append(out, v.Verdict)
	}
	return newestFirst(out), nil
}

func (m *memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}
