package browsertest

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is how long anything may take; only what is broken takes longer.
const patience = 30 * time.Second

var (
	chromium string // the browser's program
	program  string // ours
)

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	flag.Parse()
	var err error
	if chromium, err = findChromium(); err != nil {
		if os.Getenv("CHROMIUM") == "required" {
			fmt.Fprintln(os.Stderr, "the browser tests cannot run, and must here:", err)
			return 1
		}
		fmt.Fprintln(os.Stderr, "the browser tests do NOT run:", err)
		flag.Set("test.run", "^$") // go test reports that no tests were run
		return m.Run()
	}
	dir, err := os.MkdirTemp("", "sibaq")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	program = filepath.Join(dir, "sibaq")
	if out, err := exec.Command("go", "build", "-o", program, "sibaq/cmd/sibaq").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "building the program: %v\n%s", err, out)
		return 1
	}
	return m.Run()
}

func findChromium() (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"}
	if name := os.Getenv("CHROMIUM"); name != "" && name != "required" {
		names = []string{name}
	}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("there is no %s", strings.Join(names, ", "))
}

// serve runs the program with a knowledge folder until the test ends, and
// returns the address of its page.
func serve(t *testing.T, folder string) string {
	t.Helper()
	address, _ := serveUntil(t, folder)
	return address
}

// serveUntil is serve for a program that stop ends before.
func serveUntil(t *testing.T, folder string) (address string, stop func()) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, program, "serve", "--page", "127.0.0.1:0", "--knowledge", folder, "--mentions")
	cmd.Env = []string{"LANG=C", "HOME=" + t.TempDir()}
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var logs strings.Builder
	cmd.Stderr = &logs
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		if err := cmd.Wait(); err != nil && ctx.Err() == nil || t.Failed() {
			t.Logf("the program ended with %v and logged\n%s", err, &logs)
		}
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if _, address, ok := strings.Cut(lines.Text(), "http://"); ok {
			go io.Copy(io.Discard, out)
			return "http://" + strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(address), "en"), "/"), stop
		}
	}
	t.Fatalf("the program gave no address; it logged\n%s", &logs)
	return "", stop
}

// copied is a knowledge folder that a test may change.
func copied(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../testdata/knowledge")); err != nil {
		t.Fatal(err)
	}
	return dir
}

// screen is what a page is seen on.
type screen struct {
	width, height int64
	scale         float64
	touch         bool
	light         bool
}

var (
	desktop = screen{width: 1100, height: 800, scale: 1}
	phone   = screen{width: 390, height: 844, scale: 2, touch: true}
)

// tab is a page in a browser of its own, with a new profile.
type tab struct {
	ctx   context.Context
	t     *testing.T
	at    string // address of the program
	touch bool

	mu    sync.Mutex
	wrong []string // what no page of ours may do
	noisy bool     // the browser may complain: of a refusal, of a program that is gone
}

// open shows a path of the program on a screen, ready for use.
func open(t *testing.T, address, path string, on screen) *tab {
	t.Helper()
	browser, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.WindowSize(int(on.width), int(on.height)))
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(browser)
	t.Cleanup(end)
	p := &tab{ctx: ctx, t: t, at: address, touch: on.touch}
	if err := chromedp.Listen(ctx, p.watch); err != nil { // starts the browser
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.noisy {
			return
		}
		for _, w := range p.wrong {
			t.Error(w)
		}
	})
	scheme, hover := "dark", "hover"
	if on.light {
		scheme = "light"
	}
	if on.touch {
		hover = "none"
	}
	call(p, log.Enable, cdp.Empty{})
	call(p, network.Enable, network.EnableParams{})
	call(p, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: on.width, Height: on.height, DeviceScaleFactor: on.scale, Mobile: on.touch})
	call(p, emulation.SetTouchEmulationEnabled, emulation.SetTouchEmulationEnabledParams{Enabled: on.touch})
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}, {Name: "hover", Value: hover}}})
	p.do(chromedp.Navigate(address + path))
	p.until("the page is ready", `"ready" in document.documentElement.dataset`)
	return p
}

