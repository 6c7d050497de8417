package fold_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sibaq/knowledge/fold"
)

// Each line: one spelling class; all of its spellings fold to the first.
var classes = map[string]string{
	"diacritics":            "نموذج نَمُوذَجٌ نمـــوذج نـمـوذج",
	"alef and hamza":        "امريكا أمريكا إمريكا آمريكا ٱمريكا",
	"hamza seats":           "مسوول مسؤول",
	"hamza on yeh":          "ريس رئس رىس ریس",
	"lone hamza":            "شي شيء شئ شىء",
	"ta marbuta and heh":    "شريحه شريحة شریحۃ شريحہ",
	"alef maqsura":          "موسسي مؤسسي مؤسسى مؤسسی",
	"kaf":                   "كلينغ کلینغ ڪلينغ",
	"foreign v":             "فيديو ڤيديو ڥيديو",
	"foreign p and ch":      "بيكا پيكا",
	"foreign g":             "كوكل گوگل",
	"Persian digits":        "2024 ٢٠٢٤ ۲۰۲۴ ２０２４ ٢0۲٤",
	"thousands":             "1000 ١٬٠٠٠ 1,000 ١,٠٠٠ 1٬000",
	"millions":              "12345678 12,345,678 ١٢٬٣٤٥٬٦٧٨",
	"decimals":              "4.5 ٤٫٥ ٤.٥",
	"invisible marks":       "هواوي \u200fهواوي\u200e هوا\u200cوي \ufeffهواوي ه\u200dواوي \u2067هواوي\u2069",
	"Quranic marks":         "رحمن رحمٰن رَحۡمَٰن",
	"presentation forms":    "لا ﻻ ﻼ",
	"ligature of a name":    "الله ﷲ",
	"case and accents":      "clement CLÉMENT Clément Cle\u0301ment",
	"full width":            "gpt GPT ＧＰＴ",
	"nothing to be dropped": "huawei Huawei HUAWEI",
}

func TestWord(t *testing.T) {
	for name, line := range classes {
		words := strings.Fields(line)
		for _, w := range words {
			if got := fold.Word(w); got != words[0] {
				t.Errorf("%s: %q is folded %q, not %q", name, w, got, words[0])
			}
		}
	}
}

// Letters that tell words apart stay apart.
func TestWordKeepsApart(t *testing.T) {
	for _, pair := range [][2]string{{"حرية", "حر"}, {"انسان", "انس"}, {"1,5", "15"}, {"4.5", "45"}, {"قلب", "كلب"}, {"سورا", "صورا"}, {"1,2345", "12345"}} {
		if a, b := fold.Word(pair[0]), fold.Word(pair[1]); a == b {
			t.Errorf("%s and %s are both folded %q", pair[0], pair[1], a)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"":       "",
		" \n\t ": "",
		"؟!،؛ 😀": "",
		"ما أقصى مدّةٍ لفيديو «Kling»؟":         "ما اقصي مده لفيديو kling",
		"GPT-4o, 1,000 مرة":                     "gpt 4o 1000 مره",
		"نسبة ٩٫٥٪ (٢٠٢٤)":                      "نسبه 9.5 2024",
		"x.ai. 2024.":                           "x ai 2024",
		"كلمة\x00أخرى\u2028ثالثة":               "كلمه اخري ثالثه",
		"\xff\xfeقبل\x80بعد":                    "قبلبعد",
		"可灵 Kling":                              "可灵 kling",
		"900 مليون جهاز، لا 900,5 مليون مستخدم": "900 مليون جهاز لا 900 5 مليون مستخدم",
	} {
		if got := fold.Text(in); got != want {
			t.Errorf("%q is folded %q, not %q", in, got, want)
		}
		if got := strings.Join(fold.Words(in), " "); got != want {
			t.Errorf("the words of %q are %q, not %q", in, got, want)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, line := range classes {
		f.Add(line)
	}
	f.Add("1,12٬3 \xff\xfe ٱلرَّحۡمَٰنِ İ ẞ ﷺ ½ ² Ⅷ 한국")
	f.Fuzz(func(t *testing.T, s string) {
		for name, fn := range map[string]func(string) string{"Word": fold.Word, "Text": fold.Text} {
			once := fn(s)
			if !utf8.ValidString(once) {
				t.Fatalf("%s(%q) is broken: %q", name, s, once)
			}
			if twice := fn(once); twice != once {
				t.Fatalf("%s(%q) is %q, and folded again %q", name, s, once, twice)
			}
		}
		for _, w := range fold.Words(s) {
			if w == "" || strings.ContainsAny(w, " \t\n\u200f") {
				t.Fatalf("a word of %q is %q", s, w)
			}
		}
	})
}
