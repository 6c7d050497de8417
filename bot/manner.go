package bot

import (
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/knowledge"
)

// manner is how the server that an interaction comes from wants its replies.
type manner struct {
	private bool           // answers are shown to who asks alone
	lang    knowledge.Lang // of replies, whatever the question's; "" = that
	digits  say.Digits
	judged  bool // members' verdicts are kept
	server  store.Settings
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
	m.server, m.private, m.lang, m.digits = s, s.Private, s.Lang, 0
	if s.ArabicDigits {
		m.digits = say.ArabicIndic
	}
	return m
}

// words are those of a language, with the server's digits.
func (m manner) words(lang knowledge.Lang) say.Words { return say.Texts(lang).With(m.digits) }

// in is the language that a reply has where the server has no wish of its own.
func (m manner) in(lang knowledge.Lang) knowledge.Lang {
	if m.lang != "" {
		return m.lang
	}
	return lang
}

// manages reports whether whoever acts may manage the server in which they do.
func manages(i *discordgo.Interaction) bool {
	const manage = discordgo.PermissionManageGuild | discordgo.PermissionAdministrator
	return i.GuildID != "" && i.Member != nil && i.Member.Permissions&manage != 0
}

// moderates reports whether whoever acts is a moderator: by that permission, or
// by a role to which the server gave this.
func (m manner) moderates(i *discordgo.Interaction) bool {
	return manages(i) || i.GuildID != "" && i.Member != nil &&
		slices.ContainsFunc(i.Member.Roles, func(role string) bool { return slices.Contains(m.server.Roles, role) })
}
