package index

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"sibaq/knowledge/fold"
)

// kind is the script of a token. Names are matched by tokens that never mix
// scripts, so that "بـKling" and "وKling" hold the token "kling" as "Kling" does.
type kind uint8

const (
	latin     kind = iota // and every alphabet that is neither of the next
	arabic                //
	number                // digits, with the point or comma inside them
	ideograph             // one Chinese, Japanese or Korean character
)

// gap is what stands between a token and the one before it.
type gap uint8

const (
	glued gap = iota // nothing, or an apostrophe's worth: the two are one word to a reader
	soft             // spaces, hyphens, underscores: a name goes on over them
	hard             // other punctuation: a name ends there
)

// token is a run of one script in a text.
type token struct {
	text        string // folded
	start, stop int    // bytes of the text as it was given
	kind        kind
	gap         gap
	apostrophe  bool // "'s" begins here
	upper       bool // has a capital letter
	allUpper    bool // has nothing else
	hamza       bool // has an alef with hamza or madda, which folding drops
}

// scan cuts a text into tokens. Unlike fold.Words it keeps the place of each
// token in the text, which links and highlights need.
func scan(text string) []token { return scanInto(make([]token, 0, len(text)/9+2), text) }

// scanInto is scan that puts the tokens behind ts, for whoever scans many texts
// and keeps the tokens of none.
func scanInto(ts []token, text string) []token {
	between, apostrophe := hard, false
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		c := classOf(r)
		if c > class(ideograph) {
			between, apostrophe = widen(between, r, c, text, i, size), isApostrophe(r)
			i += size
			continue
		}
		t := token{start: i, stop: i + size, kind: kind(c), gap: between, apostrophe: apostrophe && between == soft}
		if t.kind != ideograph {
			t.stop = runEnd(text, i+size, t.kind)
		}
		t.fold(text[t.start:t.stop])
		i, between, apostrophe = t.stop, glued, false
		if t.text != "" {
			ts = append(ts, t)
		}
	}
	return ts
}

const tatweel = 'ـ'

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// widen says what the gap before the next token is once r has been read.
func widen(g gap, r rune, c class, text string, i, size int) gap {
	switch {
	case c == invisible:
		return g
	case r == ' ' || r == '\t' || r == '\n' || r == '\u00a0' || r == '-' || r == '‐' || r == '‑' ||
		r == '–' || r == '_' || isApostrophe(r) || strings.ContainsRune(`«»"“”()`, r):
		return max(g, soft)
	case r == '.' && i > 0 && i+size < len(text) && isWordByte(text[i-1]) && isWordByte(text[i+size]):
		return max(g, soft) // x.ai, 01.AI
	case r == '.' && g == glued && i > 1 && isWordByte(text[i-1]) && text[i-1] < utf8.RuneSelf && !isWordByte(text[i-2]):
		return soft // John M. Jumper
	case r == '/' && i > 0 && i+size < len(text) && isDigit(text[i-1]) && isDigit(text[i+size]):
		return max(g, soft) // 2024/1689
	}
	return hard
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

func isWordByte(b byte) bool {
	return b >= utf8.RuneSelf || isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'z'
}

// class is what a code point is to scan: a letter of a kind, or one of these.
type class uint8

const (
	punctuation class = class(ideograph) + 1 + iota
	invisible         // marks, tatweel, direction controls: part of the word around them
)

func classOf(r rune) class {
	if int(r) < len(classes) {
		return classes[r]
	}
	return classify(r)
}

// classes holds the classes of the Latin and Arabic blocks, Unicode tables
// being slow to search for each letter of a hundred thousand facts.
var classes = func() (t [0x700]class) {
	for r := range t {
		t[r] = classify(rune(r))
	}
	return t
}()

func classify(r rune) class {
	switch {
	case r == tatweel || unicode.In(r, unicode.Mn, unicode.Cf):
		return invisible
	case unicode.IsDigit(r):
		return class(number)
	case !unicode.IsLetter(r):
		return punctuation
	case unicode.Is(unicode.Arabic, r):
		return class(arabic)
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
		return class(ideograph)
	}
	return class(latin)
}

// runEnd returns where the run of k that goes on at i ends.
func runEnd(text string, i int, k kind) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch c := classOf(r); {
		case c == class(k) || c == invisible:
		case k == number && strings.ContainsRune(".,٫٬", r):
			if next, _ := utf8.DecodeRuneInString(text[i+size:]); classOf(next) != class(number) {
				return i
			}
		default:
			return i
		}
		i += size
	}
	return i
}

// arabicFold holds what the letters of the Arabic block fold to, so that plain
// Arabic words need no general folding; TestScanFolds holds the two together.
var arabicFold = func() (t [0x100]string) {
	for i := range t {
		t[i] = fold.Word(string(rune(0x600 + i)))
	}
	return t
}()

// foldArabic folds a word of Arabic letters and marks. Most are spelt as they
// fold, and are given back as they are.
func foldArabic(raw string) string {
	same := true
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRuneInString(raw[i:])
		if r < 0x600 || r > 0x6ff {
			return fold.Word(raw)
		}
		same = same && arabicFold[r-0x600] == raw[i:i+size]
		i += size
	}
	if same {
		return raw
	}
	var b strings.Builder
	b.Grow(len(raw))
	for _, r := range raw {
		b.WriteString(arabicFold[r-0x600])
	}
	return b.String()
}

// fold sets what depends on the token's own letters.
func (t *token) fold(raw string) {
	if t.kind == arabic {
		t.text = foldArabic(raw)
		// A word that folds to itself has no letter that folding changes.
		t.hamza = t.text != raw && (strings.Contains(raw, "أ") || strings.Contains(raw, "إ") || strings.Contains(raw, "آ"))
		return
	}
	plain := true
	t.allUpper = true
	for i := range len(raw) {
		b := raw[i]
		switch {
		case b >= utf8.RuneSelf || b == ',':
			plain = false
		case 'A' <= b && b <= 'Z':
			t.upper = true
		default:
			t.allUpper = false
		}
	}
	t.allUpper = t.allUpper && t.upper && plain
	if plain { // the common case, without the cost of Unicode
		t.text = strings.ToLower(raw)
		return
	}
	t.upper = t.upper || strings.IndexFunc(raw, unicode.IsUpper) >= 0
	t.text = fold.Word(raw)
}
