package site

import (
	"cmp"
	"html/template"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"sibaq/bot/say"
	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// text is a text ready to be shown: in runs, of which those against the
// page's direction are isolated.
type text struct {
	Runs []run
	Lang knowledge.Lang // "" = that of the page
}

type run struct {
	Text    string
	Against string // the run's own direction, "" = that of the text
}

// text cuts s, which is in lang, into runs. Only what stands out from the page
// is told its language.
func (w *writer) text(s string, lang knowledge.Lang) text {
	against := "ltr"
	if lang == knowledge.English {
		against = "rtl"
	}
	t := text{}
	if lang != w.Lang() {
		t.Lang = lang
	}
	rest := say.Isolate(lang, say.Strip(s))
	for rest != "" {
		before, after, found := strings.Cut(rest, say.FSI)
		if before != "" {
			t.Runs = append(t.Runs, run{Text: before})
		}
		if !found {
			break
		}
		inside, after, _ := strings.Cut(after, say.PDI)
		t.Runs = append(t.Runs, run{inside, against})
		rest = after
	}
	return t
}

// own is a text in the page's own words.
func (w *writer) own(s string) text { return w.text(s, w.Lang()) }

// any is a text that a file has in one language without saying which. Where
// an Arabic page has one with any Arabic in it, its frame is Arabic.
func (w *writer) any(s string) text {
	lang := langOf(s)
	if w.Lang() == knowledge.Arabic && strings.ContainsFunc(s, isArabic) {
		lang = knowledge.Arabic
	}
	return w.text(s, lang)
}

// side is the one in the page's language of a text and its translation. Names
// can make most of an Arabic title Latin, but none of an English one Arabic.
func (w *writer) side(s, twin string) string {
	if strings.ContainsFunc(s, isArabic) == (w.Lang() == knowledge.Arabic) {
		return s
	}
	return twin
}

func isArabic(r rune) bool { return unicode.Is(unicode.Arabic, r) }

// langOf tells the language of a short text by the script of most of its
// letters: an Arabic title may begin with a Latin name.
func langOf(s string) knowledge.Lang {
	arabic, others := 0, 0
	for _, r := range s {
		switch {
		case isArabic(r):
			arabic++
		case unicode.IsLetter(r):
			others++
		}
	}
	if others > arabic {
		return knowledge.English
	}
	return knowledge.Arabic
}

// attrs gives the attributes of an element that holds t.
func attrs(t text) template.HTMLAttr {
	if t.Lang == "" {
		return ""
	}
	return template.HTMLAttr(`lang="` + string(t.Lang) + `" dir="` + dir(t.Lang) + `"`)
}

// link leads to another page of the site.
type link struct {
	Text string
	Href string
	Lang knowledge.Lang
}

type nameView struct {
	Name text
	Href string
}

func (w *writer) name(e *knowledge.Entity) nameView {
	return nameView{w.any(e.In(w.Lang())), w.up + namesPage + "#" + w.anchors[e]}
}

// factView is a fact, in brief or in full.
type factView struct {
	ID        string // of the element
	Name      string // the fact's id
	Href      string // leads to the fact in full
	Label     text   // of a table's cell, else empty
	Text      text
	Untold    bool // there is no translation into the page's language
	Status    knowledge.Status
	Standing  text // the status in words
	Date      string
	ISO       string // "" where the fact has no date
	Where     string // file:line
	Sources   []sourceView
	Refs      []int     // in a table: numbers of its sources there
	Successor *factLink // what replaced it
	Replaces  []factLink
	Words     string // folded, for the search
}

type factLink struct {
	Text text
	Href string
}

func (w *writer) factHref(f *knowledge.Fact) string {
	return w.up + w.topicOf[f.File].path + "#f-" + f.ID
}

// fact gives f in full but for its sources, which a table has in one place.
func (w *writer) fact(f *knowledge.Fact) *factView {
	p := f.In(w.Lang())
	v := &factView{
		ID: "f-" + f.ID, Name: f.ID, Href: w.factHref(f), Text: w.text(p.Text, p.Lang), Untold: p.Lang != w.Lang(),
		Status: f.Status, Standing: w.own(w.Status(f.Status, w.Claimant(f))),
		Where: place(p.File, p.Line), Words: w.words(f),
	}
	if !f.AsOf.IsZero() {
		v.Date, v.ISO = w.Date(f.AsOf), f.AsOf.String()
	}
	if f.Cell != nil {
		v.Label = w.own(w.cellLabel(f.Cell))
	}
	if by := w.byID[f.SupersededBy]; by != nil {
		v.Successor = &factLink{w.short(by), w.factHref(by)}
	}
	for _, old := range w.replaced[f.ID] {
		v.Replaces = append(v.Replaces, factLink{w.short(old), w.factHref(old)})
	}
	return v
}

func (w *writer) cellLabel(c *knowledge.Cell) string {
	return w.Join([]string{c.Table.Columns[c.Column].In(w.Lang()), c.Table.Rows[c.Row].In(w.Lang())})
}

// short is a fact as the words of a link to it.
func (w *writer) short(f *knowledge.Fact) text {
	const most = 14 // words
	p := f.In(w.Lang())
	s := p.Text
	if f.Cell != nil {
		s = w.Colon(w.cellLabel(f.Cell), s)
	}
	if words := strings.Fields(s); len(words) > most {
		s = strings.TrimRight(strings.Join(words[:most], " "), ".,،؛:") + "…"
	}
	return w.text(s, p.Lang)
}

// words are all that a fact can be found by: both its languages, the names and
// spellings of what it speaks of, its place and its sources' names.
func (w *writer) words(f *knowledge.Fact) string {
	texts := []string{f.Text}
	if f.Twin != nil {
		texts = append(texts, f.Twin.Text)
	}
	if f.Cell != nil {
		row := f.Cell.Table.Rows[f.Cell.Row]
		texts = append(texts, row.Ar, row.En)
	}
	for _, e := range w.entities[f] {
		texts = append(texts, namesOf(e)...)
	}
	texts = append(append(texts, f.Section...), f.SectionTwin...)
	texts = append(texts, f.ClaimedBy, f.AsOf.String())
	for _, s := range f.Sources {
		texts = append(texts, s.Publisher, s.PublisherTwin)
	}
	return searchWords(texts)
}

func namesOf(e *knowledge.Entity) []string {
	return append([]string{e.Name, e.Ar, e.En, e.Zh}, e.Aliases...)
}

// searchWords folds texts to their different words, in order. What the search
// box holds is folded by the same rules in site.js.
func searchWords(texts []string) string {
	var out []string
	seen := map[string]bool{}
	for _, t := range texts {
		for _, word := range fold.Words(t) {
			if !seen[word] {
				seen[word] = true
				out = append(out, word)
			}
		}
	}
	return strings.Join(out, " ")
}

func place(file string, line int) string {
	return (&knowledge.Problem{File: file, Line: line}).Where()
}

// sourceView is one source of a fact.
type sourceView struct {
	Number int
	Title  text   // what the link says; never empty
	Rest   []text // publisher and date
	URL    string // http or https, or ""
}

func (w *writer) source(n int, s *knowledge.Source) sourceView {
	title, publisher := strings.TrimSpace(say.Strip(s.Title)), strings.TrimSpace(say.Strip(s.PublisherIn(w.Lang())))
	v := sourceView{Number: n, URL: webAddress(s.URL)}
	v.Title = w.any(cmp.Or(title, publisher, v.URL, w.SourceWord()))
	if title != "" && publisher != "" {
		v.Rest = append(v.Rest, w.any(publisher))
	}
	if !s.Date.IsZero() {
		v.Rest = append(v.Rest, w.own(w.Date(s.Date)))
	}
	return v
}

// webAddress is raw if a browser would fetch it from the web, else "".
func webAddress(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return raw
}

// startView is the start page: everything in brief.
type startView struct {
	Holdings    string
	Statuses    []statusView
	Topics      []topicLink
	Comparisons []tableLink
	Kinds       []kindView
	Groups      []groupView
}

type statusView struct {
	Status  knowledge.Status
	Name    string
	Meaning string
	Count   string
}

type topicLink struct {
	Title  text
	Native text // the title as written, where Title is not it
	Href   string
	Count  string
	Review string
	Words  string
}

type tableLink struct {
	Title   text
	Columns []text
	Href    string
	Words   string
}

type kindView struct {
	Title string
	ID    string
	Names []entityView
}

// groupView is all facts of one topic.
type groupView struct {
	Title text
	Count string
	Facts []*factView
}

var statuses = []knowledge.Status{knowledge.Confirmed, knowledge.Claim, knowledge.Contested, knowledge.Superseded, knowledge.Unreviewed}

func (w *writer) start() *startView {
	v := &startView{Kinds: w.kinds(false)}
	sources := map[string]bool{}
	counts := map[knowledge.Status]int{}
	for _, f := range w.base.Facts {
		counts[f.Status]++
		for _, s := range f.Sources {
			sources[cmp.Or(s.URL, s.File+s.Label)] = true
		}
	}
	v.Holdings = w.Join([]string{w.Facts(len(w.base.Facts)), w.Entities(len(w.base.Entities)), w.Sources(len(sources))})
	for _, s := range statuses {
		if counts[s] > 0 {
			v.Statuses = append(v.Statuses, statusView{s, w.StatusName(s), w.StatusMeaning(s), w.Facts(counts[s])})
		}
	}
	for _, t := range w.topics {
		title := w.topicName(t)
		l := topicLink{Title: w.any(title), Href: w.up + t.path, Count: w.Facts(len(t.facts)), Review: w.review(t),
			Words: searchWords([]string{t.file.Title, t.file.TitleTwin, t.file.Path})}
		if t.file.Title != title && t.file.TitleTwin != title {
			l.Native = w.any(t.file.Title)
		}
		v.Topics = append(v.Topics, l)
		g := groupView{Title: l.Title, Count: l.Count}
		for _, f := range t.facts {
			g.Facts = append(g.Facts, w.fact(f))
		}
		v.Groups = append(v.Groups, g)
	}
	for _, t := range w.base.Tables {
		v.Comparisons = append(v.Comparisons, w.tableLink(t))
	}
	return v
}

func (w *writer) review(t *topic) string {
	if t.file.Reviewed.IsZero() {
		return w.NeverReviewed()
	}
	return w.ReviewedOn(t.file.Reviewed)
}

// topicName is a file's title in the page's language, or on an English page,
// where there is only an Arabic one, what its path says.
func (w *writer) topicName(t *topic) string {
	title := cmp.Or(strings.TrimSpace(t.file.Title), t.file.Path)
	if t.file.TitleTwin != "" {
		return w.side(title, t.file.TitleTwin)
	}
	if w.Lang() == langOf(title) {
		return title
	}
	name := strings.TrimSuffix(t.file.Path, path.Ext(t.file.Path))
	if w.Lang() != knowledge.English || langOf(name) != knowledge.English {
		return title
	}
	words := strings.Fields(strings.NewReplacer("-", " ", "_", " ", "/", " : ").Replace(name))
	for i, word := range words {
		if e := w.known[fold.Text(word)]; e != nil && fold.Text(e.In(w.Lang())) == fold.Text(word) {
			words[i] = e.In(w.Lang()) // "openai" is OpenAI
		}
	}
	name = strings.ReplaceAll(strings.Join(words, " "), " : ", ": ")
	return strings.ToUpper(name[:1]) + name[1:]
}

func (w *writer) tableTitle(t *knowledge.Table) string {
	title := t.Title.In(w.Lang())
	if t.Title.Ar != "" && t.Title.En != "" || title != "" && langOf(title) == w.Lang() {
		return title
	}
	const most = 3 // names
	names := w.Names(t.Columns)
	if len(names) > most {
		return w.Join(names[:most]) + "…"
	}
	return w.Join(names)
}

func (w *writer) tableLink(t *knowledge.Table) tableLink {
	l := tableLink{Title: w.any(w.tableTitle(t)), Href: w.up + w.topicOf[t.File].path + "#" + w.tables[t]}
	texts := []string{t.Title.Ar, t.Title.En}
	for _, e := range t.Columns {
		l.Columns = append(l.Columns, w.any(e.In(w.Lang())))
		texts = append(texts, namesOf(e)...)
	}
	l.Words = searchWords(texts)
	return l
}

// topicView is the page of one file.
type topicView struct {
	Title    text
	Count    string
	Review   string
	Path     string
	Contents []heading
	Sections []section
}

// section is what stands under one heading, up to the next.
type section struct {
	Heading *heading // nil for what stands before the first
	Blocks  []block
}

type heading struct {
	Title text
	ID    string
	Level int // 2 to 4
}

// block is a fact or a table.
type block struct {
	Fact  *factView
	Table *tableView
}

func (w *writer) topic(t *topic) *topicView {
	title := w.topicName(t)
	v := &topicView{Title: w.any(title), Count: w.Facts(len(t.facts)), Review: w.review(t), Path: t.file.Path}
	v.Sections = []section{{}}
	var above []string
	anchors := unique{}
	shown := map[*knowledge.Table]bool{}
	for _, f := range t.facts {
		for i, name := range f.Section {
			if i < len(above) && slices.Equal(above[:i+1], f.Section[:i+1]) || fold.Text(name) == fold.Text(t.file.Title) {
				continue
			}
			h := heading{w.sectionTitle(name, f.SectionTwin[i]), "s-" + anchors.of(slug(name)), min(max(i, 1)+1, 4)}
			v.Sections = append(v.Sections, section{Heading: &h})
			v.Contents = append(v.Contents, h)
		}
		above = f.Section
		in := &v.Sections[len(v.Sections)-1]
		switch {
		case f.Cell == nil:
			full := w.fact(f)
			for i, s := range f.Sources {
				full.Sources = append(full.Sources, w.source(i+1, s))
			}
			in.Blocks = append(in.Blocks, block{Fact: full})
		case !shown[f.Cell.Table]:
			shown[f.Cell.Table] = true
			table := w.table(f.Cell.Table)
			table.Headed = in.Heading != nil && slices.Equal(in.Heading.Title.Runs, table.Title.Runs)
			in.Blocks = append(in.Blocks, block{Table: table})
		}
	}
	if len(v.Sections[0].Blocks) == 0 {
		v.Sections = v.Sections[1:]
	}
	return v
}

// sectionTitle is a heading, in the page's language where its file has it so
// or where it is an entity's name.
func (w *writer) sectionTitle(s, twin string) text {
	if twin != "" {
		s = w.side(s, twin)
	} else if e := w.known[fold.Text(s)]; e != nil {
		s = e.In(w.Lang())
	}
	return w.any(s)
}

// tableView is a comparison table.
type tableView struct {
	ID      string
	Title   text
	Headed  bool // the heading above says the same as Title
	Wide    bool // too wide for an upright sheet of paper
	Columns []nameView
	Rows    []rowView
	Sources []sourceView
	Words   string
}

type rowView struct {
	Name  text
	Where string      // file:line
	Near  string      // the same without the folder
	Cells []*factView // nil where nothing is known
}

func (w *writer) table(t *knowledge.Table) *tableView {
	const upright = 4 // columns
	v := &tableView{ID: w.tables[t], Title: w.any(w.tableTitle(t)), Wide: len(t.Columns) > upright}
	texts := []string{t.Title.Ar, t.Title.En}
	for _, e := range t.Columns {
		v.Columns = append(v.Columns, w.name(e))
		texts = append(texts, namesOf(e)...)
	}
	numbers := map[*knowledge.Source]int{}
	for i, label := range t.Rows {
		row := rowView{Name: w.any(label.In(w.Lang()))}
		texts = append(texts, label.Ar, label.En)
		for _, f := range t.Cells[i] {
			if f == nil {
				row.Cells = append(row.Cells, nil)
				continue
			}
			cell := w.fact(f)
			for _, s := range f.Sources {
				if numbers[s] == 0 {
					numbers[s] = len(numbers) + 1
					v.Sources = append(v.Sources, w.source(numbers[s], s))
				}
				cell.Refs = append(cell.Refs, numbers[s])
			}
			row.Cells = append(row.Cells, cell)
			row.Where = cmp.Or(row.Where, cell.Where)
			texts = append(texts, f.In(knowledge.Arabic).Text, f.In(knowledge.English).Text)
		}
		row.Near = path.Base(row.Where)
		v.Rows = append(v.Rows, row)
	}
	v.Words = searchWords(texts)
	return v
}

// namesView is the page of all names.
type namesView struct {
	Count string
	Kinds []kindView
}

// entityView is an entity, in brief or as a card.
type entityView struct {
	nameView
	ID     string
	Others []text // its names in other languages
	Also   []text // other spellings
	By     *nameView
	About  text
	Tables []tableLink
	Count  string
	Facts  []*factView // newest first
	Words  string
}

func (w *writer) names() *namesView {
	return &namesView{w.Entities(len(w.base.Entities)), w.kinds(true)}
}

// kindOrder is the order of types that readers look for most; the rest follow.
var kindOrder = []string{"model", "company", "product", "chip", "person", "country", "region", "city", "organisation", "law"}

// kinds groups all entities by type and orders them by name.
func (w *writer) kinds(full bool) []kindView {
	groups := map[string][]*knowledge.Entity{}
	for _, e := range w.base.Entities {
		groups[e.Type] = append(groups[e.Type], e)
	}
	types := slices.Collect(maps.Keys(groups))
	rank := func(t string) int {
		if i := slices.Index(kindOrder, t); i >= 0 {
			return i
		}
		if t == "" {
			return len(kindOrder) + 1
		}
		return len(kindOrder)
	}
	slices.SortFunc(types, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(w.Kind(a), w.Kind(b)), strings.Compare(a, b))
	})
	anchors := unique{}
	var out []kindView
	for _, t := range types {
		es := groups[t]
		slices.SortFunc(es, func(a, b *knowledge.Entity) int {
			return cmp.Or(strings.Compare(fold.Text(a.In(w.Lang())), fold.Text(b.In(w.Lang()))), strings.Compare(a.Name, b.Name))
		})
		k := kindView{Title: w.Kind(t), ID: "k-" + anchors.of(slug(t))}
		for _, e := range es {
			k.Names = append(k.Names, w.entity(e, full))
		}
		out = append(out, k)
	}
	return out
}

