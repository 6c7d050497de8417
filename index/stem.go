package index

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// Stems. A word is seen in three ways, from strict to loose: as it is, by its
// light stem (article, joined particles, pronouns and plural endings taken
// off), and by its bones (consonants alone, which broken plurals share).
//
// A single letter at the front of an Arabic word may be a particle or the
// word's own: "بكتاب" is "in a book", "بلد" is a country. stemOf leaves such
// letters; otherForms gives the readings without them, which vocabulary
// believes only where the folder's own words bear them out.

// stemOf returns the light stem of a folded word.
func stemOf(w string) string {
	r, size := utf8.DecodeRuneInString(w)
	switch {
	case size == 0:
		return w
	case r >= 0x600 && r <= 0x6ff:
		return arabicStem(w)
	case r >= 'a' && r <= 'z' || r > 0x7f && r < 0x250:
		return englishStem(w)
	}
	return w
}

func englishStem(w string) string {
	if s, ok := irregularEnglish[w]; ok {
		return s
	}
	if utf8.RuneCountInString(w) < 4 || strings.ContainsAny(w, "0123456789") {
		return w
	}
	env := snowballstem.NewEnv(w)
	english.Stem(env)
	s := env.Current()
	if rest, ok := strings.CutSuffix(s, "iz"); ok && len(rest) >= 4 { // "realize", "realise"
		return rest + "is"
	}
	return s
}

// irregularEnglish gives words of which the rules make another word's stem, or
// a stem that their own kin do not share: "who founded it" is not answered by
// "chips found in it".
var irregularEnglish = classesOf(`
	founder founded founders founding cofounder cofounders cofounded
	find found finds finding findings
	organis organization organizations organizational organisational
	authority authorities
	important importance importantly
	customer customers
	executive executives
	universe universal
	engineer engineers engineering
	intern interns internship internships
	publish published publishes publisher publishers publishing publication publications
	licenc licence licences licensed license licenses licensing licensee
	center centre centres centers
	color colour colours colors
	labor labour
	behavior behaviour behaviours behaviors
	program programme programmes programs
	defens defence defense
	favorit favourite favorite favourites favorites
	label labelled labeled labelling labeling labels
	cancel cancelled canceled cancellation
	model modelled modelling modeling models
	build built builds building buildings builder
	make made makes making maker makers
	sell sold sells selling seller sale sales
	buy bought buys buying buyer buyers
	pay paid pays paying payment payments
	spend spent spends spending
	win won wins winning winner winners
	run ran runs running
	say said says saying
	tell told tells telling
	begin began begun begins beginning
	grow grew grown grows growing growth
	fall fell fallen falls falling
	rise rose risen rises rising
	lose lost loses losing loss losses
	beat beaten beats beating
	write wrote written writes writing writer writers
	lead led leads leading leader leaders
	give gave given gives giving
	take took taken takes taking
	hold held holds holding
	send sent sends sending
	break broke broken breaks breaking
	choose chose chosen chooses choice
	drive drove driven drives driving driver drivers
	bring brought brings bringing
	think thought thinks thinking
	teach taught teaches teaching teacher
	show shown shows showed showing
	know knew known knows knowledge
	speak spoke spoken speaks speaking speaker
	draw drew drawn draws drawing
	leave left leaves leaving
	meet met meets meeting meetings
	cut cuts cutting
	shut shuts shutting
	seek sought seeks seeking
	feed fed feeds feeding
	steal stole stolen
	child children
	officer officers
	government governments governmental
	powerful powerfully
	rating ratings
	barred barring
	shared sharing
	woman women
	analysis analyses analyze analyse analyst
	strong stronger strongest strength
	cheap cheaper cheapest
	large larger largest
	small smaller smallest
	fast faster fastest
	big bigger biggest
	long longer longest
	high higher highest
	new newer newest
	old older oldest
`)

// classesOf reads classes of words, one a line; the first is the stem of all.
func classesOf(lines string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(lines) {
		fs := strings.Fields(line)
		for _, f := range fs {
			m[f] = fs[0]
		}
	}
	return m
}

func arabicStem(w string) string {
	if s, ok := irregular[w]; ok {
		return s
	}
	bare := withoutArticle(w)
	if s, ok := irregular[bare]; ok {
		return s
	}
	return calm(withoutEndings(bare))
}

// letters counts code points; every Arabic letter takes two bytes.
func letters(w string) int { return len(w) / 2 }

// articles are the article and what may be joined before it, longest first.
var articles = [...]string{"وبال", "فبال", "وكال", "فكال", "اوال", "وهال", "بهال", "لهال", "هال", "وال", "فال", "بال", "كال", "ولل", "فلل", "ال", "لل"}

