package say

import (
	"fmt"
	"strings"

	"sibaq/knowledge"
)

// Words says things in one language, with one set of digits.
type Words struct {
	lang   knowledge.Lang
	digits Digits
}

// Texts returns the words of lang: English for [knowledge.English], Arabic for
// anything else.
func Texts(lang knowledge.Lang) Words {
	if lang != knowledge.English {
		lang = knowledge.Arabic
	}
	return Words{lang: lang}
}

// Lang is the language these words are in.
func (w Words) Lang() knowledge.Lang { return w.lang }

// pick is how every text of this file is kept: both languages or none.
func (w Words) pick(ar, en string) string {
	if w.lang == knowledge.English {
		return en
	}
	return ar
}

// Both gives a text in both languages, Arabic first: for the places where
// nobody knows yet which one the reader wants.
func Both(text func(Words) string) string {
	return text(Texts(knowledge.Arabic)) + " · " + text(Texts(knowledge.English))
}

// Join lists items with the language's comma.
func (w Words) Join(items []string) string { return strings.Join(items, w.pick("، ", ", ")) }

// Colon puts a value behind its name.
func (w Words) Colon(name, value string) string { return name + ": " + value }

// Answers.

// DontKnow is the reply to a question that no fact answers.
func (w Words) DontKnow() string {
	return w.pick("لا أعرف: لا تجيب عن هذا أي حقيقة في ملفات المعرفة.",
		"I don't know: no fact in the knowledge files answers this.")
}

// EmptyQuestion is the reply to a question without a word in it.
func (w Words) EmptyQuestion() string {
	return w.pick("اكتب سؤالًا بالكلمات، مثل: ما أقصى مدة لفيديو Kling؟",
		"Ask a question in words, for example: How long can a Kling video be?")
}

// RelatedHeading stands above facts that do not answer, but are about what
// was asked after.
func (w Words) RelatedHeading() string {
	return w.pick("ليس جوابًا، لكنه مما نعرفه عن الموضوع:", "Not an answer, but this much is known about it:")
}

// RelatedTo is RelatedHeading with the names of what it is about.
func (w Words) RelatedTo(names []string) string {
	if len(names) == 0 {
		return w.RelatedHeading()
	}
	return w.pick("ليس جوابًا، لكنه مما نعرفه عن ", "Not an answer, but this much is known about ") + w.Join(names) + ":"
}

// CanAnswer stands above questions near to one that nothing answers.
func (w Words) CanAnswer() string {
	return w.pick("لكني أجيب عن أسئلة مثل:", "But I can answer questions such as:")
}

// DidYouMean offers names near to one that nobody knows.
func (w Words) DidYouMean(names []string) string {
	return w.pick("هل تقصد: ", "Did you mean: ") + w.Join(names) + w.pick("؟", "?")
}

// SourceWord stands before the source of a fact.
func (w Words) SourceWord() string { return w.pick("المصدر", "Source") }

// SourcesWord is the heading over several sources.
func (w Words) SourcesWord() string { return w.pick("المصادر", "Sources") }

// NoSource says that the file names no source for a fact.
func (w Words) NoSource() string { return w.pick("بلا مصدر مذكور", "no source given") }

// MoreFacts tells how many facts are not shown on this page.
func (w Words) MoreFacts(n int) string {
	return w.pick("لم يُعرض هنا: ", "Not shown here: ") + w.Facts(n)
}

// MoreSources tells how many further sources a fact has.
func (w Words) MoreSources(n int) string {
	return w.Colon(w.pick("مصادر أخرى", "More sources"), w.Number(n))
}

// Comparisons.

// Comparing is the title of a comparison.
func (w Words) Comparing(a, b string) string {
	return fmt.Sprintf(w.pick("مقارنة بين %s و%s", "%s and %s compared"), a, joined(w, b))
}

// joined keeps the Arabic "and" from being read as a letter of a Latin name.
func joined(w Words, name string) string {
	if w.lang == knowledge.Arabic && firstStrong(name) != rightToLeft {
		return " " + name
	}
	return name
}

