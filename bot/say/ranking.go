package say

import (
	"fmt"
	"strings"

	"sibaq/index"
	"sibaq/knowledge"
)

// Rank renders a ranking as plain text, lines ending in "\n".
func Rank(r index.Ranking) string { return Style{}.Rank(r) }

// Rank renders a ranking: each row with its place and value, its standing, its
// file and line, and its sources; then what has no place, and what is not known.
func (st Style) Rank(r index.Ranking) string {
	p := st.page(r.Lang)
	p.ranking(r, len(r.Rows))
	return p.String()
}

// ranking writes at most n rows.
func (p *page) ranking(r index.Ranking, n int) {
	switch {
	case strings.TrimSpace(Strip(r.Asked.Attribute)) == "":
		p.line("", p.AttributeNeeded())
		return
	case r.GroupUnknown:
		p.line("", p.NoneInGroup(r.Attribute.In(p.lang), r.Asked.Group))
		return
	case r.Attribute == (knowledge.Label{}):
		p.line("", p.UnknownAttribute(r.Asked.Attribute))
		if len(r.Suggestions) > 0 {
			p.line("", p.KnownAttributes(r.Suggestions))
		}
		return
	}
	p.heading(p.RankHeading(r))
	p.gap()
	if !r.Answered {
		p.line("", p.NoOrder())
		p.gap()
	}
	for i, row := range r.Rows[:min(n, len(r.Rows))] {
		if i > 0 {
			p.gap()
		}
		p.ranked(fmt.Sprintf("%d. ", row.Place), "   ", row)
	}
	if more := len(r.Rows) - n; more > 0 {
		p.gap()
		p.line("", p.MoreValues(more))
	}
	if len(r.Apart) > 0 && n >= len(r.Rows) {
		if r.Answered {
			p.gap()
			p.heading(p.ApartHeading())
		}
		for i, row := range r.Apart {
			if i > 0 || r.Answered {
				p.gap()
			}
			p.ranked("- ", "  ", row)
		}
	}
	p.rankNotes(r)
}

func (p *page) ranked(lead, indent string, row index.Ranked) {
	h := row.Facts[0]
	text := lead + p.Colon(plain(p.RankedName(row)), plain(h.Passage.Text))
	p.WriteString(Line(h.Passage.Lang, text) + "\n")
	for _, h := range row.Facts {
		p.citation(indent, h)
	}
	for _, note := range p.RowNotes(row) {
		p.line(indent, note)
	}
}

func (p *page) rankNotes(r index.Ranking) {
	notes := p.RankNotes(r)
	if len(notes) > 0 {
		p.gap()
	}
	for _, n := range notes {
		p.line("", n)
	}
}

// RankedName names what a row of a ranking is about: the entity, its maker
// where makers were asked for, the row of its table where that is another.
func (w Words) RankedName(row index.Ranked) string {
	name := row.Entity.In(w.lang)
	var more []string
	if row.Maker != nil {
		more = append(more, row.Maker.In(w.lang))
	}
	if label := row.Label.In(w.lang); label != "" {
		more = append(more, label)
	}
	if len(more) > 0 {
		name += " (" + w.Join(more) + ")"
	}
	return name
}

// RankHeading says by what and in which order a ranking is.
func (w Words) RankHeading(r index.Ranking) string {
	by := fmt.Sprintf(w.pick("الترتيب بحسب «%s»", "Ranked by “%s”"), r.Attribute.In(w.lang))
	if g := strings.TrimSpace(Strip(r.Asked.Group)); g != "" {
		by += fmt.Sprintf(w.pick(" (%s)", " (%s)"), g)
	}
	if !r.Answered {
		return by
	}
	return w.Join([]string{by, w.orderOf(r), w.Values(len(r.Rows))})
}

func (w Words) orderOf(r index.Ranking) string {
	switch kind := r.Rows[0].Value.Kind; {
	case kind == index.ValueDate && r.Descending:
		return w.pick("الأحدث أولًا", "latest first")
	case kind == index.ValueDate:
		return w.pick("الأقدم أولًا", "earliest first")
	case kind == index.ValueYesNo && r.Descending:
		return w.pick("«نعم» أولًا", "yes first")
	case kind == index.ValueYesNo:
		return w.pick("«لا» أولًا", "no first")
	case r.Descending:
		return w.pick("الأكبر أولًا", "highest first")
	}
	return w.pick("الأصغر أولًا", "lowest first")
}

// RowNotes are what to know of one row beside its standing.
func (w Words) RowNotes(row index.Ranked) []string {
	var out []string
	for _, m := range row.Marks {
		switch m {
		case index.MarkConflict:
			out = append(out, w.OtherValue())
		case index.MarkRough:
			out = append(out, w.RoughPlace())
		case index.MarkUndated:
			out = append(out, w.Undated())
		}
	}
	return out
}

// RankNotes are what to know of a whole ranking: how its rows differ, what
// nobody knows, what else may have been meant.
func (w Words) RankNotes(r index.Ranking) []string {
	var out []string
	if r.DatesDiffer {
		out = append(out, w.RankDatesDiffer())
	}
	if r.ClaimantsDiffer {
		out = append(out, w.RankClaimantsDiffer())
	}
	if len(r.Without) > 0 {
		out = append(out, w.NoValueFor(w.Names(r.Without)))
	}
	if len(r.Suggestions) > 0 {
		out = append(out, w.OtherAttributes(r.Suggestions))
	}
	return out
}

