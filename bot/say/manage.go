package say

import (
	"fmt"

	"sibaq/knowledge"
)

// What moderators read who look after the knowledge from Discord.

// CommandKnowledge describes /knowledge.
func (w Words) CommandKnowledge() string {
	return w.pick("إدارة ملفات المعرفة (للمشرفين)", "Look after the knowledge files (moderators)")
}

// CommandList describes /knowledge list.
func (w Words) CommandList() string {
	return w.pick("الملفات: حقائقها وحداثتها ومشكلاتها", "The files: facts, freshness, problems")
}

// CommandKnowledgeCheck describes /knowledge check.
func (w Words) CommandKnowledgeCheck() string {
	return w.pick("افحص الملفات كلها", "Check all files")
}

// CommandKnowledgeReload describes /knowledge reload.
func (w Words) CommandKnowledgeReload() string {
	return w.pick("أعد قراءة الملفات", "Read the files again")
}

// ListTitle is the title over the files of the folder.
func (w Words) ListTitle() string { return w.pick("ملفات المعرفة", "Knowledge files") }

// CommandUpload describes /knowledge upload.
func (w Words) CommandUpload() string {
	return w.pick("ارفع ملفًا، وعاين أثره ثم أكّد", "Upload a file, look at what it does, confirm")
}

// CommandAdd describes /knowledge add.
func (w Words) CommandAdd() string { return w.pick("أضف حقيقة", "Add a fact") }

// CommandEdit describes /knowledge edit.
func (w Words) CommandEdit() string { return w.pick("عدّل حقيقة", "Edit a fact") }

// CommandRetire describes /knowledge retire.
func (w Words) CommandRetire() string {
	return w.pick("اسحب حقيقة لم تعد صحيحة، وتبقى في ملفها", "Mark a fact as no longer true")
}

// CommandRemove describes /knowledge remove.
func (w Words) CommandRemove() string { return w.pick("احذف ملفًا", "Remove a file") }

// CommandDownload describes /knowledge download.
func (w Words) CommandDownload() string {
	return w.pick("نزّل ملفًا كما هو", "Download a file as it is")
}

// CommandGaps describes /knowledge gaps.
func (w Words) CommandGaps() string {
	return w.pick("أسئلة لم تجد جوابًا", "Questions that got no answer")
}

// CommandStats describes /knowledge stats.
func (w Words) CommandStats() string {
	return w.pick("الأسئلة والأجوبة أسبوعًا أسبوعًا", "Questions and answers, week by week")
}

// QuestionWord stands before a question.
func (w Words) QuestionWord() string { return w.pick("السؤال", "The question") }

// CommandHistory describes /knowledge history.
func (w Words) CommandHistory() string {
	return w.pick("من غيّر ماذا ومتى ولماذا", "Who changed what, when and why")
}

// CommandDiff describes /knowledge diff.
func (w Words) CommandDiff() string {
	return w.pick("ما فعله تغيير، سطرًا سطرًا", "What a change did, line by line")
}

// CommandRollback describes /knowledge rollback.
func (w Words) CommandRollback() string {
	return w.pick("أعد الملفات إلى ما كانت عليه", "Take the files back to how they were")
}

// OptionFile describes the file that a command is about.
func (w Words) OptionFile() string {
	return w.pick("ملف من ملفات المعرفة", "A knowledge file")
}

// OptionUpload describes the file that is attached.
func (w Words) OptionUpload() string {
	return w.pick("ملف نصي (md أو txt)", "A text file (md or txt)")
}

// OptionPath describes where a file that is attached goes.
func (w Words) OptionPath() string {
	return w.pick("اسمه في المعرفة، إن كان غير اسمه", "Its name here, if another than its own")
}

// OptionFact describes the fact that a command is about.
func (w Words) OptionFact() string {
	return w.pick("معرّف الحقيقة، أو كلمات منها", "The fact's id, or words of it")
}

// OptionBy describes the fact that takes the place of one that is retired.
func (w Words) OptionBy() string {
	return w.pick("الحقيقة التي حلت محلها", "The fact that takes its place")
}

// OptionChange describes the change that a command is about.
func (w Words) OptionChange() string {
	return w.pick("التغيير، ومعرّفه في السجل", "The change, by its id in the history")
}

