package browsertest

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sibaq/bot/local"
)

// scripted is a page whose bot gives set answers, for what Discord has and our
// bot does not send today: by the name of a command or the custom_id of a
// component or modal. What it was told is in came.
func scripted(t *testing.T, commands []string, answers map[string]string) (address string, came <-chan map[string]any) {
	t.Helper()
	d := local.New(local.Config{Log: slog.New(slog.DiscardHandler)})
	call := func(path, body string) {
		req, err := http.NewRequest(http.MethodPost, "https://discord.com/api/v10"+path, strings.NewReader(body))
		if err != nil {
			t.Error(err)
			return
		}
		req.Header.Set("Authorization", "Bot "+d.Token())
		req.Header.Set("Content-Type", "application/json")
		resp, err := d.Client().Do(req)
		if err != nil {
			t.Error(err)
			return
		}
		if out, _ := io.ReadAll(resp.Body); resp.StatusCode >= 300 {
			t.Errorf("%s: %s %s", body, resp.Status, out)
		}
	}
	for _, c := range commands {
		call("/applications/1/commands", c)
	}
	told := make(chan map[string]any, 100)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		d.Gateway(ctx, func(_ string, data []byte) {
			var i struct {
				ID, Token string
				Data      map[string]any
			}
			if err := json.Unmarshal(data, &i); err != nil {
				t.Error(err)
				return
			}
			told <- i.Data
			key, _ := i.Data["custom_id"].(string)
			if name, _ := i.Data["name"].(string); name != "" {
				key = name
			}
			if answer := answers[key]; answer != "" {
				call("/interactions/"+i.ID+"/"+i.Token+"/callback", answer)
			}
		})
	}()
	server := httptest.NewServer(d.Handler())
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
		stop()
		<-ended
	})
	return server.URL, told
}

func TestSelectsAndModals(t *testing.T) {
	address, came := scripted(t,
		[]string{`{"name":"إعدادات","description":"إعدادات السيرفر"}`},
		map[string]string{
			"إعدادات": `{"type":4,"data":{"flags":64,"embeds":[{"title":"الإعدادات","description":"اللغة والأرقام والقناة","color":5793266}],"components":[
				{"type":1,"components":[{"type":3,"custom_id":"lang","placeholder":"اللغة","options":[{"label":"العربية","value":"ar","description":"كل الردود بالعربية","emoji":{"name":"🌍"}},{"label":"English","value":"en","default":true}]}]},
				{"type":1,"components":[{"type":3,"custom_id":"kinds","placeholder":"ما يُعرض","min_values":0,"max_values":2,"options":[{"label":"الصور","value":"p"},{"label":"المصادر","value":"s"},{"label":"الأزرار","value":"b"}]}]},
				{"type":1,"components":[{"type":2,"style":1,"custom_id":"add","label":"أضف حقيقة"},{"type":2,"style":3,"custom_id":"ok","label":"احفظ"},{"type":2,"style":4,"custom_id":"no","label":"احذف"},{"type":2,"style":5,"url":"https://example.org/","label":"الموقع"}]}]}}`,
			"lang":  `{"type":6}`,
			"kinds": `{"type":6}`,
			"add": `{"type":9,"data":{"custom_id":"fact","title":"أضف حقيقة","components":[
				{"type":1,"components":[{"type":4,"custom_id":"text","label":"الحقيقة","style":2,"required":true,"placeholder":"جملة كاملة"}]},
				{"type":1,"components":[{"type":4,"custom_id":"date","label":"التاريخ","style":1,"required":false,"value":"2024-06"}]}]}}`,
			"fact": `{"type":4,"data":{"content":"حُفظت **الحقيقة**."}}`,
		})
	for name, on := range map[string]screen{"desktop": desktop, "phone": phone} {
		t.Run(name, func(t *testing.T) {
			p := open(t, address, "/", on)
			p.command("إعدادات")
			<-came
			p.last("اللغة والأرقام والقناة")
			p.fits()
			p.shot("1 selects")
			p.press(`#log > :last-child [data-custom="lang"]`)
			p.until("the list is open, at what is chosen", `document.querySelector("#log > :last-child .choices .active")?.innerText == "English"`)
			p.shot("2 open")
			p.keys(kb.ArrowDown)
			p.until("the next one is active", `document.querySelector("#log > :last-child .choices .active").innerText.includes("العربية")`)
			p.keys(kb.Enter)
			if got := <-came; got["custom_id"] != "lang" || got["values"].([]any)[0] != "ar" {
				t.Errorf("the bot is told %v", got)
			}
			p.until("what was chosen shows", `document.querySelector("#log > :last-child [data-custom=lang]").innerText.includes("العربية")`)
			p.press(`#log > :last-child [data-custom="kinds"]`)
			for _, key := range []string{" ", kb.ArrowDown, " ", kb.ArrowDown, " ", kb.Escape} { // the third is one too many
				p.keys(key)
			}
			if got := <-came; len(got["values"].([]any)) != 2 {
				t.Errorf("the bot is told %v", got)
			}
			p.press(`#log > :last-child [data-custom="add"]`)
			<-came
			p.until("the form is open", `document.getElementById("modal").open && document.activeElement.name == "text"`)
			p.fits()
			p.shot("3 modal")
			p.keys("يعرض Kling الفيديو بسرعة 30 إطارًا.")
			p.press("#modal [type=submit]")
			data, _ := json.Marshal((<-came)["components"])
			if !strings.Contains(string(data), "بسرعة 30") || !strings.Contains(string(data), `"value":"2024-06"`) {
				t.Errorf("the bot is told %s", data)
			}
			p.until("the form is closed", `!document.getElementById("modal").open`)
			p.last("حُفظت الحقيقة.")
		})
	}
}

