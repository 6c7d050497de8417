package site_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"flag"
	"io/fs"
	"net/url"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"sibaq/bot/say"
	"sibaq/bot/site"
	"sibaq/index"
	"sibaq/knowledge"
)

var update = flag.Bool("update", false, "write the pages as they are now into testdata")

const golden = "testdata/site.txtar"

func load(t *testing.T, fsys fs.FS) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Load(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return base
}

func build(t *testing.T, base *knowledge.Base) []site.File {
	t.Helper()
	ix, err := index.Build(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	files, err := site.Build(ix)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var leftOut = []struct {
	find *regexp.Regexp
	show string
}{
	{regexp.MustCompile(`(?s)<style>.*?</style>`), "<style>…</style>"},
	{regexp.MustCompile(`(?s)<script>.*?</script>`), "<script>…</script>"},
	{regexp.MustCompile(`sha256-(?:[A-Za-z0-9/=]|&#43;)+`), "sha256-…"},
}

func TestPages(t *testing.T) {
	archive, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	var inputs []txtar.File
	want := map[string]string{}
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "knowledge/"); ok {
			fsys[name] = &fstest.MapFile{Data: f.Data}
			inputs = append(inputs, f)
		} else {
			want[f.Name] = string(f.Data)
		}
	}
	var got []txtar.File
	for _, f := range build(t, load(t, fsys)) {
		text := string(f.Data)
		for _, l := range leftOut {
			text = l.find.ReplaceAllString(text, l.show)
		}
		got = append(got, txtar.File{Name: "want/" + f.Path, Data: []byte(say.Show(text))})
	}
	if *update {
		archive.Files = append(inputs, got...)
		if err := os.WriteFile(golden, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if len(want) != len(got) {
		t.Errorf("%d pages, want %d", len(got), len(want))
	}
	for _, f := range got {
		if string(f.Data) != want[f.Name] {
			t.Errorf("%s is\n%s\nwant\n%s", f.Name, f.Data, want[f.Name])
		}
	}
}

// element is a start tag of a page with the text right after it.
type element struct {
	tag   string
	attrs map[string]string
	text  string
}

func elements(t *testing.T, page []byte) []element {
	t.Helper()
	var out []element
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.TextToken:
			if len(out) > 0 && out[len(out)-1].text == "" {
				out[len(out)-1].text = string(z.Raw())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			tok := z.Token()
			e := element{tag: tok.Data, attrs: map[string]string{}}
			for _, a := range tok.Attr {
				e.attrs[a.Key] = a.Val
			}
			out = append(out, e)
		}
	}
}

// What a file says can bring no element, no handler and no address of its own
// into a page, wherever it stands.
func TestFilesCannotReachOutOfTheirPlace(t *testing.T) {
	const nasty = `"><img src=x onerror=alert(1)></script><script>alert(2)</script>{{.}}<!--`
	fsys := fstest.MapFS{"x\"><b>/a<i>.md": {Data: []byte("---\ntitle: '" + nasty + "'\nreviewed: 2026-01-01\nentities:\n" +
		"  - name: '" + nasty + "'\n    ar: 'عربي " + nasty + "'\n    zh: '" + nasty + " 可'\n    type: '" + nasty + "'\n" +
		"    by: 'by " + nasty + "'\n    aliases: ['alias " + nasty + "']\n    about: {ar: 'عن " + nasty + "', en: 'about " + nasty + "'}\n---\n\n" +
		"# A `" + nasty + "`\n\n- A fact `" + nasty + "` here. [^s] {claim by somebody" + strings.ReplaceAll(nasty, "{{.}}", "") + "}\n" +
		"  - ar: حقيقة `" + nasty + "` هنا.\n- Old. [^s] {superseded by new, id: old}\n- New `" + nasty + "`. [^u] {id: new}\n\n" +
		"| Attribute | A | B |\n|---|---|---|\n| row `" + nasty + "` | cell `" + nasty + "` [^s] | two |\n\n" +
		"[^s]: [`" + nasty + "`](https://example.org/?q=%22onmouseover=alert(3)), Publisher `" + nasty + "`, 2024\n" +
		"[^u]: [Title](https://example.org/u), P, 2024\n")}}
	base := load(t, fsys)
	// The reader of files refuses such addresses; the pages must not rely on it.
	for i, f := range base.Facts {
		for _, s := range f.Sources {
			if s.Label == "u" {
				s.URL = []string{"javascript:alert(4)", "JaVaScRiPt:alert(4)", "data:text/html,x", "//evil.example", "vbscript:x"}[i%5]
			}
		}
	}
	allowed := strings.Fields("html head meta title link style body a header nav main h1 h2 h3 h4 p search label input output section ul ol li " +
		"button span small details summary b bdi time code article dl div dt dd table caption thead tbody tr th td sup footer script")
	for _, f := range build(t, base) {
		if strings.Trim(strings.ToLower(f.Path), "abcdefghijklmnopqrstuvwxyz0123456789-./") != "" {
			t.Errorf("a page is called %q", f.Path)
		}
		seen := map[string]int{}
		for _, e := range elements(t, f.Data) {
			seen[e.tag]++
			if !slices.Contains(allowed, e.tag) {
				t.Errorf("%s has an element <%s>", f.Path, e.tag)
			}
			for name, value := range e.attrs {
				address := name == "href" || name == "src" || name == "action"
				switch u, err := url.Parse(value); {
				case strings.HasPrefix(name, "on"), name == "style", name == "srcdoc", name == "src", name == "action":
					t.Errorf("%s has an attribute %s=%q", f.Path, name, value)
				case !address || value == "data:,":
				case err != nil, u.Host != "" && u.Scheme != "https", u.Host == "" && u.Scheme != "", u.Host == "evil.example":
					t.Errorf("%s leads to %q", f.Path, value)
				}
			}
			if e.tag == "script" && strings.Contains(e.text, "alert") || e.tag == "a" && strings.Contains(e.attrs["href"], "ZgotmplZ") {
				t.Errorf("%s has <%s> %v %q", f.Path, e.tag, e.attrs, e.text)
			}
		}
		if seen["script"] != 1 || seen["style"] != 1 {
			t.Errorf("%s has %d scripts and %d styles", f.Path, seen["script"], seen["style"])
		}
		if !strings.Contains(html.UnescapeString(string(f.Data)), "onerror=alert(1)") {
			t.Errorf("%s does not show what the file says", f.Path)
		}
	}
}

// The policy of each page allows its own style and script, which no browser
// runs otherwise, and nothing from elsewhere.
func TestPolicyFitsThePage(t *testing.T) {
	for _, f := range build(t, load(t, fstest.MapFS{"a.txt": {Data: []byte("A fact.")}})) {
		policy := ""
		for _, e := range elements(t, f.Data) {
			if e.attrs["http-equiv"] == "Content-Security-Policy" {
				policy = e.attrs["content"]
			}
			if e.tag == "style" || e.tag == "script" {
				sum := sha256.Sum256([]byte(e.text))
				if want := e.tag + "-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(policy, want) {
					t.Errorf("%s: the policy %q lacks %q", f.Path, policy, want)
				}
			}
		}
		if !strings.HasPrefix(policy, "default-src 'none';") || strings.Contains(policy, "http") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: the policy is %q", f.Path, policy)
		}
	}
}

