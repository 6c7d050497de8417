package card

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

func event(text string) Timeline {
	return Timeline{Lang: ar, Title: "التسلسل الزمني: كلينغ", Events: []Event{{
		Date: "2024-06", Text: text, Lang: ar, Standing: "ادعاء من كوايشو", Status: knowledge.Claim, Sources: []string{"Axios"},
	}}}
}

// A picture is as large as it says, and has its title in the ink of titles at
// the side where its language starts.
func TestPictureStartsWhereReadingDoes(t *testing.T) {
	d := New(0)
	arabic := event("أعلنت كوايشو نموذج Kling 1.0.")
	english := Timeline{Lang: en, Title: "Timeline: Kling", Events: []Event{{Date: "2024-06", Text: "Kuaishou announced Kling 1.0.", Lang: en}}}
	for _, c := range []struct {
		timeline Timeline
		right    bool
	}{{arabic, true}, {english, false}} {
		pic, err := d.Timeline(t.Context(), c.timeline)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(pic.PNG))
		if err != nil {
			t.Fatal(err)
		}
		if b := img.Bounds(); b.Dx() != pic.Width || b.Dy() != pic.Height || pic.Width != cardWidth || pic.Height < 200 {
			t.Errorf("%s: the picture is %v, said to be %d × %d", c.timeline.Lang, b, pic.Width, pic.Height)
		}
		left, right := extent(img, colours[inkText], image.Rect(0, 0, cardWidth, margin+titleStyle.leading()))
		if left >= right {
			t.Fatalf("%s: there is no title", c.timeline.Lang)
		}
		const slack = 8 // what letters have beside them
		fromLeft, fromRight := left, cardWidth-right
		if c.right {
			fromLeft, fromRight = fromRight, fromLeft
		}
		if fromLeft < margin-slack || fromLeft > margin+slack || fromRight < cardWidth/3 {
			t.Errorf("%s: the title is %d pixels from the side where it starts, %d from the other", c.timeline.Lang, fromLeft, fromRight)
		}
		for _, corner := range []image.Point{{}, {pic.Width - 1, pic.Height - 1}} {
			if got := color.NRGBAModel.Convert(img.At(corner.X, corner.Y)); got != colours[inkRule] {
				t.Errorf("%s: the corner %v is %v: a card is framed and lets nothing shine through", c.timeline.Lang, corner, got)
			}
		}
	}
}

// extent is how far a colour reaches to the left and to the right.
func extent(img image.Image, c color.NRGBA, in image.Rectangle) (left, right int) {
	left, right = in.Max.X, in.Min.X
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if color.NRGBAModel.Convert(img.At(x, y)) == c {
				left, right = min(left, x), max(right, x+1)
			}
		}
	}
	return left, right
}

// All that is read stands out from the ground as WCAG asks of small text
// (4.5 : 1); bars, which are no text, by 3 : 1.
func TestContrast(t *testing.T) {
	least := [inks]float64{inkText: 7, inkSoft: 4.5, inkFirst: 4.5, inkSecond: 4.5, inkClaim: 4.5, inkContested: 4.5, inkFirstDim: 3, inkSecondDim: 3}
	for k, want := range least {
		if got := contrast(colours[k], ground); got < want {
			t.Errorf("ink %d stands out %.1f : 1, want %.1f", k, got, want)
		}
	}
	if len(palette) > 256 {
		t.Errorf("the palette has %d colours, a byte holds 256", len(palette))
	}
}

func contrast(a, b color.NRGBA) float64 {
	light := func(c color.NRGBA) float64 {
		part := func(v uint8) float64 {
			if f := float64(v) / 255; f > .04045 {
				return math.Pow((f+.055)/1.055, 2.4)
			}
			return float64(v) / 255 / 12.92
		}
		return .2126*part(c.R) + .7152*part(c.G) + .0722*part(c.B)
	}
	x, y := light(a), light(b)
	return (max(x, y) + .05) / (min(x, y) + .05)
}

// A card that was drawn is remembered by what it shows; the memory is bounded.
func TestCardsAreRemembered(t *testing.T) {
	d := New(1 << 20)
	first, err := d.Timeline(t.Context(), event("واحد"))
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.Timeline(t.Context(), event("واحد"))
	if err != nil {
		t.Fatal(err)
	}
	other, err := d.Timeline(t.Context(), event("اثنان"))
	if err != nil {
		t.Fatal(err)
	}
	if &first.PNG[0] != &again.PNG[0] {
		t.Error("the same card was drawn twice")
	}
	if bytes.Equal(first.PNG, other.PNG) {
		t.Error("another text gives the same picture")
	}

	c := newCache(first.size()*2 + first.size()/2)
	for i := range byte(3) {
		c.put(key{i}, first)
		c.get(key{0}) // used all the time
	}
	for i, want := range []bool{true, false, true} {
		if _, ok := c.get(key{byte(i)}); ok != want {
			t.Errorf("of three pictures with room for two, number %d is remembered: %v, want %v", i, ok, want)
		}
	}
	if c.size > c.limit || c.size != 2*first.size() {
		t.Errorf("%d bytes are remembered, %d allowed", c.size, c.limit)
	}
	if small := newCache(10); true {
		small.put(key{1}, first)
		if small.size != 0 || len(small.byKey) != 0 {
			t.Error("a picture larger than the whole memory is kept")
		}
	}
}

