package bot_test

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/knowledge"
)

const (
	kling = "ما أقصى مدة لفيديو Kling؟"
	other = "1000000000000000088" // another member
)

// settle makes a server want its replies so.
func settle(t *testing.T, cfg *bot.Config, guild string, s store.Settings) {
	t.Helper()
	if _, err := cfg.Store.ChangeSettings(t.Context(), guild, func(now *store.Settings) { *now = s }); err != nil {
		t.Fatal(err)
	}
}

func press(t *testing.T, ex *discordtest.Exchange, label string) *discordtest.Exchange {
	t.Helper()
	return ex.Press(t, discordtest.Button(t, ex.Message(t), label))
}

// TestVerdicts: what members think of an answer is kept, one verdict a member,
// with the question and the facts, and without their name.
func TestVerdicts(t *testing.T) {
	var kept store.Store
	f := start(t, func(cfg *bot.Config, _ *fixture) { kept = cfg.Store })
	ex := f.Send(command("اسأل", "السؤال", kling))
	helpful, not := discordtest.Button(t, ex.Message(t), "مفيد"), discordtest.Button(t, ex.Message(t), "لم يُجب")
	for _, p := range []struct{ who, what string }{{"", not}, {other, helpful}, {"", helpful}, {other, helpful}, {"", not}} {
		if r := ex.PressAs(t, p.who, p.what).Response(t); r.Type != discordtest.ReplyMessage || r.Data["flags"] != float64(64) {
			t.Errorf("a verdict is answered with %s", r.JSON)
		}
	}
	got, err := kept.Verdicts(t.Context(), f.GuildID)
	if err != nil || len(got) != 2 || got[0].Helpful || !got[1].Helpful {
		t.Fatalf("kept: %+v, %v", got, err)
	}
	v := got[0]
	a, err := f.live.Answer(t.Context(), index.Question{Text: kling, Limit: 12})
	if err != nil {
		t.Fatal(err)
	}
	if v.Question != kling || v.Facts[0] != a.Facts[0].Fact.ID || v.Version != f.live.Version() || v.Answer == "" || time.Since(v.At) > time.Hour {
		t.Errorf("kept: %+v", v)
	}
}

// TestVerdictsOnAll: members say what they think of comparisons, cards, timelines
// and rankings, too, and moderators learn what was asked.
func TestVerdictsOnAll(t *testing.T) {
	var kept store.Store
	f := start(t, func(cfg *bot.Config, _ *fixture) { kept = cfg.Store })
	for _, c := range []struct {
		i     discordtest.Interaction
		asked string
	}{
		{command("قارن", "الأول", "كلينغ", "الثاني", "سورا", "الجانب", "المدة القصوى"), "مقارنة بين كلينغ وسورا: المدة القصوى"},
		{command("عن", "الاسم", "كلينغ"), "عن كلينغ"},
		{command("تسلسل-زمني", "الموضوع", "كلينغ"), "التسلسل الزمني: كلينغ، حقيقتان"},
		{command("ترتيب", "الخاصية", "المدة القصوى"), "الترتيب بحسب «المدة القصوى»، الأكبر أولًا، قيمتان"},
	} {
		before, err := kept.Verdicts(t.Context(), f.GuildID)
		if err != nil {
			t.Fatal(err)
		}
		ex := f.Send(c.i)
		mustHold(t, shown(press(t, ex, "مفيد").Message(t)), "(private)", "شكرًا")
		mustHold(t, shown(press(t, ex, "غير مفيد").Message(t)), "(private)", "شكرًا")
		got, err := kept.Verdicts(t.Context(), f.GuildID)
		if err != nil || len(got) != len(before)+1 {
			t.Fatalf("/%s: %d verdicts are kept, %v", c.i.Command, len(got), err)
		}
		if v := got[0]; v.Question != c.asked || v.Helpful || len(v.Facts) == 0 || v.Facts[0] == "" || v.Answer == "" || v.Version != f.live.Version() {
			t.Errorf("/%s: kept: %+v", c.i.Command, v)
		}
	}
	f.folder.write("video.md", "لم يبق شيء.\n")
	ex := f.Send(command("عن", "الاسم", "كلينغ"))
	f.Send(moderator(command("reload"))).Message(t)
	mustHold(t, shown(press(t, ex, "غير مفيد").Message(t)), "(private)", "تغيّرت المعرفة")
}

