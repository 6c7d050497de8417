package knowledge

// kind is a problem that a folder can have, with its texts; $1, $2 and $3
// stand for what at is given.
type kind struct {
	severity  Severity
	what, fix Label
}

// at gives the problem of kind k at a place.
func (k *kind) at(file string, line int, args ...string) *Problem {
	return Problem{k.severity, file, line, k.what, k.fix}.With(args...)
}

// Problems of files and folders.
var (
	emptyFolder = &kind{Error,
		Label{"لا توجد أي حقيقة في مجلد المعرفة", "the knowledge folder holds no facts"},
		Label{"أضف ملف \u200e.md أو \u200e.txt فيه فقرة واحدة على الأقل، وتأكد أن المجلد هو المقصود", "add a .md or .txt file with at least one paragraph, and check that this is the folder you mean"}}
	unreadable = &kind{Error,
		Label{"تعذرت قراءة الملف", "the file cannot be read"},
		Label{"تحقق من صلاحيات الملف ومن أنه غير تالف", "check the file's permissions and that it is not damaged"}}
	tooLarge = &kind{Error,
		Label{"الملف أكبر من 4 ميغابايت", "the file is larger than 4 MiB"},
		Label{"قسّمه إلى عدة ملفات، لكل موضوع ملف", "split it into several files, one for each topic"}}
	overLimit = &kind{Error,
		Label{"الملف أكبر من $1 كيلوبايت، وهو الحد المسموح به", "the file is larger than $1 KiB, which is the limit"},
		Label{"قسّمه إلى ملفات أصغر", "split it into smaller files"}}
	tooManyFiles = &kind{Error,
		Label{"عدد ملفات المجلد تجاوز الحد المسموح به، وهو $1", "the folder holds more files than the limit, which is $1"},
		Label{"اجمع الملفات الصغيرة، أو احذف ما لا تحتاج إليه", "join small files, or remove those you do not need"}}
	folderTooLarge = &kind{Error,
		Label{"حجم ملفات المجلد معًا تجاوز الحد المسموح به، وهو $1 كيلوبايت", "the folder's files together are larger than the limit, which is $1 KiB"},
		Label{"احذف ملفات لا تحتاج إليها، أو اطلب من مشغّل البوت رفع الحد", "remove files you do not need, or ask the bot's operator to raise the limit"}}
	tooManyFacts = &kind{Error,
		Label{"عدد الحقائق في المجلد $2، والحد المسموح به $1", "the folder holds $2 facts, and the limit is $1"},
		Label{"احذف حقائق لا تحتاج إليها، أو اطلب من مشغّل البوت رفع الحد", "remove facts you do not need, or ask the bot's operator to raise the limit"}}
	tooManyNames = &kind{Error,
		Label{"عدد أسماء الكيانات في المجلد $2، والحد المسموح به $1", "the folder gives $2 names to entities, and the limit is $1"},
		Label{"احذف كيانات وأسماء لا تحتاج إليها", "remove entities and names you do not need"}}
	tooManySynonyms = &kind{Error,
		Label{"عدد المترادفات في المجلد $2، والحد المسموح به $1", "the folder holds $2 synonyms, and the limit is $1"},
		Label{"احذف مترادفات لا تحتاج إليها", "remove synonyms you do not need"}}
	tooManyAsked = &kind{Error,
		Label{"الأسئلة التي تقود إلى حقائق أكثر من الحد المسموح به، وهو $1، ويُعد السؤال مرة لكل حقيقة يقود إليها", "more questions lead to facts than the limit, which is $1; each counts for every fact that it leads to"},
		Label{"احذف أسئلة من هنا، أو ضعها تحت معرّف حقيقة واحدة بدل اسم صف", "remove questions here, or put them under the id of one fact in place of a row's label"}}
	utf16File = &kind{Error,
		Label{"الملف محفوظ بترميز UTF-16", "the file is saved as UTF-16"},
		Label{"احفظه من جديد واختر ترميز UTF-8", "save it again and choose the encoding UTF-8"}}
	nulByte = &kind{Error,
		Label{"في الملف بايت صفري، فهو ليس نصًا أو محفوظ بترميز آخر", "the file holds a NUL byte: it is no text, or has another encoding"},
		Label{"احفظه نصًا بترميز UTF-8", "save it as text in UTF-8"}}
	brokenUTF8 = &kind{Error,
		Label{"في هذا السطر حروف تالفة لا تُقرأ بترميز UTF-8", "this line has broken letters that are not UTF-8"},
		Label{"أعد كتابة السطر، أو احفظ الملف كله بترميز UTF-8", "type the line again, or save the whole file as UTF-8"}}
	tooDeep = &kind{Error,
		Label{"في هذا السطر مستويات متداخلة كثيرة جدًا", "this line is nested too deeply"},
		Label{"اكتفِ بمستويين أو ثلاثة من القوائم والاقتباسات", "keep to two or three levels of lists and quotes"}}
	tooLong = &kind{Error,
		Label{"هذه الفقرة أطول من 16 كيلوبايت", "this paragraph is longer than 16 KiB"},
		Label{"قسّمها بأسطر فارغة إلى فقرات قصيرة، لكل حقيقة فقرة", "split it with blank lines into short paragraphs, one for each fact"}}
	linkAstray = &kind{Error,
		Label{"هذا الرابط الرمزي لا يؤدي إلى شيء داخل مجلد المعرفة", "this symbolic link leads to nothing inside the knowledge folder"},
		Label{"اجعله رابطًا نسبيًا إلى ملف في المجلد، أو انسخ الملف نفسه إلى المجلد", "make it a relative link to a file of the folder, or copy the file itself into the folder"}}
	linkTwice = &kind{Warning,
		Label{"هذا رابط رمزي إلى $1 الذي يُقرأ من دونه", "this is a symbolic link to $1, which is read without it"},
		Label{"احذف الرابط", "delete the link"}}
	hiddenDirection = &kind{Warning,
		Label{"في هذا السطر محارف اتجاه مخفية قد تعرض النص على غير ما هو عليه", "this line has hidden direction characters, which can show a text as something else"},
		Label{"احذف السطر واكتبه من جديد بدل لصقه", "delete the line and type it anew instead of pasting it"}}
	badSynonym = &kind{Error,
		Label{"سطر المترادفات هذا لا يجمع كلمتين", "this line of synonyms does not join two words"},
		Label{"اكتب المترادفات في سطر واحد وبينها علامة =، مثل: حظر = عقوبات", "write the synonyms on one line with = between them, such as: ban = sanctions"}}
	badAskedHead = &kind{Error,
		Label{"عنوان الأسئلة بلا قوس يغلقه أو لا شيء فيه", "the heading of these questions has no closing bracket, or nothing in it"},
		Label{"اكتبه هكذا: [#معرّف-الحقيقة]، أو [اسم صف من جدول]", "write it like this: [#id-of-the-fact], or [label of a table's row]"}}
	askedNothing = &kind{Error,
		Label{"هذا السؤال ليس فوقه عنوان يقول إلى أي حقيقة يقود", "no heading above this question says which fact it leads to"},
		Label{"اكتب قبله سطرًا فيه [#معرّف-الحقيقة] أو [اسم صف من جدول]", "write [#id-of-the-fact] or [label of a table's row] on a line before it"}}
	askedUnknown = &kind{Warning,
		Label{"لا حقيقة معرّفها «$1» ولا صف بهذا الاسم، فالأسئلة التي تحته لا تقود إلى شيء", "no fact has the id \"$1\" and no row this label, so the questions below it lead nowhere"},
		Label{"صحّح المعرّف (يعرضه البوت مع كل حقيقة)، أو احذف العنوان وأسئلته", "mend the id (the bot shows it with each fact), or delete the heading with its questions"}}
)

