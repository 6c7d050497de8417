package bot

import (
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

const (
	blocksPerPreview = 5
)

// preview is a page of what a change would do, with the buttons to confirm it.
// id is that under which it waits.
func (m manner) preview(v view, id string, note string, w say.Words, n int) page {
	lang := w.Lang()
	show := func(s string) string {
		return fit(s, maxCell, func(s string) string { return line(lang, s) })
	}
	var intro []string
	if note != "" {
		intro = append(intro, say.Line(lang, "⚠️ "+strong(inline(lang, note))))
	}
	intro = append(intro, say.Line(lang, strong(fit(v.inWords(w), maxCell, func(s string) string { return inline(lang, s) }))))
	intro = append(intro, show(w.WouldChange(len(v.Added), len(v.Changed), len(v.Gone))))
	if flat(v.change.Reason) != "" {
		intro = append(intro, show(w.Colon(w.ReasonWord(), v.change.Reason)))
	}
	blocks := []block{{text: strings.Join(intro, "\n")}}
	blocks = append(blocks, failingBlocks(v, w)...)
	f := &facts{Words: w}
	section := func(head string, all []*knowledge.Fact, was func(*knowledge.Fact) []string) {
		for i, x := range all {
			h := index.Hit{Fact: x, Passage: x.In(lang), Entities: x.About}
			bs := f.blocks(f.lead(i+1, h), h)
			last := &bs[len(bs)-1]
			if twin := other(h); twin != nil {
				last.text += "\n" + translation(twin)
			}
			for _, s := range was(x) {
				last.text += "\n" + show(w.Colon(w.WasWord(), s))
			}
			if i == 0 {
				bs[0].text = say.Line(lang, heading(inline(lang, head))) + "\n" + bs[0].text
			}
			blocks = append(blocks, bs...)
		}
	}
	nothing := func(*knowledge.Fact) []string { return nil }
	section(w.AddedHeading(), v.Added, nothing)
	section(w.ChangedHeading(), v.Changed, v.before(w))
	section(w.GoneHeading(), v.Gone, nothing)
	blocks = append(blocks, warningBlocks(v, w)...)

	pages := paginate(blocks, blocksPerPreview, maxPage)
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(lang, w.PreviewTitle()), Description: pages[n].text, Color: colourNotice, Footer: footer(w, n, len(pages), "", w.NotDoneYet()),
	}
	p := page{state: state{kind: kindPreview, page: n, lang: lang, rest: id}, of: len(pages), embeds: []*discordgo.MessageEmbed{e}}
	does := func(kind string) string { return state{kind: kind, page: n, lang: lang, rest: id}.String() }
	switch {
	case len(v.failing) == 0:
		p.links = append(p.links, button{label: w.ConfirmButton(), emoji: "✅", style: discordgo.SuccessButton, does: does(kindConfirm)})
	case v.droppable():
		p.links = append(p.links, button{label: w.ConfirmDroppingButton(len(v.failing)), emoji: "⚠️", style: discordgo.DangerButton, does: does(kindConfirmDropping)})
	}
	p.links = append(p.links, button{label: w.CancelButton(), emoji: "❌", does: does(kindCancel)})
	if v.Filled != nil {
		p.links = append(p.links, button{label: w.FillInAgainButton(), emoji: "✏️", does: does(kindAgain)})
	}
	p.links = append(p.links, button{label: w.ReasonButton(), emoji: "💬", does: does(kindReason)})
	return p
}

// translation is a fact in the other language, behind that one's name.
func translation(p *knowledge.Passage) string {
	name := say.Texts(p.Lang).LangName()
	return fit(p.Text, maxCell, func(s string) string { return say.Line(p.Lang, strong(name)+": "+inline(p.Lang, s)) })
}

// before finds what of a changed fact says something else now: its texts, and
// how it stands.
func (v view) before(w say.Words) func(*knowledge.Fact) []string {
	return func(f *knowledge.Fact) (was []string) {
		if v.Before == nil {
			return nil
		}
		id := f.ID
		if v.Fact != "" && len(v.Changed) == 1 {
			id = v.Fact
		}
		old := factOf(v.Before, id)
		if old == nil {
			return nil
		}
		for _, lang := range []knowledge.Lang{f.Lang, f.Lang.Other()} {
			if p := old.In(lang); p.Lang == lang && p.Text != f.In(lang).Text {
				was = append(was, p.Text)
			}
		}
		then, now := index.Hit{Fact: old, Passage: &old.Passage}, index.Hit{Fact: f, Passage: &f.Passage}
		if w.Standing(then) != w.Standing(now) {
			was = append(was, w.Standing(then))
		}
		return was
	}
}

