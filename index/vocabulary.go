package index

import (
	"math"
	"slices"
	"unicode/utf8"
)

// vocabulary is every word of a folder's facts, numbered, with what a word of
// a question needs to find its relatives: the words of the same stem, of the
// same bones, those that another reading joins, and those that share letters.
//
// Facts hold numbers of words, and scoring a fact compares numbers alone: all
// that is costly about Arabic happens once a word, not once an occurrence.
type vocabulary struct {
	facts  int // in the folder
	ids    map[string]uint32
	terms  []term
	stems  []stem
	byStem map[string]uint32
	forms  map[string][]uint32 // readings that other words bear out → terms
	bones  map[string][]uint32 // bones → stems

	grams     map[gram]uint32
	gramFacts []uint32           // by gram: facts that hold it
	termGrams []uint32           // all terms' grams, term.grams to the next term's
	shapes    map[shape][]uint32 // for finding words in spite of a typo
}

// term is a folded word.
type term struct {
	text  string
	stem  uint32
	facts uint32 // that hold it
	grams uint32 // where its grams begin in termGrams
	kinds kinds
}

// stem is a class of terms.
type stem struct {
	text  string
	facts uint32
	terms []uint32
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

func newVocabulary() *vocabulary {
	return &vocabulary{
		ids: map[string]uint32{}, byStem: map[string]uint32{}, forms: map[string][]uint32{}, bones: map[string][]uint32{},
		grams: map[gram]uint32{},
	}
}

// id returns the number of a folded word, which it adds if it is new.
func (v *vocabulary) id(w string) uint32 {
	if id, ok := v.ids[w]; ok {
		return id
	}
	id := uint32(len(v.terms))
	v.ids[w] = id
	s := stemOf(w)
	sid, ok := v.byStem[s]
	if !ok {
		sid = uint32(len(v.stems))
		v.byStem[s] = sid
		v.stems = append(v.stems, stem{text: s})
	}
	bonesOf(w, s, func(b string) {
		if !slices.Contains(v.bones[b], sid) {
			v.bones[b] = append(v.bones[b], sid)
		}
	})
	v.stems[sid].terms = append(v.stems[sid].terms, id)
	v.terms = append(v.terms, term{text: w, stem: sid, grams: uint32(len(v.termGrams)), kinds: kindOf(w)})
	gramsOf(w, func(g gram) {
		gid, ok := v.grams[g]
		if !ok {
			gid = uint32(len(v.gramFacts))
			v.grams[g] = gid
			v.gramFacts = append(v.gramFacts, 0)
		}
		v.termGrams = append(v.termGrams, gid)
	})
	return id
}

// withoutHeh takes off a final heh, which may be a ta marbuta.
func withoutHeh(w string) string {
	if n := letters(w); n > 3 && w[len(w)-2:] == "ه" {
		return w[:len(w)-2]
	}
	return w
}

// gramsOfTerm returns the numbers of a term's grams.
func (v *vocabulary) gramsOfTerm(t uint32) []uint32 {
	stop := uint32(len(v.termGrams))
	if int(t)+1 < len(v.terms) {
		stop = v.terms[t+1].grams
	}
	return v.termGrams[v.terms[t].grams:stop]
}

// finish files what can be known only once all words are.
func (v *vocabulary) finish(facts int) {
	v.facts = facts
	v.shapes = map[shape][]uint32{}
	for t := range v.terms {
		otherForms(v.terms[t].text, func(form string, sure bool) {
			if form == v.stems[v.terms[t].stem].text || !sure && !v.attested(form) {
				return
			}
			if !slices.Contains(v.forms[form], uint32(t)) {
				v.forms[form] = append(v.forms[form], uint32(t))
			}
		})
		s := shapeOf(v.terms[t].text)
		v.shapes[s] = append(v.shapes[s], uint32(t))
	}
}

// attested reports whether the folder uses a form as a word of its own: with
// an article for short ones, which half of all letters make.
func (v *vocabulary) attested(form string) bool {
	if letters(form) > 3 {
		_, ok := v.byStem[form]
		return ok
	}
	_, ok := v.ids["ال"+form]
	return ok
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

// relatives finds the terms that w may mean, nearest first kinds winning.
func (v *vocabulary) relatives(w string) []relative {
	var out []relative
	add := func(t uint32, like, idf float64) {
		for i := range out {
			if out[i].term == t {
				if like*idf > out[i].like*out[i].idf {
					out[i].like, out[i].idf = like, idf
				}
				return
			}
		}
		out = append(out, relative{t, like, idf})
	}
	class := func(s uint32, like float64) {
		idf := v.idf(v.stems[s].facts)
		for _, t := range v.stems[s].terms {
			add(t, like, idf)
		}
	}
	s := stemOf(w)
	if t, ok := v.ids[w]; ok {
		add(t, likeExact, v.idf(v.terms[t].facts))
	}
	if sid, ok := v.byStem[s]; ok {
		class(sid, likeStem)
	}
	for _, t := range v.forms[s] {
		add(t, likeForm, v.idf(v.terms[t].facts))
	}
	otherForms(w, func(form string, sure bool) {
		if !sure && !v.attested(form) {
			return
		}
		if sid, ok := v.byStem[form]; ok {
			class(sid, likeForm)
		}
	})
	sure := len(out)
	if sure == 0 {
		spokenForms(w, func(form string) {
			s := stemOf(form)
			if sid, ok := v.byStem[s]; ok {
				class(sid, likeForm)
			}
			for _, t := range v.forms[s] {
				add(t, likeForm, v.idf(v.terms[t].facts))
			}
			v.boned(bones(s), add)
		})
	}
	bonesOf(w, s, func(b string) { v.boned(b, add) })
	if len(out) == 0 {
		v.typos(w, add)
	}
	return out
}

// typos finds the terms one letter away from a word that the folder does not
// have: of the same first letter, since few mistype that.
func (v *vocabulary) typos(w string, add func(t uint32, like, idf float64)) {
	if w[0] >= '0' && w[0] <= '9' {
		return
	}
	bare := []rune(withoutArticle(w))
	n := len(bare)
	if n < 4 {
		return
	}
	for size := n - 1; size <= n+1; size++ {
		for _, t := range v.shapes[shape{bare[0], size}] {
			if oneEdit(bare, withoutArticle(v.terms[t].text)) {
				add(t, likeTypo, v.idf(v.stems[v.terms[t].stem].facts))
			}
		}
	}
}

// shape is the first letter of a word without article, and its length in letters.
type shape struct {
	first rune
	size  int
}

func shapeOf(w string) shape {
	w = withoutArticle(w)
	first, _ := utf8.DecodeRuneInString(w)
	return shape{first, utf8.RuneCountInString(w)}
}

// oneEdit reports whether one letter put in, left out or changed, or two
// neighbours swapped, makes b of a.
func oneEdit(a []rune, b string) bool {
	var room [32]rune
	y := room[:0]
	for _, r := range b {
		if len(y) == len(room) {
			return false
		}
		y = append(y, r)
	}
	x := a
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	switch len(y) - len(x) {
	case 0:
		if i == len(x) {
			return false
		}
		return slices.Equal(x[i+1:], y[i+1:]) ||
			i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
	case 1:
		return slices.Equal(x[i:], y[i+1:])
	}
	return false
}

// boned adds the terms that share bones.
func (v *vocabulary) boned(b string, add func(t uint32, like, idf float64)) {
	if b == "" {
		return
	}
	facts := uint32(0)
	for _, sid := range v.bones[b] {
		facts += v.stems[sid].facts
	}
	idf := v.idf(min(facts, uint32(v.facts)))
	for _, sid := range v.bones[b] {
		for _, t := range v.stems[sid].terms {
			add(t, likeBones, idf)
		}
	}
}
