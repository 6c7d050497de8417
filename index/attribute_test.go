package index_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"sibaq/index"
)

// Each line: a cell, the label of its row where that matters, and what is read.
// Dates are shown as their first and last day.
func TestParseValue(t *testing.T) {
	for line := range strings.Lines(`
دقيقتان | | 120 s
دقيقتين | | 120 s
دقيقة واحدة | | 60 s
دقيقة | | 60 s
Two minutes | | 120 s
One minute | | 60 s
a minute | | 60 s
2 minutes | | 120 s
120 s | | 120 s
120s | | 120 s
٨ ثوانٍ | | 8 s
خمس ثوانٍ | | 5 s
20 ثانية | | 20 s
حتى 20 ثانية لمشتركي Pro و5 ثوانٍ لمشتركي Plus | | up to 20 s
Up to 20 seconds for Pro and 5 seconds for Plus subscribers | | up to 20 s
15 ثانية في Kling 3.0 | | 15 s
15 seconds with Kling 3.0 | | 15 s
5 أو 10 ثوانٍ | | 5..10 s
5 or 10 seconds | | 5..10 s
20 seconds at most | | at most 20 s
ساعة ذكية | | text
شهران | | 2 months
3 سنوات | | 36 months
شهر واحد | | 1 months

671 مليار | | 671000000000
671B | | 671000000000
671B parameters (37B active) | | 671000000000
671 مليار معامل | | 671000000000
7b | | 7000000000
70B+ | | at least 70000000000
أكثر من 13 مليار | | more than 13000000000
Over 13 billion | | more than 13000000000
1.5B-parameter model | | 1500000000
671 | عدد المعاملات (مليار) | 671000000000
671 | Parameters (billion) | 671000000000
671 مليار | عدد المعاملات (مليار) | 671000000000
١٬٠٠٠ | | 1000
٣٫٥ | | 3.5
5,427 | | 5427
602 مليون | | 602000000
نحو 60 مليونًا | | about 60000000
About 60 million | | about 60000000
~60M | | about 60000000
مليون ونصف | | 1500000
مليونا رمز | | 2000000
مليون رمز | | 1000000
1M tokens | | 1000000
128K | | 128000
200 ألف رمز | | 200000
128 ألف رمز تقريبًا | | about 128000
ملايين | | text
أكثر من مليار جهاز | عدد الأجهزة | more than 1000000000
أكثر من 15,000 تطبيق وخدمة | عدد التطبيقات | more than 15000
17 روبوتًا | | 17 ?روبوت
17 روبوتًا | عدد الروبوتات | 17

128 غيغابايت | | 128000000000 B
80 GB | | 80000000000 B
80GB | | 80000000000 B
40 ثم 80 غيغابايت | | 40000000000..80000000000 B
40 GB, later 80 GB | | 40000000000..80000000000 B
49.2 تيرابايت | | 49200000000000 B
64 | Memory (GB) | 64000000000 B
1.6 تيرابايت في الثانية | | 1600000000000 B/s
784 GB/s | | 784000000000 B/s
نحو 2 تيرابايت في الثانية | | about 2000000000000 B/s
About 2 TB/s | | about 2000000000000 B/s
312 تيرافلوبس | | 312000000000000 FLOPS
1 بيتافلوبس | | 1000000000000000 FLOPS
1 PFLOPS | | 1000000000000000 FLOPS
559 كيلوواط | | 559000 W
1,000 واط | | 1000 W
700 W | | 700 W
102 تيراواط-ساعة | | 102000000000000 Wh
183 TWh | | 183000000000000 Wh
24 إطارًا في الثانية | | 24 frames/s
24 frames per second | | 24 frames/s
24 fps | | 24 frames/s
30 إلى 60 إطارًا في الثانية | | 30..60 frames/s
30–60 fps | | 30..60 frames/s
من 30 إلى 60 إطارًا | | 30..60 frames
بين 5 و10 ثوانٍ | | 5..10 s
حتى 1080p | | up to 1080 lines
4K | أعلى دقة | 2160 lines
4K | Highest resolution | 2160 lines
4K | Context window | 4000
1920×1080 | | 1080 lines
7 نانومتر | | 0.000000007 m

852 | التقييم (مليار دولار) | 852000000000 USD
852 | Valuation (USD billion) | 852000000000 USD
852 | Valuation ($ billion) | 852000000000 USD
852 | Valuation (billion US dollars) | 852000000000 USD

17% | | 17 %
٪٢٦ | | 26 %
17.1٪ | | 17.1 %
26 بالمئة | | 26 %
12% بعد 37% في 1990 | | 12 %
-3% | | -3 %
26 | الحصة (%) | 26 %

20 دولارًا شهريًا (ChatGPT Plus) | | 20 USD/month
USD 20 a month (ChatGPT Plus) | | 20 USD/month
$20/month | | 20 USD/month
6.99 دولارات للشهر الأول ثم 8.80 شهريًا (Standard) | | 6.99 USD/month
USD 6.99 for the first month, then 8.80 a month (Standard) | | 6.99 USD/month
200 دولار سنويًا | | 200 USD/year
109.1 مليار دولار | | 109100000000 USD
USD 109.1 billion | | 109100000000 USD
US$109.1bn | | 109100000000 USD
100 مليون يوان | | 100000000 CNY
HK$5 | | 5 HK$
5 دولارات كندية | | text
5 دولار كندي | | text
0.27 دولار لكل مليون رمز | | 0.00000027 USD/token
$0.27 per million tokens | | 0.00000027 USD/token
0.27 | السعر (دولار لكل مليون رمز) | 0.00000027 USD/token
0.27 | Price (USD per million tokens) | 0.00000027 USD/token

6 يونيو 2024 | | 2024-06-06
٦ يونيو ٢٠٢٤ | | 2024-06-06
6 June 2024 | | 2024-06-06
June 6, 2024 | | 2024-06-06
6 حزيران 2024 | | 2024-06-06
6 جوان 2024 | | 2024-06-06
2 غشت 2024 | | 2024-08-02
15 كانون الثاني 2026 | | 2026-01-15
يناير/كانون الثاني 2026 | | 2026-01-01..2026-01-31
24 تشرين الثاني 2026 | | 2026-11-24
9 ديسمبر 2024 لمشتركي ChatGPT Plus وPro | | 2024-12-09
2024-06-06 | | 2024-06-06
2024/06 | | 2024-06-01..2024-06-30
مارس 2025 | | 2025-03-01..2025-03-31
June 2024 | | 2024-06-01..2024-06-30
2022 | | 2022-01-01..2022-12-31
2022 | عدد النماذج | 2022
2022 | الميزانية (مليون دولار) | 2022000000 USD
2,022 | | 2022
2031 | أفق الاستراتيجية (سنة) | 2031-01-01..2031-12-31
عام 2024 | | 2024-01-01..2024-12-31
أواخر 2023 | | 2023-09-01..2023-12-31
Late 2023 | | 2023-09-01..2023-12-31
الربع الأول من 2025 | | 2025-01-01..2025-03-31
First quarter of 2025 | | 2025-01-01..2025-03-31
الربع الأخير من 2026 | | 2026-10-01..2026-12-31
Last quarter of 2026 | | 2026-10-01..2026-12-31
Q4 2026 | | 2026-10-01..2026-12-31
النصف الثاني من 2025 | | 2025-07-01..2025-12-31
2019–2022 | | 2019-01-01..2022-12-31
منذ أغسطس 2022 | | at least 2022-08-01..2022-08-31
31 فبراير 2024 | | text
6 يونيو | | text

نعم | | yes
لا | | no
Yes, in the API since 23 April 2026 | | yes
لا، منذ HarmonyOS NEXT | | no
نعم بحسب Wireflow | | yes
No limit | | text
لا يوجد | | text

منذ Kling 2.6 في ديسمبر 2025 | | text
Since Kling 2.6 in December 2025 | | text
تزيد 80 تيرافلوبس على Ascend 910 | | text
80 TFLOPS more than the Ascend 910 | | text
1.7% behind the best closed model | | text
SMIC بعملية 7 نانومتر | | text
Apache 2.0 | | text
TSMC, 4N process | | text
4N | | text
910C | | text
16:9 | | text
1/3 | | text
1.2.3 | | text
مفتوح | | text
Closed | | text
— | | text
`) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		part := strings.Split(line, "|")
		cell, label, want := strings.TrimSpace(part[0]), strings.TrimSpace(part[1]), strings.TrimSpace(part[2])
		if got := showValue(index.ParseValue(cell, label)); got != want {
			t.Errorf("%s (%s): got %s, want %s", cell, label, got, want)
		}
	}
}

