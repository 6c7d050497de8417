package knowledge

import (
	"slices"
	"strings"
	"unicode"

	"sibaq/knowledge/fold"
)

// statement is a fact as its own file gives it, before the folder is known.
type statement struct {
	*Fact                   // the one in the Base that was made last, once there is one
	id         string       // what its text gives for an id
	kind       ClaimantKind // as the file names it
	wroteID    string       // the id in the file, if any
	about      []mention    // names of entities
	marks      []mark       // footnotes that back it
	statusLine int
	given      []string // the details that were given, each at most once
	grid       *grid    // set for a cell of a table
	row, col   int
	plain      string // the text with its white space evened out
	hashed     string // what the id is made of
}

// mention is a name on a line.
type mention struct {
	name string
	line int
}

// details names what can be said about a fact, under each spelling.
var details = func() map[string]string {
	m := map[string]string{}
	for name, spellings := range map[string][]string{
		"en":     {"en", "english", "بالإنجليزية", "الإنجليزية"},
		"ar":     {"ar", "arabic", "بالعربية", "العربية"},
		"date":   {"date", "التاريخ", "تاريخ"},
		"status": {"status", "الحالة", "حالة"},
		"id":     {"id", "المعرف", "معرف"},
		"about":  {"about", "عن"},
		"source": {"source", "sources", "المصدر", "المصادر", "مصدر"},
	} {
		for _, s := range spellings {
			m[fold.Text(s)] = name
		}
	}
	return m
}()

// detail gives the detail that p spells out, such as "date: 2024-06".
func (p prose) detail() (name string, value prose, ok bool) {
	key, value, ok := p.key()
	if !ok {
		return "", p, false
	}
	name, ok = details[fold.Text(key)]
	return name, value, ok
}

// nearDetail gives the detail that p misspells. A key that is also a word of
// the language ("Data: …") counts only if a fitting value follows it.
func (p prose) nearDetail() (key, meant string, ok bool) {
	key, value, ok := p.key()
	folded := fold.Text(key)
	if !ok || strings.Contains(folded, " ") {
		return "", "", false
	}
	if _, known := details[folded]; known {
		return "", "", false
	}
	for _, spelling := range []string{"date", "status", "about", "source", "english", "arabic",
		"التاريخ", "الحالة", "المعرف", "المصدر", "بالعربية", "بالإنجليزية"} {
		want := fold.Text(spelling)
		// The Arabic article is left out freely and must not count as a slip.
		if distance(strings.TrimPrefix(folded, "ال"), strings.TrimPrefix(want, "ال")) > 1+len([]rune(want))/7 {
			continue
		}
		switch details[want] {
		case "date":
			if !startsWithDigit(value.text) {
				continue
			}
		case "status":
			if _, ok := parseStatus(value.text); !ok {
				continue
			}
		}
		return key, spelling, true
	}
	return "", "", false
}

// distance is how many letters must be changed, added, dropped or swapped with
// their neighbour to make b of a.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s) > len(t)+2 || len(t) > len(s)+2 {
		return 3 // more than any caller asks for
	}
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range t {
		rows[0][j+1] = j + 1
	}
	for i := range s {
		for j := range t {
			cost := 1
			if s[i] == t[j] {
				cost = 0
			}
			best := min(rows[i][j]+cost, rows[i][j+1]+1, rows[i+1][j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				best = min(best, rows[i-1][j-1]+1)
			}
			rows[i+1][j+1] = best
		}
	}
	return rows[len(s)][len(t)]
}

func startsWithDigit(s string) bool {
	for _, r := range s {
		return unicode.IsDigit(r)
	}
	return false
}

// separators part the items of a note and of a list of names.
const separators = ",،;؛"

// items splits a list of names or notes.
func items(s string) []string {
	var out []string
	for _, item := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		if item = even(item); item != "" {
			out = append(out, item)
		}
	}
	return out
}

// notes takes the braces at the end of p as details of s and gives the rest.
func (d *document) notes(s *statement, p prose) prose {
	end := p.start()
	if n := len(p.spans); n > 0 {
		end = p.spans[n-1].Stop - 1
	}
	line := d.line(end)
	for {
		rest, note, ok := p.note()
		if !ok {
			break
		}
		p = rest
		for _, item := range items(note) {
			d.note(s, item, line)
		}
	}
	d.strayNotes(p)
	return p
}

func (d *document) note(s *statement, item string, line int) {
	if name, value, ok := (prose{text: item}).detail(); ok && name != "en" && name != "ar" {
		d.detail(s, name, value, line)
		return
	}
	if _, ok := parseStatus(item); ok {
		d.detail(s, "status", prose{text: item}, line)
		return
	}
	if startsWithDigit(item) {
		d.detail(s, "date", prose{text: item}, line)
		return
	}
	d.add(badNote, line, item)
}

