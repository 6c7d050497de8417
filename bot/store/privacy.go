package store

// Privacy is what a member wants kept. The zero value is the default.
type Privacy struct {
	OptOut bool `json:"opt_out,omitempty"` // nothing that they ask or think is kept or counted
}

// Forgotten is what was dropped of a member.
type Forgotten struct {
	Verdicts int
	Gaps     int // in which they had a part
}

// privacyKey names a member, to nobody but the store.
func privacyKey(secret []byte, member string) string { return seal(secret, "privacy", member) }
