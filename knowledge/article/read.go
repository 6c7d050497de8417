package article

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	readability "codeberg.org/readeck/go-readability/v2"

	"sibaq/knowledge"
)

// MaxSize is the largest article that is read, in bytes, and the most that a
// DOCX may unpack to.
const MaxSize = 20 << 20

// Article is what was read of a file.
type Article struct {
	File       string // base name of the file
	Title      string
	Author     string
	Publisher  string
	Date       knowledge.Date
	Paragraphs []Paragraph
}

// Error is a reason why a file cannot be imported, for the person who tried.
type Error struct {
	Text  knowledge.Label
	Cause error // for the log; may be nil
}

func (e *Error) Error() string {
	if e.Cause != nil {
		return e.Text.En + ": " + e.Cause.Error()
	}
	return e.Text.En
}

func (e *Error) Unwrap() error { return e.Cause }

func fail(cause error, ar, en string) error {
	return &Error{Text: knowledge.Label{Ar: ar, En: en}, Cause: cause}
}

// Read reads an article. name decides the kind of file by its ending: .txt,
// .md, .html, .htm, .docx or .pdf. A PDF needs poppler's pdftotext on the
// machine; without it the error says so.
func Read(ctx context.Context, name string, data []byte) (*Article, error) {
	if len(data) > MaxSize {
		return nil, fail(nil,
			fmt.Sprintf("الملف أكبر من %d ميغابايت؛ قسّمه ثم استورد كل جزء", MaxSize>>20),
			fmt.Sprintf("the file is larger than %d MiB; split it and import each part", MaxSize>>20))
	}
	a := &Article{File: path.Base(strings.ReplaceAll(name, `\`, "/"))}
	var err error
	switch strings.ToLower(path.Ext(a.File)) {
	case ".txt", ".text", ".md", ".markdown":
		err = a.readText(data)
	case ".html", ".htm", ".xhtml":
		err = a.readHTML(data)
	case ".docx":
		err = a.readDOCX(data)
	case ".pdf":
		err = a.readPDF(ctx, data)
	default:
		err = fail(nil,
			"نوع الملف غير معروف؛ احفظه بصيغة txt أو md أو html أو docx أو pdf",
			"the kind of file is not known; save it as txt, md, html, docx or pdf")
	}
	if err != nil {
		return nil, err
	}
	if len(a.Paragraphs) == 0 {
		return nil, fail(nil,
			"لا نص في الملف؛ إن كان صورًا ممسوحة فحوّلها إلى نص أولًا",
			"the file holds no text; if it is a scan, turn it into text first")
	}
	a.takeTitle()
	return a, nil
}

// takeTitle finds the title in the text where the file names none, and takes
// it out of the paragraphs: a title states nothing.
func (a *Article) takeTitle() {
	const most = 16 // words
	first := a.Paragraphs[0].Text
	if a.Title == "" && len(a.Paragraphs) > 1 && !endsSentence(first) && len(strings.Fields(first)) <= most {
		a.Title = first
	}
	if len(a.Paragraphs) > 1 && first == a.Title {
		a.Paragraphs = a.Paragraphs[1:]
	}
	if a.Title == "" {
		a.Title = strings.TrimSuffix(a.File, path.Ext(a.File))
	}
}

func (a *Article) readText(data []byte) error {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return fail(nil, "الملف ليس نصًا بترميز UTF-8؛ احفظه من جديد بهذا الترميز", "the file is not UTF-8 text; save it again in that encoding")
	}
	a.Paragraphs = Repair(string(data))
	if ext := strings.ToLower(path.Ext(a.File)); ext == ".md" || ext == ".markdown" {
		a.stripMarkdown()
	}
	return nil
}

var (
	mdHeading = regexp.MustCompile(`^#{1,6}\s+`)
	mdLink    = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
	mdNote    = regexp.MustCompile(`\[\^[^\]]*\]:?`)
	mdMark    = regexp.MustCompile("[*_`]{1,3}([^*_`]+)[*_`]{1,3}")
)

// stripMarkdown takes the markup off paragraphs. Headings are no statements,
// so they go; the first of them is the title.
func (a *Article) stripMarkdown() {
	kept := a.Paragraphs[:0]
	for _, p := range a.Paragraphs {
		if mdHeading.MatchString(p.Text) {
			if a.Title == "" {
				a.Title = mdHeading.ReplaceAllString(p.Text, "")
			}
			continue
		}
		t := p.Text // Repair took the marks of lists off
		for _, r := range []*regexp.Regexp{mdLink, mdMark} {
			t = r.ReplaceAllString(t, "$1")
		}
		t = strings.TrimSpace(mdNote.ReplaceAllString(t, ""))
		if t == "" || t == "---" {
			continue
		}
		if t != p.Text {
			p.Lines = p.Lines[:1] // offsets moved; the paragraph's own line stays true
		}
		p.Text = t
		kept = append(kept, p)
	}
	a.Paragraphs = kept
}

func (a *Article) readHTML(data []byte) error {
	page, err := readability.FromReader(bytes.NewReader(data), nil)
	if err != nil || page.Node == nil {
		return fail(err, "لم نجد مقالًا في الصفحة؛ انسخ نصه إلى ملف txt", "no article was found in the page; copy its text into a txt file")
	}
	var b strings.Builder
	if err := page.RenderText(&b); err != nil {
		return fail(err, "تعذرت قراءة الصفحة؛ انسخ نصها إلى ملف txt", "the page cannot be read; copy its text into a txt file")
	}
	a.Title, a.Author, a.Publisher = page.Title(), page.Byline(), page.SiteName()
	if t, err := page.PublishedTime(); err == nil {
		a.Date = knowledge.DateOf(t)
	}
	a.Paragraphs = Repair(b.String())
	a.linesIn(string(data))
	return nil
}

// headingStyle are the ids of the styles of titles and headings, which do not
// depend on the language of the word processor.
var headingStyle = regexp.MustCompile(`(?i)^(?:title|subtitle|heading\s*\d|\d)$`)

// linesIn looks up on which line of the original each paragraph begins, for
// kinds of file whose text was taken out of markup.
func (a *Article) linesIn(original string) {
	line, from := 1, 0
	for i := range a.Paragraphs {
		p := &a.Paragraphs[i]
		key := p.Text
		if ws := strings.Fields(key); len(ws) > 4 {
			key = strings.Join(ws[:4], " ")
		}
		if at := strings.Index(original[from:], key); at >= 0 {
			line += strings.Count(original[from:from+at], "\n")
			from += at
		}
		p.Line, p.Lines = line, []LineStart{{0, line}}
	}
}

// readDOCX reads the paragraphs of word/document.xml. Lines are counted in
// paragraphs, as a word processor shows them. Headings go, as they state
// nothing; the first is the title.
func (a *Article) readDOCX(data []byte) error {
	damaged := func(err error) error {
		return fail(err, "ملف DOCX تالف؛ افتحه واحفظه من جديد", "the DOCX file is damaged; open it and save it again")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return damaged(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		return damaged(err)
	}
	defer f.Close()
	limited := &io.LimitedReader{R: f, N: MaxSize + 1}
	d := xml.NewDecoder(limited)
	var b bytes.Buffer
	text, heading, start := 0, false, 0
	for {
		t, err := d.Token()
		if limited.N <= 0 {
			return fail(nil, "محتوى الملف أكبر من المسموح بعد فك ضغطه", "the file unpacks to more than is allowed")
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return damaged(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				text++
			case "tab", "br":
				b.WriteByte(' ')
			case "p":
				heading, start = false, b.Len()
			case "pStyle":
				heading = slices.ContainsFunc(t.Attr, func(at xml.Attr) bool { return at.Name.Local == "val" && headingStyle.MatchString(at.Value) })
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "t":
				text--
			case "p":
				if heading {
					if a.Title == "" {
						a.Title = strings.Join(strings.Fields(string(b.Bytes()[start:])), " ")
					}
					b.Truncate(start)
				}
				b.WriteByte('\n')
			}
		case xml.CharData:
			if text > 0 {
				b.WriteString(strings.ReplaceAll(string(t), "\n", " "))
			}
		}
	}
	for i, l := range strings.Split(b.String(), "\n") {
		for _, p := range Repair(l) {
			p.Line = i + 1
			p.Lines = []LineStart{{0, i + 1}}
			a.Paragraphs = append(a.Paragraphs, p)
		}
	}
	return nil
}
