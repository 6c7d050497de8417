package card

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"sibaq/bot/say"
	"sibaq/knowledge"
)

const (
	ar = knowledge.Arabic
	en = knowledge.English
)

// What a line shows, from left to right, in whichever direction each piece of
// it is read.
func TestVisualOrder(t *testing.T) {
	for _, c := range []struct {
		name string
		lang knowledge.Lang
		text string
		want string // pieces, parted by " | "
	}{
		{"Arabic alone", ar, "سباق الذكاء الاصطناعي", "سباق الذكاء الاصطناعي"},
		{"a name, a version and a unit", ar, "Kling 2.0 من كوايشو 1080p", "1080p | من كوايشو | Kling 2.0"},
		{"a name joined to a letter", ar, "لمشتركي Plus وPro", "Pro | و | Plus | لمشتركي"},
		{"brackets around Latin", ar, "هواوي (Huawei) شركة", ") شركة | Huawei | هواوي ("},
		{"a date", ar, "ادعاء، 2024-06-03", "2024-06-03 | ادعاء،"},
		{"a percentage", ar, "نسبة 12.5% من السوق", "من السوق | 12.5% | نسبة"},
		{"an Arabic percentage", ar, "نسبة ١٢٫٥٪ من", "من | ١٢٫٥٪ | نسبة"},
		{"a minus sign", ar, "تغير −5% هذا العام", "هذا العام | −5% | تغير"},
		{"a number of thousands", ar, "نحو 1,234.5 دولار", "دولار | 1,234.5 | نحو"},
		{"a range", ar, "من 30 إلى 60 إطارًا", "إطارًا | 60 | إلى | 30 | من"},
		{"money", ar, "بسعر $6.99 شهريًا", "شهريًا | $6.99 | بسعر"},
		{"Chinese", ar, "اسمه 快手 بالصينية", "بالصينية | 快手 | اسمه"},
		{"a name with an initial", ar, "كتبه Glenn K. Lockwood أمس", "أمس | Glenn K. Lockwood | كتبه"},
		{"English alone", en, "Kling 2.0 (by Kuaishou), 12% in 2024-06", "Kling 2.0 (by Kuaishou), 12% in 2024-06"},
		{"Arabic in English", en, "Kling (كلينغ للفيديو), 2024", "Kling ( | كلينغ للفيديو | ), 2024"},
		{"a number among Arabic words in English", en, "called «كلينغ 2.0 الصيني» there", "called « | الصيني | 2.0 | كلينغ | » there"},
		{"a number behind Arabic in English", en, "it is عام 2024 there", "it is | عام | 2024 there"},
		{"marks of direction are not obeyed", ar, "من \u202eabc\u202c إلى \u2067x\u2069 ثم", "ثم | x | إلى | abc | من"},
	} {
		if got := seen(newPen().lines(c.lang, c.text, factStyle, 2000, 1)[0]); got != c.want {
			t.Errorf("%s: %q shows %q, want %q", c.name, c.text, got, c.want)
		}
	}
}

func seen(l line) string {
	var pieces []string
	for _, r := range l.runs {
		if s := strings.TrimSpace(string(r.text)); s != "" {
			pieces = append(pieces, s)
		}
	}
	return strings.Join(pieces, " | ")
}

// Letters join, lam and alef are one glyph, and brackets turn round with the
// direction that they are read in.
func TestShaping(t *testing.T) {
	p := newPen()
	glyphs := func(lang knowledge.Lang, text string) (ids []uint32) {
		for _, r := range p.lines(lang, text, factStyle, 2000, 1)[0].runs {
			for _, g := range r.glyphs {
				ids = append(ids, uint32(g.GlyphID))
			}
		}
		return ids
	}
	joined, apart := glyphs(ar, "سبق"), glyphs(ar, "س ب ق")
	if slices.ContainsFunc(joined[1:], func(g uint32) bool { return slices.Contains(apart, g) }) {
		t.Errorf("the letters of سبق do not join: glyphs %v, alone %v", joined, apart)
	}
	if got := glyphs(ar, "لا"); len(got) != 1 {
		t.Errorf("لا has glyphs %v, want one", got)
	}
	rtl, ltr := glyphs(ar, "(س)"), glyphs(en, "(s)")
	if rtl[0] != ltr[0] || rtl[len(rtl)-1] != ltr[len(ltr)-1] {
		t.Errorf("brackets from left to right: glyphs %v around Arabic, %v around English", rtl, ltr)
	}
}

