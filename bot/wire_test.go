package bot_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/tools/txtar"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/knowledge"
)

var update = flag.Bool("update", false, "write testdata/replies.txt anew; read the difference before you commit it")

// TestReplies compares what members see with testdata/replies.txt.
func TestReplies(t *testing.T) {
	f := start(t, nil)
	const golden = "testdata/replies.txt"
	want, err := txtar.ParseFile(golden)
	if err != nil && !*update {
		t.Fatal(err)
	}
	expected := map[string]string{}
	comment := "What members see on Discord. Invisible characters stand by name.\nWrite it anew with: go test ./bot -run TestReplies -update\n\n"
	if want != nil {
		for _, file := range want.Files {
			expected[file.Name] = string(file.Data)
		}
	}
	got := &txtar.Archive{Comment: []byte(comment)}
	for _, c := range []struct {
		name  string
		i     discordtest.Interaction
		press []string // labels of buttons, one after the other
	}{
		{"ask in Arabic", command("اسأل", "السؤال", "ما أقصى مدة لفيديو Kling؟"), nil},
		{"ask in Arabic, the next page", command("اسأل", "السؤال", "ما أقصى مدة لفيديو Kling؟"), []string{"التالي"}},
		{"ask in Arabic, the sources", command("اسأل", "السؤال", "ما أقصى مدة لفيديو Kling؟"), []string{"المصادر"}},
		{"ask in Arabic, helpful", command("اسأل", "السؤال", "ما أقصى مدة لفيديو Kling؟"), []string{"مفيد"}},
		{"ask in Arabic, not helpful", command("اسأل", "السؤال", "متى أعلنت Kuaishou عن Kling؟"), []string{"لم يُجب"}},
		{"ask in English", command("ask", "question", "When did Kuaishou announce Kling?"), nil},
		{"ask in English, the sources of the next page", command("ask", "question", "Kling"), []string{"Next", "Sources", "Previous"}},
		{"ask in a direct message", discordtest.Interaction{Command: "ask", Direct: true, Options: map[string]string{"question": "متى أعلنت Kuaishou عن Kling؟"}}, nil},
		{"ask a name in Latin letters by the Arabic command", command("اسأل", "السؤال", "Sora"), nil},
		{"ask what nobody knows", command("ask", "question", "من فاز بكأس العالم 2022؟"), nil},
		{"ask what nobody knows in a dialect", command("اسأل", "السؤال", "مين فاز بكاس العالم 2022"), nil},
		{"ask what is not known of a name", command("اسأل", "السؤال", "كم راتب مهندسي Sora؟"), nil},
		{"about in Arabic", command("عن", "الاسم", "كلينج"), nil},
		{"about in English", command("about", "name", "Kling"), nil},
		{"about a name in Latin letters by the Arabic command", command("عن", "الاسم", "Kuaishou"), nil},
		{"about an unknown name", command("about", "name", "Zorgblatt"), nil},
		{"find facts on a message", find(f, "سمعت أن مدة فيديو Kling القصوى 3 دقائق.\nوأُعلن عنه في 6 يونيو 2024!"), nil},
		{"find facts on a message in English", find(f, "Kling videos last two minutes at most"), []string{"Share here"}},
		{"find facts on a message about nothing we know", find(f, "صباح الخير"), nil},
		{"timeline in Arabic", command("تسلسل-زمني", "الموضوع", "كلينغ"), nil},
		{"timeline in English, of a period", command("timeline", "topic", "Kling", "from", "2024-06-02", "to", "٢٠٢٤"), nil},
		{"timeline of a period with nothing", command("timeline", "topic", "Kling", "to", "2020"), nil},
		{"timeline of nothing known", command("timeline", "topic", "Zorgblatt"), nil},
		{"timeline with a date that is none", command("تسلسل-زمني", "الموضوع", "كلينغ", "من", "أمس"), nil},
		{"timeline of a period that ends before it begins", command("timeline", "topic", "Kling", "from", "2025", "to", "2024"), nil},
		{"ask nothing", command("ask", "question", "   "), nil},
		{"compare in Arabic", command("قارن", "الأول", "كلينغ", "الثاني", "سورا"), nil},
		{"compare in English", command("compare", "a", "Kling", "b", "Sora", "aspect", "maximum length"), nil},
		{"compare by what nobody knows", command("قارن", "الأول", "Kling", "الثاني", "Sora", "الجانب", "**الطعم**"), nil},
		{"compare an unknown name", command("compare", "a", "Zorgblatt", "b", "Sora"), nil},
		{"compare a name with others near to it", command("قارن", "الأول", "سورة", "الثاني", "Klong"), nil},
		{"compare with a typo", command("compare", "a", "Klnig", "b", "سورا", "aspect", "المدة"), nil},
		{"compare a thing with itself", command("compare", "a", "Kling", "b", "كلينغ"), nil},
		{"sources", command("المصادر"), nil},
		{"help for a member", command("help"), nil},
		{"help for a moderator", moderator(command("مساعدة")), nil},
		{"check", moderator(command("check")), nil},
		{"the files", moderator(command("المعرفة قائمة")), nil},
		{"the files in English", moderator(command("knowledge list")), nil},
		{"a subcommand that is none", moderator(command("knowledge dance")), nil},
		{"a subcommand by a member", command("knowledge reload"), nil},
		{"reload without a change", moderator(command("reload")), nil},
		{"reload by a member", command("reload"), nil},
		{"check by a member", command("فحص"), nil},
		{"settings", moderator(command("الإعدادات")), nil},
		{"settings in English, changed", moderator(command("settings")), []string{"Digits: ١٢٣", "Make answers private", "Digits: 123", "Show answers to all"}},
		{"privacy in Arabic", command("الخصوصية"), nil},
		{"privacy in English, opted out, deleted", command("privacy"), []string{"Keep nothing of mine", "Delete mine"}},
		{"privacy in Arabic, back again", command("الخصوصية"), []string{"اسمح بالحفظ"}},
		{"questions without an answer", moderator(command("الإعدادات")), []string{"أسئلة بلا جواب"}},
		{"statistics", moderator(command("الإعدادات")), []string{"الإحصاءات"}},
		{"settings by a member", command("settings"), nil},
		{"an unknown command", command("dance"), nil},
	} {
		ex := f.Send(c.i)
		for _, label := range c.press {
			ex = ex.Press(t, discordtest.Button(t, ex.Message(t), label))
		}
		text := shown(ex.Message(t))
		text = strings.ReplaceAll(text, f.live.Version()[:8], "VERSION")
		text = strings.ReplaceAll(text, time.Now().UTC().Format(time.DateOnly), "TODAY")
		text = answerID.ReplaceAllString(text, "${1}ANSWER")
		got.Files = append(got.Files, txtar.File{Name: c.name, Data: []byte(text)})
		if !*update && text != expected[c.name] {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, text, expected[c.name])
		}
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if len(expected) != len(got.Files) {
		t.Errorf("%s holds %d replies, the test has %d", golden, len(expected), len(got.Files))
	}
}

