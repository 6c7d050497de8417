package index_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sibaq/index"
)

// leastJoined is the share of pairs of forms that must be joined.
const leastJoined = .9

// asksFor reports whether asking for one word finds a fact that holds the other.
func asksFor(t *testing.T, asked, held string) bool {
	ix := build(t, "a.txt", "زرافة "+held+" قرب النهر\n\nقنفذ أزرق نائم تحت الشجرة\n\na hedgehog sleeps under the tree\n")
	a := ask(t, ix, index.Question{Text: asked})
	return a.Answered && strings.Contains(a.Facts[0].Fact.Text, held)
}

func TestForms(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "forms.txt"))
	if err != nil {
		t.Fatal(err)
	}
	class, pairs, joined := "", 0, 0
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			class = strings.Trim(line, "[]")
			continue
		}
		a, b, _ := strings.Cut(line, " ")
		both := asksFor(t, b, a) && (class == "asked alone" || asksFor(t, a, b))
		if class == "kept apart" {
			if asksFor(t, a, b) || asksFor(t, b, a) {
				t.Errorf("%s and %s are taken for one word", a, b)
			}
			continue
		}
		pairs++
		if both {
			joined++
		} else {
			t.Logf("%s: %s and %s are not joined", class, a, b)
		}
	}
	if share := float64(joined) / float64(pairs); share < leastJoined {
		t.Errorf("%d of %d pairs are joined, fewer than %.0f %%", joined, pairs, 100*leastJoined)
	}
}
