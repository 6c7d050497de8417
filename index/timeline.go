package index

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// TimelineQuery asks for what happened with a topic, in order.
type TimelineQuery struct {
	// Topic is an entity's name or a subject in words ("قيود التصدير", "Huawei
	// chips"). All of it must be said of a fact.
	Topic    string
	From, To knowledge.Date // both inclusive, to the end of a coarse one; zero = open
	Lang     knowledge.Lang // language of the reply; empty = that of the topic
}

// Reversed reports whether the period ends before it begins, so that nothing
// can be in it.
func (q TimelineQuery) Reversed() bool {
	from, _ := daysOf(q.From)
	_, to := daysOf(q.To)
	return !q.From.IsZero() && !q.To.IsZero() && to.Before(from)
}

// Timeline is the result of a TimelineQuery.
type Timeline struct {
	ID, Version string
	Asked       TimelineQuery
	Lang        knowledge.Lang
	Entity      *knowledge.Entity // that the topic names as a whole; nil for a subject
	Answered    bool              // at least one event
	Events      []Event           // by date; a coarse date before the days in it
	Outside     int               // further events, before From or after To
	Undated     int               // facts of the topic that nobody dated
	Suggestions []string          // names near to an unknown one
}

// Event is a fact with its date, which is as exact as the file makes it: where
// a fact is a table's cell that holds a date ("released: 6 June 2024"), that
// date, else the fact's own.
type Event struct {
	Date knowledge.Date
	Hit
}

// Timeline gathers the dated facts of a topic in the order of their dates. Those
// of an entity are the facts about it and about what it made; of a subject,
// those in whose text, headings or file's title all its words stand. It fails
// only when ctx ends.
func (ix *Index) Timeline(ctx context.Context, q TimelineQuery) (Timeline, error) {
	if err := ctx.Err(); err != nil {
		return Timeline{}, err
	}
	t := Timeline{Version: ix.base.Version, Asked: q, Lang: q.Lang}
	if t.Lang == "" {
		t.Lang = comparisonLang(Comparison{A: q.Topic})
	}
	t.ID = shortHash("timeline", q.Topic, q.From.String(), q.To.String(), string(t.Lang), t.Version)
	var facts []int
	if e := ix.linker.whole(q.Topic); e >= 0 {
		t.Entity = ix.base.Entities[e]
		facts = ix.factsAbout(t.Entity)
	} else {
		facts = ix.factsOn(q.Topic)
	}
	t.fill(ix, facts)
	slices.SortStableFunc(t.Events, func(a, b Event) int { return a.Date.Compare(b.Date) })
	t.Answered = len(t.Events) > 0
	if len(facts) == 0 {
		for _, near := range ix.linker.nearest(q.Topic, 3) {
			t.Suggestions = append(t.Suggestions, near.Name)
		}
	}
	return t, nil
}

// fill sorts the facts of a topic into events and others. A cell such as
// "resolution: 1080p" is true of its date, but nothing happened then: it counts
// for topics alone of which nothing else is known.
func (t *Timeline) fill(ix *Index, facts []int) {
	var standing []Event
	seen := map[string]bool{}
	for _, i := range facts {
		f := ix.base.Facts[i]
		date, happened := eventDate(f)
		key := eventKey(f, date)
		switch {
		case seen[key]:
			continue
		case date.IsZero():
			t.Undated++
		case !happened:
			standing = append(standing, Event{Date: date, Hit: Hit{Fact: f}})
		case !t.Asked.holds(date):
			t.Outside++
		default:
			t.Events = append(t.Events, Event{date, ix.hit(i, 1, t.Lang)})
		}
		seen[key] = true
	}
	if len(t.Events)+t.Outside > 0 {
		return
	}
	for _, e := range standing {
		if !t.Asked.holds(e.Date) {
			t.Outside++
			continue
		}
		e.Hit = ix.hit(slices.Index(ix.base.Facts, e.Fact), 1, t.Lang)
		t.Events = append(t.Events, e)
	}
}

// factsAbout returns the facts about an entity or about what it made. A fact
// that does not say what it is about counts for each entity that it names.
func (ix *Index) factsAbout(e *knowledge.Entity) []int {
	at := ix.attributes()
	made := map[*knowledge.Entity]bool{}
	for _, o := range ix.base.Entities {
		made[o] = slices.Contains(at.chain(o), e)
	}
	number := ix.linker.numbers[e]
	var out []int
	for i, f := range ix.base.Facts {
		about := slices.ContainsFunc(f.About, func(a *knowledge.Entity) bool { return made[a] })
		if about || len(f.About) == 0 && ix.linker.names(i, number) {
			out = append(out, i)
		}
	}
	return out
}

