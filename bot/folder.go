package bot

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/index/eval"
	"sibaq/knowledge"
	"sibaq/knowledge/edit"
	"sibaq/knowledge/repo"
)

// Folder is a knowledge folder that moderators change; a [repo.Repo] is one.
type Folder interface {
	Propose(context.Context, repo.Edit) (*repo.Proposal, error)
	Commit(context.Context, *repo.Proposal) (repo.Commit, error)
	History(ctx context.Context, path string, n int) ([]repo.Commit, error)
	Diff(ctx context.Context, id string) ([]repo.FileDiff, error)
	Revert(ctx context.Context, to string) (repo.Edit, error)
	Read(ctx context.Context, path string) ([]byte, error)
	Files(context.Context) ([]repo.File, error)
}

// exchanger is a Folder that is kept in a remote repository as well, and tells
// what came of the last exchange with it; false before the first.
type exchanger interface {
	Exchanged() (done repo.Sync, err error, any bool)
}

// remoteNote says what is wrong between the folder and its remote, "" where
// nothing is.
func (b *Bot) remoteNote(w say.Words) string {
	e, ok := b.cfg.Folder.(exchanger)
	if !ok {
		return ""
	}
	done, err, any := e.Exchanged()
	var told *repo.Error
	switch {
	case !any:
		return ""
	case errors.As(err, &told):
		return told.Text(w.Lang())
	case err != nil:
		return w.RemoteFailed()
	case len(done.Problems) > 0:
		return w.Colon(w.NotTaken(), done.Problems[0].Text(w.Lang())) + "\n" + w.KeptOn(done.Theirs, done.Ours)
	}
	return ""
}

// waiting keeps what a moderator has yet to confirm; a [store.Store] does.
type waiting interface {
	Keep(context.Context, store.Pending) (id string, err error)
	Waiting(ctx context.Context, id string) (store.Pending, error)
	Take(ctx context.Context, id string) (store.Pending, error)
}

// change is what a moderator wants done to the folder. It is kept as they said
// it, and what would come of it is worked out anew whenever that is asked: to
// show it, and when they confirm. So a folder that has changed in between cannot
// get what nobody has seen.
type change struct {
	Does   string            `json:"does"`
	Path   string            `json:"path,omitempty"`   // the file that is meant
	Data   []byte            `json:"data,omitempty"`   // its new content
	Fact   string            `json:"fact,omitempty"`   // id of the fact that is meant
	Says   string            `json:"says,omitempty"`   // what that fact says, cut short
	By     string            `json:"by,omitempty"`     // id of the fact that takes its place
	Filled map[string]string `json:"filled,omitempty"` // in the form
	To     string            `json:"to,omitempty"`     // id of the commit to go back to
	Reason string            `json:"reason,omitempty"`
}

// What a change does.
const (
	doesUpload   = "upload"
	doesRemove   = "remove"
	doesAdd      = "add"
	doesEdit     = "edit"
	doesRetire   = "retire"
	doesRollback = "rollback"
)

const kindOfChange = "change" // among all that waits in the store

// errFact says that the folder has no fact of an id.
var errFact = errors.New("no such fact")

// edits works out what a change does to the files as they are now.
func (b *Bot) edits(ctx context.Context, c change) (repo.Edit, error) {
	one := func(path string, data []byte, err error) (repo.Edit, error) {
		return repo.Edit{Files: map[string][]byte{path: data}}, err
	}
	switch c.Does {
	case doesUpload:
		return one(c.Path, c.Data, nil)
	case doesRemove:
		if _, err := b.cfg.Folder.Read(ctx, c.Path); err != nil {
			return repo.Edit{}, err
		}
		return one(c.Path, nil, nil)
	case doesRollback:
		return b.cfg.Folder.Revert(ctx, c.To)
	case doesAdd:
		old, err := b.cfg.Folder.Read(ctx, c.Path)
		if err != nil && !errors.Is(err, repo.ErrUnknown) {
			return repo.Edit{}, err
		}
		data, _, err := edit.Add(c.Path, old, c.newFact(nil))
		return one(c.Path, data, err)
	case doesEdit, doesRetire:
		f, data, err := b.factNow(ctx, c.Fact)
		if err != nil {
			return repo.Edit{}, err
		}
		if c.Does == doesEdit {
			data, err = edit.Replace(data, f, c.newFact(f))
		} else {
			data, err = edit.Retire(data, f, today(), c.By)
		}
		return one(f.File, data, err)
	}
	return repo.Edit{}, fmt.Errorf("a change that does %q", c.Does)
}

