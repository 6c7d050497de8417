package bot

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

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
// aspect, and for a ranking what was asked for. A mark is a short hash of an id
// or a name, of fixed length. Nothing is kept in memory, so buttons outlive restarts and reloads.
type state struct {
	kind string
	page int // from 0
	lang knowledge.Lang
	rest string
}

const (
	kindAnswer   = "a"
	kindTable    = "c"
	kindRanking  = "r"
	kindSources  = "s"
	kindProblems = "p"
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

const markLength = 6

// mark is a short hash by which a button names a fact or an entity.
func mark(id string) string {
	sum := sha256.Sum256([]byte(id))
	return base64.RawURLEncoding.EncodeToString(sum[:])[:markLength]
}

// abbreviated is as much of an id or a version as people are shown.
func abbreviated(hash string) string {
	const length = 8
	if len(hash) > length {
		return hash[:length]
	}
	return hash
}

func answerState(a index.Answer) state {
	marks := make([]string, len(a.Facts))
	for i, h := range a.Facts {
		marks[i] = mark(h.Fact.ID)
	}
	rest := []string{abbreviated(a.ID), abbreviated(a.Version), strings.Join(marks, "")}
	return state{kind: kindAnswer, lang: a.Lang, rest: strings.Join(rest, ".")}
}

// answer finds the facts of an answer's pages again; false when one of them is
// no longer known. It has the id of the answer only while the knowledge is
// still that of the answer.
func (s state) answer(base *knowledge.Base) (index.Answer, bool) {
	part := strings.SplitN(s.rest, ".", 3)
	if len(part) != 3 || len(part[2])%markLength != 0 || part[2] == "" {
		return index.Answer{}, false
	}
	a := index.Answer{Lang: s.lang, Version: base.Version, Answered: true}
	if part[1] == abbreviated(base.Version) {
		a.ID = part[0]
	}
	known := make(map[string]*knowledge.Fact, len(base.Facts))
	for _, f := range base.Facts {
		known[mark(f.ID)] = f
	}
	for marks := part[2]; marks != ""; marks = marks[markLength:] {
		f := known[marks[:markLength]]
		if f == nil {
			return index.Answer{}, false
		}
		a.Facts = append(a.Facts, index.Hit{Fact: f, Passage: f.In(s.lang), Entities: f.About})
	}
	return a, true
}

func tableState(t index.Table) state {
	return state{kind: kindTable, lang: t.Lang, rest: mark(t.A.Entity.Name) + mark(t.B.Entity.Name) + fit(flat(t.Aspect), maxAspect, same)}
}

// comparison finds out again what a button's table compares; false when one
// of the two is no longer known.
func (s state) comparison(base *knowledge.Base) (index.Comparison, bool) {
	c := index.Comparison{Lang: s.lang}
	if len(s.rest) < 2*markLength {
		return c, false
	}
	for _, e := range base.Entities {
		switch mark(e.Name) {
		case s.rest[:markLength]:
			c.A = e.Name
		case s.rest[markLength : 2*markLength]:
			c.B = e.Name
		}
	}
	c.Aspect = s.rest[2*markLength:]
	return c, c.A != "" && c.B != ""
}

// buttons lead to the pages beside page i of n; there are none for one page.
func (s state) buttons(i, n int) []discordgo.MessageComponent {
	if n < 2 {
		return []discordgo.MessageComponent{}
	}
	w := say.Texts(s.lang)
	to := func(page int, label, arrow string) discordgo.MessageComponent {
		there := s
		there.page = max(page, 0)
		id := there.String()
		if page < 0 || page >= n { // a disabled button needs an id of its own, too
			id = fmt.Sprintf("%s|none|%d", s.kind, page+1)
		}
		return discordgo.Button{Label: label, Emoji: &discordgo.ComponentEmoji{Name: arrow},
			Style: discordgo.SecondaryButton, Disabled: page < 0 || page >= n, CustomID: id}
	}
	// Discord lays buttons out from left to right in every language, so in an
	// Arabic reply "next" stands first, where a reader of Arabic goes on.
	previous, next := to(i-1, w.Previous(), "◀️"), to(i+1, w.Next(), "▶️")
	if s.lang == knowledge.Arabic {
		previous, next = to(i-1, w.Previous(), "▶️"), to(i+1, w.Next(), "◀️")
		return []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{next, previous}}}
	}
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{previous, next}}}
}

// paginate packs blocks into pages of at most perPage blocks and max
// characters, blank lines between them. A block that is too long for a page
// loses its last lines.
func paginate(blocks []string, perPage, max int) []string {
	var pages []string
	var page string
	n := 0
	for _, b := range blocks {
		for size(b) > max {
			cut := strings.LastIndexByte(b, '\n')
			if cut < 0 {
				cut = 0
			}
			b = b[:cut]
		}
		if b == "" {
			continue
		}
		if n > 0 && (n == perPage || size(page)+2+size(b) > max) {
			pages = append(pages, page)
			page, n = "", 0
		}
		if n > 0 {
			page += "\n\n"
		}
		page += b
		n++
	}
	if n > 0 {
		pages = append(pages, page)
	}
	return pages
}
