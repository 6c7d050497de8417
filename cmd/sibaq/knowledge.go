package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

// knowledgeCommand changes the folder of --knowledge, and shows how it came to
// be what it is.
func (a *app) knowledgeCommand() *cobra.Command {
	w := a.words
	group := &cobra.Command{
		Use:   "knowledge COMMAND [flags]",
		Short: w.ProgramKnowledge(),
		Long:  w.ProgramKnowledgeLong(),
		Example: `  sibaq knowledge list --knowledge ./knowledge
  sibaq knowledge put notes.md --as chips/notes.md --reason "New chips" --knowledge ./knowledge
  sibaq knowledge history --knowledge ./knowledge`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return a.wrongUse(cmd, w.UnknownSubcommand(strings.Join(args, " ")))
			}
			return cmd.Help()
		},
	}
	add := func(use, short, long, example string, args cobra.PositionalArgs, flags []string, do func(*cobra.Command, []string) error) {
		cmd := &cobra.Command{Use: use, Short: short, Long: long, Example: example, Args: args, RunE: do}
		a.define(cmd.Flags(), append(flags, "json")...)
		group.AddCommand(cmd)
	}
	add("list [flags]", w.ProgramList(), "", "", a.takes(0, 0, ""), nil,
		func(*cobra.Command, []string) error { return a.list() })
	add("check [flags]", w.ProgramCheck(), w.ProgramCheckLong(), "", a.takes(0, 0, ""), nil,
		func(*cobra.Command, []string) error { return a.check() })
	add("put [flags] FILE", w.ProgramPut(), w.ProgramPutLong(), `  sibaq knowledge put notes.md --as chips/notes.md --reason "New chips"
  sibaq knowledge put notes.md --dry-run
  sibaq knowledge put - --as chips/notes.md < notes.md`,
		a.takes(1, 1, w.NeedsFile()), []string{"as", "reason", "dry-run"},
		func(cmd *cobra.Command, args []string) error { return a.put(cmd, args[0]) })
	add("remove [flags] PATH…", w.ProgramRemove(), "", "  sibaq knowledge remove chips/notes.md --reason \"Out of date\"",
		a.takes(1, 1000, w.NeedsPath()), []string{"reason", "dry-run"},
		func(cmd *cobra.Command, args []string) error {
			return a.change(cmd.Context(), func(r *repo.Repo) (repo.Edit, error) {
				e := repo.Edit{Files: map[string][]byte{}, Reason: a.settings.reason}
				for _, name := range args {
					e.Files[inFolder(r, name)] = nil
				}
				return e, nil
			})
		})
	add("history [flags] [PATH]", w.ProgramHistory(), "", "  sibaq knowledge history\n  sibaq knowledge history chips/notes.md --last 5",
		a.takes(0, 1, ""), []string{"last"},
		func(cmd *cobra.Command, args []string) error { return a.history(cmd.Context(), strings.Join(args, "")) })
	add("diff [flags] ID", w.ProgramDiff(), "", "  sibaq knowledge diff 1a2b3c4d",
		a.takes(1, 1, w.NeedsChange()), nil,
		func(cmd *cobra.Command, args []string) error { return a.diff(cmd.Context(), args[0]) })
	add("rollback [flags] ID", w.ProgramRollback(), w.ProgramRollbackLong(), "  sibaq knowledge rollback 1a2b3c4d --dry-run",
		a.takes(1, 1, w.NeedsChange()), []string{"reason", "dry-run"},
		func(cmd *cobra.Command, args []string) error {
			return a.change(cmd.Context(), func(r *repo.Repo) (repo.Edit, error) {
				e, err := r.Revert(cmd.Context(), args[0])
				e.Reason = cmp.Or(a.settings.reason, e.Reason)
				return e, err
			})
		})
	add("sync [flags]", w.ProgramSync(), w.ProgramSyncLong(), "", a.takes(0, 0, ""), []string{"remote"},
		func(cmd *cobra.Command, _ []string) error { return a.sync(cmd.Context()) })
	group.AddCommand(a.knowledgeAddCommand(), a.knowledgeEditCommand(), a.knowledgeRetireCommand(), a.knowledgeDownloadCommand(), a.knowledgeGapsCommand())
	return group
}