// NoFact stands in a cell of a comparison that nobody wrote.
func (w Words) NoFact() string {
	return w.pick("لا توجد معلومة عن هذا في ملفات المعرفة", "the knowledge files say nothing on this")
}

// NothingToCompare is the reply when no attribute is known of either side, or
// none that has to do with the aspect asked for, "" where none was.
func (w Words) NothingToCompare(a, b, aspect string) string {
	if aspect != "" {
		return fmt.Sprintf(w.pick("لا أعرف: ليس في ملفات المعرفة ما يقارن %s و%s في «%s». جرّب المقارنة من غير تحديد الجانب.",
			"I don't know: the knowledge files do not compare %s and %s on “%s”. Try without the aspect."), a, joined(w, b), aspect)
	}
	return fmt.Sprintf(w.pick("لا أعرف: ليس في ملفات المعرفة ما يصلح للمقارنة بين %s و%s.",
		"I don't know: the knowledge files hold nothing to compare %s and %s by."), a, joined(w, b))
}

// UnknownName says that an entity is not in the knowledge.
func (w Words) UnknownName(name string) string {
	return fmt.Sprintf(w.pick("لا أعرف «%s»: لا يرد هذا الاسم في ملفات المعرفة.",
		"I don't know “%s”: the knowledge files have no such name."), name)
}

// TwoNamesNeeded asks for both sides of a comparison.
func (w Words) TwoNamesNeeded() string {
	return w.pick("تحتاج المقارنة إلى اسمين، مثل: Kling وSora.", "A comparison needs two names, for example: Kling and Sora.")
}

// SameName says that both names are one entity.
func (w Words) SameName(name string) string {
	return fmt.Sprintf(w.pick("الاسمان لشيء واحد: %s. اكتب اسمين مختلفين.",
		"Both names mean the same thing: %s. Give two different ones."), name)
}

// DatesDiffer warns that two sides of a row date from different times.
func (w Words) DatesDiffer() string {
	return w.pick("تنبيه: تاريخا المعلومتين مختلفان.", "Note: the two sides are of different dates.")
}

// SomeDatesDiffer is DatesDiffer, said once of several rows.
func (w Words) SomeDatesDiffer() string {
	return w.pick("تنبيه: في بعض الصفوف يختلف تاريخ المعلومتين.", "Note: in some rows the two sides are of different dates.")
}

// Conflict warns that a row holds claims that disagree.
func (w Words) Conflict() string {
	return w.pick("تنبيه: في هذا خلاف بين المصادر.", "Note: sources disagree on this.")
}

// Standing of facts.

// Status puts a status in words; claimant may be empty.
func (w Words) Status(s knowledge.Status, claimant string) string {
	switch s {
	case knowledge.Confirmed:
		return w.pick("مؤكد", "confirmed")
	case knowledge.Claim:
		if claimant == "" {
			return w.pick("ادعاء لم يُذكر صاحبه", "claim by someone not named")
		}
		return w.pick("ادعاء من ", "claim by ") + claimant
	case knowledge.Contested:
		if claimant == "" {
			return w.pick("محل خلاف", "contested")
		}
		return fmt.Sprintf(w.pick("محل خلاف (يقول به %s)", "contested (said by %s)"), claimant)
	case knowledge.Superseded:
		return w.pick("متجاوَز", "superseded")
	}
	return w.pick("غير مراجَع", "not reviewed")
}

// ClaimantKind puts in words what stake a claimant may have, "" for none known.
func (w Words) ClaimantKind(k knowledge.ClaimantKind) string {
	switch k {
	case knowledge.Company:
		return w.pick("شركة", "company")
	case knowledge.Government:
		return w.pick("جهة حكومية", "government")
	case knowledge.StateMedia:
		return w.pick("إعلام رسمي", "state media")
	case knowledge.Independent:
		return w.pick("جهة مستقلة", "independent")
	case knowledge.Individual:
		return w.pick("شخص", "individual")
	}
	return ""
}

// SupersededBy names the fact that replaced a superseded one.
func (w Words) SupersededBy(id string) string {
	return w.pick("متجاوَز، حلّت محله الحقيقة ", "superseded by fact ") + id
}

