package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

const apiBase = "https://discord.com/api/v10"

// rest is a small client of our own for Discord's REST API. discordgo's keeps
// one rate-limit bucket for every interaction token, for ever, sleeps after a
// 429 without looking at the context, and prints tokens in its errors.
type rest struct {
	client *http.Client
	token  string
}

// apiError is a refusal by Discord. It names no address, since addresses of
// interactions hold their tokens.
type apiError struct {
	Status  int
	Code    int    `json:"code"`
	Message string `json:"message"`
	// RetryAfter, in seconds, comes with status 429.
	RetryAfter float64 `json:"retry_after"`
}

func (e *apiError) Error() string {
	return fmt.Sprintf("discord: status %d, code %d: %s", e.Status, e.Code, e.Message)
}

// The codes of refusals that need no alarm.
const (
	codeUnknownInteraction  = 10062 // too late, or another copy of the bot was first
	codeAlreadyAcknowledged = 40060
	codeUnknownWebhook      = 10015
	codeInvalidWebhookToken = 50027 // the interaction is older than 15 minutes
	codeUnknownMessage      = 10008 // a moderator deleted the reply
	codeMissingAccess       = 50001
	codeMissingPermissions  = 50013
)

func hasCode(err error, codes ...int) bool {
	var e *apiError
	if !errors.As(err, &e) {
		return false
	}
	for _, c := range codes {
		if e.Code == c {
			return true
		}
	}
	return false
}

// attempts is how often a request is sent before its failure counts.
const attempts = 4

// do sends a request, in as JSON unless nil, and reads the answer into out
// unless nil. Rate limits and Discord's outages are waited for, as long as
// ctx allows.
func (c *rest) do(ctx context.Context, method, path string, in, out any) error {
	return c.upload(ctx, method, path, in, nil, out)
}

// upload is do with files beside the JSON.
func (c *rest) upload(ctx context.Context, method, path string, in any, files []*discordgo.File, out any) error {
	var b body
	if in != nil {
		var err error
		if b, err = encode(in, files); err != nil {
			return err
		}
	}
	for attempt := 1; ; attempt++ {
		retry, err := c.once(ctx, method, path, b, out)
		if err == nil || retry < 0 || attempt == attempts || ctx.Err() != nil {
			return err
		}
		wait := max(retry, time.Duration(rand.Int64N(int64(100*time.Millisecond)<<attempt)))
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < wait {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return err
		}
	}
}

// once sends a request one time. On an error it says how long to wait before
// another try could succeed; less than 0 = never.
func (c *rest) once(ctx context.Context, method, path string, b body, out any) (time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, method, apiBase+path, bytes.NewReader(b.data))
	if err != nil {
		return -1, errors.New("discord: a path that is no address")
	}
	req.Header.Set("Authorization", "Bot "+c.token)
	req.Header.Set("User-Agent", "DiscordBot (sibaq, 1)")
	if b.kind != "" {
		req.Header.Set("Content-Type", b.kind)
	}
	resp, err := c.client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("discord: %s failed: %w", method, withoutAddress(err))
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 4<<20))
	if err != nil {
		return 0, fmt.Errorf("discord: reading the answer to %s: %w", method, err)
	}
	if resp.StatusCode < 300 {
		if out == nil || len(data) == 0 {
			return -1, nil
		}
		if err := json.Unmarshal(data, out); err != nil {
			return -1, fmt.Errorf("discord: an answer that is no JSON of the expected shape: %w", err)
		}
		return -1, nil
	}
	e := &apiError{}
	if json.Unmarshal(data, e) != nil { // an HTML page of a proxy
		e = &apiError{Message: http.StatusText(resp.StatusCode)}
	}
	e.Status = resp.StatusCode
	switch {
	case e.Status == http.StatusTooManyRequests:
		if s, err := strconv.ParseFloat(resp.Header.Get("Retry-After"), 64); err == nil && s > e.RetryAfter {
			e.RetryAfter = s
		}
		return time.Duration(e.RetryAfter * float64(time.Second)), e
	case e.Status >= 500:
		return 0, e
	}
	return -1, e
}