var answerID = regexp.MustCompile(`((?:Answer|الجواب): (?:<FSI>)?)[A-Z2-7]{8}`)

// TestPrivacy: answers are for all, the rest is for who asked.
func TestPrivacy(t *testing.T) {
	f := start(t, nil)
	for _, c := range []struct {
		i       discordtest.Interaction
		private bool
	}{
		{command("ask", "question", "Kling"), false},
		{command("compare", "a", "Kling", "b", "Sora"), false},
		{command("sources"), true},
		{command("help"), true},
		{moderator(command("check")), true},
		{moderator(command("reload")), true},
		{command("reload"), true},
	} {
		if got := f.Send(c.i).Message(t)["flags"] == float64(64); got != c.private {
			t.Errorf("/%s: private is %v, not %v", c.i.Command, got, c.private)
		}
	}
}

func TestModeratorsOnly(t *testing.T) {
	f := start(t, nil)
	before := f.live.Version()
	f.folder.write("more.md", "- A fact that a member tries to bring in.\n")
	for _, name := range []string{"reload", "تحديث", "check", "فحص"} {
		mustHold(t, shown(f.Send(command(name)).Message(t)), "(private)")
		direct := moderator(command(name))
		direct.Direct = true // there are no moderators of a direct message
		f.Send(direct).Message(t)
	}
	if f.live.Version() != before {
		t.Error("a member has reloaded the knowledge")
	}
	f.Send(moderator(command("reload"))).Message(t)
	if f.live.Version() == before {
		t.Error("a moderator has not reloaded the knowledge")
	}
}

