package repo

import "sibaq/knowledge"

// kind is a problem that an edit can have, with its texts; $1 and $2 stand for
// what at is given.
type kind struct {
	severity  knowledge.Severity
	what, fix knowledge.Label
}

func (k kind) at(file string, args ...string) *knowledge.Problem {
	return knowledge.Problem{Severity: k.severity, File: file, What: k.what, Fix: k.fix}.With(args...)
}

// Problems of names.
var (
	noName = kind{knowledge.Error,
		knowledge.Label{Ar: "الملف بلا اسم", En: "the file has no name"},
		knowledge.Label{Ar: "سمّه باسم موضوعه، مثل: \u200echips.md", En: "name it after its subject, such as: chips.md"}}
	strangeName = kind{knowledge.Error,
		knowledge.Label{Ar: "اسم الملف ليس نصًا بترميز UTF-8", En: "the file's name is no UTF-8 text"},
		knowledge.Label{Ar: "أعد تسميته بحروف عادية", En: "rename it with ordinary letters"}}
	badLetter = kind{knowledge.Error,
		knowledge.Label{Ar: "في اسم الملف محرف لا يصلح في الأسماء: $1", En: "the file's name has a character that cannot stand in names: $1"},
		knowledge.Label{Ar: "اكتفِ بالحروف والأرقام والمسافة والنقطة و- و_", En: "keep to letters, digits, spaces, dots, - and _"}}
	badPath = kind{knowledge.Error,
		knowledge.Label{Ar: "في مسار الملف جزء فارغ أو . أو ..", En: "the file's path has an empty part, or . or .."},
		knowledge.Label{Ar: "اكتب المسار داخل المجلد كاملًا، مثل: \u200echips/nvidia.md", En: "write the whole path inside the folder, such as: chips/nvidia.md"}}
	hiddenName = kind{knowledge.Error,
		knowledge.Label{Ar: "الاسم الذي يبدأ بنقطة أو _ لا يُقرأ", En: "a name that begins with a dot or _ is not read"},
		knowledge.Label{Ar: "احذف ما في أول الاسم", En: "take it off the beginning of the name"}}
	badEdge = kind{knowledge.Error,
		knowledge.Label{Ar: "في أول الاسم مسافة أو -، أو في آخره مسافة أو نقطة", En: "the name begins with a space or -, or ends with a space or a dot"},
		knowledge.Label{Ar: "احذفها من الاسم", En: "take it off the name"}}
	longName = kind{knowledge.Error,
		knowledge.Label{Ar: "اسم الملف أو مساره أطول مما يجب", En: "the file's name or path is too long"},
		knowledge.Label{Ar: "اجعل كل اسم 80 حرفًا على الأكثر، والمسار 6 أسماء على الأكثر", En: "keep each name to 80 letters and the path to 6 names"}}
	reservedName = kind{knowledge.Error,
		knowledge.Label{Ar: "الاسم «$1» محجوز في Windows", En: "Windows keeps the name \"$1\" for itself"},
		knowledge.Label{Ar: "اختر اسمًا آخر", En: "choose another name"}}
	badExtension = kind{knowledge.Error,
		knowledge.Label{Ar: "لا تُقرأ إلا الملفات التي ينتهي اسمها بـ\u200e.md أو \u200e.txt، بحروف صغيرة", En: "only files whose names end with .md or .txt, in small letters, are read"},
		knowledge.Label{Ar: "احفظ الملف نصًا وغيّر آخر اسمه", En: "save the file as text and change the end of its name"}}
	otherCase = kind{knowledge.Error,
		knowledge.Label{Ar: "في المجلد «$1»، وبعض الأجهزة لا تفرّق بين الاسمين", En: "the folder has \"$1\", and some machines cannot tell the two names apart"},
		knowledge.Label{Ar: "اكتب الاسم كما هو هناك لتغيّر ذلك الملف، أو اختر اسمًا آخر", En: "write the name as it is there to change that file, or choose another name"}}
	inTheWay = kind{knowledge.Error,
		knowledge.Label{Ar: "هذا المسار مشغول بمجلد أو رابط رمزي أو غيرهما مما لا يُكتب فيه", En: "a folder, a symbolic link or something else that is not written to is in the way of this path"},
		knowledge.Label{Ar: "اختر اسمًا آخر، أو اطلب من مشغّل البوت أن ينظر في المجلد", En: "choose another name, or ask the operator of the bot to look at the folder"}}
	notThere = kind{knowledge.Error,
		knowledge.Label{Ar: "لا يوجد ملف بهذا الاسم ليُحذف", En: "there is no file of this name to remove"},
		knowledge.Label{Ar: "انسخ اسمه من قائمة الملفات", En: "copy its name from the list of files"}}
	notRead = kind{knowledge.Warning,
		knowledge.Label{Ar: "الملف الذي بهذا الاسم لا تُقرأ منه حقائق", En: "no facts are read from a file of this name"},
		knowledge.Label{Ar: "إن كان فيه حقائق فسمّه باسم موضوعه، خارج المجلدين drafts وtestdata", En: "if it holds facts, name it after its subject, outside of drafts and testdata"}}
)

