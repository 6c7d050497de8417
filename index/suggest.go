package index

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// A Suggestion is something to ask that the knowledge answers. One of Entity
// and Fact is set, or neither for a question of the folder's own.
type Suggestion struct {
	Text   string            // what to ask: a name, a question, the beginning of a fact
	Entity *knowledge.Entity // whose name it is
	Fact   *knowledge.Fact   // that answers
}

// Suggest offers what may be asked while a question is being typed: names that
// begin so, questions, and facts that hold all the words typed, the last of
// which may be unfinished; the nearest facts where none does. Texts are in lang
// where the folder has that, and of at most letters code points. Where nothing
// is typed that says anything it offers a mixture.
func (ix *Index) Suggest(ctx context.Context, typed string, lang knowledge.Lang, n, letters int) ([]Suggestion, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s := suggester{ix: ix, lang: lang, left: n, letters: letters, said: map[string]bool{}}
	ws := wordsOf(typed)
	if len(ws) == 0 {
		s.unasked()
		return s.out, nil
	}
	for _, e := range ix.linker.begun(typed, max(2, n/5)) {
		s.name(e)
	}
	s.begunQuestions(ws)
	q := ix.unfinished(typed)
	ranked, err := ix.rank(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, c := range ranked {
		if s.left == 0 {
			break
		}
		if ix.holds(c.fact, q) {
			s.fact(ix.base.Facts[c.fact])
		}
	}
	if len(s.out) > 0 {
		return s.out, nil
	}
	for _, c := range ranked { // as near as there is
		s.fact(ix.base.Facts[c.fact])
	}
	if len(s.out) == 0 {
		s.unasked()
	}
	return s.out, nil
}

// NearQuestions returns at most n questions that the knowledge surely answers
// and that are near to one which it did not answer, or not with the facts in
// except: those of the folder's questions.txt, then those that lead to the
// nearest facts, "entity: attribute?" for cells of which nobody wrote any. Each
// is of at most letters code points.
func (ix *Index) NearQuestions(ctx context.Context, q Question, except []*knowledge.Fact, n, letters int) ([]string, error) {
	lang := q.Lang
	u := ix.understand(q.Text)
	if lang == "" {
		lang = u.lang
	}
	s := suggester{ix: ix, lang: lang, left: 8 * n, letters: letters, said: map[string]bool{fold.Text(q.Text): true}}
	s.ownQuestions(func(own string) bool { return u.near(ix.understand(own)) })
	ranked, err := ix.rank(ctx, u)
	if err != nil {
		return nil, err
	}
	for _, c := range ranked[:min(nearFacts, len(ranked))] {
		s.cellsNear(ix.base.Facts[c.fact], u)
	}
	for _, m := range u.mentions {
		s.cellsOf(ix.base.Entities[m.entity])
	}
	var out []string
	told := slices.Clone(except)
	for _, near := range s.out {
		if len(out) == n {
			break
		}
		a, err := ix.Answer(ctx, Question{Text: near.Text, Limit: 1})
		if err != nil {
			return nil, err
		}
		if !a.Answered || len(a.Facts) == 0 || slices.Contains(told, a.Facts[0].Fact) {
			continue
		}
		out, told = append(out, near.Text), append(told, a.Facts[0].Fact)
	}
	return out, nil
}

// nearFacts is how many of the facts nearest to a question lend it questions.
const nearFacts = 10

// near reports whether two questions share a name, or half the words of the
// one that has fewer.
func (q *asked) near(o *asked) bool {
	shared, least := 0, min(len(q.units), len(o.units))
	for _, a := range q.units {
		if slices.ContainsFunc(o.units, func(b unit) bool { return a.entity == b.entity && (a.entity >= 0 || a.text == b.text) }) {
			if a.entity >= 0 {
				return true
			}
			shared++
		}
	}
	return shared > 0 && 2*shared >= least
}

// suggester gathers suggestions, each once.
type suggester struct {
	ix      *Index
	lang    knowledge.Lang
	left    int
	letters int
	said    map[string]bool // folded
	out     []Suggestion
}

func (s *suggester) add(x Suggestion) bool {
	if s.left == 0 {
		return false
	}
	x.Text = strings.Join(strings.Fields(x.Text), " ")
	if utf8.RuneCountInString(x.Text) > s.letters {
		return false
	}
	key := fold.Text(x.Text)
	if key == "" || s.said[key] {
		return false
	}
	s.said[key] = true
	s.left--
	s.out = append(s.out, x)
	return true
}

func (s *suggester) name(e *knowledge.Entity) {
	s.add(Suggestion{Text: e.In(s.lang), Entity: e})
}

// fact offers a question that leads to a fact, as somebody wrote it; where nobody
// did, a cell by its column and row, and another fact by its beginning.
func (s *suggester) fact(f *knowledge.Fact) bool {
	return s.question(f) || f.Cell == nil && s.add(Suggestion{Text: beginning(f.In(s.lang).Text, s.letters), Fact: f})
}

func (s *suggester) question(f *knowledge.Fact) bool {
	for _, q := range f.Asked {
		if f.Cell != nil {
			q = strings.ReplaceAll(q, "…", f.Cell.Table.Columns[f.Cell.Column].In(s.lang))
		}
		if langOf(q) == s.lang {
			return s.add(Suggestion{Text: q, Fact: f})
		}
	}
	return f.Cell != nil && s.add(Suggestion{Text: cellQuestion(f, s.lang), Fact: f})
}

// cellQuestion asks for a cell: "Kling: المدة القصوى؟". A noun alone asks
// rightly whatever it is, a person, a date or a yes.
func cellQuestion(f *knowledge.Fact, lang knowledge.Lang) string {
	t := f.Cell.Table
	mark := "؟"
	if lang == knowledge.English {
		mark = "?"
	}
	label, _ := splitLabel(t.Rows[f.Cell.Row].In(lang))
	return t.Columns[f.Cell.Column].In(lang) + ": " + strings.TrimSpace(label) + mark
}

// beginning is the first words of a text, all of them where they have room.
func beginning(text string, letters int) string {
	if most := 2 * utf8.UTFMax * letters; len(text) > most { // more than that is cut in any case
		text = strings.ToValidUTF8(text[:most], "")
	}
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= letters {
		return text
	}
	cut := string([]rune(text)[:letters])
	if i := strings.LastIndexFunc(cut, unicode.IsSpace); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ،,;؛:(«“")
}

// cellsNear offers the cells that a fact stands beside: itself, where it is a
// cell, and the cells about what it is about whose row speaks of the question.
func (s *suggester) cellsNear(f *knowledge.Fact, q *asked) {
	if s.question(f) || f.Cell != nil {
		return
	}
	for _, e := range f.About {
		for _, cell := range s.ix.cells(e) {
			label := wordsOf(cell.Cell.Table.Rows[cell.Cell.Row].In(q.lang))
			if slices.ContainsFunc(q.units, func(u unit) bool {
				return u.entity < 0 && slices.ContainsFunc(label, func(w word) bool { return stemOf(w.text) == stemOf(u.text) })
			}) {
				s.question(cell)
			}
		}
	}
}

// cellsOf offers the cells of an entity.
func (s *suggester) cellsOf(e *knowledge.Entity) {
	for _, cell := range s.ix.cells(e) {
		s.question(cell)
	}
}

// cells are those of an entity's columns, in the order of the tables.
func (ix *Index) cells(e *knowledge.Entity) []*knowledge.Fact {
	var out []*knowledge.Fact
	for _, t := range ix.base.Tables {
		column := slices.Index(t.Columns, e)
		if column < 0 {
			continue
		}
		for _, row := range t.Cells {
			if row[column] != nil {
				out = append(out, row[column])
			}
		}
	}
	return out
}

// ownQuestions offers the folder's own questions that fit.
func (s *suggester) ownQuestions(fits func(string) bool) {
	for _, q := range s.ix.ownQuestions().texts {
		if s.left == 0 {
			return
		}
		if langOf(q) == s.lang && fits(q) {
			s.add(Suggestion{Text: q})
		}
	}
}

// begunQuestions offers those of the folder's own questions that begin with the
// words typed, the last of which may be unfinished.
func (s *suggester) begunQuestions(typed []word) {
	own := s.ix.ownQuestions()
	own.begun.each(joined(typed), func(i uint32) bool {
		if q := own.texts[i]; langOf(q) == s.lang {
			s.add(Suggestion{Text: q})
		}
		return s.left > 0
	})
}

// questions are those of the folder's questions.txt that have an answer there;
// package eval says how that file is written.
type questions struct {
	texts []string
	begun *byPrefix // places in texts, by their folded words
}

func newQuestions(file string) *questions {
	own := &questions{}
	asked := ""
	for line := range strings.Lines(file) {
		switch line = strings.TrimSpace(line); {
		case line == "" || line[0] == '#' || line[0] == '[':
		case line[0] != '=':
			asked = line
		case asked != "":
			if want := strings.TrimSpace(line[1:]); want != "-" && want != "–" && want != "—" {
				own.texts = append(own.texts, asked)
			}
			asked = ""
		}
	}
	keys := make([]string, len(own.texts))
	places := make([]uint32, len(own.texts))
	for i, q := range own.texts {
		keys[i], places[i] = joined(wordsOf(q)), uint32(i)
	}
	own.begun = newByPrefix(places, func(i uint32) string { return keys[i] }, func(a, b uint32) bool { return a < b })
	return own
}

// joined are the folded words of a text with spaces between them.
func joined(ws []word) string {
	texts := make([]string, len(ws))
	for i, w := range ws {
		texts[i] = w.text
	}
	return strings.Join(texts, " ")
}

// unasked offers what to ask to somebody who has not begun: the folder's own
// questions, one of each table, and what most facts speak of.
func (s *suggester) unasked() {
	share := s.left / 3
	all := s.left
	s.left = share
	s.ownQuestions(func(string) bool { return true })
	s.left = all - share - len(s.out)
	for _, t := range s.ix.base.Tables {
		if s.left == 0 {
			break
		}
		s.firstCell(t)
	}
	s.left = all - len(s.out)
	for _, e := range s.ix.linker.complete("", s.left) {
		s.name(e)
	}
}

// firstCell offers a cell of a table, the first of which there is a question.
func (s *suggester) firstCell(t *knowledge.Table) {
	for _, row := range t.Cells {
		for _, f := range row {
			if f != nil && s.fact(f) {
				return
			}
		}
	}
}

// unfinished reads a question whose last word may go on: it may be any word of
// the folder that begins so.
func (ix *Index) unfinished(typed string) *asked {
	q := ix.understand(typed)
	if r, _ := utf8.DecodeLastRuneInString(typed); unicode.IsSpace(r) {
		return q
	}
	ws := wordsOf(typed)
	last := len(ws) - 1
	for i := range q.units {
		u := &q.units[i]
		if u.place != last {
			continue
		}
		for _, t := range ix.beginners(ws[last].text) {
			if !slices.ContainsFunc(u.relatives, func(r relative) bool { return r.term == t }) {
				u.relatives = append(u.relatives, relative{t, likeForm, ix.vocab.idf(ix.vocab.termFacts[t])})
			}
		}
	}
	return q
}

// maxBeginners is how many words an unfinished one may mean: those that most
// facts have.
const maxBeginners = 24

// beginners finds the words of the folder that begin like a folded one, articles
// aside, those first that most facts have.
func (ix *Index) beginners(start string) []uint32 {
	b := ix.wordBeginnings()
	var out []uint32
	bare := withoutArticle(start)
	if rest, ok := strings.CutPrefix(start, "ال"); ok && rest != "" { // of which too few letters are typed to be sure that it is one
		bare = rest
	}
	for _, from := range []struct {
		words *byPrefix
		start string
	}{{b.whole, start}, {b.whole, bare}, {b.bare, bare}} {
		n := 0
		from.words.each(from.start, func(t uint32) bool {
			if n++; !slices.Contains(out, t) {
				out = append(out, t)
			}
			return n < maxBeginners
		})
	}
	slices.SortStableFunc(out, func(a, b uint32) int {
		return cmp.Compare(ix.vocab.termFacts[b], ix.vocab.termFacts[a])
	})
	return ix.cheap(out[:min(maxBeginners, len(out))])
}

// maxBegun is how many facts the words that one unfinished word may mean are in,
// about: more than that many are not wanted, and each costs time.
const maxBegun = 2000

// cheap leaves out words that too many facts have, and so say the least; one of
// them where there are no others.
func (ix *Index) cheap(terms []uint32) []uint32 {
	var out []uint32
	read := 0
	for _, t := range terms {
		if n := int(ix.vocab.termFacts[t]); read+n <= maxBegun {
			out, read = append(out, t), read+n
		}
	}
	if len(out) == 0 {
		return terms[:min(1, len(terms))]
	}
	return out
}

// wordBeginnings find the words of a folder by how they begin.
type wordBeginnings struct {
	whole *byPrefix
	bare  *byPrefix // those with an article, by what follows it
}

func newWordBeginnings(v *vocabulary) *wordBeginnings {
	var all, articled []uint32
	rests := map[uint32]string{}
	for t := range uint32(v.words.len()) {
		all = append(all, t)
		text := v.words.text(t)
		if rest := withoutArticle(text); rest != text {
			articled, rests[t] = append(articled, t), rest
		}
	}
	better := func(a, b uint32) bool {
		return cmp.Or(cmp.Compare(v.termFacts[b], v.termFacts[a]), cmp.Compare(a, b)) < 0
	}
	return &wordBeginnings{
		whole: newByPrefix(all, v.words.text, better),
		bare:  newByPrefix(articled, func(t uint32) string { return rests[t] }, better),
	}
}

// holds reports whether a fact has all of a question that says something.
func (ix *Index) holds(fact int, q *asked) bool {
	st := &ix.store
	terms := st.terms[st.begin[st.first[fact]]:st.begin[st.first[fact+1]]]
	for _, u := range q.units {
		has := u.weak || u.entity >= 0 && ix.speaksOf(fact, u.entity) == 1 ||
			slices.ContainsFunc(u.relatives, func(r relative) bool { return r.like >= likeBones && slices.Contains(terms, r.term) })
		if !has {
			return false
		}
	}
	return true
}

// Suggest suggests from the index being served.
func (l *Live) Suggest(ctx context.Context, typed string, lang knowledge.Lang, n, letters int) ([]Suggestion, error) {
	s, err := l.read()
	if err != nil {
		return nil, err
	}
	defer s.readers.Done()
	return s.Suggest(ctx, typed, lang, n, letters)
}

// NearQuestions finds questions in the index being served.
func (l *Live) NearQuestions(ctx context.Context, q Question, except []*knowledge.Fact, n, letters int) ([]string, error) {
	s, err := l.read()
	if err != nil {
		return nil, err
	}
	defer s.readers.Done()
	return s.NearQuestions(ctx, q, except, n, letters)
}
