package index

import (
	"strings"

	"sibaq/knowledge/fold"
)

// measure is a unit: how many of its family's first unit it is. Numbers are put
// in order only within one family.
type measure struct {
	family string
	times  float64
}

// What a family is called in Value.Unit. A count has no unit.
const (
	familyCount    = ""
	familySeconds  = "s"
	familyMonths   = "months"
	familyBytes    = "B"
	familyFlops    = "FLOPS"
	familyPower    = "W"
	familyEnergy   = "Wh"
	familyMetres   = "m"
	familyHertz    = "Hz"
	familyPercent  = "%"
	familyFrames   = "frames"
	familyLines    = "lines" // of a picture, from top to bottom
	familyTimes    = "times"
	familyBits     = "bit"
	familyDollar   = "USD"
	familyEuro     = "EUR"
	familyYuan     = "CNY"
	familySterling = "GBP"
)

func isMoney(family string) bool {
	return family == familyDollar || family == familyEuro || family == familyYuan || family == familySterling || strings.HasSuffix(family, "$")
}

// unitWords lists, for each unit, the words for it in both languages, and then,
// behind a bar, the Arabic dual, which says "two" by itself.
var unitWords = []struct {
	family string
	times  float64
	words  string
}{
	{familySeconds, 1, "ثانية ثوان ثواني s sec secs second seconds | ثانيتان ثانيتين"},
	{familySeconds, 60, "دقيقة دقائق min mins minute minutes | دقيقتان دقيقتين"},
	{familySeconds, 3600, "ساعة ساعات h hr hrs hour hours | ساعتان ساعتين"},
	{familySeconds, 86400, "يوم أيام يوما day days | يومان يومين"},
	{familySeconds, 7 * 86400, "أسبوع أسابيع أسبوعا week weeks | أسبوعان أسبوعين"},
	{familySeconds, .001, "ms millisecond milliseconds ميلي_ثانية مللي_ثانية ميليثانية"},
	{familyMonths, 1, "شهر أشهر شهور شهرا month months | شهران شهرين"},
	{familyMonths, 12, "سنة سنوات سنين عام أعوام عاما year years | سنتان سنتين عامان عامين"},
	{familyBytes, 1e3, "كيلوبايت kb"},
	{familyBytes, 1e6, "ميغابايت ميجابايت mb megabytes"},
	{familyBytes, 1e9, "غيغابايت جيجابايت غيغا جيجا قيقابايت قيقا جيغابايت gb gigabyte gigabytes"},
	{familyBytes, 1e12, "تيرابايت tb terabyte terabytes"},
	{familyBytes, 1e15, "بيتابايت pb petabytes"},
	{familyBits, 1e6, "ميغابت ميجابت mbit mbps"},
	{familyBits, 1e9, "غيغابت جيجابت gbit gbps"},
	{familyBits, 1e12, "تيرابت tbit tbps"},
	{familyFlops, 1e9, "غيغافلوبس جيجافلوبس gflops gigaflops"},
	{familyFlops, 1e12, "تيرافلوبس تيرافلوب tflops teraflops"},
	{familyFlops, 1e15, "بيتافلوبس بيتافلوب pflops petaflops"},
	{familyFlops, 1e18, "إكسافلوبس إكسافلوب eflops exaflops"},
	{familyPower, 1, "واط وات w watt watts"},
	{familyPower, 1e3, "كيلوواط كيلووات كيلو_واط kw kilowatt kilowatts"},
	{familyPower, 1e6, "ميغاواط ميجاواط ميغاوات ميجاوات mw megawatt megawatts"},
	{familyPower, 1e9, "غيغاواط جيجاواط غيغاوات جيجاوات gw gigawatt gigawatts"},
	{familyEnergy, 1e3, "كيلوواط_ساعة كيلووات_ساعة kwh"},
	{familyEnergy, 1e6, "ميغاواط_ساعة ميجاواط_ساعة mwh"},
	{familyEnergy, 1e9, "غيغاواط_ساعة جيجاواط_ساعة gwh"},
	{familyEnergy, 1e12, "تيراواط_ساعة تيراوات_ساعة twh"},
	{familyMetres, 1e-9, "نانومتر نانومترات nm nanometre nanometres nanometer nanometers"},
	{familyMetres, 1, "متر أمتار مترا metre metres meter meters"},
	{familyMetres, 1e3, "كيلومتر كيلومترات كيلومترا km kilometre kilometres kilometers"},
	{familyHertz, 1e6, "ميغاهرتز ميجاهرتز mhz"},
	{familyHertz, 1e9, "غيغاهرتز جيجاهرتز ghz"},
	{familyFrames, 1, "إطار إطارات إطارا frame frames | إطاران إطارين"},
	{familyFrames + "/s", 1, "fps"},
	{familyLines, 1, "p بكسل"},
	{familyTimes, 1, "x مرة مرات ضعف أضعاف times | مرتان مرتين ضعفان ضعفين"},
	{familyPercent, 1, "بالمئة بالمائة بالميه percent"},
	{familyDollar, 1, "دولار دولارات دولارا usd us$ dollar dollars | دولاران دولارين"},
	{familyEuro, 1, "يورو eur euro euros"},
	{familyYuan, 1, "يوان يوانات يوانا cny rmb yuan renminbi"},
	{familySterling, 1, "gbp جنيه_إسترليني جنيها_إسترلينيا"},
	{familyCount, 1, `معامل معاملات معاملا معلمة معلمات بارامتر بارامترات parameter parameters params
		رمز رموز رمزا توكن توكنز token tokens نموذج نماذج نموذجا model models جهاز أجهزة جهازا device devices
		مستخدم مستخدمون مستخدمين مستخدما user users رقاقة رقائق شريحة شرائح chip chips
		تطبيق تطبيقات تطبيقا app apps شركة شركات company companies دولة دول country countries
		لغة لغات language languages نقطة نقاط point points موظف موظفون موظفين موظفا employee employees staff
		شخص أشخاص شخصا people باحث باحثون باحثين باحثا researcher researchers كلمة كلمات word words
		مركز مراكز مركزا center centers centre centres مدينة مدن city cities | رقاقتان رقاقتين شريحتان شريحتين
		نموذجان نموذجين جهازان جهازين شركتان شركتين دولتان دولتين لغتان لغتين نقطتان نقطتين`},
}

