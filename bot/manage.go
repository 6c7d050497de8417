package bot

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

const (
	maxPath     = 90 // characters of a file's path; what fits into a form's custom_id
	maxCommit   = 40 // of the id of a change
	maxFactID   = 100
	inHistory   = 100 // changes
	perHistory  = 6   // of them on a page
	linesOfDiff = 14  // on a page
)

var (
	optionFile   = option{en: "file", ar: "الملف", about: say.Words.OptionFile, max: maxPath, complete: completeFile}
	optionFact   = option{en: "fact", ar: "الحقيقة", about: say.Words.OptionFact, required: true, max: maxFactID, complete: completeFact}
	optionCommit = option{en: "change", ar: "التغيير", about: say.Words.OptionChange, required: true, max: maxCommit, complete: completeCommit}
)

// manage is /knowledge, by which moderators look after the folder.
var manage = &command{en: "knowledge", ar: "المعرفة", about: say.Words.CommandKnowledge, private: true, moderators: true,
	sub: forModerators(
		&command{en: "list", ar: "قائمة", about: say.Words.CommandList, run: (*Bot).list},
		&command{en: "check", ar: "فحص", about: say.Words.CommandKnowledgeCheck, run: (*Bot).check},
		&command{en: "upload", ar: "رفع", about: say.Words.CommandUpload, run: withFolder((*Bot).upload), options: []option{
			{en: "file", ar: "الملف", about: say.Words.OptionUpload, required: true, file: true},
			{en: "path", ar: "المسار", about: say.Words.OptionPath, max: maxPath, complete: completeFile},
		}},
		&command{en: "add", ar: "إضافة", about: say.Words.CommandAdd, asks: true, run: withFolder((*Bot).add), options: []option{optionFile}},
		&command{en: "edit", ar: "تعديل", about: say.Words.CommandEdit, asks: true, run: withFolder((*Bot).edit), options: []option{optionFact}},
		&command{en: "retire", ar: "سحب", about: say.Words.CommandRetire, run: withFolder((*Bot).retire), options: []option{
			optionFact,
			{en: "by", ar: "البديل", about: say.Words.OptionBy, max: maxFactID, complete: completeFact},
		}},
		&command{en: "remove", ar: "حذف", about: say.Words.CommandRemove, run: withFolder((*Bot).remove), options: []option{optionFile.needed()}},
		&command{en: "download", ar: "تنزيل", about: say.Words.CommandDownload, run: withFolder((*Bot).download), options: []option{optionFile.needed()}},
		&command{en: "reload", ar: "تحديث", about: say.Words.CommandKnowledgeReload, run: (*Bot).reload},
		&command{en: "gaps", ar: "نواقص", about: say.Words.CommandGaps, run: (*Bot).gaps, own: true},
		&command{en: "stats", ar: "إحصاءات", about: say.Words.CommandStats, run: (*Bot).stats, own: true},
		&command{en: "history", ar: "سجل", about: say.Words.CommandHistory, run: withFolder((*Bot).history), options: []option{optionFile}},
		&command{en: "diff", ar: "فروق", about: say.Words.CommandDiff, run: withFolder((*Bot).diff), options: []option{optionCommit}},
		&command{en: "rollback", ar: "استرجاع", about: say.Words.CommandRollback, run: withFolder((*Bot).rollback), options: []option{optionCommit}},
	)}

// forModerators are commands that moderators alone may give, whose replies they
// alone see.
func forModerators(all ...*command) []*command {
	for _, c := range all {
		c.moderators, c.private = true, true
	}
	return all
}

// withFolder is a command that needs a folder which can be changed, with its
// history.
func withFolder(run func(*Bot, *request) (page, error)) func(*Bot, *request) (page, error) {
	return func(b *Bot, r *request) (page, error) {
		if why := b.changeRefusal(r.from, r.manner); why != nil {
			return r.refused(why), nil
		}
		p, err := run(b, r)
		if err != nil {
			return b.told(r, change{Does: "ask"}, err)
		}
		return p, nil
	}
}

// refused is a page that says why something may not be done.
func (r *request) refused(why refusal) page { return plain(noticeEmbed(r.words, why(r.words))) }

func (o option) needed() option {
	o.required = true
	return o
}

