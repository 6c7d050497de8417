package edit

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"

	"sibaq/knowledge"
)

// form is how a fact is written.
type form int

const (
	item form = iota
	paragraph
	cell
	plain // a paragraph of a .txt file
)

// site is where in its file a fact stands, with all that is said about it. The
// spans of a fact are its very words; what else stands in its block is notation.
type site struct {
	file    []byte
	fact    *knowledge.Fact
	form    form
	prefix  string // of the line on which its text begins: indentation, quote and list markers
	own     block
	twin    *block   // nil without a twin
	details []detail // the list items beneath it, without those of other facts
}

// block is the Markdown of one passage, without the marker before it and the
// white space around it.
type block struct {
	start, stop int
	words       knowledge.Span // from the first word to the last
	signs       []sign         // in the order of the file
}

// sign is a piece of notation in a block.
type sign struct {
	kind rune // '^' a footnote mark, '{' a note, '!' a comment, '?' anything else
	knowledge.Span
}

// detail is a list item such as "date: 2024-06".
type detail struct {
	name   string
	prefix string
	line   int            // offset at which its line begins
	value  knowledge.Span // to the end of its last line, less white space
}

func lineStart(file []byte, i int) int { return bytes.LastIndexByte(file[:i], '\n') + 1 }

// lineEnd gives the offset of the line's end, before its line break.
func lineEnd(file []byte, i int) int {
	if n := bytes.IndexByte(file[i:], '\n'); n >= 0 {
		i += n
	} else {
		i = len(file)
	}
	if i > 0 && file[i-1] == '\r' {
		i--
	}
	return i
}

// nextLine gives the offset at which the line after that of i begins.
func nextLine(file []byte, i int) int {
	if n := bytes.IndexByte(file[i:], '\n'); n >= 0 {
		return i + n + 1
	}
	return len(file)
}

var (
	markers    = regexp.MustCompile(`^(?:\x{feff})?[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*`)
	detailLine = regexp.MustCompile(`^([ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)([^:：]{1,80})[:：][ \t]*`)
	newBlock   = regexp.MustCompile("^[ \t>]*(?:[-*+](?:[ \t]|$)|[0-9]{1,9}[.)](?:[ \t]|$)|#|\\||```|~~~|<|\\[\\^[^\\]]*\\]:)")
)

// survey finds where a fact is written. The other facts tell where it ends.
func survey(file []byte, f *knowledge.Fact, facts []*knowledge.Fact, text bool) *site {
	s := &site{file: file, fact: f}
	first := f.Spans[0].Start
	at := lineStart(file, first)
	s.prefix = string(markers.Find(file[at:first]))
	start := at + len(s.prefix)
	switch {
	case text:
		s.form = plain
		last := f.Spans[len(f.Spans)-1].Stop
		s.own = block{start: first, stop: last, words: knowledge.Span{Start: first, Stop: last}}
		return s
	case f.Cell != nil:
		s.form = cell
		s.own = cellAt(file, &f.Passage)
		if f.Twin != nil {
			b := cellAt(file, f.Twin)
			s.twin = &b
		}
		return s
	case strings.Trim(s.prefix, "\ufeff \t>") == "":
		s.form = paragraph
	}
	s.own = blockAt(file, &f.Passage, start)
	s.beneath(facts)
	if f.Twin != nil {
		start := f.Twin.Spans[0].Start
		for _, d := range s.details {
			if d.value.Start <= start && start < d.value.Stop {
				start = d.value.Start
			}
		}
		b := blockAt(file, f.Twin, start)
		s.twin = &b
	}
	return s
}

// cellAt gives the block of a passage that is a cell of a table.
func cellAt(file []byte, p *knowledge.Passage) block {
	first := p.Spans[0].Start
	start, stop := lineStart(file, first), lineEnd(file, first)
	bar := func(i int) bool { return file[i] == '|' && (i == 0 || file[i-1] != '\\') }
	for i := start; i < stop; i++ {
		if !bar(i) {
			continue
		}
		if i >= first {
			stop = i
			break
		}
		start = i + 1
	}
	return newCut(file, p, start, stop)
}

// blockAt gives the block of a passage that is no cell.
func blockAt(file []byte, p *knowledge.Passage, start int) block {
	return newCut(file, p, start, blockEnd(file, p.Spans[len(p.Spans)-1].Stop))
}

// blockEnd gives the end of the last line of the paragraph that i stands in.
func blockEnd(file []byte, i int) int {
	for {
		next := nextLine(file, i)
		if next == len(file) {
			return lineEnd(file, i)
		}
		line := file[next:lineEnd(file, next)]
		if len(bytes.Trim(line, " \t>")) == 0 || newBlock.Match(line) {
			return lineEnd(file, i)
		}
		i = next
	}
}