// watch notes what no page of ours may do.
func (p *tab) watch(event any) {
	wrong := ""
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, p.at+"/") && !strings.HasPrefix(e.Request.URL, "about:") {
			wrong = "the page asks " + e.Request.URL
		}
	case *runtime.EventExceptionThrown:
		wrong = "a script failed: " + e.ExceptionDetails.Text
		if x := e.ExceptionDetails.Exception; x != nil {
			wrong += ": " + x.Description
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			wrong = "the browser says: " + e.Entry.Text
		}
	}
	if wrong != "" {
		p.mu.Lock()
		p.wrong = append(p.wrong, wrong)
		p.mu.Unlock()
	}
}

func (p *tab) within() (context.Context, context.CancelFunc) {
	return context.WithTimeout(p.ctx, patience)
}

func (p *tab) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	ctx, cancel := p.within()
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		p.shot("failed")
		p.t.Fatal(err)
	}
}

// call runs a command of the browser's protocol.
func call[P, R any](p *tab, command cdp.Command[P, R], params P) {
	p.t.Helper()
	ctx, cancel := p.within()
	defer cancel()
	if _, err := chromedp.Call(ctx, command, params); err != nil {
		p.t.Fatal(err)
	}
}

// eval is the value of an expression in the page.
func eval[T any](p *tab, expression string) T {
	p.t.Helper()
	ctx, cancel := p.within()
	defer cancel()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		p.t.Fatalf("%s: %v", expression, err)
	}
	return out
}

// until waits until an expression in the page is true.
func (p *tab) until(what, expression string) {
	p.t.Helper()
	ctx, cancel := p.within()
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[chromedp.Void](expression, chromedp.WithPollingTimeout(patience))); err != nil {
		p.shot("failed")
		p.t.Fatalf("it is not so that %s: %v\nthe channel shows\n%s", what, err, eval[string](p, `document.getElementById("log").innerText`))
	}
}

// last waits until the newest message shows a text, invisible marks aside.
func (p *tab) last(text string) {
	p.t.Helper()
	p.until("the newest message shows "+text, fmt.Sprintf(`document.querySelector("#log > :last-child")?.innerText.replace(/\p{Cf}/gu, "").includes(%q)`, text))
}

// keys types into whatever has the focus.
func (p *tab) keys(keys string) {
	p.t.Helper()
	p.do(chromedp.KeyEvent(keys))
}

// press clicks, or on a touch screen taps, what a selector finds.
func (p *tab) press(selector string) {
	p.t.Helper()
	if p.touch {
		p.do(chromedp.Tap(chromedp.CSS(selector)))
		return
	}
	p.do(chromedp.Click(chromedp.CSS(selector)))
}

// button presses the button of the newest message that has a label.
func (p *tab) button(label string) {
	p.t.Helper()
	p.until("there is a button "+label, fmt.Sprintf(`(() => {
		const button = [...document.querySelectorAll("#log > :last-child button")].find((b) => b.innerText.includes(%q) && !b.disabled);
		document.querySelectorAll("[data-pressed]").forEach((b) => b.removeAttribute("data-pressed"));
		button?.setAttribute("data-pressed", "");
		return Boolean(button);
	})()`, label))
	p.press("[data-pressed]")
}

// shot keeps a picture of the page.
func (p *tab) shot(name string) {
	p.t.Helper()
	ctx, cancel := p.within()
	defer cancel()
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(p.t.ArtifactDir(), strings.ReplaceAll(p.t.Name(), "/", " on a ")+" "+name+".png"), png, 0o644)
	}
	if err != nil {
		p.t.Error(err)
	}
}

// script runs a statement in the page.
func script(statement string) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void]("(() => {" + statement + "})()")
}

var scrollToEnd = script(`const s = document.getElementById("scroll"); s.scrollTop = s.scrollHeight;`)

func focus(selector string) chromedp.Action[chromedp.Void] {
	return script(fmt.Sprintf(`document.querySelector(%q).focus()`, selector))
}

// setFocus goes to the n-th option of the command that is being written.
func setFocus(n int) chromedp.Action[chromedp.Void] {
	return script(fmt.Sprintf(`document.querySelectorAll("#given input")[%d].focus()`, n))
}

// setValue chooses in a select, or puts a text into a line, as a person would.
func setValue(selector, value string) chromedp.Action[chromedp.Void] {
	return script(fmt.Sprintf(`const e = document.querySelector(%q); e.value = %q; e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true}));`, selector, value))
}
