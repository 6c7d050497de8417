// Package local is a Discord of one's own: one server with one channel and one
// bot, on a page that looks and behaves like Discord's client. People try the bot
// on it without a token, and moderators see how their files will read.
//
// It stands where Discord stands, not where the bot does. The bot runs as always,
// but for two things: its HTTP client leads here ([Discord.Client]), and so does
// its gateway ([Discord.Gateway]). It registers its commands, is told of
// interactions as JSON and answers by Discord's API, so what the page shows is
// what goes over the wire: first answers, deferred ones, edits, follow-ups,
// private messages, modals, files. The package therefore knows neither the bot
// nor discordgo; it reads Discord's documentation anew, and what it refuses
// (another's private message, a late answer, a value that an option does not
// take) is what Discord refuses.
//
// The tour, along a command: the page posts an [Action] (page.go), past the guard
// (guard.go). act.go makes an interaction of it and tells the bot. The bot's
// answer comes to rest.go, which changes the channel (channel.go) and its files
// (files.go). view.go makes of a message what is to be seen, with texts as trees
// (markdown.go, components.go), and every open page is told of it. commands.go
// keeps the commands that the bot registered. All state is in memory; what one
// did is gone with the process.
//
// The folder web is the page: page.html with the texts of a language (texts.go,
// from bot/say), and small scripts that are served as they are, without a build:
// main.js keeps the channel, composer.js the line one types into, message.js,
// text.js, controls.js and modal.js make elements of what they are given,
// listbox.js is the list that both completions and selects open.
//
// # Why not ready-made components
//
// There are web components that look like Discord's messages
// (@skyra/discord-components-core 4.0.2). They were tried and left, for they show
// and do not work: their select shows nothing of what was chosen, their disabled
// button still takes focus and clicks, no list of theirs is one to keyboards and
// screen readers, and "Only you can see this", "Dismiss message", "(edited)",
// "Submit" and others are English for good. What is left, the looks, is two style
// sheets here, without a build and its tools.
//
// # Direction
//
// Discord has no Arabic client: names, buttons and avatars stand from the left in
// every language, so they do here, and the bot orders its buttons for that. On
// the direction of texts Discord documents nothing, and its clients could not be
// looked at for this. The default here is that each paragraph takes the direction
// of its first strong letter (unicode-bidi: plaintext), which is what the text
// views of phones do unless told otherwise, and most members are on phones. The
// worst case for the bot's texts is a client that makes every paragraph run from
// the left; the page's settings show that, too.
//
// # Security
//
// The page has a moderator's power over the knowledge, so by default it is for
// this machine's own browsers: guard.go says what it is kept from. The page's
// policy allows no script but ours, nothing from elsewhere, and no script to make
// HTML of a text (trusted types), so neither a question nor a file can become
// markup; links lead to http and https alone.
package local