func (b *Bot) upload(r *request) (page, error) {
	a := r.files["file"]
	if a == nil {
		return r.problem(say.Words.FileNotFetched), nil
	}
	data, err := b.fetch(r.ctx, a)
	if err != nil {
		return page{}, err
	}
	return b.propose(r, change{Does: doesUpload, Path: b.uploadPath(a.Filename, r.options["path"]), Data: data})
}

func (b *Bot) add(r *request) (page, error) {
	return page{form: addForm(r.options["file"], nil, r.words)}, nil
}

func (b *Bot) edit(r *request) (page, error) {
	f, err := b.fact(r, "fact")
	if err != nil {
		return page{}, err
	}
	return b.editForm(r, f, nil), nil
}

func (b *Bot) retire(r *request) (page, error) {
	f, err := b.fact(r, "fact")
	if err != nil {
		return page{}, err
	}
	c := aboutFact(doesRetire, f)
	if r.options["by"] != "" {
		by, err := b.fact(r, "by")
		if err != nil {
			return page{}, err
		}
		c.By = by.ID
	}
	return b.propose(r, c)
}

// fact is the one whose id is in an option.
func (b *Bot) fact(r *request, option string) (*knowledge.Fact, error) {
	id := r.options[option]
	if f := factOf(b.cfg.Knowledge.Base(), id); f != nil {
		return f, nil
	}
	return nil, noFact(id)
}

func noFact(id string) error {
	return &unfit{func(w say.Words) string { return w.FactNotFound(fit(id, maxShort, same)) }, fmt.Errorf("%w: %q", errFact, id)}
}

func (b *Bot) remove(r *request) (page, error) {
	return b.propose(r, change{Does: doesRemove, Path: r.options["file"]})
}

func (b *Bot) rollback(r *request) (page, error) {
	return b.propose(r, change{Does: doesRollback, To: r.options["change"]})
}

// download replies with a file of the folder as it is on disk.
func (b *Bot) download(r *request) (page, error) {
	name := r.options["file"]
	data, err := b.cfg.Folder.Read(r.ctx, name)
	if err != nil {
		return page{}, err
	}
	w, lang := r.words, r.words.Lang()
	if len(data) == 0 {
		return r.problem(say.Words.FileEmpty), nil
	}
	p := plain(&discordgo.MessageEmbed{Title: title(lang, w.DownloadTitle()), Description: say.Line(lang, fileName(name)), Color: colourAnswer,
		Footer: footer(w, 0, 1, b.cfg.Knowledge.Version())})
	p.file = &discordgo.File{Name: path.Base(name), ContentType: "text/plain; charset=utf-8",
		Reader: attached{bytes.NewReader(data), fit(w.Colon(w.DownloadTitle(), name), maxShort, same)}}
	return p, nil
}

func (b *Bot) list(r *request) (page, error) {
	if !b.managesShared(r.guild) {
		return r.problem(say.Words.ManagedElsewhere), nil
	}
	return renderList(b.cfg.Knowledge.Base(), r.words, 0), nil
}

// renderList is one page of the folder's files: how much each holds, when it
// was last reviewed, and how much the check warns of.
func renderList(base *knowledge.Base, w say.Words, n int) page {
	lang := w.Lang()
	warned := map[string]int{}
	for _, p := range base.Warnings {
		warned[p.File]++
	}
	intro := line(lang, w.Join([]string{w.Facts(len(base.Facts)), w.Files(len(base.Files)), w.Warnings(len(base.Warnings))}))
	blocks := []block{{text: intro}}
	for _, f := range base.Files {
		about := []string{w.Facts(f.Facts)}
		if f.Reviewed.IsZero() {
			about = append(about, w.NeverReviewed())
		} else {
			about = append(about, w.Reviewed(f.Reviewed))
		}
		if n := warned[f.Path]; n > 0 {
			about = append(about, "⚠️ "+w.Warnings(n))
		}
		lines := []string{strong(fileName(f.Path))}
		if title := (knowledge.Label{Ar: f.Title, En: f.TitleTwin}); flat(f.Title) != "" {
			if f.Lang == knowledge.English {
				title.Ar, title.En = title.En, title.Ar
			}
			lines = append(lines, line(lang, fit(title.In(lang), maxShort, same)))
		}
		blocks = append(blocks, block{text: strings.Join(append(lines, line(lang, w.Join(about))), "\n")})
	}
	pages := paginate(blocks, 10, maxPage)
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{
		Title: title(lang, w.ListTitle()), Description: pages[n].text, Color: colourAnswer,
		Footer: footer(w, n, len(pages), base.Version),
	}
	return page{state: state{kind: kindFiles, page: n, lang: lang}, of: len(pages), embeds: []*discordgo.MessageEmbed{e}}
}

