package edit

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// New is what a fact shall say. Of a fact that is there, what is left empty
// stays as it is.
type New struct {
	Text   string         // as it shall read, letter for letter
	Twin   string         // its translation
	Lang   knowledge.Lang // of Text; "" = the language the fact is written in, or that its letters tell
	Entity string         // the names of what it is about, with commas between
	// Source is a link, the label of a footnote that the file has, or the name of
	// a work; several links or labels have spaces between. They take the place of
	// the sources that the fact has.
	Source      string
	SourceTitle string // of a link that the file does not know yet
	Publisher   string // the same
	Date        string // the same: when it was published
	AsOf        string // when the fact was true: YYYY, YYYY-MM or YYYY-MM-DD
	Status      string // as in a file: "confirmed", "ادعاء من Kuaishou", …
	ID          string
}

// Replace gives the file in which the fact f, read from it, says what n says.
// Whatever n leaves empty, the fact's id too, and everything else in the file
// stay as they are. The error is an [*Error].
func Replace(file []byte, f *knowledge.Fact, n New) ([]byte, error) {
	d, err := open(f.File, file)
	if err != nil {
		return nil, err
	}
	k, err := d.find(f)
	if err != nil {
		return nil, err
	}
	if err := d.change(k, n); err != nil {
		return nil, err
	}
	return d.file, nil
}

// Retire gives the file in which the fact f is marked as no longer true, since
// a day if one is given, and as replaced by the fact with the id by, if any.
func Retire(file []byte, f *knowledge.Fact, when knowledge.Date, by string) ([]byte, error) {
	d, err := open(f.File, file)
	if err != nil {
		return nil, err
	}
	k, err := d.find(f)
	if err != nil {
		return nil, err
	}
	by = strings.TrimPrefix(oneLine(by), "#")
	status := "superseded"
	if f.Lang == knowledge.Arabic {
		status = "متجاوز"
	}
	if by != "" {
		if err := d.validID(by); err != nil {
			return nil, err
		}
		if f.Lang == knowledge.Arabic {
			status += " حل محله " + by
		} else {
			status += " by " + by
		}
	}
	if d.text() {
		return nil, bare(d.name, f.Line)
	}
	if err := d.setStatus(k, status, when); err != nil {
		return nil, err
	}
	return d.file, nil
}

