// Package eval measures how well an index answers, by questions whose right
// answers are known, and keeps an index that answers badly from being served.
//
// questions.txt holds the questions in a form for people ([Parse] says which).
// [Run] asks them and gives [Figures]: how often the right fact came first, how
// often among five, and how many questions that nothing in the folder answers
// stayed without a fact. figures.txt is what Run says of the shipped knowledge,
// with the rank of every question: it is committed, so that a change of
// retrieval shows in a diff, question by question, and a test holds it to what
// is true (go test ./index/eval -update writes it).
//
// [Guard] runs before a reload serves: on the folder's own questions.txt if it
// has one, else on the shipped questions as far as the folder can answer them.
package eval

import (
	"context"
	_ "embed"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"sibaq/index"
	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

//go:embed questions.txt
var embedded []byte

// OwnFile is the name under which a knowledge folder keeps its own questions.
const OwnFile = "questions.txt"

// Questions returns the questions to ask of ix: its folder's own (own is true
// then), or the shipped ones that the folder has a fact for and those that no
// folder answers. It is empty where the folder has less than half of the facts
// that the shipped questions ask for: then it is another folder altogether.
func Questions(ctx context.Context, ix *index.Index) (qs []Question, own bool, err error) {
	if base := ix.Base(); base.Questions != nil {
		qs, err = Parse(OwnFile, base.Questions)
		return qs, true, err
	}
	all, err := Parse(OwnFile, embedded)
	if err != nil {
		return nil, false, err
	}
	known, err := knownIn(ctx, ix, all)
	if known == nil || err != nil {
		return nil, false, err
	}
	for i, q := range all {
		if q.Expected == nil || known[i] {
			qs = append(qs, q)
		}
	}
	return qs, false, nil
}

// knownIn says, by question, whether the folder has a fact that it expects; nil
// where that is less than half of those that expect one.
func knownIn(ctx context.Context, ix *index.Index, qs []Question) ([]bool, error) {
	known := make([]bool, len(qs))
	answerable := int64(0)
	for _, q := range qs {
		if q.Expected != nil {
			answerable++
		}
	}
	var next, unknown atomic.Int64
	ids := sync.OnceValue(func() map[string]bool {
		ids := make(map[string]bool, len(ix.Base().Facts))
		for _, f := range ix.Base().Facts {
			ids[f.ID] = true
		}
		return ids
	})
	work, ctx := errgroup.WithContext(ctx)
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() error {
			f := folder{ix: ix, matcher: Matcher{}, ids: ids}
			for {
				i := int(next.Add(1)) - 1
				if i >= len(qs) || 2*unknown.Load() > answerable {
					return nil
				}
				if qs[i].Expected == nil {
					continue
				}
				var err error
				if known[i], err = f.has(ctx, qs[i]); err != nil {
					return err
				}
				if !known[i] {
					unknown.Add(1)
				}
			}
		})
	}
	if err := work.Wait(); err != nil {
		return nil, err
	}
	if 2*unknown.Load() > answerable || unknown.Load() == answerable {
		return nil, nil
	}
	return known, nil
}

// Answerer is what questions are put to: an [index.Index] or [index.Live].
type Answerer interface {
	Answer(context.Context, index.Question) (index.Answer, error)
}

// Result is what became of one question.
type Result struct {
	Question
	Answered   bool
	Confidence float64         // 0..1
	Rank       int             // of the right fact among the first Depth, from 1; 0 if it is not there
	First      *knowledge.Fact // what came first, nil if nothing did
}

// Depth is how far down the facts the right one is looked for.
const Depth = 10

// Right reports whether the question went as it should: the right fact first,
// or no fact for a question that must not be answered.
func (r Result) Right() bool {
	if r.Expected == nil {
		return !r.Answered
	}
	return r.Answered && r.Rank == 1
}

// Run asks every question, several at a time. Ranks are taken from what the
// index ranks even where it then decides not to answer. Only an index that fails
// gives an error.
func Run(ctx context.Context, ix Answerer, qs []Question) (Figures, error) {
	results := make([]Result, len(qs))
	work, ctx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		work.Go(func() error {
			for {
				i := int(next.Add(1)) - 1
				if i >= len(qs) {
					return nil
				}
				var err error
				if results[i], err = ask(ctx, ix, qs[i]); err != nil {
					return err
				}
			}
		})
	}
	if err := work.Wait(); err != nil {
		return Figures{}, err
	}
	return Figures{Results: results}, nil
}

func ask(ctx context.Context, ix Answerer, q Question) (Result, error) {
	a, err := ix.Answer(ctx, index.Question{Text: q.Text, Limit: Depth})
	if err != nil {
		return Result{}, err
	}
	r := Result{Question: q, Answered: a.Answered, Confidence: a.Confidence}
	if !a.Answered {
		always := 0.0
		if a, err = ix.Answer(ctx, index.Question{Text: q.Text, Limit: Depth, MinConfidence: &always}); err != nil {
			return Result{}, err
		}
	}
	for i, h := range a.Facts {
		if i == 0 {
			r.First = h.Fact
		}
		if r.Rank == 0 && (Matcher{}).Matches(q, h.Fact) {
			r.Rank = i + 1
		}
	}
	return r, nil
}

// folder looks for the facts that questions expect.
type folder struct {
	ix      *index.Index
	matcher Matcher
	ids     func() map[string]bool // of facts
}

// has reports whether a fact that q expects is in the folder.
func (f *folder) has(ctx context.Context, q Question) (bool, error) {
	for _, want := range q.Expected {
		if id, ok := strings.CutPrefix(want, "#"); ok {
			if f.ids()[id] {
				return true, nil
			}
			continue
		}
		facts, err := f.ix.Sharing(ctx, want)
		if err != nil {
			return false, err
		}
		if slices.ContainsFunc(facts, func(fact *knowledge.Fact) bool { return f.matcher.Matches(q, fact) }) {
			return true, nil
		}
	}
	return false, nil
}

// Matcher tells which facts answer a question. It remembers their folded texts.
type Matcher map[*knowledge.Fact]string

// NewMatcher returns a Matcher for the facts of base.
func NewMatcher(base *knowledge.Base) Matcher { return make(Matcher, len(base.Facts)) }

// Matches reports whether f is one of the facts that q expects.
func (m Matcher) Matches(q Question, f *knowledge.Fact) bool {
	text, ok := m[f]
	if !ok {
		text = foldFact(f)
		m[f] = text
	}
	for i, want := range q.Expected {
		if id, ok := strings.CutPrefix(want, "#"); ok {
			if f.ID == id {
				return true
			}
			continue
		}
		folded := ""
		if len(q.folded) == len(q.Expected) {
			folded = q.folded[i]
		} else { // a question that was not parsed
			folded = fold.Text(want)
		}
		if strings.Contains(text, folded) {
			return true
		}
	}
	return false
}

// foldFact is what pieces of f are looked for in: its text and its twin's, a
// line each; a cell's text stands behind its attribute and its column's name.
func foldFact(f *knowledge.Fact) string {
	passages := []*knowledge.Passage{&f.Passage}
	if f.Twin != nil {
		passages = append(passages, f.Twin)
	}
	lines := make([]string, len(passages))
	for i, p := range passages {
		text := p.Text
		if c := f.Cell; c != nil {
			text = c.Table.Rows[c.Row].In(p.Lang) + " " + c.Table.Columns[c.Column].Name + " " + text
		}
		lines[i] = fold.Text(text)
	}
	return strings.Join(lines, "\n")
}
