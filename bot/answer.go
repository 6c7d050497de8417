package bot

import (
	"math"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// facts renders the facts of one reply, whose sources it numbers.
type facts struct {
	say.Words
	known  []knowledge.Source
	marked func(text string) []knowledge.Span // what to emphasise in a fact's flat text; may be nil
}

// number is the number of a source in this reply.
func (f *facts) number(s *knowledge.Source) int {
	same := *s
	same.Label, same.File, same.Line = "", "", 0
	i := slices.Index(f.known, same)
	if i < 0 {
		i = len(f.known)
		f.known = append(f.known, same)
	}
	return i + 1
}

// blocks are a fact behind its lead, in as many parts as it takes to show all
// of its text as it stands in its file. Each part has the fact's standing with
// file and line, and each source on a line of its own.
func (f *facts) blocks(lead string, h index.Hit) []block {
	lang := h.Passage.Lang
	text := flat(h.Passage.Text)
	emphasis := f.emphasis(text)
	below := f.citation(h)
	var out []block
	for _, part := range pieces(text, maxFact, func(part string, at int) string { return bold(lang, part, shifted(emphasis, at)) }) {
		out = append(out, block{text: say.Line(lang, lead+part) + "\n" + below, hits: []index.Hit{h}})
	}
	return out
}

// block is a fact of at most max characters; sources lead to what is cut.
func (f *facts) block(lead string, h index.Hit, max int) string {
	text := flat(h.Passage.Text)
	emphasis := f.emphasis(text)
	text = fit(text, max, func(part string) string { return bold(h.Passage.Lang, part, emphasis) })
	return say.Line(h.Passage.Lang, lead+text) + "\n" + f.citation(h)
}

// cell is the text alone of a fact that a table or a ranking shows.
func (f *facts) cell(lead string, h index.Hit) string {
	return say.Line(h.Passage.Lang, lead+fit(h.Passage.Text, maxCell, func(s string) string { return inline(h.Passage.Lang, s) }))
}

func (f *facts) emphasis(text string) []knowledge.Span {
	if f.marked == nil {
		return nil
	}
	return f.marked(text)
}

// shifted are spans of a text as spans of what begins at a place in it.
func shifted(spans []knowledge.Span, at int) []knowledge.Span {
	out := slices.Clone(spans)
	for i := range out {
		out[i].Start -= at
		out[i].Stop -= at
	}
	return out
}

// citation is what stands below a fact: its standing and its place, then its
// sources, each on a line of its own.
func (f *facts) citation(h index.Hit) string {
	return strings.Join(append([]string{f.standing(h)}, texts(f.sources(h))...), "\n")
}

// sources are those of a fact, as links. How many are left out stands last.
func (f *facts) sources(h index.Hit) []cited {
	var out []cited
	for i, s := range h.Fact.Sources {
		if i == maxSources {
			return append(out, cited{math.MaxInt, line(f.Lang(), f.MoreSources(len(h.Fact.Sources)-i))})
		}
		text := f.source(s, f.SourceLabel(s))
		out = append(out, cited{f.number(s), text})
	}
	return out
}

// numbers are those of a fact's sources, where these stand further below.
func (f *facts) numbers(h index.Hit) string {
	var b strings.Builder
	for _, s := range h.Fact.Sources[:min(len(h.Fact.Sources), maxSources)] {
		b.WriteString("\u00a0" + `\[` + f.Number(f.number(s)) + `\]`)
	}
	return b.String()
}

// standing is how far a fact can be relied on and where it stands.
func (f *facts) standing(h index.Hit) string {
	return f.beside(f.status(h), f.Standing(h), h.Passage.File, h.Passage.Line)
}

// status is a fact's standing in words, in which nothing is torn apart at a
// line's end.
func (f *facts) status(h index.Hit) string {
	return fit(f.Standing(h), maxShort, func(s string) string { return escape(say.Whole(say.Isolate(f.Lang(), flat(s)))) })
}

// dot stands between things on one line. It stays with what is before it, so
// that no line begins with it.
const dot = "\u00a0· "

// phoneLine is about how many characters have room on a phone's line.
const phoneLine = 28

// beside puts the place of something beside its rendered text; below it where a
// phone's line cannot hold both, since it would break within the file's name.
func (f *facts) beside(rendered, text, file string, n int) string {
	where := place(file, n)
	if size(flat(text))+size(dot)+size(where) > phoneLine {
		return say.Line(f.Lang(), rendered+"\n"+where)
	}
	return say.Line(f.Lang(), rendered+dot+where)
}

// source is a numbered link to a source.
func (f *facts) source(s *knowledge.Source, label string) string {
	return say.Line(f.Lang(), `\[`+f.Number(f.number(s))+`\] `+link(f.Lang(), label, s.URL))
}

// place is a file and a line, in Western digits as editors want them.
func place(file string, line int) string {
	return say.FSI + escape(fit(file, maxShort, same)+":"+say.Texts(knowledge.English).Number(line)) + say.PDI
}

// lead stands before a fact: its place among several, and, where it is a
// table's cell, what it is about.
func (f *facts) lead(n int, h index.Hit) string {
	var lead string
	if n > 0 {
		lead = "**" + f.Number(n) + ".** "
	}
	if label := say.CellLabel(h); label != "" {
		lead += strong(short(h.Passage.Lang, label)) + ": "
	}
	return lead
}

// asked is a question as a message shows it and as it was typed. Further pages
// take both from the message before them.
type asked struct {
	title string // rendered, and cut to what a title holds
	text  string // flat
}

func asking(lang knowledge.Lang, question string) asked {
	return asked{title(lang, question), flat(question)}
}

// cut reports whether the title lacks some of the question.
func (q asked) cut() bool {
	return strings.HasSuffix(q.title, ellipsis) && size(q.text) > size(plainly(q.title))
}

// below is the whole question for the foot of a message: buttons read it there.
func (q asked) below(w say.Words) string {
	return fit(w.WholeQuestion(q.text), maxAsked, func(s string) string { return say.Line(w.Lang(), unping(say.Isolate(w.Lang(), s))) })
}

// askedIn is the question that a message of ours answers.
func askedIn(m *discordgo.Message, w say.Words) asked {
	if m == nil || len(m.Embeds) == 0 || m.Embeds[0] == nil {
		return asked{}
	}
	t, _ := head(m.Embeds[0].Title, maxTitle)
	q := asked{t, plainly(t)}
	if f := m.Embeds[0].Footer; f != nil && strings.HasSuffix(t, ellipsis) {
		for l := range strings.Lines(f.Text) {
			if text, ok := strings.CutPrefix(flat(l), w.WholeQuestion("")); ok {
				q.text, _ = head(text, maxQuestion)
			}
		}
	}
	return q
}

// answer is a page of an answer: first the best fact alone, then the others.
func (m manner) answer(question asked, a index.Answer, marked func(string) []knowledge.Span, n int) page {
	w := m.words(a.Lang)
	a.Facts = a.Facts[:min(len(a.Facts), maxFacts)]
	f := &facts{Words: w, marked: marked}
	blocks := func(from, to int) (out []block) {
		for i, h := range a.Facts[from:to] {
			number := from + i + 1
			if to == 1 {
				number = 0
			}
			out = append(out, f.blocks(f.lead(number, h), h)...)
		}
		return out
	}
	best := together(a.Facts)
	pages := paginate(blocks(0, best), best, maxPage)
	pages = append(pages, paginate(blocks(best, len(a.Facts)), factsPerPage, maxPage)...)
	n = min(n, len(pages)-1)
	about := []string{w.Facts(len(a.Facts))}
	if a.ID != "" {
		about = append(about, w.AnswerID(abbreviated(a.ID)))
	}
	e := &discordgo.MessageEmbed{
		Title: question.title, Description: pages[n].text, Color: colourAnswer,
		Footer: footer(w, n, len(pages), a.Version, about...),
	}
	if question.cut() {
		e.Footer.Text += "\n" + question.below(w)
	}
	s := answerState(a)
	s.page = n
	first := slices.IndexFunc(a.Facts, func(h index.Hit) bool { return h.Fact == pages[n].hits[0].Fact })
	return page{state: s, of: len(pages), embeds: []*discordgo.MessageEmbed{e}, hits: a.Facts, first: first, links: m.linksOf(a),
		subject: newSubject(a.ID, a.Version, question.text, question.text, a.Facts)}
}

// together is how many facts make up the best answer: two where both sides of a
// comparison were asked about, else one.
func together(hits []index.Hit) int {
	if len(hits) > 1 {
		a, b := hits[0].Fact.Cell, hits[1].Fact.Cell
		if a != nil && b != nil && a.Table == b.Table && a.Row == b.Row {
			return 2
		}
	}
	return 1
}

// linksOf lead from an answer to more on what was asked about.
func (m manner) linksOf(a index.Answer) []button {
	if len(a.Entities) == 2 && alike(a.Entities[0], a.Entities[1]) {
		does := compareState(a.Entities[0], a.Entities[1], "", a.Lang).under(kindOpen, 0)
		return []button{{label: m.words(a.Lang).CompareButton(""), emoji: "⚖️", does: does}}
	}
	if len(a.Entities) > 0 {
		return []button{m.cardButton(a.Entities[len(a.Entities)-1], a.Lang)}
	}
	return nil
}

// alike reports whether two entities are of one kind: who asks about a company
// and its model does not want the two compared.
func alike(a, b *knowledge.Entity) bool { return a.Type == b.Type && a.Type != "" }

func (m manner) cardButton(e *knowledge.Entity, lang knowledge.Lang) button {
	does := profileState(e, lang).under(kindOpen, 0)
	return button{label: m.words(lang).AboutButton(flat(e.In(lang))), emoji: "🔎", does: does}
}

// unanswered says that nothing answers; what is known about the entity named
// stands in an embed of its own, and buttons ask questions that are near.
func (m manner) unanswered(a index.Answer, questions []string) page {
	w := m.words(a.Lang)
	text := say.Words.DontKnow
	if flat(a.Question) == "" {
		text = say.Words.EmptyQuestion
	}
	lines := []string{say.Line(a.Lang, text(w))}
	if len(a.Suggestions) > 0 {
		lines = append(lines, didYouMean(w, a.Suggestions))
	}
	offers := questionButtons(questions, a.Lang)
	near := ""
	if len(offers) > 0 {
		near = say.Line(a.Lang, w.NearHeading())
	}
	if near != "" && len(a.Related) == 0 {
		lines = append(lines, near)
	}
	unknown := &discordgo.MessageEmbed{Title: title(a.Lang, a.Question), Description: strings.Join(lines, "\n"), Color: colourUnknown}
	p := page{of: 1, embeds: []*discordgo.MessageEmbed{unknown}, offers: offers}
	if len(a.Entities) == 1 {
		p.links = m.linksOf(a)
	}
	if len(a.Related) == 0 {
		unknown.Footer = footer(w, 0, 1, a.Version)
		return p
	}
	f := &facts{Words: w}
	var blocks []block
	for i, h := range a.Related {
		blocks = append(blocks, block{text: f.block(f.lead(i+1, h), h, maxFact)})
	}
	related := &discordgo.MessageEmbed{
		Title: title(a.Lang, w.RelatedTo(w.Names(a.Entities))), Description: paginate(blocks, factsPerPage, maxRelated)[0].text,
		Color: colourUnknown,
	}
	if near != "" { // what stands above buttons stands last
		related.Description += "\n\n" + near
	}
	var more []string
	if n := len(a.Related) - factsPerPage; n > 0 {
		more = append(more, w.MoreFacts(n))
	}
	related.Footer = footer(w, 0, 1, a.Version, more...)
	p.embeds = append(p.embeds, related)
	return p
}

// questionButtons ask the questions that are on them.
func questionButtons(questions []string, lang knowledge.Lang) []button {
	var out []button
	for _, q := range questions[:min(len(questions), maxNear)] {
		if q = flat(q); q != "" && size(q) <= maxLabel {
			out = append(out, button{label: q, emoji: "❓", does: askState(q, lang).String()})
		}
	}
	return out
}

func askState(question string, lang knowledge.Lang) state {
	return state{kind: kindQuestion, lang: lang, rest: question}
}
