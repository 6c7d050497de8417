package bot_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"sibaq/bot"
	"sibaq/bot/discordtest"
	"sibaq/bot/store"
	"sibaq/knowledge"
	"sibaq/knowledge/repo"
)

// zipped begins as a zip file does.
var zipped = append([]byte("PK\x03\x04\x14\x00\x00\x00\x08\x00"), bytes.Repeat([]byte{0xff, 7}, 100)...)

func inUTF16(s string) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// TestUploadsThatAreRefused: whatever is attached, the moderator is told why it
// cannot be taken, and nothing changes.
func TestUploadsThatAreRefused(t *testing.T) {
	m := manage(t, nil, nil)
	outside := filepath.Join(t.TempDir(), "outside.md")
	if err := os.WriteFile(outside, []byte("- What stands outside.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(m.dir, "link.md")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Dir(outside), filepath.Join(m.dir, "links")); err != nil {
		t.Fatal(err)
	}
	still := m.unchanged(t)
	const good = "- A chip has 64 GB of memory.\n"
	const notFetched = "could not be had from Discord"
	large := []byte(strings.Repeat("- A fact of a large file.\n", 50_000)) // 1.3 MB
	for name, c := range map[string]struct {
		file discordtest.Upload
		path string
		want string
	}{
		"large":                     {discordtest.Upload{Name: "a.md", Data: large}, "", "too large: the limit is 1024 KiB"},
		"larger than promised":      {discordtest.Upload{Name: "a.md", Data: large, Size: 100}, "", "too large"},
		"shorter than promised":     {discordtest.Upload{Name: "a.md", Data: []byte(good), Size: 1000}, "", notFetched},
		"said to be huge":           {discordtest.Upload{Name: "a.md", Data: []byte(good), Size: 1 << 40}, "", "too large"},
		"one that is gone":          {discordtest.Upload{Name: "a.md", Data: []byte(good), Status: 404}, "", notFetched},
		"one that leads elsewhere":  {discordtest.Upload{Name: "a.md", Data: []byte(good), Redirect: "https://discord.com/api/v10/users/@me"}, "", notFetched},
		"one that lies elsewhere":   {discordtest.Upload{Name: "a.md", Data: []byte(good), Elsewhere: "https://evil.example/attachments/1/2/a.md"}, "", notFetched},
		"one on this machine":       {discordtest.Upload{Name: "a.md", Data: []byte(good), Elsewhere: "http://127.0.0.1:80/a.md"}, "", notFetched},
		"one in clear text":         {discordtest.Upload{Name: "a.md", Data: []byte(good), Elsewhere: "http://cdn.discordapp.com/a.md"}, "", notFetched},
		"one behind a name":         {discordtest.Upload{Name: "a.md", Data: []byte(good), Elsewhere: "https://cdn.discordapp.com@evil.example/a.md"}, "", notFetched},
		"one whose address is none": {discordtest.Upload{Name: "a.md", Data: []byte(good), Elsewhere: "https://%zz"}, "", notFetched},
		"empty":                     {discordtest.Upload{Name: "a.md", Data: []byte(" \n\n")}, "", "The file is empty"},
		"a zip named .md":           {discordtest.Upload{Name: "a.md", Data: zipped}, "", "no text file"},
		"a picture":                 {discordtest.Upload{Name: "a.md", Data: []byte("\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01", 50))}, "", "no text file"},
		"UTF-16":                    {discordtest.Upload{Name: "a.md", Data: inUTF16(good)}, "", "no text file"},
		"zero bytes":                {discordtest.Upload{Name: "a.md", Data: []byte("- a\x00b\n")}, "", "no text file"},
		"control characters":        {discordtest.Upload{Name: "a.md", Data: []byte("- A chip\x1b[31m has 64 GB.\n")}, "", "a.md:1"},
		"a path that leaves":        {discordtest.Upload{Name: "a.md", Data: []byte(good)}, "../a.md", "../a.md"},
		"an absolute path":          {discordtest.Upload{Name: "a.md", Data: []byte(good)}, "/etc/a.md", "/etc/a.md"},
		"a name that leaves":        {discordtest.Upload{Name: "../../a.md", Data: []byte(good)}, "", "../../a.md"},
		"a name that reads wrong":   {discordtest.Upload{Name: "a\u202Edm.exe.md", Data: []byte(good)}, "", "U+202E"},
		"a name with a bell":        {discordtest.Upload{Name: "a\x07.md", Data: []byte(good)}, "", "U+0007"},
		"git's own":                 {discordtest.Upload{Name: "a.md", Data: []byte(good)}, ".git/hooks/a.md", ".git/hooks/a.md"},
		"a hidden file":             {discordtest.Upload{Name: ".a.md", Data: []byte(good)}, "", ".a.md"},
		"a program":                 {discordtest.Upload{Name: "a.exe", Data: []byte(good)}, "", "a.exe"},
		"a link":                    {discordtest.Upload{Name: "link.md", Data: []byte(good)}, "", "link.md"},
		"through a link":            {discordtest.Upload{Name: "a.md", Data: []byte(good)}, "links/a.md", "links/a.md"},
		"a long name":               {discordtest.Upload{Name: strings.Repeat("م", 85) + ".md", Data: []byte(good)}, "", "ممم"},
	} {
		i := moderator(command("knowledge upload"))
		i.Files = map[string]discordtest.Upload{"file": c.file}
		if c.path != "" {
			i.Options["path"] = c.path
		}
		ex := m.Send(i)
		got := seen(t, ex)
		if !strings.Contains(strings.ReplaceAll(got, "**", ""), c.want) || !strings.Contains(got, "The change was not taken") || !strings.Contains(got, "Nothing was changed") {
			t.Errorf("%s: got\n%s", name, got)
		}
		for _, bad := range []string{"\u202e", "\x07", "\x1b"} {
			if text := shownRaw(ex.Message(t)); strings.Contains(text, bad) {
				t.Errorf("%s: the reply holds %q", name, bad)
			}
		}
		still(name)
	}
	if data, err := os.ReadFile(outside); err != nil || string(data) != "- What stands outside.\n" {
		t.Errorf("a file outside: %q, %v", data, err)
	}
}

