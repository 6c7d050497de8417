package index

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"sibaq/knowledge"
)

// A linker finds the entities that a text names, in any script and spelling.
//
// Names are compared as their tokens' folded letters without what stands
// between, so that "GPT 4", "gpt-4" and "GPT4" are one name. All names lie in
// one trie: the longest name that begins at a token wins, Arabic particles at
// the front of that token aside ("وللصين"). What the trie leaves over in a
// question is tried by sound and by one typo (near.go); facts are edited text
// and are linked by the trie alone.
type linker struct {
	base    *knowledge.Base
	numbers map[*knowledge.Entity]int // places in base.Entities
	aliases []alias
	next    *trie
	ends    []int32 // by node: index into aliases, -1 where no name ends
	sounds  map[string][]int32
	typos   hashed // names with a letter left out → aliases
	outside *outside
	origins map[string]bool // names of one Arabic word without their ending, see originStem
	inFacts lists           // by fact: the entities it is about, then those it names
	facts   lists           // by entity: the facts that are about it or name it

	beginnings func() *beginnings // made when first asked for
}

// alias is one way to write an entity's name.
type alias struct {
	entity int
	raw    string
	key    string // compact: folded tokens, nothing between
	phones string
	rank   int  // 0 the canonical name, 1 its name in a language, 2 another spelling
	common bool // a word of the language too
	script kind // of its first token
	parts  int  // words and acronyms that it consists of
	spelt  bool // nothing but an acronym
}

// mention is a place where a text names an entity.
type mention struct {
	entity      int // index into Base.Entities
	start, stop int // bytes of the text, particles not included
	exact       bool
	// version is what follows the name when that looks like a version nobody
	// listed: "V3.2" in "DeepSeek V3.2" where only V2 and V3 are known.
	version string
}

// newLinker reads the names of base's entities. Facts are linked when they are
// cut; questions can be once fileNear has been called.
func newLinker(base *knowledge.Base) *linker {
	l := &linker{
		base: base, next: &trie{}, ends: []int32{-1}, outside: &outside{},
	}
	l.number()
	names := make([][]alias, len(base.Entities))
	inParallel(len(names), 32, func(i int) {
		e := base.Entities[i]
		add := func(name string, rank int) { names[i] = append(names[i], aliasesOf(i, name, rank)...) }
		add(e.Name, 0)
		for _, name := range []string{e.Ar, e.En, e.Zh} {
			add(name, 1)
		}
		for _, name := range slices.Concat(e.Aliases, base.Also[e]) {
			add(name, 2)
		}
	})
	for _, as := range names {
		for _, a := range as {
			l.insert(a)
		}
	}
	l.listFacts()
	return l
}

// fileNear files the names by what they sound like and by their typos, which
// facts are linked without.
func (l *linker) fileNear() {
	l.sounds, l.origins = map[string][]int32{}, map[string]bool{}
	var typos []pair
	for i := range l.aliases {
		l.addNear(int32(i), func(hash uint32) { typos = append(typos, pair{hash, uint32(i)}) })
	}
	l.typos = newHashed(typos)
}

func (l *linker) number() {
	l.numbers = make(map[*knowledge.Entity]int, len(l.base.Entities))
	for i, e := range l.base.Entities {
		l.numbers[e] = i
	}
}

// forBase returns a linker for base that knows the same names, or nil where the
// entities of base are not the same.
func (l *linker) forBase(base *knowledge.Base) *linker {
	same := func(a, b *knowledge.Entity) bool {
		return a.Name == b.Name && a.Ar == b.Ar && a.En == b.En && a.Zh == b.Zh && a.By == b.By && a.Type == b.Type && slices.Equal(a.Aliases, b.Aliases)
	}
	if !slices.EqualFunc(l.base.Entities, base.Entities, same) || !slices.EqualFunc(l.base.Entities, base.Entities, func(a, b *knowledge.Entity) bool {
		return slices.Equal(l.base.Also[a], base.Also[b])
	}) {
		return nil
	}
	next := *l
	next.base, next.outside, next.inFacts = base, &outside{}, lists{}
	next.number()
	return &next
}

