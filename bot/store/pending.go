package store

import (
	"crypto/rand"
	"time"
)

// Pending is what somebody was shown and has yet to confirm.
type Pending struct {
	ID      string    `json:"-"` // 16 letters and digits; Keep gives it
	Kind    string    `json:"kind"`
	Guild   string    `json:"guild"`
	Member  string    `json:"member"` // who alone may confirm it
	Base    string    `json:"base"`   // version of what it changes
	Payload []byte    `json:"payload"`
	Expires time.Time `json:"expires"` // Keep sets it
}

// Bounds of what waits.
const (
	MaxPayload  = 1 << 20          // bytes
	PendingTime = 15 * time.Minute // as long as the buttons of a private reply can be answered
	MaxPending  = 64               // of a guild; the latest stay
)

// prepared is p as it is kept from now on.
func prepared(p Pending) (Pending, error) {
	if len(p.Payload) > MaxPayload {
		return p, ErrTooLarge
	}
	p.ID, p.Expires = rand.Text()[:16], time.Now().Add(PendingTime)
	return p, nil
}

func (p Pending) expired() bool { return !time.Now().Before(p.Expires) }
