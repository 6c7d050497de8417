package index

import (
	"math"
	"slices"
	"strconv"

	"sibaq/knowledge"
)

// Judging. A raw score says little: it grows with the question and differs
// from folder to folder. What can be compared is how much of the question's own
// information one fact covers, and whether what the question names and what it
// asks about that meet there. Each of the best facts is described by the
// features below; one weight a feature makes of them the logit of the
// probability that the fact is a right answer. The facts come in the order of
// that probability, and the first one's is the confidence of the answer.

// feature is an index into features.
type feature int

const (
	fBias feature = iota
	// What the fact has of the question's words.
	fWords       // BM25 over words and their kin, as a share of what the question could reach
	fGrams       // BM25 over fourgrams, likewise
	fPairs       // neighbours in the question that are neighbours in the fact
	fWindow      // information of the question within about one sentence
	fAsked       // it is like a question that leads to the fact
	fAskedKind   // and that question asks for the same kind of value
	fAskedMuch   // how far beyond half it is like it
	fAskedLeft   // share of the question's words that it has and the known one lacks
	fAskedAny    // share of the question's words that one or another of such questions has
	fAskedNone   // a word that neither the fact nor any such question has
	fNowhere     // it is like a question that nothing answers
	fNowhereMore // and more so than like one that leads to the fact
	fRival       // how much more another fact's known question is like it
	fAround      // information that the facts beside it and its headings have
	fCovered     // information that the fact itself has, names included
	fHits        // telling words that it has, 1 for three or more
	fAll         // it has every word but the weak
	fPrecise     // share of its own words that the question has
	fWeak        // share of the weak words that it has
	// The same of a fact that is a paragraph rather than a sentence.
	fParagraph
	fParWords
	fParGrams
	fParPairs
	fParWindow
	fParAround
	fParCovered
	// What it lacks.
	fHead       // the first thing asked about
	fConcept    // words of the lists of synonyms, 1 for two
	fConceptTop // of those, the ones that a heading has
	fTelling    // what is asked for by its own word ("salary", "راتب")
	fLost       // other words that the folder knows
	fStrange    // words that the folder does not know
	fVerbs      // such words of the form of a verb
	fNumber     // a number of the question
	fYear       // a year of the question
	fOtherYear  // likewise, and it has another one
	// The names of the question.
	fNamed   // a name surely meant is in it
	fMissing // share of the names surely meant that it lacks
	fPlace   // it lacks a country or city
	fGuessed // a name was found by sound or in spite of a typo, and it is there
	fUnfound // likewise, and it is not there
	fMade    // a name is there only through what it made
	fVersion // a version is asked for that it does not hold
	fAbout   // it is about the names, not only naming them
	fFirst   // what it names first is one of them
	fOthers  // it names things that nobody asked about, 1 for four
	// The kind of value asked for.
	fKind       // it may hold one
	fCount      // it cannot: a number
	fWhen       // a date
	fSpan       // a length of time
	fWho        // a person or organisation
	fWhere      // a place
	fWhy        // a reason
	fReason     // nobody asked why, and it gives a reason
	fPerson     // who is asked for, and it names no person
	fOffice     // who holds an office is asked, and it names no person
	fMoney      // a sum of money is asked for, and it holds none
	fShare      // likewise a percentage
	fFocus      // it lacks the word next to the one that asks
	fFocusWho   // likewise, and who is asked for
	fFocusCount // likewise how many
	fCounted    // how many is asked, and no number stands next to what is counted
	fFar        // a number is asked for, and what is counted does not stand near one
	// What it is.
	fCell       // a cell of a table
	fLabel      // share of the question's words that its row's label has
	fLabelWords // share of the label's words that the question has
	fLabelNone  // a cell, and none of its label's words is asked for
	fBareCell   // a cell, and the question is only a name
	fOld        // superseded
	fDate       // as of a year asked for
	fFresh      // how far it is behind the newest fact, in tens of years
	fNow        // likewise, where the newest is asked for
	// What the question is.
	fLong     // how much it says, 1 for eight things
	fBare     // it is only a name
	fOne      // it asks for one thing beside its names
	fNameless // it names nothing
	// Of all the above.
	fDefect   // one thing is wrong with it
	fDefects  // more than one
	fComplete // it names all names and has every word, number and kind of value
	nFeatures
)

