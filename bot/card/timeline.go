package card

import (
	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// Timeline is what a card of moments shows, in order, as plain texts.
type Timeline struct {
	Lang   knowledge.Lang
	Digits say.Digits // of the card's own numbers
	Title  string
	Events []Event
	Notes  []string
}

// Event is one moment of a Timeline.
type Event struct {
	Date     string
	Text     string         // as its file has it
	Lang     knowledge.Lang // of Text
	Standing string         // how sure it is and who says so, in words
	Status   knowledge.Status
	Sources  []string // short names
}

// Chronology is the Timeline of what the index found, with dates in digits.
func Chronology(t index.Timeline, digits say.Digits) Timeline {
	w := say.Texts(t.Lang).With(digits)
	out := Timeline{Lang: w.Lang(), Digits: digits, Title: w.TimelineHeading(t), Notes: w.TimelineNotes(t)}
	for _, e := range t.Events {
		f := e.Fact
		event := Event{
			Date: w.ISODate(e.Date), Text: w.EventText(e), Lang: e.Passage.Lang,
			Standing: w.Status(f.Status, w.Claimant(f)), Status: f.Status,
		}
		for _, s := range f.Sources {
			event.Sources = append(event.Sources, w.SourceLabel(s))
		}
		out.Events = append(out.Events, event)
	}
	return out
}

// ofTimeline is the card of a timeline, or nil.
func ofTimeline(t Timeline) *card {
	if len(t.Events) == 0 {
		return nil
	}
	c := &card{Lang: say.Texts(t.Lang).Lang(), Digits: t.Digits, Kind: timeline, Title: t.Title, Notes: t.Notes}
	for _, e := range t.Events {
		f := fact{Text: e.Text, Lang: e.Lang, Standing: e.Standing, Status: e.Status}
		for _, s := range e.Sources {
			f.Sources = append(f.Sources, c.source(s))
		}
		c.Rows = append(c.Rows, row{Label: e.Date, Cells: [][]fact{{f}}})
	}
	return c
}
