package card

import (
	"bytes"
	"errors"
	"image/png"
	"strings"
	"testing"
)

// TestBars: counts are bars from the side where reading starts, the part bright
// and the rest dim, in proportion to the most there is.
func TestBars(t *testing.T) {
	d := New(0)
	for _, right := range []bool{true, false} {
		b := Bars{Lang: en, Title: "Questions by week", Notes: []string{"A note."}, Bars: []Bar{{"week 1", "40 questions", 10, 40}, {"week 2", "none", 0, 0}, {"week 3", "20 questions", 20, 20}}}
		if right {
			b.Lang = ar
		}
		pic, err := d.Bars(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(pic.PNG))
		if err != nil {
			t.Fatal(err)
		}
		far := func(left, end int) int { // from the side where reading starts
			if right {
				return cardWidth - left - margin
			}
			return end - margin
		}
		dim := far(extent(img, colours[inkFirstDim], img.Bounds()))
		bright := far(extent(img, colours[inkFirst], img.Bounds()))
		if dim < column-2 || dim > column || bright < column/2-2 || bright > column/2+2 {
			t.Errorf("right to left %t: bars reach %d and %d of %d", right, dim, bright, column)
		}
		if !strings.Contains(pic.Alt, "week 2") || !strings.Contains(pic.Alt, "40 questions") || strings.Contains(pic.Alt, "no source") {
			t.Errorf("for those who cannot see it: %s", pic.Alt)
		}
	}
	if _, err := d.Bars(t.Context(), Bars{}); !errors.Is(err, ErrNothing) {
		t.Errorf("of nothing: %v", err)
	}
}