// featureNames say in a few words what each feature is, for Explain and for
// judgement.txt.
var featureNames = [nFeatures]knowledge.Label{
	fBias:        {Ar: "نقطة البداية", En: "bias"},
	fWords:       {Ar: "كلمات السؤال", En: "words"},
	fGrams:       {Ar: "حروف كلماته", En: "letters"},
	fPairs:       {Ar: "كلمات متجاورة في الاثنين", En: "neighbours"},
	fWindow:      {Ar: "في جملة واحدة", En: "one sentence"},
	fAsked:       {Ar: "يشبه سؤالًا معروفًا يقود إليها", En: "known question"},
	fAskedKind:   {Ar: "والسؤال المعروف من نوعه", En: "of the same kind"},
	fAskedMuch:   {Ar: "يشبهه كثيرًا", En: "much like a known question"},
	fAskedLeft:   {Ar: "ما ليس في السؤال المعروف", En: "not in the known question"},
	fAskedAny:    {Ar: "في أسئلة تقود إليها", En: "in known questions"},
	fAskedNone:   {Ar: "ليس فيها ولا في أسئلتها", En: "in no known question"},
	fNowhere:     {Ar: "يشبه سؤالًا لا جواب له", En: "like an unanswered question"},
	fNowhereMore: {Ar: "وأكثر من شبهه بسؤال عنها", En: "more so than like a known one"},
	fRival:       {Ar: "أشبه بسؤال حقيقة أخرى", En: "known question of another"},
	fAround:      {Ar: "ما حولها وعناوينها", En: "around"},
	fCovered:     {Ar: "ما تغطيه من السؤال", En: "covered"},
	fHits:        {Ar: "كلمات ذات دلالة", En: "telling words"},
	fAll:         {Ar: "كل الكلمات", En: "every word"},
	fPrecise:     {Ar: "كلماتها التي في السؤال", En: "own words asked"},
	fWeak:        {Ar: "كلمات عامة", En: "weak words"},
	fParagraph:   {Ar: "فقرة لا جملة", En: "paragraph"},
	fParWords:    {Ar: "كلمات، في فقرة", En: "words of a paragraph"},
	fParGrams:    {Ar: "حروف، في فقرة", En: "letters of a paragraph"},
	fParPairs:    {Ar: "متجاورات، في فقرة", En: "neighbours in a paragraph"},
	fParWindow:   {Ar: "جملة واحدة من فقرة", En: "one sentence of a paragraph"},
	fParAround:   {Ar: "ما حول فقرة", En: "around a paragraph"},
	fParCovered:  {Ar: "تغطية فقرة", En: "covered by a paragraph"},
	fHead:        {Ar: "ينقصها أول ما سُئل عنه", En: "first thing asked lacking"},
	fConcept:     {Ar: "ينقصها مفهوم معروف", En: "concept lacking"},
	fConceptTop:  {Ar: "والمفهوم في عنوان فوقها", En: "concept in a heading"},
	fTelling:     {Ar: "تنقصها الكلمة المسؤول عنها", En: "telling word lacking"},
	fLost:        {Ar: "تنقصها كلمة تعرفها الملفات", En: "known word lacking"},
	fStrange:     {Ar: "كلمة لا تعرفها الملفات", En: "unknown word"},
	fVerbs:       {Ar: "فعل لا تعرفه الملفات", En: "unknown verb"},
	fNumber:      {Ar: "ينقصها رقم السؤال", En: "number lacking"},
	fYear:        {Ar: "تنقصها سنة السؤال", En: "year lacking"},
	fOtherYear:   {Ar: "وفيها سنة أخرى", En: "has another year"},
	fNamed:       {Ar: "تذكر الاسم المسؤول عنه", En: "names it"},
	fMissing:     {Ar: "ينقصها اسم", En: "name lacking"},
	fPlace:       {Ar: "ينقصها بلد أو مدينة", En: "place lacking"},
	fGuessed:     {Ar: "اسم مخمَّن وتذكره", En: "guessed name"},
	fUnfound:     {Ar: "اسم مخمَّن ولا تذكره", En: "guessed name lacking"},
	fMade:        {Ar: "تذكر ما صنعه لا هو", En: "only what it made"},
	fVersion:     {Ar: "إصدار غير الذي تذكره", En: "version lacking"},
	fAbout:       {Ar: "موضوعها هو الاسم", En: "about it"},
	fFirst:       {Ar: "أول ما تذكره", En: "names it first"},
	fOthers:      {Ar: "تذكر أسماء أخرى", En: "names others"},
	fKind:        {Ar: "فيها نوع المطلوب", En: "kind of value"},
	fCount:       {Ar: "لا رقم فيها", En: "no number"},
	fWhen:        {Ar: "لا تاريخ فيها", En: "no date"},
	fSpan:        {Ar: "لا مدة فيها", En: "no length of time"},
	fWho:         {Ar: "لا أحد فيها", En: "nobody"},
	fWhere:       {Ar: "لا مكان فيها", En: "no place"},
	fWhy:         {Ar: "لا سبب فيها", En: "no reason"},
	fReason:      {Ar: "فيها سبب لم يُطلب", En: "a reason"},
	fPerson:      {Ar: "لا شخص فيها", En: "no person"},
	fOffice:      {Ar: "لا شخص فيها والمطلوب صاحب منصب", En: "nobody in office"},
	fMoney:       {Ar: "لا مبلغ فيها", En: "no money"},
	fShare:       {Ar: "لا نسبة فيها", En: "no percentage"},
	fFocus:       {Ar: "تنقصها الكلمة التي بعد أداة السؤال", En: "word next to the asking one lacking"},
	fFocusWho:    {Ar: "والسؤال عن أحد", En: "and who is asked"},
	fFocusCount:  {Ar: "والسؤال عن عدد", En: "and how many is asked"},
	fCounted:     {Ar: "المعدود ليس بجانب رقم", En: "counted thing not beside a number"},
	fFar:         {Ar: "لا رقم قرب المعدود", En: "no number near"},
	fCell:        {Ar: "خانة جدول", En: "cell"},
	fLabel:       {Ar: "في اسم الصف كلمات السؤال", En: "label has the question"},
	fLabelWords:  {Ar: "كلمات اسم الصف في السؤال", En: "label is asked for"},
	fLabelNone:   {Ar: "اسم الصف لم يُسأل عنه", En: "label not asked for"},
	fBareCell:    {Ar: "خانة لسؤال هو اسم فقط", En: "cell for a bare name"},
	fOld:         {Ar: "متجاوزة", En: "superseded"},
	fDate:        {Ar: "من سنة السؤال", En: "of the year"},
	fFresh:       {Ar: "قِدمها", En: "age"},
	fNow:         {Ar: "قِدمها والمطلوب الأحدث", En: "age, newest asked"},
	fLong:        {Ar: "طول السؤال", En: "question says much"},
	fBare:        {Ar: "السؤال اسم فقط", En: "question is a name"},
	fOne:         {Ar: "يسأل عن شيء واحد", En: "asks one thing"},
	fNameless:    {Ar: "لا اسم في السؤال", En: "question names nothing"},
	fDefect:      {Ar: "عيب واحد", En: "one defect"},
	fDefects:     {Ar: "عيوب عدة", En: "several defects"},
	fComplete:    {Ar: "لا ينقصها شيء", En: "complete"},
}

