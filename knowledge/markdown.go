package knowledge

import (
	"bytes"
	"net/url"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// draftFact is a fact as one file tells it, before names and labels that may
// stand in other files are resolved.
type draftFact struct {
	fact Fact // ID, About, Cell and Sources are still empty
	details
	section int // index into parsed.sections
	line    int
	table   *draftTable
	row     int
	column  int
}

// draftTable is a comparison table before its columns are resolved.
type draftTable struct {
	title   string
	lang    Lang
	line    int
	stop    int // offset after its last cell
	columns []string
	rows    []string
	cells   [][]*draftFact // nil where nothing is known
	shape   []int          // cells in each row as written
	twin    *draftTable
}

// markdown reads one Markdown file's body.
type markdown struct {
	*parsed
	doc      goldmark.Markdown
	notes    map[int]string // footnote index → label
	headings []string
	levels   []int
	table    *draftTable // the table just read, while nothing else followed
}

// footnotes keeps a file's footnotes before goldmark drops those that no mark
// refers to, since front matter and details refer to them by label.
type footnotes struct{ list []*extast.Footnote }

var footnotesKey = parser.NewContextKey()

func (footnotes) Transform(doc *ast.Document, _ text.Reader, pc parser.Context) {
	found := &footnotes{}
	_ = ast.Walk(doc, func(n ast.Node, enter bool) (ast.WalkStatus, error) {
		if f, ok := n.(*extast.Footnote); ok && enter {
			found.list = append(found.list, f)
		}
		return ast.WalkContinue, nil
	})
	pc.Set(footnotesKey, found)
}

func newMarkdown() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Footnote),
		goldmark.WithParserOptions(parser.WithASTTransformers(util.Prioritized(footnotes{}, 1))),
	)
}

func (p *parsed) readMarkdown(bodyStart int) {
	// The front matter is blanked, not cut off, so that offsets stay those of the file.
	body := bytes.Clone(p.src.data)
	for i := range body[:bodyStart] {
		if body[i] != '\n' {
			body[i] = ' '
		}
	}
	m := &markdown{parsed: p, doc: newMarkdown(), notes: map[int]string{}}
	pc := parser.NewContext()
	root := m.doc.Parser().Parse(text.NewReader(body), parser.WithContext(pc))
	if found, ok := pc.Get(footnotesKey).(*footnotes); ok {
		for _, f := range found.list {
			if f.Index >= 0 {
				m.notes[f.Index] = string(f.Ref)
			}
			m.footnote(f)
		}
	}
	m.blocks(root)
}

// blocks reads the children of a block that holds blocks.
func (m *markdown) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if _, ok := n.(*extast.Table); !ok {
			m.table = nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			m.heading(n)
		case *ast.Paragraph, *ast.TextBlock:
			d := m.fact(n)
			if list, ok := n.NextSibling().(*ast.List); ok && m.allDetails(list) {
				m.details(d, list)
			}
		case *ast.List:
			if prev := n.PreviousSibling(); prev != nil && (prev.Kind() == ast.KindParagraph || prev.Kind() == ast.KindTextBlock) && m.allDetails(n) {
				continue // read with its paragraph
			}
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				m.item(item)
			}
		case *ast.Blockquote:
			m.blocks(n)
		case *ast.CodeBlock: // an indented paragraph to whoever wrote it
			m.indented(n)
		case *ast.FencedCodeBlock:
			if n.Lines().Len() > 0 {
				m.report(m.src.line(n.Lines().At(0).Start), problem(Warning,
					"كتلة شيفرة لا تُقرأ", "اكتب الحقائق فقراتٍ أو نقاطًا",
					"a code block is not read", "write facts as paragraphs or list items"))
			}
		case *ast.HTMLBlock:
			m.html(n)
		case *extast.Table:
			m.readTable(n)
		}
	}
}

