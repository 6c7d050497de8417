package knowledge

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar date of day, month or year precision. Month and Day are
// 0 where the file does not say; the zero Date means no date.
type Date struct {
	Year       int
	Month, Day int32 // in half a word each: a fact has a date, and there may be a million
}

var isoDate = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$`)

var asciiDigits = strings.NewReplacer(
	"٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9",
	"۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9",
	"/", "-")

// ParseDate reads YYYY, YYYY-MM or YYYY-MM-DD (slashes and Arabic-Indic
// digits are understood) and refuses days that no calendar has.
func ParseDate(s string) (Date, error) {
	m := isoDate.FindStringSubmatch(asciiDigits.Replace(strings.TrimSpace(s)))
	if m == nil {
		return Date{}, fmt.Errorf("%q is not a date", s)
	}
	var d Date
	d.Year, _ = strconv.Atoi(m[1])
	part := func(digits string) int32 {
		n, _ := strconv.ParseInt("0"+digits, 10, 32)
		return int32(n)
	}
	d.Month, d.Day = part(m[2]), part(m[3])
	if m[2] != "" && (d.Month < 1 || d.Month > 12) {
		return Date{}, fmt.Errorf("%q has no such month", s)
	}
	if m[3] != "" && time.Date(d.Year, time.Month(d.Month), int(d.Day), 0, 0, 0, 0, time.UTC).Day() != int(d.Day) {
		return Date{}, fmt.Errorf("%q has no such day", s)
	}
	if d.Year == 0 {
		return Date{}, fmt.Errorf("%q has no such year", s)
	}
	return d, nil
}

// DateOf is the day of a time, in that time's zone.
func DateOf(t time.Time) Date {
	return Date{Year: t.Year(), Month: int32(t.Month()), Day: int32(t.Day())}
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d.Year == 0 }

// String gives the date in ISO 8601 at its own precision, "" for no date.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Compare orders dates; a coarser date counts as the start of its period.
func (d Date) Compare(o Date) int {
	return strings.Compare(d.String(), o.String())
}
