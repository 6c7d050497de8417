package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"
)

func (a *app) healthCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "health [flags]",
		Short:   a.words.ProgramHealth(),
		Long:    a.words.ProgramHealthLong(),
		Example: "  sibaq health --health 127.0.0.1:8081",
		Args:    a.takes(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.settings.health == "" {
				return a.wrongUse(cmd, a.words.NeedsHealthAddress())
			}
			if err := askHealth(cmd.Context(), a.settings.health); err != nil {
				a.complain(a.words.Unwell(a.settings.health))
				fmt.Fprintf(a.stderr, "  (%v)\n", err)
				return errNothing
			}
			return nil
		},
	}
	a.define(cmd.Flags(), "health")
	return cmd
}

// askHealth asks the bot that runs at addr whether it is ready.
func askHealth(ctx context.Context, addr string) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return err
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		addr = net.JoinHostPort("localhost", port) // where one listens on everything, one asks here
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/readyz", nil)
	if err != nil {
		return err
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}}).Do(req) // past any proxy
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s says %s", addr, resp.Status)
	}
	return nil
}

// serveHealth answers on the listener until ctx ends: /healthz while the
// process lives, /readyz while ready says that it serves.
func serveHealth(ctx context.Context, l net.Listener, ready func() bool) error {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if !ready() {
			http.Error(w, "not connected to Discord", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	server := &http.Server{Handler: mux, ReadTimeout: 5 * time.Second, WriteTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() { server.Close() })
	defer stop()
	if err := server.Serve(l); err != http.ErrServerClosed {
		return err
	}
	return nil
}
