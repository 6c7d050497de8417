// Package store keeps what must outlive a restart: how each server wants its
// replies, and what members thought of answers.
//
// The tour: [Store] is what the bot needs, with [Settings] and [Verdict] as its
// plain data. bolt.go keeps it in one file, for a bot that is one process;
// memory.go in memory, for tests and for trying things out. One contract test
// holds for every backend.
//
// Of who gave a verdict nothing is kept but a keyed hash, by which a second
// verdict of the same member takes the place of the first; the key never leaves
// the store. The question is kept with a verdict, since moderators need it to
// mend the files; nothing is kept of questions without one.
package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"slices"
	"time"

	"sibaq/knowledge"
)

// Store is safe for any number of goroutines. Its methods fail when ctx ends,
// when the backend does, or with [ErrClosed].
type Store interface {
	// Settings are those of a guild, by its id; the zero value where nobody set
	// any.
	Settings(ctx context.Context, guild string) (Settings, error)
	// SetSettings replaces them all.
	SetSettings(ctx context.Context, guild string, s Settings) error
	// Judge keeps a member's verdict on an answer, in the place of what the
	// same member said of it before. Of each guild the newest MaxVerdicts stay.
	Judge(ctx context.Context, member string, v Verdict) error
	// Verdicts are those given in a guild, the newest first.
	Verdicts(ctx context.Context, guild string) ([]Verdict, error)
	Close() error
}

// ErrClosed is the error of a store that was closed.
var ErrClosed = errors.New("the store is closed")

// Settings are how a server wants its replies. The zero value is the default.
type Settings struct {
	Private      bool `json:"private,omitempty"`       // answers are shown to who asks alone, who can share them
	ArabicDigits bool `json:"arabic_digits,omitempty"` // ٠١٢ in our own words of Arabic replies, else 012
}

// Verdict is what a member thinks of an answer, or of a comparison, a card, a
// timeline or a ranking, of which Question says in words what was asked for.
type Verdict struct {
	Guild    string         `json:"-"` // id; "" for a direct message
	Answer   string         `json:"answer"`
	Question string         `json:"question"`
	Lang     knowledge.Lang `json:"lang"`
	Facts    []string       `json:"facts"`   // ids of those that were shown, best first
	Version  string         `json:"version"` // of the knowledge that gave it
	Helpful  bool           `json:"helpful"`
	At       time.Time      `json:"at"`
}

// MaxVerdicts is how many verdicts of a guild are kept.
const MaxVerdicts = 10_000

// newestFirst orders verdicts as Verdicts returns them.
func newestFirst(vs []Verdict) []Verdict {
	slices.Reverse(vs)
	return vs
}

// seal is the key of a verdict: who gave it on which answer, told by nothing
// but the store's own secret.
func seal(secret []byte, member string, v Verdict) string {
	h := hmac.New(sha256.New, secret)
	for _, s := range []string{v.Guild, v.Answer, member} {
		h.Write([]byte{byte(len(s) >> 8), byte(len(s))})
		h.Write([]byte(s))
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}
