package local

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// node is a piece of a text as Discord shows it. The page makes one element of
// each and sets texts as texts, so nothing in a message can become HTML.
type node struct {
	Kind string `json:"kind"`           // one of those below
	Text string `json:"text,omitempty"` // of text, code, pre, mention, emoji and time
	Href string `json:"href,omitempty"` // of a link: http, https, or "#m-ID" for a message of this channel
	N    int    `json:"n,omitempty"`    // level of a heading, 1 to 3; first number of an ordered list
	In   []node `json:"in,omitempty"`
}

const (
	kindText    = "text"
	kindStrong  = "strong"
	kindEm      = "em"
	kindUnder   = "u"
	kindStrike  = "s"
	kindCode    = "code"
	kindPre     = "pre"
	kindSpoiler = "spoiler"
	kindLink    = "link"
	kindMention = "mention"
	kindEmoji   = "emoji"
	kindTime    = "time" // Unix seconds
	kindHeading = "h"
	kindSmall   = "small"
	kindQuote   = "quote"
	kindBullets = "ul"
	kindNumbers = "ol"
	kindItem    = "li"
)

// parse reads Discord's Markdown: all of it, or, for titles and names of fields,
// only what shows in them, which is neither blocks nor links.
func parse(s string, all bool) []node {
	p := &parser{src: s, blocks: all, links: all}
	p.read()
	return p.out
}

// deepest is how deep formatting is read into; what is deeper shows as written.
// Discord stops somewhere, too, and a page must not fall over a message.
const deepest = 24

type parser struct {
	src    string
	at     int
	blocks bool // headings, lists and quotes are read
	links  bool
	quoted bool // within a quote, where no other begins
	depth  int
	out    []node
	text   strings.Builder // not yet in out
}

func (p *parser) read() {
	for p.at < len(p.src) {
		if p.blocks && p.lineStart() && p.block() {
			continue
		}
		if p.inline() {
			continue
		}
		_, n := utf8.DecodeRuneInString(p.src[p.at:])
		p.text.WriteString(p.src[p.at : p.at+n])
		p.at += n
	}
	p.flush()
}

func (p *parser) rest() string { return p.src[p.at:] }

func (p *parser) lineStart() bool { return p.at == 0 || p.src[p.at-1] == '\n' }

func (p *parser) flush() {
	if p.text.Len() > 0 {
		p.out = append(p.out, node{Kind: kindText, Text: p.text.String()})
		p.text.Reset()
	}
}

// add ends the text so far and puts n after it, having read as much of the source.
func (p *parser) add(n node, read int) bool {
	p.flush()
	p.out = append(p.out, n)
	p.at += read
	return true
}

// within reads a part of the source by itself.
func (p *parser) within(s string, blocks bool) []node {
	if p.depth == deepest {
		return []node{{Kind: kindText, Text: s}}
	}
	q := &parser{src: s, blocks: blocks, links: p.links, quoted: p.quoted, depth: p.depth + 1}
	q.read()
	return q.out
}

var (
	heading  = regexp.MustCompile(`^(#{1,3}) +([^\n]+)(?:\n|$)`)
	small    = regexp.MustCompile(`^-# +([^\n]+)(?:\n|$)`)
	quote    = regexp.MustCompile(`^(?: *> [^\n]*(?:\n|$))+`)
	quoteAll = regexp.MustCompile(`^ *>>> ([\s\S]+)`)
	quoting  = regexp.MustCompile(`(?m)^ *> `)
	item     = regexp.MustCompile(`^( {0,10})([-*]|\d{1,10}\.) +([^\n]+)(?:\n|$)`)
)

// block reads what can only begin a line.
func (p *parser) block() bool {
	s := p.rest()
	if m := heading.FindStringSubmatch(s); m != nil {
		return p.add(node{Kind: kindHeading, N: len(m[1]), In: p.within(strings.TrimSpace(m[2]), false)}, len(m[0]))
	}
	if m := small.FindStringSubmatch(s); m != nil {
		return p.add(node{Kind: kindSmall, In: p.within(m[1], false)}, len(m[0]))
	}
	if !p.quoted {
		inner, read := "", 0
		if m := quoteAll.FindStringSubmatch(s); m != nil {
			inner, read = m[1], len(m[0])
		} else if m := quote.FindString(s); m != "" {
			inner, read = strings.TrimSuffix(quoting.ReplaceAllString(m, ""), "\n"), len(m)
		}
		if read > 0 {
			p.quoted = true
			in := p.within(inner, true)
			p.quoted = false
			return p.add(node{Kind: kindQuote, In: in}, read)
		}
	}
	if list, read := p.list(s, p.depth); read > 0 {
		return p.add(list, read)
	}
	return false
}

