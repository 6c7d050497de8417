package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sibaq/bot/say"
	"sibaq/bot/store"
	"sibaq/knowledge"
)

// TestReport reads the store of a bot that has it open: what it tells is what was
// noted, in both languages, as JSON and as a picture.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	path, folder, picture := filepath.Join(dir, "sibaq.db"), filepath.Join(dir, "knowledge"), filepath.Join(dir, "weeks.png")
	must(t, os.Mkdir(folder, 0o755))
	must(t, os.WriteFile(filepath.Join(folder, "a.md"), []byte(`---
reviewed: 2025-01
entities:
  - name: Kling
    ar: كلينغ
---
- حقيقة عن Kling. [^s] {2024، id: old}
- حقيقة بلا مصدر. {2026-11}
- حقيقة متجاوزة. [^s] {2023، متجاوز حل محله old}

[^s]: [عنوان](https://example.org/s), صحيفة
`), 0o644))
	kept, err := store.Open(path, store.Options{})
	must(t, err)
	defer kept.Close()
	now := time.Date(2026, time.November, 24, 12, 0, 0, 0, time.UTC)
	note := func(guild string, day int, question string, answered bool, about ...string) {
		t.Helper()
		must(t, kept.Note(t.Context(), store.Asked{Guild: guild, Command: "ask", Question: question, Answered: answered,
			Lang: knowledge.Arabic, Entities: about, At: now.AddDate(0, 0, day)}))
	}
	note("1", 0, "سؤال له جواب", true, "Kling")
	note("1", -1, "سؤال بلا جواب", false, "Kling", "Unlisted")
	note("1", -15, "سؤال بلا جواب", false)
	note("2", 0, "في سيرفر آخر", false, "Kling")
	note("", -1, "سؤال خاص", true)
	_, err = kept.MarkAnswerable(t.Context(), "2", func(store.Gap) bool { return true })
	must(t, err)
	run := func(args ...string) string {
		t.Helper()
		code, stdout, stderr := execute(t, append([]string{"report", "--store", path, "--knowledge", folder}, args...), nil, nil)
		if code != exitAnswered || stderr != "" {
			t.Fatalf("exit %d, %s", code, stderr)
		}
		return blur(stdout)
	}
	const all = `<RLM>الأسئلة أسبوعًا أسبوعًا:
  <RLM>هذا الأسبوع: 4 أسئلة، أُجيب عن 2 (50٪)
  <RLM>أسبوع <LRM>2026-11-16: لا أسئلة
  <RLM>أسبوع <LRM>2026-11-09: سؤال، أُجيب عن 0 (0٪)

<RLM>أكثر ما سُئل عنه:
  <RLM>كلينغ (3)، Unlisted (1)

<RLM>بلا جواب:
  <RLM>عددها: 2، منها ما صار له جواب: 1
  <RLM>سؤال بلا جواب (2)
  <RLM>في سيرفر آخر (1)

<RLM>المعرفة:
  <RLM>3 حقائق، ملف
  <RLM>ملفات لم تُراجع منذ 180 يومًا: 1
  <RLM>فيها حقائق أقدم من ذلك: 1
  <RLM>حقائق حل محلها غيرها: 1
  <RLM>حقائق بلا مصدر: 1
`
	if got := run("--lang", "ar"); got != all {
		t.Errorf("got:\n%s\nwant:\n%s", got, all)
	}
	one := run("--lang", "en", "--guild", "1", "--out", picture)
	for _, part := range []string{"this week: 2 questions, 1 answered (50%)", "how many: 1", "Kling (2), Unlisted (1)", "files not reviewed for 180 days: 1", "Picture written: "} {
		if !strings.Contains(one, part) {
			t.Errorf("%q is not in:\n%s", part, one)
		}
	}
	if png, err := os.ReadFile(picture); err != nil || !bytes.HasPrefix(png, pngHead) {
		t.Errorf("the picture: %v", err)
	}
	var shape reportJSON
	must(t, json.Unmarshal([]byte(run("--json", "--guild", "7")), &shape))
	if len(shape.Weeks) != 1 || shape.Weeks[0].Asked != 0 || shape.Gaps != 0 || shape.Stale.Superseded != 1 || shape.Stale.OlderThan != "180d" || shape.MostAsked == nil {
		t.Errorf("of a server that asked nothing: %+v", shape)
	}

	for _, wrong := range [][]string{{"report"}, {"report", "--store", filepath.Join(dir, "none.db")}, {"report", "--store", folder}} {
		if code, _, stderr := execute(t, append(wrong, "--knowledge", folder), nil, nil); code != exitWrong || !strings.Contains(stderr, "store") {
			t.Errorf("%q: exit %d, %s", wrong, code, stderr)
		}
	}
}

// What members asked in vain, of all servers or of one, most asked first.
func TestKnowledgeGaps(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sibaq.db")
	kept, err := store.Open(path, store.Options{})
	must(t, err)
	defer kept.Close()
	for _, asked := range []struct{ guild, question string }{{"1", "من رسم الباندا؟"}, {"2", "How old is Kling?"}, {"2", "How old is Kling?"}} {
		must(t, kept.Note(t.Context(), store.Asked{Guild: asked.guild, Command: "ask", Question: asked.question, Lang: knowledge.Arabic, At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)}))
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "How old is Kling?\n  asked twice, last: 2026-11-20\nمن رسم الباندا؟\n  asked once, last: 2026-11-20\n"},
		{[]string{"--guild", "1"}, "من رسم الباندا؟\n  asked once, last: 2026-11-20\n"},
		{[]string{"--guild", "3"}, "No question wants an answer: all that was asked here had one, and nobody said that it was of no use.\n"},
	} {
		code, stdout, stderr := execute(t, append([]string{"knowledge", "gaps", "--lang", "en", "--store", path}, c.args...), nil, nil)
		if code != exitAnswered || say.Strip(stdout) != c.want {
			t.Errorf("%s: exit %d, %s\n%s", c.args, code, stdout, stderr)
		}
	}
	if _, stdout, _ := execute(t, []string{"knowledge", "gaps", "--store", path, "--json"}, nil, nil); strings.Count(stdout, `"count":`) != 2 || strings.Contains(stdout, "members") {
		t.Errorf("as JSON: %s", stdout)
	}
}
