package index_test

import (
	"testing"

	"sibaq/index"
	"sibaq/knowledge"
)

// The shipped folder's index, for what members wait for while they type or read.
func shippedIndex(b *testing.B) *index.Index {
	b.Helper()
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		b.Fatal(err)
	}
	ix, err := index.Build(b.Context(), base)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { ix.Close() })
	return ix
}

func BenchmarkSuggest(b *testing.B) {
	ix := shippedIndex(b)
	typed := []string{"ك", "هواوي ", "المدة الق", "ما أقصى م", "when did hua"}
	for n := 0; b.Loop(); n++ {
		if _, err := ix.Suggest(b.Context(), typed[n%len(typed)], knowledge.Arabic, 25, 100); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNearQuestions(b *testing.B) {
	ix := shippedIndex(b)
	asked := []string{"كم راتب مهندسي كلينغ؟", "من فاز بكأس العالم؟", "what is the salary at OpenAI?", "هل هواوي تبيع سيارات"}
	for n := 0; b.Loop(); n++ {
		if _, err := ix.NearQuestions(b.Context(), index.Question{Text: asked[n%len(asked)]}, nil, 3, 80); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	ix := shippedIndex(b)
	const message = "هواوي تقول إن عندها 900 مليون مستخدم لهارموني، وإن Ascend 910B بكفاءة 95% من A100. وصار Sora متاحًا في 9 ديسمبر 2024!"
	for b.Loop() {
		if _, err := ix.Check(b.Context(), message, knowledge.Arabic, 5); err != nil {
			b.Fatal(err)
		}
	}
}