// TestNotHelped: who says that an answer was none gets questions that are near
// and have one, and pressing one answers it.
func TestNotHelped(t *testing.T) {
	f := start(t, nil)
	unhelped := press(t, f.Send(command("اسأل", "السؤال", "ما أقصى مدة لفيديو Sora؟")), "لم يُجب")
	unknown := f.Send(command("اسأل", "السؤال", "كم راتب مهندسي Kling؟"))
	for _, c := range []struct {
		ex             *discordtest.Exchange
		offers, answer string
	}{
		{unhelped, "كلينغ: متاح للعامة؟", "نعم"}, // what it showed already is not offered again
		{unknown, "كلينغ: المدة القصوى؟", "دقيقتان"},
	} {
		mustHold(t, shown(c.ex.Message(t)), "أسئلة قريبة")
		near := press(t, c.ex, c.offers)
		if r := near.Response(t); r.Type != discordtest.ReplyUpdate {
			t.Errorf("a near question is answered with %s", r.JSON)
		}
		mustHold(t, shown(near.Message(t)), "# <RLM>"+c.offers, c.answer, "[المصادر]")
	}
	mustHold(t, shown(unknown.PressAs(t, other, discordtest.Button(t, unknown.Message(t), "كلينغ: المدة القصوى؟")).Message(t)), "(private)", "دقيقتان")
}

// TestWithoutStore: a bot that keeps nothing does not ask what members think,
// but still offers what it can answer.
func TestWithoutStore(t *testing.T) {
	f := start(t, func(cfg *bot.Config, _ *fixture) { cfg.Store = nil })
	ex := f.Send(command("اسأل", "السؤال", "ما أقصى مدة لفيديو Sora؟"))
	text := shown(ex.Message(t)) + shown(f.Send(command("عن", "الاسم", "كلينغ")).Message(t))
	if strings.Contains(text, "[مفيد]") || strings.Contains(text, "[غير مفيد]") {
		t.Errorf("it asks what it will not keep:\n%s", text)
	}
	got := shown(press(t, ex, "لم يُجب").Message(t))
	mustHold(t, got, "أسئلة قريبة", "[كلينغ: متاح للعامة؟]")
	if strings.Contains(got, "شكرًا") {
		t.Errorf("it says that a verdict was kept:\n%s", got)
	}
	// A button of a time when verdicts were kept.
	forged := discordtest.Buttons(ex.Message(t))
	for _, id := range forged {
		if rest, ok := strings.CutPrefix(id, "-|"); ok {
			mustHold(t, shown(ex.Press(t, "+|"+rest).Message(t)), "(private)")
		}
	}
}

// TestPrivateServer: where a server wants answers private, they are; who asked
// can show one to all.
func TestPrivateServer(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) { settle(t, cfg, f.GuildID, store.Settings{Private: true}) })
	for _, i := range []discordtest.Interaction{
		command("اسأل", "السؤال", kling),
		command("قارن", "الأول", "كلينغ", "الثاني", "سورا"),
		command("عن", "الاسم", "كلينغ"),
	} {
		ex := f.Send(i)
		private := shown(ex.Message(t))
		mustHold(t, private, "(private)", "[شارك في القناة]")
		for range 2 {
			shared := press(t, ex, "شارك في القناة")
			got := shown(shared.Message(t))
			mustHold(t, got, "شاركه: <FSI>member77<PDI>", strings.Split(private, "\n")[2])
			if strings.Contains(got, "(private)") || strings.Contains(got, "شارك في") {
				t.Errorf("what is shared is:\n%s", got)
			}
			// Its buttons work, for all.
			mustHold(t, shown(shared.PressAs(t, other, discordtest.Button(t, shared.Message(t), "المصادر")).Message(t)), "(private)", "video.md")
		}
	}
	// A page of a private reply stays private and can be shared as well.
	next := press(t, f.Send(command("اسأل", "السؤال", kling)), "التالي")
	mustHold(t, shown(next.Message(t)), "(private)", "صفحة 2", "[شارك في القناة]")
	mustHold(t, shown(press(t, next, "شارك في القناة").Message(t)), "صفحة 2", "# <RLM>ما أقصى مدة")
	if shown := shown(f.Send(command("help")).Message(t)); strings.Contains(shown, "Share") {
		t.Errorf("the help can be shared:\n%s", shown)
	}
	direct := command("ask", "question", kling)
	direct.Direct = true
	if text := shown(f.Send(direct).Message(t)); strings.Contains(text, "(private)") {
		t.Errorf("a server's wish holds in direct messages:\n%s", text)
	}
}

// TestPrivateDeferral: a deferred answer is private from the start, for Discord
// lets nobody change that later.
func TestPrivateDeferral(t *testing.T) {
	var s *slow
	f := start(t, func(cfg *bot.Config, f *fixture) {
		s = newSlow(f.live)
		cfg.Knowledge = s
		cfg.Timing.Defer = time.Millisecond
		settle(t, cfg, f.GuildID, store.Settings{Private: true})
	})
	ex := f.Send(command("ask", "question", kling))
	if r := ex.Response(t); r.Type != discordtest.ReplyDeferred || r.Data["flags"] != float64(64) {
		t.Errorf("deferred by %s", r.JSON)
	}
	close(s.let)
	mustHold(t, shown(ex.Message(t)), "(private)", "دقيقت", "[شارك في القناة]")
}

