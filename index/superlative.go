package index

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"sibaq/knowledge"
)

// rankingConfidence is the confidence of an answer that is a ranking: every
// word of the question was accounted for.
const rankingConfidence = .9

// leastRows is how many rows a ranking needs to be an answer; one for "what came
// first?", which does not say in which way, needs one more.
const leastRows = 2

// Superlative reads a question for the most or the least of something ("ما
// النموذج الأكثر معلمات؟", "which model was released first?") as a RankQuery. It is
// false unless every word of the question belongs to the superlative, to an
// attribute of the tables, to the questions that lead to it, or to a group of
// their entities, and the values are of the kind that the superlative compares.
func (ix *Index) Superlative(question string) (RankQuery, bool) {
	s, rest, ok := splitSuperlative(question)
	if !ok {
		return RankQuery{}, false
	}
	at := ix.attributes()
	if ok = at.nameWords(question, rest); !ok {
		return RankQuery{}, false
	}
	var best reading
	tried := map[string]reading{}
	lang := langOf(question)
	var implied []impliedAttribute
	for _, w := range s.implied {
		implied = append(implied, impliedAttribute{w, attributeAspect(w, nil), sameAs(strings.TrimSpace(stemsOf(w)), at.synonyms)})
	}
	for _, row := range at.rows {
		for _, now := range row.readings(s, implied, rest, lang) {
			if best.rows > 0 && now.compare(best) < 0 {
				continue
			}
			key := now.query.Attribute + "|" + now.query.Group + "|" + strconv.FormatBool(now.loose)
			was, again := tried[key]
			if !again {
				was = now
				was.query.Descending, was.query.Lang = &s.most, lang
				ix.fulfil(&was, s)
				tried[key] = was
			}
			now.query, now.direct, now.rows = was.query, was.direct, was.rows
			if now.rows > 0 && (best.rows == 0 || now.compare(best) > 0) {
				best = now
			}
		}
	}
	return best.query, best.rows > 0
}

// impliedAttribute is an attribute that a superlative means by itself.
type impliedAttribute struct {
	name   string
	aspect aspect
	same   []string
}

// reading is one way to understand a question.
type reading struct {
	query   RankQuery
	words   [][]string // of the attribute, and what means the same
	grouped int        // how surely its first noun is what is ranked, not by what
	named   int        // how many words name the attribute
	loose   bool       // it has words that say little
	implied int        // which of the attributes that the superlative means; 0 one that is named
	direct  bool       // the group is ranked, not what it made
	rows    int
	newest  knowledge.Date // of the row's cells
}

// compare is positive where r is the likelier reading; what fulfil finds out
// counts only once it did.
func (r reading) compare(o reading) int {
	c := cmp.Or(cmp.Compare(r.grouped, o.grouped), cmp.Compare(r.named, o.named))
	if c != 0 || r.rows == 0 && o.rows > 0 {
		return c
	}
	return cmp.Or(cmp.Compare(boolInt(r.direct), boolInt(o.direct)), cmp.Compare(o.implied, r.implied), cmp.Compare(r.rows, o.rows), r.newest.Compare(o.newest))
}

// fulfil ranks a reading and notes what that gives, if it is an answer.
func (ix *Index) fulfil(now *reading, s superlative) {
	at := ix.attributes()
	r, err := ix.Rank(context.Background(), now.query)
	least := leastRows
	if now.named == 0 && s.kind == ValueDate {
		least++
	}
	if err != nil || len(r.Rows) < least || !s.fits(r.Rows[0].Value, r.Attribute) || !namesAttribute(r.Attribute, now.words) {
		return
	}
	g := at.group(now.query.Group)
	if s.kind == ValueDate && len(g.owners) > 0 && !at.listsVersions(g, r.Rows) {
		return // tables hold some of what a maker made, rarely the first and the last
	}
	if len(g.types)+len(g.owners) == 0 && len(g.words) > 0 && !at.heads(g, r.Rows[0]) {
		return
	}
	if direct := r.Rows[0].Maker == nil; direct || now.implied == 0 || !now.loose && !s.ofGroup {
		now.direct, now.rows = direct, len(r.Rows)
	}
}

// listsVersions reports whether rows are of a table of the versions of the one
// name that a group has.
func (at *attributes) listsVersions(g group, rows []Ranked) bool {
	f := at.families[g.owners[0]]
	if len(g.owners) > 1 || f == nil || !f.apart {
		return false
	}
	t := rows[0].Facts[0].Fact.Cell.Table
	return !slices.ContainsFunc(t.Columns, func(e *knowledge.Entity) bool { return !slices.Contains(f.versions, e) })
}