// listFacts fills facts from inFacts.
func (l *linker) listFacts() {
	l.inFacts.items = fit(l.inFacts.items)
	l.facts = l.inFacts.inverted(len(l.base.Entities))
	l.beginnings = sync.OnceValue(func() *beginnings { return newBeginnings(l) })
}

// in returns the entities of a fact: those it is about, then those it names.
func (l *linker) in(fact int) []uint32 { return l.inFacts.of(uint32(fact)) }

// names reports whether a fact is about an entity or names it.
func (l *linker) names(fact, entity int) bool { return slices.Contains(l.in(fact), uint32(entity)) }

// of returns the facts that are about an entity or name it.
func (l *linker) of(entity int) []uint32 { return l.facts.of(uint32(entity)) }

// aliasesOf reads a name: as it is, and without "the".
func aliasesOf(entity int, raw string, rank int) []alias {
	ts := scan(raw)
	if len(ts) == 0 {
		return nil
	}
	as := []alias{newAlias(entity, raw, ts, rank)}
	if ts[0].text == "the" && len(ts) > 2 {
		as = append(as, newAlias(entity, raw, ts[1:], 2))
	}
	return as
}

func newAlias(entity int, raw string, ts []token, rank int) alias {
	a := alias{entity: entity, raw: raw, key: compact(ts), phones: phonesOf(raw, ts), rank: rank,
		common: commonName(ts), script: ts[0].kind, spelt: true}
	for _, t := range ts {
		if t.kind == number {
			continue
		}
		word, acronym := splitAcronym(raw[t.start:t.stop])
		if word != "" {
			a.spelt = false
			a.parts += max(1, capitals(word)) // DeepSeek is two
		}
		if acronym != "" {
			a.parts++
		}
	}
	return a
}

func capitals(w string) int {
	n := 0
	for _, r := range w {
		if unicode.IsUpper(r) {
			n++
		}
	}
	return n
}

// insert puts a name into the trie. Of two entities with one compact name the
// one that has it as its better name wins, then the one declared first.
func (l *linker) insert(a alias) {
	node := int32(0)
	for _, r := range a.key {
		if node = l.next.grow(node, r); int(node) == len(l.ends) {
			l.ends = append(l.ends, -1)
		}
	}
	if old := l.ends[node]; old >= 0 {
		if l.aliases[old].rank > a.rank {
			l.aliases[old] = a
		}
		return
	}
	l.ends[node] = int32(len(l.aliases))
	l.aliases = append(l.aliases, a)
}

// about returns the entities that f is about, as its file says.
func (l *linker) about(f *knowledge.Fact) []int {
	var in []int
	add := func(e *knowledge.Entity) {
		if n, ok := l.numbers[e]; ok {
			in = appendNew(in, n)
		}
	}
	if c := f.Cell; c != nil {
		add(c.Table.Columns[c.Column])
	}
	for _, e := range f.About {
		add(e)
	}
	return in
}

// outsideOf gives the words of a text that stand outside the names found in it.
func outsideOf(ts []token, found []mention, yield func(string)) {
	for _, t := range ts {
		for len(found) > 0 && found[0].stop <= t.start {
			found = found[1:]
		}
		inName := len(found) > 0 && t.stop > found[0].start
		if !inName && (t.kind == latin || t.kind == arabic) {
			yield(t.text)
		}
	}
}

// link finds the entities that a question names, in the order of the text.
func (l *linker) link(text string) []mention {
	ts := scan(text)
	return l.near(text, ts, l.exact(text, ts, typed))
}

// A writing says how much care went into a text.
type writing int

const (
	edited writing = iota // a fact: capitals are where they belong
	typed                 // a question
)

// exact finds the names that the folder lists.
func (l *linker) exact(text string, ts []token, w writing) []mention {
	var found []mention
	var doubtful []int // indexes into found of common words, to be judged by what stands around them
	for i := 0; i < len(ts); {
		h := l.longest(ts, i)
		if h.alias < 0 {
			i++
			continue
		}
		a := &l.aliases[h.alias]
		if a.common && !l.meant(a, ts, i, h.stop, w) {
			doubtful = append(doubtful, len(found))
		}
		m := mention{entity: a.entity, start: ts[i].start + skip(text[ts[i].start:ts[i].stop], h.skipped), stop: ts[h.stop-1].stop, exact: true}
		m.version = l.version(text, ts, h.stop, a)
		found = append(found, m)
		i = h.stop
	}
	for k := len(doubtful) - 1; k >= 0; k-- {
		if at := doubtful[k]; functionWords[strings.ToLower(text[found[at].start:found[at].stop])] || !l.related(found, doubtful, at) {
			found = slices.Delete(found, at, at+1)
		}
	}
	return found
}