// TestManagers: the operator can name the servers whose moderators look after
// the one folder that all share.
func TestManagers(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*bot.Config, *fixture)
		may    bool
	}{
		"every server":           {nil, true},
		"this one among others":  {func(cfg *bot.Config, f *fixture) { cfg.Managers = []string{"1", f.GuildID} }, true},
		"another one":            {func(cfg *bot.Config, _ *fixture) { cfg.Managers = []string{"1"} }, false},
		"the one of its own":     {func(cfg *bot.Config, f *fixture) { cfg.Guild = f.GuildID }, true},
		"one of its own, not it": {func(cfg *bot.Config, _ *fixture) { cfg.Guild = "1" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			f := start(t, c.change)
			before := f.live.Version()
			f.folder.write("more.md", "- A fact that somebody brings in.\n- A fact {2024-13}\n")
			check := f.Send(moderator(command("check"))).Message(t)
			button := f.Send(discordtest.Interaction{CustomID: "p|0|en|", Message: check, Permissions: discordtest.ManageServer})
			f.folder.write("more.md", "- A fact that somebody brings in.\n")
			got := shown(check) + shown(button.Message(t)) + shown(f.Send(moderator(command("تحديث"))).Message(t)) + shown(f.Send(moderator(command("help"))).Message(t))
			if c.may {
				mustHold(t, got, "more.md\\:2", "أُعيدت قراءة المعرفة", "`/reload`")
			} else {
				mustHold(t, got, "the moderators of another server look after", "يديرها مشرفو سيرفر آخر")
				if strings.Contains(got, "more.md") || strings.Contains(got, "`/reload`") {
					t.Errorf("moderators of another server see\n%s", got)
				}
			}
			if (f.live.Version() != before) != c.may {
				t.Errorf("reloaded: %t", !c.may)
			}
		})
	}
}

func TestReload(t *testing.T) {
	f := start(t, nil)
	f.folder.write("chips.md", "تصنع شركة Huawei معالج Ascend 910B.\n")
	got := shown(f.Send(moderator(command("تحديث"))).Message(t))
	mustHold(t, got, "أُعيدت قراءة المعرفة", "أُضيفت حقيقة", "chips.md")
	mustHold(t, shown(f.Send(command("ask", "question", "من يصنع معالج Ascend 910B؟")).Message(t)), "Huawei")

	good := f.live.Version()
	f.folder.write("broken.md", "---\ntitle: broken\n---\n\nA fact with a lost source. [^nowhere]\n\nAnother. {2024-13-45}\n")
	got = shown(f.Send(moderator(command("reload"))).Message(t))
	mustHold(t, got, "The new knowledge was not taken", "broken.md\\:5", "broken.md\\:7", "2 errors")
	mustHold(t, shown(f.Send(moderator(command("check"))).Message(t)), "broken.md\\:5", "broken.md\\:7")
	if f.live.Version() != good {
		t.Error("broken knowledge is being served")
	}
	mustHold(t, shown(f.Send(command("ask", "question", "من يصنع معالج Ascend 910B؟")).Message(t)), "Huawei")
}

// TestProblemPages: what a folder has wrong can be paged through, by
// moderators.
func TestProblemPages(t *testing.T) {
	f := start(t, nil)
	var many strings.Builder
	many.WriteString("---\ntitle: many\n---\n")
	for range 30 {
		many.WriteString("\nA fact that goes on. [^lost]\n")
	}
	f.folder.write("many.md", many.String())
	ex := f.Send(moderator(command("check")))
	seen := shown(ex.Message(t))
	for range 10 {
		buttons := discordtest.Buttons(ex.Message(t))
		if len(buttons) == 0 || strings.Contains(seen, "many.md\\:62") {
			break
		}
		ex = ex.Press(t, buttons[len(buttons)-1])
		seen += shown(ex.Message(t))
	}
	mustHold(t, seen, "many.md\\:5", "many.md\\:33", "many.md\\:63")
}

// manyFacts is a file of n facts on one thing.
func manyFacts(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("- The Ascend 910B chip has property number " + string(rune('A'+i)) + ".\n")
	}
	return b.String()
}

