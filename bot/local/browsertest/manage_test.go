package browsertest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestModeratorOnAPhone: a moderator uploads a file with a mistake, then the
// mended one, adds a fact by the form and looks at the history.
func TestModeratorOnAPhone(t *testing.T) {
	folder := copied(t)
	p := open(t, serve(t, folder), "/", phone)
	good := "---\ntitle: رقاقات الذكاء الاصطناعي\nlanguage: ar\nreviewed: 2026-11-24\n---\n\n# رقاقات الذكاء الاصطناعي\n\n" +
		"- تصنع شركة هواوي معالج Ascend 910B لتدريب النماذج. [^h] {2023-08، مؤكد}\n  - en: Huawei makes the Ascend 910B processor for training models.\n" +
		"- تبلغ ذاكرة معالج Ascend 910B نحو 64 GB. [^h] {2023-08، ادعاء من هواوي}\n\n[^h]: [Ascend 910B](https://example.org/ascend), Huawei, 2023-08\n"
	upload := func(text string) {
		t.Helper()
		file := filepath.Join(t.TempDir(), "chips.md")
		must(t, os.WriteFile(file, []byte(text), 0o600))
		p.do(focus("#say"))
		p.keys("/المعرفة رفع ")
		p.until("a file is asked for", `document.querySelector("#given input[type=file]")`)
		p.do(chromedp.SetUploadFiles(chromedp.CSS("#given input[type=file]"), []string{file}))
		p.fits()
		p.shot("1 file")
		p.press(".send")
	}
	upload(strings.Replace(strings.Replace(good, "[^h] {2023-08، مؤكد}", "[^lost] {2023-08، مؤكد}", 1), "{2023-08، ادعاء", "{2023-13، ادعاء", 1))
	p.last("لم يُقبل التغيير")
	p.fits()
	p.do(scrollToEnd)
	p.shot("2 problems")

	upload(good)
	p.last("لم يُحفظ شيء بعد")
	p.fits()
	p.targets()
	p.readsRightToLeft("تصنع شركة هواوي معالج", "Ascend 910B")
	p.do(scrollToEnd)
	p.shot("3 preview")
	p.button("اكتب السبب")
	p.until("the form is open", `document.getElementById("modal").open`)
	p.shot("4 reason")
	p.press("#modal input")
	p.keys("سأل عنها الأعضاء")
	p.press("#modal .primary")
	p.last("سأل عنها الأعضاء")
	p.button("أكّد")
	p.last("حُفظ التغيير")
	p.fits()
	p.do(scrollToEnd)
	p.shot("5 done")

	p.command("اسأل", "من يصنع معالج Ascend 910B؟")
	p.last("تصنع شركة هواوي")

	p.command("المعرفة إضافة")
	p.until("the form is open", `document.getElementById("modal").open`)
	p.fits()
	p.shot("6 form")
	p.press("#modal [name=text]")
	p.keys("ينتج Sora 2 الصوت مع الصورة.\nSora 2 makes sound along with the picture.")
	p.press("#modal [name=entity]")
	p.keys("سورا")
	p.press("#modal [name=source]")
	p.keys("https://example.org/sora-2")
	p.press("#modal [name=date]")
	p.keys("2025-09")
	p.shot("7 filled in")
	p.press("#modal .primary")
	p.last("إضافة حقيقة إلى")
	p.fits()
	p.do(scrollToEnd)
	p.shot("8 preview of a fact")
	p.button("أكّد")
	p.last("حُفظ التغيير")
	p.command("المعرفة سجل")
	p.last("سأل عنها الأعضاء")
	p.fits()
	p.do(scrollToEnd)
	p.shot("9 history")
	p.command("المعرفة قائمة")
	p.last("chips.md")
	p.do(scrollToEnd)
	p.shot("a list")
	p.command("اسأل", "من يصنع معالج Ascend 910B؟")
	p.button("المصادر")
	p.last("عدّل")
	p.do(scrollToEnd)
	p.shot("b sources")
	p.button("اسحب")
	p.last("سحب حقيقة")
	p.do(scrollToEnd)
	p.shot("c retire")
}

func TestModeratorInEnglish(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/en", screen{width: 360, height: 740, scale: 2, touch: true, light: true})
	p.command("ask", "When was Kling announced?")
	p.button("Sources")
	p.last("Edit")
	p.button("Edit")
	p.until("the form is open", `document.getElementById("modal").open`)
	p.fits()
	p.shot("1 form")
	p.press("#modal [name=date]")
	p.keys("x")
	p.press("#modal .primary")
	p.last("The change was not taken")
	p.do(scrollToEnd)
	p.shot("2 refused")
	p.button("Change what you wrote")
	p.until("the form is open", `document.getElementById("modal").open`)
	p.do(setValue("#modal [name=date]", "2024-06-05"))
	p.press("#modal .primary")
	p.last("To change")
	p.do(scrollToEnd)
	p.shot("3 preview")
	p.button("Confirm")
	p.last("The change is saved")
}
