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
