package eval_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sibaq/index/eval"
	"sibaq/knowledge"
)

func TestParse(t *testing.T) {
	data, err := os.ReadFile("testdata/parse.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := txtar.Parse(data).Files
	for i := 0; i+1 < len(files); i += 2 {
		name := strings.TrimPrefix(files[i].Name, "file: ")
		t.Run(name, func(t *testing.T) {
			if got, want := show(eval.Parse("q.txt", files[i].Data)), string(files[i+1].Data); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}

func show(qs []eval.Question, err error) string {
	var b strings.Builder
	var problems knowledge.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			fmt.Fprintln(&b, p.Text(knowledge.English))
			fmt.Fprintln(&b, p.Text(knowledge.Arabic))
		}
		return b.String()
	}
	for _, q := range qs {
		want := strings.Join(q.Expected, " | ")
		if q.Expected == nil {
			want = "nothing"
		}
		fmt.Fprintf(&b, "%d [%s] %s = %s\n", q.Line, q.Variety, q.Text, want)
	}
	return b.String()
}

func TestParseNotUTF8(t *testing.T) {
	_, err := eval.Parse("q.txt", []byte("a question\n  = a fact\n\xff\xfe\n"))
	var problems knowledge.Problems
	if !errors.As(err, &problems) || len(problems) != 1 || problems[0].Line != 3 {
		t.Errorf("got %v, want one problem on line 3", err)
	}
}

// Whatever Parse takes, each question has a text and a line of the file, and
// whatever it refuses is refused with a line and texts in both languages.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"q\n = a\n", "[v]\nq\n = -\n", "= x\n[\n]\n", "\ufeffq\r\n\t=#id\r\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		qs, err := eval.Parse("q.txt", data)
		lines := strings.Count(string(data), "\n") + 1
		if err == nil && len(qs) == 0 {
			t.Fatal("no questions and no error")
		}
		for _, q := range qs {
			if q.Text == "" || q.Line < 1 || q.Line > lines {
				t.Fatalf("question %+v in %d lines", q, lines)
			}
		}
		var problems knowledge.Problems
		if err != nil && !errors.As(err, &problems) {
			t.Fatalf("error %v is no Problems", err)
		}
		for _, p := range problems {
			if p.Line < 0 || p.Line > lines || p.What.Ar == "" || p.What.En == "" || p.Fix.Ar == "" || p.Fix.En == "" {
				t.Fatalf("problem %+v", p)
			}
		}
	})
}

// Questions that are left out go with their answers, and nothing else does.
func TestWithout(t *testing.T) {
	const file = "\ufeff# what people ask\n[Egyptian]\nالأول؟\n  = a\n\n# note\n  = b\r\nالثاني؟\n  = -\n[English]\nthe third?\n= c\nthe fourth?\n= d"
	for _, c := range []struct {
		lines []int
		want  string
	}{
		{nil, file},
		{[]int{1, 2, 4, 99}, file},
		{[]int{3}, "\ufeff# what people ask\n[Egyptian]\n\n# note\nالثاني؟\n  = -\n[English]\nthe third?\n= c\nthe fourth?\n= d"},
		{[]int{8, 13}, "\ufeff# what people ask\n[Egyptian]\nالأول؟\n  = a\n\n# note\n  = b\r\n[English]\nthe third?\n= c\n"},
	} {
		if got := string(eval.Without([]byte(file), c.lines...)); got != c.want {
			t.Errorf("without %v: got %q, want %q", c.lines, got, c.want)
		}
	}
	if got := eval.Without([]byte(file), 3, 8, 11, 13); got != nil {
		t.Errorf("without all of them: %q", got)
	}
	data, err := os.ReadFile("questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, err := eval.Parse("questions.txt", data)
	if err != nil {
		t.Fatal(err)
	}
	left, err := eval.Parse("questions.txt", eval.Without(data, all[0].Line, all[len(all)/2].Line, all[len(all)-1].Line))
	if err != nil || len(left) != len(all)-3 {
		t.Errorf("of %d questions %d are left, %v", len(all), len(left), err)
	}
}
