package bot_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

// TestAddAFact: a moderator who has never seen Markdown fills in a form, mends a
// mistake without writing it all again, and the fact answers.
func TestAddAFact(t *testing.T) {
	m := manage(t, nil, nil)
	still := m.unchanged(t)
	form := m.Send(moderator(command("المعرفة إضافة")))
	wrong := form.Submit(t, map[string]string{
		"text":   "بلغ سعر اشتراك Sora عشرين دولارًا في الشهر.\nA Sora subscription costs 20 dollars a month.",
		"entity": "سورا", "source": "أسعار Sora، OpenAI، 2024-12 https://example.org/sora_(prices)", "date": "أمس", "status": "ادعاء من Kuaishou",
	})
	mustHold(t, seen(t, wrong), "(private)", "لم يُقبل التغيير", "أمس", "[عدّل ما كتبته]")
	still("a fact with a date that is none")
	again := press(t, wrong, "عدّل ما كتبته")
	if got := again.Filled(t); got["date"] != "أمس" || got["entity"] != "سورا" || !strings.HasPrefix(got["text"], "بلغ سعر") || !strings.Contains(got["text"], "20 dollars") {
		t.Errorf("the form has %q", got)
	}
	preview := again.Submit(t, map[string]string{"date": "٢٠٢٤-١٢"})
	mustHold(t, seen(t, preview), "إضافة حقيقة إلى video.md: «بلغ سعر", "تُضاف حقيقة", "بلغ سعر اشتراك Sora عشرين دولارًا في الشهر.", "ادعاء من كوايشو", "2024-12", "OpenAI", "[أكّد]")
	if preview.Response(t).Type != discordtest.ReplyUpdate {
		t.Error("the preview stands beside what was wrong, not in its place")
	}
	still("a preview")
	if got := seen(t, preview); strings.Contains(got, "video.md:36") {
		t.Errorf("it warns of what has been there before:\n%s", got)
	}
	mustHold(t, seen(t, press(t, preview, "أكّد")), "حُفظ التغيير", "أُضيفت حقيقة")
	mustHold(t, m.disk(t), "أسعار Sora")
	mustHold(t, seen(t, m.Send(command("اسأل", "السؤال", "كم سعر اشتراك Sora؟"))), "عشرين دولارًا", "https://example.org/sora_%28prices%29")
	mustHold(t, seen(t, m.Send(command("ask", "question", "How much is a Sora subscription?"))), "20 dollars a month")

	for name, c := range map[string]struct{ fields map[string]string }{
		"about nobody":      {map[string]string{"text": "جملة ما.", "entity": "Zorgblatt"}},
		"about nothing":     {map[string]string{"text": "***", "entity": "Sora", "source": "javascript:alert(1) https://x"}},
		"a status of none":  {map[string]string{"text": "جملة أخرى عن Sora.", "entity": "Sora", "status": "ربما"}},
		"a source of none":  {map[string]string{"text": "جملة أخرى عن Sora.", "entity": "Sora", "source": "ftp://x/y"}},
		"a fact of markup":  {map[string]string{"text": "---\ntitle: x\n---\n# عنوان", "entity": "Sora", "date": "x"}},
		"a fact of nothing": {map[string]string{"text": "\u202e\u200b", "entity": "Sora"}},
	} {
		before := m.unchanged(t)
		got := seen(t, m.Send(moderator(command("المعرفة إضافة"))).Submit(t, c.fields))
		if name == "about nobody" {
			mustHold(t, got, "لا أعرف في أي ملف")
		}
		if !strings.Contains(got, "[عدّل ما كتبته]") {
			t.Errorf("%s: cannot be mended:\n%s", name, got)
		}
		before(name)
	}
	// Into a file that is not there yet.
	made := m.Send(moderator(command("knowledge add", "file", "people/ليانغ.md"))).Submit(t, map[string]string{"text": "أسس ليانغ ون فنغ شركة DeepSeek في 2023."})
	mustHold(t, seen(t, press(t, made, "Confirm")), "The change is saved")
	mustHold(t, seen(t, m.Send(command("اسأل", "السؤال", "من أسس شركة DeepSeek؟"))), "ليانغ ون فنغ")
}

