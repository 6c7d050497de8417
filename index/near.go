package index

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"sibaq/knowledge"
)

// near adds to found the names that a question misspells: names written by
// ear in Arabic letters ("كلينق", "هارموني او اس") and names with one typo.
// Only words that no fact of the folder uses are tried, so that a word is not
// taken for a name that looks like it.
func (l *linker) near(text string, ts []token, found []mention) []mention {
	covered := func(t token) bool {
		return slices.ContainsFunc(found, func(m mention) bool { return t.stop > m.start && t.start < m.stop })
	}
	latinized := arabizi(ts)
	var more []mention
	for i := 0; i < len(ts); {
		if covered(ts[i]) || ts[i].kind == number || ts[i].kind == ideograph || ts[i].apostrophe || l.ordinary(ts[i]) || i > 0 && sameWord(ts[i-1], ts[i]) {
			i++
			continue
		}
		stop := i + 1
		for stop < len(ts) && stop < i+maxWindow && ts[stop].gap != hard {
			stop++
		}
		var best guess
		for k := stop; k > i && best.alias == 0; k-- {
			if endsAt(ts, k-1) && l.mayBeName(ts[i+1:k]) {
				best = l.guess(ts[i:k], latinized, covered(ts[k-1]))
			}
		}
		if best.alias == 0 {
			i++
			continue
		}
		a := &l.aliases[best.alias-1]
		more = append(more, mention{
			entity: a.entity, start: ts[i].start + skip(text[ts[i].start:ts[i].stop], best.skipped), stop: ts[i+best.tokens-1].stop,
			version: l.version(text, ts, i+best.tokens, a),
		})
		i += best.tokens
	}
	if len(more) == 0 {
		return found
	}
	found = slices.DeleteFunc(found, func(m mention) bool { // "910B" within "Asend 910B"
		return slices.ContainsFunc(more, func(n mention) bool { return m.start < n.stop && n.start < m.stop })
	})
	found = append(found, more...)
	slices.SortFunc(found, func(a, b mention) int { return cmp.Compare(a.start, b.start) })
	return found
}

const (
	maxWindow = 4 // tokens of a misspelt name at most
	minTypo   = 5 // letters of a name that may hold a typo, at least
	maxTypo   = 60
)

// mayBeName reports whether all of ts may belong to a misspelt name: none is
// an ordinary word, unless it is the name of a letter ("جي بي تي").
func (l *linker) mayBeName(ts []token) bool {
	for _, t := range ts {
		if t.kind != number && !spelledLetters[t.text] && l.ordinary(t) {
			return false
		}
	}
	return true
}

// ordinary reports whether a word is known not to be a misspelt name.
func (l *linker) ordinary(t token) bool {
	if neverNear[t.text] || words.stops(t.text, t.text) || kindWords[t.text] || l.used(t.text) || l.origins[originStem(t)] {
		return true
	}
	known := false
	if t.kind == arabic {
		stripped(t.text, func(_, rest string, _ int) {
			known = known || utf8.RuneCountInString(rest) > 2 && (neverNear[rest] || l.used(rest) || l.origins[originStem(token{text: rest, kind: arabic})])
		})
	}
	return known
}

// guess is a near name for some tokens; alias is 1-based, 0 for none.
type guess struct {
	alias   int32
	cost    float64
	tokens  int
	skipped int
}

// guess finds the nearest name for exactly ts. Where a listed name is part of
// ts, only a typo beside it counts ("Asend 910B"), not what the whole sounds like.
func (l *linker) guess(ts []token, latinized, listed bool) guess {
	best := guess{tokens: len(ts), cost: 1e9}
	try := func(front, rest string, skipped int) {
		first := ts[0]
		first.text = front + rest
		form := append([]token{first}, ts[1:]...)
		consider := func(a int32, cost float64) {
			cost += .05 * float64(skipped)
			if best.alias == 0 || cost < best.cost || cost == best.cost && l.better(a, best.alias-1) < 0 {
				best.alias, best.cost, best.skipped = a+1, cost, skipped
			}
		}
		l.byTypo(compact(form), consider)
		if !listed && (first.kind == arabic || latinized) {
			l.bySound(form, skipped > 0 || !strings.HasPrefix(first.text, "ال"), latinized, consider)
		}
	}
	try("", ts[0].text, 0)
	if ts[0].kind == arabic {
		stripped(ts[0].text, try)
	}
	return best
}