func (m *markdown) html(n *ast.HTMLBlock) {
	if n.HTMLBlockType == ast.HTMLBlockType2 || n.Lines().Len() == 0 { // a comment is a note to moderators
		return
	}
	m.report(m.src.line(n.Lines().At(0).Start), problem(Warning,
		"وسوم HTML لا تُقرأ", "اكتب النص بلا وسوم",
		"HTML is not read", "write the text without tags"))
}

func (m *markdown) heading(n *ast.Heading) {
	e, _ := m.inline(n)
	e.trim()
	for len(m.levels) > 0 && m.levels[len(m.levels)-1] >= n.Level {
		m.levels = m.levels[:len(m.levels)-1]
		m.headings = m.headings[:len(m.headings)-1]
	}
	m.levels = append(m.levels, n.Level)
	m.headings = append(m.headings, e.String())
	if m.file.Title == "" {
		m.file.Title = e.String()
	}
	m.sections = append(m.sections, append([]string(nil), m.headings...))
}

// item reads a list item: its text is a fact, the items beneath it are
// details of that fact or facts of their own.
func (m *markdown) item(item ast.Node) {
	var d *draftFact
	for n := item.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			d = m.fact(n)
		case *ast.List:
			m.details(d, n)
		case *ast.Blockquote:
			m.blocks(n)
		case *ast.CodeBlock:
			m.indented(n)
		case *extast.Table:
			m.readTable(n)
		}
	}
}

// details reads a list beneath a fact; items without a known key are facts.
func (m *markdown) details(d *draftFact, list *ast.List) {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		n := item.FirstChild()
		if n == nil {
			continue
		}
		e, marks := m.inline(n)
		e.trim()
		s := e.String()
		key, near, prefix := detailKey(s)
		if key == "" || d == nil {
			if near != "" && d != nil {
				m.reportAt(&e, problem(Error,
					"مفتاح غير معروف في «"+s+"»", "لعلك تقصد «"+near+":»",
					"unknown key in \""+s+"\"", "did you mean \""+near+":\"?"))
				continue
			}
			m.item(item)
			continue
		}
		e.dropFront(prefix)
		e.trimFront()
		switch key {
		case "ar", "en":
			m.twin(d, Lang(key), &e)
		default:
			if p := d.setKey(key, e.String()); p != nil {
				m.reportAt(&e, p)
			}
		}
		d.sources = append(d.sources, marks...)
	}
}

// allDetails reports whether every item of a list is "key: value", which makes
// it a description of the paragraph above it.
func (m *markdown) allDetails(list *ast.List) bool {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		n := item.FirstChild()
		if n == nil {
			return false
		}
		e, _ := m.inline(n)
		if key, _, _ := detailKey(e.String()); key == "" {
			return false
		}
	}
	return list.ChildCount() > 0
}

func (m *markdown) twin(d *draftFact, lang Lang, e *excerpt) {
	m.shortForm(d, e)
	if e.start() < 0 {
		return
	}
	if lang == d.fact.Lang || script(e.String(), lang) != lang {
		m.reportAt(e, problem(Warning,
			"الترجمة ليست باللغة المذكورة", "اكتب بعد en: النص الإنجليزي وبعد ar: النص العربي",
			"the translation is not in the language named", "write the English text after en: and the Arabic one after ar:"))
		if lang == d.fact.Lang {
			return
		}
	}
	p := m.passage(e, lang)
	p.Lang = lang
	d.fact.Twin = &p
}

// fact reads a paragraph as a fact; nil when it holds no text.
func (m *markdown) fact(n ast.Node) *draftFact {
	e, marks := m.inline(n)
	return m.addFact(&e, marks)
}

func (m *markdown) addFact(e *excerpt, marks []string) *draftFact {
	e.trim()
	d := &draftFact{section: len(m.sections) - 1}
	d.sources = marks
	m.shortForm(d, e)
	if e.start() < 0 {
		return nil
	}
	d.fact.Passage = m.passage(e, m.lang)
	d.line = d.fact.Line
	m.facts = append(m.facts, d)
	return d
}

