// Command sibaq answers questions about the AI race from a folder of knowledge
// files: in the terminal, to scripts as JSON, and as a Discord bot.
//
// The tour: main hands everything that belongs to the process to [run], so
// that a test can run the whole program. run builds the command tree; every
// command opens the knowledge (open.go), does its one thing and returns an
// error or nil, which run turns into a text and an exit code.
//
//	ask.go      a question, or JSON Lines of questions
//	compare.go  two names side by side
//	check.go    what is wrong in a folder
//	stale.go    what in it has not been reviewed for long
//	export.go   the whole folder as web pages
//	eval.go     how good the answers are
//	bench.go    how fast they are
//	import.go   an article turned into a draft knowledge file
//	knowledge.go a folder changed, with its history; one fact of it in knowledge_edit.go
//	report.go   how the bot is used; what was asked in vain in knowledge_gaps.go
//	serve.go    the Discord bot, the exchange of its folder with a remote (exchange.go),
//	            what guilds know for themselves (guilds.go), its reloads (watch.go) and its health (health.go)
//	page.go     the same bot on a page of this machine, without a token
//
//	settings.go flags and environment, the table of the README
//	shape.go    the JSON that scripts are promised
//	lines.go    JSON Lines in and out, in order
//	help.go     --help and errors of use, in the person's language
//
// What a person reads is worded in sibaq/bot/say.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Environ(), os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
