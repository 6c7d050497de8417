package local

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"net/http"
	"strconv"
	"sync"
	"time"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

// Config is what a Discord of one's own needs to know; its zero value will do.
type Config struct {
	// Status tells of the knowledge that is served; without it the page tells
	// nothing of it.
	Status   func() Status
	Mentions bool          // messages that mention the bot reach it
	Hosts    []string      // names and addresses, without port, under which the page may be asked for beside loopback's
	Answer   time.Duration // how long the bot has for its first answer; 0 = Discord's 3 s
	Log      *slog.Logger  // nil = slog.Default()
}

// Status is what moderators are told of the knowledge.
type Status struct {
	Version  string
	Facts    int
	Files    int
	Warnings int
	Refused  bool // the folder has errors, so what was read before them is served
}

// Discord is a Discord with one server that has one channel, for one bot.
type Discord struct {
	cfg    Config
	log    *slog.Logger
	token  string
	events chan event // to the bot
	rest   http.Handler

	mu       sync.Mutex
	lastID   uint64
	status   *Status // as the pages know it
	commands []command
	acts     map[string]*act // interactions by their token
	channel  channel
	files    files
}

// event is what the gateway tells the bot.
type event struct {
	kind string
	data []byte
}

// New returns a Discord with an empty channel, to which no bot has come yet.
func New(cfg Config) *Discord {
	if cfg.Answer == 0 {
		cfg.Answer = 3 * time.Second
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	d := &Discord{cfg: cfg, log: cfg.Log, token: rand.Text(), events: make(chan event), acts: map[string]*act{}}
	d.rest = d.routes()
	return d
}

// Guild is the id of the one server.
func (d *Discord) Guild() string { return guildID }

// Token is the one that the bot's requests must come with.
func (d *Discord) Token() string { return d.token }

// Gateway tells the bot what members do, until ctx ends.
func (d *Discord) Gateway(ctx context.Context, tell func(kind string, data []byte)) error {
	for {
		select {
		case e := <-d.events:
			tell(e.kind, e.data)
		case <-ctx.Done():
			return nil
		}
	}
}

// tell hands an event to the bot, once it listens.
func (d *Discord) tell(ctx context.Context, kind string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	select {
	case d.events <- event{kind, data}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Guild is the id of the one guild that there is.
const Guild = "1000000000000000002"

// The ids of all that is here from the start.
const (
	botID     = "1000000000000000001" // of the application and of its user
	guildID   = Guild
	channelID = "1000000000000000003"
	roleID    = "1000000000000000004" // of moderators
)

// person is one of the two as whom one can act: what a moderator may do, a
// member may not, and each has their own private replies.
type person struct {
	id, name    string
	shown       string // the name that others see
	permissions int64
	roles       []string
}

const (
	manageServer = 1 << 5
	asEveryone   = 1<<10 | 1<<11 | 1<<15 | 1<<31 // see, write, attach, use commands
)

var persons = map[string]person{
	"moderator": {"1000000000000000010", "moderator", "", asEveryone | manageServer, []string{roleID}},
	"member":    {"1000000000000000011", "member", "", asEveryone, []string{}},
}

// personOf is one of the persons, with the name they have in a language.
func personOf(name string, lang knowledge.Lang) (person, error) {
	p, ok := persons[name]
	if !ok {
		return p, bad("nobody is called %q", name)
	}
	w := say.Texts(lang)
	p.shown = map[string]string{"moderator": w.LocalModerator(), "member": w.LocalMember()}[name]
	return p, nil
}

func (p person) user() map[string]any {
	return map[string]any{"id": p.id, "username": p.name, "global_name": cmp.Or(p.shown, p.name), "discriminator": "0", "avatar": nil}
}

func (p person) member() map[string]any {
	return map[string]any{"user": p.user(), "roles": p.roles, "joined_at": "2024-01-01T00:00:00Z", "permissions": strconv.FormatInt(p.permissions, 10)}
}

var botUser = map[string]any{"id": botID, "username": "sibaq", "discriminator": "0", "bot": true}

// discordEpoch is when snowflakes begin, in Unix milliseconds.
const discordEpoch = 1420070400000

// newID is a snowflake of now, later than any before. The caller holds the lock.
func (d *Discord) newID() string {
	id := uint64(time.Now().UnixMilli()-discordEpoch) << 22
	d.lastID = max(id, d.lastID+1)
	return strconv.FormatUint(d.lastID, 10)
}

// madeAt is when a snowflake was made.
func madeAt(id string) time.Time {
	n, _ := strconv.ParseUint(id, 10, 64)
	return time.UnixMilli(int64(n>>22) + discordEpoch)
}
