package say

// Texts of sibaq import.

// ProgramImport says what import does, in a line.
func (w Words) ProgramImport() string {
	return w.pick("حوّل مقالًا إلى مسودة ملف معرفة", "Turn an article into a draft knowledge file")
}

// ProgramImportLong teaches import.
func (w Words) ProgramImportLong() string {
	return w.pick(
		`يقرأ مقالًا (txt أو md أو html أو docx أو pdf) ويكتب مسودة ملف معرفة يراجعها مشرف:
الجمل التي فيها وقائع تصير حقائق حالتها «غير مراجع»، ومع كل حقيقة سطرها في الأصل،
وما سواها يبقى في تعليق كي لا يضيع شيء. النص العربي المستخرج من PDF يُصلح في الطريق:
التطويل وأشكال العرض والأسطر المقلوبة القطع. لا تُعرض حقيقة مستوردة على أنها مؤكدة.
قراءة PDF تحتاج إلى pdftotext من حزمة poppler-utils.`,
		`Reads an article (txt, md, html, docx or pdf) and writes a draft knowledge file for a
moderator to review: sentences that state facts become facts of status unreviewed, each
citing its line of the original; the other sentences stand in a comment, so nothing is lost.
Arabic text taken out of a PDF is repaired on the way: tatweel, presentation forms, and
lines whose pieces stand in the wrong order. Nothing imported is ever shown as confirmed.
Reading PDF needs pdftotext of the package poppler-utils.`)
}

// ArticleNeeded asks for the article to import.
func (w Words) ArticleNeeded() string {
	return w.pick("اذكر ملف المقال، مثل: sibaq import article.txt", "Give the article's file: sibaq import article.txt")
}

// FlagOut says what --out means.
func (w Words) FlagOut() string {
	return w.pick("اكتب النتيجة هنا: صفحات أو مسودة أو صورة PNG (ومن غيره يكتب import على الشاشة)",
		"write the result here: pages, a draft or a PNG picture (without it, import writes to the screen)")
}

// FileExists says that a file is not replaced.
func (w Words) FileExists(path string) string {
	return w.pick("الملف "+path+" موجود؛ اختر اسمًا آخر أو احذفه أولًا", "the file "+path+" exists; choose another name or remove it first")
}

// Imported says what a draft holds.
func (w Words) Imported(facts, others int, path string) string {
	return w.pick(
		"كُتبت المسودة في "+path+": "+w.Facts(facts)+"، و"+w.Sentences(others)+" في تعليق. راجعها قبل نشرها.",
		"The draft is in "+path+": "+w.Facts(facts)+", and "+w.Sentences(others)+" in a comment. Review it before it is published.")
}
