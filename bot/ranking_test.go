package bot_test

import (
	"fmt"
	"strings"
	"testing"

	"sibaq/bot/discordtest"
	"sibaq/index"
	"sibaq/knowledge"
)

const chips = `---
title: الرقائق
language: ar
entities:
  - {name: Huawei, ar: هواوي, type: company}
  - {name: Ascend 910B, ar: أسيند 910B, type: chip, by: Huawei}
  - {name: H100, type: chip}
  - {name: A100, type: chip}
  - {name: H20, type: chip}
  - {name: B200, type: chip}
  - {name: H800, type: chip}
  - {name: H200, type: chip}
  - {name: MI300X, type: chip}
---

# الرقائق

| الخاصية | Ascend 910B | H100 | A100 | H20 | B200 | H800 | H200 | MI300X |
|---|---|---|---|---|---|---|---|---|
| الذاكرة | 64 غيغابايت [^a] {2024، ادعاء من هواوي} | 80 غيغابايت [^a] | 80 غيغابايت [^a] | 96 غيغابايت [^a] | 192 غيغابايت [^a] | 80 غيغابايت [^a] | 0.141 تيرابايت [^a] | — |

| Attribute | Ascend 910B | H100 | A100 | H20 | B200 | H800 | H200 | MI300X |
|---|---|---|---|---|---|---|---|---|
| Memory | 64 GB | 80 GB | 80 GB | 96 GB | 192 GB | 80 GB | 0.141 TB | — |

[^a]: [A data sheet](https://example.org/chips), Example, 2025
`

// TestRanking goes through a ranking on the wire: both names of the command,
// pages, what is not known, a question that asks for the most.
func TestRanking(t *testing.T) {
	f := start(t, nil)
	f.folder.write("chips.md", chips)
	f.Send(moderator(command("reload"))).Message(t)

	first := f.Send(command("rank", "attribute", "memory", "group", "chips"))
	page1 := shown(first.Message(t))
	mustHold(t, page1, "# Ranked by “Memory” (chips), highest first, 7 values", "**1.** **B200**: 192 GB",
		"**2.** **H200**: 0.141 TB", "**4.** **H100**: 80 GB", "**4.** **A100**: 80 GB", "[Next]", "](https://example.org/chips)")
	second := first.Press(t, discordtest.Buttons(first.Message(t))[0])
	mustHold(t, shown(second.Message(t)), "**7.** **Ascend 910B**: 64 GB", "claim by Huawei (company), 2024",
		"No value known for: MI300X.", "Note: the values are of different dates.")

	arabic := shown(f.Send(command("ترتيب", "الخاصية", "ذاكرة", "المجموعة", "هواوي")).Message(t))
	mustHold(t, arabic, "الترتيب بحسب", "قيمة واحدة", "64 غيغابايت", "ادعاء من هواوي")

	mustHold(t, shown(f.Send(command("rank", "attribute", "memroy")).Message(t)), "I don't know the attribute “memroy”", "Attributes that I know: Memory.", "[Memory]")
	mustHold(t, shown(f.Send(command("rank", "attribute", "memory", "group", "countries")).Message(t)), "no value of “Memory” for “countries”")
	mustHold(t, shown(f.Send(command("rank", "attribute", " ")).Message(t)), "A ranking needs an attribute")

	asked := f.Send(command("ask", "question", "ما الرقاقة الأكبر ذاكرة؟"))
	mustHold(t, shown(asked.Message(t)), "الترتيب بحسب", "**1.** **<FSI>B200<PDI>**: 192 غيغابايت")
	mustHold(t, shown(asked.Press(t, discordtest.Buttons(asked.Message(t))[0]).Message(t)), "**7.** **أسيند <FSI>910B<PDI>**: 64 غيغابايت")

	f.folder.write("chips.md", "Nothing of that is left.\n")
	f.Send(moderator(command("reload"))).Message(t)
	mustHold(t, shown(asked.Press(t, discordtest.Buttons(asked.Message(t))[0]).Message(t)), "لا أعرف الخاصية")
}

func TestRankingAutocomplete(t *testing.T) {
	f := start(t, nil)
	f.folder.write("chips.md", chips)
	f.Send(moderator(command("reload"))).Message(t)
	for _, c := range []struct{ command, option, typed, name, value string }{
		{"rank", "attribute", "mem", "Memory · الذاكرة", "Memory"},
		{"rank", "attribute", "ذاك", "Memory · الذاكرة", "Memory"},
		{"ترتيب", "الخاصية", "ذاك", "الذاكرة · Memory", "الذاكرة"},
		{"ترتيب", "الخاصية", "الذاكره", "الذاكرة · Memory", "الذاكرة"},
		{"ترتيب", "المجموعة", "الرق", "رقائق · chips", "رقائق"},
		{"ترتيب", "المجموعة", "chi", "رقائق · chips", "رقائق"},
		{"rank", "group", "Chinese chips", "no name is near to this", "Chinese chips"},
	} {
		i := command(c.command, c.option, c.typed)
		i.Focused = c.option
		choices, _ := f.Send(i).Response(t).Data["choices"].([]any)
		if len(choices) == 0 {
			t.Fatalf("%s gives nothing", c.typed)
		}
		if got := choices[0].(map[string]any); got["name"] != c.name || got["value"] != c.value {
			t.Errorf("%s %s: %q gives %v, want %q", c.command, c.option, c.typed, got, c.name)
		}
	}
}

// ranking is a ranking of random texts.
func (n nasty) ranking(lang knowledge.Lang) index.Ranking {
	r := index.Ranking{Version: fmt.Sprint(n.Uint64()), Lang: lang, Attribute: knowledge.Label{Ar: "خ" + n.text(30)}, Answered: true, DatesDiffer: n.IntN(2) == 0,
		Asked: index.RankQuery{Attribute: "x" + n.text(10), Group: n.text(10)}, Suggestions: strings.Fields(n.text(60))}
	for place := range 1 + n.IntN(9) {
		r.Rows = append(r.Rows, index.Ranked{Place: place + 1, Entity: n.entity(), Label: knowledge.Label{En: n.text(20)},
			Facts: append(n.hits(3), n.hit()), Marks: []index.Mark{index.MarkConflict, index.MarkRough}})
	}
	for range n.IntN(4) {
		r.Apart = append(r.Apart, index.Ranked{Entity: n.entity(), Facts: []index.Hit{n.hit()}})
		r.Without = append(r.Without, n.entity())
	}
	return r
}
