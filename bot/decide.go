package bot

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

// propose shows what would come of a change, and keeps it until it is confirmed.
func (b *Bot) propose(r *request, c change) (page, error) {
	return b.proposeAgain(r, c, "")
}

// proposeAgain is propose with a note on why it is shown once more.
func (b *Bot) proposeAgain(r *request, c change, note string) (page, error) {
	v, err := b.look(r, c, false)
	if err != nil {
		return b.told(r, c, err)
	}
	return b.kept(r, v, note)
}

// kept keeps what was looked at, and shows it.
func (b *Bot) kept(r *request, v view, note string) (page, error) {
	id, err := b.keep(r.ctx, r.from, v.change, v.On)
	switch {
	case err != nil && !v.valid():
		return refused(v, "", r.words, 0), nil // its first page, with what to mend, is worth more
	case err != nil:
		return b.told(r, v.change, err)
	case !v.valid(): // its pages are turned
		return refused(v, id, r.words, 0), nil
	}
	return r.manner.preview(v, id, note, r.words, 0), nil
}

// valid reports whether the files would be in order after a change.
func (v view) valid() bool { return v.After != nil && len(v.Problems.Only(knowledge.Error)) == 0 }

// told is a page for an error that has words for people; any other is returned.
// What was filled in can be mended.
func (b *Bot) told(r *request, c change, err error) (page, error) {
	lang := r.words.Lang()
	text := ""
	var file *unfit
	var other interface{ Text(knowledge.Lang) string }
	switch {
	case errors.As(err, &file):
		text = file.say(r.words)
	case errors.As(err, &other):
		text = other.Text(lang)
	default:
		return page{}, err
	}
	b.log.Info("a change of the knowledge was not taken", "does", c.Does, "guild", r.from.GuildID, "error", err)
	p := plain(&discordgo.MessageEmbed{
		Title: title(lang, r.words.ChangeNotTaken()), Description: fit(text, maxPage, func(s string) string { return line(lang, s) }),
		Color: colourError, Footer: footer(r.words, 0, 1, "", r.words.NothingTouched()),
	})
	if c.Filled == nil {
		return p, nil
	}
	id, kept := b.keep(r.ctx, r.from, c, "")
	if kept != nil {
		return p, nil // worth less than the reason
	}
	again := state{kind: kindAgain, lang: lang, rest: id}
	p.links = append(p.links, button{label: r.words.FillInAgainButton(), emoji: "✏️", style: discordgo.PrimaryButton, does: again.String()})
	return p, nil
}

// decide does what a moderator says about a change: with a button, or with a
// form. Whoever acts may change the folder now; that was looked at already.
func (b *Bot) decide(r *request, s state, filled map[string]string) *discordgo.InteractionResponse {
	p, err := b.decided(r, s, filled)
	switch {
	case err != nil:
		return private(b.failed(r.words, what(r.from), err))
	case p.form != nil:
		return p.form.response()
	}
	d := b.message(r.ctx, r.manner, p, true)
	if r.from.Message == nil || s.opens() {
		return private(d)
	}
	return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseUpdateMessage, Data: d}
}

func (b *Bot) decided(r *request, s state, filled map[string]string) (page, error) {
	for id, text := range filled { // what is copied from our replies has marks that nobody sees
		filled[id] = say.Strip(text)
	}
	if why := b.changeRefusal(r.from, r.manner); why != nil {
		return r.refused(why), nil
	}
	switch {
	case s.kind == kindUndo:
		return b.propose(r, change{Does: doesRollback, To: s.rest})
	case s.kind == kindAddFact:
		return b.gapForm(r, s.rest)
	case s.kind == kindEdit && filled == nil:
		return b.editForm(r, r.marks().facts[s.rest], nil), nil
	case s.kind == kindRetire:
		f := r.marks().facts[s.rest]
		if f == nil {
			return r.problem(say.Words.PageGone), nil
		}
		return b.propose(r, aboutFact(doesRetire, f))
	case s.kind == kindAdd && filled != nil:
		return b.addFilled(r, s, filled)
	case s.kind == kindEdit:
		return b.editFilled(r, s, filled)
	}
	// The others are about a change that waits.
	waits, err := b.waiting.Waiting(r.ctx, s.rest)
	var c change
	if err == nil {
		c, err = unpacked(waits.Payload)
	}
	switch {
	case errors.Is(err, store.ErrGone) || err == nil && waits.Kind != kindOfChange:
		return r.problem(say.Words.ChangeGone), nil
	case err != nil:
		return page{}, err
	case waits.Guild != r.from.GuildID || waits.Member != member(r.from):
		return r.problem(say.Words.AnothersChange), nil
	}
	switch s.kind {
	case kindPreview:
		v, err := b.look(r, c, false)
		switch {
		case err != nil:
			return b.told(r, c, err)
		case !v.valid():
			return refused(v, s.rest, r.words, s.page), nil
		case v.On != waits.Base:
			return b.replace(r, s.rest, v, r.words.ChangedMeanwhile())
		}
		return r.manner.preview(v, s.rest, "", r.words, s.page), nil
	case kindCancel:
		if _, err := b.waiting.Take(r.ctx, s.rest); err != nil && !errors.Is(err, store.ErrGone) {
			return page{}, err
		}
		return plain(noticeEmbed(r.words, r.words.Cancelled())), nil
	case kindReason:
		if filled == nil {
			return page{form: reasonForm(s, c.Reason, r.words)}, nil
		}
		c.Reason = flat(filled[fieldReason])
		v, err := b.look(r, c, false)
		if err != nil {
			return b.told(r, c, err)
		}
		return b.replace(r, s.rest, v, "")
	case kindAgain:
		return b.formOf(r, c), nil
	case kindConfirm, kindConfirmDropping:
		return b.confirmed(r, s, c, waits)
	}
	return r.problem(say.Words.PageGone), nil
}

