package bot_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"context"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/bot/store"
	"sibaq/knowledge"
)

// The selects of the panel, from above.
const (
	selectLang = 1 + iota
	selectChannels
	selectRoles
	selectCooldown
)

const elsewhere = "1000000000000000555" // another channel

func in(channel string, i discordtest.Interaction) discordtest.Interaction {
	i.Channel = channel
	return i
}

// TestSettings changes each setting in the panel: it is kept when the reply says
// so, the panel shows it, and the bot goes by it.
func TestSettings(t *testing.T) {
	var kept store.Store
	f := start(t, func(cfg *bot.Config, _ *fixture) { kept = cfg.Store })
	is := func(want store.Settings) {
		t.Helper()
		got, err := kept.Settings(t.Context(), f.GuildID)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("kept are %+v, %v, want %+v", got, err, want)
		}
	}
	panel := f.Send(moderator(command("الإعدادات")))
	want := store.Settings{}
	for _, c := range []struct {
		do     func() *discordtest.Exchange
		change func()
		shows  string
	}{
		{func() *discordtest.Exchange { return press(t, panel, "اجعل الأجوبة خاصة") }, func() { want.Private = true }, "حُفظ: من يرى الأجوبة"},
		{func() *discordtest.Exchange { return press(t, panel, "الأرقام: ١٢٣") }, func() { want.ArabicDigits = true }, "**الأرقام في الردود العربية**: ١٢٣"},
		{func() *discordtest.Exchange { return panel.Choose(t, selectChannels, elsewhere, discordtest.Channel) },
			func() { want.Channels = []string{discordtest.Channel, elsewhere} }, "<#" + elsewhere + ">"},
		{func() *discordtest.Exchange { return panel.Choose(t, selectRoles, "42", f.GuildID) }, func() { want.Roles = []string{"42"} }, "التكاملات"},
		{func() *discordtest.Exchange { return panel.Choose(t, selectCooldown, "30") }, func() { want.Cooldown = 30 }, "٣٠ ثانية"},
		{func() *discordtest.Exchange { return panel.Choose(t, selectLang, "en") }, func() { want.Lang = knowledge.English }, "Saved: Language of replies"},
		{func() *discordtest.Exchange { return panel.Choose(t, selectLang, "-") }, func() { want.Lang = "" }, "Saved: Language of replies"}, // the panel is English by now
		{func() *discordtest.Exchange { return panel.Choose(t, selectChannels) }, func() { want.Channels = nil }, "all channels"},
		{func() *discordtest.Exchange { return panel.Choose(t, selectRoles) }, func() { want.Roles = nil }, "Manage Server"},
		{func() *discordtest.Exchange { return panel.Choose(t, selectCooldown, "0") }, func() { want.Cooldown = 0 }, "none"},
		{func() *discordtest.Exchange { return press(t, panel, "Digits: 123") }, func() { want.ArabicDigits = false }, "123"},
		{func() *discordtest.Exchange { return press(t, panel, "Show answers to all") }, func() { want.Private = false }, "everyone in the channel"},
	} {
		c.change()
		panel = c.do()
		if r := panel.Response(t); r.Type != discordtest.ReplyUpdate {
			t.Errorf("answered with %s", r.JSON)
		}
		mustHold(t, shown(panel.Message(t)), "(private)", "✅", c.shows)
		is(want)
	}

	// What the panel does not offer changes nothing, and neither does who may not.
	for _, forged := range []struct {
		id     string
		values []string
	}{{"=|0|ar|lang", []string{"fr"}}, {"=|0|ar|cooldown", []string{"7"}}, {"=|0|ar|cooldown", nil}, {"=|0|ar|nonsense", []string{"1"}},
		{"=|0|ar|channels", strings.Fields(strings.Repeat("1 ", 26))}, {"=|0|ar|", nil}} {
		i := moderator(discordtest.Interaction{CustomID: forged.id, Values: forged.values, Message: panel.Message(t)})
		mustHold(t, shown(f.Send(i).Message(t)), "(private)")
		is(want)
	}
	i := discordtest.Interaction{CustomID: "=|0|ar|private=1", Message: panel.Message(t)}
	mustHold(t, shown(f.Send(i).Message(t)), "(private)", "للمشرفين")
	is(want)
}

