package index

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"sibaq/knowledge/fold"
)

// wordsText is the list of words that are not what a question is about. It is
// a text file so that people who know the dialects can read and extend it.
//
//go:embed words.txt
var wordsText string

// A value is the kind of thing that a question asks for.
type value string

const (
	valueAny   value = ""
	valueCount value = "how many"
	valueWhen  value = "when"
	valueSpan  value = "how long"
	valueWho   value = "who"
	valueWhere value = "where"
	valueWhich value = "which"
	valueWhy   value = "why"
)

// lexicon is words.txt as read.
type lexicon struct {
	ignored map[string]string // folded → as written in the list
	weak    map[string]bool
	telling map[string]bool
	now     map[string]bool
	money   map[string]bool
	share   map[string]bool
	office  map[string]bool
	differs map[string]bool
	asks    map[string]value // folded words, several joined by spaces
	// asksLongest has, by the first word of each of asks, how many words the
	// longest of them has: most words begin none.
	asksLongest map[string]int
	whole       map[string]bool // words that only look like a particle joined to another word
}

var words = readWords(wordsText)

func readWords(text string) *lexicon {
	l := &lexicon{ignored: make(map[string]string, 3500), asks: map[string]value{}, asksLongest: map[string]int{}}
	lists := map[string]*map[string]bool{"whole": &l.whole, "weak": &l.weak, "telling": &l.telling, "now": &l.now,
		"money": &l.money, "share": &l.share, "office": &l.office, "differs": &l.differs}
	for _, list := range lists {
		*list = map[string]bool{}
	}
	section := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
			continue
		case line[0] == '[':
			section = strings.Trim(line, "[]")
			continue
		}
		for _, w := range strings.Fields(line) {
			f := fold.Text(strings.ReplaceAll(w, "_", " "))
			if list := lists[section]; list != nil {
				(*list)[f] = true
				continue
			}
			switch section {
			case "ignored":
				l.ignored[f] = w
			case string(valueCount), string(valueWhen), string(valueSpan), string(valueWho), string(valueWhere), string(valueWhich), string(valueWhy):
				l.asks[f] = value(section)
			default:
				panic("words.txt has a section " + section) // it is part of the program
			}
		}
	}
	l.join()
	for phrase := range l.asks {
		first, _, _ := strings.Cut(phrase, " ")
		l.asksLongest[first] = max(l.asksLongest[first], 1+strings.Count(phrase, " "))
	}
	return l
}

// join adds what particles make of the listed words: "وهل", "وكم", "لمين".
func (l *lexicon) join() {
	for _, f := range slices.Collect(maps.Keys(l.ignored)) { // no two make the same word
		for _, p := range [...]string{"و", "ف"} {
			if _, listed := l.ignored[p+f]; !listed && isArabic(f) && letters(f) > 1 && !l.whole[p+f] {
				l.ignored[p+f] = p + l.ignored[f]
			}
		}
	}
	for _, f := range slices.Sorted(maps.Keys(l.asks)) {
		for _, p := range [...]string{"و", "ف", "ب", "ل", "ع", "وب", "ول", "فب"} {
			if _, listed := l.asks[p+f]; !listed && isArabic(f) && !l.whole[p+f] {
				l.asks[p+f] = l.asks[f]
			}
		}
	}
}

func isArabic(f string) bool {
	r, _ := utf8.DecodeRuneInString(f)
	return r >= 0x600 && r <= 0x6ff
}

// stops reports whether a word, folded as f and typed as raw, is ignored. A
// letter that folding drops or changes tells words apart: "ماء" (water) is not
// "ما", and "علي" (a name) not "على".
func (l *lexicon) stops(f, raw string) bool {
	listed, ok := l.ignored[f]
	if !ok {
		return false
	}
	for _, letter := range [...]string{"ء", "ة"} {
		if strings.Contains(raw, letter) && !strings.Contains(listed, letter) {
			return false
		}
	}
	if listed == "وإن" || listed == "فإن" { // "وان" is a name
		return strings.Contains(raw, "إ")
	}
	return !(listed == "على" && strings.HasSuffix(raw, "ي"))
}

// isWeak reports whether a folded word says little, by itself or behind the
// particles that Arabic joins to a word.
func (l *lexicon) isWeak(f string) bool { return in(l.weak, f) }

// isTelling reports whether a folded word is what the question asks for.
func (l *lexicon) isTelling(f string) bool { return in(l.telling, f) }

// in reports whether a list has a folded word, by itself, or behind the
// article or the particles that Arabic joins to a word.
func in(list map[string]bool, f string) bool {
	if list[f] || list[withoutArticle(f)] {
		return true
	}
	for _, p := range [...]string{"و", "ف", "ب", "ل", "ه"} {
		if rest, ok := strings.CutPrefix(f, p); ok && letters(rest) >= 3 {
			if list[rest] || strings.HasPrefix(rest, "ل") && list["ا"+rest] {
				return true
			}
		}
	}
	return false
}
