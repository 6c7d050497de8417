package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

// manage is /knowledge, by which moderators look after the folder.
var manage = &command{en: "knowledge", ar: "المعرفة", about: say.Words.CommandKnowledge, private: true, moderators: true,
	sub: forModerators(
		&command{en: "list", ar: "قائمة", about: say.Words.CommandList, run: (*Bot).list},
		&command{en: "check", ar: "فحص", about: say.Words.CommandKnowledgeCheck, run: (*Bot).check},
		&command{en: "reload", ar: "تحديث", about: say.Words.CommandKnowledgeReload, run: (*Bot).reload},
	)}

// forModerators are commands that moderators alone may give, whose replies they
// alone see.
func forModerators(all ...*command) []*command {
	for _, c := range all {
		c.moderators, c.private = true, true
	}
	return all
}

func (b *Bot) list(r *request) (page, error) {
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
