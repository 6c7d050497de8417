package bot_test

import (
	"strings"
	"testing"
	"time"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/bot/store"
)

// gapsOf opens the questions that want an answer, as a moderator does.
func gapsOf(t *testing.T, f *fixture) *discordtest.Exchange {
	t.Helper()
	return press(t, f.Send(moderator(command("settings"))), "Unanswered questions")
}

// TestGaps: what is asked in vain comes to the moderators, in its several wordings
// as one, the most asked first; what is answered does not.
func TestGaps(t *testing.T) {
	f := start(t, func(cfg *bot.Config, _ *fixture) { cfg.Mentions = true })
	mustHold(t, shown(gapsOf(t, f).Message(t)), "No question wants an answer")
	for _, q := range []string{"من فاز بكأس العالم؟", "مَن فاز بكاس العالم", "كم راتب مهندسي Sora؟", "كم تبلغ رواتب مهندسي سورا؟", "كم راتب مهندسي Sora؟", kling, "؟؟"} {
		f.Send(command("اسأل", "السؤال", q)).Message(t)
	}
	f.Write(mentioning(f, "كم راتب المهندسين في Sora؟"), nil).Reply(t)
	direct := command("ask", "question", "who asks this in private?")
	direct.Direct = true
	f.Send(direct).Message(t)
	press(t, f.Send(command("ask", "question", "When did Kuaishou announce Kling?")), "Didn't answer").Message(t)

	page := gapsOf(t, f)
	got := shown(page.Message(t))
	mustHold(t, got, "(private)", "Questions that want an answer: 3", "<RLM>**1.** كم راتب مهندسي <FSI>Sora<PDI>؟", "· كم تبلغ رواتب", "asked 4 times",
		"**3.** When did Kuaishou", "asked once", "its answer was said to be none", "**2.** مَن فاز", "asked twice", "[1. Dismiss]", "[3. Dismiss]")
	if strings.Contains(got, "أقصى مدة") || strings.Contains(got, "in private") || strings.Contains(got, "member77") || strings.Contains(got, "Add a fact") {
		t.Errorf("it has what it should not:\n%s", got)
	}

	// A fact comes: what it answers is shown with it.
	f.folder.write("more.md", "- يبلغ راتب مهندسي Sora مئة ألف دولار. {2026-11، مؤكد}\n  - en: Engineers of Sora have a salary of 100,000 dollars.\n")
	f.Send(moderator(command("reload"))).Message(t)
	page = gapsOf(t, f)
	mustHold(t, shown(page.Message(t)), "It has an answer now:", "مئة ألف دولار", "more.md\\:1")
	page = press(t, page, "1. Dismiss")
	if r := page.Response(t); r.Type != discordtest.ReplyUpdate {
		t.Errorf("dismissed with %s", r.JSON)
	}
	got = shown(page.Message(t))
	if mustHold(t, got, "**2.** When did", "**1.** مَن فاز"); strings.Contains(got, "رواتب") {
		t.Errorf("what was dismissed is there:\n%s", got)
	}
	press(t, press(t, page, "2. Dismiss"), "1. Dismiss").Message(t)
	mustHold(t, shown(gapsOf(t, f).Message(t)), "No question wants an answer")

	for _, id := range []string{"g|0|en|", "x|0|en|AAAAAAAAAAAA", "w|0|en|AAAAAAAAAAAA"} { // of members
		mustHold(t, shown(f.Send(discordtest.Interaction{CustomID: id, Message: page.Message(t)}).Message(t)), "for moderators")
	}
	mustHold(t, shown(f.Send(moderator(discordtest.Interaction{CustomID: "x|9|en|AAAAAAAAAAAA", Message: page.Message(t)})).Message(t)), "No question wants")
}

