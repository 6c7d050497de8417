package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"sibaq/bot"
	"sibaq/bot/card"
	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
)

func (a *app) serveCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "serve [flags]",
		Short: a.words.ProgramServe(),
		Long:  a.words.ProgramServeLong(),
		Example: `  sibaq serve --knowledge ./knowledge
  DISCORD_TOKEN=… sibaq serve --guild 123456789012345678
  DISCORD_TOKEN_FILE=/run/secrets/token sibaq serve --knowledge ./knowledge --health 127.0.0.1:8081`,
		Args: a.takes(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context()) },
	}
	a.define(cmd.Flags(), "guild", "managers", "guilds", "guilds-loaded", "guilds-memory", "guild-files", "guild-size", "guild-facts", "mentions", "history", "remote", "store", "keep-members", "retention", "token-file", "page", "expose", "health", "log")
	return cmd
}

// serve runs the bot until ctx ends. It fails at the start, where a person is
// looking: without a token, with bad knowledge, with a health address that is
// taken, with a token that Discord refuses. Later failures, of a reload or of
// the connection, are logged, and what worked goes on working.
func (a *app) serve(ctx context.Context) error {
	token, err := a.token()
	if err != nil {
		return err
	}
	var page *trial
	if token == "" {
		if page, err = a.listenForTrial(); err != nil {
			return err
		}
		defer page.listener.Close()
	}
	log := slog.New(bot.Redact(a.logHandler(), token, a.env["SIBAQ_GIT_TOKEN"]))
	load, check, err := a.loaders()
	if err != nil {
		return err
	}
	if a.env["GOGC"] == "" {
		debug.SetGCPercent(50) // it runs for months and answers now and then: memory counts for more than time
	}
	history, err := a.openHistory(log)
	if err != nil {
		return err
	}
	started, err := index.NewLiveFrom(ctx, load, a.opener(log), eval.Guard())
	if err != nil {
		return err
	}
	defer started.Close()
	debug.FreeOSMemory() // what it took to read the folder
	keeper, err := a.openGuilds(started, log)
	if err != nil {
		return err
	}
	if keeper != nil {
		defer keeper.Close()
	}
	live := &reloads{Live: started, guilds: keeper}
	base := live.Base()
	log.Info("knowledge loaded", "version", base.Version, "facts", len(base.Facts), "files", len(base.Files), "warnings", len(base.Warnings))

	kept, err := a.openStore()
	if err != nil {
		return err
	}
	switch {
	case kept != nil:
		defer kept.Close()
	case page == nil:
		log.Info("nothing is kept: no --store is given, so all servers have the default settings and members are not asked for verdicts")
	}
	cfg := bot.Config{Token: token, Guild: a.settings.guild, Managers: a.settings.managingGuilds(), Mentions: a.settings.mentions,
		Knowledge: live, Store: kept, KeepDays: int(a.storeOptions().Retention / (24 * time.Hour)), KeepMembers: a.settings.keepMembers,
		Pictures: card.New(pictureMemory), Check: check, Log: log, Invite: a.invite, Client: a.client, Dialer: a.dialer}
	if keeper != nil {
		cfg.Guilds = keeper
	}
	if history != nil {
		cfg.Folder = history
	}
	if page != nil {
		page.open(a.storeOptions(), live, log, &cfg)
	}
	b, err := bot.New(cfg)
	if err != nil {
		return a.forPerson(err)
	}
	work, ctx := errgroup.WithContext(ctx)
	if addr := a.settings.health; addr != "" {
		l, err := net.Listen("tcp", addr)
		if err != nil {
			return &failure{a.words.AddressTaken(addr), err}
		}
		log.Info("health check", "address", l.Addr().String())
		work.Go(func() error { return serveHealth(ctx, l, b.Ready) })
	}
	reload := make(chan struct{}, 1)
	if dir := a.settings.knowledge; dir != "" {
		err := watch(ctx, dir, reload, func(err error) { log.Warn("watching the knowledge folder", "error", err) })
		if err != nil { // a file system that cannot be watched, or too many watches
			log.Warn("the knowledge folder is not watched; use SIGHUP or /reload", "error", err)
		}
	}
	if history != nil && history.HasRemote() {
		work.Go(func() error { history.run(ctx, reload, log); return nil })
	}
	hangUp := make(chan os.Signal, 1)
	signal.Notify(hangUp, syscall.SIGHUP)
	defer signal.Stop(hangUp)
	work.Go(func() error { passOn(ctx, hangUp, reload); return nil })
	work.Go(func() error {
		settle(ctx, reload, quiet, func() {
			reloadAndLog(ctx, live, log)
			b.Reloaded()
			if page != nil {
				page.Refresh()
			}
		})
		return nil
	})
	if page != nil {
		work.Go(func() error { return page.serve(ctx) })
		log.Info("there is no token: the bot is on a page on this machine, not on Discord", "address", page.listener.Addr().String())
		a.tellTrial(page)
	}
	work.Go(func() error {
		err := b.Run(ctx)
		if err == nil {
			err = errStopped // the others end too
		}
		return err
	})
	if err := work.Wait(); !errors.Is(err, errStopped) {
		return a.forPerson(err)
	}
	log.Info("stopped")
	return nil
}

