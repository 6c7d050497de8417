package main

import (
	"fmt"
	"regexp"
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

func (g age) String() string { return strconv.Itoa(g.n) + string(g.unit) }

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
	s := base.Stale(limit.before(today))
	if a.settings.json {
		return a.printJSON(a.shapeStale(s, today, base.Version))
	}
	return a.printStale(s, limit, base)
}

func (a *app) shapeStale(s knowledge.Staleness, today time.Time, version string) staleJSON {
	out := staleJSON{Today: today.Format(time.DateOnly), OlderThan: a.settings.olderThan,
		Files: []staleFileJSON{}, Facts: []staleFactJSON{}, Version: version}
	add := func(files []*knowledge.File, stale bool) {
		for _, f := range files {
			out.Files = append(out.Files, staleFileJSON{f.Path, f.Reviewed.String(), stale, f.Facts})
		}
	}
	add(s.Never, true)
	add(s.Old, true)
	add(s.Fresh, false)
	for _, f := range s.Facts {
		p := f.In(a.words.Lang())
		out.Facts = append(out.Facts, staleFactJSON{f.ID, p.Text, p.Lang, f.AsOf.String(), f.Status, p.File, p.Line})
	}
	return out
}

// printStale lists each file and each fact on a line that begins with its
// place, the form that editors understand.
func (a *app) printStale(s knowledge.Staleness, limit age, base *knowledge.Base) error {
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
	files(w.NeverReviewedFiles(), s.Never)
	files(w.NotReviewedFor(limit.n, limit.unit), s.Old)
	files(w.FreshFiles(), s.Fresh)
	if len(s.Facts) > 0 {
		heading(w.OldFacts(limit.n, limit.unit))
		for _, f := range s.Facts {
			p := f.In(w.Lang())
			fmt.Fprintf(&b, "%s:%d: %s: %s\n", p.File, p.Line, w.Date(f.AsOf), strings.Join(strings.Fields(p.Text), " "))
		}
	}
	b.WriteByte('\n')
	if again := len(s.Never) + len(s.Old); again+len(s.Facts) > 0 {
		b.WriteString(a.line(w.StaleSummary(again, len(base.Files), len(s.Facts), len(base.Facts))) + "\n")
	} else {
		b.WriteString(a.line(w.NothingStale()) + "\n")
	}
	_, err := fmt.Fprint(a.stdout, b.String())
	return err
}
