package knowledge

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// prose is a text as spans of its file, with the footnote marks that stood in it.
type prose struct {
	text    string
	spans   []Span
	marks   []mark
	literal map[int]bool // offsets in the file of signs that are text, not notation
}

// mark is a mention of a footnote.
type mark struct {
	label string
	line  int
}

func (p prose) start() int {
	if len(p.spans) == 0 {
		return 0
	}
	return p.spans[0].Start
}

// at gives the offset in the file of the text's i-th byte.
func (p prose) at(i int) int {
	for _, s := range p.spans {
		if n := s.Stop - s.Start; i < n {
			return s.Start + i
		} else {
			i -= n
		}
	}
	return -1
}

// cut gives the part of p between two offsets of its text, trimmed of white
// space. The marks stay with it.
func (p prose) cut(from, to int) prose {
	part := p.text[from:to]
	from += len(part) - len(strings.TrimLeftFunc(part, unicode.IsSpace))
	to = from + len(strings.TrimSpace(part))
	out := prose{text: p.text[from:to], marks: p.marks, literal: p.literal}
	offset := 0
	for _, s := range p.spans {
		n := s.Stop - s.Start
		start, stop := max(from-offset, 0), min(to-offset, n)
		if start < stop {
			out.spans = append(out.spans, Span{s.Start + start, s.Start + stop})
		}
		offset += n
	}
	return out
}

// note splits off the braces at the end of p and gives what stands in them.
func (p prose) note() (rest prose, note string, ok bool) {
	end := len(p.text) - 1
	if end < 0 || p.text[end] != '}' || p.literal[p.at(end)] {
		return p, "", false
	}
	open := strings.LastIndexByte(p.text, '{')
	if open < 0 || p.literal[p.at(open)] {
		return p, "", false
	}
	return p.cut(0, open), p.text[open+1 : end], true
}

// key splits p at its first colon, if what precedes it is one to three words
// outside braces.
func (p prose) key() (key string, value prose, ok bool) {
	colon := strings.IndexAny(p.text, ":：")
	if colon < 0 || p.literal[p.at(colon)] {
		return "", p, false
	}
	_, size := utf8.DecodeRuneInString(p.text[colon:])
	key = strings.TrimSpace(p.text[:colon])
	if key == "" || manyWords(key) || strings.Contains(key, "{") { // "{id: x}" on a line of its own
		return key, p, false
	}
	return key, p.cut(colon+size, len(p.text)), true
}

// manyWords reports whether s has more than three words.
func manyWords(s string) bool {
	n := 0
	for range strings.FieldsSeq(s) {
		if n++; n > 3 {
			return true
		}
	}
	return false
}

// reader collects prose.
type reader struct {
	src     []byte
	spans   []Span
	marks   []mark
	literal map[int]bool
	line    func(int) int
	inCell  bool
	html    int // offset+1 of the first piece of HTML
}

// add appends the bytes between two offsets, less carriage returns.
func (r *reader) add(start, stop int) {
	for start < stop {
		end := stop
		if i := bytes.IndexByte(r.src[start:stop], '\r'); i >= 0 {
			end = start + i
		}
		if n := len(r.spans); n > 0 && r.spans[n-1].Stop == start {
			r.spans[n-1].Stop = end
		} else if start < end {
			r.spans = append(r.spans, Span{start, end})
		}
		start = end
		if end < stop {
			start++
		}
	}
}

// newline appends the line end at or after an offset.
func (r *reader) newline(from int) {
	if i := bytes.IndexByte(r.src[from:], '\n'); i >= 0 {
		r.add(from+i, from+i+1)
	}
}

// say marks the byte at an offset as text where it could be notation.
func (r *reader) say(offset int) {
	if r.literal == nil {
		r.literal = map[int]bool{}
	}
	r.literal[offset] = true
}

// prose gives what was collected, trimmed of white space.
func (r *reader) prose() prose {
	n := 0
	for _, s := range r.spans {
		n += s.Stop - s.Start
	}
	var b strings.Builder
	b.Grow(n)
	for _, s := range r.spans {
		b.Write(r.src[s.Start:s.Stop])
	}
	all := prose{text: b.String(), spans: r.spans, marks: r.marks, literal: r.literal}
	return all.cut(0, n)
}

