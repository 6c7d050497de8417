package index

import (
	"iter"
	"math"
	"runtime"
	"slices"
	"sync"
	"unicode/utf8"
)

// vocabulary is every word of a folder's facts, numbered, with what a word of
// a question needs to find its relatives: the words of the same stem, of the
// same bones, those that another reading joins, and those that share letters.
//
// Facts hold numbers of words, and scoring a fact compares numbers alone: all
// that is costly about Arabic happens once a word, not once an occurrence.
type vocabulary struct {
	facts int // in the folder

	// Terms are folded words. Each has its stem, the kinds of value that it may
	// be, its grams, and the number of facts that hold it.
	words     table
	stem      []uint32
	kinds     []kinds
	grams     lists
	bonesOf   lists // hashes
	readings  readings
	termFacts []uint32

	// Stems are classes of terms.
	stems     table
	terms     lists // by stem
	stemFacts []uint32

	gramIDs   gramTable
	gramFacts []uint32
	gramTerms lists // by gram: the terms that have it

	forms hashed // readings that other words bear out → terms
	bones hashed // bones → stems
	bare  hashed // words without article → terms

	letters [2][]rune // of words in other letters, and in Arabic ones
}

// gram is gramSize letters that follow each other in a word.
type gram uint64

const gramSize = 4

// gramsOf gives the grams of a word without article; a shorter word is one gram.
func gramsOf(w string, yield func(gram)) {
	w = withoutArticle(w)
	var g gram
	n := 0
	for _, r := range w {
		g = g<<16 | gram(r&0xffff)
		if n++; n >= gramSize {
			yield(g)
		}
	}
	if 1 < n && n < gramSize {
		yield(g)
	}
}

// gramTable numbers grams from 0 on.
type gramTable struct {
	grams []gram
	slots []uint32 // 1 + number; 0 for none
}

func (t *gramTable) slot(g gram) int {
	mask := len(t.slots) - 1
	i := int((uint64(g)*0x9e3779b97f4a7c15)>>32) & mask
	for t.slots[i] != 0 && t.grams[t.slots[i]-1] != g {
		i = (i + 1) & mask
	}
	return i
}

func (t *gramTable) find(g gram) (uint32, bool) {
	if len(t.slots) == 0 {
		return 0, false
	}
	n := t.slots[t.slot(g)]
	return n - 1, n > 0
}

func (t *gramTable) add(g gram) uint32 {
	if 3*(len(t.grams)+1) > 2*len(t.slots) {
		t.slots = make([]uint32, max(64, 2*len(t.slots)))
		for n, g := range t.grams {
			t.slots[t.slot(g)] = uint32(n + 1)
		}
	}
	i := t.slot(g)
	if t.slots[i] == 0 {
		t.grams = append(t.grams, g)
		t.slots[i] = uint32(len(t.grams))
	}
	return t.slots[i] - 1
}

// readings are the other forms that words may be of (otherForms), by term.
type readings struct {
	stops []uint32
	forms []otherForm
}

func (r *readings) of(term uint32) []otherForm {
	start := uint32(0)
	if term > 0 {
		start = r.stops[term-1]
	}
	return r.forms[start:r.stops[term]]
}

// otherForm is one of them: its hash, and the hash of its witness, 0 where it
// needs none.
type otherForm struct{ form, witness uint32 }

// inWords marks, in the highest bit, a witness that is a word, not a stem.
const inWords = 1 << 31

// witness hashes what the folder must have for a form to be believed: the form
// as the stem of a word, or as a word with an article for short ones, which half
// of all letters make.
func witness(form string) uint32 {
	if letters(form) > 3 {
		return max(1, hashOf(form)&^inWords)
	}
	return hashOf("ال"+form) | inWords
}

// testifies reports whether the folder has a witness.
func (v *vocabulary) testifies(witness uint32) bool {
	if witness&inWords != 0 {
		return v.words.has(witness)
	}
	return v.stems.has(witness)
}

// morphology is what can be said of a word by itself.
type morphology struct {
	stem  string
	kinds kinds
	grams []gram
	forms []otherForm
	bones []uint32 // hashes
}

func analyse(w string) morphology {
	a := morphology{stem: stemOf(w), kinds: kindOf(w)}
	bonesOf(w, a.stem, func(b string) { a.bones = append(a.bones, hashOf(b)) })
	gramsOf(w, func(g gram) { a.grams = append(a.grams, g) })
	otherForms(w, func(form string, sure bool) {
		r := otherForm{form: hashOf(form)}
		if !sure {
			r.witness = witness(form)
		}
		if form != a.stem && !slices.ContainsFunc(a.forms, func(o otherForm) bool { return o.form == r.form && o.witness == 0 }) {
			a.forms = append(a.forms, r)
		}
	})
	return a
}

// reindex makes what leads to the numbers of words, stems and grams.
func (v *vocabulary) reindex() {
	v.words.reindex()
	v.stems.reindex()
	grams := v.gramIDs.grams
	v.gramIDs = gramTable{}
	for _, g := range grams {
		v.gramIDs.add(g)
	}
}

