package say

import (
	"fmt"
	"strconv"
	"strings"

	"sibaq/knowledge"
)

// What the exported pages say.

// SiteTitle is the title of the exported pages.
func (w Words) SiteTitle() string {
	return w.pick("حقائق سباق الذكاء الاصطناعي", "Facts on the AI race")
}

// SiteAbout introduces the pages to a reader.
func (w Words) SiteAbout() string {
	return w.pick(
		"كل حقيقة هنا منقولة حرفيًا من ملف كتبه أشخاص، ومعها مصدرها وتاريخها ومدى الوثوق بها.",
		"Every fact here is quoted word for word from a file that people wrote, with its source, its date and how far it can be relied on.")
}

// SkipToContent is the link past the navigation, for keyboards and screen
// readers.
func (w Words) SkipToContent() string {
	return w.pick("انتقل إلى المحتوى", "Skip to the content")
}

// StartPage names the first page.
func (w Words) StartPage() string { return w.pick("الفهرس", "Index") }

// SearchLabel describes the search box of the start page.
func (w Words) SearchLabel() string {
	return w.pick("ابحث في الحقائق والأسماء", "Search facts and names")
}

// SearchHere describes the search box of any other page.
func (w Words) SearchHere() string {
	return w.pick("ابحث في هذه الصفحة", "Search this page")
}

// NoMatch says that nothing on the page holds what was typed.
func (w Words) NoMatch() string {
	return w.pick("لا شيء هنا فيه ما كتبت. جرّب كلمة واحدة أو اسمًا آخر.",
		"Nothing here holds what you typed. Try a single word, or another name.")
}

// Topics heads the list of topics.
func (w Words) Topics() string { return w.pick("الموضوعات", "Topics") }

// Comparisons heads the list of comparison tables.
func (w Words) Comparisons() string { return w.pick("المقارنات", "Comparisons") }

// NamesWord heads the list of entities.
func (w Words) NamesWord() string { return w.pick("الأسماء", "Names") }

// AllFacts heads the list of all facts.
func (w Words) AllFacts() string { return w.pick("كل الحقائق", "All facts") }

// Contents labels a page's own table of contents.
func (w Words) Contents() string { return w.pick("في هذه الصفحة", "On this page") }

// AttributeWord heads the column of a comparison's attributes.
func (w Words) AttributeWord() string { return w.pick("الخاصية", "Attribute") }

// DateWord introduces the date of a fact.
func (w Words) DateWord() string { return w.pick("التاريخ", "Date") }

// Unknown stands in a cell of which nobody wrote anything.
func (w Words) Unknown() string { return w.pick("لا معلومة", "not known") }

// AlsoWritten introduces an entity's other spellings.
func (w Words) AlsoWritten() string { return w.pick("يُكتب أيضًا", "Also written") }

// OtherNames introduces an entity's names in other languages.
func (w Words) OtherNames() string { return w.pick("بلغات أخرى", "In other languages") }

// Comma parts what is listed.
func (w Words) Comma() string { return w.pick("، ", ", ") }

// MadeBy introduces the maker or owner of an entity.
func (w Words) MadeBy() string { return w.pick("الجهة", "By") }

// ComparedIn introduces the comparison tables that an entity is in.
func (w Words) ComparedIn() string { return w.pick("في المقارنات", "Compared in") }

// PermanentLink names the link that leads to one fact for good.
func (w Words) PermanentLink() string { return w.pick("رابط دائم", "Permanent link") }

// Replaced introduces the fact that replaced this one.
func (w Words) Replaced() string { return w.pick("حلّت محلها", "Replaced by") }

// Replaces introduces the fact that this one replaced.
func (w Words) Replaces() string { return w.pick("حلّت محل", "Replaces") }

// OnlyOriginal says that a fact has no translation into this language.
func (w Words) OnlyOriginal() string {
	return w.pick("لا ترجمة عربية لها", "not translated into English")
}

