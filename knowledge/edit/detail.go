package edit

import (
	"slices"
	"strings"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

func badDate(s string) error {
	return input("«"+s+"» ليس تاريخًا ممكنًا. اكتبه سنة-شهر-يوم، مثل 2024-06-06 أو 2024-06 أو 2024",
		"\""+s+"\" is no possible date: write year-month-day, such as 2024-06-06, 2024-06 or 2024")
}

// id gives the fact's id in the folder, which may be another than in the file
// alone, where two say the same.
func (d *draft) id(k int) string {
	if d.was != nil {
		return d.was.ID
	}
	return d.facts[k].ID
}

// pin writes down the id that the fact has so far by its text.
func (d *draft) pin(k int) error {
	id := d.id(k)
	return d.setDetail(k, "id", id, func(s *shape) { s.id = "" }, func(f *knowledge.Fact) bool { return f.ID == id })
}

func (d *draft) setID(k int, id string) error {
	if id == "" || id == d.id(k) {
		return nil
	}
	if err := d.validID(id); err != nil {
		return err
	}
	for i, f := range d.facts {
		if i != k && f.ID == id {
			return input("المعرّف «"+id+"» لحقيقة أخرى في هذا الملف. اختر غيره", "the id \""+id+"\" belongs to another fact of this file: choose another one")
		}
	}
	return d.setDetail(k, "id", id, func(s *shape) { s.id = "" }, func(f *knowledge.Fact) bool { return f.ID == id })
}

// validID says whether the format takes an id.
func (d *draft) validID(id string) error {
	facts, errs := read("x.md", []byte("- x\n  - id: "+escape(id, " ", "")+"\n"))
	if len(errs) > 0 {
		return problem(errs[0], "", ErrInput)
	}
	if len(facts) != 1 || facts[0].ID != id {
		return input("«"+id+"» لا يصلح معرّفًا. استعمل حروفًا وأرقامًا وشرطات بلا مسافات", "\""+id+"\" cannot be an id: use letters, digits and hyphens without spaces")
	}
	return nil
}

func (d *draft) setDate(k int, s string) error {
	if s == "" {
		return nil
	}
	date, err := knowledge.ParseDate(s)
	if err != nil {
		return badDate(s)
	}
	if date == d.facts[k].AsOf {
		return nil
	}
	return d.setDetail(k, "date", date.String(), func(s *shape) { s.date = "" }, func(f *knowledge.Fact) bool { return f.AsOf == date })
}

// setStatus sets what the fact's standing is, and since when if that is given.
func (d *draft) setStatus(k int, status string, since knowledge.Date) error {
	if status == "" {
		return nil
	}
	facts, errs := read("x.md", []byte("- x\n  - status: "+escape(status, " ", "")+"\n"))
	if len(errs) > 0 {
		return problem(errs[0], "", ErrInput)
	}
	if len(facts) != 1 {
		return input("«"+status+"» ليست حالة. اختر إحدى الحالات: مؤكد، ادعاء من فلان، محل خلاف، متجاوز، غير مراجع",
			"\""+status+"\" is no status: choose one of: confirmed, claim by NAME, contested, superseded, unreviewed")
	}
	want := facts[0]
	should := func(f *knowledge.Fact) bool {
		return f.Status == want.Status && f.ClaimedBy == want.ClaimedBy && f.SupersededBy == want.SupersededBy
	}
	if !should(d.facts[k]) || want.ClaimantKind != "" && want.ClaimantKind != d.facts[k].ClaimantKind {
		if err := d.setDetail(k, "status", status, func(s *shape) { s.status = "" }, should); err != nil {
			return err
		}
	}
	return d.setSince(k, since)
}

// setSince writes as a comment, for who reads the file, since when a fact is no
// longer true: its date says when it was. What another status leaves untrue goes.
func (d *draft) setSince(k int, since knowledge.Date) error {
	s := d.site(k)
	if s.form == plain {
		return nil
	}
	const ar, en = "<!-- متجاوز منذ ", "<!-- superseded since "
	var patches []patch
	for _, g := range s.own.only('!') {
		if text := string(s.file[g.Start:g.Stop]); g.Start >= s.own.words.Stop && (strings.HasPrefix(text, ar) || strings.HasPrefix(text, en)) {
			patches = append(patches, patch{s.gap(g.Start), g.Stop, ""})
		}
	}
	if !since.IsZero() {
		open := en
		if d.facts[k].Lang == knowledge.Arabic {
			open = ar
		}
		patches = append(patches, patch{s.own.stop, s.own.stop, " " + open + since.String() + " -->"})
	}
	if patches == nil {
		return nil
	}
	return d.step(k, func(*shape) {}, func(*knowledge.Fact) bool { return true }, patches)
}

// setAbout sets the entities that the fact is about.
func (d *draft) setAbout(k int, names string) error {
	f := d.facts[k]
	var want []string
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if name = strings.TrimSpace(name); name != "" {
			want = append(want, name)
		}
	}
	about := func(f *knowledge.Fact) bool {
		if len(f.About) != len(want) {
			return false
		}
		for i, e := range f.About {
			if !called(e, want[i]) {
				return false
			}
		}
		return true
	}
	if len(want) == 0 || about(f) || d.was != nil && about(d.was) { // a heading may tell the folder more
		return nil
	}
	if f.Cell != nil {
		return at(d.name, d.line(k), ErrForm,
			"هذه خانة في جدول، وعمودها يقول عمّ تتحدث. لتغيير ذلك نزّل الملف وعدّل الجدول بيدك ثم ارفعه",
			"this is a cell of a table, and its column says what it is about: to change that download the file, change the table by hand and upload it")
	}
	return d.setDetail(k, "about", strings.Join(want, ", "), func(s *shape) { s.about = "" }, about)
}

