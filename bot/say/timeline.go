package say

import (
	"fmt"
	"strings"

	"sibaq/index"
	"sibaq/knowledge"
)

// Timeline renders a timeline as plain text, lines ending in "\n".
func Timeline(t index.Timeline) string { return Style{}.Timeline(t) }

// Timeline renders a timeline: each event with its date, below it its standing,
// its file and line, and its sources.
func (st Style) Timeline(t index.Timeline) string {
	p := st.page(t.Lang)
	switch {
	case strings.TrimSpace(Strip(t.Asked.Topic)) == "":
		p.line("", p.TopicNeeded())
		return p.String()
	case !t.Answered && t.Outside > 0:
		p.WriteString(Terminal(p.lang, plain(p.NothingInPeriod(t))) + "\n")
		return p.String()
	case !t.Answered:
		p.line("", p.NoTimeline(t.Asked.Topic))
		if len(t.Suggestions) > 0 {
			p.line("", p.DidYouMean(t.Suggestions))
		}
		return p.String()
	}
	p.WriteString(p.Strong(Terminal(p.lang, plain(p.TimelineHeading(t)))) + "\n")
	for _, e := range t.Events {
		p.gap()
		p.WriteString(p.Strong(Terminal(p.lang, e.Date.String())) + "\n")
		p.WriteString(Line(e.Passage.Lang, "  "+plain(p.EventText(e))) + "\n")
		p.citation("  ", e.Hit)
	}
	if notes := p.TimelineNotes(t); len(notes) > 0 {
		p.gap()
		for _, n := range notes {
			p.line("", n)
		}
	}
	return p.String()
}

// EventText is the text of an event; a table's cell has its labels before it.
func (w Words) EventText(e index.Event) string {
	if label := CellLabel(e.Hit); label != "" {
		return w.Colon(label, e.Passage.Text)
	}
	return e.Passage.Text
}

// TimelineHeading names a timeline's topic and period, and counts its facts.
func (w Words) TimelineHeading(t index.Timeline) string {
	return w.Join([]string{w.Chronology(w.topic(t)) + w.period(t.Asked), w.Facts(len(t.Events))})
}

// Chronology is the title of a timeline.
func (w Words) Chronology(topic string) string {
	return fmt.Sprintf(w.pick("التسلسل الزمني: %s", "Timeline: %s"), topic)
}

// topic names what a timeline is on: an entity, or a subject as it was typed.
func (w Words) topic(t index.Timeline) string {
	if t.Entity != nil {
		return t.Entity.In(w.lang)
	}
	return strings.Join(strings.Fields(Strip(t.Asked.Topic)), " ")
}

// period puts the ends of a period in words, in parentheses; "" for all time.
func (w Words) period(q index.TimelineQuery) string {
	switch {
	case q.From.IsZero() && q.To.IsZero():
		return ""
	case q.To.IsZero():
		return fmt.Sprintf(w.pick(" (منذ %s)", " (since %s)"), w.ISODate(q.From))
	case q.From.IsZero():
		return fmt.Sprintf(w.pick(" (حتى %s)", " (until %s)"), w.ISODate(q.To))
	}
	return fmt.Sprintf(w.pick(" (من %s إلى %s)", " (%s to %s)"), w.ISODate(q.From), w.ISODate(q.To))
}

// TimelineNotes tell what a timeline leaves out.
func (w Words) TimelineNotes(t index.Timeline) []string {
	var out []string
	if t.Outside > 0 {
		out = append(out, w.Colon(w.pick("خارج هذه المدة", "Outside this period"), w.Facts(t.Outside)))
	}
	if t.Undated > 0 {
		out = append(out, w.Colon(w.pick("لم يُذكر تاريخها", "Without a date"), w.Facts(t.Undated)))
	}
	return out
}

// NoTimeline says that no dated fact is on a topic.
func (w Words) NoTimeline(topic string) string {
	return fmt.Sprintf(w.pick("لا أعرف: ليس في ملفات المعرفة حقائق مؤرخة عن «%s».",
		"I don't know: the knowledge files have no dated fact on “%s”."), topic)
}

// NothingInPeriod says that all facts on a topic are of another time.
func (w Words) NothingInPeriod(t index.Timeline) string {
	return fmt.Sprintf(w.pick("لا شيء عن %s في هذه المدة%s؛ وخارجها: %s.",
		"Nothing on %s in this period%s; outside it: %s."), w.topic(t), w.period(t.Asked), w.Facts(t.Outside))
}

// TopicNeeded asks for what a timeline is on.
func (w Words) TopicNeeded() string {
	return w.pick("يحتاج التسلسل الزمني إلى اسم أو موضوع، مثل: DeepSeek أو قيود التصدير.",
		"A timeline needs a name or a subject, for example: DeepSeek, or export controls.")
}

// PeriodReversed says that a period ends before it begins.
func (w Words) PeriodReversed(from, to knowledge.Date) string {
	return fmt.Sprintf(w.pick("المدة معكوسة: تبدأ في %s وتنتهي قبله في %s.", "The period runs backwards: it begins %s and ends before that, %s."), w.ISODate(from), w.ISODate(to))
}

// ProgramTimeline is the one line on timeline.
func (w Words) ProgramTimeline() string {
	return w.pick("رتّب الحقائق زمنيًا", "Put facts in the order of their dates")
}

// ProgramTimelineLong explains timeline.
func (w Words) ProgramTimelineLong() string {
	return w.pick(
		"يرتب الحقائق المؤرخة عن اسم (وما صنعه صاحبه) أو عن موضوع، الأقدم أولًا، ولكل حقيقة مصدرها.\n"+
			"وتُعد خانة الجدول حدثًا إن كان فيها تاريخ. تُكتب المدة سنة أو شهرًا أو يومًا، وطرفاها منها:\n"+
			"--to 2024 تشمل العام كله.\n\n"+
			"رمز الخروج: 0 وُجدت حقائق، 1 لم توجد، 2 خطأ في الاستعمال أو في ملفات المعرفة.\n"+
			"مع --json - تُقرأ من الدخل القياسي كائنات فيها topic (وربما from وto وlang)، كائن في كل سطر.",
		"Puts the dated facts on a name (and on what its owner made) or on a subject in order, the earliest first,\n"+
			"each with its source. A table's cell counts where it holds a date. The ends of a period are years,\n"+
			"months or days and belong to it: --to 2024 takes in all of that year.\n\n"+
			"Exit codes: 0 found, 1 nothing found, 2 wrong use or bad knowledge.\n"+
			"With --json - it reads objects with \"topic\" (and, if you like, \"from\", \"to\" and \"lang\") from standard\n"+
			"input, one a line.")
}

// FlagFrom describes --from.
func (w Words) FlagFrom() string {
	return w.pick("أول المدة، مثل 2024 أو 2024-06 أو 2024-06-03", "first day of the period, as 2024, 2024-06 or 2024-06-03")
}

// FlagTo describes --to.
func (w Words) FlagTo() string {
	return w.pick("آخر المدة، وهو منها", "last day of the period, in the same way")
}
