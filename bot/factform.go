package bot

import (
	"context"
	"errors"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sibaq/bot/say"
	"sibaq/knowledge"
	"sibaq/knowledge/edit"
)

// The fields of the forms in which moderators write facts.
const (
	fieldText   = "text"
	fieldTwin   = "twin"
	fieldEntity = "entity"
	fieldSource = "source"
	fieldDate   = "date"
	fieldStatus = "status"
	fieldReason = "reason"
)

const (
	maxReason   = 200
	maxFactText = 2000
)

// formOf is the form in which a change was written, with what was filled in.
func (b *Bot) formOf(r *request, c change) page {
	p := page{form: addForm(c.Path, c.Filled, r.words)}
	if c.Does == doesEdit {
		p = b.editForm(r, factOf(b.cfg.Knowledge.Base(), c.Fact), c.Filled)
	}
	if p.form != nil {
		p.form.state.page = 1 // what comes of it takes the place of what came of it before
	}
	return p
}

// addForm asks for a new fact, which is to stand in a file.
func addForm(file string, filled map[string]string, w say.Words) *form {
	return &form{
		state: state{kind: kindAdd, lang: w.Lang(), rest: file},
		title: w.AddFormTitle(),
		fields: []field{
			{id: fieldText, name: w.FieldFact(), note: w.FieldFactNote(), value: filled[fieldText], long: true, required: true, max: maxFactText},
			{id: fieldEntity, name: w.FieldEntity(), note: w.FieldEntityNote(), value: filled[fieldEntity], max: 200},
			{id: fieldSource, name: w.FieldSource(), note: w.FieldSourceNote(), value: filled[fieldSource], max: 1000},
			{id: fieldDate, name: w.FieldDate(), note: w.FieldDateNote(), value: filled[fieldDate], max: maxDate},
			{id: fieldStatus, name: w.FieldStatus(), note: w.FieldStatusNote(), value: filled[fieldStatus], hint: w.FieldStatusHint(), max: 200},
		},
	}
}

// editForm asks what a fact shall say, beginning with what it says; filled is
// what was filled in before, nil at first.
func (b *Bot) editForm(r *request, f *knowledge.Fact, filled map[string]string) page {
	if f == nil {
		return r.problem(say.Words.PageGone)
	}
	if filled == nil {
		filled = prefilled(f)
	}
	if utf8.RuneCountInString(f.Text) > maxFactText || f.Twin != nil && utf8.RuneCountInString(f.Twin.Text) > maxFactText {
		return r.problem(say.Words.TooLongForForm) // what is cut would be lost
	}
	w := r.words
	return page{form: &form{
		state: state{kind: kindEdit, lang: w.Lang(), rest: factMark(f)},
		title: w.EditFormTitle(),
		fields: []field{
			{id: fieldText, name: w.FieldFact(), value: filled[fieldText], long: true, required: true, max: maxFactText},
			{id: fieldTwin, name: w.FieldTwin(f.Lang.Other()), value: filled[fieldTwin], long: true, max: maxFactText},
			{id: fieldSource, name: w.FieldNewSource(), note: w.FieldNewSourceNote(), value: filled[fieldSource], max: 1000},
			{id: fieldDate, name: w.FieldDate(), note: w.FieldDateNote(), value: filled[fieldDate], max: maxDate},
			{id: fieldStatus, name: w.FieldStatus(), note: w.FieldStatusNote(), value: filled[fieldStatus], max: 200},
		},
	}}
}

// prefilled is what stands in the form of a fact when it opens.
func prefilled(f *knowledge.Fact) map[string]string {
	filled := map[string]string{fieldText: f.Text, fieldDate: f.AsOf.String(), fieldStatus: say.Texts(f.Lang).Status(f.Status, f.ClaimedBy)}
	if f.Twin != nil {
		filled[fieldTwin] = f.Twin.Text
	}
	return filled
}

func reasonForm(s state, reason string, w say.Words) *form {
	return &form{state: s, title: w.ReasonButton(), fields: []field{
		{id: fieldReason, name: w.ReasonWord(), note: w.ReasonNote(), value: reason, required: true, max: maxReason}}}
}

// addFilled proposes the fact of a form.
func (b *Bot) addFilled(r *request, s state, filled map[string]string) (page, error) {
	c := change{Does: doesAdd, Path: s.rest, Filled: filled}
	if c.Path == "" {
		var err error
		if c.Path, err = b.fileFor(r.ctx, filled[fieldEntity], r.words.Lang()); err != nil {
			return page{}, err
		}
		if c.Path == "" {
			return b.told(r, c, &unfit{say.Words.WhichFile, errors.New("no file is given, and none follows from the entity")})
		}
	}
	return b.propose(r, c)
}