// repository opens the folder of --knowledge with its history.
func (a *app) repository() (*repo.Repo, error) {
	if a.settings.knowledge == "" {
		return nil, &failure{text: a.words.NeedsFolder()}
	}
	r, err := a.openRepo(slog.New(a.logHandler()))
	return r, a.ofFolder(err)
}

func (a *app) openRepo(log *slog.Logger) (*repo.Repo, error) {
	return repo.Open(a.settings.knowledge, repo.Options{
		Remote: a.settings.remote, Token: a.env["SIBAQ_GIT_TOKEN"], Now: a.now, Log: log,
	})
}

// ofFolder gives an error of the folder the text that it has for the person.
func (a *app) ofFolder(err error) error {
	if told := (*repo.Error)(nil); errors.As(err, &told) {
		return &failure{told.Text(a.words.Lang()), told.Err}
	}
	return err
}

// maxPut is how much of a file is read; more than any folder takes.
const maxPut = 64 << 20

func (a *app) put(cmd *cobra.Command, file string) error {
	name := cmp.Or(a.settings.as, filepath.Base(file))
	in := a.stdin
	if file == "-" && a.settings.as == "" {
		return a.wrongUse(cmd, a.words.NeedsAs())
	}
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return &failure{a.words.CannotRead(file), err}
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxPut))
	if err != nil {
		return &failure{a.words.CannotRead(file), err}
	}
	e := repo.Edit{Files: map[string][]byte{name: append([]byte{}, data...)}, Reason: a.settings.reason}
	return a.change(cmd.Context(), func(*repo.Repo) (repo.Edit, error) { return e, nil })
}

// changeJSON is what put, remove and rollback print.
type changeJSON struct {
	OK       bool          `json:"ok"`
	Saved    bool          `json:"saved"`
	ID       string        `json:"id"` // of the change, "" unless saved
	Files    []string      `json:"files"`
	Problems []problemJSON `json:"problems"`
	Added    []factJSON    `json:"added"`
	Changed  []factJSON    `json:"changed"`
	Gone     []factJSON    `json:"gone"`
}

// change previews an edit and, unless it has errors or --dry-run wants no more,
// makes it.
func (a *app) change(ctx context.Context, wanted func(*repo.Repo) (repo.Edit, error)) error {
	r, err := a.repository()
	if err != nil {
		return err
	}
	e, err := wanted(r)
	if err != nil {
		return a.ofFolder(err)
	}
	e.Author = repo.Author{Name: cmp.Or(a.env["USER"], a.env["LOGNAME"], "sibaq")}
	p, err := r.Propose(ctx, e)
	told := (*repo.Error)(nil)
	switch {
	case errors.Is(err, repo.ErrNothing) && a.settings.json:
		return a.printJSON(a.shapeChange(&repo.Proposal{}, true, repo.Commit{}))
	case errors.Is(err, repo.ErrNothing) && errors.As(err, &told):
		fmt.Fprintln(a.stdout, a.line(told.Text(a.words.Lang())))
		return nil
	case err != nil:
		return a.ofFolder(err)
	}
	ok := p.OK()
	if ok { // a reload would refuse what fails its questions
		if err := a.guard(ctx, p); err != nil {
			return err
		}
		ok = len(p.Problems.Only(knowledge.Error)) == 0
	}
	var made repo.Commit
	if ok && !a.settings.dryRun {
		if made, err = r.Commit(ctx, p); err != nil {
			return a.ofFolder(err)
		}
	}
	if a.settings.json {
		err = a.printJSON(a.shapeChange(p, ok, made))
	} else {
		a.preview(p)
		switch {
		case !ok:
			fmt.Fprintln(a.stdout, a.line(a.words.NothingSaved()))
		case a.settings.dryRun:
			fmt.Fprintln(a.stdout, a.line(a.words.OnlyShown()))
		default:
			fmt.Fprintln(a.stdout, a.line(a.words.SavedAs(made.ID[:8])))
			if made.Parent != "" {
				fmt.Fprintln(a.stdout, a.line(a.words.UndoWith(made.Parent[:8])))
			}
		}
	}
	if err == nil && !ok {
		err = errTold
	}
	return err
}

