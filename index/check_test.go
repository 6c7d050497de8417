package index_test

import (
	"strings"
	"testing"

	"sibaq/knowledge"
)

// TestCheck sets the numbers of messages beside those of facts.
func TestCheck(t *testing.T) {
	ix := build(t, "video.md", generators, "more.md", `---
entities: [{name: DeepSeek R1}, {name: DeepSeek V3}, {name: Huawei, ar: هواوي}, {name: HarmonyOS}]
---
- تملك هواوي 900 مليون جهاز بنظام HarmonyOS. {2024-06}
  - en: Huawei has 900 million devices with HarmonyOS.
- أُطلق DeepSeek R1 في 20 يناير 2025. {2025-01-20}
  - en: DeepSeek R1 was released on 20 January 2025.
- كلّف تدريب DeepSeek V3 نحو 5.6 مليون دولار. {2024-12}
`)
	for _, c := range []struct{ text, want string }{
		{"يقولون إن مدة Kling القصوى 3 دقائق!", "120: 3 دقائق ≠ 120"},
		{"The maximum length of Kling is two minutes.", "120: two minutes = 120"},
		{"Kling has 90 million users", "Kuaishou says that Kling has more than 60 million users.: "}, // which is more
		{"لدى كلينغ 30 مليون مستخدم", "تقول Kuaishou إن مستخدمي Kling تجاوزوا 60 مليونًا.: "},
		{"تملك هواوي ٩٠٠ مليون جهاز بنظام HarmonyOS", "تملك هواوي 900 مليون جهاز بنظام HarmonyOS.: ٩٠٠ مليون جهاز = 900 مليون جهاز"},
		{"HarmonyOS runs on 700 million devices of Huawei. DeepSeek R1 was released in January 2025.", "Huawei has 900 million devices with HarmonyOS.: 700 million devices ≠ 900 million devices; DeepSeek R1 was released on 20 January 2025.: January 2025 = 20 January 2025"},
		{"أُطلق DeepSeek R1 في 3 مارس 2025", "أُطلق DeepSeek R1 في 20 يناير 2025.: 3 مارس 2025 ≠ 20 يناير 2025"},
		{"كلّف تدريب DeepSeek V3 خمسة ملايين دولار، أي 5.5 مليون دولار", "كلّف تدريب DeepSeek V3 نحو 5.6 مليون دولار.: 5.5 مليون دولار = نحو 5.6 مليون دولار"},
		{"DeepSeek R1 مليون مرة! أُطلق DeepSeek R1 في 20 يناير 2025", "أُطلق DeepSeek R1 في 20 يناير 2025.: 20 يناير 2025 = 20 يناير 2025"},
		{"تقول هواوي إن عندها 700 مليون جهاز HarmonyOS، وإن مدة Kling القصوى 3 دقائق, and that DeepSeek R1 was released on 20 January 2025", "تملك هواوي 900 مليون جهاز بنظام HarmonyOS.: 700 مليون جهاز ≠ 900 مليون جهاز; 120: 3 دقائق ≠ 120; أُطلق DeepSeek R1 في 20 يناير 2025.: 20 January 2025 = 20 يناير 2025"},
		{"صباح الخير، كيف حالكم؟", ""},
		{"التدريب كلفني كثيرا هذا الشهر", ""}, // names nothing
		{"", ""},
		{"\xff\xfe 3 minutes \xff", ""},
	} {
		findings, err := ix.Check(t.Context(), c.text, "", 5)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range findings {
			var pairs []string
			for _, p := range f.Differ {
				pairs = append(pairs, p.Said+" ≠ "+p.Known)
			}
			for _, p := range f.Agree {
				pairs = append(pairs, p.Said+" = "+p.Known)
			}
			got = append(got, f.Passage.Text+": "+strings.Join(pairs, ", "))
		}
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("%q\ngot  %s\nwant %s", c.text, s, c.want)
		}
	}
	if found, err := ix.Check(t.Context(), strings.Repeat("The maximum length of Kling is two minutes.\n", 500), knowledge.Arabic, 5); err != nil || len(found) == 0 {
		t.Errorf("a long text: %v, %v", found, err)
	}
}

// FuzzCheck: no text breaks the reading of quantities, and what is said to be
// said stands there.
func FuzzCheck(f *testing.F) {
	ix := build(f, "video.md", generators)
	for _, s := range []string{"Kling: 3 minutes", "كلينغ 120 ثانية، من 2 إلى 3 دقائق", "\xff٣٫٥ مليون", "1/3 of Kling's 60%", "2024-06-06 Kling"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		found, err := ix.Check(t.Context(), text, "", 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range found {
			for _, p := range append(x.Agree, x.Differ...) {
				if !strings.Contains(text, p.Said) || p.Known == "" {
					t.Errorf("%+v", p)
				}
			}
		}
	})
}
