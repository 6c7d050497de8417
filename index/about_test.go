package index_test

import (
	"strings"
	"testing"

	"sibaq/index"
	"sibaq/knowledge"
)

const generators = `---
title: مولدات الفيديو
entities:
  - {name: Kuaishou, ar: كوايشو, type: company, about: {ar: شركة صينية, en: A Chinese company}}
  - {name: Kling, ar: كلينغ, zh: 可灵, type: model, by: Kuaishou, aliases: [كلينج]}
  - {name: Sora, ar: سورا, type: model, by: OpenAI}
---

# مولدات الفيديو

## Kling

- تقول Kuaishou إن مستخدمي Kling تجاوزوا 60 مليونًا. {2025-12، ادعاء من Kuaishou}
  - en: Kuaishou says that Kling has more than 60 million users.
- أعلنت Kuaishou عن Kling. {2024-06-06}
- كان Kling متاحًا في الصين وحدها. {2024-07، متجاوز}
- يحب المصممون Kling.

| الخاصية | Kling | Sora |
|---|---|---|
| المدة القصوى (ثانية) | 120 {2024-06} | 60 {2024-02} |
| متاح للعامة | نعم | — |

| Attribute | Kling | Sora |
|---|---|---|
| Maximum length (seconds) | 120 | 60 |
| Publicly available | yes | — |
`

func TestAbout(t *testing.T) {
	ix := build(t, "video.md", generators)
	p, err := ix.About(t.Context(), "نموذج كلينج", "")
	if err != nil || p.Entity == nil || p.Entity.Name != "Kling" || p.Lang != knowledge.Arabic {
		t.Fatalf("%+v, %v", p, err)
	}
	var facts []string
	for _, h := range p.Facts {
		facts = append(facts, h.Fact.AsOf.String())
	}
	if got := strings.Join(facts, " "); got != "2025-12 2024-06-06  2024-07" {
		t.Errorf("the facts are of %q: newest first, then undated, then superseded", got)
	}
	if p.Maker == nil || p.Maker.Name != "Kuaishou" {
		t.Errorf("the maker is %v", p.Maker)
	}
	if len(p.Tables) != 1 || len(p.Tables[0].Cells) != 2 || len(p.Tables[0].With) != 1 || p.Tables[0].With[0].Name != "Sora" {
		t.Errorf("tables: %+v", p.Tables)
	}

	p, err = ix.About(t.Context(), "Kuaishou", knowledge.English)
	if err != nil || len(p.Made) != 1 || p.Made[0].Name != "Kling" {
		t.Errorf("Kuaishou made %v, %v", p.Made, err)
	}
	p, err = ix.About(t.Context(), "Klign", "")
	if err != nil || p.Entity == nil {
		t.Errorf("a typo is not forgiven: %+v, %v", p, err)
	}
	p, err = ix.About(t.Context(), "Zorgblatt", "")
	if err != nil || p.Entity != nil || len(p.Facts) > 0 || p.Lang != knowledge.English {
		t.Errorf("an unknown name: %+v, %v", p, err)
	}
}

func TestHighlight(t *testing.T) {
	ix := build(t, "video.md", generators)
	for _, c := range []struct{ question, text, want string }{
		{"كم مستخدما لكلينغ؟", "تقول Kuaishou إن مستخدمي Kling تجاوزوا 60 مليونًا.", "تقول Kuaishou إن [مستخدمي] [Kling] تجاوزوا 60 مليونًا."},
		{"متى أُعلنت 可灵", "أَعلَنت Kuaishou عن كلينج.", "[أَعلَنت] Kuaishou عن [كلينج]."},
		{"how many users?", "Kling has more than 60 million users.", "Kling has more than 60 million [users]."},
		{"ما هو؟", "تقول Kuaishou إن مستخدمي Kling", "تقول Kuaishou إن مستخدمي Kling"},
		{"للمصممين", "يحب المصممون Kling.", "يحب [المصممون] Kling."},
		{"", "Kling", "Kling"},
		{"Kling", "", ""},
	} {
		var b strings.Builder
		at := 0
		for _, s := range ix.Highlight(c.question, c.text) {
			b.WriteString(c.text[at:s.Start] + "[" + c.text[s.Start:s.Stop] + "]")
			at = s.Stop
		}
		if got := b.String() + c.text[at:]; got != c.want {
			t.Errorf("%q: got %s, want %s", c.question, got, c.want)
		}
	}
}

