package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"sibaq/bot/card"
	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/knowledge"
)

// Knowledge is what the bot answers from; an [index.Live] is one.
type Knowledge interface {
	Answer(context.Context, index.Question) (index.Answer, error)
	Compare(context.Context, index.Comparison) (index.Table, error)
	About(ctx context.Context, name string, lang knowledge.Lang) (index.Profile, error)
	Rank(context.Context, index.RankQuery) (index.Ranking, error)
	Timeline(context.Context, index.TimelineQuery) (index.Timeline, error)
	Suggest(ctx context.Context, typed string, lang knowledge.Lang, n, letters int) ([]index.Suggestion, error)
	NearQuestions(ctx context.Context, q index.Question, except []*knowledge.Fact, n, letters int) ([]string, error)
	Check(ctx context.Context, text string, lang knowledge.Lang, n int) ([]index.Finding, error)
	Similar(ctx context.Context, questions []string) ([][]int, error)
	Highlight(question, text string) []knowledge.Span
	Complete(prefix string, n int) []*knowledge.Entity
	Attributes() []knowledge.Label
	Groups() []knowledge.Label
	Reload(context.Context) (index.Change, error)
	Try(context.Context, *knowledge.Base) error
	Base() *knowledge.Base
	Version() string
}

// Config is what a bot is made of. Token and Knowledge are needed.
type Config struct {
	Token       string   // the bot's token, with or without "Bot " before it
	Guild       string   // registers the commands in this guild only, where they work at once
	Managers    []string // ids of the guilds whose moderators may change the shared folder, check it and reload it; none = Guild; without that, every guild may check and reload (where there are Guilds, none), and none change
	Mentions    bool     // messages that mention the bot are answered
	Knowledge   Knowledge
	Guilds      Guilds           // what guilds know for themselves; nil = all are answered from Knowledge alone
	Store       store.Store      // keeps settings and verdicts; without it all servers have the defaults and nobody is asked what they think
	KeepDays    int              // how long Store keeps the text of a question, for /privacy to say; 0 = store.DefaultRetention
	KeepMembers bool             // Store keeps who asked, for /privacy to say
	Pictures    *card.Drawer     // draws comparisons and timelines; without it replies have none
	Folder      Folder           // the folder that Knowledge is read from, for moderators to change; without it they cannot
	Check       index.Loader     // reads the folder for /check; without it /check reports what is being served
	Invite      func(url string) // is told, once Discord has taken the token, where the bot is invited; may be nil

	Log *slog.Logger // nil = slog.Default(); secrets are redacted in any case
	// Gateway stands for Discord's gateway: it calls event for each that comes,
	// one at a time, until ctx ends. nil = Discord's own. Client must then lead to
	// the same Discord.
	Gateway func(ctx context.Context, event func(kind string, data []byte)) error

	Client *http.Client      // nil = one of its own
	Dialer *websocket.Dialer // nil = one of its own
	AtOnce int               // interactions worked on at once, 0 = 512; more are turned away
	Timing Timing
}

// Timing holds the bot's deadlines; zero values mean the defaults.
type Timing struct {
	Defer   time.Duration // how old an interaction gets before its reply is deferred; 1.8 s of Discord's 3
	Prompt  time.Duration // how long the work on a reply takes before it is deferred; 150 ms
	Fetch   time.Duration // how long a file that a moderator attached may take to come from Discord; 20 s
	Picture time.Duration // how long a reply waits for its picture, without which it is still worth sending; 2 s
	Silence time.Duration // how long a gateway connection may say nothing; 100 s, heartbeats come every 41
	Retry   time.Duration // the first wait before connecting again; 1 s, doubling
	Grace   time.Duration // how long Run lets interactions finish after its context ended; 10 s
}

// Bot answers interactions from knowledge.
type Bot struct {
	cfg     Config
	log     *slog.Logger
	rest    *rest
	waiting waiting // what moderators have yet to confirm

	ready  atomic.Bool
	marked markings
	user   atomic.Pointer[string] // the bot's own id, once Discord has told it
	slots  chan struct{}          // one for each interaction being worked on
	pauses pauses                 // of members, between questions
	notes  notes
	woken  chan struct{} // when the knowledge may be another; one slot

	mu        sync.Mutex
	parents   map[string]string // of threads, by their ids; "" for what is none
	markedFor map[string]string // by guild: the version for which its questions are marked
	draining  bool
	running   sync.WaitGroup
	work      context.Context // of interactions: outlives Run's by Timing.Grace
}