// withoutArticle takes the article off with the particles before it. Where
// two letters would be left, "لل" is a particle before a word in ل: "للغة".
func withoutArticle(w string) string {
	for _, p := range articles {
		rest, ok := strings.CutPrefix(w, p)
		if !ok {
			continue
		}
		if letters(rest) >= 3 || p == "ال" && letters(rest) == 2 {
			return rest
		}
		if strings.HasSuffix(p, "لل") && letters(rest) == 2 {
			return "ل" + rest
		}
	}
	return w
}

// pronouns are joined to the end of nouns and verbs.
var pronouns = [...]string{"كما", "هما", "ها", "هم", "هن", "كم", "نا"}

// endings are those of number, gender and origin, each with the letters that
// must be left: fewer would join "سنين" with "سن" and "حرية" with "حر".
var endings = [...]struct {
	ending string
	left   int
}{{"يات", 3}, {"ات", 3}, {"ون", 3}, {"ين", 3}, {"ان", 4}, {"يه", 3}, {"وا", 3}, {"ه", 3}, {"ي", 3}, {"ا", 3}}

func withoutEndings(w string) string {
	if whole[w] {
		return w
	}
	for _, p := range pronouns {
		if rest, ok := strings.CutSuffix(w, p); ok && letters(rest) >= 3 {
			w = openTa(rest)
			break
		}
	}
	for _, e := range [...]string{"ته", "تين", "تان"} { // his, and two, after a ta marbuta
		if rest, ok := strings.CutSuffix(w, e); ok && letters(rest) >= 3 {
			w = rest
		}
	}
	for range 2 { // "أمريكيون" has two
		if whole[w] {
			return w
		}
		before := w
		for _, e := range endings {
			if rest, ok := strings.CutSuffix(w, e.ending); ok && letters(rest) >= e.left {
				w = rest
				break
			}
		}
		if w == before {
			break
		}
	}
	return w
}

// openTa takes off the ta marbuta that a pronoun opens: "مدرستها".
func openTa(w string) string {
	if rest, ok := strings.CutSuffix(w, "ت"); ok && letters(rest) >= 3 && !strings.HasSuffix(rest, "ا") {
		return rest
	}
	return w
}

// calm makes one of the two letters that a hamza's seat may leave within a
// word: مسؤول, مسئول and مسول are one.
func calm(w string) string {
	if letters(w) < 4 {
		return w
	}
	w = strings.ReplaceAll(w, "وو", "و")
	w = strings.ReplaceAll(w, "يي", "ي")
	if head, tail := w[:4], w[4:]; strings.Contains(tail, "يو") {
		w = head + strings.ReplaceAll(tail, "يو", "و")
	}
	return w
}

// whole words end like others do but are not to be cut.
var whole = set(`انسان تلفزيون تليفزيون قانون ميدان برلمان عنوان ميزان زمان مكان ضمان انترنت مليون بليون تريليون كربون ايران
	اليابان باكستان السودان لبنان رمضان تعاون قرون عيون تمويل وطن ايمان اثنان ثمان اعلان بيان جريان طيران بركان سرطان
	ملايين ماكرون تايوان اردن اوكرانيا فنان كيان ديوان غليان دوران اطمينان امتحان لسان حصان سلطان شيطان عثمان سليمان
	افغانستان برهان كازاخستان طهران عمان عدنان رضوان الوان هارون زبون مجنون مخزون صابون تكوين تامين تدوين فلسطين يقين حنين
	تحسين تكاليف بنيامين بوتين كيان ليزر الكترون نيوترون بروتون فوتون سيليكون ترانزستور زيتون حلزون كانون عدوان
	ارجنتين اوزبكستان طاجيكستان تركمانستان كردستان بريتان`)

