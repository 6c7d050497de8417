package repo

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing/format/gitignore"
)

// ignored knows which paths of a worktree git leaves alone.
type ignored struct {
	root     string
	patterns []gitignore.Pattern
	read     map[string]bool // folders whose .gitignore is in patterns
}

func (r *Repo) ignores(root string) *ignored {
	g := &ignored{root: root, read: map[string]bool{}}
	if r.common != "" {
		g.add(filepath.Join(r.common, "info", "exclude"), nil)
	}
	return g
}

func (g *ignored) add(file string, domain []string) {
	data, err := os.ReadFile(file)
	if err != nil {
		return
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
			g.patterns = append(g.patterns, gitignore.ParsePattern(line, domain))
		}
	}
}

func (g *ignored) folder(slashPath string) bool { return g.match(slashPath, true) }
func (g *ignored) file(slashPath string) bool   { return g.match(slashPath, false) }

func (g *ignored) match(slashPath string, isDir bool) bool {
	parts := strings.Split(slashPath, "/")
	for i := range parts { // what lies in an ignored folder is ignored
		at := strings.Join(parts[:i], "/")
		if !g.read[at] {
			g.read[at] = true
			g.add(filepath.Join(g.root, filepath.FromSlash(at), ".gitignore"), parts[:i:i])
		}
		if gitignore.NewMatcher(g.patterns).Match(parts[:i+1], isDir || i < len(parts)-1) {
			return true
		}
	}
	return false
}
