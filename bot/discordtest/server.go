package discordtest

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// Patience is how long waiting methods wait before they fail the test. It is
// no part of what a test measures.
const Patience = 30 * time.Second

// The limits of time that Discord sets to an interaction.
const (
	answerWithin = 3 * time.Second
	tokenLives   = 15 * time.Minute
)

// Server is a fake Discord with one application, whose bot it knows.
type Server struct {
	Token   string // the bot's token; any other gets 401
	AppID   string
	GuildID string // the guild that interactions come from

	UserInstall bool // whether members may add the application for themselves

	t    testing.TB
	http *httptest.Server
	done chan struct{}

	mu        sync.Mutex
	changed   *sync.Cond
	requests  []Request
	commands  map[string][]map[string]any // by guild, "" = global
	exchanges map[string]*Exchange        // by interaction token
	byID      map[string]*Exchange
	nextID    uint64
	posts     map[string]map[string]any // the bot's messages in reply to others, by the id of those
	written   map[string]map[string]any // by id
	uploads   map[string]Upload         // by id
	threads   map[string]string         // their channels, by their ids
	gateway   gateway
	fail      []int // statuses with which the next REST calls fail
}

// Request is one REST call that the bot made.
type Request struct {
	Method string
	Path   string // without the API's version: "/users/@me"
	Body   []byte
	Status int // what the fake answered
}

// New starts a fake Discord that stops when the test ends.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{
		Token:   "MTAwMDAwMDAwMDAwMDAwMDAx.GfAkEr.fake-token-of-the-fake-discord-000001",
		AppID:   "1000000000000000001",
		GuildID: "1000000000000000002",
		t:       t, done: make(chan struct{}),
		commands:  map[string][]map[string]any{},
		exchanges: map[string]*Exchange{},
		byID:      map[string]*Exchange{},
		posts:     map[string]map[string]any{},
		written:   map[string]map[string]any{},
		uploads:   map[string]Upload{},
	}
	s.changed = sync.NewCond(&s.mu)
	s.gateway.init()
	logOpenAPI(t)
	s.http = httptest.NewServer(http.HandlerFunc(s.serve))
	t.Cleanup(func() {
		close(s.done)
		s.gateway.closeAll()
		s.http.CloseClientConnections()
		s.http.Close()
		s.gateway.wait()
	})
	return s
}

// Client returns an HTTP client for which discord.com is this fake and no
// other host exists.
func (s *Server) Client() *http.Client {
	return &http.Client{Transport: rewrite{s.http.URL, s.http.Client().Transport}, Timeout: Patience}
}

// Dialer returns a websocket dialer that reaches loopback only.
func (s *Server) Dialer() *websocket.Dialer {
	return &websocket.Dialer{
		HandshakeTimeout: Patience,
		NetDial: func(network, addr string) (net.Conn, error) {
			host, _, err := net.SplitHostPort(addr)
			if err != nil {
				return nil, err
			}
			if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
				return nil, fmt.Errorf("discordtest: a test may not reach %s", addr)
			}
			return net.Dial(network, addr)
		},
	}
}

type rewrite struct {
	to   string
	next http.RoundTripper
}

func (r rewrite) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host != "discord.com" && req.URL.Host != cdnHost || req.URL.Scheme != "https" {
		return nil, fmt.Errorf("discordtest: a test may not reach %s", req.URL.Host)
	}
	if req.URL.Host == cdnHost && req.Header.Get("Authorization") != "" {
		return nil, fmt.Errorf("discordtest: the bot's token is on its way to %s", req.URL.Host)
	}
	to, err := url.Parse(r.to)
	if err != nil {
		return nil, err
	}
	req = req.Clone(req.Context())
	if req.URL.Host == cdnHost {
		req.URL.Path = "/cdn" + req.URL.Path
	}
	req.URL.Scheme, req.URL.Host, req.Host = to.Scheme, to.Host, to.Host
	return r.next.RoundTrip(req)
}

// Fail makes the next REST calls, one a status, end in HTML pages of these
// statuses, as Discord's proxies do in an outage.
func (s *Server) Fail(statuses ...int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = append(s.fail, statuses...)
}

// Requests returns what the bot has sent by REST until now.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Writes returns the requests that were no GET and no answer to an interaction.
func (s *Server) Writes() []Request {
	var out []Request
	for _, r := range s.Requests() {
		if r.Method != http.MethodGet && strings.HasPrefix(r.Path, "/applications/") {
			out = append(out, r)
		}
	}
	return out
}

