package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Week is how much was asked in a guild in one week of ISO 8601, by UTC.
type Week struct {
	Name       string         `json:"-"`          // as 2026-W48; in their order weeks come
	Asked      int            `json:"asked"`      // questions
	Answered   int            `json:"answered"`   // of those
	Unanswered int            `json:"unanswered"` // of those
	Commands   map[string]int `json:"commands,omitempty"`
	Entities   map[string]int `json:"entities,omitempty"` // about whom the most was asked
}

// Bounds of what is counted.
const (
	MaxWeeks    = 104 // of a guild; the latest stay
	MaxEntities = 200 // of a week
	maxNames    = 2 * MaxEntities
)

// WeekOf names the week of a time.
func WeekOf(at time.Time) string {
	year, week := at.UTC().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", year, week)
}

// Monday is the first day of a week.
func (w Week) Monday() time.Time {
	var year, week int
	fmt.Sscanf(w.Name, "%d-W%d", &year, &week)
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC) // is always in the first week
	return fourth.AddDate(0, 0, 7*(week-1)-(int(fourth.Weekday())+6)%7)
}

func (w *Week) add(a Asked) {
	if a.Question != "" {
		w.Asked++
		if a.Answered {
			w.Answered++
		} else {
			w.Unanswered++
		}
	}
	if w.Commands == nil {
		w.Commands = map[string]int{}
	}
	w.Commands[a.Command]++
	if w.Entities == nil {
		w.Entities = map[string]int{}
	}
	for _, e := range a.Entities {
		w.Entities[e]++
	}
	if len(w.Entities) > maxNames { // a new name can grow in the other half before it has to be among the most asked
		w.Entities = top(w.Entities, MaxEntities)
	}
}

// clone is the week as Weeks returns it.
func (w Week) clone() Week {
	w.Commands, w.Entities = maps.Clone(w.Commands), top(w.Entities, MaxEntities)
	return w
}

func top(counts map[string]int, n int) map[string]int {
	if len(counts) <= n {
		return maps.Clone(counts)
	}
	names := slices.SortedFunc(maps.Keys(counts), func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), strings.Compare(a, b))
	})
	out := make(map[string]int, n)
	for _, name := range names[:n] {
		out[name] = counts[name]
	}
	return out
}
