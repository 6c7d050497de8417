package main

import (
	"math"
	"testing"
)

func having(x ...float64) (f features) {
	for i, x := range x {
		if x != 0 {
			f.at, f.x = append(f.at, i), append(f.x, x)
		}
	}
	return f
}

// Of the facts of each question the right one has the feature "said". Where
// "far" holds nothing is right. What is fitted puts the right fact first, answers
// the one kind of question and not the other, and is no surer than it may be.
func TestFit(t *testing.T) {
	f := fitter{names: []string{"bias", "said", "far"}}
	ask := func(far float64, right bool) {
		f.questions = append(f.questions, question{
			facts: []features{having(1, 0, far), having(1, 1, far), having(1, 0, far)}, right: []bool{false, right, false},
			known: right, weight: 1, decide: true, scale: true,
		})
	}
	for i := range 40 {
		ask(0, i%10 != 0) // one in ten is wrong all the same
		ask(1, false)
	}
	w := f.fit()
	f.calibrate(w)
	sure := func(x ...float64) float64 { return 1 / (1 + math.Exp(-dot(w, having(x...)))) }
	if w[1] <= 0 || w[2] >= 0 {
		t.Errorf("weights %v", w)
	}
	if p := sure(1, 1, 0); p < .8 || p > .97 {
		t.Errorf("a fact that is right nine times in ten is right with probability %.2f", p)
	}
	if p := sure(1, 1, 1); p > .2 {
		t.Errorf("a fact that is never right is right with probability %.2f", p)
	}
}