func TestSuggest(t *testing.T) {
	ix := build(t, "video.md", generators, "questions.txt", "من صنع Kling؟\n  = أعلنت Kuaishou\nكم سعره؟\n  = -\n")
	for _, c := range []struct {
		typed string
		lang  knowledge.Lang
		want  string // the first of them
	}{
		{"كل", knowledge.Arabic, "كلينغ"},
		{"Kli", knowledge.English, "Kling"},
		{"المدة ال", knowledge.Arabic, "كلينغ: المدة القصوى؟"},
		{"maximum le", knowledge.English, "Kling: Maximum length?"},
		{"يحب المص", knowledge.Arabic, "يحب المصممون Kling."},
		{"الق", knowledge.Arabic, "كلينغ: المدة القصوى؟"},
		{"قص", knowledge.Arabic, "كلينغ: المدة القصوى؟"},
		{"مده", knowledge.Arabic, "كلينغ: المدة القصوى؟"}, // careless
		{"المده القصو", knowledge.Arabic, "كلينغ: المدة القصوى؟"},
		{"ي", knowledge.Arabic, "يحب المصممون Kling."},
		{"من صن", knowledge.Arabic, "من صنع Kling؟"},
		{"", knowledge.Arabic, "من صنع Kling؟"},
		{"how many", knowledge.English, "Kling: Maximum length?"},
	} {
		got, err := ix.Suggest(t.Context(), c.typed, c.lang, 10, 40)
		if err != nil || len(got) == 0 || got[0].Text != c.want {
			t.Errorf("%q gives %v, %v; want %q first", c.typed, offered(got), err, c.want)
		}
		said := map[string]bool{}
		for _, s := range got {
			if len([]rune(s.Text)) > 40 || said[s.Text] || strings.Contains(s.Text, "سعره") {
				t.Errorf("%q gives %q", c.typed, s.Text)
			}
			said[s.Text] = true
		}
		if len(got) > 10 {
			t.Errorf("%q gives %d", c.typed, len(got))
		}
	}
}

func offered(ss []index.Suggestion) (out []string) {
	for _, s := range ss {
		out = append(out, s.Text)
	}
	return out
}

// TestNearQuestions: what is offered where nothing answered is answered, and
// by another fact than the one that did not satisfy.
func TestNearQuestions(t *testing.T) {
	ix := build(t, "video.md", generators, "questions.txt", "كم مستخدمًا لكلينغ؟\n  = 60 مليونًا\n")
	for _, c := range []struct{ asked, want string }{
		{"كم سعر كلينغ في مصر؟", "كم مستخدمًا لكلينغ؟ | كلينغ: المدة القصوى؟ | كلينغ: متاح للعامة؟"},
		{"What is the price of Kling?", "Kling: Publicly available? | Kling: Maximum length?"},
		{"من فاز بكأس العالم؟", ""},
		{"", ""},
	} {
		got, err := ix.NearQuestions(t.Context(), index.Question{Text: c.asked}, nil, 3, 80)
		if err != nil || strings.Join(got, " | ") != c.want {
			t.Errorf("%q: got %q, %v; want %q", c.asked, strings.Join(got, " | "), err, c.want)
		}
		for _, q := range got {
			if a := ask(t, ix, index.Question{Text: q}); !a.Answered {
				t.Errorf("%q has no answer", q)
			}
		}
	}
	first := ask(t, ix, index.Question{Text: "كم مستخدمًا لكلينغ؟"}).Facts[0].Fact
	got, err := ix.NearQuestions(t.Context(), index.Question{Text: "مستخدمو كلينغ"}, []*knowledge.Fact{first}, 3, 80)
	if err != nil || strings.Contains(strings.Join(got, " "), "مستخدم") {
		t.Errorf("the fact that did not satisfy is offered again: %q, %v", got, err)
	}
}
