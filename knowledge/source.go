package knowledge

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// footnote reads a source: "[Title](URL), Publisher, DATE", of which all but
// the title may be missing.
func (m *markdown) footnote(n *east.Footnote) {
	label := strings.TrimSpace(string(n.Ref))
	src := &Source{Label: label, File: m.file.Path, Line: m.line(max(n.Pos(), 0))}
	if m.byLabel[label] != nil {
		m.add(footnoteTwice, src.Line, label)
		return
	}
	m.byLabel[label] = src
	m.sources = append(m.sources, src)
	var all prose
	if first := n.FirstChild(); first != nil && isText(first) {
		all = m.prose(first)
		m.readLink(src, first)
	}
	rest := even(all.text)
	if src.Title != "" {
		before, after, _ := strings.Cut(rest, src.Title)
		rest = before + "," + after // an author may stand before the title
	}
	parts := sourceParts(rest)
	if src.URL == "" {
		parts = slices.DeleteFunc(parts, func(p string) bool {
			if strings.HasPrefix(p, "https://") || strings.HasPrefix(p, "http://") {
				src.URL = p
				return true
			}
			return false
		})
	}
	if n := len(parts); n > 0 && startsWithDigit(parts[n-1]) {
		if date, err := ParseDate(parts[n-1]); err == nil {
			src.Date, parts = date, parts[:n-1]
		} else if isoDate.MatchString(asciiDigits.Replace(parts[n-1])) {
			m.add(badDate, src.Line, parts[n-1])
			parts = parts[:n-1]
		}
	}
	if n := len(parts); src.Title == "" && n > 0 {
		// Without a link the last part is the publisher, if there are two.
		title := parts[:max(n-1, 1)]
		src.Title, parts = strings.Join(title, ", "), parts[len(title):]
	}
	src.Publisher, src.PublisherTwin = inBoth(strings.Join(parts, ", "))
	m.checkSource(src)
}

var bothInBrackets = regexp.MustCompile(`^(.*\()([^()|]+ \| [^()|]+)(\).*)$`)

// inBoth parts a publisher that is written in both languages, as a whole or
// only what stands in brackets: "Reuters (نسخة في example.org | copy at
// example.org)".
func inBoth(s string) (publisher, twin string) {
	if !strings.Contains(s, " | ") {
		return s, ""
	}
	if m := bothInBrackets.FindStringSubmatch(s); m != nil {
		if a, b := bilingual(m[2]); b != "" {
			return m[1] + a + m[3], m[1] + b + m[3]
		}
	}
	return bilingual(s)
}

func (m *markdown) checkSource(src *Source) {
	if src.Title == "" {
		src.Title = src.URL
	}
	if src.Title == "" {
		m.add(emptyFootnote, src.Line, src.Label)
	}
	if src.URL == "" {
		return
	}
	if u, err := url.Parse(src.URL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		m.add(badURL, src.Line, src.URL)
	}
}

// readLink takes title and address from the first link in n.
func (m *markdown) readLink(src *Source, n ast.Node) {
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch link := n.(type) {
		case *ast.Link:
			r := reader{src: m.src, line: m.line}
			r.read(link)
			src.Title = even(r.prose().text)
			src.URL = string(link.Destination)
			return ast.WalkStop, nil
		case *ast.AutoLink:
			src.URL = string(link.URL(m.src))
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
}

// sourceParts splits what follows a title at commas, and at dashes and dots
// that stand between spaces.
func sourceParts(s string) []string {
	for _, sep := range []string{" — ", " – ", " · ", "،", "—"} {
		s = strings.ReplaceAll(s, sep, ",")
	}
	var parts []string
	for part := range strings.SplitSeq(s, ",") {
		part = strings.TrimFunc(part, func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune(".,·", r)
		})
		if part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// settle joins facts and sources, once the whole file has been read.
func (m *markdown) settle() {
	used := map[string]bool{}
	missing := map[mark]bool{}
	alone := map[*Source][]*Source{} // shared by the facts that have no other
	find := func(marks []mark) (found []*Source) {
		for _, mk := range marks {
			src := m.byLabel[mk.label]
			switch {
			case src == nil && !missing[mk]:
				missing[mk] = true
				m.add(noFootnote, mk.line, mk.label)
			case src != nil && !slices.Contains(found, src):
				used[mk.label] = true
				found = append(found, src)
			}
		}
		if len(found) == 1 {
			if alone[found[0]] == nil {
				alone[found[0]] = slices.Clip(found)
			}
			return alone[found[0]]
		}
		return found
	}
	find(m.loose)
	fallback := find(m.front.source)
	told := 0 // the line that was last told of a fact without a source
	for _, s := range m.facts {
		s.Sources = find(s.marks)
		if len(s.marks) == 0 {
			s.Sources = fallback
		}
		if len(s.Sources) == 0 && len(s.marks) == 0 && s.Line != told && (m.front.present || len(m.sources) > 0) {
			told = s.Line
			m.add(noSource, s.Line)
		}
		if s.Status == Claim && s.ClaimedBy == "" {
			m.add(noClaimant, s.statusLine)
		}
		if s.AsOf.IsZero() {
			for _, src := range s.Sources {
				if src.Date.Compare(s.AsOf) > 0 {
					s.AsOf = src.Date
				}
			}
		}
		if s.AsOf.IsZero() {
			s.AsOf = m.front.date
		}
	}
	for _, s := range m.sources {
		if !used[s.Label] {
			m.add(unusedFootnote, s.Line, s.Label)
		}
	}
}
