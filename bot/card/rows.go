package card

import (
	"slices"
	"unicode/utf8"

	"sibaq/knowledge"
)

// sides are the columns of the two that are compared.
var sides = [2]struct {
	from, width int
	full, dim   ink
}{
	{margin, (column - gutter) / 2, inkFirst, inkFirstDim},
	{margin + (column+gutter)/2, (column - gutter) / 2, inkSecond, inkSecondDim},
}

// top sets the title and, of a comparison, the two names.
func (s *setter) top() block {
	b := block{bottom: margin - 8}
	s.text(&b, s.Title, s.Lang, titleStyle, inkText, margin, column, linesOfTitle)
	b.bottom += gap
	if s.Kind != comparison {
		return b
	}
	head := func(side int) func() {
		col := sides[side]
		return func() {
			b.bottom += 8
			s.box(&b, col.from, b.bottom, col.width, 6, 3, col.full)
			b.bottom += 10
			s.text(&b, s.Heads[side], s.Lang, headStyle, col.full, col.from, col.width, linesOfLabel)
		}
	}
	b.beside(head(0), head(1))
	return b
}

// row sets one row under those before it.
func (s *setter) row(b *block, i int) {
	switch r := s.Rows[i]; s.Kind {
	case comparison:
		s.rule(b)
		s.attribute(b, r)
	case ranking:
		s.rule(b)
		s.ranked(b, r)
	case counts:
		s.counted(b, r)
	case timeline:
		s.moment(b, r, i == 0 && s.before == 0, i == len(s.Rows)-1)
	}
}

// attribute sets a label over what is known of each side.
func (s *setter) attribute(b *block, r row) {
	s.text(b, r.Label, s.Lang, labelStyle, inkSoft, margin, column, linesOfLabel)
	st, most := styleOf(r), longest(r)
	cell := func(side int) func() {
		col, facts := sides[side], r.Cells[side]
		return func() {
			if len(facts) == 0 {
				s.text(b, s.words.NoCell(), s.Lang, style{st.name, regular, st.size}, inkSoft, col.from, col.width, 1)
			}
			for i, f := range facts {
				if i > 0 {
					b.bottom += gap / 2
				}
				s.text(b, f.Text, f.Lang, st, inkText, col.from, col.width, linesOfFact)
				s.bar(b, f, most, col.from, col.width, col.full, col.dim)
				s.standing(b, f, col.from, col.width)
			}
		}
	}
	b.beside(cell(0), cell(1))
	if r.Note != "" {
		s.text(b, r.Note, s.Lang, noteStyle, inkContested, margin, column, 1)
	}
}

// styleOf sets the texts of a row alike: as values, or as prose if one is long.
func styleOf(r row) style {
	const long = 60 // characters
	for _, cell := range r.Cells {
		if slices.ContainsFunc(cell, func(f fact) bool { return utf8.RuneCountInString(f.Text) > long }) {
			return factStyle
		}
	}
	return valueStyle
}

// longest is the most that a bar of these rows shows.
func longest(rows ...row) float64 {
	most := 0.0
	for _, r := range rows {
		for _, cell := range r.Cells {
			for _, f := range cell {
				most = max(most, f.High)
			}
		}
	}
	return most
}

// ranked sets a place and a name with its value across from it, over its bar.
func (s *setter) ranked(b *block, r row) {
	const place, value = 56, 400
	f := r.Cells[0][0]
	if r.Heading != "" {
		s.text(b, r.Heading, s.Lang, labelStyle, inkSoft, margin, column, linesOfLabel)
		b.bottom += gap / 2
	}
	b.beside(
		func() { s.text(b, r.Place, s.Lang, valueStyle, inkSoft, margin, place, 1) },
		func() {
			s.text(b, r.Label, s.Lang, valueStyle, inkText, margin+place, column-place-value-gutter, linesOfFact)
		},
		func() { s.flushEnd(b, f, value) },
	)
	s.bar(b, f, longest(s.Rows...), margin+place, column-place, inkFirst, inkFirstDim)
	s.standing(b, f, margin+place, column-place)
	if r.Note != "" {
		s.text(b, r.Note, s.Lang, noteStyle, inkSoft, margin+place, column-place, linesOfNote)
	}
}

// flushEnd sets a value at the side where the card's lines end.
func (s *setter) flushEnd(b *block, f fact, width int) {
	from := len(b.lines)
	s.text(b, f.Text, f.Lang, valueStyle, inkFirst, margin+column-width, width, linesOfFact)
	s.toEnd(b, from)
}

// toEnd moves the lines from one on to the side where the card's lines end.
func (s *setter) toEnd(b *block, from int) {
	for i := range b.lines[from:] {
		l := &b.lines[from+i]
		l.x, l.right = s.left(margin+column, 0), s.Lang != knowledge.Arabic
	}
}

// moment sets a date on the line of time, and beneath it what happened.
func (s *setter) moment(b *block, r row, first, last bool) {
	const rail, dot, step = 40, 18, 22
	f := r.Cells[0][0]
	top, middle := b.bottom, labelStyle.leading()/2
	var date int
	b.beside(
		func() {
			date = s.text(b, r.Label, s.Lang, labelStyle, inkFirst, margin+rail, column-rail, 1) + step
		},
		func() {
			b.bottom += 2 // so that both stand on one line
			s.standing(b, f, margin+rail+date, column-rail-date)
		},
	)
	s.text(b, f.Text, f.Lang, factStyle, inkText, margin+rail, column-rail, linesOfFact)
	b.bottom += gap
	from, to := top, b.bottom
	if first {
		from = top + middle
	}
	if last {
		to = top + middle
	}
	s.box(b, margin+dot/2-1, from, 2, to-from, 0, inkRule)
	s.box(b, margin, top+middle-dot/2, dot, dot, dot/2, inkFirst)
}

// standing tells below a fact how sure it is, of when, and by which sources.
func (s *setter) standing(b *block, f fact, from, width int) {
	text := f.Standing
	for _, n := range f.Sources {
		text += " [" + s.words.Number(n) + "]"
	}
	k := inkSoft
	switch f.Status {
	case knowledge.Claim:
		k = inkClaim
	case knowledge.Contested:
		k = inkContested
	}
	s.text(b, text, s.Lang, standingStyle, k, from, width, linesOfStanding)
}

// bar draws how much a value is of the most there is, if it has one. What a
// range leaves open is drawn dim.
func (s *setter) bar(b *block, f fact, most float64, from, width int, full, dim ink) {
	if f.High <= 0 {
		return
	}
	b.bottom += barGap
	part := func(v float64, k ink) {
		w := min(width, max(barHeight, int(v/most*float64(width)+.5)))
		s.box(b, from, b.bottom, w, barHeight, barHeight/2, k)
	}
	part(most, inkTrack)
	if f.Low < f.High {
		part(f.High, dim)
	}
	if f.Low > 0 {
		part(f.Low, full)
	}
	b.bottom += barHeight + barGap/2
}
