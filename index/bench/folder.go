package bench

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"path"
	"strings"
	"time"

	"sibaq/knowledge"
)

// Folder is a knowledge folder of so many facts, of which the last file may
// bring a few more. It is safe for concurrent use.
func Folder(facts int) fs.FS {
	return &folder{files: (facts + perFile - 1) / perFile, entities: 60 + facts/100}
}

const (
	perFile       = 50  // facts of a file
	perDir        = 100 // files of a folder
	entitiesAFile = 500
)

type folder struct{ files, entities int }

func dirName(n int) string  { return fmt.Sprintf("d%05d", n) }
func fileName(n int) string { return fmt.Sprintf("f%07d.md", n) }

func (f *folder) Open(name string) (fs.File, error) {
	if entries, err := f.ReadDir(name); err == nil {
		return &dir{info{path.Base(name), 0, true}, entries}, nil
	}
	data, ok := f.file(name)
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return &file{info{path.Base(name), int64(len(data)), false}, bytes.NewReader(data)}, nil
}

func (f *folder) ReadDir(in string) ([]fs.DirEntry, error) {
	var entries []fs.DirEntry
	add := func(name string, isDir bool) {
		entries = append(entries, entry{f, path.Join(in, name), isDir})
	}
	var n int
	switch name := in; {
	case name == ".":
		for n := range (f.files + perDir - 1) / perDir {
			add(dirName(n), true)
		}
		add("entities", true)
	case name == "entities":
		for n := range (f.entities + entitiesAFile - 1) / entitiesAFile {
			add(fileName(n), false)
		}
	case scan(name, "d%05d", &n) && n*perDir < f.files:
		for k := n * perDir; k < min(f.files, (n+1)*perDir); k++ {
			add(fileName(k), false)
		}
	default:
		return nil, &fs.PathError{Op: "readdir", Path: in, Err: fs.ErrNotExist}
	}
	return entries, nil
}

func scan(name, format string, n *int) bool {
	_, err := fmt.Sscanf(name, format, n)
	return err == nil && name == fmt.Sprintf(format, *n)
}

func (f *folder) file(name string) ([]byte, bool) {
	var n int
	in, base := path.Split(name)
	switch {
	case !scan(base, "f%07d.md", &n):
		return nil, false
	case in == "entities/" && n*entitiesAFile < f.entities:
		return f.entityFile(n), true
	case n < f.files && in == dirName(n/perDir)+"/":
		return f.factFile(n), true
	}
	return nil, false
}

// entityFile declares entities.
func (f *folder) entityFile(n int) []byte {
	var b bytes.Buffer
	b.WriteString("---\ntitle: كيانات\nlanguage: ar\nentities:\n")
	for k := n * entitiesAFile; k < min(f.entities, (n+1)*entitiesAFile); k++ {
		e := nameOf(k)
		fmt.Fprintf(&b, "  - name: %s\n    ar: %s\n    type: %s\n    aliases: [\"%s AI\", \"%s\"]\n", e.latin, e.arabic, e.kind, e.latin, e.alias)
		if k%5 == 1 {
			fmt.Fprintf(&b, "    by: %s\n", nameOf(k-1).latin)
		}
	}
	b.WriteString("---\n")
	return b.Bytes()
}

type name struct{ latin, arabic, alias, kind string }

// nameOf makes the names of an entity: syllables, in Latin and Arabic letters.
func nameOf(n int) name {
	syllables := [...][2]string{{"ka", "كا"}, {"lo", "لو"}, {"mi", "مي"}, {"ra", "را"}, {"ten", "تن"}, {"sor", "سور"}, {"vi", "في"}, {"dun", "دن"},
		{"bel", "بيل"}, {"zu", "زو"}, {"fen", "فين"}, {"har", "هار"}, {"jo", "جو"}, {"nim", "نيم"}, {"tok", "توك"}, {"wa", "وا"}, {"shi", "شي"}, {"gro", "غرو"}}
	kinds := [...]string{"company", "model", "chip", "person", "country"}
	var e name
	e.kind = kinds[n%len(kinds)]
	rest := n
	for k := 0; k < 3 || rest > 0; k++ { // a number in base 18, so that no two names are the same
		s := syllables[(rest+5*k)%len(syllables)]
		rest /= len(syllables)
		e.latin += s[0]
		e.arabic += s[1]
	}
	e.latin = strings.ToUpper(e.latin[:1]) + e.latin[1:]
	e.alias = "ال" + e.arabic
	if e.kind == "model" {
		e.latin += fmt.Sprintf(" %d", 2+n%4)
		e.arabic += fmt.Sprintf(" %d", 2+n%4)
		e.alias = e.latin + " Pro"
	}
	return e
}

// writer writes the facts of one file.
type writer struct {
	bytes.Buffer
	rng       *rand.Rand
	frequency *rand.Zipf
	entity    *rand.Zipf
}