// TestGapsMarked: which questions have an answer now is found out without anybody
// looking, and in the store for whoever reads that.
func TestGapsMarked(t *testing.T) {
	var kept store.Store
	f := start(t, func(cfg *bot.Config, _ *fixture) { kept = cfg.Store })
	f.Send(command("اسأل", "السؤال", "كم راتب مهندسي Sora؟")).Message(t)
	mustHold(t, shown(gapsOf(t, f).Message(t)), "asked once")
	f.folder.write("more.md", "- يبلغ راتب مهندسي Sora مئة ألف دولار. {2026-11، مؤكد}\n")
	f.Send(moderator(command("reload"))).Message(t)
	f.logs.wait(t, "questions that had no answer have one now")
	gaps, err := kept.Gaps(t.Context(), f.GuildID)
	if err != nil || len(gaps) != 1 || !gaps[0].Answerable {
		t.Errorf("%+v, %v", gaps, err)
	}
}

// TestManyGaps turns the pages of more questions than one holds, among them some
// that break renderers.
func TestManyGaps(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		var asked []store.Asked
		for i, word := range strings.Fields("قطار طقس كرة طبخ موسيقى سفر رياضة أدب فلك") {
			q := strings.Repeat(word+"_`@everyone` ["+word+"ستان](https://evil.example) "+word+"لوجيا "+word+"غرافيا ", 60)
			for range 9 - i {
				asked = append(asked, store.Asked{Guild: f.GuildID, Question: q, At: time.Now()})
			}
		}
		if err := cfg.Store.Note(t.Context(), asked...); err != nil {
			t.Fatal(err)
		}
	})
	page := gapsOf(t, f)
	mustHold(t, shown(page.Message(t)), "Page 1 of 3", "**1.** قطار", "**4.** ", "[4. Dismiss]")
	checkDisarmed(t, page.Message(t))
	last := press(t, press(t, page, "Next"), "Next")
	mustHold(t, shown(last.Message(t)), "Page 3 of 3", "**9.** ")
	mustHold(t, shown(press(t, last, "9. Dismiss").Message(t)), "Page 2 of 2", "**8.** ")
}

// TestMembersPrivacy: a member who opts out leaves nothing, and can have deleted
// what is known to be theirs.
func TestMembersPrivacy(t *testing.T) {
	var kept store.Store
	f := start(t, func(cfg *bot.Config, _ *fixture) { kept = cfg.Store })
	judged := f.Send(command("ask", "question", "When did Kuaishou announce Kling?"))
	press(t, judged, "Didn't answer").Message(t)
	panel := f.Send(command("privacy"))
	mustHold(t, shown(panel.Message(t)), "(private)", "Neither the name nor the id", "90 days")
	mustHold(t, shown(press(t, panel, "Delete mine").Message(t)), "1 verdict")
	mustHold(t, shown(press(t, panel, "Delete mine").Message(t)), "Nothing was found")
	mustHold(t, shown(press(t, panel, "Keep nothing of mine").Message(t)), "From now on nothing", "[Allow keeping]")
	mustHold(t, shown(press(t, judged, "Didn't answer").Message(t)), "not kept")
	f.Send(command("ask", "question", "who won the world cup?")).Message(t)
	mustHold(t, shown(gapsOf(t, f).Message(t)), "No question wants an answer")
	somebody := command("ask", "question", "who won the world cup?")
	somebody.User = other
	f.Send(somebody).Message(t)
	mustHold(t, shown(gapsOf(t, f).Message(t)), "asked once")
	verdicts, err := kept.Verdicts(t.Context(), f.GuildID)
	if err != nil || len(verdicts) > 0 {
		t.Errorf("kept: %+v, %v", verdicts, err)
	}
	again := f.Send(command("الخصوصية"))
	mustHold(t, shown(again.Message(t)), "طلبت ألا يُحفظ شيء")
	mustHold(t, shown(press(t, again, "اسمح بالحفظ").Message(t)), "من الآن يُحفظ", "[لا تحفظوا شيئًا مني]")
	direct := command("privacy")
	direct.Direct = true
	mustHold(t, shown(f.Send(direct).Message(t)), "What is kept")
	forged := discordtest.Interaction{CustomID: "y|0|en|everything", Message: panel.Message(t)}
	mustHold(t, shown(f.Send(forged).Message(t)), "(private)")
}
