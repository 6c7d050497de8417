package knowledge

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"strings"
	"sync"
)

// maxFile is how large a file may be, in bytes.
const maxFile = 4 << 20

// versionLen is the length of Base.Version, in hex digits.
const versionLen = 16

// Load reads and checks a knowledge folder. Its error is Problems, holding
// every problem and warning of the folder, when one of them is an Error; where
// the folder itself cannot be read, it is the plain error of the file system.
func Load(fsys fs.FS) (*Base, error) {
	f := folder{now: map[cacheKey]*document{}}
	return f.load(fsys)
}

// Loader loads a folder again and again and parses only those files whose
// bytes have changed. It is safe for concurrent use.
type Loader struct {
	Limits Limits // of the folder; set before the first load

	mu    sync.Mutex
	known map[cacheKey]*document // the files of the last load
}

type cacheKey struct {
	path string
	hash [sha256.Size]byte
}

// NewLoader gives a Loader that knows no file yet.
func NewLoader() *Loader { return &Loader{} }

// Load is like the function Load.
func (l *Loader) Load(fsys fs.FS) (*Base, error) { return l.LoadBeside(fsys, nil) }

// LoadBeside loads a folder that is going to be joined to another (Join), whose
// entities it may speak of without declaring them. beside may be nil.
func (l *Loader) LoadBeside(fsys fs.FS, beside *Base) (*Base, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := folder{limits: l.Limits, beside: beside, known: l.known, now: map[cacheKey]*document{}}
	base, err := f.load(fsys)
	if problems := Problems(nil); err == nil || errors.As(err, &problems) {
		l.known = f.now
	}
	return base, err
}

func (f *folder) load(fsys fs.FS) (*Base, error) {
	f.followed, f.hash = map[string]bool{}, sha256.New()
	f.parsing.SetLimit(runtime.GOMAXPROCS(0))
	err := f.walk(fsys, ".", ".")
	f.parsing.Wait() // no function of it fails
	if err != nil {
		return nil, fmt.Errorf("reading the knowledge folder: %w", err)
	}
	for _, p := range f.parsed {
		f.take(p)
	}
	f.parsed = nil
	base, problems := f.base()
	if len(problems.Only(Error)) > 0 {
		return nil, problems
	}
	base.Warnings = problems
	return base, nil
}

// walk reads the files of the folder root, in the order of their paths, as if
// that folder were named as.
func (f *folder) walk(fsys fs.FS, root, as string) error {
	return fs.WalkDir(fsys, root, func(at string, d fs.DirEntry, err error) error {
		name := at
		if root != "." {
			name = path.Join(as, strings.TrimPrefix(at, root))
		}
		switch {
		case err != nil && name == ".":
			return err
		case err != nil:
			f.add(unreadable, name, 0)
			return nil
		case d.Type()&fs.ModeSymlink != 0 && at != root:
			return f.link(fsys, name)
		case !d.IsDir():
			return f.read(fsys, at, name, d.Type())
		case at != root && skipDir(d.Name()):
			return fs.SkipDir
		}
		return nil
	})
}

// read takes in the file at a path, under its name in the folder. Its error is
// fs.SkipAll where nothing more may be read.
func (f *folder) read(fsys fs.FS, at, name string, mode fs.FileMode) error {
	if !wanted(name) || !mode.IsRegular() { // a pipe would block, a device never end
		return nil
	}
	room, ok := f.room(name)
	if !ok {
		return fs.SkipAll
	}
	data, err := readFile(fsys, at, room)
	switch {
	case errors.Is(err, errTooLarge) && room < maxFile:
		f.add(overLimit, name, 1, kibibytes(room))
	case errors.Is(err, errTooLarge):
		f.add(tooLarge, name, 1)
	case err != nil:
		f.add(unreadable, name, 1)
	case !f.took(len(data)):
		return fs.SkipAll
	default:
		f.file(name, data)
	}
	return nil
}

var errTooLarge = errors.New("file too large")

// readFile reads no more than so many bytes, whatever size the file claims.
func readFile(fsys fs.FS, name string, most int64) ([]byte, error) {
	file, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var buf bytes.Buffer
	if info, err := file.Stat(); err == nil {
		if info.Size() > most {
			return nil, errTooLarge
		}
		buf.Grow(int(info.Size()) + bytes.MinRead)
	}
	if _, err := io.Copy(&buf, io.LimitReader(file, most+1)); err != nil {
		return nil, err
	}
	if int64(buf.Len()) > most {
		return nil, errTooLarge
	}
	return buf.Bytes(), nil
}

// The files at the folder's root that hold no facts.
const (
	questionsFile = "questions.txt"
	synonymsFile  = "synonyms.txt"
)

func skipDir(base string) bool {
	return hidden(base) || base == "testdata" || base == "drafts"
}

// Hidden reports whether a file or folder of this name is left alone.
func Hidden(base string) bool { return hidden(base) }

func hidden(base string) bool { return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_") }

// wanted reports whether the file of this path is read.
func wanted(name string) bool {
	base := strings.ToLower(path.Base(name))
	ext := path.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	switch ext {
	case ".md", ".markdown", ".txt":
		return !hidden(base) && stem != "readme" && !strings.HasSuffix(stem, ".draft")
	}
	return false
}

// Reads reports whether Load reads a file at this slash path of a folder. What
// it does not read are drafts, hidden files, and those that tell people of the
// folder.
func Reads(name string) bool { return visible(name, false) }

// parsed is a file that is being parsed, or was.
type parsed struct {
	name string
	key  cacheKey
	doc  *document
}

// file has the bytes of one file parsed, while others are read.
func (f *folder) file(name string, data []byte) {
	p := &parsed{name: name}
	f.parsed = append(f.parsed, p)
	f.parsing.Go(func() error {
		p.key = cacheKey{name, sha256.Sum256(data)}
		if p.doc = f.known[p.key]; p.doc == nil {
			p.doc = parse(name, data)
			p.doc.file.Hash = hex.EncodeToString(p.key.hash[:])
		}
		return nil
	})
}

// take takes in one file, in the order of their paths.
func (f *folder) take(p *parsed) {
	name, data, doc := p.name, p.doc.file.Data, p.doc
	f.now[p.key] = doc
	if doc.draft {
		return
	}
	// The length parts the content of one file from the path of the next.
	fmt.Fprintf(f.hash, "%s\x00%d\x00", name, len(data))
	var piece [4096]byte // the hash takes no string, and all of it is much to copy
	for rest := data; rest != ""; {
		n := copy(piece[:], rest)
		f.hash.Write(piece[:n])
		rest = rest[n:]
	}
	f.problems = append(f.problems, doc.problems...)
	switch {
	case name == questionsFile:
		f.questions = []byte(doc.file.Data)
	case name == synonymsFile:
		f.synonyms = doc.synonyms
	case isAsked(name):
		f.askedBy = append(f.askedBy, doc)
	default:
		f.docs = append(f.docs, doc)
	}
}