// called reports whether a name is one of an entity's.
func called(e *knowledge.Entity, name string) bool {
	key := fold.Text(name)
	for _, n := range append([]string{e.Name, e.Ar, e.En, e.Zh}, e.Aliases...) {
		if n != "" && fold.Text(n) == key {
			return true
		}
	}
	return false
}

// line gives the patches that add a detail on a line of its own beneath the
// fact, as the first one or the last.
func (s *site) line(eol string, first bool, what func(indent string) string) [][]patch {
	if n := len(s.details); n > 0 {
		x := s.details[0]
		if first {
			return [][]patch{{{x.line, x.line, x.prefix + what(hang(x.prefix)) + eol}}}
		}
		x = s.details[n-1]
		return [][]patch{{{x.value.Stop, x.value.Stop, eol + x.prefix + what(hang(x.prefix))}}}
	}
	indent := hang(s.prefix)
	gap := ""
	if s.form == paragraph {
		gap = eol + strings.TrimRight(indent, " \t")
	}
	put := func(marker string) []patch {
		return []patch{{s.own.stop, s.own.stop, gap + eol + indent + marker + what(indent+"  ")}}
	}
	// Another marker keeps it apart from a list of facts that follows.
	return [][]patch{put("- "), put("* ")}
}

// setDetail says something about the fact: where it is said already, or else in
// the braces at its end, or on a line beneath it where its other details are, or
// where braces cannot hold it.
func (d *draft) setDetail(k int, name, value string, may func(*shape), should func(*knowledge.Fact) bool) error {
	s := d.site(k)
	markup := escape(value, " ", "")
	inBraces := !strings.ContainsAny(value, "{}"+separators)
	inLines := slices.ContainsFunc(s.details, func(x detail) bool { return x.name != "ar" && x.name != "en" })
	var candidates [][]patch
	var cut []patch // takes it out of the braces it stands in
	if n, out := s.noted(name); n != nil {
		cut = out
		if inBraces {
			candidates = append(candidates, []patch{{n.value.Start, n.value.Stop, markup}})
		}
	}
	if i := slices.IndexFunc(s.details, func(x detail) bool { return x.name == name }); i >= 0 {
		at := s.details[i].value
		candidates = append(candidates, []patch{{at.Start, at.Stop, markup}})
	}
	if candidates == nil && inBraces && (!inLines || len(s.own.only('{')) > 0) {
		candidates = append(candidates, d.inNote(s, name, markup))
	}
	if s.form != cell {
		for _, line := range s.line(d.eol, false, func(string) string { return name + ": " + markup }) {
			candidates = append(candidates, append(line, cut...))
		}
	}
	if candidates == nil {
		return at(d.name, d.line(k), ErrForm,
			"«"+value+"» فيه فاصلة أو قوس معقوف، ولا مكان لمثل ذلك في خانة جدول. اكتبه من غيرهما",
			"\""+value+"\" holds a comma or brace, for which a cell of a table has no place: write it without")
	}
	return d.step(k, may, should, candidates...)
}

// noted gives the note in braces of that name, if there is one, and the patch
// that takes it away.
func (s *site) noted(name string) (found *note, out []patch) {
	signs := s.own.only('{')
	if s.twin != nil && s.form != cell { // of a cell the translation's notes are its own
		signs = append(signs, s.twin.only('{')...)
	}
	for _, g := range signs {
		notes := s.notes(g)
		i := slices.IndexFunc(notes, func(n note) bool { return n.name == name })
		switch {
		case i < 0:
			continue
		case len(notes) == 1:
			out = []patch{{s.gap(g.Start), g.Stop, ""}}
		case i == 0:
			out = []patch{{notes[0].item.Start, notes[1].item.Start, ""}}
		default:
			out = []patch{{notes[i-1].item.Stop, notes[i].item.Stop, ""}}
		}
		return &notes[i], out
	}
	return nil, nil
}

// inNote gives the patch that says something in the braces at the fact's end.
func (d *draft) inNote(s *site, name, markup string) []patch {
	what := markup
	if name == "id" || name == "about" {
		what = name + ": " + markup
	}
	sep := ", "
	if s.fact.Lang == knowledge.Arabic {
		sep = "، "
	}
	if notes := s.own.only('{'); len(notes) > 0 {
		g := notes[len(notes)-1]
		if inner := s.notes(g); len(inner) > 0 {
			end := inner[len(inner)-1].item.Stop
			return []patch{{end, end, sep + what}}
		}
	}
	stop := s.own.stop
	if n := len(s.own.signs); n > 0 && s.own.signs[n-1].kind == '!' && s.own.signs[n-1].Start >= s.own.words.Stop {
		stop = s.gap(s.own.signs[n-1].Start)
	}
	return []patch{{stop, stop, " {" + what + "}"}}
}