// list reads the items at the indent of the first one, each with the deeper
// items that follow it. It says how much it has read, 0 for no list.
func (p *parser) list(s string, depth int) (node, int) {
	first := item.FindStringSubmatch(s)
	if first == nil || depth == deepest {
		return node{}, 0
	}
	indent := len(first[1])
	out := node{Kind: kindBullets}
	numbered := func(mark string) bool { return strings.HasSuffix(mark, ".") }
	if numbered(first[2]) {
		out.Kind = kindNumbers
		out.N, _ = strconv.Atoi(strings.TrimSuffix(first[2], ".")) // ten digits at most
	}
	read := 0
	for {
		m := item.FindStringSubmatch(s[read:])
		if m == nil || len(m[1]) < indent || len(m[1]) < indent+2 && numbered(m[2]) != numbered(first[2]) {
			return out, read
		}
		if len(m[1]) >= indent+2 {
			inner, n := p.list(s[read:], depth+1)
			if n == 0 {
				return out, read
			}
			last := &out.In[len(out.In)-1]
			last.In = append(last.In, inner)
			read += n
			continue
		}
		out.In = append(out.In, node{Kind: kindItem, In: p.within(m[3], false)})
		read += len(m[0])
	}
}

var (
	fence     = regexp.MustCompile("^```(?:([A-Za-z0-9_+.#-]+)\n)?\n*([^\n][\\s\\S]*?)\n*```")
	mentioned = regexp.MustCompile(`^(?:<(?:@[!&]?|#)\d+>|</[-_'\pL\pN ]+:\d+>|@everyone|@here)`)
	emoji     = regexp.MustCompile(`^<a?:(\w+):\d+>`)
	moment    = regexp.MustCompile(`^<t:(-?\d{1,13})(?::[tTdDfFR])?>`)
	autolink  = regexp.MustCompile(`^<([^: >]+:/[^ >]+)>`)
	bareURL   = regexp.MustCompile(`^https?://[^\s<]+[^<.,:;"'\]\s]`)
	titled    = regexp.MustCompile(`\s+['"][\s\S]*['"]$`) // what follows an address in a link
	schemes   = regexp.MustCompile(`(?i)https?://`)
)

// inline reads formatting, links and the like where the source now is.
func (p *parser) inline() bool {
	s := p.rest()
	switch s[0] {
	case '\\':
		r, n := utf8.DecodeRuneInString(s[1:])
		if n == 0 || r < utf8.RuneSelf && (isWord(byte(r)) && r != '_') || unicode.IsSpace(r) {
			return false
		}
		p.text.WriteString(s[1 : 1+n])
		p.at += 1 + n
		return true
	case '`':
		if m := fence.FindStringSubmatch(s); m != nil {
			return p.add(node{Kind: kindPre, Text: m[2]}, len(m[0]))
		}
		return p.code(s)
	case '*':
		if in, n := span(s, "**", '*'); n > 0 {
			return p.add(node{Kind: kindStrong, In: p.within(in, false)}, n)
		}
		if in, n := emphasis(s, '*'); n > 0 {
			return p.add(node{Kind: kindEm, In: p.within(in, false)}, n)
		}
	case '_':
		if in, n := span(s, "__", '_'); n > 0 {
			return p.add(node{Kind: kindUnder, In: p.within(in, false)}, n)
		}
		if in, n := emphasis(s, '_'); n > 0 && (n == len(s) || !isWord(s[n])) {
			return p.add(node{Kind: kindEm, In: p.within(in, false)}, n)
		}
	case '~':
		if in, n := span(s, "~~", 0); n > 0 {
			return p.add(node{Kind: kindStrike, In: p.within(in, false)}, n)
		}
	case '|':
		if in, n := span(s, "||", 0); n > 0 {
			return p.add(node{Kind: kindSpoiler, In: p.within(in, false)}, n)
		}
	case '<', '@':
		return p.angled(s)
	case '[':
		return p.links && p.masked(s)
	case 'h':
		if m := balanced(bareURL.FindString(s)); m != "" && p.links {
			if href, ok := target(m); ok {
				return p.add(node{Kind: kindLink, Href: href, In: []node{{Kind: kindText, Text: m}}}, len(m))
			}
		}
	}
	return false
}

