package store

import (
	"slices"
	"time"

	"sibaq/knowledge"
)

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

// verdictKey tells who gave a verdict on which answer, to nobody but the store.
func verdictKey(secret []byte, member string, v Verdict) string {
	return seal(secret, v.Guild, v.Answer, member)
}