// failingBlocks are what would keep the folder from serving after a change:
// mostly questions that would get another answer.
func failingBlocks(v view, w say.Words) []block {
	if len(v.failing) == 0 {
		return nil
	}
	lang := w.Lang()
	head := w.WouldNotServe()
	if v.droppable() {
		head = w.WouldFail(len(v.failing))
	}
	var out []block
	for i, p := range v.failing {
		text := problemText(p, "", w)
		if i == 0 {
			text = say.Line(lang, "❗ "+strong(inline(lang, head))) + "\n" + text
		}
		out = append(out, block{text: text})
	}
	return out
}

func warningBlocks(v view, w say.Words) []block {
	warnings := v.newWarnings()
	var out []block
	for i, p := range warnings {
		text := problemText(p, v.lineOf(p), w)
		if i == 0 {
			text = say.Line(w.Lang(), heading(inline(w.Lang(), w.WorthMending()))) + "\n" + text
		}
		out = append(out, block{text: text})
	}
	return out
}

// newWarnings are those that a change brings about, and, of a file that was
// uploaded, all: who writes it anew can mend them.
func (v view) newWarnings() knowledge.Problems {
	warnings := v.Problems.Only(knowledge.Warning)
	if v.Does == doesUpload || v.Before == nil {
		return warnings
	}
	same := func(p *knowledge.Problem, line string) string { return p.File + "\x00" + p.What.En + "\x00" + line }
	known := map[string]int{}
	for _, p := range v.Before.Warnings {
		if f := fileOf(v.Before, p.File); f != nil {
			known[same(p, lineIn(f.Data, p.Line))]++
		}
	}
	return slices.DeleteFunc(warnings, func(p *knowledge.Problem) bool {
		key := same(p, v.lineOf(p))
		known[key]--
		return known[key] >= 0
	})
}

// lineOf is the text of the line on which a problem is, "" where that is not in
// a file that changes.
func (v view) lineOf(p *knowledge.Problem) string {
	data, ok := v.Files[p.File]
	if !ok {
		return ""
	}
	return lineIn(string(data), p.Line)
}

// lineIn is the n-th line of a text, from 1; "" where there is none.
func lineIn(text string, n int) string {
	i := 0
	for l := range strings.Lines(text) {
		if i++; i == n {
			return flat(l)
		}
	}
	return ""
}

// refused is a page of why a change cannot be made: every error with its line
// and what stands there. id is that under which it waits, for who wants to mend
// what they filled in; "" for a change that cannot be mended here.
func refused(v view, id string, w say.Words, n int) page {
	lang := w.Lang()
	problems := v.Problems.Only(knowledge.Error)
	var blocks []block
	for _, p := range problems {
		blocks = append(blocks, block{text: problemText(p, v.lineOf(p), w)})
	}
	pages := paginate(blocks, 8, maxPage)
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(lang, w.Colon(w.ChangeNotTaken(), w.Errors(len(problems)))), Description: pages[n].text,
		Color: colourError, Footer: footer(w, n, len(pages), "", w.NothingTouched()),
	}
	p := page{state: state{kind: kindPreview, page: n, lang: lang, rest: id}, of: len(pages), embeds: []*discordgo.MessageEmbed{e}}
	if v.Filled != nil {
		again := state{kind: kindAgain, lang: lang, rest: id}
		p.links = append(p.links, button{label: w.FillInAgainButton(), emoji: "✏️", style: discordgo.PrimaryButton, does: again.String()})
	}
	return p
}

// problemText is a problem with its place, the text of its line, and how to mend
// it.
func problemText(p *knowledge.Problem, text string, w say.Words) string {
	lang := w.Lang()
	head := "**" + inline(lang, w.Severity(p.Severity)) + "**"
	if where := flat(p.Where()); where != "" {
		head += " " + say.FSI + short(knowledge.English, where) + say.PDI
	}
	lines := []string{say.Line(lang, head)}
	if text = flat(text); text != "" {
		of := langOf(text)
		lines = append(lines, "> "+say.Line(of, fit(text, maxLineAround, func(s string) string { return inline(of, s) })))
	}
	for _, s := range []string{p.What.In(lang), p.Fix.In(lang)} {
		lines = append(lines, fit(s, maxCell, func(s string) string { return line(lang, s) }))
	}
	return strings.Join(lines, "\n")
}

// inWords says what a change does.
func (c change) inWords(w say.Words) string {
	switch c.Does {
	case doesUpload:
		return w.DoesUpload(c.Path)
	case doesRemove:
		return w.DoesRemove(c.Path)
	case doesAdd:
		text, _ := twins(c.Filled[fieldText])
		return w.DoesAdd(c.Path, fit(text, maxSays, same))
	case doesEdit:
		return w.DoesEdit(c.Says)
	case doesRetire:
		return w.DoesRetire(c.Says)
	}
	return w.DoesRollback(first(c.To, commitLength))
}

// maxSays is how many characters of a fact its change is named by.
const maxSays = 80

// commitLength is as much of a commit's id as people are shown.
const commitLength = 8

// paths are the files that a change touches, in order.
func (v view) paths() []string {
	var out []string
	for p := range v.Files {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}
