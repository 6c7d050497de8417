package knowledge

import (
	"path"
	"strconv"
	"strings"

	"sibaq/knowledge/fold"
)

// askedFile is the name, in any folder, of a file that says how people ask for
// facts. It shows nobody anything: its questions only lead to the facts they
// name.
const askedFile = "asked.txt"

func isAsked(name string) bool { return strings.EqualFold(path.Base(name), askedFile) }

// asking is a heading of such a file and the questions below it.
type asking struct {
	target    string // "#" and a fact's id, the label of a table's row, or noAnswer
	line      int
	questions []string
}

// readAsked reads headings in brackets and the lines below each.
func (d *document) readAsked() {
	for i := range d.starts {
		line := strings.TrimSpace(strings.TrimPrefix(string(d.lineAt(i)), "\ufeff"))
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			target, closed := strings.CutSuffix(line[1:], "]")
			if target = strings.TrimSpace(target); !closed || target == "" {
				d.add(badAskedHead, i+1)
				continue
			}
			d.asked = append(d.asked, asking{target: target, line: i + 1})
		case len(d.asked) == 0:
			d.add(askedNothing, i+1)
		default:
			a := &d.asked[len(d.asked)-1]
			a.questions = append(a.questions, line)
		}
	}
}

// noAnswer is the heading of questions that nothing in the folder answers.
const noAnswer = "-"

// lead gives the facts the questions that lead to them, and the base those that
// lead to none. A heading that no
// longer fits is but a warning: an edit of one file must not stop another.
func (f *folder) lead(b *Base, byID map[string]*Fact) {
	if len(f.askedBy) == 0 {
		return
	}
	byRow := map[string][]*Fact{}
	for _, fact := range b.Facts {
		if c := fact.Cell; c != nil {
			row := c.Table.Rows[c.Row]
			for _, label := range []string{row.Ar, row.En} {
				if key := fold.Text(label); key != "" {
					byRow[key] = append(byRow[key], fact)
				}
			}
		}
	}
	led, most := 0, f.limits.asked()
	for _, d := range f.askedBy {
		for _, a := range d.asked {
			if a.target == noAnswer {
				if led += len(a.questions); most > 0 && led > most {
					f.add(tooManyAsked, d.file.Path, a.line, strconv.Itoa(most))
					return
				}
				b.Unanswered = append(b.Unanswered, a.questions...)
				continue
			}
			var to []*Fact
			if id, ok := strings.CutPrefix(a.target, "#"); ok {
				if fact := byID[id]; fact != nil {
					to = []*Fact{fact}
				}
			} else {
				to = byRow[fold.Text(a.target)]
			}
			if to == nil {
				f.add(askedUnknown, d.file.Path, a.line, a.target)
			}
			if led += len(to) * len(a.questions); most > 0 && led > most {
				f.add(tooManyAsked, d.file.Path, a.line, strconv.Itoa(most))
				return
			}
			for _, fact := range to {
				fact.Asked = append(fact.Asked, a.questions...)
			}
		}
	}
}
