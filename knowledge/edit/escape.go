package edit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sibaq/knowledge/fold"
)

// clean gives what a person typed as it will read: without what cannot be seen
// and could deceive or break a line (control characters, hidden directions,
// byte order marks), each line trimmed, and no line empty.
func clean(s string) string {
	s = strings.ToValidUTF8(s, "\ufffd")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\r', r == '\v', r == '\f', r == '\u0085', r == '\u2028', r == '\u2029':
			return '\n'
		case r == '\t':
			return ' '
		case unicode.IsControl(r), r == '\ufeff', '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
			return -1
		}
		return r
	}, s)
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// oneLine is like clean, with spaces for line ends and single ones only.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// escape gives the Markdown that reads as a cleaned text: each sign that would
// be notation gets a backslash. The lines after the first begin with indent.
func escape(s, eol, indent string) string {
	var b strings.Builder
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			b.WriteString(eol)
			b.WriteString(indent)
		}
		escapeLine(&b, line)
	}
	return b.String()
}

func escapeLine(b *strings.Builder, line string) {
	first := opens(line)
	var before rune
	for i, r := range line {
		after, _ := utf8.DecodeRuneInString(line[i+utf8.RuneLen(r):])
		switch {
		case i == first,
			strings.ContainsRune("\\`*[{|", r),
			r == '_' && !(word(before) && word(after)),
			r == '<' && (after == '/' || after == '!' || after == '?' || unicode.IsLetter(after)),
			r == ';' && code(line[:i]),
			r == ':' && len(fold.Words(line[:i])) < 2: // it could be the name of a detail
			b.WriteByte('\\')
		}
		b.WriteRune(r)
		before = r
	}
}

func word(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// code reports whether a semicolon after s would end a character code, "&amp".
func code(s string) bool {
	amp := strings.LastIndexByte(s, '&')
	if amp < 0 || amp+1 == len(s) {
		return false
	}
	return strings.Trim(strings.TrimPrefix(s[amp+1:], "#"), "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// opens gives the offset of the sign by which a line would start a block, a
// list, heading, quote, fence or rule, or -1.
func opens(line string) int {
	if line == "" {
		return -1
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	rest := line[digits:]
	if digits > 0 {
		if digits <= 9 && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, ")")) && blank(rest[1:]) {
			return digits
		}
		return -1
	}
	switch line[0] {
	case '#', '>', '=', '~':
		return 0
	case '-', '+':
		if blank(line[1:]) || line[1] == '-' || line[1] == ':' {
			return 0
		}
	case ':': // the line of dashes of a table
		return 0
	}
	return -1
}

// blank reports whether s is empty or begins with white space.
func blank(s string) bool { return s == "" || s[0] == ' ' || s[0] == '\t' }
