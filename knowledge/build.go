package knowledge

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"fmt"
	"strings"

	"sibaq/knowledge/fold"
)

// builder joins what the files say into one Base: names become entities,
// labels sources, and ids are given out.
type builder struct {
	base     Base
	files    []*parsed
	problems Problems
	names    map[string]*Entity // by folded name or alias
	ids      map[string]*Fact
	version  strings.Builder
}

func (b *builder) report(file string, line int, p *Problem) {
	p.File, p.Line = file, line
	b.problems = append(b.problems, p)
}

func (b *builder) hash(name string, data []byte) {
	sum := sha256.Sum256(data)
	fmt.Fprintf(&b.version, "%q %x\n", name, sum)
}

func (b *builder) build() (*Base, error) {
	b.names = map[string]*Entity{}
	b.ids = map[string]*Fact{}
	for _, p := range b.files {
		for _, pr := range p.problems {
			copied := *pr
			b.problems = append(b.problems, &copied)
		}
		for _, e := range p.front.entities {
			b.entity(e)
		}
	}
	// Written ids are taken first, so that an id worked out never takes one away.
	for _, p := range b.files {
		for _, d := range p.facts {
			b.writtenID(d)
		}
	}
	var drafts []*draftFact
	for _, p := range b.files {
		drafts = append(drafts, b.file(p)...)
	}
	for i, d := range drafts {
		b.checkSuccessor(b.base.Facts[i], d)
	}
	if len(b.base.Facts) == 0 && len(b.problems.Only(Error)) == 0 {
		b.report("", 0, problem(Error,
			"لا توجد حقائق في المجلد", "ضع فيه ملف .md أو .txt واحدًا على الأقل، كل فقرة فيه حقيقة",
			"the folder holds no facts", "put at least one .md or .txt file into it; each paragraph is a fact"))
	}
	sortProblems(b.problems)
	if len(b.problems.Only(Error)) > 0 {
		return nil, b.problems
	}
	b.base.Warnings = b.problems
	sum := sha256.Sum256([]byte(b.version.String()))
	b.base.Version = hex.EncodeToString(sum[:8])
	return &b.base, nil
}

// entity takes an entity's names; each may belong to one entity only.
func (b *builder) entity(e *Entity) {
	for i, name := range append([]string{e.Name, e.Ar, e.En, e.Zh}, e.Aliases...) {
		key := fold.Text(name)
		if key == "" {
			continue
		}
		switch other := b.names[key]; {
		case other == nil:
			b.names[key] = e
		case other != e && i == 0 && fold.Text(other.Name) == key:
			b.report(e.File, e.Line, problem(Error,
				"الكيان «"+name+"» معرّف مرتين، أولاهما في "+where(other), "احذف أحد التعريفين واجمع الأسماء في الآخر",
				"the entity \""+name+"\" is declared twice, first at "+where(other), "remove one and put its names into the other"))
			return
		case other != e:
			b.report(e.File, e.Line, problem(Error,
				"الاسم «"+name+"» يدل على كيانين: «"+e.Name+"» و«"+other.Name+"» ("+where(other)+")", "احذفه من أحدهما",
				"the name \""+name+"\" stands for two entities: \""+e.Name+"\" and \""+other.Name+"\" ("+where(other)+")", "remove it from one of them"))
		}
	}
	b.base.Entities = append(b.base.Entities, e)
}

func where(e *Entity) string { return fmt.Sprintf("%s:%d", e.File, e.Line) }

func (b *builder) writtenID(d *draftFact) {
	if d.id == "" {
		return
	}
	if other := b.ids[d.id]; other != nil {
		b.report(d.fact.File, d.fact.Line, problem(Error,
			fmt.Sprintf("المعرف «%s» مستعمل في %s:%d", d.id, other.File, other.Line), "اختر معرفًا آخر لهذه الحقيقة",
			fmt.Sprintf("the id %q is taken by %s:%d", d.id, other.File, other.Line), "choose another one for this fact"))
		return
	}
	b.ids[d.id] = &d.fact
}

// file adds a file's facts and tables and returns the drafts of its facts in order.
func (b *builder) file(p *parsed) []*draftFact {
	f := p.file
	b.base.Files = append(b.base.Files, &f)
	tables := map[*draftTable]*Table{}
	for _, t := range p.tables {
		tables[t] = b.table(p, t)
	}
	used := map[string]bool{}
	strict := p.front.present || len(p.labels) > 0
	if p.front.source != "" && p.sources[p.front.source] == nil {
		b.noSource(p, 1, p.front.source)
	}
	for _, d := range p.facts {
		fact := d.fact
		if d.section >= 0 {
			fact.Section = p.sections[d.section]
		}
		if t := tables[d.table]; t != nil {
			fact.Cell = &Cell{Table: t, Row: d.row, Column: d.column}
			fact.About = append(fact.About, t.Columns[d.column])
		}
		for _, name := range d.about {
			if e := b.names[fold.Text(name)]; e != nil {
				fact.About = append(fact.About, e)
			} else {
				b.report(fact.File, fact.Line, problem(Warning,
					"كيان غير معروف: «"+name+"»", "أضفه إلى entities في رأس أحد الملفات أو صحّح الاسم",
					"unknown entity: \""+name+"\"", "add it to entities in some file's front matter, or correct the name"))
			}
		}
		b.cite(p, d, &fact, used)
		if strict && len(fact.Sources) == 0 {
			b.report(fact.File, d.line, problem(Warning,
				"حقيقة بلا مصدر", "أضف في آخرها حاشية مثل [^اسم] وعرّفها في آخر الملف",
				"a fact without a source", "end it with a footnote mark such as [^name] and define that at the end of the file"))
		}
		if fact.Status == Claim && fact.ClaimedBy == "" {
			b.report(fact.File, d.line, problem(Warning,
				"ادعاء بلا صاحب", "اكتب من قاله: ادعاء من فلان",
				"a claim without a claimant", "say whose word it is: claim by NAME"))
		}
		fact.ID = b.id(d, &fact, strict)
		b.base.Facts = append(b.base.Facts, &fact)
		if fact.Cell != nil {
			fact.Cell.Table.Cells[d.row][d.column] = &fact
		}
	}
	for _, label := range p.labels {
		if !used[label] && !p.used[label] {
			b.report(p.src.path, p.sources[label].Line, problem(Warning,
				"الحاشية [^"+label+"] لا تستعملها حقيقة", "احذفها أو ضع [^"+label+"] بعد الحقيقة التي تسندها",
				"no fact uses the footnote [^"+label+"]", "remove it, or put [^"+label+"] behind the fact that it supports"))
		}
	}
	return p.facts
}

