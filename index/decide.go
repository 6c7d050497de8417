package index

import (
	"math"
	"slices"
	"strings"
)

// Deciding. A raw score says little: it grows with the question and differs
// from folder to folder. What can be compared is how much of the question's
// own information one fact covers, and whether what the question names and
// what it asks about that meet there. evidence holds those shares, and
// confidence weighs them into how often such a fact has been right.

// evidence is what speaks for a fact as the answer to a question. All are
// shares of 0..1 unless they say otherwise.
type evidence struct {
	covered float64 // of the question's information, words and entities
	around  float64 // of the same, in the facts beside it and its headings
	missing float64 // of the entities surely named, those the fact does not name
	number  bool    // a number or year of the question is not in the fact
	wrong   bool    // a kind of value is asked for that the fact cannot hold
	untold  bool    // what is asked for by its own word ("salary", "راتب") is not in the fact
	version bool    // a version is named that no file lists and the fact does not hold
	place   bool    // a country or city is named that the fact does not name
	named   bool    // the fact is about an entity that is surely named
	guessed bool    // an entity was found by sound or in spite of a typo
	hits    float64 // words of the question that the fact has, 1 for three or more
	strange float64 // information of nouns that the folder does not know, 1 for two rare ones
	lost    float64 // information of words that the folder knows and the fact lacks, likewise
	long    float64 // how much the question says at all, 1 for eight things
	whole   bool    // one word is asked for, and the fact has it
	cell    bool
}

// logit weighs evidence. It was fitted, by logistic regression, to the
// questions of index/eval put to the shipped folder and to its parts, in which
// most of them have no answer.
var logit = struct {
	bias, covered, around, missing, number, wrong, untold, version, place, named, guessed, hits, strange, lost, long, whole, cell float64
}{
	bias: -3.2, covered: 1.3, around: 1.35, missing: -1.9, number: -1.4, wrong: -.5, untold: -3.4, version: -2.4, place: -1.3,
	named: 1.9, guessed: 2.3, hits: 2.75, strange: -1.65, lost: -.9, long: 2.2, whole: 1.5, cell: .45,
}

