package say

import "sibaq/knowledge"

// noun is a thing that can be counted. Arabic has a form for one, for two, for
// 3 to 10, for 11 to 99 (singular, accusative) and for whole hundreds
// (singular); which one goes by the last two digits.
type noun struct {
	one, two, few, many, other string // Arabic
	singular, plural           string // English
}

var (
	facts     = noun{"حقيقة", "حقيقتان", "حقائق", "حقيقة", "حقيقة", "fact", "facts"}
	files     = noun{"ملف", "ملفان", "ملفات", "ملفًا", "ملف", "file", "files"}
	sources   = noun{"مصدر", "مصدران", "مصادر", "مصدرًا", "مصدر", "source", "sources"}
	entities  = noun{"اسم معروف", "اسمان معروفان", "أسماء معروفة", "اسمًا معروفًا", "اسم معروف", "known name", "known names"}
	tables    = noun{"جدول", "جدولان", "جداول", "جدولًا", "جدول", "table", "tables"}
	questions = noun{"سؤال", "سؤالان", "أسئلة", "سؤالًا", "سؤال", "question", "questions"}
	faults    = noun{"خطأ", "خطآن", "أخطاء", "خطأً", "خطأ", "error", "errors"}
	sentences = noun{"جملة", "جملتان", "جمل", "جملةً", "جملة", "sentence", "sentences"}
	seconds   = noun{"ثانية", "ثانيتان", "ثوانٍ", "ثانية", "ثانية", "second", "seconds"}
	minutes   = noun{"دقيقة", "دقيقتان", "دقائق", "دقيقة", "دقيقة", "minute", "minutes"}
	hours     = noun{"ساعة", "ساعتان", "ساعات", "ساعة", "ساعة", "hour", "hours"}
	verdicts  = noun{"رأي", "رأيان", "آراء", "رأيًا", "رأي", "verdict", "verdicts"}
	warnings  = noun{"تنبيه", "تنبيهان", "تنبيهات", "تنبيهًا", "تنبيه", "warning", "warnings"}
)

// count says n of a thing: "حقيقة", "حقيقتان", "3 حقائق", "11 حقيقة", and
// "لا حقائق" for none.
func (w Words) count(n int, of noun) string {
	if w.lang == knowledge.English {
		switch n {
		case 0:
			return "no " + of.plural
		case 1:
			return "1 " + of.singular
		}
		return w.Number(n) + " " + of.plural
	}
	switch last := n % 100; {
	case n == 0:
		return "لا " + of.few
	case n == 1:
		return of.one
	case n == 2:
		return of.two
	case last >= 3 && last <= 10:
		return w.Number(n) + " " + of.few
	case last >= 11:
		return w.Number(n) + " " + of.many
	}
	return w.Number(n) + " " + of.other
}

// Facts counts facts.
func (w Words) Facts(n int) string { return w.count(n, facts) }

// Files counts knowledge files.
func (w Words) Files(n int) string { return w.count(n, files) }

// Sources counts sources.
func (w Words) Sources(n int) string { return w.count(n, sources) }

// Entities counts the entities that have a name in the folder.
func (w Words) Entities(n int) string { return w.count(n, entities) }

// Tables counts comparison tables.
func (w Words) Tables(n int) string { return w.count(n, tables) }

// Questions counts questions.
func (w Words) Questions(n int) string { return w.count(n, questions) }

// Errors counts errors of a knowledge folder.
func (w Words) Errors(n int) string { return w.count(n, faults) }

// Warnings counts warnings about a knowledge folder.
func (w Words) Warnings(n int) string { return w.count(n, warnings) }

// Sentences counts sentences.
func (w Words) Sentences(n int) string { return w.count(n, sentences) }
