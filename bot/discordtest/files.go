package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
)

// File is a file that came with a request.
type File struct {
	Name string
	Kind string // its media type
	Data []byte
}

// maxFile is how large a file may be by default.
const maxFile = 10 << 20

// form reads a request that is a form: its files, and into body the JSON beside
// them.
func (s *Server) form(r *http.Request, body *[]byte) (files []File, err error) {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return nil, nil
	}
	form := multipart.NewReader(bytes.NewReader(*body), params["boundary"])
	*body = nil
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(part)
		if err != nil {
			return nil, err
		}
		switch name := part.FormName(); {
		case name == "payload_json":
			*body = data
		case name == fmt.Sprintf("files[%d]", len(files)):
			files = append(files, File{part.FileName(), part.Header.Get("Content-Type"), data})
		default:
			return nil, fmt.Errorf("a part named %q", name)
		}
	}
}

// checkFiles holds the attachments of a message to the files that came with it.
func checkFiles(message map[string]any, files []File) []string {
	var c checker
	listed := map[string]map[string]any{}
	for _, a := range c.items("attachments", message["attachments"], 10) {
		c.fields("attachment", a, "id filename description")
		c.length("attachment", a, "description", 0, 1024)
		listed[str(a["id"])] = a
	}
	for n, f := range files {
		a := listed[fmt.Sprint(n)]
		switch {
		case a == nil:
			c.bad("files[%d] is not among the attachments", n)
		case a["filename"] != f.Name:
			c.bad("files[%d] is %q, its attachment says %q", n, f.Name, a["filename"])
		case strings.TrimSpace(str(a["description"])) == "":
			c.bad("files[%d] has no text for those who cannot see it", n)
		}
		if len(f.Data) == 0 || len(f.Data) > maxFile {
			c.bad("files[%d] has %d bytes", n, len(f.Data))
		}
	}
	if len(listed) != len(files) {
		c.bad("%d attachments are listed, and %d files came", len(listed), len(files))
	}
	return c.broken
}

// attached is what a message holds of the files that came with it.
func attached(data map[string]any, files []File) []any {
	out := []any{}
	for n, a := range list(data["attachments"]) {
		kept := map[string]any{"id": a["id"], "filename": a["filename"], "description": a["description"]}
		if n < len(files) {
			kept["content_type"], kept["size"] = files[n].Kind, float64(len(files[n].Data))
		}
		out = append(out, kept)
	}
	return out
}

// messageIn is the message in the body of a callback.
func messageIn(body []byte) map[string]any {
	var m struct {
		Data map[string]any `json:"data"`
	}
	json.Unmarshal(body, &m) // what is no JSON was refused already
	return m.Data
}