// factNow finds a fact, and the file that it stands in as it is on disk. Where
// that is not yet what is served, it is read again first.
func (b *Bot) factNow(ctx context.Context, id string) (*knowledge.Fact, []byte, error) {
	for again := true; ; again = false {
		base := b.cfg.Knowledge.Base()
		f := factOf(base, id)
		if f != nil {
			data, err := b.cfg.Folder.Read(ctx, f.File)
			if err != nil {
				return nil, nil, err
			}
			if served := fileOf(base, f.File); !again || served != nil && served.Data == string(data) {
				return f, data, nil
			}
		}
		if !again {
			return nil, nil, noFact(id)
		}
		if _, err := b.cfg.Knowledge.Reload(ctx); err != nil {
			b.log.Warn("the folder is not what is served, and cannot be", "error", err)
		}
	}
}

func factOf(base *knowledge.Base, id string) *knowledge.Fact {
	id = strings.TrimPrefix(strings.TrimSpace(id), "#")
	for _, f := range base.Facts {
		if f.ID == id {
			return f
		}
	}
	return nil
}

func today() knowledge.Date { return knowledge.DateOf(time.Now().UTC()) }

// view is what would come of a change.
type view struct {
	change
	*repo.Proposal
	failing knowledge.Problems // questions that would get another answer, or what else keeps the folder from serving
}

// droppable reports whether what fails are questions of the folder's own, which
// can be taken out of their file.
func (v view) droppable() bool {
	return !slices.ContainsFunc(v.failing, func(p *knowledge.Problem) bool { return p.File != eval.OwnFile || p.Line == 0 })
}

// look works out what would come of a change, without the questions that it
// would fail where they are to be dropped.
func (b *Bot) look(r *request, c change, dropping bool) (view, error) {
	ctx := r.ctx
	e, err := b.edits(ctx, c)
	if err != nil {
		return view{}, err
	}
	e.Author, e.Reason = author(r.from), c.Reason
	if flat(e.Reason) == "" {
		e.Reason = c.inWords(r.words)
	}
	v := view{change: c}
	if v.Proposal, err = b.cfg.Folder.Propose(ctx, e); err != nil {
		return view{}, err
	}
	if v.After == nil || len(v.Problems.Only(knowledge.Error)) > 0 {
		return v, nil
	}
	if v.failing, err = b.fails(ctx, v.After); err != nil || len(v.failing) == 0 || !dropping || !v.droppable() {
		return v, err
	}
	lines := make([]int, len(v.failing))
	for i, p := range v.failing {
		lines[i] = p.Line
	}
	if e.Files == nil {
		e.Files = map[string][]byte{}
	}
	e.Files[eval.OwnFile] = eval.Without(v.After.Questions, lines...)
	if v.Proposal, err = b.cfg.Folder.Propose(ctx, e); err != nil || v.After == nil {
		return v, err
	}
	v.failing, err = b.fails(ctx, v.After)
	return v, err
}

// fails is what keeps a folder from serving.
func (b *Bot) fails(ctx context.Context, base *knowledge.Base) (knowledge.Problems, error) {
	err := b.cfg.Knowledge.Try(ctx, base)
	var problems knowledge.Problems
	if errors.As(err, &problems) {
		return problems, nil
	}
	return nil, err
}

// keep keeps a change until its moderator confirms it.
func (b *Bot) keep(ctx context.Context, i *discordgo.Interaction, c change, on string) (string, error) {
	payload, err := c.packed()
	if err != nil {
		return "", err
	}
	id, err := b.waiting.Keep(ctx, store.Pending{Kind: kindOfChange, Guild: i.GuildID, Member: member(i), Base: on, Payload: payload})
	if errors.Is(err, store.ErrTooLarge) {
		err = &unfit{func(w say.Words) string { return w.FileTooLarge(maxUpload >> 10) }, err}
	}
	return id, err
}

// packed is a change as the store keeps it: a file of text takes a third of its
// size.
func (c change) packed() ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	err := errors.Join(json.NewEncoder(z).Encode(c), z.Close())
	return b.Bytes(), err
}

// unpacked reads what packed has written, and nothing larger than that can be.
func unpacked(payload []byte) (c change, err error) {
	z, err := gzip.NewReader(bytes.NewReader(payload))
	if err != nil {
		return c, err
	}
	err = json.NewDecoder(io.LimitReader(z, 4*maxUpload)).Decode(&c)
	return c, err
}

// author is who acts, as the history names them.
func author(i *discordgo.Interaction) repo.Author {
	return repo.Author{Name: fit(nameOf(i), maxName, same), ID: member(i), Guild: i.GuildID}
}