// irregular gives words whose plural or feminine no rule reaches the stem
// they are to share.
var irregular = classesOf(`
	رييس رييسه رووسا روسا رييسي
	سنه سنوات سنين سنتين سنتان
	شهر شهور اشهر شهرين شهران شهريا
	يوم ايام يومين يومان يوميا
	مليون ملايين مليونا مليوني
	مليار مليارات مليارا بليون
	نسا امراه نساء
	دوله دول دولتين دولتان
	لغه لغات لغته لغتها لغتهم
	سوال اسيله سوالا
	راي ارا اراء
	عضو اعضا عضوا عضوه
	جزء اجزا جز جزي
	شي اشيا شييا
	ابن ابنا بنين
	اخ اخوه اخوان
	ماء مياه
	فكره افكار فكرته
	كلمه كلمات كلم
	قيمه قيم
	خبير خبرا
	صوره صور
	قمه قمم
	ميه ماية مايه ميات
	دقيقه دقايق دقيقتين دقيقتان
	ثانيه ثوان ثواني ثانيتين ثانيتان
	ساعه ساعات ساعتين ساعتان
	بيانات بياناته بياناتها بياناتهم بياناتنا بياناتك
	تسويه تسويات
	عمليه عمليات عملياته عملياتها عملياتهم
	عميل عملا عملايها عملاوها عملايه عميله
	مكتبه مكتبات
	نظريه نظريات نظري نظريا
	شرطه شرطي شرطيه
	ملكيه ملكيات
	جمعيه جمعيات
	دوري دوريه دوريا
	محلي محليه محليا محليين محليون
	رسمي رسميه رسميا رسميين رسميون
	مدينه مدن مدينتين مدينتان
	مدني مدنيه مدنيين مدنيون
	اداره ادارات اداري اداريه ادارتها ادارته
	ادار ادارت يدير تدير يديرها تديرها يديره تديره
	قياده قاد يقود تقود قادت قادها قاده يقودها تقوده
	زياده زاد يزيد تزيد زادت زادها
	بيع باع يبيع تبيع باعت باعوا بيعت
	فوز فاز يفوز تفوز فازت فازوا ستفوز
	قياس قاس يقيس تقيس قاست قيست
	زياره زار يزور تزور زارت
	نمو نما ينمو تنمو
	سعي يسعي تسعي سعت
	نفي ينفي تنفي نفت
	حمايه حمي يحمي تحمي حمت نحمي
	بنا بني يبني تبني بناوه بنايه بناها ابنيه
	شرا اشتري يشتري تشتري يشترون يشتروا اشترت اشتروا شراوه شراوها شرايها
	الغا الغي يلغي تلغي الغت الغوا الغاوه الغايها
	وصول وصل يصل تصل وصلت وصلوا
	ضم يضم تضم ضمت
	قصه قصص
	خطه خطط
	حصه حصص
	فيه فيات
	لون الوان
	نوع انواع
	جيل اجيال
	دليل ادله
	دوا ادويه
	وثيقه وثايق
	وسيله وسايل
	واجهه واجهات
	ميزه مزايا ميزات
	زاويه زوايا
	باب ابواب
	سوق اسواق
	صوت اصوات
	جوله جولات
	دوره دورات
	يد ايدي ايادي
	عين عيون اعين
	بيت بيوت
	قيد قيود
	عيب عيوب
	سر اسرار
	حل حلول
	صف صفوف
	خط خطوط
	فن فنون
	رد ردود
	حد حدود
	سد سدود
	حي احيا
	مهمه مهام مهمات
	قناه قنوات
	اداه ادوات
	نواه انويه
	قاض قضاه قاضي
	ناد نادي انديه نوادي
	محام محامي محامون محامين محاميه
	مستوي مستويات
	معني معاني
	ارض اراضي
	قوه قوات
	جايزه جوايز
	ثوره ثورات
	جزيره جزر
	تقنيه تقنيات تقاني
	حكومه حكومات حكومي حكوميه
	لغوي لغويه لغويا لغويين لغويون
	موقعه موقعون موقعين
	هندي هنود هنديه
	تركي اتراك تركيه
	روسي روس روسيه
	الماني المان المانيه
`)

// bones returns the consonants of an Arabic stem, "" where too few are left to
// tell words apart. A weak last letter is kept as ~: "عضو" and "أعضاء".
func bones(w string) string {
	if r, _ := utf8.DecodeRuneInString(w); r < 0x600 || r > 0x6ff {
		return ""
	}
	var b strings.Builder
	n := 0
	rs := []rune(w)
	for i, r := range rs {
		switch r {
		case 'ا', 'و', 'ي':
			if i == len(rs)-1 && n == 2 {
				b.WriteByte('~')
				n++
			}
			continue
		}
		b.WriteRune(r)
		n++
	}
	if n < 3 {
		return ""
	}
	return b.String()
}

// bonesOf gives to yield all bones by which a folded word may be found, those
// of its stem s first. A word of an irregular class has none: its class says
// what it is kin to.
func bonesOf(w, s string, yield func(bones string)) {
	bare := withoutArticle(w)
	if irregular[w] != "" || irregular[bare] != "" {
		return
	}
	var first, second string
	if first = bones(s); first != "" {
		yield(first)
	}
	if second = bones(withoutHeh(bare)); second != "" && second != first {
		yield(second)
	}
	verbBones(s, func(b string) {
		if b != "" && b != first && b != second {
			yield(b)
		}
	})
	if rest, ok := strings.CutPrefix(bare, "م"); ok && letters(bare) == 6 && rest[2:4] == "ا" && strings.HasSuffix(rest, "ه") {
		yield("ا" + bones(withoutHeh(bare))[2:] + "3") // the noun of form III: "مراقبه"
	}
}

