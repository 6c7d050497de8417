package browsertest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

func TestArabicOnADesktop(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/", desktop)
	p.shot("1 welcome")
	p.press("#say")
	p.keys("/")
	p.until("commands are listed", `document.querySelectorAll("#choices [role=option]").length > 10`)
	p.shot("2 commands")
	p.keys("اسأل ")
	p.until("the question is asked for", `document.activeElement.dataset.option == "السؤال"`)
	p.keys("ما أقصى مدة")
	p.until("questions are offered", `document.querySelectorAll("#choices [role=option]").length > 1`)
	p.shot("3 completions")
	p.keys(" لفيديو Kling؟")
	p.until("what is typed is offered", `document.querySelector("#choices [role=option]")?.innerText.includes("لفيديو Kling؟")`)
	p.keys(kb.Enter + kb.Enter)
	p.last("المدة القصوى: دقيقتان")
	p.until("the line is empty again", `document.activeElement.id == "say" && document.activeElement.value == ""`)
	p.readsRightToLeft("كلينغ، المدة القصوى", "دقيقتان")
	p.readsRightToLeft("ادعاء من", "2024-\u206006")
	p.readsRightToLeft("MIT Technology Review", "\u200e2024-\u206006")
	p.shot("4 answer")

	p.button("التالي")
	p.last("صفحة 2 من 2")
	p.until("one message was changed, none added", `document.querySelectorAll("#log .message").length == 1`)
	p.readsRightToLeft("يمكن لنموذج", "Kling", "إنتاج")
	p.until("whoever pressed a button is still there", `document.activeElement.innerText.includes("السابق")`)
	p.shot("5 next page")

	p.button("المصادر")
	p.last("الحقيقة في ملفها")
	p.last("لا يراها غيرك")
	p.shot("6 sources")
	p.button("أخفِ الرسالة")
	p.until("it is gone", `document.querySelectorAll("#log .message").length == 1`)
	p.button("مفيد")
	p.last("شكرًا")
}

func TestEnglish(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/en", screen{width: 1100, height: 800, scale: 1, light: true})
	p.command("ask", "When was Kling announced?")
	p.last("6 June 2024")
	p.button("Didn't answer")
	p.last("Only you can see this")
	p.shot("1 answer, and what is near")
	p.command("help")
	p.last("how to ask")
	p.shot("2 help")
	p.command("rank", "maximum length")
	p.last("2 minutes")
	p.command("ask", "Who won the world cup in 2022?")
	p.last("I don't know")
	p.shot("3 unknown")
}

func TestCompareWithAPicture(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/", desktop)
	p.press("#say")
	p.keys("/قارن ")
	p.until("the first name is asked for", `document.activeElement.dataset.option == "الأول"`)
	p.keys("كلي")
	p.until("a name is offered in both languages", `document.querySelector("#choices .active")?.innerText.includes("كلينغ · Kling")`)
	p.keys(kb.Enter)
	p.until("the second name is asked for", `document.activeElement.dataset.option == "الثاني"`)
	p.keys("sor")
	p.until("a name is offered", `document.querySelector("#choices .active")?.innerText.includes("Sora")`)
	p.keys(kb.Enter)
	p.press(`.add[data-option="الجانب"]`)
	p.until("aspects are offered", `document.querySelectorAll("#choices [role=option]").length >= 3`)
	p.shot("1 aspects")
	p.keys(kb.Escape + kb.Enter)
	p.last("مقارنة بين كلينغ وسورا")
	p.picture()
	p.shot("2 comparison")
	p.command("timeline", "Kling")
	p.last("Timeline: Kling")
	p.picture()
	p.shot("3 timeline")
}

// picture waits until the newest message shows a picture that has a text for
// those who cannot see it.
func (p *tab) picture() {
	p.t.Helper()
	p.until("the newest message has a picture", `(() => {
		const img = document.querySelector("#log > :last-child .picture img");
		return img && img.complete && img.naturalWidth > 400 && img.alt.length > 20;
	})()`)
	p.do(scrollToEnd)
}