// TestAnUploadThatNeverComes: Discord is not waited for without end.
func TestAnUploadThatNeverComes(t *testing.T) {
	m := manage(t, nil, func(cfg *bot.Config, _ *fixture) { cfg.Timing.Fetch = 50 * time.Millisecond })
	i := moderator(command("knowledge upload"))
	i.Files = map[string]discordtest.Upload{"file": {Name: "a.md", Data: []byte(ascend), Stalls: true}}
	mustHold(t, seen(t, m.Send(i)), "The change was not taken", "could not be had from Discord")
}

// shownRaw is all that a message says, as it says it.
func shownRaw(message map[string]any) string {
	var b strings.Builder
	embeds, _ := message["embeds"].([]any)
	for _, e := range embeds {
		for _, k := range []string{"title", "description"} {
			s, _ := e.(map[string]any)[k].(string)
			b.WriteString(s)
		}
	}
	return b.String()
}

// TestWhoMayConfirm: a preview is for whoever asked for it, as long as they are
// moderators, in the server where they asked.
func TestWhoMayConfirm(t *testing.T) {
	m := manage(t, nil, nil)
	still := m.unchanged(t)
	preview := m.Send(upload("chips.md", ascend))
	message := preview.Message(t)
	confirm := discordtest.Button(t, message, "أكّد")
	press := func(id string, i discordtest.Interaction) string {
		i.CustomID, i.Message = id, message
		return seen(t, m.Send(i))
	}
	mustHold(t, press(confirm, discordtest.Interaction{}), "للمشرفين") // who has lost the permission
	mustHold(t, press(confirm, moderator(discordtest.Interaction{User: other})), "لمشرف آخر")
	mustHold(t, press(confirm, moderator(discordtest.Interaction{Guild: "1000000000000000099"})), "لمشرف آخر")
	mustHold(t, press(discordtest.Button(t, message, "ألغِ"), moderator(discordtest.Interaction{User: other})), "لمشرف آخر")
	mustHold(t, press("ky|0|ar|AAAAAAAAAAAAAAAA", moderator(discordtest.Interaction{})), "لم تعد هذه المعاينة قائمة")
	direct := moderator(discordtest.Interaction{Direct: true})
	mustHold(t, press(confirm, direct), "للمشرفين")
	still("others' words")
	// A form that a moderator opened, and sends once they are none.
	form := m.Send(moderator(command("المعرفة إضافة", "الملف", "video.md")))
	if form.Response(t).Type != discordtest.ReplyModal {
		t.Fatal("no form")
	}
	for _, kind := range []string{"w", "ky", "kq", "kn", "kr", "kf", "ku", "ka", "ke", "kt", "l", "y", "d"} {
		for _, rest := range []string{"", "video.md", preview.ID} {
			if got := press(kind+"|0|ar|"+rest, discordtest.Interaction{}); !strings.Contains(got, "للمشرفين") {
				t.Errorf("a member's button %s gets\n%s", kind, got)
			}
		}
	}
	for _, sub := range []string{"list", "check", "upload", "add", "edit", "retire", "remove", "download", "reload", "history", "diff", "rollback"} {
		i := command("knowledge "+sub, "file", "video.md", "fact", "x", "change", "1")
		mustHold(t, seen(t, m.Send(i)), "for moderators")
	}
	still("members' commands")
	mustHold(t, press(confirm, moderator(discordtest.Interaction{})), "حُفظ التغيير") // and it is still there for its own
}