// Error is a failure that the operator can mend. Error gives the text for the
// log, Text the one for the person.
type Error struct {
	Say knowledge.Label
	Err error
}

func (e *Error) Error() string                   { return e.Say.En + " (" + e.Err.Error() + ")" }
func (e *Error) Unwrap() error                   { return e.Err }
func (e *Error) Text(lang knowledge.Lang) string { return e.Say.In(lang) }

var tokenRefused = knowledge.Label{
	Ar: say.Texts(knowledge.Arabic).TokenRefused(),
	En: say.Texts(knowledge.English).TokenRefused(),
}

// ErrToken is under the [Error] of a token that Discord does not take.
var ErrToken = errors.New("discord refused the token")

// New returns a bot that is not connected yet; see [Bot.Run]. The error says
// what the configuration lacks.
func New(cfg Config) (*Bot, error) {
	cfg.Token = strings.TrimPrefix(strings.TrimSpace(cfg.Token), "Bot ")
	if cfg.Token == "" {
		return nil, &Error{tokenRefused, fmt.Errorf("%w: it is empty", ErrToken)}
	}
	if cfg.Knowledge == nil {
		return nil, errors.New("bot: no knowledge")
	}
	if cfg.Log == nil {
		cfg.Log = slog.Default()
	}
	if cfg.Client == nil {
		cfg.Client = &http.Client{Timeout: 20 * time.Second}
	}
	if len(cfg.Managers) == 0 && cfg.Guild != "" {
		cfg.Managers = []string{cfg.Guild}
	}
	if cfg.KeepDays == 0 {
		cfg.KeepDays = int(store.DefaultRetention / (24 * time.Hour))
	}
	if cfg.AtOnce == 0 {
		cfg.AtOnce = 512
	}
	t := &cfg.Timing
	for _, d := range []struct {
		at  *time.Duration
		def time.Duration
	}{{&t.Defer, 1800 * time.Millisecond}, {&t.Prompt, 150 * time.Millisecond}, {&t.Fetch, 20 * time.Second}, {&t.Picture, 2 * time.Second}, {&t.Silence, 100 * time.Second}, {&t.Retry, time.Second}, {&t.Grace, 10 * time.Second}} {
		if *d.at == 0 {
			*d.at = d.def
		}
	}
	var keeps waiting = cfg.Store
	if cfg.Store == nil {
		keeps = store.Memory(store.Options{}) // until the process ends
	}
	return &Bot{
		cfg:       cfg,
		log:       slog.New(Redact(cfg.Log.Handler(), cfg.Token)),
		rest:      &rest{cfg.Client, cfg.Token},
		waiting:   keeps,
		slots:     make(chan struct{}, cfg.AtOnce),
		parents:   map[string]string{},
		markedFor: map[string]string{},
		woken:     make(chan struct{}, 1),
		work:      context.Background(),
	}, nil
}

// Run registers the commands and answers interactions from the gateway until
// ctx ends; it then takes no more, and lets running ones finish for
// Timing.Grace. It returns nil when it was ctx that ended it, an [*Error]
// when the operator must mend something (a token that Discord refuses), and
// another error when Discord could not be reached at the start. Run is for
// calling once.
func (b *Bot) Run(ctx context.Context) error {
	appID, err := b.start(ctx)
	if err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return err
	}
	if b.cfg.Gateway == nil {
		invite := InviteURL(appID, b.cfg.Mentions)
		b.log.Info("the bot can be invited", "url", invite)
		if b.cfg.Invite != nil {
			b.cfg.Invite(invite)
		}
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	b.mu.Lock()
	b.work = work
	b.mu.Unlock()

	ctx, end := context.WithCancel(ctx)
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		<-ctx.Done()
		b.drain()
	}()
	tidied := make(chan struct{})
	go func() {
		defer close(tidied)
		b.tidy(ctx)
	}()
	if b.cfg.Gateway != nil {
		b.ready.Store(true)
		err = b.cfg.Gateway(ctx, b.event)
		b.ready.Store(false)
	} else {
		err = b.listen(ctx)
	}
	end()
	<-drained
	<-tidied
	return err
}

