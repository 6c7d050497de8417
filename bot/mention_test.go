package bot_test

import (
	"strings"
	"testing"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/bot/store"
)

func mentioning(f *fixture, text string) string { return "<@" + f.AppID + "> " + text }

// TestMentions: where the operator turns it on, a message that mentions the bot
// is answered by a reply that pings nobody, with one intent that is not
// privileged.
func TestMentions(t *testing.T) {
	f := start(t, func(cfg *bot.Config, _ *fixture) { cfg.Mentions = true })
	asked := f.Write(mentioning(f, "متى أعلنت Kuaishou عن Kling؟ <#5> <:wave:6>"), nil)
	got := shown(asked.Reply(t))
	mustHold(t, got, "# <RLM>متى أعلنت <FSI>Kuaishou<PDI> عن <FSI>Kling<PDI>؟", "في 6 يونيو 2024", "[المصادر]")
	if id := f.Identified(t, 1)[0]; id.Intents != 1<<9 {
		t.Errorf("intents are %d", id.Intents)
	}

	// Its buttons belong to who asked, and work for others.
	kling := f.Write(mentioning(f, kling), nil).Reply(t)
	next := discordtest.Button(t, kling, "التالي")
	if r := f.Send(discordtest.Interaction{CustomID: next, Message: kling}).Response(t); r.Type != discordtest.ReplyUpdate {
		t.Errorf("who asked turns the page and gets %s", r.JSON)
	}
	if r := f.Send(discordtest.Interaction{CustomID: next, Message: kling, User: other}).Response(t); r.Type != discordtest.ReplyMessage || r.Data["flags"] != float64(64) {
		t.Errorf("another turns the page and gets %s", r.JSON)
	}

	mustHold(t, shown(f.Write("<@!"+f.AppID+">", nil).Reply(t)), "اسألني")
	mustHold(t, shown(f.Write(mentioning(f, "who won the world cup?"), nil).Reply(t)), "I don't know")
	checkDisarmed(t, f.Write(mentioning(f, "@everyone <@1000000000000000077> Kling [click](https://evil.example) \u202e"), nil).Reply(t))

	var ignored []discordtest.Written
	ignored = append(ignored, f.Write("متى أعلنت Kuaishou عن Kling؟", nil), // nobody asked the bot
		f.Write(mentioning(f, "Kling?"), func(m map[string]any) { m["author"].(map[string]any)["bot"] = true }),
		f.Write(mentioning(f, "Kling?"), func(m map[string]any) { m["webhook_id"] = "7" }),
		f.Write(mentioning(f, "Kling?"), func(m map[string]any) { m["channel_id"] = "8" })) // where it may not write
	f.Write(mentioning(f, "Kling?"), nil).Reply(t)
	f.stop()
	for i, w := range ignored {
		if w.Replied() {
			t.Errorf("message %d of those to be left alone is answered", i)
		}
	}
	mustHold(t, f.logs.String(), "50001")
	if strings.Contains(f.logs.String(), "level=ERROR") {
		t.Errorf("a channel in which it may not write raises an alarm:\n%s", f.logs)
	}
}

func TestMentionsInAPrivateServer(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		cfg.Mentions = true
		settle(t, cfg, f.GuildID, store.Settings{Private: true})
	})
	got := shown(f.Write(mentioning(f, kling), nil).Reply(t))
	mustHold(t, got, "/اسأل")
	if strings.Contains(got, "دقيقت") {
		t.Errorf("an answer that is to be private is shown to all:\n%s", got)
	}
}

// TestMentionsAreOff: unless the operator wants it, no message is even seen.
func TestMentionsAreOff(t *testing.T) {
	f := start(t, nil)
	w := f.Write(mentioning(f, "Kling?"), nil)
	f.Send(command("help")).Message(t)
	f.stop()
	if w.Replied() {
		t.Error("it is answered")
	}
}
