package bot_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/index"
	"sibaq/knowledge"
)

// canned is knowledge that answers whatever the test says, so that rendering
// meets texts that no index would rank first.
type canned struct {
	answer    index.Answer
	table     index.Table
	ranking   index.Ranking
	profile   index.Profile
	timeline  index.Timeline
	suggested []index.Suggestion
	near      []string
	findings  []index.Finding
	marks     func(text string) []knowledge.Span
	base      *knowledge.Base
}

func (c *canned) Answer(context.Context, index.Question) (index.Answer, error) { return c.answer, nil }
func (c *canned) Compare(context.Context, index.Comparison) (index.Table, error) {
	return c.table, nil
}
func (c *canned) Rank(context.Context, index.RankQuery) (index.Ranking, error) {
	return c.ranking, nil
}
func (c *canned) Timeline(_ context.Context, q index.TimelineQuery) (index.Timeline, error) {
	t := c.timeline
	t.Asked, t.Lang = q, q.Lang
	return t, nil
}
func (c *canned) About(_ context.Context, name string, lang knowledge.Lang) (index.Profile, error) {
	p := c.profile
	p.Lang = lang
	return p, nil
}
func (c *canned) Suggest(context.Context, string, knowledge.Lang, int, int) ([]index.Suggestion, error) {
	return c.suggested, nil
}
func (c *canned) NearQuestions(context.Context, index.Question, []*knowledge.Fact, int, int) ([]string, error) {
	return c.near, nil
}
func (c *canned) Check(context.Context, string, knowledge.Lang, int) ([]index.Finding, error) {
	return c.findings, nil
}
func (c *canned) Highlight(_, text string) []knowledge.Span          { return c.marks(text) }
func (c *canned) Similar(context.Context, []string) ([][]int, error) { return nil, nil }
func (c *canned) Attributes() []knowledge.Label                      { return nil }
func (c *canned) Groups() []knowledge.Label                          { return nil }
func (c *canned) Complete(string, int) []*knowledge.Entity           { return c.base.Entities }
func (c *canned) Try(context.Context, *knowledge.Base) error         { return nil }

func (c *canned) Reload(context.Context) (index.Change, error) {
	return index.Change{}, c.base.Warnings
}
func (c *canned) Base() *knowledge.Base { return c.base }
func (c *canned) Version() string       { return c.base.Version }

// nasty makes random texts out of what breaks renderers.
type nasty struct{ *rand.Rand }

var nastyPieces = []string{
	"Kling", "هواوي", "ادّعت الشركة أن", "可灵", " ", "\n", "\t", "  ", "2024-06", "١٬٠٠٠", "12 USD", "-", "...",
	"@everyone", "@here", "<@123>", "<@&9>", "<#12>", "</ask:1>", "<t:0:R>", "<:x:1>", "<a:x:1>", ":smile:",
	"[label](https://evil.example)", "](", "https://evil.example/a_b", "http://x", "discord.gg/abc",
	"**", "*", "__", "_", "~~", "||", "`", "```", "\\", "\\\\", "# ", "## ", "-# ", "> ", ">>> ", "- ", "1. ", "2024. ", "+ ",
	"\u202a", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\u200f", "\u200e", "\u061c", "\u200b", "\u200d", "\u2060", "\ufeff",
	"👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇵🇸", "e\u0301\u0301\u0301", "ﷺ", "\u0000", "\u001b[31m", "\ufffd", "\u2028", "|", "(", ")", "<", ">",
}