func TestPaging(t *testing.T) {
	f := start(t, func(_ *bot.Config, f *fixture) {})
	f.folder.write("chip.md", manyFacts(8))
	f.Send(moderator(command("reload"))).Message(t)

	first := f.Send(command("ask", "question", "Which property has the Ascend 910B chip?"))
	page1 := shown(first.Message(t))
	mustHold(t, page1, "Page 1 of ", "property number", "(Previous)", "[Next]")
	second := first.Press(t, discordtest.Buttons(first.Message(t))[0])
	if r := second.Response(t); r.Type != discordtest.ReplyUpdate {
		t.Errorf("a button is answered with type %d", r.Type)
	}
	page2 := shown(second.Message(t))
	mustHold(t, page2, "# Which property has the Ascend 910B chip?", "Page 2 of ", "**2.**", "**4.**", "[Previous]")
	if strings.Contains(page2, "**1.**") {
		t.Errorf("page 2 repeats page 1:\n%s", page2)
	}
	back := second.Press(t, discordtest.Buttons(second.Message(t))[0])
	if got := shown(back.Message(t)); got != page1 {
		t.Errorf("back on page 1:\n%s\nat first:\n%s", got, page1)
	}
}

// TestButtonsOutliveTheBot: a page turns after a restart and after a reload,
// and says so kindly when its facts are gone.
func TestButtonsOutliveTheBot(t *testing.T) {
	f, cfg := setUp(t, nil)
	f.folder.write("chip.md", manyFacts(8))
	if _, err := f.live.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.run(t, cfg)
	first := f.Send(command("ask", "question", "Which property has the Ascend 910B chip?"))
	next := discordtest.Buttons(first.Message(t))[0]
	f.Kick(4000)

	other, err := bot.New(cfg) // another process, with nothing in its memory
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- other.Run(ctx) }()
	defer func() { cancel(); <-ended }()
	f.Identified(t, 2)
	mustHold(t, shown(first.Press(t, next).Message(t)), "Page 2 of ", "**4.**")

	f.folder.write("more.md", "A fact beside the others.\n")
	f.Send(moderator(command("reload"))).Message(t)
	mustHold(t, shown(first.Press(t, next).Message(t)), "Page 2 of ", "**4.**")

	f.folder.write("chip.md", "Nothing of that is left.\n")
	f.Send(moderator(command("reload"))).Message(t)
	mustHold(t, shown(first.Press(t, next).Message(t)), "(private)", "The knowledge has changed since this reply")
}

func TestButtonsOfOthersAndForged(t *testing.T) {
	f := start(t, nil)
	asked := f.Send(command("ask", "question", "Kling")).Message(t)
	for name, i := range map[string]discordtest.Interaction{
		"of an older version": {CustomID: "something else"},
		"with a broken page":  {CustomID: "a|-4|ar|x.y.zzzzzz"},
		"with no facts":       {CustomID: "a|1|ar|.."},
		"with broken marks":   {CustomID: "a|1|en|x.y.abc"},
		"of unknown things":   {CustomID: "c|0|en|abcdefghijkl"},
		"of check, by member": {CustomID: "p|0|en|"},
	} {
		i.Message = asked
		r := f.Send(i).Response(t)
		if r.Type != discordtest.ReplyMessage || r.Data["flags"] != float64(64) {
			t.Errorf("a button %s is answered with %s", name, r.JSON)
		}
	}
	forOther := map[string]any{}
	for k, v := range asked {
		forOther[k] = v
	}
	forOther["interaction_metadata"] = map[string]any{"id": "1", "type": 2, "user": map[string]any{"id": "42", "username": "another"}}
	r := f.Send(discordtest.Interaction{CustomID: "s|0|en|", Message: forOther}).Response(t)
	if r.Type != discordtest.ReplyMessage || r.Data["flags"] != float64(64) {
		t.Errorf("somebody else turns the page of who asked: %s", r.JSON)
	}
}

