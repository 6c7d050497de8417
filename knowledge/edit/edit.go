package edit

import (
	"strings"

	"sibaq/knowledge"
)

// New is what a fact shall say. Of a fact that is there, what is left empty
// stays as it is.
type New struct {
	Text   string         // as it shall read, letter for letter
	Twin   string         // its translation
	Lang   knowledge.Lang // of Text; "" = the language the fact is written in, or that its letters tell
	Entity string         // the names of what it is about, with commas between
	// Source is a link, the label of a footnote that the file has, or the name of
	// a work; several links or labels have spaces between. They take the place of
	// the sources that the fact has.
	Source      string
	SourceTitle string // of a link that the file does not know yet
	Publisher   string // the same
	Date        string // the same: when it was published
	AsOf        string // when the fact was true: YYYY, YYYY-MM or YYYY-MM-DD
	Status      string // as in a file: "confirmed", "ادعاء من Kuaishou", …
	ID          string
}

// Replace gives the file in which the fact f, read from it, says what n says.
// Whatever n leaves empty, the fact's id too, and everything else in the file
// stay as they are. The error is an [*Error].
func Replace(file []byte, f *knowledge.Fact, n New) ([]byte, error) {
	d, k, err := openAt(file, f)
	if err != nil {
		return nil, err
	}
	if err := d.change(k, n); err != nil {
		return nil, err
	}
	return d.file, nil
}

// Retire gives the file in which the fact f is marked as no longer true, since
// a day if one is given, and as replaced by the fact with the id by, if any.
func Retire(file []byte, f *knowledge.Fact, when knowledge.Date, by string) ([]byte, error) {
	d, k, err := openAt(file, f)
	if err != nil {
		return nil, err
	}
	by = strings.TrimPrefix(oneLine(by), "#")
	status := "superseded"
	if f.Lang == knowledge.Arabic {
		status = "متجاوز"
	}
	if by != "" {
		if err := d.validID(by); err != nil {
			return nil, err
		}
		if f.Lang == knowledge.Arabic {
			status += " حل محله " + by
		} else {
			status += " by " + by
		}
	}
	if d.text() {
		return nil, bare(d.name, f.Line)
	}
	if err := d.setStatus(k, status, when); err != nil {
		return nil, err
	}
	return d.file, nil
}

// change does what n asks of the k-th fact, one thing after the other.
func (d *draft) change(k int, n New) error {
	f := d.facts[k]
	text, twin := clean(n.Text), clean(n.Twin)
	if n.Lang == f.Lang.Other() {
		text, twin = twin, text
	}
	if d.text() && (twin != "" || n.Entity+n.Source+n.AsOf+n.Status+n.ID != "") {
		return bare(d.name, d.line(k))
	}
	if n.Source == "" && n.SourceTitle+n.Publisher+n.Date != "" {
		return input("ذكرت عنوان المصدر أو ناشره أو تاريخه دون المصدر نفسه. أضف رابطه أو اسم حاشيته",
			"title, publisher or date of a source are given without the source itself: add its link or the label of its footnote")
	}
	for _, do := range []func() error{
		func() error { return d.setText(k, text) },
		func() error { return d.setTwin(k, twin) },
		func() error { return d.setSources(k, n) },
		func() error { return d.setDate(k, oneLine(n.AsOf)) },
		func() error { return d.setStatus(k, oneLine(n.Status), knowledge.Date{}) },
		func() error { return d.setID(k, oneLine(n.ID)) },
		func() error { return d.setAbout(k, oneLine(n.Entity)) },
	} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

func bare(file string, line int) error {
	return at(file, line, ErrForm,
		"ملفات \u200e.txt نص خالص لا يحمل مصدرًا ولا تاريخًا ولا حالة ولا ترجمة. انقل الحقيقة إلى ملف \u200e.md، أو غيّر امتداد هذا الملف إلى \u200e.md",
		"a .txt file is bare text and holds no source, date, status or translation: move the fact to a .md file, or rename this file to end in .md")
}
