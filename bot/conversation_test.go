package bot_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"sibaq/bot/discordtest"
	"sibaq/bot/say"
)

// TestModeratorsConversations compares what moderators see with
// testdata/manage.txt, step by step, in both languages.
func TestModeratorsConversations(t *testing.T) {
	const golden = "testdata/manage.txt"
	got := &txtar.Archive{Comment: []byte("What moderators see who change the knowledge on Discord, step by step. Invisible characters stand by name.\n" +
		"Write it anew with: go test ./bot -run TestModeratorsConversations -update\n\n")}
	var steps [2][]txtar.File
	t.Run("steps", func(t *testing.T) { // which waits for both
		for n, c := range []struct{ name, lang string }{{"in Arabic", "ar"}, {"in English", "en"}} {
			t.Run(c.name, func(t *testing.T) {
				m := manage(t, map[string]string{"questions.txt": "من يصنع معالج Ascend 910B؟\n  = تصنع شركة هواوي\n", "chips.md": ascend}, nil)
				pick := func(ar, en string) string {
					if c.lang == "ar" {
						return ar
					}
					return en
				}
				cmd := func(ar, en string, options ...string) discordtest.Interaction {
					for i := 0; i < len(options); i += 3 {
						options[i/3*2], options[i/3*2+1] = pick(options[i], options[i+1]), options[i+2]
					}
					return moderator(command(pick("المعرفة "+ar, "knowledge "+en), options[:len(options)/3*2]...))
				}
				put := func(name, text string) discordtest.Interaction {
					i := cmd("رفع", "upload")
					i.Files = map[string]discordtest.Upload{pick("الملف", "file"): {Name: name, Data: []byte(text)}}
					return i
				}
				step := func(name string, ex *discordtest.Exchange) *discordtest.Exchange {
					t.Helper()
					text := ""
					if r := ex.Response(t); r.Type == discordtest.ReplyModal {
						text = shownForm(r.Data)
					} else {
						text = shown(ex.Message(t))
					}
					steps[n] = append(steps[n], txtar.File{Name: c.name + ": " + name, Data: []byte(steady(text))})
					return ex
				}
				on := func(ex *discordtest.Exchange, ar, en string) *discordtest.Exchange { return press(t, ex, pick(ar, en)) }

				step("the files", m.Send(cmd("قائمة", "list")))
				step("a file with errors", m.Send(put("more.md", "---\ntitle: More\nlanguage: en\n---\n\n- A chip has 64 GB of memory. [^lost]\n- Another {2024-13}\n")))
				preview := step("a file without a source", m.Send(put("more.md", "---\ntitle: More\nlanguage: en\n---\n\n- A chip of Huawei has 64 GB of memory.\n")))
				form := step("the form of the reason", on(preview, "اكتب السبب", "Give a reason"))
				preview = step("the preview with its reason", form.Submit(t, map[string]string{"reason": pick("طلبها الأعضاء", "Members asked for it")}))
				step("done", on(preview, "أكّد", "Confirm"))
				step("confirmed twice", on(preview, "أكّد", "Confirm"))
				step("the same again", m.Send(put("more.md", "---\ntitle: More\nlanguage: en\n---\n\n- A chip of Huawei has 64 GB of memory.\n")))

				form = step("the form of a new fact", m.Send(cmd("إضافة", "add")))
				wrong := step("a new fact about nobody known", form.Submit(t, map[string]string{"text": pick("جملة جديدة.", "A new sentence."), "entity": "Zorgblatt"}))
				wrong = step("a new fact with a bad date", on(wrong, "عدّل ما كتبته", "Change what you wrote").Submit(t, map[string]string{"entity": "Sora", "date": "2024-13"}))
				preview = step("a new fact", on(wrong, "عدّل ما كتبته", "Change what you wrote").Submit(t, map[string]string{"date": "2024-12", "source": "https://example.org/x"}))
				step("cancelled", on(preview, "ألغِ", "Cancel"))

				id := ""
				for _, f := range m.live.Base().Facts {
					if strings.HasPrefix(f.Text, "أعلنت شركة") {
						id = f.ID
					}
				}
				form = step("the form of a fact", m.Send(cmd("تعديل", "edit", "الحقيقة", "fact", id)))
				step("a fact with another date", form.Submit(t, map[string]string{"date": "2024-06-07"}))
				step("a fact with another text", m.Send(cmd("تعديل", "edit", "الحقيقة", "fact", id)).Submit(t, map[string]string{"text": "أعلنت شركة Kuaishou عن Kling في 7 يونيو 2024."}))
				step("a fact that is retired", m.Send(cmd("سحب", "retire", "الحقيقة", "fact", id)))
				step("a fact that is none", m.Send(cmd("سحب", "retire", "الحقيقة", "fact", "x@everyone")))

				removal := step("a file that a question needs", m.Send(cmd("حذف", "remove", "الملف", "file", "chips.md")))
				another := removal.PressAs(t, other, discordtest.Buttons(removal.Message(t))[0])
				step("another's", another)
				m.write(t, "hand.md", "- A fact that somebody wrote into the folder by hand.\n")
				again := step("changed meanwhile", removal.Press(t, discordtest.Buttons(removal.Message(t))[0]))
				done := step("without the question", again.Press(t, discordtest.Buttons(again.Message(t))[0]))
				step("the history", m.Send(cmd("سجل", "history")))
				commits, err := m.repo.History(t.Context(), "", 1)
				if err != nil {
					t.Fatal(err)
				}
				step("what it did", m.Send(cmd("فروق", "diff", "التغيير", "change", commits[0].ID)))
				step("undoing it", on(done, "تراجع", "Undo"))
				step("a file to download", m.Send(cmd("تنزيل", "download", "الملف", "file", "more.md")))
				step("a file that is not there", m.Send(cmd("تنزيل", "download", "الملف", "file", "nothing.md")))
				step("a picture", m.Send(put("x.md", "\x89PNG\r\n\x1a\n\x00\x00\x00")))
			})
		}
	})
	got.Files = append(steps[0], steps[1]...)
	if *update {
		if err := os.WriteFile(golden, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range got.Files {
		if i >= len(want.Files) || want.Files[i].Name != f.Name || string(want.Files[i].Data) != string(f.Data) {
			t.Errorf("%s: got\n%s", f.Name, f.Data)
		}
	}
	if len(want.Files) != len(got.Files) {
		t.Errorf("%s has %d steps, the test %d", golden, len(want.Files), len(got.Files))
	}
}

var ids = []struct {
	of *regexp.Regexp
	by string
}{
	{regexp.MustCompile(`((?:Change|التغيير|change|change did|version|إصدار المعرفة): (?:<FSI>)?)[0-9a-f]{8}`), "${1}HASH"},
	{regexp.MustCompile(`(after the change: |بعد التغيير: (?:<FSI>)?)[0-9a-f]{8}`), "${1}HASH"},
	{regexp.MustCompile(`<t:\d+:f>`), "<t:NOW:f>"},
}

// steady is a reply without what is different each time.
func steady(s string) string {
	for _, x := range ids {
		s = x.of.ReplaceAllString(s, x.by)
	}
	return s
}

// shownForm is a form as a text file shows it.
func shownForm(data map[string]any) string {
	var b strings.Builder
	fmt.Fprintf(&b, "(form) %s\n", say.Show(data["title"].(string)))
	for _, row := range data["components"].([]any) {
		row := row.(map[string]any)
		in := row["component"].(map[string]any)
		need := ""
		if in["required"] != false {
			need = " *"
		}
		fmt.Fprintf(&b, "%s%s\n", row["label"], need)
		if note, _ := row["description"].(string); note != "" {
			fmt.Fprintf(&b, "  (%s)\n", note)
		}
		if hint, _ := in["placeholder"].(string); hint != "" {
			fmt.Fprintf(&b, "  …%s\n", hint)
		}
		if value, _ := in["value"].(string); value != "" {
			fmt.Fprintf(&b, "  [%s]\n", say.Show(value))
		}
	}
	return b.String()
}