func TestPhone(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/", phone)
	p.fits()
	p.shot("1 welcome")
	p.press("#tries button")
	p.until("the question is asked for", `document.activeElement.dataset.option == "السؤال"`)
	p.keys("كم مدة فيديو كلينغ")
	p.until("questions are offered", `document.querySelectorAll("#choices [role=option]").length > 1`)
	p.fits()
	p.shot("2 completions")
	p.press("#choices [role=option]")
	p.press(".send")
	p.last("دقيقت")
	p.fits()
	p.targets()
	p.shot("3 answer")
	p.command("قارن", "كلينغ", "سورا")
	p.last("مقارنة بين كلينغ وسورا")
	p.picture()
	p.fits()
	p.shot("4 comparison")
	p.press("#log > :last-child .more")
	p.until("the menu is open", `document.getElementById("menu").matches(":popover-open")`)
	p.shot("5 menu")
	p.keys(kb.Escape)
	p.press("#openSettings")
	p.until("the settings are open", `document.getElementById("settings").open`)
	p.fits()
	p.shot("6 settings")
}

func TestPhoneInEnglish(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/en", screen{width: 360, height: 740, scale: 2, touch: true, light: true})
	p.command("ask", "How long can a Kling video be?")
	p.last("two minutes")
	p.fits()
	p.targets()
	p.shot("1 answer")
	p.command("about", "Kling")
	p.last("Facts, newest first")
	p.fits()
	p.shot("2 about")
}

// On a narrow phone no line ends within a date or a file's name, and none begins
// with what separates.
func TestNarrowPhone(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/", screen{width: 320, height: 740, scale: 2, touch: true})
	for _, c := range [][]string{
		{"اسأل", "ما أقصى مدة لفيديو Kling؟"},
		{"قارن", "كلينغ", "سورا"},
		{"عن", "كلينغ"},
		{"ترتيب", "المدة القصوى"},
		{"المصادر"},
	} {
		p.command(c[0], c[1:]...)
		p.last("video.md")
		p.fits()
		if torn := eval[string](p, `(() => {
			const walk = document.createTreeWalker(document.querySelector("#log > :last-child .embed"), NodeFilter.SHOW_TEXT);
			const torn = [];
			for (let n; (n = walk.nextNode()); ) {
				for (const found of n.data.matchAll(/\d{4}-\u2060?\d\d(-\u2060?\d\d)?|video\.md:\d+|\S+\u00a0·/g)) {
					const range = document.createRange();
					range.setStart(n, found.index);
					range.setEnd(n, found.index + found[0].length);
					if (new Set([...range.getClientRects()].filter((r) => r.width > 0).map((r) => Math.round(r.bottom / 8))).size > 1) torn.push(found[0]);
				}
			}
			return torn.join(", ");
		})()`); torn != "" {
			t.Errorf("/%s tears %s", c[0], torn)
		}
		p.shot(c[0])
	}
}

// fits reports that nothing sticks out at the side.
func (p *tab) fits() {
	p.t.Helper()
	if out := eval[string](p, `[...document.querySelectorAll("body *")].filter((e) => {
		const r = e.getBoundingClientRect();
		return r.width > 0 && (r.right > innerWidth + 1 || r.left < -1) && getComputedStyle(e).clipPath == "none";
	}).map((e) => e.outerHTML.slice(0, 120)).join("\n")`); out != "" {
		p.t.Errorf("these stick out of the screen:\n%s", out)
	}
}

// targets reports that everything one taps in the newest message is large enough
// for a finger.
func (p *tab) targets() {
	p.t.Helper()
	if small := eval[string](p, `[...document.querySelectorAll("#log > :last-child button, .composer button:not([hidden])")].filter((e) => {
		const r = e.getBoundingClientRect();
		return r.width > 0 && (r.height < 36 || r.width < 36);
	}).map((e) => e.innerText + " " + e.getBoundingClientRect().height).join("\n")`); small != "" {
		p.t.Errorf("these are too small for a finger:\n%s", small)
	}
}