// TestManagedElsewhere: where the operator has named the servers that look after
// the folder, moderators of others may not.
func TestManagedElsewhere(t *testing.T) {
	m := manage(t, nil, func(cfg *bot.Config, _ *fixture) { cfg.Managers = []string{"1"} })
	still := m.unchanged(t)
	mustHold(t, seen(t, m.Send(upload("chips.md", ascend))), "مشرفو سيرفر آخر")
	mustHold(t, seen(t, m.Send(moderator(command("knowledge add")))), "another server")
	still("another server's moderators")
}

// TestTwoModerators: of two changes that were looked at at once, the second is
// shown again on the files as the first has left them.
func TestTwoModerators(t *testing.T) {
	m := manage(t, nil, nil)
	one := m.Send(upload("chips.md", ascend))
	two := upload("sora.md", "- مدة فيديو Sora الأولى دقيقة واحدة. {2024-02}\n")
	two.User = other
	second := m.Send(two)
	second.Message(t)
	mustHold(t, seen(t, press(t, one, "أكّد")), "حُفظ التغيير")
	still := m.unchanged(t)
	again := press(t, second, "أكّد")
	mustHold(t, seen(t, again), "تغيّرت الملفات منذ المعاينة السابقة", "sora.md", "[أكّد]")
	still("a preview of what is no longer so")
	mustHold(t, seen(t, press(t, again, "أكّد")), "حُفظ التغيير")
	mustHold(t, m.disk(t), "== chips.md", "== sora.md")
	commits, err := m.repo.History(t.Context(), "", 10)
	if err != nil || commits[0].Author.ID != other || commits[1].Author.ID != discordtest.Member {
		t.Errorf("the history: %+v, %v", commits, err)
	}

	// Both at the same moment: one is first, and nothing is lost.
	var exs []*discordtest.Exchange
	for _, name := range []string{"a.md", "b.md"} {
		ex := m.Send(upload(name, "- حقيقة من الملف "+name+".\n"))
		exs = append(exs, ex)
		ex.Message(t)
	}
	for i, ex := range exs {
		exs[i] = m.Send(moderator(discordtest.Interaction{CustomID: discordtest.Button(t, ex.Message(t), "أكّد"), Message: ex.Message(t)}))
	}
	for _, ex := range exs {
		if got := seen(t, ex); strings.Contains(got, "[أكّد]") {
			mustHold(t, seen(t, press(t, ex, "أكّد")), "حُفظ التغيير")
		}
	}
	mustHold(t, m.disk(t), "== a.md", "== b.md", "== chips.md")
}

// TestConfirmTwice: two presses at once make one change.
func TestConfirmTwice(t *testing.T) {
	m := manage(t, nil, nil)
	message := m.Send(upload("chips.md", ascend)).Message(t)
	i := moderator(discordtest.Interaction{CustomID: discordtest.Button(t, message, "أكّد"), Message: message})
	a, b := m.Send(i), m.Send(i)
	got := seen(t, a) + seen(t, b)
	mustHold(t, got, "حُفظ التغيير", "لم تعد هذه المعاينة قائمة")
	if commits, err := m.repo.History(t.Context(), "chips.md", 10); err != nil || len(commits) != 1 {
		t.Errorf("the history: %+v, %v", commits, err)
	}
}