// Problems of front matter and entities.
var (
	badFrontMatter = &kind{Error,
		Label{"تعذر فهم رأس الملف (يقول قارئ YAML: $1)", "the front matter cannot be understood (the YAML reader says: $1)"},
		Label{"اكتب كل بند على صورة «مفتاح: قيمة»، وأزِح البنود الداخلية بمسافات لا بعلامة جدولة، وضع القيمة بين علامتي اقتباس \" \" إن كان فيها نقطتان :", "write each entry as \"key: value\", indent inner entries with spaces and not tabs, and put a value that holds a colon in quotes"}}
	openFrontMatter = &kind{Error,
		Label{"رأس الملف مفتوح بالسطر --- ولم يُغلق", "the front matter opens with --- and never ends"},
		Label{"أضف سطرًا فيه --- بعد آخر بند في الرأس", "add a line with --- after its last entry"}}
	badValue = &kind{Error,
		Label{"قيمة «$1» ليست من النوع المنتظر", "the value of \"$1\" is not what is expected here"},
		Label{"المنتظر: $2", "write $3"}}
	unknownKey = &kind{Warning,
		Label{"المفتاح «$1» غير معروف في رأس الملف، فلم يُقرأ", "\"$1\" is no key of the front matter and was not read"},
		Label{"صحّح الاسم أو احذف السطر؛ المفاتيح المعروفة هنا: $2", "mend the name or delete the line; the keys known here are: $3"}}
	nameless = &kind{Error,
		Label{"كيان بلا اسم", "an entity without a name"},
		Label{"أضف إليه سطر name، مثل: name: Kling", "give it a line name, such as: name: Kling"}}
	emptyName = &kind{Error,
		Label{"الاسم «$1» ليس فيه حرف ولا رقم", "the name \"$1\" has neither letter nor digit"},
		Label{"اكتب اسمًا يمكن أن يُسأل عنه، أو احذفه", "write a name that people can ask for, or delete it"}}
	entityTwice = &kind{Error,
		Label{"الكيان «$1» معرّف مرتين، وقد عُرّف في $2", "the entity \"$1\" is declared twice; it is already declared in $2"},
		Label{"اجمع التعريفين في موضع واحد", "merge the two into one place"}}
	aliasClash = &kind{Error,
		Label{"الاسم «$1» يشير إلى كيانين: $2 و$3", "the name \"$1\" means two entities: $2 and $3"},
		Label{"اتركه لأحدهما واحذفه من الآخر (التشكيل والهمزات وحالة الأحرف لا تفرّق بين الأسماء)", "leave it to one of them and delete it from the other (case, accents, hamza and diacritics do not tell names apart)"}}
	unknownAbout = &kind{Warning,
		Label{"لم يُعرَّف أي كيان باسم «$1»", "no entity is declared under the name \"$1\""},
		Label{"صحّح الاسم، أو عرّف الكيان في رأس أحد الملفات تحت entities", "mend the name, or declare the entity under entities in some file's front matter"}}
)

