package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"sibaq/knowledge"
)

// age is how long ago something may be: n days (d), weeks (w), months (m) or
// years (y).
type age struct {
	n    int
	unit byte
}

var ageForm = regexp.MustCompile(`^(\d{1,4})([dwmy])$`)

func parseAge(s string) (age, bool) {
	m := ageForm.FindStringSubmatch(s)
	if m == nil || strings.Trim(m[1], "0") == "" {
		return age{}, false
	}
	n, err := strconv.Atoi(m[1])
	return age{n, m[2][0]}, err == nil
}

// before is the day that lies this long before day.
func (g age) before(day time.Time) time.Time {
	switch g.unit {
	case 'w':
		return day.AddDate(0, 0, -7*g.n)
	case 'm':
		return day.AddDate(0, -g.n, 0)
	case 'y':
		return day.AddDate(-g.n, 0, 0)
	}
	return day.AddDate(0, 0, -g.n)
}

// lastDay is the end of the period that a date means: a fact of "2024" is not
// old before 2024 has been over for long.
func lastDay(d knowledge.Date) time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, time.December, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(d.Year, time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
}

// staleness is what a person should look at again, and the rest of the files.
type staleness struct {
	old, never, fresh []*knowledge.File
	facts             []*knowledge.Fact
}

// findStale sorts base by cutoff: files by when they were last reviewed, and
// of those that were not reviewed since, the facts that are older and that
// nothing replaced, each oldest first. Who reviewed a file has looked at its
// facts, however old the events are. A fact without a date has no age.
func findStale(base *knowledge.Base, cutoff time.Time) staleness {
	var s staleness
	reviewed := map[string]bool{}
	for _, f := range base.Files {
		reviewed[f.Path] = !f.Reviewed.IsZero() && !lastDay(f.Reviewed).Before(cutoff)
		switch {
		case f.Reviewed.IsZero():
			s.never = append(s.never, f)
		case lastDay(f.Reviewed).Before(cutoff):
			s.old = append(s.old, f)
		default:
			s.fresh = append(s.fresh, f)
		}
	}
	for _, f := range base.Facts {
		if !reviewed[f.File] && f.Status != knowledge.Superseded && !f.AsOf.IsZero() && lastDay(f.AsOf).Before(cutoff) {
			s.facts = append(s.facts, f)
		}
	}
	oldestFirst := func(a, b *knowledge.File) int {
		return cmp.Or(lastDay(a.Reviewed).Compare(lastDay(b.Reviewed)), strings.Compare(a.Path, b.Path))
	}
	slices.SortFunc(s.old, oldestFirst)
	slices.SortFunc(s.fresh, oldestFirst)
	slices.SortStableFunc(s.facts, func(a, b *knowledge.Fact) int { return lastDay(a.AsOf).Compare(lastDay(b.AsOf)) })
	return s
}

// The JSON of check --stale: files in the order never reviewed, oldest review
// first; facts oldest first.
type staleJSON struct {
	Today     string          `json:"today"`
	OlderThan string          `json:"older_than"`
	Files     []staleFileJSON `json:"files"`
	Facts     []staleFactJSON `json:"facts"`
	Version   string          `json:"version"`
}

type staleFileJSON struct {
	File     string `json:"file"`
	Reviewed string `json:"reviewed"` // "" = the file does not say
	Stale    bool   `json:"stale"`
	Facts    int    `json:"facts"`
}

type staleFactJSON struct {
	ID     string           `json:"id"`
	Text   string           `json:"text"`
	Lang   knowledge.Lang   `json:"lang"`
	AsOf   string           `json:"as_of"`
	Status knowledge.Status `json:"status"`
	File   string           `json:"file"`
	Line   int              `json:"line"`
}

func (a *app) checkStale() error {
	base, err := a.load()
	if err != nil {
		return err
	}
	limit, _ := parseAge(a.settings.olderThan) // readSettings let nothing else through
	year, month, day := a.now().Date()
	today := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	s := findStale(base, limit.before(today))
	if a.settings.json {
		return a.printJSON(a.shapeStale(s, today, base.Version))
	}
	return a.printStale(s, limit, base)
}

func (a *app) shapeStale(s staleness, today time.Time, version string) staleJSON {
	out := staleJSON{Today: today.Format(time.DateOnly), OlderThan: a.settings.olderThan,
		Files: []staleFileJSON{}, Facts: []staleFactJSON{}, Version: version}
	add := func(files []*knowledge.File, stale bool) {
		for _, f := range files {
			out.Files = append(out.Files, staleFileJSON{f.Path, f.Reviewed.String(), stale, f.Facts})
		}
	}
	add(s.never, true)
	add(s.old, true)
	add(s.fresh, false)
	for _, f := range s.facts {
		p := f.In(a.words.Lang())
		out.Facts = append(out.Facts, staleFactJSON{f.ID, p.Text, p.Lang, f.AsOf.String(), f.Status, p.File, p.Line})
	}
	return out
}

// printStale lists each file and each fact on a line that begins with its
// place, the form that editors understand.
func (a *app) printStale(s staleness, limit age, base *knowledge.Base) error {
	w := a.words
	var b strings.Builder
	heading := func(text string) {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(a.line(text) + "\n")
	}
	files := func(head string, files []*knowledge.File) {
		if len(files) == 0 {
			return
		}
		heading(head)
		for _, f := range files {
			when := w.NeverReviewed()
			if !f.Reviewed.IsZero() {
				when = w.Date(f.Reviewed)
			}
			fmt.Fprintf(&b, "%s: %s\n", f.Path, w.Join([]string{when, w.Facts(f.Facts)}))
		}
	}
	files(w.NeverReviewedFiles(), s.never)
	files(w.NotReviewedFor(limit.n, limit.unit), s.old)
	files(w.FreshFiles(), s.fresh)
	if len(s.facts) > 0 {
		heading(w.OldFacts(limit.n, limit.unit))
		for _, f := range s.facts {
			p := f.In(w.Lang())
			fmt.Fprintf(&b, "%s:%d: %s: %s\n", p.File, p.Line, w.Date(f.AsOf), strings.Join(strings.Fields(p.Text), " "))
		}
	}
	b.WriteByte('\n')
	if again := len(s.never) + len(s.old); again+len(s.facts) > 0 {
		b.WriteString(a.line(w.StaleSummary(again, len(base.Files), len(s.facts), len(base.Facts))) + "\n")
	} else {
		b.WriteString(a.line(w.NothingStale()) + "\n")
	}
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}
