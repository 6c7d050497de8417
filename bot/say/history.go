package say

// Texts of sibaq knowledge.

// ProgramKnowledge says what knowledge does, in a line.
func (w Words) ProgramKnowledge() string {
	return w.pick("عدّل مجلد المعرفة", "Change a knowledge folder")
}

// ProgramKnowledgeLong teaches knowledge.
func (w Words) ProgramKnowledgeLong() string {
	return w.pick(
		`يعدّل المجلد الذي تسمّيه ‎--knowledge كما يعدّله المشرفون من Discord: يُفحص كل تغيير قبل حفظه،
ويُحفظ في تاريخ المجلد (مستودع git، يُنشأ عند الحاجة)، فيمكن الرجوع عنه.`,
		`Changes the folder that --knowledge names, as moderators change it from Discord: each change is
checked before it is saved, and saved in the folder's history (a git repository, made where there
is none), so that it can be taken back.`)
}

// NeedsFolder says that the shipped knowledge cannot be changed.
func (w Words) NeedsFolder() string {
	return w.pick("المعرفة التي في داخل البرنامج لا تُعدَّل. اذكر مجلدك: ‎--knowledge DIR",
		"the knowledge inside the program cannot be changed. Name a folder of yours: --knowledge DIR")
}

// ChangeSaved says that a change is in the folder and its history.
func (w Words) ChangeSaved(commit string) string {
	return w.pick("حُفظ التغيير: "+commit, "Saved: "+commit)
}

// ChangeTried says that a change would be accepted.
func (w Words) ChangeTried() string {
	return w.pick("لم يُحفظ شيء: هذه تجربة، والتغيير سليم.", "Nothing was saved: this was a trial, and the change is sound.")
}

// ChangeRefused says that a change has errors.
func (w Words) ChangeRefused() string {
	return w.pick("لم يُحفظ شيء: أصلح الأخطاء ثم أعد المحاولة.", "Nothing was saved: mend the errors and try again.")
}

// FlagReason describes --reason.
func (w Words) FlagReason() string {
	return w.pick("سبب التغيير، يبقى في التاريخ", "why, for the history")
}

// FlagDryRun describes --dry-run.
func (w Words) FlagDryRun() string {
	return w.pick("اعرض ما سيكون ولا تحفظ شيئًا", "show what would be and save nothing")
}