// Lines end between words, a line that is cut ends in an ellipsis, and a word
// that is longer than a line goes on in the next.
func TestBreaking(t *testing.T) {
	const text = "يقول تقرير إن Kling 2.0 Master Edition من كوايشو يبلغ 1080p"
	for _, c := range []struct {
		name  string
		lang  knowledge.Lang
		text  string
		width int
		most  int
		want  []string // pieces of each line, from left to right
	}{
		{"in one line", ar, text, 2000, 3, []string{"1080p | من كوايشو يبلغ | Kling 2.0 Master Edition | يقول تقرير إن"}},
		{"within a Latin run", ar, text, 420, 9, []string{"Kling 2.0 Master | يقول تقرير إن", "1080p | من كوايشو يبلغ | Edition"}},
		{"the ellipsis stands at the left", ar, text, 420, 1, []string{"… | Kling 2.0 Master | يقول تقرير إن"}},
		{"the ellipsis stands at the right", en, "What they say about models of video", 330, 1, []string{"What they say about | …"}},
		{"no word fits", ar, "كلينغكلينغكلينغ", 100, 1, []string{"… | كلينغكل"}},
		{"one long word", en, "aaaaaaaaaaaa", 80, 9, []string{"aaaaa", "aaaaa", "aa"}},
		{"nothing", ar, " \n ", 100, 1, nil},
	} {
		var got []string
		for _, l := range newPen().lines(c.lang, c.text, factStyle, c.width, c.most) {
			got = append(got, seen(l))
			if l.width.Ceil() > c.width {
				t.Errorf("%s: line %q is %d pixels wide, %d are there", c.name, seen(l), l.width.Ceil(), c.width)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// The space at which a line ends takes no room, nor does it come between a
// Latin run and the Arabic before it.
func TestNoSpaceAtTheEnd(t *testing.T) {
	p := newPen()
	const text = "يقول تقرير إن Kling Master Edition"
	lines := p.lines(ar, text, factStyle, 360, 9)
	if got := seen(lines[0]); got != "Kling Master | يقول تقرير إن" {
		t.Fatalf("the first line is %q: this test wants it to end inside the Latin run", got)
	}
	if want := p.lines(ar, "يقول تقرير إن Kling Master", factStyle, 2000, 1)[0].width; lines[0].width != want {
		t.Errorf("the line is %v wide, its text alone %v", lines[0].width, want)
	}
}

// What the fonts lack is shown as one sign, and the card says so; what has no
// shape at all is drawn as nothing.
func TestMissingCharacters(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		missing          bool
	}{
		{"emoji", "فاز 🎉🎊 Kling", "فاز 〓 Kling", true},
		{"a family is one emoji", "a 👨\u200d👩\u200d👧 b", "a 〓 b", true},
		{"a script that no font has", "ไทย x", "〓 x", true},
		{"letters that are others in another dress", "𝐊𝐥𝐢𝐧𝐠 ℝ", "Kling R", false},
		{"letters in a circle", "① x", "① x", false},
		{"a mark over a letter", "e\u0301", "e\u0301", false},
		{"simplified, traditional and Japanese", "快手 臺積電 クリング 가", "快手 臺積電 クリング 〓", true},
		{"Turkish, Cyrillic and Greek", "Erdoğan Яндекс Ωμέγα", "Erdoğan Яндекс Ωμέγα", false},
		{"Persian", "می\u200cخواهم گپ ژاله", "می\u200cخواهم گپ ژاله", false},
		{"marks of direction, zero width, control characters", "a\u202e\u2066b\u200b\ufeffc\x00\x1bd", "abcd", false},
		{"line breaks", "a\nb\r\nc\td", "a b c d", false},
		{"a space that does not break", "20\u00a0دولار", "20\u00a0دولار", false},
	} {
		p := newPen()
		if got := p.drawable(c.text, regular); got != c.want || p.missing != c.missing {
			t.Errorf("%s: %q is drawn as %q (missing: %v), want %q", c.name, c.text, got, p.missing, c.want)
		}
	}
}

// Every fact that is shipped can be drawn to its last character, and what is
// set is what stands in the file.
func TestShippedFactsAreDrawnInFull(t *testing.T) {
	base, err := knowledge.Load(knowledge.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	p := newPen()
	words := func(s string) string { return strings.Join(strings.Fields(say.Strip(s)), " ") }
	check := func(lang knowledge.Lang, text string, st style) {
		t.Helper()
		var got []string
		for _, l := range p.lines(lang, text, st, 442, 1000) {
			if l.width.Ceil() > 442 {
				t.Errorf("a line of %q is %d pixels wide", text, l.width.Ceil())
			}
			got = append(got, inOrder(l))
		}
		// A line may end inside a word, at a hyphen, where no space belongs.
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if bare(strings.Join(got, "")) != bare(words(text)) {
			t.Errorf("%q is set as %q", text, got)
		}
	}
	n := 0
	for _, f := range base.Facts {
		for _, passage := range []*knowledge.Passage{&f.Passage, f.Twin} {
			if passage != nil {
				check(passage.Lang, passage.Text, factStyle)
				n++
			}
		}
		for _, s := range f.Sources {
			check(ar, say.Texts(ar).SourceLabel(s), footStyle)
		}
	}
	for _, e := range base.Entities {
		for _, name := range []string{e.Name, e.Ar, e.En, e.Zh} {
			check(ar, name, headStyle)
		}
	}
	if p.missing || n < 1000 {
		t.Errorf("of %d texts some have characters that no font has; bot/card/fonts/subset.sh takes in those of the knowledge", n)
	}
}

// Whatever a text holds, it is set in lines that fit, without what could
// change the direction of what stands beside it.
func FuzzLines(f *testing.F) {
	for _, s := range []string{"", "Kling 2.0 من كوايشو 1080p", "𞤀𞤣", "👨\u200d👩\u200d👧", "a\u202eb", strings.Repeat("ا\u064b", 300), "\xff\xfe", "لا\u0301لا", "ﷺﷺ", "\u0600\u06dd12"} {
		f.Add(s, 100, 3)
	}
	p := newPen()
	f.Fuzz(func(t *testing.T, s string, width, most int) {
		width, most = 60+abs(width)%1000, 1+abs(most)%20
		for _, lang := range []knowledge.Lang{ar, en} {
			for _, st := range []style{titleStyle, footStyle} {
				lines := p.lines(lang, s, st, width, most)
				if len(lines) > most {
					t.Fatalf("%q takes %d lines, %d are there", s, len(lines), most)
				}
				for _, l := range lines {
					text := inOrder(l)
					if l.width < 0 || strings.ContainsFunc(text, func(r rune) bool {
						return unicode.Is(unicode.Cc, r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
					}) {
						t.Fatalf("%q is set as %q, %v wide", s, text, l.width)
					}
				}
			}
		}
	})
}

func abs(n int) int { return max(n, -(n + 1)) }