// NoFolder says that the operator has not turned changes of the folder on.
func (w Words) NoFolder() string {
	return w.pick("تغيير المعرفة من Discord غير مفعّل في هذا البوت. على من يشغّله أن يعطيه مجلدًا يُكتب فيه (`--knowledge`) ولا يطفئ `--history`.",
		"This bot's knowledge cannot be changed from Discord. Whoever runs it has to give it a folder that can be written to (`--knowledge`) and not turn `--history` off.")
}

// NoManagers says that the operator has named no server whose moderators may
// change the folder.
func (w Words) NoManagers() string {
	return w.pick("لا يغيّر المعرفة إلا مشرفو سيرفر يذكره من يشغّل البوت: عليه أن يضع رقم هذا السيرفر في `--managers`.",
		"Only moderators of a server that whoever runs the bot has named can change the knowledge: they have to put this server's id into `--managers`.")
}

// Files that are attached.

// FileTooLarge says that a file is larger than n KiB.
func (w Words) FileTooLarge(n int) string {
	return w.pick("الملف كبير جدًا: الحد ", "The file is too large: the limit is ") + w.Number(n) + " KiB" +
		w.pick(". اقسمه إلى ملفات أصغر.", ". Split it into smaller files.")
}

// FileNotFetched says that what was attached cannot be had from Discord.
func (w Words) FileNotFetched() string {
	return w.pick("تعذّر تنزيل الملف المرفق من Discord. أعد إرفاقه ثم حاول من جديد.",
		"The attached file could not be had from Discord. Attach it again and try once more.")
}

// FileEmpty says that a file holds nothing.
func (w Words) FileEmpty() string { return w.pick("الملف فارغ.", "The file is empty.") }

// FileNoText says that a file is no text, whatever its name.
func (w Words) FileNoText() string {
	return w.pick("ليس هذا ملفًا نصيًا بترميز UTF-8. احفظه نصًا عاديًا (UTF-8) ثم ارفعه؛ وإن كان ملف Word أو PDF أو مضغوطًا فانسخ نصه إلى ملف نصي.",
		"This is no text file in UTF-8. Save it as plain text (UTF-8) and upload that; if it is a Word, PDF or zip file, copy its text into a text file.")
}

// FactNotFound says that no fact has an id.
func (w Words) FactNotFound(id string) string {
	return fmt.Sprintf(w.pick("لا توجد حقيقة معرّفها «%s». اكتب كلمات منها واختر من القائمة، أو خذ معرّفها من «المصادر» تحت الجواب.",
		"There is no fact of the id “%s”. Type words of it and choose from the list, or take its id from “Sources” below an answer."), id)
}

// WhichFile says that nothing tells in which file a new fact belongs.
func (w Words) WhichFile() string {
	return w.pick("لا أعرف في أي ملف أضع هذه الحقيقة. اكتب في «الموضوع» اسمًا تعرفه المعرفة، أو أعد الأمر واختر الملف.",
		"I cannot tell which file this fact belongs in. Under “About” give a name that the knowledge has, or give the command again with a file.")
}

// Previews.

// PreviewTitle is the title over what a change would do.
func (w Words) PreviewTitle() string {
	return w.pick("معاينة: هذا ما سيتغيّر", "Preview: this is what would change")
}

// NotDoneYet says that a preview is one.
func (w Words) NotDoneYet() string {
	return w.pick("لم يُحفظ شيء بعد؛ تنتهي المعاينة بعد ربع ساعة", "Nothing is saved yet; the preview ends after 15 minutes")
}

// NothingTouched says that a change that was refused has changed nothing.
func (w Words) NothingTouched() string {
	return w.pick("لم يتغيّر شيء", "Nothing was changed")
}

// DoesUpload says that a file is put into the folder.
func (w Words) DoesUpload(path string) string {
	return w.Colon(w.pick("رفع ملف", "Upload a file"), path)
}

// DoesRemove says that a file is taken out of the folder.
func (w Words) DoesRemove(path string) string {
	return w.Colon(w.pick("حذف ملف", "Remove a file"), path)
}

