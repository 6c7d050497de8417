package bot

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// Where the operator turns it on, the bot answers messages that mention it.
// Discord gives it the text of those alone, and no privileged intent is needed.
// A message by another bot is never answered, or two could talk for ever.

// hear looks at a message of a channel, and starts work on one that asks the bot
// something.
func (b *Bot) hear(raw []byte) {
	self := b.self()
	if self == "" || !bytes.Contains(raw, []byte("<@"+self+">")) && !bytes.Contains(raw, []byte("<@!"+self+">")) && !bytes.Contains(raw, []byte(`\u003c@`)) {
		return // most messages; the rest is looked at in earnest
	}
	var m discordgo.Message
	if err := withoutComponents(raw, &m); err != nil {
		b.log.Error("a message that cannot be read", "error", err)
		return
	}
	if m.Author == nil || m.Author.Bot || m.WebhookID != "" || !mentions(m.Content, self) {
		return
	}
	b.begin(m.ID, func(ctx context.Context) { b.answerMention(ctx, &m) })
}

// mentions reports whether a text names a user where everyone sees it. A reply
// to a message of the bot counts as a mention to Discord, and is none.
func mentions(text, user string) bool {
	return strings.Contains(text, "<@"+user+">") || strings.Contains(text, "<@!"+user+">")
}

// marksOf are mentions of anyone and anything, and pictures of a server's own.
var marksOf = regexp.MustCompile(`<(?:@[!&]?|#)\d+>|<a?:\w+:\d+>`)

// answerMention replies to a message in its channel.
func (b *Bot) answerMention(ctx context.Context, m *discordgo.Message) {
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	reply := b.mentioned(ctx, m)
	if reply == nil {
		return
	}
	out := message(reply)
	out["message_reference"] = map[string]any{"message_id": m.ID, "fail_if_not_exists": false}
	send, done := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
	defer done()
	err := b.rest.upload(send, http.MethodPost, "/channels/"+m.ChannelID+"/messages", out, reply.Files, nil)
	level := slog.LevelInfo
	attrs := []slog.Attr{slog.String("what", "mention"), slog.String("guild", m.GuildID), slog.Duration("took", time.Since(began))}
	if err != nil {
		level = slog.LevelError
		if hasCode(err, codeMissingAccess, codeMissingPermissions, codeUnknownMessage) {
			level = slog.LevelWarn // the server's own affair
		}
		attrs = append(attrs, slog.Any("error", err))
	}
	b.log.LogAttrs(ctx, level, "mention", attrs...)
}

// noticeEvery is how long a member who mentions the bot where or when it does not
// answer is told so no second time: nobody can make it fill a channel.
const noticeEvery = 5 * time.Minute

// refusedOnce says why there is no answer, nil to who was told already.
func (b *Bot) refusedOnce(m *discordgo.Message, w say.Words, why refusal) *discordgo.InteractionResponseData {
	if b.pauses.begin("told "+m.ChannelID+"/"+m.Author.ID, noticeEvery) > 0 {
		return nil
	}
	return notice(w, why)
}

// mentioned is the reply to a message that mentions the bot. Where a server
// wants answers private it tells how to get one: a message in a channel cannot
// be.
func (b *Bot) mentioned(ctx context.Context, m *discordgo.Message) *discordgo.InteractionResponseData {
	question := strings.TrimSpace(flat(marksOf.ReplaceAllString(m.Content, " ")))
	i := &discordgo.Interaction{GuildID: m.GuildID, ChannelID: m.ChannelID, Member: m.Member}
	how := b.manner(ctx, i)
	lang := knowledge.Arabic
	if question != "" {
		lang = langOf(question)
	}
	w := how.words(how.in(lang))
	if why := b.admit(ctx, how, m.GuildID, m.ChannelID, m.Author.ID, how.moderates(i)); why != nil {
		return b.refusedOnce(m, w, why)
	}
	switch {
	case !strings.ContainsFunc(question, isLetter):
		return notice(w, say.Words.AskMe)
	case how.private:
		return notice(w, say.Words.AskMePrivately)
	}
	k, release := b.knownIn(ctx, m.GuildID)
	defer release()
	p, err := b.answered(ctx, k, index.Question{Text: fit(question, maxQuestion, same), Lang: how.lang}, how)
	if err != nil {
		return b.failed(w, "mention", err)
	}
	b.noteUse(&discordgo.Interaction{GuildID: m.GuildID, User: m.Author}, "mention", p)
	return b.message(ctx, how, p, false)
}
