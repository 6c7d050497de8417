package bot

import (
	"bytes"
	"context"
	"errors"

	"github.com/bwmarrin/discordgo"

	"sibaq/bot/card"
)

// pictureName is what a picture is called in a message, whichever it is.
const pictureName = "sibaq.png"

// picture is the content of a picture's file, with the text for those who
// cannot see it.
type picture struct {
	*bytes.Reader
	alt string
}

// Alt is the text that stands for a file of a reply for those who cannot see it;
// "" for none.
func Alt(f *discordgo.File) string {
	if p, ok := f.Reader.(picture); ok {
		return p.alt
	}
	return ""
}

// message makes the message of a page, with its picture where it has one.
func (b *Bot) message(ctx context.Context, m manner, p page, private bool) *discordgo.InteractionResponseData {
	d := m.message(p, private)
	if p.draw == nil {
		return d
	}
	ctx, cancel := context.WithTimeout(ctx, b.cfg.Timing.Picture)
	defer cancel()
	pic, err := p.draw(ctx)
	switch {
	case errors.Is(err, card.ErrNothing):
	case err != nil:
		b.log.Warn("a reply goes without its picture", "error", err)
	default:
		alt, _ := head(pic.Alt, card.MaxAlt)
		d.Files = []*discordgo.File{{Name: pictureName, ContentType: "image/png", Reader: picture{bytes.NewReader(pic.PNG), alt}}}
	}
	return d
}