// factsOn returns the facts on a subject: all entities that it names and all of
// its other words must be said of them.
func (ix *Index) factsOn(subject string) []int {
	var named []int
	for _, m := range ix.linker.exact(subject, scan(subject), typed) {
		named = appendNew(named, m.entity)
	}
	words := newAspect(subject, ix.base.Synonyms, ix.linker).words
	if len(words)+len(named) == 0 {
		return nil
	}
	wanted := make([][][]uint32, len(words)) // by word, ways to say it: stems that all must be there
	for i, same := range words {
		for _, way := range same {
			if stems, ok := ix.vocab.stemsOf(way); ok {
				wanted[i] = append(wanted[i], stems)
			}
		}
	}
	var out []int
	for i := range ix.base.Facts {
		missing := func(e int) bool { return !ix.linker.names(i, e) }
		unsaid := func(ways [][]uint32) bool {
			return !slices.ContainsFunc(ways, func(way []uint32) bool { return ix.says(i, way) })
		}
		if !slices.ContainsFunc(named, missing) && !slices.ContainsFunc(wanted, unsaid) {
			out = append(out, i)
		}
	}
	return out
}

// stemsOf returns the numbers of stems that are parted by spaces; false if the
// folder has not all of them.
func (v *vocabulary) stemsOf(stems string) (out []uint32, ok bool) {
	for s := range strings.FieldsSeq(stems) {
		id, ok := v.stems.find(s)
		if !ok {
			return nil, false
		}
		out = append(out, id)
	}
	return out, len(out) > 0
}

// says reports whether all stems stand in a fact, its labels if it is a cell,
// the headings above it or its file's title.
func (ix *Index) says(fact int, stems []uint32) bool {
	st := &ix.store
	in := func(terms []uint32, stem uint32) bool {
		return slices.ContainsFunc(terms, func(t uint32) bool { return ix.vocab.stem[t] == stem })
	}
	own := st.terms[st.begin[st.first[fact]]:st.begin[st.first[fact+1]]]
	for _, s := range stems {
		if !in(own, s) && !in(st.contexts.of(st.context[fact]), s) {
			return false
		}
	}
	return true
}

// eventDate is the date that a cell holds, if it is one day, month or year and
// not "since" or "before" it, else the date of the fact; and whether something
// happened then.
func eventDate(f *knowledge.Fact) (d knowledge.Date, happened bool) {
	if f.Cell == nil {
		return f.AsOf, true
	}
	v := valueOf(f)
	if v.Kind != ValueDate || v.Qualifier != Exactly {
		return f.AsOf, v.Kind == ValueDate
	}
	first := time.Unix(int64(v.Low)*86400, 0).UTC()
	last := time.Unix(int64(v.High)*86400, 0).UTC()
	day := knowledge.DateOf(first)
	for _, d := range []knowledge.Date{day, {Year: day.Year, Month: day.Month}, {Year: day.Year}} {
		if from, to := daysOf(d); from.Equal(first) && to.Equal(last) {
			return d, true
		}
	}
	return f.AsOf, true
}

// eventKey tells facts apart: two tables that give one attribute of an entity
// the same value say it once.
func eventKey(f *knowledge.Fact, date knowledge.Date) string {
	if f.Cell == nil {
		return f.ID
	}
	return strings.Join([]string{date.String(), f.Cell.Table.Columns[f.Cell.Column].Name,
		labelKey(f.Cell.Table.Rows[f.Cell.Row]), fold.Text(f.Text)}, "|")
}

// holds reports whether any day of d may lie in the period.
func (q TimelineQuery) holds(d knowledge.Date) bool {
	first, last := daysOf(d)
	from, _ := daysOf(q.From)
	_, to := daysOf(q.To)
	return (q.From.IsZero() || !last.Before(from)) && (q.To.IsZero() || !first.After(to))
}

// daysOf returns the first and the last day of a date.
func daysOf(d knowledge.Date) (first, last time.Time) {
	month, day := time.Month(cmp.Or(d.Month, 1)), int(cmp.Or(d.Day, 1))
	return time.Date(d.Year, month, day, 0, 0, 0, 0, time.UTC), d.LastDay()
}
