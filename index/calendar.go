package index

import (
	"slices"
	"strings"
	"time"

	"sibaq/knowledge/fold"
)

// period is a stretch of days, the last one included.
type period struct{ first, last time.Time }

func days(t time.Time) float64 { return float64(t.Unix() / 86400) }

func yearFrom(year, firstMonth, months int) period {
	first := time.Date(year, time.Month(firstMonth), 1, 0, 0, 0, 0, time.UTC)
	return period{first, first.AddDate(0, months, -1)}
}

// dateQualifiers stand before a date and say how it is meant.
var dateQualifiers = map[string]Qualifier{
	"منذ": AtLeast, "since": AtLeast, "بعد": MoreThan, "after": MoreThan, "قبل": LessThan, "before": LessThan,
	"نحو": About, "حوالي": About, "about": About, "around": About, "circa": About,
}

// beforeDates may stand before a date and say nothing about it.
var beforeDates = fold.Words("في عام سنة العام شهر يوم in on the year of")

// thirds are the parts of a year that "early", "mid" and "late" mean, by the
// month in which they begin.
var thirds = func() map[string]int {
	m := map[string]int{}
	for month, list := range map[int]string{
		1: "أوائل مطلع بداية بدايات early beginning",
		5: "منتصف أواسط mid middle",
		9: "أواخر نهاية late end",
	} {
		for _, w := range fold.Words(list) {
			m[w] = month
		}
	}
	return m
}()

var ordinals = func() map[string]int {
	m := map[string]int{}
	for i, list := range []string{"الأول الأولى first 1", "الثاني الثانية second 2", "الثالث third 3", "الرابع fourth 4", "الأخير last"} {
		for _, w := range fold.Words(list) {
			m[w] = min(i+1, 4)
		}
	}
	return m
}()

// date reads a date of any precision, or a span of two.
func (r *cellReader) date() (Value, bool) {
	v := Value{Kind: ValueDate}
	if q, ok := dateQualifiers[r.next(0).text]; ok {
		v.Qualifier = q
		r.at++
	}
	p, ok := r.period()
	if !ok {
		return Value{}, false
	}
	start := r.at
	if r.take("-") || r.take(fold.Words("إلى حتى to until")...) {
		if end, ok := r.period(); ok && !end.first.Before(p.first) {
			p.last = end.last
		} else {
			r.at = start
		}
	}
	v.Low, v.High = days(p.first), days(p.last)
	return v, true
}

func (r *cellReader) period() (period, bool) {
	led := false
	for r.take(beforeDates...) {
		led = true
	}
	if p, ok := r.partOfYear(); ok {
		return p, true
	}
	if month, ok := thirds[r.next(0).text]; ok {
		r.at++
		r.take("-")
		for r.take(beforeDates...) {
		}
		if p, ok := r.monthAndYear(); ok {
			return p, true
		}
		if year, ok := r.year(true); ok {
			return yearFrom(year, month, 4), true
		}
		return period{}, false
	}
	if p, ok := r.iso(); ok {
		return p, true
	}
	if p, ok := r.monthAndYear(); ok {
		return p, true
	}
	if year, ok := r.year(led); ok {
		return yearFrom(year, 1, 12), true
	}
	return period{}, false
}

// partOfYear reads quarters and halves: "الربع الأول من 2025", "Q1 2025".
func (r *cellReader) partOfYear() (period, bool) {
	start := r.at
	part, months := 0, 3
	a, b := r.next(0), r.next(1)
	switch {
	case a.text == "الربع" || a.text == "النصف":
		part = ordinals[b.text]
		if a.text == "النصف" {
			months = 6
		}
	case ordinals[a.text] > 0 && (b.text == "quarter" || b.text == "half"):
		part = ordinals[a.text]
		if b.text == "half" {
			months = 6
		}
	case (a.text == "q" || a.text == "h") && b.kind == pieceNumber && b.glued:
		part = int(b.number)
		if a.text == "h" {
			months = 6
		}
	}
	if months == 6 && ordinals[b.text] == 4 && b.text != "4" || months == 6 && a.text == "last" {
		part = 2 // the last half
	}
	if part < 1 || part > 12/months {
		return period{}, false
	}
	r.at += 2
	r.take("من", "of", ",")
	for r.take(beforeDates...) {
	}
	if year, ok := r.year(true); ok {
		return yearFrom(year, 1+(part-1)*months, months), true
	}
	r.at = start
	return period{}, false
}

