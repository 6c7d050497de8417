package bot_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sibaq/bot"
	"sibaq/bot/card"
	"sibaq/bot/discordtest"
	"sibaq/index/guilds"
)

// club is what one guild knows for itself. What it alone can know has the words
// in secrets, and no question of these tests has them.
const club = `---
title: النادي الزمردي
entities:
  - {name: Zumurrud, ar: زمردة, type: model, aliases: [كلنغو]}
---
- يلتقي نادي الصقور كل أحد في قاعة الزمرد. [^minutes] {2025-03-02، id: meets}
  - en: The Falcons club meets every Sunday in the Emerald hall.
- جرّب النادي نموذج Kling في ورشة الزمرد. [^minutes] {2025-04-06}

| الخاصية | Zumurrud | Kling |
|---|---|---|
| المدة القصوى | 9 دقائق [^minutes] {2025} | — |
| خاصية زمردية | 77 نقطة [^minutes] {2025} | — |

[^minutes]: [محضر الزمرد](https://emerald.example/minutes), Zumurrud club, 2025
`

const clubQuestions = "متى يلتقي نادي الصقور في قاعة الزمرد؟\n= meets\n"

var secrets = []string{"زمرد", "Zumurrud", "emerald", "Emerald", "club.md"}

const (
	guildA = "100000000000000001"
	guildB = "100000000000000002"
	guildC = "100000000000000003" // has nothing of its own
)

// withGuilds is a bot where guild A has the club and guild B something else.
func withGuilds(t *testing.T, change func(*bot.Config, *fixture)) (*fixture, *bot.Config, string) {
	t.Helper()
	dir := t.TempDir()
	putFile(t, filepath.Join(dir, guildA, "club.md"), club)
	putFile(t, filepath.Join(dir, guildA, "questions.txt"), clubQuestions)
	putFile(t, filepath.Join(dir, guildB, "otters.md"), "- يلتقي نادي القضاعة كل اثنين في تونس. {2025}\n")
	var used bot.Config
	f := start(t, func(cfg *bot.Config, f *fixture) {
		k, err := guilds.New(guilds.Config{Dir: dir, Shared: f.live, Wait: time.Hour, Every: time.Nanosecond, Log: cfg.Log})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(k.Close)
		cfg.Guilds, cfg.Pictures = k, card.New(1<<20)
		if change != nil {
			change(cfg, f)
		}
		used = *cfg
	})
	return f, &used, dir
}

func putFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func inGuild(guild string, i discordtest.Interaction) discordtest.Interaction {
	i.Guild = guild
	return i
}

// everything is one of each thing that a member can do, none of which has a
// secret in it.
func everything(f *fixture) map[string]discordtest.Interaction {
	typing := func(option, name string, options ...string) discordtest.Interaction {
		i := command(name, options...)
		i.Focused = option
		return i
	}
	return map[string]discordtest.Interaction{
		"ask":                   command("اسأل", "السؤال", "أين يلتقي نادي الصقور؟"),
		"ask in English":        command("ask", "question", "Where does the Falcons club meet?"),
		"ask the nickname":      command("اسأل", "السؤال", "ما أقصى مدة لفيديو كلنغو؟"),
		"ask for what is rated": command("اسأل", "السؤال", "من الأطول مدة؟"),
		"ask what is near":      command("اسأل", "السؤال", "لماذا يلتقي نادي الصقور في الشتاء؟"),
		"compare":               command("قارن", "الأول", "كلنغو", "الثاني", "Kling"),
		"about":                 command("عن", "الاسم", "Kling"),
		"about a nickname":      command("عن", "الاسم", "كلنغو"),
		"timeline":              command("تسلسل-زمني", "الموضوع", "نادي الصقور"),
		"timeline of a name":    command("تسلسل-زمني", "الموضوع", "Kling"),
		"rank":                  command("ترتيب", "الخاصية", "المدة القصوى"),
		"sources":               command("المصادر"),
		"find":                  find(f, "جرّب النادي نموذج Kling في ورشة."),
		"check":                 moderator(command("فحص")),
		"reload":                moderator(command("تحديث")),
		"questions in vain":     moderator(command("knowledge gaps")),
		"weeks":                 moderator(command("knowledge stats")),
		"list of files":         moderator(command("knowledge list")),
		"history of files":      moderator(command("knowledge history")),
		"a file":                moderator(command("knowledge download", "file", "guild/club.md")),
		"type a file":           typing("file", "knowledge download", "file", ""),
		"type a fact":           typing("fact", "knowledge edit", "fact", "meet"),
		"type a question":       typing("السؤال", "اسأل", "السؤال", "أين يلتقي"),
		"type nothing":          typing("السؤال", "اسأل", "السؤال", ""),
		"type a name":           typing("الاسم", "عن", "الاسم", "كلن"),
		"type an attribute":     typing("الخاصية", "ترتيب", "الخاصية", "خاصية"),
		"type an aspect":        typing("الجانب", "قارن", "الأول", "كلنغو", "الثاني", "Kling", "الجانب", ""),
	}
}