// start asks Discord who we are, which tells a bad token at once, and
// registers the commands.
func (b *Bot) start(ctx context.Context) (appID string, err error) {
	var user struct {
		ID string `json:"id"`
	}
	err = b.rest.do(ctx, http.MethodGet, "/users/@me", nil, &user)
	if refused := (*apiError)(nil); errors.As(err, &refused) && refused.Status == http.StatusUnauthorized {
		return "", &Error{tokenRefused, fmt.Errorf("%w: %w", ErrToken, err)}
	}
	var app struct {
		ID       string                     `json:"id"`
		Installs map[string]json.RawMessage `json:"integration_types_config"`
	}
	if err == nil {
		err = b.rest.do(ctx, http.MethodGet, "/applications/@me", nil, &app)
	}
	if err == nil {
		err = b.register(ctx, app.ID)
	}
	if _, ok := app.Installs[userInstall]; err == nil && !ok {
		b.log.Info("members cannot add the bot for themselves: User Install is off on the Installation page of the Developer Portal")
	}
	b.user.Store(&user.ID)
	return app.ID, err
}

// userInstall is how Discord calls an application that members add for themselves.
var userInstall = strconv.Itoa(int(discordgo.ApplicationIntegrationUserInstall))

// self is the bot's own user id, "" before Discord has told it.
func (b *Bot) self() string {
	if id := b.user.Load(); id != nil {
		return *id
	}
	return ""
}

// Ready reports whether interactions reach the bot now, from Discord or from what
// stands for it.
func (b *Bot) Ready() bool { return b.ready.Load() }

// drain takes no more interactions and waits for those that run.
func (b *Bot) drain() {
	b.mu.Lock()
	b.draining = true
	b.mu.Unlock()
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.running.Wait()
		b.noted(context.Background())
	}()
	select {
	case <-done:
	case <-time.After(b.cfg.Timing.Grace):
		b.log.Warn("stopping with interactions unfinished")
	}
}

// receive starts work on an interaction. What is more than the bot can work on
// is turned away, completions first, since memory must stay bounded.
func (b *Bot) receive(raw []byte) {
	i, err := decode(raw)
	if err != nil {
		b.log.Error("an interaction that cannot be read", "error", err)
		return
	}
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete && len(b.slots) > cap(b.slots)/2 {
		b.log.Warn("too many interactions: a completion was turned away")
		return
	}
	b.begin(i.ID, func(ctx context.Context) { b.serve(ctx, i, b.rest.respond) })
}