func newCut(file []byte, p *knowledge.Passage, start, stop int) block {
	for start < stop && unicode.IsSpace(rune(file[start])) {
		start++
	}
	last := p.Spans[len(p.Spans)-1].Stop
	for stop > last && unicode.IsSpace(rune(file[stop-1])) {
		stop--
	}
	b := block{start: start, stop: stop, words: knowledge.Span{Start: p.Spans[0].Start, Stop: last}}
	at := start
	for _, s := range p.Spans {
		b.read(file, at, s.Start)
		at = s.Stop
	}
	b.read(file, at, stop)
	return b
}

var mark = regexp.MustCompile(`^\[\^[^\[\]\n]+\]`)

// read finds the signs between two offsets, where no word of the text stands.
func (b *block) read(file []byte, at, stop int) {
	for at < stop {
		rest := file[at:stop]
		kind, n := '?', 1
		switch {
		case unicode.IsSpace(rune(rest[0])), rest[0] == '>' && at > b.start && at < b.words.Stop:
			at++
			continue
		case mark.Match(rest):
			kind, n = '^', len(mark.Find(rest))
		case rest[0] == '{' && at >= b.words.Stop && bytes.IndexByte(rest, '}') > 0:
			kind, n = '{', bytes.IndexByte(rest, '}')+1
		case bytes.HasPrefix(rest, []byte("<!--")) && bytes.Contains(rest, []byte("-->")):
			kind, n = '!', bytes.Index(rest, []byte("-->"))+3
		}
		b.signs = append(b.signs, sign{kind, knowledge.Span{Start: at, Stop: at + n}})
		at += n
	}
}

// only gives the signs of one kind.
func (b *block) only(kind rune) (out []sign) {
	for _, s := range b.signs {
		if s.kind == kind {
			out = append(out, s)
		}
	}
	return out
}

// beneath finds the details that stand beneath the fact.
func (s *site) beneath(facts []*knowledge.Fact) {
	limit := len(s.file)
	for _, f := range facts {
		if at := f.Spans[0].Start; at > s.own.words.Start && at < limit {
			limit = at
		}
	}
	for i := nextLine(s.file, s.own.stop); i < limit; i = nextLine(s.file, i) {
		line := s.file[i:lineEnd(s.file, i)]
		if len(bytes.Trim(line, " \t>")) == 0 {
			continue
		}
		m := detailLine.FindSubmatchIndex(line)
		if m == nil {
			return
		}
		name := knowledge.DetailName(strings.TrimSpace(string(line[m[4]:m[5]])))
		prefix := string(line[:m[3]])
		if name == "" || s.form == item && indentation(prefix) <= indentation(s.prefix) {
			return
		}
		stop := blockEnd(s.file, i)
		s.details = append(s.details, detail{name, prefix, i, knowledge.Span{Start: i + m[1], Stop: stop}})
		i = stop
	}
}

// indentation is how many bytes stand before the first list marker.
func indentation(prefix string) int {
	if i := strings.IndexFunc(prefix, func(r rune) bool { return !strings.ContainsRune("\ufeff \t>", r) }); i >= 0 {
		return i
	}
	return len(prefix)
}

// hang gives what the lines beneath a list item begin with: its prefix with
// spaces for the markers, and for a byte order mark, as it is read.
func hang(prefix string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '>':
			return r
		}
		return ' '
	}, strings.Replace(prefix, "\ufeff", "   ", 1))
}

// note is one thing said in braces.
type note struct {
	name  string
	item  knowledge.Span // with its key
	value knowledge.Span
}

// notes parts what a sign in braces says.
func (s *site) notes(in sign) (out []note) {
	inner := s.file[in.Start+1 : in.Stop-1]
	at := in.Start + 1
	for _, part := range bytes.FieldsFunc(inner, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		at += bytes.Index(s.file[at:in.Stop], part)
		n := note{item: trimmed(s.file, at, at+len(part))}
		at += len(part)
		if n.item.Start == n.item.Stop {
			continue
		}
		text := string(s.file[n.item.Start:n.item.Stop])
		n.value = n.item
		if i := strings.IndexAny(text, ":："); i >= 0 {
			n.name = knowledge.DetailName(text[:i])
			if n.name != "" {
				size := len(":")
				if strings.HasPrefix(text[i:], "：") {
					size = len("：")
				}
				n.value = trimmed(s.file, n.item.Start+i+size, n.item.Stop)
			}
		}
		switch first := []rune(text)[0]; {
		case n.name != "":
		case unicode.IsDigit(first):
			n.name = "date"
		default:
			n.name = "status"
		}
		out = append(out, n)
	}
	return out
}

// separators part what is said in braces, and names in a list.
const separators = ",،;؛"

func trimmed(file []byte, start, stop int) knowledge.Span {
	part := file[start:stop]
	start += len(part) - len(bytes.TrimLeftFunc(part, unicode.IsSpace))
	return knowledge.Span{Start: start, Stop: start + len(bytes.TrimSpace(part))}
}

// gap gives where the white space before i begins.
func (s *site) gap(i int) int {
	for i > s.own.start && (s.file[i-1] == ' ' || s.file[i-1] == '\t') {
		i--
	}
	return i
}
