package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
)

// echo answers a line with its own number, and finds something in all of them.
func echo(_ context.Context, n int, line []byte) (any, bool, error) {
	runtime.Gosched() // let others overtake
	return map[string]any{"n": n, "size": len(line)}, true, nil
}

func lines(t *testing.T, in io.Reader, out io.Writer, answer answerLine) error {
	t.Helper()
	a := newApp(nil, in, out, io.Discard)
	return a.jsonLines(t.Context(), answer)
}

func TestLinesKeepTheirOrder(t *testing.T) {
	var out bytes.Buffer
	must(t, lines(t, strings.NewReader(strings.Repeat("{}\n", 5000)), &out, echo))
	n := 0
	for line := range strings.Lines(out.String()) {
		if n++; line != fmt.Sprintf("{\"n\":%d,\"size\":2}\n", n) {
			t.Fatalf("line %d is %s", n, line)
		}
	}
	if n != 5000 {
		t.Errorf("%d lines came out of 5000", n)
	}
}

// Whoever writes a line and waits gets its answer before writing the next.
func TestLinesAreAnsweredAsTheyCome(t *testing.T) {
	in, typed := io.Pipe()
	read, out := io.Pipe()
	ended := make(chan error, 1)
	go func() { ended <- lines(t, in, out, echo) }()
	answers := bufio.NewReader(read)
	for n := 1; n <= 20; n++ {
		_, err := io.WriteString(typed, "{}\n")
		must(t, err)
		got, err := answers.ReadString('\n')
		must(t, err)
		if want := fmt.Sprintf("{\"n\":%d,\"size\":2}\n", n); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
	must(t, typed.Close())
	must(t, <-ended)
}

func TestLinesOfAnyLength(t *testing.T) {
	long := strings.Repeat("x", maxLine)
	var out bytes.Buffer
	must(t, lines(t, strings.NewReader(long+"\n"+long+"y\n"+"short\n"+long+long+long+"\n\nlast"), &out, echo))
	want := fmt.Sprintf(`{"n":1,"size":%d}
{"error":"line 2 is longer than %d bytes"}
{"n":3,"size":5}
{"error":"line 4 is longer than %d bytes"}
{"n":5,"size":0}
{"n":6,"size":4}
`, maxLine, maxLine, maxLine)
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// A reader that hangs does not keep a cancelled program alive.
func TestLinesEndWithTheirContext(t *testing.T) {
	in, _ := io.Pipe()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := newApp(nil, in, io.Discard, io.Discard).jsonLines(ctx, echo); err != context.Canceled {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}

// Any input gives as many objects as it has lines, each on one line.
func FuzzLines(f *testing.F) {
	for _, s := range []string{"", "\n", "{\"question\":\"x\"}\n", "null", "[]\n{}\n", "{\"question\":null}", "{\"question\":\"\\ud800\"}\r\n", "\xff\n\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		want := bytes.Count(in, []byte("\n"))
		if len(in) > 0 && in[len(in)-1] != '\n' {
			want++
		}
		var out bytes.Buffer
		a := newApp(nil, bytes.NewReader(in), &out, io.Discard)
		a.jsonLines(t.Context(), func(_ context.Context, n int, line []byte) (any, bool, error) {
			var q struct {
				Question string `json:"question"`
			}
			err := a.decode(n, line, &q, "question")
			return q, true, err
		})
		got := 0
		for line := range bytes.Lines(out.Bytes()) {
			var object map[string]any
			if err := json.Unmarshal(line, &object); err != nil || len(object) != 1 {
				t.Fatalf("line %d is %q: %v", got+1, line, err)
			}
			got++
		}
		if got != want {
			t.Fatalf("%d lines in, %d objects out", want, got)
		}
	})
}
