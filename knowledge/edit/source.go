package edit

import (
	"bytes"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"sibaq/knowledge"
)

// definition is where a footnote is defined.
type definition struct {
	label       string
	start, stop int // from its line's beginning to the end of its last line's text
}

var defined = regexp.MustCompile(`(?m)^[ ]{0,3}\[\^([^\[\]\n]+)\]:`)

// definitions finds the footnotes of a file.
func definitions(file []byte) (out []definition) {
	for _, m := range defined.FindAllSubmatchIndex(file, -1) {
		out = append(out, definition{strings.TrimSpace(string(file[m[2]:m[3]])), m[0], blockEnd(file, m[1])})
	}
	return out
}

// wanted is a source as a person names it.
type wanted struct {
	label string // of the footnote that is there or that is to be made
	line  string // of its definition, "" where it is there
	url   string
}

// sources gives the footnotes that n asks for, those that the file has and
// those that must be made.
func sources(file []byte, facts []*knowledge.Fact, n New) ([]wanted, error) {
	given := oneLine(n.Source)
	labels := map[string]bool{}
	for _, d := range definitions(file) {
		labels[d.label] = true
	}
	byURL := map[string]string{}
	for _, f := range facts {
		for _, s := range f.Sources {
			if s.URL != "" {
				byURL[strings.TrimSuffix(s.URL, "/")] = s.Label
			}
		}
	}
	parts := strings.FieldsFunc(given, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("،؛", r) })
	for i, p := range parts {
		p = strings.TrimSuffix(p, ",")
		parts[i] = strings.TrimSuffix(strings.TrimPrefix(p, "[^"), "]")
	}
	if !slices.ContainsFunc(parts, func(p string) bool { return !labels[p] && !isLink(p) }) {
		var out []wanted
		for _, p := range parts {
			if labels[p] {
				out = append(out, wanted{label: p})
				continue
			}
			link, err := address(p)
			if err != nil {
				return nil, err
			}
			if l := byURL[strings.TrimSuffix(link, "/")]; l != "" {
				out = append(out, wanted{label: l})
				continue
			}
			w := wanted{label: newLabel(host(link), labels), url: link}
			title := oneLine(n.SourceTitle)
			if title == "" || len(parts) > 1 {
				title = host(link)
			}
			w.line = "[" + title2(title) + "](" + link + ")"
			if w.line, err = published(w.line, n, len(parts) == 1); err != nil {
				return nil, err
			}
			labels[w.label] = true
			out = append(out, w)
		}
		return out, nil
	}
	if slices.ContainsFunc(parts, isLink) {
		return nil, input("حقل المصدر فيه رابط ومعه كلام آخر. اكتب الرابط وحده، وعنوان المصدر وناشره في حقليهما",
			"the source has a link and other words with it: write the link alone, and the title and the publisher in their own fields")
	}
	if bareLink.MatchString(given) {
		_, err := address(given)
		return nil, err
	}
	w := wanted{label: newLabel(given, labels)}
	if title := oneLine(n.SourceTitle); title != "" {
		given = title + ", " + given
	}
	line, err := published(escape(given, "", ""), n, true)
	if err != nil {
		return nil, err
	}
	w.line = line
	return []wanted{w}, nil
}

// title2 escapes the title of a link.
func title2(s string) string { return strings.ReplaceAll(escape(s, "", ""), "]", `\]`) }

// published adds publisher and date to the line of a footnote.
func published(line string, n New, all bool) (string, error) {
	if p := oneLine(n.Publisher); p != "" && all {
		line += ", " + strings.ReplaceAll(escape(p, "", ""), `\|`, "|") // both languages have a bar between them
	}
	if d := oneLine(n.Date); d != "" && all {
		date, err := knowledge.ParseDate(d)
		if err != nil {
			return "", badDate(d)
		}
		line += ", " + date.String()
	}
	return line, nil
}

// bareLink matches what is a link but for its beginning.
var bareLink = regexp.MustCompile(`^[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*\.[a-zA-Z]{2,}(/\S*)?$`)

func isLink(s string) bool { return strings.Contains(s, "://") }

// address gives a link as it can stand in brackets, or says that it is none.
func address(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return "", input("الرابط «"+s+"» لا يبدأ بـ https:// أو http://. انسخ عنوان الصفحة كاملًا من المتصفح",
			"the link \""+s+"\" does not begin with https:// or http://: copy the whole address of the page from the browser")
	}
	if u.User != nil {
		return "", input("في الرابط اسم مستخدم أو كلمة مرور. احذفهما منه", "the link holds a user name or password: take them out")
	}
	return strings.NewReplacer("(", "%28", ")", "%29", "<", "%3C", ">", "%3E", `\`, "%5C", "|", "%7C", "`", "%60",
		`"`, "%22", "[", "%5B", "]", "%5D", "{", "%7B", "}", "%7D", "*", "%2A", ";", "%3B").Replace(s), nil
}