// strayNotes warns of braces within a text that would be a note at its end.
func (d *document) strayNotes(p prose) {
	for from := 0; ; {
		open := strings.IndexByte(p.text[from:], '{')
		if open < 0 {
			return
		}
		open += from
		stop := strings.IndexByte(p.text[open:], '}')
		if stop < 0 {
			return
		}
		stop += open
		from = stop + 1
		if p.literal[p.at(open)] {
			continue
		}
		for _, item := range items(p.text[open+1 : stop]) {
			_, status := parseStatus(item)
			if _, err := ParseDate(item); status || err == nil {
				d.add(strayNote, d.line(p.at(open)), p.text[open:stop+1])
				break
			}
		}
	}
}

// detail sets what one detail says about s.
func (d *document) detail(s *statement, name string, value prose, line int) {
	if slices.Contains(s.given, name) {
		d.add(detailTwice, line, name)
		return
	}
	s.given = append(s.given, name)
	text := even(value.text)
	switch name {
	case "en", "ar":
		s.marks = append(s.marks, value.marks...)
		if value = d.notes(s, value); value.text != "" {
			twin := d.passage(value)
			twin.Lang = Lang(name)
			s.Twin = &twin
		}
	case "date":
		s.AsOf = d.date(text, line)
	case "status":
		st, ok := parseStatus(text)
		if !ok {
			d.add(badStatus, line, text)
			return
		}
		s.Status, s.ClaimedBy, s.ClaimantKind, s.SupersededBy, s.statusLine = st.status, st.by, st.kind, st.id, line
	case "id":
		if !validID(text) {
			d.add(badID, line, text)
			return
		}
		s.wroteID = text
	case "about":
		for _, item := range items(text) {
			s.about = append(s.about, mention{item, line})
		}
	case "source":
		s.marks = append(s.marks, value.marks...)
		for _, item := range items(text) {
			s.marks = append(s.marks, mark{strings.TrimSuffix(strings.TrimPrefix(item, "[^"), "]"), line})
		}
	}
}

// date reads a date or reports that it is none.
func (d *document) date(s string, line int) Date {
	date, err := ParseDate(s)
	if err != nil {
		d.add(badDate, line, s)
	}
	return date
}

// validID reports whether s can be an id: letters, digits, hyphens and such,
// without spaces, short enough for a button's identifier.
func validID(s string) bool {
	return s != "" && len([]rune(s)) <= 64 && strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && !strings.ContainsRune("-_.", r)
	}) < 0
}

// standing is a status with what it may carry.
type standing struct {
	status Status
	by     string // who claims or contests it
	kind   ClaimantKind
	id     string // what superseded it
}

// statusForms are the spellings of each status, folded. Longer forms come
// first, so that "claim by X" is not read as a claim of somebody called "by X".
var statusForms = func() (forms []struct {
	words  []string
	status Status
}) {
	for _, form := range []struct {
		status Status
		words  string
	}{
		{Confirmed, "confirmed"}, {Confirmed, "مؤكد"}, {Confirmed, "مؤكدة"},
		{Claim, "claim by"}, {Claim, "claimed by"}, {Claim, "claim"}, {Claim, "ادعاء من"}, {Claim, "ادعاء"},
		{Contested, "contested by"}, {Contested, "contested"}, {Contested, "محل خلاف"}, {Contested, "متنازع عليه"}, {Contested, "متنازع عليها"},
		{Superseded, "superseded by"}, {Superseded, "superseded"}, {Superseded, "متجاوز حل محله"}, {Superseded, "قديم حل محله"},
		{Superseded, "حل محله"}, {Superseded, "متجاوز"}, {Superseded, "قديم"},
		{Unreviewed, "unreviewed"}, {Unreviewed, "غير مراجع"}, {Unreviewed, "غير مراجعة"},
	} {
		forms = append(forms, struct {
			words  []string
			status Status
		}{fold.Words(form.words), form.status})
	}
	return forms
}()

// parseStatus reads a status such as "claim by Kuaishou" or "ادّعاء: Kuaishou".
func parseStatus(s string) (standing, bool) {
	head, tail, colon := strings.Cut(s, ":")
	words := strings.Fields(head)
	for _, form := range statusForms {
		if len(words) < len(form.words) || (colon && len(words) > len(form.words)) {
			continue
		}
		if !slices.EqualFunc(words[:len(form.words)], form.words, func(w, want string) bool { return fold.Word(w) == want }) {
			continue
		}
		rest := strings.TrimSpace(tail)
		if !colon {
			rest = strings.Join(words[len(form.words):], " ")
		}
		st := standing{status: form.status}
		switch form.status {
		case Claim, Contested:
			st.by, st.kind = withoutKind(rest)
		case Superseded:
			st.id = strings.TrimPrefix(rest, "#")
		default:
			if rest != "" {
				return standing{}, false
			}
		}
		return st, true
	}
	return standing{}, false
}