// Problems of facts and their details.
var (
	badDate = &kind{Error,
		Label{"«$1» ليس تاريخًا ممكنًا", "\"$1\" is no possible date"},
		Label{"اكتبه سنة-شهر-يوم، مثل 2024-06-06 أو 2024-06 أو 2024", "write year-month-day, such as 2024-06-06, 2024-06 or 2024"}}
	badStatus = &kind{Error,
		Label{"الحالة «$1» غير معروفة", "\"$1\" is no status"},
		Label{"اختر إحدى الحالات: مؤكد، ادعاء من فلان، محل خلاف، متجاوز، غير مراجع", "choose one of: confirmed, claim by NAME, contested, superseded, unreviewed"}}
	badNote = &kind{Error,
		Label{"«$1» بين القوسين المعقوفين ليس تاريخًا ولا حالة ولا معرّفًا", "\"$1\" in the braces is neither a date nor a status nor an id"},
		Label{"اكتب مثلًا {2024-06، ادعاء من Kuaishou}، وإن كان القوسان من النص فاكتب قبل الأول شرطة مائلة: \\{", "write for instance {2024-06, claim by Kuaishou}; if the braces belong to the text, put a backslash before the first: \\{"}}
	strayNote = &kind{Warning,
		Label{"الملاحظة $1 في وسط الكلام، فعُدّت من النص", "the note $1 stands inside the text and was read as text"},
		Label{"انقلها إلى آخر الحقيقة، بعد علامة الترقيم الأخيرة", "move it to the very end of the fact, after the last full stop"}}
	badID = &kind{Error,
		Label{"«$1» لا يصلح معرّفًا", "\"$1\" cannot be an id"},
		Label{"استعمل حروفًا وأرقامًا وشرطات بلا مسافات، حتى 64 حرفًا، مثل kling-two-minutes", "use letters, digits and hyphens without spaces, 64 at most, such as kling-two-minutes"}}
	idTwice = &kind{Error,
		Label{"المعرّف «$1» مستعمل من قبل في $2", "the id \"$1\" is already used in $2"},
		Label{"أعطِ إحدى الحقيقتين معرّفًا آخر", "give one of the two facts another id"}}
	nearKey = &kind{Error,
		Label{"«$1» ليس من تفاصيل الحقيقة؛ لعلك تقصد «$2»", "\"$1\" is no detail of a fact; \"$2\" may be meant"},
		Label{"صحّح الكلمة، وإن كان السطر حقيقة قائمة بذاتها فاكتب قبل النقطتين شرطة مائلة: \\:", "mend the word; if the line is a fact of its own, put a backslash before the colon: \\:"}}
	strayDetail = &kind{Error,
		Label{"«$1:» تفصيل بلا حقيقة فوقه", "\"$1:\" is a detail with no fact above it"},
		Label{"ضعه تحت الحقيقة في سطر يبدأ بمسافتين ثم شرطة، مثل: «  - $1: …»", "put it beneath its fact, on a line that begins with two spaces and a hyphen, such as \"  - $1: …\""}}
	detailTwice = &kind{Error,
		Label{"ذُكر «$1» مرتين للحقيقة نفسها", "\"$1\" is given twice for one fact"},
		Label{"أبقِ أحدهما واحذف الآخر", "keep one and delete the other"}}
	twinLanguage = &kind{Warning,
		Label{"الترجمة مكتوبة بلغة غير المنتظرة", "the translation is not in the language it should be in"},
		Label{"اكتب تحت الحقيقة العربية en: ونصًا إنجليزيًا، وتحت الإنجليزية ar: ونصًا عربيًا", "under an Arabic fact write en: and English text, under an English fact ar: and Arabic text"}}
	noSource = &kind{Warning,
		Label{"حقيقة بلا مصدر", "a fact without a source"},
		Label{"أضف في آخرها علامة حاشية مثل [^mit] وعرّفها في آخر الملف، أو اذكر source في رأس الملف", "add a footnote mark such as [^mit] to its end and define it at the end of the file, or name a source in the front matter"}}
	noClaimant = &kind{Warning,
		Label{"ادعاء لا يُعرف صاحبه", "a claim that names nobody"},
		Label{"اكتب من قاله: «ادعاء من Kuaishou»", "write who says so: \"claim by Kuaishou\""}}
	noSuccessor = &kind{Warning,
		Label{"لا توجد حقيقة بالمعرّف «$1» الذي حل محل هذه", "no fact has the id \"$1\" that is said to replace this one"},
		Label{"صحّح المعرّف، أو أعطِ الحقيقة الجديدة هذا المعرّف", "mend the id, or give it to the newer fact"}}
	sameText = &kind{Warning,
		Label{"هذه الحقيقة مكتوبة من قبل في $1", "this fact is already written in $1"},
		Label{"احذف إحداهما واجمع مصادرهما", "delete one of the two and join their sources"}}
)

