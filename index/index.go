package index

import "sibaq/knowledge"

// Question is what a member asks.
type Question struct {
	Text string
	Lang knowledge.Lang // language of the reply; empty = that of the question
	// Limit is how many facts an answer holds at most; 0 = DefaultLimit.
	Limit int
	// MinConfidence is the confidence (0..1) below which Answer gives no fact;
	// nil = DefaultMinConfidence. A pointer to 0 always ranks and shows.
	MinConfidence *float64
}

// DefaultLimit is how many facts an answer holds unless the question says otherwise.
const DefaultLimit = 5

// Answer is what the served knowledge says to a question. No facts means
// "I don't know", which is not an error.
type Answer struct {
	ID          string // reproducible: hash of question, options and version
	Version     string // of the knowledge that gave it
	Question    string
	Lang        knowledge.Lang
	Answered    bool
	Confidence  float64 // 0..1
	Facts       []Hit   // best first; empty unless Answered
	Related     []Hit   // what is known about an entity the question names, when not Answered
	Entities    []*knowledge.Entity
	Suggestions []string // entity names near to a name that nobody knows
	Differs     bool     // the question asks how its two Entities differ, and no one fact surely says it: Compare may
	Ranking     *Ranking // set when the question asks for the most or the least; Facts are then those of its rows, in order
}

// Hit is a fact that matched.
type Hit struct {
	Fact     *knowledge.Fact
	Passage  *knowledge.Passage  // the fact in the reply's language, where it has it
	Entities []*knowledge.Entity // what it is about and what it mentions
	Score    float64
}

// Comparison asks for two entities side by side.
type Comparison struct {
	A, B   string
	Aspect string         // narrows the rows; may be empty
	Lang   knowledge.Lang // language of the reply; empty = that of the names and aspect
}

// Side is one of the two things compared.
type Side struct {
	Asked       string            // as typed
	Entity      *knowledge.Entity // nil when nobody knows the name
	Suggestions []string          // nearest names, when Entity is nil
}

// Row is one attribute of a comparison with both sides' facts, either of
// which may be empty (nobody wrote that fact).
type Row struct {
	Attribute string
	A, B      []Hit
	// DatesDiffer and Conflict warn that the two sides do not weigh the same.
	DatesDiffer bool
	Conflict    bool // a side is contested, or its facts claim different things
}

// Table is the result of a comparison.
type Table struct {
	ID, Version string
	A, B        Side
	Aspect      string
	Lang        knowledge.Lang
	Answered    bool // at least one row has a fact
	Rows        []Row
}
