package card

import (
	"slices"
	"strings"
	"unicode/utf16"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// card is what a picture shows, as plain data: what is equal looks equal.
type card struct {
	Lang    knowledge.Lang
	Digits  say.Digits // of its own numbers
	Kind    kind
	Title   string
	Heads   []string // the two that are compared
	Rows    []row
	Notes   []string
	Sources []string // facts cite them by their place, from 1
}

type kind string

const (
	comparison kind = "comparison"
	ranking    kind = "ranking"
	timeline   kind = "timeline"
	counts     kind = "counts"
)

// row is an attribute, a place in a ranking or a moment.
type row struct {
	Heading string // above this row
	Place   string // in a ranking
	Label   string
	Cells   [][]fact // two of a comparison, else one
	Note    string
}

// fact is a text as its file has it, with its citation.
type fact struct {
	Text     string
	Lang     knowledge.Lang
	Standing string
	Status   knowledge.Status
	Sources  []int
	// Low and High are the ends of its bar; 0 = no bar. They differ for a range.
	Low, High float64
}

// source returns the number of a source, which it enters if it is new.
func (c *card) source(label string) int {
	if i := slices.Index(c.Sources, label); i >= 0 {
		return i + 1
	}
	c.Sources = append(c.Sources, label)
	return len(c.Sources)
}

// part is the card of some of the rows, with the sources of these alone.
func (c *card) part(from, to int) *card {
	out := *c
	out.Sources = nil
	out.Rows = make([]row, 0, to-from)
	for _, r := range c.Rows[from:to] {
		cells := make([][]fact, len(r.Cells))
		for i, cell := range r.Cells {
			for _, f := range cell {
				numbers := make([]int, len(f.Sources))
				for k, n := range f.Sources {
					numbers[k] = out.source(c.Sources[n-1])
				}
				f.Sources = numbers
				cells[i] = append(cells[i], f)
			}
		}
		r.Cells = cells
		out.Rows = append(out.Rows, r)
	}
	return &out
}

// words are those of the card's language, with its digits.
func (c *card) words() say.Words { return say.Texts(c.Lang).With(c.Digits) }

// fact takes what a card shows of a hit.
func (c *card) fact(h index.Hit) fact {
	w := c.words()
	f := fact{Text: h.Passage.Text, Lang: h.Passage.Lang, Standing: w.Standing(h), Status: h.Fact.Status}
	for _, s := range h.Fact.Sources {
		f.Sources = append(f.Sources, c.source(w.SourceLabel(s)))
	}
	return f
}

// bar measures a cell of a table: its value in units that equal across cells.
func bar(h index.Hit) (v index.Value, ok bool) {
	cell := h.Fact.Cell
	if cell == nil {
		return v, false
	}
	v = index.ParseValue(h.Passage.Text, cell.Table.Rows[cell.Row].In(h.Passage.Lang))
	return v, v.Kind == index.ValueNumber && v.Low >= 0 && v.High > 0
}

// factsASide is how many facts a cell of a comparison shows at most.
const factsASide = 2

// ofTable is the card of a comparison, nil where there is nothing to show. An
// attribute of which each side has one number of the same unit gets bars.
func ofTable(t index.Table, digits say.Digits) *card {
	if !t.Answered || t.A.Entity == nil || t.B.Entity == nil {
		return nil
	}
	w := say.Texts(t.Lang).With(digits)
	a, b := t.A.Entity.In(w.Lang()), t.B.Entity.In(w.Lang())
	c := &card{Lang: w.Lang(), Digits: digits, Kind: comparison, Title: w.Comparing(a, b), Heads: []string{a, b}}
	if t.Aspect != "" {
		c.Title = w.Colon(c.Title, t.Aspect)
	}
	for _, r := range t.Rows {
		out := row{Label: r.Attribute, Cells: make([][]fact, 2)}
		for side, hits := range [][]index.Hit{r.A, r.B} {
			for _, h := range hits[:min(len(hits), factsASide)] {
				f := c.fact(h)
				if l := say.CellLabel(h); l != "" && h.Fact.Cell.Table.Rows[h.Fact.Cell.Row].In(w.Lang()) != r.Attribute {
					f.Text = w.Colon(l, f.Text)
				}
				out.Cells[side] = append(out.Cells[side], f)
			}
		}
		if len(r.A) == 1 && len(r.B) == 1 {
			x, isX := bar(r.A[0])
			y, isY := bar(r.B[0])
			if isX && isY && x.Unit == y.Unit {
				out.Cells[0][0].Low, out.Cells[0][0].High = x.Low, x.High
				out.Cells[1][0].Low, out.Cells[1][0].High = y.Low, y.High
			}
		}
		if r.Conflict {
			out.Note = w.Conflict()
		}
		c.Rows = append(c.Rows, out)
	}
	return c
}

// ofRanking is the card of a ranking, or nil.
func ofRanking(r index.Ranking, digits say.Digits) *card {
	if !r.Answered {
		return nil
	}
	w := say.Texts(r.Lang).With(digits)
	c := &card{Lang: w.Lang(), Digits: digits, Kind: ranking, Title: w.RankHeading(r)}
	add := func(place string, r index.Ranked) *row {
		facts := []fact{c.fact(r.Facts[0])}
		c.Rows = append(c.Rows, row{Label: w.RankedName(r), Place: place, Cells: [][]fact{facts}, Note: strings.Join(w.RowNotes(r), " ")})
		return &c.Rows[len(c.Rows)-1]
	}
	for _, ranked := range r.Rows {
		added := add(w.Number(ranked.Place), ranked)
		if v := ranked.Value; v.Kind == index.ValueNumber && v.Low >= 0 && v.High > 0 {
			added.Cells[0][0].Low, added.Cells[0][0].High = v.Low, v.High
		}
	}
	for i, ranked := range r.Apart {
		added := add("", ranked)
		if i == 0 {
			added.Heading = w.ApartHeading()
		}
	}
	r.Suggestions = nil // what else could be asked belongs to the reply
	c.Notes = w.RankNotes(r)
	return c
}

// alt says what a card shows: title, then a line for each row, as many as fit.
// left is how many rows the card itself leaves out.
func (c *card) alt(left int) string {
	w := c.words()
	more := func(n int) string {
		if n == 0 {
			return ""
		}
		return "\n" + say.Line(c.Lang, w.RowsNotListed(n))
	}
	out := fitUnits(say.Line(c.Lang, c.inline(w.PictureOf(c.Title), c.Lang)), MaxAlt/2)
	for i, r := range c.Rows {
		behind := left + len(c.Rows) - i - 1
		next := "\n" + say.Line(c.Lang, c.altRow(w, r))
		if units(out+next+more(behind)) > MaxAlt {
			return out + more(behind+1)
		}
		out += next
	}
	return out + more(left)
}

func (c *card) altRow(w say.Words, r row) string {
	var parts []string
	for i, cell := range r.Cells {
		texts := []string{}
		for _, f := range cell {
			texts = append(texts, c.inline(f.Text, f.Lang))
		}
		if len(cell) == 0 {
			texts = append(texts, w.NoCell())
		}
		text := w.Join(texts)
		if len(c.Heads) > 0 {
			text = w.Colon(c.inline(c.Heads[i], c.Lang), text)
		}
		parts = append(parts, text)
	}
	return w.Colon(c.inline(strings.TrimSpace(r.Place+" "+r.Label), c.Lang), w.Join(parts))
}

// inline directs a text of lang for a line of the card's language.
func (c *card) inline(s string, lang knowledge.Lang) string {
	s = say.Isolate(lang, strings.Join(strings.Fields(say.Strip(s)), " "))
	if lang != c.Lang {
		return say.FSI + s + say.PDI
	}
	return s
}

func units(s string) int { return len(utf16.Encode([]rune(s))) }

// fitUnits cuts s to at most n UTF-16 code units.
func fitUnits(s string, n int) string {
	if units(s) <= n {
		return s
	}
	rs := []rune(s)
	for len(rs) > 0 && units(string(rs)) > n-1 {
		rs = rs[:len(rs)-1]
	}
	return string(rs) + "…"
}