// pictureMemory is how many bytes of pictures the bot remembers: some hundreds.
const pictureMemory = 16 << 20

// invite tells the person, once Discord has taken the token, how to go on.
func (a *app) invite(url string) {
	fmt.Fprintf(a.stdout, "%s\n  %s\n%s\n", a.line(a.words.Invite()+":"), url, a.line(a.words.Serving()))
}

// errStopped says that serving has ended in good order.
var errStopped = errors.New("stopped")

// passOn turns signals into tokens, of which one is enough.
func passOn(ctx context.Context, signals <-chan os.Signal, tokens chan<- struct{}) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-signals:
		}
		select {
		case tokens <- struct{}{}:
		default:
		}
	}
}

// reloadAndLog reads the folder again. When that fails, the log has every
// problem, and the knowledge before goes on serving.
func reloadAndLog(ctx context.Context, live *reloads, log *slog.Logger) {
	change, err := live.Reload(ctx)
	var problems knowledge.Problems
	switch {
	case ctx.Err() != nil:
	case errors.As(err, &problems):
		for _, p := range problems.Only(knowledge.Error) {
			log.Error("knowledge not reloaded", "where", p.Where(), "problem", p.What.En, "fix", p.Fix.En)
		}
	case err != nil:
		log.Error("knowledge not reloaded", "error", err)
	default:
		log.Info("knowledge reloaded", "from", change.From, "to", change.To, "files", change.FilesChanged,
			"added", change.Added, "changed", change.Changed, "gone", change.Gone, "took", change.Took)
	}
}

// loaders read the folder anew each time they are called, parsing again only
// what has changed: load to serve from it, check for what is wrong in it.
func (a *app) loaders() (load, check index.Loader, err error) {
	if _, err := a.folder(); err != nil {
		return nil, nil, err
	}
	l := knowledge.NewLoader()
	load = func(context.Context) (*knowledge.Base, error) {
		fsys, err := a.folder()
		if err != nil {
			return nil, err
		}
		base, err := l.Load(fsys)
		return base, a.readable(err)
	}
	check = func(context.Context) (*knowledge.Base, error) { return a.inspect(l.Load) }
	return load, check, nil
}

// token is the bot's token, from the file or the variable that holds it; "" where
// nobody speaks of a token. A file or a variable that is there and empty is a
// mistake, which must not pass for the wish to try the bot here. It is no flag:
// other users of a machine see the flags of a process.
func (a *app) token() (string, error) {
	token, wanted := a.env["DISCORD_TOKEN"]
	if name := a.settings.tokenFile; name != "" {
		data, err := os.ReadFile(name)
		if err != nil {
			return "", &failure{a.words.CannotRead(name), err}
		}
		token, wanted = string(data), true
	}
	if token = strings.TrimSpace(token); token == "" && wanted {
		for _, lang := range []knowledge.Lang{knowledge.Arabic, knowledge.English} { // whoever sets it up, whatever the locale
			fmt.Fprintf(a.stderr, "%s\n\n", say.Terminal(lang, say.Texts(lang).NoToken()))
		}
		return "", errTold
	}
	return token, nil
}

// forPerson gives an error of the bot the text that it has for the operator.
func (a *app) forPerson(err error) error {
	var told *bot.Error
	var already *failure
	switch {
	case errors.As(err, &told):
		return &failure{told.Text(a.words.Lang()), told.Err}
	case errors.As(err, &already):
		return err
	}
	return &failure{a.words.CannotConnect(), err}
}

// logHandler writes logs to standard error: as text where a person reads
// along, as JSON where a machine collects them.
func (a *app) logHandler() slog.Handler {
	options := &slog.HandlerOptions{Level: logLevel(a.settings.log)}
	if isTerminal(a.stderr) {
		return slog.NewTextHandler(a.stderr, options)
	}
	return slog.NewJSONHandler(a.stderr, options)
}

// logLevel reads the name of a level, in lower case; nil if there is no such.
func logLevel(name string) slog.Leveler {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	if l, ok := levels[name]; ok {
		return l
	}
	return nil
}