func showValue(v index.Value) string {
	var low, high string
	switch v.Kind {
	case index.ValueText:
		return "text"
	case index.ValueYesNo:
		return map[float64]string{0: "no", 1: "yes"}[v.Low]
	case index.ValueDate:
		day := func(d float64) string { return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly) }
		low, high = day(v.Low), day(v.High)
	default:
		low, high = round(v.Low), round(v.High)
	}
	if low != high {
		low += ".." + high
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s %s", v.Qualifier, low, v.Unit))
}

// round hides the noise of multiplying by tenths.
func round(f float64) string {
	f, _ = strconv.ParseFloat(strconv.FormatFloat(f, 'g', 12, 64), 64)
	return strconv.FormatFloat(f, 'f', -1, 64)
}

// Any text is read without failing, into a range that is one, and digits of
// any script are the same number.
func FuzzParseValue(f *testing.F) {
	for _, s := range []string{"دقيقتان", "حتى 20 ثانية", "USD 6.99 for the first month, then 8.80", "31 فبراير 2024", "1e999", "-", "0.27 دولار لكل مليون رمز", "4K", "2024-13-01", "$", "مليار", "99999999999999999999T"} {
		f.Add(s, "عدد المعاملات (مليار)")
		f.Add(s, "")
	}
	western := strings.NewReplacer("٠", "0", "١", "1", "٢", "2", "٣", "3", "٤", "4", "٥", "5", "٦", "6", "٧", "7", "٨", "8", "٩", "9")
	f.Fuzz(func(t *testing.T, cell, label string) {
		v := index.ParseValue(cell, label)
		if !(v.Low <= v.High) || math.IsInf(v.Low, 0) || math.IsInf(v.High, 0) {
			t.Errorf("%q (%q) is read as %v", cell, label, v)
		}
		if w := index.ParseValue(western.Replace(cell), label); w != v {
			t.Errorf("%q is %v with Western digits, %v as it stands", cell, w, v)
		}
	})
}
