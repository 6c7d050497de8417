package say_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

var (
	ar = say.Texts(knowledge.Arabic)
	en = say.Texts(knowledge.English)
)

func TestCounts(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{ar.Facts(0), "لا حقائق"},
		{ar.Facts(1), "حقيقة"},
		{ar.Facts(2), "حقيقتان"},
		{ar.Facts(3), "3 حقائق"},
		{ar.Facts(10), "10 حقائق"},
		{ar.Facts(11), "11 حقيقة"},
		{ar.Facts(99), "99 حقيقة"},
		{ar.Facts(100), "100 حقيقة"},
		{ar.Facts(103), "103 حقائق"},
		{ar.Files(2), "ملفان"},
		{ar.Files(11), "11 ملفًا"},
		{ar.Files(100), "100 ملف"},
		{ar.Files(102), "102 ملف"},
		{ar.Errors(2), "خطآن"},
		{ar.Errors(12), "12 خطأً"},
		{ar.Warnings(5), "5 تنبيهات"},
		{ar.Sources(25), "25 مصدرًا"},
		{ar.Questions(60), "60 سؤالًا"},
		{en.Facts(0), "no facts"},
		{en.Facts(1), "1 fact"},
		{en.Facts(2), "2 facts"},
		{ar.Reloaded(3, 2, 1), "أُضيفت 3 حقائق، تغيّرت حقيقتان، حُذفت حقيقة."},
		{ar.Reloaded(0, 0, 0), "لم تتغيّر أي حقيقة."},
		{en.Reloaded(3, 0, 1), "3 facts added, 1 fact gone."},
		{ar.CheckFound(1, 2), "وجد الفحص: خطأ وتنبيهان"},
		{ar.CheckFound(0, 4), "وجد الفحص: 4 تنبيهات"},
		{en.CheckFound(2, 1), "The check found: 2 errors and 1 warning"},
		{ar.CheckClean(12, 2), "ملفات المعرفة سليمة: 12 حقيقة في ملفين."},
		{ar.Comparing("Kling", "Sora"), "مقارنة بين Kling و Sora"},
		{ar.Comparing("الصين", "أمريكا"), "مقارنة بين الصين وأمريكا"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// Our own numbers have the digits that are asked for; what others wrote keeps
// its own, and English has Western ones always.
func TestDigits(t *testing.T) {
	indic := ar.With(say.ArabicIndic)
	june := knowledge.Date{Year: 2024, Month: 6}
	huawei := &knowledge.Entity{Name: "Huawei", Ar: "هواوي 5"}
	f := &knowledge.Fact{Status: knowledge.Claim, ClaimedBy: "Huawei", Claimant: huawei, AsOf: june}
	for _, c := range []struct{ got, want string }{
		{indic.Facts(1), "حقيقة"},
		{indic.Facts(2), "حقيقتان"},
		{indic.Facts(3), "٣ حقائق"},
		{indic.Facts(11), "١١ حقيقة"},
		{indic.Page(2, 10), "صفحة ٢ من ١٠"},
		{indic.Number(-47), "-٤٧"},
		{indic.ISODate(june), "٢٠٢٤-٠٦"},
		{indic.ISODate(knowledge.Date{}), ""},
		{indic.Standing(index.Hit{Fact: f, Passage: &f.Passage}), "ادعاء من هواوي 5، ٢٠٢٤-٠٦"},
		{indic.SourceLabel(&knowledge.Source{Publisher: "Channel 4", Date: june}), "Channel 4، ٢٠٢٤-٠٦"},
		{indic.AnswerID("A2B3"), "الجواب: A2B3"},
		{en.With(say.ArabicIndic).Facts(3), "3 facts"},
		{ar.Facts(3), "3 حقائق"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestStanding(t *testing.T) {
	huawei := &knowledge.Entity{Name: "Huawei", Ar: "هواوي"}
	hit := func(s knowledge.Status, by, superseding string) index.Hit {
		f := &knowledge.Fact{Claimant: map[string]*knowledge.Entity{"Huawei": huawei, "华为": huawei}[by],
			Status: s, ClaimedBy: by, SupersededBy: superseding, AsOf: knowledge.Date{Year: 2024, Month: 6}}
		return index.Hit{Fact: f, Passage: &f.Passage}
	}
	for _, c := range []struct {
		hit    index.Hit
		ar, en string
	}{
		{hit(knowledge.Claim, "Huawei", ""), "ادعاء من هواوي، 2024-06", "claim by Huawei, 2024-06"},
		{hit(knowledge.Claim, "华为", ""), "ادعاء من هواوي، 2024-06", "claim by Huawei, 2024-06"},
		{hit(knowledge.Claim, "Reuters", ""), "ادعاء من Reuters، 2024-06", "claim by Reuters, 2024-06"},
		{hit(knowledge.Claim, "", ""), "ادعاء لم يُذكر صاحبه، 2024-06", "claim by someone not named, 2024-06"},
		{hit(knowledge.Confirmed, "", ""), "مؤكد، 2024-06", "confirmed, 2024-06"},
		{hit(knowledge.Contested, "Huawei", ""), "محل خلاف (يقول به هواوي)، 2024-06", "contested (said by Huawei), 2024-06"},
		{hit(knowledge.Superseded, "", "new-one"), "متجاوَز، حلّت محله الحقيقة new-one، 2024-06", "superseded by fact new-one, 2024-06"},
		{hit(knowledge.Unreviewed, "", ""), "غير مراجَع، 2024-06", "not reviewed, 2024-06"},
	} {
		if got := ar.Standing(c.hit); got != c.ar {
			t.Errorf("got %q, want %q", got, c.ar)
		}
		if got := en.Standing(c.hit); got != c.en {
			t.Errorf("got %q, want %q", got, c.en)
		}
	}
}

// Every text is written in the language it is said in, and fits what Discord
// allows a command's description where it describes one. A method added to the
// catalogue is checked without a change here.
func TestEveryTextIsInItsLanguage(t *testing.T) {
	texts := reflect.TypeFor[say.Words]()
	checked := 0
	for i := range texts.NumMethod() {
		m := texts.Method(i)
		if m.Type.NumIn() != 1 || m.Type.NumOut() != 1 || m.Type.Out(0).Kind() != reflect.String || m.Name == "Lang" || m.Name == "Comma" || m.Name == "AboutExamples" { // a code; a mark; and questions that may be asked in either language
			continue
		}
		checked++
		inAr := m.Func.Call([]reflect.Value{reflect.ValueOf(ar)})[0].String()
		inEn := m.Func.Call([]reflect.Value{reflect.ValueOf(en)})[0].String()
		if !has(inAr, unicode.Arabic) {
			t.Errorf("%s has no Arabic: %q", m.Name, inAr)
		}
		if has(inEn, unicode.Arabic) || !has(inEn, unicode.Latin) {
			t.Errorf("%s is not English: %q", m.Name, inEn)
		}
		if strings.HasPrefix(m.Name, "Command") || strings.HasPrefix(m.Name, "Option") {
			if n := utf8.RuneCountInString(inAr + " · " + inEn); n > 100 {
				t.Errorf("%s is %d characters in both languages, Discord allows 100", m.Name, n)
			}
		}
	}
	if checked < 20 {
		t.Errorf("only %d texts were looked at", checked)
	}
}

func has(s string, script *unicode.RangeTable) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(script, r) })
}
