package say

import (
	"fmt"

	"sibaq/knowledge"
)

// Texts of a reply on Discord that stand around its facts: buttons, what they
// show, and the card of an entity.

// SourcesButton leads to the passages of a reply's facts in their files.
func (w Words) SourcesButton() string { return w.pick("المصادر", "Sources") }

// ShareButton shows a private reply to all in the channel.
func (w Words) ShareButton() string { return w.pick("شارك في القناة", "Share here") }

// HelpfulButton says that an answer was of use.
func (w Words) HelpfulButton() string { return w.pick("مفيد", "Helpful") }

// UnhelpfulButton says that an answer was none.
func (w Words) UnhelpfulButton() string { return w.pick("لم يُجب", "Didn't answer") }

// AboutButton leads to the card of an entity.
func (w Words) AboutButton(name string) string { return w.pick("عن ", "About ") + name }

// CompareButton leads to a comparison with name, or of the two that were asked
// about where name is empty.
func (w Words) CompareButton(name string) string {
	if name == "" {
		return w.pick("قارن بينهما", "Compare them")
	}
	return w.pick("قارن مع ", "Compare with ") + name
}

// ComparePair leads to the comparison of two.
func (w Words) ComparePair(a, b string) string {
	return fmt.Sprintf(w.pick("قارن %s و%s", "Compare %s and %s"), a, joined(w, b))
}

// AskAgainButton asks the question of a reply anew.
func (w Words) AskAgainButton() string { return w.pick("اسأل من جديد", "Ask again") }

// WholeQuestion is a question that its title has no room for. What is before it
// tells buttons where it is.
func (w Words) WholeQuestion(question string) string {
	return w.Colon(w.pick("السؤال كاملًا", "The whole question"), question)
}

// NotHelpfulButton says that a comparison, a card or another reply than an answer
// was of no use.
func (w Words) NotHelpfulButton() string { return w.pick("غير مفيد", "Not helpful") }

// Thanks answers a member's verdict that was kept.
func (w Words) Thanks() string {
	return w.pick("شكرًا. حُفظ رأيك وسؤالك ليراهما المشرفون، من غير اسمك.",
		"Thank you. Your verdict and the question are kept for the moderators, without your name.")
}

// NearHeading stands above buttons with questions that have an answer.
func (w Words) NearHeading() string {
	return w.pick("هذه أسئلة قريبة أعرف جوابها:", "These are near to it, and I know their answers:")
}

// NothingNear is said where no question is near.
func (w Words) NothingNear() string {
	return w.pick("لا أعرف سؤالًا قريبًا منه له جواب. جرّب أن تسأل بكلمات أخرى، أو اذكر الاسم الذي تقصده.",
		"I know no question near to it that has an answer. Try other words, or give the name that you mean.")
}

// SharedBy says who showed a private reply to all.
func (w Words) SharedBy(name string) string { return w.Colon(w.pick("شاركه", "Shared by"), name) }

// PassageTitle is the title over a fact as it stands in its file.
func (w Words) PassageTitle() string {
	return w.pick("الحقيقة في ملفها", "The fact in its file")
}

// FactID names a fact as files refer to it.
func (w Words) FactID(id string) string {
	return w.Colon(w.pick("معرّف الحقيقة", "Id of the fact"), id)
}

// AskMe replies to a mention without a question.
func (w Words) AskMe() string {
	return w.pick("اسألني في الرسالة نفسها، أو اكتب `/اسأل`. و`/مساعدة` فيها الباقي.",
		"Ask me in the same message, or type `/ask`. `/help` has the rest.")
}

// AskMePrivately replies to a mention where a server wants answers private.
func (w Words) AskMePrivately() string {
	return w.pick("الأجوبة في هذا السيرفر خاصة بمن يسأل. اكتب `/اسأل` وسؤالك.",
		"On this server answers are for who asks alone. Type `/ask` and your question.")
}

// CommandFind names the command on a message. Discord allows it 32 characters in
// both languages together.
func (w Words) CommandFind() string { return w.pick("ابحث عن حقائق", "Find facts") }

// FoundFacts is the title over facts that speak of what a message says.
func (w Words) FoundFacts(n int) string {
	return w.Colon(w.pick("حقائق عمّا تقوله الرسالة", "Facts on what the message says"), w.Facts(n))
}

// NothingFound says that no fact speaks of what a message says.
func (w Words) NothingFound() string {
	return w.pick("لا حقيقة في ملفات المعرفة عمّا تقوله هذه الرسالة.", "The knowledge files have no fact on what this message says.")
}

// Differs sets a quantity of a message beside that of a fact, which is another.
func (w Words) Differs(said, known string) string {
	return fmt.Sprintf(w.pick("في الرسالة «%s»، وفي الحقيقة «%s»", "The message has “%s”, the fact has “%s”"), said, known)
}

// Agrees sets a quantity of a message beside that of a fact, which is the same.
func (w Words) Agrees(said, known string) string {
	return fmt.Sprintf(w.pick("«%s» في الرسالة يوافق «%s» في الحقيقة", "“%s” in the message agrees with “%s” in the fact"), said, known)
}

