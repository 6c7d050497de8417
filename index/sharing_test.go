package index_test

import (
	"context"
	"slices"
	"testing"

	"sibaq/index"
	"sibaq/knowledge"
)

// Whoever looks for a piece of a fact's text finds the fact among few.
func TestSharing(t *testing.T) {
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	ix, err := index.Build(t.Context(), base)
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, f := range base.Facts[:300] {
		facts, err := ix.Sharing(t.Context(), f.Text)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(facts, f) {
			t.Errorf("%s:%d is not among the facts of its own words: %s", f.File, f.Line, f.Text)
		}
		looked += len(facts)
	}
	if looked > 300*len(base.Facts)/10 {
		t.Errorf("%d facts for 300 texts: more than a tenth of the folder each", looked)
	}
	if facts, err := ix.Sharing(t.Context(), "في ، xyzzyplugh"); err != nil || len(facts) != 0 {
		t.Errorf("a text that nobody wrote: %d facts, %v", len(facts), err)
	}
	if err := ix.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := ix.Sharing(context.Background(), "chips"); err != index.ErrClosed {
		t.Errorf("after Close: %v", err)
	}
}