// answer is all that the bot sent in answer to an interaction.
func answer(t *testing.T, f *fixture, i discordtest.Interaction) (*discordtest.Exchange, string) {
	t.Helper()
	ex := f.Send(i)
	r := ex.Response(t)
	text := string(r.JSON)
	if i.Focused == "" {
		said, err := json.Marshal(ex.Message(t))
		if err != nil {
			t.Fatal(err)
		}
		text += string(said)
	}
	for _, file := range r.Files {
		text += string(file.Data)
	}
	return ex, text
}

func holdsSecret(text string) string {
	for _, s := range secrets {
		if strings.Contains(text, s) {
			return s
		}
	}
	return ""
}

// TestGuildsKeepToThemselves: no reply, completion, near question, picture,
// button or line of the log holds anything of another guild, whoever asks and
// wherever a button gets to.
func TestGuildsKeepToThemselves(t *testing.T) {
	f, cfg, _ := withGuilds(t, nil)
	places := map[string]func(discordtest.Interaction) discordtest.Interaction{
		"guild B": func(i discordtest.Interaction) discordtest.Interaction { return inGuild(guildB, i) },
		"guild C": func(i discordtest.Interaction) discordtest.Interaction { return inGuild(guildC, i) },
		"a direct message": func(i discordtest.Interaction) discordtest.Interaction {
			i.Direct = true
			return i
		},
		"guild A, where a member brought the bot": func(i discordtest.Interaction) discordtest.Interaction {
			i.Guild, i.Carried = guildA, true
			return i
		},
	}
	told := 0
	var buttons []string
	ofAGuild := func(t string) bool { return strings.Contains(t, "guild/") }
	for name, i := range everything(f) {
		ex, here := answer(t, f, inGuild(guildA, i))
		if holdsSecret(here) != "" {
			told++
		}
		if i.Focused == "" {
			buttons = append(buttons, discordtest.Buttons(ex.Message(t))...)
		}
		for place, at := range places {
			if name == "weeks" && at(i).Guild == guildA {
				continue // what its members asked about is counted there, and its own moderators see it
			}
			if _, there := answer(t, f, at(i)); holdsSecret(there) != "" || ofAGuild(there) && place != "guild B" {
				t.Errorf("%s, in %s: the reply holds %q:\n%s", name, place, holdsSecret(there), there)
			}
		}
	}
	if told < 15 { // else the above proves nothing
		t.Errorf("guild A itself is told its own in %d of the replies", told)
	}
	slices.Sort(buttons)
	buttons = slices.Compact(buttons)
	if len(buttons) < 20 {
		t.Errorf("there are %d buttons", len(buttons))
	}
	// A button is copied with what its message shows; here the message shows
	// nothing, so that whatever comes, comes out of what is known.
	empty := f.Posted("")
	for _, id := range buttons {
		for place, at := range places {
			i := at(discordtest.Interaction{CustomID: id, Message: empty, Permissions: discordtest.ManageServer})
			if strings.HasPrefix(id, "q|") && holdsSecret(id) != "" {
				continue // it is itself the question, and has it from its message
			}
			if _, there := answer(t, f, i); holdsSecret(strings.ReplaceAll(there, id, "")) != "" {
				t.Errorf("button %q, in %s: the reply holds %q:\n%s", id, place, holdsSecret(there), there)
			}
		}
	}
	for _, s := range secrets {
		if strings.Contains(f.logs.String(), s) {
			t.Errorf("the log holds %q:\n%s", s, f.logs)
		}
	}
	for _, guild := range []string{guildB, guildC, ""} {
		kept, err := cfg.Store.Verdicts(t.Context(), guild)
		if err != nil {
			t.Fatal(err)
		}
		said, _ := json.Marshal(kept)
		if s := holdsSecret(string(said)); s != "" {
			t.Errorf("what is kept of guild %q holds %q: %s", guild, s, said)
		}
	}
}