// iso reads 2024-06-06 and 2024/06.
func (r *cellReader) iso() (period, bool) {
	y, sep, m := r.next(0), r.next(1), r.next(2)
	if !isYearPiece(y) || sep.text != "-" && sep.text != "/" || !sep.glued || m.kind != pieceNumber || !m.glued || len(m.text) > 2 {
		return period{}, false
	}
	d := r.next(4)
	if r.next(3).text == sep.text && d.kind == pieceNumber && d.glued {
		if p, ok := day(int(y.number), int(m.number), int(d.number)); ok {
			r.at += 5
			return p, true
		}
		return period{}, false
	}
	if m.number < 1 || m.number > 12 {
		return period{}, false
	}
	r.at += 3
	return yearFrom(int(y.number), int(m.number), 1), true
}

// day is one day, if the calendar has it.
func day(year, month, d int) (period, bool) {
	t := time.Date(year, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	return period{t, t}, month >= 1 && month <= 12 && t.Day() == d
}

// monthAndYear reads "6 يونيو 2024", "June 6, 2024", "يناير/كانون الثاني 2024".
func (r *cellReader) monthAndYear() (period, bool) {
	start := r.at
	fail := func() (period, bool) { r.at = start; return period{}, false }
	d := 0
	if p := r.next(0); p.kind == pieceNumber && p.number >= 1 && p.number <= 31 && len(p.text) <= 2 {
		d = int(p.number)
		r.at++
		r.take("of", "من")
	}
	month, ok := r.month()
	if !ok {
		return fail()
	}
	if p := r.next(0); p.text == "/" || p.text == "(" {
		r.at++
		if again, ok := r.month(); !ok || again != month {
			return fail()
		}
		r.take(")")
	}
	if p := r.next(0); d == 0 && p.kind == pieceNumber && p.number >= 1 && p.number <= 31 && len(p.text) <= 2 {
		d = int(p.number)
		r.at++
	}
	r.take(",")
	for r.take(fold.Words("من عام سنة العام of")...) {
	}
	year, ok := r.year(true)
	if !ok {
		return fail()
	}
	if d == 0 {
		return yearFrom(year, month, 1), true
	}
	if p, ok := day(year, month, d); ok {
		return p, true
	}
	return fail()
}

func (r *cellReader) month() (int, bool) {
	w, n := r.phrase(func(s string) bool { _, ok := monthNames[s]; return ok })
	r.at += n
	return int(monthNames[w]), n > 0
}

// isYearPiece reports whether a number looks like a year; "2,020" does not.
func isYearPiece(p piece) bool {
	return p.kind == pieceNumber && isYear(p.text) && len([]rune(p.raw)) == 4
}

// counting are words of labels under which "2020" is a number.
var counting = fold.Words("عدد number count how many")

// year reads a year. Where nothing says that a date is meant, it must stand
// alone, and the row must not count things.
func (r *cellReader) year(sure bool) (int, bool) {
	p := r.next(0)
	if !isYearPiece(p) || r.next(1).kind == pieceWord && r.next(1).glued {
		return 0, false
	}
	if !sure {
		after := r.next(1)
		if after.kind == pieceWord && !explains[after.text] && after.text != "م" || after.text == "%" || after.text == "/" ||
			after.text == "x" || after.text == "." && r.next(2).glued {
			return 0, false
		}
		if r.given.found && r.given.family != familyMonths { // "(year)" asks for one
			return 0, false
		}
		if slices.ContainsFunc(counting, func(w string) bool { return strings.Contains(r.label, " "+stemOf(w)+" ") }) {
			return 0, false
		}
	}
	r.at++
	r.take("م")
	return int(p.number), true
}