// TestEditAFact: from the command, and from the sources below an answer, which
// only moderators see a way from.
func TestEditAFact(t *testing.T) {
	m := manage(t, nil, nil)
	sources := func(i discordtest.Interaction) *discordtest.Exchange {
		ex := m.Send(i)
		return ex.Press(t, discordtest.Button(t, ex.Message(t), "المصادر"))
	}
	question := command("اسأل", "السؤال", "متى أعلنت Kuaishou عن Kling؟")
	if got := seen(t, sources(question)); strings.Contains(got, "[عدّل]") || strings.Contains(got, "[اسحب]") {
		t.Errorf("a member sees\n%s", got)
	}
	page := sources(moderator(question))
	edited := m.live.Base().Facts[1].ID
	form := press(t, page, "عدّل")
	if got := form.Filled(t); got["text"] != "أعلنت شركة Kuaishou عن نموذج Kling في 6 يونيو 2024." || got["twin"] != "Kuaishou announced the Kling model on 6 June 2024." ||
		got["date"] != "2024-06-06" || got["status"] != "مؤكد" {
		t.Errorf("the form has %q", got)
	}
	mustHold(t, seen(t, form.Submit(t, nil)), "ليس في هذا التغيير ما يغيّر شيئًا")
	preview := press(t, page, "عدّل").Submit(t, map[string]string{"text": "أعلنت شركة Kuaishou عن نموذج Kling في 5 يونيو 2024.", "date": "2024-06-05"})
	if preview.Response(t).Type != discordtest.ReplyMessage {
		t.Error("the preview takes the place of the sources")
	}
	mustHold(t, seen(t, preview), "تتغيّر حقيقة", "في 5 يونيو 2024", "مؤكد، 2024-06-05", "الآن: أعلنت شركة Kuaishou عن نموذج Kling في 6 يونيو 2024")
	again := press(t, preview, "عدّل ما كتبته")
	if got := again.Filled(t)["date"]; got != "2024-06-05" {
		t.Errorf("the form has the date %q", got)
	}
	preview = again.Submit(t, map[string]string{"date": "2024-06"})
	if preview.Response(t).Type != discordtest.ReplyUpdate {
		t.Error("the mended preview stands beside the one before")
	}
	mustHold(t, seen(t, press(t, preview, "أكّد")), "تغيّرت حقيقة")
	mustHold(t, seen(t, m.Send(question)), "5 يونيو 2024", "2024-06")
	want := strings.Replace(video, "في 6 يونيو 2024. [^mit] {2024-06-06،", "في 5 يونيو 2024. [^mit] {2024-06،", 1)
	want = strings.Replace(want, "{2024-06، مؤكد}", "{2024-06، مؤكد، id: "+edited+"}", 1) // by which it is known from now on
	if data, err := os.ReadFile(filepath.Join(m.dir, "video.md")); err != nil || string(data) != want {
		t.Errorf("the file: %v\n%s", err, data)
	}
	mustHold(t, seen(t, press(t, page, "عدّل")), "تغيّرت المعرفة") // the fact is not the one that was shown

	id := m.live.Base().Facts[0].ID
	retired := m.Send(moderator(command("المعرفة سحب", "الحقيقة", id, "البديل", m.live.Base().Facts[1].ID)))
	mustHold(t, seen(t, retired), "سحب حقيقة", "متجاوَز")
	mustHold(t, seen(t, press(t, retired, "أكّد")), "حُفظ التغيير")
	if f := m.live.Base().Facts[0]; f.Status != knowledge.Superseded || f.SupersededBy == "" {
		t.Errorf("the fact is %s, by %q", f.Status, f.SupersededBy)
	}
	mustHold(t, seen(t, m.Send(moderator(command("knowledge edit", "fact", "nothing")))), "no fact of the id")
	mustHold(t, seen(t, m.Send(moderator(command("knowledge retire", "fact", m.live.Base().Facts[1].ID, "by", "nothing")))), "no fact of the id")
}

