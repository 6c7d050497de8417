package index_test

import (
	"reflect"
	"testing"
)

// TestSimilar: questions in other words are together, about others or for other
// things they are apart.
func TestSimilar(t *testing.T) {
	ix := build2(t, shippedBase(t))
	for _, c := range []struct {
		name      string
		questions []string
		want      [][]int
	}{
		{"names in both scripts, with an article and without", []string{"كم سعر Kling الشهري؟", "سعر كلينغ شهريًا", "ما السعر الشهري لكلينج"}, [][]int{{0, 1, 2}}},
		{"words that the files do not have", []string{"كم راتب مهندسي Sora؟", "كم تبلغ رواتب المهندسين في سورا", "من فاز بكأس العالم 2022؟", "مين فاز بكاس العالم ٢٠٢٢"}, [][]int{{0, 1}, {2, 3}}},
		{"about others", []string{"كم راتب مهندسي Sora؟", "كم راتب مهندسي Kling؟", "كم راتب المهندسين؟"}, [][]int{{0}, {1}, {2}}},
		{"for other things", []string{"كم سعر Kling؟", "من مخترع Kling؟", "Kling", "كلينغ؟"}, [][]int{{0}, {1}, {2, 3}}},
		{"English", []string{"How much do the engineers of Sora earn?", "who won the world cup", "what do Sora engineers earn", "Who has won the World Cup?"}, [][]int{{0, 2}, {1, 3}}},
		{"nothing", nil, nil},
		{"no words", []string{"؟؟", "", "!"}, [][]int{{0}, {1}, {2}}},
	} {
		if got, err := ix.Similar(t.Context(), c.questions); err != nil || !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, %v, want %v", c.name, got, err, c.want)
		}
	}
}
