package say_test

import (
	"testing"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

func TestLine(t *testing.T) {
	for _, c := range []struct {
		name string
		lang knowledge.Lang
		in   string
		want string
	}{
		{"Arabic line", knowledge.Arabic, "سباق", "<RLM>سباق"},
		{"Arabic line that begins in Latin", knowledge.Arabic, "Kling نموذج", "<RLM>Kling نموذج"},
		{"every line but empty ones", knowledge.Arabic, "أ\n\nب", "<RLM>أ\n\n<RLM>ب"},
		{"English line", knowledge.English, "Kling is a model", "Kling is a model"},
		{"English line that begins in Arabic", knowledge.English, "«هواوي» is Huawei", "<LRM>«هواوي» is Huawei"},
		{"nothing", knowledge.Arabic, "", ""},
	} {
		if got := say.Show(say.Line(c.lang, c.in)); got != c.want {
			t.Errorf("%s: Line(%s, %q) = %q, want %q", c.name, c.lang, c.in, got, c.want)
		}
	}
}

func TestOurs(t *testing.T) {
	for _, c := range []struct {
		lang     knowledge.Lang
		in, want string
	}{
		{knowledge.Arabic, "`/اسأل` أو `/ask`: اسأل", "<RLM>`/اسأل` أو <FSI>`/ask`<PDI>: اسأل"},
		{knowledge.English, "`/ask` or `/تسلسل-زمني`", "`/ask` or <FSI>`/تسلسل-زمني`<PDI>"},
	} {
		if got := say.Show(say.Ours(c.lang, c.in)); got != c.want {
			t.Errorf("Ours(%s, %q) = %q, want %q", c.lang, c.in, got, c.want)
		}
	}
}

func TestIsolate(t *testing.T) {
	for _, c := range []struct {
		name string
		lang knowledge.Lang
		in   string
		want string
	}{
		{"a Latin name", knowledge.Arabic, "أعلنت Kuaishou عن نموذج", "أعلنت <FSI>Kuaishou<PDI> عن نموذج"},
		{"a name joined to a preposition", knowledge.Arabic, "يمكن لـKling إنتاج", "يمكن لـ<FSI>Kling<PDI> إنتاج"},
		{"a name of several words", knowledge.Arabic, "قالت MIT Technology Review إن", "قالت <FSI>MIT Technology Review<PDI> إن"},
		{"a number with its unit", knowledge.Arabic, "بسعر 12 USD شهريًا", "بسعر <FSI>12 USD<PDI> شهريًا"},
		{"a number with its currency sign", knowledge.Arabic, "نحو $1.5 مليار", "نحو <FSI>$1.5<PDI> مليار"},
		{"a percentage", knowledge.Arabic, "بنسبة 50% تقريبًا", "بنسبة <FSI>50%<PDI> تقريبًا"},
		{"a bare number", knowledge.Arabic, "في عام 2024 بدأت", "في عام 2024 بدأت"},
		{"a bare Arabic-Indic number", knowledge.Arabic, "في عام ٢٠٢٤ بدأت", "في عام ٢٠٢٤ بدأت"},
		{"a date", knowledge.Arabic, "ادعاء، 2024-06", "ادعاء، <FSI>2024-06<PDI>"},
		{"a name with a hyphen and a version", knowledge.Arabic, "نموذج GPT-4 Turbo، وهو", "نموذج <FSI>GPT-4 Turbo<PDI>، وهو"},
		{"a name with a number beside Arabic", knowledge.Arabic, "بدقة 1080p.", "بدقة <FSI>1080p<PDI>."},
		{"names in a list", knowledge.Arabic, "Kling, Sora", "<FSI>Kling<PDI>, <FSI>Sora<PDI>"},
		{"a name with an initial", knowledge.Arabic, "كتبه Glenn K. Lockwood في", "كتبه <FSI>Glenn K. Lockwood<PDI> في"},
		{"abbreviations", knowledge.Arabic, "قضية Bartz v. Anthropic في U.S. District", "قضية <FSI>Bartz v. Anthropic<PDI> في <FSI>U.S. District<PDI>"},
		{"two sentences", knowledge.Arabic, "من OpenAI. Sora نموذج", "من <FSI>OpenAI<PDI>. <FSI>Sora<PDI> نموذج"},
		{"brackets stay outside", knowledge.Arabic, "هواوي (Huawei) شركة", "هواوي (<FSI>Huawei<PDI>) شركة"},
		{"a dash between words is no sign", knowledge.Arabic, "أ-5 ب", "أ-5 ب"},
		{"Arabic-Indic digits after a name", knowledge.Arabic, "بلغ مستخدمو Kling ٦٠ مليونًا", "بلغ مستخدمو <FSI>Kling<PDI> ٦٠ مليونًا"},
		{"a count after a name", knowledge.Arabic, "بلغ مستخدمو Kling 60 مليونًا", "بلغ مستخدمو <FSI>Kling<PDI> 60 مليونًا"},
		{"a count with a fraction after a name", knowledge.Arabic, "لنموذج V4-Pro 1.6 تريليون معامل", "لنموذج <FSI>V4-Pro<PDI> <FSI>1.6<PDI> تريليون معامل"},
		{"seconds after a name", knowledge.Arabic, "لا يتجاوز في Kling 10 ثوانٍ، أما", "لا يتجاوز في <FSI>Kling<PDI> 10 ثوانٍ، أما"},
		{"a percentage after a name", knowledge.Arabic, "بلغ في V4-Flash 79%، وهو", "بلغ في <FSI>V4-Flash<PDI> <FSI>79%<PDI>، وهو"},
		{"a version after a name", knowledge.Arabic, "صدر Kling 2.6 في ديسمبر", "صدر <FSI>Kling 2.6<PDI> في ديسمبر"},
		{"a version at the end", knowledge.Arabic, "برخصة Apache 2.0", "برخصة <FSI>Apache 2.0<PDI>"},
		{"Chinese", knowledge.Arabic, "اسمه 可灵 بالصينية", "اسمه <FSI>可灵<PDI> بالصينية"},
		{"Arabic in English", knowledge.English, "Kling (كلينغ للفيديو), 2024", "Kling (<FSI>كلينغ للفيديو<PDI>), 2024"},
		{"a number among Arabic words in English", knowledge.English, "the «كلينغ 2.0 الصيني» of 2024", "the «<FSI>كلينغ 2.0 الصيني<PDI>» of 2024"},
		{"a number behind Arabic words in English", knowledge.English, "since عام 2024, and", "since <FSI>عام<PDI> 2024, and"},
		{"vocalised Arabic in English", knowledge.English, "the word ادِّعاء here", "the word <FSI>ادِّعاء<PDI> here"},
		{"the label of a footnote", knowledge.Arabic, "دقيقتان [^mit]", "دقيقتان [<FSI>^mit<PDI>]"},
		{"nothing against the text", knowledge.English, "Kling 1.5, 2024-06", "Kling 1.5, 2024-06"},
	} {
		if got := say.Show(say.Isolate(c.lang, c.in)); got != c.want {
			t.Errorf("%s: Isolate(%s, %q)\n got %q\nwant %q", c.name, c.lang, c.in, got, c.want)
		}
	}
}

func TestLabel(t *testing.T) {
	for _, c := range []struct {
		name string
		lang knowledge.Lang
		in   string
		want string
	}{
		{"a Latin name and a date", knowledge.Arabic, "MIT Technology Review، 2024-06", "<RLM>MIT Technology Review، <RLM><LRM>2024-<WJ>06"},
		{"a name of both scripts", knowledge.Arabic, "Kuaishou (نسخة من kling.ai في GitHub)، 2026-08-12", "<RLM>Kuaishou (نسخة من kling.ai في GitHub)، <RLM><LRM>2026-<WJ>08-<WJ>12"},
		{"a comma of a Latin name", knowledge.Arabic, "CIRAS, Iowa State University", "<RLM>CIRAS, Iowa State University"},
		{"an Arabic name", knowledge.Arabic, "الجزيرة نت، 2024", "<RLM>الجزيرة نت، <RLM>2024"},
		{"a Latin name in English", knowledge.English, "CIRAS, Iowa State University, 2022-08-31", "CIRAS, Iowa State University, 2022-<WJ>08-<WJ>31"},
		{"an Arabic name in English", knowledge.English, "الجزيرة نت, 2024-02-15", "<LRM>الجزيرة نت, <LRM><LRM>2024-<WJ>02-<WJ>15"},
		{"no date", knowledge.English, "GPT-4, 12024-06 and 2024-067", "GPT-4, 12024-06 and 2024-067"},
	} {
		if got := say.Show(say.Label(c.lang, c.in)); got != c.want {
			t.Errorf("%s: Label(%s, %q)\n got %q\nwant %q", c.name, c.lang, c.in, got, c.want)
		}
	}
	if got := say.Show(say.Dates("in 2024-06, GPT-4")); got != "in 2024-<WJ>06, GPT-4" {
		t.Errorf("Dates gives %q", got)
	}
}

func TestStrip(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"overrides and isolates", "a\u202eb\u202cc\u2066d\u2069", "abcd"},
		{"marks", "\u200fعربي\u200e\u061c", "عربي"},
		{"zero width", "ping\u200bme\u2060\ufeff", "pingme"},
		{"control characters", "a\x00\x07\x1b[31mb\u009b", "a[31mb"},
		{"tags", "hi\U000E0041\U000E007F", "hi"},
		{"line ends", "a\r\nb\tc\nd", "a\nb c\nd"},
		{"joiners that spelling needs", "می\u200cخواهم 👨\u200d👩", "می\u200cخواهم 👨\u200d👩"},
		{"broken UTF-8", "a\xffb", "a\uFFFDb"},
	} {
		if got := say.Strip(c.in); got != c.want {
			t.Errorf("%s: Strip(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

// Whatever comes in, isolating adds balanced marks and nothing else, and a
// stripped text holds no direction control.
func FuzzDirection(f *testing.F) {
	for _, s := range []string{"", "أعلنت Kuaishou عن 12 USD", "a\u202eb", "$", "-", "(Kling 1.5) كلينغ", "\u0651\u0651", "١٢-٣"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		clean := say.Strip(s)
		for _, lang := range []knowledge.Lang{knowledge.Arabic, knowledge.English} {
			var back []rune
			depth := 0
			for _, r := range say.Isolate(lang, clean) {
				switch string(r) {
				case say.FSI:
					depth++
				case say.PDI:
					depth--
				default:
					back = append(back, r)
				}
				if depth < 0 || depth > 1 {
					t.Fatalf("isolates of %q nest or close unopened", s)
				}
			}
			if depth != 0 || string(back) != clean {
				t.Fatalf("Isolate(%s, %q) changed the text or left an isolate open", lang, clean)
			}
		}
	})
}