// fileName is the path of a file, which reads from the left in every language.
func fileName(path string) string {
	return say.FSI + short(knowledge.English, path) + say.PDI
}

func (b *Bot) history(r *request) (page, error) {
	return b.historyOf(r.ctx, r.options["file"], r.words, 0)
}

// historyOf is a page of the changes of a file, of the folder for "".
func (b *Bot) historyOf(ctx context.Context, file string, w say.Words, n int) (page, error) {
	commits, err := b.cfg.Folder.History(ctx, file, inHistory)
	if err != nil {
		return page{}, err
	}
	p := renderHistory(commits, file, w, n)
	if note := b.remoteNote(w); note != "" {
		warn := noticeEmbed(w, "")
		warn.Description = fit("⚠️ "+note, maxFact, func(s string) string { return line(w.Lang(), s) })
		p.embeds = append([]*discordgo.MessageEmbed{warn}, p.embeds...)
	}
	return p, nil
}

func renderHistory(commits []repo.Commit, file string, w say.Words, n int) page {
	lang := w.Lang()
	if len(commits) == 0 {
		return plain(noticeEmbed(w, w.NoHistory()))
	}
	var blocks []block
	for _, c := range commits {
		lines := []string{say.Line(lang, strong(fit(commitReason(c, w), maxShort, func(s string) string { return inline(lang, s) })))}
		made := moment(c)
		if who := short(lang, c.Author.Name); who != "" && c.Kind != repo.ByHand { // else it names who found the files changed
			made = who + " · " + made
		}
		lines = append(lines, say.Line(lang, made))
		if len(c.Files) > 0 {
			lines = append(lines, fit(w.Colon(w.FilesWord(len(c.Files)), w.Join(c.Files)), maxShort, func(s string) string { return line(lang, s) }))
		}
		lines = append(lines, line(lang, w.CommitID(first(c.ID, commitLength))))
		blocks = append(blocks, block{text: strings.Join(lines, "\n")})
	}
	pages := paginate(blocks, perHistory, maxPage)
	n = min(n, len(pages)-1)
	head := w.HistoryTitle()
	if file != "" {
		head = w.Colon(head, file)
	}
	e := &discordgo.MessageEmbed{Title: title(lang, head), Description: pages[n].text, Color: colourAnswer, Footer: footer(w, n, len(pages), "", w.HistoryHint())}
	return page{state: state{kind: kindHistory, page: n, lang: lang, rest: file}, of: len(pages), embeds: []*discordgo.MessageEmbed{e}}
}

// commitReason is why a change was made, in the words of who made it.
func commitReason(c repo.Commit, w say.Words) string {
	if c.Kind == repo.ByHand {
		return w.ChangedByHand()
	}
	if flat(c.Reason) == "" {
		return w.NoReason()
	}
	return c.Reason
}

// moment is when a change was made; each client shows it in its own time.
func moment(c repo.Commit) string { return fmt.Sprintf("%s<t:%d:f>%s", say.FSI, c.At.Unix(), say.PDI) }

func (b *Bot) diff(r *request) (page, error) {
	return b.diffOf(r.ctx, r.options["change"], r.words, 0)
}

// diffOf is a page of what a change did to the files, line by line.
func (b *Bot) diffOf(ctx context.Context, id string, w say.Words, n int) (page, error) {
	changed, err := b.cfg.Folder.Diff(ctx, id)
	if err != nil {
		return page{}, err
	}
	return renderDiff(changed, id, w, n), nil
}

