package main

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// --out writes the picture of what is printed, in either language; a picture
// may be replaced by another.
func TestPicturesAreWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "card.png")
	var before []byte
	for _, args := range [][]string{
		{"compare", "Kling", "Sora"},
		{"compare", "--lang", "ar", "الصين", "أمريكا"},
		{"rank", "--lang", "en", "memory", "chips"},
		{"timeline", "DeepSeek", "--from", "2025"},
		{"timeline", "--json", "--lang", "ar", "قيود التصدير"},
	} {
		code, stdout, stderr := execute(t, append(args, "--out", path), nil, nil)
		if code != exitAnswered || stderr != "" || stdout == "" {
			t.Fatalf("%v: exit %d, %s", args, code, stderr)
		}
		data, err := os.ReadFile(path)
		must(t, err)
		img, err := png.Decode(bytes.NewReader(data))
		must(t, err)
		if b := img.Bounds(); b.Dx() < 800 || b.Dy() < 400 || b.Dy() > 2*b.Dx() {
			t.Errorf("%v: the picture is %v", args, b)
		}
		if bytes.Equal(data, before) {
			t.Errorf("%v: the picture is the one before", args)
		}
		before = data
		if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".sibaq*")); len(left) > 0 {
			t.Errorf("%v left %v behind", args, left)
		}
	}

	code, _, _ := execute(t, []string{"compare", "Kling", "Zzyzx", "--out", path}, nil, nil)
	if after, err := os.ReadFile(path); code != exitNothing || err != nil || !bytes.Equal(after, before) {
		t.Errorf("where nothing is found (exit %d) the picture before is gone: %v", code, err)
	}
	code, _, stderr := execute(t, []string{"compare", "Kling", "Sora", "--out", filepath.Join(path, "card.png")}, nil, nil)
	if code != exitWrong || !strings.Contains(stderr, "could not be written") {
		t.Errorf("a picture that cannot be written: exit %d, %s", code, stderr)
	}
}