// TestRolesModerate: a role that the server chose makes moderators, from then on
// and no longer than it is chosen; but only Manage Server chooses roles.
func TestRolesModerate(t *testing.T) {
	f := start(t, nil)
	member := command("settings")
	member.Roles = []string{"41", "42"}
	mustHold(t, shown(f.Send(member).Message(t)), "for moderators")
	all := f.Send(moderator(command("settings"))).Choose(t, selectRoles, "42")
	all.Message(t)
	theirs := f.Send(member)
	mustHold(t, shown(theirs.Message(t)), "(private)", "{Roles that count as moderators, too (off): *role 42*}", "Only who has")
	mustHold(t, shown(press(t, theirs, "Make answers private").Message(t)), "Saved")
	check := command("check")
	check.Roles = member.Roles
	mustHold(t, shown(f.Send(check).Message(t)), "Knowledge version")
	forged := discordtest.Interaction{CustomID: "=|0|en|roles", Values: []string{"41"}, Message: theirs.Message(t), Roles: member.Roles}
	mustHold(t, shown(f.Send(forged).Message(t)), "(private)")
	mustHold(t, shown(f.Send(member).Message(t)), "*role 42*")

	all.Choose(t, selectRoles).Message(t)
	mustHold(t, shown(press(t, theirs, "Make answers private").Message(t)), "for moderators")
	mustHold(t, shown(f.Send(check).Message(t)), "for moderators")
}

// TestSettingsAreAServersOwn: the moderators of a server that does not look after
// the knowledge can still say how the bot answers there.
func TestSettingsAreAServersOwn(t *testing.T) {
	f := start(t, func(cfg *bot.Config, _ *fixture) { cfg.Managers = []string{"7"} })
	mustHold(t, shown(f.Send(moderator(command("check"))).Message(t)), "another server")
	panel := f.Send(moderator(command("settings")))
	mustHold(t, shown(press(t, panel, "Make answers private").Message(t)), "Saved")
	help := shown(f.Send(moderator(command("help"))).Message(t))
	if mustHold(t, help, "/settings"); strings.Contains(help, "/reload") {
		t.Errorf("the help has what does not work here:\n%s", help)
	}
}

func TestSettingsWithoutStore(t *testing.T) {
	f := start(t, func(cfg *bot.Config, _ *fixture) { cfg.Store = nil })
	mustHold(t, shown(f.Send(moderator(command("settings"))).Message(t)), "(private)", "--store")
}

// fullDisk is a store on a full disk.
type fullDisk struct{ store.Store }

func (fullDisk) ChangeSettings(context.Context, string, func(*store.Settings)) (store.Settings, error) {
	return store.Settings{}, errors.New("no space left on device")
}

// TestNotSaved: what could not be written is not said to be saved.
func TestNotSaved(t *testing.T) {
	f := start(t, func(cfg *bot.Config, _ *fixture) { cfg.Store = fullDisk{cfg.Store} })
	panel := f.Send(moderator(command("settings")))
	got := shown(press(t, panel, "Make answers private").Message(t))
	if mustHold(t, got, "(private)", "not saved"); strings.Contains(got, "✅") {
		t.Errorf("it says\n%s", got)
	}
	f.logs.wait(t, "no space left on device")
}

// TestLanguageOfReplies: where a server wants one language, replies are in that,
// whatever the command and the question.
func TestLanguageOfReplies(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		cfg.Mentions = true
		settle(t, cfg, f.GuildID, store.Settings{Lang: knowledge.English})
	})
	const fact = "Maximum length"
	ex := f.Send(command("اسأل", "السؤال", kling))
	mustHold(t, shown(ex.Message(t)), fact, "claim by Kuaishou", "[Sources]")
	mustHold(t, shown(press(t, ex, "Next").Message(t)), "Page 2 of 2")
	mustHold(t, shown(f.Send(command("قارن", "الأول", "كلينغ", "الثاني", "سورا")).Message(t)), "Kling and Sora compared")
	mustHold(t, shown(f.Send(command("عن", "الاسم", "كلينغ")).Message(t)), "Facts, newest first")
	mustHold(t, shown(f.Send(command("تسلسل-زمني", "الموضوع", "كلينغ")).Message(t)), "announced the Kling model")
	mustHold(t, shown(f.Send(command("ترتيب", "الخاصية", "المدة القصوى")).Message(t)), "1 minute")
	mustHold(t, shown(f.Send(command("مساعدة")).Message(t)), "how to ask")
	mustHold(t, shown(f.Send(find(f, "مدة فيديو Kling القصوى 3 دقائق")).Message(t)), "Facts on what the message says")
	mustHold(t, shown(f.Write(mentioning(f, kling), nil).Reply(t)), fact)
	mustHold(t, shown(f.Send(command("اسأل", "السؤال", "من فاز بكأس العالم؟")).Message(t)), "I don't know")
	direct := command("اسأل", "السؤال", kling)
	direct.Direct = true
	mustHold(t, shown(f.Send(direct).Message(t)), "دقيقتان")
}

