package local

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// policy lets the page have its own scripts, styles and pictures, speak to
// nobody but us, and stand in no other page.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// guard keeps other web sites from this page. They could lead their own name to
// this machine (so we answer to our own names only), could have a browser that
// is open here send us something (so what changes anything must come from our
// own page), and could read what we answer (no header allows it, and one forbids
// it).
func (d *Discord) guard(next http.Handler) http.Handler {
	sameOrigin := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		if !d.ours(r.Host) {
			http.Error(w, "this page is not served under that name", http.StatusMisdirectedRequest)
			return
		}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			// The standard check lets pass what comes from no browser; here
			// nothing but the page itself has business.
			stated := r.Header.Get("Sec-Fetch-Site") != "" || r.Header.Get("Origin") != ""
			if sameOrigin.Check(r) != nil || !stated {
				http.Error(w, "only the page itself may do that", http.StatusForbidden)
				return
			}
		} else if site := r.Header.Get("Sec-Fetch-Site"); site == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate" {
			http.Error(w, "only the page itself may read that", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// ours reports whether a request names this machine, or a name or address that
// the operator has us listen on.
func (d *Discord) ours(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(strings.ToLower(host), "[]")
	return Loopback(host) || slices.Contains(d.cfg.Hosts, host) || slices.Contains(d.cfg.Hosts, AnyAddress) && isAddress(host)
}

// AnyAddress, among Config.Hosts, stands for every address that is written in
// numbers. Names stay refused: a name can be led here by whoever owns it.
const AnyAddress = "*"

// Loopback reports whether a host, a name or an address without port, can only
// be this machine.
func Loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && ip.Unmap().IsLoopback()
}

func isAddress(host string) bool {
	_, err := netip.ParseAddr(host)
	return err == nil
}
