package article

import (
	"bytes"
	"cmp"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readPDF has poppler take out the words with the places where they stand on
// the page, and reads them in the order of the page. Poppler's own text has
// Arabic words, numbers and marks change places. No reader in pure Go could be
// had that decodes the fonts of common Arabic PDFs.
func (a *Article) readPDF(ctx context.Context, data []byte) error {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		return fail(err,
			"قراءة ملفات PDF تحتاج إلى برنامج pdftotext؛ ثبّت الحزمة poppler-utils ثم أعد المحاولة، أو انسخ النص إلى ملف txt",
			"reading PDF files needs the program pdftotext; install the package poppler-utils and try again, or copy the text into a txt file")
	}
	unreadable := func(err error) error {
		return fail(err, "تعذرت قراءة ملف PDF؛ افتحه وانسخ نصه إلى ملف txt", "the PDF cannot be read; open it and copy its text into a txt file")
	}
	cmd := exec.CommandContext(ctx, tool, "-enc", "UTF-8", "-bbox", "-", "-")
	cmd.Stdin = bytes.NewReader(data)
	var out, errs bytes.Buffer
	// A word comes with some hundred bytes of its place.
	cmd.Stdout, cmd.Stderr = &capped{w: &out, left: 10 * MaxSize}, &capped{w: &errs, left: 4096}
	if err := cmd.Run(); err != nil {
		return unreadable(fmt.Errorf("pdftotext: %w: %s", err, strings.TrimSpace(errs.String())))
	}
	pages, err := readBoxes(&out)
	if err != nil {
		return unreadable(err)
	}
	a.Paragraphs = fromPages(pages)
	return nil
}

// capped is a writer that refuses more than it was allowed.
type capped struct {
	w    io.Writer
	left int
}

func (c *capped) Write(p []byte) (int, error) {
	if len(p) > c.left {
		return 0, errors.New("too much output")
	}
	c.left -= len(p)
	return c.w.Write(p)
}

// box is a word as it stands on a page, its letters from left to right, also
// those of Arabic. Units are points, y grows downwards.
type box struct {
	x0, y0, x1, y1 float64
	text           string
}

func (b box) height() float64 { return b.y1 - b.y0 }

// readBoxes reads what pdftotext -bbox writes: the words of each page.
func readBoxes(r io.Reader) ([][]box, error) {
	d := xml.NewDecoder(r)
	d.Strict = false
	var pages [][]box
	var word *box
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return pages, nil
		}
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch {
			case t.Name.Local == "page":
				pages = append(pages, nil)
			case t.Name.Local == "word" && len(pages) > 0:
				word = &box{}
				for _, at := range t.Attr {
					v, err := strconv.ParseFloat(at.Value, 64)
					if err != nil || math.IsNaN(v) || math.Abs(v) > 1e6 {
						return nil, fmt.Errorf("%s %q is no place of a word", at.Name.Local, at.Value)
					}
					switch at.Name.Local {
					case "xMin":
						word.x0 = v
					case "yMin":
						word.y0 = v
					case "xMax":
						word.x1 = v
					case "yMax":
						word.y1 = v
					}
				}
			}
		case xml.CharData:
			if word != nil {
				word.text += string(t)
			}
		case xml.EndElement:
			if t.Name.Local == "word" && word != nil {
				if word.text = strings.TrimSpace(word.text); word.text != "" {
					n := len(pages) - 1
					pages[n] = append(pages[n], *word)
				}
				word = nil
			}
		}
	}
}