func (m *markdown) indented(n *ast.CodeBlock) {
	e := excerpt{src: m.src.data}
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		m.addRaw(&e, s.Start, s.Stop)
	}
	m.addFact(&e, nil)
}

// shortForm takes {…} off the end of a fact. Braces in which nothing is
// understood are text in a file without front matter.
func (m *markdown) shortForm(d *draftFact, e *excerpt) {
	s := e.String()
	at := braces.FindStringSubmatchIndex(s)
	if at == nil {
		return
	}
	var wrong []*Problem
	understood := false
	next := *d
	for _, item := range noteParts.Split(s[at[2]:at[3]], -1) {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		if p := next.set(item); p != nil {
			wrong = append(wrong, p)
		} else {
			understood = true
		}
	}
	if !understood && !m.front.present {
		return
	}
	for _, p := range wrong {
		m.reportAt(e, p)
	}
	*d = next
	e.dropBack(len(s) - at[0])
	e.trim()
}

func (m *markdown) passage(e *excerpt, fallback Lang) Passage {
	s := e.String()
	return Passage{Text: s, Lang: script(s, fallback), File: m.src.path, Line: m.src.line(e.start()), Spans: e.spans}
}

var undefinedNote = regexp.MustCompile(`\[\^([^\]\s]+)\]`)

// inline gives the text of a block without markup, and the labels of its
// footnote marks.
func (m *markdown) inline(n ast.Node) (excerpt, []string) {
	e := excerpt{src: m.src.data}
	var marks []string
	m.walk(n, &e, &marks)
	for {
		s := e.String()
		at := undefinedNote.FindStringSubmatchIndex(s)
		if at == nil {
			break
		}
		label := s[at[2]:at[3]]
		m.report(m.src.line(e.start()), problem(Error,
			"الحاشية [^"+label+"] غير معرّفة", "أضف في آخر الملف سطرًا هكذا: [^"+label+"]: [العنوان](الرابط), الناشر, التاريخ",
			"the footnote [^"+label+"] is not defined", "add a line such as [^"+label+"]: [Title](URL), Publisher, DATE at the end of the file"))
		tail := e
		tail.spans = append([]Span(nil), e.spans...)
		tail.dropFront(at[1])
		e.dropBack(len(s) - at[0])
		for _, sp := range tail.spans {
			e.add(sp.Start, sp.Stop)
		}
	}
	return e, marks
}

func (m *markdown) walk(parent ast.Node, e *excerpt, marks *[]string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			m.addText(e, n)
		case *ast.CodeSpan:
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					e.add(t.Segment.Start, t.Segment.Stop)
				}
			}
		case *ast.AutoLink:
			label := n.Label(m.src.data)
			if start := bytes.Index(m.src.data[max(0, e.end()):], label); start >= 0 {
				start += max(0, e.end())
				e.add(start, start+len(label))
			}
		case *ast.RawHTML:
			m.report(m.src.line(n.Segments.At(0).Start), problem(Warning,
				"وسوم HTML لا تُقرأ", "اكتب النص بلا وسوم",
				"HTML is not read", "write the text without tags"))
		case *extast.FootnoteLink:
			if label, ok := m.notes[n.Index]; ok {
				*marks = append(*marks, label)
				m.used[label] = true
			}
			e.trimBack()
		default:
			m.walk(n, e, marks)
		}
	}
}

func (e *excerpt) end() int {
	if len(e.spans) == 0 {
		return -1
	}
	return e.spans[len(e.spans)-1].Stop
}

// addText adds a run of plain text. The backslash of an escape is markup; the
// line end inside a paragraph is text.
func (m *markdown) addText(e *excerpt, t *ast.Text) {
	src, start, stop := m.src.data, t.Segment.Start, t.Segment.Stop
	from := start
	for i := start; i+1 < stop; i++ {
		if src[i] == '\\' && util.IsPunct(src[i+1]) {
			e.add(from, i)
			from = i + 1
			i++
		}
	}
	e.add(from, stop)
	if t.SoftLineBreak() || t.HardLineBreak() {
		if nl := bytes.IndexByte(src[stop:], '\n'); nl >= 0 {
			e.trimBack()
			e.add(stop+nl, stop+nl+1)
		}
	}
}