// Many at once get what each asked for; who stops waiting is let go.
func TestManyAtOnce(t *testing.T) {
	d := New(1 << 20)
	texts := strings.Fields("واحد اثنان ثلاثة one two three 快手")
	var wg sync.WaitGroup
	got := make([]Picture, 8*len(texts))
	for i := range got {
		wg.Go(func() {
			pic, err := d.Timeline(t.Context(), event(texts[i%len(texts)]))
			if err != nil {
				t.Error(err)
			}
			got[i] = pic
		})
	}
	wg.Wait()
	for i, pic := range got {
		if !bytes.Equal(pic.PNG, got[i%len(texts)].PNG) || !strings.Contains(pic.Alt, texts[i%len(texts)]) {
			t.Fatalf("request %d got another's picture: %s", i, pic.Alt)
		}
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range cap(d.turns) {
		d.turns <- struct{}{} // all are drawing
	}
	if _, err := d.Timeline(gone, event("جديد")); !errors.Is(err, context.Canceled) {
		t.Errorf("who has stopped waiting gets %v", err)
	}
	for range cap(d.turns) {
		<-d.turns
	}
}

func TestNothingToDraw(t *testing.T) {
	d := New(0)
	_, a := d.Compare(t.Context(), index.Table{}, say.Western)
	_, b := d.Rank(t.Context(), index.Ranking{}, say.Western)
	_, c := d.Timeline(t.Context(), Timeline{})
	for _, err := range []error{a, b, c} {
		if !errors.Is(err, ErrNothing) {
			t.Errorf("the error is %v, want ErrNothing", err)
		}
	}
}

// However much there is to show, a card is a page long and says what is left
// out: of a timeline what came first.
func TestCardsArePages(t *testing.T) {
	long := strings.Repeat("كلام طويل جدًّا عن Kling 2.0 وما يشبهه ", 20)
	many := event(long)
	many.Lang, many.Events[0].Lang = en, ar
	for range 500 {
		many.Events = append(many.Events, Event{Date: "2024", Text: long, Lang: ar, Standing: long, Sources: []string{long, "b", "c"}})
	}
	many.Events[len(many.Events)-1].Text = "last"
	p := newPen()
	s := p.layout(ofTimeline(many))
	if s.height > maxHeight || s.left == 0 {
		t.Errorf("the card is %d pixels tall and leaves out %d rows", s.height, s.left)
	}
	text := show(s)
	if !strings.Contains(text, "no room for what came before: ") || !strings.Contains(text, "last") {
		t.Errorf("the card shows\n%s", text)
	}
	one := &card{Lang: ar, Kind: comparison, Title: long, Heads: []string{long, long}, Rows: []row{{Label: long, Note: long, Cells: [][]fact{
		{{Text: long, Lang: ar, Standing: long}, {Text: long, Lang: ar, Standing: long}}, {}}}}, Notes: []string{long, long, long, long}}
	for range 300 {
		one.Rows[0].Cells[0][0].Sources = append(one.Rows[0].Cells[0][0].Sources, one.source(long+string(rune('a'+len(one.Sources)))))
	}
	if s := p.layout(one); s.height > maxHeight || s.left != 0 {
		t.Errorf("a card of one endless row is %d pixels tall", s.height)
	}
}

// Any text is drawn, and its alternative text is no longer than Discord allows.
func FuzzCard(f *testing.F) {
	for _, s := range []string{"", "Kling 2.0 من كوايشو 1080p", "👨\u200d👩\u200d👧", "a\u202eb\u2067", "\xff", strings.Repeat("😀 ", 600), strings.Repeat("ا", 5000)} {
		f.Add(s, s, 5.0)
	}
	p := newPen()
	f.Fuzz(func(t *testing.T, a, b string, value float64) {
		c := &card{Lang: ar, Kind: ranking, Title: a, Notes: []string{b}}
		if len(a)%2 == 0 {
			c.Lang = en
		}
		if !(value >= 0 && value <= math.MaxFloat64) {
			value = 0
		}
		c.Rows = []row{
			{Label: a, Place: "1", Cells: [][]fact{{{Text: b, Lang: ar, Standing: a, Low: value / 2, High: value, Sources: []int{c.source(b)}}}}},
			{Label: b, Heading: a, Cells: [][]fact{{{Text: a, Lang: en, Standing: b, Low: 1, High: 1}}}},
		}
		s := p.layout(c)
		alt := s.shown.alt(s.left)
		if n := len(utf16.Encode([]rune(alt))); n > MaxAlt || strings.ContainsAny(alt, "\u202a\u202b\u202d\u202e\u2066\u2067") {
			t.Fatalf("the alternative text is %d long: %q", n, alt)
		}
		if img := p.image(s); img.Rect.Dx() != cardWidth || img.Rect.Dy() > maxHeight {
			t.Fatalf("the picture is %v", img.Rect)
		}
	})
}