type vector [nFeatures]float64

// logit is how sure one may be that a fact with such features answers.
func (v *vector) logit() float64 {
	sum := 0.0
	for i, w := range judgement {
		sum += w * v[i]
	}
	return sum
}

// confidence is the probability that a logit stands for.
func confidence(logit float64) float64 { return 1 / (1 + math.Exp(-logit)) }

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// judge gathers what speaks for and against a fact.
func (ix *Index) judge(sc *scratch, q *asked, c *candidate) {
	f := ix.base.Facts[c.fact]
	v := &c.features
	*v = vector{fBias: 1, fWords: c.parts.words, fGrams: c.parts.grams, fPairs: c.parts.pairs, fWindow: c.parts.window, fAsked: c.parts.asked, fAskedKind: one(c.parts.sameKind && c.parts.asked > .5), fAround: c.parts.around}
	v[fAskedMuch], v[fAskedLeft], v[fRival] = max(0, c.parts.asked-.5), c.parts.left, max(0, c.parts.rival-c.parts.asked)
	v[fNowhere], v[fNowhereMore] = c.parts.nowhere, max(0, c.parts.nowhere-c.parts.asked)
	v[fLong], v[fBare] = min(1, float64(len(q.units))/8), one(q.bare)
	ix.judgeUnits(v, sc, q, c)
	ix.judgeNames(v, q, f, c.fact)
	ix.judgeKind(v, sc, q, c.fact)
	ix.judgeLabel(v, sc, q, f, c.fact)
	v[fNameless] = one(len(q.mentions) == 0)
	defects := 0.0
	for _, d := range [...]feature{fConcept, fTelling, fStrange, fNumber, fYear, fMissing, fUnfound, fVersion, fCount, fSpan, fWho, fFar, fLost} {
		defects += one(v[d] > .3)
	}
	v[fDefect], v[fDefects] = one(defects == 1), one(defects > 1)
	v[fComplete] = one(defects == 0 && (v[fAll] == 1 || q.bare))
	v[fOld] = one(f.Status == knowledge.Superseded)
	if !f.AsOf.IsZero() {
		age := min(max(float64(ix.newest-f.AsOf.Year)/10, 0), 1)
		switch {
		case slices.Contains(q.years, strconv.Itoa(f.AsOf.Year)):
			v[fDate] = 1
		case q.now:
			v[fNow] = age
		case len(q.years) == 0:
			v[fFresh] = age
		}
	}
	c.given = 0
	if len(q.units) == 1 && q.words <= maxSearch && v[fAll] == 1 {
		c.given += search
	}
	if c.parts.asked >= theSame && c.parts.sameKind && v[fMissing]+v[fUnfound]+v[fVersion] == 0 {
		c.given += written
	}
	c.score = v.logit() + c.given
}

