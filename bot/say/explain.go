package say

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"sibaq/index"
)

// leastWeight is what a feature must move a logit by to be named.
const leastWeight = .05

// Explain renders why a question got the answer it got: how it was read, and
// for each fact what spoke for and against it, most first.
func (st Style) Explain(x index.Explanation) string {
	p := st.page(x.Answer.Lang)
	p.heading(p.HowRead())
	for _, w := range x.Words {
		p.line("  ", p.Colon(w.Text, p.Role(w.Role)))
	}
	if x.Asks != "" {
		p.line("  ", p.Colon(p.AsksFor(), p.KindOfValue(x.Asks)))
	}
	if x.Answer.Ranking != nil {
		p.line("", p.AnsweredByRanking())
		return p.String()
	}
	p.line("", p.Needs(x.Least))
	for i, f := range x.Facts {
		p.gap()
		text := plain(f.Passage.Text)
		if label := CellLabel(f.Hit); label != "" {
			text = p.Colon(plain(label), text)
		}
		p.WriteString(Line(f.Passage.Lang, fmt.Sprintf("%d. %.2f  %s", i+1, f.Confidence, text)) + "\n")
		p.line("   ", fmt.Sprintf("%s:%d", f.Passage.File, f.Passage.Line))
		if f.Given != 0 {
			p.line("   ", fmt.Sprintf("%+.2f  %s", f.Given, p.Given()))
		}
		for _, part := range telling(f.Parts) {
			p.line("   ", fmt.Sprintf("%+.2f  %s", part.Value*part.Weight, part.Name.In(p.lang)))
		}
	}
	return p.String()
}

// telling returns the parts that moved a confidence, those that moved it most first.
func telling(parts []index.Part) []index.Part {
	by := func(p index.Part) float64 { return math.Abs(p.Value * p.Weight) }
	parts = slices.DeleteFunc(slices.Clone(parts), func(p index.Part) bool { return by(p) < leastWeight })
	slices.SortStableFunc(parts, func(a, b index.Part) int { return cmp.Compare(by(b), by(a)) })
	return parts
}

// HowRead stands above the words of a question as they were read.
func (w Words) HowRead() string {
	return w.pick("هكذا قُرئ السؤال:", "How the question was read:")
}

// AsksFor names the kind of value that a question asks for.
func (w Words) AsksFor() string { return w.pick("المطلوب", "asks for") }

// AnsweredByRanking says why no fact was judged.
func (w Words) AnsweredByRanking() string {
	return w.pick("سؤال عن الأكثر أو الأقل، فأجاب عنه ترتيب من جداول المقارنة.",
		"The question asks for the most or the least: a ranking from the comparison tables answers it.")
}

// Needs says how sure a fact must be to answer.
func (w Words) Needs(least float64) string {
	return w.pick(fmt.Sprintf("لا تُعرض حقيقة جوابًا إلا بثقة %.2f على الأقل. رقم كل حقيقة ثقتها، وتحته ما زادها وما نقصها.", least),
		fmt.Sprintf("A fact answers with a confidence of %.2f or more. Each fact's number is its confidence, with what raised and lowered it below.", least))
}

// Given names what is added where no weighing is needed.
func (w Words) Given() string {
	return w.pick("بحث بكلمة واحدة، أو سؤال كُتب لها بعينه", "a search by one word, or a question written for it")
}

// Role says what a word of a question was taken for.
func (w Words) Role(role string) string {
	switch role {
	case "name":
		return w.pick("اسم", "a name")
	case "guessed name":
		return w.pick("اسم مخمَّن من لفظه أو من خطأ في كتابته", "a name, guessed by sound or in spite of a typo")
	case "number":
		return w.pick("رقم", "a number")
	case "weak":
		return w.pick("كلمة عامة", "a word that says little")
	case "telling":
		return w.pick("ما يُسأل عنه بلفظه", "what is asked for by its own word")
	case "unknown":
		return w.pick("لا تعرفها الملفات", "unknown to the files")
	case "concept":
		return w.pick("كلمة لها مترادفات", "a word with synonyms")
	}
	return w.pick("كلمة", "a word")
}

// KindOfValue names a kind of value that a question asks for.
func (w Words) KindOfValue(kind string) string {
	switch kind {
	case "how many":
		return w.pick("عدد أو مقدار", "a number")
	case "money":
		return w.pick("مبلغ من المال", "a sum of money")
	case "share":
		return w.pick("نسبة", "a percentage")
	case "when":
		return w.pick("تاريخ", "a date")
	case "how long":
		return w.pick("مدة", "a length of time")
	case "who":
		return w.pick("شخص أو جهة", "a person or an organisation")
	case "where":
		return w.pick("مكان", "a place")
	case "why":
		return w.pick("سبب", "a reason")
	}
	return w.pick("أي واحد", "which one")
}
