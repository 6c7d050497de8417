package bot

import (
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"sync"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// A button carries in its custom_id what its page is made from:
//
//	kind | page | language | rest
//
// where rest is, for an answer, the short forms of its id and version and the
// marks of its facts, for a comparison the marks of its two entities and the
// aspect, for a card the mark of its entity, for a timeline and a ranking what was
// asked for,
// for a question the question itself. A mark is a short hash, of fixed length,
// of a name, or of a fact with its words: a fact that was rewritten is not the
// one that the button means.
//
// A button that does something about a page, such as sharing it, has that
// page's kind | page | rest for its own rest. The question of an answer stands
// in the message's title. So nothing is kept in memory, and buttons outlive
// restarts and reloads.
type state struct {
	kind string
	page int // from 0
	lang knowledge.Lang
	rest string
}

// Kinds of pages.
const (
	kindAnswer   = "a"
	kindTable    = "c"
	kindProfile  = "e"
	kindTimeline = "t"
	kindRanking  = "r"
	kindSources  = "s"
	kindProblems = "p"
	kindGaps     = "g" // questions that want an answer
	kindStats    = "#" // how much was asked
	kindFound    = "m" // facts found for a message, which none but the reply's own text has
	kindPassage  = "v" // passages, about the page that rest holds
	kindFiles    = "l"
	kindHistory  = "kh"
	kindDiff     = "kd"
	kindPreview  = "kp" // what a change that waits would do
	kindQuestion = "q"  // the answer to a question, as the kind that it turns out to be
)

// Kinds of deeds.
const (
	kindPassages  = "f" // opens the passages of a page, privately
	kindOpen      = "o" // opens a page, privately
	kindShare     = "h"
	kindHelpful   = "+"
	kindUnhelpful = "-"
	kindNone      = "n"  // of a button that is off
	kindSettings  = "="  // changes a setting
	kindDismiss   = "x"  // drops a gap
	kindAddFact   = "kg" // opens a form for the fact that a gap wants
	kindPrivacy   = "z"  // changes what a member wants kept

	kindConfirm         = "ky" // makes a change that waits
	kindConfirmDropping = "kq" // the same, without the questions that it fails
	kindCancel          = "kn"
	kindReason          = "kr" // asks for the reason of one
	kindAgain           = "kf" // opens the form of one again
	kindUndo            = "ku" // proposes to go back to a change that was made
	kindAdd             = "ka" // the form of a new fact
	kindEdit            = "ke" // the form of a fact
	kindRetire          = "kt" // proposes to retire a fact
)

func (s state) String() string {
	return strings.Join([]string{s.kind, strconv.Itoa(s.page), string(s.lang), s.rest}, "|")
}

func parseState(id string) (state, bool) {
	part := strings.SplitN(id, "|", 4)
	if len(part) != 4 {
		return state{}, false
	}
	page, err := strconv.Atoi(part[1])
	s := state{part[0], page, knowledge.Lang(part[2]), part[3]}
	return s, err == nil && page >= 0 && (s.lang == knowledge.Arabic || s.lang == knowledge.English)
}

// under is the custom_id of a deed about the page that s makes.
func (s state) under(kind string, n int) string {
	rest := strings.Join([]string{s.kind, strconv.Itoa(s.page), s.rest}, "|")
	return state{kind: kind, page: n, lang: s.lang, rest: rest}.String()
}

// inner is the page that a deed is about.
func (s state) inner() (state, bool) {
	part := strings.SplitN(s.rest, "|", 3)
	if len(part) != 3 {
		return state{}, false
	}
	return parseState(strings.Join([]string{part[0], part[1], string(s.lang), part[2]}, "|"))
}

// as is the custom_id of a deed about an answer, whatever its page.
func (s state) as(kind string) string {
	return state{kind: kind, lang: s.lang, rest: s.rest}.String()
}

// shareable reports whether a page is made of facts alone, which are for
// everyone.
func (s state) shareable() bool {
	switch s.kind {
	case kindAnswer, kindTable, kindProfile, kindTimeline, kindRanking, kindFound:
		return true
	}
	return false
}

// moderators reports whether a page or a deed is for moderators alone.
func (s state) moderators() bool {
	switch s.kind {
	case kindProblems, kindFiles, kindHistory, kindDiff:
		return true
	}
	return s.changes()
}

// changes reports whether it is about a change of the folder.
func (s state) changes() bool {
	switch s.kind {
	case kindPreview, kindConfirm, kindConfirmDropping, kindCancel, kindReason, kindAgain, kindUndo, kindAdd, kindAddFact, kindEdit, kindRetire:
		return true
	}
	return false
}

// asks reports whether a button opens a form, which must be the first answer.
func (s state) asks() bool {
	switch s.kind {
	case kindReason, kindAgain, kindEdit, kindAddFact:
		return true
	}
	return false
}

// opens reports whether what it leads to is a message of its own, which leaves
// the one that holds the button as it is.
func (s state) opens() bool {
	switch s.kind {
	case kindUndo, kindRetire:
		return true
	case kindEdit, kindAdd, kindAddFact:
		return s.page == 0 // else the form was opened from the message that its preview goes to
	}
	return false
}

const markLength = 6

// mark is a short hash by which a button names something.
func mark(of ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(of, "\x00")))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:markLength]
}