// search is added to the logit where one word is asked for and the fact has it:
// that is a search rather than a question, of which fitting sees too few.
const search = 3.5

// maxSearch is how many words a search has at most, those that say nothing
// included.
const maxSearch = 2

// written is added where somebody wrote just this question for the fact: the
// questions that fit the weights are withheld, so that none of them is known.
const written = 3

// theSame is how like a written question is to one that says the same.
const theSame = .95

// judgeUnits weighs what a fact has of the question against what it lacks.
func (ix *Index) judgeUnits(v *vector, sc *scratch, q *asked, c *candidate) {
	fact := c.fact
	likes := ix.likes(sc, q, fact, c.parts.likest)
	ix.judgeAsked(v, sc, q, fact, likes)
	above := sc.mask(ix.store.contexts.of(ix.store.context[fact]))
	var all, got, hits, asks, weak, weakHits float64
	head := true
	for i := range q.units {
		u := &q.units[i]
		like, lacks := likes[i], likes[i] < likeBones
		all += u.info
		got += u.info * like
		if u.telling && (lacks || like == likeTypo) { // "متجوز" is not "متجاوز"
			v[fTelling] = 1
		}
		if u.version != "" && !ix.has(fact, u.version) || ix.otherVersion(fact, q, i) {
			v[fVersion] = 1
		}
		if u.focus && likes[i] < likeStem {
			v[fFocus], v[fFocusWho], v[fFocusCount] = 1, one(q.asks == valueWho), one(q.asks == valueCount)
		}
		if u.focus && q.asks == valueCount && !q.money {
			v[fCounted] = one(!ix.counts(sc, fact, 1<<i))
		}
		if u.entity >= 0 {
			continue
		}
		if u.weak {
			weak++
			weakHits += one(!lacks)
			continue
		}
		asks++
		if !lacks {
			hits++
		}
		switch {
		case u.number:
			if like < likeForm {
				if isYear(u.text) {
					v[fYear] = 1
					v[fOtherYear] = one(ix.store.kinds[fact]&holdsYear != 0)
				} else {
					v[fNumber] = 1
				}
			}
			continue
		case head:
			v[fHead] = one(lacks)
			head = false
		}
		if !lacks {
			continue
		}
		switch {
		case len(u.relatives) == 0 && verbLike(u.text):
			v[fVerbs] += u.info / 15
		case len(u.relatives) == 0:
			v[fStrange] += u.info / 15
		case u.concept:
			if above&(1<<i) != 0 {
				v[fConceptTop] += .5
			}
			v[fConcept] += .5
		default:
			v[fLost] += u.info * (1 - like) / 10
		}
	}
	if all > 0 {
		v[fCovered] = got / all
	}
	if weak > 0 {
		v[fWeak] = weakHits / weak
	}
	v[fHits] = min(1, hits/3)
	v[fAll] = one(asks > 0 && hits == asks)
	v[fOne] = one(asks == 1)
	for _, f := range [...]feature{fConcept, fConceptTop, fStrange, fVerbs, fLost} {
		v[f] = min(v[f], 1)
	}
	st := &ix.store
	own, mine := 0.0, 0.0
	for _, t := range st.terms[st.begin[st.first[fact]]:st.begin[st.first[fact]+1]] {
		own++
		mine += one(sc.maskOf(t) != 0)
	}
	if own > 0 {
		v[fPrecise] = mine / own
	}
	v[fParagraph] = min(1, max(0, own-sentence)/sentence)
	for i, of := range [...]feature{fWords, fGrams, fPairs, fWindow, fAround, fCovered} {
		v[fParWords+feature(i)] = v[fParagraph] * v[of]
	}
}

