// Package bot is sibaq on Discord: the one place that names discordgo.
//
// The tour follows a question through it. gateway.go keeps a session with
// Discord's gateway, replacing it when it dies or falls silent, and reads each
// interaction. bot.go bounds how many are worked on, and sees that each is
// answered within Discord's three seconds: [Bot.Handle] runs beside a timer,
// and if the timer wins, the reply is deferred and sent as an edit. handle.go
// is Handle itself, which knows no transport: it reads options, checks who may
// do what, and asks the [Knowledge]. render.go makes embeds of what comes
// back, purely; text.go keeps every text within its limit and disarms whatever
// users and files bring in; the words and the direction of text come from
// bot/say. pages.go puts all that a paging button needs into its custom_id.
// rest.go sends the reply.
//
// Before that, [Bot.Run] asks Discord who it is, so that a wrong token is told
// at once, and register.go brings Discord's list of commands up to date with
// commands.go. redact.go keeps tokens out of logs, and invite.go knows the
// address at which a server adds the bot.
//
// Nothing that a member types is stored or logged.
package bot