// NoVerdict says what the numbers set beside each other are worth.
func (w Words) NoVerdict() string {
	return w.pick("المقارنة بين الأرقام آلية: قد تكون الحقيقة من تاريخ آخر أو عن شيء آخر، فاقرأها.",
		"The numbers are compared by machine: a fact may be of another date or about something else, so do read it.")
}

// CommandTimeline describes /timeline.
func (w Words) CommandTimeline() string {
	return w.pick("ما حدث بالترتيب: عن اسم أو موضوع", "What happened, in order: on a name or a subject")
}

// OptionTopic describes what /timeline is on.
func (w Words) OptionTopic() string {
	return w.pick("اسم أو موضوع، مثل: قيود التصدير", "A name or a subject, e.g. export controls")
}

// OptionFrom describes the beginning of a period.
func (w Words) OptionFrom() string {
	return w.pick("من تاريخ، مثل: 2024 أو 2024-06", "From a date, e.g. 2024 or 2024-06")
}

// OptionTo describes the end of a period, which belongs to it.
func (w Words) OptionTo() string {
	return w.pick("إلى تاريخ، وهو من المدة", "Up to a date, which is included")
}

// BadDate says that a date cannot be read.
func (w Words) BadDate(given string) string {
	return fmt.Sprintf(w.pick("لا أفهم التاريخ «%s». اكتبه سنة أو شهرًا أو يومًا: 2024 أو 2024-06 أو 2024-06-03.",
		"I cannot read the date “%s”. Write a year, a month or a day: 2024, 2024-06 or 2024-06-03."), given)
}

// CommandAbout describes /about.
func (w Words) CommandAbout() string {
	return w.pick("بطاقة عن شركة أو نموذج أو بلد أو شخص", "A card on a company, model, country or person")
}

// OptionName describes the name that /about takes.
func (w Words) OptionName() string {
	return w.pick("الاسم، مثل: هواوي", "The name, e.g. Huawei")
}

// NameNeeded asks for a name.
func (w Words) NameNeeded() string {
	return w.pick("اكتب اسمًا، مثل: هواوي.", "Give a name, for example: Huawei.")
}

// Makes names what an entity made or owns; more is how many are not named.
func (w Words) Makes(names []string, more int) string {
	s := w.Colon(w.pick("من أعمالها", "Made or owned by it"), w.Join(names))
	if more > 0 {
		s += w.pick(" وغيرها", " and others")
	}
	return s + "."
}

// AlsoCalled gives the other names of an entity.
func (w Words) AlsoCalled(names []string) string {
	return w.Colon(w.pick("ويُكتب", "Also written"), w.Join(names))
}

// FactsByDate is the heading over the facts of a card.
func (w Words) FactsByDate() string {
	return w.pick("حقائق، الأحدث أولًا", "Facts, newest first")
}

// InComparisons is the heading over the tables of a card.
func (w Words) InComparisons() string {
	return w.pick("في جداول المقارنة", "In comparison tables")
}

// InTable names a comparison table and what else it compares; more is how much of
// that is not named.
func (w Words) InTable(title string, with []string, more int) string {
	s := fmt.Sprintf(w.pick("%s، مع: %s", "%s, with: %s"), title, w.Join(with))
	if more > 0 {
		s += w.pick(" وغيرها", " and others")
	}
	return s
}

// NothingAbout says that a name is known, and no fact about it.
func (w Words) NothingAbout() string {
	return w.pick("لا حقائق عنه في ملفات المعرفة.", "The knowledge files have no fact about it.")
}

// Type puts the type of an entity in words; "" for a type of the folder's own
// that has no word in this language.
func (w Words) Type(t string) string { return types[t].In(w.lang) }

var types = map[string]knowledge.Label{
	"article": {Ar: "مقال", En: "article"}, "benchmark": {Ar: "مقياس", En: "benchmark"}, "chip": {Ar: "رقاقة", En: "chip"},
	"city": {Ar: "مدينة", En: "city"}, "company": {Ar: "شركة", En: "company"}, "concept": {Ar: "مفهوم", En: "concept"},
	"country": {Ar: "بلد", En: "country"}, "event": {Ar: "حدث", En: "event"}, "government": {Ar: "جهة حكومية", En: "government"},
	"language": {Ar: "لغة", En: "language"}, "law": {Ar: "قانون", En: "law"}, "licence": {Ar: "ترخيص", En: "licence"},
	"material": {Ar: "مادة", En: "material"}, "model": {Ar: "نموذج", En: "model"}, "organisation": {Ar: "منظمة", En: "organisation"},
	"person": {Ar: "شخص", En: "person"}, "product": {Ar: "منتج", En: "product"}, "publication": {Ar: "مطبوعة", En: "publication"},
	"region": {Ar: "منطقة", En: "region"}, "state media": {Ar: "إعلام رسمي", En: "state media"}, "technology": {Ar: "تقنية", En: "technology"},
}
