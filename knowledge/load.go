package knowledge

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// MaxFile is the largest knowledge file that is read, in bytes.
const MaxFile = 4 << 20

// The files of a folder's root that hold no facts.
const (
	QuestionsFile = "questions.txt"
	SynonymsFile  = "synonyms.txt"
)

// Load reads a knowledge folder. The error is Problems, holding every problem
// of the folder at once (warnings too), when any of them is an Error; a folder
// that cannot be listed at all gives an error of its file system.
func Load(fsys fs.FS) (*Base, error) { return NewLoader().Load(fsys) }

// Loader reads a folder again and again and parses only what changed. It is
// safe for concurrent use.
type Loader struct {
	mu    sync.Mutex
	files map[string]*parsed // by path
}

// NewLoader returns a Loader that has read nothing yet.
func NewLoader() *Loader { return &Loader{files: map[string]*parsed{}} }

// Load reads the folder as it is now; see the function Load.
func (l *Loader) Load(fsys fs.FS) (*Base, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var b builder
	seen := map[string]*parsed{}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			if name == "." {
				return err
			}
			b.report(name, 0, problem(Error, "تعذرت القراءة: "+reason(err), "تحقق من صلاحيات الملف أو المجلد",
				"cannot be read: "+reason(err), "check the permissions of the file or folder"))
			return nil
		}
		if name == "." {
			return nil
		}
		if skipped(d.Name(), d.IsDir()) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() || !d.Type().IsRegular() || !readable(name) {
			return nil
		}
		data, ok := b.read(fsys, name, d)
		if !ok {
			return nil
		}
		switch name {
		case QuestionsFile:
			b.base.Questions = data
			return nil
		case SynonymsFile:
			b.hash(name, data)
			b.base.Synonyms = synonyms(data)
			return nil
		}
		p := l.files[name]
		if p == nil || !bytes.Equal(p.src.data, data) {
			p = parseFile(name, data)
		}
		seen[name] = p
		if !p.front.draft {
			b.hash(name, data)
			b.files = append(b.files, p)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list the knowledge folder: %w", err)
	}
	l.files = seen
	return b.build()
}

// skipped reports whether a name is hidden, private or a draft.
func skipped(name string, dir bool) bool {
	lower := strings.ToLower(name)
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	if dir {
		return lower == "testdata" || lower == "drafts"
	}
	return strings.TrimSuffix(lower, path.Ext(lower)) == "readme" || strings.Contains(lower, ".draft.")
}

func readable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".txt":
		return true
	}
	return false
}

// reason is an error without the path that the problem names anyway.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}

func (b *builder) read(fsys fs.FS, name string, d fs.DirEntry) ([]byte, bool) {
	info, err := d.Info()
	if err == nil && info.Size() > MaxFile {
		b.report(name, 0, problem(Error,
			fmt.Sprintf("الملف كبير جدًا: %d ميغابايت، والحد %d", info.Size()>>20, MaxFile>>20), "قسّمه إلى ملفات أصغر",
			fmt.Sprintf("the file is too large: %d MiB, and the limit is %d", info.Size()>>20, MaxFile>>20), "split it into smaller files"))
		return nil, false
	}
	var data []byte
	if err == nil {
		data, err = fs.ReadFile(fsys, name)
	}
	if err != nil {
		b.report(name, 0, problem(Error, "تعذرت القراءة: "+reason(err), "تحقق من صلاحيات الملف",
			"cannot be read: "+reason(err), "check the permissions of the file"))
		return nil, false
	}
	if at := badByte(data); at >= 0 {
		what := Label{Ar: "الملف ليس نصًا بترميز UTF-8", En: "the file is not UTF-8 text"}
		b.report(name, 1+bytes.Count(data[:at], []byte("\n")), &Problem{Severity: Error, What: what,
			Fix: Label{Ar: "افتحه في محرر نصوص واحفظه بترميز UTF-8", En: "open it in a text editor and save it as UTF-8"}})
		return nil, false
	}
	return data, true
}