// Problems of sources.
var (
	noFootnote = &kind{Error,
		Label{"الحاشية [^$1] غير معرّفة في هذا الملف", "the footnote [^$1] is not defined in this file"},
		Label{"أضف في آخر الملف سطرًا مثل: [^$1]: [العنوان](https://…)، الناشر، 2024-06", "add a line at the end of the file, such as: [^$1]: [Title](https://…), Publisher, 2024-06"}}
	footnoteTwice = &kind{Error,
		Label{"الحاشية [^$1] معرّفة مرتين", "the footnote [^$1] is defined twice"},
		Label{"احذف إحداهما أو غيّر اسمها", "delete one of the two or rename it"}}
	unusedFootnote = &kind{Warning,
		Label{"الحاشية [^$1] لا تستعملها أي حقيقة", "no fact uses the footnote [^$1]"},
		Label{"ضع [^$1] في آخر الحقيقة المأخوذة منها، أو احذف الحاشية", "put [^$1] at the end of the fact taken from it, or delete the footnote"}}
	emptyFootnote = &kind{Error,
		Label{"الحاشية [^$1] ليس فيها عنوان ولا رابط", "the footnote [^$1] has neither title nor link"},
		Label{"اكتب عنوان المصدر على الأقل: [^$1]: [العنوان](https://…)، الناشر، 2024-06", "write at least the title of the source: [^$1]: [Title](https://…), Publisher, 2024-06"}}
	badURL = &kind{Error,
		Label{"الرابط «$1» لا يبدأ بـ https:// أو http://", "the link \"$1\" does not begin with https:// or http://"},
		Label{"انسخ عنوان الصفحة كاملًا من المتصفح", "copy the whole address of the page from the browser"}}
)