// DoesAdd says that a fact is added to a file.
func (w Words) DoesAdd(path, fact string) string {
	return fmt.Sprintf(w.pick("إضافة حقيقة إلى %s: «%s»", "Add a fact to %s: “%s”"), path, fact)
}

// DoesEdit says that a fact is edited, which says this now.
func (w Words) DoesEdit(fact string) string {
	return fmt.Sprintf(w.pick("تعديل حقيقة: «%s»", "Edit a fact: “%s”"), fact)
}

// DoesRetire says that a fact is marked as superseded.
func (w Words) DoesRetire(fact string) string {
	return fmt.Sprintf(w.pick("سحب حقيقة: «%s»", "Retire a fact: “%s”"), fact)
}

// DoesRollback says that the files are taken back to what they were after a
// change.
func (w Words) DoesRollback(id string) string {
	return w.Colon(w.pick("إعادة الملفات إلى ما كانت عليه بعد التغيير", "Take the files back to how they were after the change"), id)
}

// WouldChange tells what a change would do, in facts.
func (w Words) WouldChange(added, changed, gone int) string {
	var parts []string
	for _, p := range []struct {
		n      int
		ar, en string
	}{{added, "تُضاف", "to add"}, {changed, "تتغيّر", "to change"}, {gone, "تُحذف", "to remove"}} {
		switch {
		case p.n == 0:
		case w.lang == knowledge.English:
			parts = append(parts, w.Facts(p.n)+" "+p.en)
		default:
			parts = append(parts, p.ar+" "+w.Facts(p.n))
		}
	}
	if len(parts) == 0 {
		return w.pick("لا تتغيّر أي حقيقة.", "No fact would change.")
	}
	return w.Join(parts) + "."
}

// AddedHeading stands above facts that would come.
func (w Words) AddedHeading() string { return w.pick("تُضاف:", "To add:") }

// ChangedHeading stands above facts that would say something else, as they
// would read.
func (w Words) ChangedHeading() string {
	return w.pick("تتغيّر فتصبح:", "To change, as it would read:")
}

// GoneHeading stands above facts that would go.
func (w Words) GoneHeading() string { return w.pick("تُحذف:", "To remove:") }

// WasWord stands before what a fact says now.
func (w Words) WasWord() string { return w.pick("الآن", "Now") }

// WouldFail stands above n questions that would get another answer than they
// should.
func (w Words) WouldFail(n int) string {
	return w.Colon(w.pick("بعد هذا التغيير لا تصل بعض أسئلة questions.txt إلى حقائقها. ما لا يصح جوابه منها",
		"With this change, not all questions of questions.txt get the fact they expect. Those that fail"), w.Questions(n))
}

// WorthMending stands above warnings.
func (w Words) WorthMending() string { return w.pick("يُستحسن إصلاحه:", "Worth mending:") }

// WouldNotServe stands above what would keep the folder from serving.
func (w Words) WouldNotServe() string {
	return w.pick("يُفسد هذا التغيير أجوبة أسئلة الاختبار، فلا يمكن قبوله.", "This change cannot be taken: answers to the test questions would get worse.")
}

// ConfirmButton makes a change.
func (w Words) ConfirmButton() string { return w.pick("أكّد", "Confirm") }

// ConfirmDroppingButton makes a change and takes the n questions out of
// questions.txt that it would fail.
func (w Words) ConfirmDroppingButton(n int) string {
	if n == 1 {
		return w.pick("أكّد واحذف السؤال", "Confirm and drop the question")
	}
	return w.pick("أكّد واحذف هذه الأسئلة", "Confirm and drop these questions")
}

// CancelButton drops a change.
func (w Words) CancelButton() string { return w.pick("ألغِ", "Cancel") }

// ReasonButton asks for the reason of a change.
func (w Words) ReasonButton() string { return w.pick("اكتب السبب", "Give a reason") }

// FillInAgainButton opens a form again with what was filled in.
func (w Words) FillInAgainButton() string {
	return w.pick("عدّل ما كتبته", "Change what you wrote")
}

// PreviewAgainButton shows once more what could not be saved just now.
func (w Words) PreviewAgainButton() string {
	return w.pick("حاول مرة أخرى", "Try once more")
}