// TestRemoveAndDownload: a file can be had as it is, and taken out of the folder.
func TestRemoveAndDownload(t *testing.T) {
	m := manage(t, map[string]string{"الرقاقات/ascend.md": ascend}, nil)
	ex := m.Send(moderator(command("المعرفة تنزيل", "الملف", "الرقاقات/ascend.md")))
	mustHold(t, seen(t, ex), "(private)", "الملف كما هو الآن", "الرقاقات/ascend.md")
	if files := ex.Response(t).Files; len(files) != 1 || files[0].Name != "ascend.md" || string(files[0].Data) != ascend {
		t.Errorf("the files: %+v", files)
	}
	for _, name := range []string{"nothing.md", "../x.md", ".git/config", "/etc/passwd"} {
		for _, sub := range []string{"download", "remove"} {
			mustHold(t, seen(t, m.Send(moderator(command("knowledge "+sub, "file", name)))), "The change was not taken", "no file of this name")
		}
	}
	preview := m.Send(moderator(command("المعرفة حذف", "الملف", "الرقاقات/ascend.md")))
	mustHold(t, seen(t, preview), "حذف ملف: الرقاقات/ascend.md", "تُحذف حقيقة", "هواوي")
	mustHold(t, seen(t, press(t, preview, "أكّد")), "حُذفت حقيقة")
	mustHold(t, seen(t, m.Send(command("ask", "question", "من يصنع معالج Ascend 910B؟"))), "لا أعرف")
}

// TestQuestionsAsGuard: what a change would do to the folder's own questions is
// shown before it is confirmed, and what serves never fails them.
func TestQuestionsAsGuard(t *testing.T) {
	const questions = "# what members ask\nمتى أعلنت Kuaishou عن Kling؟\n  = في 6 يونيو 2024\nمن يصنع معالج Ascend 910B؟\n  = تصنع شركة هواوي\n"
	m := manage(t, map[string]string{"questions.txt": questions, "chips.md": ascend}, nil)
	still := m.unchanged(t)
	preview := m.Send(moderator(command("المعرفة حذف", "الملف", "chips.md")))
	mustHold(t, seen(t, preview), "ما لا يصح جوابه منها: سؤال", "questions.txt:4", "من يصنع معالج Ascend 910B؟", "تصنع شركة هواوي", "[أكّد واحذف السؤال]")
	if got := seen(t, preview); strings.Contains(got, "[أكّد]") {
		t.Errorf("it can be confirmed as it is:\n%s", got)
	}
	still("a preview")
	// A button that was never there.
	forged := strings.Replace(discordtest.Button(t, preview.Message(t), "أكّد واحذف السؤال"), "kq|", "ky|", 1)
	other := preview.Press(t, forged)
	mustHold(t, seen(t, other), "[أكّد واحذف السؤال]")
	still("a forged confirmation")
	mustHold(t, seen(t, press(t, other, "أكّد واحذف السؤال")), "حُفظ التغيير", "chips.md، questions.txt")
	if data, err := os.ReadFile(filepath.Join(m.dir, "questions.txt")); err != nil || string(data) != "# what members ask\nمتى أعلنت Kuaishou عن Kling؟\n  = في 6 يونيو 2024\n" {
		t.Errorf("the questions: %q, %v", data, err)
	}
	// The last question goes with its file.
	last := m.Send(upload("video.md", strings.ReplaceAll(video, "في 6 يونيو 2024", "في 7 يونيو 2024")))
	mustHold(t, seen(t, press(t, last, "أكّد واحذف السؤال")), "حُفظ التغيير")
	if _, err := os.Stat(filepath.Join(m.dir, "questions.txt")); !os.IsNotExist(err) {
		t.Errorf("a file without a question: %v", err)
	}
	// Questions that are no questions.
	broken := m.Send(upload("questions.txt", "سؤال بلا جواب؟\n"))
	got := seen(t, broken)
	mustHold(t, got, "questions.txt:1")
	if strings.Contains(got, "[أكّد]") {
		t.Errorf("a file of questions with an error can be confirmed:\n%s", got)
	}
}

