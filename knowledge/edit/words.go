package edit

import (
	"slices"
	"strings"
	"unicode"

	"sibaq/knowledge"
)

// setText gives the fact another text. Its id must outlast that: other files,
// people's links and the fact's own history name it.
func (d *draft) setText(k int, text string) error {
	f := d.facts[k]
	if f.Cell != nil {
		text = oneLine(text)
	}
	if text == "" || text == f.Text {
		return nil
	}
	if f.Cell != nil && slices.Contains(dashes, text) {
		return input("«"+text+"» وحدها في خانة جدول معناها أنه لا يُعرف شيء، فتُحذف الحقيقة. لذلك نزّل الملف وعدّل الجدول وترجمته بيدك ثم ارفعه",
			"\""+text+"\" alone in a cell of a table says that nothing is known, so the fact would go: for that download the file, change the table and its translation by hand and upload it")
	}
	if !d.text() {
		if err := d.pin(k); err != nil {
			return err
		}
	}
	s := d.site(k)
	raw := strings.ReplaceAll(text, "\n", d.eol)
	if s.form == plain {
		return d.step(k, func(s *shape) { s.text, s.lang = "", "" }, func(f *knowledge.Fact) bool { return f.Text == text },
			[]patch{{s.own.start, s.own.stop, raw}})
	}
	err := d.step(k, func(s *shape) { s.text = "" }, func(f *knowledge.Fact) bool { return f.Text == text },
		s.reword(&s.own, escape(text, d.eol, hang(s.prefix))),
		s.reword(&s.own, raw)) // what is indented like code knows no backslash
	if err != nil && f.Cell == nil && strings.ContainsFunc(text, unicode.IsLetter) && langOf(text) != f.Lang {
		return otherLanguage(f.Lang)
	}
	return err
}

// dashes are the cells of tables that hold no fact.
var dashes = []string{"—", "-", "–", "−", "--", "---"}

func otherLanguage(l knowledge.Lang) error {
	if l == knowledge.Arabic {
		return input("الحقيقة مكتوبة بالعربية والنص الجديد بالإنجليزية. اكتب النص بالعربية، وضع الإنجليزي في حقل الترجمة",
			"the fact is written in Arabic and the new text in English: write the text in Arabic, and the English one as its translation")
	}
	return input("الحقيقة مكتوبة بالإنجليزية والنص الجديد بالعربية. اكتب النص بالإنجليزية، وضع العربي في حقل الترجمة",
		"the fact is written in English and the new text in Arabic: write the text in English, and the Arabic one as its translation")
}

// langOf gives the language that the reader of files finds a text to be in.
func langOf(text string) knowledge.Lang {
	facts, _ := read("x.txt", []byte(strings.ReplaceAll(text, "\n", " ")))
	if len(facts) == 0 {
		return ""
	}
	return facts[0].Lang
}

// reword puts other words in a block and keeps its marks, notes and comments.
func (s *site) reword(b *block, markup string) []patch {
	odd := false
	var kept, tail strings.Builder
	for _, g := range b.signs {
		switch {
		case g.kind == '?':
			odd = odd || g.Start >= b.words.Stop
		case g.Start < b.words.Stop:
			kept.WriteString(" " + string(s.file[g.Start:g.Stop]))
		default:
			tail.WriteString(" " + string(s.file[g.Start:g.Stop]))
		}
	}
	if odd { // the end of emphasis, a link and the like
		return []patch{{b.start, b.stop, markup + kept.String() + tail.String()}}
	}
	return []patch{{b.start, b.words.Stop, markup + kept.String()}}
}

// setTwin gives the fact another translation, or its first.
func (d *draft) setTwin(k int, text string) error {
	f := d.facts[k]
	if f.Cell != nil {
		text = oneLine(text)
	}
	if text == "" || f.Twin != nil && f.Twin.Text == text {
		return nil
	}
	s := d.site(k)
	may := func(s *shape) { s.twin = "" }
	should := func(f *knowledge.Fact) bool { return f.Twin != nil && f.Twin.Text == text }
	if s.twin != nil {
		prefix := "  "
		for _, x := range s.details {
			if x.value.Start <= s.twin.start && s.twin.start < x.value.Stop {
				prefix = hang(x.prefix)
			}
		}
		return d.step(k, may, should, s.reword(s.twin, escape(text, d.eol, prefix)))
	}
	if s.form == cell {
		return at(d.name, d.line(k), ErrForm,
			"هذه خانة في جدول لا ترجمة له. ضع تحت الجدول جدولًا بالصفوف والأعمدة نفسها مترجمًا",
			"this is a cell of a table that has no translation: put a translated table with the same rows and columns right beneath it")
	}
	key := string(f.Lang.Other()) + ": "
	return d.step(k, may, should, s.line(d.eol, true, func(indent string) string { return key + escape(text, d.eol, indent) })...)
}
