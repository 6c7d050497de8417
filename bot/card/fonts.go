package card

import (
	"bytes"
	"embed"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
)

// fonts/README.md says where each file comes from and under which licence.
//
//go:embed fonts/*.woff
var fontFiles embed.FS

type weight int

const (
	regular weight = iota
	semibold
)

// style is how a text is set.
type style struct {
	name   string // of the kind of text
	weight weight
	size   int // pixels to the em
}

// fonts are read once and shared; what a pen keeps of them is its own.
var (
	plexFonts = sync.OnceValue(func() [2][]*font.Font {
		return [2][]*font.Font{
			regular:  {read("IBMPlexSansArabic-Regular.woff"), read("IBMPlexSans-Regular.woff")},
			semibold: {read("IBMPlexSansArabic-SemiBold.woff"), read("IBMPlexSans-SemiBold.woff")},
		}
	})
	// Chinese and Japanese are set in one weight, and read only when they come up.
	hanFont = sync.OnceValue(func() *font.Font { return read("NotoSansCJK-subset.woff") })
)

// read panics where a font that is part of the program cannot be read: no text
// could be drawn then, and no input brings it about.
func read(name string) *font.Font {
	data, err := fontFiles.ReadFile("fonts/" + name)
	if err == nil {
		var face *font.Face
		if face, err = font.ParseTTF(bytes.NewReader(data)); err == nil {
			return face.Font
		}
	}
	panic("card: font " + name + ": " + err.Error())
}

// face picks the font for a character: the one in use if it has it, so that a
// word is not torn between two, else the first that has; nil where none has.
func (p *pen) face(w weight, r rune, now *font.Face) *font.Face {
	if now != nil && has(now, r) {
		return now
	}
	for _, f := range p.faces[w] {
		if has(f, r) {
			return f
		}
	}
	if r < firstHan {
		return nil
	}
	if p.han == nil {
		p.han = font.NewFace(hanFont())
	}
	if has(p.han, r) {
		return p.han
	}
	return nil
}

// firstHan is where the characters begin for which the large font is read.
const firstHan = 0x2000

func has(f *font.Face, r rune) bool {
	_, ok := f.NominalGlyph(r)
	return ok || harfbuzz.IsDefaultIgnorable(r)
}
