package browsertest

import (
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestSettingsOnAPhone is what a moderator does with the panel of settings, and
// sees of what was asked.
func TestSettingsOnAPhone(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/", phone)
	for _, q := range []string{"كم راتب مهندسي سورا؟", "من فاز بكأس العالم؟", "كم تبلغ رواتب المهندسين في Sora"} {
		p.command("اسأل", q)
		p.last(q)
	}
	p.command("اسأل", "كم مدة فيديو كلينغ؟")
	p.last("دقيقت")
	p.command("الإعدادات")
	p.last("إعدادات البوت في هذا السيرفر")
	p.fits()
	p.targets()
	p.do(scrollToEnd)
	p.shot("1 panel")
	choose := func(n string, keys ...string) {
		t.Helper()
		p.press(`#log > :last-child [data-custom="=|0|ar|` + n + `"]`)
		for _, k := range keys {
			p.keys(k)
		}
	}
	choose("cooldown", kb.ArrowDown, kb.ArrowDown, kb.Enter)
	p.last("حُفظ: الانتظار بين سؤال العضو والذي بعده")
	choose("channels", " ", kb.Escape)
	p.last("القنوات التي يجيب فيها: #sibaq")
	choose("roles", " ", kb.Escape)
	p.last("أدوار المشرفين: @moderators")
	p.button("١٢٣")
	p.last("١٠ ثوانٍ")
	p.fits()
	p.do(scrollToEnd)
	p.shot("2 changed")
	p.button("أسئلة بلا جواب")
	p.last("كم راتب مهندسي سورا؟")
	p.last("سُئل مرتين")
	p.fits()
	p.targets()
	p.do(scrollToEnd)
	p.shot("3 gaps")
	p.button("١. تجاهل")
	p.last("أسئلة تنتظر جوابًا: ١")
	p.command("الإعدادات")
	p.last("إعدادات البوت في هذا السيرفر")
	p.button("الإحصاءات")
	p.last("أُجيب عن ١")
	p.picture()
	p.fits()
	p.do(scrollToEnd)
	p.shot("4 statistics")
	p.command("الخصوصية")
	p.last("ما يُحفظ")
	p.fits()
	p.do(scrollToEnd)
	p.shot("5 privacy")
	p.button("لا تحفظوا شيئًا مني")
	p.last("من الآن لا يُحفظ شيء")
}