func TestAutocomplete(t *testing.T) {
	f := start(t, nil)
	typing := func(name, option, typed string) []any {
		i := command(name, option, typed)
		i.Focused = option
		r := f.Send(i).Response(t)
		choices, _ := r.Data["choices"].([]any)
		if r.Type != discordtest.ReplyAutocomplete || len(choices) == 0 {
			t.Fatalf("%q: %s", typed, r.JSON)
		}
		return choices
	}
	value := func(choice any) any { return choice.(map[string]any)["value"] }
	if got := typing("قارن", "الأول", "كلي")[0]; value(got) != "Kling" || got.(map[string]any)["name"] != "كلينغ · Kling" {
		t.Errorf("كلي gives %v", got)
	}
	if got := typing("compare", "b", "Sor")[0]; value(got) != "Sora" || got.(map[string]any)["name"] != "Sora · سورا" {
		t.Errorf("Sor gives %v", got)
	}
	if got := typing("compare", "a", ""); len(got) < 3 {
		t.Errorf("nothing typed gives %v", got)
	}
	if got := typing("ask", "question", "maximum le"); value(got[0]) != "maximum le" || value(got[1]) != "Kling: Maximum length?" {
		t.Errorf("a question begun gives %v", got)
	}
	if got := typing("اسأل", "السؤال", "كلي"); got[1].(map[string]any)["name"] != "كلينغ · Kling" || value(got[1]) != "كلينغ" {
		t.Errorf("a name begun as a question gives %v", got)
	}
	if got := typing("ask", "question", "Kuaishou ann"); !strings.HasPrefix(value(got[1]).(string), "Kuaishou announced the Kling model") {
		t.Errorf("a fact begun gives %v", got)
	}
	if got := typing("ask", "question", ""); len(got) < 4 {
		t.Errorf("nothing asked yet gives %v", got)
	}
	both := command("قارن", "الأول", "كلينغ", "الثاني", "سورا", "الجانب", "")
	both.Focused = "الجانب"
	if got := fmt.Sprint(f.Send(both).Response(t).Data["choices"]); !strings.Contains(got, "المدة القصوى · Maximum length") || !strings.Contains(got, "متاح للعامة") {
		t.Errorf("aspects of the two are %s", got)
	}
	// A client that lost the value sends the name that was shown.
	mustHold(t, shown(f.Send(command("قارن", "الأول", "كلينغ · Kling", "الثاني", "سورا · Sora", "الجانب", "المدة القصوى · Maximum length")).Message(t)), "# <RLM>مقارنة بين كلينغ وسورا: المدة القصوى\n")
	for _, typed := range []string{"qqqqqqqqqq", "@everyone", strings.Repeat("ز", 300), "🙂", "\u202e"} {
		typing("ask", "question", typed)
		typing("compare", "a", typed) // the fake holds every answer to Discord's rules
	}
}

// TestHostileText: whatever a member types or a file holds can neither ping,
// nor link, nor format, nor turn the text around it.
func TestHostileText(t *testing.T) {
	const hostile = "@everyone @here <@1000000000000000077> <@&5> <#6> </ask:7> <t:0> <:x:8> [click](https://evil.example) https://evil.example " +
		"**bold** __under__ ~~gone~~ ||hidden|| `code` ```block``` \u202eright\u202c \u2067iso\u2069 \\*escaped\\*"
	f := start(t, nil)
	f.folder.write("hostile.txt", "Zebrafish "+hostile+"\n")
	f.Send(moderator(command("reload"))).Message(t)
	for _, i := range []discordtest.Interaction{
		command("ask", "question", "Zebrafish "+strings.ReplaceAll(hostile, "bold", "strong")), // what matches is emphasised
		command("اسأل", "السؤال", "# سؤال "+strings.ReplaceAll(hostile, "bold", "strong")),
		command("compare", "a", hostile, "b", "Sora"),
		command("compare", "a", "Kling", "b", "Sora", "aspect", hostile),
	} {
		message := f.Send(i).Message(t)
		checkDisarmed(t, message)
	}
}

// checkDisarmed looks through all texts of a message for live mentions, links
// and formatting that our own rendering did not make.
func checkDisarmed(t *testing.T, message map[string]any) {
	t.Helper()
	text := shown(message)
	for _, live := range []string{"@everyone", "@here", "<@1", "<@&", "<@!", "<RLO>", "<RLI>"} {
		if strings.Contains(text, live) {
			t.Errorf("%q came through:\n%s", live, text)
		}
	}
	bare := escaped.ReplaceAllString(wholeQuestion.ReplaceAllString(text, ""), "")
	for _, live := range []string{"https://evil", "<t:", "<#6", "</ask", "<:x", "**bold", "__under", "~~gone", "||hidden", "`code", "[click]"} {
		if strings.Contains(bare, live) {
			t.Errorf("%q came through:\n%s", live, text)
		}
	}
}

// wholeQuestion matches a long question at the foot of its answer, where Discord
// reads no Markdown; mentions are disarmed there, too.
var wholeQuestion = regexp.MustCompile(`(The whole question|السؤال كاملًا): .*`)

// escaped matches a character that a backslash has disarmed.
var escaped = regexp.MustCompile(`\\([^0-9A-Za-z\s])`)

