package index

import (
	"encoding/binary"
	"errors"
	"hash"
	"hash/crc32"
	"io"
	"math"
)

// A codec carries what an index consists of out of memory or into it, one thing
// after another: the same walk over an Index writes it and reads it (carry).
type codec interface {
	u8s(*[]uint8)
	u16s(*[]uint16)
	u32s(*[]uint32)
	u64s(*[]uint64)
	text(*string)
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// writer writes slices as their length, eight bytes, and their numbers, all in
// little endian. The first error stays.
type writer struct {
	to  io.Writer
	sum hash.Hash32 // of all that was written
	buf []byte
	err error
}

func newWriter(to io.Writer) *writer {
	sum := crc32.New(castagnoli)
	return &writer{to: io.MultiWriter(to, sum), sum: sum}
}

func (w *writer) flush(least int) {
	if len(w.buf) >= least && w.err == nil {
		_, w.err = w.to.Write(w.buf)
		w.buf = w.buf[:0]
	}
}

const writeAtOnce = 1 << 16

func write[T any](w *writer, s []T, put func([]byte, T) []byte) {
	w.buf = binary.LittleEndian.AppendUint64(w.buf, uint64(len(s)))
	for _, x := range s {
		w.buf = put(w.buf, x)
		w.flush(writeAtOnce)
	}
	w.flush(1)
}

func (w *writer) u8s(s *[]uint8) {
	write(w, *s, func(b []byte, x uint8) []byte { return append(b, x) })
}
func (w *writer) u16s(s *[]uint16) {
	write(w, *s, binary.LittleEndian.AppendUint16)
}
func (w *writer) u32s(s *[]uint32) { write(w, *s, binary.LittleEndian.AppendUint32) }
func (w *writer) u64s(s *[]uint64) { write(w, *s, binary.LittleEndian.AppendUint64) }
func (w *writer) text(s *string) {
	w.buf = binary.LittleEndian.AppendUint64(w.buf, uint64(len(*s)))
	w.buf = append(w.buf, *s...)
	w.flush(1)
}

// errDamaged is the error of a file that does not hold what it should.
var errDamaged = errors.New("the file is damaged")

// reader reads what writer wrote. It trusts no length: nothing is made that the
// bytes left could not fill.
type reader struct {
	from io.Reader
	left int64 // bytes of it
	sum  hash.Hash32
	buf  [1 << 12]byte
	err  error
}

func newReader(from io.Reader, size int64) *reader {
	sum := crc32.New(castagnoli)
	return &reader{from: io.TeeReader(from, sum), left: size, sum: sum}
}

// next fills b.
func (r *reader) next(b []byte) {
	if r.err == nil {
		_, r.err = io.ReadFull(r.from, b)
		r.left -= int64(len(b))
	}
}

// length reads how many things of a size follow.
func (r *reader) length(size int) int {
	if r.left < 8 {
		r.err = errDamaged
	}
	r.next(r.buf[:8])
	n := binary.LittleEndian.Uint64(r.buf[:])
	if r.err == nil && n > uint64(r.left)/uint64(size) {
		r.err = errDamaged
	}
	if r.err != nil {
		return 0
	}
	return int(n)
}

func read[T any](r *reader, s *[]T, size int, get func([]byte) T) {
	out := make([]T, r.length(size))
	for i := 0; i < len(out) && r.err == nil; {
		n := min(len(out)-i, len(r.buf)/size)
		r.next(r.buf[:n*size])
		for k := range n {
			out[i+k] = get(r.buf[k*size:])
		}
		i += n
	}
	*s = out
}

func (r *reader) u8s(s *[]uint8)   { read(r, s, 1, func(b []byte) uint8 { return b[0] }) }
func (r *reader) u16s(s *[]uint16) { read(r, s, 2, binary.LittleEndian.Uint16) }
func (r *reader) u32s(s *[]uint32) { read(r, s, 4, binary.LittleEndian.Uint32) }
func (r *reader) u64s(s *[]uint64) { read(r, s, 8, binary.LittleEndian.Uint64) }
func (r *reader) text(s *string) {
	b := make([]byte, r.length(1))
	r.next(b)
	*s = string(b)
}

// carry walks over all of an index that is not found again in a moment from its
// base and from what is carried.
func (ix *Index) carry(c codec) {
	v, st := ix.vocab, &ix.store
	carryTable(c, &v.words)
	carryTable(c, &v.stems)
	c.u32s(&v.stem)
	carryAs(c.u8s, &v.kinds, func(k kinds) uint8 { return uint8(k) }, func(k uint8) kinds { return kinds(k) })
	carryLists(c, &v.grams)
	carryLists(c, &v.bonesOf)
	c.u32s(&v.readings.stops)
	carryAs(c.u64s, &v.readings.forms, func(r otherForm) uint64 { return uint64(r.form)<<32 | uint64(r.witness) },
		func(n uint64) otherForm { return otherForm{uint32(n >> 32), uint32(n)} })
	carryAs(c.u64s, &v.gramIDs.grams, func(g gram) uint64 { return uint64(g) }, func(n uint64) gram { return gram(n) })
	c.u32s(&v.termFacts)
	c.u32s(&v.stemFacts)
	c.u32s(&v.gramFacts)

	c.u32s(&st.first)
	c.u32s(&st.begin)
	c.u32s(&st.terms)
	c.u16s(&st.label)
	c.u16s(&st.grams)
	c.u32s(&st.context)
	carryLists(c, &st.contexts)
	carryAs(c.u8s, &st.kinds, func(k kinds) uint8 { return uint8(k) }, func(k uint8) kinds { return kinds(k) })
	carryAs(c.u32s, &st.brief, math.Float32bits, math.Float32frombits)
	means := []float64{st.meanLen, st.meanGram}
	carryAs(c.u64s, &means, math.Float64bits, math.Float64frombits)
	if len(means) == 2 {
		st.meanLen, st.meanGram = means[0], means[1]
	}

	carryTable(c, &ix.linker.outside.others)
	carryLists(c, &ix.linker.inFacts)
	c.u32s(&ix.chunks)
	c.u32s(&ix.linker.outside.sets.stops)
	c.u8s(&ix.linker.outside.sets.bytes)
}

// carryAs carries a slice as another of plain numbers.
func carryAs[T, N any](carry func(*[]N), s *[]T, to func(T) N, from func(N) T) {
	plain := make([]N, len(*s))
	for i, x := range *s {
		plain[i] = to(x)
	}
	carry(&plain)
	out := make([]T, len(plain))
	for i, n := range plain {
		out[i] = from(n)
	}
	*s = out
}

func carryLists(c codec, l *lists) {
	c.u32s(&l.stops)
	c.u32s(&l.items)
}

func carryTable(c codec, t *table) {
	all := t.all.String()
	c.text(&all)
	c.u32s(&t.stops)
	if t.all.Len() == 0 {
		t.all.WriteString(all)
	}
}

// sound reports whether l has n lists of numbers below limit.
func (l *lists) sound(n, limit int) bool {
	return ascend(l.stops, n, len(l.items)) && below(l.items, limit)
}

// ascend reports whether stops are n, never fall, and end at last.
func ascend(stops []uint32, n, last int) bool {
	before := uint32(0)
	for _, s := range stops {
		if s < before {
			return false
		}
		before = s
	}
	return len(stops) == n && int(before) == last
}

func below(items []uint32, limit int) bool {
	for _, x := range items {
		if int(x) >= limit {
			return false
		}
	}
	return true
}

// sound reports whether the texts of t lie within it.
func (t *table) sound() bool { return ascend(t.stops, len(t.stops), t.all.Len()) }

// sound reports whether all that was carried fits together, and the base of ix:
// no number leads out of the slice that it is meant for.
func (ix *Index) sound() bool {
	v, st := ix.vocab, &ix.store
	words, stems, grams, facts, passages := v.words.len(), v.stems.len(), len(v.gramIDs.grams), len(ix.base.Facts), len(st.label)
	ok := v.words.sound() && v.stems.sound() && ix.linker.outside.others.sound() &&
		len(v.stem) == words && below(v.stem, stems) && len(v.kinds) == words &&
		v.grams.sound(words, grams) && v.bonesOf.sound(words, math.MaxInt) && ascend(v.readings.stops, words, len(v.readings.forms)) &&
		len(v.termFacts) == words && len(v.stemFacts) == stems && len(v.gramFacts) == grams &&
		ascend(st.first, facts+1, passages) && ascend(st.begin, passages+1, len(st.terms)) && below(st.terms, words) &&
		len(st.grams) == passages && len(st.context) == facts && below(st.context, st.contexts.len()) &&
		st.contexts.sound(st.contexts.len(), words) && len(st.kinds) == facts && len(st.brief) == facts &&
		ix.linker.inFacts.sound(facts, len(ix.base.Entities)) && ascend(ix.chunks, len(ix.chunks), facts) && ix.linker.outside.settle(len(ix.chunks))
	if !ok {
		return false
	}
	for p, n := range st.label {
		if uint32(n) > st.begin[p+1]-st.begin[p] {
			return false
		}
	}
	for f := range facts {
		if st.first[f] == st.first[f+1] {
			return false // a fact has a passage
		}
	}
	return true
}
