// Package fold makes spellings equal that people mean as one.
//
// Arabic is typed with and without hamza seats, diacritics and tatweel, with
// Persian or Urdu letters, with Arabic-Indic digits; PDF readers add
// presentation forms and direction marks. Word folds one word, Text a whole
// text into words parted by single spaces, which is the key by which names and
// aliases are equal, and Words gives that text word by word. All are
// idempotent and never fail: bytes that are no UTF-8 are dropped.
//
// Folding joins spellings, never words: prefixes, suffixes and plurals are the
// business of package index. The package is a leaf, so that knowledge finds
// names that clash by the very rule by which index matches them.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Word folds one word: compatibility forms become plain, diacritics, tatweel,
// Quranic marks and invisible marks go, the variants of alef, hamza, yeh, kaf,
// heh and ta marbuta become one letter each, letters for foreign sounds become
// the plain ones that most people type for them, digits become ASCII, thousands
// separators between digits go, case and Latin accents go.
func Word(w string) string {
	if s, ok := short(w); ok {
		return s
	}
	// NFKC first, since ligatures and presentation forms hide letters; then
	// NFD, so that what is left of marks stands apart and can be dropped.
	s := norm.NFD.String(norm.NFKC.String(strings.ToValidUTF8(w, "")))
	rs := make([]rune, 0, len(s))
	for _, r := range s {
		if r = letter(r); r >= 0 {
			rs = append(rs, r)
		}
	}
	// Lower-casing and dropping can leave pairs that compose: settle them.
	return norm.NFC.String(string(separators(rs)))
}

// separators makes ٫ between digits a point and drops the separators of
// thousands: ٬ always, a comma where exactly three digits follow.
func separators(rs []rune) []rune {
	rs = replace(rs, func(r rune, _ []rune) rune {
		switch r {
		case '٬':
			return -1
		case '٫':
			return '.'
		}
		return r
	})
	return replace(rs, func(r rune, after []rune) rune {
		if r == ',' && thousand(after) {
			return -1
		}
		return r
	})
}

// replace gives rs with each code point between two digits replaced by what
// with says; -1 drops it.
func replace(rs []rune, with func(r rune, after []rune) rune) []rune {
	out := make([]rune, 0, len(rs))
	for i, r := range rs {
		if i > 0 && i+1 < len(rs) && digit(rs[i-1]) && digit(rs[i+1]) {
			if r = with(r, rs[i+1:]); r < 0 {
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

// thousand reports whether rs begins with three digits and no more.
func thousand(rs []rune) bool {
	return len(rs) >= 3 && digit(rs[1]) && digit(rs[2]) && (len(rs) == 3 || !digit(rs[3]))
}

// letter folds one decomposed code point; -1 drops it.
func letter(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ', 'ٲ', 'ٳ':
		return 'ا'
	case 'ؤ', 'ۄ', 'ۆ', 'ۇ', 'ۈ', 'ۋ':
		return 'و'
	case 'ئ', 'ى', 'ی', 'ۍ', 'ێ', 'ې', 'ۑ', 'ے', 'ۓ':
		return 'ي'
	case 'ة', 'ۃ', 'ہ', 'ۂ', 'ھ', 'ە', 'ۀ', 'ۿ':
		return 'ه'
	case 'ک', 'ڪ', 'ګ', 'ڬ', 'ڮ', 'گ':
		return 'ك'
	case 'ڤ', 'ڥ': // the v of foreign names, as in نڤيديا
		return 'ف'
	case 'پ':
		return 'ب'
	case 'چ', 'ژ':
		return 'ج'
	case 'ڨ': // the g of Tunisia and Algeria
		return 'ق'
	case 'ں', 'ڻ':
		return 'ن'
	case 'ء', 'ٴ', 'ـ':
		return -1
	}
	switch {
	case '٠' <= r && r <= '٩':
		return '0' + r - '٠'
	case '۰' <= r && r <= '۹':
		return '0' + r - '۰'
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return -1
	case unicode.Is(unicode.Cc, r):
		return ' '
	}
	return unicode.ToLower(r)
}

// simple holds what each code point of the ASCII and Arabic blocks folds to by
// itself: a rune, -1 for nothing, or 0 where the long way must be taken.
// Nearly every word we meet lies within these blocks.
var simple = func() (t [0x700]rune) {
	for r := range t {
		switch {
		case r == ',', r == '٫', r == '٬', 0x80 <= r && r < 0x600, 0x675 <= r && r <= 0x678:
			continue
		}
		t[r] = letter(rune(r))
	}
	return t
}()

// short folds w if every code point of it folds by itself.
func short(w string) (folded string, ok bool) {
	same := true
	for i := 0; i < len(w) && same; i++ {
		same = w[i] < utf8.RuneSelf && simple[w[i]] == rune(w[i])
	}
	if same {
		return w, true
	}
	var b strings.Builder
	b.Grow(len(w))
	for _, r := range w { // a broken byte comes as U+FFFD, beyond the table
		if int(r) >= len(simple) || simple[r] == 0 {
			return "", false
		}
		if f := simple[r]; f > 0 {
			b.WriteRune(f)
		}
	}
	return b.String(), true
}

// Text folds a text into its words, parted by single spaces. Punctuation
// parts words, except a point between digits.
func Text(s string) string {
	f := Word(s)
	if strings.IndexFunc(f, notOfWords) < 0 {
		return f // one word, as most names are
	}
	var b strings.Builder
	b.Grow(len(f))
	gap, before := false, ' '
	for i, r := range f {
		point := r == '.' && digit(before) && i+1 < len(f) && digit(rune(f[i+1]))
		before = r
		if notOfWords(r) && !point {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Words gives the folded words of a text in order.
func Words(s string) []string { return strings.Fields(Text(s)) }

func notOfWords(r rune) bool {
	if int(r) < len(parting) {
		return parting[r]
	}
	return !unicode.IsLetter(r) && !unicode.IsNumber(r)
}

// parting has the code points of the ASCII and Arabic blocks that part words.
var parting = func() (t [0x700]bool) {
	for r := range t {
		t[r] = !unicode.IsLetter(rune(r)) && !unicode.IsNumber(rune(r))
	}
	return t
}()