// bySound finds the names that sound like ts: the same consonants, and vowels
// that differ little. A word with an article must sound exactly like a name to
// be one, or "الثمن" (the price) would be Altman. Several words are a name of
// several parts, and one word is none whose letters are spelt out.
func (l *linker) bySound(ts []token, bare, latinized bool, consider func(int32, float64)) {
	phones := phonesOf("", ts)
	bones := skeleton(phones)
	if !soundsEnough(bones) {
		return
	}
	for _, i := range l.sounds[bones] {
		a := &l.aliases[i]
		if a.common || len(ts) > 1 && a.parts == 1 || len(ts) == 1 && a.parts > 1 && (a.script == arabic || a.spelt) {
			continue
		}
		allowed := max(1, min(3, (len(bones)-1)/2))
		if !bare || a.script == arabic && len(bones) == 3 {
			allowed = 0
		}
		if d := vowelDistance(phones, a.phones); d <= .3*float64(allowed)+1e-9 {
			consider(i, d)
		}
	}
}

// byTypo finds the names one letter from key: left out, put in, changed, or
// two that changed places. Digits and what follows them are not touched: "910C"
// is no misspelt "910B".
func (l *linker) byTypo(key string, consider func(int32, float64)) {
	name, tail := splitVersion(key)
	n := utf8.RuneCountInString(name)
	if n < minTypo-1 || n > maxTypo {
		return
	}
	var room [8]int32
	seen := room[:0]
	try := func(hash uint32) {
		for number := range l.typos.of(hash) {
			a := int32(number)
			if slices.Contains(seen, a) {
				continue
			}
			seen = append(seen, a)
			full, version := splitVersion(l.aliases[a].key)
			m := utf8.RuneCountInString(full)
			if version != tail || n < m && m == minTypo || inflected(full, name) || !sameStart(full, name) || editDistance(full, name, 1) != 1 {
				continue
			}
			if m == minTypo && !slip(full, name) {
				continue
			}
			consider(a, .5)
		}
	}
	deletions(name, tail, try)
}

// addNear files an alias under its consonants, and gives the hashes of its deletions.
func (l *linker) addNear(i int32, typo func(hash uint32)) {
	a := &l.aliases[i]
	ts := scan(a.raw)
	if kindWords[ts[0].text] {
		return // "نموذج علام" adds nothing to "علام" but mistakes
	}
	if len(ts) == 1 && ts[0].kind == arabic {
		if stem := originStem(ts[0]); stem != "" {
			l.origins[stem] = true
		}
		l.origins[ts[0].text] = true
	}
	short := ts[0].kind == arabic && utf8.RuneCountInString(a.key) < 4
	if bones := skeleton(a.phones); soundsEnough(bones) && !short {
		l.sounds[bones] = append(l.sounds[bones], i)
	}
	name, tail := splitVersion(a.key)
	if a.common || acronym(ts) || utf8.RuneCountInString(strings.TrimPrefix(name, "ال")) < minTypo {
		return
	}
	deletions(name, tail, typo)
}

// soundsEnough asks for three consonants: fewer are in too many words.
func soundsEnough(bones string) bool {
	n := 0
	for i := range len(bones) {
		if bones[i] > '9' {
			n++
		}
	}
	return n >= 3
}

// originStem cuts the ending off an Arabic word that may say where something is
// from ("أمريكية", "مصري"), "" if it has none. Such a word is not a misspelt
// name of the place.
func originStem(t token) string {
	if t.kind != arabic {
		return ""
	}
	for _, ending := range [...]string{"يين", "يون", "يا", "يه", "ا", "ه", "ي"} {
		if stem, ok := strings.CutSuffix(t.text, ending); ok && utf8.RuneCountInString(stem) >= 3 {
			return stem
		}
	}
	return ""
}

// acronym reports whether a name is Latin letters spelt out in Arabic, in which
// one letter more or less makes another acronym.
func acronym(ts []token) bool {
	return !slices.ContainsFunc(ts, func(t token) bool { return t.kind != number && !spelledLetters[t.text] })
}

// splitVersion cuts a compact name before its first digit.
func splitVersion(key string) (name, version string) {
	if i := strings.IndexAny(key, "0123456789"); i > 0 {
		return key[:i], key[i:]
	}
	return key, ""
}