func (n nasty) text(pieces int) string {
	var b strings.Builder
	for range n.IntN(pieces + 1) {
		switch n.IntN(12) {
		case 0:
			b.WriteRune(rune(n.IntN(0x10FFFF)))
		case 1:
			b.WriteString(strings.Repeat(nastyPieces[n.IntN(len(nastyPieces))], n.IntN(40)))
		default:
			b.WriteString(nastyPieces[n.IntN(len(nastyPieces))])
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func (n nasty) lang() knowledge.Lang {
	return []knowledge.Lang{knowledge.Arabic, knowledge.English}[n.IntN(2)]
}

func (n nasty) size() int {
	switch n.IntN(400) {
	case 0:
		return 2500
	case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10:
		return 300
	}
	return []int{3, 5, 10, 20, 40, 60}[n.IntN(6)]
}

func (n nasty) entity() *knowledge.Entity {
	return &knowledge.Entity{Name: n.text(8) + fmt.Sprint(n.Uint32()), Ar: n.text(8), En: n.text(8), Zh: n.text(3)}
}

func (n nasty) hit() index.Hit {
	f := &knowledge.Fact{
		ID:      fmt.Sprintf("%08x", n.Uint32()),
		Passage: knowledge.Passage{Text: n.text(n.size()), Lang: n.lang(), File: n.text(20) + ".md", Line: n.IntN(1e6)},
		Status:  []knowledge.Status{knowledge.Confirmed, knowledge.Claim, knowledge.Contested, knowledge.Superseded, knowledge.Unreviewed}[n.IntN(5)],
		AsOf:    knowledge.Date{Year: n.IntN(3000), Month: int32(1 + n.IntN(12))}, ClaimedBy: n.text(30), SupersededBy: n.text(5),
	}
	for range n.IntN(6) {
		f.Sources = append(f.Sources, &knowledge.Source{Title: n.text(10), Publisher: n.text(12),
			URL:  []string{"", "https://example.org/", "javascript:alert(1)", "https://user:pass@example.org", "http://"}[n.IntN(5)] + n.text(n.size()/3),
			Date: knowledge.Date{Year: 2024, Month: 6}})
		if u, err := url.Parse(strings.TrimSpace(f.Sources[len(f.Sources)-1].URL)); err == nil {
			sourced[u.Host] = true
		}
	}
	if n.IntN(4) == 0 {
		f.Cell = &knowledge.Cell{Table: &knowledge.Table{Rows: []knowledge.Label{{Ar: n.text(9), En: n.text(9)}}, Columns: []*knowledge.Entity{n.entity()}}}
	}
	return index.Hit{Fact: f, Passage: &f.Passage, Entities: []*knowledge.Entity{n.entity()}}
}

func (n nasty) hits(most int) []index.Hit {
	var out []index.Hit
	for range n.IntN(most + 1) {
		out = append(out, n.hit())
	}
	return out
}

func (n nasty) knowledge() *canned {
	lang := n.lang()
	a := index.Answer{ID: fmt.Sprint(n.Uint64()), Version: fmt.Sprint(n.Uint64()), Question: n.text(n.size()), Lang: lang, Facts: n.hits(14)}
	if len(a.Facts) == 0 {
		a.Related, a.Suggestions = n.hits(6), strings.Fields(n.text(40))
		a.Entities = []*knowledge.Entity{n.entity(), n.entity()}
	}
	t := index.Table{Version: a.Version, Lang: lang, Aspect: n.text(30), Answered: n.IntN(4) > 0,
		A: index.Side{Asked: n.text(40), Entity: n.entity()}, B: index.Side{Asked: n.text(40), Entity: n.entity()}}
	if n.IntN(6) == 0 {
		t.A.Entity, t.A.Suggestions = nil, strings.Fields(n.text(40))
	}
	for range n.IntN(9) {
		t.Rows = append(t.Rows, index.Row{Attribute: n.text(20), A: n.hits(4), B: n.hits(4), DatesDiffer: n.IntN(2) == 0, Conflict: n.IntN(2) == 0})
	}
	k := &canned{answer: a, table: t, ranking: n.ranking(lang), profile: n.profile(), marks: spans}
	base := &knowledge.Base{Version: a.Version, Entities: []*knowledge.Entity{k.profile.Entity}}
	k.base = base
	facts := slices.Concat(a.Facts, k.profile.Facts)
	for _, r := range t.Rows {
		facts = slices.Concat(facts, r.A, r.B)
	}
	for _, e := range []*knowledge.Entity{t.A.Entity, t.B.Entity} {
		if e != nil {
			base.Entities = append(base.Entities, e)
		}
	}
	for range 1 + n.IntN(12) {
		base.Warnings = append(base.Warnings, &knowledge.Problem{Severity: knowledge.Severity(n.IntN(2)), File: n.text(9), Line: n.IntN(99),
			What: knowledge.Label{Ar: n.text(n.size()), En: n.text(n.size())}, Fix: knowledge.Label{Ar: n.text(30), En: n.text(30)}})
		base.Files = append(base.Files, &knowledge.File{Path: n.text(20), Title: n.text(20), Facts: n.IntN(2000)})
	}
	for _, h := range n.hits(5) {
		f := index.Finding{Hit: h}
		for range n.IntN(6) {
			f.Agree, f.Differ = append(f.Agree, index.Pair{Said: n.text(9), Known: n.text(9)}), append(f.Differ, index.Pair{Said: n.text(9), Known: n.text(9)})
		}
		k.findings, facts = append(k.findings, f), append(facts, h)
	}
	k.timeline = index.Timeline{Version: a.Version, Outside: n.IntN(3), Undated: n.IntN(3), Suggestions: strings.Fields(n.text(20))}
	for _, h := range n.hits(9) {
		k.timeline.Events, facts = append(k.timeline.Events, index.Event{Date: h.Fact.AsOf, Hit: h}), append(facts, h)
	}
	k.timeline.Answered = len(k.timeline.Events) > 0
	if n.IntN(2) == 0 {
		k.timeline.Entity = n.entity()
	}
	for _, h := range facts {
		base.Facts = append(base.Facts, h.Fact)
		base.Files = append(base.Files, &knowledge.File{Path: h.Fact.File, Data: n.text(n.size()) + "\n" + h.Fact.Text})
	}
	for range n.IntN(5) {
		k.near = append(k.near, n.text(20))
		k.suggested = append(k.suggested, index.Suggestion{Text: n.text(30)})
	}
	return k
}

// profile is a card of random texts.
func (n nasty) profile() index.Profile {
	p := index.Profile{Version: fmt.Sprint(n.Uint64()), Entity: n.entity(), Facts: n.hits(9)}
	p.Entity.About, p.Entity.File = knowledge.Label{Ar: n.text(n.size())}, n.text(9)
	for range n.IntN(9) {
		p.Made = append(p.Made, n.entity())
	}
	for range n.IntN(4) {
		t := &knowledge.Table{Title: knowledge.Label{Ar: n.text(20)}, File: n.text(9)}
		a := index.Appearance{Table: t, With: []*knowledge.Entity{n.entity(), n.entity()}}
		for row := range n.IntN(12) {
			t.Rows = append(t.Rows, knowledge.Label{En: n.text(9)})
			h := n.hit()
			h.Fact.Cell = &knowledge.Cell{Table: t, Row: row}
			a.Cells = append(a.Cells, h)
		}
		t.Columns = []*knowledge.Entity{p.Entity}
		p.Tables = append(p.Tables, a)
	}
	return p
}

// spans are parts of a text to emphasise, wherever runes begin and end: the same
// each time, as an index would find them.
func spans(text string) []knowledge.Span {
	n := rand.New(rand.NewPCG(uint64(len(text)), 1))
	var at []int
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	var out []knowledge.Span
	for i := 0; i < len(at)-1; i += 1 + n.IntN(20) {
		out = append(out, knowledge.Span{Start: at[i], Stop: at[min(len(at)-1, i+1+n.IntN(9))]})
	}
	return out
}

// TestNastyTexts renders ten thousand random facts, with tables, problems and
// files, through all pages and buttons. Every payload keeps Discord's limits;
// facts stay verbatim and can be read to their end; nothing gets out of its
// isolate, mentions, links or formats.
func TestNastyTexts(t *testing.T) { // not parallel: it would starve the tests that Discord's 3 seconds bind
	wanted := 10_000
	if testing.Short() {
		wanted = 500
	}
	n := nasty{rand.New(rand.NewPCG(20240606, 1))}
	for round, rendered := 0, 0; rendered < wanted; round++ {
		k := n.knowledge()
		rendered += len(k.base.Facts)
		b, err := bot.New(bot.Config{Token: "x", Knowledge: k, Store: store.Memory(store.Options{}), Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		pages := map[string][]string{}
		for _, name := range []string{"ask", "compare", "about", "timeline", "rank", "ابحث عن حقائق · Find facts", "sources", "check", "reload"} {
			pages[name] = allPages(t, b, name)
		}
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
		for i, h := range k.answer.Facts[:min(len(k.answer.Facts), 12)] {
			want := visible(h.Passage.Text)
			if got, ok := wholeFact(pages["ask"], i, h); ok && got != want {
				n := 0
				for n < min(len(got), len(want)) && got[n] == want[n] {
					n++
				}
				t.Fatalf("round %d: fact %d goes on with\n%.200q\nand is shown to go on with\n%.200q", round, i+1, want[n:], got[n:])
			}
		}
	}
}

// wholeFact puts together what the pages of an answer show of its i-th fact: its
// parts are lines, and where they meet, an ellipsis stands on both sides. The
// first fact may stand without a number, at the top of its pages. It is false
// for a cell with a long label, which is cut.
func wholeFact(pages []string, i int, h index.Hit) (string, bool) {
	label := ""
	if l := say.CellLabel(h); l != "" {
		if label = visible(l) + ":"; len(label) > 60 {
			return "", false
		}
	}
	number := fmt.Sprintf("**%d.** ", i+1)
	numbered := i > 0 || strings.Contains(pages[0], "**2.** ") // which no text of ours holds
	var all string
	for n, page := range pages {
		for k, l := range strings.Split(page, "\n") {
			raw := strings.TrimLeft(l, "\u200e\u200f")
			switch {
			case numbered && !strings.HasPrefix(raw, number):
				continue
			case !numbered && (k > 0 || n > 0 && !strings.HasSuffix(all, "…")):
				continue
			}
			if numbered {
				raw = strings.TrimPrefix(raw, number)
			}
			part := strings.TrimPrefix(visible(unmarked(raw)), label)
			if all != "" {
				all, part = strings.TrimSuffix(all, "…"), strings.TrimPrefix(part, "…")
			}
			all += part
		}
	}
	return all, true
}

// unmarked takes the Markdown that we write out of a line: emphasis goes, and so
// does what disarms other people's.
func unmarked(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && strings.IndexByte("\\*_~`|<>[]#-+:.)(!@", s[i+1]) >= 0:
			i++
			b.WriteByte(s[i])
		case strings.HasPrefix(s[i:], "**") || strings.HasPrefix(s[i:], "__"):
			i++
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// visible is what a reader sees of a text, white space aside.
func visible(s string) string {
	s = strings.Join(strings.Fields(say.Strip(s)), "")
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, s)
}

// allPages gives a command and pages through the reply, checking each page,
// and returns the descriptions of all.
func allPages(t *testing.T, b *bot.Bot, name string) []string {
	t.Helper()
	i := &discordgo.Interaction{ID: "1", Type: discordgo.InteractionApplicationCommand, GuildID: "2",
		Member: &discordgo.Member{Permissions: discordgo.PermissionManageGuild},
		Data:   discordgo.ApplicationCommandInteractionData{Name: name}}
	if name == "timeline" {
		i.Data = discordgo.ApplicationCommandInteractionData{Name: name, Options: []*discordgo.ApplicationCommandInteractionDataOption{
			{Name: "topic", Type: discordgo.ApplicationCommandOptionString, Value: "a|topic" + strings.Repeat("م", 80)},
			{Name: "from", Type: discordgo.ApplicationCommandOptionString, Value: "1000-10-10"},
			{Name: "to", Type: discordgo.ApplicationCommandOptionString, Value: "2000-10-10"}}}
	}
	r := b.Handle(t.Context(), i)
	var all []string
	for page := 1; ; page++ {
		next := checkPage(t, r)
		if page == 1 {
			pressAll(t, b, i, r)
		}
		if all = append(all, r.Data.Embeds[0].Description); next == "" || t.Failed() {
			return all
		}
		if page > 300 {
			t.Fatal("the pages have no end")
		}
		r = b.Handle(t.Context(), &discordgo.Interaction{ID: "1", Type: discordgo.InteractionMessageComponent, GuildID: "2",
			Member: i.Member, Message: &discordgo.Message{Embeds: r.Data.Embeds},
			Data: discordgo.MessageComponentInteractionData{CustomID: next}})
		if r.Type != discordgo.InteractionResponseUpdateMessage {
			t.Fatalf("/%s: page %d is answered with type %d: %s", name, page+1, r.Type, r.Data.Embeds[0].Description)
		}
	}
}

// pressAll presses all buttons of a reply but those that turn its page, and
// checks what each gives; of passages also the second page.
func pressAll(t *testing.T, b *bot.Bot, i *discordgo.Interaction, r *discordgo.InteractionResponse) {
	t.Helper()
	for _, row := range r.Data.Components {
		for _, c := range row.(discordgo.ActionsRow).Components {
			x := c.(discordgo.Button)
			if x.Disabled || turns[x.Label] {
				continue
			}
			press := &discordgo.Interaction{ID: "1", Type: discordgo.InteractionMessageComponent, GuildID: "2",
				Member: &discordgo.Member{Nick: nastyNick, User: &discordgo.User{ID: "3"}}, Message: &discordgo.Message{Embeds: r.Data.Embeds, Flags: r.Data.Flags},
				Data: discordgo.MessageComponentInteractionData{CustomID: x.CustomID}}
			got := b.Handle(t.Context(), press)
			if next := checkPage(t, got); next != "" && x.Emoji != nil && x.Emoji.Name == "📄" {
				press.Message, press.Data = &discordgo.Message{Embeds: got.Data.Embeds}, discordgo.MessageComponentInteractionData{CustomID: next}
				checkPage(t, b.Handle(t.Context(), press))
			}
			if t.Failed() {
				t.Fatalf("after %q", x.CustomID)
			}
		}
	}
}

var turns = map[string]bool{"Next": true, "Previous": true, "التالي": true, "السابق": true}

// nastyNick is the name of who presses.
const nastyNick = "@everyone [x](https://evil.example) \u202e**bold**\nnick"

// checkPage holds a reply to all rules and returns the custom_id of its button
// to the next page, if any.
func checkPage(t *testing.T, r *discordgo.InteractionResponse) (next string) {
	t.Helper()
	body, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range discordtest.CheckCallback(body) {
		t.Errorf("%s\n%s", broken, body)
	}
	if err := discordtest.CheckOpenAPI(withoutNulls(t, body)); err != nil {
		t.Errorf("OpenAPI: %v\n%s", err, body)
	}
	for _, e := range r.Data.Embeds {
		for _, text := range []string{e.Title, e.Description} {
			checkText(t, text)
			checkMarkdown(t, text)
		}
		if e.Footer != nil { // where Discord reads no Markdown
			checkText(t, e.Footer.Text)
		}
	}
	for _, row := range r.Data.Components {
		for _, c := range row.(discordgo.ActionsRow).Components {
			if x := c.(discordgo.Button); !x.Disabled && (x.Label == "Next" || x.Label == "التالي") {
				next = x.CustomID
			}
		}
	}
	return next
}

// sourced are the hosts of the sources of random facts.
var sourced = map[string]bool{}

// linked matches a masked link that is alive.
var linked = regexp.MustCompile(`\]\(([^)]*)\)`)

func checkText(t *testing.T, text string) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		depth := 0
		for _, r := range line {
			switch r {
			case '\u2068':
				depth++
			case '\u2069':
				depth--
			case '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067':
				t.Errorf("a direction control came through in %q", line)
			}
			if depth < 0 {
				break
			}
		}
		if depth != 0 {
			t.Errorf("isolates are not balanced in %q", line)
		}
	}
	for _, live := range []string{"@everyone", "@here", "<@1", "<@&"} {
		if strings.Contains(text, live) {
			t.Errorf("%q came through in %q", live, text)
		}
	}
}

// checkMarkdown looks for formats and links that others have made.
func checkMarkdown(t *testing.T, text string) {
	t.Helper()
	bare := escaped.ReplaceAllString(text, "")
	for _, target := range linked.FindAllStringSubmatch(bare, -1) {
		if u, err := url.Parse(target[1]); err != nil || !sourced[u.Host] {
			t.Errorf("a link to %q that no source has: %q", target[1], text)
		}
	}
	for _, live := range []string{"[label]", "<#", "</ask", "<t:", "<:x", "<a:x", "~~", "||", "`", " https://evil", "javascript:"} {
		if strings.Contains(bare, live) {
			t.Errorf("%q came through in %q", live, text)
		}
	}
}

// withoutNulls is how the bot sends what discordgo marshals: without what is
// not set.
func withoutNulls(t *testing.T, body []byte) []byte {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(body, &m); err != nil {
		t.Fatal(err)
	}
	var drop func(any)
	drop = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				if x == nil {
					delete(v, k)
				}
				drop(x)
			}
		case []any:
			for _, x := range v {
				drop(x)
			}
		}
	}
	drop(m)
	out, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// FuzzButton presses buttons with any custom_id.
func FuzzButton(f *testing.F) {
	for _, id := range []string{"a|1|ar|x.y.zzzzzz", "c|0|en|abcdefghijkl", "s|9999999999|en|", "p|0|ar|", "", "|||", "a|0|ar|..\xff",
		"f|0|ar|a|0|x.y.zzzzzz", "f|99999|en|c|0|abcdefghijkl", "v|1|ar|a|0|x.y.zzzzzz", "h|0|ar|p|0|", "o|0|en|e|0|abcdef", "o|0|en|o|0|o|0|o",
		"+|0|ar|x.y.zzzzzz", "-|0|en|", "q|0|ar|سؤال|", "t|0|ar|2024|x|", "t|0|en|2024-01|2020|topic", "m|0|ar|..abcdef", "h|0|ar|v|0|v|0|v"} {
		f.Add(id)
	}
	n := nasty{rand.New(rand.NewPCG(1, 2))}
	b, err := bot.New(bot.Config{Token: "x", Knowledge: n.knowledge(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, id string) {
		r := b.Handle(t.Context(), &discordgo.Interaction{ID: "1", Type: discordgo.InteractionMessageComponent,
			Message: &discordgo.Message{Embeds: []*discordgo.MessageEmbed{{Title: id}}},
			Data:    discordgo.MessageComponentInteractionData{CustomID: id}})
		checkPage(t, r)
	})
}

// FuzzTexts sends any text as question, name and aspect, and has it as fact.
func FuzzTexts(f *testing.F) {
	for _, s := range nastyPieces {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n := nasty{rand.New(rand.NewPCG(1, 2))}
		k := n.knowledge()
		h := n.hit()
		h.Fact.Text = s
		k.base.Facts = append(k.base.Facts, h.Fact) // buttons look for it there
		k.answer.Question, k.answer.Facts = s, []index.Hit{h}
		k.table.A = index.Side{Asked: s}
		b, err := bot.New(bot.Config{Token: "x", Knowledge: k, Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		allPages(t, b, "ask")
		allPages(t, b, "compare")
	})
}
