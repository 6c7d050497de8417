package card

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"
)

// ink is a colour that something is painted in.
type ink uint8

const (
	inkText ink = iota
	inkSoft
	inkFirst  // the first of the two that are compared, and all bars of a ranking
	inkSecond // the second
	inkClaim
	inkContested
	inkRule  // lines between rows, the frame
	inkTrack // what a bar could fill
	inkFirstDim
	inkSecondDim
	inks int = iota
)

// The colours. A card has its own dark ground and a frame that sets it off from
// Discord's dark theme as well as from its light one.
var (
	ground  = color.NRGBA{0x1c, 0x21, 0x2b, 0xff}
	colours = [inks]color.NRGBA{
		inkText:      {0xf3, 0xf5, 0xf9, 0xff},
		inkSoft:      {0xa9, 0xb3, 0xc4, 0xff},
		inkFirst:     {0x63, 0xc8, 0xff, 0xff},
		inkSecond:    {0xff, 0xa1, 0x7a, 0xff},
		inkClaim:     {0xf2, 0xc9, 0x66, 0xff},
		inkContested: {0xff, 0x8d, 0x98, 0xff},
		inkRule:      {0x3d, 0x46, 0x57, 0xff},
		inkTrack:     {0x2b, 0x33, 0x41, 0xff},
		inkFirstDim:  {0x3b, 0x75, 0x97, 0xff},
		inkSecondDim: {0x92, 0x62, 0x55, 0xff},
	}
)

// shades is how many steps of coverage an ink has. The ground and the shades of
// all inks make up the picture's palette: a card is a byte a pixel, which is
// what makes it quick to compress and small to send.
const shades = 24

var palette = func() color.Palette {
	p := color.Palette{ground}
	for _, c := range colours {
		for s := 1; s <= shades; s++ {
			mix := func(from, to uint8) uint8 {
				return uint8((int(from)*(shades-s) + int(to)*s + shades/2) / shades)
			}
			p = append(p, color.NRGBA{mix(ground.R, c.R), mix(ground.G, c.G), mix(ground.B, c.B), 0xff})
		}
	}
	return p
}()

// shade is the place in the palette of an ink at a coverage of 0 to 255.
func (k ink) shade(coverage uint8) uint8 {
	s := (int(coverage)*shades + 127) / 255
	if s == 0 {
		return 0
	}
	return uint8(int(k)*shades + s)
}

// box is a rectangle, in pixels from the top left corner.
type box struct {
	x, y, w, h int
	radius     int
	ink        ink
}

// placed is a line of text with the end of its baseline that stands fast: the
// left one, or the right one.
type placed struct {
	line
	style style
	x, y  int
	right bool
	ink   ink
}

// left is where the line begins, from the left.
func (t placed) left() int {
	if t.right {
		return t.x - t.width.Ceil()
	}
	return t.x
}

// paint draws a sheet and returns it as a PNG.
func (p *pen) paint(s *sheet) ([]byte, error) {
	var out bytes.Buffer
	err := encoder.Encode(&out, p.image(s))
	return out.Bytes(), err
}

// image draws a sheet. It is good until the pen draws the next.
func (p *pen) image(s *sheet) *image.Paletted {
	n := s.width * s.height
	if cap(p.pixels) < n {
		p.pixels = make([]byte, n)
	}
	clear(p.pixels[:n]) // all ground
	img := &image.Paletted{Pix: p.pixels[:n], Stride: s.width, Rect: image.Rect(0, 0, s.width, s.height), Palette: palette}
	for _, b := range s.boxes {
		p.paintBox(img, b)
	}
	for _, t := range s.lines {
		p.paintLine(img, t)
	}
	return img
}

func (p *pen) paintBox(img *image.Paletted, b box) {
	r := image.Rect(b.x, b.y, b.x+b.w, b.y+b.h).Intersect(img.Rect)
	if b.radius == 0 || r.Dx() < 2*b.radius {
		full := b.ink.shade(255)
		for y := r.Min.Y; y < r.Max.Y; y++ {
			row := img.Pix[img.PixOffset(r.Min.X, y):img.PixOffset(r.Max.X, y)]
			for x := range row {
				row[x] = full
			}
		}
		return
	}
	p.fill(img, r, b.ink, func(ras *vector.Rasterizer) { roundRect(ras, float32(r.Dx()), float32(r.Dy()), float32(b.radius)) })
}