// deletions gives the hashes of name, and of name without each of its letters,
// with tail behind it.
func deletions(name, tail string, do func(hash uint32)) {
	rest := func(h uint64, from int) uint32 {
		for i := from; i < len(name); i++ {
			h = hashNext(h, name[i])
		}
		for i := range len(tail) {
			h = hashNext(h, tail[i])
		}
		return hashSum(h)
	}
	do(rest(hashSeed, 0))
	last, before := rune(0), hashSeed
	for i, r := range name {
		stop := i + utf8.RuneLen(r)
		if r != last {
			do(rest(before, stop))
		}
		last = r
		for ; i < stop; i++ {
			before = hashNext(before, name[i])
		}
	}
}

// inflected reports whether word is name with an ending of grammar, which is
// no typo: "India", "Indian".
func inflected(name, word string) bool {
	rest, ok := strings.CutPrefix(word, name)
	return ok && (rest == "s" || rest == "n" || rest == "ي" || rest == "ه")
}

// slip reports whether typed differs from a short name by what no other word
// does: two letters that changed places, a letter doubled or a vowel put in. A
// letter changed makes too many short names other words.
func slip(name, typed string) bool {
	a, b := []rune(name), []rune(typed)
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i]
	}
	return len(b) > len(a) && (i > 0 && b[i] == b[i-1] || strings.ContainsRune("aeiouاوي", b[i]))
}

// sameStart holds names to their first letter, which people seldom mistype,
// though it may change places with the second. Arabic puts an alef before two
// consonants ("انفيديا") or leaves it out.
func sameStart(a, b string) bool {
	ra, _ := utf8.DecodeRuneInString(a)
	rb, _ := utf8.DecodeRuneInString(b)
	return ra == rb || a == "ا"+b || b == "ا"+a || swapped(a, b)
}

func swapped(a, b string) bool {
	ra, rb := []rune(a), []rune(b)
	return len(ra) > 1 && len(rb) > 1 && ra[0] == rb[1] && ra[1] == rb[0]
}

// editDistance counts the letters left out, put in, changed or swapped with
// their neighbour between a and b; anything above limit is limit+1.
func editDistance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) > limit || len(y)-len(x) > limit {
		return limit + 1
	}
	var room [3][64]int // which is enough for names
	before, above, row := room[0][:], room[1][:], room[2][:]
	if len(y) >= len(row) {
		before, above, row = make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	}
	for j := range len(y) + 1 {
		above[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			d := above[j-1]
			if x[i-1] != y[j-1] {
				d++
			}
			d = min(d, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
		}
		before, above, row = above, row, before
	}
	return min(above[len(y)], limit+1)
}

// nearest returns the entities whose names are most like name, best first: at
// most n, and none where no name is anything like it.
func (l *linker) nearest(name string, n int) []*knowledge.Entity {
	ts := scan(name)
	key, phones := compact(ts), phonesOf(name, ts)
	if key == "" || n <= 0 {
		return nil
	}
	best := map[int]float64{}
	for _, i := range l.alike(key, phones) {
		a := &l.aliases[i]
		s := likeness(key, a.key)
		if len(phones) > 3 && len(a.phones) > 3 {
			s = max(s, .95*sameLetters(phones, a.phones))
		}
		if s >= leastLikeness {
			best[a.entity] = max(best[a.entity], s)
		}
	}
	return l.top(n, best)
}

const leastLikeness = .55

// likeness of two names is 1 for equal ones and falls with each letter that
// differs; the shorter one as the beginning of the longer, a third of it at
// least, counts as likeness too.
func likeness(a, b string) float64 {
	s := sameLetters(a, b)
	la, lb := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	long, short := max(la, lb), min(la, lb)
	if short >= 3 && 3*short >= long && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) {
		s = max(s, .6+.3*float64(short)/float64(long))
	}
	return s
}

// sameLetters is the share of the longer word's letters that are as in the
// other, 0 where the lengths alone make it too small to count.
func sameLetters(a, b string) float64 {
	la, lb := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	long, short := max(la, lb), min(la, lb)
	if float64(short) < leastLikeness*float64(long) {
		return 0
	}
	return 1 - float64(editDistance(a, b, long))/float64(long)
}

// top returns the n entities of highest score; equal scores go to the one more
// facts speak of, then by name.
func (l *linker) top(n int, score map[int]float64) []*knowledge.Entity {
	order := slices.Collect(maps.Keys(score))
	slices.SortFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(len(l.of(b)), len(l.of(a))),
			cmp.Compare(l.base.Entities[a].Name, l.base.Entities[b].Name))
	})
	return l.entities(order, n)
}
