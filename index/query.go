package index

import (
	"slices"
	"strings"

	"sibaq/knowledge"
)

// asked is a question as understood: what it names, what it asks about that,
// and what kind of value it wants.
type asked struct {
	lang     knowledge.Lang // of the question's letters
	units    []unit
	mentions []mention
	asks     value
	years    []string
	now      bool
	money    bool // a sum of money is asked for
	share    bool // a percentage
	differs  bool // how things differ is asked
	office   bool // who holds an office or did something by name
	words    int  // typed, with those that say nothing
	bare     bool // nothing but names, and words that say little
}

// unit is one thing that an answer should hold: a word or an entity.
type unit struct {
	text      string
	info      float64 // how much it says, in nats
	entity    int     // -1 for a word
	uncertain bool    // an entity found by sound or in spite of a typo
	weak      bool
	concept   bool   // a list of synonyms has it
	telling   bool   // a fact without it does not answer
	version   string // of an entity: one that nobody listed, as in "Kling 9"
	number    bool
	focus     bool // stands next to the word that asks: "how many cameras", "who founded"
	relatives []relative
	place     int // in the question's words, for neighbours
}

// A question longer than this is read from its most telling words.
const (
	maxBytes = 4096
	maxUnits = 24
)

// weakShare is how much of its information a weak word counts for.
const weakShare = .25

func (ix *Index) understand(text string) *asked {
	if len(text) > maxBytes {
		text = strings.ToValidUTF8(text[:maxBytes], "")
	}
	q := &asked{lang: langOf(text)}
	q.mentions = ix.linker.link(text)
	ws := wordsOf(text)
	q.words = len(ws)
	skip, focus := q.readPhrases(ws)
	named := map[int]bool{}
	for i, w := range ws {
		m := slices.IndexFunc(q.mentions, func(m mention) bool { return w.start < m.stop && m.start < w.stop })
		if m >= 0 {
			if e := q.mentions[m].entity; !named[e] {
				named[e] = true
				q.units = append(q.units, ix.entityUnit(q.mentions[m], i))
			}
			if !q.mentions[m].exact {
				u := &q.units[len(q.units)-1]
				u.relatives = append(u.relatives, ix.vocab.relatives(w.text)...)
			}
			continue
		}
		if words.now[w.text] {
			q.now = true
		}
		q.money = q.money || in(words.money, w.text)
		q.differs = q.differs || in(words.differs, w.text)
		q.office = q.office || in(words.office, w.text)
		q.share = q.share || in(words.share, w.text)
		if skip[i] || words.stops(w.text, w.raw) {
			continue
		}
		u := unit{text: w.text, entity: -1, weak: words.isWeak(w.text) || words.now[w.text], number: w.number, place: i, telling: words.isTelling(w.text)}
		if focus >= 0 && i >= focus && !u.weak {
			u.focus, focus = true, -1
		}
		u.relatives = ix.vocab.relatives(w.text)
		u.info = ix.vocab.idf(0)
		for _, r := range u.relatives {
			if r.like >= likeForm || r.like == likeTypo { // a slip says what was meant
				u.info = min(u.info, r.idf)
			}
		}
		if u.weak {
			u.info *= weakShare
		}
		if isYear(w.text) {
			q.years = append(q.years, w.text)
		}
		if !slices.ContainsFunc(q.units, func(o unit) bool { return o.entity < 0 && o.text == u.text }) {
			q.units = append(q.units, u)
		}
	}
	q.money = q.money && (q.asks == valueAny || q.asks == valueCount)
	q.share = q.share && (q.asks == valueAny || q.asks == valueCount || q.asks == valueWhich)
	q.bare = !slices.ContainsFunc(q.units, func(u unit) bool { return u.entity < 0 && !u.weak })
	ix.synonyms.expand(ix.vocab, q, ws)
	if len(q.units) > maxUnits {
		slices.SortStableFunc(q.units, func(a, b unit) int { return compareFloat(b.info, a.info) })
		q.units = q.units[:maxUnits]
		slices.SortStableFunc(q.units, func(a, b unit) int { return a.place - b.place })
	}
	return q
}

// verbLike reports whether a folded word has the outer form of an Arabic verb
// of the present, with what dialects put before it, or of an English one.
// People ask in verbs of their own; what a question is about is rather a noun.
func verbLike(w string) bool {
	if w[0] < 0x80 {
		return len(w) > 5 && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ly"))
	}
	if letters(w) < 4 {
		return false
	}
	for _, p := range [...]string{"بي", "بت", "بن", "كي", "كت", "كن", "حي", "هي", "سي", "ست", "سن", "ي", "ت", "ان"} {
		if strings.HasPrefix(w, p) && !strings.HasSuffix(w, "ه") && !strings.HasSuffix(w, "ات") {
			return true
		}
	}
	return strings.HasSuffix(w, "وا")
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (ix *Index) entityUnit(m mention, place int) unit {
	return unit{
		text: ix.base.Entities[m.entity].Name, entity: m.entity, uncertain: !m.exact, place: place, version: m.version,
		info: max(1, ix.vocab.idf(uint32(len(ix.linker.of(m.entity))))),
	}
}

// readPhrases finds the words that say what kind of value is asked for, marks
// those of them that are nothing but that, and tells where they stop, or -1.
func (q *asked) readPhrases(ws []word) (skip []bool, stop int) {
	skip, stop = make([]bool, len(ws)), -1
	for i := range ws {
		for n := min(words.asksLongest[ws[i].text], len(ws)-i); n > 0; n-- {
			phrase := ws[i].text
			for _, w := range ws[i+1 : i+n] {
				phrase += " " + w.text
			}
			v, ok := words.asks[phrase]
			if !ok {
				continue
			}
			if q.asks == valueAny || q.asks == valueWhich {
				q.asks, stop = v, i+n
			}
			for k := i; k < i+n; k++ {
				_, asks := words.asks[ws[k].text]
				skip[k] = n == 1 || asks || words.weak[ws[k].text] || v == valueSpan && ws[k].text == "long"
			}
			break
		}
	}
	return skip, stop
}

func isYear(w string) bool {
	return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && isDigit(w[2]) && isDigit(w[3])
}

// langOf tells the language of a text by its letters: Arabic where it has as
// many Arabic words as others, since names are often in Latin letters.
func langOf(text string) knowledge.Lang {
	ar, en := 0, 0
	for _, t := range scan(text) {
		switch t.kind {
		case arabic:
			ar++
		case latin:
			en++
		}
	}
	if ar == 0 && en > 0 {
		return knowledge.English
	}
	if en > 3*ar && ar > 0 {
		return knowledge.English
	}
	return knowledge.Arabic
}
