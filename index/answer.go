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
const DefaultMinConfidence = .3

// Answer finds the facts that answer a question, best first. It fails only
// when ctx ends or the index is closed: a question of any bytes is answered
// with facts or without.
func (ix *Index) Answer(ctx context.Context, question Question) (Answer, error) {
	q := ix.understand(question.Text)
	a := Answer{Version: ix.base.Version, Question: question.Text, Lang: question.Lang}
	if a.Lang == "" {
		a.Lang = q.lang
	}
	limit, least := question.Limit, question.least()
	if limit <= 0 {
		limit = DefaultLimit
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
	if len(ranked) > 0 {
		a.Confidence = confidence(ranked[0].score)
	}
	a.Differs = q.differs && len(a.Entities) == 2 && a.Confidence < tellsAll
	if a.Confidence < least || len(ranked) == 0 {
		a.Related = ix.related(q, ranked, a.Lang)
		a.Suggestions = ix.suggestions(q)
		return a, nil
	}
	a.Answered = true
	ix.newerFirst(ranked)
	for i, c := range ranked[:min(limit, len(ranked))] {
		if i == 0 || confidence(c.score) >= least*furtherShare {
			a.Facts = append(a.Facts, ix.hit(c.fact, c.score, a.Lang))
		}
	}
	ix.bothSides(&a, limit)
	return a, nil
}

// least is the confidence that an answer to the question needs.
func (q Question) least() float64 {
	if q.MinConfidence != nil {
		return *q.MinConfidence
	}
	return DefaultMinConfidence
}

// tellsAll is the confidence from which one fact may tell how two things differ.
const tellsAll = .8

// furtherShare is how much of the confidence that an answer needs a fact behind
// the first one needs: what adds nothing to the answer is not shown with it.
const furtherShare = .6

// maxRelated is how many facts and names stand in for an answer.
const maxRelated = 3

// related returns what is known about the entities that a question names,
// what is nearest to the question first.
func (ix *Index) related(q *asked, ranked []candidate, lang knowledge.Lang) []Hit {
	var hits []Hit
	shown := map[int]bool{}
	show := func(fact int, score float64) {
		if !shown[fact] && len(hits) < maxRelated {
			shown[fact] = true
			hits = append(hits, ix.hit(fact, score, lang))
		}
	}
	for _, c := range ranked {
		for _, m := range q.mentions {
			if ix.linker.names(c.fact, m.entity) {
				show(c.fact, c.score)
			}
		}
	}
	return hits
}

// maxName is how many words a question has that is but a name, perhaps misspelt.
const maxName = 2

// suggestions returns the names nearest to a name that nobody knows, where the
// question is hardly more than that: in a sentence most unknown words are none.
func (ix *Index) suggestions(q *asked) []string {
	if len(q.mentions) > 0 || len(q.units) > maxName {
		return nil
	}
	var names []string
	for _, u := range q.units {
		if len(u.relatives) > 0 {
			continue
		}
		for _, e := range ix.linker.nearest(u.text, maxRelated) {
			names = appendNew(names, e.Name)
		}
	}
	return names[:min(maxRelated, len(names))]
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
	for _, e := range ix.linker.in(fact) {
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
