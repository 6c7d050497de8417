package bot

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
)

// redacted stands in logs where a secret stood.
const redacted = "[redacted]"

var secretShapes = []*regexp.Regexp{
	regexp.MustCompile(`[A-Za-z0-9_-]{23,28}\.[A-Za-z0-9_-]{6,7}\.[A-Za-z0-9_-]{27,}`), // a bot token
	regexp.MustCompile(`aW50ZXJhY3Rpb24[A-Za-z0-9_=-]+`),                               // an interaction token: base64 of "interaction…"
	regexp.MustCompile(`((?:interactions|webhooks)/\d+/)[^/?\s"]+`),                    // the same inside an address
}

// Redact wraps a log handler so that no secret passes it: the given secrets,
// and whatever looks like a bot token or an interaction token, in messages,
// attributes, groups and errors alike.
func Redact(h slog.Handler, secrets ...string) slog.Handler {
	var pairs []string
	for _, s := range secrets {
		if s = strings.TrimSpace(s); s != "" {
			pairs = append(pairs, s, redacted)
		}
	}
	return &redactor{h, strings.NewReplacer(pairs...)}
}

type redactor struct {
	next  slog.Handler
	known *strings.Replacer
}

func (r *redactor) Enabled(ctx context.Context, l slog.Level) bool { return r.next.Enabled(ctx, l) }

func (r *redactor) Handle(ctx context.Context, rec slog.Record) error {
	clean := slog.NewRecord(rec.Time, rec.Level, r.text(rec.Message), rec.PC)
	rec.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(r.attr(a))
		return true
	})
	return r.next.Handle(ctx, clean)
}

func (r *redactor) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = r.attr(a)
	}
	return &redactor{r.next.WithAttrs(clean), r.known}
}

func (r *redactor) WithGroup(name string) slog.Handler {
	return &redactor{r.next.WithGroup(name), r.known}
}

func (r *redactor) text(s string) string {
	s = r.known.Replace(s)
	for _, re := range secretShapes {
		if re.NumSubexp() > 0 {
			s = re.ReplaceAllString(s, "${1}"+redacted)
		} else {
			s = re.ReplaceAllString(s, redacted)
		}
	}
	return s
}

func (r *redactor) attr(a slog.Attr) slog.Attr {
	a.Key = r.text(a.Key)
	switch v := a.Value.Resolve(); v.Kind() {
	case slog.KindString:
		a.Value = slog.StringValue(r.text(v.String()))
	case slog.KindGroup:
		group := make([]slog.Attr, 0, len(v.Group()))
		for _, g := range v.Group() {
			group = append(group, r.attr(g))
		}
		a.Value = slog.GroupValue(group...)
	case slog.KindAny:
		// A value is passed on as it is only when its text holds no secret:
		// an error or a struct may carry one anywhere.
		if s := fmt.Sprintf("%+v", v.Any()); r.text(s) != s {
			a.Value = slog.StringValue(r.text(s))
		} else {
			a.Value = v
		}
	default:
		a.Value = v
	}
	return a
}
