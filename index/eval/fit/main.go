// Command fit finds the weights by which facts are judged (index/judgement.txt)
// from questions whose right facts are known:
//
//	go run ./index/eval/fit [-rank DIR:QUESTIONS]... > new && mv new index/judgement.txt
//
// The shipped questions.txt teach both the order of facts and the decision to
// answer. So do the questions that lead to facts (asked.txt), of which one a
// fact is asked of an index that does not know it. Each -rank adds questions
// over another folder that teach the order alone. heldout.txt is never read
// here: figures.txt tells what the weights are worth on it.
//
// The loss is the sum of two: that of a softmax over the facts of a question, of
// which the right ones should have all (order), and that of a logistic
// regression on the first few facts of each (decision), as they come by the
// weights of the round before; both with a quadratic penalty.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math"
	"os"
	"slices"
	"strings"

	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
)

const (
	depth       = 40  // facts of a question that teach
	rankWeight  = .6  // of a question of -rank, beside one of questions.txt
	askedWeight = .3  // of one that leads to a fact: others may answer it too
	order       = .5  // of the softmax, beside the logistic regression
	decided     = 3   // facts of a question that teach the decision
	penalty     = 1.0 // on the square of a weight
	rounds      = 4
	steps       = 800
)

func main() {
	var rank []string
	flag.Func("rank", "`DIR:QUESTIONS`, a folder and a file of questions over it", func(s string) error {
		rank = append(rank, s)
		return nil
	})
	flag.Parse()
	if err := run(rank); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(rank []string) error {
	var f fitter
	for _, file := range []string{"index/eval/questions.txt", "index/eval/taught.txt"} {
		if err := f.readFile(knowledge.Shipped(), file, 1, true, true); err != nil {
			return err
		}
	}
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		return err
	}
	if err := f.read(base, withheld(base), askedWeight, true, false); err != nil {
		return err
	}
	for _, r := range rank {
		dir, questions, ok := strings.Cut(r, ":")
		if !ok {
			return errors.New("-rank wants DIR:QUESTIONS")
		}
		if err := f.readFile(os.DirFS(dir), questions, rankWeight, false, false); err != nil {
			return err
		}
	}
	w := f.fit()
	f.calibrate(w)
	for i, name := range f.names {
		fmt.Printf("%-28s %8.3f\n", name, w[i])
	}
	return nil
}

// question is what one question teaches: its facts, as features, and which of
// them are right.
type question struct {
	facts  []features
	right  []bool
	known  bool // a right one is among them
	weight float64
	decide bool
	scale  bool
}

type fitter struct {
	questions []question
	names     []string
}

func (f *fitter) readFile(folder fs.FS, file string, weight float64, decide, scale bool) error {
	base, err := knowledge.Load(folder)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	qs, err := eval.Parse(file, data)
	if err != nil {
		return err
	}
	return f.read(base, qs, weight, decide, scale)
}

// oneIn is which share of the cells is asked for: the questions for a row serve
// all of its cells.
const oneIn = 4

// withheld takes from facts one of the questions that lead to each.
func withheld(base *knowledge.Base) []eval.Question {
	var out []eval.Question
	taken := map[string]bool{}
	cells := 0
	for n, fact := range base.Facts {
		if fact.Cell != nil {
			cells++
		}
		if len(fact.Asked) < 2 || fact.Cell != nil && cells%oneIn != 0 {
			continue
		}
		i := n % len(fact.Asked)
		text := fact.Asked[i]
		if c := fact.Cell; c != nil {
			column := c.Table.Columns[c.Column]
			name := column.In(knowledge.Arabic)
			if text[0] < 0x80 {
				name = column.In(knowledge.English)
			}
			text = strings.ReplaceAll(text, "…", name)
		}
		if !taken[text] {
			taken[text] = true
			out = append(out, eval.Question{Text: text, Expected: []string{"#" + fact.ID}})
			fact.Asked = slices.Delete(slices.Clone(fact.Asked), i, i+1)
		}
	}
	return out
}

// folds is how many parts the questions are asked in, each of an index that
// does not know them as questions without an answer.
const folds = 4

func (f *fitter) read(base *knowledge.Base, qs []eval.Question, weight float64, decide, scale bool) error {
	folds := folds
	if len(base.Unanswered) == 0 {
		folds = 1
	}
	for fold := range folds {
		var part []eval.Question
		here := map[string]bool{}
		for n, q := range qs {
			if n%folds == fold {
				part = append(part, q)
				here[q.Text] = true
			}
		}
		b := *base
		b.Unanswered = slices.DeleteFunc(slices.Clone(b.Unanswered), func(text string) bool { return here[text] })
		if err := f.ask(&b, part, weight, decide, scale); err != nil {
			return err
		}
	}
	return nil
}

