package index_test

import (
	"testing"

	"sibaq/index"
)

// A folder can say what nothing in it answers. The like of that is doubted,
// whoever it is asked about, and everything else goes on being answered.
func TestUnanswered(t *testing.T) {
	const facts = "---\nentities: [{name: Kling}, {name: Sora}]\n---\n" +
		"- The team of Kling at Kuaishou is led by Gai Kun.\n" +
		"- Kling was launched on 6 June 2024.\n" +
		"- The team of Sora at OpenAI was led by Bill Peebles.\n"
	const none = "[-]\nhow many women are there in the team of Kling?\n"
	plain, told := build(t, "video.md", facts), build(t, "video.md", facts, "asked.txt", none)
	sure := func(ix *index.Index, question string) float64 {
		return ask(t, ix, index.Question{Text: question, MinConfidence: always}).Confidence
	}
	for _, c := range []struct {
		question string
		doubted  bool
	}{
		{"how many women are there in the team of Kling?", true},
		{"how many women are in Sora's team?", true},
		{"when was Kling launched?", false},
		{"who led the team of Sora?", false},
	} {
		before, after := sure(plain, c.question), sure(told, c.question)
		if c.doubted != (after < before/2) {
			t.Errorf("%q: confidence %.3f where nothing is said of it, %.3f where it is", c.question, before, after)
		}
	}
}