// withoutAddress drops the address from an error, for it holds a token or a
// signature.
func withoutAddress(err error) error {
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

// respond sends the first answer to an interaction. That somebody was faster
// is no error.
func (c *rest) respond(ctx context.Context, i *discordgo.Interaction, r *discordgo.InteractionResponse) error {
	var files []*discordgo.File
	if r.Data != nil {
		files = r.Data.Files
	}
	err := c.upload(ctx, http.MethodPost, "/interactions/"+i.ID+"/"+i.Token+"/callback", wire(r), files, nil)
	if hasCode(err, codeAlreadyAcknowledged) {
		return nil
	}
	return err
}

// edit puts a reply in the place of the answer that was deferred.
func (c *rest) edit(ctx context.Context, i *discordgo.Interaction, d *discordgo.InteractionResponseData) error {
	m := message(d)
	m["attachments"] = attachments(d)
	return c.upload(ctx, http.MethodPatch, "/webhooks/"+i.AppID+"/"+i.Token+"/messages/@original", m, d.Files, nil)
}

// followUp sends a further message.
func (c *rest) followUp(ctx context.Context, i *discordgo.Interaction, d *discordgo.InteractionResponseData) error {
	m := message(d)
	if d.Flags != 0 {
		m["flags"] = d.Flags
	}
	return c.upload(ctx, http.MethodPost, "/webhooks/"+i.AppID+"/"+i.Token, m, d.Files, nil)
}

// message is the part of a reply that an edit or a follow-up takes.
func message(d *discordgo.InteractionResponseData) map[string]any {
	m := map[string]any{"embeds": d.Embeds, "components": d.Components, "allowed_mentions": d.AllowedMentions}
	if len(d.Files) > 0 {
		m["attachments"] = attachments(d)
	}
	return m
}

// attachments describe the files of a reply. A message that is changed keeps
// those that are in this list and loses all others, so a change always has one.
func attachments(d *discordgo.InteractionResponseData) []any {
	out := []any{}
	for n, f := range d.Files {
		out = append(out, map[string]any{"id": strconv.Itoa(n), "filename": f.Name, "description": Alt(f)})
	}
	return out
}

// body is what a request sends, and of which kind it is.
type body struct {
	data []byte
	kind string
}

// encode writes a payload as JSON, or as a form where files stand beside it.
func encode(payload any, files []*discordgo.File) (body, error) {
	data, err := compact(payload)
	if err != nil || len(files) == 0 {
		return body{data, "application/json"}, err
	}
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	part := func(disposition, kind string, content io.Reader) {
		if err != nil {
			return
		}
		var w io.Writer
		w, err = form.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {kind}})
		if err == nil {
			_, err = io.Copy(w, content)
		}
	}
	part(`form-data; name="payload_json"`, "application/json", bytes.NewReader(data))
	for n, f := range files {
		part(fmt.Sprintf(`form-data; name="files[%d]"; filename=%q`, n, f.Name), f.ContentType, f.Reader)
	}
	err = errors.Join(err, form.Close())
	return body{b.Bytes(), form.FormDataContentType()}, err
}

// wire is a response with only the fields that Discord names for its type;
// discordgo's struct always writes those of a message.
func wire(r *discordgo.InteractionResponse) map[string]any {
	m := map[string]any{"type": r.Type}
	if r.Data == nil {
		return m
	}
	switch r.Type {
	case discordgo.InteractionResponseModal:
		m["data"] = map[string]any{"custom_id": r.Data.CustomID, "title": r.Data.Title, "components": r.Data.Components}
	case discordgo.InteractionApplicationCommandAutocompleteResult:
		m["data"] = map[string]any{"choices": r.Data.Choices}
	case discordgo.InteractionResponseChannelMessageWithSource, discordgo.InteractionResponseUpdateMessage:
		data := message(r.Data)
		if r.Type == discordgo.InteractionResponseUpdateMessage {
			data["attachments"] = attachments(r.Data)
		}
		if r.Data.Flags != 0 {
			data["flags"] = r.Data.Flags
		}
		m["data"] = data
	default:
		m["data"] = map[string]any{"flags": r.Data.Flags}
	}
	return m
}

// compact is the JSON of v without the nulls, empty strings and falses with
// which discordgo's structs say "not set". That something is not required
// stays: a form requires what does not say so.
func compact(v any) ([]byte, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		return nil, err
	}
	return json.Marshal(dropUnset(tree))
}

func dropUnset(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = dropUnset(v[i])
		}
	case map[string]any:
		for k, x := range v {
			if x == nil || x == "" || x == false && k != "required" {
				delete(v, k)
				continue
			}
			v[k] = dropUnset(x)
		}
	}
	return v
}
