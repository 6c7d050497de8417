package local

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"net/http"
	"strings"
	"time"
)

// tokenLives is how long an interaction can be answered further.
const tokenLives = 15 * time.Minute

// Client leads a bot's requests to Discord here, and no other request anywhere.
func (d *Discord) Client() *http.Client { return &http.Client{Transport: transport{d}} }

type transport struct{ d *Discord }

func (t transport) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		defer r.Body.Close()
	}
	in := r.Clone(r.Context())
	switch r.URL.Host {
	case "discord.com":
		if in.Body == nil {
			in.Body = http.NoBody
		}
	case "cdn.discordapp.com":
	default:
		return nil, errors.New("local: there is no other host than Discord's: " + r.URL.Host)
	}
	in.Host = r.URL.Host
	w := &recorder{header: http.Header{}, status: http.StatusOK}
	t.d.rest.ServeHTTP(w, in)
	return &http.Response{
		Status: http.StatusText(w.status), StatusCode: w.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: w.header, Body: io.NopCloser(&w.body), ContentLength: int64(w.body.Len()), Request: r,
	}, nil
}

// recorder keeps an answer.
type recorder struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (w *recorder) Header() http.Header         { return w.header }
func (w *recorder) WriteHeader(status int)      { w.status = status }
func (w *recorder) Write(p []byte) (int, error) { return w.body.Write(p) }

// routes are the calls of Discord's API that a bot like ours makes.
func (d *Discord) routes() http.Handler {
	mux := http.NewServeMux()
	api := func(pattern string, do func(*http.Request) (any, error)) {
		method, path, _ := strings.Cut(pattern, " ")
		mux.HandleFunc(method+" discord.com/api/v10"+path, func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Authorization") != "Bot "+d.token {
				answer(w, nil, refused{http.StatusUnauthorized, 0, "401: Unauthorized"})
				return
			}
			d.mu.Lock()
			defer d.mu.Unlock()
			v, err := do(r)
			answer(w, v, err) // with the lock, since v is what others may change
			d.lookAtStatus()
		})
	}
	api("GET /users/@me", func(*http.Request) (any, error) { return botUser, nil })
	api("GET /applications/@me", func(*http.Request) (any, error) {
		return map[string]any{"id": botID, "name": "sibaq", "integration_types_config": map[string]any{"0": map[string]any{}, "1": map[string]any{}}}, nil
	})
	for _, scope := range []string{"/applications/{app}/commands", "/applications/{app}/guilds/{guild}/commands"} {
		api("GET "+scope, d.listCommands)
		api("POST "+scope, d.putCommand)
		api("PATCH "+scope+"/{id}", d.putCommand)
		api("DELETE "+scope+"/{id}", d.deleteCommand)
	}
	api("POST /interactions/{id}/{token}/callback", d.callback)
	api("POST /webhooks/{app}/{token}", d.followUp)
	api("GET /webhooks/{app}/{token}/messages/{message}", d.readReply)
	api("PATCH /webhooks/{app}/{token}/messages/{message}", d.editReply)
	api("DELETE /webhooks/{app}/{token}/messages/{message}", d.deleteReply)
	api("POST /channels/{channel}/messages", d.postMessage)
	api("GET /channels/{channel}", func(r *http.Request) (any, error) {
		return map[string]any{"id": r.PathValue("channel"), "type": 0, "guild_id": guildID}, nil
	})
	mux.HandleFunc("GET cdn.discordapp.com/attachments/{channel}/{id}/{name}", func(w http.ResponseWriter, r *http.Request) {
		if f := d.file(w, r); f != nil {
			w.Write(f.data)
		}
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.log.Warn("the local Discord has no such call", "method", r.Method, "host", r.Host)
		answer(w, nil, refused{http.StatusNotFound, 0, "404: Not Found"})
	})
	return mux
}

// refused is an error as Discord tells it.
type refused struct {
	status, code int
	message      string
}

func (e refused) Error() string { return e.message }

var (
	errBody           = refused{http.StatusBadRequest, 50109, "The request body contains invalid JSON."}
	errForm           = refused{http.StatusBadRequest, 50035, "Invalid Form Body"}
	errNoInteraction  = refused{http.StatusNotFound, 10062, "Unknown interaction"}
	errAcknowledged   = refused{http.StatusBadRequest, 40060, "Interaction has already been acknowledged."}
	errUnknownWebhook = refused{http.StatusNotFound, 10015, "Unknown Webhook"}
	errUnknownMessage = refused{http.StatusNotFound, 10008, "Unknown Message"}
	errUnknownCommand = refused{http.StatusNotFound, 10063, "Unknown application command"}
	errUnknownChannel = refused{http.StatusNotFound, 10003, "Unknown Channel"}
)

func answer(w http.ResponseWriter, v any, err error) {
	status := http.StatusOK
	if no := (refused{}); errors.As(err, &no) {
		status, v = no.status, map[string]any{"code": no.code, "message": no.message}
	}
	if v == nil {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v)
}

