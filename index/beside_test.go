package index_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sibaq/index"
	"sibaq/knowledge"
)

// beside is an index of a folder that is joined to a shared one, which is given.
func beside(t testing.TB, shared, own string) (joined, alone *index.Index) {
	t.Helper()
	load := func(text string, by *knowledge.Base) *knowledge.Base {
		base, err := knowledge.NewLoader().LoadBeside(fstest.MapFS{"a.md": {Data: []byte(text)}}, by)
		if err != nil {
			t.Fatal(err)
		}
		return base
	}
	s := load(shared, nil)
	live, err := index.NewLive(context.Background(), func(context.Context) (*knowledge.Base, error) { return s, nil }, nil)
	if err != nil {
		t.Fatal(err)
	}
	joined, err = live.Beside(context.Background(), knowledge.Join(s, load(own, s)))
	if err != nil {
		t.Fatal(err)
	}
	if err := live.Close(); err != nil { // the joined one needs it no longer
		t.Fatal(err)
	}
	t.Cleanup(func() { joined.Close() })
	return joined, build(t, "a.md", shared)
}

const sharedModels = `---
entities:
  - {name: Kuaishou, ar: كوايشو, type: company}
  - {name: Kling, ar: كلينغ, type: model, by: Kuaishou}
  - {name: Sora, ar: سورا, type: model}
---
- يمكن لنموذج Kling إنتاج مقاطع تصل مدتها إلى دقيقتين. {2024-06}
- أعلنت Kuaishou عن نموذج Kling في 6 يونيو 2024. {2024-06}
- أُعلن عن نموذج Sora في 15 فبراير 2024. {2024-02}
- يبلغ سعر الاشتراك في Sora عشرين دولارًا في الشهر. {2025-01}

| الخاصية | Kling | Sora |
|---|---|---|
| المدة القصوى | دقيقتان {2024-06} | دقيقة {2024-02} |
| الدقة | 1080p {2024-06} | — |
`

const ownClub = `---
entities:
  - {name: كلينغ, aliases: [كلنغو]}
  - {name: Hudhud, ar: هدهد, type: model}
---
- جرّب نادي الصقور نموذج Kling في ورشة الرياض يوم 4 مايو 2025. {2025-05-04}
- يلتقي نادي الصقور كل أحد في الرياض. {2025}
- صار سعر الاشتراك في Sora ثلاثين دولارًا في الشهر. {2026-01}
- دُرّب نموذج هدهد على أشعار النادي في 3 مارس 2026. {2026-03-03}

| الخاصية | Hudhud | Sora |
|---|---|---|
| المدة القصوى | خمس دقائق {2026} | — |
| الدقة | — | 720p {2026} |
`

// TestBesideAnswers: one order and one decision over the facts of both.
func TestBesideAnswers(t *testing.T) {
	both, alone := beside(t, sharedModels, ownClub)
	cases := []struct {
		question string
		want     []string // words of the facts, best first; none = no answer
		files    []string
	}{
		{"أين يلتقي نادي الصقور؟", []string{"كل أحد"}, []string{"guild/a.md"}},
		{"ما أقصى مدة لمقاطع Kling؟", []string{"دقيقتين", "دقيقتان"}, []string{"a.md", "a.md"}},
		{"ما أقصى مدة لمقاطع كلنغو؟", []string{"دقيقتين", "دقيقتان"}, []string{"a.md", "a.md"}},   // the guild's name for it
		{"كم سعر الاشتراك في سورا؟", []string{"ثلاثين", "عشرين"}, []string{"guild/a.md", "a.md"}}, // the guild knows a newer one
		{"متى أُعلن عن سورا؟", []string{"15 فبراير 2024"}, []string{"a.md"}},
		{"متى دُرّب هدهد؟", []string{"3 مارس 2026"}, []string{"guild/a.md"}},
		{"كم سعر الاشتراك في هدهد؟", nil, nil}, // a near miss in both
		{"متى يلتقي نادي القضاعة في تونس؟", nil, nil},
		{"كم سعر غرام الذهب اليوم؟", nil, nil},
	}
	for _, c := range cases {
		a := ask(t, both, index.Question{Text: c.question})
		if a.Answered != (len(c.want) > 0) {
			t.Errorf("%s: answered %v with confidence %.2f: %v", c.question, a.Answered, a.Confidence, placed(a.Facts))
			continue
		}
		for i, want := range c.want {
			if i >= len(a.Facts) || !strings.Contains(a.Facts[i].Passage.Text, want) || a.Facts[i].Fact.File != c.files[i] {
				t.Errorf("%s: fact %d is not %q of %s: %v", c.question, i+1, want, c.files[i], placed(a.Facts))
				break
			}
		}
		if a.Version == alone.Base().Version {
			t.Errorf("%s: the version is that of the shared folder", c.question)
		}
		for _, h := range ask(t, alone, index.Question{Text: c.question, MinConfidence: always}).Facts {
			if h.Fact.File != "a.md" {
				t.Errorf("%s: the shared index gives %s", c.question, h.Fact.File)
			}
		}
	}
}