// badByte is the offset of the first byte that is no UTF-8 text, or -1.
func badByte(data []byte) int {
	if at := bytes.IndexByte(data, 0); at >= 0 {
		return at
	}
	if utf8.Valid(data) {
		return -1
	}
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// synonyms reads "حظر = عقوبات = قيود", one group a line.
func synonyms(data []byte) [][]string {
	var out [][]string
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(strings.TrimSpace(line), "#") {
			continue
		}
		var group []string
		for _, w := range strings.Split(line, "=") {
			if w = strings.TrimSpace(strings.TrimPrefix(w, "\ufeff")); w != "" {
				group = append(group, w)
			}
		}
		if len(group) > 1 {
			out = append(out, group)
		}
	}
	return out
}

// parsed is what one file says. It depends on that file's bytes alone and is
// never written to once made, so that a Loader can keep it.
type parsed struct {
	src      *source
	file     File
	front    front
	lang     Lang
	sections [][]string
	facts    []*draftFact
	tables   []*draftTable
	sources  map[string]*Source
	labels   []string // of sources, in order
	used     map[string]bool
	problems Problems
}

func parseFile(name string, data []byte) *parsed {
	p := &parsed{src: newSource(name, data), sources: map[string]*Source{}, used: map[string]bool{}}
	sum := sha256.Sum256(data)
	p.file = File{Path: name, Hash: hex.EncodeToString(sum[:]), Data: data}
	p.front = parseFront(p.src, p.report)
	p.file.Title, p.file.Reviewed = p.front.title, p.front.reviewed
	p.lang = p.front.lang
	if p.lang == "" {
		p.lang = script(string(data[p.front.end:]), Arabic)
	}
	p.file.Lang = p.lang
	p.hiddenMarks()
	if strings.EqualFold(path.Ext(name), ".txt") {
		p.readPlain()
	} else {
		p.readMarkdown(p.front.end)
	}
	if p.file.Title == "" {
		p.file.Title = strings.TrimSuffix(path.Base(name), path.Ext(name))
	}
	p.file.Facts = len(p.facts)
	return p
}

// readPlain reads a text without markup: paragraphs are facts.
func (p *parsed) readPlain() {
	e := excerpt{src: p.src.data}
	flush := func() {
		if e.trim(); e.start() >= 0 {
			s := e.String()
			f := Fact{Passage: Passage{Text: s, Lang: script(s, p.lang), File: p.src.path, Line: p.src.line(e.start()), Spans: e.spans}}
			p.facts = append(p.facts, &draftFact{fact: f, section: -1, line: f.Line})
		}
		e = excerpt{src: p.src.data}
	}
	for i, start := range p.src.lines {
		stop := len(p.src.data)
		if i+1 < len(p.src.lines) {
			stop = p.src.lines[i+1] - 1
		}
		if start < p.front.end {
			continue
		}
		before := len(e.spans)
		end := e.end()
		p.addRaw(&e, start, stop)
		if len(e.spans) == before && e.end() == end { // a blank line
			flush()
		}
	}
	flush()
}

// hiddenMarks warns of characters that turn the direction of text round
// unseen: what a reader sees would not be what the file says.
func (p *parsed) hiddenMarks() {
	for i, r := range string(p.src.data) {
		if r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 {
			p.report(p.src.line(i), problem(Warning,
				fmt.Sprintf("رمز خفي يقلب اتجاه النص (U+%04X)", r), "احذف السطر واكتبه من جديد",
				fmt.Sprintf("a hidden character turns the text's direction (U+%04X)", r), "delete the line and type it again"))
			return
		}
	}
}

func (p *parsed) report(line int, pr *Problem) {
	pr.File, pr.Line = p.src.path, line
	p.problems = append(p.problems, pr)
}

func (p *parsed) reportAt(e *excerpt, pr *Problem) {
	line := 0
	if at := e.start(); at >= 0 {
		line = p.src.line(at)
	}
	p.report(line, pr)
}

// sortProblems orders by file, then line.
func sortProblems(ps Problems) {
	sort.SliceStable(ps, func(i, j int) bool {
		if ps[i].File != ps[j].File {
			return ps[i].File < ps[j].File
		}
		return ps[i].Line < ps[j].Line
	})
}
