package say

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"

	"sibaq/knowledge"
)

// The invisible characters that direct text.
const (
	RLM = "\u200f" // right-to-left mark: makes a line that begins with a Latin word an Arabic line
	LRM = "\u200e" // left-to-right mark, the same for English lines
	FSI = "\u2068" // first strong isolate: what follows has a direction of its own …
	PDI = "\u2069" // … up to here
	wj  = "\u2060" // word joiner: no line ends here
)

// Line starts every line of s with the mark that makes it a line of lang:
// RLM before Arabic, and LRM before an English line whose first letter is
// Arabic. Empty lines stay empty.
func Line(lang knowledge.Lang, s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		switch {
		case strings.TrimSpace(l) == "":
		case lang == knowledge.Arabic:
			lines[i] = RLM + l
		case firstStrong(l) == rightToLeft:
			lines[i] = LRM + l
		}
	}
	return strings.Join(lines, "\n")
}

// Digits are the digits in which Words gives numbers.
type Digits int

// The two sets of digits that Arabic is written in. English has Western ones
// always.
const (
	Western Digits = iota
	ArabicIndic
)

// With returns the same words with other digits. They are for our own numbers:
// counts, pages, places, dates. What people wrote, names, addresses and ids keep
// the digits that they have.
func (w Words) With(d Digits) Words {
	w.digits = d
	return w
}

// Number writes a number in the words' digits.
func (w Words) Number(n int) string { return w.inDigits(strconv.Itoa(n)) }

// ISODate writes a date in the words' digits: "2024-06"; "" for no date.
func (w Words) ISODate(d knowledge.Date) string { return w.inDigits(d.String()) }

func (w Words) inDigits(s string) string {
	if w.digits != ArabicIndic || w.lang != knowledge.Arabic {
		return s
	}
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return '٠' + r - '0'
		}
		return r
	}, s)
}

// Isolate wraps the runs of s that read against the direction of lang, in an
// Arabic text names in Latin letters, numbers with their units and dates, in an
// English text Arabic words, so that each keeps its inner order and its place.
// Give it plain text: escape Markdown afterwards, and never pass a URL.
func Isolate(lang knowledge.Lang, s string) string {
	against := leftToRight
	if lang == knowledge.English {
		against = rightToLeft
	}
	var b strings.Builder
	rs := []rune(s)
	for i := 0; i < len(rs); {
		if stop := runFrom(rs, i, against); stop > i {
			run := string(rs[i:stop])
			if needsIsolate(rs[i:stop]) {
				run = FSI + run + PDI
			}
			b.WriteString(run)
			i = stop
			continue
		}
		b.WriteRune(rs[i])
		i++
	}
	return b.String()
}

var isoDate = regexp.MustCompile(`\b\d{4}-\d\d(-\d\d)?\b`)

// Dates keeps the dates of s whole where a line ends: Chromium, and so Discord
// on a desktop, else ends one behind a hyphen of "2024-06-03". Isolate first.
func Dates(s string) string { return isoDate.ReplaceAllStringFunc(s, Whole) }

// Whole keeps all that hyphens join whole where a line ends.
func Whole(s string) string { return strings.ReplaceAll(s, "-", "-"+wj) }

// Label directs the text of a link, which cannot hold isolates: marks keep names,
// the commas between them and dates in the order of lang ("MIT Technology
// Review، 2024-06").
func Label(lang knowledge.Lang, s string) string {
	mark, comma := RLM, "، "
	if lang == knowledge.English {
		mark, comma = LRM, ", "
		if !strings.ContainsFunc(s, func(r rune) bool { return directionOf(r) == rightToLeft }) {
			return Dates(s)
		}
	}
	s = strings.ReplaceAll(s, comma, comma+mark)
	return mark + isoDate.ReplaceAllStringFunc(s, func(d string) string { return LRM + Whole(d) })
}

var (
	latinCommand  = regexp.MustCompile("`/[a-z]+`")
	arabicCommand = regexp.MustCompile(`\x60/[\p{Arabic}-]+\x60`)
)

// Ours is [Line] for our own Markdown: commands of the other script keep their
// slash in front.
func Ours(lang knowledge.Lang, s string) string {
	against := latinCommand
	if lang == knowledge.English {
		against = arabicCommand
	}
	return Line(lang, against.ReplaceAllString(s, FSI+"$0"+PDI))
}

