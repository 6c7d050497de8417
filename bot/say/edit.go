package say

// Texts of sibaq knowledge add, edit and retire.

// ProgramAdd says what knowledge add does, in a line.
func (w Words) ProgramAdd() string { return w.pick("أضف حقيقة", "Add a fact") }

// ProgramAddLong teaches knowledge add.
func (w Words) ProgramAddLong() string {
	return w.pick(
		`يضيف حقيقة إلى ملف في المجلد، في آخر القسم الذي يتحدث عن الكيان، وإلا ففي آخر الملف.
تُعرض الحقيقة كما كتبتها حرفًا بحرف: الأقواس والنجوم وغيرها من النص. والملف الجديد يُنشأ برأسه.`,
		`Adds a fact to a file of the folder, at the end of the section about its entity, or else of the
file. It reads letter for letter as you typed it: braces, stars and the like are text. A new file
is made with its front matter.`)
}

// ProgramEdit says what knowledge edit does, in a line.
func (w Words) ProgramEdit() string { return w.pick("عدّل حقيقة", "Change a fact") }

// ProgramEditLong teaches knowledge edit.
func (w Words) ProgramEditLong() string {
	return w.pick(
		`يغيّر ما تذكره من الحقيقة وحده، ويبقى كل ما سواه في الملف كما هو، ومنه معرّف الحقيقة.`,
		`Changes only what you give of the fact; all else in the file stays as it is, the fact's id too.`)
}

// ProgramRetire says what knowledge retire does, in a line.
func (w Words) ProgramRetire() string {
	return w.pick("علّم حقيقة بأنها لم تعد صحيحة", "Mark a fact as no longer true")
}

// ProgramRetireLong teaches knowledge retire.
func (w Words) ProgramRetireLong() string {
	return w.pick(
		`تبقى الحقيقة في الملف وحالتها «متجاوز»، مع ذكر الحقيقة التي حلت محلها إن كانت.`,
		`The fact stays in its file with the status superseded, and names the fact that replaced it, if any.`)
}

// FileAndTextNeeded asks for what add needs.
func (w Words) FileAndTextNeeded() string {
	return w.pick("اذكر الملف ثم نص الحقيقة", "Give the file, then the text of the fact")
}

// FactIDNeeded asks for the id of a fact.
func (w Words) FactIDNeeded() string {
	return w.pick("اذكر معرّف الحقيقة (يعرضه البوت معها)", "Give the id of the fact (the bot shows it with the fact)")
}

// NoSuchFact says that no fact has an id.
func (w Words) NoSuchFact(id string) string {
	return w.pick("لا توجد حقيقة معرّفها «"+id+"» في هذا المجلد", "no fact of this folder has the id “"+id+"”")
}

// FlagText describes --text.
func (w Words) FlagText() string { return w.pick("النص الجديد", "the new text") }

// FlagTwin describes --twin.
func (w Words) FlagTwin() string {
	return w.pick("ترجمة الحقيقة", "the fact's translation")
}

// FlagEntity describes --entity.
func (w Words) FlagEntity() string {
	return w.pick("ما تتحدث عنه الحقيقة (أسماء بينها فواصل)", "what the fact is about (names with commas between)")
}

// FlagSource describes --source.
func (w Words) FlagSource() string {
	return w.pick("رابط المصدر، أو اسم حاشية في الملف، أو اسم مرجع", "link of the source, or a footnote's label in the file, or the name of a work")
}

// FlagTitle describes --title.
func (w Words) FlagTitle() string {
	return w.pick("عنوان المصدر الجديد", "title of a new source")
}

// FlagPublisher describes --publisher.
func (w Words) FlagPublisher() string {
	return w.pick("ناشر المصدر الجديد", "publisher of a new source")
}

// FlagPublished describes --published.
func (w Words) FlagPublished() string {
	return w.pick("تاريخ نشر المصدر الجديد", "when a new source was published")
}

// FlagDate describes --date.
func (w Words) FlagDate() string {
	return w.pick("متى كانت صحيحة: 2024 أو 2024-06 أو 2024-06-06", "when it was true: 2024, 2024-06 or 2024-06-06")
}

// FlagStatus describes --status.
func (w Words) FlagStatus() string {
	return w.pick("حالتها، مثل «مؤكد» أو «ادعاء من فلان»", "its status, such as confirmed or “claim by NAME”")
}

// FlagID describes --id.
func (w Words) FlagID() string {
	return w.pick("معرّف ثابت تختاره", "a lasting id of your choice")
}

// FlagBy describes --by.
func (w Words) FlagBy() string {
	return w.pick("معرّف الحقيقة التي حلت محلها", "id of the fact that replaced it")
}

// FlagSince describes --since.
func (w Words) FlagSince() string {
	return w.pick("منذ متى لم تعد صحيحة (يُكتب ملاحظةً في الملف)", "since when it is no longer true (a note in the file)")
}
