package card

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
	"golang.org/x/text/unicode/norm"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

// pen sets and paints text. It is for one goroutine at a time.
type pen struct {
	faces    [2][]*font.Face // by weight
	han      *font.Face      // nil until a text needs it
	shaper   shaping.HarfbuzzShaper
	bidi     bidi.Paragraph
	seg      segmenter.Segmenter
	outlines map[glyphKey][]font.Segment
	ras      vector.Rasterizer
	mask     []byte // of what is being painted
	pixels   []byte
	missing  bool // a text had a character that no font has, see say.NotDrawn
}

func newPen() *pen {
	p := &pen{outlines: map[glyphKey][]font.Segment{}}
	for w, fonts := range plexFonts() {
		for _, f := range fonts {
			p.faces[w] = append(p.faces[w], font.NewFace(f))
		}
	}
	return p
}

// line is a line of text, ready to be painted.
type line struct {
	runs  []run // from left to right, in whichever direction they are read
	width fixed.Int26_6
}

// run is a stretch of a line in one direction, script and font.
type run struct {
	start  int             // its place in the paragraph, for those who read
	text   []rune          // as written, its first letter first
	glyphs []shaping.Glyph // from left to right
	face   *font.Face
	size   int
	level  bidi.Level // odd: read from right to left
	width  fixed.Int26_6
}

// lines sets text as a paragraph of lang, at most width pixels wide and at most
// most lines long. What does not fit ends in an ellipsis, after a whole word
// where there is room for one.
func (p *pen) lines(lang knowledge.Lang, text string, st style, width, most int) []line {
	para := p.paragraph(lang, text, st)
	if len(para.text) == 0 {
		return nil
	}
	room := fixed.I(width)
	var out []line
	for start := 0; start < len(para.text); {
		end := para.fit(start, room)
		if len(out) == most-1 && end < len(para.text) {
			dots := p.shape(para.base, []rune(ellipsis), 0, 1, para.base, language.Common, p.face(st.weight, '…', nil), st)
			end = min(end, para.fit(start, room-dots.width))
			return append(out, para.line(start, end, dots))
		}
		out = append(out, para.line(start, end))
		start = end
	}
	return out
}

const ellipsis = "…"

// paragraph is text that has been shaped and not yet broken into lines.
type paragraph struct {
	base    bidi.Level // 1 where it is read from right to left
	text    []rune     // without marks of direction
	runs    []run      // in the order of reading
	advance []fixed.Int26_6
	// breaks tells where a line may end: before text[i], after a word (2), or
	// between two letters if need be (1).
	breaks []uint8
}

const (
	betweenLetters = 1
	betweenWords   = 2
)

// paragraph finds direction, script and font of each part of text, and shapes it.
//
// Direction is that of a Discord message: say.Isolate marks the runs against the
// text's own direction. The levels that follow from the marks are kept and the
// marks are not, for they have no business among the glyphs.
func (p *pen) paragraph(lang knowledge.Lang, text string, st style) *paragraph {
	marked := []rune(say.Isolate(lang, p.drawable(text, st.weight)))
	para := &paragraph{text: make([]rune, 0, len(marked))}
	def := bidi.LeftToRight
	if lang == knowledge.Arabic {
		para.base, def = 1, bidi.RightToLeft
	}
	levels := make([]bidi.Level, 0, len(marked))
	isolated := false
	directed := p.bidi.Segment(marked, def)
	for i := range directed.NumRuns() {
		r := directed.Run(i)
		for _, c := range marked[r.Start:r.End] {
			switch string(c) {
			case say.FSI:
				isolated = true
			case say.PDI:
				isolated = false
			default:
				para.text = append(para.text, c)
				levels = append(levels, level(para.base, !r.IsLeftToRight(), isolated))
			}
		}
	}
	p.shapeAll(para, levels, st)
	p.findBreaks(para)
	return para
}