// roundRect draws a rectangle with round corners.
func roundRect(ras *vector.Rasterizer, w, h, r float32) {
	const arc = .5523 // where a curve's handle stands to make a quarter of a circle
	k := r * (1 - arc)
	ras.MoveTo(r, 0)
	ras.LineTo(w-r, 0)
	ras.CubeTo(w-k, 0, w, k, w, r)
	ras.LineTo(w, h-r)
	ras.CubeTo(w, h-k, w-k, h, w-r, h)
	ras.LineTo(r, h)
	ras.CubeTo(k, h, 0, h-k, 0, h-r)
	ras.LineTo(0, r)
	ras.CubeTo(0, k, k, 0, r, 0)
	ras.ClosePath()
}

// paintLine draws the outlines of a whole line at once: letters that join then
// show no seam, and each stands where it belongs to a fraction of a pixel.
func (p *pen) paintLine(img *image.Paletted, t placed) {
	size := 0
	for _, r := range t.runs {
		size = max(size, r.size)
	}
	left := t.left()
	area := image.Rect(left-size/2, t.y-size*13/10, left+t.width.Ceil()+size/2, t.y+size*7/10).Intersect(img.Rect)
	p.fill(img, area, t.ink, func(ras *vector.Rasterizer) {
		x, y := float32(left-area.Min.X), float32(t.y-area.Min.Y)
		for _, r := range t.runs {
			scale := float32(r.size) / float32(r.face.Upem())
			for _, g := range r.glyphs {
				p.outline(ras, r.face, g.GlyphID, x+float32(g.XOffset)/64, y-float32(g.YOffset)/64, scale)
				x += float32(g.Advance) / 64
			}
		}
	})
}

// glyphKey names a glyph of a font.
type glyphKey struct {
	face *font.Face
	id   font.GID
}

// maxOutlines bounds the outlines that a pen remembers.
const maxOutlines = 4096

func (p *pen) outline(ras *vector.Rasterizer, face *font.Face, id font.GID, x, y, scale float32) {
	key := glyphKey{face, id}
	segments, ok := p.outlines[key]
	if !ok {
		if len(p.outlines) >= maxOutlines {
			clear(p.outlines)
		}
		o, _ := face.GlyphDataOutline(id)
		segments = o.Segments
		p.outlines[key] = segments
	}
	at := func(s opentype.SegmentPoint) (float32, float32) { return x + s.X*scale, y - s.Y*scale }
	for i := range segments {
		s := &segments[i]
		ax, ay := at(s.Args[0])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			ras.ClosePath()
			ras.MoveTo(ax, ay)
		case opentype.SegmentOpLineTo:
			ras.LineTo(ax, ay)
		case opentype.SegmentOpQuadTo:
			bx, by := at(s.Args[1])
			ras.QuadTo(ax, ay, bx, by)
		case opentype.SegmentOpCubeTo:
			bx, by := at(s.Args[1])
			cx, cy := at(s.Args[2])
			ras.CubeTo(ax, ay, bx, by, cx, cy)
		}
	}
	ras.ClosePath()
}

// fill paints what shape outlines, from the top left corner of area, in an ink.
func (p *pen) fill(img *image.Paletted, area image.Rectangle, k ink, shape func(*vector.Rasterizer)) {
	if area.Empty() {
		return
	}
	w, h := area.Dx(), area.Dy()
	p.ras.Reset(w, h)
	shape(&p.ras)
	if cap(p.mask) < w*h {
		p.mask = make([]byte, w*h)
	}
	mask := image.Alpha{Pix: p.mask[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	p.ras.DrawOp = draw.Src
	p.ras.Draw(&mask, mask.Rect, image.Opaque, image.Point{})
	for y := range h {
		row := img.Pix[img.PixOffset(area.Min.X, area.Min.Y+y):]
		for x, coverage := range mask.Pix[y*w : (y+1)*w] {
			if coverage > 0 {
				if shade := k.shade(coverage); shade > 0 {
					row[x] = shade
				}
			}
		}
	}
}

// Better compression makes a card a twentieth smaller and takes three times as long.
var encoder = png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &encoderPool{}}

// encoderPool keeps the compressor's tables, a megabyte, from one card to the next.
type encoderPool struct{ sync.Pool }

func (p *encoderPool) Get() *png.EncoderBuffer {
	b, _ := p.Pool.Get().(*png.EncoderBuffer)
	return b
}

func (p *encoderPool) Put(b *png.EncoderBuffer) { p.Pool.Put(b) }
