// Package card draws what the index found as a picture: a comparison, a ranking,
// a timeline or counts as a PNG that reads properly in Arabic and in English, on
// Discord's dark theme and on its light one.
//
// The tour follows a result to its picture. [Drawer] (draw.go) makes a card of
// it: plain texts and numbers, nothing of the index (card.go, timeline.go,
// bars.go). What
// is equal looks equal, so a hash of the card finds its picture where it has
// been drawn before (cache.go). Else a pen from the pool draws it, in two steps.
//
// The first finds a place for everything. layout.go puts title, rows and foot
// under each other and leaves out rows for which there is no room, which the
// card then says; rows.go knows how a row of each kind is set. Both count from
// the side where reading starts, so that a card in Arabic is that of English
// turned round, text apart.
//
// Text is set by text.go: which runs of a text go against its direction, bot/say
// decides, as it does for messages; HarfBuzz as the go-text project keeps it in Go
// shapes them, so that letters join and brackets turn with their direction.
// Lines are broken here, and their runs put in order here, since go-text's
// own wrapper keeps the space at the end of a Latin run between it and the
// Arabic before it, and orders by direction alone, which puts the numbers
// of Arabic words in English text in the wrong place. fonts.go picks a font for each
// character; what no font has is replaced by one visible sign and said so.
//
// The second step, paint.go, fills outlines. A picture has as many colours as
// inks have shades, so it is a byte a pixel all along.
//
// Whatever a text holds, a card is drawn: at most 1000 by 2000 pixels, two to a
// point. Beside the picture stands the text for those who cannot see it.
package card