// TestWhatCannotBeServedIsUndone: where serving fails after all, the files are
// as before.
func TestWhatCannotBeServedIsUndone(t *testing.T) {
	var judged atomic.Int32
	m := manage(t, nil, func(cfg *bot.Config, f *fixture) {
		f.live.Close()
		var err error
		if f.live, err = index.NewLive(t.Context(), cfg.Check, func(ctx context.Context, ix *index.Index) error {
			if judged.Add(1) == 4 { // the start, the preview, the confirmation, and then serving
				return errors.New("out of memory")
			}
			return eval.Guard()(ctx, ix)
		}); err != nil {
			t.Fatal(err)
		}
		cfg.Knowledge = f.live
	})
	disk, version := m.disk(t), m.live.Version()
	mustHold(t, seen(t, press(t, m.Send(upload("chips.md", ascend)), "أكّد")), "لم تُقبل المعرفة الجديدة", "لم يتغيّر شيء")
	if m.disk(t) != disk || m.live.Version() != version {
		t.Errorf("it is not as before:\n%s", m.disk(t))
	}
	commits, err := m.repo.History(t.Context(), "", 2)
	if err != nil || !strings.Contains(commits[0].Reason, "تراجع آلي") {
		t.Errorf("the history: %+v, %v", commits, err)
	}
	mustHold(t, seen(t, press(t, m.Send(upload("chips.md", ascend)), "أكّد")), "حُفظ التغيير")
}

// TestByHand: what somebody writes into the files themselves is neither lost nor
// passed for a moderator's.
func TestByHand(t *testing.T) {
	m := manage(t, nil, nil)
	m.write(t, "hand.md", "- حقيقة كُتبت باليد عن Sora.\n")
	mustHold(t, seen(t, press(t, m.Send(upload("chips.md", ascend)), "أكّد")), "حُفظ التغيير")
	mustHold(t, m.disk(t), "== hand.md", "== chips.md")
	mustHold(t, seen(t, m.Send(moderator(command("المعرفة سجل")))), "تعديل على الملفات مباشرة", "hand.md")
	commits, err := m.repo.History(t.Context(), "hand.md", 5)
	if err != nil || len(commits) != 1 || commits[0].Kind != repo.ByHand || commits[0].Author.ID != "" {
		t.Errorf("the history: %+v, %v", commits, err)
	}
	// A fact whose file has changed on disk since it was read.
	i := slices.IndexFunc(m.live.Base().Facts, func(f *knowledge.Fact) bool { return f.File == "video.md" })
	id := m.live.Base().Facts[i].ID
	data, err := os.ReadFile(filepath.Join(m.dir, "video.md"))
	if err != nil {
		t.Fatal(err)
	}
	m.write(t, "video.md", strings.Replace(string(data), "## Kling", "## Kling\n\n- سطر قبل الحقيقة عن Kling كُتب باليد.", 1))
	preview := m.Send(moderator(command("المعرفة تعديل", "الحقيقة", id))).Submit(t, map[string]string{"date": "2024-07"})
	mustHold(t, seen(t, press(t, preview, "أكّد")), "تغيّرت حقيقة")
	mustHold(t, m.disk(t), "كُتب باليد", "date: 2024-07")
}

