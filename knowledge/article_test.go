package knowledge_test

import (
	"slices"
	"strings"
	"testing"

	"sibaq/knowledge"
)

// Each thing that the article says stands there as the article's word, and
// beside it, wherever the folder has it, what public sources make of it.
func TestShippedArticle(t *testing.T) {
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	var article, elsewhere string
	for _, f := range base.Facts {
		text := f.In(knowledge.English).Text + "\n"
		if f.File != "article.md" {
			elsewhere += text
			continue
		}
		article += text
		if !slices.ContainsFunc(f.Sources, func(s *knowledge.Source) bool { return s.Label == "article" }) {
			t.Errorf("%s:%d does not cite the article", f.File, f.Line)
		}
	}
	for _, c := range []struct{ said, found string }{ // found = "" where no source was
		{"a faded old photograph on a huge screen", "showed a clip he had already posted online"},
		{"a volcano erupting in a coffee cup", "no mention in its available text of the volcano, cat and rabbit scenes"},
		{"a white cat driving a car", "clips that Kling generated from text prompts"},
		{"a white rabbit in glasses reading a newspaper", "clips that Kling generated from text prompts"},
		{"everyone can try it through the Kuaishou app", "took a Chinese phone number, a waiting list"},
		{"Sora is not yet available to the public", "opened Sora to the public on 9 December 2024"},
		{"a limited group of experts and artists", "visual artists, designers and film makers"},
		{"upset many people", ""},
		{`"My American friends still cannot use Sora`, `Qu Dongqi told the New York Times: "My American friends still can't use Sora`},
		{"China is now catching up", "the United States had a head start in AI"},
		{"Kling beats Sora in several key respects", "no independent test of quality was possible"},
		{"up to two minutes at 1080p and 30 frames", "Kuaishou said on its website in June 2024"},
		{"limited to one minute only", "its limit was 20 seconds at 1080p"},
		{"ideal for professional content", `calling it "ideal" for professional content is a marketing judgement`},
		{"marketing videos and professional animation", "won a jury prize in a contest held by Kling itself"},
		{"banned the export of Nvidia's most powerful GPU chips", "a licence requirement with a presumption of denial rather than an absolute ban"},
		{"the phoenix rising from its ashes", "gave Huawei an opening"},
		{"from a mere phone maker", `not a "mere phone maker"`},
		{"in flagrant defiance of US sanctions", "TSMC made more than 2 million Ascend 910B logic dies"},
		{"80% of the efficiency of the most powerful American chip", `the A100 of 2020, not "the most powerful American chip"`},
		{"beats the most powerful American chip by 20%", "20% in some other tests, which the reports do not name"},
		{"HarmonyOS, and an app store, AppGallery", "Huawei launched HarmonyOS in August 2019"},
		{"580 million monthly active users", `we did not find them called "monthly active"`},
		{"900 million users", "not users as the article says"},
		{"second-largest smartphone operating system in China", "17%, against 16% for iOS"},
		{"Kai-Fu Lee as co-founder", "co-founder of the Chinese start-up 01.AI"},
		{`Kai-Fu Lee: "We have proved wrong the common belief`, `the belief "is simply wrong"`},
		{"hesitate to release their advanced technologies", "the motive of profit and monopoly was added by the article's author"},
		{"a bolder and more open approach", "more willing to release their technologies"},
		{"reduces congestion by up to 15%", "no source for the article's statement that AI reduces congestion"},
		{"fears about the future of jobs and privacy", "Concern about privacy is not only American"},
		{`Clément Delangue, chief executive of Hugging Face: "Open-source AI`, "open-source AI is the foundation of AI development"},
		{`Clément Delangue: "The United States built its lead through collaboration`, "collaboration between researchers and companies"},
		{"compares the AI race with the space race", ""},
		{"a new age of global technological division", ""},
		{"the real race is not between China and America", ""},
		{"serves all of humanity and not only the technical elite", ""},
		{"privacy and freedoms in an age of total digital surveillance", ""},
		{"redefine work and education", ""},
		{"are we ready to embrace this new age", ""},
		{"stumble into pointless conflicts", ""},
	} {
		if !strings.Contains(article, c.said) {
			t.Errorf("the article's %q is no fact", c.said)
		}
		if !strings.Contains(elsewhere, c.found) {
			t.Errorf("beside the article's %q nothing says %q", c.said, c.found)
		}
	}
}

// The comparisons that people ask for first.
func TestShippedComparisons(t *testing.T) {
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]string{} // of each entity, its attributes in English
	for _, table := range base.Tables {
		for c, e := range table.Columns {
			for r, row := range table.Rows {
				if row.Ar == "" || row.En == "" {
					t.Errorf("%s:%d: the row %q has one language", table.File, table.Line, row)
				}
				if table.Cells[r][c] != nil {
					rows[e.Name] = append(rows[e.Name], row.En)
				}
			}
		}
	}
	for _, pair := range [][2]string{
		{"Kling", "Sora"}, {"Ascend 910B", "Nvidia A100"}, {"Ascend 910B", "Nvidia H100"}, {"HarmonyOS", "iOS"},
		{"China", "United States"}, {"النماذج المفتوحة", "النماذج المغلقة"},
	} {
		both := 0
		for _, row := range rows[pair[0]] {
			if slices.Contains(rows[pair[1]], row) {
				both++
			}
		}
		if both < 5 {
			t.Errorf("%s and %s have %d attributes in common", pair[0], pair[1], both)
		}
	}
}
