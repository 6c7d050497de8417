package knowledge

import (
	"bytes"
	"path"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// document is one file as parsed, before the rest of the folder is known. It
// is kept between loads, and its facts are in a Base that others read: those are
// never written to again.
type document struct {
	file     File
	draft    bool
	entities []*Entity
	facts    []*statement
	grids    []*grid
	sources  []*Source
	synonyms [][]string
	asked    []asking
	problems Problems

	based  bool   // its facts are in a Base
	src    []byte // the file's bytes
	starts []int  // offsets at which lines begin
}

// parse reads one file. Its problems are in the document.
func parse(name string, data []byte) *document {
	d := &document{file: File{Path: name, Data: string(data)}, src: data}
	d.starts = append(d.starts, 0)
	for i, b := range data {
		if b == '\n' {
			d.starts = append(d.starts, i+1)
		}
	}
	if !d.readable() {
		d.starts, d.src = nil, nil
		return d
	}
	switch {
	case name == synonymsFile:
		d.readSynonyms()
	case name == questionsFile:
	case isAsked(name):
		d.readAsked()
	case strings.EqualFold(path.Ext(name), ".txt"):
		d.readText()
	default:
		d.readMarkdown()
	}
	d.finish()
	d.share()
	// What was needed to parse is not worth keeping between loads.
	d.starts, d.src = nil, nil
	return d
}

// share makes texts that stand in one piece parts of the file's text, so that
// they are in memory once.
func (d *document) share() {
	part := func(p *Passage) {
		if len(p.Spans) == 1 {
			p.Text = d.file.Data[p.Spans[0].Start:p.Spans[0].Stop]
		}
	}
	for _, s := range d.facts {
		s.marks, s.given = nil, nil // they are settled
		s.id, s.kind = s.ID, s.ClaimantKind
		plain := s.plain == s.Text
		part(&s.Passage)
		if s.Twin != nil {
			part(s.Twin)
		}
		if plain {
			s.plain = s.Text
		}
		if s.hashed == s.plain {
			s.hashed = s.plain
		}
	}
}

// line gives the 1-based line of a byte offset.
func (d *document) line(offset int) int {
	return sort.Search(len(d.starts), func(i int) bool { return d.starts[i] > offset })
}

// lineAt gives the bytes of line i, counted from 0, without its line end.
func (d *document) lineAt(i int) []byte {
	stop := len(d.src)
	if i+1 < len(d.starts) {
		stop = d.starts[i+1] - 1
	}
	return bytes.TrimSuffix(d.src[d.starts[i]:stop], []byte("\r"))
}

func (d *document) add(k *kind, line int, args ...string) {
	d.problems = append(d.problems, k.at(d.file.Path, line, args...))
}

// readable reports the bytes that no text should have, and whether what is
// left can be parsed.
func (d *document) readable() bool {
	data := d.src
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		d.add(utf16File, 1)
		return false
	case bytes.IndexByte(data, 0) >= 0:
		d.add(nulByte, d.line(bytes.IndexByte(data, 0)))
		return false
	}
	if utf8.Valid(data) && !anyOverrides(data) {
		return true
	}
	for i := range d.starts {
		line := d.lineAt(i)
		if !utf8.Valid(line) {
			d.add(brokenUTF8, i+1)
		}
		if bytes.ContainsFunc(line, overrides) {
			d.add(hiddenDirection, i+1)
		}
	}
	return true
}

// anyOverrides is whether data has what overrides reports. All of those begin
// with one byte that few letters do: looking at each letter takes long.
func anyOverrides(data []byte) bool {
	for {
		i := bytes.IndexByte(data, "\u202a"[0])
		if i < 0 {
			return false
		}
		if r, _ := utf8.DecodeRune(data[i:]); overrides(r) {
			return true
		}
		data = data[i+1:]
	}
}

// overrides reports the characters that reorder what follows: embeddings,
// overrides and isolates, but not the harmless marks that keyboards type.
func overrides(r rune) bool { return '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069' }

// byteOrderMark gives the length of the mark that some editors begin files with.
func byteOrderMark(data []byte) int {
	if bytes.HasPrefix(data, []byte("\ufeff")) {
		return len("\ufeff")
	}
	return 0
}

// passage makes a passage of p; its language is settled in finish.
func (d *document) passage(p prose) Passage {
	return Passage{Text: p.text, File: d.file.Path, Line: d.line(p.start()), Spans: p.spans}
}

// scriptOf gives the language of a text by its letters, "" for a text without
// letters. An Arabic sentence may well hold more foreign names than Arabic
// words, so one Arabic word in four decides.
func scriptOf(s string) Lang {
	arabic, other := 0, 0
	var hasArabic, hasLetter bool // the word that is being read
	count := func() {
		switch {
		case hasArabic:
			arabic++
		case hasLetter:
			other++
		}
		hasArabic, hasLetter = false, false
	}
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				hasLetter = true
			} else if unicode.IsSpace(r) {
				count()
			}
		case unicode.IsLetter(r):
			hasLetter = true
			hasArabic = hasArabic || unicode.Is(unicode.Arabic, r)
		case unicode.IsSpace(r):
			count()
		}
	}
	count()
	switch {
	case arabic+other == 0:
		return ""
	case arabic > 0 && arabic*3 >= other:
		return Arabic
	}
	return English
}

// finish settles what a file's statements owe to the file as a whole.
func (d *document) finish() {
	count := map[Lang]int{}
	for _, s := range d.facts {
		if s.Lang == "" {
			s.Lang = scriptOf(s.Text)
		}
		count[s.Lang]++
	}
	if d.file.Lang == "" {
		d.file.Lang = Arabic
		if count[English] > count[Arabic] {
			d.file.Lang = English
		}
	}
	if d.file.Title == "" {
		d.file.Title = strings.TrimSuffix(path.Base(d.file.Path), path.Ext(d.file.Path))
	}
	d.file.Facts = len(d.facts)
	for _, s := range d.facts {
		if s.Lang == "" {
			s.Lang = d.file.Lang
		}
		if t := s.Twin; t != nil {
			script := scriptOf(t.Text)
			if t.Lang == "" {
				t.Lang = s.Lang.Other()
			}
			if t.Lang == s.Lang || (s.grid == nil && script != "" && script != t.Lang) {
				d.add(twinLanguage, t.Line)
			}
			if t.Lang == s.Lang {
				s.Twin = nil
			}
		}
		if s.Status == "" {
			s.Status = Unreviewed
			if len(s.Sources) > 0 {
				s.Status = Confirmed
			}
		}
		s.plain = even(s.Text)
		s.hashed = s.plain
		if g := s.grid; g != nil {
			var heads []string
			for _, h := range g.heads {
				heads = append(heads, h.name)
			}
			s.hashed = strings.Join(append(heads, g.heads[s.col].name, g.rowText[s.row], s.plain), "\x00")
		}
		s.ID = shortID(s.hashed)
	}
}
