package index

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"testing"
)

// Whatever a file holds whose sum is right, reading it fails in good order, or
// gives an index that questions can be put to.
func FuzzReadIndex(f *testing.F) {
	base := baseOf(f, map[string]string{
		"a.md": "# Chips\n\n- The red chip has 64 GB of memory.\n- شريحة زرقاء في شنتشن.\n",
		"b.md": "---\nentities:\n  - name: Kling\n    ar: كلينغ\n---\n\n- Kling makes clips.\n",
	})
	ix, err := Build(f.Context(), base)
	if err != nil {
		f.Fatal(err)
	}
	defer ix.Close()
	var whole bytes.Buffer
	if err := ix.write(&whole, "sums"); err != nil {
		f.Fatal(err)
	}
	data := whole.Bytes()[:whole.Len()-4]
	f.Add(data)
	for _, at := range []int{40, 200, 400, 600, 800, len(data) - 20} {
		broken := bytes.Clone(data)
		broken[at%len(broken)] ^= 0x11
		f.Add(broken)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		data = binary.LittleEndian.AppendUint32(data, crc32.Checksum(data, castagnoli))
		got, _, err := readIndex(bytes.NewReader(data), int64(len(data)), base)
		if err != nil {
			return
		}
		for _, q := range []string{"كم ذاكرة الشريحة الحمراء؟", "what does Kling make", "xyzzi"} {
			if _, err := got.Answer(t.Context(), Question{Text: q}); err != nil {
				t.Error(err)
			}
		}
		got.rankAll(t)
	})
}

// rankAll weighs every fact, which bleve would have to find first.
func (ix *Index) rankAll(t *testing.T) {
	q := ix.understand("memory of the red chip Kling شنتشن")
	sc := newScratch(ix)
	sc.prepare(ix, q)
	defer sc.reset(ix.vocab)
	for f := range ix.base.Facts {
		c := candidate{fact: f}
		c.score, c.parts = ix.weigh(sc, q, f, sc.spelt)
		c.parts.around = ix.around(sc, q, f) / sc.ideal
		ix.judge(sc, q, &c)
	}
}