// heads reports whether a word of a group says what an entity is, not what its
// maker is: "phone" is said of no chip, though of who makes it.
func (at *attributes) heads(g group, row Ranked) bool {
	own := at.columns[column{row.Facts[0].Fact.Cell.Table, row.Entity}].own
	return slices.ContainsFunc(g.words, func(same []string) bool { return holdsAny(own, same) })
}

// questionWord is a word of a question beside its superlative.
type questionWord struct {
	raw, text   string
	start, stop int
	stem        string
	same        []string
	verb        string // stem without person and tense, see verbStem
	kind        bool   // a word for a type of entity
	vague       bool   // labels have it or not
	version     bool   // a word for the versions of what the question names
	named       int    // 1 + the mention that it is part of
}

// splitSuperlative finds the superlative of a question and the other words
// that carry meaning, as they were typed.
func splitSuperlative(question string) (s superlative, rest []questionWord, ok bool) {
	ts := scan(question)
	for i := 0; i < len(ts); i++ {
		t := ts[i]
		for ; i+1 < len(ts) && sameWord(ts[i], ts[i+1]); i++ {
			t.text, t.stop = t.text+ts[i+1].text, ts[i+1].stop // "FP8"
		}
		raw := question[t.start:t.stop]
		if attributeLexicon.others[t.text] {
			return s, nil, false
		}
		found, is := attributeLexicon.superlatives[t.text]
		if is && !ok {
			if i+1 < len(ts) && (ts[i+1].text == "من" || ts[i+1].text == "than") || i > 0 && ts[i-1].text == "at" {
				return s, nil, false // "more than", "at least"
			}
			s, ok = found, true
			continue
		}
		if is || !asksOnly(t.text, raw) {
			rest = append(rest, questionWord{raw: raw, text: t.text, start: t.start, stop: t.stop})
		}
	}
	return s, rest, ok
}

// asksOnly reports whether a word only makes a text a question.
func asksOnly(w, raw string) bool {
	_, asks := words.asks[w]
	return asks || words.stops(w, raw)
}

// nameWords notes what the words of a question are by themselves. It is false
// where the question names something that is compared, and not as the name of
// its versions: who asks so wants to know about that.
func (at *attributes) nameWords(question string, rest []questionWord) bool {
	versions := false
	for i, m := range at.links.link(question) {
		e := at.base.Entities[m.entity]
		f := at.families[e]
		if !m.exact || at.compared[e] && (f == nil || !f.apart) {
			return false
		}
		versions = versions || f != nil
		for k := range rest {
			if w := &rest[k]; w.start < m.stop && m.start < w.stop {
				w.named = i + 1
			}
		}
		if at.compared[e] && !slices.ContainsFunc(rest, func(w questionWord) bool {
			_, kind := attributeLexicon.types[stemOf(w.text)]
			return kind || attributeLexicon.versions[stemOf(w.text)]
		}) {
			return false
		}
	}
	for k := range rest {
		w := &rest[k]
		if noun, ok := strings.CutPrefix(w.text, "ل"); ok && attributeLexicon.types[stemOf(noun)] != "" {
			w.text, w.raw = noun, noun // "لنموذج"
		}
		w.stem = stemOf(w.text)
		w.same, w.verb, w.vague = sameAsWord(w.text, at.synonyms), verbStem(w.stem), attributeLexicon.isVague(w.text)
		_, w.kind = attributeLexicon.types[w.stem]
		w.version = versions && attributeLexicon.versions[w.stem]
	}
	return true
}

