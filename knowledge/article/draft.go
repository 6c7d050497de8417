package article

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sibaq/knowledge"
)

// Names finds the known entities that a text mentions.
type Names func(text string) []*knowledge.Entity

// Sentence is one sentence of an article.
type Sentence struct {
	Text     string
	Line     int // of the original, on which it begins
	Guessed  bool
	Entities []*knowledge.Entity
	Date     knowledge.Date // the one date that it names; zero if none or several
	Fact     bool           // states a fact: it names something or counts something, and asks nothing
}

// Sentences splits the article and says which sentences state facts. names
// may be nil where no knowledge is at hand.
func (a *Article) Sentences(names Names) []Sentence {
	var out []Sentence
	for i := range a.Paragraphs {
		p := &a.Paragraphs[i]
		for _, span := range split(p.Text) {
			s := Sentence{Text: p.Text[span[0]:span[1]], Line: p.LineAt(span[0])}
			last := p.LineAt(span[1] - 1)
			for _, g := range p.Guessed {
				s.Guessed = s.Guessed || g >= s.Line && g <= last
			}
			if names != nil {
				s.Entities = names(s.Text)
			}
			s.Date = date(s.Text)
			s.Fact = states(s)
			out = append(out, s)
		}
	}
	return out
}

var closing = `"”»'’)]`

// split gives the byte ranges of a paragraph's sentences. A mark ends one
// only where white space follows it, and never inside quotation marks.
func split(t string) [][2]int {
	var out [][2]int
	start, quoted := 0, false
	add := func(stop int) {
		s := t[start:stop]
		trimmed := strings.TrimSpace(s)
		if trimmed != "" {
			at := start + strings.Index(s, trimmed)
			out = append(out, [2]int{at, at + len(trimmed)})
		}
		start = stop
	}
	for i, r := range t {
		switch r {
		case '"':
			quoted = !quoted
		case '«', '“':
			quoted = true
		case '»', '”':
			quoted = false
		}
		if !strings.ContainsRune(".!?؟…", r) && !(strings.ContainsRune(closing, r) && i > start && endsSentence(t[start:i])) {
			continue
		}
		stop := i + utf8.RuneLen(r)
		next, _ := utf8.DecodeRuneInString(t[stop:])
		if stop < len(t) && !unicode.IsSpace(next) || quoted || initial(t[start:i]) {
			continue
		}
		add(stop)
	}
	add(len(t))
	return out
}

// initial reports whether a point stands behind a single Latin letter or a
// common abbreviation, as in "J. Smith" and "Dr. Li".
func initial(s string) bool {
	ws := strings.Fields(s)
	if len(ws) == 0 {
		return false
	}
	switch w := ws[len(ws)-1]; w {
	case "Dr", "Mr", "Mrs", "Ms", "Prof", "Inc", "Corp", "Ltd", "vs", "U.S", "A.I", "د", "أ":
		return true
	default:
		r, n := utf8.DecodeRuneInString(w)
		return n == len(w) && unicode.IsUpper(r)
	}
}

var counts = regexp.MustCompile(`[0-9٠-٩]`)

// states reports whether a sentence states something that can be checked.
func states(s Sentence) bool {
	words := len(strings.Fields(s.Text))
	if words < 4 || strings.HasSuffix(strings.TrimRight(s.Text, closing+" "), "؟") || strings.HasSuffix(s.Text, "?") {
		return false
	}
	letter := strings.IndexFunc(s.Text, unicode.IsLetter)
	return letter >= 0 && (len(s.Entities) > 0 || counts.MatchString(s.Text) || strings.ContainsAny(s.Text, `"«“`) || latin(s.Text[letter:]))
}

