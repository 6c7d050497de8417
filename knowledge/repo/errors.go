package repo

import (
	"errors"

	"sibaq/knowledge"
)

// Error is a failure that somebody can mend. Error gives the text for the log,
// Text the one for the person.
type Error struct {
	Say knowledge.Label
	Err error // one of the package's, or of the file system
}

func (e *Error) Error() string                   { return e.Say.En + " (" + e.Err.Error() + ")" }
func (e *Error) Unwrap() error                   { return e.Err }
func (e *Error) Text(lang knowledge.Lang) string { return e.Say.In(lang) }

func fail(say knowledge.Label, err error) error { return &Error{say, err} }

// What stands under an [Error].
var (
	ErrChanged  = errors.New("the folder is not what the proposal was checked on")
	ErrProblems = errors.New("the proposal has errors")
	ErrNothing  = errors.New("the edit changes nothing")
	ErrUnknown  = errors.New("no such file or commit")
	ErrBusy     = errors.New("somebody else is writing to the folder")
	ErrRemote   = errors.New("the remote cannot be used")
)

var (
	cannotRead = knowledge.Label{
		Ar: "تعذّرت قراءة مجلد المعرفة. تأكد أنه موجود وأن للبرنامج صلاحية قراءته.",
		En: "The knowledge folder cannot be read. See that it exists and that the program may read it."}
	cannotOpen = knowledge.Label{
		Ar: "تعذّر فتح تاريخ مجلد المعرفة. تأكد أن المجلد يُكتب فيه، وأن مستودع git الذي هو فيه سليم.",
		En: "The history of the knowledge folder cannot be opened. See that the folder can be written to, and that the git repository it lies in is sound."}
	cannotWrite = knowledge.Label{
		Ar: "تعذّر الحفظ، ولم يتغيّر شيء. تأكد أن في القرص متسعًا وأن للبرنامج صلاحية الكتابة في المجلد.",
		En: "It could not be saved, and nothing has changed. See that the disk has room and that the program may write to the folder."}
	halfDone = knowledge.Label{
		Ar: "توقف الحفظ في منتصفه، وتعذّرت الإعادة إلى ما كان. أفسح مكانًا في القرص ثم أعد المحاولة، فيعود المجلد كما كان.",
		En: "Saving stopped halfway and could not be undone. Make room on the disk and try again; the folder is then put back as it was."}
	folderChanged = knowledge.Label{
		Ar: "تغيّرت ملفات المعرفة بعد هذه المعاينة، فلم يُحفظ شيء. اطلب المعاينة من جديد.",
		En: "The knowledge files have changed since this preview, so nothing was saved. Ask for the preview again."}
	hasProblems = knowledge.Label{
		Ar: "في هذا التغيير أخطاء، فلم يُحفظ شيء. أصلحها ثم أعد المحاولة.",
		En: "This change has errors, so nothing was saved. Mend them and try again."}
	changesNothing = knowledge.Label{
		Ar: "ليس في هذا التغيير ما يغيّر شيئًا: الملفات على هذه الحال.",
		En: "This changes nothing: the files are like that already."}
	noSuchFile = knowledge.Label{
		Ar: "لا يوجد ملف بهذا الاسم في مجلد المعرفة.",
		En: "There is no file of this name in the knowledge folder."}
	noSuchCommit = knowledge.Label{
		Ar: "لا يوجد في تاريخ هذا المجلد تغيير بهذا المعرّف.",
		En: "The history of this folder has no change of this id."}
	writing = knowledge.Label{
		Ar: "يُحفظ تغيير آخر في مجلد المعرفة الآن. أعد المحاولة بعد قليل.",
		En: "Another change to the knowledge folder is being saved. Try again in a moment."}
	inTheMiddle = knowledge.Label{
		Ar: "في مستودع المجلد دمج أو نقل لم يكتمل. أكمله أو ألغه بأوامر git، ثم أعد المحاولة.",
		En: "A merge or rebase is unfinished in the folder's repository. Finish or abort it with git, then try again."}
	noRemote = knowledge.Label{
		Ar: "لا مستودع بعيدًا لهذا المجلد. أضفه بالأمر: git remote add origin <العنوان>",
		En: "This folder's repository has no such remote. Add it with: git remote add origin ADDRESS"}
	noBranch = knowledge.Label{
		Ar: "مستودع المجلد ليس على فرع. انتقل إلى فرع بالأمر git switch، ثم أعد المحاولة.",
		En: "The folder's repository is on no branch. Go to one with git switch, then try again."}
	unreachable = knowledge.Label{
		Ar: "تعذّر الوصول إلى المستودع البعيد، ولم يضع شيء: ما عندنا محفوظ هنا. تأكد من الشبكة والعنوان ثم أعد المحاولة.",
		En: "The remote repository cannot be reached. Nothing is lost: what we have is kept here. See to the network and the address, then try again."}
	notAllowed = knowledge.Label{
		Ar: "لم يأذن المستودع البعيد بالدخول، أو لا مستودع بهذا العنوان. تأكد من الرمز (SIBAQ_GIT_TOKEN) أو مفتاح SSH ومن صلاحياته.",
		En: "The remote repository refused access, or there is none at this address. See to the token (SIBAQ_GIT_TOKEN) or the SSH key, and what it may do."}
	pushRefused = knowledge.Label{
		Ar: "أُخذ ما في المستودع البعيد، لكنه لم يقبل ما أرسلناه. لم يضع شيء: هو محفوظ هنا. لعل الفرع محمي هناك أو تغيّر للتو؛ أعد المحاولة.",
		En: "What the remote repository has was taken, but it did not take what we sent. Nothing is lost: it is kept here. The branch may be protected there, or has just changed; try again."}
)