// readings are the ways to understand the words of a question if it asks for a
// row: those of the row's label and its questions make the attribute, others
// the group.
func (r *tableRow) readings(s superlative, implied []impliedAttribute, rest []questionWord, lang knowledge.Lang) []reading {
	now := reading{newest: r.newest}
	var attribute, group []string
	labelled, kinds := 0, 0
	for i, w := range rest {
		head := 0
		if i == 0 {
			head = r.heads(w)
		}
		switch {
		case head == 0 && w.named == 0 && holdsAny(r.stems, w.same), w.named > 0 && r.holdsName(rest, w.named):
			attribute = append(attribute, w.raw)
			if w.vague {
				continue
			}
			now.words = append(now.words, w.same)
			labelled++
			if w.kind {
				kinds++
			}
		case w.kind || w.named > 0 || head > 0:
			group = append(group, w.raw)
			now.grouped = max(now.grouped, head)
		case r.names[w.stem]:
			now.named++
		case r.asked[w.verb] > 0 || slices.ContainsFunc(w.same, func(s string) bool { return r.asked[s] > 0 }) || w.version || w.vague:
		case words.weak[w.text]:
			now.loose = true
		default:
			group = append(group, w.raw)
		}
	}
	if s.kind == ValueDate && labelled > 0 && strings.Contains(r.stems, " "+s.word+" ") {
		now.named++ // "first AI strategy"
	}
	plain := now.named == 0
	now.named += labelled
	now.query.Attribute, now.query.Group = strings.Join(attribute, " "), strings.Join(group, " ")
	for _, w := range implied {
		now.words = append(now.words, w.same)
	}
	switch {
	case labelled > 0 && plain:
		if kinds == labelled && !r.says(aspect{words: now.words}) {
			return nil // "people" is not "people to be trained"
		}
		if own := now; s.unit != "" {
			own.query.Attribute = r.name(lang) // the fastest memory is that of the most bandwidth
			return []reading{now, own}
		}
		return []reading{now}
	case now.named > 0 && now.loose && labelled == 0:
		return nil
	case now.named > 0:
		now.query.Attribute = r.name(lang)
		for _, label := range r.words {
			now.words = append(now.words, label)
		}
		return []reading{now}
	case len(group) == 0 && s.ofGroup, now.loose && now.grouped == 0:
		return nil
	}
	var out []reading
	for i, w := range implied {
		if w.aspect.in(r.stems) == 1 {
			now.query.Attribute, now.implied = w.name, i+1
			out = append(out, now)
		}
	}
	return out
}

// How surely a word says what a row's values are of.
const (
	headedFile  = 1 + iota // the title of its file has the word
	headedTable            // that of its table, or the word is for a type or a maker
)

// heads tells how surely a word says what a row's values are of, 0 for not.
func (r *tableRow) heads(w questionWord) int {
	switch {
	case w.kind || holdsAny(r.title, w.same) && w.named == 0:
		return headedTable
	case w.named == 0 && holdsAny(r.file, w.same):
		return headedFile
	}
	return 0
}

// name is the row's label without its unit.
func (r *tableRow) name(lang knowledge.Lang) string {
	name, _ := splitLabel(r.label.In(lang))
	return strings.TrimSpace(name)
}

// holdsName reports whether a name in a question, such as a benchmark's, is in
// the row's label.
func (r *tableRow) holdsName(rest []questionWord, named int) bool {
	return !slices.ContainsFunc(rest, func(w questionWord) bool {
		return w.named == named && !strings.Contains(r.stems, " "+stemOf(w.text)+" ")
	})
}

// fits reports whether values under a label are of the kind that the superlative compares.
func (s superlative) fits(v Value, label knowledge.Label) bool {
	if v.Kind != s.kind {
		return false
	}
	switch s.unit {
	case "money":
		family, _, _ := strings.Cut(v.Unit, "/")
		return isMoney(family)
	case "rate":
		return strings.HasSuffix(v.Unit, "/s") || v.Unit == familyFlops
	case "length":
		stems := stemsOf(label.Ar + " " + label.En)
		return v.Unit == familySeconds || slices.ContainsFunc(s.implied, func(w string) bool { return attributeAspect(w, nil).in(stems) == 1 })
	}
	return true
}

// rankAnswer answers a question that asks for the most or the least with a
// ranking; false where the question does not, or nobody knows.
func (ix *Index) rankAnswer(ctx context.Context, a *Answer, question string, limit int) (bool, error) {
	q, ok := ix.Superlative(question)
	if !ok {
		return false, nil
	}
	q.Lang = a.Lang
	r, err := ix.Rank(ctx, q)
	if err != nil || !r.Answered {
		return false, err
	}
	a.Ranking, a.Answered, a.Confidence = &r, true, rankingConfidence
	for _, row := range r.Rows {
		for _, h := range row.Facts {
			if len(a.Facts) < limit && !slices.ContainsFunc(a.Facts, func(o Hit) bool { return o.Fact == h.Fact }) {
				a.Facts = append(a.Facts, h)
			}
		}
		a.Entities = appendNew(a.Entities, row.Entity)
	}
	return true, nil
}

// comparedEntities are the columns of tables, but for those that made or are
// the home of other columns: they may stand for a group.
func comparedEntities(at *attributes) map[*knowledge.Entity]bool {
	compared := map[*knowledge.Entity]bool{}
	for _, t := range at.base.Tables {
		for _, e := range t.Columns {
			compared[e] = e.Type != "country" && e.Type != "company" && e.Type != "organisation" && e.Type != "concept"
		}
	}
	return compared
}
