package article

import (
	"io/fs"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"sibaq/knowledge"
)

// visual turns lines that stand as they look, from left to right, into lines
// in the order of reading.
type visual struct {
	// split: lam and alef side by side are always two letters, since the
	// document writes the ligature in another way.
	split bool
}

// joiner finds out how a document writes the ligature of lam and alef.
func joiner(paragraphs [][]string) visual {
	asLooks, asRead := 0, 0 // "لا" from left to right: al or la; "ال": la
	for _, p := range paragraphs {
		for _, l := range p {
			for _, r := range l {
				if r >= 0xFEF5 && r <= 0xFEFC {
					return visual{split: true} // it has a letter of its own
				}
			}
			rs := []rune(l)
			for i := 1; i < len(rs); i++ {
				switch {
				case rs[i-1] == 'ل' && isAlef(rs[i]):
					asLooks++
				case isAlef(rs[i-1]) && rs[i] == 'ل' && (i < 2 || rs[i-2] != 'ل'):
					asRead++
				}
			}
		}
	}
	// Unjoined, la is written by no font; so it was turned round already.
	return visual{split: asRead*20 > asLooks}
}

func isAlef(r rune) bool { return r == 'ا' || r == 'أ' || r == 'إ' || r == 'آ' }

// logical gives a line in the order of reading; sure is false if a word could
// be read in two ways. A line without Arabic stays as it is.
func (v visual) logical(line string) (text string, sure bool) {
	if !strings.ContainsFunc(line, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
		return line, true
	}
	pieces := v.cut(line)
	slices.Reverse(pieces)
	ws := strings.Fields(strings.Join(pieces, ""))
	sure = true
	for i, w := range ws {
		var known bool
		ws[i], known = readLamAlef(w)
		sure = sure && known
	}
	return turnBrackets(strings.Join(joinPieces(ws), " ")), sure
}

// joinPieces joins words that a vowel sign cut in two ("أيضً ا", "قدّ م"): the
// rest is no word by itself, and both together are a known one.
func joinPieces(ws []string) []string {
	var out []string
	for _, w := range ws {
		n := len(out) - 1
		if n >= 0 && endsInVowel(out[n]) {
			rest, whole := unvowelled(bare(w)), unvowelled(bare(out[n]+w))
			_, known := shippedWords().score(whole)
			if rest == "ا" || known > 0 && shippedWords().count[rest] == 0 {
				out[n] += w
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

func endsInVowel(w string) bool {
	r, _ := utf8.DecodeLastRuneInString(w)
	return unicode.Is(unicode.Mn, r)
}

// ligature stands between lam and alef where they may be one sign: two such
// letters come in the order of reading even in a line as it looks. (A code
// point for private use: no text has it.)
const ligature = "\uE0A1"

// cut cuts a line as it looks into what keeps its inner order: runs of
// Latin words and numbers, Arabic letters with their vowel signs, single signs.
func (v visual) cut(line string) []string {
	rs := []rune(strings.ReplaceAll(line, ligature, ""))
	var out []string
	for i := 0; i < len(rs); {
		j := ltrRun(rs, i)
		switch {
		case j > i:
			out = append(out, turnNumbers(string(rs[i:j])))
		case rs[i] >= 0xFB50 && rs[i] <= 0xFDFF || rs[i] >= 0xFE70 && rs[i] <= 0xFEFE:
			j = i + 1 // a ligature's letters are in the order of reading
			out = append(out, norm.NFKC.String(string(rs[i])))
		case !v.split && i+1 < len(rs) && rs[i] == 'ل' && isAlef(rs[i+1]):
			j = marksEnd(rs, i+2)
			out = append(out, string(rs[i])+ligature+string(rs[i+1:j]))
		default:
			j = marksEnd(rs, i+1)
			out = append(out, string(rs[i:j]))
		}
		i = j
	}
	return out
}

// marksEnd gives the end of the vowel signs that begin at rs[i].
func marksEnd(rs []rune, i int) int {
	for i < len(rs) && unicode.Is(unicode.Mn, rs[i]) {
		i++
	}
	return i
}

// ltrRun gives the end of the run from left to right that begins at rs[i]:
// letters of no Arabic script and digits, and what stands between them. Numbers
// alone go on over no space: in Arabic the first of two stands on the right.
func ltrRun(rs []rune, i int) int {
	letter := func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Arabic, r) }
	if !letter(rs[i]) && !unicode.IsDigit(rs[i]) {
		return i
	}
	end, named := i, false // after the last letter or digit that is in
	for j := i; j < len(rs); j++ {
		switch r := rs[j]; {
		case letter(r):
			named, end = true, j+1
		case unicode.IsDigit(r):
			// A number beyond a space is in if a name stands before it.
			if !named && slices.Contains(rs[end:j], ' ') && !namedAfter(rs, j, letter) {
				return end
			}
			end = j + 1
		case unicode.Is(unicode.Arabic, r) && r != '،' && r != '٫' && r != '٬':
			return end
		}
	}
	return end
}

// namedAfter reports whether letters of no Arabic script follow rs[i] before
// any of Arabic.
func namedAfter(rs []rune, i int, letter func(rune) bool) bool {
	for _, r := range rs[i:] {
		if letter(r) {
			return true
		}
		if isArabic(r) {
			return false
		}
	}
	return false
}

// turnNumbers puts numbers with hyphens between them, which Arabic text shows
// last first ("06-2024"), in order. Names with hyphens are not turned.
func turnNumbers(s string) string {
	if strings.ContainsFunc(s, unicode.IsLetter) {
		return s
	}
	parts := strings.FieldsFunc(s, func(r rune) bool { return r == '-' || r == '–' })
	if len(parts) < 2 {
		return s
	}
	sep := s[len(parts[0]) : len(s)-len(strings.TrimLeft(s[len(parts[0]):], "-–"))]
	slices.Reverse(parts)
	return strings.Join(parts, sep)
}

// turnBrackets mends brackets that are written as they look: in Arabic an
// opening one looks like the closing one of Latin text.
func turnBrackets(s string) string {
	for _, pair := range []string{"()", "[]", "«»", "“”"} {
		open, shut := []rune(pair)[0], []rune(pair)[1]
		depth, wrong := 0, false
		for _, r := range s {
			switch r {
			case open:
				depth++
			case shut:
				depth--
			}
			wrong = wrong || depth < 0
		}
		if wrong && depth == 0 {
			s = strings.Map(func(r rune) rune {
				switch r {
				case open:
					return shut
				case shut:
					return open
				}
				return r
			}, s)
		}
	}
	return s
}

// readLamAlef decides for each place marked by [ligature] in a word whether
// it is the ligature la or the two letters al. sure is false where more than
// one reading makes a known word.
func readLamAlef(w string) (text string, sure bool) {
	var rs []rune
	var lams []int
	for _, r := range w {
		if r == []rune(ligature)[0] {
			lams = append(lams, len(rs)-1)
		} else {
			rs = append(rs, r)
		}
	}
	const most = 6 // readings double with each
	if len(lams) > most {
		return string(rs), false
	}
	best, at, known := math.Inf(-1), string(rs), 0
	for choice := range 1 << len(lams) {
		reading := slices.Clone(rs)
		for i, lam := range lams {
			if choice>>i&1 == 1 {
				reading[lam], reading[lam+1] = reading[lam+1], reading[lam]
			}
		}
		s, count := shippedWords().score(bare(string(reading)))
		if count > 0 {
			known++
		}
		if s > best {
			best, at = s, string(reading)
		}
	}
	return at, len(lams) == 0 || known == 1
}

// language knows Arabic words by how often they stand in a body of text, and
// what words look like by their letters in threes.
type language struct {
	count  map[string]int
	threes map[string]int
	twos   map[string]int
}

// shippedWords is learnt from the shipped knowledge files.
var shippedWords = sync.OnceValue(func() *language {
	l := &language{map[string]int{}, map[string]int{}, map[string]int{}}
	_ = fs.WalkDir(knowledge.Shipped(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(knowledge.Shipped(), name)
		for _, w := range strings.FieldsFunc(string(data), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) }) {
			if strings.ContainsFunc(w, isArabic) {
				l.learn(unvowelled(w))
			}
		}
		return err
	})
	return l
})