// Commands returns the commands registered in a guild, or globally for "".
func (s *Server) Commands(guild string) []map[string]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]map[string]any(nil), s.commands[guild]...)
}

// SetCommands puts commands there as if an earlier version of the bot had
// registered them.
func (s *Server) SetCommands(guild string, commands ...map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commands[guild] = nil
	for _, c := range commands {
		s.commands[guild] = append(s.commands[guild], s.asStored(guild, c))
	}
}

// wait blocks until ok, which is called with the lock held.
func (s *Server) wait(t testing.TB, what string, ok func() bool) {
	t.Helper()
	late := false
	timer := time.AfterFunc(Patience, func() {
		s.mu.Lock()
		late = true
		s.mu.Unlock()
		s.changed.Broadcast()
	})
	defer timer.Stop()
	s.mu.Lock()
	defer s.mu.Unlock()
	for !ok() {
		if late {
			t.Fatalf("discordtest: waited in vain for %s", what)
		}
		s.changed.Wait()
	}
}

// id makes a snowflake of the given time. The lock is held.
func (s *Server) id(at time.Time) string {
	s.nextID++
	return strconv.FormatUint(uint64(at.UnixMilli()-1420070400000)<<22|s.nextID&0x3fffff, 10)
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if strings.TrimSuffix(r.URL.Path, "/") == "/ws" {
		s.serveGateway(w, r)
		return
	}
	if strings.HasPrefix(r.URL.Path, "/cdn/") {
		s.serveUpload(w, r)
		return
	}
	path, ok := strings.CutPrefix(r.URL.EscapedPath(), "/api/v10")
	if !ok {
		path, ok = strings.CutPrefix(r.URL.EscapedPath(), "/api/v9")
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, 26<<20))
	if err != nil || !ok {
		http.NotFound(w, r)
		return
	}
	files, err := s.form(r, &body)
	if err != nil {
		s.t.Errorf("discordtest: %s %s: a form that cannot be read: %v", r.Method, path, err)
		http.Error(w, `{"code":50035,"message":"Invalid Form Body"}`, http.StatusBadRequest)
		return
	}
	if status := s.nextFailure(); status != 0 {
		s.record(r.Method, path, body, status)
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Retry-After", "0")
		w.WriteHeader(status)
		fmt.Fprint(w, "<html>an error page</html>")
		return
	}
	a := s.route(r, path, body, files)
	s.record(r.Method, path, body, a.status)
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	if err := json.NewEncoder(w).Encode(a.body); err != nil {
		s.t.Logf("discordtest: %v", err)
	}
}

func (s *Server) nextFailure() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.fail) == 0 {
		return 0
	}
	status := s.fail[0]
	s.fail = s.fail[1:]
	return status
}

func (s *Server) record(method, path string, body []byte, status int) {
	s.mu.Lock()
	s.requests = append(s.requests, Request{method, path, body, status})
	s.mu.Unlock()
	s.changed.Broadcast()
}

type answer struct {
	status int
	body   any
}

func refuse(status, code int, message string) answer {
	return answer{status, map[string]any{"code": code, "message": message}}
}

func (s *Server) route(r *http.Request, path string, body []byte, files []File) answer {
	part := strings.Split(strings.Trim(path, "/"), "/")
	switch {
	case len(part) == 4 && part[0] == "interactions" && part[3] == "callback" && r.Method == http.MethodPost:
		return s.callback(part[1], part[2], body, files)
	case len(part) >= 3 && part[0] == "webhooks":
		return s.webhook(r.Method, part, body, files)
	}
	if r.Header.Get("Authorization") != "Bot "+s.Token {
		return refuse(http.StatusUnauthorized, 0, "401: Unauthorized")
	}
	user := map[string]any{"id": s.AppID, "username": "sibaq", "discriminator": "0", "bot": true}
	switch {
	case path == "/users/@me":
		return answer{200, user}
	case path == "/applications/@me":
		installs := map[string]any{"0": map[string]any{}}
		if s.UserInstall {
			installs["1"] = map[string]any{}
		}
		return answer{200, map[string]any{"id": s.AppID, "name": "sibaq", "bot": user, "integration_types_config": installs}}
	case path == "/gateway":
		return answer{200, map[string]any{"url": s.gatewayURL()}}
	case path == "/gateway/bot":
		return answer{200, map[string]any{"url": s.gatewayURL(), "shards": 1, "session_start_limit": map[string]any{
			"total": 1000, "remaining": 1000, "reset_after": 86400000, "max_concurrency": 1}}}
	case len(part) == 2 && part[0] == "channels" && r.Method == http.MethodGet:
		return s.channelInfo(part[1])
	case len(part) == 3 && part[0] == "channels" && part[2] == "messages" && r.Method == http.MethodPost:
		return s.post(part[1], body, files)
	case len(part) >= 3 && part[0] == "applications" && part[1] == s.AppID && part[2] == "commands":
		return s.serveCommands(r.Method, "", part[3:], body)
	case len(part) >= 5 && part[0] == "applications" && part[1] == s.AppID && part[2] == "guilds" && part[4] == "commands":
		return s.serveCommands(r.Method, part[3], part[5:], body)
	}
	s.t.Errorf("discordtest: no such route: %s %s", r.Method, path)
	return refuse(404, 0, "404: Not Found")
}