// judgeAsked asks what of the question's words the questions that lead to the
// fact have, all taken together: they tell what else people call the same thing.
func (ix *Index) judgeAsked(v *vector, sc *scratch, q *asked, fact int, likes []float64) {
	clear(sc.best)
	for _, a := range ix.asked.sets[ix.asked.of[fact]] {
		sc.raise(sc.best, a.terms)
	}
	var all, got, none float64
	for i := range q.units {
		if u := &q.units[i]; u.entity < 0 {
			all += u.info
			got += u.info * sc.best[i]
			if !u.weak {
				none = max(none, u.info*(1-max(sc.best[i], likes[i])))
			}
		}
	}
	if all > 0 {
		v[fAskedAny] = got / all
	}
	v[fAskedNone] = min(1, none/10)
}

// sentence is about how many words that are not ignored a sentence has.
const sentence = 20

// judgeNames asks whether the fact is about what the question names.
func (ix *Index) judgeNames(v *vector, q *asked, f *knowledge.Fact, fact int) {
	if len(q.mentions) == 0 {
		return
	}
	var names, gone, about, others float64
	for _, u := range q.units {
		if u.entity < 0 {
			continue
		}
		speaks := ix.speaksOf(fact, u.entity)
		switch {
		case u.uncertain:
			v[fGuessed] = max(v[fGuessed], one(speaks >= relatedEntity))
			v[fUnfound] = max(v[fUnfound], one(speaks < relatedEntity))
		default:
			names++
			if speaks < relatedEntity {
				gone++
				v[fPlace] = max(v[fPlace], one(whereTypes[ix.base.Entities[u.entity].Type]))
			} else {
				v[fNamed] = 1
			}
		}
		v[fMade] = max(v[fMade], one(speaks == relatedEntity))
		about += one(slices.Contains(f.About, ix.base.Entities[u.entity]))
	}
	for _, e := range ix.linker.in(fact) {
		if !slices.ContainsFunc(q.mentions, func(m mention) bool { return m.entity == int(e) }) {
			others++
		}
	}
	if in := ix.linker.in(fact); len(in) > 0 {
		v[fFirst] = one(slices.ContainsFunc(q.mentions, func(m mention) bool { return m.entity == int(in[0]) }))
	}
	if names > 0 {
		v[fMissing] = gone / names
	}
	v[fAbout] = about / float64(len(q.mentions))
	v[fOthers] = min(others, 4) / 4
}

