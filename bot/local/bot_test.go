package local_test

import (
	"bytes"
	"context"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"sibaq/bot"
	"sibaq/bot/card"
	"sibaq/bot/discordtest"
	"sibaq/bot/local"
	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/knowledge"
)

// withSibaq is a page with the bot itself on it, and the small folder of the
// browser tests. Every payload is held to Discord's rules.
func withSibaq(t *testing.T) *page {
	t.Helper()
	load := func(context.Context) (*knowledge.Base, error) {
		return knowledge.Load(os.DirFS("testdata/knowledge"))
	}
	live, err := index.NewLive(t.Context(), load, nil)
	must(t, err)
	t.Cleanup(func() { live.Close() })
	var asked atomic.Int64 // so that the status is another each time it is looked at
	d := local.New(local.Config{Log: quietly, Mentions: true, Status: func() local.Status {
		return local.Status{Facts: int(asked.Add(1)), Files: 1, Warnings: len(live.Base().Warnings)}
	}})
	b, err := bot.New(bot.Config{Token: d.Token(), Gateway: d.Gateway, Client: &http.Client{Transport: ruled{t, d.Client().Transport}}, Log: quietly,
		Knowledge: live, Check: load, Store: store.Memory(store.Options{}), Pictures: card.New(1 << 20), Mentions: true, Timing: bot.Timing{Prompt: discordtest.Patience}})
	must(t, err)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the bot ended with %v", err)
		}
	})
	p := open(t, d)
	for !slices.ContainsFunc(p.all.Commands, func(c map[string]any) bool { return c["name"] == "check" }) { // the last to be registered
		p.hear("commands")
	}
	return p
}

// ruled reports what Discord would refuse.
type ruled struct {
	t    *testing.T
	next http.RoundTripper
}

func (r ruled) RoundTrip(req *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return nil, err
	}
	req.Body = io.NopCloser(bytes.NewReader(body))
	if kind, params, _ := mime.ParseMediaType(req.Header.Get("Content-Type")); kind == "multipart/form-data" {
		form, err := multipart.NewReader(bytes.NewReader(body), params["boundary"]).ReadForm(1 << 20)
		if err != nil {
			return nil, err
		}
		body = []byte(form.Value["payload_json"][0])
	}
	if path.Base(req.URL.Path) == "callback" {
		for _, wrong := range discordtest.CheckCallback(body) {
			r.t.Errorf("Discord would refuse %s: %s", body, wrong)
		}
		if err := discordtest.CheckOpenAPI(body); err != nil {
			r.t.Errorf("Discord would refuse %s: %v", body, err)
		}
	}
	return r.next.RoundTrip(req)
}

func TestSibaqOnThePage(t *testing.T) {
	p := withSibaq(t)
	ask := func(command string, options map[string]any) view {
		t.Helper()
		p.act(action{"kind": 2, "command": command, "options": options})
		return p.next()
	}
	v := ask("اسأل", map[string]any{"السؤال": "ما أقصى مدة لفيديو Kling؟"})
	if got := sketch(v.Embeds[0].Title); got != "ما أقصى مدة لفيديو Kling؟" || !strings.Contains(sketch(v.Embeds[0].Description), "دقيقت") {
		t.Errorf("the answer to %q shows\n%s", got, sketch(v.Embeds[0].Description))
	}
	p.press(v, "التالي")
	next := p.next()
	if next.ID != v.ID || !strings.Contains(next.Text, "صفحة 2") {
		t.Errorf("the next page shows %+v", next)
	}
	p.press(next, "المصادر")
	if sources := p.next(); sources.For != "moderator" || !strings.Contains(sources.Text, "video.md") {
		t.Errorf("the sources show %+v", sources)
	}
	out := p.act(action{"kind": 4, "command": "compare", "options": map[string]any{"a": "kl"}, "focused": "a"})
	if len(out.Choices) == 0 || out.Choices[0].Value != "Kling" {
		t.Errorf("completions of kl are %+v", out.Choices)
	}
	v = ask("compare", map[string]any{"a": "Kling", "b": "Sora"})
	if len(v.Files) != 1 || !v.Files[0].Image || v.Files[0].Width < 400 || len(v.Files[0].Alt) < 20 {
		t.Errorf("a comparison comes with %+v", v.Files)
	}
	p.send("/say", action{"text": "Kling was announced on 6 June 2023."})
	said := p.next()
	p.act(action{"kind": 2, "command": "ابحث عن حقائق · Find facts", "target": said.ID})
	if found := p.next(); found.For != "moderator" || found.Embeds[0].URL != "#m-"+said.ID || !strings.Contains(found.Text, "6 June 2024") {
		t.Errorf("facts on a message show %+v", found)
	}
	p.act(action{"kind": 2, "command": "reload"})
	p.next()
	p.hear("status")
}

// Whatever is asked shows as it was asked: it formats nothing, links to nothing,
// mentions nobody. This holds the bot's escaping against a reader of Markdown
// that knows nothing of it.
func TestWhateverIsAskedShowsAsItIs(t *testing.T) {
	p := withSibaq(t)
	plainly := func(q string, nodes []node) {
		t.Helper()
		var walk func([]node)
		walk = func(nodes []node) {
			for _, n := range nodes {
				if n.Kind != "text" {
					t.Errorf("%q shows with a %s", q, n.Kind)
				}
				walk(n.In)
			}
		}
		walk(nodes)
	}
	for _, q := range []string{
		"**Kling** __Sora__ ~~x~~ ||y|| `z` _a_ *b*", "# Kling", "- Kling", "1. Kling", "> Kling", ">>> Kling", "-# Kling",
		"[Kling](https://evil.example)", "https://evil.example/Kling", "<https://evil.example> Kling", "<@1000000000000000010> Kling",
		"<@&1000000000000000004> <#1000000000000000003> Kling", "@everyone @here Kling", "<:kling:1000000000000000001>", "<t:1717632000:R> Kling",
		"</ask:1000000000000000001> Kling", `\*\*Kling\*\*`, "```go\nKling\n```", "**كلينغ** # وسورا", "كلينغ؟ [هنا](https://evil.example)",
		`Kling\`, "***Kling***", "|| Kling", "a_b_c Kling", "2024. Kling", "C:\\Kling", "snake_case_Kling_", "((Kling))", "Kling *", "* Kling",
	} {
		for command, option := range map[string]string{"ask": "question", "اسأل": "السؤال"} {
			p.act(action{"kind": 2, "command": command, "options": map[string]any{option: q}})
			title := p.next().Embeds[0].Title
			if got, want := strings.Join(strings.Fields(sketch(title)), " "), strings.Join(strings.Fields(q), " "); got != want {
				t.Errorf("%q shows as %q", q, got)
			}
			plainly(q, title)
		}
		// A name that nobody knows stands in a description, where more is Markdown.
		p.act(action{"kind": 2, "command": "about", "options": map[string]any{"name": q + " zz"}})
		plainly(q, p.next().Embeds[0].Description)
	}
}