func TestEveryKindOfOption(t *testing.T) {
	address, came := scripted(t,
		[]string{`{"name":"keep","description":"Keeps.","options":[{"type":1,"name":"add","description":"Adds.","options":[
			{"type":4,"name":"times","description":"How often?","required":true,"min_value":1,"max_value":3},
			{"type":3,"name":"tone","description":"How?","required":true,"choices":[{"name":"Kindly","value":"k"},{"name":"Loudly","value":"l"}]},
			{"type":5,"name":"now","description":"At once?"}]}]}`},
		map[string]string{"keep": `{"type":4,"data":{"content":"kept\n# Heading\n-# small\n> quoted\n- one\n- two\n__**both**__ ~~struck~~"}}`})
	p := open(t, address, "/en", desktop)
	p.press("#say")
	p.keys("/ke")
	p.until("the subcommand is listed", `document.querySelector("#choices .active").innerText.includes("/keep add")`)
	p.keys(kb.Enter)
	p.keys("7")
	p.keys(kb.Enter)
	p.until("what is missing is asked for first", `document.activeElement.dataset.option == "tone"`)
	p.keys("lou")
	p.until("choices are narrowed", `document.querySelectorAll("#choices [role=option]").length == 1`)
	p.keys(kb.Enter)
	p.keys(kb.Enter)
	p.until("too great a number is told", `document.activeElement.dataset.option == "times" && document.getElementById("hint").innerText == "This value does not fit here"`)
	p.shot("1 what does not fit")
	p.keys(kb.Backspace + "2")
	p.press(`.add[data-option="now"]`)
	p.until("yes and no are offered", `document.querySelectorAll("#choices [role=option]").length == 2`)
	p.shot("2 options")
	p.keys(kb.Enter)
	p.keys(kb.Enter)
	data, _ := json.Marshal((<-came)["options"])
	if want := `[{"name":"add","options":[{"name":"times","type":4,"value":2},{"name":"tone","type":3,"value":"l"},{"name":"now","type":5,"value":true}],"type":1}]`; string(data) != want {
		t.Errorf("the bot is told %s, want %s", data, want)
	}
	p.last("Heading")
	p.shot("3 texts")
}

// A bot that does not answer, and a program that has stopped, are told of.
func TestWhatFailsIsTold(t *testing.T) {
	address, _ := scripted(t, []string{`{"name":"deaf","description":"Says nothing."}`}, nil)
	p := open(t, address, "/en", desktop)
	p.noisy = true
	p.command("deaf")
	p.last("The bot did not answer")
	p.shot("1 no answer")

	address, stop := serveUntil(t, copied(t))
	p = open(t, address, "/en", desktop)
	p.noisy = true
	stop()
	p.until("the page says that the program is gone", `!document.getElementById("lost").hidden`)
	p.shot("2 lost")
}

// The worst case for Arabic: a client that makes every paragraph run from the left.
func TestEveryParagraphFromTheLeft(t *testing.T) {
	p := open(t, serve(t, copied(t)), "/", desktop)
	p.press("#openSettings")
	p.do(setValue("#direction", "left"), setValue("#theme", "light"))
	p.press("#settings [type=submit]")
	p.command("اسأل", "ما أقصى مدة لفيديو Kling؟")
	p.last("دقيقت")
	p.readsRightToLeft("ادعاء من", "كوايشو")
	p.shot("1 answer")
	p.command("عن", "كلينغ")
	p.last("حقائق، الأحدث أولًا")
	p.shot("2 about")
}
