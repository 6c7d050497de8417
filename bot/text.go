package bot

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

// Discord's limits on what a message holds, in characters.
const (
	maxTitle       = 256
	maxDescription = 4096
	maxFooter      = 2048
	maxEmbeds      = 6000 // all embeds of a message together
	maxCustomID    = 100
	maxChoice      = 100
	maxChoices     = 25
	maxLabel       = 80
	maxInRow       = 5
	maxRows        = 5
)

// size counts characters as UTF-16 code units, the strictest way that any
// part of Discord counts them.
func size(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x10000 {
			n++
		}
	}
	return n
}

// flat makes one line of a text that a user or a file brings in, without
// anything that could change how its surroundings are shown. It is for places
// where Discord reads no Markdown: footers, labels, choices.
func flat(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(say.Strip(s), "\n", " "))
}

// inline is flat for places where Discord does read Markdown: the text shows
// exactly as it is, in the direction of lang, and can neither format, link,
// mention nor start a list.
func inline(lang knowledge.Lang, s string) string {
	return escape(say.Dates(say.Isolate(lang, flat(s))))
}

// bold is inline with parts of a flat text emphasised, which are in order.
// Emphasis neither crosses the border of an isolate nor stands around nothing.
func bold(lang knowledge.Lang, s string, parts []knowledge.Span) string {
	if len(parts) == 0 {
		return escape(say.Isolate(lang, s))
	}
	const begin, end = '\x02', '\x03' // which flat lets nobody bring in
	marked := func(at int) bool {
		for len(parts) > 0 && parts[0].Stop <= at {
			parts = parts[1:]
		}
		return len(parts) > 0 && parts[0].Start <= at
	}
	var b strings.Builder
	at, on := 0, false
	spaces := "" // that may turn out to stand between two parts
	turn := func(to bool) {
		if on && !to {
			b.WriteRune(end)
		}
		b.WriteString(spaces)
		if to && !on {
			b.WriteRune(begin)
		}
		spaces, on = "", to
	}
	for _, r := range say.Isolate(lang, s) {
		switch mark := string(r); {
		case mark == say.FSI || mark == say.PDI:
			turn(false)
			b.WriteRune(r)
			continue
		case r == ' ' && on:
			spaces += " "
		default:
			turn(r != ' ' && marked(at))
			b.WriteRune(r)
		}
		at += utf8.RuneLen(r)
	}
	turn(false)
	return strings.NewReplacer(string(begin), "**", string(end), "**").Replace(escape(b.String()))
}

// strong emphasises a rendered text, if there is any.
func strong(rendered string) string {
	if rendered == "" {
		return ""
	}
	return "**" + rendered + "**"
}

// heading is a rendered text above others.
func heading(rendered string) string {
	if rendered == "" {
		return ""
	}
	return "__**" + rendered + "**__"
}

// line is an inline text that stands alone on its line.
func line(lang knowledge.Lang, s string) string { return say.Line(lang, inline(lang, s)) }

const zeroWidthSpace = "\u200b"

// unping keeps a text without Markdown from pinging anyone, whoever reads it.
func unping(s string) string { return strings.ReplaceAll(s, "@", "@"+zeroWidthSpace) }

// escape disarms Discord's Markdown in one line of text. A backslash is
// enough for all but mentions, which other programs that read the message
// find without reading Markdown; these are broken by an invisible space.
func escape(s string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	start := true // nothing but invisible marks so far
	var before rune
	for i, r := range s {
		rest := s[i+utf8.RuneLen(r):]
		switch r {
		case '\\', '*', '_', '~', '`', '|', '<', '[', ']':
			b.WriteByte('\\')
		case '#', '-', '+', '>':
			if start {
				b.WriteByte('\\')
			}
		case ':':
			// "https://…" links itself and ":name:" becomes a picture.
			if next, _ := utf8.DecodeRuneInString(rest); next != utf8.RuneError && !unicode.IsSpace(next) {
				b.WriteByte('\\')
			}
		case '.', ')':
			if (rest == "" || rest[0] == ' ') && numbered(s[:i]) {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
		if r == '@' && (before == '<' || strings.HasPrefix(rest, "everyone") || strings.HasPrefix(rest, "here")) {
			b.WriteString(zeroWidthSpace)
		}
		if !unicode.Is(unicode.Cf, r) {
			start, before = false, r
		}
	}
	return b.String()
}

// plainly undoes escape, Line and Isolate: it gives back a flat text from how
// it was shown.
func plainly(shown string) string {
	return say.Strip(escapes.ReplaceAllString(shown, "$1"))
}

var escapes = regexp.MustCompile(`\\([^0-9A-Za-z\s])`)

// langOf is the language in whose direction a text reads: that of its first
// letter.
func langOf(text string) knowledge.Lang {
	for _, r := range text {
		if isLetter(r) {
			if unicode.Is(unicode.Arabic, r) {
				return knowledge.Arabic
			}
			break
		}
	}
	return knowledge.English
}

func isLetter(r rune) bool { return unicode.IsLetter(r) }

// hasArabic reports whether a text has a letter of the Arabic script.
func hasArabic(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) })
}

// numbered reports whether a line so far is a number alone, which a dot would
// make the head of a list.
func numbered(s string) bool {
	if len(s) > 32 {
		return false
	}
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.Is(unicode.Cf, r) })
	return s != "" && strings.Trim(s, "0123456789") == ""
}

