package index

import (
	"context"

	"sibaq/knowledge"
)

// Beside makes a base searchable that was joined to the one being served
// ([knowledge.Join]). It reads only what the other does not have, so that a
// guild's own knowledge costs little to put beside a large shared one. One index
// holds both: what a word says, which names there are and how sure an answer is
// are told from all facts together, and so there is one order and one decision.
func (l *Live) Beside(ctx context.Context, joined *knowledge.Base) (*Index, error) {
	s, err := l.read()
	if err != nil {
		return nil, err
	}
	defer s.readers.Done()
	return s.Rebuild(ctx, joined)
}

// equally is how far apart the logits of two facts are that answer a question
// equally well.
const equally = .1

// newerFirst puts the newer one before the other where a fact of the shared
// folder and one of the guild's own answer equally well: a guild that keeps
// something up to date has written it for that. Which of them there is, and how
// sure the answer is, stays.
func (ix *Index) newerFirst(ranked []candidate) {
	if ix.own == len(ix.base.Facts) {
		return
	}
	date := func(c candidate) knowledge.Date { return ix.base.Facts[c.fact].AsOf }
	for i := 1; i < len(ranked); i++ {
		c, at := ranked[i], i
		for k := i - 1; k >= 0 && ranked[k].score-c.score < equally; k-- {
			if (ranked[k].fact >= ix.own) != (c.fact >= ix.own) && !date(ranked[k]).IsZero() && date(c).Compare(date(ranked[k])) > 0 {
				at = k
			}
		}
		copy(ranked[at+1:i+1], ranked[at:i])
		ranked[at] = c
	}
}