// TestChannels: where a server chose channels, there are answers in them and
// their threads, and elsewhere a private word on where to ask.
func TestChannels(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		cfg.Mentions = true
		settle(t, cfg, f.GuildID, store.Settings{Channels: []string{"5", discordtest.Channel}})
	})
	f.Thread("88", "5")
	f.Thread("99", elsewhere)
	ask, about, message := command("اسأل", "السؤال", kling), command("about", "name", "Kling"), find(f, kling)
	for _, i := range []discordtest.Interaction{ask, about, message, moderator(ask)} {
		for _, channel := range []string{elsewhere, "99"} {
			got := shown(f.Send(in(channel, i)).Message(t))
			if mustHold(t, got, "(private)", "<#5>", "<#"+discordtest.Channel+">"); strings.Contains(got, "دقيقت") || strings.Contains(got, "Kling") {
				t.Errorf("it is answered elsewhere:\n%s", got)
			}
		}
		for _, channel := range []string{"", "5", "88", "88"} {
			if got := shown(f.Send(in(channel, i)).Message(t)); strings.Contains(got, "<#5>") {
				t.Errorf("in %q it is not answered:\n%s", channel, got)
			}
		}
	}
	mustHold(t, shown(f.Send(in(elsewhere, command("help"))).Message(t)), "how to ask") // private, and no answer
	mustHold(t, shown(f.Send(moderator(in(elsewhere, command("settings")))).Message(t)), "settings on this server")

	// A reply of a time before, in a channel that is closed now.
	old := f.Send(ask)
	i := discordtest.Interaction{CustomID: "q|0|ar|" + kling, Message: old.Message(t), Channel: elsewhere}
	mustHold(t, shown(f.Send(i).Message(t)), "(private)", "<#5>")

	said := 0
	for _, r := range f.Requests() {
		if r.Method == "GET" && r.Path == "/channels/88" {
			said++
		}
	}
	if said != 1 {
		t.Errorf("Discord was asked %d times about one thread", said)
	}
}

// TestChannelsAndMentions: a channel that is not meant for it hears that once.
func TestChannelsAndMentions(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		cfg.Mentions = true
		settle(t, cfg, f.GuildID, store.Settings{Channels: []string{"5"}})
	})
	mustHold(t, shown(f.Write(mentioning(f, kling), nil).Reply(t)), "<#5>")
	again := f.Write(mentioning(f, kling), nil)
	f.Write(mentioning(f, kling), func(m map[string]any) { m["author"].(map[string]any)["id"] = other }).Reply(t)
	f.stop()
	if again.Replied() {
		t.Error("who asks again is told again")
	}
}

// TestCooldown: a member waits between questions, for themselves alone, and the
// bot says so to nobody else.
func TestCooldown(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		cfg.Mentions = true
		settle(t, cfg, f.GuildID, store.Settings{Cooldown: 3600})
	})
	ask := command("اسأل", "السؤال", kling)
	first := f.Send(ask)
	mustHold(t, shown(first.Message(t)), "دقيقت")
	for _, i := range []discordtest.Interaction{ask, command("about", "name", "Kling"), find(f, kling)} {
		got := shown(f.Send(i).Message(t))
		if mustHold(t, got, "(private)"); !strings.Contains(got, "على مهلك") && !strings.Contains(got, "Not so fast") {
			t.Errorf("too soon, and answered:\n%s", got)
		}
	}
	mustHold(t, shown(press(t, first, "التالي").Message(t)), "صفحة 2") // no new question
	i := discordtest.Interaction{CustomID: "q|0|ar|" + kling, Message: first.Message(t)}
	mustHold(t, shown(f.Send(i).Message(t)), "(private)", "على مهلك", "3600")
	mustHold(t, shown(f.Send(command("help")).Message(t)), "how to ask")
	mustHold(t, shown(f.Write(mentioning(f, kling), nil).Reply(t)), "على مهلك")
	mustHold(t, shown(f.Send(moderator(ask)).Message(t)), "دقيقت")
	ask.User = other
	mustHold(t, shown(f.Send(ask).Message(t)), "دقيقت")
	ask.User, ask.Direct = "", true
	mustHold(t, shown(f.Send(ask).Message(t)), "دقيقت")
}
