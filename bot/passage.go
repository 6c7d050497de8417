package bot

import (
	"slices"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// linesAround is how many lines before and after a passage are shown with it.
const linesAround = 2

const (
	maxLineAround = 160  // characters of such a line
	maxPassage    = 2200 // of all lines of a passage
	maxSourcesIn  = 1400 // of the sources below it
)

// passage shows the n-th of some facts as it stands in its file, between the
// lines around it, with all of its sources. of is the page that the facts are
// on.
func (m manner) passage(of state, hits []index.Hit, base *knowledge.Base, n int) page {
	w := m.words(of.lang)
	n = min(n, len(hits)-1)
	h := hits[n]
	f := &facts{Words: w}
	var lines []string
	if label := say.CellLabel(h); label != "" {
		lines = append(lines, say.Line(h.Passage.Lang, strong(short(h.Passage.Lang, label))))
	}
	lines = append(lines, f.standing(h))
	lines = append(lines, quoted(base, h.Passage, linesAround, maxPassage)...)
	if twin := other(h); twin != nil && !slices.Contains(lines, nearby(base, twin)) {
		lines = append(lines, say.Line(w.Lang(), place(twin.File, twin.Line)))
		lines = append(lines, quoted(base, twin, 0, maxPassage/3)...)
	}
	left := maxSourcesIn
	for i, s := range h.Fact.Sources {
		source := f.source(s, w.Source(s))
		if left -= size(source); left < 0 {
			lines = append(lines, line(w.Lang(), w.MoreSources(len(h.Fact.Sources)-i)))
			break
		}
		lines = append(lines, source)
	}
	if len(h.Fact.Sources) == 0 {
		lines = append(lines, line(w.Lang(), w.NoSource()))
	}
	e := &discordgo.MessageEmbed{
		Title: title(w.Lang(), w.PassageTitle()), Description: strings.Join(lines, "\n"), Color: colourAnswer,
		Footer: footer(w, n, len(hits), base.Version, w.FactID(fit(h.Fact.ID, maxShort, same))),
	}
	s, _ := parseState(of.under(kindPassage, n))
	return page{state: s, of: len(hits), embeds: []*discordgo.MessageEmbed{e}}
}

// other is the passage of a fact in its other language, nil without one.
func other(h index.Hit) *knowledge.Passage {
	switch {
	case h.Fact.Twin == nil:
		return nil
	case h.Passage == h.Fact.Twin:
		return &h.Fact.Passage
	}
	return h.Fact.Twin
}

// quoted are the lines of a file that hold a passage, their numbers in bold, each
// as the file has it; the passage alone, where the file is not at hand. With them
// stand as many lines before and after as around says; with a row of a table, its
// head instead.
func quoted(base *knowledge.Base, p *knowledge.Passage, around, left int) []string {
	file := fileOf(base, p.File)
	if file == nil || p.Line < 1 {
		return quote(p.Line, p.Text, p.Lang, true, left)
	}
	all := strings.Split(file.Data, "\n")
	last := p.Line
	if n := len(p.Spans); n > 0 && p.Spans[n-1].Stop <= len(file.Data) {
		last = max(last, 1+strings.Count(file.Data[:p.Spans[n-1].Stop], "\n"))
	}
	head := headOf(all, p.Line)
	if head > 0 {
		around = 0
	}
	var out []string
	for n := 1; n <= min(last+around, len(all)); n++ {
		text := all[n-1]
		within := n >= p.Line && n <= last
		near := n == head || n >= p.Line-around && strings.ContainsFunc(text, unicode.IsLetter)
		if !within && !near {
			continue
		}
		room := maxLineAround
		if within {
			room = left
		}
		for _, q := range quote(n, text, langOf(text), within, room) {
			if within {
				left -= size(q)
			}
			out = append(out, q)
		}
	}
	return out
}

// nearby is how a passage shows among the lines around another; "" where it does
// not show whole.
func nearby(base *knowledge.Base, p *knowledge.Passage) string {
	file := fileOf(base, p.File)
	if file == nil || p.Line < 1 || len(p.Spans) > 1 {
		return ""
	}
	all := strings.Split(file.Data, "\n")
	if p.Line > len(all) {
		return ""
	}
	text := all[p.Line-1]
	shown := quote(p.Line, text, langOf(text), false, maxLineAround)[0]
	if strings.HasSuffix(shown, ellipsis) { // it was cut
		return ""
	}
	return shown
}

// headOf is the number of the line that heads the table whose row stands on a
// line; 0 for a line that is no such row.
func headOf(lines []string, n int) int {
	row := func(n int) bool {
		return n > 0 && n <= len(lines) && strings.HasPrefix(strings.TrimSpace(lines[n-1]), "|")
	}
	if !row(n) || !row(n-1) {
		return 0
	}
	for row(n - 1) {
		n--
	}
	return n
}

// quote is one line of a file, with its number.
func quote(n int, text string, lang knowledge.Lang, within bool, room int) []string {
	if room < 40 {
		return nil
	}
	number := say.Texts(knowledge.English).Number(n)
	if within {
		number = "**" + number + "**"
	}
	text = fit(text, room, func(s string) string { return escape(say.Isolate(lang, s)) })
	return []string{"> " + say.Line(lang, number+" "+text)}
}

func fileOf(base *knowledge.Base, path string) *knowledge.File {
	for _, f := range base.Files {
		if f.Path == path {
			return f
		}
	}
	return nil
}