func (f *fitter) ask(base *knowledge.Base, qs []eval.Question, weight float64, decide, scale bool) error {
	ix, err := index.Build(context.Background(), base)
	if err != nil {
		return err
	}
	defer ix.Close()
	m := eval.NewMatcher(base)
	for _, q := range qs {
		x, err := ix.Explain(context.Background(), index.Question{Text: q.Text}, depth)
		if err != nil {
			return err
		}
		t := question{weight: weight, decide: decide, scale: scale}
		for _, j := range x.Facts {
			t.facts = append(t.facts, f.features(j.Parts))
			right := m.Matches(q, j.Fact)
			t.right, t.known = append(t.right, right), t.known || right
		}
		if len(t.facts) > 0 {
			f.questions = append(f.questions, t)
		}
	}
	return nil
}

// features are those of a fact that are not zero, of which there are few.
type features struct {
	at []int
	x  []float64
}

func (f *fitter) features(parts []index.Part) (v features) {
	for i, p := range parts {
		if p.Value != 0 {
			v.at, v.x = append(v.at, i), append(v.x, p.Value)
		}
		if len(f.names) < len(parts) {
			f.names = append(f.names, p.Name.En)
		}
	}
	return v
}

// fit goes down the gradient of the loss by Adam (Kingma and Ba, 2015).
func (f *fitter) fit() []float64 {
	n := len(f.names)
	w, g, m, v := make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	for range rounds {
		taught := f.decisions(w)
		for step := 1; step <= steps; step++ {
			rate := .05 * math.Min(1, 2*(1-float64(step)/(steps+1)))
			f.gradient(w, g, taught)
			for i := range w {
				m[i], v[i] = .9*m[i]+.1*g[i], .999*v[i]+.001*g[i]*g[i]
				w[i] -= rate * m[i] / (math.Sqrt(v[i]) + 1e-8)
			}
		}
	}
	return w
}

// calibrate scales w by the logistic regression of what the first fact of each
// question is, right or not, on its logit.
func (f *fitter) calibrate(w []float64) {
	scale, shift := 1.0, 0.0
	for range 5000 {
		var byScale, byShift, n float64
		for _, q := range f.questions {
			if !q.scale {
				continue
			}
			first, logit := 0, math.Inf(-1)
			for k, x := range q.facts {
				if l := dot(w, x); l > logit {
					first, logit = k, l
				}
			}
			off := 1 / (1 + math.Exp(-scale*logit-shift))
			if q.right[first] {
				off--
			}
			byScale, byShift, n = byScale+off*logit, byShift+off, n+1
		}
		scale, shift = scale-.1*byScale/n, shift-.1*byShift/n
	}
	for i := range w {
		w[i] *= scale
	}
	w[slices.Index(f.names, "bias")] += shift
}

// decisions gives each fact's share in teaching the decision: the first of a
// question counts most.
func (f *fitter) decisions(w []float64) [][]float64 {
	out := make([][]float64, len(f.questions))
	for i, q := range f.questions {
		out[i] = make([]float64, len(q.facts))
		if !q.decide {
			continue
		}
		places := make([]int, len(q.facts))
		for k := range places {
			places[k] = k
		}
		slices.SortStableFunc(places, func(a, b int) int { return cmp.Compare(dot(w, q.facts[b]), dot(w, q.facts[a])) })
		for r, k := range places[:min(decided, len(places))] {
			out[i][k] = q.weight
			if r > 0 {
				out[i][k] *= .5 / float64(r+1)
			}
		}
	}
	return out
}

func (f *fitter) gradient(w, g []float64, taught [][]float64) {
	for i := range g {
		g[i] = penalty * w[i]
	}
	var logits, shares []float64
	for i, q := range f.questions {
		logits, shares = logits[:0], shares[:0]
		most := math.Inf(-1)
		for _, x := range q.facts {
			l := dot(w, x)
			logits, most = append(logits, l), max(most, l)
		}
		all, right := 0.0, 0.0
		for k, l := range logits {
			e := math.Exp(l - most)
			shares, all = append(shares, e), all+e
			if q.right[k] {
				right += e
			}
		}
		for k, x := range q.facts {
			by := 0.0
			if q.known {
				by = q.weight * order * shares[k] / all
				if q.right[k] && right > 0 {
					by -= q.weight * order * shares[k] / right
				}
			}
			if t := taught[i][k]; t > 0 {
				p := 1 / (1 + math.Exp(-logits[k]))
				if q.right[k] {
					p--
				}
				by += t * p
			}
			if by == 0 {
				continue
			}
			for n, j := range x.at {
				g[j] += by * x.x[n]
			}
		}
	}
}

func dot(w []float64, f features) float64 {
	sum := 0.0
	for n, i := range f.at {
		sum += w[i] * f.x[n]
	}
	return sum
}
