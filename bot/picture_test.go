package bot_test

import (
	"bytes"
	"image/png"
	"strings"
	"testing"
	"time"

	"sibaq/bot"
	"sibaq/bot/card"
	"sibaq/bot/discordtest"
	"sibaq/bot/store"
)

func withPictures(cfg *bot.Config, _ *fixture) { cfg.Pictures = card.New(1 << 20) }

// pictureOf is the one picture that came with a payload.
func pictureOf(t *testing.T, p discordtest.Payload) []byte {
	t.Helper()
	if len(p.Files) != 1 || p.Files[0].Kind != "image/png" {
		t.Fatalf("%d files came with %s", len(p.Files), p.JSON)
	}
	if _, err := png.Decode(bytes.NewReader(p.Files[0].Data)); err != nil {
		t.Fatal(err)
	}
	return p.Files[0].Data
}

// TestPictures: comparisons and timelines come with a picture, which has a text
// for those who cannot see it; other replies and further pages have none, and
// who turns back gets it again.
func TestPictures(t *testing.T) {
	f := start(t, withPictures)
	f.folder.write("events.md", "---\nentities: [{name: Vidu, type: model}]\n---\n"+"- Vidu had a release. {2024-01}\n"+
		"- Vidu got sound. {2024-02}\n- Vidu got longer. {2024-03}\n- Vidu got cheaper. {2024-04}\n- Vidu moved. {2024-05}\n- Vidu rested. {2024-06}\n")
	f.Send(moderator(command("reload"))).Message(t)

	compared := f.Send(command("قارن", "الأول", "كلينغ", "الثاني", "سورا"))
	drawn := pictureOf(t, compared.Response(t))
	mustHold(t, shown(compared.Message(t)), "صورة: مقارنة بين كلينغ وسورا", "دقيقتان")
	if again := pictureOf(t, f.Send(command("قارن", "الأول", "Kling", "الثاني", "Sora")).Response(t)); !bytes.Equal(drawn, again) {
		t.Error("the same comparison looks different")
	}

	line := f.Send(command("timeline", "topic", "Vidu"))
	pictureOf(t, line.Response(t))
	mustHold(t, shown(line.Message(t)), "<picture: Picture: Timeline: Vidu", "**2024-01** · ", "[Next]")
	next := press(t, line, "Next")
	if text := shown(next.Message(t)); strings.Contains(text, "<picture") || len(next.Response(t).Files) > 0 {
		t.Errorf("the second page has a picture:\n%s", text)
	}
	pictureOf(t, press(t, next, "Previous").Response(t))

	if r := f.Send(command("ask", "question", "Kling")).Response(t); len(r.Files) > 0 {
		t.Error("an answer has a picture")
	}
	if r := f.Send(command("compare", "a", "Zorgblatt", "b", "Sora")).Response(t); len(r.Files) > 0 {
		t.Error("a comparison of nothing has a picture")
	}
	card := f.Send(command("about", "name", "Kling"))
	pictureOf(t, press(t, card, "Compare with Sora").Response(t))
}

// TestDigitsOfPictures: a picture has the digits of its reply.
func TestDigitsOfPictures(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		withPictures(cfg, f)
		settle(t, cfg, f.GuildID, store.Settings{ArabicDigits: true})
	})
	ex := f.Send(command("تسلسل-زمني", "الموضوع", "كلينغ"))
	pictureOf(t, ex.Response(t))
	mustHold(t, shown(ex.Message(t)), "٢٠٢٤-٠٦-٠٦<PDI>: أعلنت شركة", "في 6 يونيو 2024")
}

// TestPictureOfADeferredReply: a picture comes with the edit as well, and a
// shared reply takes its picture along.
func TestPictureOfADeferredReply(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		withPictures(cfg, f)
		settle(t, cfg, f.GuildID, store.Settings{Private: true})
	})
	late := command("compare", "a", "Kling", "b", "Sora")
	late.Age = 2600 * time.Millisecond
	ex := f.Send(late)
	if r := ex.Response(t); r.Type != discordtest.ReplyDeferred {
		t.Fatalf("the first answer is %s", r.JSON)
	}
	pictureOf(t, ex.Edit(t))
	pictureOf(t, press(t, ex, "Share here").Response(t))
}

// TestReplyWithoutItsPicture: a reply does not wait for a picture that is not to
// be had.
func TestReplyWithoutItsPicture(t *testing.T) {
	f := start(t, func(cfg *bot.Config, f *fixture) {
		withPictures(cfg, f)
		cfg.Timing.Picture = time.Nanosecond
	})
	ex := f.Send(command("compare", "a", "Kling", "b", "Sora"))
	if r := ex.Response(t); len(r.Files) > 0 {
		t.Error("it waited")
	}
	mustHold(t, shown(ex.Message(t)), "2 minutes")
	f.logs.wait(t, "a reply goes without its picture")
}
