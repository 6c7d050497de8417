package repo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/storage/filesystem"

	"sibaq/knowledge"
)

// Options say how a folder is kept. The zero value is good.
type Options struct {
	// Remote is the remote that Sync exchanges commits with; "" = "origin" where
	// the clone has one, else none.
	Remote string
	// Token is the password that an https remote wants; "" = what its address
	// says. Over ssh the keys of an agent are used.
	Token string
	// Limits are how much the folder may hold once a change is made; 0 = that of
	// DefaultLimits. What makes the folder no larger is always allowed, and names,
	// synonyms and ways to ask are not counted.
	Limits knowledge.Limits
	// Load reads and checks the folder; nil = that of a knowledge.Loader.
	Load func(fs.FS) (*knowledge.Base, error)
	Log  *slog.Logger
	// Now is the time of commits; nil = time.Now.
	Now func() time.Time

	at func(step string) error // see Repo.step
}

// DefaultLimits are roomy for what people write by hand.
var DefaultLimits = knowledge.Limits{Files: 2_000, FileBytes: 1 << 20, AllBytes: 64 << 20, Facts: 200_000}

// Author is who asks for a change: a member of Discord, or whoever is at the
// terminal, who has no ID and no Guild.
type Author struct{ Name, ID, Guild string }

// Edit is a wanted change: the new contents of files by their slash path in the
// folder, nil = removed.
type Edit struct {
	Files  map[string][]byte
	Author Author
	Reason string // in the author's words; may be empty
}

// Kind says what made a commit.
type Kind string

// The kinds of commits. Those that git or a forge made have none.
const (
	Change Kind = "change"  // a Proposal
	ByHand Kind = "by hand" // files that were found changed on disk
	Merge  Kind = "merge"   // a Sync that brought two histories together
)

// Commit is one change in the history of a folder.
type Commit struct {
	ID     string // 40 hex digits
	Parent string // ID of the commit before it, "" where the history begins
	Kind   Kind
	Author Author
	At     time.Time
	Reason string   // the message, in one line
	Files  []string // slash paths in the folder that differ from the commit before, sorted
}

// Repo is a folder with its history. It is safe for any number of goroutines,
// and a lock keeps other processes out while one of them writes.
type Repo struct {
	dir    string // of the folder, without links
	root   string // of the worktree that it lies in
	prefix string // of the folder in it: "" or "a/b/"
	git    string // the git directory of this worktree: HEAD, index
	common string // the git directory of all its worktrees: branches, objects
	o      Options
	mu     sync.Mutex
}

// Open opens the folder dir, which must exist, as part of the clone that it
// lies in, or of one made in it where there is none, or where that one ignores
// it. It finishes or undoes what a crash interrupted.
func Open(dir string, o Options) (*Repo, error) {
	if o.Load == nil {
		o.Load = knowledge.NewLoader().Load
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Limits = orDefault(o.Limits)
	abs, err := filepath.Abs(dir)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err == nil {
		_, err = os.ReadDir(abs)
	}
	if err != nil {
		return nil, fail(cannotRead, err)
	}
	r := &Repo{dir: abs, o: o}
	made, err := r.find()
	if err != nil {
		return nil, fail(cannotOpen, err)
	}
	err = r.locked(context.Background(), func() error {
		if !made {
			return nil
		}
		return r.takeIn()
	})
	if err != nil {
		return nil, err
	}
	return r, nil
}

func orDefault(l knowledge.Limits) knowledge.Limits {
	d := DefaultLimits
	return knowledge.Limits{Files: cmp.Or(l.Files, d.Files), FileBytes: cmp.Or(l.FileBytes, d.FileBytes), AllBytes: cmp.Or(l.AllBytes, d.AllBytes), Facts: cmp.Or(l.Facts, d.Facts)}
}

// find finds the clone of r.dir, or makes one in it.
func (r *Repo) find() (made bool, err error) {
	r.root = r.dir
	for {
		if _, err := os.Lstat(filepath.Join(r.root, ".git")); err == nil {
			break
		} else if !errors.Is(err, fs.ErrNotExist) {
			return false, err
		}
		if r.root == filepath.Dir(r.root) {
			r.root = ""
			break
		}
		r.root = filepath.Dir(r.root)
	}
	if r.root != "" && r.root != r.dir {
		rel, err := filepath.Rel(r.root, r.dir)
		if err != nil {
			return false, err
		}
		rel = filepath.ToSlash(rel)
		// What is around an ignored folder need not be a clone in order; where it is
		// not ignored, the error comes again below.
		_ = r.locate()
		if r.ignores(r.root).folder(rel) {
			r.root = ""
		} else {
			r.prefix = rel + "/"
		}
	}
	if r.root == "" {
		r.root = r.dir
		_, err := git.PlainInitWithOptions(r.dir, &git.PlainInitOptions{InitOptions: git.InitOptions{DefaultBranch: plumbing.Main}})
		if err != nil {
			return false, err
		}
		made = true
	}
	return made, r.locate()
}

// locate finds the git directories of the clone at r.root.
func (r *Repo) locate() error {
	g, err := r.open()
	if err != nil {
		return err
	}
	storage, ok := g.Storer.(*filesystem.Storage)
	if !ok {
		return fmt.Errorf("%T is no clone on disk", g.Storer)
	}
	r.git = storage.Filesystem().Root()
	r.common = r.git
	if data, err := os.ReadFile(filepath.Join(r.git, "commondir")); err == nil {
		r.common = strings.TrimSpace(string(data))
		if !filepath.IsAbs(r.common) {
			r.common = filepath.Join(r.git, r.common)
		}
	}
	return nil
}

// open opens the clone anew: an open one remembers which packs there are, and
// git may pack at any time.
func (r *Repo) open() (*git.Repository, error) {
	return git.PlainOpenWithOptions(r.root, &git.PlainOpenOptions{EnableDotGitCommonDir: true})
}

// Dir is the folder, without links.
func (r *Repo) Dir() string { return r.dir }

// File is a file of the folder.
type File struct {
	Path  string // slash-separated, in the folder
	Bytes int64
	Saved bool // false: it was changed by hand since the last commit, or is new
}

// Files are the folder's text files in the order of their paths, those that
// hold no facts and drafts with them.
func (r *Repo) Files(ctx context.Context) ([]File, error) {
	var files []File
	err := r.locked(ctx, func() error {
		s, err := r.snapshot()
		if err != nil {
			return err
		}
		g, head, err := r.head()
		if err != nil {
			return err
		}
		saved, err := r.tracked(g, head)
		if err != nil {
			return err
		}
		for _, name := range s.paths() {
			data := s.files[name]
			e, known := saved[name]
			files = append(files, File{name, int64(len(data)), known && same(e.hash, data)})
		}
		return nil
	})
	return files, err
}

// Read gives the file at a path in the folder as it is on disk. The error of
// one that is not there is ErrUnknown.
func (r *Repo) Read(ctx context.Context, name string) ([]byte, error) {
	var data []byte
	err := r.locked(ctx, func() error {
		s, err := r.snapshot()
		if err != nil {
			return err
		}
		var ok bool
		if data, ok = s.files[path.Clean(name)]; !ok {
			return fail(noSuchFile, fmt.Errorf("%w: %q", ErrUnknown, name))
		}
		return nil
	})
	return data, err
}