func placed(hits []index.Hit) (out []string) {
	for _, h := range hits {
		out = append(out, h.Fact.File+": "+h.Passage.Text)
	}
	return out
}

func labels(in []knowledge.Label) (out []string) {
	for _, l := range in {
		out = append(out, l.In(knowledge.Arabic))
	}
	return out
}

// TestBesideElse: whatever else is asked is told from both, and from the shared
// folder alone where it is asked there.
func TestBesideElse(t *testing.T) {
	both, alone := beside(t, sharedModels, ownClub)
	ctx := context.Background()
	for name, of := range map[string]func(*testing.T, *index.Index) string{
		"compare an entity of each": func(t *testing.T, ix *index.Index) string {
			c, err := ix.Compare(ctx, index.Comparison{A: "كلنغو", B: "هدهد", Lang: knowledge.Arabic})
			must(t, err)
			var out []string
			for _, r := range c.Rows {
				out = append(out, r.Attribute)
				out = append(out, slices.Concat(placed(r.A), placed(r.B))...)
			}
			return strings.Join(out, "; ")
		},
		"a card": func(t *testing.T, ix *index.Index) string {
			p, err := ix.About(ctx, "Kling", knowledge.Arabic)
			must(t, err)
			return strings.Join(placed(p.Facts), "; ")
		},
		"a timeline": func(t *testing.T, ix *index.Index) string {
			l, err := ix.Timeline(ctx, index.TimelineQuery{Topic: "Kling"})
			must(t, err)
			var out []string
			for _, e := range l.Events {
				out = append(out, e.Date.String()+" "+e.Fact.File)
			}
			return strings.Join(out, "; ")
		},
		"a ranking": func(t *testing.T, ix *index.Index) string {
			r, err := ix.Rank(ctx, index.RankQuery{Attribute: "المدة القصوى", Lang: knowledge.Arabic})
			must(t, err)
			var out []string
			for _, row := range r.Rows {
				out = append(out, row.Entity.Name+" "+row.Facts[0].Fact.File)
			}
			return strings.Join(out, "; ")
		},
		"names": func(_ *testing.T, ix *index.Index) string {
			var out []string
			for _, prefix := range []string{"هد", "كلنغو", "سو"} {
				for _, e := range ix.Complete(prefix, 1) {
					out = append(out, e.Name)
				}
			}
			return strings.Join(out, "; ")
		},
		"questions while typing": func(t *testing.T, ix *index.Index) string {
			s, err := ix.Suggest(ctx, "أين يلتقي نادي", knowledge.Arabic, 5, 100)
			must(t, err)
			for _, x := range s {
				if x.Fact != nil {
					return x.Fact.File
				}
			}
			return ""
		},
		"near questions": func(t *testing.T, ix *index.Index) string {
			qs, err := ix.NearQuestions(ctx, index.Question{Text: "كم مدة هدهد والدقة؟", Lang: knowledge.Arabic}, nil, 5, 100)
			must(t, err)
			return strings.Join(qs, "; ")
		},
		"a claim": func(t *testing.T, ix *index.Index) string {
			f, err := ix.Check(ctx, "جرّب نادي الصقور نموذج Kling في ورشة الرياض يوم 5 مايو 2025.", knowledge.Arabic, 1)
			must(t, err)
			if len(f) == 0 || len(f[0].Differ) == 0 {
				return ""
			}
			return f[0].Fact.File + ": " + f[0].Differ[0].Known
		},
		"emphasis": func(_ *testing.T, ix *index.Index) string {
			var out []string
			text := "نموذج هدهد"
			for _, s := range ix.Highlight("ما هدهد؟", text) {
				out = append(out, text[s.Start:s.Stop])
			}
			return strings.Join(out, "; ")
		},
		"attributes": func(_ *testing.T, ix *index.Index) string { return strings.Join(labels(ix.Attributes()), "; ") },
		"groups":     func(_ *testing.T, ix *index.Index) string { return strings.Join(labels(ix.Groups()), "; ") },
	} {
		t.Run(name, func(t *testing.T) {
			want := besideWants[name]
			if got := of(t, both); got != want.both {
				t.Errorf("both give %q,\nwant %q", got, want.both)
			}
			if got := of(t, alone); got != want.alone {
				t.Errorf("the shared folder gives %q,\nwant %q", got, want.alone)
			}
		})
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var besideWants = map[string]struct{ both, alone string }{
	"compare an entity of each": {"المدة القصوى; a.md: دقيقتان; guild/a.md: خمس دقائق; الدقة; a.md: 1080p; " +
		"حقائق أخرى; guild/a.md: جرّب نادي الصقور نموذج Kling في ورشة الرياض يوم 4 مايو 2025.; a.md: يمكن لنموذج Kling إنتاج مقاطع تصل مدتها إلى دقيقتين.; " +
		"a.md: أعلنت Kuaishou عن نموذج Kling في 6 يونيو 2024.; guild/a.md: دُرّب نموذج هدهد على أشعار النادي في 3 مارس 2026.", ""},
	"a card": {"guild/a.md: جرّب نادي الصقور نموذج Kling في ورشة الرياض يوم 4 مايو 2025.; a.md: يمكن لنموذج Kling إنتاج مقاطع تصل مدتها إلى دقيقتين.; a.md: أعلنت Kuaishou عن نموذج Kling في 6 يونيو 2024.",
		"a.md: يمكن لنموذج Kling إنتاج مقاطع تصل مدتها إلى دقيقتين.; a.md: أعلنت Kuaishou عن نموذج Kling في 6 يونيو 2024."},
	"a timeline":             {"2024-06 a.md; 2024-06 a.md; 2025-05-04 guild/a.md", "2024-06 a.md; 2024-06 a.md"},
	"a ranking":              {"Hudhud guild/a.md; Kling a.md; Sora a.md", "Kling a.md; Sora a.md"},
	"names":                  {"Hudhud; Kling; Sora", "Kling; Sora"},
	"questions while typing": {"guild/a.md", "a.md"},
	"near questions":         {"هدهد: المدة القصوى؟; سورا: الدقة؟; كلينغ: الدقة؟; كلينغ: المدة القصوى؟; سورا: المدة القصوى؟", "كلينغ: الدقة؟; كلينغ: المدة القصوى؟; سورا: المدة القصوى؟"},
	"a claim":                {"guild/a.md: 4 مايو 2025", ""},
	"emphasis":               {"هدهد", ""},
	"attributes":             {"المدة القصوى; الدقة", "المدة القصوى"},
	"groups":                 {"نماذج", "نماذج"},
}

// TestNewerFirst: of a shared fact and a guild's that answer equally well the
// newer one comes first, whosever it is.
func TestNewerFirst(t *testing.T) {
	for name, c := range map[string]struct{ shared, own, want string }{
		"the guild's is newer": {"{2025}", "{2026}", "guild/a.md"},
		"the shared is newer":  {"{2026}", "{2025}", "a.md"},
	} {
		t.Run(name, func(t *testing.T) {
			both, _ := beside(t, strings.Replace(sharedModels, "{2025-01}", c.shared, 1), "- يبلغ سعر الاشتراك في Sora ثلاثين دولارًا في الشهر. "+c.own+"\n\n- يلتقي نادي الصقور كل أحد في الرياض.\n")
			a := ask(t, both, index.Question{Text: "كم سعر الاشتراك في سورا؟"})
			if len(a.Facts) != 2 || a.Facts[0].Fact.File != c.want {
				t.Errorf("the facts are %v, want that of %s first", placed(a.Facts), c.want)
			}
		})
	}
}
