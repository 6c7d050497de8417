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

// attached is the content of a file, with the text for those who cannot see it.
type attached struct {
	*bytes.Reader
	alt string
}

// Alt is the text that stands for a file of a reply for those who cannot see it;
// "" for none.
func Alt(f *discordgo.File) string {
	if p, ok := f.Reader.(attached); ok {
		return p.alt
	}
	return ""
}

// message makes the message of a page, with its picture where it has one.
func (b *Bot) message(ctx context.Context, m manner, p page, private bool) *discordgo.InteractionResponseData {
	d := m.message(p, private)
	if p.file != nil {
		d.Files = []*discordgo.File{p.file}
	}
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
		d.Files = []*discordgo.File{{Name: pictureName, ContentType: "image/png", Reader: attached{bytes.NewReader(pic.PNG), alt}}}
	}
	return d
}