// NeverReviewed says that a file does not say when it was last reviewed.
func (w Words) NeverReviewed() string {
	return w.pick("لم تُذكر مراجعته", "no review stated")
}

// ReviewedOn says in words when a file was last reviewed.
func (w Words) ReviewedOn(d knowledge.Date) string {
	return w.Colon(w.pick("آخر مراجعة", "last reviewed"), w.Date(d))
}

// HowSure heads the explanation of the statuses.
func (w Words) HowSure() string {
	return w.pick("ما معنى كل حالة؟", "What each status means")
}

// StatusName names a status by itself.
func (w Words) StatusName(s knowledge.Status) string {
	if s == knowledge.Claim {
		return w.pick("ادعاء", "claim")
	}
	return w.Status(s, "")
}

// StatusMeaning explains a status to a reader.
func (w Words) StatusMeaning(s knowledge.Status) string {
	switch s {
	case knowledge.Confirmed:
		return w.pick("ورد في المصدر المذكور معه.", "Stated by the source given with it.")
	case knowledge.Claim:
		return w.pick("كلام صاحبه المذكور، ولم يؤكده غيره.", "The word of whoever is named, confirmed by nobody else.")
	case knowledge.Contested:
		return w.pick("تختلف فيه المصادر، أو لم نجد ما يثبته.", "Sources disagree on it, or nothing was found to bear it out.")
	case knowledge.Superseded:
		return w.pick("كان صحيحًا في تاريخه ثم جاء بعده ما غيّره.", "Right at its date; something later has replaced it.")
	}
	return w.pick("لم يراجعه أحد بعد.", "Nobody has reviewed it yet.")
}

var months = [...][2]string{
	{"يناير", "January"}, {"فبراير", "February"}, {"مارس", "March"}, {"أبريل", "April"}, {"مايو", "May"}, {"يونيو", "June"},
	{"يوليو", "July"}, {"أغسطس", "August"}, {"سبتمبر", "September"}, {"أكتوبر", "October"}, {"نوفمبر", "November"}, {"ديسمبر", "December"},
}

// Date puts a date in words, at its own precision: "6 يونيو 2024", "June 2024".
func (w Words) Date(d knowledge.Date) string {
	switch {
	case d.IsZero():
		return w.Undated()
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	}
	month := months[d.Month-1]
	s := fmt.Sprintf("%s %d", w.pick(month[0], month[1]), d.Year)
	if d.Day > 0 {
		s = fmt.Sprintf("%d %s", d.Day, s)
	}
	return s
}

var kinds = map[string][2]string{
	"model":        {"نماذج", "Models"},
	"company":      {"شركات", "Companies"},
	"product":      {"منتجات وخدمات", "Products and services"},
	"chip":         {"رقائق", "Chips"},
	"person":       {"أشخاص", "People"},
	"country":      {"دول", "Countries"},
	"region":       {"أقاليم", "Regions"},
	"city":         {"مدن", "Cities"},
	"organisation": {"هيئات ومؤسسات", "Organisations"},
	"law":          {"قوانين وقواعد", "Laws and rules"},
	"licence":      {"تراخيص", "Licences"},
	"benchmark":    {"اختبارات قياس", "Benchmarks"},
	"publication":  {"صحف ومجلات", "Publications"},
	"event":        {"أحداث ومؤتمرات", "Events"},
	"technology":   {"تقنيات", "Technologies"},
	"material":     {"مواد", "Materials"},
	"language":     {"لغات", "Languages"},
	"government":   {"حكومات", "Governments"},
	"state media":  {"إعلام رسمي", "State media"},
	"concept":      {"مفاهيم", "Concepts"},
	"article":      {"مقالات", "Articles"},
	"":             {"غير ذلك", "Other"},
}

// Kind names a type of entity in the plural, as a heading; a type that we have
// no word for stays as the file writes it.
func (w Words) Kind(entityType string) string {
	if k, ok := kinds[strings.ToLower(entityType)]; ok {
		return w.pick(k[0], k[1])
	}
	return entityType
}