// add returns the number of a folded word, which it gives one if it has none.
// Nothing else is known of a new word until analyse.
func (v *vocabulary) add(w string) uint32 {
	n, _ := v.words.add(w)
	return n
}

// analyse finds out about the words that were added since it was last called.
func (v *vocabulary) analyse() {
	const atOnce = 1 << 16
	found := make([]morphology, min(atOnce, v.words.len()-len(v.stem)))
	for len(v.stem) < v.words.len() {
		from := len(v.stem)
		found = found[:min(len(found), v.words.len()-from)]
		inParallel(len(found), 1024, func(i int) { found[i] = analyse(v.words.text(uint32(from + i))) })
		for _, a := range found {
			v.take(a)
		}
	}
}

// take files what the next word is.
func (v *vocabulary) take(a morphology) {
	stem, _ := v.stems.add(a.stem)
	v.stem = append(v.stem, stem)
	v.kinds = append(v.kinds, a.kinds)
	v.bonesOf.add(a.bones...)
	for _, g := range a.grams {
		v.grams.items = append(v.grams.items, v.gramIDs.add(g))
	}
	v.grams.stops = append(v.grams.stops, uint32(len(v.grams.items)))
	v.readings.forms = append(v.readings.forms, a.forms...)
	v.readings.stops = append(v.readings.stops, uint32(len(v.readings.forms)))
}

// adopter takes words over from a vocabulary, without analysing them again.
type adopter struct {
	from, to *vocabulary
	words    []uint32 // by number there: 1 + number here, 0 where not taken over yet
	stems    []uint32
	grams    []uint32
}

// newAdopter returns an adopter; to must have analysed all its words whenever
// the adopter is used.
func newAdopter(from, to *vocabulary) *adopter {
	to.words.reserve(&from.words)
	to.stems.reserve(&from.stems)
	to.grams.items = slices.Grow(to.grams.items, len(from.grams.items))
	to.readings.forms = slices.Grow(to.readings.forms, len(from.readings.forms))
	return &adopter{from, to, make([]uint32, from.words.len()), make([]uint32, from.stems.len()), make([]uint32, len(from.gramIDs.grams))}
}

// word takes a word over and returns its number here.
func (a *adopter) word(n uint32) uint32 {
	if a.words[n] == 0 {
		a.words[n] = a.take(n) + 1
	}
	return a.words[n] - 1
}

func (a *adopter) take(n uint32) uint32 {
	from, to := a.from, a.to
	t, _ := to.words.add(from.words.text(n))
	s := from.stem[n]
	if a.stems[s] == 0 {
		stem, _ := to.stems.add(from.stems.text(s))
		a.stems[s] = stem + 1
	}
	to.stem = append(to.stem, a.stems[s]-1)
	to.kinds = append(to.kinds, from.kinds[n])
	to.bonesOf.add(from.bonesOf.of(n)...)
	for _, g := range from.grams.of(n) {
		if a.grams[g] == 0 {
			a.grams[g] = to.gramIDs.add(from.gramIDs.grams[g]) + 1
		}
		to.grams.items = append(to.grams.items, a.grams[g]-1)
	}
	to.grams.stops = append(to.grams.stops, uint32(len(to.grams.items)))
	to.readings.forms = append(to.readings.forms, from.readings.of(n)...)
	to.readings.stops = append(to.readings.stops, uint32(len(to.readings.forms)))
	return t
}

// inParallel calls do for 0 to n-1, so many in a run, by as many goroutines as
// there are processors.
func inParallel(n, run int, do func(i int)) {
	var all sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), (n+run-1)/run)
	for w := range workers {
		all.Go(func() {
			for at := w * run; at < n; at += workers * run {
				for i := at; i < min(at+run, n); i++ {
					do(i)
				}
			}
		})
	}
	all.Wait()
}

// withoutHeh takes off a final heh, which may be a ta marbuta.
func withoutHeh(w string) string {
	if n := letters(w); n > 3 && w[len(w)-2:] == "ه" {
		return w[:len(w)-2]
	}
	return w
}

// finish files what can be known only once all words are.
func (v *vocabulary) finish(facts int) {
	v.facts = facts
	v.terms = grouped(v.stem, v.stems.len())
	var all sync.WaitGroup
	all.Go(v.fileForms)
	all.Go(v.fileBones)
	all.Go(v.fileBare)
	all.Go(v.fileGrams)
	all.Wait()
}

func (v *vocabulary) fileForms() {
	var pairs []pair
	for t := range v.words.len() {
		first := len(pairs)
		for _, r := range v.readings.of(uint32(t)) {
			p := pair{r.form, uint32(t)}
			if (r.witness == 0 || v.testifies(r.witness)) && !slices.Contains(pairs[first:], p) {
				pairs = append(pairs, p)
			}
		}
	}
	v.forms = newHashed(pairs)
}

func (v *vocabulary) fileGrams() {
	v.gramTerms = v.grams.inverted(len(v.gramIDs.grams))
}

