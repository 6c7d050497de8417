package article

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// What pdftotext writes may be cut off or make no sense: an error or some
// text comes of it. (From inside, since a program for each try would be slow.)
func FuzzWordsOfPDF(f *testing.F) {
	f.Add([]byte(`<page width="1" height="1"><word xMin="1" yMin="1" xMax="2" yMax="2">لا</word></page>`))
	f.Add([]byte(`<page><word xMin="NaN" yMin="1" xMax="-2" yMax="Inf">الً -٣(</word><word>`))
	f.Add([]byte(`<page><word xMin="1" yMin="1" xMax="9" yMax="9">ِ</word><word xMin="9" yMin="1" xMax="20" yMax="9">)GPT-4 06-2024 ،(لالا</word></page>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		pages, err := readBoxes(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, p := range fromPages(pages) {
			if p.Text == "" || strings.Contains(p.Text, ligature) || utf8.Valid(data) && !utf8.ValidString(p.Text) {
				t.Errorf("%q gives %q", data, p.Text)
			}
		}
	})
}
