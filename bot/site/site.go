package site

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// File is one file of the site.
type File struct {
	Path string // slash-separated, relative to the site
	Data []byte
}

// StartPage is the path of the page that a reader opens first.
const StartPage = "index.html"

var (
	//go:embed page.html
	pageHTML string
	//go:embed site.css
	css string
	//go:embed site.js
	js string

	style  = unixEnds(css)
	script = unixEnds(js)

	// policy allows a page its own style and script and nothing else.
	policy = "default-src 'none'; img-src data:; style-src " + hashOf(style) + "; script-src " + hashOf(script) +
		"; base-uri 'none'; form-action 'none'"
)

// pages are the templates of each language: "w" in them gives its words.
var pages = map[knowledge.Lang]*template.Template{
	knowledge.Arabic:  parse(knowledge.Arabic),
	knowledge.English: parse(knowledge.English),
}

func parse(lang knowledge.Lang) *template.Template {
	words := say.Texts(lang)
	funcs := template.FuncMap{
		"attrs": attrs,
		"w":     func() say.Words { return words },
		"forms": func() (string, error) {
			data, err := json.Marshal(words.FactForms())
			return string(data), err
		},
	}
	return template.Must(template.New("").Funcs(funcs).Parse(unixEnds(pageHTML)))
}

// unixEnds undoes what a checkout with other line ends would do to the hashes
// and to the same bytes from the same knowledge.
func unixEnds(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// Build gives the site's files for the knowledge of ix, ordered by path. An
// error means a fault in the templates.
func Build(ix *index.Index) ([]File, error) {
	var out []File
	s := survey(ix)
	for _, lang := range []knowledge.Lang{knowledge.Arabic, knowledge.English} {
		w := s.in(lang)
		if err := w.page(&out, "index", StartPage, "", func(p *page) { p.Start = w.start() }); err != nil {
			return nil, err
		}
		if err := w.page(&out, "names", namesPage, w.NamesWord(), func(p *page) { p.Names = w.names() }); err != nil {
			return nil, err
		}
		for _, t := range s.topics {
			err := w.page(&out, "topic", t.path, w.topicName(t), func(p *page) { p.Topic = w.topic(t) })
			if err != nil {
				return nil, err
			}
		}
	}
	slices.SortFunc(out, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

const (
	namesPage  = "names.html"
	topicsDir  = "topics"
	englishDir = "en"
)

// page is what the layout shows around a page's own content, of which one of
// Start, Topic and Names is set.
type page struct {
	Dir     string // rtl or ltr
	Title   string // "" on the start page
	Up      string // leads from this page to the folder of its language
	Other   link   // this page in the other language
	Policy  string
	CSS     template.CSS
	JS      template.JS
	Version string
	Start   *startView
	Topic   *topicView
	Names   *namesView
}

// writer writes the pages of one language.
type writer struct {
	say.Words
	*atlas
	up string // of the page being written
}

// page adds one page to out. its path is that in the folder of its language.
func (w *writer) page(out *[]File, name, at, title string, fill func(*page)) error {
	w.up = strings.Repeat("../", strings.Count(at, "/"))
	other := say.Texts(w.Lang().Other())
	p := &page{
		Dir: dir(w.Lang()), Title: title, Up: w.up,
		Policy: policy, CSS: template.CSS(style), JS: template.JS(script), Version: w.base.Version,
	}
	full := at
	if w.Lang() == knowledge.English {
		full = path.Join(englishDir, at)
		p.Other = link{Text: other.LangName(), Href: w.up + "../" + at, Lang: other.Lang()}
	} else {
		p.Other = link{Text: other.LangName(), Href: w.up + englishDir + "/" + at, Lang: other.Lang()}
	}
	fill(p)
	var b bytes.Buffer
	if err := pages[w.Lang()].ExecuteTemplate(&b, "page", p); err != nil {
		return err
	}
	*out = append(*out, File{full, b.Bytes()})
	return nil
}

func dir(lang knowledge.Lang) string {
	if lang == knowledge.Arabic {
		return "rtl"
	}
	return "ltr"
}

// atlas is what all pages draw on: which topics there are, which facts speak
// of which entities, and under which names pages and places are found.
type atlas struct {
	base     *knowledge.Base
	topics   []*topic
	topicOf  map[string]*topic                       // by file
	anchors  map[*knowledge.Entity]string            // on the page of names
	tables   map[*knowledge.Table]string             // on the page of their topic
	entities map[*knowledge.Fact][]*knowledge.Entity // about first, then named
	facts    map[*knowledge.Entity][]*knowledge.Fact
	byID     map[string]*knowledge.Fact
	replaced map[string][]*knowledge.Fact // by the id of what replaced them
	known    map[string]*knowledge.Entity // by folded name
}

// topic is a knowledge file that states facts.
type topic struct {
	file  *knowledge.File
	path  string // of its page, in the folder of a language
	facts []*knowledge.Fact
}

func survey(ix *index.Index) *atlas {
	base := ix.Base()
	s := &atlas{
		base: base, topicOf: map[string]*topic{}, anchors: map[*knowledge.Entity]string{}, tables: map[*knowledge.Table]string{},
		entities: map[*knowledge.Fact][]*knowledge.Entity{}, facts: map[*knowledge.Entity][]*knowledge.Fact{},
		byID: map[string]*knowledge.Fact{}, replaced: map[string][]*knowledge.Fact{}, known: map[string]*knowledge.Entity{},
	}
	pageNames, anchors := unique{}, unique{}
	for _, f := range base.Files {
		s.topicOf[f.Path] = &topic{file: f}
	}
	for _, f := range base.Facts {
		t := s.topicOf[f.File]
		t.facts = append(t.facts, f)
		s.byID[f.ID] = f
		if f.SupersededBy != "" {
			s.replaced[f.SupersededBy] = append(s.replaced[f.SupersededBy], f)
		}
		found := slices.Clone(f.About)
		found = append(found, ix.Mentions(f.Text)...)
		if f.Twin != nil {
			found = append(found, ix.Mentions(f.Twin.Text)...)
		}
		for _, e := range found {
			if !slices.Contains(s.entities[f], e) {
				s.entities[f] = append(s.entities[f], e)
				s.facts[e] = append(s.facts[e], f)
			}
		}
	}
	for _, f := range base.Files {
		if t := s.topicOf[f.Path]; len(t.facts) > 0 {
			t.path = topicsDir + "/" + pageNames.of(slug(strings.TrimSuffix(f.Path, path.Ext(f.Path)))) + ".html"
			s.topics = append(s.topics, t)
		}
	}
	for _, e := range base.Entities {
		s.anchors[e] = "e-" + anchors.of(slug(e.Name))
		s.known[fold.Text(e.Name)] = e
	}
	inFile := map[string]int{}
	for _, t := range base.Tables {
		inFile[t.File]++
		s.tables[t] = "t-" + strconv.Itoa(inFile[t.File])
	}
	return s
}

func (s *atlas) in(lang knowledge.Lang) *writer {
	return &writer{Words: say.Texts(lang), atlas: s}
}

// unique hands out names that no two callers get, the same on file systems
// that do not tell case apart.
type unique map[string]bool

func (u unique) of(want string) string {
	name := want
	for n := 2; u[name]; n++ {
		name = want + "-" + strconv.Itoa(n)
	}
	u[name] = true
	return name
}

// slugLimit keeps names below what file systems allow, in code points.
const slugLimit = 50

// slug makes of a name what can stand in a file name and in an address
// anywhere: its letters and digits in lower case, joined by hyphens.
func slug(name string) string {
	parts := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	s := strings.Join(parts, "-")
	for utf8.RuneCountInString(s) > slugLimit {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	if s == "" {
		return "x"
	}
	return s
}
