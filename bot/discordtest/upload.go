package discordtest

import (
	"net/http"
	"strings"
)

// Upload is a file that a member attaches to a command.
type Upload struct {
	Name string
	Data []byte

	// What is not as it should be.
	Size      int    // that Discord tells the bot; 0 = that of Data
	Elsewhere string // address that Discord tells the bot; "" = one of the CDN
	Redirect  string // where the CDN sends who asks for it
	Status    int    // with which the CDN answers; 0 = 200
	Stalls    bool   // the CDN sends the first half and no more
}

// cdnHost is where Discord keeps what members attach.
const cdnHost = "cdn.discordapp.com"

// keep makes what Discord tells the bot of an upload. The lock is held.
func (s *Server) keep(id string, up Upload) map[string]any {
	s.uploads[id] = up
	size := up.Size
	if size == 0 {
		size = len(up.Data)
	}
	at := up.Elsewhere
	if at == "" {
		at = "https://" + cdnHost + "/ephemeral-attachments/" + s.AppID + "/" + id + "/file?ex=1&is=2&hm=3"
	}
	return map[string]any{"id": id, "filename": up.Name, "size": size, "url": at, "proxy_url": at, "ephemeral": true,
		"content_type": "text/markdown; charset=utf-8"}
}

// serveUpload is Discord's CDN.
func (s *Server) serveUpload(w http.ResponseWriter, r *http.Request) {
	part := strings.Split(r.URL.Path, "/")
	s.mu.Lock()
	up, ok := s.uploads[part[max(0, len(part)-2)]]
	s.mu.Unlock()
	switch {
	case !ok:
		http.NotFound(w, r)
	case up.Redirect != "":
		http.Redirect(w, r, up.Redirect, http.StatusFound)
	case up.Status != 0:
		w.WriteHeader(up.Status)
	case up.Stalls:
		w.Write(up.Data[:len(up.Data)/2])
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
		case <-s.done:
		}
	default:
		w.Write(up.Data)
	}
}
