package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"sibaq/bot/card"
	"sibaq/bot/say"
)

// show prints a reply, for a script where --json asks for that, and draws it.
func (a *app) show(found bool, shape func() any, text func(say.Style) string, draw func(*card.Drawer) (card.Picture, error)) error {
	var err error
	if a.settings.json {
		err = a.printJSON(shape())
	} else {
		_, err = fmt.Fprint(a.stdout, text(a.style()))
	}
	if err == nil {
		err = a.picture(draw)
	}
	return orNothing(found, err)
}

// picture draws a result into --out, if that is set, and says so unless what is
// printed is for a script. A result with nothing to show leaves --out alone.
func (a *app) picture(draw func(*card.Drawer) (card.Picture, error)) error {
	path := a.settings.out
	if path == "" {
		return nil
	}
	pic, err := draw(card.New(0))
	if errors.Is(err, card.ErrNothing) {
		return nil
	} else if err != nil {
		return err
	}
	if err := a.writePicture(path, pic.PNG); err != nil {
		return err
	}
	if !a.settings.json {
		fmt.Fprintln(a.stdout, "\n"+a.line(a.words.PictureWritten(path)))
	}
	return nil
}

// pngHead is how a PNG begins.
var pngHead = []byte("\x89PNG\r\n\x1a\n")

// writePicture replaces path, whole or not at all, where no file is or another
// picture: whatever else bears the name is somebody's.
func (a *app) writePicture(path string, data []byte) error {
	old, err := os.Open(path)
	if err == nil {
		head := make([]byte, len(pngHead))
		_, err = io.ReadFull(old, head)
		old.Close()
		if err != nil || !bytes.Equal(head, pngHead) {
			return &failure{text: a.words.NotAPicture(path)}
		}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return &failure{a.words.CannotWrite(path), err}
	}
	if err := replace(path, data); err != nil {
		return &failure{a.words.CannotWrite(path), err}
	}
	return nil
}

func replace(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".sibaq-*.png")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already once all went well
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