func (v *vocabulary) fileBones() {
	var pairs []pair
	for s := range v.stems.len() {
		first := len(pairs)
		for _, t := range v.terms.of(uint32(s)) {
			for _, b := range v.bonesOf.of(t) {
				if p := (pair{b, uint32(s)}); !slices.Contains(pairs[first:], p) {
					pairs = append(pairs, p)
				}
			}
		}
	}
	v.bones = newHashed(pairs)
}

func (v *vocabulary) fileBare() {
	var pairs []pair
	var counts [2][0x700]int
	for t := range v.words.len() {
		w := withoutArticle(v.words.text(uint32(t)))
		if len(w) < 3 {
			continue
		}
		pairs = append(pairs, pair{hashOf(w), uint32(t)})
		in := &counts[script(w)]
		for _, r := range w {
			if int(r) < len(in) {
				in[r]++
			}
		}
	}
	v.bare = newHashed(pairs)
	for i := range counts {
		v.letters[i] = nil
		for r, n := range counts[i] {
			if n > 0 {
				v.letters[i] = append(v.letters[i], rune(r))
			}
		}
	}
}

// script is 1 for a word in Arabic letters, 0 for others.
func script(w string) int {
	if r, _ := utf8.DecodeRuneInString(w); r >= 0x600 && r <= 0x6ff {
		return 1
	}
	return 0
}

// idf is the information of something that so many facts hold, in nats.
func (v *vocabulary) idf(facts uint32) float64 {
	return math.Log(1 + (float64(v.facts)-float64(facts)+.5)/(float64(facts)+.5))
}

// relative is a term that a word of a question may mean.
type relative struct {
	term uint32
	like float64 // 1 the same word, less for looser kinship
	idf  float64
}

// Kinship of words.
const (
	likeExact = 1.0
	likeStem  = .9
	likeForm  = .8
	likeBones = .6
	likeTypo  = .65
)

// formsOf gives the terms that have form among their readings, and whose reading
// other words bear out.
func (v *vocabulary) formsOf(form string) iter.Seq[uint32] {
	return func(yield func(uint32) bool) {
		for t := range v.forms.of(hashOf(form)) {
			if v.mayBe(t, form) && !yield(t) {
				return
			}
		}
	}
}

// relatives finds the terms that w may mean, nearest first kinds winning.
func (v *vocabulary) relatives(w string) []relative {
	var k kin
	class := func(s uint32, like float64) {
		idf := v.idf(v.stemFacts[s])
		for _, t := range v.terms.of(s) {
			k.add(t, like, idf)
		}
	}
	s := stemOf(w)
	if t, ok := v.words.find(w); ok {
		k.add(t, likeExact, v.idf(v.termFacts[t]))
	}
	if sid, ok := v.stems.find(s); ok {
		class(sid, likeStem)
	}
	for t := range v.formsOf(s) {
		k.add(t, likeForm, v.idf(v.termFacts[t]))
	}
	otherForms(w, func(form string, sure bool) {
		if !sure && !v.testifies(witness(form)) {
			return
		}
		if sid, ok := v.stems.find(form); ok {
			class(sid, likeForm)
		}
	})
	if len(k.found) == 0 {
		spokenForms(w, func(form string) {
			s := stemOf(form)
			if sid, ok := v.stems.find(s); ok {
				class(sid, likeForm)
			}
			for t := range v.formsOf(s) {
				k.add(t, likeForm, v.idf(v.termFacts[t]))
			}
			v.boned(bones(s), &k)
		})
	}
	bonesOf(w, s, func(b string) { v.boned(b, &k) })
	if len(k.found) == 0 {
		v.typos(w, &k)
	}
	return k.found
}

// mayBe reports whether a term has form among its readings.
func (v *vocabulary) mayBe(t uint32, form string) bool {
	found := false
	otherForms(v.words.text(t), func(f string, _ bool) { found = found || f == form })
	return found
}

// kin collects relatives, each once and by its nearest kinship.
type kin struct {
	found []relative
	at    map[uint32]int // where a term is in found, once they are many
}

const many = 16

func (k *kin) add(t uint32, like, idf float64) {
	i := -1
	if k.at != nil {
		if at, ok := k.at[t]; ok {
			i = at
		}
	} else {
		i = slices.IndexFunc(k.found, func(r relative) bool { return r.term == t })
	}
	if i >= 0 {
		if r := &k.found[i]; like*idf > r.like*r.idf {
			r.like, r.idf = like, idf
		}
		return
	}
	k.found = append(k.found, relative{t, like, idf})
	switch {
	case k.at != nil:
		k.at[t] = len(k.found) - 1
	case len(k.found) > many:
		k.at = make(map[uint32]int, 2*many)
		for i, r := range k.found {
			k.at[r.term] = i
		}
	}
}

// boned adds the terms that share bones.
func (v *vocabulary) boned(b string, k *kin) {
	if b == "" {
		return
	}
	var stems []uint32
	facts := uint32(0)
	for s := range v.bones.of(hashOf(b)) {
		stems = append(stems, s)
		facts += v.stemFacts[s]
	}
	idf := v.idf(min(facts, uint32(v.facts)))
	for _, s := range stems {
		for _, t := range v.terms.of(s) {
			k.add(t, likeBones, idf)
		}
	}
}