// Problems of contents.
var (
	noFacts = kind{knowledge.Warning,
		knowledge.Label{Ar: "ليس في الملف أي حقيقة", En: "the file holds no facts"},
		knowledge.Label{Ar: "إن لم تقصد ذلك فتأكد أنك أرسلت الملف الصحيح كاملًا", En: "unless you mean that, see that you sent the right file, and all of it"}}
	noText = kind{knowledge.Error,
		knowledge.Label{Ar: "هذا ليس ملف نص وإن كان اسمه كذلك، بل هو من نوع $1", En: "this is no text file, whatever its name says: its kind is $1"},
		knowledge.Label{Ar: "أرسل النص نفسه محفوظًا بترميز UTF-8", En: "send the text itself, saved as UTF-8"}}
	controls = kind{knowledge.Error,
		knowledge.Label{Ar: "في هذا السطر محرف تحكم ($1) لا يكون في نص", En: "this line has a control character ($1), which no text has"},
		knowledge.Label{Ar: "احذف السطر واكتبه من جديد بدل لصقه", En: "delete the line and type it anew instead of pasting it"}}
	largeFile = kind{knowledge.Error,
		knowledge.Label{Ar: "الملف أكبر من الحد، وهو \u200e$1", En: "the file is larger than the limit of $1"},
		knowledge.Label{Ar: "قسّمه إلى عدة ملفات، لكل موضوع ملف", En: "split it into several files, one for each topic"}}
	manyFiles = kind{knowledge.Error,
		knowledge.Label{Ar: "يصبح في المجلد $1 من الملفات، والحد $2", En: "the folder would have $1 files, and the limit is $2"},
		knowledge.Label{Ar: "اجمع الملفات القصيرة، أو احذف ما لا يلزم", En: "put short files together, or remove some"}}
	muchText = kind{knowledge.Error,
		knowledge.Label{Ar: "يصبح حجم المجلد \u200e$1، والحد \u200e$2", En: "the folder would hold $1, and the limit is $2"},
		knowledge.Label{Ar: "احذف ما لا يلزم", En: "remove what is not needed"}}
	manyFacts = kind{knowledge.Error,
		knowledge.Label{Ar: "يصبح عدد الحقائق $1، والحد $2", En: "there would be $1 facts, and the limit is $2"},
		knowledge.Label{Ar: "احذف ما لا يلزم", En: "remove what is not needed"}}
)

// Why what is on the remote was not taken.
var (
	bothChanged = kind{knowledge.Error,
		knowledge.Label{Ar: "غُيّرت الأسطر نفسها هنا وفي المستودع البعيد", En: "the same lines were changed here and on the remote"},
		mergeThere}
	nobodysFact = kind{knowledge.Error,
		knowledge.Label{Ar: "لو جُمع التغييران لصارت حقيقة لم يكتبها أحد هكذا: «$1»", En: "put together, the two changes would make a fact that nobody wrote like that: \"$1\""},
		mergeThere}
	unfitFile = kind{knowledge.Error,
		knowledge.Label{Ar: "في المستودع البعيد شيء لا يُكتب هنا: رابط رمزي أو مستودع فرعي أو مسار غير صالح", En: "the remote has something that is not written here: a symbolic link, a submodule or an impossible path"},
		knowledge.Label{Ar: "خذه بالأمر git pull، أو احذفه هناك", En: "take it with git pull, or remove it there"}}
	unsaved = kind{knowledge.Error,
		knowledge.Label{Ar: "غُيّر هذا الملف هنا ولم يُحفظ في git، وهو متغيّر في المستودع البعيد أيضًا", En: "this file was changed here and not committed, and is changed on the remote as well"},
		knowledge.Label{Ar: "احفظ ما غيّرته بالأمر git commit أو أزله، ثم أعد المحاولة", En: "commit your change with git, or take it back, then try again"}}
)

var mergeThere = knowledge.Label{
	Ar: "ادمج الفرعين في موقع المستودع، أو بأوامر git هنا، واختر ما يبقى",
	En: "merge the two branches where the remote is hosted, or here with git, and choose what stays"}