// replace puts a change that was looked at anew in the place of what waits.
func (b *Bot) replace(r *request, id string, v view, note string) (page, error) {
	p, err := b.kept(r, v, note)
	if err != nil {
		return page{}, err
	}
	if _, err := b.waiting.Take(r.ctx, id); err != nil && !errors.Is(err, store.ErrGone) {
		return page{}, err
	}
	return p, nil
}

// confirmed makes a change, if it still does what its moderator has seen, and
// serves it. On any error the folder and what is served stay as they were.
func (b *Bot) confirmed(r *request, s state, c change, waits store.Pending) (page, error) {
	if _, err := b.waiting.Take(r.ctx, s.rest); errors.Is(err, store.ErrGone) { // somebody was faster: the same moderator, with two fingers
		return r.problem(say.Words.ChangeGone), nil
	} else if err != nil {
		return page{}, err
	}
	// From here on it is done, whatever becomes of who waits for it.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), 5*time.Minute)
	defer cancel()
	now := *r
	now.ctx = ctx
	r = &now
	v, err := b.look(r, c, s.kind == kindConfirmDropping)
	switch {
	case err != nil:
		return b.notNow(r, c, waits, err)
	case v.On != waits.Base:
		return b.proposeAgain(r, c, r.words.ChangedMeanwhile())
	case !v.valid() || len(v.failing) > 0:
		return b.kept(r, v, "")
	}
	done, err := b.cfg.Folder.Commit(ctx, v.Proposal)
	switch {
	case errors.Is(err, repo.ErrChanged):
		return b.proposeAgain(r, c, r.words.ChangedMeanwhile())
	case err != nil:
		b.log.Error("a change of the knowledge was not saved", "does", c.Does, "guild", r.from.GuildID, "error", err)
		return b.notNow(r, c, waits, err)
	}
	served, err := b.cfg.Knowledge.Reload(ctx)
	if err != nil {
		b.log.Error("a change of the knowledge was saved and cannot be served: it is undone", "commit", done.ID, "error", err)
		return b.undone(r, done, err)
	}
	b.Reloaded()
	b.log.Info("the knowledge was changed", "does", c.Does, "commit", done.ID, "guild", r.from.GuildID, "files", v.paths(), "version", served.To)
	return b.doneWith(r, v, done), nil
}

// notNow says why a change that was confirmed was not made, and keeps it: what
// stood in the way, a full disk or another process, may soon be gone.
func (b *Bot) notNow(r *request, c change, waits store.Pending, err error) (page, error) {
	p, err := b.told(r, c, err)
	if err != nil || c.Filled != nil { // else it can be filled in again
		return p, err
	}
	if id, err := b.keep(r.ctx, r.from, c, waits.Base); err == nil {
		again := state{kind: kindPreview, lang: r.words.Lang(), rest: id}
		p.links = append(p.links, button{label: r.words.PreviewAgainButton(), emoji: "🔁", style: discordgo.PrimaryButton, does: again.String()})
	}
	return p, nil
}

// undone takes back what was saved and could not be served.
func (b *Bot) undone(r *request, done repo.Commit, why error) (page, error) {
	var e repo.Edit
	var err error
	if done.Parent != "" {
		e, err = b.cfg.Folder.Revert(r.ctx, done.Parent)
	} else { // the first of all: there was nothing before it
		e.Files = map[string][]byte{}
		for _, name := range done.Files {
			e.Files[name] = nil
		}
	}
	if err == nil {
		e.Author, e.Reason = author(r.from), r.words.UndoneReason()
		var p *repo.Proposal
		if p, err = b.cfg.Folder.Propose(r.ctx, e); err == nil {
			_, err = b.cfg.Folder.Commit(r.ctx, p)
		}
	}
	if err != nil {
		b.log.Error("what was saved could not be undone", "error", err)
		return page{}, errors.Join(why, err)
	}
	p := renderRefused(why, lineOf(r.ctx, b.cfg.Folder, nil), b.cfg.Knowledge.Version(), r.words)
	p.embeds[0].Footer = footer(r.words, 0, 1, b.cfg.Knowledge.Version(), r.words.NothingTouched())
	p.state, p.of = state{}, 1
	return p, nil
}

// doneWith says what a change has done, and how to take it back.
func (b *Bot) doneWith(r *request, v view, done repo.Commit) page {
	w, lang := r.words, r.words.Lang()
	lines := []string{
		line(lang, w.Reloaded(len(v.Added), len(v.Changed), len(v.Gone))),
		fit(w.Colon(w.FilesWord(len(v.Files)), w.Join(v.paths())), maxFact, func(s string) string { return line(lang, s) }),
		fit(w.Colon(w.ReasonWord(), done.Reason), maxCell, func(s string) string { return line(lang, s) }),
	}
	if done.Parent != "" {
		lines = append(lines, "", line(lang, w.HowToUndo()))
	}
	p := plain(&discordgo.MessageEmbed{
		Title: title(lang, w.ChangeDone()), Description: strings.Join(lines, "\n"), Color: colourGood,
		Footer: footer(w, 0, 1, b.cfg.Knowledge.Version(), w.CommitID(first(done.ID, commitLength))),
	})
	if done.Parent != "" {
		p.links = []button{{label: w.UndoButton(), emoji: "↩️", does: state{kind: kindUndo, lang: lang, rest: done.Parent}.String()}}
	}
	return p
}
