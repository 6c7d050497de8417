package index

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"fmt"

	"sibaq/knowledge"
)

// DefaultMinConfidence is the confidence below which Answer gives no fact
// unless the question says otherwise.
const DefaultMinConfidence = .5

// Answer finds the facts that answer a question, best first. It fails only
// when ctx ends or the index is closed: a question of any bytes is answered
// with facts or without.
func (ix *Index) Answer(ctx context.Context, question Question) (Answer, error) {
	q := ix.understand(question.Text)
	a := Answer{Version: ix.base.Version, Question: question.Text, Lang: question.Lang}
	if a.Lang == "" {
		a.Lang = q.lang
	}
	limit, least := question.Limit, DefaultMinConfidence
	if limit <= 0 {
		limit = DefaultLimit
	}
	if question.MinConfidence != nil {
		least = *question.MinConfidence
	}
	a.ID = answerID(question.Text, string(a.Lang), fmt.Sprint(limit), fmt.Sprint(least), a.Version)
	for _, m := range q.mentions {
		a.Entities = appendNew(a.Entities, ix.base.Entities[m.entity])
	}
	if done, err := ix.rankAnswer(ctx, &a, question.Text, limit); done || err != nil {
		return a, err
	}
	ranked, err := ix.rank(ctx, q)
	if err != nil {
		return Answer{}, fmt.Errorf("answer: %w", err)
	}
	for _, c := range ranked[:min(limit, len(ranked))] {
		a.Facts = append(a.Facts, ix.hit(c.fact, c.score, a.Lang))
	}
	ix.bothSides(&a, limit)
	a.Answered = len(a.Facts) > 0
	return a, nil
}

func appendNew[T comparable](s []T, x T) []T {
	for _, y := range s {
		if x == y {
			return s
		}
	}
	return append(s, x)
}

// hit shows a fact in lang.
func (ix *Index) hit(fact int, score float64, lang knowledge.Lang) Hit {
	f := ix.base.Facts[fact]
	h := Hit{Fact: f, Passage: f.In(lang), Score: score}
	for _, e := range ix.linker.inFacts[fact] {
		h.Entities = append(h.Entities, ix.base.Entities[e])
	}
	return h
}

// answerID is short enough to be read out and long enough to be unique in a
// server's life.
func answerID(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(h.Sum(nil))[:10]
}