// guard asks the folder's own questions of what it would become, and adds those
// that fail to the problems.
func (a *app) guard(ctx context.Context, p *repo.Proposal) error {
	ix, err := index.Build(ctx, p.After)
	if err != nil {
		return err
	}
	defer ix.Close()
	err = eval.Guard()(ctx, ix)
	var failed knowledge.Problems
	if errors.As(err, &failed) {
		p.Problems = append(p.Problems, failed...)
		return nil
	}
	return err
}

// preview shows what is wrong with a change, and how its facts will read.
func (a *app) preview(p *repo.Proposal) {
	lang := a.words.Lang()
	for _, q := range p.Problems {
		a.tellProblem(q)
	}
	for _, part := range []struct {
		head  string
		mark  string
		facts []*knowledge.Fact
	}{{a.words.ToCome(), "+", p.Added}, {a.words.ToChange(), "~", p.Changed}, {a.words.ToGo(), "-", p.Gone}} {
		if len(part.facts) == 0 {
			continue
		}
		fmt.Fprintln(a.stdout, a.line(part.head+":"))
		for _, f := range part.facts {
			q := f.In(lang)
			fmt.Fprintf(a.stdout, "%s %s:%d: %s\n", part.mark, q.File, q.Line, say.OneLine(q.Text))
			fmt.Fprintln(a.stdout, a.line("  "+a.words.Standing(index.Hit{Fact: f, Passage: q})))
		}
	}
	if p.OK() {
		fmt.Fprintln(a.stdout, a.line(a.words.Reloaded(len(p.Added), len(p.Changed), len(p.Gone))))
	}
}

func (a *app) shapeChange(p *repo.Proposal, ok bool, made repo.Commit) changeJSON {
	out := changeJSON{OK: ok, Saved: made.ID != "", ID: made.ID, Files: []string{}, Problems: a.shapeProblems(p.Problems)}
	for name := range p.Files {
		out.Files = append(out.Files, name)
	}
	slices.Sort(out.Files)
	for _, part := range []struct {
		to    *[]factJSON
		facts []*knowledge.Fact
	}{{&out.Added, p.Added}, {&out.Changed, p.Changed}, {&out.Gone, p.Gone}} {
		var hits []index.Hit
		for _, f := range part.facts {
			hits = append(hits, index.Hit{Fact: f, Passage: f.In(a.words.Lang()), Entities: f.About})
		}
		*part.to = shapeHits(hits)
	}
	return out
}

// listJSON is what list prints.
type listJSON struct {
	Files    []listedJSON `json:"files"`
	Errors   int          `json:"errors"`
	Warnings int          `json:"warnings"`
	Facts    int          `json:"facts"`   // 0 where the folder has errors
	Version  string       `json:"version"` // "" likewise
}

type listedJSON struct {
	File     string `json:"file"`
	Facts    int    `json:"facts"`    // 0 where the folder has errors
	Reviewed string `json:"reviewed"` // "" = the file does not say
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
}