// TooLongForForm says that a fact has more text than a form holds.
func (w Words) TooLongForForm() string {
	return w.pick("نص هذه الحقيقة أطول مما تسعه النافذة. نزّل ملفها بالأمر /المعرفة تنزيل، وعدّلها فيه، ثم ارفعه.",
		"This fact is too long for the form. Download its file with /knowledge download, edit it there, and upload it.")
}

// EditButton opens the form of a fact.
func (w Words) EditButton() string { return w.pick("عدّل", "Edit") }

// RetireButton proposes to retire a fact.
func (w Words) RetireButton() string { return w.pick("اسحب", "Retire") }

// UndoButton proposes to take a change back.
func (w Words) UndoButton() string { return w.pick("تراجع", "Undo") }

// ReasonWord stands before the reason of a change.
func (w Words) ReasonWord() string { return w.pick("السبب", "Reason") }

// ReasonNote says what becomes of a reason.
func (w Words) ReasonNote() string {
	return w.pick("يبقى في السجل مع اسمك", "Stays in the history with your name")
}

// FilesWord stands before the names of n files.
func (w Words) FilesWord(n int) string {
	switch {
	case n == 1:
		return w.pick("الملف", "File")
	case n == 2:
		return w.pick("الملفان", "Files")
	}
	return w.pick("الملفات", "Files")
}

// ChangedMeanwhile says why a preview is shown once more.
func (w Words) ChangedMeanwhile() string {
	return w.pick("تغيّرت الملفات منذ المعاينة السابقة، فلم يُحفظ شيء. هذه معاينة جديدة: راجعها ثم أكّد.",
		"The files have changed since that preview, so nothing was saved. This is a new one: look at it, then confirm.")
}

// ChangeGone says that a change no longer waits to be confirmed.
func (w Words) ChangeGone() string {
	return w.pick("لم تعد هذه المعاينة قائمة: انتهت مهلتها (ربع ساعة)، أو سبق تأكيدها أو إلغاؤها. أعد الأمر إن أردت.",
		"This preview is no more: its 15 minutes are over, or it was confirmed or cancelled already. Give the command again if you like.")
}

// AnothersChange says that a change is for another to confirm.
func (w Words) AnothersChange() string {
	return w.pick("هذه المعاينة لمشرف آخر، ولا يؤكدها أو يلغيها غيره.", "This preview is another moderator's; nobody else can confirm or cancel it.")
}

// Cancelled says that a change was dropped.
func (w Words) Cancelled() string {
	return w.pick("أُلغي التغيير، ولم يُحفظ شيء.", "The change was cancelled; nothing was saved.")
}

// ChangeNotTaken is the title over what is wrong with a change.
func (w Words) ChangeNotTaken() string {
	return w.pick("لم يُقبل التغيير", "The change was not taken")
}

// ChangeDone is the title over what a change has done.
func (w Words) ChangeDone() string {
	return w.pick("حُفظ التغيير وبدأ العمل به", "The change is saved and in use")
}

// CommitID names a change of the history.
func (w Words) CommitID(id string) string { return w.Colon(w.pick("التغيير", "Change"), id) }

// HowToUndo says how a change is taken back.
func (w Words) HowToUndo() string {
	return w.pick("للتراجع: الزر أدناه، أو /المعرفة استرجاع في أي وقت.", "To undo it: the button below, or /knowledge rollback at any time.")
}

// UndoneReason is the reason of taking back what could not be served.
func (w Words) UndoneReason() string {
	return w.pick("تراجع آلي: لم يصلح التغيير للعمل به", "Taken back by the bot: the change could not be served")
}

// DownloadTitle is the title over a file to download.
func (w Words) DownloadTitle() string {
	return w.pick("الملف كما هو الآن", "The file as it is now")
}

// The history.

// HistoryTitle is the title over the changes of the folder.
func (w Words) HistoryTitle() string {
	return w.pick("سجل التغييرات", "History of changes")
}

// HistoryHint says what can be done with a change of the history.
func (w Words) HistoryHint() string {
	return w.pick("ما فعله تغيير: /المعرفة فروق. للعودة إليه: /المعرفة استرجاع", "What a change did: /knowledge diff. Back to it: /knowledge rollback")
}

// NoHistory says that nothing has been changed yet.
func (w Words) NoHistory() string {
	return w.pick("لا تغييرات في السجل.", "The history has no changes.")
}