// read collects the text of n's children and leaves their markup out.
func (r *reader) read(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			r.text(c)
		case *ast.CodeSpan:
			r.code(c)
		case *ast.AutoLink:
			label := c.Label(r.src)
			if i := bytes.Index(r.src[max(c.Pos(), 0):], label); i >= 0 {
				r.add(c.Pos()+i, c.Pos()+i+len(label))
			}
		case *ast.RawHTML:
			if first := c.Segments.At(0); r.html == 0 && !bytes.HasPrefix(r.src[first.Start:], []byte("<!--")) {
				r.html = first.Start + 1
			}
		case *reference:
			r.mark(c)
		case *ast.Image:
		default: // emphasis, links
			r.read(c)
		}
	}
}

var characterCode = regexp.MustCompile(`&(#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]+);`)

func (r *reader) text(t *ast.Text) {
	seg := t.Segment
	from := seg.Start
	for i := seg.Start; i < seg.Stop; i++ {
		if r.src[i] == '\\' && i+1 < seg.Stop && punctuation(r.src[i+1]) {
			r.add(from, i)
			r.say(i + 1)
			from = i + 1
			i++
		}
	}
	r.add(from, seg.Stop)
	if r.html == 0 && bytes.IndexByte(r.src[seg.Start:seg.Stop], '&') >= 0 {
		if loc := characterCode.FindIndex(r.src[seg.Start:seg.Stop]); loc != nil {
			r.html = seg.Start + loc[0] + 1
		}
	}
	if t.SoftLineBreak() || t.HardLineBreak() {
		r.newline(seg.Stop)
	}
}

// code adds a code span, in which every sign is itself; but in a table a pipe
// needs its backslash even there.
func (r *reader) code(c *ast.CodeSpan) {
	for n := c.FirstChild(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if !ok {
			continue
		}
		from := t.Segment.Start
		for i := from; i < t.Segment.Stop; i++ {
			switch b := r.src[i]; {
			case b == '{' || b == '}' || b == ':':
				r.say(i)
			case r.inCell && b == '\\' && i+1 < t.Segment.Stop && r.src[i+1] == '|':
				r.add(from, i)
				from = i + 1
			}
		}
		r.add(from, t.Segment.Stop)
	}
}

// mark notes a footnote mark. The space before it goes with it, unless a word
// follows at once.
func (r *reader) mark(ref *reference) {
	r.marks = append(r.marks, mark{ref.label, r.line(ref.start)})
	if next, _ := utf8.DecodeRune(r.src[ref.stop:]); unicode.IsLetter(next) || unicode.IsNumber(next) {
		return
	}
	for len(r.spans) > 0 {
		last := &r.spans[len(r.spans)-1]
		kept := bytes.TrimRightFunc(r.src[last.Start:last.Stop], unicode.IsSpace)
		if last.Stop = last.Start + len(kept); last.Stop > last.Start {
			break
		}
		r.spans = slices.Delete(r.spans, len(r.spans)-1, len(r.spans))
	}
}

func punctuation(b byte) bool {
	return '!' <= b && b <= '/' || ':' <= b && b <= '@' || '[' <= b && b <= '`' || '{' <= b && b <= '~'
}

// reference is a footnote mark such as [^mit]. Goldmark's own parser of marks
// looks each up among the definitions and leaves one that has none as text;
// we must tell of those, and where they stand.
type reference struct {
	ast.BaseInline
	label       string
	start, stop int
}

var kindReference = ast.NewNodeKind("Reference")

func (*reference) Kind() ast.NodeKind { return kindReference }

func (n *reference) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"label": n.label}, nil)
}

type referenceParser struct{}

// Trigger has "!" besides "[", since ![ opens an image: "Faster![^mit]" is a mark.
func (referenceParser) Trigger() []byte { return []byte{'!', '['} }

func (referenceParser) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, seg := block.PeekLine()
	open := 0
	if line[0] == '!' {
		open = 1
	}
	if !bytes.HasPrefix(line[open:], []byte("[^")) {
		return nil
	}
	label := line[open+2:]
	end := bytes.IndexAny(label, "[]\n")
	if end < 0 || label[end] != ']' || len(bytes.TrimSpace(label[:end])) == 0 {
		return nil
	}
	if open == 1 {
		parent.AppendChild(parent, ast.NewTextSegment(seg.WithStop(seg.Start+1)))
	}
	stop := open + 2 + end + 1
	block.Advance(stop)
	return &reference{
		label: string(bytes.TrimSpace(label[:end])),
		start: seg.Start + open, stop: seg.Start + stop,
	}
}