func unvowelled(w string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || r == tatweel {
			return -1
		}
		return r
	}, w)
}

func (l *language) learn(w string) {
	l.count[w]++
	rs := []rune("  " + w + " ")
	for i := 2; i < len(rs); i++ {
		l.threes[string(rs[i-2:i+1])]++
		l.twos[string(rs[i-2:i])]++
	}
}

// score is the likelihood of a word, as a logarithm: that of its letters, and
// more for a word that is known, also with what Arabic puts before it. count
// is how often it is known.
func (l *language) score(w string) (likelihood float64, count int) {
	s := 0.0
	if strings.HasSuffix(w, "لً") {
		s -= 20 // this sign stands over the alef of لا
	}
	w = unvowelled(w)
	if rest := strings.TrimLeft(w, "وفبكل"); rest == "ال" || rest == "أل" || rest == "إل" {
		s -= 50 // an article needs its noun: it is لا, ولا, ألا or إلا
	}
	rs := []rune("  " + w + " ")
	for i := 2; i < len(rs); i++ {
		if isAlef(rs[i-1]) && isAlef(rs[i]) {
			s -= 50 // no word has two
		}
		s += math.Log((float64(l.threes[string(rs[i-2:i+1])]) + .1) / (float64(l.twos[string(rs[i-2:i])]) + 4))
	}
	// A word of which nothing is known more likely begins with the article than
	// with "not", and with "for" than with an unknown "إل".
	switch rest := strings.TrimLeft(w, "وفبك"); {
	case strings.HasPrefix(rest, "ال"):
		s += 4
	case strings.HasPrefix(rest, "لأ"), strings.HasPrefix(rest, "لإ"):
		s += 3
	}
	for _, p := range []string{"", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "فال", "كال", "لل", "ولل"} {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || len(rest) < 4 && p != "" {
			continue
		}
		if n := l.count[rest]; n > 0 {
			return s + 6 + math.Log(float64(n)), n
		}
		if n := l.count["ال"+rest]; n > 0 && p != "" {
			return s + 5 + math.Log(float64(n)), n
		}
	}
	return s, 0
}
