package knowledge_test

import (
	"errors"
	"os"
	"strings"
	"testing"

	"sibaq/knowledge"
)

// ledTo is what the examples of asked.txt lead to.
const ledTo = "- Kling was launched. {id: kling-launch, source: x} [^x]\n\n" +
	"| الخاصية | Kling | Sora |\n|---|---|---|\n| السعر | ١٠ [^x] | ٢٠ [^x] |\n\n" +
	"| Attribute | Kling | Sora |\n|---|---|---|\n| Price | 10 | 20 |\n\n[^x]: [T](https://example.org), P, 2024\n"

// Each example of the README is a file that loads without a warning.
func TestReadmeExamples(t *testing.T) {
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	examples := 0
	for i, part := range strings.Split("\n"+string(data), "\n```") {
		if i%2 == 0 {
			continue // between examples
		}
		info, body, _ := strings.Cut(part, "\n")
		words := strings.Fields(info)
		if len(words) == 0 {
			t.Fatalf("an example without a language: %q", body)
		}
		name := "example.md"
		if len(words) == 2 {
			name = words[1]
		}
		examples++
		f := folder(name, body, "other.txt", "Another fact.", "led.md", ledTo)
		base, err := knowledge.Load(f)
		if err != nil {
			t.Errorf("%v in the example:\n%s", err, body)
			continue
		}
		holdsVerbatim(t, f, base)
		if len(base.Warnings) > 0 {
			t.Errorf("%v in the example:\n%s", base.Warnings, body)
		}
		if name == "example.md" && len(base.Facts) < 2 {
			t.Errorf("no facts in the example:\n%s", body)
		}
	}
	if examples != 14 {
		t.Errorf("%d examples, want 7 in each language", examples)
	}
}

// What the README promises for the escapes.
func TestReadmeEscapes(t *testing.T) {
	base, err := knowledge.Load(folder("a.md", "- one \\{2024}\n  - date\\: a fruit\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(base.Facts) != 2 || base.Facts[0].Text != "one {2024}" || base.Facts[1].Text != "date: a fruit" {
		t.Errorf("got:\n%s", listing(base, nil))
	}
	_, err = knowledge.Load(folder("a.md", "- one\n  - date: a fruit\n"))
	if !errors.As(err, new(knowledge.Problems)) {
		t.Error("without the backslash it is a detail, and no date")
	}
}