// In the shipped knowledge every link within the site leads to a place that
// is there, every place has one name, and every fact is found by its id on the
// start pages.
func TestLinksLeadSomewhere(t *testing.T) {
	base := load(t, knowledge.Shipped())
	files := build(t, base)
	ids := map[string]map[string]bool{}
	links := map[string][]string{}
	for _, f := range files {
		ids[f.Path] = map[string]bool{}
		for _, e := range elements(t, f.Data) {
			if id := e.attrs["id"]; id != "" {
				if ids[f.Path][id] {
					t.Errorf("%s has two places called %q", f.Path, id)
				}
				ids[f.Path][id] = true
			}
			if href, ok := e.attrs["href"]; ok {
				links[f.Path] = append(links[f.Path], href)
			}
		}
	}
	followed := 0
	for from, hrefs := range links {
		for _, href := range hrefs {
			u, err := url.Parse(href)
			if err != nil {
				t.Errorf("%s: %v", from, err)
				continue
			}
			if u.Scheme != "" {
				continue
			}
			to := from
			if u.Path != "" {
				to = path.Join(path.Dir(from), u.Path)
			}
			followed++
			if ids[to] == nil || u.Fragment != "" && !ids[to][u.Fragment] {
				t.Errorf("%s leads to %q, which is not there", from, href)
			}
		}
	}
	if followed < len(base.Facts) {
		t.Errorf("only %d links were followed", followed)
	}
	for _, f := range base.Facts {
		for _, start := range []string{site.StartPage, "en/" + site.StartPage} {
			if !ids[start]["f-"+f.ID] {
				t.Errorf("%s has no place for the fact %s (%s:%d)", start, f.ID, f.File, f.Line)
			}
		}
	}
}

func TestSameKnowledgeSameBytes(t *testing.T) {
	first, second := build(t, load(t, knowledge.Shipped())), build(t, load(t, knowledge.Shipped()))
	for i := range first {
		if first[i].Path != second[i].Path || !bytes.Equal(first[i].Data, second[i].Data) {
			t.Fatalf("%s differs from one time to the next", first[i].Path)
		}
	}
}

// Files and names that would meet under one address do not.
func TestNamesThatMeet(t *testing.T) {
	files := build(t, load(t, fstest.MapFS{
		"a/b.md":                           {Data: []byte("- One.\n")},
		"a-b.md":                           {Data: []byte("- Two.\n")},
		"A B.md":                           {Data: []byte("- Three.\n")},
		"-.-.md":                           {Data: []byte("- Four.\n")},
		"سباق.md":                          {Data: []byte("- خمسة.\n")},
		strings.Repeat("طويل", 60) + ".md": {Data: []byte("- ستة.\n")},
	}))
	seen := map[string]bool{}
	for _, f := range files {
		if key := strings.ToLower(f.Path); seen[key] || len(path.Base(f.Path)) > 255 {
			t.Errorf("the page %q cannot be written everywhere", f.Path)
		} else {
			seen[key] = true
		}
	}
	if topics := len(files)/2 - 2; topics != 6 {
		t.Errorf("%d topics of 6", topics)
	}
}

var headingOf = regexp.MustCompile(`(?s)<h[1-4][^>]*>(.*?)</h[1-4]>`)

// The shipped files have each heading in both languages, and each name in
// English: nobody who reads only English meets an Arabic heading.
func TestEnglishPagesHaveEnglishHeadings(t *testing.T) {
	headings := 0
	for _, f := range build(t, load(t, knowledge.Shipped())) {
		if !strings.HasPrefix(f.Path, "en/") {
			continue
		}
		for _, m := range headingOf.FindAllSubmatch(f.Data, -1) {
			headings++
			if bytes.ContainsFunc(m[1], func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
				t.Errorf("%s has the heading %s", f.Path, m[1])
			}
		}
	}
	if headings < 200 {
		t.Errorf("only %d headings were seen", headings)
	}
}