func TestFindFactsOnAMessage(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/", desktop)
	p.press("#say")
	p.keys("أعلنت Kuaishou عن Kling في 6 يونيو 2023، ومدته 3 دقائق." + kb.Enter)
	p.last("6 يونيو 2023")
	p.press("#log > :last-child .more")
	p.until("the menu offers to find facts", `document.activeElement.innerText.includes("ابحث عن حقائق")`)
	p.shot("1 menu")
	p.keys(kb.Enter)
	p.last("وفي الحقيقة «6 يونيو 2024»")
	p.last("لا يراها غيرك")
	p.shot("2 facts")
	p.button("شارك في القناة")
	p.until("all see it", `document.querySelector("#log > :last-child") && !document.querySelector("#log > :last-child .onlyYou")`)

	p.press("#say")
	p.keys("@sibaq When was Kling announced?" + kb.Enter)
	p.last("6 June 2024")
	p.last("رد على المشرف")
	p.shot("3 mention")
}

func TestModeratorsAndMembers(t *testing.T) {
	folder := copied(t)
	p := open(t, serve(t, folder), "/", desktop)
	p.until("a warning shows", `document.getElementById("amissText").innerText.includes("تنبيه")`)
	p.press("#check")
	p.last("بلا مصدر")
	p.shot("1 check")

	file := filepath.Join(folder, "video.md")
	good, err := os.ReadFile(file)
	must(t, err)
	must(t, os.WriteFile(file, []byte("- A fact. [^nowhere]\n"), 0o644))
	p.until("the errors show", `document.getElementById("amissText").innerText.includes("أخطاء")`)
	p.command("اسأل", "كم مدة فيديو كلينغ؟")
	p.last("دقيقت")
	p.press("#reload")
	p.last("video.md:1")
	p.shot("2 refused")
	must(t, os.WriteFile(file, []byte(strings.ReplaceAll(string(good), "[^mit] {2024-06-06", "[^mit] {2024-06-07")), 0o644))
	p.until("all is well again", `!document.getElementById("amissText").innerText.includes("أخطاء")`)

	p.do(setValue("#as", "member"))
	p.until("members are told of no warnings", `document.getElementById("amiss").hidden`)
	p.until("members do not see what others alone see", `!document.querySelector(".onlyYou")`)
	p.press("#say")
	p.keys("/reload")
	p.until("members have no such command", `document.getElementById("hint").innerText.includes("لا أمر بهذا الاسم")`)
	p.keys(kb.Escape)
	p.do(setValue("#say", ""))
	p.button("المصادر")
	p.last("لا يراها غيرك")
	p.shot("3 member")
}

// A button pressed by somebody else than who asked turns no page under the
// asker's eyes.
func TestAnotherMemberTurnsPages(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/en", desktop)
	p.command("ask", "Kling")
	p.last("Page 1 of")
	p.do(setValue("#as", "member"))
	p.button("Next")
	p.last("Page 2 of")
	p.until("the page is a private reply", `document.querySelectorAll("#log .message").length == 2 && document.querySelector("#log > :last-child .onlyYou")`)
}

func TestKeyboardAlone(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/en", desktop)
	p.keys(strings.Repeat(kb.Tab, 20)) // wherever the focus goes, it can be seen
	p.until("what has the focus is outlined", `document.activeElement == document.body || getComputedStyle(document.activeElement).outlineStyle != "none" || document.activeElement.id == "say"`)
	p.do(focus("#say"))
	p.keys("/as")
	p.until("the list tells which of it is active", `(() => {
		const active = document.getElementById(document.activeElement.getAttribute("aria-activedescendant"));
		return active?.getAttribute("role") == "option" && active.innerText.includes("/ask") && active.parentElement.getAttribute("role") == "listbox";
	})()`)
	p.keys(kb.Tab)
	p.until("the option has a name and a role", `document.activeElement.role == "combobox" && document.activeElement.labels[0].innerText.includes("question")`)
	p.keys(kb.Enter)
	p.until("it tells what is missing", `document.activeElement.getAttribute("aria-invalid") == "true" && document.getElementById("hint").innerText == "This is required"`)
	p.keys(kb.Escape)
	p.until("the command is dropped", `document.activeElement.id == "say"`)
	p.keys("/ask When was Kling announced?")
	p.until("the rest went into the option", `document.activeElement.dataset.option == "question" && document.activeElement.value == "When was Kling announced?"`)
	p.until("completions are there", `document.activeElement.getAttribute("aria-expanded") == "true"`)
	p.keys(kb.Escape + kb.Enter)
	p.last("6 June 2024")
	p.keys(kb.Tab)
	p.keys("/")
	p.shot("1 keys")
}