func TestLongQuestion(t *testing.T) {
	f := start(t, nil)
	for _, q := range []string{
		strings.Repeat("ما أقصى مدة لفيديو Kling؟ ", 6000/25),
		strings.Repeat("\u0301", 6000),
		strings.Repeat("👩‍👩‍👧‍👦", 500),
		strings.Repeat("a", 6000),
	} {
		for utf8.RuneCountInString(q) > 6000 {
			_, n := utf8.DecodeLastRuneInString(q)
			q = q[:len(q)-n]
		}
		f.Send(command("ask", "question", q)).Message(t) // the fake holds it to the limits
	}
	got := shown(f.Send(command("ask", "question", strings.Repeat("ما أقصى مدة لفيديو Kling؟ ", 200))).Message(t))
	mustHold(t, got[:strings.IndexByte(got, '\n')], "…")
}

// TestWholeQuestion: a question that its title has no room for is known whole to
// all buttons: pages emphasise what it asks about at its very end, and verdicts
// keep it.
func TestWholeQuestion(t *testing.T) {
	var kept store.Store
	f := start(t, func(cfg *bot.Config, _ *fixture) { kept = cfg.Store })
	f.folder.write("chip.md", manyFacts(8))
	f.Send(moderator(command("reload"))).Message(t)
	question := strings.Repeat("What has the Ascend 910B chip? ", 10) + "I mean its property, @everyone!"
	first := f.Send(command("ask", "question", question))
	page1 := shown(first.Message(t))
	mustHold(t, page1, "…\n", "\nThe whole question: What has")
	if !strings.Contains(page1, "**property**") || strings.Contains(page1, "@everyone") {
		t.Errorf("the first page is\n%s", page1)
	}
	back := press(t, press(t, first, "Next"), "Previous")
	if got := shown(back.Message(t)); got != page1 {
		t.Errorf("back on page 1:\n%s\nat first:\n%s", got, page1)
	}
	press(t, back, "Helpful").Message(t)
	if got, err := kept.Verdicts(t.Context(), f.GuildID); err != nil || len(got) != 1 || got[0].Question != question {
		t.Errorf("kept: %+v, %v", got, err)
	}
	if text := shown(f.Send(command("اسأل", "السؤال", kling)).Message(t)); strings.Contains(text, "السؤال كاملًا") {
		t.Errorf("a short question stands twice:\n%s", text)
	}
}

// slow is a Live whose answers wait until the test lets them go.
type slow struct {
	*index.Live
	asked chan struct{}
	let   chan struct{}
}

func newSlow(l *index.Live) *slow {
	return &slow{l, make(chan struct{}, 100), make(chan struct{})}
}

func (s *slow) Answer(ctx context.Context, q index.Question) (index.Answer, error) {
	s.asked <- struct{}{}
	select {
	case <-s.let:
		return s.Live.Answer(ctx, q)
	case <-ctx.Done():
		return index.Answer{}, ctx.Err()
	}
}

func TestSlowAnswerIsDeferred(t *testing.T) {
	var s *slow
	f := start(t, func(cfg *bot.Config, f *fixture) {
		s = newSlow(f.live)
		cfg.Knowledge = s
		cfg.Timing.Defer = time.Millisecond
	})
	ex := f.Send(command("ask", "question", "When did Kuaishou announce Kling?"))
	if r := ex.Response(t); r.Type != discordtest.ReplyDeferred {
		t.Fatalf("the first answer is %s", r.JSON)
	}
	close(s.let)
	ex.Edit(t)
	mustHold(t, shown(ex.Message(t)), "Kuaishou announced the Kling model")
}

// TestLateInteractionIsDeferredAtOnce: when an interaction arrives late, there
// is no time to look for an answer first.
func TestLateInteractionIsDeferredAtOnce(t *testing.T) {
	var s *slow
	f := start(t, func(cfg *bot.Config, f *fixture) {
		s = newSlow(f.live)
		cfg.Knowledge = s
		cfg.Timing.Defer = time.Second
	})
	late := command("ask", "question", "When did Kuaishou announce Kling?")
	late.Age = 1500 * time.Millisecond
	ex := f.Send(late)
	if r := ex.Response(t); r.Type != discordtest.ReplyDeferred {
		t.Fatalf("the first answer is %s", r.JSON)
	}
	close(s.let)
	ex.Edit(t)
	mustHold(t, shown(ex.Message(t)), "Kuaishou announced the Kling model")
}