// judgeKind asks whether the fact may hold the kind of value that is asked for.
func (ix *Index) judgeKind(v *vector, sc *scratch, q *asked, fact int) {
	lacks := ix.lacks(fact, q)
	if f := lackOf(q.asks); f != fBias {
		v[f], v[fKind] = lacks, 1-lacks
	}
	if q.asks == valueWho {
		v[fPerson] = one(!slices.ContainsFunc(ix.linker.in(fact), func(e uint32) bool { return ix.base.Entities[e].Type == "person" }))
	}
	v[fOffice] = one(q.office && v[fPerson] > 0)
	if q.asks == valueCount || q.asks == valueSpan {
		v[fFar] = one(ix.far(sc, q, fact))
	}
	k := ix.store.kinds[fact]
	v[fMoney], v[fShare] = one(q.money && k&holdsMoney == 0), one(q.share && k&holdsShare == 0)
	v[fReason] = one(q.asks != valueWhy && k&holdsReason != 0)
}

// judgeLabel asks whether the row of a cell is what is asked for.
func (ix *Index) judgeLabel(v *vector, sc *scratch, q *asked, f *knowledge.Fact, fact int) {
	if f.Cell == nil {
		return
	}
	v[fCell], v[fBareCell] = 1, one(q.bare)
	st := &ix.store
	var asks uint32
	wanted := 0.0
	for i, u := range q.units {
		if u.entity < 0 && !u.weak {
			asks |= 1 << i
			wanted++
		}
	}
	for p := st.first[fact]; p < st.first[fact+1]; p++ {
		label := st.terms[st.begin[p]:][:st.label[p]]
		var mask uint32
		hit := 0.0
		for _, t := range label {
			own := sc.maskOf(t)
			mask |= own
			hit += one(own != 0)
		}
		have := 0.0
		for i := range q.units {
			have += one(mask&asks&(1<<i) != 0)
		}
		if wanted > 0 {
			v[fLabel] = max(v[fLabel], have/wanted)
		}
		if len(label) > 0 {
			v[fLabelWords] = max(v[fLabelWords], hit/float64(len(label)))
		}
	}
	v[fLabelNone] = one(v[fLabelWords] == 0)
}

// counted is how many words may stand between a number and what it counts.
const counted = 6

// far reports whether no number of a fact stands near a word of the question.
func (ix *Index) far(sc *scratch, q *asked, fact int) bool {
	strong := uint32(0)
	for i, u := range q.units {
		if u.entity < 0 && !u.weak && !u.number {
			strong |= 1 << i
		}
	}
	return strong != 0 && !ix.numberNear(sc, fact, strong, counted)
}

// beside is how many words may stand between a number and what it counts
// where one is said to count the other: "900 مليون جهاز", "24 إطارًا".
const beside = 3

// counts reports whether a number of a fact, or the label of its row, counts one
// of the units.
func (ix *Index) counts(sc *scratch, fact int, units uint32) bool {
	st := &ix.store
	for p := st.first[fact]; p < st.first[fact+1]; p++ {
		if sc.mask(st.terms[st.begin[p]:][:st.label[p]])&units != 0 {
			return true
		}
	}
	return ix.numberNear(sc, fact, units, beside)
}

// numberNear reports whether at most so many words stand somewhere in a fact
// between a number and one of the units.
func (ix *Index) numberNear(sc *scratch, fact int, units uint32, most int) bool {
	st := &ix.store
	for p := st.first[fact]; p < st.first[fact+1]; p++ {
		number, word := -most-1, -most-1
		for i, t := range st.terms[st.begin[p]:st.begin[p+1]] {
			if sc.maskOf(t)&units != 0 {
				word = i
			} else if ix.vocab.kinds[t]&holdsNumber != 0 {
				number = i
			} else {
				continue
			}
			if word >= 0 && number >= 0 && max(word, number)-min(word, number) <= most {
				return true
			}
		}
	}
	return false
}

// lackOf is the feature for a fact that cannot hold the kind of value asked
// for, fBias where any may.
func lackOf(v value) feature {
	switch v {
	case valueCount:
		return fCount
	case valueWhen:
		return fWhen
	case valueSpan:
		return fSpan
	case valueWho:
		return fWho
	case valueWhere:
		return fWhere
	case valueWhy:
		return fWhy
	}
	return fBias
}