// NoReason stands for a reason that nobody gave.
func (w Words) NoReason() string { return w.pick("بلا سبب مكتوب", "no reason given") }

// ChangedByHand says that files were changed on disk, not by a command.
func (w Words) ChangedByHand() string {
	return w.pick("تعديل على الملفات مباشرة", "Edited in the files themselves")
}

// DiffTitle is the title over what a change did, line by line.
func (w Words) DiffTitle() string {
	return w.pick("تفاصيل التغيير", "What the change did")
}

// DiffHint says what the signs before lines mean.
func (w Words) DiffHint() string {
	return w.pick("🟢 سطر أُضيف، 🔴 سطر حُذف", "🟢 a line that came, 🔴 a line that went")
}

// NotShownByLine says that a file cannot be shown line by line.
func (w Words) NotShownByLine() string {
	return w.pick("تغيّر الملف، ولا يُعرض سطرًا سطرًا.", "The file changed; it is not shown line by line.")
}

// Forms. Discord allows a title and a label 45 characters, a note 100.

// AddFormTitle is the title of the form for a new fact.
func (w Words) AddFormTitle() string { return w.pick("حقيقة جديدة", "A new fact") }

// EditFormTitle is the title of the form for a fact that is there.
func (w Words) EditFormTitle() string { return w.pick("تعديل حقيقة", "Edit a fact") }

// FieldFact labels the text of a fact.
func (w Words) FieldFact() string { return w.pick("الحقيقة", "The fact") }

// FieldFactNote says how the text of a fact is written.
func (w Words) FieldFactNote() string {
	return w.pick("جملة تُفهم وحدها. والترجمة، إن وُجدت، في سطر جديد.", "A sentence that stands by itself. A translation, if any, on a new line.")
}

// FieldTwin labels the translation of a fact into lang.
func (w Words) FieldTwin(lang knowledge.Lang) string {
	if lang == knowledge.Arabic {
		return w.pick("نصها بالعربية", "The fact in Arabic")
	}
	return w.pick("نصها بالإنجليزية", "The fact in English")
}

// FieldEntity labels what a fact is about.
func (w Words) FieldEntity() string { return w.pick("الموضوع", "About") }

// FieldEntityNote says what stands there.
func (w Words) FieldEntityNote() string {
	return w.pick("اسم الشركة أو النموذج أو البلد، مثل: Kling", "The company, model or country, e.g. Kling")
}

// FieldSource labels the source of a fact.
func (w Words) FieldSource() string { return w.pick("المصدر", "Source") }

// FieldSourceNote says how a source is written.
func (w Words) FieldSourceNote() string {
	return w.pick("رابط. وإن عرفت فقبله: العنوان، الناشر، تاريخ النشر.", "A link. If you know them, before it: title, publisher, date.")
}

// FieldNewSource labels a source that takes the place of those a fact has.
func (w Words) FieldNewSource() string { return w.pick("مصدر جديد", "A new source") }

// FieldNewSourceNote says what becomes of it.
func (w Words) FieldNewSourceNote() string {
	return w.pick("رابط يحل محل المصادر الحالية. اتركه فارغًا لتبقى.", "A link that replaces the sources. Leave it empty to keep them.")
}

// FieldDate labels the date of a fact.
func (w Words) FieldDate() string { return w.pick("تاريخ الحقيقة", "Date of the fact") }

// FieldDateNote says how a date is written.
func (w Words) FieldDateNote() string {
	return w.pick("متى صحّت: 2024 أو 2024-06 أو 2024-06-03", "When it held: 2024, 2024-06 or 2024-06-03")
}

// FieldStatus labels the status of a fact.
func (w Words) FieldStatus() string { return w.pick("الحالة", "Status") }

// FieldStatusNote says what a status can be.
func (w Words) FieldStatusNote() string {
	return w.pick("مؤكد، أو ادعاء من (صاحبه)، أو محل خلاف، أو غير مراجع", "confirmed, claim by (whom), contested, or unreviewed")
}

// FieldStatusHint is an example of a status.
func (w Words) FieldStatusHint() string {
	return w.pick("ادعاء من كوايشو", "claim by Kuaishou")
}