func host(link string) string {
	u, err := url.Parse(link)
	if err != nil {
		return link
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// newLabel makes a label from words, one that the file does not have yet.
func newLabel(from string, taken map[string]bool) string {
	words := strings.FieldsFunc(strings.ToLower(from), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	base := strings.Join(words[:min(len(words), 3)], "-")
	if r := []rune(base); len(r) > 40 {
		base = string(r[:40])
	}
	if base == "" {
		base = "source"
	}
	label := base
	for i := 2; taken[label]; i++ {
		label = base + "-" + strconv.Itoa(i)
	}
	return label
}

// define gives the patch that adds the definitions of new footnotes at the end
// of those that the file has, or of the file.
func define(file []byte, eol string, ws []wanted) []patch {
	var lines []string
	for _, w := range ws {
		if w.line != "" {
			lines = append(lines, "[^"+w.label+"]: "+w.line)
		}
	}
	if lines == nil {
		return nil
	}
	text := strings.Join(lines, eol)
	if defs := definitions(file); len(defs) > 0 {
		at := defs[len(defs)-1].stop
		return []patch{{at, at, eol + text}}
	}
	at := len(bytes.TrimRight(file, " \t\r\n"))
	after := ""
	if at == len(file) {
		after = eol
	}
	return []patch{{at, at, eol + eol + text + after}}
}

// undefine gives the patch that takes a definition away.
func undefine(file []byte, label string) []patch {
	for _, d := range definitions(file) {
		if d.label == label {
			return []patch{{d.start, nextLine(file, d.stop), ""}}
		}
	}
	return nil
}

// setSources gives the fact other sources and takes away the footnotes that
// nothing uses any more.
func (d *draft) setSources(k int, n New) error {
	if oneLine(n.Source) == "" {
		return nil
	}
	want, err := sources(d.file, d.facts, n)
	if err != nil {
		return err
	}
	is := func(f *knowledge.Fact) bool {
		if len(f.Sources) != len(want) {
			return false
		}
		for i, src := range f.Sources {
			if src.Label != want[i].label || want[i].url != "" && src.URL != want[i].url {
				return false
			}
		}
		return true
	}
	if is(d.facts[k]) {
		return nil
	}
	had := d.facts[k].Sources
	s := d.site(k)
	patches := define(d.file, d.eol, want)
	marks := ""
	for _, w := range want {
		marks += " [^" + w.label + "]"
	}
	own := s.own.only('^')
	patches = append(patches, s.unmark(own)...)
	at := s.own.stop // at the end of the words, or where the marks stood
	for _, g := range s.own.signs {
		if g.Start >= s.own.words.Stop && g.kind != '?' {
			at = s.gap(g.Start)
			break
		}
	}
	at = max(at, s.own.words.Stop)
	patches = append(patches, patch{at, at, marks})
	both := slices.Clone(patches)
	if s.twin != nil {
		patches = append(patches, s.unmark(s.twin.only('^'))...)
		both = append(both, s.unmark(s.twin.only('^'))...)
	}
	for _, x := range s.details {
		if x.name == "source" {
			patches = append(patches, patch{x.line, nextLine(s.file, x.value.Stop), ""})
		}
	}
	candidates := [][]patch{patches}
	if s.twin != nil && s.form == cell { // the translation's row has sources of its own
		end := s.twin.words.Stop
		candidates = append(candidates, append(both, patch{end, end, marks}))
	}
	may := func(s *shape) { s.sources, s.date, s.status = "", "", "" }
	if err := d.step(k, may, is, candidates...); err != nil {
		return err
	}
	return d.tidy(k, had)
}

// unmark gives the patches that take footnote marks away, with the white space
// before them that is no part of the text.
func (s *site) unmark(marks []sign) (out []patch) {
	spans := append([]knowledge.Span{}, s.fact.Spans...)
	if s.fact.Twin != nil {
		spans = append(spans, s.fact.Twin.Spans...)
	}
	for _, g := range marks {
		start := g.Start
		for start > 0 && (s.file[start-1] == ' ' || s.file[start-1] == '\t') && !within(spans, start-1) {
			start--
		}
		out = append(out, patch{start, g.Stop, ""})
	}
	return out
}

func within(spans []knowledge.Span, i int) bool {
	for _, s := range spans {
		if s.Start <= i && i < s.Stop {
			return true
		}
	}
	return false
}

// tidy takes away the definitions of footnotes that only the k-th fact used.
func (d *draft) tidy(k int, had []*knowledge.Source) error {
	used := map[string]bool{}
	for _, f := range d.facts {
		for _, s := range f.Sources {
			used[s.Label] = true
		}
	}
	for _, s := range had {
		if used[s.Label] {
			continue
		}
		// One that a heading mentions cannot go, and need not.
		_ = d.step(k, func(*shape) {}, func(*knowledge.Fact) bool { return true }, undefine(d.file, s.Label))
	}
	return nil
}
