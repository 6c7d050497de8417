package discordtest

import (
	"encoding/json"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// gateway is the websocket side. Its fields are guarded by Server.mu but for
// the connections' own write locks.
type gateway struct {
	conns       map[*conn]bool
	active      *conn // the connection that has a session now
	sessions    map[string]bool
	identifies  []Identify
	resumes     int
	muted       bool
	reconnect7  bool // op 7 right after the next resume
	invalidNext bool // op 9 to the next resume
	refuseCode  int  // closes every identify with this code
	seq         int64
	running     sync.WaitGroup
	mu          sync.Mutex // guards conns alone, for closeAll
}

// Identify is what a bot says of itself when it connects.
type Identify struct {
	Token   string `json:"token"`
	Intents int    `json:"intents"`
	Shard   []int  `json:"shard"`
}

type conn struct {
	ws *websocket.Conn
	mu sync.Mutex // writes
}

func (g *gateway) init() {
	g.conns, g.sessions = map[*conn]bool{}, map[string]bool{}
}

func (g *gateway) closeAll() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for c := range g.conns {
		c.ws.Close()
	}
}

func (g *gateway) wait() { g.running.Wait() }

func (s *Server) gatewayURL() string {
	return "ws" + strings.TrimPrefix(s.http.URL, "http") + "/ws"
}

// HeartbeatInterval is what the fake tells bots in HELLO, in milliseconds.
const HeartbeatInterval = 41250

type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d,omitempty"`
	Seq  int64           `json:"s,omitempty"`
	Type string          `json:"t,omitempty"`
}

func (c *conn) send(op int, typ string, seq int64, data any) error {
	raw, err := json.Marshal(data)
	if err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.ws.WriteJSON(packet{Op: op, Data: raw, Seq: seq, Type: typ})
}

func (c *conn) close(code int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(Patience))
	c.ws.Close()
}

func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	s.gateway.running.Add(1)
	defer s.gateway.running.Done()
	ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		s.t.Errorf("discordtest: gateway: %v", err)
		return
	}
	c := &conn{ws: ws}
	s.gateway.mu.Lock()
	s.gateway.conns[c] = true
	s.gateway.mu.Unlock()
	defer func() {
		ws.Close()
		s.gateway.mu.Lock()
		delete(s.gateway.conns, c)
		s.gateway.mu.Unlock()
		s.mu.Lock()
		if s.gateway.active == c {
			s.gateway.active = nil
		}
		s.mu.Unlock()
		s.changed.Broadcast()
	}()
	if c.send(10, "", 0, map[string]any{"heartbeat_interval": HeartbeatInterval}) != nil {
		return
	}
	for {
		_, raw, err := ws.ReadMessage()
		if err != nil {
			return
		}
		if len(raw) > 4096 {
			s.t.Errorf("discordtest: a gateway payload of %d bytes; 4096 are allowed", len(raw))
			c.close(4002)
			return
		}
		var p packet
		if json.Unmarshal(raw, &p) != nil {
			c.close(4002)
			return
		}
		if !s.onPacket(c, p) {
			return
		}
	}
}

// onPacket handles what the bot sent; false ends the connection.
func (s *Server) onPacket(c *conn, p packet) bool {
	switch p.Op {
	case 1:
		s.mu.Lock()
		muted := s.gateway.muted
		s.mu.Unlock()
		return muted || c.send(11, "", 0, nil) == nil
	case 2:
		return s.onIdentify(c, p.Data)
	case 6:
		return s.onResume(c, p.Data)
	}
	c.close(4001)
	return false
}

func (s *Server) onIdentify(c *conn, data []byte) bool {
	var id Identify
	if json.Unmarshal(data, &id) != nil {
		c.close(4002)
		return false
	}
	s.mu.Lock()
	code := s.gateway.refuseCode
	if id.Token != "Bot "+s.Token {
		code = 4004
	}
	s.gateway.identifies = append(s.gateway.identifies, id)
	session := "session" + s.id(time.Now())
	s.gateway.sessions[session] = true
	s.mu.Unlock()
	s.changed.Broadcast()
	if code != 0 {
		c.close(code)
		return false
	}
	ready := map[string]any{
		"v": 9, "session_id": session, "resume_gateway_url": s.gatewayURL(), "guilds": []any{},
		"user":        map[string]any{"id": s.AppID, "username": "sibaq", "discriminator": "0", "bot": true},
		"application": map[string]any{"id": s.AppID, "flags": 0},
	}
	return s.activate(c, "READY", ready)
}