// TestArabicDigits: our own numbers in Arabic replies have the digits that a
// server wants; facts, names, addresses, files and ids keep theirs.
func TestArabicDigits(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) { settle(t, cfg, f.GuildID, store.Settings{ArabicDigits: true}) })
	ex := f.Send(command("اسأل", "السؤال", "متى أعلنت Kuaishou عن Kling؟"))
	mustHold(t, shown(ex.Message(t)), "في 6 يونيو 2024.", "مؤكد، <FSI>٢٠٢٤-٠٦-٠٦<PDI>", "video.md\\:30", `\[١\] <FSI>[<RLM>MIT Technology Review، <RLM>٢٠٢٤-٠٦](https://example.org/kling_%28model%29)`,
		"حقيقة · الجواب")
	mustHold(t, shown(press(t, f.Send(command("اسأل", "السؤال", kling)), "التالي").Message(t)), "**٢.** ", "صفحة ٢ من ٢")
	mustHold(t, shown(f.Send(command("ask", "question", "When did Kuaishou announce Kling?")).Message(t)), "6 June 2024", "confirmed, 2024-06-06")
	mustHold(t, shown(f.Send(command("المصادر")).Message(t)), "٥ حقائق", "<FSI>٢٠٢٤-٠٦-٠٦<PDI>")
}

// TestOthersTurnTheirOwnPages: a button pressed by somebody else changes
// nothing for who asked.
func TestOthersTurnTheirOwnPages(t *testing.T) {
	f := start(t, nil)
	ex := f.Send(command("اسأل", "السؤال", kling))
	theirs := ex.PressAs(t, other, discordtest.Button(t, ex.Message(t), "التالي"))
	if r := theirs.Response(t); r.Type != discordtest.ReplyMessage {
		t.Errorf("it is answered with %s", r.JSON)
	}
	mustHold(t, shown(theirs.Message(t)), "(private)", "صفحة 2")
	mustHold(t, shown(press(t, theirs, "السابق").Message(t)), "(private)", "صفحة 1")
}

// TestFactChanged: each button of a reply works after a reload that left its
// facts alone, and says kindly when one was rewritten; then one press asks anew.
func TestFactChanged(t *testing.T) {
	f := start(t, nil)
	ex := f.Send(command("اسأل", "السؤال", kling))
	f.folder.write("more.md", "حقيقة أخرى لا صلة لها.\n")
	f.Send(moderator(command("reload"))).Message(t)
	labels := []string{"التالي", "المصادر", "مفيد", "لم يُجب", "عن كلينغ"}
	for _, label := range labels {
		if got := shown(press(t, ex, label).Message(t)); strings.Contains(got, "تغيّرت المعرفة") {
			t.Errorf("%s after a reload that changed nothing of it:\n%s", label, got)
		}
	}
	f.folder.write("video.md", strings.NewReplacer("إلى دقيقتين", "إلى ثلاث دقائق", "| دقيقتان", "| ثلاث دقائق").Replace(video))
	f.Send(moderator(command("reload"))).Message(t)
	for _, label := range []string{"التالي", "المصادر"} {
		gone := press(t, ex, label)
		mustHold(t, shown(gone.Message(t)), "(private)", "تغيّرت المعرفة منذ هذا الرد", "[اسأل من جديد]")
		mustHold(t, shown(press(t, gone, "اسأل من جديد").Message(t)), "(private)", "# <RLM>ما أقصى مدة", "ثلاث دقائق")
	}
	mustHold(t, shown(press(t, ex, "مفيد").Message(t)), "شكرًا") // of what was shown then
}

// TestCard goes from a card to a comparison and to the passages.
func TestCard(t *testing.T) {
	f := start(t, nil)
	ex := f.Send(command("about", "name", "Kling"))
	mustHold(t, shown(press(t, ex, "Compare with Sora").Message(t)), "(private)", "# Kling and Sora compared", "[Share here]")
	mustHold(t, shown(press(t, ex, "Sources").Message(t)), "(private)", "video.md", "Page 1 of ")
	mustHold(t, shown(f.Send(command("about", "name", "  ")).Message(t)), "Give a name")
}