func renderDiff(changed []repo.FileDiff, id string, w say.Words, n int) page {
	lang := w.Lang()
	signs := map[byte]string{'+': "🟢 ", '-': "🔴 ", ' ': "▫️ "}
	var blocks []block
	for _, d := range changed {
		head := strong(fileName(d.Path))
		if len(d.Lines) == 0 {
			blocks = append(blocks, block{text: head + "\n" + line(lang, w.NotShownByLine())})
		}
		lines := d.Lines
		for len(lines) > 0 {
			some := lines[:min(len(lines), linesOfDiff)]
			lines = lines[len(some):]
			text := []string{head}
			for _, l := range some {
				if flat(l.Text) == "" && l.Op == ' ' {
					continue
				}
				of := langOf(l.Text)
				text = append(text, say.Line(of, signs[l.Op]+fit(l.Text, maxLineAround, func(s string) string { return inline(of, s) })))
			}
			blocks = append(blocks, block{text: strings.Join(text, "\n")})
		}
	}
	pages := paginate(blocks, 3, maxPage)
	if len(pages) == 0 {
		return plain(noticeEmbed(w, w.NothingChanged()))
	}
	n = min(n, len(pages)-1)
	e := &discordgo.MessageEmbed{Title: title(lang, w.Colon(w.DiffTitle(), first(id, commitLength))), Description: pages[n].text, Color: colourAnswer,
		Footer: footer(w, n, len(pages), "", w.DiffHint())}
	return page{state: state{kind: kindDiff, page: n, lang: lang, rest: id}, of: len(pages), embeds: []*discordgo.MessageEmbed{e}}
}

// completeFile offers the folder's files.
func completeFile(t typing) ([]offer, error) {
	var paths []string
	if t.folder != nil {
		files, err := t.folder.Files(t.ctx)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			paths = append(paths, f.Path)
		}
	} else {
		for _, f := range t.know.Base().Files {
			paths = append(paths, f.Path)
		}
	}
	var offers, within []offer
	typed := strings.ToLower(t.text)
	for _, p := range paths {
		switch low := strings.ToLower(p); {
		case strings.HasPrefix(path.Base(low), typed), strings.HasPrefix(low, typed):
			offers = append(offers, offer{p, p})
		case strings.Contains(low, typed):
			within = append(within, offer{p, p})
		}
	}
	return append(offers, within...), nil
}

// completeFact offers facts by their ids, under their texts: those whose id
// begins like what is typed, and those that it asks for.
func completeFact(t typing) ([]offer, error) {
	lang := t.words.Lang()
	var found []*knowledge.Fact
	add := func(f *knowledge.Fact) {
		for _, x := range found {
			if x == f {
				return
			}
		}
		found = append(found, f)
	}
	if id := strings.TrimPrefix(t.text, "#"); id != "" {
		for _, f := range t.know.Base().Facts {
			if strings.HasPrefix(f.ID, id) && len(found) < maxChoices {
				add(f)
			}
		}
	}
	a, err := t.know.Answer(t.ctx, index.Question{Text: t.text, Limit: maxChoices})
	if err != nil {
		return nil, err
	}
	for _, h := range append(a.Facts, a.Related...) {
		add(h.Fact)
	}
	if t.text == "" {
		for _, f := range t.know.Base().Facts {
			if len(found) < maxChoices {
				add(f)
			}
		}
	}
	var offers []offer
	for _, f := range found {
		text := f.In(lang).Text
		if label := say.CellLabel(index.Hit{Fact: f, Passage: f.In(lang)}); label != "" {
			text = label + ": " + text
		}
		offers = append(offers, offer{text, f.ID})
	}
	return offers, nil
}

// completeCommit offers changes by their ids, the newest first.
func completeCommit(t typing) ([]offer, error) {
	if t.folder == nil {
		return nil, nil
	}
	commits, err := t.folder.History(t.ctx, "", inHistory)
	if err != nil {
		return nil, err
	}
	var offers []offer
	for _, c := range commits {
		name := strings.Join([]string{c.At.UTC().Format("2006-01-02 15:04"), commitReason(c, t.words), c.Author.Name, first(c.ID, commitLength)}, " · ")
		if strings.HasPrefix(c.ID, t.text) || strings.Contains(strings.ToLower(name), strings.ToLower(t.text)) {
			offers = append(offers, offer{name, c.ID})
		}
	}
	return offers, nil
}