// code reads a run of backquotes with what stands before the next run as long.
func (p *parser) code(s string) bool {
	run := len(s) - len(strings.TrimLeft(s, "`"))
	for at := run; at < len(s); {
		i := strings.IndexByte(s[at:], '`')
		if i < 0 {
			break
		}
		at += i
		n := len(s[at:]) - len(strings.TrimLeft(s[at:], "`"))
		if n == run && at > run {
			return p.add(node{Kind: kindCode, Text: strings.TrimSpace(s[run:at])}, at+run)
		}
		at += n
	}
	p.text.WriteString(s[:run])
	p.at += run
	return true
}

// longestAngled is more than what stands in angle brackets, in bytes. Without a
// limit a text of such brackets alone takes a third of a second.
const longestAngled = 600

// angled reads mentions, pictures of a server, times and links in angle brackets.
func (p *parser) angled(s string) bool {
	s = s[:min(len(s), longestAngled)]
	if m := mentioned.FindString(s); m != "" {
		return p.add(node{Kind: kindMention, Text: m}, len(m))
	}
	if m := emoji.FindStringSubmatch(s); m != nil {
		return p.add(node{Kind: kindEmoji, Text: ":" + m[1] + ":"}, len(m[0]))
	}
	if m := moment.FindStringSubmatch(s); m != nil {
		return p.add(node{Kind: kindTime, Text: m[1]}, len(m[0]))
	}
	if m := autolink.FindStringSubmatch(s); m != nil && p.links {
		if href, ok := target(m[1]); ok {
			return p.add(node{Kind: kindLink, Href: href, In: []node{{Kind: kindText, Text: m[1]}}}, len(m[0]))
		}
	}
	return false
}

// masked reads a link with a label. A label that holds an address is none:
// Discord shows such a link as it is written.
func (p *parser) masked(s string) bool {
	label, rest, ok := bracketed(s, '[', ']')
	if !ok || !strings.HasPrefix(rest, "(") {
		return false
	}
	address, rest, ok := bracketed(rest, '(', ')')
	if !ok || strings.TrimSpace(label) == "" || schemes.MatchString(label) {
		return false
	}
	address = strings.TrimSpace(address)
	if title := titled.FindStringIndex(address); title != nil {
		address = address[:title[0]]
	}
	href, ok := target(strings.TrimSuffix(strings.TrimPrefix(address, "<"), ">"))
	if !ok {
		return false
	}
	p.links = false // none within another
	in := p.within(label, false)
	p.links = true
	return p.add(node{Kind: kindLink, Href: href, In: in}, len(s)-len(rest))
}

// bracketed is what stands between a bracket and the one that closes it.
func bracketed(s string, open, shut byte) (in, rest string, ok bool) {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case open:
			depth++
		case shut:
			if depth--; depth == 0 {
				return s[1:i], s[i+1:], true
			}
		}
	}
	return "", s, false
}

// target is an address that may be linked to.
func target(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsFunc(address, unicode.IsSpace) {
		return "", false
	}
	return u.String(), true
}

// balanced leaves a bracket that closes nothing out of an address in a text.
func balanced(address string) string {
	for strings.HasSuffix(address, ")") && strings.Count(address, "(") < strings.Count(address, ")") {
		address = strings.TrimSuffix(address, ")")
	}
	return address
}

// span reads what stands between a mark and the next one that no byte of not
// follows. 0 for none.
func span(s, mark string, not byte) (in string, read int) {
	if !strings.HasPrefix(s, mark) {
		return "", 0
	}
	for i := len(mark); i < len(s); i++ {
		if s[i] == '\\' && not != 0 {
			i++
			continue
		}
		end := i + len(mark)
		if i > len(mark) && strings.HasPrefix(s[i:], mark) && (not == 0 || end == len(s) || s[end] != not) {
			return s[len(mark):i], end
		}
	}
	return "", 0
}

// emphasis reads what stands between two single marks, passing over double ones.
func emphasis(s string, mark byte) (in string, read int) {
	if len(s) < 3 || mark == '*' && (isSpace(s[1]) || s[1] == '*') {
		return "", 0
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] != mark:
		case i+1 < len(s) && s[i+1] == mark:
			i++
		case i == 1 || mark == '*' && isSpace(s[i-1]):
			return "", 0
		default:
			return s[1:i], i + 1
		}
	}
	return "", 0
}

func isSpace(b byte) bool { return b == ' ' || b == '\n' || b == '\t' }

func isWord(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}
