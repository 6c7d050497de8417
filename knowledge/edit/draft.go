package edit

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"sibaq/knowledge"
)

// draft is a file while it is changed, step by step. Each step is read again
// before it counts: a step that changes anything but what it should is not taken.
type draft struct {
	name  string
	file  []byte
	facts []*knowledge.Fact
	eol   string
	was   *knowledge.Fact // the fact as the person's folder has it, nil for a new one
}

// line gives the line of a fact as the person knows the file, 0 for a new fact.
func (d *draft) line(k int) int {
	if d.was == nil {
		return 0
	}
	return d.facts[k].Line
}

func open(name string, file []byte) (*draft, error) {
	d := &draft{name: name, file: file, eol: "\n"}
	if i := bytes.IndexByte(file, '\n'); i > 0 && file[i-1] == '\r' {
		d.eol = "\r\n"
	}
	facts, errs := read(name, file)
	if len(errs) > 0 {
		return nil, problem(errs[0], name, ErrBroken)
	}
	d.facts = facts
	return d, nil
}

func (d *draft) text() bool { return strings.EqualFold(path.Ext(d.name), ".txt") }

// find gives the index of a fact that was read from this very file.
func (d *draft) find(f *knowledge.Fact) (int, error) {
	for i, g := range d.facts {
		if g.Text == f.Text && slices.Equal(g.Spans, f.Spans) {
			d.was = f
			return i, nil
		}
	}
	return 0, at(f.File, f.Line, ErrChanged,
		"تغيّر الملف منذ قُرئت منه هذه الحقيقة. اطلبها من جديد ثم عدّلها",
		"the file has changed since this fact was read from it: ask for the fact again, then change it")
}

func (d *draft) site(k int) *site { return survey(d.file, d.facts[k], d.facts, d.text()) }

// patch puts text in the place of a part of a file.
type patch struct {
	start, stop int
	text        string
}

func apply(file []byte, patches []patch) []byte {
	patches = slices.Clone(patches)
	slices.SortStableFunc(patches, func(a, b patch) int { return cmp.Compare(a.start, b.start) })
	var out []byte
	at := 0
	for _, p := range patches {
		out = append(out, file[at:max(at, p.start)]...)
		out = append(out, p.text...)
		at = max(at, p.stop)
	}
	return append(out, file[at:]...)
}

// shape is what a reader sees of a fact, to tell whether it changed.
type shape struct {
	id, text, lang, twin, date, status, about, section, cell, sources string
}

func shapeOf(f *knowledge.Fact) shape {
	s := shape{
		id: f.ID, text: f.Text, lang: string(f.Lang), date: f.AsOf.String(),
		status:  strings.Join([]string{string(f.Status), f.ClaimedBy, string(f.ClaimantKind), f.SupersededBy}, "\x00"),
		section: strings.Join(f.Section, "\x00") + "\x01" + strings.Join(f.SectionTwin, "\x00"),
	}
	if f.Twin != nil {
		s.twin = string(f.Twin.Lang) + f.Twin.Text
	}
	for _, e := range f.About {
		s.about += e.Name + "\x00"
	}
	for _, src := range f.Sources {
		s.sources += strings.Join([]string{src.Label, src.Title, src.Publisher, src.PublisherTwin, src.URL, src.Date.String()}, "\x00") + "\x01"
	}
	if c := f.Cell; c != nil {
		row := c.Table.Rows[c.Row]
		s.cell = strings.Join([]string{c.Table.Title.Ar, c.Table.Title.En, row.Ar, row.En, strconv.Itoa(c.Row), strconv.Itoa(c.Column)}, "\x00")
		for _, e := range c.Table.Columns {
			s.cell += "\x00" + e.Name
		}
	}
	return s
}

// openAt opens the file that a fact was read from, and gives the fact's index.
func openAt(file []byte, f *knowledge.Fact) (*draft, int, error) {
	d, err := open(f.File, file)
	if err != nil {
		return nil, 0, err
	}
	k, err := d.find(f)
	return d, k, err
}

// take takes the first of the candidates of which the file is in order and the
// facts fit. Where none is taken it gives the problems of the last that had any.
func (d *draft) take(candidates [][]patch, fit func([]*knowledge.Fact) bool) (bool, knowledge.Problems) {
	var errs knowledge.Problems
	for _, c := range candidates {
		file := apply(d.file, c)
		facts, wrong := read(d.name, file)
		if len(wrong) > 0 {
			errs = wrong
			continue
		}
		if fit(facts) {
			d.file, d.facts = file, facts
			return true, nil
		}
	}
	return false, errs
}

// step takes the first of the candidates that changes the k-th fact in no
// other respects than may allows (it blanks those), so that it becomes as it
// should, and that changes no other fact.
func (d *draft) step(k int, may func(*shape), should func(*knowledge.Fact) bool, candidates ...[]patch) error {
	taken, errs := d.take(candidates, func(facts []*knowledge.Fact) bool {
		return len(facts) == len(d.facts) && should(facts[k]) && d.sameBut(k, facts, may)
	})
	if taken {
		return nil
	}
	if len(errs) > 0 {
		p := errs[0]
		return at(d.name, d.line(k), ErrForm,
			"لم يُعدَّل الملف، لأنه كان سيصير فيه خطأ: "+p.What.Ar+"؛ "+p.Fix.Ar,
			"the file was not changed, since it would have an error then: "+p.What.En+"; "+p.Fix.En)
	}
	return at(d.name, d.line(k), ErrForm,
		"هذه الحقيقة مكتوبة على صورة لا تُعدَّل آليًا بأمان. نزّل الملف، وعدّل هذا السطر بيدك، ثم ارفعه",
		"this fact is written in a way that cannot be changed safely by machine: download the file, change this line by hand, and upload it")
}

func (d *draft) sameBut(k int, facts []*knowledge.Fact, may func(*shape)) bool {
	about := shape{about: "x"}
	may(&about)
	for i, f := range facts {
		was, is := shapeOf(d.facts[i]), shapeOf(f)
		if i == k {
			may(&was)
			may(&is)
		}
		if about.about == "" { // a name that this file declares nowhere may be that of a heading too
			was.about, is.about = "", ""
		}
		if d.text() {
			was.id, is.id = "", "" // made of the texts, and nothing can fix them
		}
		if was != is {
			return false
		}
	}
	return true
}
