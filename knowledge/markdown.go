package knowledge

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Limits that keep a hostile or damaged file from taking the parser's time or
// stack. No file written for people comes near them.
const (
	maxDepth     = 50       // levels of lists and quotes that one line opens or is indented by
	maxParagraph = 16 << 10 // bytes of a paragraph
)

// md parses Markdown with tables and footnotes. Two parts of goldmark's
// extensions stay out, because they are made for rendering: footnotes that
// nothing mentions would be dropped before we could tell of them, and pipes in
// code are unescaped by rewriting the tree.
var md = parser.NewParser(
	parser.WithBlockParsers(append(parser.DefaultBlockParsers(),
		util.Prioritized(extension.NewFootnoteBlockParser(), 999))...),
	parser.WithInlineParsers(append(parser.DefaultInlineParsers(),
		util.Prioritized(referenceParser{}, 101))...), // before links
	parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
)

// markdown walks the blocks of a Markdown file.
type markdown struct {
	*document
	src     []byte // the file's bytes, with the front matter blanked
	section []heading
	texts   []string // of section, shared by the facts below it; nil when it has changed
	twins   []string // their translations
	front   frontMatter
	byLabel map[string]*Source
	loose   []mark // footnotes mentioned where there is no fact, as in headings
}

// heading is a heading in the language that it begins in, and its translation.
type heading struct {
	level      int
	text, twin string
}

// readMarkdown reads front matter and facts.
func (d *document) readMarkdown() {
	src, front := d.readFrontMatter()
	if d.draft {
		d.problems = nil // an unfinished file may have them
		return
	}
	if !d.shallow(src) {
		return
	}
	m := &markdown{document: d, src: src, front: front, byLabel: map[string]*Source{}}
	root := md.Parse(text.NewReader(src))
	m.blocks(root.FirstChild())
	m.settle()
}

// shallow reports the lines that are nested too deeply and the paragraphs that
// are too long to be parsed safely.
func (d *document) shallow(src []byte) bool {
	ok, start, length := true, 0, 0
	for i, from := range d.starts {
		stop := len(src)
		if i+1 < len(d.starts) {
			stop = d.starts[i+1]
		}
		line := src[from:stop]
		if len(bytes.TrimSpace(line)) == 0 {
			start, length = i+1, 0
			continue
		}
		rest := bytes.TrimLeft(line, " \t>-+*.)0123456789\r")
		if leading(line[:len(line)-len(rest)]) > maxDepth {
			d.add(tooDeep, i+1)
			ok = false
		}
		if startsBlock(line) {
			start, length = i, 0
		}
		if length += len(line); length > maxParagraph {
			d.add(tooLong, start+1)
			ok, length = false, -maxFile // told once
		}
	}
	return ok
}

// leading counts the levels that the start of a line can open: markers of
// quotes and lists, and indentation by two.
func leading(start []byte) int {
	markers, spaces := 0, 0
	for i, b := range start {
		switch b {
		case ' ':
			spaces++
		case '\t':
			spaces += 4
		case '>':
			markers++
		case '-', '+', '*', '.', ')':
			if i+1 < len(start) && (start[i+1] == ' ' || start[i+1] == '\t') {
				markers++
			}
		}
	}
	return markers + spaces/4
}

// startsBlock reports whether a line starts a list item, heading, quote, table
// row or footnote, and so ends the paragraph before it.
func startsBlock(line []byte) bool {
	line = bytes.TrimLeft(line, " \t\n\f\r")
	digits := 0
	for digits < len(line) && '0' <= line[digits] && line[digits] <= '9' {
		digits++
	}
	switch {
	case digits == len(line):
		return false
	case digits > 0:
		return digits <= 9 && (line[digits] == '.' || line[digits] == ')')
	}
	return strings.IndexByte("-+*>#|", line[0]) >= 0 || bytes.HasPrefix(line, []byte("[^"))
}

