package index

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// judgementText holds the weight of each feature, as index/eval/fit finds them:
// a text file, so that a new fit can be read in a diff.
//
//go:embed judgement.txt
var judgementText string

var judgement = func() vector {
	w, err := readJudgement(judgementText)
	if err != nil {
		panic(err) // the program was built with a broken file
	}
	return w
}()

// readJudgement reads lines of a feature's name and its weight. A feature that
// has no line has no weight.
func readJudgement(text string) (vector, error) {
	var w vector
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		at := strings.LastIndexByte(line, ' ')
		i := -1
		for f, name := range featureNames {
			if at > 0 && name.En == strings.TrimSpace(line[:at]) {
				i = f
			}
		}
		if i < 0 {
			return w, fmt.Errorf("judgement.txt: no feature has the name of %q", line)
		}
		x, err := strconv.ParseFloat(line[at+1:], 64)
		if err != nil {
			return w, fmt.Errorf("judgement.txt: %q: %w", line, err)
		}
		w[i] = x
	}
	return w, nil
}
