package say

import (
	"fmt"

	"sibaq/knowledge"
)

// What the commands under "sibaq knowledge" say.

var (
	edits   = noun{"تغيير", "تغييران", "تغييرات", "تغييرًا", "تغيير", "change", "changes"}
	letters = noun{"بايت", "بايتان", "بايتات", "بايتًا", "بايت", "byte", "bytes"}
)

// Edits counts changes in a folder's history.
func (w Words) Edits(n int) string { return w.count(n, edits) }

// Bytes counts bytes.
func (w Words) Bytes(n int) string { return w.count(n, letters) }

// ProgramKnowledge is the one line on knowledge.
func (w Words) ProgramKnowledge() string {
	return w.pick("غيّر ملفات المعرفة واحفظ تاريخها", "Change the knowledge files and keep their history")
}

// ProgramKnowledgeLong explains knowledge.
func (w Words) ProgramKnowledgeLong() string {
	return w.pick(
		"للمجلد المذكور في --knowledge تاريخ في git، يُنشأ عند أول استعمال؛ وإن كان المجلد في مستودع موجود استُعمل هو.\n"+
			"كل تغيير يُفحص قبل أن يُكتب، ثم يُكتب كله أو لا يُكتب منه شيء، ويُذكر من غيّر ولماذا، ويمكن الرجوع عنه.\n\n"+
			"رمز الخروج: 0 تم، أو لا شيء يتغيّر، 1 تعارض مع المستودع البعيد، 2 خطأ في الاستعمال أو في الملفات، ولم يُحفظ شيء.",
		"The folder of --knowledge has a history in git, made on first use; where it lies in a clone, that one is used.\n"+
			"Every change is checked before it is written, is written as a whole or not at all, says who made it and why,\n"+
			"and can be taken back.\n\n"+
			"Exit codes: 0 done, or nothing changes, 1 a conflict with the remote, 2 wrong use or bad files: nothing is saved.")
}

// ProgramList is the one line on knowledge list.
func (w Words) ProgramList() string {
	return w.pick("اعرض الملفات: عدد حقائقها ومتى روجعت وما مشكلاتها", "List the files: how many facts, when reviewed, what problems")
}

// ProgramPut is the one line on knowledge put.
func (w Words) ProgramPut() string {
	return w.pick("ضع ملفًا في المجلد، جديدًا أو مكان ما هو هناك", "Put a file into the folder, new or in the place of one")
}

// ProgramPutLong explains knowledge put.
func (w Words) ProgramPutLong() string {
	return w.pick(
		"يفحص الملف مع بقية المجلد، ويعرض كيف ستُقرأ حقائقه، ثم يحفظه. وإن كان فيه خطأ ذكره بسطره ولم يحفظ شيئًا،\n"+
			"وكذلك إن صار سؤال في questions.txt لا يصل إلى حقيقته. مع --dry-run يعرض ولا يحفظ. و- تعني الدخل القياسي.",
		"Checks the file together with the rest of the folder, shows how its facts will read, and saves it. Where there is\n"+
			"an error it tells the line and saves nothing; likewise where a question of questions.txt would no longer find\n"+
			"its fact. With --dry-run it shows and does not save. - is standard input.")
}

// ProgramRemove is the one line on knowledge remove.
func (w Words) ProgramRemove() string {
	return w.pick("احذف ملفات من المجلد", "Remove files from the folder")
}

// ProgramGaps is the one line on knowledge gaps.
func (w Words) ProgramGaps() string {
	return w.pick("اعرض ما سأل عنه الأعضاء ولم يجدوا له جوابًا", "Show what members asked in vain")
}

// ProgramDownload is the one line on knowledge download.
func (w Words) ProgramDownload() string {
	return w.pick("اعرض ملفًا من المجلد كما هو، أو احفظه", "Print a file of the folder as it is, or save it")
}

// ProgramHistory is the one line on knowledge history.
func (w Words) ProgramHistory() string {
	return w.pick("اعرض من غيّر ماذا ومتى ولماذا", "Show who changed what, when and why")
}

// ProgramDiff is the one line on knowledge diff.
func (w Words) ProgramDiff() string {
	return w.pick("اعرض ما غيّره تغيير بعينه", "Show what one change did")
}