// fromPages gives the paragraphs of a document in reading order. Lines are
// counted as they are read, through all pages.
func fromPages(pages [][]box) []Paragraph {
	var visual [][]string // lines as they look, by paragraph
	for _, page := range pages {
		for _, region := range regions(page, rightToLeft(page)) {
			visual = append(visual, rows(region)...)
		}
	}
	joined := joiner(visual)
	var text strings.Builder
	guessed := map[int]bool{}
	number := 0
	for _, paragraph := range visual {
		for _, l := range paragraph {
			number++
			logical, sure := joined.logical(l)
			if !sure {
				guessed[number] = true
			}
			text.WriteString(logical + "\n")
		}
		number++
		text.WriteString("\n")
	}
	out := Repair(text.String())
	for i := range out {
		for _, l := range out[i].Lines {
			if guessed[l.Line] && !slices.Contains(out[i].Guessed, l.Line) {
				out[i].Guessed = append(out[i].Guessed, l.Line)
			}
		}
	}
	return out
}

// rightToLeft reports whether most letters of the words are Arabic.
func rightToLeft(words []box) bool {
	arabic, other := 0, 0
	for _, w := range words {
		for _, r := range w.text {
			if isArabic(r) {
				arabic++
			} else if unicode.IsLetter(r) {
				other++
			}
		}
	}
	return arabic > other
}

func isArabic(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) }

// regions parts a page into columns and into what stands above, between and
// below them, in reading order: a strip without words is cut at, upright ones
// between columns first, then the widest gap between lines.
func regions(words []box, rtl bool) [][]box {
	const most = 20000 // words; no sheet of paper holds more
	if len(words) == 0 {
		return nil
	}
	if len(words) > most {
		return [][]box{words}
	}
	em := median(words, box.height)
	if left, right := cutUpright(words, em); left != nil {
		if rtl {
			left, right = right, left
		}
		return append(regions(left, rtl), regions(right, rtl)...)
	}
	if above, below := cutAcross(words, em); above != nil {
		return append(regions(above, rtl), regions(below, rtl)...)
	}
	return [][]box{words}
}

func median(words []box, of func(box) float64) float64 {
	var vs []float64
	for _, w := range words {
		vs = append(vs, of(w))
	}
	slices.Sort(vs)
	return vs[len(vs)/2]
}

// cutUpright cuts between two columns: both sides hold several lines, the more
// of them the narrower the strip between them, and a good part of the width.
func cutUpright(words []box, em float64) (left, right []box) {
	const lines, strip, share = 3, .4, .2
	s := slices.SortedFunc(slices.Values(words), func(a, b box) int { return cmp.Compare(a.x0, b.x0) })
	end, last := s[0].x1, s[0].x1
	for _, w := range s {
		last = max(last, w.x1)
	}
	width := last - s[0].x0
	for i, w := range s[1:] {
		if gap := w.x0 - end; gap > strip*em && end-s[0].x0 > share*width && last-w.x0 > share*width {
			left, right := s[:i+1], s[i+1:]
			if n := min(len(lineBoxes(left)), len(lineBoxes(right))); n >= lines && gap*float64(n) > lines*em {
				return left, right
			}
		}
		end = max(end, w.x1)
	}
	return nil, nil
}

// cutAcross cuts at the widest gap between lines, if it is wider than a line.
func cutAcross(words []box, em float64) (above, below []box) {
	s := slices.SortedFunc(slices.Values(words), func(a, b box) int { return cmp.Compare(a.y0, b.y0) })
	end, widest, at := s[0].y1, .6*em, 0
	for i, w := range s[1:] {
		if gap := w.y0 - end; gap > widest {
			widest, at = gap, i+1
		}
		end = max(end, w.y1)
	}
	if at == 0 {
		return nil, nil
	}
	return s[:at], s[at:]
}

// lineBoxes groups words into lines, from top to bottom.
func lineBoxes(words []box) [][]box {
	s := slices.SortedStableFunc(slices.Values(words), func(a, b box) int { return cmp.Compare(a.y0+a.y1, b.y0+b.y1) })
	var out [][]box
	var y0, y1 float64
	for _, w := range s {
		shared := min(y1, w.y1) - max(y0, w.y0)
		if len(out) == 0 || shared < .5*min(y1-y0, w.height()) {
			out = append(out, nil)
			y0, y1 = w.y0, w.y1
		}
		out[len(out)-1] = append(out[len(out)-1], w)
	}
	return out
}