// callback takes the first answer to an interaction.
func (d *Discord) callback(r *http.Request) (any, error) {
	a := d.acts[r.PathValue("token")]
	switch {
	case a == nil || a.id != r.PathValue("id") || time.Since(madeAt(a.id)) > d.cfg.Answer && !a.answered:
		return nil, errNoInteraction
	case a.answered:
		return nil, errAcknowledged
	}
	p, err := readPayload(r)
	var body struct {
		Type int             `json:"type"`
		Data json.RawMessage `json:"data"`
	}
	if err != nil || json.Unmarshal(p.json, &body) != nil {
		return nil, errBody
	}
	p.json = body.Data
	if len(p.json) == 0 {
		p.json = []byte("{}")
	}
	var data map[string]any
	if json.Unmarshal(p.json, &data) != nil {
		return nil, errForm
	}
	first := Outcome{Type: body.Type}
	switch body.Type {
	case answerMessage:
		a.reply = d.reply(a, data, p)
		d.post(a.reply)
	case answerLater:
		flags, _ := data["flags"].(float64)
		data["flags"] = float64(int(flags)&flagEphemeral | flagLoading)
		a.reply = d.reply(a, data, p)
		d.post(a.reply)
	case answerUpdateLater:
		a.reply = a.on
	case answerUpdate:
		if a.on == nil {
			return nil, errForm
		}
		a.reply = a.on
		d.change(a.on, data, p)
	case answerChoices:
		if json.Unmarshal(p.json, &first) != nil {
			return nil, errForm
		}
	case answerModal:
		first.Modal = viewModal(p.json)
		first.Modal.ID = a.token
		a.modal = first.Modal
	default:
		return nil, errForm
	}
	a.answered = true
	a.first <- first
	return nil, nil
}

// reply is a message that answers an interaction.
func (d *Discord) reply(a *act, data map[string]any, p payload) *message {
	m := d.newMessage(botUser, data)
	m.by, m.used = a.by.id, a.command
	m.data["application_id"] = botID
	if m.flags()&flagEphemeral != 0 {
		m.shown = a.by.id
	}
	kind := a.kind
	m.data["interaction_metadata"] = map[string]any{"id": a.id, "type": kind, "user": a.by.user(), "authorizing_integration_owners": map[string]any{"0": guildID}}
	if kind == actCommand {
		m.data["type"] = float64(20) // CHAT_INPUT_COMMAND
	}
	d.attach(m, p)
	return m
}

// change puts what the bot sends in the place of what a message has.
func (d *Discord) change(m *message, data map[string]any, p payload) {
	delete(data, "attachments")
	flags := m.flags()
	if flags&flagLoading != 0 { // the answer that was to come is no edit
		flags &^= flagLoading
	} else {
		m.edited = true
		m.data["edited_timestamp"] = time.Now().UTC().Format(time.RFC3339Nano)
	}
	merge(m.data, data)
	m.data["flags"] = float64(flags) // whether a message is private cannot change
	d.attach(m, p)
	d.show(m)
}

// open finds the interaction of a request that answers it further.
func (d *Discord) open(r *http.Request) (*act, error) {
	a := d.acts[r.PathValue("token")]
	switch {
	case a == nil || r.PathValue("app") != botID || time.Since(madeAt(a.id)) > tokenLives:
		return nil, errUnknownWebhook
	case !a.answered:
		return nil, errUnknownWebhook
	}
	return a, nil
}

func (d *Discord) followUp(r *http.Request) (any, error) {
	a, err := d.open(r)
	if err != nil {
		return nil, err
	}
	p, data, err := readMessage(r)
	if err != nil {
		return nil, err
	}
	if r := a.reply; r != nil && r.flags()&flagLoading != 0 { // Discord lets the first follow-up take the place of what was to come
		d.change(r, data, p)
		return r.data, nil
	}
	m := d.reply(a, data, p)
	a.further = append(a.further, m)
	d.post(m)
	return m.data, nil
}

func readMessage(r *http.Request) (payload, map[string]any, error) {
	p, err := readPayload(r)
	var data map[string]any
	if err != nil || json.Unmarshal(p.json, &data) != nil {
		return p, nil, errBody
	}
	return p, data, nil
}

// addressed finds the reply that a request is about.
func (d *Discord) addressed(r *http.Request) (*message, error) {
	a, err := d.open(r)
	if err != nil {
		return nil, err
	}
	id := r.PathValue("message")
	if id == "@original" && a.reply != nil {
		id = a.reply.id()
	}
	m := d.find(id)
	if m == nil {
		return nil, errUnknownMessage
	}
	return m, nil
}

func (d *Discord) readReply(r *http.Request) (any, error) {
	m, err := d.addressed(r)
	if err != nil {
		return nil, err
	}
	return m.data, nil
}

func (d *Discord) editReply(r *http.Request) (any, error) {
	m, err := d.addressed(r)
	if err != nil {
		return nil, err
	}
	p, data, err := readMessage(r)
	if err != nil {
		return nil, err
	}
	d.change(m, data, p)
	return m.data, nil
}

func (d *Discord) deleteReply(r *http.Request) (any, error) {
	m, err := d.addressed(r)
	if err != nil {
		return nil, err
	}
	d.remove(m)
	return nil, nil
}

// postMessage is a message of the bot's that answers no interaction.
func (d *Discord) postMessage(r *http.Request) (any, error) {
	if r.PathValue("channel") != channelID {
		return nil, errUnknownChannel
	}
	p, data, err := readMessage(r)
	if err != nil {
		return nil, err
	}
	m := d.newMessage(botUser, data)
	if ref, _ := data["message_reference"].(map[string]any); ref != nil {
		id, _ := ref["message_id"].(string)
		if to := d.find(id); to != nil {
			m.by = to.by
			m.data["type"] = float64(19) // REPLY
			m.data["referenced_message"] = maps.Clone(to.data)
		}
	}
	d.attach(m, p)
	d.post(m)
	return m.data, nil
}
