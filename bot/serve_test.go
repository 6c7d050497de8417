package bot

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"sibaq/index"
)

// A reload can take minutes. It is a test from within, since the fake Discord
// listens on a network, which knows no time but the real one.
func TestLongReloadIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sent []string
		discord := roundTripper(func(r *http.Request) (*http.Response, error) {
			if err := r.Context().Err(); err != nil {
				return nil, err
			}
			sent = append(sent, r.Method+" "+r.URL.Path)
			return &http.Response{StatusCode: http.StatusNoContent, Body: http.NoBody}, nil
		})
		b, err := New(Config{Token: "secret", Knowledge: slowReload{}, Log: slog.New(slog.DiscardHandler), Client: &http.Client{Transport: discord}})
		if err != nil {
			t.Fatal(err)
		}
		b.serve(t.Context(), &discordgo.Interaction{
			ID: "1", AppID: "2", Token: "t", GuildID: "3", Type: discordgo.InteractionApplicationCommand,
			Data:   discordgo.ApplicationCommandInteractionData{Name: "reload"},
			Member: &discordgo.Member{Permissions: discordgo.PermissionManageGuild},
		}, b.rest.respond)
		want := []string{"POST /api/v10/interactions/1/t/callback", "PATCH /api/v10/webhooks/2/t/messages/@original"}
		if !slices.Equal(sent, want) {
			t.Errorf("sent is %q, want %q", sent, want)
		}
	})
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

type slowReload struct{ Knowledge }

func (slowReload) Reload(context.Context) (index.Change, error) {
	time.Sleep(4 * time.Minute)
	return index.Change{From: "1", To: "2"}, nil
}
