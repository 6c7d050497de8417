package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/knowledge"
)

// manner is how the server that an interaction comes from wants its replies.
type manner struct {
	private bool // answers are shown to who asks alone
	digits  say.Digits
	judged  bool // members' verdicts are kept
}

// manner reads the settings of a server. Where they cannot be read the reply
// goes out as by default: an answer is worth more.
func (b *Bot) manner(ctx context.Context, i *discordgo.Interaction) manner {
	m := manner{judged: b.cfg.Store != nil}
	if b.cfg.Store == nil || i.GuildID == "" {
		return m
	}
	s, err := b.cfg.Store.Settings(ctx, i.GuildID)
	if err != nil {
		b.log.Error("the server's settings cannot be read", "guild", i.GuildID, "error", err)
		return m
	}
	return m.with(s)
}

func (m manner) with(s store.Settings) manner {
	m.private = s.Private
	if s.ArabicDigits {
		m.digits = say.ArabicIndic
	}
	return m
}

// words are those of a language, with the server's digits.
func (m manner) words(lang knowledge.Lang) say.Words { return say.Texts(lang).With(m.digits) }
