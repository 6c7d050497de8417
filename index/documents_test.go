package index

import (
	"maps"
	"slices"
	"testing"

	bleveindex "github.com/blevesearch/bleve_index_api"

	"sibaq/knowledge"
)

// What bleve is given of a fact is what its mapping's analyzer makes of the text:
// a query of bleve's own finds what ours do.
func TestDocumentsAreAsAnalysed(t *testing.T) {
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	ix, err := Build(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	defer ix.Close()
	titles := map[string]string{}
	for _, f := range base.Files {
		titles[f.Path] = f.Title
	}
	analyzer := newMapping().AnalyzerNamed(analyzerName)
	for i, f := range base.Facts {
		want := map[string]bool{}
		texts := append([]string{titles[f.File]}, f.Section...)
		for _, p := range []*knowledge.Passage{&f.Passage, f.Twin} {
			switch {
			case p == nil:
			case f.Cell != nil:
				texts = append(texts, cellText(f.Cell, p))
			default:
				texts = append(texts, p.Text)
			}
		}
		if f.Cell == nil {
			texts = append(texts, f.Asked...)
		}
		for _, text := range texts {
			for _, token := range analyzer.Analyze([]byte(text)) {
				want[string(token.Term)] = true
			}
		}
		var got []string
		ix.document(uint32(i), 0).VisitFields(func(field bleveindex.Field) {
			if field.Name() == fieldText {
				got = slices.Sorted(maps.Keys(field.AnalyzedTokenFrequencies()))
			}
		})
		if w := slices.Sorted(maps.Keys(want)); !slices.Equal(got, w) {
			t.Fatalf("%s:%d\nis given as %q\nanalysed as  %q", f.File, f.Line, got, w)
		}
	}
}