// level is the embedding level of a character. The bidi package joins runs of
// level 0 and 2 that touch into one, so of a run only the direction is sure; but
// Isolate nests no marks, hence in an English line what is read from left to
// right inside a mark is a number among Arabic words.
func level(base bidi.Level, rightToLeft, isolated bool) bidi.Level {
	switch {
	case rightToLeft:
		return 1
	case base == 1 || isolated:
		return 2
	}
	return 0
}

// shapeAll cuts the text where level, script or font change.
func (p *pen) shapeAll(para *paragraph, levels []bidi.Level, st style) {
	text := para.text
	scripts := scriptsOf(text, levels)
	para.advance = make([]fixed.Int26_6, len(text))
	para.breaks = make([]uint8, len(text)+1)
	var face *font.Face
	for start := 0; start < len(text); {
		end := start
		for ; end < len(text) && levels[end] == levels[start] && scripts[end] == scripts[start]; end++ {
			next := p.face(st.weight, text[end], face)
			if next == nil {
				next = p.faces[st.weight][0]
			}
			if end > start && next != face {
				break
			}
			face = next
		}
		r := p.shape(para.base, text, start, end, levels[start], scripts[start], face, st)
		for _, g := range r.glyphs {
			para.advance[g.TextIndex()] += g.Advance
			para.breaks[g.TextIndex()] = betweenLetters
		}
		para.runs = append(para.runs, r)
		start = end
	}
}

func (p *pen) shape(base bidi.Level, text []rune, start, end int, level bidi.Level, script language.Script, face *font.Face, st style) run {
	in := shaping.Input{
		Text: text, RunStart: start, RunEnd: end, Face: face, Size: fixed.I(st.size),
		Script: script, Language: languageOf(script, base), Direction: di.DirectionLTR,
	}
	if level%2 == 1 {
		in.Direction = di.DirectionRTL
	}
	out := p.shaper.ShapeNoExtents(in)
	r := run{start: start, text: text[start:end], glyphs: out.Glyphs, face: face, size: st.size, level: level}
	for _, g := range r.glyphs {
		r.width += g.Advance
	}
	return r
}

// languageOf is the language that a font shapes a script for.
func languageOf(script language.Script, base bidi.Level) language.Language {
	switch {
	case script == language.Han:
		return "zh-cn"
	case script == language.Arabic || base == 1 && script == language.Common:
		return "ar"
	}
	return "en"
}

// scriptsOf gives each character its script; marks, digits and the like take
// that of what stands before them on their level, or else after them.
func scriptsOf(text []rune, levels []bidi.Level) []language.Script {
	out := make([]language.Script, len(text))
	for i, r := range text {
		out[i] = language.LookupScript(r)
		if !out[i].Strong() {
			out[i] = language.Common
			if i > 0 && levels[i] == levels[i-1] {
				out[i] = out[i-1]
			}
		}
	}
	for i := len(text) - 2; i >= 0; i-- {
		if out[i] == language.Common && levels[i] == levels[i+1] {
			out[i] = out[i+1]
		}
	}
	return out
}

// findBreaks notes where lines may end: as Unicode says (UAX 14), and between
// graphemes where a word is longer than a line. Never inside a cluster of
// glyphs, such as لا.
func (p *pen) findBreaks(para *paragraph) {
	para.breaks[len(para.text)] = betweenWords
	p.seg.Init(para.text)
	grapheme := make([]bool, len(para.text)+1)
	for g := p.seg.GraphemeIterator(); g.Next(); {
		grapheme[g.Grapheme().Offset] = true
	}
	for i, ok := range grapheme[:len(para.text)] {
		if !ok {
			para.breaks[i] = 0
		}
	}
	for l := p.seg.LineIterator(); l.Next(); {
		if i := l.Line().Offset; para.breaks[i] > 0 {
			para.breaks[i] = betweenWords
		}
	}
}

