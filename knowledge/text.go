package knowledge

import (
	"bytes"
	"strings"
	"unicode"
)

// even gives s with its white space evened out: single spaces between words,
// none around them. Most texts are so already.
func even(s string) string {
	space := true // before the next letter
	for i := range len(s) {
		switch b := s[i]; {
		case b == ' ':
			if space {
				return strings.Join(strings.Fields(s), " ")
			}
			space = true
		case b < ' ' || b == 0xc2 || 0xe1 <= b && b <= 0xe3: // white space, or what may begin some
			return strings.Join(strings.Fields(s), " ")
		default:
			space = false
		}
	}
	if space {
		return strings.Join(strings.Fields(s), " ")
	}
	return s
}

// readText takes each paragraph of a plain text file as a statement.
func (d *document) readText() {
	r := reader{src: d.src}
	flush := func() {
		if p := r.prose(); p.text != "" {
			d.facts = append(d.facts, &statement{Fact: &Fact{Passage: d.passage(p)}})
		}
		r = reader{src: d.src}
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
