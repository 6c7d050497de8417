package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
)

// maxUpload is how many bytes a file has at most that a moderator attaches.
const maxUpload = 1 << 20

// attachmentHosts are where Discord keeps what members attach. Whatever else an
// interaction names is not asked: its address comes from outside.
var attachmentHosts = []string{"cdn.discordapp.com", "media.discordapp.net"}

// unfit says why a file that was attached cannot be taken.
type unfit struct {
	say func(say.Words) string
	err error
}

func (e *unfit) Error() string { return e.err.Error() }
func (e *unfit) Unwrap() error { return e.err }

// fetch reads a file that a member attached. It asks Discord alone, follows
// nothing elsewhere, and never reads more than maxUpload, whatever was promised.
func (b *Bot) fetch(ctx context.Context, a *discordgo.MessageAttachment) ([]byte, error) {
	tooLarge := func(n int) error {
		return &unfit{func(w say.Words) string { return w.FileTooLarge(maxUpload >> 10) }, fmt.Errorf("%d bytes are attached", n)}
	}
	if a.Size > maxUpload {
		return nil, tooLarge(a.Size)
	}
	u, err := url.Parse(a.URL)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Port() != "" || !isAttachmentHost(u.Hostname()) {
		return nil, &unfit{say.Words.FileNotFetched, errors.New("the attachment is not where Discord keeps them")}
	}
	ctx, cancel := context.WithTimeout(ctx, b.cfg.Timing.Fetch)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, &unfit{say.Words.FileNotFetched, errors.New("the attachment's address is none")}
	}
	client := *b.cfg.Client
	client.Jar = nil
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := client.Do(req)
	if err != nil {
		return nil, &unfit{say.Words.FileNotFetched, fmt.Errorf("fetching an attachment: %w", withoutAddress(err))}
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, &unfit{say.Words.FileNotFetched, fmt.Errorf("fetching an attachment: status %d", resp.StatusCode)}
	}
	if resp.ContentLength > maxUpload {
		return nil, tooLarge(int(resp.ContentLength))
	}
	data, err := io.ReadAll(io.LimitReader(resp.Body, maxUpload+1))
	switch {
	case err != nil:
		return nil, &unfit{say.Words.FileNotFetched, fmt.Errorf("fetching an attachment: %w", withoutAddress(err))}
	case len(data) > maxUpload:
		return nil, tooLarge(len(data))
	case len(data) < a.Size:
		return nil, &unfit{say.Words.FileNotFetched, fmt.Errorf("%d of %d bytes of an attachment came", len(data), a.Size)}
	case len(strings.TrimSpace(string(data))) == 0:
		return nil, &unfit{say.Words.FileEmpty, errors.New("the attachment is empty")}
	case !isText(data):
		return nil, &unfit{say.Words.FileNoText, errors.New("the attachment is no text")}
	}
	return data, nil
}

func isAttachmentHost(host string) bool {
	for _, h := range attachmentHosts {
		if strings.EqualFold(host, h) {
			return true
		}
	}
	return false
}

// isText reports whether bytes are UTF-8 that a person could have written,
// whatever the file is called.
func isText(data []byte) bool {
	kind := http.DetectContentType(data)
	return utf8.Valid(data) && !strings.Contains(string(data), "\x00") && strings.HasPrefix(kind, "text/")
}