// Problems of tables and of markup that is not read.
var (
	rowLength = &kind{Error,
		Label{"عدد الخانات في هذا الصف $1 وفي رأس الجدول $2", "this row's number of cells is $1, the header's is $2"},
		Label{"اجعل في كل صف خانة لكل عمود، وضع — في الخانة التي لا يُعرف فيها شيء", "give each row one cell for each column, with — where nothing is known"}}
	emptyCell = &kind{Error,
		Label{"في هذا الصف خانة فارغة", "this row has an empty cell"},
		Label{"اكتب ما يُعرف، أو — إن لم يُعرف شيء", "write what is known, or — where nothing is"}}
	emptyHead = &kind{Error,
		Label{"عمود بلا اسم في رأس الجدول", "a column has no name in the table's header"},
		Label{"اكتب في رأس كل عمود ما يقارنه، مثل Kling", "write in each column's header what it compares, such as Kling"}}
	badHead = &kind{Error,
		Label{"سطر الشرطات لا يوافق رأس الجدول، فلم يُقرأ الجدول", "the line of dashes does not fit the table's header, so the table was not read"},
		Label{"اجعل في سطر الشرطات |---| لكل عمود في الرأس، واترك سطرًا فارغًا قبل الجدول", "write |---| once for each column of the header, and leave a blank line before the table"}}
	badHeading = &kind{Warning,
		Label{"لا مسافة بعد # في «$1»، فعُدّ السطر حقيقة لا عنوانًا", "\"$1\" has no space after the #, so the line was read as a fact and not as a heading"},
		Label{"ضع مسافة بعد #، وإن كانت من النص فاكتب قبلها شرطة مائلة: \\#", "put a space after the #; if it belongs to the text, put a backslash before it: \\#"}}
	columnTwice = &kind{Error,
		Label{"عمودان في الجدول يقارنان الكيان نفسه: $1", "two columns of the table compare the same entity: $1"},
		Label{"ادمج العمودين أو صحّح أحد الاسمين", "merge the two columns or mend one of the names"}}
	twinShape = &kind{Error,
		Label{"هذا الجدول ترجمة الجدول الذي فوقه، لكن عدد صفوفه أو أعمدته مختلف ($1 مقابل $2)", "this table translates the one above it but has other rows or columns ($1 against $2)"},
		Label{"اجعل الجدولين بالصفوف والأعمدة نفسها وبالترتيب نفسه، أو افصل بينهما بعنوان إن كانا جدولين مختلفين", "give both the same rows and columns in the same order, or part them by a heading if they are two different tables"}}
	twinColumn = &kind{Error,
		Label{"العمود «$1» يقابله في الجدول المترجم «$2»، وهما كيانان مختلفان", "the column \"$1\" stands over \"$2\" in its translation, which is another entity"},
		Label{"رتّب أعمدة الجدولين الترتيب نفسه", "put the columns of both tables in the same order"}}
	twinDash = &kind{Error,
		Label{"في الصف «$1» خانة فيها — في أحد الجدولين ونص في الآخر", "in the row \"$1\" one table has — where the other has text"},
		Label{"ترجم النص في الجدول الآخر، أو ضع — في الجدولين", "translate the text in the other table, or put — in both"}}
	htmlSkipped = &kind{Warning,
		Label{"وسوم HTML ورموزها لا تُقرأ", "HTML tags and character codes are not read"},
		Label{"اكتب المحتوى نصًا عاديًا أو بصيغة Markdown", "write the content as plain text or Markdown"}}
	codeSkipped = &kind{Warning,
		Label{"ما بين علامتي ``` شيفرة برمجية لا تُقرأ", "what stands between ``` is program code and is not read"},
		Label{"إن كان نصًا عاديًا فاحذف علامات ``` فوقه وتحته", "if it is plain text, delete the ``` above and below it"}}
)
