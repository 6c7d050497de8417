// Package fold makes spellings equal that people mean as one.
//
// Arabic is typed with and without hamza seats, diacritics and tatweel, with
// Persian or Urdu letters, with Arabic-Indic digits; PDF readers add
// presentation forms and direction marks. Word folds one word, Text a whole
// text into words parted by single spaces, which is the key by which names and
// aliases are equal. Both are idempotent and never fail: bytes that are no
// UTF-8 are dropped.
//
// The package is a leaf: knowledge uses it to find names that clash, index to
// match.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Word folds one word: compatibility forms become plain, diacritics, tatweel,
// Quranic marks and invisible marks go, the variants of alef, hamza, yeh, kaf,
// heh and ta marbuta become one letter each, digits become ASCII, thousands
// separators between digits go, case and Latin accents go.
func Word(w string) string {
	if plain(w) {
		return w
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
	out := rs[:0]
	for i, r := range rs {
		if i > 0 && i+1 < len(rs) && digit(rs[i-1]) && digit(rs[i+1]) {
			switch r {
			case '٫':
				r = '.'
			case '٬':
				continue
			case ',':
				if thousands(rs[i+1:]) {
					continue
				}
			}
		}
		out = append(out, r)
	}
	// Lower-casing and dropping can leave pairs that compose: settle them.
	return norm.NFC.String(string(out))
}

// plain reports whether w is lower-case ASCII without separators, which
// folding leaves alone.
func plain(w string) bool {
	for i := 0; i < len(w); i++ {
		c := w[i]
		if c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' || c == ',' {
			return false
		}
	}
	return true
}

// letter folds one decomposed code point; -1 drops it.
func letter(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ', 'ٲ', 'ٳ', 'ٵ':
		return 'ا'
	case 'ؤ', 'ٶ', 'ۄ', 'ۆ', 'ۇ', 'ۈ', 'ۋ':
		return 'و'
	case 'ئ', 'ى', 'ی', 'ۍ', 'ێ', 'ې', 'ۑ', 'ے', 'ۓ', 'ٸ':
		return 'ي'
	case 'ة', 'ۃ', 'ہ', 'ۂ', 'ھ', 'ە', 'ۀ', 'ۿ':
		return 'ه'
	case 'ک', 'ڪ', 'ګ', 'ڬ', 'ڮ':
		return 'ك'
	case 'ء', 'ـ':
		return -1
	}
	switch {
	case r >= '٠' && r <= '٩':
		return '0' + r - '٠'
	case r >= '۰' && r <= '۹':
		return '0' + r - '۰'
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
		return -1
	case r < 0x20 || r == 0x7f:
		return ' '
	}
	return unicode.ToLower(r)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// thousands reports whether exactly three digits follow, as after a thousands
// separator.
func thousands(rs []rune) bool {
	n := 0
	for n < len(rs) && digit(rs[n]) {
		n++
	}
	return n == 3
}

// Text folds a text into its words, parted by single spaces. Punctuation
// parts words, except a point between digits.
func Text(s string) string { return strings.Join(Words(s), " ") }

// Words gives the folded words of a text in order.
func Words(s string) []string {
	f := []rune(Word(s))
	for i, r := range f {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			continue
		}
		if r == '.' && i > 0 && i+1 < len(f) && digit(f[i-1]) && digit(f[i+1]) {
			continue
		}
		f[i] = ' '
	}
	return strings.Fields(string(f))
}
