package knowledge

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// excerpt is a text under construction together with the spans of the file it
// stands in. Every operation keeps text and spans in step, which is what makes
// a Passage verbatim by construction.
type excerpt struct {
	src   []byte
	spans []Span
}

func (e *excerpt) add(start, stop int) {
	if start >= stop {
		return
	}
	if n := len(e.spans); n > 0 && e.spans[n-1].Stop == start {
		e.spans[n-1].Stop = stop
		return
	}
	e.spans = append(e.spans, Span{start, stop})
}

func (e *excerpt) String() string {
	var b strings.Builder
	for _, s := range e.spans {
		b.Write(e.src[s.Start:s.Stop])
	}
	return b.String()
}

// start is the offset of the first byte, or -1 for an empty excerpt.
func (e *excerpt) start() int {
	if len(e.spans) == 0 {
		return -1
	}
	return e.spans[0].Start
}

// dropFront removes n bytes of text from the front.
func (e *excerpt) dropFront(n int) {
	for n > 0 && len(e.spans) > 0 {
		s := &e.spans[0]
		if d := s.Stop - s.Start; d > n {
			s.Start += n
			return
		} else {
			n -= d
			e.spans = e.spans[1:]
		}
	}
}

// dropBack removes n bytes of text from the back.
func (e *excerpt) dropBack(n int) {
	for n > 0 && len(e.spans) > 0 {
		s := &e.spans[len(e.spans)-1]
		if d := s.Stop - s.Start; d > n {
			s.Stop -= n
			return
		} else {
			n -= d
			e.spans = e.spans[:len(e.spans)-1]
		}
	}
}

// trimBack removes white space and invisible direction marks from the back.
func (e *excerpt) trimBack() {
	for len(e.spans) > 0 {
		s := e.spans[len(e.spans)-1]
		r, n := utf8.DecodeLastRune(e.src[s.Start:s.Stop])
		if !blankRune(r) {
			return
		}
		e.dropBack(n)
	}
}

func (e *excerpt) trimFront() {
	for len(e.spans) > 0 {
		s := e.spans[0]
		r, n := utf8.DecodeRune(e.src[s.Start:s.Stop])
		if !blankRune(r) {
			return
		}
		e.dropFront(n)
	}
}

func (e *excerpt) trim() { e.trimFront(); e.trimBack() }

func blankRune(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200e' || r == '\u200f' || r == '\ufeff'
}

// source is a file's bytes with the offsets of its lines, so that an offset
// becomes a line number in logarithmic time.
type source struct {
	path  string
	data  []byte
	lines []int // offset at which each line begins
}

func newSource(path string, data []byte) *source {
	s := &source{path: path, data: data, lines: []int{0}}
	for i, c := range data {
		if c == '\n' {
			s.lines = append(s.lines, i+1)
		}
	}
	return s
}

// line gives the 1-based line of an offset.
func (s *source) line(offset int) int {
	return sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > offset })
}

// text gives line n without its line end.
func (s *source) text(n int) string {
	if n < 1 || n > len(s.lines) {
		return ""
	}
	end := len(s.data)
	if n < len(s.lines) {
		end = s.lines[n] - 1
	}
	return strings.TrimRight(string(s.data[s.lines[n-1]:end]), "\r")
}

// script tells a text's language by its letters; fallback where it has none.
// Arabic prose about technology is full of Latin names, so a text counts as
// Arabic from a third of Arabic letters on.
func script(s string, fallback Lang) Lang {
	arabic, latin := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r):
			arabic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	switch {
	case arabic == 0 && latin == 0:
		return fallback
	case arabic*2 >= latin:
		return Arabic
	}
	return English
}