var leansOnText = regexp.MustCompile(`(?m)(^|[\s(،«])(--|-\d|/[a-z]|\[\^|\d{4}-\d\d)`)

// Terminal is [Line] for our own words on a terminal, where isolates may show
// as boxes: a mark keeps a date, a flag, a command or a footnote's label behind
// Arabic words from being shown backwards ("06-2024", "json--", "[mit^]").
func Terminal(lang knowledge.Lang, s string) string {
	if lang == knowledge.Arabic {
		s = leansOnText.ReplaceAllString(s, "${1}"+LRM+"$2")
	}
	return Line(lang, s)
}

type direction int

const (
	neutral direction = iota
	leftToRight
	rightToLeft
	number
)

func directionOf(r rune) direction {
	p, _ := bidi.LookupRune(r)
	switch p.Class() {
	case bidi.L:
		return leftToRight
	case bidi.R, bidi.AL:
		return rightToLeft
	case bidi.EN, bidi.AN:
		return number
	}
	return neutral
}

func firstStrong(s string) direction {
	for _, r := range s {
		if d := directionOf(r); d == leftToRight || d == rightToLeft {
			return d
		}
	}
	return neutral
}

// runFrom returns the end of the run against the text's direction that begins
// at rs[i], or i where none begins. A run goes on over one space, or over
// punctuation with no space around it ("GPT-4", "2024-06", "H100/H800"), as
// long as letters or digits follow; brackets, a comma before a space and a
// number that the Arabic around it counts with end it, and so does a full stop
// unless it abbreviates ("Glenn K. Lockwood", "U.S. law").
func runFrom(rs []rune, i int, against direction) int {
	inRun := func(k int) bool {
		if k >= len(rs) {
			return false
		}
		d := directionOf(rs[k])
		return d == against || d == number && against == leftToRight ||
			against == rightToLeft && unicode.Is(unicode.Mn, rs[k])
	}
	start := i
	if against == leftToRight && strings.ContainsRune("$€£¥₩~≈±+-−#@^", rs[i]) &&
		(i == 0 || directionOf(rs[i-1]) == neutral) { // a dash that touches a word is its hyphen
		start++
	}
	if !inRun(start) || (against == rightToLeft && unicode.Is(unicode.Mn, rs[start])) {
		return i
	}
	stop := start
	for {
		for inRun(stop) {
			stop++
		}
		for stop < len(rs) && against == leftToRight && strings.ContainsRune("%٪°+$€£¥", rs[stop]) {
			stop++ // a unit that follows its number
		}
		k := stop
		for k < len(rs) && k-stop < 3 && strings.ContainsRune(".,:/-–_'’&+*·×٫٬@#~", rs[k]) {
			k++
		}
		space := k < len(rs) && rs[k] == ' '
		if space && (k == stop && !(against == leftToRight && counts(rs[k+1:])) || k == stop+1 && abbreviates(rs[max(start, k-5):k])) {
			k++
		}
		if against == rightToLeft && k > stop {
			k = pastNumber(rs, k)
		}
		if k == stop || !inRun(k) {
			return stop
		}
		stop = k
	}
}

// counts reports whether rs begins with a number that belongs to the Arabic
// text and not to the Latin name before it: "Kling 60 مليونًا" is Kling and
// sixty millions, "Kling 2.6 في ديسمبر" a version of Kling. Within one isolate
// the number would stand on the far side of the name, away from what it counts.
// Arabic-Indic digits are Arabic text already.
func counts(rs []rune) bool {
	k := 0
	for k < len(rs) && (directionOf(rs[k]) == number || k > 0 && strings.ContainsRune(".,٫٬", rs[k])) {
		k++
	}
	switch {
	case k == 0:
		return false
	case unicode.Is(unicode.Arabic, rs[0]) || k < len(rs) && strings.ContainsRune("%٪", rs[k]):
		return true
	case k == len(rs) || rs[k] != ' ':
		return false
	}
	word := strings.Map(letter, string(rs[k+1:min(len(rs), k+longestCounted)]))
	word, _, _ = strings.Cut(word, " ")
	return counted[strings.TrimSuffix(word, "ا")] || counted[word]
}