// hit is a name found at a token.
type hit struct {
	alias   int32
	stop    int // token after the name
	skipped int // letters of the first token before the name
}

// longest returns the longest name that begins at ts[i], a whole word before
// one with a particle taken off.
func (l *linker) longest(ts []token, i int) hit {
	best := hit{alias: -1}
	if i > 0 && sameWord(ts[i-1], ts[i]) {
		return best
	}
	try := func(front, rest string, skipped int) {
		node, ok := l.next.walk(0, front)
		if !ok {
			return
		}
		letters := utf8.RuneCountInString(front)
		for k := i; k < len(ts); k++ {
			if k > i {
				if ts[k].gap == hard {
					return
				}
				rest = ts[k].text
			}
			if node, ok = l.next.walk(node, rest); !ok {
				return
			}
			letters += utf8.RuneCountInString(rest)
			a := l.ends[node]
			if a < 0 || k+1 <= best.stop || !endsAt(ts, k) {
				continue
			}
			if skipped > 0 && !strippable(ts[i], letters, skipped) {
				continue
			}
			best = hit{alias: a, stop: k + 1, skipped: skipped}
		}
	}
	try("", ts[i].text, 0)
	if ts[i].kind == arabic {
		stripped(ts[i].text, try)
	}
	return best
}

// stripped gives the forms of an Arabic word without the particles that are
// written joined to it: و ف, then ب ك ل, then the article; "لل" hides an article.
func stripped(w string, try func(front, rest string, skipped int)) {
	for _, c := range [...]string{"", "و", "ف"} {
		rest, ok := strings.CutPrefix(w, c)
		if !ok {
			continue
		}
		n := utf8.RuneCountInString(c)
		for _, p := range [...]string{"", "ب", "ك", "ل"} {
			rest, ok := strings.CutPrefix(rest, p)
			if !ok || utf8.RuneCountInString(rest) < 2 {
				continue
			}
			k := n
			if p != "" {
				k++
			}
			if k > 0 {
				try("", rest, k)
			}
			if noun, ok := strings.CutPrefix(rest, "ال"); ok {
				try("", noun, k+2)
			}
			if noun, ok := strings.CutPrefix(rest, "ل"); ok && p == "ل" {
				try("ال", noun, k)
				try("", noun, k+1)
			}
		}
	}
}

// strippable keeps particles from being seen in words that are whole: "كابل"
// is no "like Apple". Names of three letters stand after و ب ل ال only, and
// in none of the words known to be others, which a hamza tells apart ("وأبل").
func strippable(t token, letters, skipped int) bool {
	if letters != 3 {
		return letters > 3
	}
	front := t.text[:skip(t.text, skipped)]
	return !strings.ContainsAny(front, "كف") && (t.hamza || !wholeWords[t.text])
}

// sameWord reports whether a name can neither end at a nor begin at b, because
// a reader sees one word: Latin letters and digits that touch.
func sameWord(a, b token) bool {
	return b.gap == glued && (a.kind == latin || a.kind == number) && (b.kind == latin || b.kind == number)
}

// endsAt reports whether a name can end with ts[k]: "GPT-4" does not in
// "GPT-4o", nor "910" in "910C", but "H100" does in "H100s" and "Qwen" in
// "Qwen4", a version of it.
func endsAt(ts []token, k int) bool {
	if k+1 == len(ts) || !sameWord(ts[k], ts[k+1]) {
		return true
	}
	switch {
	case ts[k].kind == latin && ts[k+1].kind == number:
		return utf8.RuneCountInString(ts[k].text) > 2
	case ts[k].kind == number && ts[k+1].text == "s":
		return k+2 == len(ts) || !sameWord(ts[k+1], ts[k+2])
	}
	return false
}

