package say

import (
	"fmt"

	"sibaq/knowledge"
)

// Report is how the bot was used of late, and what its knowledge lacks.
type Report struct {
	Weeks      []ReportWeek // the earliest first; the last is the present one
	Top        []Counted    // names about which the most was asked
	Gaps       []Counted    // questions that want an answer, the most asked first, as many as are to be listed
	GapCount   int          // of all of them, each wording counted
	Answerable int          // of those, that have an answer by now

	Facts, Old, Superseded, Unsourced int // facts of the folder; of those, that are old, replaced, without a source
	Files, Unreviewed                 int // files; of those, not reviewed for long or never
	Age                               int // from which things count as old
	AgeUnit                           byte
}

// ReportWeek is one week of a Report.
type ReportWeek struct {
	Monday          knowledge.Date
	Asked, Answered int
}

// Counted is something with how often it was.
type Counted struct {
	Name  string
	Count int
}

// Section is a part of a report: lines under a heading.
type Section struct {
	Heading string
	Lines   []string
}

// ReportTitle is the title of a report.
func (w Words) ReportTitle() string { return w.pick("الإحصاءات", "Statistics") }

// ProgramReport is the one line on report.
func (w Words) ProgramReport() string {
	return w.pick("كم سُئل البوت، وعمّا، وما الذي ينقص المعرفة", "How much the bot was asked, about what, and what the knowledge lacks")
}

// ProgramReportLong explains report.
func (w Words) ProgramReportLong() string {
	return w.pick(
		"يقرأ ملف --store، ولو كان البوت يعمل به، ولا يغيّر فيه شيئًا. من غير --guild يجمع السيرفرات كلها والرسائل الخاصة.\n\nيذكر الأسئلة أسبوعًا أسبوعًا وكم أُجيب منها، وأكثر ما سُئل عنه، والأسئلة التي بلا جواب، وما طال العهد به من الحقائق أو حل محله غيره أو لا مصدر له. لا يفتح المصادر نفسها ليعرف هل ما زالت موجودة.",
		"Reads the file of --store, also while a bot has it open, and changes nothing in it. Without --guild it adds up all servers and direct messages.\n\nIt lists the questions week by week and how many were answered, what was asked about most, questions without an answer, and facts that are old, replaced, or without a source. It does not open the sources to see whether they are still there.")
}

// StoreNeeded says that report needs a store.
func (w Words) StoreNeeded() string {
	return w.pick("اذكر بالخيار --store الملف الذي يحفظ فيه البوت ما سُئل.", "Name with --store the file in which the bot keeps what was asked.")
}

// WeekOf names a week by its Monday.
func (w Words) WeekOf(monday knowledge.Date) string {
	return fmt.Sprintf(w.pick("أسبوع %s", "week of %s"), w.ISODate(monday))
}

// AnsweredOf says how many of questions were answered.
func (w Words) AnsweredOf(asked, answered int) string {
	if asked == 0 {
		return w.Questions(0)
	}
	share := w.Number((100*answered+asked/2)/asked) + w.pick("٪", "%")
	return fmt.Sprintf(w.pick("%s، أُجيب عن %s (%s)", "%s, %s answered (%s)"), w.Questions(asked), w.Number(answered), share)
}

// QuestionsByWeek is the title of a picture of weeks.
func (w Words) QuestionsByWeek() string {
	return w.pick("الأسئلة أسبوعًا أسبوعًا", "Questions by week")
}

// BarsOfWeeks explains the bars of such a picture.
func (w Words) BarsOfWeeks() string {
	return w.pick("الجزء الساطع من الشريط ما أُجيب عنه، والخافت ما لم يُجب عنه.", "The bright part of a bar is what was answered, the dim part what was not.")
}

// Sections puts a report in words.
func (w Words) Sections(r Report) []Section {
	var weeks Section
	weeks.Heading = w.QuestionsByWeek()
	for i := len(r.Weeks) - 1; i >= 0; i-- {
		week := r.Weeks[i]
		name := w.WeekOf(week.Monday)
		if i == len(r.Weeks)-1 {
			name = w.pick("هذا الأسبوع", "this week")
		}
		weeks.Lines = append(weeks.Lines, w.Colon(name, w.AnsweredOf(week.Asked, week.Answered)))
	}
	out := []Section{weeks}
	if len(r.Top) > 0 {
		out = append(out, Section{Heading: w.pick("أكثر ما سُئل عنه", "Asked about most"), Lines: []string{w.Join(w.counted(r.Top))}})
	}
	gaps := Section{Heading: w.pick("بلا جواب", "Without an answer")}
	if r.GapCount == 0 {
		gaps.Lines = []string{w.NoGaps()}
	} else {
		line := w.Colon(w.pick("عددها", "how many"), w.Number(r.GapCount))
		if r.Answerable > 0 {
			line = w.Join([]string{line, w.Colon(w.pick("منها ما صار له جواب", "of those with an answer by now"), w.Number(r.Answerable))})
		}
		gaps.Lines = append([]string{line}, w.counted(r.Gaps)...)
	}
	stale := Section{Heading: w.pick("المعرفة", "The knowledge"), Lines: []string{w.Holding(r.Facts, r.Files)}}
	add := func(name string, n int) {
		if n > 0 {
			stale.Lines = append(stale.Lines, w.Colon(name, w.Number(n)))
		}
	}
	add(fmt.Sprintf(w.pick("ملفات لم تُراجع منذ %s", "files not reviewed for %s"), w.over(r.Age, r.AgeUnit)), r.Unreviewed)
	add(w.pick("فيها حقائق أقدم من ذلك", "facts in them that are older"), r.Old)
	add(w.pick("حقائق حل محلها غيرها", "facts that others replaced"), r.Superseded)
	add(w.pick("حقائق بلا مصدر", "facts without a source"), r.Unsourced)
	return append(out, gaps, stale)
}

// Holding says how much a folder has.
func (w Words) Holding(facts, files int) string {
	return w.Join([]string{w.Facts(facts), w.Files(files)})
}

func (w Words) counted(all []Counted) []string {
	var out []string
	for _, c := range all {
		out = append(out, c.Name+" ("+w.Number(c.Count)+")")
	}
	return out
}
