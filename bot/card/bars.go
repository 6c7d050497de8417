package card

import (
	"context"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

// Bars is what a card of counts shows, in order, as plain texts.
type Bars struct {
	Lang   knowledge.Lang
	Digits say.Digits // of the card's own numbers
	Title  string
	Bars   []Bar
	Notes  []string
}

// Bar is a count, of which a part is drawn bright and the rest dim.
type Bar struct {
	Label       string
	Text        string // the count in words
	Part, Whole int
}

// Bars draws counts, or returns [ErrNothing].
func (d *Drawer) Bars(ctx context.Context, b Bars) (Picture, error) {
	return d.picture(ctx, ofBars(b))
}

// ofBars is the card of counts, or nil.
func ofBars(b Bars) *card {
	if len(b.Bars) == 0 {
		return nil
	}
	c := &card{Lang: say.Texts(b.Lang).Lang(), Digits: b.Digits, Kind: counts, Title: b.Title, Notes: b.Notes}
	for _, x := range b.Bars {
		f := fact{Text: x.Text, Lang: c.Lang, Low: float64(x.Part), High: float64(x.Whole)}
		c.Rows = append(c.Rows, row{Label: x.Label, Cells: [][]fact{{f}}})
	}
	return c
}

// counted sets a label with its count across from it, over its bar.
func (s *setter) counted(b *block, r row) {
	const value = 620
	f := r.Cells[0][0]
	b.beside(
		func() { s.text(b, r.Label, s.Lang, labelStyle, inkSoft, margin, column-value-gutter, 1) },
		func() {
			from := len(b.lines)
			s.text(b, f.Text, f.Lang, labelStyle, inkText, margin+column-value, value, 1)
			s.toEnd(b, from)
		},
	)
	if f.High > 0 {
		s.bar(b, f, longest(s.Rows...), margin, column, inkFirst, inkFirstDim)
	} else { // nothing was counted, which is a bar, too
		b.bottom += barGap
		s.box(b, margin, b.bottom, column, barHeight, barHeight/2, inkTrack)
		b.bottom += barHeight + barGap/2
	}
	b.bottom += gap / 2
}
