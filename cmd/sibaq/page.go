package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"sibaq/bot"
	"sibaq/bot/local"
	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/index/guilds"
	"sibaq/knowledge"
)

// trial is a Discord of our own, with its page: where the bot runs when there
// is no token for the real one.
type trial struct {
	*local.Discord
	listener net.Listener
	hosts    []string // beside loopback's
}

// listenForTrial opens the page's address, by itself before all that takes time,
// since it is what goes wrong.
func (a *app) listenForTrial() (*trial, error) {
	addr := a.settings.page
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, &failure{a.words.LocalAddressTaken(addr), err}
	}
	t := &trial{}
	if !local.Loopback(host) {
		if !a.settings.expose {
			return nil, &failure{a.words.LocalOnlyHere(addr), errors.New("not a loopback address")}
		}
		t.hosts = []string{host}
		if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
			t.hosts = []string{local.AnyAddress}
		}
	}
	if t.listener, err = net.Listen("tcp", addr); err != nil {
		return nil, &failure{a.words.LocalAddressTaken(addr), err}
	}
	return t, nil
}

// open makes the Discord of the page, and cfg that of a bot on it.
func (t *trial) open(kept store.Options, live *reloads, log *slog.Logger, cfg *bot.Config) {
	t.Discord = local.New(local.Config{Status: live.status, Mentions: cfg.Mentions, Hosts: t.hosts, Log: log})
	cfg.Token, cfg.Client, cfg.Gateway = t.Token(), t.Client(), t.Gateway
	cfg.Guild, cfg.Managers = "", []string{t.Guild()} // not those of the real Discord
	if cfg.Store == nil {
		cfg.Store = store.Memory(kept) // so that all there is can be tried
	}
}

// serve answers the page's readers until ctx ends.
func (t *trial) serve(ctx context.Context) error {
	server := &http.Server{Handler: t.Handler(), ReadHeaderTimeout: 5 * time.Second, IdleTimeout: time.Minute}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	if err := server.Serve(t.listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// tellTrial tells the person, in both languages where nobody knows theirs, how
// to go on.
func (a *app) tellTrial(t *trial) {
	url := "http://" + t.listener.Addr().String() + "/"
	if a.words.Lang() == knowledge.English {
		url += "en"
	}
	fmt.Fprintln(a.stdout, say.Terminal(a.words.Lang(), a.words.LocalServing(url)))
}

// reloads is the knowledge with a memory of whether its newest reload was taken.
type reloads struct {
	*index.Live
	guilds  *guilds.Keeper // is told; nil for none
	refused atomic.Bool
}

// Reload reads the folder again.
func (r *reloads) Reload(ctx context.Context) (index.Change, error) {
	change, err := r.Live.Reload(ctx)
	r.refused.Store(err != nil)
	if r.guilds != nil && change.From != change.To {
		r.guilds.Refresh()
	}
	return change, err
}

func (r *reloads) status() local.Status {
	base := r.Base()
	return local.Status{Version: base.Version, Facts: len(base.Facts), Files: len(base.Files), Warnings: len(base.Warnings), Refused: r.refused.Load()}
}
