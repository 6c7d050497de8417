package local

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"html/template"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"time"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

//go:embed web
var webFiles embed.FS

// web are the scripts and styles, by name.
var web, _ = fs.Sub(webFiles, "web")

var pageTemplate = template.Must(template.ParseFS(webFiles, "web/page.html"))

// pages are the page in each language.
var pages = map[knowledge.Lang][]byte{
	knowledge.Arabic:  renderPage(knowledge.Arabic),
	knowledge.English: renderPage(knowledge.English),
}

func renderPage(lang knowledge.Lang) []byte {
	w := say.Texts(lang)
	var b bytes.Buffer
	err := pageTemplate.Execute(&b, map[string]any{"w": w, "lang": lang, "arabic": lang == knowledge.Arabic, "texts": texts(w), "max": maxMessages})
	if err != nil {
		panic(err) // the template is ours, and every test meets it
	}
	return b.Bytes()
}

// Handler serves the page: to this machine's own browsers, see guard.go.
func (d *Discord) Handler() http.Handler {
	mux := http.NewServeMux()
	for path, lang := range map[string]knowledge.Lang{"/{$}": knowledge.Arabic, "/en": knowledge.English} {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Write(pages[lang])
		})
	}
	mux.HandleFunc("GET /web/{name}", serveWeb)
	mux.HandleFunc("GET /events", d.serveEvents)
	mux.HandleFunc("GET /files/{id}", d.serveFile)
	mux.HandleFunc("POST /act", func(w http.ResponseWriter, r *http.Request) {
		take(w, r, func(ctx context.Context, in Action) (any, error) { return d.do(ctx, in) })
	})
	type spoken struct {
		As, Text string
		Lang     knowledge.Lang
	}
	mux.HandleFunc("POST /say", func(w http.ResponseWriter, r *http.Request) {
		take(w, r, func(ctx context.Context, in spoken) (any, error) {
			return struct{}{}, d.say(ctx, in.As, in.Lang, in.Text)
		})
	})
	type dismissed struct{ As, Message string }
	mux.HandleFunc("POST /dismiss", func(w http.ResponseWriter, r *http.Request) {
		take(w, r, func(_ context.Context, in dismissed) (any, error) { return struct{}{}, d.dismiss(in.As, in.Message) })
	})
	return d.guard(mux)
}

// maxAction is the most that an action may be, in bytes: an attachment of
// Discord's 10 MiB, in base64.
const maxAction = 15 << 20

// take reads what a page sends, does it, and tells the outcome.
func take[T any](w http.ResponseWriter, r *http.Request, do func(context.Context, T) (any, error)) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind != "application/json" {
		http.Error(w, "want JSON", http.StatusUnsupportedMediaType)
		return
	}
	var in T
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxAction)).Decode(&in); err != nil {
		http.Error(w, "no JSON of the right shape", http.StatusBadRequest)
		return
	}
	out, err := do(r.Context(), in)
	switch {
	case errors.Is(err, errBadAction):
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
	case errors.Is(err, errNoAnswer):
		http.Error(w, err.Error(), http.StatusGatewayTimeout)
	case err != nil:
		http.Error(w, "failed", http.StatusInternalServerError)
	default:
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(out)
	}
}

func serveWeb(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	kinds := map[string]string{".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
	data, err := fs.ReadFile(web, name)
	if err != nil || kinds[path.Ext(name)] == "" {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kinds[path.Ext(name)])
	w.Write(data)
}

// file is the attachment that a request is for; where there is none it says so.
func (d *Discord) file(w http.ResponseWriter, r *http.Request) *file {
	d.mu.Lock()
	defer d.mu.Unlock()
	f := d.files.byID[r.PathValue("id")]
	if f == nil {
		http.NotFound(w, r)
	}
	return f
}

// serveFile gives an attachment: a picture to be shown, anything else to be
// kept, so that no file of anyone's runs as a page of ours.
func (d *Discord) serveFile(w http.ResponseWriter, r *http.Request) {
	f := d.file(w, r)
	if f == nil {
		return
	}
	if f.width > 0 {
		w.Header().Set("Content-Type", f.kind)
	} else {
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(f.data)))
	w.Write(f.data)
}

// awake is how often a quiet stream says something, so that neither side takes
// the other for gone.
const awake = 25 * time.Second

// serveEvents streams to a page all that happens in the channel.
func (d *Discord) serveEvents(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	d.mu.Lock()
	page := d.join()
	d.mu.Unlock()
	defer func() {
		d.mu.Lock()
		d.leave(page)
		d.mu.Unlock()
	}()
	tick := time.NewTicker(awake)
	defer tick.Stop()
	for {
		frame := []byte(": awake\n\n")
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
		case next, ok := <-page:
			if !ok {
				return
			}
			frame = next
		}
		if _, err := w.Write(frame); err != nil || out.Flush() != nil {
			return
		}
	}
}

// shownStatus is the status as the page tells it, in both languages.
type shownStatus struct {
	Warnings int               `json:"warnings"`
	Refused  bool              `json:"refused"`
	Is       map[string]string `json:"is"`      // what is served
	Amiss    map[string]string `json:"amiss"`   // what is amiss, "" for nothing
	Version  string            `json:"version"` // of the knowledge
}

// Refresh tells every page the status of the knowledge, if that has changed.
func (d *Discord) Refresh() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lookAtStatus()
}

// lookAtStatus is the status as it is now, which it tells the pages if it is new.
// The caller holds the lock.
func (d *Discord) lookAtStatus() *shownStatus {
	if d.cfg.Status == nil {
		return nil
	}
	s := d.cfg.Status()
	shown := showStatus(s)
	if d.status == nil || *d.status != s {
		d.status = &s
		d.broadcast("status", shown)
	}
	return shown
}

func showStatus(s Status) *shownStatus {
	out := &shownStatus{Warnings: s.Warnings, Refused: s.Refused, Version: s.Version, Is: map[string]string{}, Amiss: map[string]string{}}
	for _, lang := range []knowledge.Lang{knowledge.Arabic, knowledge.English} {
		w := say.Texts(lang)
		out.Is[string(lang)] = w.Join([]string{w.Facts(s.Facts), w.Files(s.Files)})
		switch {
		case s.Refused:
			out.Amiss[string(lang)] = w.LocalRefused()
		case s.Warnings > 0:
			out.Amiss[string(lang)] = w.LocalWarnings(s.Warnings)
		}
	}
	return out
}