// blocks reads the blocks from n on.
func (m *markdown) blocks(n ast.Node) {
	var above *grid // the table directly above
	for ; n != nil; n = n.NextSibling() {
		beneath := above
		above = nil
		switch b := n.(type) {
		case *ast.Heading:
			m.heading(b)
		case *ast.Paragraph, *ast.TextBlock:
			n = m.paragraph(n)
		case *ast.List:
			m.list(b)
		case *east.Table:
			above = m.table(b, beneath)
		case *east.FootnoteList:
			for f := b.FirstChild(); f != nil; f = f.NextSibling() {
				m.footnote(f.(*east.Footnote))
			}
		case *ast.HTMLBlock:
			if b.HTMLBlockType != ast.HTMLBlockType2 { // 2 is a comment
				m.add(htmlSkipped, m.line(b.Lines().At(0).Start))
			}
		case *ast.CodeBlock:
			m.indented(b)
		case *ast.FencedCodeBlock:
			m.add(codeSkipped, m.line(max(n.Pos(), 0)))
		case *ast.Blockquote:
			m.blocks(b.FirstChild())
		}
	}
}

// prose reads the text of a block.
func (m *markdown) prose(n ast.Node) prose {
	r := reader{src: m.src, line: m.line, inCell: n.Kind() == east.KindTableCell}
	r.read(n)
	if r.html > 0 {
		m.add(htmlSkipped, m.line(r.html-1))
	}
	return r.prose()
}

// indented reads what Markdown takes for code, lines indented by four spaces,
// as paragraphs: people who indent a paragraph mean no code.
func (m *markdown) indented(n *ast.CodeBlock) {
	r := reader{src: m.src, line: m.line}
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		line := bytes.TrimSpace(m.src[seg.Start:seg.Stop])
		if len(line) == 0 {
			m.state(r.prose())
			r = reader{src: m.src, line: m.line}
			continue
		}
		start := seg.Start + bytes.Index(m.src[seg.Start:seg.Stop], line)
		r.add(start, start+len(line))
		r.newline(start + len(line))
	}
	m.state(r.prose())
}

func (m *markdown) heading(n *ast.Heading) {
	p := m.prose(n)
	m.loose = append(m.loose, p.marks...)
	for len(m.section) > 0 && m.section[len(m.section)-1].level >= n.Level {
		m.section = m.section[:len(m.section)-1]
	}
	text, twin := bilingual(even(p.text))
	m.section, m.texts = append(m.section, heading{n.Level, text, twin}), nil
	if n.Level == 1 && m.file.Title == "" {
		m.file.Title, m.file.TitleTwin = text, twin
	}
}

// bilingual parts a title that is written in both languages, "عنوان | Title".
// A bar between two texts of one language is part of the title.
func bilingual(s string) (text, twin string) {
	first, second, found := strings.Cut(s, " | ")
	lang := scriptOf(first)
	if !found || lang == "" || scriptOf(second) != lang.Other() {
		return s, ""
	}
	return strings.TrimSpace(first), strings.TrimSpace(second)
}

// headings gives the section path and its translation.
func (m *markdown) headings() (texts, twins []string) {
	if m.texts == nil {
		m.texts, m.twins = []string{}, []string{}
		for _, h := range m.section {
			if h.text != "" {
				m.texts, m.twins = append(m.texts, h.text), append(m.twins, h.twin)
			}
		}
		m.texts, m.twins = slices.Clip(m.texts), slices.Clip(m.twins)
	}
	if len(m.texts) == 0 {
		return nil, nil
	}
	return m.texts, m.twins
}

// introduces reports whether p only announces the list beneath it.
func introduces(p prose) bool {
	return strings.HasSuffix(p.text, ":") || strings.HasSuffix(p.text, "：")
}

// paragraph reads a paragraph with the list of details beneath it, and gives
// the last node that belongs to it.
func (m *markdown) paragraph(n ast.Node) ast.Node {
	p := m.prose(n)
	m.brokenTable(n)
	if hashes := brokenHeading.FindString(p.text); hashes != "" && !p.literal[p.start()] {
		m.add(badHeading, m.line(p.start()), hashes)
	}
	if list, ok := n.NextSibling().(*ast.List); ok {
		if m.describes(list) {
			s := m.state(p)
			for item := list.FirstChild(); item != nil; item = item.NextSibling() {
				m.describe(s, item)
			}
			return list
		}
		if introduces(p) {
			m.introduced(p, list)
			return list
		}
	}
	m.state(p)
	return n
}

// describes reports whether every item of a list is a detail.
func (m *markdown) describes(list *ast.List) bool {
	known := 0
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		p, ok := m.alone(item)
		if !ok {
			return false
		}
		if _, _, ok := p.detail(); ok {
			known++
		} else if _, _, ok := p.nearDetail(); !ok {
			return false
		}
	}
	return known > 0
}