// change does what n asks of the k-th fact, one thing after the other.
func (d *draft) change(k int, n New) error {
	f := d.facts[k]
	text, twin := clean(n.Text), clean(n.Twin)
	if n.Lang == f.Lang.Other() {
		text, twin = twin, text
	}
	if d.text() && (twin != "" || n.Entity+n.Source+n.AsOf+n.Status+n.ID != "") {
		return bare(d.name, d.line(k))
	}
	if n.Source == "" && n.SourceTitle+n.Publisher+n.Date != "" {
		return input("ذكرت عنوان المصدر أو ناشره أو تاريخه دون المصدر نفسه. أضف رابطه أو اسم حاشيته",
			"title, publisher or date of a source are given without the source itself: add its link or the label of its footnote")
	}
	for _, do := range []func() error{
		func() error { return d.setID(k, oneLine(n.ID)) },
		func() error { return d.setText(k, text) },
		func() error { return d.setTwin(k, twin) },
		func() error { return d.setSources(k, n) },
		func() error { return d.setDate(k, oneLine(n.AsOf)) },
		func() error { return d.setStatus(k, oneLine(n.Status), knowledge.Date{}) },
		func() error { return d.setAbout(k, oneLine(n.Entity)) },
	} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

func bare(file string, line int) error {
	return at(file, line, ErrForm,
		"ملفات \u200e.txt نص خالص لا يحمل مصدرًا ولا تاريخًا ولا حالة ولا ترجمة. انقل الحقيقة إلى ملف \u200e.md، أو غيّر امتداد هذا الملف إلى \u200e.md",
		"a .txt file is bare text and holds no source, date, status or translation: move the fact to a .md file, or rename this file to end in .md")
}

func badDate(s string) error {
	return input("«"+s+"» ليس تاريخًا ممكنًا. اكتبه سنة-شهر-يوم، مثل 2024-06-06 أو 2024-06 أو 2024",
		"\""+s+"\" is no possible date: write year-month-day, such as 2024-06-06, 2024-06 or 2024")
}

// setText gives the fact another text. Its id must outlast that: other files,
// people's links and the fact's own history name it.
func (d *draft) setText(k int, text string) error {
	f := d.facts[k]
	if f.Cell != nil {
		text = oneLine(text)
	}
	if text == "" || text == f.Text {
		return nil
	}
	if f.Cell != nil && slices.Contains(dashes, text) {
		return input("«"+text+"» وحدها في خانة جدول معناها أنه لا يُعرف شيء، فتُحذف الحقيقة. لذلك نزّل الملف وعدّل الجدول وترجمته بيدك ثم ارفعه",
			"\""+text+"\" alone in a cell of a table says that nothing is known, so the fact would go: for that download the file, change the table and its translation by hand and upload it")
	}
	if !d.text() {
		if err := d.pin(k); err != nil {
			return err
		}
	}
	s := d.site(k)
	raw := strings.ReplaceAll(text, "\n", d.eol)
	if s.form == plain {
		return d.step(k, func(s *shape) { s.text, s.lang = "", "" }, func(f *knowledge.Fact) bool { return f.Text == text },
			[]patch{{s.own.start, s.own.stop, raw}})
	}
	err := d.step(k, func(s *shape) { s.text = "" }, func(f *knowledge.Fact) bool { return f.Text == text },
		s.reword(&s.own, escape(text, d.eol, hang(s.prefix))),
		s.reword(&s.own, raw)) // what is indented like code knows no backslash
	if err != nil && f.Cell == nil && strings.ContainsFunc(text, unicode.IsLetter) && langOf(text) != f.Lang {
		return otherLanguage(f.Lang)
	}
	return err
}

// dashes are the cells of tables that hold no fact.
var dashes = []string{"—", "-", "–", "−", "--", "---"}

func otherLanguage(l knowledge.Lang) error {
	if l == knowledge.Arabic {
		return input("الحقيقة مكتوبة بالعربية والنص الجديد بالإنجليزية. اكتب النص بالعربية، وضع الإنجليزي في حقل الترجمة",
			"the fact is written in Arabic and the new text in English: write the text in Arabic, and the English one as its translation")
	}
	return input("الحقيقة مكتوبة بالإنجليزية والنص الجديد بالعربية. اكتب النص بالإنجليزية، وضع العربي في حقل الترجمة",
		"the fact is written in English and the new text in Arabic: write the text in English, and the Arabic one as its translation")
}

// langOf gives the language that the reader of files finds a text to be in.
func langOf(text string) knowledge.Lang {
	facts, _ := read("x.txt", []byte(strings.ReplaceAll(text, "\n", " ")))
	if len(facts) == 0 {
		return ""
	}
	return facts[0].Lang
}

// reword puts other words in a block and keeps its marks, notes and comments.
func (s *site) reword(b *block, markup string) []patch {
	odd := false
	var kept, tail strings.Builder
	for _, g := range b.signs {
		switch {
		case g.kind == '?':
			odd = odd || g.Start >= b.words.Stop
		case g.Start < b.words.Stop:
			kept.WriteString(" " + string(s.file[g.Start:g.Stop]))
		default:
			tail.WriteString(" " + string(s.file[g.Start:g.Stop]))
		}
	}
	if odd { // the end of emphasis, a link and the like
		return []patch{{b.start, b.stop, markup + kept.String() + tail.String()}}
	}
	return []patch{{b.start, b.words.Stop, markup + kept.String()}}
}

// setTwin gives the fact another translation, or its first.
func (d *draft) setTwin(k int, text string) error {
	f := d.facts[k]
	if f.Cell != nil {
		text = oneLine(text)
	}
	if text == "" || f.Twin != nil && f.Twin.Text == text {
		return nil
	}
	s := d.site(k)
	may := func(s *shape) { s.twin = "" }
	should := func(f *knowledge.Fact) bool { return f.Twin != nil && f.Twin.Text == text }
	if s.twin != nil {
		prefix := "  "
		for _, x := range s.details {
			if x.value.Start <= s.twin.start && s.twin.start < x.value.Stop {
				prefix = hang(x.prefix)
			}
		}
		return d.step(k, may, should, s.reword(s.twin, escape(text, d.eol, prefix)))
	}
	if s.form == cell {
		return at(d.name, d.line(k), ErrForm,
			"هذه خانة في جدول لا ترجمة له. ضع تحت الجدول جدولًا بالصفوف والأعمدة نفسها مترجمًا",
			"this is a cell of a table that has no translation: put a translated table with the same rows and columns right beneath it")
	}
	key := string(f.Lang.Other()) + ": "
	return d.step(k, may, should, s.line(d.eol, true, func(indent string) string { return key + escape(text, d.eol, indent) })...)
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

// pin writes down the id that the fact has so far by its text. In the folder that
// may be another than in the file alone, where two say the same.
func (d *draft) pin(k int) error {
	id := cmp.Or(d.id, d.facts[k].ID)
	return d.setDetail(k, "id", id, func(s *shape) { s.id = "" }, func(f *knowledge.Fact) bool { return f.ID == id })
}

func (d *draft) setID(k int, id string) error {
	if id == "" || id == cmp.Or(d.id, d.facts[k].ID) {
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
	d.id = id
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

// gap gives where the white space before i begins.
func (s *site) gap(i int) int {
	for i > s.own.start && (s.file[i-1] == ' ' || s.file[i-1] == '\t') {
		i--
	}
	return i
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
	if len(want) == 0 || about(f) {
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

// setDetail says something about the fact: where it is said already, or else in
// the braces at its end, or on a line beneath it where the facts' other details
// are there or braces cannot hold it.
func (d *draft) setDetail(k int, name, value string, may func(*shape), should func(*knowledge.Fact) bool) error {
	s := d.site(k)
	markup := escape(value, " ", "")
	inBraces := !strings.ContainsAny(value, "{},،;؛")
	said := ""
	var cut []patch // what takes it out of the braces it stands in
	var candidates [][]patch
	blocks := []*block{&s.own}
	if s.twin != nil && s.form != cell {
		blocks = append(blocks, s.twin)
	}
	for _, b := range blocks {
		for _, g := range b.only('{') {
			notes := s.notes(g)
			for i, n := range notes {
				if n.name != name {
					continue
				}
				said = "braces"
				if inBraces {
					candidates = append(candidates, []patch{{n.value.Start, n.value.Stop, markup}})
				}
				switch {
				case len(notes) == 1:
					cut = []patch{{s.gap(g.Start), g.Stop, ""}}
				case i == 0:
					cut = []patch{{n.item.Start, notes[1].item.Start, ""}}
				default:
					cut = []patch{{notes[i-1].item.Stop, n.item.Stop, ""}}
				}
			}
		}
	}
	lines := false
	for _, x := range s.details {
		if x.name == name {
			said = "line"
			candidates = append(candidates, []patch{{x.value.Start, x.value.Stop, markup}})
		}
		lines = lines || x.name != "ar" && x.name != "en"
	}
	if said != "line" && s.form != cell {
		text := func(string) string { return name + ": " + markup }
		if inBraces && said == "" && !(lines && len(s.own.only('{')) == 0) {
			candidates = append(candidates, d.inNote(s, name, markup))
		}
		for _, line := range s.line(d.eol, false, text) {
			candidates = append(candidates, append(line, cut...))
		}
	}
	if said == "" && s.form == cell && inBraces {
		candidates = append(candidates, d.inNote(s, name, markup))
	}
	if candidates == nil {
		return at(d.name, d.line(k), ErrForm,
			"«"+value+"» فيه فاصلة أو قوس معقوف، ولا مكان لمثل ذلك في خانة جدول. اكتبه من غيرهما",
			"\""+value+"\" holds a comma or brace, for which a cell of a table has no place: write it without")
	}
	return d.step(k, may, should, candidates...)
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

// setSources gives the fact other sources and takes away the footnotes that
// nothing uses any more.
func (d *draft) setSources(k int, n New) error {
	if oneLine(n.Source) == "" {
		return nil
	}
	want, err := sources(d.file, d.facts, n)
	if err != nil {
		return err
	}
	is := func(f *knowledge.Fact) bool {
		if len(f.Sources) != len(want) {
			return false
		}
		for i, src := range f.Sources {
			if src.Label != want[i].label || want[i].url != "" && src.URL != want[i].url {
				return false
			}
		}
		return true
	}
	if is(d.facts[k]) {
		return nil
	}
	had := d.facts[k].Sources
	s := d.site(k)
	patches := define(d.file, d.eol, want)
	marks := ""
	for _, w := range want {
		marks += " [^" + w.label + "]"
	}
	own := s.own.only('^')
	patches = append(patches, s.unmark(own)...)
	at := s.own.stop // at the end of the words, or where the marks stood
	for _, g := range s.own.signs {
		if g.Start >= s.own.words.Stop && g.kind != '?' {
			at = s.gap(g.Start)
			break
		}
	}
	at = max(at, s.own.words.Stop)
	patches = append(patches, patch{at, at, marks})
	both := slices.Clone(patches)
	if s.twin != nil {
		patches = append(patches, s.unmark(s.twin.only('^'))...)
		both = append(both, s.unmark(s.twin.only('^'))...)
	}
	for _, x := range s.details {
		if x.name == "source" {
			patches = append(patches, patch{x.line, nextLine(s.file, x.value.Stop), ""})
		}
	}
	candidates := [][]patch{patches}
	if s.twin != nil && s.form == cell { // the translation's row has sources of its own
		end := s.twin.words.Stop
		candidates = append(candidates, append(both, patch{end, end, marks}))
	}
	may := func(s *shape) { s.sources, s.date, s.status = "", "", "" }
	if err := d.step(k, may, is, candidates...); err != nil {
		return err
	}
	return d.tidy(k, had)
}

// unmark gives the patches that take footnote marks away, with the white space
// before them that is no part of the text.
func (s *site) unmark(marks []sign) (out []patch) {
	spans := append([]knowledge.Span{}, s.fact.Spans...)
	if s.fact.Twin != nil {
		spans = append(spans, s.fact.Twin.Spans...)
	}
	for _, g := range marks {
		start := g.Start
		for start > 0 && (s.file[start-1] == ' ' || s.file[start-1] == '\t') && !within(spans, start-1) {
			start--
		}
		out = append(out, patch{start, g.Stop, ""})
	}
	return out
}

func within(spans []knowledge.Span, i int) bool {
	for _, s := range spans {
		if s.Start <= i && i < s.Stop {
			return true
		}
	}
	return false
}

// tidy takes away the definitions of footnotes that only the k-th fact used.
func (d *draft) tidy(k int, had []*knowledge.Source) error {
	used := map[string]bool{}
	for _, f := range d.facts {
		for _, s := range f.Sources {
			used[s.Label] = true
		}
	}
	for _, s := range had {
		if used[s.Label] {
			continue
		}
		// One that a heading mentions cannot go, and need not.
		_ = d.step(k, func(*shape) {}, func(*knowledge.Fact) bool { return true }, undefine(d.file, s.Label))
	}
	return nil
}
