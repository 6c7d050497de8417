package index

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sibaq/knowledge"
)

// A ValueKind says how values of table cells are put in order.
type ValueKind string

const (
	ValueText   ValueKind = "text" // words, which have no order
	ValueNumber ValueKind = "number"
	ValueDate   ValueKind = "date"
	ValueYesNo  ValueKind = "yes or no"
)

// A Qualifier is what a cell says of how exact its value is.
type Qualifier string

const (
	Exactly  Qualifier = ""
	About    Qualifier = "about"
	UpTo     Qualifier = "up to"
	AtLeast  Qualifier = "at least"
	MoreThan Qualifier = "more than"
	AtMost   Qualifier = "at most"
	LessThan Qualifier = "less than"
)

// Value is the text of a table's cell read for putting cells in order. It is
// never shown: what a reader sees is the cell as it stands in its file.
type Value struct {
	Kind ValueKind
	// Unit is what numbers are counted in, after conversion: "s", "B", "USD",
	// "USD/month", … or "" for a count. A unit that is only known by its word is
	// that word's stem behind "?". Numbers of different units have no order.
	Unit string
	// Low and High are equal but for a range ("30 to 60"). A date is days since
	// 1970, from the first to the last day of its period; yes is 1, no is 0.
	Low, High float64
	Qualifier Qualifier
}

// ParseValue reads the text of a cell in either language, beside the label of
// its row, which may name a unit ("السعر (دولار)"). It goes by the beginning of
// the text: "15 seconds with Kling 3.0" is 15 s, "since Kling 2.6" is text. It
// never fails: what it cannot read as a whole beginning is ValueText.
func ParseValue(text, label string) Value {
	r := newCellReader(text, label)
	if v, ok := r.yesNo(); ok {
		return v
	}
	if v, ok := r.date(); ok {
		return v
	}
	r.at = 0
	if v, ok := r.number(); ok && !math.IsInf(v.Low, 0) && !math.IsInf(v.High, 0) {
		return v
	}
	return Value{Kind: ValueText}
}

// comparable reports whether values can be put in one order.
func (v Value) comparable(o Value) bool {
	return v.Kind == o.Kind && v.Unit == o.Unit && v.Kind != ValueText
}

// same reports whether two values say the same.
func (v Value) same(o Value) bool {
	return v.comparable(o) && near(v.Low, o.Low) && near(v.High, o.High) && v.Qualifier == o.Qualifier
}

// near reports whether two numbers are equal but for the rounding of units.
func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}

// side is +1 where the value is known to be more than its number, -1 for less.
func (v Value) side() int {
	switch v.Qualifier {
	case MoreThan, AtLeast:
		return 1
	case LessThan, AtMost:
		return -1
	}
	return 0
}

// valueOf reads a cell in both its languages. Where the two read differently
// the cell has no place in an order.
func valueOf(f *knowledge.Fact) Value {
	label := f.Cell.Table.Rows[f.Cell.Row]
	v := ParseValue(f.Text, label.In(f.Lang))
	if f.Twin == nil {
		return v
	}
	w := ParseValue(f.Twin.Text, label.In(f.Twin.Lang))
	switch {
	case v.Kind != w.Kind || !near(v.Low, w.Low) || !near(v.High, w.High):
		return Value{Kind: ValueText}
	case f.Twin.Lang == knowledge.English: // by whose words units have one name in all files
		return w
	}
	return v
}

// piece is a word, a number or a mark of a cell's text.
type piece struct {
	text   string // folded
	raw    string
	number float64
	kind   pieceKind
	glued  bool // nothing stands between it and the piece before
}

type pieceKind uint8

const (
	pieceWord pieceKind = iota
	pieceNumber
	pieceMark
)

// cellReader reads a cell's text from its beginning.
type cellReader struct {
	ps    []piece
	at    int
	label string // its stems, see stemsOf
	given labelUnit
}

// labelUnit is the unit that a row's label gives to all its cells.
type labelUnit struct {
	measure
	scale float64
	found bool
}

func newCellReader(text, label string) *cellReader {
	r := &cellReader{ps: pieces(text), label: stemsOf(label)}
	_, r.given = splitLabel(label)
	return r
}

// splitLabel parts a label from the unit in its parentheses, if there is one.
func splitLabel(label string) (name string, unit labelUnit) {
	before, in, ok := strings.Cut(strings.NewReplacer("（", "(", "）", ")").Replace(label), "(")
	if !ok {
		return label, labelUnit{}
	}
	in, after, _ := strings.Cut(in, ")")
	if unit = readLabelUnit(in); !unit.found {
		return label, unit
	}
	return before + after, unit
}

// readLabelUnit reads "billion", "بالمليار", "USD per million tokens", "%".
func readLabelUnit(text string) labelUnit {
	ps := pieces(text)
	one := piece{text: "1", raw: "1", number: 1, kind: pieceNumber}
	r := &cellReader{ps: append([]piece{one}, ps...), label: "  "}
	if len(ps) > 1 {
		if _, ok := currencyMarks[ps[0].text]; ok || isMoney(unitsByWord[ps[0].text].family) && !strings.Contains(text, "/") && scalesByWord[ps[1].text].times > 0 {
			r.ps = append([]piece{ps[0], one}, ps[1:]...) // "USD billion"
		}
	}
	q, ok := r.quantity()
	if !ok || !q.scaled && !q.united || strings.HasPrefix(q.unit, "?") {
		return labelUnit{}
	}
	return labelUnit{measure: measure{q.unit, q.times}, scale: q.scale, found: true}
}

