package knowledge

import (
	"fmt"
	"strings"
)

// Severity tells problems that keep a folder from being served (Error) from
// those that do not (Warning).
type Severity int

// The severities.
const (
	Error Severity = iota
	Warning
)

// Problem is one thing wrong in a knowledge folder, told to a person who is
// no programmer: where it is, what is wrong and how to mend it.
type Problem struct {
	Severity Severity
	File     string // empty when the folder as a whole is meant
	Line     int    // 0 when the file as a whole is meant
	What     Label  // what is wrong, both languages always set
	Fix      Label  // how to mend it, both languages always set
}

// With gives the problem with args in the places of $1, $2 and so on in its texts.
func (p Problem) With(args ...string) *Problem {
	var pairs []string
	for i, a := range args {
		pairs = append(pairs, "$"+string(rune('1'+i)), a)
	}
	r := strings.NewReplacer(pairs...)
	fill := func(l Label) Label { return Label{Ar: r.Replace(l.Ar), En: r.Replace(l.En)} }
	p.What, p.Fix = fill(p.What), fill(p.Fix)
	return &p
}

// Error gives the problem in English as "file:line: what; fix".
func (p *Problem) Error() string { return p.Text(English) }

// Where gives "file:line", "file" or "".
func (p *Problem) Where() string {
	if p.Line > 0 {
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return p.File
}

// Text gives the problem in lang as "file:line: what; fix".
func (p *Problem) Text(lang Lang) string {
	sep := "; "
	if lang == Arabic {
		sep = "؛ "
	}
	s := p.What.In(lang) + sep + p.Fix.In(lang)
	if w := p.Where(); w != "" {
		s = w + ": " + s
	}
	return s
}

// Problems are all the problems of a folder, ordered by file and line. As an
// error it lists each on a line of its own.
type Problems []*Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.Error()
	}
	return strings.Join(lines, "\n")
}

// Only returns the problems of one severity.
func (ps Problems) Only(s Severity) Problems {
	var out Problems
	for _, p := range ps {
		if p.Severity == s {
			out = append(out, p)
		}
	}
	return out
}
