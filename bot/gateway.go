package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

// listen keeps a gateway session until ctx ends, and returns an error only
// for what no new try can mend. discordgo's own reconnecting stays off: it
// goes on for ever even where Discord says never again, and can lock itself
// up. Here a session that ends is opened again, which resumes it, and one
// that is silent or stuck is replaced.
func (b *Bot) listen(ctx context.Context) error {
	var l *gatewayLink
	wait := b.cfg.Timing.Retry
	for ctx.Err() == nil {
		if l == nil {
			l = b.newLink()
		}
		began := time.Now()
		err := l.open(ctx)
		if err == nil {
			err = l.watch(ctx)
		}
		b.ready.Store(false)
		if ctx.Err() != nil {
			break
		}
		if final := finalClose(err); final != nil {
			l.abandon()
			return final
		}
		if errors.Is(err, errDead) {
			l.abandon()
			l = nil
		}
		// A connection that lived is worth another at once; one after the
		// other that dies young would use up Discord's 1,000 identifies a day.
		if time.Since(began) > 5*time.Minute {
			wait = b.cfg.Timing.Retry
		}
		b.log.Warn("gateway connection lost", "error", err, "retry_in", wait)
		select {
		case <-time.After(wait/2 + rand.N(wait/2+1)):
		case <-ctx.Done():
		}
		wait = min(2*wait, 2*time.Minute)
	}
	if l != nil {
		l.close()
	}
	return nil
}

// errDead says that a session cannot be used again.
var errDead = errors.New("the gateway session is silent or stuck")

// finalClose turns a close code after which Discord wants no new try into an
// error for the operator; nil for any other error.
func finalClose(err error) error {
	var c *websocket.CloseError
	if !errors.As(err, &c) {
		return nil
	}
	switch c.Code {
	case 4004:
		return &Error{tokenRefused, err}
	case 4010, 4011, 4012, 4013, 4014:
		return &Error{knowledge.Label{
			Ar: say.Texts(knowledge.Arabic).GatewayRefused(c.Code),
			En: say.Texts(knowledge.English).GatewayRefused(c.Code),
		}, err}
	}
	return nil
}

// gatewayLink is one discordgo session with a watch on the bytes that reach it.
type gatewayLink struct {
	bot     *Bot
	session *discordgo.Session
	down    chan struct{} // one slot: the session has noticed that it is closed
	bye     chan struct{} // one slot: the close frame is on its way

	heard   atomic.Int64 // when bytes last came, Unix nanoseconds
	closing atomic.Bool
	mu      sync.Mutex
	conn    net.Conn
}

// logOnce leads discordgo's log, which is global, to slog.
var logOnce = sync.OnceFunc(func() {
	discordgo.Logger = func(level, _ int, format string, a ...any) {
		to := slog.New(Redact(slog.Default().Handler()))
		to.Debug(fmt.Sprintf("discordgo: "+format, a...), "level", level)
	}
})

func (b *Bot) newLink() *gatewayLink {
	logOnce()
	s, _ := discordgo.New("Bot " + b.cfg.Token) // never fails
	s.Client = b.cfg.Client
	s.Identify.Intents = discordgo.IntentsNone // interactions belong to no intent
	if b.cfg.Mentions {
		s.Identify.Intents = discordgo.IntentsGuildMessages
	}
	s.StateEnabled = false // we keep nothing of anyone, and State has data races
	s.ShouldReconnectOnError = false
	s.ShouldRetryOnRateLimit = false
	s.SyncEvents = true // receive starts the goroutines, and bounds them
	l := &gatewayLink{bot: b, session: s, down: make(chan struct{}, 1), bye: make(chan struct{}, 1)}
	s.Dialer = l.dialer(b.cfg.Dialer)
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { b.event(e.Type, e.RawData) })
	s.AddHandler(func(_ *discordgo.Session, _ *discordgo.Disconnect) { signal(l.down) })
	return l
}

// signal fills a channel of one slot.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// event takes events raw: discordgo drops an interaction whole when it meets a
// component that it does not know.
func (b *Bot) event(kind string, data []byte) {
	switch kind {
	case "READY", "RESUMED":
		b.ready.Store(true)
		b.log.Info("gateway connected", "event", kind)
	case "INTERACTION_CREATE":
		b.receive(data)
	case "MESSAGE_CREATE": // none come unless mentions are to be answered
		b.hear(data)
	}
}