// list shows the files that are read, in the order of their paths. It needs no
// history, so that any folder can be listed, and makes none.
func (a *app) list() error {
	fsys, err := a.folder()
	if err != nil {
		return err
	}
	base, err := a.inspect(knowledge.Load)
	var problems knowledge.Problems
	if err != nil && !errors.As(err, &problems) {
		return err
	}
	facts, reviewed := map[string]int{}, map[string]knowledge.Date{}
	out := listJSON{Files: []listedJSON{}}
	if base != nil {
		problems = base.Warnings
		out.Facts, out.Version = len(base.Facts), base.Version
		for _, f := range base.Files {
			facts[f.Path], reviewed[f.Path] = f.Facts, f.Reviewed
		}
	}
	err = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.IsDir() || !knowledge.Reads(name):
			return nil
		}
		f := listedJSON{File: name, Facts: facts[name], Reviewed: reviewed[name].String()}
		for _, p := range problems {
			if p.File == name && p.Severity == knowledge.Error {
				f.Errors++
			} else if p.File == name {
				f.Warnings++
			}
		}
		out.Files = append(out.Files, f)
		return nil
	})
	if err != nil {
		return &failure{a.words.CannotRead(a.settings.knowledge), err}
	}
	out.Errors, out.Warnings = len(problems.Only(knowledge.Error)), len(problems.Only(knowledge.Warning))
	if a.settings.json {
		return a.printJSON(out)
	}
	for _, f := range out.Files {
		var parts []string
		if _, holds := facts[f.File]; holds { // questions and synonyms do not
			parts = append(parts, a.words.Facts(f.Facts))
		}
		if d := reviewed[f.File]; !d.IsZero() {
			parts = append(parts, a.words.Reviewed(d))
		}
		if f.Errors > 0 {
			parts = append(parts, a.words.Errors(f.Errors))
		}
		if f.Warnings > 0 {
			parts = append(parts, a.words.Warnings(f.Warnings))
		}
		text := say.OneLine(f.File)
		if len(parts) > 0 {
			text = a.words.Colon(text, a.words.Join(parts))
		}
		fmt.Fprintln(a.stdout, text)
	}
	if base != nil {
		fmt.Fprintln(a.stdout, a.line(a.words.Join([]string{a.words.Files(len(out.Files)), a.words.Facts(out.Facts)})))
	}
	if out.Errors+out.Warnings > 0 {
		fmt.Fprintln(a.stdout, a.line(a.words.CheckFound(out.Errors, out.Warnings)))
	}
	return nil
}

// savedJSON is a change in the history.
type savedJSON struct {
	ID        string    `json:"id"`
	Kind      repo.Kind `json:"kind"` // "change", "by hand", "merge"; "" = made with git itself
	Author    string    `json:"author"`
	Moderator string    `json:"moderator"` // id on Discord, "" = none
	Guild     string    `json:"guild"`
	At        string    `json:"at"` // RFC 3339
	Reason    string    `json:"reason"`
	Files     []string  `json:"files"`
}

func shapeSaved(commits []repo.Commit) []savedJSON {
	out := []savedJSON{}
	for _, c := range commits {
		out = append(out, savedJSON{c.ID, c.Kind, c.Author.Name, c.Author.ID, c.Author.Guild, c.At.Format("2006-01-02T15:04:05Z07:00"), c.Reason, append([]string{}, c.Files...)})
	}
	return out
}

func (a *app) history(ctx context.Context, name string) error {
	r, err := a.repository()
	if err != nil {
		return err
	}
	if name != "" {
		name = inFolder(r, name)
	}
	if name == "." {
		name = ""
	}
	commits, err := r.History(ctx, name, a.settings.last)
	if err != nil {
		return a.ofFolder(err)
	}
	if a.settings.json {
		return a.printJSON(struct {
			Changes []savedJSON `json:"changes"`
		}{shapeSaved(commits)})
	}
	a.tellCommits(commits)
	if len(commits) == 0 {
		fmt.Fprintln(a.stdout, a.line(a.words.NoEdits()))
	}
	return nil
}