func (s *Server) serveCommands(method, guild string, rest []string, body []byte) answer {
	template := "/applications/{application_id}/commands"
	if guild != "" {
		template = "/applications/{application_id}/guilds/{guild_id}/commands"
	}
	if len(rest) == 1 {
		template += "/{command_id}"
	}
	var one map[string]any
	var many []map[string]any
	switch method {
	case http.MethodPost, http.MethodPatch:
		if json.Unmarshal(body, &one) != nil {
			return refuse(400, 50109, "The request body contains invalid JSON.")
		}
		many = []map[string]any{one}
	case http.MethodPut:
		if json.Unmarshal(body, &many) != nil {
			return refuse(400, 50109, "The request body contains invalid JSON.")
		}
	}
	if len(many) > 0 {
		broken := CheckCommands(many)
		for _, c := range many {
			if guild != "" && (c["contexts"] != nil || c["integration_types"] != nil) {
				broken = append(broken, "contexts and integration_types are for global commands only")
			}
		}
		if !s.allow(method, template, body, broken) {
			return refuse(400, 50035, "Invalid Form Body")
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	have := s.commands[guild]
	find := func(ok func(map[string]any) bool) int {
		for i, c := range have {
			if ok(c) {
				return i
			}
		}
		return -1
	}
	switch {
	case method == http.MethodGet && len(rest) == 0:
		return answer{200, append([]map[string]any{}, have...)}
	case method == http.MethodPost && len(rest) == 0:
		stored := s.asStored(guild, one)
		if i := find(func(c map[string]any) bool { return c["name"] == one["name"] && c["type"] == stored["type"] }); i >= 0 {
			stored["id"] = have[i]["id"]
			have[i] = stored
			return answer{200, stored}
		}
		s.commands[guild] = append(have, stored)
		return answer{201, stored}
	case method == http.MethodPut && len(rest) == 0:
		s.commands[guild] = nil
		for _, c := range many {
			s.commands[guild] = append(s.commands[guild], s.asStored(guild, c))
		}
		return answer{200, s.commands[guild]}
	case len(rest) == 1:
		i := find(func(c map[string]any) bool { return c["id"] == rest[0] })
		if i < 0 {
			return refuse(404, 10063, "Unknown application command")
		}
		switch method {
		case http.MethodGet:
			return answer{200, have[i]}
		case http.MethodPatch:
			merged := map[string]any{}
			for k, v := range have[i] {
				merged[k] = v
			}
			for k, v := range one {
				merged[k] = v
			}
			have[i] = merged
			return answer{200, merged}
		case http.MethodDelete:
			s.commands[guild] = append(append([]map[string]any{}, have[:i]...), have[i+1:]...)
			return answer{204, nil}
		}
	}
	return refuse(405, 0, "405: Method Not Allowed")
}

// asStored gives a command the fields that Discord adds. The lock is held.
func (s *Server) asStored(guild string, c map[string]any) map[string]any {
	out := map[string]any{
		"type": float64(1), "nsfw": false, "name_localizations": nil, "description_localizations": nil,
		"default_member_permissions": nil, "contexts": nil, "integration_types": []any{float64(0)}, "dm_permission": true,
	}
	for k, v := range c {
		out[k] = v
	}
	out["id"], out["version"], out["application_id"] = s.id(time.Now()), s.id(time.Now()), s.AppID
	if guild != "" {
		out["guild_id"] = guild
	}
	return out
}

// allow reports whether a payload breaks no rule, and fails the test if it does.
func (s *Server) allow(method, template string, body []byte, broken []string) bool {
	for _, b := range broken {
		s.t.Errorf("discordtest: %s %s: %s\n%s", method, template, b, body)
	}
	if err := checkOpenAPI(method, template, body); err != nil {
		s.t.Errorf("discordtest: %s %s: OpenAPI: %v\n%s", method, template, err, body)
		return false
	}
	return len(broken) == 0
}
