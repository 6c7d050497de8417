package bot_test

import (
	"strings"
	"testing"
	"time"

	"sibaq/bot"
	"sibaq/bot/card"
	"sibaq/bot/discordtest"
	"sibaq/bot/store"
)

// TestStatistics: moderators see how much was asked here, about what, what was not
// answered and what is stale, with a picture of the weeks.
func TestStatistics(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		cfg.Pictures, cfg.Mentions = card.New(1<<20), true
		err := cfg.Store.Note(t.Context(),
			store.Asked{Guild: f.GuildID, Question: "a week ago", At: time.Now().AddDate(0, 0, -7)},
			store.Asked{Guild: "7", Question: "on another server", At: time.Now()})
		if err != nil {
			t.Fatal(err)
		}
	})
	for _, i := range []discordtest.Interaction{command("اسأل", "السؤال", kling), command("ask", "question", "who won the world cup?"),
		command("about", "name", "Kling"), command("compare", "a", "Kling", "b", "Sora"), command("help")} {
		f.Send(i).Message(t)
	}
	f.Write(mentioning(f, kling), nil).Reply(t)
	stats := press(t, f.Send(moderator(command("settings"))), "Statistics")
	got := shown(stats.Message(t))
	mustHold(t, got, "(private)", "<picture: Picture: Questions by week", "this week: 3 questions, 2 answered (67%)", "1 question, 0 answered (0%)",
		"Kling (4), Sora (1)", "how many: 2", "who won the world cup? (1)", "5 facts, 1 file", "facts without a source: 1", "[Unanswered questions]")
	if strings.Contains(got, "another server") || strings.Contains(got, "not reviewed for") {
		t.Errorf("it has what it should not:\n%s", got)
	}
	mustHold(t, shown(press(t, stats, "Unanswered questions").Message(t)), "(private)", "who won")
	mustHold(t, shown(f.Send(discordtest.Interaction{CustomID: "#|0|en|", Message: stats.Message(t)}).Message(t)), "for moderators")
}