// TestTooLate: an interaction that nobody waits for any more does no harm.
func TestTooLate(t *testing.T) {
	f := start(t, nil)
	gone := command("ask", "question", "Kling")
	gone.Age = time.Hour
	ex := f.Send(gone)
	f.Send(command("help")).Message(t)
	f.stop()
	if ex.Answered() {
		t.Error("the fake took an answer after an hour")
	}
	mustHold(t, f.logs.String(), "10062")
}

func TestDuplicateDelivery(t *testing.T) {
	f := start(t, nil)
	ex := f.Send(command("ask", "question", "Kling"))
	ex.Message(t)
	ex.Dispatch()
	f.stop()
	if strings.Contains(f.logs.String(), "level=ERROR") {
		t.Errorf("a second delivery raised an alarm:\n%s", f.logs)
	}
}

// failing is a Live that breaks in one way or another.
type failing struct {
	*index.Live
	answer func() error
}

func (f failing) Answer(context.Context, index.Question) (index.Answer, error) {
	return index.Answer{}, f.answer()
}

func TestFailuresAreToldKindly(t *testing.T) {
	for name, c := range map[string]struct {
		fail func() error
		want string
	}{
		"error":   {func() error { return errors.New("disk on fire") }, "Something broke on our side"},
		"panic":   {func() error { panic("disk on fire") }, "Something broke on our side"},
		"timeout": {func() error { return context.DeadlineExceeded }, "Too many questions right now"},
	} {
		t.Run(name, func(t *testing.T) {
			f := start(t, func(cfg *bot.Config, f *fixture) { cfg.Knowledge = failing{f.live, c.fail} })
			got := shown(f.Send(command("ask", "question", "Kling")).Message(t))
			mustHold(t, got, "(private)", c.want)
			if strings.Contains(got, "fire") {
				t.Errorf("the member is told of our insides:\n%s", got)
			}
			if name != "timeout" {
				mustHold(t, f.logs.String(), "disk on fire")
			}
		})
	}
}

// TestOutageWhileAnswering: an HTML error page or a rate limit in between does
// not lose the answer.
func TestOutageWhileAnswering(t *testing.T) {
	f := start(t, nil)
	f.Connected(t)
	f.Fail(502, 429)
	mustHold(t, shown(f.Send(command("ask", "question", "When did Kuaishou announce Kling?")).Message(t)), "Kuaishou announced")
}

// TestCheckWithoutFolder: /check of a bot without a folder reports what is
// being served.
func TestCheckWithoutFolder(t *testing.T) {
	f := start(t, func(cfg *bot.Config, _ *fixture) { cfg.Check = nil })
	f.Send(moderator(command("check"))).Message(t)
}

func TestCheckThatCannotRead(t *testing.T) {
	f := start(t, func(cfg *bot.Config, _ *fixture) {
		cfg.Check = func(context.Context) (*knowledge.Base, error) { return nil, errors.New("no such folder") }
	})
	mustHold(t, shown(f.Send(moderator(command("check"))).Message(t)), "Something broke on our side")
}

func TestManyAtOnce(t *testing.T) {
	f := start(t, nil)
	var all []*discordtest.Exchange
	for range 50 {
		all = append(all, f.Send(command("ask", "question", "When did Kuaishou announce Kling?")))
	}
	for _, ex := range all {
		mustHold(t, shown(ex.Message(t)), "Kuaishou announced")
	}
}

// TestTooManyAtOnce: what is more than the bot can work on is turned away, and
// what it works on is not harmed.
func TestTooManyAtOnce(t *testing.T) {
	var s *slow
	f := start(t, func(cfg *bot.Config, f *fixture) {
		s = newSlow(f.live)
		cfg.Knowledge = s
		cfg.AtOnce = 1
	})
	first := f.Send(command("ask", "question", "When did Kuaishou announce Kling?"))
	<-s.asked
	f.Send(command("help"))
	f.logs.wait(t, "one was turned away")
	typing := command("compare", "a", "Kl")
	typing.Focused = "a"
	f.Send(typing)
	f.logs.wait(t, "a completion was turned away")
	close(s.let)
	mustHold(t, shown(first.Message(t)), "Kuaishou announced")
}

