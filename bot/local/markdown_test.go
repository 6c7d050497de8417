package local

import (
	"fmt"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"
)

// sketch writes a tree on one line: <kind of href|what is in it>.
func sketch(nodes []node) string {
	var b strings.Builder
	for _, n := range nodes {
		if n.Kind == kindText {
			b.WriteString(n.Text)
			continue
		}
		b.WriteString("<" + n.Kind)
		if n.N != 0 {
			fmt.Fprint(&b, n.N)
		}
		if n.Href != "" {
			b.WriteString(" " + n.Href)
		}
		b.WriteString("|" + n.Text + sketch(n.In) + ">")
	}
	return b.String()
}

func TestMarkdown(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"plain", "سؤال عن Kling", "سؤال عن Kling"},
		{"bold", "**كلينغ**: دقيقتان", "<strong|كلينغ>: دقيقتان"},
		{"bold in underlined", "__**المدة**__", "<u|<strong|المدة>>"},
		{"bold over lines", "**a\nb**", "<strong|a\nb>"},
		{"bold with a star", "**a*b**", "<strong|a*b>"},
		{"bold and italic", "***x***", "<strong|<em|x>>"},
		{"italic", "*a* _b_", "<em|a> <em|b>"},
		{"no italic within a word", "snake_case_name", "snake_case_name"},
		{"no italic around spaces", "2 * 3 * 4", "2 * 3 * 4"},
		{"unfinished", "**a", "**a"},
		{"struck", "~~a~~", "<s|a>"},
		{"spoiler", "||the **end**||", "<spoiler|the <strong|end>>"},
		{"code", "`/اسأل` or ``a`b``", "<code|/اسأل> or <code|a`b>"},
		{"code keeps marks", "`**a**`", "<code|**a**>"},
		{"code block", "```go\nx := 1\n# no heading\n```after", "<pre|x := 1\n# no heading>after"},
		{"code block without a language", "```\na\n```", "<pre|a>"},
		{"escapes", `\*\*a\*\* \[b\](c) \# \\ \م`, `**a** [b](c) # \ م`},
		{"an escape of a letter is none", `C:\dir`, `C:\dir`},
		{"masked link", "[الجزيرة، 2024](https://example.org/a_%28b%29)", "<link https://example.org/a_%28b%29|الجزيرة، 2024>"},
		{"masked link with a title", `[a](https://example.org "t")`, "<link https://example.org|a>"},
		{"masked link with formatting", "[**a** b](https://example.org)", "<link https://example.org|<strong|a> b>"},
		{"masked link with brackets", "[a [b] c](https://example.org/x(y))", "<link https://example.org/x(y)|a [b] c>"},
		{"escaped bracket in a label", `[a\] b](https://example.org)`, "<link https://example.org|a] b>"},
		{"a label that holds an address is no link", "[https://good.example](https://bad.example)", "[<link https://good.example](https://bad.example)|https://good.example](https://bad.example)>"},
		{"no script in a link", "[a](javascript:alert(1))", "[a](javascript:alert(1))"},
		{"no data in a link", "[a](data:text/html,x)", "[a](data:text/html,x)"},
		{"no relative link", "[a](/events)", "[a](/events)"},
		{"bare address", "see https://example.org/a(b). x", "see <link https://example.org/a(b)|https://example.org/a(b)>. x"},
		{"bare address in brackets", "(https://example.org/a)", "(<link https://example.org/a|https://example.org/a>)"},
		{"broken address", `https\://example.org`, "https://example.org"},
		{"address in angles", "<https://example.org>", "<link https://example.org|https://example.org>"},
		{"html is text", "<b>a</b><script>x</script>", "<b>a</b><script>x</script>"},
		{"mentions", "<@1> <@&2> <#3> @everyone </ask:4>", "<mention|<@1>> <mention|<@&2>> <mention|<#3>> <mention|@everyone> <mention|</ask:4>>"},
		{"broken mention", "<@\u200b1> @\u200beveryone", "<@\u200b1> @\u200beveryone"},
		{"emoji of a server", "<:yes:123>", "<emoji|:yes:>"},
		{"time", "<t:1717632000:R>", "<time|1717632000>"},
		{"headings", "# a\n## **b**\n### c\n#### d", "<h1|a><h2|<strong|b>><h3|c>#### d"},
		{"no heading within a line", "a # b\n#c", "a # b\n#c"},
		{"no heading behind a mark", "\u200f# a", "\u200f# a"},
		{"small", "-# note\nb", "<small|note>b"},
		{"quote", "a\n> b\n> **c**\nd", "a\n<quote|b\n<strong|c>>d"},
		{"quote of the rest", ">>> a\nb", "<quote|a\nb>"},
		{"no quote in a quote", "> > a", "<quote|> a>"},
		{"heading in a quote", "> # a", "<quote|<h1|a>>"},
		{"bullets", "- a\n- **b**\nc", "<ul|<li|a><li|<strong|b>>>c"},
		{"numbers", "3. a\n4. b", "<ol3|<li|a><li|b>>"},
		{"deeper items", "- a\n  - b\n  - c\n- d", "<ul|<li|a<ul|<li|b><li|c>>><li|d>>"},
		{"numbers after bullets", "- a\n1. b", "<ul|<li|a>><ol1|<li|b>>"},
		{"a number alone is no list", `2024\. كان`, "2024. كان"},
		{"marks stay", "\u200fأعلنت \u2068Kling\u2069", "\u200fأعلنت \u2068Kling\u2069"},
		{"no UTF-8", "a\xffb", "a\xffb"},
	} {
		if got := sketch(parse(c.src, true)); got != c.want {
			t.Errorf("%s: %q shows as\n%s\nwant\n%s", c.name, c.src, got, c.want)
		}
	}
}

func TestMarkdownOfTitles(t *testing.T) {
	for src, want := range map[string]string{
		"# **a**":                  "# <strong|a>",
		"[a](https://example.org)": "[a](https://example.org)",
		"https://example.org":      "https://example.org",
		"- a":                      "- a",
		"a `b`":                    "a <code|b>",
	} {
		if got := sketch(parse(src, false)); got != want {
			t.Errorf("%q shows as %s, want %s", src, got, want)
		}
	}
}

// Whatever the text, reading it ends, links lead to the web alone, and nothing
// that was not written shows.
func FuzzMarkdown(f *testing.F) {
	for _, s := range []string{"", "**", "[a](https://x.y)", "> - 1. # a", "```\n", strings.Repeat("**_", 2000), strings.Repeat("> ", 500),
		strings.Repeat("[", 3000), strings.Repeat("- a\n  ", 300), "<t:1:R><@1>\\", "||~~__**a**__~~||"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, src string, all bool) {
		if len(src) > 6000 {
			return // more than a message holds
		}
		shown := 0
		var check func([]node)
		check = func(nodes []node) {
			for _, n := range nodes {
				if u, err := url.Parse(n.Href); n.Href != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
					t.Errorf("%q links to %q", src, n.Href)
				}
				if n.Href != "" && !all {
					t.Errorf("%q links in a title", src)
				}
				shown += len(n.Text)
				if n.Kind == kindText && n.Text == "" || utf8.ValidString(src) && !utf8.ValidString(n.Text) {
					t.Errorf("%q has the text %q", src, n.Text)
				}
				check(n.In)
			}
		}
		check(parse(src, all))
		if shown > len(src) {
			t.Errorf("%q shows %d bytes of %d", src, shown, len(src))
		}
	})
}
