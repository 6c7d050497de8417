package say

import (
	"fmt"

	"sibaq/knowledge"
)

// What check --stale says.

var (
	days   = noun{"يوم", "يومان", "أيام", "يومًا", "يوم", "day", "days"}
	weeks  = noun{"أسبوع", "أسبوعان", "أسابيع", "أسبوعًا", "أسبوع", "week", "weeks"}
	spans  = noun{"شهر", "شهران", "أشهر", "شهرًا", "شهر", "month", "months"}
	years  = noun{"سنة", "سنتان", "سنوات", "سنة", "سنة", "year", "years"}
	lapsed = map[byte]noun{'d': days, 'w': weeks, 'm': spans, 'y': years}
)

// FlagStale describes --stale.
func (w Words) FlagStale() string {
	return w.pick("اذكر ما طال العهد بمراجعته بدل المشكلات", "list what has not been reviewed for long, in place of problems")
}

// FlagOlderThan describes --older-than.
func (w Words) FlagOlderThan() string {
	return w.pick("المدة التي يُعد القديم بعدها قديمًا، مثل 180d أو 26w أو 6m أو 1y",
		"the age from which a thing counts as old, as 180d, 26w, 6m or 1y")
}

// Age puts an age of n days (unit 'd'), weeks ('w'), months ('m') or years
// ('y') in words.
func (w Words) Age(n int, unit byte) string { return w.count(n, lapsed[unit]) }

// over counts an age after a preposition, where the Arabic dual changes.
func (w Words) over(n int, unit byte) string {
	if n == 2 && w.lang == knowledge.Arabic {
		return map[byte]string{'d': "يومين", 'w': "أسبوعين", 'm': "شهرين", 'y': "سنتين"}[unit]
	}
	return w.Age(n, unit)
}

// NotReviewedFor heads the files whose last review is older than an age.
func (w Words) NotReviewedFor(n int, unit byte) string {
	return fmt.Sprintf(w.pick("ملفات مرّ على مراجعتها أكثر من %s:", "Files last reviewed more than %s ago:"), w.over(n, unit))
}

// NeverReviewedFiles heads the files that do not say when they were reviewed.
func (w Words) NeverReviewedFiles() string {
	return w.pick("ملفات لم يُذكر تاريخ مراجعتها (reviewed):", "Files that do not say when they were reviewed (reviewed):")
}

// FreshFiles heads the files that were reviewed of late.
func (w Words) FreshFiles() string {
	return w.pick("ملفات روجعت حديثًا:", "Files reviewed of late:")
}

// OldFacts heads the facts of such files whose date is older than an age and
// that no other fact has replaced.
func (w Words) OldFacts(n int, unit byte) string {
	return fmt.Sprintf(w.pick("حقائق في هذه الملفات مرّ على تاريخها أكثر من %s ولم تحل محلها حقيقة أخرى، الأقدم أولًا:",
		"Facts of these files more than %s old that no other fact has replaced, oldest first:"), w.over(n, unit))
}

// StaleSummary sums up what is to be looked at again: files by count, of all,
// and facts, of all.
func (w Words) StaleSummary(files, allFiles, facts, allFacts int) string {
	return fmt.Sprintf(w.pick("للمراجعة: %s من أصل %d، و%s من أصل %d.", "To look at again: %s of %d, and %s of %d."),
		w.Files(files), allFiles, joined(w, w.Facts(facts)), allFacts)
}

// NothingStale says that all is recent.
func (w Words) NothingStale() string {
	return w.pick("لا شيء طال العهد بمراجعته.", "Nothing has gone long without a review.")
}
