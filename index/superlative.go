package index

import (
	"cmp"
	"context"
	"slices"
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
// attribute of the tables or to a group of their entities, and the values are
// of the kind that the superlative compares.
func (ix *Index) Superlative(question string) (RankQuery, bool) {
	s, rest, ok := splitSuperlative(question)
	if !ok {
		return RankQuery{}, false
	}
	at := ix.attributes()
	for _, m := range at.links.link(question) {
		// Who names something that is compared wants to know about that.
		if e := ix.base.Entities[m.entity]; at.compared[e] || !m.exact {
			return RankQuery{}, false
		}
	}
	type reading struct {
		query RankQuery
		named int
		rows  int
	}
	var best reading
	tried := map[string]bool{}
	for _, row := range at.rows {
		named, group := row.split(rest, at.synonyms)
		attribute := strings.Join(named, " ")
		if attribute == "" {
			attribute = implied(s, row)
		}
		key := attribute + "|" + strings.Join(group, " ")
		if attribute == "" || tried[key] || len(named) < best.named {
			continue
		}
		tried[key] = true
		q := RankQuery{Attribute: attribute, Group: strings.Join(group, " "), Descending: &s.most, Lang: langOf(question)}
		r, err := ix.Rank(context.Background(), q)
		least := leastRows
		if len(named) == 0 && s.kind == ValueDate {
			least++
		}
		if err != nil || len(r.Rows) < least || !s.fits(r.Rows[0].Value) {
			continue
		}
		if s.kind == ValueDate && len(at.group(q.Group).owners) > 0 {
			continue // tables hold some of what a maker made, rarely the first and the last
		}
		now := reading{q, len(named), len(r.Rows)}
		if c := cmp.Or(cmp.Compare(now.named, best.named), cmp.Compare(now.rows, best.rows)); c > 0 {
			best = now
		}
	}
	return best.query, best.rows > 0
}

// splitSuperlative finds the superlative of a question and the other words
// that carry meaning, as they were typed.
func splitSuperlative(question string) (s superlative, rest []string, ok bool) {
	ts := scan(question)
	for i, t := range ts {
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
			rest = append(rest, raw)
		}
	}
	return s, rest, ok
}

// asksOnly reports whether a word only makes a text a question.
func asksOnly(w, raw string) bool {
	_, asks := words.asks[w]
	return asks || words.stops(w, raw)
}

// split parts the words of a question into those of a row's label and others.
func (r *tableRow) split(rest []string, synonyms [][]string) (label, others []string) {
	for _, w := range rest {
		a := attributeAspect(w, synonyms)
		_, kind := attributeLexicon.types[strings.TrimSpace(stemsOf(w))]
		if !kind && !a.empty() && a.in(r.stems) == 1 {
			label = append(label, w)
		} else {
			others = append(others, w)
		}
	}
	return label, others
}

// implied is the attribute that a superlative means by itself, if the row is one.
func implied(s superlative, row *tableRow) string {
	for _, w := range s.implied {
		if attributeAspect(w, nil).in(row.stems) == 1 {
			return w
		}
	}
	return ""
}

// fits reports whether values are of the kind that the superlative compares.
func (s superlative) fits(v Value) bool { return v.Kind == s.kind }

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
			compared[e] = e.Type != "country" && e.Type != "company" && e.Type != "organisation"
		}
	}
	return compared
}
