package say_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

var update = flag.Bool("update", false, "write what is rendered now into testdata/plain.txtar")

// A small knowledge by hand, so that these tests show rendering alone.
var (
	kling = &knowledge.Entity{Name: "Kling", Ar: "كلينغ", En: "Kling"}
	sora  = &knowledge.Entity{Name: "Sora", Ar: "سورا"}
	kuai  = &knowledge.Entity{Name: "Kuaishou", Ar: "كوايشو"}

	mit = &knowledge.Source{Title: "I tested out a buzzy new AI model", Publisher: "MIT Technology Review",
		URL: "https://example.org/kling", Date: knowledge.Date{Year: 2024, Month: 6}}

	minutes = &knowledge.Fact{
		ID: "kling-two-minutes",
		Passage: knowledge.Passage{Text: "يمكن لـKling إنتاج مقاطع فيديو\nتصل مدتها إلى دقيقتين.",
			Lang: knowledge.Arabic, File: "video/kling.md", Line: 12},
		Twin: &knowledge.Passage{Text: "Kling can make clips of up to two minutes.",
			Lang: knowledge.English, File: "video/kling.md", Line: 14},
		AsOf: knowledge.Date{Year: 2024, Month: 6}, Status: knowledge.Claim, ClaimedBy: "Kuaishou", Claimant: kuai,
		Sources: []*knowledge.Source{mit},
	}
	onlyEnglish = &knowledge.Fact{
		ID:      "plain",
		Passage: knowledge.Passage{Text: "كلينغ (Kling) has\x1b[31m users.", Lang: knowledge.English, File: "notes.txt", Line: 3},
		Status:  knowledge.Unreviewed,
	}
	lengths = &knowledge.Table{
		Rows: []knowledge.Label{{Ar: "المدة القصوى", En: "Maximum length"}}, Columns: []*knowledge.Entity{kling, sora},
	}
	klingLength = cell("دقيقتان", "2 minutes", 0, knowledge.Date{Year: 2024, Month: 6, Day: 6})
	soraLength  = cell("دقيقة", "1 minute", 1, knowledge.Date{Year: 2024, Month: 2})
)

func cell(textAr, textEn string, column int, asOf knowledge.Date) *knowledge.Fact {
	return &knowledge.Fact{
		ID: textEn, AsOf: asOf, Status: knowledge.Confirmed, Sources: []*knowledge.Source{mit},
		Passage: knowledge.Passage{Text: textAr, Lang: knowledge.Arabic, File: "video/compare.md", Line: 7},
		Twin:    &knowledge.Passage{Text: textEn, Lang: knowledge.English, File: "video/compare.md", Line: 13},
		Cell:    &knowledge.Cell{Table: lengths, Column: column},
	}
}

func hits(lang knowledge.Lang, facts ...*knowledge.Fact) []index.Hit {
	var out []index.Hit
	for _, f := range facts {
		out = append(out, index.Hit{Fact: f, Passage: f.In(lang), Entities: []*knowledge.Entity{kling, kuai}})
	}
	return out
}

// rendered is one text for each section of testdata/plain.txtar.
func rendered(section string) string {
	lang := knowledge.Lang(section[len(section)-2:])
	answer := index.Answer{Question: "?سؤال", Lang: lang}
	table := index.Table{Lang: lang, Answered: true,
		A: index.Side{Asked: "kling", Entity: kling}, B: index.Side{Asked: "sora", Entity: sora}}
	switch strings.TrimSuffix(section, " "+string(lang)) {
	case "facts":
		answer.Answered, answer.Facts = true, hits(lang, minutes, klingLength, onlyEnglish)
	case "related":
		answer.Entities, answer.Related = []*knowledge.Entity{kling}, hits(lang, minutes)
	case "unknown":
		answer.Suggestions = []string{"Kling", "Sora"}
	case "empty question":
		answer.Question = " \u200b\n"
	case "comparison":
		table.Rows = []index.Row{
			{Attribute: lengths.Rows[0].In(lang), A: hits(lang, klingLength), B: hits(lang, soraLength), DatesDiffer: true},
			{Attribute: "…", A: hits(lang, minutes, klingLength), Conflict: true},
		}
		return say.Compare(table)
	case "unknown side":
		table.B = index.Side{Asked: "Sorra\u202e", Suggestions: []string{"Sora"}}
		return say.Compare(table)
	case "one side missing":
		table.B = index.Side{}
		return say.Compare(table)
	case "same side":
		table.B = table.A
		return say.Compare(table)
	case "nothing to compare":
		table.Answered = false
		return say.Compare(table)
	}
	return say.Answer(answer)
}

func TestPlainTexts(t *testing.T) {
	const name = "testdata/plain.txtar"
	golden, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(golden.Files) < 18 {
		t.Fatalf("%s has only %d texts", name, len(golden.Files))
	}
	for i, f := range golden.Files {
		got := say.Show(rendered(f.Name))
		if *update {
			golden.Files[i].Data = []byte(got)
			continue
		}
		if got != string(f.Data) {
			t.Errorf("%s:\n got:\n%s\nwant:\n%s", f.Name, got, f.Data)
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(golden), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A fact's words stand in the text byte for byte, line breaks shown as spaces.
func TestFactsStayVerbatim(t *testing.T) {
	text := say.Answer(index.Answer{Lang: knowledge.Arabic, Answered: true, Facts: hits(knowledge.Arabic, minutes, klingLength)})
	for _, want := range []string{"يمكن لـKling إنتاج مقاطع فيديو تصل مدتها إلى دقيقتين.", "دقيقتان", "video/kling.md:12\n", "\n   https://example.org/kling\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

func TestStyleMarksOnlyItsParts(t *testing.T) {
	mark := say.Style{Strong: func(s string) string { return "<b>" + s + "</b>" }, Faint: func(s string) string { return "<i>" + s + "</i>" }}
	got := mark.Answer(index.Answer{Lang: knowledge.English, Answered: true, Facts: hits(knowledge.English, minutes)})
	if !strings.Contains(got, "\n<i>   video/kling.md:14</i>\n") || !strings.HasPrefix(got, "1. Kling can") {
		t.Errorf("got\n%s", got)
	}
}