// Undated says that nobody wrote of when a fact is.
func (w Words) Undated() string { return w.pick("بلا تاريخ", "undated") }

// The bot.

// CommandAsk describes /ask. Discord allows a description 100 characters, which
// each of these keeps in both languages together.
func (w Words) CommandAsk() string {
	return w.pick("اسأل عن سباق الذكاء الاصطناعي", "Ask about the AI race")
}

// CommandCompare describes /compare.
func (w Words) CommandCompare() string {
	return w.pick("قارن بين نموذجين أو شركتين أو بلدين", "Compare two models, companies or countries")
}

// CommandSources describes /sources.
func (w Words) CommandSources() string {
	return w.pick("من أين تأتي الإجابات وما مدى حداثتها", "Where the answers come from and how fresh they are")
}

// CommandHelp describes /help.
func (w Words) CommandHelp() string {
	return w.pick("كيف تسأل البوت", "How to ask the bot")
}

// CommandReload describes /reload.
func (w Words) CommandReload() string {
	return w.pick("أعد قراءة ملفات المعرفة (للمشرفين)", "Read the knowledge files again (moderators)")
}

// CommandCheck describes /check.
func (w Words) CommandCheck() string {
	return w.pick("افحص ملفات المعرفة (للمشرفين)", "Check the knowledge files (moderators)")
}

// OptionQuestion describes the question of /ask.
func (w Words) OptionQuestion() string { return w.pick("سؤالك", "Your question") }

// OptionA describes the first name of /compare.
func (w Words) OptionA() string { return w.pick("الطرف الأول", "The first of the two") }

// OptionB describes the second name of /compare.
func (w Words) OptionB() string { return w.pick("الطرف الثاني", "The second of the two") }

// OptionAspect describes what /compare is narrowed to.
func (w Words) OptionAspect() string {
	return w.pick("الجانب الذي يهمك، مثل: السعر", "What to compare them by, e.g. price")
}

// LangName names this language in itself.
func (w Words) LangName() string { return w.pick("العربية", "English") }

// HelpTitle is the title of the help.
func (w Words) HelpTitle() string { return w.pick("سباق: كيف تسأل", "Sibaq: how to ask") }

// Help teaches a member the commands. It is Markdown of ours, one line a
// command.
func (w Words) Help() string {
	return w.pick(
		"أجيب عن أسئلة سباق الذكاء الاصطناعي بحقائق مكتوبة في ملفات يراجعها المشرفون، وأذكر مصدر كل حقيقة وتاريخها. وإن لم أجد جوابًا قلت: لا أعرف.\n"+
			"\n"+
			"`/اسأل` أو `/ask`: اسأل بالفصحى أو بلهجتك أو بالإنجليزية.\n"+
			"`/قارن` أو `/compare`: قارن بين اسمين، واكتب الجانب الذي يهمك إن شئت.\n"+
			"`/عن` أو `/about`: بطاقة عن شركة أو نموذج أو بلد أو شخص.\n"+
			"`/تسلسل-زمني` أو `/timeline`: ما حدث بالترتيب، عن اسم أو موضوع، في المدة التي تريدها.\n"+
			"`/ترتيب` أو `/rank`: رتّب بخاصية، وضمن مجموعة إن شئت، مثل ذاكرة الرقائق.\n"+
			"`/المصادر` أو `/sources`: من أين تأتي الإجابات.\n"+
			"ولفحص ما تقوله رسالة: من قائمتها اختر «التطبيقات» ثم «ابحث عن حقائق».\n"+
			"\n"+
			"تحت الجواب أزرار: «المصادر» يريك النص في ملفه، و«لم يُجب» يعرض أسئلة قريبة أعرف جوابها.\n"+
			"\n"+
			"«ادعاء» تعني أن الكلام لصاحبه ولم يؤكده غيره، و«محل خلاف» تعني أن المصادر تختلف فيه.",
		"I answer questions about the AI race with facts from files that moderators look after, and give the source and date of each. When no fact answers, I say that I don't know.\n"+
			"\n"+
			"`/ask`: ask in Arabic, in a dialect or in English.\n"+
			"`/compare`: put two names side by side, narrowed to an aspect if you like.\n"+
			"`/about`: a card on a company, model, country or person.\n"+
			"`/timeline`: what happened, in order, on a name or a subject, in the period you like.\n"+
			"`/rank`: rank by an attribute, within a group if you like, such as memory of chips.\n"+
			"`/sources`: where the answers come from.\n"+
			"To check what a message says: choose Apps from its menu, then “Find facts”.\n"+
			"\n"+
			"Buttons below an answer: “Sources” shows the text in its file, “Didn't answer” offers questions near to yours that I know the answers to.\n"+
			"\n"+
			"A “claim” is the word of whoever makes it, confirmed by nobody else; “contested” means that sources disagree.")
}