var months = map[string]int{
	"يناير": 1, "فبراير": 2, "مارس": 3, "أبريل": 4, "ابريل": 4, "مايو": 5, "يونيو": 6, "يوليو": 7, "أغسطس": 8, "سبتمبر": 9, "أكتوبر": 10, "نوفمبر": 11, "ديسمبر": 12,
	"كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
	"جانفي": 1, "فيفري": 2, "أفريل": 4, "ماي": 5, "جوان": 6, "جويلية": 7, "أوت": 8, "يوليوز": 7, "غشت": 8, "شتنبر": 9, "نونبر": 11, "دجنبر": 12,
	"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}

var dated = func() *regexp.Regexp {
	names := make([]string, 0, len(months))
	for n := range months {
		names = append(names, n)
	}
	sort.Slice(names, func(i, j int) bool {
		if len(names[i]) != len(names[j]) {
			return len(names[i]) > len(names[j])
		}
		return names[i] < names[j]
	})
	month := strings.Join(names, "|")
	return regexp.MustCompile(`(?i)(?:(\d{1,2})\s+)?(` + month + `)(?:\s+(\d{1,2}),)?(?:\s+(?:من\s+)?(?:عام|سنة)?)?\s*((?:19|20)\d\d)|((?:19|20)\d\d)`)
}()

var arabicDigits = strings.NewReplacer("٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9")

// date is the one date that a sentence names.
func date(s string) knowledge.Date {
	all := dated.FindAllStringSubmatch(arabicDigits.Replace(s), -1)
	if len(all) != 1 {
		return knowledge.Date{}
	}
	m := all[0]
	iso := m[5]
	if m[2] != "" {
		iso = fmt.Sprintf("%s-%02d", m[4], months[strings.ToLower(m[2])])
		if day := m[1] + m[3]; day != "" {
			iso += "-" + day
		}
	}
	d, err := knowledge.ParseDate(iso)
	if err != nil { // a day that no calendar has is no date
		return knowledge.Date{}
	}
	return d
}

// Draft writes the article as a knowledge file. Every fact is unreviewed and
// cites its line of the original; sentences without a statement of fact follow
// in a comment.
func (a *Article) Draft(sentences []Sentence) []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\n", strconv.Quote(a.Title))
	a.suggest(&b, sentences)
	b.WriteString("---\n\n# " + escape(a.Title) + "\n\n")
	b.WriteString("<!-- مسودة من " + comment(a.File) + ": راجع كل حقيقة ثم احذف «غير مراجع» منها. · A draft: check each fact, then remove «غير مراجع» from it. -->\n\n")
	var lines []int
	for _, s := range sentences {
		if !s.Fact {
			continue
		}
		if len(lines) == 0 || lines[len(lines)-1] != s.Line {
			lines = append(lines, s.Line)
		}
		if s.Guessed {
			b.WriteString("<!-- ترتيب كلمات الجملة التالية مرجَّح لا مؤكد؛ قارنها بالأصل. · Word order guessed: compare with the original. -->\n\n")
		}
		fmt.Fprintf(&b, "- %s [^l%d] {", escape(s.Text), s.Line)
		if !s.Date.IsZero() {
			b.WriteString(s.Date.String() + "، ")
		}
		b.WriteString("غير مراجع}\n")
	}
	rest := false
	for _, s := range sentences {
		if s.Fact {
			continue
		}
		if !rest {
			b.WriteString("\n<!-- جمل لم نجد فيها واقعة · sentences that state no fact:\n")
			rest = true
		}
		fmt.Fprintf(&b, "%d: %s\n", s.Line, comment(s.Text))
	}
	if rest {
		b.WriteString("-->\n")
	}
	b.WriteString("\n")
	for i, l := range lines {
		if slices.Contains(lines[:i], l) {
			continue
		}
		fmt.Fprintf(&b, "[^l%d]: %s — %s:%d", l, label(a.Title), label(a.File), l)
		if a.Publisher != "" {
			b.WriteString(" — " + label(a.Publisher))
		}
		if !a.Date.IsZero() {
			b.WriteString(" — " + a.Date.String())
		}
		b.WriteString("\n")
	}
	return []byte(b.String())
}

// A Latin name may go on in capitalised words, a version or a model number
// ("Hugging Face", "Veo 3.1", "Ascend 910B"), not in a count.
var latinName = regexp.MustCompile(`[A-Z][\p{Latin}0-9.+-]*(?:\s+(?:[A-Z][\p{Latin}0-9.+-]*|\d{1,2}(?:\.\d+)?\b|\d+[A-Z]\w*))*`)

var webAddress = regexp.MustCompile(`\S+://\S+`)

// suggest lists names that no entity has, for the moderator to take over or
// to delete: a comment, since a guess must not become an alias by itself.
func (a *Article) suggest(b *strings.Builder, sentences []Sentence) {
	known := map[string]bool{}
	for _, s := range sentences {
		for _, e := range s.Entities {
			for _, n := range append([]string{e.Name, e.Ar, e.En}, e.Aliases...) {
				known[strings.ToLower(n)] = true
			}
		}
	}
	seen := map[string]bool{}
	var found []string
	for _, s := range sentences {
		if strings.IndexFunc(s.Text, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) < 0 {
			continue // in Latin text a capital says too little
		}
		for _, n := range latinName.FindAllString(webAddress.ReplaceAllString(s.Text, ""), -1) {
			n = strings.TrimRight(n, ".-")
			if len(n) < 3 || known[strings.ToLower(n)] || seen[n] {
				continue
			}
			seen[n] = true
			found = append(found, n)
		}
	}
	if len(found) == 0 {
		return
	}
	b.WriteString("# أسماء لا يعرفها المجلد؛ انقل ما تريده إلى entities: مع أسمائه العربية\n# names that the folder does not know; move what you want under entities:\n")
	for _, n := range found {
		fmt.Fprintf(b, "#  - name: %s\n#    ar:\n#    aliases: []\n", n)
	}
}

var special = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "`", "\\`", "<", `\<`, "{", `\{`, "}", `\}`, "|", `\|`, "#", `\#`)

var listStart = regexp.MustCompile(`^(\d+)([.)])`)

// escape makes a text stand in Markdown as it is.
func escape(s string) string {
	s = special.Replace(s)
	s = listStart.ReplaceAllString(s, `$1\$2`)
	if s != "" && strings.ContainsRune("-+=>~:", rune(s[0])) {
		s = `\` + s
	}
	return s
}

// comment keeps a text from ending the comment that it stands in.
func comment(s string) string { return strings.ReplaceAll(s, "--", "- -") }

// label keeps a name in a footnote from being taken apart at commas.
func label(s string) string {
	return escape(strings.NewReplacer(",", " ", "،", " ", "—", "-", "·", " ").Replace(s))
}