// confidence is how sure one may be that a fact with such evidence answers.
func (e evidence) confidence() float64 {
	x := logit.bias + logit.covered*e.covered + logit.around*e.around + logit.missing*e.missing +
		logit.number*one(e.number) + logit.wrong*one(e.wrong) + logit.untold*one(e.untold) + logit.version*one(e.version) + logit.place*one(e.place) +
		logit.named*one(e.named) + logit.guessed*one(e.guessed) + logit.hits*e.hits + logit.strange*e.strange + logit.lost*e.lost +
		logit.long*e.long + logit.whole*one(e.whole) + logit.cell*one(e.cell)
	return 1 / (1 + math.Exp(-x))
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// evidence gathers what speaks for a candidate.
func (ix *Index) evidence(sc *scratch, q *asked, c *candidate) evidence {
	e := evidence{
		around: c.parts.around, wrong: ix.lacks(c.fact, q) > 0,
		cell: ix.base.Facts[c.fact].Cell != nil, long: min(1, float64(len(q.units))/8),
	}
	likes := ix.likes(sc, q, c.fact)
	var all, got, names, gone, hits float64
	for i := range q.units {
		u := &q.units[i]
		all += u.info
		got += u.info * likes[i]
		e.untold = e.untold || u.telling && likes[i] < likeBones
		e.version = e.version || u.version != "" && !ix.has(c.fact, u.version) || ix.otherVersion(c.fact, q, i)
		switch {
		case u.entity >= 0 && u.uncertain:
			e.guessed = true
		case u.entity >= 0:
			names++
			if likes[i] < relatedEntity {
				gone++
				e.place = e.place || whereTypes[ix.base.Entities[u.entity].Type]
			} else {
				e.named = true
			}
		case !u.weak:
			if likes[i] >= likeBones {
				hits++
			}
			switch {
			case len(u.relatives) > 0:
				e.lost += u.info * (1 - likes[i]) / 10
			case !verbLike(u.text):
				e.strange += u.info / 15
			}
			e.number = e.number || u.number && likes[i] < likeForm
		}
	}
	if all > 0 {
		e.covered = got / all
	}
	if names > 0 {
		e.missing = gone / names
	}
	e.whole = len(q.units) == 1 && hits == 1
	e.hits, e.strange, e.lost = min(1, hits/3), min(1, e.strange), min(1, e.lost)
	return e
}

// has reports whether a fact has a folded word as it is.
func (ix *Index) has(f int, word string) bool {
	t, ok := ix.vocab.ids[word]
	st := &ix.store
	return ok && slices.Contains(st.terms[st.begin[st.first[f]]:st.begin[st.first[f+1]]], t)
}

// otherVersion reports whether unit i of a question is the number behind a
// name in Latin letters, as in "GPT 9", and the fact never has the two together.
func (ix *Index) otherVersion(f int, q *asked, i int) bool {
	if i == 0 || !q.units[i].number || isYear(q.units[i].text) {
		return false
	}
	name, number := q.units[i-1], q.units[i]
	if name.entity >= 0 || name.number || name.place != number.place-1 || name.text[0] >= 0x80 {
		return false
	}
	a, ok := ix.vocab.ids[name.text]
	b, also := ix.vocab.ids[number.text]
	if !ok || !also {
		return true
	}
	st := &ix.store
	terms := st.terms[st.begin[st.first[f]]:st.begin[st.first[f+1]]]
	for k := 1; k < len(terms); k++ {
		if terms[k-1] == a && terms[k] == b {
			return false
		}
	}
	return true
}

// relatedEntity is how much a fact is about an entity that it does not name,
// when it names something that the entity made.
const relatedEntity = .5

// versionOf is how much a fact about "Seedance 2.0" is about Seedance.
const versionOf = .8

// likes says how well a fact has each unit of the question.
func (ix *Index) likes(sc *scratch, q *asked, f int) []float64 {
	st := &ix.store
	likes := zeros(sc.likes, len(q.units))
	sc.likes = likes
	for _, t := range st.terms[st.begin[st.first[f]]:st.begin[st.first[f+1]]] {
		if sc.kin.has(t) {
			for _, h := range sc.hits[sc.mark[t]-1].units {
				likes[h.unit] = max(likes[h.unit], h.like)
			}
		}
	}
	for i, u := range q.units {
		if u.entity >= 0 {
			likes[i] = max(likes[i], ix.speaksOf(f, u.entity))
		} else if likes[i] >= likeStem {
			likes[i] = 1
		}
	}
	return likes
}

// speaksOf is 1 for a fact that names an entity or is about it, less for one
// about something that the entity made.
func (ix *Index) speaksOf(f, entity int) float64 {
	in := ix.linker.inFacts[f]
	if slices.Contains(in, entity) {
		return 1
	}
	name, best := ix.base.Entities[entity].Name, 0.0
	for _, e := range in {
		other := ix.base.Entities[e]
		if rest, ok := strings.CutPrefix(other.Name, name); ok && (rest[0] == ' ' || rest[0] == '-') {
			return versionOf
		}
		if other.By == name {
			best = relatedEntity
		}
	}
	return best
}

// kinds are the kinds of value that a fact holds, as bits.
type kinds uint8

const (
	holdsNumber kinds = 1 << iota
	holdsDate         // a day, a month or the like
	holdsYear
	holdsSpan
	holdsReason
)

// lacks is how far a fact is from holding the kind of value that is asked
// for: 0 it may hold one, 1 it cannot.
func (ix *Index) lacks(f int, q *asked) float64 {
	k := ix.store.kinds[f]
	has := true
	switch q.asks {
	case valueCount:
		has = k&holdsNumber != 0
	case valueWhen:
		if k&holdsDate == 0 && k&holdsYear != 0 {
			return .25 // a year where a day may be known
		}
		has = k&holdsDate != 0
	case valueSpan:
		has = k&holdsSpan != 0
	case valueWhy:
		has = k&holdsReason != 0
	case valueWho:
		has = ix.namesOther(f, q, whoTypes)
	case valueWhere:
		has = ix.namesOther(f, q, whereTypes)
	}
	if has {
		return 0
	}
	return 1
}

// Types of entities that answer "who" and "where". A fact may name someone
// whom no file declares, so the lack of one speaks only a little against it.
var (
	whoTypes   = map[string]bool{"company": true, "person": true, "organisation": true, "organization": true, "institution": true, "lab": true}
	whereTypes = map[string]bool{"country": true, "city": true, "place": true, "region": true}
)

func (ix *Index) namesOther(f int, q *asked, types map[string]bool) bool {
	for _, e := range ix.linker.inFacts[f] {
		if types[ix.base.Entities[e].Type] && !slices.ContainsFunc(q.mentions, func(m mention) bool { return m.entity == e }) {
			return true
		}
	}
	return false
}

// kindOf says what kinds of value a word may be of.
func kindOf(w string) kinds {
	switch {
	case w == "":
		return 0
	case isYear(w):
		return holdsYear
	case isDigit(w[0]):
		return holdsNumber
	case spanWords[w]:
		return holdsSpan
	case reasonWords[w]:
		return holdsReason
	case dateWords[w]:
		return holdsDate
	case countWords[w]:
		return holdsNumber
	}
	return 0
}

var reasonWords = foldedSet(`سبب بسبب أسباب تسبب عللت علل علّل معللة معللا بهدف تهدف هدفه هدفها غايته غايتها خشية خوفا تفاديا تجنبا لحماية لكبح محاولة بدعوى بحجة بذريعة ردا نتيجة لمنع لتحرير لتتحرر برر بررت مصلحة
	because reason reasons due owing cited citing fear fearing avoid prevent protect aim aims aimed order attempt grounds since therefore so explained`)

var spanWords = foldedSet(`ثانية ثوان ثواني دقيقة دقائق ساعة ساعات يوم أيام أسبوع أسابيع شهر أشهر شهور سنة سنوات عام أعوام عقد عقود قرن قرون
	ثانيتين دقيقتين دقيقتان ساعتين ساعتان يومين يومان أسبوعين شهرين شهران سنتين سنتان عامين عامان
	second seconds minute minutes hour hours day days week weeks month months year years decade decades century centuries`)

var dateWords = func() map[string]bool {
	m := foldedSet(`قرن القرن عقد أمس غدا اليوم قبل منذ حتى century today yesterday since until ago spring summer autumn winter
		ربيع صيف خريف شتاء الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد monday tuesday wednesday thursday friday saturday sunday`)
	for w := range monthNames {
		if w[0] > '9' {
			m[w] = true
		}
	}
	return m
}()

var countWords = func() map[string]bool {
	m := foldedSet(`مئات آلاف ملايين مليارات عشرات نصف ثلث ربع ضعف ضعفين أضعاف مرتين مرتان ثلثي ثلثا دقيقتين دقيقتان ثانيتين ساعتين ألفين مليونين مليارين
		half third quarter twice double dozens hundreds thousands millions billions trillion trillions percent`)
	for _, from := range []map[string]float64{numberWords} {
		for w := range from {
			m[w] = true
		}
	}
	for w := range scalesByWord {
		if !strings.Contains(w, " ") {
			m[w] = true
		}
	}
	return m
}()