// begin does work beside all other that is under way, unless there is too much
// of it or the bot is stopping.
func (b *Bot) begin(id string, work func(context.Context)) {
	select {
	case b.slots <- struct{}{}:
	default:
		b.log.Warn("too many interactions: one was turned away", "interaction", id)
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.draining {
		<-b.slots
		return
	}
	b.running.Add(1)
	go func(ctx context.Context) {
		defer func() {
			if p := recover(); p != nil {
				b.log.Error("panic", "interaction", id, "panic", p, "stack", string(debug.Stack()))
			}
			<-b.slots
			b.running.Done()
		}()
		work(ctx)
	}(b.work)
}

// serve answers an interaction: with first, when the reply is there in time,
// else first with a deferral, and later by editing. In time is before Discord
// gives the interaction up, which counts from when it made it, as its id tells,
// and before a member wonders whether anything happens.
func (b *Bot) serve(ctx context.Context, i *discordgo.Interaction,
	first func(context.Context, *discordgo.Interaction, *discordgo.InteractionResponse) error) {
	began := time.Now()
	ctx, cancel := context.WithTimeout(ctx, patience(i))
	defer cancel()
	reply := make(chan *discordgo.InteractionResponse, 1)
	go func() { reply <- b.Handle(ctx, i) }()

	var r *discordgo.InteractionResponse
	deferred := deferral(i, b.manner(ctx, i).private)
	if deferred == nil {
		r = <-reply
	} else if wait := min(b.cfg.Timing.Defer-age(i), b.cfg.Timing.Prompt); wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case r = <-reply:
		case <-timer.C:
		}
	}
	// Sending has a time of its own, each time anew: that the work took too
	// long is worth telling, too.
	send := func(how func(context.Context) error) error {
		ctx, done := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Second)
		defer done()
		return how(ctx)
	}
	var err error
	if r != nil {
		err = send(func(ctx context.Context) error { return first(ctx, i, r) })
	} else if err = send(func(ctx context.Context) error { return first(ctx, i, deferred) }); err == nil {
		r = <-reply
		put := b.rest.edit
		if deferred.Type == discordgo.InteractionResponseDeferredMessageUpdate && r.Type == discordgo.InteractionResponseChannelMessageWithSource {
			put = b.rest.followUp
		}
		err = send(func(ctx context.Context) error { return put(ctx, i, r.Data) })
	}
	level := slog.LevelInfo
	switch {
	case hasCode(err, codeUnknownInteraction, codeUnknownWebhook, codeInvalidWebhookToken, codeUnknownMessage):
		level = slog.LevelWarn // nobody waits any more
	case err != nil:
		level = slog.LevelError
	}
	attrs := []slog.Attr{slog.String("what", what(i)), slog.String("guild", i.GuildID), slog.Duration("took", time.Since(began))}
	if err != nil {
		attrs = append(attrs, slog.Any("error", err))
	}
	b.log.LogAttrs(ctx, level, "interaction", attrs...)
}

// patience is how long the work on an interaction may take. Reading a folder
// anew is the longest.
func patience(i *discordgo.Interaction) time.Duration {
	const longest = 5 * time.Minute
	switch d := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		if cmd, _ := find(d.Name); cmd != nil && cmd.moderators {
			return longest
		}
	case discordgo.MessageComponentInteractionData:
		if s, _ := parseState(d.CustomID); s.changes() {
			return longest
		}
	case discordgo.ModalSubmitInteractionData:
		return longest // moderators' alone
	}
	return 10 * time.Second
}

// age is how long ago Discord made an interaction. A clock that runs behind
// makes it less than nothing, which counts as nothing.
func age(i *discordgo.Interaction) time.Duration {
	made, err := discordgo.SnowflakeTimestamp(i.ID)
	if err != nil {
		return 0
	}
	return max(0, time.Since(made))
}

// deferral is the answer that buys time, nil for what cannot be deferred. It
// says already whether the reply will be private.
func deferral(i *discordgo.Interaction, private bool) *discordgo.InteractionResponse {
	switch d := i.Data.(type) {
	case discordgo.MessageComponentInteractionData:
		s, _ := parseState(d.CustomID)
		switch {
		case s.asks():
			return nil
		case s.opens():
			return deferredMessage(true)
		}
		return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredMessageUpdate}
	case discordgo.ApplicationCommandInteractionData:
		if i.Type != discordgo.InteractionApplicationCommand {
			return nil
		}
		c, _, _ := given(d)
		if c != nil && c.asks {
			return nil
		}
		return deferredMessage(private || c == nil || c.private)
	case discordgo.ModalSubmitInteractionData:
		if s, _ := parseState(d.CustomID); i.Message != nil && !s.opens() {
			return &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredMessageUpdate}
		}
		return deferredMessage(true)
	}
	return nil
}

func deferredMessage(private bool) *discordgo.InteractionResponse {
	r := &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredChannelMessageWithSource}
	if private {
		r.Data = &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral}
	}
	return r
}

// what names an interaction for the log, without what the member typed.
func what(i *discordgo.Interaction) string {
	switch d := i.Data.(type) {
	case discordgo.ApplicationCommandInteractionData:
		name := d.Name
		for o := d.Options; len(o) == 1 && o[0] != nil && o[0].Type == discordgo.ApplicationCommandOptionSubCommand; o = o[0].Options {
			name += " " + o[0].Name
		}
		if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
			return "complete " + name
		}
		return "/" + name
	case discordgo.MessageComponentInteractionData:
		return "button"
	case discordgo.ModalSubmitInteractionData:
		return "form"
	}
	return i.Type.String()
}