// HelpModerators is what Help adds for moderators.
func (w Words) HelpModerators() string {
	return w.pick(
		"للمشرفين: `/فحص` أو `/check` يفحص ملفات المعرفة، و`/تحديث` أو `/reload` يعيد قراءتها. و`/المعرفة` أو `/knowledge` ترفع الملفات وتضيف الحقائق وتعدّلها، بمعاينة قبل كل تغيير، وفيها السجل والاسترجاع. إن وُجد خطأ بقيت المعرفة السابقة تعمل.",
		"For moderators: `/check` checks the knowledge files and `/reload` reads them again. `/knowledge` uploads files, adds and edits facts, with a preview before each change, and has the history and the way back. If there is an error, the knowledge before it goes on serving.")
}

// HelpSettings is what Help adds for the moderators of every server.
func (w Words) HelpSettings() string {
	return w.pick(
		"للمشرفين: `/الإعدادات` أو `/settings` فيها لغة الردود وأرقامها، ومن يراها، والقنوات التي أجيب فيها، وأدوار المشرفين، والانتظار بين الأسئلة.",
		"For moderators: `/settings` has the language and digits of replies, who sees them, the channels where I answer, the roles of moderators, and the pause between questions.")
}

// SourcesTitle is the title of /sources.
func (w Words) SourcesTitle() string {
	return w.pick("مصادر المعرفة", "What the knowledge rests on")
}

// Holdings says how much the folder holds.
func (w Words) Holdings(facts, files, sources int) string {
	return w.pick("في المعرفة: ", "The knowledge holds: ") + w.Join([]string{w.Facts(facts), w.Files(files), w.Sources(sources)})
}

// Newest says of when the newest fact is.
func (w Words) Newest(d knowledge.Date) string {
	return w.Colon(w.pick("تاريخ أحدث حقيقة", "Newest fact"), w.ISODate(d))
}

// Reviewed says when a person last reviewed a file.
func (w Words) Reviewed(d knowledge.Date) string {
	return w.Colon(w.pick("آخر مراجعة", "last reviewed"), w.ISODate(d))
}

// Previous labels the button to the page before.
func (w Words) Previous() string { return w.pick("السابق", "Previous") }

// Next labels the button to the next page.
func (w Words) Next() string { return w.pick("التالي", "Next") }

// Page says which page this is, from 1.
func (w Words) Page(i, of int) string {
	return fmt.Sprintf(w.pick("صفحة %s من %s", "Page %s of %s"), w.Number(i), w.Number(of))
}

// PageGone says that the knowledge changed under a page.
func (w Words) PageGone() string {
	return w.pick("تغيّرت المعرفة منذ هذا الرد. اسأل من جديد.", "The knowledge has changed since this reply. Please ask again.")
}

// ModeratorsOnly refuses a command to a member.
func (w Words) ModeratorsOnly() string {
	return w.pick("هذا الأمر للمشرفين: من لهم صلاحية «إدارة السيرفر» أو دور اختاره السيرفر لذلك.",
		"This command is for moderators: who has the “Manage Server” permission, or a role that the server chose for it.")
}

// ManagedElsewhere refuses a command to the moderators of a server that does
// not look after the knowledge.
func (w Words) ManagedElsewhere() string {
	return w.pick("لا يعمل هذا الأمر هنا: ملفات المعرفة يديرها مشرفو سيرفر آخر.",
		"This command does not work here: the moderators of another server look after the knowledge files.")
}

