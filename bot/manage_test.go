package bot_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/index"
	"sibaq/index/eval"
	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

// managed is a fixture whose folder is on disk, with its history.
type managed struct {
	*fixture
	dir  string
	repo *repo.Repo
}

// elsewhereGuild is another server whose moderators may change the folder.
const elsewhereGuild = "1000000000000000099"

// manage runs a bot on a folder of the given files, video.md among them unless
// that is said otherwise.
func manage(t *testing.T, files map[string]string, change func(*bot.Config, *fixture)) *managed {
	t.Helper()
	m, cfg := setUpManaged(t, files, change)
	m.run(t, cfg)
	return m
}

func setUpManaged(t *testing.T, files map[string]string, change func(*bot.Config, *fixture)) (*managed, bot.Config) {
	t.Helper()
	m := &managed{dir: t.TempDir()}
	m.write(t, "video.md", video)
	for name, text := range files {
		m.write(t, name, text)
	}
	r, err := repo.Open(m.dir, repo.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m.repo = r
	f, cfg := setUp(t, func(cfg *bot.Config, f *fixture) {
		f.live.Close()
		load := func(context.Context) (*knowledge.Base, error) { return knowledge.Load(os.DirFS(m.dir)) }
		if f.live, err = index.NewLive(t.Context(), load, eval.Guard()); err != nil {
			t.Fatal(err)
		}
		cfg.Knowledge, cfg.Check, cfg.Folder, cfg.Managers = f.live, load, r, []string{f.GuildID, elsewhereGuild}
		if change != nil {
			change(cfg, f)
		}
	})
	m.fixture = f
	return m, cfg
}

func (m *managed) write(t *testing.T, name, text string) {
	t.Helper()
	at := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// disk is every file of the folder, git's own aside, as one text.
func (m *managed) disk(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	err := fs.WalkDir(os.DirFS(m.dir), ".", func(name string, d fs.DirEntry, err error) error {
		if d != nil && d.Name() == ".git" {
			return fs.SkipDir
		}
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(m.dir, name))
		b.WriteString("== " + name + "\n" + string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// upload gives the command that uploads a file.
func upload(name, text string, options ...string) discordtest.Interaction {
	i := moderator(command("المعرفة رفع", options...))
	i.Files = map[string]discordtest.Upload{"الملف": {Name: name, Data: []byte(text)}}
	return i
}

// seen is a message as a person reads it, without the marks that cannot be seen.
func seen(t *testing.T, ex *discordtest.Exchange) string {
	t.Helper()
	return plainText(strings.NewReplacer("<RLM>", "", "<LRM>", "", "<FSI>", "", "<PDI>", "", "<WJ>", "", "<NBSP>", " ").Replace(shown(ex.Message(t))))
}

// unchanged fails unless the folder, its history and what is served are as they
// were when it was called.
func (m *managed) unchanged(t *testing.T) func(what string) {
	t.Helper()
	disk, version := m.disk(t), m.live.Version()
	commits, err := m.repo.History(t.Context(), "", 1)
	if err != nil {
		t.Fatal(err)
	}
	return func(what string) {
		t.Helper()
		if got := m.disk(t); got != disk {
			t.Errorf("%s: the files changed:\n%s", what, got)
		}
		if got := m.live.Version(); got != version {
			t.Errorf("%s: what is served changed", what)
		}
		if now, err := m.repo.History(t.Context(), "", 1); err != nil || now[0].ID != commits[0].ID {
			t.Errorf("%s: the history changed: %v, %v", what, now, err)
		}
	}
}

const ascend = "---\ntitle: الرقاقات\nlanguage: ar\n---\n\n# الرقاقات\n\n- تصنع شركة هواوي معالج Ascend 910B للذكاء الاصطناعي. [^h] {2023-08، مؤكد}\n\n[^h]: [Ascend](https://example.org/ascend), Huawei, 2023-08\n"

// TestAWholeChange goes the way of a moderator: a file with errors, the same
// mended, its preview, the confirmation, the answer from it, and back.
func TestAWholeChange(t *testing.T) {
	m := manage(t, nil, nil)
	ask := func() string {
		return seen(t, m.Send(command("اسأل", "السؤال", "من يصنع معالج Ascend 910B؟")))
	}
	mustHold(t, ask(), "لا أعرف")
	still := m.unchanged(t)

	broken := strings.Replace(strings.Replace(ascend, "[^h] {", "[^lost] {", 1), "2023-08، مؤكد", "2023-13، مؤكد", 1)
	got := m.Send(upload("chips.md", broken))
	mustHold(t, seen(t, got), "(private)", "لم يُقبل التغيير", "خطآن", "chips.md:8", "تصنع شركة هواوي معالج Ascend 910B", "lost", "2023-13", "لم يتغيّر شيء")
	if strings.Contains(seen(t, got), "أكّد") {
		t.Error("what has errors can be confirmed")
	}
	still("a file with errors")

	preview := m.Send(upload("chips.md", ascend))
	mustHold(t, seen(t, preview), "(private)", "معاينة", "رفع ملف: chips.md", "تُضاف حقيقة", "تصنع شركة هواوي معالج Ascend 910B",
		"مؤكد، 2023-08", "chips.md:8", "[أكّد]", "[ألغِ]", "[اكتب السبب]", "لم يُحفظ شيء بعد")
	still("a preview")
	mustHold(t, ask(), "لا أعرف")

	reason := press(t, preview, "اكتب السبب").Submit(t, map[string]string{"reason": "طلبها الأعضاء @everyone"})
	mustHold(t, seen(t, reason), "السبب: طلبها الأعضاء", "[أكّد]")
	if reason.Response(t).Type != discordtest.ReplyUpdate {
		t.Error("the preview with its reason is another message")
	}
	mustHold(t, seen(t, press(t, preview, "أكّد")), "لم تعد هذه المعاينة قائمة") // the one without
	done := press(t, reason, "أكّد")
	mustHold(t, seen(t, done), "حُفظ التغيير وبدأ العمل به", "أُضيفت حقيقة", "chips.md", "طلبها الأعضاء", "[تراجع]")
	mustHold(t, ask(), "تصنع شركة هواوي معالج Ascend 910B")
	if data, err := os.ReadFile(filepath.Join(m.dir, "chips.md")); err != nil || string(data) != ascend {
		t.Errorf("on disk: %q, %v", data, err)
	}
	commits, err := m.repo.History(t.Context(), "chips.md", 10)
	if err != nil || len(commits) != 1 {
		t.Fatalf("the history: %v, %v", commits, err)
	}
	if c := commits[0]; c.Author != (repo.Author{Name: "member77", ID: discordtest.Member, Guild: m.GuildID}) || c.Reason != "طلبها الأعضاء @everyone" {
		t.Errorf("the commit: %+v", c)
	}
	history := m.Send(moderator(command("المعرفة سجل", "الملف", "chips.md")))
	mustHold(t, seen(t, history), "سجل التغييرات", "طلبها الأعضاء", "member77", "chips.md", commits[0].ID[:8])
	if strings.Contains(shown(history.Message(t)), "@everyone") {
		t.Error("a reason pings")
	}
	mustHold(t, seen(t, m.Send(moderator(command("knowledge diff", "change", commits[0].ID[:8])))), "What the change did", "🟢", "Ascend 910B")

	undo := press(t, done, "تراجع")
	mustHold(t, seen(t, undo), "معاينة", "تُحذف حقيقة", "تصنع شركة هواوي")
	mustHold(t, ask(), "تصنع شركة هواوي معالج Ascend 910B")
	mustHold(t, seen(t, press(t, undo, "أكّد")), "حُفظ التغيير", "حُذفت حقيقة")
	mustHold(t, ask(), "لا أعرف")
	if _, err := os.Stat(filepath.Join(m.dir, "chips.md")); !os.IsNotExist(err) {
		t.Errorf("the file is still there: %v", err)
	}
	// And back by its id.
	again := m.Send(moderator(command("knowledge rollback", "change", commits[0].ID[:10])))
	mustHold(t, seen(t, press(t, again, "Confirm")), "The change is saved")
	mustHold(t, ask(), "تصنع شركة هواوي معالج Ascend 910B")
}

// TestALongPreview: of a file with many facts all are shown, a page after the
// other, and each page can be confirmed.
func TestALongPreview(t *testing.T) {
	m := manage(t, nil, nil)
	var b strings.Builder
	for n := range 60 {
		fmt.Fprintf(&b, "- The chip number %d of the line has %d GB of memory.\n", n, 100+n)
	}
	page := m.Send(moderatorUpload("many.md", b.String()))
	all := seen(t, page)
	for strings.Contains(seen(t, page), "[Next]") {
		page = press(t, page, "Next")
		all += seen(t, page)
	}
	for n := range 60 {
		mustHold(t, all, fmt.Sprintf("The chip number %d of the line has %d GB", n, 100+n))
	}
	mustHold(t, seen(t, press(t, page, "Confirm")), "The change is saved", "60 facts added")
}

// TestManyErrors: every problem of a file can be read, on as many pages as that
// takes.
func TestManyErrors(t *testing.T) {
	m := manage(t, nil, nil)
	var b strings.Builder
	for n := range 30 {
		fmt.Fprintf(&b, "- The chip number %d of the line has a source. [^none%d]\n\n", n, n)
	}
	page := m.Send(moderatorUpload("many.md", b.String()))
	all := seen(t, page)
	for strings.Contains(seen(t, page), "[Next]") {
		page = press(t, page, "Next")
		all += seen(t, page)
	}
	for n := range 30 {
		mustHold(t, all, fmt.Sprintf("none%d", n))
	}
	if strings.Contains(all, "[Confirm") {
		t.Error("a file with errors can be confirmed")
	}
}

// TestTooLongForAForm: what a form cannot hold is not cut by it.
func TestTooLongForAForm(t *testing.T) {
	m := manage(t, nil, nil)
	long := "- " + strings.Repeat("The chip has memory and more of it than others. ", 60) + "{id: long-one}\n"
	mustHold(t, seen(t, press(t, m.Send(moderatorUpload("long.md", long)), "Confirm")), "The change is saved")
	mustHold(t, seen(t, m.Send(moderator(command("knowledge edit", "fact", "long-one")))), "too long for the form")
}

func moderatorUpload(name, text string) discordtest.Interaction {
	i := moderator(command("knowledge upload"))
	i.Files = map[string]discordtest.Upload{"file": {Name: name, Data: []byte(text)}}
	return i
}
