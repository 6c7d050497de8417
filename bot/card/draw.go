package card

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/singleflight"

	"sibaq/bot/say"
	"sibaq/index"
)

// Picture is a drawn card.
type Picture struct {
	PNG           []byte // shared by all who get this card: not to be written to
	Width, Height int    // pixels, two to a point
	Alt           string // what the picture shows, in the card's language; at most [MaxAlt] long
}

// MaxAlt is how long an alternative text is at most, in UTF-16 code units: as
// long as Discord lets the description of a file be.
const MaxAlt = 1024

// ErrNothing is the error of drawing a result that holds nothing to show. The
// text of the reply says why.
var ErrNothing = errors.New("nothing to draw")

// Drawer draws cards and remembers them. It is safe for use by any number of
// goroutines; the same card asked for many times at once is drawn once.
type Drawer struct {
	cache  *cache
	flight singleflight.Group
	turns  chan struct{} // as many cards are drawn at once as there are cores
	pens   sync.Pool     // *pen
}

// New returns a Drawer that remembers cards of up to so many bytes; 0 = none.
func New(bytes int) *Drawer {
	return &Drawer{
		cache: newCache(bytes),
		turns: make(chan struct{}, runtime.GOMAXPROCS(0)),
		pens:  sync.Pool{New: func() any { return newPen() }},
	}
}

// Compare draws a comparison, its dates and counts in digits, or returns
// [ErrNothing]. It waits its turn until ctx ends.
func (d *Drawer) Compare(ctx context.Context, t index.Table, digits say.Digits) (Picture, error) {
	return d.picture(ctx, ofTable(t, digits))
}

// Rank draws a ranking, or returns [ErrNothing].
func (d *Drawer) Rank(ctx context.Context, r index.Ranking, digits say.Digits) (Picture, error) {
	return d.picture(ctx, ofRanking(r, digits))
}

// Timeline draws a timeline, or returns [ErrNothing].
func (d *Drawer) Timeline(ctx context.Context, t Timeline) (Picture, error) {
	return d.picture(ctx, ofTimeline(t))
}

// picture finds the picture of a card, nil for none, or draws it.
func (d *Drawer) picture(ctx context.Context, c *card) (Picture, error) {
	if c == nil {
		return Picture{}, ErrNothing
	}
	content, err := json.Marshal(c)
	if err != nil {
		return Picture{}, fmt.Errorf("card: %w", err)
	}
	k := key(sha256.Sum256(content))
	if pic, ok := d.cache.get(k); ok {
		return pic, nil
	}
	drawn := d.flight.DoChan(string(k[:]), func() (any, error) {
		d.turns <- struct{}{}
		defer func() { <-d.turns }()
		pic, err := d.draw(c)
		if err == nil {
			d.cache.put(k, pic)
		}
		return pic, err
	})
	select {
	case r := <-drawn:
		return r.Val.(Picture), r.Err
	case <-ctx.Done():
		return Picture{}, ctx.Err()
	}
}

// draw turns a panic into an error: shaping is much code of others at work on
// text of anybody's, and a reply is worth sending without its picture.
func (d *Drawer) draw(c *card) (pic Picture, err error) {
	p := d.pens.Get().(*pen)
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("card: drawing %q panicked: %v", c.Title, r)
			return
		}
		d.pens.Put(p)
	}()
	s := p.layout(c)
	data, err := p.paint(s)
	return Picture{PNG: data, Width: s.width, Height: s.height, Alt: s.shown.alt(s.left)}, err
}