func (b *builder) noSource(p *parsed, line int, label string) {
	b.report(p.src.path, line, problem(Error,
		"المصدر «"+label+"» غير معرّف", "أضف في آخر الملف سطرًا هكذا: [^"+label+"]: [العنوان](الرابط), الناشر, التاريخ",
		"the source \""+label+"\" is not defined", "add a line such as [^"+label+"]: [Title](URL), Publisher, DATE at the end of the file"))
}

// cite resolves a fact's sources, date and status with their defaults.
func (b *builder) cite(p *parsed, d *draftFact, fact *Fact, used map[string]bool) {
	labels := d.sources
	if len(labels) == 0 && p.front.source != "" {
		labels = []string{p.front.source}
		if p.sources[p.front.source] == nil {
			labels = nil // reported once for the file
		}
	}
	has := map[string]bool{}
	for _, label := range labels {
		s := p.sources[label]
		if s == nil {
			b.noSource(p, d.line, label)
			continue
		}
		used[label] = true
		if !has[label] {
			has[label] = true
			fact.Sources = append(fact.Sources, s)
		}
	}
	fact.AsOf, fact.Status, fact.ClaimedBy, fact.SupersededBy = d.asOf, d.status, d.claimedBy, d.supersededBy
	if fact.AsOf.IsZero() {
		for _, s := range fact.Sources {
			if s.Date.Compare(fact.AsOf) > 0 {
				fact.AsOf = s.Date
			}
		}
	}
	if fact.AsOf.IsZero() {
		fact.AsOf = p.front.date
	}
	if fact.Status == "" {
		fact.Status = Unreviewed
		if len(fact.Sources) > 0 {
			fact.Status = Confirmed
		}
	}
}

// id gives a fact its id: the written one, or a hash of its text, into which
// the file and then a count go only where another fact has that id already.
func (b *builder) id(d *draftFact, fact *Fact, strict bool) string {
	if d.id != "" {
		return d.id
	}
	text := fact.Text
	if c := fact.Cell; c != nil {
		text = c.Table.Columns[c.Column].Name + "\n" + d.table.rows[c.Row] + "\n" + text
	}
	id := hashID(text)
	if other := b.ids[id]; other != nil {
		if strict && fact.Cell == nil && other.Text == fact.Text {
			b.report(fact.File, fact.Line, problem(Warning,
				fmt.Sprintf("الحقيقة نفسها مكتوبة في %s:%d", other.File, other.Line), "احذف إحداهما",
				fmt.Sprintf("the same fact stands at %s:%d", other.File, other.Line), "remove one of them"))
		}
		for n := 0; b.ids[id] != nil; n++ {
			id = hashID(fmt.Sprintf("%s\n%d\n%s", fact.File, n, text))
		}
	}
	b.ids[id] = fact
	return id
}

func hashID(s string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(s), " ")))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:5]))
}

// table resolves a table's columns; a heading that nobody declared becomes an
// entity of that name.
func (b *builder) table(p *parsed, d *draftTable) *Table {
	t := &Table{File: p.src.path, Line: d.line}
	t.Title = label(script(d.title, d.lang), d.title, "")
	for i, name := range d.columns {
		key := fold.Text(name)
		e := b.names[key]
		if e == nil && d.twin != nil {
			e = b.names[fold.Text(d.twin.columns[i])]
		}
		if e == nil {
			e = &Entity{Name: name, File: p.src.path, Line: d.line}
			if d.twin != nil {
				l := label(d.lang, name, d.twin.columns[i])
				e.Ar, e.En = l.Ar, l.En
				b.names[fold.Text(d.twin.columns[i])] = e
			}
			b.names[key] = e
			b.base.Entities = append(b.base.Entities, e)
		}
		t.Columns = append(t.Columns, e)
	}
	for i, row := range d.rows {
		other := ""
		if d.twin != nil {
			other = d.twin.rows[i]
		}
		t.Rows = append(t.Rows, label(d.lang, row, other))
		t.Cells = append(t.Cells, make([]*Fact, len(d.columns)))
	}
	b.base.Tables = append(b.base.Tables, t)
	return t
}

// label puts a text in lang and its translation in the other language together.
func label(lang Lang, text, other string) Label {
	if lang == Arabic {
		return Label{Ar: text, En: other}
	}
	return Label{Ar: other, En: text}
}

func (b *builder) checkSuccessor(fact *Fact, d *draftFact) {
	if fact.SupersededBy != "" && b.ids[fact.SupersededBy] == nil {
		b.report(fact.File, d.line, problem(Warning,
			"لا توجد حقيقة معرفها «"+fact.SupersededBy+"»", "اكتب معرف الحقيقة التي حلت محل هذه",
			"no fact has the id \""+fact.SupersededBy+"\"", "write the id of the fact that replaced this one"))
	}
}