// alone gives the text of a list item that holds nothing else.
func (m *markdown) alone(item ast.Node) (prose, bool) {
	first := item.FirstChild()
	if first == nil || first.NextSibling() != nil || !isText(first) {
		return prose{}, false
	}
	r := reader{src: m.src, line: m.line}
	r.read(first)
	return r.prose(), true
}

func isText(n ast.Node) bool {
	return n.Kind() == ast.KindTextBlock || n.Kind() == ast.KindParagraph
}

// describe takes a list item as a detail of s, if it is one.
func (m *markdown) describe(s *statement, item ast.Node) bool {
	p, ok := m.alone(item)
	if !ok {
		return false
	}
	line := m.document.line(p.start())
	if name, value, ok := p.detail(); ok {
		m.detail(s, name, value, line)
		return true
	}
	if key, meant, ok := p.nearDetail(); ok {
		m.add(nearKey, line, key, meant)
		return true
	}
	return false
}

func (m *markdown) list(list *ast.List) {
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		m.item(item)
	}
}

// item reads a list item: its first text is the fact, the lists beneath hold
// details of it and facts of their own.
func (m *markdown) item(item ast.Node) {
	first := item.FirstChild()
	if first == nil || !isText(first) {
		m.blocks(first)
		return
	}
	p := m.prose(first)
	m.strayDetails(p)
	s := &statement{Fact: &Fact{}}
	for n := first.NextSibling(); n != nil; {
		list, ok := n.(*ast.List)
		n = n.NextSibling()
		if !ok {
			continue
		}
		for sub := list.FirstChild(); sub != nil; {
			next := sub.NextSibling()
			if m.describe(s, sub) {
				list.RemoveChild(list, sub)
			}
			sub = next
		}
		if !list.HasChildren() {
			item.RemoveChild(item, list)
		}
	}
	rest := first.NextSibling()
	if list, ok := rest.(*ast.List); ok && introduces(p) && len(s.given) == 0 {
		m.introduced(p, list)
		rest = list.NextSibling()
	} else {
		m.fill(s, p)
	}
	m.blocks(rest)
}

func (m *markdown) introduced(p prose, list *ast.List) {
	intro := even(strings.TrimRight(p.text, ":："))
	m.loose = append(m.loose, p.marks...)
	depth := len(m.section)
	text, twin := bilingual(intro)
	m.section, m.texts = append(m.section, heading{7, text, twin}), nil // deeper than any heading
	m.list(list)
	m.section, m.texts = m.section[:depth], nil
}

// strayDetails reports details that do not stand beneath a fact: list items
// not indented, or lines without a hyphen.
func (m *markdown) strayDetails(p prose) {
	for from := 0; from < len(p.text); {
		end := len(p.text)
		if i := strings.IndexByte(p.text[from:], '\n'); i >= 0 {
			end = from + i
		}
		line := p.cut(from, end)
		if name, _, ok := line.detail(); ok && name != "about" && name != "source" {
			key, _, _ := line.key()
			m.add(strayDetail, m.line(line.start()), key)
		}
		from = end + 1
	}
}

// state adds a statement with the text of p.
func (m *markdown) state(p prose) *statement {
	s := &statement{Fact: &Fact{}}
	m.fill(s, p)
	return s
}

func (m *markdown) fill(s *statement, p prose) {
	s.marks = append(slices.Clone(p.marks), s.marks...)
	p = m.notes(s, p)
	if p.text == "" {
		m.loose = append(m.loose, s.marks...)
		return
	}
	s.Passage = m.passage(p)
	s.Section, s.SectionTwin = m.headings()
	m.facts = append(m.facts, s)
}

// brokenHeading matches what was meant to be a heading but has no space.
var brokenHeading = regexp.MustCompile(`^#{1,6}[^#\s]\S*`)

var delimiterRow = regexp.MustCompile(`(?m)^[ >\t]*\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)+\|?[ \t\r]*$`)

// brokenTable reports a paragraph that was meant to be a table.
func (m *markdown) brokenTable(n ast.Node) {
	lines := n.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		if i > 0 && bytes.IndexByte(m.src[seg.Start:seg.Stop], '|') >= 0 && delimiterRow.Match(seg.Value(m.src)) {
			m.add(badHead, m.line(seg.Start))
			return
		}
	}
}