// marks that are written in more than one way.
var plainMarks = map[rune]string{'٪': "%", '﹪': "%", '％': "%", '،': ",", '؛': ";", '–': "-", '—': "-", '−': "-", '‑': "-", '×': "x", '≈': "~", '（': "("}

func pieces(text string) []piece {
	var ps []piece
	end := 0
	space := false
	between := func(s string) {
		for _, r := range s {
			switch {
			case unicode.IsSpace(r):
				space = true
			case classOf(r) != invisible:
				mark, ok := plainMarks[r]
				if !ok {
					mark = string(r)
				}
				ps = append(ps, piece{text: mark, raw: string(r), kind: pieceMark, glued: !space && len(ps) > 0})
				space = false
			}
		}
	}
	for _, t := range scan(text) {
		between(text[end:t.start])
		p := piece{text: t.text, raw: text[t.start:t.stop], glued: !space && len(ps) > 0}
		if t.kind == number {
			p.kind = pieceNumber
			n, err := strconv.ParseFloat(t.text, 64)
			if err != nil {
				p.kind = pieceMark // "1.2.3"
			}
			p.number = n
		}
		ps = append(ps, p)
		end, space = t.stop, false
	}
	between(text[end:])
	return ps
}

// next is the piece k places ahead; an empty mark behind the end.
func (r *cellReader) next(k int) piece {
	if r.at+k < len(r.ps) {
		return r.ps[r.at+k]
	}
	return piece{kind: pieceMark}
}

func (r *cellReader) ended() bool { return r.at >= len(r.ps) }

// take steps over the next piece if it is one of those given.
func (r *cellReader) take(any ...string) bool {
	if !r.ended() && slices.Contains(any, r.next(0).text) {
		r.at++
		return true
	}
	return false
}

// phrase finds the longest run of up to three words that get knows, hyphens
// between them aside, and how many pieces it takes.
func (r *cellReader) phrase(get func(string) bool) (found string, n int) {
	text := ""
	count := 0
	for k := 0; count < 3; k++ {
		p := r.next(k)
		if p.text == "-" && k > 0 && r.next(k+1).kind == pieceWord {
			continue
		}
		if p.kind != pieceWord && p.text != "%" {
			break
		}
		count++
		bare := withoutArticle(p.text)
		if k == 0 {
			text = p.text
			if !get(text) && get(bare) {
				found, n = bare, 1
			}
		} else {
			text += " " + p.text
		}
		if get(text) {
			found, n = text, k+1
		}
	}
	return found, n
}

// yes and no, alone or before what explains them.
var yesNo = map[string]float64{"نعم": 1, "yes": 1, "لا": 0, "كلا": 0, "no": 0}

func (r *cellReader) yesNo() (Value, bool) {
	p := r.next(0)
	v, ok := yesNo[p.text]
	if after := r.next(1); ok && (after.kind == pieceMark || explains[after.text]) {
		return Value{Kind: ValueYesNo, Low: v, High: v}, true
	}
	return Value{}, false
}

// explains are words that begin what is said about a value.
var explains = foldedSet(`بحسب حسب وفق وفقا منذ في من على عبر لدى عند مع لكن ل حتى بعد قبل عن إلا
	according since in on via through with by at for but except until after before as from of per`)

func foldedSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[foldPhrase(w)] = true
	}
	return m
}

// qualifiers stand before a number or behind it.
var qualifiers = func() map[string]Qualifier {
	m := map[string]Qualifier{}
	for q, list := range map[Qualifier]string{
		About:    "نحو حوالي حوالى قرابة زهاء تقريبا ما_يقارب ما_يقرب_من قريب_من about around approximately roughly nearly almost circa some",
		UpTo:     "حتى يصل_إلى تصل_إلى لغاية up_to as_much_as as_many_as reaching",
		AtLeast:  "على_الأقل لا_يقل_عن لا_تقل_عن فأكثر at_least no_less_than or_more or_longer",
		MoreThan: "أكثر_من أكبر_من أطول_من فوق يزيد_على تزيد_على يزيد_عن تزيد_عن يتجاوز تتجاوز يفوق تفوق more_than over above exceeding",
		AtMost:   "على_الأكثر لا_يزيد_على لا_تزيد_على لا_يتجاوز لا_تتجاوز بحد_أقصى كحد_أقصى at_most no_more_than or_less",
		LessThan: "أقل_من دون less_than under below fewer_than",
	} {
		for _, w := range strings.Fields(list) {
			m[foldPhrase(w)] = q
		}
	}
	return m
}()

var qualifierMarks = map[string]Qualifier{"~": About, ">": MoreThan, "<": LessThan, "≥": AtLeast, "≤": AtMost}

// qualifier steps over words that say how exact what follows is.
func (r *cellReader) qualifier() Qualifier {
	var found Qualifier
	for {
		if q, ok := qualifierMarks[r.next(0).text]; ok {
			found = cmp.Or(found, q)
			r.at++
			continue
		}
		w, n := r.phrase(func(s string) bool { _, ok := qualifiers[s]; return ok })
		if n == 0 {
			return found
		}
		found = cmp.Or(found, qualifiers[w])
		r.at += n
	}
}

// stop reports whether nothing that belongs to a value stands next.
func (r *cellReader) stop() bool {
	p := r.next(0)
	if p.kind == pieceMark {
		return true
	}
	return p.kind == pieceWord && (explains[p.text] || words.stops(p.text, p.raw))
}

// capital reports whether a word has no small letter.
func capital(raw string) bool {
	r, size := utf8.DecodeRuneInString(raw)
	return size == len(raw) && unicode.IsUpper(r)
}