// factFile writes sections of facts about an entity each, and in every fifth
// file a table.
func (f *folder) factFile(n int) []byte {
	rng := rand.New(rand.NewPCG(7, uint64(n)))
	w := &writer{rng: rng, frequency: newFrequency(rng), entity: rand.NewZipf(rng, 1.2, 8, uint64(f.entities-1))}
	lang := knowledge.Arabic
	if rng.IntN(5) == 0 {
		lang = knowledge.English
	}
	fmt.Fprintf(w, "---\ntitle: %s\nlanguage: %s\nreviewed: 2026-%02d-01\n---\n", w.words(lang, 4), lang, 1+rng.IntN(9))
	left := perFile
	if n%5 == 0 {
		left -= w.table(lang)
	}
	for left > 0 {
		about := nameOf(int(w.entity.Uint64()))
		fmt.Fprintf(w, "\n## %s\n\n", about.in(lang))
		for range min(left, 3+rng.IntN(5)) {
			left--
			w.fact(lang, about)
		}
	}
	for k := range sourcesAFile {
		fmt.Fprintf(w, "\n[^s%d]: [%s](https://example.org/%d/%d), %s, %d-%02d\n", k, w.words(knowledge.English, 6), n, k, nameOf(rng.IntN(f.entities)).latin, 2019+rng.IntN(8), 1+rng.IntN(12))
	}
	return w.Bytes()
}

const sourcesAFile = 6

func (e name) in(lang knowledge.Lang) string {
	if lang == knowledge.Arabic {
		return e.arabic
	}
	return e.latin
}

func (w *writer) words(lang knowledge.Lang, n int) string {
	l := lexicons()[lang]
	out := make([]string, n)
	for i := range out {
		out[i] = l.word(w.frequency)
	}
	return strings.Join(out, " ")
}

// sentence has 20 to 60 words, names an entity mostly and holds a number often.
func (w *writer) sentence(lang knowledge.Lang, about name) string {
	text := w.words(lang, 4+w.rng.IntN(12))
	if w.rng.IntN(4) > 0 {
		text += " " + about.in(lang)
	}
	text += " " + w.words(lang, 8+w.rng.IntN(22))
	if w.rng.IntN(3) == 0 {
		text += fmt.Sprintf(" %d ", 1+w.rng.IntN(2000))
	}
	if w.rng.IntN(6) == 0 {
		text += " " + nameOf(int(w.entity.Uint64())).latin
	}
	return text + " " + w.words(lang, 8+w.rng.IntN(18)) + "."
}

func (w *writer) fact(lang knowledge.Lang, about name) {
	fmt.Fprintf(w, "- %s [^s%d]", w.sentence(lang, about), w.rng.IntN(sourcesAFile))
	if w.rng.IntN(2) == 0 {
		fmt.Fprintf(w, " {%d-%02d}", 2018+w.rng.IntN(9), 1+w.rng.IntN(12))
	}
	w.WriteByte('\n')
	if w.rng.IntN(6) == 0 {
		fmt.Fprintf(w, "  - %s: %s\n", lang.Other(), w.sentence(lang.Other(), about))
	}
}

// table writes a comparison and returns how many facts that is.
func (w *writer) table(lang knowledge.Lang) int {
	const rows, columns = 4, 3
	first := int(w.entity.Uint64())
	fmt.Fprintf(w, "\n## %s\n\n| %s |", w.words(lang, 3), w.words(lang, 1))
	for c := range columns {
		fmt.Fprintf(w, " %s |", nameOf(first+c).latin)
	}
	w.WriteString("\n|" + strings.Repeat("---|", columns+1) + "\n")
	for range rows {
		fmt.Fprintf(w, "| %s |", w.words(lang, 2))
		for range columns {
			fmt.Fprintf(w, " %d %s [^s%d] |", 1+w.rng.IntN(5000), w.words(lang, 1+w.rng.IntN(4)), w.rng.IntN(sourcesAFile))
		}
		w.WriteString("\n")
	}
	return rows * columns
}

// info, file and dir are what fs wants of a file.
type info struct {
	name  string
	size  int64
	isDir bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) IsDir() bool        { return i.isDir }
func (i info) Sys() any           { return nil }
func (i info) Mode() fs.FileMode {
	if i.isDir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

type entry struct {
	folder *folder
	path   string
	isDir  bool
}

func (e entry) Name() string { return path.Base(e.path) }
func (e entry) IsDir() bool  { return e.isDir }
func (e entry) Type() fs.FileMode {
	return info{isDir: e.isDir}.Mode().Type()
}

func (e entry) Info() (fs.FileInfo, error) {
	data, _ := e.folder.file(e.path)
	return info{e.Name(), int64(len(data)), e.isDir}, nil
}

type file struct {
	info info
	*bytes.Reader
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

type dir struct {
	info info
	left []fs.DirEntry
}

func (d *dir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *dir) Close() error               { return nil }
func (d *dir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.info.name, Err: fs.ErrInvalid}
}

func (d *dir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(d.left)
	} else if len(d.left) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(d.left))
	entries := d.left[:n]
	d.left = d.left[n:]
	return entries, nil
}
