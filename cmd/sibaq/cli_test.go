package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"sibaq/bot/say"
)

var update = flag.Bool("update", false, "write what the program prints now into testdata and README.md")

// Each testdata/*.txtar is a folder of files and a session: command lines, each
// with what the program prints. "$ NAME=value sibaq ask … < file" sets a
// variable and reads standard input from a file; lines of standard error begin
// with "! "; a code other than 0 ends the output as "[exit 2]"; "// " begins a comment. Invisible
// characters are named, and what differs from build to build is shown as "…".
func TestSessions(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) < 4 {
		t.Fatalf("sessions: %v, %v", names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			golden, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			path, err := filepath.Abs(name)
			must(t, err)
			t.Chdir(t.TempDir())
			session := -1
			for i, f := range golden.Files {
				if f.Name == "session" {
					session = i
					continue
				}
				must(t, os.MkdirAll(filepath.Dir(f.Name), 0o755))
				must(t, os.WriteFile(f.Name, f.Data, 0o644))
			}
			if session < 0 {
				t.Fatal("no session in it")
			}
			want := string(golden.Files[session].Data)
			got := replay(t, want)
			if *update {
				golden.Files[session].Data = []byte(got)
				must(t, os.WriteFile(path, txtar.Format(golden), 0o644))
			} else if got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// replay runs the command lines of a session and returns it with what they
// print now.
func replay(t *testing.T, session string) string {
	var b strings.Builder
	for line := range strings.Lines(session) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			if strings.HasPrefix(line, "// ") {
				b.WriteString("\n" + line)
			}
			continue
		}
		words := split(t, strings.TrimSpace(command))
		var env []string
		for len(words) > 0 && words[0] != "sibaq" {
			env, words = append(env, words[0]), words[1:]
		}
		var stdin []byte
		if n := len(words); n > 2 && words[n-2] == "<" {
			var err error
			stdin, err = os.ReadFile(words[n-1])
			must(t, err)
			words = words[:n-2]
		}
		code, stdout, stderr := execute(t, words[1:], env, stdin)
		fmt.Fprintf(&b, "\n$ %s\n%s", strings.TrimSpace(command), blur(stdout))
		for l := range strings.Lines(blur(stderr)) {
			b.WriteString(strings.TrimRight("! "+l, " \n") + "\n")
		}
		if code != 0 {
			fmt.Fprintf(&b, "[exit %d]\n", code)
		}
	}
	return strings.TrimPrefix(b.String(), "\n")
}

func execute(t *testing.T, args, env []string, stdin []byte) (code int, stdout, stderr string) {
	t.Helper()
	var out, errOut bytes.Buffer
	a := newApp(env, bytes.NewReader(stdin), &out, &errOut)
	a.now = func() time.Time { return time.Date(2026, time.November, 24, 23, 30, 0, 0, time.UTC) }
	code = a.run(t.Context(), args)
	return code, out.String(), errOut.String()
}

var varying = []struct {
	find *regexp.Regexp
	show string
}{
	{regexp.MustCompile(`"(score|confidence)":[0-9.e-]+`), `"$1":…`},
	{regexp.MustCompile(`"(version|id|knowledge|go)":"[^"]+"`), `"$1":"…"`},
	{regexp.MustCompile(`\b[0-9a-f]{16}\b`), "…"},
	{regexp.MustCompile(`go1\.\d+(\.\d+)?\S* \S+/\S+`), "go… …/…"},
}

func blur(s string) string {
	for _, v := range varying {
		s = v.find.ReplaceAllString(s, v.show)
	}
	return say.Show(s)
}

// split cuts a command line at spaces outside double quotes.
func split(t *testing.T, line string) []string {
	var words []string
	var word strings.Builder
	quoted, any := false, false
	for _, r := range line + " " {
		switch {
		case r == '"':
			quoted, any = !quoted, true
		case r == ' ' && !quoted:
			if any || word.Len() > 0 {
				words = append(words, word.String())
			}
			word.Reset()
			any = false
		default:
			word.WriteRune(r)
		}
	}
	if quoted {
		t.Fatalf("a quote is left open: %s", line)
	}
	return words
}
