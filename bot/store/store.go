// Package store keeps what must outlive a restart: how each server wants its
// replies, what members thought of answers, which questions got none, how much
// was asked, and what waits for somebody's confirmation.
//
// The tour: [Store] is what the bot needs, and its plain data stand in files of
// their own: [Settings] here, [Verdict] in verdict.go, [Asked] and [Gap] in
// gap.go, [Week] in week.go, [Privacy] in privacy.go and [Pending] in pending.go.
// bolt.go keeps it in one file, for a bot that is one process; copy.go reads that
// file beside the process; memory.go keeps it in memory, for tests and for trying
// things out. One contract test holds for every backend.
//
// What is kept is on disk when a method returns, and everything is bounded: by
// how much of it there may be in a guild, and by how long ([Options]).
//
// # Members
//
// Of who gave a verdict nothing is kept but a keyed hash, by which a second
// verdict of the same member takes the place of the first; the key never leaves
// the store. By the same hash a member's verdicts are found who wants them gone.
// Of questions without a verdict the text is kept only where there was no answer,
// and nothing leads from it to a member, unless the operator wants that
// ([Options.KeepMembers]). A member who opted out leaves nothing at all: every
// method that would keep something looks there first, in the same transaction.
package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"

	"sibaq/knowledge"
)

// Store is safe for any number of goroutines. Its methods fail when ctx ends,
// when the backend does, or with [ErrClosed]. A guild is named by its id, "" for
// direct messages.
type Store interface {
	// Settings are those of a guild; the zero value where nobody set any.
	Settings(ctx context.Context, guild string) (Settings, error)
	// ChangeSettings has change work on a guild's settings, while nobody else
	// does, and returns what is kept then.
	ChangeSettings(ctx context.Context, guild string, change func(*Settings)) (Settings, error)

	// Judge keeps a member's verdict on an answer, in the place of what the
	// same member said of it before, and makes it a gap where the answer was of
	// no use. It reports whether it was kept: not of a member who opted out. Of
	// each guild the newest MaxVerdicts stay.
	Judge(ctx context.Context, member string, v Verdict) (bool, error)
	// Verdicts are those given in a guild, the newest first.
	Verdicts(ctx context.Context, guild string) ([]Verdict, error)

	// Note counts what was asked, and keeps the questions that got no answer.
	Note(ctx context.Context, asked ...Asked) error
	// Gaps are a guild's questions that want an answer: the most asked first,
	// of those the latest.
	Gaps(ctx context.Context, guild string) ([]Gap, error)
	// Dismiss makes gaps be no more; asked again, the questions stay away until
	// they are too old to be kept. Of the question itself nothing stays.
	Dismiss(ctx context.Context, guild string, ids ...string) error
	// MarkAnswerable sets of each gap of a guild whether the knowledge has an
	// answer now, and returns how many it newly has. It holds nobody up.
	MarkAnswerable(ctx context.Context, guild string, answerable func(Gap) bool) (int, error)
	// Weeks are what was asked in a guild, week by week, the earliest first; a
	// week in which nothing was asked is not there.
	Weeks(ctx context.Context, guild string) ([]Week, error)
	// Guilds are the ids of all of which anything was noted or judged, in order.
	Guilds(ctx context.Context) ([]string, error)

	// Privacy is what a member wants kept.
	Privacy(ctx context.Context, member string) (Privacy, error)
	SetPrivacy(ctx context.Context, member string, p Privacy) error
	// Forget drops what can be found of a member. What they want kept stays.
	Forget(ctx context.Context, member string) (Forgotten, error)

	// Keep keeps what waits for a confirmation, and returns the id by which it
	// is found until it expires. It fails with ErrTooLarge.
	Keep(ctx context.Context, p Pending) (id string, err error)
	// Waiting is what waits under an id; ErrGone where nothing does.
	Waiting(ctx context.Context, id string) (Pending, error)
	// Take is Waiting, after which nothing waits there: of several who take it
	// at once, one gets it.
	Take(ctx context.Context, id string) (Pending, error)

	// Sweep drops what is too old to be kept. Nothing too old is ever returned;
	// this is for the disk's sake, and for the members'.
	Sweep(ctx context.Context) error
	Close() error
}

// Errors of every backend.
var (
	ErrClosed   = errors.New("the store is closed")
	ErrTooLarge = errors.New("too large to be kept")
	ErrGone     = errors.New("nothing waits under this id")
)

// Options are what the operator decides.
type Options struct {
	Retention   time.Duration // how long a question's text is kept after it was last asked or judged; 0 = DefaultRetention
	KeepMembers bool          // gaps have the ids of who asked; where this is off, ids that were kept before go at once
}

// DefaultRetention is 90 days.
const DefaultRetention = 90 * 24 * time.Hour

// oldest is the time before which a question's text is not kept now.
func (o Options) oldest() time.Time {
	if o.Retention <= 0 {
		o.Retention = DefaultRetention
	}
	return time.Now().Add(-o.Retention)
}

// Settings are how a server wants its replies. The zero value is the default.
type Settings struct {
	Lang         knowledge.Lang `json:"lang,omitempty"`          // of our own words; "" = of the command or the question
	Private      bool           `json:"private,omitempty"`       // answers are shown to who asks alone, who can share them
	ArabicDigits bool           `json:"arabic_digits,omitempty"` // ٠١٢ in our own words of Arabic replies, else 012
	Channels     []string       `json:"channels,omitempty"`      // ids of the channels where it answers; none = all
	Roles        []string       `json:"roles,omitempty"`         // ids of roles whose members are moderators, beside Manage Server
	Cooldown     int            `json:"cooldown,omitempty"`      // seconds that a member waits between questions
}

func (s Settings) clone() Settings {
	s.Channels, s.Roles = append([]string(nil), s.Channels...), append([]string(nil), s.Roles...)
	return s
}

// seal is a text that only the store's own secret makes from its parts.
func seal(secret []byte, parts ...string) string {
	h := hmac.New(sha256.New, secret)
	for _, s := range parts {
		h.Write([]byte{byte(len(s) >> 8), byte(len(s))})
		h.Write([]byte(s))
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:18])
}