// version returns the text of an unlisted version behind a name, or "".
func (l *linker) version(text string, ts []token, k int, a *alias) string {
	if k >= len(ts) || ts[k].gap == hard || strings.ContainsAny(a.key, "0123456789") {
		return ""
	}
	digits := k
	if ts[k].kind == latin && len(ts[k].text) == 1 && k+1 < len(ts) && ts[k+1].gap == glued {
		digits++
	}
	if ts[digits].kind != number || l.longest(ts, k).alias >= 0 {
		return ""
	}
	stop := digits + 1
	if stop < len(ts) && sameWord(ts[digits], ts[stop]) {
		if units[ts[stop].text] {
			return ""
		}
		stop++
	}
	n := ts[digits]
	if digits > k || stop > digits+1 || n.gap == glued || strings.Contains(n.text, ".") ||
		len(n.text) < 4 && (stop == len(ts) || ts[stop].gap == hard) {
		return text[ts[k].start:ts[stop-1].stop]
	}
	return ""
}

// meant judges a name that is also a common word by how and where it is typed.
func (l *linker) meant(a *alias, ts []token, i, stop int, w writing) bool {
	if i == 0 && stop == len(ts) && w == typed {
		return true // nothing but the name
	}
	if i > 0 && ts[i].gap != hard && (kindWords[ts[i-1].text] || functionWords[a.key] && ts[i-1].text == "the") {
		return true // "نموذج علام", "the us"
	}
	switch ts[i].kind {
	case latin:
		if stop < len(ts) && ts[stop].gap != hard && ts[stop].kind == latin && kindWords[ts[stop].text] {
			return true // "Marble model"
		}
		if functionWords[a.key] {
			return ts[i].allUpper
		}
		return ts[i].upper || w == typed && !anyUpper(ts)
	case arabic:
		return stop-i > 1 && ts[i+1].gap == glued // "او3" in one
	}
	return true
}

func anyUpper(ts []token) bool {
	return slices.ContainsFunc(ts, func(t token) bool { return t.upper })
}

// related reports whether the same text names the maker of a doubtful
// mention, or something of the same maker, beyond doubt.
func (l *linker) related(found []mention, doubtful []int, at int) bool {
	e := l.base.Entities[found[at].entity]
	for k, m := range found {
		if k == at || slices.Contains(doubtful, k) {
			continue
		}
		o := l.base.Entities[m.entity]
		if o == e || e.By != "" && (o.Name == e.By || o.By == e.By) {
			return true
		}
	}
	return false
}

// compact joins the tokens of a name.
func compact(ts []token) string {
	if len(ts) == 1 {
		return ts[0].text
	}
	var b strings.Builder
	for _, t := range ts {
		b.WriteString(t.text)
	}
	return b.String()
}

// skip returns how many bytes the first n letters of raw take, with the marks
// that follow them.
func skip(raw string, n int) int {
	if n == 0 {
		return 0
	}
	for i, r := range raw {
		if r == tatweel || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) {
			continue
		}
		if n == 0 {
			return i
		}
		n--
	}
	return 0
}

// better orders aliases by how good a name each is for its entity.
func (l *linker) better(a, b int32) int {
	return cmp.Or(cmp.Compare(l.aliases[a].rank, l.aliases[b].rank),
		cmp.Compare(len(l.aliases[a].key), len(l.aliases[b].key)),
		cmp.Compare(l.aliases[a].entity, l.aliases[b].entity))
}

// entitiesOf returns what a fact is about and then what else it names.
func (l *linker) entitiesOf(f *knowledge.Fact) []*knowledge.Entity {
	in := l.about(f)
	for _, p := range [...]*knowledge.Passage{&f.Passage, f.Twin} {
		if p == nil {
			continue
		}
		for _, m := range l.exact(p.Text, scan(p.Text), edited) {
			in = appendNew(in, m.entity)
		}
	}
	var out []*knowledge.Entity
	for _, e := range in {
		out = append(out, l.base.Entities[e])
	}
	return out
}

// used reports whether the folder uses a word outside names.
func (l *linker) used(w string) bool { return l.outside.has(w) }