// TestGuildButtons: in the guild itself all that a reply offers goes on working.
func TestGuildButtons(t *testing.T) {
	f, _, dir := withGuilds(t, nil)
	ask := inGuild(guildA, command("اسأل", "السؤال", "أين يلتقي نادي الصقور؟"))
	ex := f.Send(ask)
	mustHold(t, shown(ex.Message(t)), "قاعة الزمرد", "guild/club.md")
	mustHold(t, shown(press(t, ex, "المصادر").Message(t)), "guild/club.md", "محضر الزمرد", "نادي الصقور")
	mustHold(t, shown(f.Send(inGuild(guildA, command("عن", "الاسم", "Kling"))).Message(t)), "ورشة الزمرد")
	mustHold(t, shown(f.Send(inGuild(guildA, command("قارن", "الأول", "كلنغو", "الثاني", "Kling"))).Message(t)), "9 دقائق", "دقيقتان", "guild/club.md", "video.md")
	mustHold(t, shown(f.Send(inGuild(guildA, command("ترتيب", "الخاصية", "المدة القصوى"))).Message(t)), "9 دقائق", "دقيقتان")

	private := f.Send(inGuild(guildA, find(f, "جرّب النادي نموذج Kling في ورشة.")))
	mustHold(t, shown(private.Message(t)), "ورشة الزمرد")

	// A change of the guild's files comes by /reload, and by itself.
	putFile(t, filepath.Join(dir, guildA, "club.md"), strings.Replace(club, "قاعة الزمرد", "قاعة الياقوت", 1))
	mustHold(t, shown(f.Send(inGuild(guildA, moderator(command("تحديث")))).Message(t)), "club.md")
	mustHold(t, shown(f.Send(ask).Message(t)), "قاعة الياقوت")
	mustHold(t, shown(press(t, ex, "المصادر").Message(t)), "تغيّرت")
}

// TestGuildModerators: they look after what is their guild's own, and those of
// the operator's guilds after what is shared.
func TestGuildModerators(t *testing.T) {
	f, _, dir := withGuilds(t, func(cfg *bot.Config, _ *fixture) { cfg.Managers = []string{guildC} })
	putFile(t, filepath.Join(dir, guildB, "otters.md"), "- يلتقي النادي. [^nowhere]\n")
	cases := []struct {
		what string
		i    discordtest.Interaction
		want string
	}{
		{"own problems", inGuild(guildB, moderator(command("فحص"))), "otters.md"},
		{"own problems, by reload", inGuild(guildB, moderator(command("تحديث"))), "otters.md"},
		{"own files without problems", inGuild(guildA, moderator(command("check"))), "files are fine: 4 facts in 1 file"},
		{"shared files", inGuild(guildC, moderator(command("reload"))), "Nothing in the knowledge files has changed"},
		{"no moderator", inGuild(guildB, command("فحص")), "للمشرفين"},
		{"nothing of their own", inGuild("100000000000000004", moderator(command("check"))), "no knowledge files of its own"},
		{"nothing to read again", inGuild("100000000000000004", moderator(command("reload"))), "no knowledge files of its own"},
		{"a member brought the bot", discordtest.Interaction{Command: "check", Permissions: discordtest.ManageServer, Guild: guildB, Carried: true}, "does not work here"},
	}
	for _, c := range cases {
		t.Run(c.what, func(t *testing.T) { mustHold(t, shown(f.Send(c.i).Message(t)), c.want) })
	}
	if strings.Contains(f.logs.String(), "otters") || strings.Contains(f.logs.String(), "nowhere") {
		t.Errorf("the log tells what is in a guild's folder:\n%s", f.logs)
	}
}

// TestMentionsInGuilds: a message in a guild's channel is answered from what the
// guild knows.
func TestMentionsInGuilds(t *testing.T) {
	f, _, dir := withGuilds(t, func(cfg *bot.Config, _ *fixture) { cfg.Mentions = true })
	mustNotHold := shown(f.Write(mentioning(f, "أين يلتقي نادي الصقور؟"), nil).Reply(t))
	if s := holdsSecret(mustNotHold); s != "" {
		t.Errorf("the reply holds %q", s)
	}
	putFile(t, filepath.Join(dir, f.GuildID, "club.md"), club)
	mustHold(t, shown(f.Write(mentioning(f, "أين يلتقي نادي الصقور؟"), nil).Reply(t)), "قاعة الزمرد")
}

// TestGapsInGuilds: a question in vain is answered, for its guild's moderators,
// by what their guild knows, and by what no other knows.
func TestGapsInGuilds(t *testing.T) {
	f, _, dir := withGuilds(t, nil)
	const guild = "100000000000000005"
	ask := command("اسأل", "السؤال", "أين يلتقي نادي الصقور؟")
	gaps := moderator(command("knowledge gaps"))
	for _, g := range []string{guild, guildC} {
		f.Send(inGuild(g, ask)).Message(t)
		mustHold(t, shown(f.Send(inGuild(g, gaps)).Message(t)), "نادي الصقور")
	}
	putFile(t, filepath.Join(dir, guild, "club.md"), club)
	mustHold(t, shown(f.Send(inGuild(guild, moderator(command("knowledge reload")))).Message(t)), "club.md")
	mustHold(t, shown(f.Send(inGuild(guild, gaps)).Message(t)), "نادي الصقور", "قاعة الزمرد", "guild/club.md")
	if s := shown(f.Send(inGuild(guildC, gaps)).Message(t)); holdsSecret(s) != "" || !strings.Contains(s, "نادي الصقور") {
		t.Errorf("another guild's moderators see\n%s", s)
	}
}
