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
// is kept between loads and so never written to again.
type document struct {
	file     File
	draft    bool
	entities []*Entity
	facts    []*statement
	grids    []*grid
	sources  []*Source
	synonyms [][]string
	problems Problems

	starts []int // offsets at which lines begin
}

// parse reads one file. Its problems are in the document.
func parse(name string, data []byte) *document {
	d := &document{file: File{Path: name, Data: data}}
	d.starts = append(d.starts, 0)
	for i, b := range data {
		if b == '\n' {
			d.starts = append(d.starts, i+1)
		}
	}
	if !d.readable() {
		return d
	}
	switch {
	case name == synonymsFile:
		d.readSynonyms()
	case name == questionsFile:
	case strings.EqualFold(path.Ext(name), ".txt"):
		d.readText()
	default:
		d.readMarkdown()
	}
	d.finish()
	// What was needed to parse is not worth keeping between loads.
	d.starts = nil
	return d
}

// line gives the 1-based line of a byte offset.
func (d *document) line(offset int) int {
	return sort.Search(len(d.starts), func(i int) bool { return d.starts[i] > offset })
}

// lineAt gives the bytes of line i, counted from 0, without its line end.
func (d *document) lineAt(i int) []byte {
	stop := len(d.file.Data)
	if i+1 < len(d.starts) {
		stop = d.starts[i+1] - 1
	}
	return bytes.TrimSuffix(d.file.Data[d.starts[i]:stop], []byte("\r"))
}

func (d *document) add(k *kind, line int, args ...string) {
	d.problems = append(d.problems, k.at(d.file.Path, line, args...))
}

// readable reports the bytes that no text should have, and whether what is
// left can be parsed.
func (d *document) readable() bool {
	data := d.file.Data
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		d.add(utf16File, 0)
		return false
	case bytes.IndexByte(data, 0) >= 0:
		d.add(nulByte, d.line(bytes.IndexByte(data, 0)))
		return false
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

// readText takes each paragraph of a plain text file as a statement.
func (d *document) readText() {
	r := reader{src: d.file.Data}
	flush := func() {
		if p := r.prose(); p.text != "" {
			d.facts = append(d.facts, &statement{Fact: Fact{Passage: d.passage(p)}})
		}
		r = reader{src: d.file.Data}
	}
	for i, start := range d.starts {
		line := d.lineAt(i)
		if i == 0 {
			skip := byteOrderMark(line)
			start, line = start+skip, line[skip:]
		}
		rest := bytes.TrimLeftFunc(line, unicode.IsSpace)
		if len(rest) == 0 {
			flush()
			continue
		}
		start += len(line) - len(rest)
		if len(r.spans) > 0 {
			r.newline(d.starts[i] - 1)
		}
		r.add(start, start+len(bytes.TrimRightFunc(rest, unicode.IsSpace)))
	}
	flush()
}

// readSynonyms reads lines of words joined by equals signs.
func (d *document) readSynonyms() {
	for i := range d.starts {
		line := strings.TrimSpace(strings.TrimPrefix(string(d.lineAt(i)), "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var group []string
		for word := range strings.SplitSeq(line, "=") {
			if word = strings.TrimSpace(word); word != "" {
				group = append(group, word)
			}
		}
		if len(group) < 2 {
			d.add(badSynonym, i+1)
			continue
		}
		d.synonyms = append(d.synonyms, group)
	}
}

// passage makes a passage of p; its language is settled in finish.
func (d *document) passage(p prose) Passage {
	return Passage{Text: p.text, File: d.file.Path, Line: d.line(p.start()), Spans: p.spans}
}
