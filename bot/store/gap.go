package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"
	"time"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// Asked is a use of a command, or of what stands for one.
type Asked struct {
	Guild    string
	Member   string         // id; kept only as Options say
	Command  string         // English name, "mention" for a message
	Question string         // its text, where it was a question; kept only where it was not answered
	Lang     knowledge.Lang // of the question
	Answered bool
	Entities []string // names of those it was about
	At       time.Time
}

// Kind is why a question is a gap.
type Kind string

const (
	Unanswered Kind = "unanswered" // the knowledge had no answer
	Unhelpful  Kind = "unhelpful"  // members said of the answer that it was none
)

// Gap is a question that wants an answer. Spellings that fold to one are one.
type Gap struct {
	ID         string         `json:"id"` // 12 characters that a custom_id can hold
	Question   string         `json:"question"`
	Lang       knowledge.Lang `json:"lang"`
	Kind       Kind           `json:"kind"`
	Count      int            `json:"count"`
	First      time.Time      `json:"first"`
	Last       time.Time      `json:"last"`
	Facts      []string       `json:"facts,omitempty"`      // ids of those that were shown last, of an Unhelpful one
	Answerable bool           `json:"answerable,omitempty"` // as MarkAnswerable found
	Dismissed  bool           `json:"dismissed,omitempty"`  // never of one that Gaps returns
	Members    map[string]int `json:"members,omitempty"`    // how often each asked, by id, where Options keep them
}

// Bounds of what is kept of gaps.
const (
	MaxGaps       = 5_000 // of a guild; those asked last stay
	maxGapMembers = 100   // of a gap
	maxQuestion   = 2_000 // bytes of a question
)

// gapID is the same for questions that fold to one and are gaps of one kind.
func gapID(kind Kind, question string) string {
	sum := sha256.Sum256([]byte(string(kind) + "\x00" + fold.Text(question)))
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}

// clipped is a question as it is kept.
func clipped(question string) string {
	if len(question) > maxQuestion {
		question = question[:maxQuestion]
	}
	return strings.ToValidUTF8(question, "")
}

// again counts one more asking. A question that could be answered, and was not,
// is open again.
func (g *Gap) again(question string, lang knowledge.Lang, at time.Time, facts []string, member string) {
	if g.Count == 0 {
		g.First = at
	}
	g.Count++
	if !at.Before(g.Last) {
		g.Last = at
		g.Question, g.Lang, g.Facts, g.Answerable = question, lang, facts, false
	}
	if g.Dismissed {
		g.Question, g.Facts = "", nil
	}
	if _, known := g.Members[member]; member != "" && (known || len(g.Members) < maxGapMembers) {
		if g.Members == nil {
			g.Members = map[string]int{}
		}
		g.Members[member]++
	}
}

// less takes n askings of a member back; it reports whether any are left. A
// dismissed gap stays, so that it goes on being dismissed.
func (g *Gap) less(n int, member string) bool {
	g.Count = max(0, g.Count-n)
	if left := g.Members[member] - n; left > 0 {
		g.Members[member] = left
	} else {
		delete(g.Members, member)
	}
	return g.Count > 0 || g.Dismissed
}

func (g *Gap) dismiss() {
	g.Dismissed, g.Question, g.Facts, g.Members = true, "", nil, nil
}

// mostAsked orders gaps as Gaps returns them.
func mostAsked(gaps []Gap) []Gap {
	slices.SortFunc(gaps, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), b.Last.Compare(a.Last), strings.Compare(a.ID, b.ID))
	})
	return gaps
}