func (w *writer) entity(e *knowledge.Entity, full bool) entityView {
	v := entityView{nameView: w.name(e), ID: w.anchors[e], Words: searchWords(append(namesOf(e), e.About.Ar, e.About.En, e.Type, e.By))}
	if !full {
		return v
	}
	shown := []string{e.In(w.Lang())}
	add := func(to *[]text, s string, lang knowledge.Lang) {
		if s != "" && !slices.Contains(shown, s) {
			shown = append(shown, s)
			t := w.any(s)
			if lang != "" {
				t.Lang = lang
			}
			*to = append(*to, t)
		}
	}
	for _, s := range []string{e.Ar, e.En, e.Name} {
		add(&v.Others, s, "")
	}
	add(&v.Others, e.Zh, "zh")
	for _, s := range e.Aliases {
		add(&v.Also, s, "")
	}
	if by := w.known[fold.Text(e.By)]; by != nil {
		n := w.name(by)
		v.By = &n
	} else if e.By != "" {
		v.By = &nameView{Name: w.any(e.By)}
	}
	v.About = w.any(e.About.In(w.Lang()))
	for _, t := range w.base.Tables {
		if slices.Contains(t.Columns, e) {
			v.Tables = append(v.Tables, w.tableLink(t))
		}
	}
	facts := slices.Clone(w.facts[e])
	slices.SortStableFunc(facts, func(a, b *knowledge.Fact) int { return b.AsOf.Compare(a.AsOf) })
	for _, f := range facts {
		v.Facts = append(v.Facts, w.fact(f))
	}
	v.Count = w.Facts(len(facts))
	return v
}