// ProgramRollback is the one line on knowledge rollback.
func (w Words) ProgramRollback() string {
	return w.pick("أعد المجلد إلى ما كان بعد تغيير بعينه", "Make the folder what it was after one change")
}

// ProgramRollbackLong explains knowledge rollback.
func (w Words) ProgramRollbackLong() string {
	return w.pick(
		"يُفحص الرجوع ويُحفظ كأي تغيير، فيبقى كل شيء في التاريخ ويمكن الرجوع عن الرجوع. المعرّف من sibaq knowledge history.",
		"Going back is checked and saved like any change, so everything stays in the history, and going back can be taken\n"+
			"back. The id is from sibaq knowledge history.")
}

// ProgramSync is the one line on knowledge sync.
func (w Words) ProgramSync() string {
	return w.pick("خذ التغييرات من المستودع البعيد وأرسل إليه ما عندك", "Take changes from the remote repository and send yours")
}

// ProgramSyncLong explains knowledge sync.
func (w Words) ProgramSyncLong() string {
	return w.pick(
		"يحفظ أولًا ما غُيّر باليد في المجلد، ثم يأخذ ما في المستودع البعيد ويجمعه مع ما هنا ويرسله. لا يُؤخذ ما يُفسد\n"+
			"المجلد، وعند التعارض يبقى كل جانب كما هو: ما هنا في مكانه وعلى فرع هناك، وما هناك على فرع هنا، ليدمجهما الناس\n"+
			"في موقع المستودع. الرمز السري لعناوين https في SIBAQ_GIT_TOKEN، وعناوين ssh تستعمل وكيل SSH.",
		"First commits what was changed by hand in the folder, then takes what the remote has, puts both together and\n"+
			"sends the result. What would break the folder is not taken. In a conflict each side stays as it is: ours here\n"+
			"and on a branch there, theirs on a branch here, for people to merge where the remote is hosted. The token for\n"+
			"https is in SIBAQ_GIT_TOKEN; ssh uses the SSH agent.")
}

// FlagReason describes --reason.
func (w Words) FlagReason() string {
	return w.pick("سبب التغيير، يُحفظ في التاريخ", "why, kept in the history")
}

// FlagAs describes --as.
func (w Words) FlagAs() string {
	return w.pick("مسار الملف داخل المجلد، مثل chips/nvidia.md؛ وإلا فاسمه", "the file's path in the folder, e.g. chips/nvidia.md; else its name")
}

// FlagDryRun describes --dry-run.
func (w Words) FlagDryRun() string {
	return w.pick("اعرض ما سيتغيّر ولا تحفظه", "show what would change and do not save it")
}

// FlagLast describes --last.
func (w Words) FlagLast() string {
	return w.pick("عدد التغييرات على الأكثر", "how many changes at most")
}

// FlagRemote describes --remote.
func (w Words) FlagRemote() string {
	return w.pick("اسم المستودع البعيد في git؛ وإلا فـorigin", "name of the remote in git; else origin")
}

// VariableGitToken describes SIBAQ_GIT_TOKEN.
func (w Words) VariableGitToken() string {
	return w.pick("رمز المستودع البعيد لعناوين https؛ لا خيار له لأن خيارات البرنامج يراها غيرك على الجهاز",
		"the remote repository's token, for https; it has no flag, since others on the machine can see flags")
}

// NeedsFolder says that the shipped files cannot be changed.
func (w Words) NeedsFolder() string {
	return w.pick("الملفات المرفقة بالبرنامج لا تُغيّر. اذكر مجلدك: --knowledge ./my-knowledge",
		"The files inside the program cannot be changed. Name your folder: --knowledge ./my-knowledge")
}

// NeedsFile asks for the file to put.
func (w Words) NeedsFile() string {
	return w.pick("اذكر الملف: sibaq knowledge put notes.md --as chips/notes.md", "Name the file: sibaq knowledge put notes.md --as chips/notes.md")
}

// NeedsAs asks for the path of what comes from standard input.
func (w Words) NeedsAs() string {
	return w.pick("اذكر مسار ما في الدخل القياسي داخل المجلد: --as chips/notes.md", "Say where what is on standard input goes in the folder: --as chips/notes.md")
}