// longestCounted is more than the longest word of counted, with its vowel
// signs and the space after it.
const longestCounted = 16

// letter drops what is no letter or space: vowel signs and punctuation.
func letter(r rune) rune {
	if unicode.IsLetter(r) || r == ' ' {
		return r
	}
	return -1
}

// counted are words that a number stands before to count them, without vowel
// signs and without the alef of the accusative.
var counted = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("ألف آلاف مليون ملايين مليار مليارات بليون تريليون تريليونات بالمئة بالمائة" +
		" ثانية ثوان ثواني دقيقة دقائق ساعة ساعات يوم أيام شهر أشهر شهور عام أعوام سنة سنوات" +
		" دولار دولارات يورو يوان ريال درهم جنيه دينار رمز رموز لغة لغات معامل مستخدم مستخدمين نموذج نماذج شريحة رقاقة جهاز إطار مرة مرات") {
		m[w] = true
	}
	return m
}()

// pastNumber returns where the letters begin behind a number at rs[k] and one
// space, or k: a number among Arabic words belongs to them.
func pastNumber(rs []rune, k int) int {
	i := k
	for i < len(rs) && (directionOf(rs[i]) == number || i > k && strings.ContainsRune(".,٫٬%٪", rs[i])) {
		i++
	}
	if i == k || i == len(rs) || rs[i] != ' ' {
		return k
	}
	return i + 1
}

var abbreviation = regexp.MustCompile(`(^|[^\pL\pN])(\pL|vs|Dr|Mr|Ms|Mrs|St|No)\.$`)

// abbreviates reports whether the full stop that ends a Latin text is that of
// an initial or of an abbreviation before a name. Five characters tell.
func abbreviates(text []rune) bool { return abbreviation.MatchString(string(text)) }

// needsIsolate is false for a bare number, which any text keeps in order.
func needsIsolate(run []rune) bool {
	for _, r := range run {
		if directionOf(r) != number {
			return true
		}
	}
	return false
}

// Strip removes from text that users or files bring in what could change how
// the text around it is shown: direction controls and marks, control
// characters, invisible spacers and tag characters. Line breaks stay; a tab
// becomes a space. The joiners U+200C and U+200D stay: Persian words and
// emoji are spelled with them. Bytes that are no UTF-8 become U+FFFD.
func Strip(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\r', r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Cc, r), directs(r), isMark(r),
			r == '\u200b', r == '\u2060', r == '\ufeff', r == '\u00ad', r == '\u115f', r == '\u1160', r == '\u3164',
			r >= '\u2061' && r <= '\u2064', r >= '\U000E0000' && r <= '\U000E007F':
			return -1
		}
		return r
	}, s)
}

// OneLine is a text that others wrote, for a line of a terminal: line breaks and
// tabs are spaces, and what a terminal would obey is left out.
func OneLine(s string) string { return plain(s) }

// plain makes one line of a text for a terminal: line breaks become spaces;
// control characters and direction overrides, which a terminal would obey, go;
// all else stays byte for byte.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return ' '
		case unicode.Is(unicode.Cc, r), directs(r):
			return -1
		}
		return r
	}, s)
}

// directs reports the embedding, override and isolate controls.
func directs(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

func isMark(r rune) bool { return r == '\u200e' || r == '\u200f' || r == '\u061c' }

var names = map[rune]string{
	'\u061c': "ALM", '\u200b': "ZWSP", '\u200c': "ZWNJ", '\u200d': "ZWJ", '\u200e': "LRM", '\u200f': "RLM",
	'\u202a': "LRE", '\u202b': "RLE", '\u202c': "PDF", '\u202d': "LRO", '\u202e': "RLO",
	'\u2060': "WJ", '\u2066': "LRI", '\u2067': "RLI", '\u2068': "FSI", '\u2069': "PDI",
	'\u00a0': "NBSP", '\u00ad': "SHY", '\ufeff': "BOM", '\x1b': "ESC",
}

// Show writes invisible characters by name, "<RLM>", "<FSI>", "<U+0007>", so
// that an expected text in a test file shows what a person cannot see.
func Show(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch name, ok := names[r]; {
		case ok:
			b.WriteString("<" + name + ">")
		case r != '\n' && (unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)):
			fmt.Fprintf(&b, "<U+%04X>", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
