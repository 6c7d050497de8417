package card

import (
	"strings"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

// Sizes in pixels; the design is in points of two. A card is as wide as a phone
// held upright, where most are seen, and no longer than it is tall.
const (
	cardWidth = 1000
	maxHeight = 2000
	margin    = 40
	column    = cardWidth - 2*margin
	gutter    = 36 // between the two that are compared
	gap       = 15 // on either side of the rule between rows
	mostRows  = 30 // that are tried: more never fit
	barHeight = 12
	barGap    = 8 // above and below a bar
)

// How many lines texts may take.
const (
	linesOfTitle    = 3
	linesOfLabel    = 2
	linesOfFact     = 4
	linesOfStanding = 2
	linesOfNote     = 3
	linesOfFoot     = 12
)

var (
	titleStyle    = style{"title", semibold, 36}
	headStyle     = style{"head", semibold, 31}
	labelStyle    = style{"label", semibold, 25}
	valueStyle    = style{"value", semibold, 30}
	factStyle     = style{"fact", regular, 28}
	standingStyle = style{"standing", regular, 22}
	noteStyle     = style{"note", regular, 22}
	footStyle     = style{"foot", regular, 21}
)

// leading is the height of a line of text: Arabic needs half a letter's height
// above it for its marks.
func (st style) leading() int { return st.size * 3 / 2 }

// block is a part of a card, or what there is of it so far.
type block struct {
	lines  []placed
	boxes  []box
	bottom int // where the next thing goes
}

// sheet is a whole card with a place for everything on it.
type sheet struct {
	width, height int
	block
	rows  []int // their heights
	shown *card // what is on it
	left  int   // rows that are not
}

// setter sets one card. Places across are counted from the side where reading
// starts, so that one design serves both directions.
type setter struct {
	*pen
	*card
	words         say.Words
	before, after int // rows of the whole card that are left out
}

// layout finds a place for everything on a card. Of more rows than there is
// room for some are left out, which the card then says: of a timeline the
// earliest, else the last.
func (p *pen) layout(c *card) *sheet {
	from, to := 0, len(c.Rows)
	if c.Kind == timeline {
		from = max(from, to-mostRows)
	} else {
		to = min(to, mostRows)
	}
	for {
		s := &setter{pen: p, card: c.part(from, to), words: c.words(), before: from, after: len(c.Rows) - to}
		out := s.set()
		if out.height <= maxHeight || to-from <= 1 {
			out.shown, out.left = s.card, s.before+s.after
			out.frame()
			return out
		}
		for over := out.height - maxHeight; over > 0 && to-from > 1; {
			if c.Kind == timeline {
				over -= out.rows[from-s.before]
				from++
			} else {
				to--
				over -= out.rows[to-s.before]
			}
		}
	}
}

// set puts title, rows and foot under each other.
func (s *setter) set() *sheet {
	s.missing = false
	out := &sheet{width: cardWidth, block: s.top()}
	if s.before > 0 {
		s.text(&out.block, s.words.EarlierLeftOut(s.before), s.Lang, noteStyle, inkSoft, margin, column, 1)
		out.bottom += gap
	}
	for i := range s.Rows {
		top := out.bottom
		s.row(&out.block, i)
		out.rows = append(out.rows, out.bottom-top)
	}
	if s.after > 0 {
		s.rule(&out.block)
		s.text(&out.block, s.words.RowsLeftOut(s.after), s.Lang, noteStyle, inkSoft, margin, column, 1)
	}
	s.foot(&out.block)
	out.height = out.bottom + margin
	return out
}

// frame sets the card off from whatever it lies on.
func (out *sheet) frame() {
	for _, b := range []box{{w: out.width, h: 2}, {w: out.width, h: 2, y: out.height - 2}, {w: 2, h: out.height}, {w: 2, h: out.height, x: out.width - 2}} {
		b.ink = inkRule
		out.boxes = append(out.boxes, b)
	}
}

// foot sets notes and sources.
func (s *setter) foot(b *block) {
	s.rule(b)
	for _, n := range s.Notes {
		s.text(b, n, s.Lang, noteStyle, inkSoft, margin, column, linesOfNote)
	}
	text := s.words.NoSource()
	if s.Kind == counts { // these are our own
		text = ""
	}
	if len(s.Sources) > 0 {
		list := make([]string, len(s.Sources))
		for i, label := range s.Sources {
			list[i] = "[" + s.words.Number(i+1) + "]" + noBreak + label
		}
		text = s.words.Colon(s.words.SourcesWord(), strings.Join(list, " · "))
	}
	if text != "" {
		s.text(b, text, s.Lang, footStyle, inkSoft, margin, column, linesOfFoot)
	}
	if s.missing {
		s.text(b, s.words.NotDrawn(geta), s.Lang, footStyle, inkSoft, margin, column, linesOfNote)
	}
}

// left turns a place counted from the reading side into one from the left.
func (s *setter) left(from, width int) int {
	if s.Lang == knowledge.Arabic {
		return cardWidth - from - width
	}
	return from
}

// text sets a paragraph at the bottom of b, flush with the side where its own
// language starts, and returns how wide it is.
func (s *setter) text(b *block, text string, lang knowledge.Lang, st style, k ink, from, width, most int) (widest int) {
	x, right := s.left(from, width), lang == knowledge.Arabic
	if right {
		x += width
	}
	for _, l := range s.lines(lang, text, st, width, most) {
		b.lines = append(b.lines, placed{line: l, style: st, x: x, y: b.bottom + st.size*11/10, right: right, ink: k})
		b.bottom += st.leading()
		widest = max(widest, l.width.Ceil())
	}
	return widest
}

func (s *setter) box(b *block, from, y, w, h, radius int, k ink) {
	b.boxes = append(b.boxes, box{s.left(from, w), y, w, h, radius, k})
}

// rule draws a line across the card, with room on either side.
func (s *setter) rule(b *block) {
	b.bottom += gap
	s.box(b, margin, b.bottom, column, 2, 0, inkRule)
	b.bottom += gap
}

// beside sets parts that begin at the same height; b then ends under the
// longest.
func (b *block) beside(parts ...func()) {
	top, bottom := b.bottom, b.bottom
	for _, part := range parts {
		b.bottom = top
		part()
		bottom = max(bottom, b.bottom)
	}
	b.bottom = bottom
}
