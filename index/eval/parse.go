package eval

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// Question is a question with the answer it should get.
type Question struct {
	File    string
	Line    int    // on which it stands
	Variety string // of language: "standard Arabic", "Egyptian", …; as the file says
	Text    string
	// Expected are the facts any of which is right: each a piece of the fact's
	// text in either language, or "#" and the fact's id. The text of a table's
	// cell counts as attribute, column and cell: "Memory H20 96 GB". Nil means
	// that the question must not be answered.
	Expected []string
	folded   []string // the same, folded
}

// Parse reads a file of questions:
//
//	# a comment
//	[standard Arabic]
//	ما أقصى مدة لفيديو Kling؟
//	  = دقيقتين بدقة 1080p
//	Who won the world cup in 2022?
//	  = -
//
// A heading in brackets names the variety of the questions below it. Under a
// question stand the facts that answer it, a line each, or a dash for a
// question that must not be answered. The error holds every problem, as
// [knowledge.Problems].
func Parse(name string, data []byte) ([]Question, error) {
	p := parser{file: name, asked: map[string]int{}}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	for line := range strings.Lines(string(data)) {
		p.line++
		p.read(strings.TrimSpace(line))
	}
	p.finish()
	if len(p.questions) == 0 && len(p.problems) == 0 {
		p.line = 0
		p.problem("لا سؤال في الملف", "اكتب سؤالًا، وتحته سطر يبدأ بـ= فيه جزء من الحقيقة المنتظرة",
			"the file has no question", "write a question, and under it a line that begins with = and holds a piece of the expected fact")
	}
	if len(p.problems) > 0 {
		slices.SortStableFunc(p.problems, func(a, b *knowledge.Problem) int { return cmp.Compare(a.Line, b.Line) })
		return nil, p.problems
	}
	return p.questions, nil
}

// Without leaves questions out of a file, each with the answers that stand
// under it, by the lines on which they stand. Everything else stays, byte for
// byte. It returns nil where no question is left.
func Without(data []byte, lines ...int) []byte {
	var out []byte
	left, dropping := false, false
	n := 0
	for line := range bytes.Lines(data) {
		n++
		switch text := bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\uFEFF"))); {
		case len(text) == 0 || text[0] == '#':
		case text[0] == '=':
			if dropping {
				continue
			}
		case text[0] == '[':
			dropping = false
		default:
			if dropping = slices.Contains(lines, n); dropping {
				continue
			}
			left = true
		}
		out = append(out, line...)
	}
	if !left {
		return nil
	}
	return out
}

type parser struct {
	file      string
	line      int
	variety   string
	open      *Question // the question whose answers are being read
	silent    bool      // it has a dash
	asked     map[string]int
	questions []Question
	problems  knowledge.Problems
}

func (p *parser) problem(whatAr, fixAr, whatEn, fixEn string) {
	p.problems = append(p.problems, &knowledge.Problem{File: p.file, Line: p.line,
		What: knowledge.Label{Ar: whatAr, En: whatEn}, Fix: knowledge.Label{Ar: fixAr, En: fixEn}})
}

func (p *parser) read(line string) {
	switch {
	case !utf8.ValidString(line):
		p.problem("السطر ليس نصًا سليمًا بترميز UTF-8", "احفظ الملف بترميز UTF-8",
			"the line is not valid UTF-8", "save the file as UTF-8")
	case line == "" || line[0] == '#':
	case line[0] == '=':
		p.expect(strings.TrimSpace(line[1:]))
	case line[0] == '[':
		p.finish()
		name, closed := strings.CutSuffix(line[1:], "]")
		if name = strings.TrimSpace(name); !closed || name == "" {
			p.problem("العنوان بلا اسم أو بلا قوس يغلقه", "اكتبه هكذا: [مصري]", "the heading has no closing bracket or no name", "write it like this: [Egyptian]")
			return
		}
		p.variety = name
	default:
		p.finish()
		key := fold.Text(line)
		if first, again := p.asked[key]; again {
			p.problem(fmt.Sprintf("السؤال مكتوب من قبل في السطر %d", first), "احذف أحدهما",
				fmt.Sprintf("the question stands on line %d already", first), "leave one of them out")
		}
		p.asked[key] = p.line
		p.open, p.silent = &Question{File: p.file, Line: p.line, Variety: p.variety, Text: line}, false
	}
}

func (p *parser) expect(want string) {
	switch {
	case p.open == nil:
		p.problem("جواب منتظر ليس فوقه سؤال", "اكتب السؤال في السطر الذي قبله",
			"an expected answer without a question above it", "write the question on the line before it")
	case want == "-" || want == "–" || want == "—":
		if p.open.Expected != nil {
			p.contradiction()
		}
		p.silent = true
	case fold.Text(want) == "":
		p.problem("لا شيء بعد علامة =", "اكتب جزءًا من نص الحقيقة، أو #معرّفها، أو - لسؤال يجب ألا يُجاب",
			"nothing stands behind the =", "write a piece of the fact's text, or # and its id, or - for a question that must not be answered")
	case p.silent:
		p.contradiction()
	default:
		p.open.Expected = append(p.open.Expected, want)
		p.open.folded = append(p.open.folded, fold.Text(want))
	}
}

func (p *parser) contradiction() {
	p.problem("السؤال له جواب وعليه شَرطة معًا", "اترك الشَرطة وحدها إن كان يجب ألا يُجاب، وإلا فاحذفها",
		"the question has both an answer and a dash", "leave the dash alone if it must not be answered, else leave it out")
}

// finish closes the question being read.
func (p *parser) finish() {
	q := p.open
	p.open = nil
	if q == nil {
		return
	}
	if q.Expected == nil && !p.silent {
		at := p.line
		p.line = q.Line
		p.problem("ليس تحت السؤال جواب منتظر", "اكتب تحته سطرًا يبدأ بـ= فيه جزء من الحقيقة، أو = - إن كان يجب ألا يُجاب",
			"the question has no expected answer", "write a line under it that begins with = and holds a piece of the fact, or = - if it must not be answered")
		p.line = at
		return
	}
	p.questions = append(p.questions, *q)
}
