package eval_test

import (
	"context"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
)

// TestBeside: it makes no difference to the answers whether a part of the
// shipped folder is in it, or is a guild's own and put beside the rest.
func TestBeside(t *testing.T) {
	ctx := context.Background()
	all, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	whole, err := index.Build(ctx, all)
	if err != nil {
		t.Fatal(err)
	}
	defer whole.Close()
	qs, _, err := eval.Questions(ctx, whole)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"huawei", "chips", "policy"} {
		t.Run(part, func(t *testing.T) {
			parts := map[bool]fstest.MapFS{true: {}, false: {}}
			err := fs.WalkDir(knowledge.Shipped(), ".", func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				data, err := fs.ReadFile(knowledge.Shipped(), path)
				parts[strings.HasPrefix(path, part)][path] = &fstest.MapFile{Data: data}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			shared, err := knowledge.Load(parts[false])
			if err != nil {
				t.Fatal(err)
			}
			own, err := knowledge.NewLoader().LoadBeside(parts[true], shared)
			if err != nil {
				t.Fatal(err)
			}
			live, err := index.NewLive(ctx, func(context.Context) (*knowledge.Base, error) { return shared, nil }, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer live.Close()
			both, err := live.Beside(ctx, knowledge.Join(shared, own))
			if err != nil {
				t.Fatal(err)
			}
			defer both.Close()
			same, first := 0, func(ix *index.Index, q string) string {
				a, err := ix.Answer(ctx, index.Question{Text: q})
				if err != nil {
					t.Fatal(err)
				}
				if !a.Answered {
					return ""
				}
				return a.Facts[0].Fact.Text
			}
			for _, q := range qs {
				if first(whole, q.Text) == first(both, q.Text) {
					same++
				}
			}
			t.Logf("%d facts of their own: the same answer to %d of %d questions", len(own.Facts), same, len(qs))
			if len(own.Facts) < 20 || 100*same < 97*len(qs) {
				t.Errorf("%d facts of their own: the same answer to %d of %d questions", len(own.Facts), same, len(qs))
			}
		})
	}
}
