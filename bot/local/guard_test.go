package local_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"sibaq/bot/local"
)

func TestWhoMayAsk(t *testing.T) {
	here := local.New(local.Config{Log: quietly}).Handler()
	lan := local.New(local.Config{Log: quietly, Hosts: []string{local.AnyAddress}}).Handler()
	named := local.New(local.Config{Log: quietly, Hosts: []string{"box.example"}}).Handler()
	const site, origin = "Sec-Fetch-Site", "Origin"
	for _, c := range []struct {
		name    string
		page    http.Handler
		method  string
		host    string
		headers map[string]string
		want    int
	}{
		{"by name", here, "GET", "localhost:8080", nil, 200},
		{"by address", here, "GET", "127.0.0.1:8080", nil, 200},
		{"by another loopback address", here, "GET", "127.8.8.8", nil, 200},
		{"by IPv6 address", here, "GET", "[::1]:8080", nil, 200},
		{"by a name that leads here", here, "GET", "rebound.example:8080", nil, 421},
		{"by a name like ours", here, "GET", "localhost.example", nil, 421},
		{"by no name", here, "GET", "", nil, 421},
		{"by an address of the network", here, "GET", "192.168.1.2:8080", nil, 421},
		{"exposed, by an address", lan, "GET", "192.168.1.2:8080", nil, 200},
		{"exposed, by a name", lan, "GET", "rebound.example", nil, 421},
		{"exposed under a name", named, "GET", "box.example:8080", nil, 200},
		{"exposed under a name, by another", named, "GET", "rebound.example", nil, 421},
		{"a link from another site", here, "GET", "localhost", map[string]string{site: "cross-site", "Sec-Fetch-Mode": "navigate"}, 200},
		{"a picture on another site", here, "GET", "localhost", map[string]string{site: "cross-site", "Sec-Fetch-Mode": "no-cors"}, 403},
		{"the page acts", here, "POST", "localhost:8080", map[string]string{site: "same-origin"}, 422},
		{"the page acts in an old browser", here, "POST", "localhost:8080", map[string]string{origin: "http://localhost:8080"}, 422},
		{"another site acts", here, "POST", "localhost:8080", map[string]string{site: "cross-site", origin: "https://evil.example"}, 403},
		{"another page of this machine acts", here, "POST", "localhost:8080", map[string]string{site: "same-site", origin: "http://localhost:9999"}, 403},
		{"another site acts in an old browser", here, "POST", "localhost:8080", map[string]string{origin: "https://evil.example"}, 403},
		{"a sandboxed frame acts", here, "POST", "localhost:8080", map[string]string{origin: "null"}, 403},
		{"a program acts that says nothing of itself", here, "POST", "localhost:8080", nil, 403},
		{"a form", here, "POST", "localhost:8080", map[string]string{site: "same-origin", "Content-Type": "text/plain"}, 415},
		{"a preflight", here, "OPTIONS", "localhost:8080", map[string]string{origin: "https://evil.example"}, 405},
		{"what nobody does", here, "DELETE", "localhost:8080", map[string]string{site: "same-origin"}, 405},
	} {
		path, body := "/", ""
		if c.method != "GET" {
			path, body = "/act", "{}"
		}
		r := httptest.NewRequest(c.method, path, strings.NewReader(body))
		r.Host = c.host
		r.Header.Set("Content-Type", "application/json")
		for k, v := range c.headers {
			r.Header.Set(k, v)
		}
		w := httptest.NewRecorder()
		c.page.ServeHTTP(w, r)
		if w.Code != c.want {
			t.Errorf("%s: status %d, want %d", c.name, w.Code, c.want)
		}
		for name := range w.Header() {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s: it answers with %s", c.name, name)
			}
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'none'; script-src 'self';") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: the policy is %q", c.name, csp)
		}
	}
}

// Both pages are whole, in their language, and hold no script or style of their
// own, which the policy would not allow.
func TestPages(t *testing.T) {
	page := local.New(local.Config{Log: quietly}).Handler()
	fetch := func(path string) (string, *httptest.ResponseRecorder) {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Host = "localhost"
		page.ServeHTTP(w, r)
		return w.Body.String(), w
	}
	for path, want := range map[string]string{"/": `<html lang="ar" dir="rtl">`, "/en": `<html lang="en" dir="ltr">`} {
		body, _ := fetch(path)
		if !strings.Contains(body, want) || !strings.Contains(body, "</html>") || strings.Contains(body, "ZgotmplZ") {
			t.Errorf("%s is\n%s", path, body)
		}
		for _, inline := range []string{"<style", " style=", " onclick=", "<script>"} {
			if strings.Contains(body, inline) {
				t.Errorf("%s has %s, which the policy does not allow", path, inline)
			}
		}
		for part := range strings.SplitSeq(body, `"/web/`) {
			name, _, _ := strings.Cut(part, `"`)
			if strings.HasPrefix(part, "<!doctype") {
				continue
			}
			if _, w := fetch("/web/" + name); w.Code != http.StatusOK {
				t.Errorf("%s asks for %s, which is not there", path, name)
			}
		}
	}
	for _, path := range []string{"/web/page.html", "/web/none.js", "/files/1", "/none"} {
		if _, w := fetch(path); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
}
