// Package discordtest is our fake Discord for tests: the REST calls a bot
// makes, and a real gateway websocket, both on loopback.
//
// The tour of one test: [New] starts a [Server]. The bot gets [Server.Client]
// and [Server.Dialer], which lead every discord.com address to the fake and
// refuse any other. [Server.Send] dispatches an [Interaction] over the
// gateway, as if a member had typed it, and returns an [Exchange], on which
// the test waits for what the bot answers ([Exchange.Response],
// [Exchange.Edit]) and presses the buttons of the reply ([Exchange.Press]).
// Everything that the bot sent is recorded in [Server.Requests].
//
//   - server.go holds the state and REST; gateway.go the websocket and the
//     faults that a test can order ([Server.Kick], [Server.Mute], …).
//   - interaction.go builds the payloads that members cause, message.go the
//     messages that they write; files.go reads the files of an answer.
//   - rules.go holds the limits and rules of Discord's documentation that its
//     OpenAPI document lacks; every payload is held to them, always.
//   - openapi.go checks every payload against Discord's OpenAPI document, too,
//     when the environment variable DISCORD_OPENAPI names its file; when it
//     does not, the test's log says so.
//
// A payload that breaks a rule fails the test and is refused with Discord's
// own status and code, so that a bot under test meets what it would meet in
// earnest: 10062 for a late answer, 40060 for a second one, 401 for a token
// that nobody knows.
package discordtest
