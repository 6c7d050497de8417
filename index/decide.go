package index

import (
	"slices"
	"strings"
)

// has reports whether a fact has a folded word as it is.
func (ix *Index) has(f int, word string) bool {
	t, ok := ix.vocab.words.find(word)
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
	a, ok := ix.vocab.words.find(name.text)
	b, also := ix.vocab.words.find(number.text)
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
func (ix *Index) likes(sc *scratch, q *asked, f, likest int) []float64 {
	st := &ix.store
	likes := zeros(sc.likes, len(q.units))
	sc.likes = likes
	sc.raise(likes, st.terms[st.begin[st.first[f]]:st.begin[st.first[f+1]]])
	if set := ix.asked.sets[ix.asked.of[f]]; set != nil {
		sc.raise(likes, set[likest].terms)
	}
	for i := range q.units {
		u := &q.units[i]
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
	in := ix.linker.in(f)
	if slices.Contains(in, uint32(entity)) {
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
	holdsMoney
	holdsShare // a number of hundredths
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
	for _, e := range ix.linker.in(f) {
		if types[ix.base.Entities[e].Type] && !slices.ContainsFunc(q.mentions, func(m mention) bool { return m.entity == int(e) }) {
			return true
		}
	}
	return false
}

// signs says what kinds of value a text holds by signs that are no words.
func signs(text string) (k kinds) {
	if strings.ContainsAny(text, "$€£¥") {
		k |= holdsMoney
	}
	if strings.ContainsAny(text, "%٪") {
		k |= holdsShare
	}
	return k
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
	case isMoney(unitsByWord[w].family):
		return holdsMoney
	case unitsByWord[w].family == familyPercent:
		return holdsShare
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
	seconds minute minutes hour hours day days week weeks month months year years decade decades century centuries`)

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
	for w := range numberWords {
		m[w] = true
	}
	for w := range scalesByWord {
		if !strings.Contains(w, " ") {
			m[w] = true
		}
	}
	return m
}()
