package index

import (
	_ "embed"
	"slices"
	"strings"

	"sibaq/knowledge/fold"
)

// attributesText is a text file so that people who know the dialects can read
// and extend it.
//
//go:embed attributes.txt
var attributesText string

// superlative is a word such as "longest".
type superlative struct {
	most    bool
	kind    ValueKind
	word    string   // its stem
	unit    string   // "money", "rate", "length", or "" for any
	implied []string // the attributes that it means by itself, in either language, the likeliest first
	ofGroup bool     // but only of a group: the largest model
}

// attributeWords is attributes.txt as read; all words are stems, phrases have
// single spaces.
type attributeWords struct {
	same         [][]string
	vague, apart map[string]bool
	lower        []string
	types        map[string]string // word → type of entity
	versions     map[string]bool
	superlatives map[string]superlative
	others       map[string]bool // "why" and the like
}

var attributeLexicon = readAttributeWords(attributesText)

func readAttributeWords(text string) *attributeWords {
	l := &attributeWords{vague: map[string]bool{}, apart: map[string]bool{}, types: map[string]string{}, versions: map[string]bool{}, superlatives: map[string]superlative{}, others: map[string]bool{}}
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
		switch section {
		case "same":
			l.same = append(l.same, stemList(line))
		case "vague":
			addAll(l.vague, stemList(line))
		case "apart":
			addAll(l.apart, stemList(line))
		case "lower is better":
			l.lower = append(l.lower, stemList(line)...)
		case "types":
			name, list, _ := strings.Cut(line, ":")
			for _, w := range stemList(list) {
				l.types[w] = name
			}
		case "versions":
			addAll(l.versions, stemList(line))
		case "other questions":
			for _, w := range strings.Fields(line) {
				l.others[fold.Word(w)] = true
			}
		case "superlatives":
			head, list, _ := strings.Cut(line, ":")
			list, implied, _ := strings.Cut(strings.ReplaceAll(list, "≈", "="), "=")
			way, kind, _ := strings.Cut(head, " ")
			s := superlative{most: way == "most", kind: ValueKind(kind), ofGroup: strings.Contains(line, "≈")}
			if s.kind != ValueDate && s.kind != ValueNumber {
				s.kind, s.unit = ValueNumber, kind
			}
			for _, w := range strings.Fields(implied) {
				s.implied = append(s.implied, strings.ReplaceAll(w, "_", " "))
			}
			for _, w := range strings.Fields(list) {
				s.word = stemOf(fold.Word(w))
				l.superlatives[fold.Word(w)] = s
			}
		}
	}
	return l
}

func addAll(to map[string]bool, list []string) {
	for _, w := range list {
		to[w] = true
	}
}

// stemList reads the stems of words that are parted by spaces.
func stemList(list string) []string {
	var out []string
	for _, w := range strings.Fields(list) {
		out = append(out, strings.TrimSpace(stemsOf(strings.ReplaceAll(w, "_", " "))))
	}
	return out
}

// isVague reports whether labels of one attribute may differ by a word: "date",
// or "highest" in "highest resolution".
func (l *attributeWords) isVague(w string) bool {
	s, ok := l.superlatives[w]
	return ok && s.kind == ValueNumber || l.vague[stemOf(w)]
}

// attributeAspect reads the words of an attribute's name, with what means the
// same: that of attributes.txt and of the folder.
func attributeAspect(text string, synonyms [][]string) aspect {
	return aspectOf(text, synonyms, 1)
}

// phraseAspect reads as attributeAspect does, but a phrase for which there is
// another word as one: "عرض النطاق".
func phraseAspect(text string, synonyms [][]string) aspect {
	return aspectOf(text, synonyms, maxPhrase)
}

// maxPhrase is how many words a phrase has that stands for a word.
const maxPhrase = 3

func aspectOf(text string, synonyms [][]string, phrase int) aspect {
	a := aspect{text: strings.TrimSpace(text)}
	var vague [][]string
	ws := slices.DeleteFunc(fold.Words(text), func(w string) bool { return words.stops(w, w) })
	for len(ws) > 0 {
		n := min(phrase, len(ws))
		var same []string
		for ; n > 1; n-- {
			if same = sameAs(strings.TrimSpace(stemsOf(strings.Join(ws[:n], " "))), synonyms); len(same) > 1 {
				break
			}
		}
		if n == 1 {
			same = sameAsWord(ws[0], synonyms)
		}
		if n == 1 && attributeLexicon.isVague(ws[0]) {
			vague = append(vague, same)
		} else {
			a.words = append(a.words, same)
		}
		ws = ws[n:]
	}
	if len(a.words) == 0 {
		a.words = vague
	}
	return a
}

// sameAsWord returns the stem of a folded word and the stems that mean the
// same, for a feminine noun those of the noun behind "its" too: "دقته".
func sameAsWord(w string, synonyms [][]string) []string {
	same := sameAs(stemOf(w), synonyms)
	for _, its := range [...]string{"ته", "تها", "تهم", "تو"} {
		if noun, ok := strings.CutSuffix(w, its); ok && letters(noun) >= 2 {
			same = append(same, sameAs(stemOf(noun+"ه"), synonyms)...)
		}
	}
	return same
}

// sameAs returns a stem and the stems that mean the same.
func sameAs(stem string, synonyms [][]string) []string {
	same := []string{stem}
	for _, groups := range [...][][]string{attributeLexicon.same, synonyms} {
		for _, group := range groups {
			if slices.Contains(group, stem) {
				same = append(same, group...)
			}
		}
	}
	return same
}

// labelWords are the words of a label in one language that tell it from other
// labels; its unit is none of them.
func labelWords(label string) []string {
	name, _ := splitLabel(label)
	var out []string
	for _, w := range fold.Words(name) {
		if !words.stops(w, w) && !attributeLexicon.isVague(w) {
			out = appendNew(out, stemOf(w))
		}
	}
	return out
}