// NoValueFor names entities of which the tables do not know the attribute.
func (w Words) NoValueFor(names []string) string {
	return w.pick("لا قيمة معروفة لـ: ", "No value known for: ") + w.Join(names) + "."
}

// OtherAttributes names other attributes that the asked words may mean.
func (w Words) OtherAttributes(names []string) string {
	return w.pick("خصائص أخرى قد تقصدها: ", "Other attributes you may mean: ") + w.Join(names) + "."
}

// OtherValue says that another row gives the same entity another value.
func (w Words) OtherValue() string {
	return w.pick("تنبيه: له في الجداول قيمة أخرى.", "Note: the tables also give it another value.")
}

// RoughPlace says that a value is too rough for a sure place.
func (w Words) RoughPlace() string {
	return w.pick("تنبيه: القيمة غير دقيقة بما يكفي للجزم بترتيبها.", "Note: the value is too rough to be sure of its place.")
}

// RankDatesDiffer warns that the values of a ranking are of different times.
func (w Words) RankDatesDiffer() string {
	return w.pick("تنبيه: القيم من تواريخ مختلفة.", "Note: the values are of different dates.")
}

// RankClaimantsDiffer warns that not all values are anybody's word alone, or
// not the same one's.
func (w Words) RankClaimantsDiffer() string {
	return w.pick("تنبيه: بعض القيم مؤكد وبعضها ادعاء، أو هي ادعاءات من جهات مختلفة.",
		"Note: some values are confirmed and some are claims, or they are claims of different parties.")
}

// ApartHeading stands above values that have no place in the order.
func (w Words) ApartHeading() string {
	return w.pick("قيم لا تُقارن بما سبق", "Values that cannot be compared with these")
}

// NoOrder says that the values of an attribute have no order.
func (w Words) NoOrder() string {
	return w.pick("قيم هذه الخاصية كلمات لا ترتيب لها:", "The values of this attribute are words, which have no order:")
}

// UnknownAttribute says that no table has such a row.
func (w Words) UnknownAttribute(name string) string {
	return fmt.Sprintf(w.pick("لا أعرف الخاصية «%s»: ليست في جداول المقارنة.",
		"I don't know the attribute “%s”: no comparison table has it."), name)
}

// KnownAttributes names attributes in the place of one that is not known.
func (w Words) KnownAttributes(names []string) string {
	return w.pick("من الخصائص التي أعرفها: ", "Attributes that I know: ") + w.Join(names) + "."
}

// NoneInGroup says that nothing in a group has an attribute.
func (w Words) NoneInGroup(attribute, group string) string {
	return fmt.Sprintf(w.pick("لا أعرف: ليس في جداول المقارنة قيمة لـ«%s» في «%s».",
		"I don't know: the comparison tables have no value of “%s” for “%s”."), attribute, group)
}

// AttributeNeeded asks for what to rank by.
func (w Words) AttributeNeeded() string {
	return w.pick("يحتاج الترتيب إلى خاصية، مثل: الذاكرة.", "A ranking needs an attribute, for example: memory.")
}

// Values counts the values of a ranking.
func (w Words) Values(n int) string { return w.count(n, values) }

var values = noun{"قيمة واحدة", "قيمتان", "قيم", "قيمة", "قيمة", "value", "values"}

// MoreValues tells how many rows are not shown here.
func (w Words) MoreValues(n int) string {
	return w.pick("لم يُعرض هنا: ", "Not shown here: ") + w.Values(n) + "."
}

// CommandRank describes /rank.
func (w Words) CommandRank() string {
	return w.pick("رتّب بخاصية، مثل: المدة أو الذاكرة", "Rank by an attribute, e.g. memory")
}

// OptionAttribute describes what /rank ranks by.
func (w Words) OptionAttribute() string {
	return w.pick("الخاصية، مثل: الذاكرة", "The attribute, e.g. memory")
}

// OptionGroup describes what /rank is narrowed to.
func (w Words) OptionGroup() string {
	return w.pick("مجموعة، مثل: رقائق أو نماذج صينية", "A group, e.g. chips or Chinese models")
}

// ProgramRank is the one line on rank.
func (w Words) ProgramRank() string {
	return w.pick("رتّب بحسب خاصية", "Rank by an attribute")
}

// ProgramRankLong explains rank.
func (w Words) ProgramRankLong() string {
	return w.pick(
		"يرتب ما في جداول المقارنة بحسب خاصية، الأفضل أولًا (الأقدم تاريخًا، والأرخص سعرًا، وإلا فالأكبر)، ولكل\n"+
			"قيمة مصدرها كما كُتبت. ويُضيَّق بمجموعة: نوع أو عنوان جدول أو شركة أو بلد. القيم ذات الوحدات المختلفة\n"+
			"لا تُرتب معًا، وما لا قيمة له يُذكر اسمه.\n\n"+
			"رمز الخروج: 0 وُجد ترتيب، 1 لم يوجد، 2 خطأ في الاستعمال أو في ملفات المعرفة.",
		"Puts what the comparison tables hold in the order of an attribute, best first (the earliest date, the lowest\n"+
			"price, else the most), each value as it was written and with its source. A group narrows it: a type, a\n"+
			"table's title, a maker or a country. Values of different units share no order; what has none is named.\n\n"+
			"Exit codes: 0 ranked, 1 nothing found, 2 wrong use or bad knowledge.")
}

// FlagAsc describes --asc.
func (w Words) FlagAsc() string {
	return w.pick("الأصغر (أو الأقدم) أولًا", "the least (or the earliest) first")
}