func factMark(f *knowledge.Fact) string {
	twin := ""
	if f.Twin != nil {
		twin = f.Twin.Text
	}
	return mark(f.ID, f.Text, twin)
}

// marks find again what buttons name, in one knowledge.
type marks struct {
	base     *knowledge.Base
	facts    map[string]*knowledge.Fact
	entities map[string]*knowledge.Entity
}

// markings are the marks of the knowledge that was last asked for them, the
// latest first. They belong to one base each, so that no button finds what is
// known elsewhere.
type markings struct {
	mu  sync.Mutex
	all []*marks
}

// maxMarkings is how many have their marks remembered. They take time to make.
const maxMarkings = 16

// marks are those of the knowledge being served.
func (k known) marks() *marks {
	base := k.know.Base()
	k.marked.mu.Lock()
	defer k.marked.mu.Unlock()
	all := k.marked.all
	if i := slices.IndexFunc(all, func(m *marks) bool { return m.base == base }); i >= 0 {
		m := all[i]
		copy(all[1:], all[:i])
		all[0] = m
		return m
	}
	m := newMarks(base)
	k.marked.all = slices.Insert(all[:min(len(all), maxMarkings-1)], 0, m)
	return m
}

func newMarks(base *knowledge.Base) *marks {
	m := &marks{base, make(map[string]*knowledge.Fact, len(base.Facts)), make(map[string]*knowledge.Entity, len(base.Entities))}
	for _, f := range base.Facts {
		m.facts[factMark(f)] = f
	}
	for _, e := range base.Entities {
		m.entities[mark(e.Name)] = e
	}
	return m
}

// abbreviated is as much of an id or a version as people are shown.
func abbreviated(hash string) string { return first(hash, 8) }

func first(hash string, n int) string {
	if len(hash) > n {
		return hash[:n]
	}
	return hash
}

// versionLength is how much of a version a button has: enough to tell it from
// the one before.
const versionLength = 4

func answerState(a index.Answer) state {
	all := make([]string, len(a.Facts))
	for i, h := range a.Facts {
		all[i] = factMark(h.Fact)
	}
	rest := []string{abbreviated(a.ID), first(a.Version, versionLength), strings.Join(all, "")}
	return state{kind: kindAnswer, lang: a.Lang, rest: strings.Join(rest, ".")}
}