func (a *app) tellCommits(commits []repo.Commit) {
	for _, c := range commits {
		who := c.Author.Name
		switch c.Kind {
		case repo.ByHand:
			who = a.words.ByHand()
		case repo.Merge:
			who = a.words.Merged()
		}
		fmt.Fprintln(a.stdout, a.line(a.words.ChangedBy(c.ID[:8], c.At.Format("2006-01-02 15:04"), who)))
		if c.Kind == repo.Change || c.Kind == "" {
			fmt.Fprintln(a.stdout, "  "+say.OneLine(c.Reason))
		}
		for _, name := range c.Files {
			fmt.Fprintln(a.stdout, "  "+say.OneLine(name))
		}
	}
}

// diffJSON is what diff prints.
type diffJSON struct {
	Files []fileDiffJSON `json:"files"`
}

type fileDiffJSON struct {
	File  string     `json:"file"`
	Lines []lineJSON `json:"lines"` // empty where the file is no text
}

type lineJSON struct {
	Op   string `json:"op"`   // "+", "-" or " "
	Line int    `json:"line"` // in the file before for "-", else after
	Text string `json:"text"`
}

func (a *app) diff(ctx context.Context, id string) error {
	r, err := a.repository()
	if err != nil {
		return err
	}
	files, err := r.Diff(ctx, id)
	if err != nil {
		return a.ofFolder(err)
	}
	out := diffJSON{Files: []fileDiffJSON{}}
	for _, f := range files {
		shaped := fileDiffJSON{f.Path, []lineJSON{}}
		for _, l := range f.Lines {
			shaped.Lines = append(shaped.Lines, lineJSON{string(l.Op), l.N, l.Text})
		}
		out.Files = append(out.Files, shaped)
	}
	if a.settings.json {
		return a.printJSON(out)
	}
	for _, f := range files {
		fmt.Fprintln(a.stdout, say.OneLine(f.Path))
		if len(f.Lines) == 0 {
			fmt.Fprintln(a.stdout, a.line("  "+a.words.NotText()))
		}
		last := 0
		for _, l := range f.Lines {
			if l.Op == ' ' && last > 0 && l.N > last+1 {
				fmt.Fprintln(a.stdout, "  …")
			}
			if l.Op != '-' {
				last = l.N
			}
			fmt.Fprintf(a.stdout, "%5d %c %s\n", l.N, l.Op, say.OneLine(l.Text))
		}
	}
	return nil
}

// syncJSON is what sync prints.
type syncJSON struct {
	OK       bool          `json:"ok"` // false: a conflict
	ByHand   bool          `json:"by_hand"`
	Taken    []savedJSON   `json:"taken"`
	Sent     []savedJSON   `json:"sent"`
	Files    []string      `json:"files"` // that changed on disk
	Problems []problemJSON `json:"problems"`
	Theirs   string        `json:"theirs"` // branch here, "" unless a conflict
	Ours     string        `json:"ours"`   // branch there
}

func (a *app) sync(ctx context.Context) error {
	r, err := a.repository()
	if err != nil {
		return err
	}
	s, failed := r.Sync(ctx)
	conflict := len(s.Problems) > 0
	switch {
	case a.settings.json && failed == nil:
		err = a.printJSON(syncJSON{!conflict, s.ByHand, shapeSaved(s.Pulled), shapeSaved(s.Pushed), append([]string{}, s.Files...),
			a.shapeProblems(s.Problems), s.Theirs, s.Ours})
	case !a.settings.json:
		if s.ByHand {
			fmt.Fprintln(a.stdout, a.line(a.words.Committed()))
		}
		a.tellCommits(s.Pulled)
		if conflict {
			fmt.Fprintln(a.stdout, a.line(a.words.NotTaken()+":"))
			for _, p := range s.Problems {
				a.tellProblem(p)
			}
			fmt.Fprintln(a.stdout, a.line(a.words.KeptOn(s.Theirs, s.Ours)))
		} else if failed == nil {
			fmt.Fprintln(a.stdout, a.line(a.words.Exchanged(len(s.Pulled), len(s.Pushed))))
		}
	}
	switch {
	case failed != nil:
		return a.ofFolder(failed)
	case err == nil && conflict:
		return errNothing
	}
	return err
}
