package article

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const tatweel = 'ـ'

// Paragraph is a paragraph of an article with the line that it begins on.
type Paragraph struct {
	Text string
	Line int // 1-based, in the text that was imported
	// Lines gives for each byte offset at which an original line begins in
	// Text the number of that line, in rising order.
	Lines []LineStart
	// Guessed lists the lines whose word order was worked out and may be wrong.
	Guessed []int
}

// LineStart says that from byte Offset of a paragraph on the text comes from line Line.
type LineStart struct{ Offset, Line int }

// LineAt gives the original line of the text at a byte offset.
func (p *Paragraph) LineAt(offset int) int {
	line := p.Line
	for _, l := range p.Lines {
		if l.Offset > offset {
			break
		}
		line = l.Line
	}
	return line
}

// Repair puts plain text back into reading order and joins its lines into
// paragraphs. What it mends is what PDF readers do to justified Arabic:
//
//   - in stretched text tatweel is dropped, presentation forms become letters;
//   - a line whose pieces stand last first is turned round. Its displaced
//     pieces begin with tatweel, since each is the rest of a word that was cut
//     where the line was stretched ("ــة الأمريكي الهيمن" is "الهيمنة الأمريكية");
//   - a line that begins with the punctuation of its last, Latin word has its
//     runs turned round ("،AppGallery ومتجرًا للتطبيقات HarmonyOS").
//
// Text that shows none of these marks keeps its words and their order.
func Repair(text string) []Paragraph {
	lines := splitLines(text)
	known := lexicon(lines)
	loose := stretched(lines)
	for i := range lines {
		next := ""
		if i+1 < len(lines) {
			next = firstWord(lines[i+1].text)
		}
		prev := ""
		if i > 0 {
			prev = lastWord(lines[i-1].text)
		}
		lines[i].text, lines[i].guessed = known.reorder(lines[i].text, prev, next, loose)
	}
	return paragraphs(lines)
}

type line struct {
	text           string // folded of presentation forms, trimmed, tatweel still in
	number         int
	indent, parted bool // begins with a space; follows a blank line
	item           bool // begins an item of a list
	guessed        bool
}

func splitLines(text string) []line {
	text = strings.TrimPrefix(text, "\ufeff")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(text)
	var out []line
	blank := true
	for i, l := range strings.Split(text, "\n") {
		l = plainLetters(l)
		t := strings.Join(strings.Fields(l), " ")
		if t == "" {
			blank = true
			continue
		}
		item := 0
		// A hyphen within a sentence can come to begin a line.
		if n := len(out); blank || n == 0 || out[n-1].item || endsSentence(out[n-1].text) || !strings.ContainsAny(t[:1], "-*+0123456789") {
			item = listItem(t)
		}
		if t = t[item:]; t == "" {
			blank = true // a mark that lost its text
			continue
		}
		first, _ := utf8.DecodeRuneInString(l)
		out = append(out, line{text: t, number: i + 1, indent: unicode.IsSpace(first), parted: blank, item: item > 0})
		blank = false
	}
	return out
}

var numbered = regexp.MustCompile(`^\d{1,2}[.)] +`)

// listItem gives the length of the mark that a line begins with if it is an
// item of a list. A hyphen needs a space: "-5" is a number.
func listItem(s string) int {
	if m := numbered.FindString(s); m != "" {
		return len(m)
	}
	r, size := utf8.DecodeRuneInString(s)
	rest := strings.TrimLeft(s[size:], " ")
	switch {
	case strings.ContainsRune("•◦▪●○■\uf0b7", r):
	case strings.ContainsRune("-*+", r) && len(rest) < len(s)-size:
	default:
		return 0
	}
	return len(s) - len(rest)
}

