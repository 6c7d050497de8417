// Package bot is sibaq on Discord: the one place that names discordgo.
//
// The tour follows a question through it. gateway.go keeps a session with
// Discord's gateway, replacing it when it dies or falls silent, and reads each
// interaction. bot.go bounds how many are worked on, and sees that each is
// answered promptly and within Discord's three seconds: [Bot.Handle] runs beside
// a timer, and if the timer wins, the reply is deferred and sent as an edit.
//
// handle.go is Handle itself, which knows no transport: it reads options, checks
// who may do what, and asks the [Knowledge]: the shared one, or where a guild
// keeps some for itself the two together, which known.go decides, and nothing
// else. complete.go offers what can be
// typed, press.go does what a button says. manner.go knows how the server wants
// its replies (package store keeps that, and members' verdicts), settings.go is
// the panel in which its moderators say so, and admit.go keeps answers to the
// channels and the pace that they chose. notes.go has what was asked counted, and
// what got no answer kept; gaps.go and report.go show that to moderators, and
// privacy.go tells members what is kept of theirs.
//
// What moderators change goes another way. manage.go is /knowledge, upload.go has
// what they attach, form.go and factform.go the forms they fill in. folder.go
// makes of what they want a change of the [Folder], which is kept in the store as
// they said it; preview.go shows what would come of it, and decide.go makes it
// when they confirm, or shows it anew when the files are not the same any more.
//
// What comes back is a page (reply.go): embeds, the facts in them, and from what
// its buttons are made. answer.go, table.go, ranking.go, about.go, timeline.go,
// find.go, passage.go and render.go make pages, purely, each of what its name
// says. text.go keeps every text within its limit and disarms whatever users and
// files bring in; the words and the direction of text come from bot/say.
// pages.go puts all that a button needs into its custom_id. picture.go has
// package card draw what is compared. meant.go offers what an unknown name may
// have meant. rest.go sends the reply.
//
// Before that, [Bot.Run] asks Discord who it is, so that a wrong token is told
// at once, and register.go brings Discord's list of commands up to date with
// commands.go. redact.go keeps tokens out of logs, and invite.go knows the
// address at which a server adds the bot. mention.go answers messages that
// mention the bot, if the operator wants that.
//
// Where there is no Discord, package local stands for it: [Config.Client] and
// [Config.Gateway] lead there, and nothing else is different.
//
// Nothing that a member types is logged, and nothing is stored but questions that
// got no answer, or one on which a member has given a verdict; and these without
// the member, unless the operator wants that.
package bot