// answer finds the facts of an answer again; false when one of them is no
// longer known as it was. The answer has its id, and its version is that of the
// knowledge now; same tells whether that is the one it was given from.
func (m *marks) answer(s state) (a index.Answer, same, ok bool) {
	part := strings.SplitN(s.rest, ".", 3)
	if len(part) != 3 || len(part[2])%markLength != 0 || part[2] == "" {
		return a, false, false
	}
	a = index.Answer{ID: part[0], Lang: s.lang, Version: m.base.Version, Answered: true}
	for all := part[2]; all != ""; all = all[markLength:] {
		f := m.facts[all[:markLength]]
		if f == nil {
			return a, false, false
		}
		a.Facts = append(a.Facts, index.Hit{Fact: f, Passage: f.In(s.lang), Entities: f.About})
	}
	return a, part[1] == first(m.base.Version, versionLength), true
}

func tableState(t index.Table) state { return compareState(t.A.Entity, t.B.Entity, t.Aspect, t.Lang) }

func compareState(a, b *knowledge.Entity, aspect string, lang knowledge.Lang) state {
	return state{kind: kindTable, lang: lang, rest: mark(a.Name) + mark(b.Name) + fit(flat(aspect), maxAspect, same)}
}

// comparison finds out again what a button's table compares; false when one
// of the two is no longer known.
func (m *marks) comparison(s state) (index.Comparison, bool) {
	if len(s.rest) < 2*markLength {
		return index.Comparison{}, false
	}
	a, b := m.entities[s.rest[:markLength]], m.entities[s.rest[markLength:2*markLength]]
	if a == nil || b == nil {
		return index.Comparison{}, false
	}
	return index.Comparison{A: a.Name, B: b.Name, Aspect: s.rest[2*markLength:], Lang: s.lang}, true
}

func rightToLeft(w say.Words) bool { return w.Lang() == knowledge.Arabic }

// block is a part of a reply that stands on one page, with the facts that it
// shows. What several blocks of a page have in common stands once, at its foot.
type block struct {
	text    string
	hits    []index.Hit
	notes   []string
	sources []cited
}

// cited is a source as it stands below what cites it, with its number there.
type cited struct {
	number int
	text   string
}

func texts(sources []cited) []string {
	out := make([]string, len(sources))
	for i, s := range sources {
		out[i] = s.text
	}
	return out
}

// foot is what stands below the text of a block.
func (b block) foot() string { return strings.Join(slices.Concat(b.notes, texts(b.sources)), "\n") }

func (b block) whole() string {
	if foot := b.foot(); foot != "" {
		return b.text + "\n\n" + foot
	}
	return b.text
}

// with is a block with another below it.
func (b block) with(c block) block {
	if b.text != "" {
		b.text += "\n\n"
	}
	sources := union(b.sources, c.sources)
	slices.SortStableFunc(sources, func(a, b cited) int { return a.number - b.number })
	return block{b.text + c.text, slices.Concat(b.hits, c.hits), union(b.notes, c.notes), sources}
}

func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, s := range b {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// fitted is a block of at most max characters: one that is longer loses its last
// lines.
func (b block) fitted(max int) block {
	for size(b.whole()) > max {
		switch {
		case len(b.sources) > 0:
			b.sources = b.sources[:len(b.sources)-1]
		case len(b.notes) > 0:
			b.notes = nil
		default:
			b.text = b.text[:strings.LastIndexByte("\n"+b.text, '\n')]
		}
	}
	return b
}

// paginate packs blocks into pages of at most perPage blocks and max
// characters, blank lines between them.
func paginate(blocks []block, perPage, max int) []block {
	var pages []block
	var page block
	n := 0
	for _, b := range blocks {
		if b = b.fitted(max); b.text == "" {
			continue
		}
		if n > 0 && (n == perPage || size(page.with(b).whole()) > max) {
			pages = append(pages, page)
			page, n = block{}, 0
		}
		page = page.with(b)
		n++
	}
	if n > 0 {
		pages = append(pages, page)
	}
	for i, p := range pages {
		pages[i].text = p.whole()
	}
	return pages
}