// plainLetters replaces Arabic presentation forms by the letters they show and
// drops direction marks, which say nothing once the order is right.
func plainLetters(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFE:
			b.WriteString(norm.NFKC.String(string(r)))
		case r == 0x200E || r == 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// stretched reports whether a text was drawn out with tatweel. Where there is
// little of it, or only behind a particle ("لـ Kling"), its author wants it.
func stretched(lines []line) bool {
	words, drawn := 0, 0
	for _, l := range lines {
		for w := range strings.FieldsSeq(l.text) {
			words++
			rest := strings.TrimLeft(w, string(tatweel))
			if rest != "" && rest != w {
				drawn++ // the rest of a word that was cut
				continue
			}
			before, after, found := strings.Cut(w, string(tatweel))
			if found && after != "" && (utf8.RuneCountInString(bare(before)) > 1 || strings.HasPrefix(after, string(tatweel))) {
				drawn++
			}
		}
	}
	return drawn > 1 && drawn*25 > words || drawn > 0 && drawn*2 > words
}

func dropTatweel(s string) string { return strings.ReplaceAll(s, string(tatweel), "") }

// words is what is known of the article's own language: its undamaged words.
type words map[string]int

func lexicon(lines []line) words {
	known := words{}
	for w := range particles {
		known[w]++
	}
	for _, l := range lines {
		ws := strings.Fields(l.text)
		if displaced(ws) {
			continue
		}
		for _, w := range ws {
			w = bare(w)
			known[w]++
			if rs := []rune(strings.TrimPrefix(w, "ال")); len(rs) > 4 {
				known[string(rs[:4])+"*"]++
			}
		}
	}
	return known
}

// bare strips punctuation around a word and the tatweel in it.
func bare(w string) string {
	return strings.TrimFunc(dropTatweel(w), func(r rune) bool { return unicode.IsPunct(r) })
}

// displaced reports whether a line's pieces stand in the wrong order.
func displaced(ws []string) bool {
	for _, w := range ws {
		if strings.HasPrefix(w, string(tatweel)) && strings.Trim(w, string(tatweel)) != "" {
			return true
		}
	}
	return false
}

func firstWord(s string) string {
	ws := strings.Fields(s)
	if len(ws) == 0 || strings.HasPrefix(ws[0], string(tatweel)) {
		return "" // its own order is not known yet
	}
	return dropTatweel(ws[0])
}

func lastWord(s string) string {
	ws := strings.Fields(s)
	if len(ws) == 0 {
		return ""
	}
	return dropTatweel(ws[len(ws)-1])
}

// reorder gives a line in reading order, without tatweel where the text is
// loosely set with it, and whether a choice
// had to be made for which nothing but likelihood speaks.
func (known words) reorder(text, prev, next string, loose bool) (string, bool) {
	ws := strings.Fields(text)
	if !loose {
		return turnRuns(text), false
	}
	if !displaced(ws) {
		return turnRuns(dropTatweel(text)), false
	}
	// Each piece but the last begins with tatweel; what stands before the
	// first such word is a piece of its own (a Latin word at the line's end).
	var pieces [][]string
	for _, w := range ws {
		if len(pieces) == 0 || strings.HasPrefix(w, string(tatweel)) {
			pieces = append(pieces, nil)
		}
		n := len(pieces) - 1
		pieces[n] = append(pieces[n], dropTatweel(w))
	}
	// The last piece holds two: the rest of a cut word and what follows it,
	// then the words with which the line began, of which the last was cut.
	last := pieces[len(pieces)-1]
	if len(last) < 2 {
		return strings.Join(strings.Fields(dropTatweel(text)), " "), true
	}
	after := "" // the rest of the word that the last piece's first half ends with
	if n := len(pieces); n > 1 && strings.HasPrefix(ws[0], string(tatweel)) || n > 2 {
		after = pieces[n-2][0]
	}
	cut := known.cut(last, after, prev, next)
	var b strings.Builder
	b.WriteString(strings.Join(last[cut:], " "))
	b.WriteString(strings.Join(last[:cut], " "))
	for i := len(pieces) - 2; i >= 0; i-- {
		if i == 0 && !strings.HasPrefix(ws[0], string(tatweel)) {
			b.WriteByte(' ')
		}
		b.WriteString(strings.Join(pieces[i], " "))
	}
	return b.String(), len(last) > 2 && after == ""
}

// cut finds how many words of a line's last piece belong to its end. after is
// the rest of a word that the end's own last word was cut from, if any.
func (known words) cut(piece []string, after, prev, next string) int {
	best, at := -1e9, 1
	for k := 1; k < len(piece); k++ {
		s := 0.0
		if after != "" {
			// Only whole words make sense at the joints, so this decides.
			first := piece[len(piece)-1] + piece[0]
			if k == 1 {
				s += 4 * known.wordness(first+after)
			} else {
				s += 2*known.wordness(first) + 4*known.wordness(piece[k-1]+after) - 2*known.wordness(piece[k-1])
			}
		} else if next != "" || k > 1 {
			s += bond(tail(piece, k), next)
		}
		s += bond(prev, piece[k])
		if k > 1 {
			s -= bond(piece[k-1], piece[k])
		}
		if s > best+1e-9 {
			best, at = s, k
		}
	}
	return at
}

// tail is the word a line would end with if its first k words belonged there.
func tail(piece []string, k int) string {
	if k == 1 {
		return piece[len(piece)-1] + piece[0]
	}
	return piece[k-1]
}

// wordness is 1 for a word that the article has elsewhere, less for a word
// that only looks like one, and below 0 for what can be none: ta marbuta and
// alef maqsura end a word.
func (known words) wordness(w string) float64 {
	w = bare(w)
	if i := strings.IndexAny(w, "ةى"); i >= 0 && i+len("ة") < len(w) {
		return -1
	}
	if known[w] > 0 {
		return 1
	}
	for _, p := range []string{"ال", "و", "ب", "ل", "ف", "وال", "بال", "لل"} {
		if rest, ok := strings.CutPrefix(w, p); ok && known[rest] > 0 {
			return .9
		}
		if known[p+w] > 0 {
			return .9
		}
	}
	if rs := []rune(strings.TrimPrefix(w, "ال")); len(rs) > 4 && known[string(rs[:4])+"*"] > 0 {
		return .25 // another form of a word that is known
	}
	return 0
}

// turnRuns mends a line whose runs of one direction stand last first, which
// shows in that it begins with the punctuation of the Latin word at its end.
func turnRuns(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if !strings.ContainsRune(".،؛,;:!؟", first) || size == len(s) {
		return s
	}
	ws := strings.Fields(s[size:])
	var runs [][]string
	for i, w := range ws {
		if i == 0 || latin(w) != latin(ws[i-1]) {
			runs = append(runs, nil)
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], w)
	}
	if !latin(ws[0]) || len(runs) < 2 {
		return s
	}
	var out []string
	for i := len(runs) - 1; i >= 0; i-- {
		out = append(out, runs[i]...)
	}
	return strings.Join(out, " ") + string(first)
}