func (s *Server) onResume(c *conn, data []byte) bool {
	var r struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
	}
	if json.Unmarshal(data, &r) != nil {
		c.close(4002)
		return false
	}
	s.mu.Lock()
	known := s.gateway.sessions[r.Session] && r.Token == "Bot "+s.Token && !s.gateway.invalidNext
	s.gateway.invalidNext = false
	op7 := s.gateway.reconnect7
	s.gateway.reconnect7 = false
	s.gateway.resumes++
	s.mu.Unlock()
	s.changed.Broadcast()
	switch {
	case !known:
		return c.send(9, "", 0, false) == nil
	case op7:
		return c.send(7, "", 0, nil) == nil
	}
	return s.activate(c, "RESUMED", map[string]any{})
}

func (s *Server) activate(c *conn, event string, data any) bool {
	s.mu.Lock()
	s.gateway.seq++
	seq := s.gateway.seq
	s.mu.Unlock()
	if c.send(0, event, seq, data) != nil {
		return false
	}
	s.mu.Lock()
	s.gateway.active = c
	s.gateway.muted = false
	s.mu.Unlock()
	s.changed.Broadcast()
	return true
}

// Connected waits until a bot has a gateway session.
func (s *Server) Connected(t testing.TB) {
	t.Helper()
	s.wait(t, "a gateway session", func() bool { return s.gateway.active != nil && !s.gateway.muted })
}

// Identified waits until bots have identified n times in all, and returns
// what they said.
func (s *Server) Identified(t testing.TB, n int) []Identify {
	t.Helper()
	s.wait(t, "an identify", func() bool { return len(s.gateway.identifies) >= n })
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Identify(nil), s.gateway.identifies...)
}

// Resumed waits until bots have tried to resume n times in all.
func (s *Server) Resumed(t testing.TB, n int) {
	t.Helper()
	s.wait(t, "a resume", func() bool { return s.gateway.resumes >= n })
}

// Disconnected waits until no bot has a gateway session.
func (s *Server) Disconnected(t testing.TB) {
	t.Helper()
	s.wait(t, "the end of the gateway session", func() bool { return s.gateway.active == nil })
}

func (s *Server) dispatch(event string, data any) {
	s.mu.Lock()
	c := s.gateway.active
	s.gateway.seq++
	seq := s.gateway.seq
	s.mu.Unlock()
	if c == nil {
		s.t.Errorf("discordtest: no gateway session for %s", event)
		return
	}
	if err := c.send(0, event, seq, data); err != nil {
		s.t.Errorf("discordtest: %s: %v", event, err)
	}
}

// Kick closes the session's connection with a close code.
func (s *Server) Kick(code int) {
	if c := s.takeActive(); c != nil {
		c.close(code)
	}
}

// Reconnect orders the bot to reconnect (op 7).
func (s *Server) Reconnect() {
	if c := s.takeActive(); c != nil {
		c.send(7, "", 0, nil)
	}
}

// ReconnectAfterResume answers the next resume with op 7, which makes
// discordgo v0.29.0 lock itself up.
func (s *Server) ReconnectAfterResume() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.reconnect7 = true
}

// InvalidateNext answers the next resume with op 9: the session is gone.
func (s *Server) InvalidateNext() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.invalidNext = true
}

// Refuse closes every identify from now on with a close code; 0 ends that.
func (s *Server) Refuse(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.refuseCode = code
}

// Mute lets the session's connection fall silent without closing it.
func (s *Server) Mute() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.muted = true
}

func (s *Server) takeActive() *conn {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.gateway.active
	s.gateway.active = nil
	return c
}