// TestFindFacts: what a message says is set beside facts, privately; the reply's
// buttons work after a restart of the bot, and go when their facts do.
func TestFindFacts(t *testing.T) {
	f := start(t, nil)
	ex := f.Send(find(f, "مدة فيديو Kling القصوى 3 دقائق"))
	mustHold(t, shown(ex.Message(t)), "(private)", "«3 دقائق»")
	mustHold(t, shown(press(t, ex, "المصادر").Message(t)), "(private)", "video.md")
	shared := press(t, ex, "شارك في القناة")
	mustHold(t, shown(shared.Message(t)), "شاركه", "«3 دقائق»", "https://discord.com/channels/")
	mustHold(t, shown(shared.PressAs(t, other, discordtest.Button(t, shared.Message(t), "المصادر")).Message(t)), "(private)", "video.md")

	odd := f.Posted("Kling makes videos of 2 minutes")
	odd["components"] = []any{map[string]any{"type": 99}} // of a kind that nobody knows
	i := find(f, "")
	i.Target, i.Direct = odd, true
	mustHold(t, shown(f.Send(i).Message(t)), "“2 minutes” in the message agrees", "https://discord.com/channels/@me/")
	checkDisarmed(t, f.Send(find(f, "Kling @everyone <@1000000000000000077> [click](https://evil.example) https://evil.example ||hidden|| 3 minutes maximum length `code` \u202e")).Message(t))
	f.Send(discordtest.Interaction{Command: i.Command, Options: nil}).Message(t) // without a message

	f.folder.write("video.md", "لم يبق شيء.\n")
	f.Send(moderator(command("reload"))).Message(t)
	for _, label := range []string{"المصادر", "شارك في القناة"} {
		mustHold(t, shown(press(t, ex, label).Message(t)), "(private)", "تغيّرت المعرفة")
	}
}

// TestMeant: who gave a name that nobody knows presses what was meant, and the
// reply becomes the one to that.
func TestMeant(t *testing.T) {
	f := start(t, nil)
	for _, c := range []struct {
		i           discordtest.Interaction
		label, want string
	}{
		{command("عن", "الاسم", "Klong"), "كلينغ", "# <RLM>كلينغ · <FSI>Kling<PDI>"},
		{command("compare", "a", "Klong", "b", "Sora", "aspect", "maximum length"), "Compare Kling and Sora", "# Kling and Sora compared: maximum length"},
		{command("قارن", "الأول", "سورة", "الثاني", "Klong"), "قارن سورا وكلينغ", "# <RLM>مقارنة بين سورا وكلينغ"},
		{command("timeline", "topic", "Klong", "from", "2024"), "Kling", "# Timeline: Kling (since 2024)"},
		{command("rank", "attribute", "maximum lenght"), "Maximum length", "# Ranked by “Maximum length”"},
	} {
		ex := f.Send(c.i)
		pressed := press(t, ex, c.label)
		if r := pressed.Response(t); r.Type != discordtest.ReplyUpdate {
			t.Errorf("/%s: the button is answered with %s", c.i.Command, r.JSON)
		}
		mustHold(t, shown(pressed.Message(t)), c.want)
	}
}

// TestBothSides: who asks about two things sees both on the first page, and a
// button puts them beside each other.
func TestBothSides(t *testing.T) {
	base, err := knowledge.Load(fstest.MapFS{"video.md": {Data: []byte(video)}})
	if err != nil {
		t.Fatal(err)
	}
	table := base.Tables[0]
	answer := func(cells ...*knowledge.Fact) index.Answer {
		a := index.Answer{ID: "ABCDEFGHIJ", Version: base.Version, Question: "كم مدة كلينغ وسورا؟", Lang: knowledge.Arabic, Entities: table.Columns}
		for _, f := range cells {
			a.Facts = append(a.Facts, index.Hit{Fact: f, Passage: f.In(a.Lang)})
		}
		return a
	}
	ask := func(a index.Answer) string {
		b, err := bot.New(bot.Config{Token: "x", Log: slog.New(slog.DiscardHandler),
			Knowledge: &canned{answer: a, base: base, marks: func(string) []knowledge.Span { return nil }}})
		if err != nil {
			t.Fatal(err)
		}
		r := b.Handle(t.Context(), &discordgo.Interaction{ID: "1", Type: discordgo.InteractionApplicationCommand,
			Data: discordgo.ApplicationCommandInteractionData{Name: "ask"}})
		body, err := json.Marshal(r.Data)
		if err != nil {
			t.Fatal(err)
		}
		var message map[string]any
		if err := json.Unmarshal(body, &message); err != nil {
			t.Fatal(err)
		}
		return shown(message)
	}
	kling, sora, public := table.Cells[0][0], table.Cells[0][1], table.Cells[1][0]
	mustHold(t, ask(answer(kling, sora, public)), "**1.** **كلينغ، المدة القصوى**: دقيقتان", "**2.** **سورا، المدة القصوى**: دقيقة", "صفحة 1 من 2", "[قارن بينهما]")
	if one := ask(answer(kling, public, sora)); strings.Contains(one, "سورا، المدة") || strings.Contains(one, "متاح") {
		t.Errorf("facts of other rows stand with the best one:\n%s", one)
	}
}