func latin(w string) bool {
	for _, r := range w {
		if unicode.Is(unicode.Latin, r) {
			return true
		}
		if unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) {
			return false
		}
	}
	return false
}

// paragraphs joins lines. A blank line begins a paragraph, unless blank lines
// stand between nearly all lines though few of them end a sentence, as some
// PDF readers write. There an indented line behind the end of a sentence does,
// or, where nothing is indented, a line behind a short one that ends a sentence.
func paragraphs(lines []line) []Paragraph {
	indented, parted, ended := 0, 0, 0
	for _, l := range lines {
		if l.indent {
			indented++
		}
		if l.parted {
			parted++
		}
		if endsSentence(l.text) {
			ended++
		}
	}
	spaced := len(lines) > 3 && parted*100 > len(lines)*85 && ended*2 < len(lines)
	var out []Paragraph
	var text strings.Builder // of the last paragraph
	finish := func() {
		if n := len(out); n > 0 {
			out[n-1].Text = text.String()
		}
		text.Reset()
	}
	for i, l := range lines {
		begin := i == 0
		if i > 0 {
			ended := endsSentence(lines[i-1].text)
			switch {
			case indented > 0 && spaced:
				begin = l.indent && ended
			case spaced:
				begin = l.parted && ended && utf8.RuneCountInString(lines[i-1].text) < 40
			default:
				begin = l.parted
			}
			begin = begin || l.item
		}
		if begin {
			finish()
			out = append(out, Paragraph{Line: l.number})
		}
		p := &out[len(out)-1]
		if text.Len() > 0 {
			text.WriteByte(' ')
		}
		p.Lines = append(p.Lines, LineStart{text.Len(), l.number})
		text.WriteString(l.text)
		if l.guessed {
			p.Guessed = append(p.Guessed, l.number)
		}
	}
	finish()
	return out
}

func endsSentence(s string) bool {
	s = strings.TrimRight(s, `"”»')]`)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?؟…:", r)
}
