package edit

import (
	"bytes"
	"path"
	"strings"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// Add gives the file with one more fact, and the line on which that begins. It
// stands at the end of the section that is about its entity, or else of the
// file. The file's name is its path in the folder, whose ending says how it is
// written; a file that is empty gets its front matter. The error is an [*Error].
func Add(name string, file []byte, n New) (out []byte, line int, err error) {
	text := clean(n.Text)
	if text == "" {
		return nil, 0, input("نص الحقيقة فارغ. اكتبه ثم أعد المحاولة", "the fact has no text: write it and try again")
	}
	if err := takesFacts(name); err != nil {
		return nil, 0, err
	}
	if n.Lang != "" && n.Twin != "" && langOf(text) == n.Lang.Other() && langOf(clean(n.Twin)) == n.Lang {
		text, n.Twin = clean(n.Twin), text // typed into each other's fields
	}
	if len(bytes.TrimSpace(bytes.TrimPrefix(file, []byte("\ufeff")))) == 0 && !isText(name) {
		file = frontMatter(n, langOf(text))
	}
	d, err := open(name, file)
	if err != nil {
		return nil, 0, err
	}
	k, err := d.insert(text, oneLine(n.Entity))
	if err != nil {
		return nil, 0, err
	}
	n.Text, n.Lang = "", ""
	if f := d.facts[k]; f.Cell == nil && headed(f, oneLine(n.Entity)) {
		n.Entity = ""
	}
	if err := d.change(k, n); err != nil {
		return nil, 0, err
	}
	return d.file, d.facts[k].Line, nil
}

func isText(name string) bool { return strings.EqualFold(path.Ext(name), ".txt") }

// takesFacts says whether the folder's reader takes facts from a file of that name.
func takesFacts(name string) error {
	base := strings.ToLower(path.Base(name))
	switch {
	case base == "asked.txt", base == "synonyms.txt", base == "questions.txt":
		return at(name, 0, ErrInput, "هذا ملف لا حقائق فيه. اختر ملفًا آخر", "this file holds no facts: choose another one")
	case !strings.HasSuffix(base, ".md") && !strings.HasSuffix(base, ".markdown") && !strings.HasSuffix(base, ".txt"):
		return at(name, 0, ErrInput, "لا تُقرأ الحقائق إلا من ملفات \u200e.md و\u200e.txt. اختر ملفًا ينتهي اسمه بأحدهما",
			"facts are read only from .md and .txt files: choose a file whose name ends in one of these")
	}
	return nil
}

// frontMatter gives what a new file begins with.
func frontMatter(n New, lang knowledge.Lang) []byte {
	var b strings.Builder
	b.WriteString("---\n")
	if e := oneLine(n.Entity); e != "" {
		b.WriteString("title: '" + strings.ReplaceAll(e, "'", "''") + "'\n")
	}
	b.WriteString("language: " + string(lang) + "\n---\n")
	return []byte(b.String())
}

// headed reports whether the heading right above a fact is the entity's name.
func headed(f *knowledge.Fact, entity string) bool {
	n := len(f.Section)
	return n > 0 && entity != "" && (same(f.Section[n-1], entity) || same(f.SectionTwin[n-1], entity))
}

func same(a, b string) bool { return a != "" && fold.Text(a) == fold.Text(b) }

// insert adds a fact of which only the text is given, and gives its index.
func (d *draft) insert(text, entity string) (int, error) {
	var candidates [][]patch
	for _, g := range d.beside(entity) {
		candidates = append(candidates, d.after(g, text)...)
	}
	candidates = append(candidates, d.atEnd(text)...)
	k := -1
	taken, errs := d.take(candidates, func(facts []*knowledge.Fact) bool {
		k = d.added(facts)
		return k >= 0 && facts[k].Text == text
	})
	if taken {
		return k, nil
	}
	if len(errs) > 0 {
		return 0, problem(errs[0], "", ErrInput)
	}
	return 0, at(d.name, 0, ErrForm,
		"لم يُعثر في هذا الملف على موضع تُضاف فيه الحقيقة آليًا بأمان (قد يكون مسوّدة). نزّل الملف، وأضفها بيدك، ثم ارفعه",
		"this file has no place where the fact can be added safely by machine (it may be a draft): download the file, add the fact by hand, and upload it")
}

// added gives the index of the one fact that is new, or -1 if there is not just
// one or another has changed.
func (d *draft) added(facts []*knowledge.Fact) int {
	if len(facts) != len(d.facts)+1 {
		return -1
	}
	k := 0
	for k < len(d.facts) && shapeOf(facts[k]) == shapeOf(d.facts[k]) {
		k++
	}
	for i := k; i < len(d.facts); i++ {
		was, is := shapeOf(d.facts[i]), shapeOf(facts[i+1])
		if d.text() {
			was.id, is.id = "", ""
		}
		if was != is {
			return -1
		}
	}
	return k
}

// beside gives the facts after which a fact about an entity fits, best first:
// the last one below a heading that is its name, then the last one about it,
// then the last one below a heading that has its name in it.
func (d *draft) beside(entity string) (out []*knowledge.Fact) {
	if entity == "" {
		return nil
	}
	var below, about, within *knowledge.Fact
	name := " " + fold.Text(entity) + " "
	for _, f := range d.facts {
		if headed(f, entity) {
			below = f
		}
		if f.Cell != nil {
			continue
		}
		for _, e := range f.About {
			if len(f.About) == 1 && called(e, entity) {
				about = f
			}
		}
		for i, s := range f.Section[min(1, len(f.Section)):] {
			if strings.Contains(" "+fold.Text(s)+" "+fold.Text(f.SectionTwin[i+1])+" ", name) {
				within = f
			}
		}
	}
	for _, f := range []*knowledge.Fact{below, about, within} {
		if f != nil {
			out = append(out, f)
		}
	}
	return out
}

// after gives the patches that put a fact behind another with all that belongs
// to that: in the same form, or else as a list item or paragraph of its own.
func (d *draft) after(g *knowledge.Fact, text string) (out [][]patch) {
	s := survey(d.file, g, d.facts, d.text())
	stop := s.own.stop
	if s.twin != nil {
		stop = max(stop, s.twin.stop)
	}
	if n := len(s.details); n > 0 {
		stop = max(stop, s.details[n-1].value.Stop)
	}
	if s.form == cell {
		for i, f := range d.facts { // behind the whole table and its translation
			if f.Cell != nil && f.Cell.Table == g.Cell.Table {
				c := survey(d.file, d.facts[i], d.facts, false)
				stop = max(stop, c.own.stop)
				if c.twin != nil {
					stop = max(stop, c.twin.stop)
				}
			}
		}
	}
	stop = lineEnd(d.file, stop)
	put := func(prefix, indent, before string) []patch {
		return []patch{{stop, stop, before + prefix + escape(text, d.eol, indent)}}
	}
	if s.form == item {
		prefix := strings.TrimPrefix(s.prefix, "\ufeff")
		out = append(out, put(prefix, hang(prefix), d.eol))
	}
	return append(out,
		put("- ", "  ", d.eol+d.eol),
		put("", "", d.eol+d.eol))
}

// atEnd gives the patches that put a fact at the file's end, before the
// footnotes that stand there.
func (d *draft) atEnd(text string) (out [][]patch) {
	if d.text() {
		at := len(bytes.TrimRight(d.file, " \t\r\n"))
		before, after := d.eol+d.eol, ""
		if at == 0 || string(d.file[:at]) == "\ufeff" {
			before = ""
		}
		if at == len(d.file) {
			after = d.eol
		}
		return [][]patch{{{at, at, before + strings.ReplaceAll(text, "\n", d.eol) + after}}}
	}
	at := len(d.file)
	defs := definitions(d.file)
	for i := len(defs) - 1; i >= 0; i-- {
		if len(bytes.TrimSpace(d.file[nextLine(d.file, defs[i].stop):at])) > 0 {
			break
		}
		at = defs[i].start
	}
	at = len(bytes.TrimRight(d.file[:at], " \t\r\n"))
	if n := len(d.facts); n > 0 {
		last := d.facts[0]
		for _, f := range d.facts {
			if f.Spans[0].Start > last.Spans[0].Start {
				last = f
			}
		}
		// A list that ends the file goes on.
		if c := d.after(last, text); len(c) == 3 && c[0][0].start == at {
			out = append(out, c[0])
		}
	}
	after := ""
	if at == len(d.file) {
		after = d.eol
	}
	before := d.eol + d.eol
	if at == 0 {
		before = ""
	}
	return append(out,
		[]patch{{at, at, before + "- " + escape(text, d.eol, "  ") + after}},
		[]patch{{at, at, before + escape(text, d.eol, "") + after}})
}
