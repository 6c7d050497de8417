package knowledge

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// LastDay is the end of the period that a date means: a fact of "2024" is not
// old before 2024 has been over for long.
func (d Date) LastDay() time.Time {
	switch {
	case d.Month == 0:
		return time.Date(d.Year, time.December, 31, 0, 0, 0, 0, time.UTC)
	case d.Day == 0:
		return time.Date(d.Year, time.Month(d.Month)+1, 0, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(d.Year, time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC)
}

// Staleness is what a person should look at again, and the rest of the files.
type Staleness struct {
	Old, Never, Fresh []*File // by when they were last reviewed, the oldest first
	Facts             []*Fact // of files not reviewed since, the oldest first
}

// Stale sorts base by cutoff: files by when they were last reviewed, and of those
// that were not reviewed since, the facts that are older and that nothing
// replaced, each oldest first. Who reviewed a file has looked at its facts,
// however old the events are. A fact without a date has no age.
func (base *Base) Stale(cutoff time.Time) Staleness {
	var s Staleness
	reviewed := map[string]bool{}
	for _, f := range base.Files {
		reviewed[f.Path] = !f.Reviewed.IsZero() && !f.Reviewed.LastDay().Before(cutoff)
		switch {
		case f.Reviewed.IsZero():
			s.Never = append(s.Never, f)
		case f.Reviewed.LastDay().Before(cutoff):
			s.Old = append(s.Old, f)
		default:
			s.Fresh = append(s.Fresh, f)
		}
	}
	for _, f := range base.Facts {
		if !reviewed[f.File] && f.Status != Superseded && !f.AsOf.IsZero() && f.AsOf.LastDay().Before(cutoff) {
			s.Facts = append(s.Facts, f)
		}
	}
	oldestFirst := func(a, b *File) int {
		return cmp.Or(a.Reviewed.LastDay().Compare(b.Reviewed.LastDay()), strings.Compare(a.Path, b.Path))
	}
	slices.SortFunc(s.Old, oldestFirst)
	slices.SortFunc(s.Fresh, oldestFirst)
	slices.SortStableFunc(s.Facts, func(a, b *Fact) int { return a.AsOf.LastDay().Compare(b.AsOf.LastDay()) })
	return s
}
