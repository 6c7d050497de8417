package knowledge

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"sibaq/knowledge/fold"
)

// ownFolder is under which name the files of a joined folder stand.
const ownFolder = "guild"

// Join puts the folder own beside the folder shared, as one Base: the facts of
// shared, which are the same values, and behind them copies of those of own.
// Neither of the two is changed.
//
// A file of own has the path "guild/…" in the joined Base, so that a citation
// tells whose it is; OwnPath tells them apart. An entity that own calls by a name
// of an entity of shared is that entity, as shared describes it, and whatever
// else own calls it counts as one of its names (Base.Also). A fact of own whose
// id shared has already gets another one. Synonyms and questions, also those that
// nothing answers, are those of both, warnings those of own.
func Join(shared, own *Base) *Base {
	j := joining{
		own: ownFolder, names: map[string]*Entity{}, entities: map[*Entity]*Entity{}, facts: map[*Fact]*Fact{}, ids: map[string]string{},
		out: &Base{
			Facts:     slices.Grow(slices.Clip(shared.Facts), len(own.Facts)),
			Entities:  slices.Clone(shared.Entities),
			Tables:    slices.Clone(shared.Tables),
			Files:     slices.Clone(shared.Files),
			Synonyms:  slices.Concat(shared.Synonyms, own.Synonyms),
			Questions: joinQuestions(shared.Questions, own.Questions),

			Unanswered: slices.Concat(shared.Unanswered, own.Unanswered),
		},
	}
	for taken := true; taken; { // a folder may have that name already
		taken = slices.ContainsFunc(shared.Files, func(f *File) bool { return strings.HasPrefix(f.Path, j.own+"/") })
		if taken {
			j.own += "-"
		}
	}
	j.out.own = j.own + "/"
	j.meet(shared.Entities, own.Entities)
	j.rename(shared.Facts, own.Facts)
	for _, f := range own.Files {
		file := *f
		file.Path = j.path(file.Path)
		j.out.Files = append(j.out.Files, &file)
	}
	for _, f := range own.Facts {
		j.out.Facts = append(j.out.Facts, j.fact(f))
	}
	for _, t := range own.Tables {
		j.out.Tables = append(j.out.Tables, j.table(t))
	}
	for _, p := range own.Warnings {
		warning := *p
		if warning.File != "" {
			warning.File = j.path(warning.File)
		}
		j.out.Warnings = append(j.out.Warnings, &warning)
	}
	sum := sha256.Sum256([]byte(shared.Version + "\x00" + own.Version))
	j.out.Version = hex.EncodeToString(sum[:])[:versionLen]
	return j.out
}

// OwnPath gives the path, within the folder that was joined, of one of its
// files; false for a file of the shared folder, and where nothing was joined.
func (b *Base) OwnPath(file string) (string, bool) {
	if b.own == "" {
		return "", false
	}
	return strings.CutPrefix(file, b.own)
}

// OwnFacts is how many of the facts are those of the folder that was joined. They
// stand behind the others.
func (b *Base) OwnFacts() int {
	n := 0
	for n < len(b.Facts) {
		if _, own := b.OwnPath(b.Facts[len(b.Facts)-1-n].File); !own {
			break
		}
		n++
	}
	return n
}

// OwnID gives the id that a fact of the joined Base has in the folder that was
// joined.
func (b *Base) OwnID(id string) string {
	if was, ok := b.renamed[id]; ok {
		return was
	}
	return id
}

// joining is a Base being joined.
type joining struct {
	out      *Base
	own      string             // the folder's name
	names    map[string]*Entity // of the shared folder, folded
	entities map[*Entity]*Entity
	facts    map[*Fact]*Fact
	ids      map[string]string // of own facts, new by old where they differ
}

func (j *joining) path(p string) string { return j.own + "/" + p }

