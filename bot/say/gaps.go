package say

import (
	"fmt"

	"sibaq/knowledge"
)

// Texts of what moderators see of questions that got no answer, and of what
// members see of what is kept of them.

// GapsTitle is the title over questions that want an answer.
func (w Words) GapsTitle(n int) string {
	return w.Colon(w.pick("أسئلة تنتظر جوابًا", "Questions that want an answer"), w.Number(n))
}

// NoGaps says that no question wants an answer.
func (w Words) NoGaps() string {
	return w.pick("لا أسئلة تنتظر جوابًا: كل ما سُئل هنا وُجد جوابه، ولم يقل أحد إن جوابًا لم يُفده.",
		"No question wants an answer: all that was asked here had one, and nobody said that it was of no use.")
}

// AskedTimes says how often something was asked.
func (w Words) AskedTimes(n int) string {
	if w.lang == knowledge.English {
		switch n {
		case 1:
			return "asked once"
		case 2:
			return "asked twice"
		}
		return fmt.Sprintf("asked %s times", w.Number(n))
	}
	switch last := n % 100; {
	case n == 1:
		return "سُئل مرة"
	case n == 2:
		return "سُئل مرتين"
	case last >= 3 && last <= 10:
		return "سُئل " + w.Number(n) + " مرات"
	}
	return "سُئل " + w.Number(n) + " مرة"
}

// LastAsked says when something was asked for the last time.
func (w Words) LastAsked(day knowledge.Date) string {
	return w.Colon(w.pick("آخر مرة", "last"), w.ISODate(day))
}

// MoreWordings says how many wordings of a question are not shown.
func (w Words) MoreWordings(n int) string {
	return w.Colon(w.pick("صيغ أخرى", "other wordings"), w.Number(n))
}

// SaidUnhelpful says why a question with an answer is among those that want one.
func (w Words) SaidUnhelpful() string {
	return w.pick("قيل عن جوابه إنه لم يُجب", "its answer was said to be none")
}

// NowAnswered stands above the fact that answers a question that had none.
func (w Words) NowAnswered() string {
	return w.pick("صار له جواب:", "It has an answer now:")
}

// AddFactButton opens a form for a fact that is missing.
func (w Words) AddFactButton() string { return w.pick("أضف حقيقة", "Add a fact") }

// DismissButton drops a question that needs no answer.
func (w Words) DismissButton() string { return w.pick("تجاهل", "Dismiss") }

// GapsButton leads to the questions that want an answer.
func (w Words) GapsButton() string {
	return w.pick("أسئلة بلا جواب", "Unanswered questions")
}

// StatsButton leads to how much was asked.
func (w Words) StatsButton() string { return w.pick("الإحصاءات", "Statistics") }

// CommandPrivacy describes /privacy.
func (w Words) CommandPrivacy() string {
	return w.pick("ما يُحفظ من أسئلتك، وكيف تمنعه أو تحذفه", "What is kept of your questions; stop or delete it")
}

// PrivacyTitle is the title of /privacy.
func (w Words) PrivacyTitle() string { return w.pick("الخصوصية", "Privacy") }

// PrivacyNothing says that nothing is kept.
func (w Words) PrivacyNothing() string {
	return w.pick("لا يحفظ هذا البوت شيئًا من أسئلتك ولا آرائك.", "This bot keeps nothing of your questions or verdicts.")
}

