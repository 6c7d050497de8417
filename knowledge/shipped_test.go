package knowledge_test

import (
	"strings"
	"testing"
	"unicode"

	"sibaq/knowledge"
	"sibaq/knowledge/fold"
)

// What every shipped fact, name, table and file owes to its readers.
func TestShippedKnowledge(t *testing.T) {
	base := load(t, knowledge.Shipped())
	holdsVerbatim(t, knowledge.Shipped(), base)
	if len(base.Warnings) > 0 {
		t.Error(base.Warnings)
	}
	if len(base.Facts) < 1700 || len(base.Entities) < 450 || len(base.Tables) < 20 {
		t.Errorf("%d facts, %d entities, %d tables", len(base.Facts), len(base.Entities), len(base.Tables))
	}
	for _, f := range base.Files {
		if f.Reviewed.Day == 0 {
			t.Errorf("%s does not say on which day it was reviewed", f.Path)
		}
		if f.Facts > 0 && f.TitleTwin == "" {
			t.Errorf("%s has its title %q in one language", f.Path, f.Title)
		}
	}
	for _, f := range base.Facts {
		wrong := func(what string) { t.Errorf("%s:%d %s: %s", f.File, f.Line, what, f.Text) }
		if f.Twin == nil {
			wrong("has no translation")
		}
		if len(f.Sources) == 0 {
			wrong("has no source")
		}
		for _, s := range f.Sources {
			if strings.ContainsFunc(s.PublisherIn(knowledge.English), isArabic) {
				wrong("has an Arabic publisher without English: " + s.Publisher)
			}
		}
		if f.AsOf.IsZero() {
			wrong("has no date")
		}
		if f.Status == knowledge.Superseded && f.SupersededBy == "" {
			wrong("does not say what replaced it")
		}
		// Of the article's author nothing is known.
		if f.ClaimedBy != "" && f.ClaimantKind == "" && (f.Claimant == nil || f.Claimant.Type != "article") {
			wrong("does not say what stake " + f.ClaimedBy + " has in it")
		}
		for i, twin := range f.SectionTwin {
			if strings.ContainsFunc(f.Section[i], isArabic) && twin == "" {
				wrong("stands under an Arabic heading without English: " + f.Section[i])
			}
		}
	}
	for _, e := range base.Entities {
		spellings := map[string]bool{}
		for _, n := range append([]string{e.Name, e.Ar}, e.Aliases...) {
			if strings.ContainsFunc(n, isArabic) {
				spellings[fold.Text(n)] = true
			}
		}
		if len(spellings) < 2 || e.Type == "" || e.About.Ar == "" || e.About.En == "" {
			t.Errorf("%s:%d %s: %d Arabic spellings, type %q, about %q", e.File, e.Line, e.Name, len(spellings), e.Type, e.About)
		}
	}
}

func isArabic(r rune) bool { return unicode.Is(unicode.Arabic, r) }