// TestCompletionsOfSubcommands: files, facts and changes need not be typed.
func TestCompletionsOfSubcommands(t *testing.T) {
	m := manage(t, map[string]string{"questions.txt": "متى أعلنت Kuaishou عن Kling؟\n  = في 6 يونيو 2024\n", "chips.md": ascend}, nil)
	choices := func(name, focused, typed string) string {
		i := moderator(command(name, focused, typed))
		i.Focused = focused
		list, _ := m.Send(i).Response(t).Data["choices"].([]any)
		var out []string
		for _, c := range list {
			c := c.(map[string]any)
			out = append(out, c["name"].(string)+" = "+c["value"].(string))
		}
		return strings.Join(out, "\n")
	}
	if got := choices("knowledge download", "file", ""); got != "chips.md = chips.md\nquestions.txt = questions.txt\nvideo.md = video.md" {
		t.Errorf("files: %s", got)
	}
	if got := choices("المعرفة حذف", "الملف", "vid"); got != "video.md = video.md" {
		t.Errorf("files: %s", got)
	}
	id := m.live.Base().Facts[0].ID
	mustHold(t, choices("المعرفة تعديل", "الحقيقة", "هواوي"), "تصنع شركة هواوي معالج Ascend 910B للذكاء الاصطناعي. = "+id)
	mustHold(t, choices("knowledge retire", "fact", id[:3]), " = "+id)
	mustHold(t, choices("knowledge retire", "fact", ""), "Kuaishou announced the Kling model")
	commits, err := m.repo.History(t.Context(), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	mustHold(t, choices("knowledge rollback", "change", ""), commits[0].ID[:8]+" = "+commits[0].ID)
	mustHold(t, choices("knowledge rollback", "change", "nothing like it"), "nothing like it")
}

// TestNoFolder: where the operator gives no folder to change, moderators are
// told so, and what only reads goes on working.
func TestNoFolder(t *testing.T) {
	f := start(t, nil)
	for _, sub := range []string{"upload", "add", "edit", "retire", "remove", "download", "history", "diff", "rollback"} {
		mustHold(t, seen(t, f.Send(moderator(command("knowledge "+sub)))), "cannot be changed from Discord")
	}
	mustHold(t, seen(t, f.Send(moderator(command("knowledge list")))), "video.md")
	mustHold(t, seen(t, f.Send(moderator(discordtest.Interaction{CustomID: "ky|0|en|x", Message: f.Posted("x")}))), "cannot be changed from Discord")
}

// TestAddWhatIsMissing: from a question that members asked in vain to the fact
// that answers it.
func TestAddWhatIsMissing(t *testing.T) {
	m := manage(t, nil, nil)
	m.Send(command("اسأل", "السؤال", "كم راتب مهندسي Sora؟")).Message(t)
	gaps := m.Send(moderator(command("المعرفة نواقص")))
	mustHold(t, seen(t, gaps), "كم راتب مهندسي Sora؟", "[1. أضف حقيقة]")
	form := press(t, gaps, "1. أضف حقيقة")
	if got := form.Filled(t)["entity"]; got != "سورا" {
		t.Errorf("the form is about %q", got)
	}
	mustHold(t, shownForm(form.Response(t).Data), "كم راتب مهندسي Sora؟")
	preview := form.Submit(t, map[string]string{"text": "يبلغ راتب مهندسي Sora مئة ألف دولار.", "date": "2026-11"})
	if preview.Response(t).Type != discordtest.ReplyMessage {
		t.Error("the preview takes the place of the questions")
	}
	mustHold(t, seen(t, press(t, preview, "أكّد")), "حُفظ التغيير")
	mustHold(t, seen(t, m.Send(moderator(command("knowledge gaps")))), "It has an answer now", "مئة ألف دولار")
	for _, sub := range []string{"gaps", "stats"} {
		mustHold(t, seen(t, m.Send(command("knowledge "+sub))), "for moderators")
	}
	stats := seen(t, m.Send(moderator(command("المعرفة إحصاءات"))))
	if settings := press(t, m.Send(moderator(command("الإعدادات"))), "الإحصاءات"); stats != seen(t, settings) {
		t.Errorf("the command shows\n%s\nthe panel\n%s", stats, seen(t, settings))
	}
}