// verbBones gives to yield the bones that a verb or a participle has in common
// with the noun of its form: "تستهلك", "استهلكت", "مستهلك" with "استهلاك". It
// knows the forms by their letters alone, and leaves those that nouns have too.
func verbBones(w string, yield func(bones string)) {
	if r, _ := utf8.DecodeRuneInString(w); r < 0x600 || r > 0x6ff {
		return
	}
	if rest, ok := strings.CutPrefix(w, "س"); ok && letters(rest) >= 4 && strings.ContainsAny(rest[:2], "يتن") {
		w = rest // the future
	}
	if rest, ok := strings.CutSuffix(w, "ت"); ok && letters(rest) >= 3 && !strings.ContainsAny(rest[len(rest)-2:], "اوي") {
		yield(bones(rest)) // she did
	}
	first, rest := w[:2], w[2:]
	n := letters(rest)
	if third := strings.TrimSuffix(strings.TrimLeft(w, "يتن"), "ت"); letters(third) == 4 && third[2:4] == "ا" && letters(w) > 4 {
		yield("ا" + bones(third) + "3") // "راقبت", "تراقب"
	}
	derived := n >= 5 && strings.HasPrefix(rest, "ست") || // X
		n >= 4 && strings.HasPrefix(rest, "ن") || // VII
		n >= 4 && rest[2:4] == "ت" || // VIII
		n >= 4 && first == "م" && rest[:2] == "ت" // V and VI
	switch {
	case first == "ت" || first == "ن" || first == "م":
		if derived {
			yield(bones(rest))
		}
		if n == 3 && first != "م" && bones(rest) != "" {
			yield("ا" + bones(rest)) // IV, as in "تعلن"
		}
	case first == "ا":
		if b := bones(w); utf8.RuneCountInString(b) == 3 {
			yield("ا" + b) // "اعلان"
		}
		if past, ok := strings.CutSuffix(w, "ت"); ok {
			if b := bones(past); utf8.RuneCountInString(b) == 3 {
				yield("ا" + b)
			}
		}
	}
}

// otherForms gives to yield the other readings of a folded Arabic word: with
// a one-letter particle, a verb's person or an ending taken off. A reading is
// sure, and needs no other word of the folder to bear it out, where a particle
// leaves four letters: whoever asks for those letters means them.
func otherForms(w string, yield func(form string, sure bool)) {
	if r, _ := utf8.DecodeRuneInString(w); r < 0x600 || r > 0x6ff {
		return
	}
	give := func(bare string, sure bool) {
		if letters(bare) < 3 {
			return
		}
		yield(arabicStem(bare), sure)
	}
	rest := w
	if r, ok := strings.CutPrefix(rest, "و"); ok {
		give(r, letters(r) >= 4)
		rest = r
	} else if r, ok := strings.CutPrefix(rest, "ف"); ok {
		give(r, letters(r) >= 4)
		rest = r
	}
	for _, p := range [...]string{"ب", "ل", "ك", "لل"} {
		if r, ok := strings.CutPrefix(rest, p); ok && !strings.HasPrefix(r, "ال") {
			give(r, letters(r) >= 4)
		}
	}
	if r, ok := strings.CutPrefix(rest, "س"); ok && letters(r) >= 4 && strings.ContainsAny(r[:2], "يتن") {
		give(r, letters(r) >= 4)
		rest = r
	}
	for _, p := range [...]string{"ي", "ت", "ن", "ا"} {
		if r, ok := strings.CutPrefix(rest, p); ok {
			give(r, false)
		}
	}
	if r, ok := strings.CutSuffix(w, "ت"); ok {
		give(r, false)
	}
	if r, ok := strings.CutSuffix(w, "ان"); ok {
		give(r, false)
	}
}

// spoken are what the dialects put before a verb of the present or future.
var spoken = [...]string{"بي", "بت", "بن", "كي", "كت", "كن", "هي", "هت", "هن", "حي", "حت", "غي", "غت", "تي", "دي", "عي", "عت"}

// spokenForms gives to yield what a verb of a dialect is in standard Arabic.
func spokenForms(w string, yield func(form string)) {
	bare := w
	if rest, ok := strings.CutSuffix(bare, "ش"); ok && strings.HasPrefix(rest, "م") {
		bare = strings.TrimPrefix(strings.TrimPrefix(rest, "م"), "ا") // "ماكيخدمش": it doesn't
	}
	if rest, ok := strings.CutSuffix(bare, "و"); ok && letters(rest) >= 3 {
		bare = rest // "كيدربو", they; "حجمو", his
	}
	if bare != w && letters(bare) >= 3 {
		yield(bare)
		w = bare
	}
	for _, p := range spoken {
		if rest, ok := strings.CutPrefix(w, p); ok && letters(rest) >= 3 {
			yield("ي" + rest)
			yield(rest)
		}
	}
}