// TestConfirmAfterARestart: what waits for a word does so in the store.
func TestConfirmAfterARestart(t *testing.T) {
	db := filepath.Join(t.TempDir(), "sibaq.db")
	open := func() store.Store {
		s, err := store.Open(db, store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	kept := open()
	m, cfg := setUpManaged(t, nil, func(cfg *bot.Config, _ *fixture) { cfg.Store = kept })
	run := func(cfg bot.Config) (stop func()) {
		b, err := bot.New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- b.Run(ctx) }()
		return func() {
			cancel()
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	}
	stop := run(cfg)
	preview := m.Send(upload("chips.md", ascend))
	cancelled := m.Send(upload("other.md", ascend))
	mustHold(t, seen(t, press(t, cancelled, "ألغِ")), "أُلغي التغيير")
	button := discordtest.Button(t, preview.Message(t), "أكّد")
	stop()
	m.Disconnected(t)
	if err := kept.Close(); err != nil {
		t.Fatal(err)
	}
	cfg.Store = open()
	stop = run(cfg)
	mustHold(t, seen(t, preview.Press(t, button)), "حُفظ التغيير")
	mustHold(t, seen(t, m.Send(command("ask", "question", "من يصنع معالج Ascend 910B؟"))), "هواوي")
	stop()
	if err := cfg.Store.Close(); err != nil {
		t.Fatal(err)
	}
	m.live.Close()
}

// forgetful is a store in which nothing waits any more, as after a quarter of an
// hour.
type forgetful struct{ store.Store }

func (forgetful) Waiting(context.Context, string) (store.Pending, error) {
	return store.Pending{}, store.ErrGone
}

func TestExpired(t *testing.T) {
	m := manage(t, nil, func(cfg *bot.Config, _ *fixture) { cfg.Store = forgetful{cfg.Store} })
	still := m.unchanged(t)
	preview := m.Send(upload("chips.md", ascend))
	for _, label := range []string{"أكّد", "ألغِ", "اكتب السبب"} {
		mustHold(t, seen(t, press(t, preview, label)), "لم تعد هذه المعاينة قائمة")
	}
	still("what has expired")
}

// full is a folder on a disk that has no room left.
type full struct{ *repo.Repo }

var errFull = errors.New("no space left on device")

func (full) Commit(context.Context, *repo.Proposal) (repo.Commit, error) {
	return repo.Commit{}, &repo.Error{Say: knowledge.Label{Ar: "تعذّر الحفظ، ولم يتغيّر شيء.", En: "It could not be saved, and nothing has changed."}, Err: errFull}
}

func TestFullDisk(t *testing.T) {
	m := manage(t, nil, func(cfg *bot.Config, _ *fixture) { cfg.Folder = full{cfg.Folder.(*repo.Repo)} })
	still := m.unchanged(t)
	mustHold(t, seen(t, press(t, m.Send(upload("chips.md", ascend)), "أكّد")), "لم يُقبل التغيير", "تعذّر الحفظ، ولم يتغيّر شيء")
	still("a full disk")
	m.logs.wait(t, errFull.Error())
}

// TestModeratorsByRole: who is a moderator by a role that the server named can
// change the knowledge, and no longer once the role is gone.
func TestModeratorsByRole(t *testing.T) {
	m := manage(t, nil, func(cfg *bot.Config, f *fixture) {
		if _, err := cfg.Store.ChangeSettings(t.Context(), f.GuildID, func(s *store.Settings) { s.Roles = []string{"42"} }); err != nil {
			t.Fatal(err)
		}
	})
	i := upload("chips.md", ascend)
	i.Permissions, i.Roles = 0, []string{"41", "42"}
	preview := m.Send(i)
	mustHold(t, seen(t, preview), "معاينة")
	still := m.unchanged(t)
	confirm := discordtest.Button(t, preview.Message(t), "أكّد")
	mustHold(t, seen(t, m.Send(discordtest.Interaction{CustomID: confirm, Message: preview.Message(t), Roles: []string{"41"}})), "للمشرفين")
	still("a role that is gone")
	mustHold(t, seen(t, preview.Press(t, confirm)), "حُفظ التغيير")
}