// TestUnknownComponents: a message with parts of a kind that discordgo does
// not know still has working buttons.
func TestUnknownComponents(t *testing.T) {
	f := start(t, nil)
	message := f.Send(command("sources")).Message(t)
	message["components"] = []any{map[string]any{"type": 99, "components": []any{map[string]any{"type": 77}}}}
	r := f.Send(discordtest.Interaction{CustomID: "s|0|en|", Message: message}).Response(t)
	if r.Type != discordtest.ReplyUpdate {
		t.Errorf("got %s", r.JSON)
	}
}

// TestHandleKnowsNoTransport: what an HTTP endpoint needs is there without a
// gateway.
func TestHandleKnowsNoTransport(t *testing.T) {
	f, cfg := newFixture(t, nil)
	defer f.live.Close()
	b, err := bot.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if r := b.Handle(t.Context(), &discordgo.Interaction{Type: discordgo.InteractionPing}); r.Type != discordgo.InteractionResponsePong {
		t.Errorf("a ping is answered with type %d", r.Type)
	}
	for _, i := range []*discordgo.Interaction{
		{Type: discordgo.InteractionModalSubmit, Data: discordgo.ModalSubmitInteractionData{CustomID: "x"}},
		{Type: discordgo.InteractionApplicationCommand}, // without data
		{Type: discordgo.InteractionMessageComponent},
		{Type: 42},
	} {
		if r := b.Handle(t.Context(), i); r == nil || r.Data == nil || len(r.Data.Embeds) != 1 {
			t.Errorf("type %d is answered with %+v", i.Type, r)
		}
	}
	if r := b.Handle(t.Context(), &discordgo.Interaction{Type: discordgo.InteractionApplicationCommandAutocomplete}); len(r.Data.Choices) != 1 {
		t.Errorf("a completion without data is answered with %+v", r.Data)
	}
}

// TestReloadUnderLoad: no member notices that moderators reload.
func TestReloadUnderLoad(t *testing.T) {
	f := start(t, nil)
	var asked, reloaded []*discordtest.Exchange
	for i := range 5 {
		f.folder.write("chip.md", manyFacts(i+1))
		reloaded = append(reloaded, f.Send(moderator(command("reload"))))
		for range 8 {
			asked = append(asked, f.Send(command("ask", "question", "When did Kuaishou announce Kling?")))
		}
	}
	for _, ex := range asked {
		mustHold(t, shown(ex.Message(t)), "Kuaishou announced the Kling model")
	}
	for _, ex := range reloaded {
		mustHold(t, shown(ex.Message(t)), "The knowledge was read again")
	}
}

// TestShippedKnowledge turns all pages of what members will ask first of the
// knowledge that ships. The fake holds each to Discord's rules.
func TestShippedKnowledge(t *testing.T) {
	load := func(context.Context) (*knowledge.Base, error) { return knowledge.Load(knowledge.Shipped()) }
	f := start(t, func(cfg *bot.Config, f *fixture) {
		live, err := index.NewLive(t.Context(), load, nil)
		if err != nil {
			t.Fatal(err)
		}
		f.live.Close()
		f.live, cfg.Knowledge, cfg.Check = live, live, load
	})
	for _, i := range []discordtest.Interaction{
		command("اسأل", "السؤال", "ما الفرق بين Kling و Sora؟"),
		command("ask", "question", "How many HarmonyOS devices are there?"),
		command("قارن", "الأول", "الصين", "الثاني", "الولايات المتحدة"),
		command("compare", "a", "Kling", "b", "Sora"),
		command("المصادر"),
		moderator(command("check")),
	} {
		ex := f.Send(i)
		for page := 1; ; page++ {
			buttons := discordtest.Buttons(ex.Message(t))
			next := slices.IndexFunc(buttons, func(id string) bool { return strings.Split(id, "|")[1] == strconv.Itoa(page) })
			if next < 0 {
				break
			}
			ex = ex.Press(t, buttons[next])
		}
	}
}

// TestDifference: who asks how two things differ sees them side by side.
func TestDifference(t *testing.T) {
	f := start(t, nil)
	mustHold(t, shown(f.Send(command("اسأل", "السؤال", "ايه الفرق بين كلينج وسورا؟")).Message(t)), "المدة القصوى", "كلينغ", "سورا", "مقارنة")
	mustHold(t, shown(f.Send(command("ask", "question", "what is the difference between Kling and Sora?")).Message(t)), "Maximum length", "Kling and Sora compared")
}
