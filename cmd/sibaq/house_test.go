package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// only says that an import belongs to one place, and why.
var only = []struct {
	imported string // this package and those below it …
	in       string // … may be imported only in this folder and those below it
	why      string
}{
	{"github.com/blevesearch/bleve", "index",
		"index alone knows what a match is, so that the search engine can be changed or tuned in one place"},
	{"github.com/bwmarrin/discordgo", "bot",
		"bot alone knows Discord's shapes and discordgo's traps, so that a change of either stays there"},
	{"github.com/yuin/goldmark", "knowledge",
		"knowledge alone knows how files are written; everyone else sees facts"},
	{"github.com/goccy/go-yaml", "knowledge",
		"knowledge alone knows how files are written; everyone else sees facts"},
	{"github.com/go-git/go-git", "knowledge/repo",
		"repo alone knows how a history is kept; everyone else sees edits and commits"},
	{"github.com/go-text/typesetting", "bot/card",
		"card alone knows how text is shaped; everyone else gets a PNG"},
	{"github.com/chromedp", "bot/local/browsertest",
		"a browser is for trying the page, and the program needs none"},
	{"github.com/spf13/cobra", "cmd",
		"flags and arguments are a matter of the command line; packages take values"},
	{"go.etcd.io/bbolt", "bot/store",
		"store alone knows what its file looks like, so that another backend can take its place"},
	{"github.com/fsnotify/fsnotify", "cmd",
		"packages take an fs.FS, never a path: what can be watched is for the program to know"},
}

// never says that a package must not import another, and why.
var never = []struct{ folder, imported, why string }{
	{"knowledge", "sibaq/index", "arrows run knowledge ← index ← bot ← cmd: facts do not know who searches them"},
	{"knowledge", "sibaq/bot", "arrows run knowledge ← index ← bot ← cmd: facts do not know who shows them"},
	{"index", "sibaq/bot", "arrows run knowledge ← index ← bot ← cmd: search does not know who asks"},
	{"knowledge", "sibaq/cmd", "nothing depends on the program"},
	{"index", "sibaq/cmd", "nothing depends on the program"},
	{"bot", "sibaq/cmd", "nothing depends on the program"},
	{"knowledge", "sibaq/knowledge/repo", "a folder does not know whether it has a history"},
	{"knowledge", "sibaq/knowledge/edit", "what is changed in a file is for who keeps it: reading does not depend on it"},
	{"knowledge/fold", "sibaq/", "fold is a leaf: knowledge and index must fold alike, so it depends on neither"},
	{"bot/say", "github.com/bwmarrin/discordgo", "the terminal uses these words too"},
	{"bot/card", "github.com/bwmarrin/discordgo", "the terminal draws these cards too"},
	{"bot/local", "github.com/bwmarrin/discordgo", "it stands for Discord, and must not share the bot's reading of it"},
	{"bot/local", "sibaq/index", "it stands for Discord, which knows nothing of the bot but what it sends"},
	{"bot/say", "sibaq/bot", "words do not know where they are shown"},
	{"bot/store", "github.com/bwmarrin/discordgo", "what is kept does not depend on a library's shapes"},
	{"bot/store", "sibaq/bot", "what is kept does not know who shows it"},
}

func TestImportsStayInTheirPlaces(t *testing.T) {
	root := os.DirFS("../..")
	used := map[string]bool{} // imports of the only-table that were seen where they belong
	files := 0
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.Contains(name, "testdata/") {
			return err
		}
		files++
		src, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			for _, rule := range only {
				switch {
				case !below(imported, rule.imported):
				case below(name, rule.in):
					used[rule.imported] = true
				default:
					t.Errorf("%s imports %s: only %s may, since %s", name, imported, rule.in, rule.why)
				}
			}
			for _, rule := range never {
				if below(name, rule.folder) && below(imported, rule.imported) && !strings.HasSuffix(name, "_test.go") {
					t.Errorf("%s imports %s: it must not, since %s", name, imported, rule.why)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range only {
		if !used[rule.imported] {
			t.Errorf("nothing in %s imports %s (%d files read): the rule about it is dead", rule.in, rule.imported, files)
		}
	}
}

func below(name, folder string) bool {
	folder = strings.TrimSuffix(folder, "/")
	return name == folder || strings.HasPrefix(name, folder+"/")
}

// The people this is built for fixed what stands at the top.
func TestTopLevelHoldsOnlyTheFixedNames(t *testing.T) {
	fixed := []string{"Dockerfile", "README.md", "bot", "cmd", "go.mod", "go.sum", "index", "knowledge"}
	entries, err := os.ReadDir("../..")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || path.Base(e.Name()) == "sibaq" { // go build's binary, which git ignores
			continue
		}
		found = append(found, e.Name())
	}
	if !slices.Equal(found, fixed) {
		t.Errorf("the top level holds %v, want %v", found, fixed)
	}
}