const ellipsis = "…"

// fit makes a text flat and cuts it so that render of it has at most max
// characters: between words where there are any, never inside what a reader
// sees as one character, and with an ellipsis for what is missing. What render
// returns must be no shorter than what it is given.
func fit(s string, max int, render func(string) string) string {
	s = flat(s)
	n := room(s, max, loose, render)
	if n == len(s) {
		return render(s)
	}
	if n > 0 {
		return render(cutAt(s, n, loose))
	}
	if out := render(ellipsis); size(out) <= max {
		return out
	}
	return ""
}

// loose are characters that need not stand before an ellipsis.
const loose = " ،,;؛"

// cutAt is the first n bytes of s without what is loose at their end, and an
// ellipsis for the rest.
func cutAt(s string, n int, loose string) string { return strings.TrimRight(s[:n], loose) + ellipsis }

// room is how many bytes of a flat text, cut by cutAt, render makes at most max
// characters of; all of them where it needs no cut.
func room(s string, max int, loose string, render func(string) string) int {
	// Twice as much as fits is enough to see where graphemes end.
	all := len(s)
	s, whole := head(s, 2*max)
	total := size(render(s))
	if whole && total <= max {
		return all
	}
	ends := []int{0} // where graphemes end
	for at, state, rest := 0, -1, s; rest != ""; {
		var g string
		g, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		at += len(g)
		ends = append(ends, at)
	}
	low := most(len(ends)-1, max, total, func(n int) int { return size(render(s[:ends[n]] + ellipsis)) })
	for ; low > 0; low-- {
		cut := ends[low]
		if word := lastWordEnd(s[:cut], s[cut:]); word > cut/2 {
			cut = word
		}
		if size(render(cutAt(s, cut, loose))) <= max {
			return cut
		}
	}
	return 0
}

// most is about the most of n things whose size is at most max; total is the
// size of all. Rendered texts grow evenly, so a guess is seldom far off.
func most(n, max, total int, sizeOf func(int) int) int {
	const near = 12 // as good as exact
	low, high, lowSize, highSize := 0, n, 0, total
	for tries := 0; high-low > 1 && max-lowSize > near; tries++ {
		mid := (low + high) / 2
		if tries < 5 && highSize > lowSize {
			mid = min(high-1, low+1+(high-low)*(max-lowSize)/(highSize-lowSize))
		}
		if s := sizeOf(mid); s <= max {
			low, lowSize = mid, s
		} else {
			high, highSize = mid, s
		}
	}
	if high == n && low < n && sizeOf(n) <= max {
		return n
	}
	return low
}

// pieces cuts a text like fit, into as many parts as it takes to show all of
// it. render is told where in the flat text its part begins.
func pieces(s string, max int, render func(part string, at int) string) []string {
	s = flat(s)
	var out []string
	for at, lead := 0, ""; ; lead = ellipsis {
		rest := strings.TrimLeft(s[at:], " ")
		at = len(s) - len(rest)
		show := func(part string) string { return render(lead+part, at-len(lead)) }
		n := room(rest, max, " ", show)
		if n == len(rest) {
			return append(out, show(rest))
		}
		if n == 0 { // not even one character has room
			return out
		}
		out = append(out, show(cutAt(rest, n, " ")))
		at += n
	}
}

// head is the beginning of s, of at most max characters, and whether that is
// all of it.
func head(s string, max int) (string, bool) {
	n := 0
	for i, r := range s {
		if n++; r >= 0x10000 {
			n++
		}
		if n > max {
			return s[:i], false
		}
	}
	return s, true
}

// lastWordEnd is where the last whole word of cut ends, given what follows it.
func lastWordEnd(cut, rest string) int {
	if next, _ := utf8.DecodeRuneInString(rest); unicode.IsSpace(next) {
		return len(cut)
	}
	return strings.LastIndexFunc(cut, unicode.IsSpace)
}

// same renders a text as itself.
func same(s string) string { return s }

// maxURL is how long an address may be to become a link; a longer one would
// leave no room for what it proves.
const maxURL = 400

// link is a masked link, or its label alone where the address is none that
// may be linked. The label cannot hold an address: Discord would show such a
// link as it is written.
func link(lang knowledge.Lang, label, address string) string {
	label = flat(label)
	for _, scheme := range []string{"https://", "http://"} {
		label = strings.ReplaceAll(label, scheme, "")
	}
	text := fit(label, 200, func(s string) string { return escape(say.Label(lang, s)) })
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || !isHost(u.Hostname()) || u.User != nil {
		return say.FSI + text + say.PDI
	}
	target := linkSafe.Replace(u.String())
	if size(target) > maxURL || strings.ContainsFunc(target, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
	}) {
		return say.FSI + text + say.PDI
	}
	return say.FSI + "[" + text + "](" + target + ")" + say.PDI
}

// isHost reports whether a text can be the name of a computer, in any script.
func isHost(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune("-._:", r)
	})
}

// linkSafe keeps an address from ending its masked link early.
var linkSafe = strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D",
	"\\", "%5C", "`", "%60", "|", "%7C", "*", "%2A", "~", "%7E", "@", "%40")