// fit returns where the line ends that begins at start: after the last word for
// which there is room, or the last letter of a word for which there is none, but
// after one letter at least.
func (para *paragraph) fit(start int, room fixed.Int26_6) int {
	var width, solid fixed.Int26_6 // solid leaves out spaces at the end
	best, letters := 0, 0
	for i := start; i < len(para.text); i++ {
		width += para.advance[i]
		if !unicode.IsSpace(para.text[i]) {
			solid = width
		}
		next := para.breaks[i+1]
		if solid > room && letters > 0 {
			break
		}
		if next == betweenWords && solid <= room {
			best = i + 1
		}
		if next > 0 {
			letters = i + 1
		}
	}
	if best > 0 {
		return best
	}
	return letters
}

// line puts text[start:end] in the order in which it is seen, with tail behind
// it. Spaces at the end are left out: those of a Latin run would else stand
// between it and the Arabic word before it (rule L1 of UAX 9).
func (para *paragraph) line(start, end int, tail ...run) line {
	for end > start && unicode.IsSpace(para.text[end-1]) {
		end--
	}
	var l line
	for _, r := range para.runs {
		if from, to := max(start, r.start), min(end, r.start+len(r.text)); from < to {
			l.runs = append(l.runs, r.cut(from, to))
		}
	}
	for _, r := range tail {
		r.start = end
		l.runs = append(l.runs, r)
	}
	for _, r := range l.runs {
		l.width += r.width
	}
	inVisualOrder(l.runs)
	return l
}

// cut keeps what is of the paragraph's characters from to to.
func (r run) cut(from, to int) run {
	if from == r.start && to == r.start+len(r.text) {
		return r
	}
	r.text, r.start = r.text[from-r.start:to-r.start], from
	r.glyphs = slices.DeleteFunc(slices.Clone(r.glyphs), func(g shaping.Glyph) bool { return g.TextIndex() < from || g.TextIndex() >= to })
	r.width = 0
	for _, g := range r.glyphs {
		r.width += g.Advance
	}
	return r
}

// inVisualOrder is rule L2 of UAX 9: from the highest level to 1, each stretch
// of runs of at least that level is turned round.
func inVisualOrder(runs []run) {
	for level := bidi.Level(2); level >= 1; level-- {
		for i := 0; i < len(runs); i++ {
			j := i
			for j < len(runs) && runs[j].level >= level {
				j++
			}
			if j > i {
				slices.Reverse(runs[i:j])
				i = j
			}
		}
	}
}

// noBreak is a space at which no line ends.
const noBreak = "\u00a0"

// maxText is how many characters of a text are looked at: far more than the
// lines of a card hold.
const maxText = 1000

// geta stands where a character has no glyph in the fonts: Japanese printers'
// sign for a missing letter, and unlike an empty box no sign of a fault.
const geta = "〓"

// drawable makes one line of a text that the fonts can draw, free of marks of
// direction. What no font has is replaced, a stretch of it by one [geta].
func (p *pen) drawable(s string, w weight) string {
	s = strings.Join(strings.FieldsFunc(say.Strip(s), func(r rune) bool { return unicode.IsSpace(r) && string(r) != noBreak }), " ")
	rs := []rune(s)
	if len(rs) > maxText {
		rs = append(rs[:maxText], '…')
	}
	if !slices.ContainsFunc(rs, func(r rune) bool { return p.face(w, r, nil) == nil }) {
		return string(rs)
	}
	var b strings.Builder
	last := ""
	p.seg.Init(rs)
	for g := p.seg.GraphemeIterator(); g.Next(); {
		cluster := string(g.Grapheme().Text)
		if !p.hasAll(w, cluster) {
			if plain := norm.NFKC.String(cluster); p.hasAll(w, plain) {
				cluster = plain
			} else {
				cluster, p.missing = geta, true
			}
		}
		if cluster != geta || last != geta {
			b.WriteString(cluster)
		}
		last = cluster
	}
	return b.String()
}

func (p *pen) hasAll(w weight, s string) bool {
	for _, r := range s {
		if p.face(w, r, nil) == nil {
			return false
		}
	}
	return true
}