// meet finds which entities of the two folders are the same.
func (j *joining) meet(shared, own []*Entity) {
	for _, e := range shared {
		for _, name := range e.names() {
			if key := fold.Text(name); j.names[key] == nil {
				j.names[key] = e
			}
		}
	}
	for _, e := range own {
		met := j.entity(e)
		if met.Name == e.Name && met.File == "" {
			met.File, met.Line = j.path(e.File), e.Line
			continue
		}
		for _, name := range e.names() {
			if j.names[fold.Text(name)] == nil {
				if j.out.Also == nil {
					j.out.Also = map[*Entity][]string{}
				}
				j.out.Also[met] = append(j.out.Also[met], name)
			}
		}
	}
}

// entity is the joined Base's own for one that either folder speaks of. What an
// entity is called in an alias alone may well be something else.
func (j *joining) entity(e *Entity) *Entity {
	if e == nil {
		return nil
	}
	if met := j.entities[e]; met != nil {
		return met
	}
	for _, name := range []string{e.Name, e.Ar, e.En, e.Zh} {
		if met := j.names[fold.Text(name)]; met != nil && name != "" {
			j.entities[e] = met
			return met
		}
	}
	mine := *e
	mine.File, mine.Line = "", 0 // until its file is known, which is not that of a shared entity that is gone
	if maker := j.names[fold.Text(e.By)]; maker != nil && e.By != "" {
		mine.By = maker.Name
	}
	j.entities[e] = &mine
	j.out.Entities = append(j.out.Entities, &mine)
	return &mine
}

func (j *joining) all(es []*Entity) []*Entity {
	var out []*Entity
	for _, e := range es {
		if e = j.entity(e); !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}

// rename finds ids for the facts whose ids are taken.
func (j *joining) rename(shared, own []*Fact) {
	taken := make(map[string]bool, len(shared)+len(own))
	for _, f := range shared {
		taken[f.ID] = true
	}
	again := map[string]bool{}
	for _, f := range own {
		again[f.ID] = taken[f.ID]
		taken[f.ID] = true
	}
	for _, f := range own {
		if !again[f.ID] {
			continue
		}
		id := f.ID
		for taken[id] {
			id = ownFolder + "-" + id
		}
		taken[id] = true
		j.ids[f.ID] = id
		if j.out.renamed == nil {
			j.out.renamed = map[string]string{}
		}
		j.out.renamed[id] = f.ID
	}
}

func (j *joining) id(id string) string {
	if now, ok := j.ids[id]; ok {
		return now
	}
	return id
}

// fact is the copy of a fact; its cell gets its table later.
func (j *joining) fact(f *Fact) *Fact {
	mine := *f
	mine.ID, mine.SupersededBy = j.id(f.ID), j.id(f.SupersededBy)
	mine.Passage.File = j.path(f.Passage.File)
	if f.Twin != nil {
		twin := *f.Twin
		twin.File = j.path(twin.File)
		mine.Twin = &twin
	}
	mine.Claimant, mine.About = j.entity(f.Claimant), j.all(f.About)
	mine.Sources = nil
	for _, s := range f.Sources {
		source := *s
		source.File = j.path(source.File)
		mine.Sources = append(mine.Sources, &source)
	}
	j.facts[f] = &mine
	return &mine
}

// table is the copy of a table. Where two of its columns turn out to be one
// entity, both stay as they are: a column is a place in the file.
func (j *joining) table(t *Table) *Table {
	mine := *t
	mine.File = j.path(t.File)
	mine.Columns = nil
	for _, e := range t.Columns {
		mine.Columns = append(mine.Columns, j.entity(e))
	}
	mine.Cells = nil
	for row, facts := range t.Cells {
		var cells []*Fact
		for column, f := range facts {
			if f == nil {
				cells = append(cells, nil)
				continue
			}
			copied := j.facts[f]
			copied.Cell = &Cell{&mine, row, column}
			cells = append(cells, copied)
		}
		mine.Cells = append(mine.Cells, cells)
	}
	return &mine
}

func joinQuestions(shared, own []byte) []byte {
	switch {
	case len(own) == 0:
		return shared
	case len(shared) == 0:
		return own
	}
	return slices.Concat(shared, []byte("\n"), own)
}
