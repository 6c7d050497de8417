package knowledge

import (
	"regexp"
	"strings"

	"sibaq/knowledge/fold"
)

// details is what a file says about a fact beside its text: in items beneath
// it ("date: 2024-06") or in braces at its end ("{2024-06، ادعاء من هواوي}").
type details struct {
	id           string
	asOf         Date
	status       Status
	claimedBy    string
	supersededBy string
	about        []string
	sources      []string // footnote labels
}

// The keys of a detail, in folded form, in both languages.
var detailKeys = map[string]string{
	"en": "en", "english": "en", "بالانجليزيه": "en", "الانجليزيه": "en", "انجليزي": "en", "بالانكليزيه": "en",
	"ar": "ar", "arabic": "ar", "بالعربيه": "ar", "العربيه": "ar", "عربي": "ar",
	"date": "date", "التاريخ": "date", "تاريخ": "date",
	"status": "status", "الحاله": "status", "حاله": "status",
	"id": "id", "المعرف": "id", "معرف": "id",
	"about": "about", "عن": "about",
	"source": "source", "sources": "source", "المصدر": "source", "المصادر": "source", "مصدر": "source",
}

var detailLine = regexp.MustCompile(`^\s*([^\s:،,]{2,20})\s*:\s*`)

// detailKey splits "key: value". key is the canonical key, or "" where the
// text is no detail; near is the key a misspelt one was probably meant to be.
func detailKey(text string) (key, near string, prefix int) {
	m := detailLine.FindStringSubmatchIndex(text)
	if m == nil {
		return "", "", 0
	}
	word := fold.Text(text[m[2]:m[3]])
	if k, ok := detailKeys[word]; ok {
		return k, "", m[1]
	}
	if len([]rune(word)) >= 4 {
		for _, k := range []string{"date", "status", "about", "source", "التاريخ", "الحاله", "المعرف", "المصدر"} {
			if oneTypo(word, k) {
				return "", k, m[1]
			}
		}
	}
	return "", "", 0
}

// oneTypo reports whether two words differ by one letter put in, left out,
// changed, or two neighbours swapped.
func oneTypo(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	switch len(y) - len(x) {
	case 0:
		if i == len(x) {
			return true
		}
		return string(x[i+1:]) == string(y[i+1:]) ||
			i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && string(x[i+2:]) == string(y[i+2:])
	case 1:
		return string(x[i:]) == string(y[i+1:])
	}
	return false
}

var statusWords = []struct {
	word   string // folded
	status Status
}{
	{"confirmed", Confirmed}, {"مؤكد", Confirmed}, {"مؤكده", Confirmed},
	{"claim", Claim}, {"ادعاء", Claim}, {"زعم", Claim},
	{"contested", Contested}, {"محل خلاف", Contested}, {"متنازع عليه", Contested}, {"مختلف عليه", Contested},
	{"superseded", Superseded}, {"متجاوز", Superseded}, {"قديم", Superseded}, {"تجاوزه الزمن", Superseded},
	{"unreviewed", Unreviewed}, {"غير مراجع", Unreviewed},
}

func init() {
	for i := range statusWords {
		statusWords[i].word = fold.Text(statusWords[i].word)
	}
}

var whoSays = regexp.MustCompile(`^(?:\s*[:：]\s*|\s+(?:by|from|من|حل محله|حلّ محله)\s+|\s+)(.+)$`)

// parseStatus reads "claim by Huawei", "ادّعاء من هواوي", "محل خلاف",
// "superseded by some-id" and the like. who is the claimant or, for
// Superseded, the id of the successor.
func parseStatus(s string) (status Status, who string, ok bool) {
	s = strings.TrimSpace(s)
	fields := strings.Fields(strings.ReplaceAll(s, ":", " : "))
	for n := min(2, len(fields)); n > 0; n-- {
		head := fold.Text(strings.Join(fields[:n], " "))
		for _, w := range statusWords {
			if head != w.word {
				continue
			}
			rest := strings.Join(fields[n:], " ")
			if rest == "" {
				return w.status, "", true
			}
			m := whoSays.FindStringSubmatch(" " + strings.TrimSpace(strings.TrimPrefix(rest, ":")))
			if strings.HasPrefix(rest, ":") {
				m = []string{"", strings.TrimSpace(rest[1:])}
			}
			if m == nil {
				return w.status, "", true
			}
			return w.status, strings.TrimPrefix(strings.TrimSpace(strings.ReplaceAll(m[1], " : ", ":")), "#"), true
		}
	}
	return "", "", false
}

var braces = regexp.MustCompile(`\s*\{([^{}]*)\}[\s\x{200e}\x{200f}]*$`)

var noteParts = regexp.MustCompile(`\s*[,،;؛]\s*`)

// set takes one item of the short form: a date, a status or "id: x". It
// reports what is wrong with it.
func (d *details) set(item string) *Problem {
	if key, _, n := detailKey(item); key != "" && key != "en" && key != "ar" {
		return d.setKey(key, item[n:])
	}
	if date, err := ParseDate(item); err == nil {
		d.asOf = date
		return nil
	} else if isoDate.MatchString(asciiDigits.Replace(strings.TrimSpace(item))) {
		return badDate(item)
	}
	return d.setKey("status", item)
}

// setKey takes the value of one detail.
func (d *details) setKey(key, value string) *Problem {
	value = strings.TrimSpace(value)
	switch key {
	case "date":
		date, err := ParseDate(value)
		if err != nil {
			return badDate(value)
		}
		d.asOf = date
	case "status":
		status, who, ok := parseStatus(value)
		if !ok {
			return problem(Error,
				"الحالة «"+value+"» غير معروفة", "اكتب إحدى هذه: مؤكد، ادعاء من فلان، محل خلاف، متجاوز، غير مراجع",
				"the status \""+value+"\" is not known", "write one of: confirmed, claim by NAME, contested, superseded, unreviewed")
		}
		d.status = status
		if status == Superseded {
			d.supersededBy = who
		} else {
			d.claimedBy = who
		}
	case "id":
		id := strings.TrimPrefix(value, "#")
		if !goodID.MatchString(id) {
			return problem(Error,
				"المعرف «"+value+"» غير صالح", "استعمل حروفًا لاتينية صغيرة وأرقامًا وشرطات فقط، مثل kling-length",
				"the id \""+value+"\" cannot be used", "use lower-case Latin letters, digits and hyphens only, as in kling-length")
		}
		d.id = id
	case "about":
		for _, name := range noteParts.Split(value, -1) {
			if name != "" {
				d.about = append(d.about, name)
			}
		}
	case "source":
		for _, label := range noteParts.Split(value, -1) {
			label = strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(label, "["), "^"), "]")
			if label != "" {
				d.sources = append(d.sources, label)
			}
		}
	}
	return nil
}

var goodID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,59}$`)

func badDate(s string) *Problem {
	return problem(Error,
		"لا يوجد تاريخ «"+s+"» في التقويم", "اكتب التاريخ هكذا: 2024 أو 2024-06 أو 2024-06-21",
		"no calendar has the date \""+s+"\"", "write it as 2024, 2024-06 or 2024-06-21")
}

func problem(s Severity, whatAr, fixAr, whatEn, fixEn string) *Problem {
	return &Problem{Severity: s, What: Label{Ar: whatAr, En: whatEn}, Fix: Label{Ar: fixAr, En: fixEn}}
}
