package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
)

// markup is what stands in a line of Markdown and is no part of a fact's text.
var markup = regexp.MustCompile(`\[\^[^\]]*\]|\*\*|\]\([^)]*\)|\[`)

// Whatever is asked, each fact shown is what its file says at the line cited.
// The files are read here as plain lines, past the program's own reader.
func TestFactsAreVerbatim(t *testing.T) {
	base, err := knowledge.Load(knowledge.Shipped())
	must(t, err)
	ix, err := index.Build(t.Context(), base)
	must(t, err)
	questions, _, err := eval.Questions(t.Context(), ix)
	must(t, err)
	must(t, ix.Close())
	var in bytes.Buffer
	for _, q := range questions {
		for _, lang := range []string{"ar", "en"} {
			must(t, json.NewEncoder(&in).Encode(map[string]string{"question": q.Text, "lang": lang}))
		}
	}
	_, stdout, stderr := execute(t, []string{"ask", "--json", "--min-confidence", "0", "--limit", "20", "-"}, nil, in.Bytes())
	files := map[string][]string{}
	shown := map[string]bool{}
	for line := range strings.Lines(stdout) {
		var answer answerJSON
		must(t, json.Unmarshal([]byte(line), &answer))
		for _, f := range append(answer.Facts, answer.Related...) {
			shown[f.Text] = true
			lines, read := files[f.File]
			if !read {
				data, err := os.ReadFile(filepath.Join("../../knowledge/base", filepath.FromSlash(f.File)))
				must(t, err)
				lines = strings.Split(markup.ReplaceAllString(string(data), ""), "\n")
				files[f.File] = lines
			}
			for i, text := range strings.Split(f.Text, "\n") {
				if at := f.Line - 1 + i; at >= len(lines) || !strings.Contains(lines[at], text) {
					t.Errorf("%q asks for fact %s: %q does not stand on %s:%d", answer.Question, f.ID, text, f.File, f.Line+i)
				}
			}
			if !strings.Contains(answer.Text, strings.ReplaceAll(f.Text, "\n", " ")) {
				t.Errorf("%q: the text of the reply does not hold %q", answer.Question, f.Text)
			}
		}
	}
	if len(shown) < 50 {
		t.Errorf("only %d different facts were shown for %d questions: %s", len(shown), len(questions), stderr)
	}
}

// Questions that nobody should ask get a plain reply, in words and as JSON.
func TestStrangeQuestions(t *testing.T) {
	folder := t.TempDir()
	must(t, os.WriteFile(filepath.Join(folder, "a.txt"), []byte("Kling is a model.\n\nكلينغ نموذج."), 0o644))
	for name, question := range map[string]string{
		"nothing":            "",
		"emoji":              "😀🎉",
		"6,000 characters":   strings.Repeat("ما هو كلينغ ", 500),
		"6,000 emoji":        strings.Repeat("😀", 6000),
		"one endless word":   strings.Repeat("ا", 6000),
		"control characters": "\x01\x02\x1b[31m\x7f\u202eKling\u2069",
		"no UTF-8":           "\xff\xfe Kling",
		"a query language":   `+text:Kling -"a b"~2 AND (sora^3 OR /k.*/) [1 TO 2] \`,
		"a flag":             "--json",
	} {
		t.Run(name, func(t *testing.T) {
			code, stdout, stderr := execute(t, []string{"ask", "--knowledge", folder, "--", question}, nil, nil)
			if code > exitNothing || strings.TrimSpace(stdout) == "" || stderr != "" {
				t.Errorf("exit %d, %d bytes, standard error %q", code, len(stdout), stderr)
			}
			if strings.ContainsAny(stdout, "\x01\x1b\x7f\u202e") {
				t.Errorf("the reply controls the terminal: %q", stdout)
			}
			code, stdout, stderr = execute(t, []string{"ask", "--knowledge", folder, "--json", "--", question}, nil, nil)
			var keys map[string]json.RawMessage
			if err := json.Unmarshal([]byte(stdout), &keys); err != nil || code > exitNothing || strings.Count(stdout, "\n") != 1 {
				t.Fatalf("exit %d, %v, standard error %q", code, err, stderr)
			}
			for _, key := range strings.Fields("question lang answered confidence facts related version text") {
				if v, ok := keys[key]; !ok || slices.Contains([]string{"null", `""`}, string(v)) && question != "" {
					t.Errorf("%s is %q", key, fmt.Sprint(string(v)))
				}
			}
		})
	}
}