// scaleWords are the words that multiply a number.
var scaleWords = []struct {
	times float64
	words string
}{
	{1e3, "ألف آلاف ألفا thousand k | ألفان ألفين ألفي"},
	{1e6, "مليون ملايين مليونا million m mn | مليونان مليونين مليوني"},
	{1e9, "مليار مليارات مليارا بليون بلايين billion b bn | ملياران مليارين ملياري"},
	{1e12, "تريليون تريليونات تريليونا ترليون trillion t tn | تريليونان تريليونين تريليوني"},
}

// numberWords are the small numbers that people write as words.
var numberWords = numbered(`واحد واحدة one
	اثنان اثنين اثنتان اثنتين two
	ثلاث ثلاثة three
	أربع أربعة four
	خمس خمسة five
	ست ستة six
	سبع سبعة seven
	ثمان ثماني ثمانية eight
	تسع تسعة nine
	عشر عشرة ten`)

// numbered gives each word the number of its line, from 1.
func numbered(lines string) map[string]float64 {
	m := map[string]float64{}
	n := 0.0
	for line := range strings.Lines(lines) {
		n++
		for _, w := range strings.Fields(line) {
			m[foldPhrase(w)] = n
		}
	}
	return m
}

// monthNames lists for each month how Egypt and the Gulf, the Levant and Iraq,
// the Maghreb, and English call it.
var monthNames = numbered(`يناير كانون_الثاني جانفي january jan
	فبراير شباط فيفري february feb
	مارس آذار march mar
	أبريل نيسان أفريل ابريل april apr
	مايو أيار ماي may
	يونيو يونيه حزيران جوان june jun
	يوليو يوليه تموز جويلية يوليوز july jul
	أغسطس آب أوت غشت august aug
	سبتمبر أيلول شتنبر september sept sep
	أكتوبر تشرين_الأول october oct
	نوفمبر تشرين_الثاني نونبر november nov
	ديسمبر كانون_الأول دجنبر december dec`)

// A quantityWord is what a word says about a number: a unit or a scale, and
// for a dual the number itself.
type quantityWord struct {
	measure
	dual bool
}

var unitsByWord = func() map[string]quantityWord {
	m := map[string]quantityWord{}
	for _, u := range unitWords {
		addQuantityWords(m, measure{u.family, u.times}, u.words)
	}
	return m
}()

var scalesByWord = func() map[string]quantityWord {
	m := map[string]quantityWord{}
	for _, s := range scaleWords {
		addQuantityWords(m, measure{times: s.times}, s.words)
	}
	return m
}()

func addQuantityWords(to map[string]quantityWord, m measure, list string) {
	single, dual, _ := strings.Cut(list, "|")
	for _, w := range strings.Fields(single) {
		to[foldPhrase(w)] = quantityWord{measure: m}
	}
	for _, w := range strings.Fields(dual) {
		to[foldPhrase(w)] = quantityWord{measure: m, dual: true}
	}
}

// foldPhrase folds words that are joined by "_", and joins them by spaces.
func foldPhrase(w string) string { return fold.Text(strings.ReplaceAll(w, "_", " ")) }