func (l *gatewayLink) dialer(d *websocket.Dialer) *websocket.Dialer {
	if d == nil {
		d = &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: 15 * time.Second}
	}
	watched := *d
	dial := d.NetDialContext
	if dial == nil {
		dial = (&net.Dialer{}).DialContext
	}
	if d.NetDial != nil {
		dial = func(_ context.Context, network, addr string) (net.Conn, error) { return d.NetDial(network, addr) }
	}
	watched.NetDialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
		c, err := dial(ctx, network, addr)
		if err != nil {
			return nil, err
		}
		l.mu.Lock()
		l.conn = c
		l.mu.Unlock()
		l.heard.Store(time.Now().UnixNano())
		return &watchedConn{c, l}, nil
	}
	return &watched
}

type watchedConn struct {
	net.Conn
	link *gatewayLink
}

func (c *watchedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 {
		c.link.heard.Store(time.Now().UnixNano())
	}
	return n, err
}

func (c *watchedConn) Write(p []byte) (int, error) {
	n, err := c.Conn.Write(p)
	if c.link.closing.Load() {
		signal(c.link.bye)
	}
	return n, err
}

// open connects. discordgo's Open can block for good, when Discord asks for a
// new connection in the first packet after a resume.
func (l *gatewayLink) open(ctx context.Context) error {
	select {
	case <-l.down:
	default:
	}
	done := make(chan error, 1)
	go func() { done <- l.session.Open() }()
	stuck := time.NewTimer(l.bot.cfg.Timing.Silence)
	defer stuck.Stop()
	select {
	case err := <-done:
		if errors.Is(err, discordgo.ErrWSAlreadyOpen) {
			return nil
		}
		return err
	case <-stuck.C:
		return errDead
	case <-ctx.Done():
		l.abandon()
		return ctx.Err()
	}
}

// watch returns when the connection has ended, which can be resumed, or with
// errDead when nothing has come for too long.
func (l *gatewayLink) watch(ctx context.Context) error {
	limit := l.bot.cfg.Timing.Silence
	tick := time.NewTicker(limit / 4)
	defer tick.Stop()
	for {
		select {
		case <-l.down:
			return errors.New("disconnected")
		case <-tick.C:
			if time.Since(time.Unix(0, l.heard.Load())) > limit {
				return errDead
			}
		case <-ctx.Done():
			return nil
		}
	}
}

// abandon cuts the connection under the session, which cannot be trusted to
// close itself.
func (l *gatewayLink) abandon() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.conn != nil {
		l.conn.Close()
	}
}

// close ends the session in order, so that Discord shows the bot offline at
// once. It does not wait out the second that discordgo sleeps after its close
// frame.
func (l *gatewayLink) close() {
	l.closing.Store(true)
	go func() {
		if err := l.session.Close(); err != nil {
			l.bot.log.Warn("closing the gateway session", "error", err)
		}
		signal(l.bye)
	}()
	select {
	case <-l.bye:
	case <-time.After(l.bot.cfg.Timing.Grace):
	}
	l.abandon()
}

// decode reads an interaction, without the components of messages. What was
// filled in on a form stands in text inputs, whatever stood around them.
func decode(raw []byte) (*discordgo.Interaction, error) {
	var i discordgo.Interaction
	if err := withoutComponents(raw, &i); err != nil {
		return nil, err
	}
	if d, ok := i.Data.(discordgo.ModalSubmitInteractionData); ok {
		d.Components = filledIn(raw)
		i.Data = d
	}
	return &i, nil
}

// withoutComponents reads JSON with all components of messages left out, however
// deep: we never need them, and one of a kind that discordgo does not know would
// fail it all.
func withoutComponents(raw []byte, out any) error {
	if bytes.Contains(raw, []byte(`"components"`)) {
		numbers := json.NewDecoder(bytes.NewReader(raw))
		numbers.UseNumber()
		var tree any
		if err := numbers.Decode(&tree); err != nil {
			return err
		}
		dropComponents(tree)
		var err error
		if raw, err = json.Marshal(tree); err != nil {
			return err
		}
	}
	return json.Unmarshal(raw, out)
}

func dropComponents(v any) {
	switch v := v.(type) {
	case map[string]any:
		delete(v, "components")
		for _, x := range v {
			dropComponents(x)
		}
	case []any:
		for _, x := range v {
			dropComponents(x)
		}
	}
}
