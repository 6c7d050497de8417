package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/bot/store"
)

// What a button of /privacy does.
const (
	privacyOut    = "out"
	privacyIn     = "in"
	privacyForget = "forget"
)

func (b *Bot) privacy(r *request) (page, error) {
	if b.cfg.Store == nil {
		return plain(noticeEmbed(r.words, r.words.PrivacyNothing())), nil
	}
	p, err := b.cfg.Store.Privacy(r.ctx, member(r.from))
	if err != nil {
		return page{}, err
	}
	return b.privacyPage(r.words, p, ""), nil
}

// privacyPage tells a member what is kept, and has buttons to say no and to have
// it deleted. done is what was just done.
func (b *Bot) privacyPage(w say.Words, p store.Privacy, done string) page {
	lang := w.Lang()
	var lines []string
	if done != "" {
		lines = append(lines, say.Line(lang, "✅ "+done), "")
	}
	text := w.PrivacyKept(b.cfg.KeepDays, b.cfg.KeepMembers)
	button := button{label: w.OptOutButton(), does: privacyState(w, privacyOut)}
	if p.OptOut {
		text = w.PrivacyOut()
		button.label, button.does = w.OptInButton(), privacyState(w, privacyIn)
	}
	for l := range strings.SplitSeq(text, "\n") {
		lines = append(lines, say.Line(lang, l))
	}
	out := plain(&discordgo.MessageEmbed{Title: title(lang, w.PrivacyTitle()), Description: strings.Join(lines, "\n"), Color: colourNotice})
	out.offers = append(out.offers, button, forgetButton(w))
	return out
}

func forgetButton(w say.Words) button {
	return button{label: w.ForgetButton(), emoji: "🗑️", style: discordgo.DangerButton, does: privacyState(w, privacyForget)}
}

func privacyState(w say.Words, what string) string {
	return state{kind: kindPrivacy, lang: w.Lang(), rest: what}.String()
}

// changePrivacy does what a button of /privacy says, for whoever presses it.
func (r presser) changePrivacy(s state) (page, bool, error) {
	who := member(r.i)
	if r.bot.cfg.Store == nil || who == "" {
		return page{}, false, nil
	}
	kept := r.bot.cfg.Store
	r.bot.noted(r.ctx) // what they asked a moment ago goes, too
	done := ""
	var err error
	switch s.rest {
	case privacyOut, privacyIn:
		done = r.words.PrivacyChanged(s.rest == privacyOut)
		err = kept.SetPrivacy(r.ctx, who, store.Privacy{OptOut: s.rest == privacyOut})
	case privacyForget:
		var f store.Forgotten
		f, err = kept.Forget(r.ctx, who)
		done = r.words.Forgot(f.Verdicts, f.Gaps)
	default:
		return page{}, false, nil
	}
	if err != nil {
		return page{}, false, toldError{say.Words.NotSaved, err}
	}
	p, err := kept.Privacy(r.ctx, who)
	return r.bot.privacyPage(r.words, p, done), true, err
}