// Nothing that people or files write becomes anything but text.
func TestNothingTypedIsMarkup(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/en", desktop)
	for _, text := range []string{
		`<img src=x onerror="document.title='broken'">`,
		`**not bold** [no](https://evil.example) <@1000000000000000001> ||x||`,
		`# no heading`,
		"\u202eKling\u202c https://evil.example",
	} {
		p.command("ask", text)
		p.last(strings.NewReplacer("\u202e", "", "\u202c", "").Replace(text))
		if n := eval[int](p, `document.querySelectorAll("#log > :last-child .title :is(strong, a, .mention, .spoiler, img, .h1)").length`); n != 0 {
			p.t.Errorf("%q shows as markup in the title of the answer", text)
		}
	}
	p.do(focus("#say"))
	p.keys(`<script>document.title='broken'</script> **bold** [a](javascript:alert(1)) ||hidden|| ` + "`code`" + kb.Enter)
	p.last("<script>document.title='broken'</script> bold [a](javascript:alert(1))")
	if got := eval[string](p, `[...document.querySelectorAll("#log > :last-child .content *")].map((e) => e.tagName).join(" ")`); got != "STRONG SPAN SPAN CODE" {
		t.Errorf("the message is made of %s", got)
	}
	p.press("#log > :last-child .spoiler")
	p.until("the spoiler is open", `getComputedStyle(document.querySelector("#log > :last-child .spoiler > span")).visibility == "visible"`)
	p.shot("1 texts")
}

// command gives a command, with the values of its options in order.
func (p *tab) command(name string, values ...string) {
	p.t.Helper()
	p.do(focus("#say"))
	p.keys("/" + name + " ")
	p.until("the command is begun", fmt.Sprintf(`document.querySelector("#given .command")?.innerText.includes(%q)`, name))
	for i, value := range values {
		p.until("there is an option for it", fmt.Sprintf(`document.querySelectorAll("#given input").length > %d`, i))
		p.do(setFocus(i))
		p.keys(value)
	}
	p.press(".send")
	p.until("the command is sent", `document.getElementById("given").hidden`)
}

// readsRightToLeft reports that, in the newest message, each text stands to the
// left of the one before it, on one line.
func (p *tab) readsRightToLeft(texts ...string) {
	p.t.Helper()
	for i := range texts[1:] {
		got := eval[string](p, fmt.Sprintf(`(() => {
			const message = document.querySelector("#log > :last-child .description");
			const at = (text) => {
				const walk = document.createTreeWalker(message, NodeFilter.SHOW_TEXT);
				for (let n; (n = walk.nextNode()); ) {
					const i = n.data.indexOf(text);
					if (i < 0) continue;
					const range = document.createRange();
					range.setStart(n, i);
					range.setEnd(n, i + text.length);
					return range.getBoundingClientRect();
				}
				return null;
			};
			const a = at(%q), b = at(%q);
			if (!a || !b) return "a text is missing";
			if (Math.abs(a.bottom - b.bottom) > 6) return "they are on different lines";
			return a.left >= b.right - 1 ? "" : "from " + a.left + " and up to " + b.right;
		})()`, texts[i], texts[i+1]))
		if got != "" {
			p.t.Errorf("%q does not stand to the left of %q: %s", texts[i+1], texts[i], got)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