// FactForms gives the forms in which facts are counted, by the CLDR plural
// category of the number, which stands as "#": for pages that count by
// themselves.
func (w Words) FactForms() map[string]string {
	forms := map[string]string{}
	for category, n := range map[string]int{"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100} {
		forms[category] = strings.Replace(w.Facts(n), strconv.Itoa(n), "#", 1)
	}
	return forms
}

// Exporting.

// ProgramExport is the one line on export.
func (w Words) ProgramExport() string {
	return w.pick("اكتب المعرفة كلها صفحات ويب", "Write all the knowledge as web pages")
}

// ProgramExportLong explains export.
func (w Words) ProgramExportLong() string {
	return w.pick(
		"يكتب كل الحقائق والأسماء والمقارنات صفحات HTML بالعربية والإنجليزية، فيها بحث، وتصلح للطباعة وللهاتف.\n"+
			"تُفتح من القرص بلا خادم، ولا تطلب شيئًا من الشبكة. والمعرفة نفسها تعطي الصفحات نفسها حرفًا حرفًا.\n"+
			"تحل الصفحات الجديدة محل القديمة دفعة واحدة، أو لا تحل. ولا يُمس مجلد فيه شيء آخر إلا مع --force،\n"+
			"وعندئذ يُحفظ بجانبه باسم جديد.\n\n"+
			"رمز الخروج: 0 كُتبت، 2 خطأ في الاستعمال أو في ملفات المعرفة.",
		"Writes all facts, names and comparisons as HTML in Arabic and English, with search, for screens, phones\n"+
			"and paper. The pages open from the disk without a server and ask nothing of the network. The same\n"+
			"knowledge gives the same pages, byte for byte.\n"+
			"New pages replace old ones all at once or not at all. A folder that holds anything else is left alone\n"+
			"unless you say --force, and is then kept beside the new one under another name.\n\n"+
			"Exit codes: 0 written, 2 wrong use or bad knowledge.")
}

// FlagForce describes --force.
func (w Words) FlagForce() string {
	return w.pick("اكتب ولو كان في المجلد شيء آخر، فيُحفظ بجانبه باسم جديد",
		"write even if the folder holds other things; it is then kept under a new name")
}

// NeedsOut asks for the folder to write to.
func (w Words) NeedsOut() string {
	return w.pick("اذكر المجلد: sibaq export --out ./site", "Give the folder: sibaq export --out ./site")
}

// NotAnExport refuses to replace a folder in which something lies that export
// did not write.
func (w Words) NotAnExport(dir, file string) string {
	return fmt.Sprintf(w.pick("في «%s» ما لم يكتبه export (مثل «%s»)، فلم يُمس. اختر مجلدًا آخر، أو أضف --force.",
		"“%s” holds what export did not write (such as “%s”) and was left alone. Choose another folder, or add --force."), dir, file)
}

// HoldsKnowledge refuses to write the pages where the knowledge itself is.
func (w Words) HoldsKnowledge(dir string) string {
	return fmt.Sprintf(w.pick("مجلد المعرفة في «%s» نفسه. اختر مجلدًا آخر.", "the knowledge itself is in “%s”. Choose another folder."), dir)
}

// Exported reports the pages written.
func (w Words) Exported(facts, names int, start string) string {
	return w.Colon(fmt.Sprintf(w.pick("كُتبت صفحات فيها %s و%s. افتح", "Wrote pages with %s and %s. Open"),
		w.Facts(facts), joined(w, w.Entities(names))), start)
}

// KeptAs says where the folder went that stood in the way.
func (w Words) KeptAs(dir string) string {
	return w.Colon(w.pick("وحُفظ المجلد السابق باسم", "The folder that was there is kept as"), dir)
}

// ExportNote is what stands in the list of files that export leaves beside its
// pages, in both languages.
func ExportNote() string {
	return Both(func(w Words) string {
		return w.pick("كتب sibaq export هذه الملفات، ويستبدلها كلها في المرة التالية.",
			"sibaq export wrote these files and replaces all of them the next time.")
	})
}