// NeedsPath asks for the path of a file of the folder.
func (w Words) NeedsPath() string {
	return w.pick("اذكر مسار الملف كما تعرضه sibaq knowledge list", "Name the file by its path, as sibaq knowledge list shows it")
}

// NeedsChange asks for the id of a change.
func (w Words) NeedsChange() string {
	return w.pick("اذكر معرّف التغيير كما تعرضه sibaq knowledge history", "Name the change by its id, as sibaq knowledge history shows it")
}

// NoEdits says that nothing was ever changed at a path.
func (w Words) NoEdits() string { return w.pick("لا تغييرات.", "No changes.") }

// ChangedBy says when a change was made, and by whom.
func (w Words) ChangedBy(id, when, who string) string {
	return w.Join([]string{id, when, who})
}

// ByHand names whoever changed files without saying who they are.
func (w Words) ByHand() string { return w.pick("تغيير باليد", "by hand") }

// Merged names a change that put two histories together.
func (w Words) Merged() string { return w.pick("دمج", "merge") }

// NotText stands in place of the lines of a file that has none to show.
func (w Words) NotText() string {
	return w.pick("ليس نصًا، أو أكبر من أن يُعرض", "no text, or too large to show")
}

// ToCome heads the facts that a change adds.
func (w Words) ToCome() string { return w.pick("حقائق جديدة", "New facts") }

// ToChange heads the facts that a change alters, as they will read.
func (w Words) ToChange() string {
	return w.pick("حقائق تتغيّر، كما ستُقرأ", "Facts that change, as they will read")
}

// ToGo heads the facts that a change removes.
func (w Words) ToGo() string { return w.pick("حقائق تُحذف", "Facts that go") }

// NothingSaved ends what is told of a change that has errors.
func (w Words) NothingSaved() string {
	return w.pick("لم يُحفظ شيء.", "Nothing was saved.")
}

// OnlyShown ends what is told of a change that was only to be shown.
func (w Words) OnlyShown() string {
	return w.pick("هذه معاينة، ولم يُحفظ شيء.", "This was a preview: nothing was saved.")
}

// SavedAs says that a change was saved.
func (w Words) SavedAs(id string) string {
	return w.pick("حُفظ التغيير برقم "+id+".", "Saved as "+id+".")
}

// UndoWith tells how to take a change back.
func (w Words) UndoWith(before string) string {
	return w.pick("للرجوع عنه: sibaq knowledge rollback "+before, "To undo it: sibaq knowledge rollback "+before)
}

// Committed says that changes made by hand were found and committed.
func (w Words) Committed() string {
	return w.pick("حُفظ ما غُيّر باليد في المجلد.", "What was changed by hand in the folder was committed.")
}

// Exchanged says how many changes came from a remote, and how many went there.
func (w Words) Exchanged(came, went int) string {
	switch {
	case came == 0 && went == 0:
		return w.pick("المجلد والمستودع البعيد متفقان.", "The folder and the remote repository are the same.")
	case w.lang == knowledge.English:
		return fmt.Sprintf("Taken: %s. Sent: %s.", w.Edits(came), w.Edits(went))
	}
	return fmt.Sprintf("أُخذ: %s. أُرسل: %s.", w.Edits(came), w.Edits(went))
}

// NotTaken heads why what is on a remote was not taken.
func (w Words) NotTaken() string {
	return w.pick("لم يُؤخذ ما في المستودع البعيد، وبقي كل جانب كما هو", "What is on the remote was not taken, and each side stays as it is")
}

// RemoteFailed says that the remote repository could not be used, for a reason
// that only the log has.
func (w Words) RemoteFailed() string {
	return w.pick("تعذّر التبادل مع المستودع البعيد؛ السبب في السجل، وما غُيّر هنا محفوظ هنا.",
		"The remote repository could not be used; the log says why, and what was changed here is kept here.")
}

// KeptOn says on which branches both sides of a conflict are; ours may be "".
func (w Words) KeptOn(theirs, ours string) string {
	s := w.pick("ما هناك محفوظ هنا على الفرع "+theirs+".", "What is there is kept here on the branch "+theirs+".")
	if ours != "" {
		s += " " + w.pick("وما هنا محفوظ هناك على الفرع "+ours+": افتح منه طلب دمج.", "What is here is kept there on the branch "+ours+": open a pull request from it.")
	}
	return s
}