// PrivacyKept tells a member what is kept and for how many days. Its lines stand
// alone.
func (w Words) PrivacyKept(n int, members bool) string {
	who := w.pick("لا يُحفظ معها اسم السائل ولا معرّفه، فلا يُعرف من سألها، ولا يمكن أن تُحذف لك وحدك.",
		"Neither the name nor the id of who asked is kept with them: nobody can tell whose they are, so yours cannot be deleted alone.")
	if members {
		who = w.pick("يُحفظ معها معرّف السائل (لا اسمه)، ليحذفها بالزر أدناه. لا تراه إلا جهة تشغيل البوت.",
			"The id of who asked (not the name) is kept with them, so that the button below can delete them. Only the bot's operator can see it.")
	}
	return w.pick("ما يُحفظ:", "What is kept:") + "\n" +
		w.pick("• الأسئلة التي لا جواب لها: نصها وعددها وتاريخها. ", "• Questions without an answer: their text, how often, and when. ") + who + "\n" +
		w.pick("• رأيك في جواب (مفيد، لم يُجب): السؤال والرأي وتاريخه، وبصمة مشفّرة تعرف بها أنك أبديت رأيك.",
			"• Your verdict on an answer (helpful, didn't answer): the question, the verdict, when, and a keyed hash that tells that you have spoken.") + "\n" +
		w.pick("• أعداد ما سُئل كل أسبوع، وعن أي أسماء، بلا نص.", "• How much was asked each week, and about which names, without any text.") + "\n\n" +
		w.Colon(w.pick("تُحذف نصوص الأسئلة بعد آخر مرة سُئلت فيها بهذه المدة", "The text of a question goes this long after it was last asked"), w.count(n, days)) + ".\n" +
		w.pick("يرى المشرفون الأسئلة بلا أصحابها. والأسئلة التي لها جواب لا يُحفظ نصها ما لم تُبدِ رأيك في الجواب.", "Moderators see the questions without who asked them. The text of a question that has an answer is kept only with your verdict on it.") + "\n" +
		w.pick("ومن يغيّر ملفات المعرفة من المشرفين يُذكر اسمه ومعرّفه في سجل تغييراتها.", "Moderators who change the knowledge files are named in their history, with their ids.")
}

// PrivacyOut tells a member who opted out what that means.
func (w Words) PrivacyOut() string {
	return w.pick("طلبت ألا يُحفظ شيء من أسئلتك وآرائك، في أي سيرفر. البوت يجيبك كما كان، ولا يُعد ما تسأله. يُحفظ من طلبك بصمة مشفّرة لا معرّفك.",
		"You asked that nothing of your questions and verdicts be kept, on any server. The bot answers you as before and does not count what you ask. Of this wish a keyed hash is kept, not your id.")
}

// PrivacyChanged says that a member's wish is kept.
func (w Words) PrivacyChanged(out bool) string {
	if out {
		return w.pick("من الآن لا يُحفظ شيء مما تسأله.", "From now on nothing that you ask is kept.")
	}
	return w.pick("من الآن يُحفظ ما هو مذكور أدناه.", "From now on what is listed below is kept.")
}

// NotKept answers a verdict of a member who opted out.
func (w Words) NotKept() string {
	return w.pick("شكرًا. لم يُحفظ رأيك، لأنك طلبت في `/الخصوصية` ألا يُحفظ شيء.",
		"Thank you. Your verdict was not kept, since you asked in `/privacy` that nothing be.")
}

// OptOutButton asks that nothing be kept.
func (w Words) OptOutButton() string {
	return w.pick("لا تحفظوا شيئًا مني", "Keep nothing of mine")
}

// OptInButton takes that back.
func (w Words) OptInButton() string { return w.pick("اسمح بالحفظ", "Allow keeping") }

// ForgetButton deletes what is kept of a member.
func (w Words) ForgetButton() string { return w.pick("احذف ما حُفظ مني", "Delete mine") }

// Forgot says what was deleted of a member.
func (w Words) Forgot(judged, asked int) string {
	if judged+asked == 0 {
		return w.pick("لم يُعثر على شيء محفوظ يُعرف أنه منك.", "Nothing was found that is known to be yours.")
	}
	return w.Colon(w.pick("حُذف مما يُعرف أنه منك", "Deleted of what is known to be yours"),
		w.Join([]string{w.count(judged, verdicts), w.Questions(asked)})) + "."
}