// NoOwnKnowledge is the reply to moderators who look after the knowledge of
// their own server, where that has none.
func (w Words) NoOwnKnowledge() string {
	return w.pick("ليس لهذا السيرفر ملفات معرفة خاصة به بعد، فهو يجيب من المعرفة المشتركة وحدها.",
		"This server has no knowledge files of its own yet; it answers from the shared knowledge alone.")
}

// Failed is the reply when something broke on our side; the log says what.
func (w Words) Failed() string {
	return w.pick("تعذّر الرد بسبب خلل عندنا، وقد سُجّل. حاول بعد قليل.",
		"Something broke on our side and was logged. Please try again in a moment.")
}

// Busy is the reply when too much is asked at once.
func (w Words) Busy() string {
	return w.pick("الأسئلة كثيرة الآن. حاول بعد ثوانٍ.", "Too many questions right now. Try again in a few seconds.")
}

// UnknownCommand is the reply to a command that this version does not have.
func (w Words) UnknownCommand() string {
	return w.pick("لا أعرف هذا الأمر. جرّب `/مساعدة`.", "I don't know this command. Try `/help`.")
}

// NoSuggestion is the one autocomplete choice when no name is near.
func (w Words) NoSuggestion() string {
	return w.pick("لا اسم قريب من هذا", "no name is near to this")
}

// Reloading and checking.

// Reloaded reports what a reload changed, in facts.
func (w Words) Reloaded(added, changed, gone int) string {
	var parts []string
	for _, p := range []struct {
		n      int
		ar, en string
	}{{added, "أُضيفت", "added"}, {changed, "تغيّرت", "changed"}, {gone, "حُذفت", "gone"}} {
		switch {
		case p.n == 0:
		case w.lang == knowledge.English:
			parts = append(parts, w.Facts(p.n)+" "+p.en)
		default:
			parts = append(parts, p.ar+" "+w.Facts(p.n))
		}
	}
	if len(parts) == 0 {
		return w.pick("لم تتغيّر أي حقيقة.", "No fact has changed.")
	}
	return w.Join(parts) + "."
}

// ReloadDone is the title of a reload that went well.
func (w Words) ReloadDone() string {
	return w.pick("أُعيدت قراءة المعرفة", "The knowledge was read again")
}

// ChangedFiles counts and names the files that a reload found changed.
func (w Words) ChangedFiles(names []string) string {
	return w.Colon(w.pick("تغيّر ", "Changed: ")+w.Files(len(names)), w.Join(names))
}

// NothingChanged says that the folder is as it was.
func (w Words) NothingChanged() string {
	return w.pick("لم يتغيّر شيء في ملفات المعرفة.", "Nothing in the knowledge files has changed.")
}

// ReloadFailed is the title of a reload that did not take; the reasons follow.
func (w Words) ReloadFailed() string {
	return w.pick("لم تُقبل المعرفة الجديدة، وما زالت السابقة تعمل",
		"The new knowledge was not taken; the one before goes on serving")
}

// CheckClean reports a folder without a problem.
func (w Words) CheckClean(facts, files int) string {
	return fmt.Sprintf(w.pick("ملفات المعرفة سليمة: %s في %s.", "The knowledge files are fine: %s in %s."), w.Facts(facts), w.in(files))
}

// CheckFound sums up the problems of a folder.
func (w Words) CheckFound(errors, warnings int) string {
	var parts []string
	if errors > 0 {
		parts = append(parts, w.Errors(errors))
	}
	if warnings > 0 {
		parts = append(parts, w.Warnings(warnings))
	}
	return w.pick("وجد الفحص: ", "The check found: ") + strings.Join(parts, w.pick(" و", " and "))
}

// in counts files after a preposition, where the Arabic dual changes.
func (w Words) in(files int) string {
	if files == 2 && w.lang == knowledge.Arabic {
		return "ملفين"
	}
	return w.Files(files)
}

// Severity names a problem's weight.
func (w Words) Severity(s knowledge.Severity) string {
	if s == knowledge.Warning {
		return w.pick("تنبيه", "warning")
	}
	return w.pick("خطأ", "error")
}