// addRaw adds one line of a text without markup to a paragraph.
func (p *parsed) addRaw(e *excerpt, start, stop int) {
	line := excerpt{src: p.src.data}
	line.add(start, stop)
	line.trim()
	if len(line.spans) == 0 {
		return
	}
	if end := e.end(); end >= 0 {
		if nl := bytes.IndexByte(p.src.data[end:], '\n'); nl >= 0 {
			e.add(end+nl, end+nl+1)
		}
	}
	e.add(line.spans[0].Start, line.spans[0].Stop)
}

// footnote reads a source: [Title](URL), Publisher, DATE.
func (m *markdown) footnote(n *extast.Footnote) {
	s := &Source{Label: string(n.Ref), File: m.src.path}
	var rest strings.Builder
	for b := n.FirstChild(); b != nil; b = b.NextSibling() {
		if s.Line == 0 && b.Lines().Len() > 0 {
			s.Line = m.src.line(b.Lines().At(0).Start)
		}
		for c := b.FirstChild(); c != nil; c = c.NextSibling() {
			switch c := c.(type) {
			case *ast.Link:
				if s.URL == "" {
					e, _ := m.inline(c)
					e.trim()
					s.Title, s.URL = e.String(), string(c.Destination)
				}
			case *ast.AutoLink:
				if s.URL == "" {
					s.URL = string(c.URL(m.src.data))
				}
			case *extast.FootnoteBacklink:
			case *ast.Text:
				e := excerpt{src: m.src.data}
				m.addText(&e, c)
				rest.WriteString(e.String())
			default:
				e, _ := m.inline(c)
				rest.WriteString(e.String())
			}
		}
	}
	if _, twice := m.sources[s.Label]; twice {
		m.report(s.Line, problem(Error,
			"الحاشية [^"+s.Label+"] معرّفة مرتين", "أعطِ إحداهما اسمًا آخر",
			"the footnote [^"+s.Label+"] is defined twice", "give one of them another label"))
		return
	}
	m.describe(s, rest.String())
	m.sources[s.Label] = s
	m.labels = append(m.labels, s.Label)
}

var bareURL = regexp.MustCompile(`\S+://\S+`)

var sourceParts = regexp.MustCompile(`\s*(?:[,،·]|—|\s[-–]\s)\s*`)

// describe fills in publisher and date, and title and URL where they were
// written without a link.
func (m *markdown) describe(s *Source, rest string) {
	if s.URL == "" {
		if u := bareURL.FindString(rest); u != "" {
			rest = strings.Replace(rest, u, "", 1)
			s.URL = strings.TrimRight(u, ".,،;؛")
		}
	}
	var parts []string
	for _, part := range sourceParts.Split(strings.ReplaceAll(rest, "\n", " "), -1) {
		if part = strings.Trim(strings.TrimSpace(part), ".;؛"); part != "" {
			parts = append(parts, strings.TrimSpace(part))
		}
	}
	if n := len(parts); n > 0 {
		d, err := ParseDate(parts[n-1])
		switch {
		case err == nil:
			s.Date, parts = d, parts[:n-1]
		case isoDate.MatchString(asciiDigits.Replace(parts[n-1])):
			m.report(s.Line, badDate(parts[n-1]))
			parts = parts[:n-1]
		}
	}
	if s.Title == "" && len(parts) > 0 {
		s.Title, parts = parts[0], parts[1:]
	}
	s.Publisher = strings.Join(parts, ", ")
	if s.URL != "" {
		u, err := url.Parse(s.URL)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			m.report(s.Line, problem(Error,
				"رابط المصدر [^"+s.Label+"] غير صالح: "+s.URL, "اكتب رابطًا يبدأ بـ https://",
				"the link of source [^"+s.Label+"] cannot be used: "+s.URL, "write one that begins with https://"))
			s.URL = ""
		}
	}
}
