package index

import "strings"

// How names sound, by rule. A name in Latin letters and the same name written
// by ear in Arabic letters come out as nearly the same phones: consonants that
// Arabic writers interchange are one (غ ج ق ك for g), vowels are a, i or u.
// Acronyms are spelt out: GPT and جي بي تي are both "kibiti".

var arabicPhones = map[rune]string{
	'ب': "b", 'پ': "b", 'ف': "f", 'ڤ': "f", 'ق': "k", 'ك': "k", 'غ': "k", 'ج': "k", 'گ': "k", 'چ': "x", 'خ': "K",
	'س': "s", 'ص': "s", 'ز': "s", 'ظ': "s", 'ش': "x", 'ت': "t", 'ط': "t", 'ث': "t", 'د': "d", 'ض': "d", 'ذ': "d",
	'م': "m", 'ن': "n", 'ل': "l", 'ر': "r", 'ه': "h", 'ح': "h", 'ا': "a", 'و': "u", 'ي': "i",
}

var latinPhones = map[byte]string{
	'b': "b", 'p': "b", 'f': "f", 'v': "f", 'k': "k", 'q': "k", 'g': "k", 'j': "k", 'c': "k", 's': "s", 'z': "s",
	't': "t", 'd': "d", 'm': "m", 'n': "n", 'l': "l", 'r': "r", 'h': "h", 'x': "ks",
	'a': "a", 'e': "i", 'i': "i", 'y': "i", 'o': "u", 'u': "u", 'w': "u",
}

var latinPairs = strings.NewReplacer("sch", "X", "sh", "X", "ch", "X", "zh", "X", "ph", "f", "kh", "K", "gh", "g", "th", "t", "ck", "k",
	"tion", "Xn", "ce", "se", "ci", "si", "cy", "si", "ee", "i", "ea", "i", "oo", "u", "ou", "u", "qu", "ku")

// letterNames are the phones of the names of A to Z as Arabic speakers write them.
var letterNames = [26]string{"i", "bi", "si", "di", "i", "af", "ki", "ax", "i", "ki", "ki", "al", "am",
	"an", "u", "bi", "kiu", "ar", "as", "ti", "iu", "fi", "dbliu", "aks", "uai", "si"}

// phonesOf returns how ts sound; raw is the text they were scanned from, which
// shows the capitals of acronyms ("" where the text is typed without care).
func phonesOf(raw string, ts []token) string {
	var b strings.Builder
	for _, t := range ts {
		switch t.kind {
		case arabic:
			b.WriteString(arabicSound(t.text))
		case latin:
			cased := t.text
			if raw != "" && len(t.text) == t.stop-t.start {
				cased = raw[t.start:t.stop]
			}
			head, acronym := splitAcronym(cased)
			b.WriteString(latinSound(strings.ToLower(head)))
			for _, c := range strings.ToLower(acronym) {
				b.WriteString(letterNames[c-'a'])
			}
		case number:
			b.WriteString(t.text)
		}
	}
	return squeeze(b.String())
}

// splitAcronym cuts a word into what is read as a word and what is spelt:
// "HarmonyOS" is Harmony and OS, "xAI" and "GPT" are spelt out.
func splitAcronym(w string) (word, acronym string) {
	i := len(w)
	for i > 0 && 'A' <= w[i-1] && w[i-1] <= 'Z' {
		i--
	}
	switch caps := len(w) - i; {
	case !strings.ContainsAny(w, "aeiouyAEIOUY"):
		return "", strings.Map(asciiLetter, w) // gpt cannot be read but letter by letter
	case len(w) == 1 && 'a' <= w[0]|0x20 && w[0]|0x20 <= 'z':
		return "", w
	case i == 0 && caps <= 5:
		return "", w
	case i == 1 && caps >= 2 && 'a' <= w[0] && w[0] <= 'z':
		return "", w
	case i > 1 && caps >= 2:
		return w[:i], w[i:]
	}
	return w, ""
}

func asciiLetter(r rune) rune {
	if 'a' <= r|0x20 && r|0x20 <= 'z' {
		return r
	}
	return -1
}

func latinSound(w string) string {
	if len(w) > 3 && strings.HasSuffix(w, "e") && !strings.ContainsAny(w[len(w)-2:len(w)-1], "aeiou") {
		w = w[:len(w)-1] // silent
	}
	w = latinPairs.Replace(w)
	var b strings.Builder
	for i := range len(w) {
		switch c := w[i]; c {
		case 'X':
			b.WriteByte('x')
		case 'K':
			b.WriteByte('K')
		default:
			b.WriteString(latinPhones[c])
		}
	}
	return b.String()
}

// arabicSound writes a folded Arabic word in phones. An alef before و or ي at
// the front only carries the vowel, and a final ه is the end of one.
func arabicSound(w string) string {
	w = strings.ReplaceAll(w, "تش", "ش")
	if rest, ok := strings.CutPrefix(w, "ا"); ok && (strings.HasPrefix(rest, "و") || strings.HasPrefix(rest, "ي")) {
		w = rest
	}
	stem, ended := strings.CutSuffix(w, "ه")
	if ended && strings.HasSuffix(stem, "ي") {
		w, ended = stem, false
	}
	if ended && stem != "" {
		w = stem + "ا"
	}
	var b strings.Builder
	for _, r := range w {
		b.WriteString(arabicPhones[r])
	}
	return b.String()
}

// squeeze makes doubled phones one; digits stay as they are.
func squeeze(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if i == 0 || s[i] != s[i-1] || '0' <= s[i] && s[i] <= '9' {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// skeleton drops the vowels, and h, which writers drop too, except at the front.
func skeleton(phones string) string {
	var b strings.Builder
	for i := range len(phones) {
		c := phones[i]
		if isVowel(c) || c == 'h' && i > 0 {
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// vowelDistance compares a typed word with a name of the same skeleton: .3 for
// each vowel (or h) that is missing, added or another, twice that for a missing
// first one, which writers do not leave out.
func vowelDistance(typed, name string) float64 {
	d := .3 * float64(editDistance(typed, name, max(len(typed), len(name))))
	if isVowel(name[0]) && !isVowel(typed[0]) {
		d += .3
	}
	return d
}

func isVowel(c byte) bool { return c == 'a' || c == 'i' || c == 'u' }

// arabizi reports whether a question is Arabic in Latin letters, seen by its
// function words: only there are Latin words compared by sound.
func arabizi(ts []token) bool {
	for _, t := range ts {
		if t.kind == arabic {
			return false
		}
	}
	for _, t := range ts {
		if t.kind == latin && arabiziWords[t.text] {
			return true
		}
	}
	return false
}

var arabiziWords = set(`el al eh aih ezay ezzay izzay meen fein feen wein wen leh lesh leish shu sho shno shlon kam gadesh addeh
	emta imta mata bta3 bta fi fe w men mn mesh mish hal hadi da di eih aywa law lil lel`)