// rows gives the lines of a region as they look, by paragraph: one ends where
// a line is set apart from the next, or is clearly short and ends a sentence.
func rows(region []box) [][]string {
	lines := lineBoxes(region)
	left, right := region[0].x0, region[0].x1
	for _, w := range region {
		left, right = min(left, w.x0), max(right, w.x1)
	}
	rtl := rightToLeft(region)
	tops := func(i int) float64 { return lines[i][0].y0 }
	var steps []float64
	for i := range lines[1:] {
		steps = append(steps, tops(i+1)-tops(i))
	}
	slices.Sort(steps)
	var out [][]string
	for i, l := range lines {
		if i == 0 || tops(i)-tops(i-1) > 1.35*steps[len(steps)/2] || short(lines[i-1], left, right, rtl) || bullet(l, rtl) ||
			otherSize(lines[i-1], l) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], visualLine(l))
	}
	return out
}

// short reports whether a line ends a sentence well before the margin.
func short(line []box, left, right float64, rtl bool) bool {
	l, r := line[0].x0, line[0].x1
	text := visualLine(line)
	for _, w := range line {
		l, r = min(l, w.x0), max(r, w.x1)
	}
	ends, rest := endsSentence(text), right-r
	if rtl { // the line's end is on the left, and so is its last mark
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, `"”»')] `))
		ends, rest = strings.ContainsRune(".!?؟…:", first), l-left
	}
	return ends && rest > .1*(right-left)
}

// otherSize reports whether two lines are set in clearly different sizes, as a
// heading and its text are.
func otherSize(a, b []box) bool {
	ha, hb := median(a, box.height), median(b, box.height)
	return max(ha, hb) > 1.15*min(ha, hb)
}

// bullet reports whether a line begins with the mark of a list's item.
func bullet(line []box, rtl bool) bool {
	first := line[0]
	for _, w := range line {
		if rtl && w.x1 > first.x1 || !rtl && w.x0 < first.x0 {
			first = w
		}
	}
	return strings.Trim(first.text, "•◦▪●○■–-*·") == ""
}

// visualLine joins the words of a line from left to right, with a space where
// there is one on the page: a word may come in pieces.
func visualLine(words []box) string {
	var s, marks []box
	for _, w := range words {
		if strings.ContainsFunc(w.text, func(r rune) bool { return !unicode.Is(unicode.Mn, r) }) {
			s = append(s, w)
		} else {
			marks = append(marks, w)
		}
	}
	slices.SortFunc(s, func(a, b box) int { return cmp.Compare(a.x0, b.x0) })
	for _, m := range marks {
		placeMark(s, m)
	}
	var b strings.Builder
	for i, w := range s {
		if i > 0 && w.x0-s[i-1].x1 > .08*max(w.height(), s[i-1].height()) {
			b.WriteByte(' ')
		}
		b.WriteString(w.text)
	}
	return b.String()
}

// placeMark gives a vowel sign that is set by itself to the letter under or
// over which it stands, where that is the first or last of a word or piece;
// within a piece nobody can tell, and it is left out.
func placeMark(words []box, mark box) {
	x, best, at, first := (mark.x0+mark.x1)/2, .3*mark.height(), -1, false
	for i, w := range words {
		if x < w.x0-1 || x > w.x1+1 {
			continue
		}
		if d := x - w.x0; d < best {
			best, at, first = d, i, true
		}
		if d := w.x1 - x; d < best {
			best, at, first = d, i, false
		}
	}
	if at < 0 {
		return
	}
	w := &words[at]
	if first {
		_, size := utf8.DecodeRuneInString(w.text)
		w.text = w.text[:size] + mark.text + w.text[size:]
	} else {
		w.text += mark.text
	}
}