// editFilled proposes what a form makes of a fact.
func (b *Bot) editFilled(r *request, s state, filled map[string]string) (page, error) {
	f := r.marks().facts[s.rest]
	if f == nil {
		return r.problem(say.Words.PageGone), nil
	}
	c := aboutFact(doesEdit, f)
	c.Filled = filled
	return b.propose(r, c)
}

// aboutFact is a change of a fact.
func aboutFact(does string, f *knowledge.Fact) change {
	return change{Does: does, Fact: f.ID, Says: fit(f.Text, maxSays, same)}
}

// fileFor is the file to which a fact about an entity is added: where most is
// said about it, or where its names are written; "" for one that nobody knows.
func (b *Bot) fileFor(ctx context.Context, names string, lang knowledge.Lang) (string, error) {
	name, _, _ := strings.Cut(strings.ReplaceAll(names, "،", ","), ",")
	base := b.cfg.Knowledge.Base()
	if flat(name) == "" {
		if len(base.Files) == 1 {
			return base.Files[0].Path, nil
		}
		return "", nil
	}
	p, err := b.cfg.Knowledge.About(ctx, flat(name), lang)
	e := p.Entity
	if err != nil || e == nil {
		return "", err
	}
	said := map[string]int{}
	best := e.File
	for _, f := range base.Facts {
		if f.Cell == nil && slices.Contains(f.About, e) {
			if said[f.File]++; best == "" || said[f.File] > said[best] {
				best = f.File
			}
		}
	}
	return best, nil
}

// newFact is what a form says of a fact: all of it, or, of the fact that it was
// opened with, what is no longer as it stood there.
func (c change) newFact(was *knowledge.Fact) edit.New {
	filled := maps.Clone(c.Filled)
	if was != nil {
		for id, value := range prefilled(was) {
			if flat(filled[id]) == flat(value) {
				filled[id] = ""
			}
		}
	}
	n := edit.New{Entity: filled[fieldEntity], AsOf: strings.TrimSpace(filled[fieldDate]), Status: strings.TrimSpace(filled[fieldStatus])}
	n.Text, n.Twin = strings.TrimSpace(filled[fieldText]), strings.TrimSpace(filled[fieldTwin])
	if _, own := filled[fieldTwin]; !own { // the form has one box for both languages
		n.Text, n.Twin = twins(n.Text)
	}
	n.Source, n.SourceTitle, n.Publisher, n.Date = source(filled[fieldSource])
	return n
}

// twins parts a text from its translation, which stands on the lines below it.
func twins(s string) (text, twin string) {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for n := 1; n < len(lines); n++ {
		below := strings.TrimSpace(strings.Join(lines[n:], "\n"))
		if below != "" && hasLetters(lines[n]) && hasArabic(lines[n]) != hasArabic(lines[0]) {
			return strings.TrimSpace(strings.Join(lines[:n], "\n")), below
		}
	}
	return s, ""
}

func hasLetters(s string) bool { return strings.ContainsFunc(s, isLetter) }

var webAddress = regexp.MustCompile(`https?://\S+`)

// source parts what was typed about a source: a link, and beside it a title, a
// publisher and a date, each where there is one. What has no link, or several,
// is passed on as it is.
func source(s string) (link, title, publisher, date string) {
	links := webAddress.FindAllString(s, -1)
	if len(links) != 1 {
		return s, "", "", ""
	}
	var parts []string
	for _, p := range strings.FieldsFunc(strings.Replace(s, links[0], "\n", 1), func(r rune) bool { return strings.ContainsRune("\n،,|", r) }) {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	if n := len(parts); n > 0 {
		if _, err := knowledge.ParseDate(parts[n-1]); err == nil {
			date, parts = parts[n-1], parts[:n-1]
		}
	}
	if n := len(parts); n > 1 {
		publisher, parts = parts[n-1], parts[:n-1]
	}
	return strings.TrimRight(links[0], "،,"), strings.Join(parts, "، "), publisher, date
}

// uploadPath is where a file that was attached goes: where the moderator says, or
// in the place of the one file of that name, or beside the others. Discord drops
// letters that are not Latin from names.
func (b *Bot) uploadPath(name, as string) string {
	if as != "" {
		if path.Ext(as) == "" {
			as += path.Ext(name)
		}
		return as
	}
	found := ""
	for _, f := range b.cfg.Knowledge.Base().Files {
		if path.Base(f.Path) == name {
			if found != "" {
				return name
			}
			found = f.Path
		}
	}
	if found != "" {
		return found
	}
	return name
}
