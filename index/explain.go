package index

import (
	"context"
	"fmt"

	"sibaq/knowledge"
)

// Explanation says why a question got the answer it got: how it was read, and
// what spoke for and against each of the best facts.
type Explanation struct {
	Answer Answer
	Words  []ReadWord // what the question was read as, in its order
	Asks   string     // the kind of value asked for, as words.txt calls it; empty for any
	Facts  []Judged   // the best facts, shown or not, best first
	Least  float64    // the confidence below which there is no answer
}

// ReadWord is a part of a question that was looked for.
type ReadWord struct {
	Text string // folded, or the name of the entity
	Role string // "name", "guessed name", "weak", "telling", "concept", "number", "unknown" or "word"
	Info float64
}

// Judged is a fact with what decided about it.
type Judged struct {
	Hit
	Confidence float64 // 0..1
	Parts      []Part  // all features, in their order; most are 0 for most facts
	Given      float64 // added to their sum: the question is a search by one word, or was written for the fact
}

// Part is one feature of a fact: Value times Weight goes into the logit of its
// confidence.
type Part struct {
	Name          knowledge.Label
	Value, Weight float64
}

// Explain answers a question and says why. It judges up to limit facts.
func (ix *Index) Explain(ctx context.Context, question Question, limit int) (Explanation, error) {
	a, err := ix.Answer(ctx, question)
	if err != nil {
		return Explanation{}, err
	}
	q := ix.understand(question.Text)
	x := Explanation{Answer: a, Asks: q.wants(), Least: question.least()}
	for _, u := range q.units {
		x.Words = append(x.Words, ReadWord{u.text, u.role(), u.info})
	}
	ranked, err := ix.rank(ctx, q)
	if err != nil {
		return Explanation{}, fmt.Errorf("explain: %w", err)
	}
	for _, c := range ranked[:min(limit, len(ranked))] {
		j := Judged{Hit: ix.hit(c.fact, c.score, a.Lang), Confidence: confidence(c.score), Given: c.given}
		for i, v := range c.features {
			j.Parts = append(j.Parts, Part{featureNames[i], v, judgement[i]})
		}
		x.Facts = append(x.Facts, j)
	}
	return x, nil
}

// wants names the kind of value that is asked for.
func (q *asked) wants() string {
	switch {
	case q.money:
		return "money"
	case q.share:
		return "share"
	}
	return string(q.asks)
}

func (u *unit) role() string {
	switch {
	case u.entity >= 0 && u.uncertain:
		return "guessed name"
	case u.entity >= 0:
		return "name"
	case u.number:
		return "number"
	case u.weak:
		return "weak"
	case u.telling:
		return "telling"
	case len(u.relatives) == 0:
		return "unknown"
	case u.concept:
		return "concept"
	}
	return "word"
}
