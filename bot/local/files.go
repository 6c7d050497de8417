package local

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	_ "image/gif" // kinds of pictures whose size is told
	_ "image/jpeg"
	_ "image/png"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// files are the attachments of messages, by id.
type files struct{ byID map[string]*file }

type file struct {
	id, name, alt string
	message       string // id of the message it hangs on
	data          []byte
	kind          string // MIME type
	width, height int    // of a picture; else 0
}

// maxUpload is the most that Discord takes in one request, in bytes.
const maxUpload = 25 << 20

// payload is what the bot sends to make or change a message.
type payload struct {
	json  []byte
	files map[string]*file // by the number that its form gives each
}

// readPayload reads JSON, or a form that has files beside it.
func readPayload(r *http.Request) (payload, error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		data, err := io.ReadAll(io.LimitReader(r.Body, maxUpload))
		return payload{json: data}, err
	}
	p := payload{files: map[string]*file{}}
	form := multipart.NewReader(io.LimitReader(r.Body, maxUpload), params["boundary"])
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return p, nil
		}
		if err != nil {
			return p, err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return p, err
		}
		if part.FormName() == "payload_json" {
			p.json = data
			continue
		}
		n := strings.TrimSuffix(strings.TrimPrefix(part.FormName(), "files["), "]")
		p.files[n] = newFile(part.FileName(), data)
	}
}

func newFile(name string, data []byte) *file {
	f := &file{name: path.Base("/" + name), data: data, kind: http.DetectContentType(data)}
	if strings.HasPrefix(f.kind, "image/") {
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil {
			f.width, f.height = c.Width, c.Height
		}
	}
	return f
}

// attach gives a message the files that its list of attachments names: new ones
// from the payload, and those that it has already and keeps. All others go, as
// on Discord. No list leaves the files as they are.
func (d *Discord) attach(m *message, p payload) {
	var wanted struct {
		Attachments []struct {
			ID          json.RawMessage `json:"id"`
			Filename    string          `json:"filename"`
			Description string          `json:"description"`
		} `json:"attachments"`
	}
	if json.Unmarshal(p.json, &wanted) != nil || wanted.Attachments == nil && len(p.files) == 0 {
		return
	}
	kept := map[string]bool{}
	list := []any{}
	add := func(f *file) {
		kept[f.id] = true
		list = append(list, f.attachment())
	}
	named := map[string]bool{}
	for _, a := range wanted.Attachments {
		id := strings.Trim(string(a.ID), `"`)
		f := p.files[id]
		if f == nil {
			if f = d.files.byID[id]; f == nil || f.message != m.id() {
				continue
			}
		}
		named[id] = true
		if a.Description != "" {
			f.alt = a.Description
		}
		if f.id == "" {
			d.keep(f, m.id())
		}
		add(f)
	}
	for n := range len(p.files) { // what no list names is attached all the same
		if f := p.files[strconv.Itoa(n)]; f != nil && !named[strconv.Itoa(n)] {
			d.keep(f, m.id())
			add(f)
		}
	}
	for id, f := range d.files.byID {
		if f.message == m.id() && !kept[id] {
			delete(d.files.byID, id)
		}
	}
	m.data["attachments"] = list
}

func (d *Discord) keep(f *file, message string) {
	f.id, f.message = d.newID(), message
	if d.files.byID == nil {
		d.files.byID = map[string]*file{}
	}
	d.files.byID[f.id] = f
}

// drop forgets the files of a message.
func (fs *files) drop(message string) {
	for id, f := range fs.byID {
		if f.message == message {
			delete(fs.byID, id)
		}
	}
}

// attachment is a file as messages tell of it. Its address is one of Discord's,
// which leads back here for the bot.
func (f *file) attachment() map[string]any {
	a := map[string]any{"id": f.id, "filename": f.name, "size": len(f.data), "content_type": f.kind,
		"url": cdn + f.id + "/" + f.name, "proxy_url": cdn + f.id + "/" + f.name}
	if f.alt != "" {
		a["description"] = f.alt
	}
	if f.width > 0 {
		a["width"], a["height"] = f.width, f.height
	}
	return a
}

const cdn = "https://cdn.discordapp.com/attachments/" + channelID + "/"
