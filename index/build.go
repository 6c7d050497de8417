package index

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"

	"sibaq/knowledge"
)

// Index is a knowledge folder made searchable. It is immutable and safe for
// any number of readers until it is closed.
type Index struct {
	base     *knowledge.Base
	bleve    bleve.Index
	postings *postings
	linker   *linker
	vocab    *vocabulary
	store    store
	asked    askedSets
	synonyms synonyms
	newest   int       // year of the newest fact
	pool     sync.Pool // *scratch
	closed   atomic.Bool

	attributes func() *attributes // of tables, read when first asked for
}

// store holds the facts as numbers of terms, in flat slices, since a folder
// may have a million of them.
type store struct {
	first    []uint32 // by fact: its first passage; one more at the end
	begin    []uint32 // by passage: its first term; one more at the end
	terms    []uint32 // of all passages
	label    []uint16 // by passage: how many of its terms are the label of a cell's row
	grams    []uint16 // by passage: how many grams its terms have
	context  []uint32 // by fact: index into contexts
	contexts [][]uint32
	file     []uint32  // by fact: number of its file
	kinds    []kinds   // by fact: the kinds of value it holds
	brief    []float32 // by fact: what its candidacy is multiplied by
	meanLen  float64
	meanGram float64
}

// Fields of a bleve document.
const (
	fieldText   = "t" // stems of both passages, the labels of a cell and the headings
	fieldEntity = "e" // numbers of the entities it names
)

// batchSize is how many facts bleve gets at once: enough to fill a segment,
// few enough to hold twice.
const batchSize = 4000

// Build makes base searchable. It fails when ctx ends or bleve does, never
// because of what the facts say.
func Build(ctx context.Context, base *knowledge.Base) (*Index, error) {
	ix := &Index{base: base, linker: newLinker(base), vocab: newVocabulary(), asked: newAskedSets()}
	b, err := bleve.NewUsing("", newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("open bleve: %w", err)
	}
	ix.bleve = b
	if err := ix.fill(ctx); err != nil {
		return nil, fmt.Errorf("index %d facts: %w", len(base.Facts), joinClose(err, b))
	}
	if ix.postings, err = openPostings(b); err != nil {
		return nil, joinClose(err, b)
	}
	ix.asked.count(ix.vocab)
	ix.vocab.finish(len(base.Facts))
	ix.synonyms = newSynonyms(slices.Concat(generalSynonyms, base.Synonyms))
	ix.pool.New = func() any { return newScratch(ix) }
	ix.attributes = sync.OnceValue(func() *attributes { return newAttributes(base, ix.linker) })
	return ix, nil
}

func joinClose(err error, b bleve.Index) error {
	if cerr := b.Close(); cerr != nil {
		return fmt.Errorf("%w; close: %v", err, cerr)
	}
	return err
}

// newMapping keeps of a document what finding it needs and nothing else.
func newMapping() mapping.IndexMapping {
	field := func(analyzer string) *mapping.FieldMapping {
		f := bleve.NewTextFieldMapping()
		f.Analyzer = analyzer
		f.Store, f.IncludeTermVectors, f.IncludeInAll, f.DocValues = false, false, false, false
		f.SkipFreqNorm = true
		return f
	}
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt(fieldText, field(analyzerName))
	doc.AddFieldMappingsAt(fieldEntity, field(keyword.Name))
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = analyzerName
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m
}

func (ix *Index) fill(ctx context.Context) error {
	r := newReader(ix)
	batch := ix.bleve.NewBatch()
	for i, f := range ix.base.Facts {
		ix.newest = max(ix.newest, f.AsOf.Year)
		text := r.read(i, f)
		doc := map[string]any{fieldText: text}
		if in := ix.linker.inFacts[i]; len(in) > 0 {
			names := make([]string, len(in))
			for k, e := range in {
				names[k] = strconv.Itoa(e)
			}
			doc[fieldEntity] = names
		}
		if err := batch.Index(docID(i), doc); err != nil {
			return err
		}
		if batch.Size() >= batchSize {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := ix.bleve.Batch(batch); err != nil {
				return err
			}
			batch = ix.bleve.NewBatch()
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if batch.Size() > 0 {
		if err := ix.bleve.Batch(batch); err != nil {
			return err
		}
	}
	r.done()
	return nil
}

// Base is the knowledge that the index holds.
func (ix *Index) Base() *knowledge.Base { return ix.base }

// Close frees what bleve holds. No method may be called after it.
func (ix *Index) Close() error {
	if ix.closed.Swap(true) {
		return ErrClosed
	}
	return errors.Join(ix.postings.Close(), ix.bleve.Close())
}

// reader turns facts into numbers.
type reader struct {
	ix        *Index
	contexts  map[string]uint32
	titles    map[string]string // by path
	files     map[string]uint32
	seenTerm  []uint32 // by term, stem and gram: the last fact (+1) that holds it
	seenStem  []uint32
	seenGram  []uint32
	gramTotal int
}

func newReader(ix *Index) *reader {
	r := &reader{ix: ix, contexts: map[string]uint32{}, titles: map[string]string{}, files: map[string]uint32{}}
	for i, f := range ix.base.Files {
		r.titles[f.Path] = f.Title
		r.files[f.Path] = uint32(i)
	}
	return r
}

// read files one fact and returns what bleve is to index of it.
func (r *reader) read(i int, f *knowledge.Fact) string {
	st := &r.ix.store
	st.first = append(st.first, uint32(len(st.begin)))
	var all strings.Builder
	var holds kinds
	for _, p := range []*knowledge.Passage{&f.Passage, f.Twin} {
		if p == nil {
			continue
		}
		text, label := p.Text, 0
		if f.Cell != nil {
			text = cellText(f.Cell, p)
			label = len(r.numbers(f.Cell.Table.Rows[f.Cell.Row].In(p.Lang)))
		}
		st.label = append(st.label, uint16(min(label, 1<<16-1)))
		all.WriteString(text)
		all.WriteByte('\n')
		st.begin = append(st.begin, uint32(len(st.terms)))
		grams := 0
		terms := r.numbers(text)
		for k, t := range terms {
			st.terms = append(st.terms, t)
			grams += r.count(uint32(i)+1, t)
			holds |= r.holds(terms, k)
		}
		st.grams = append(st.grams, uint16(min(grams, 1<<16-1)))
		r.gramTotal += grams
	}
	r.ix.asked.read(r.ix, f)
	if f.Cell == nil { // who asks for a cell names its column, which finds it
		for _, q := range f.Asked {
			all.WriteString(q)
			all.WriteByte('\n')
		}
	}
	st.kinds = append(st.kinds, holds)
	if _, ok := r.files[f.File]; !ok {
		r.files[f.File] = uint32(len(r.files))
	}
	st.file = append(st.file, r.files[f.File])
	heads := strings.Join(append([]string{r.titles[f.File]}, f.Section...), "\n")
	c, ok := r.contexts[heads]
	if !ok {
		c = uint32(len(st.contexts))
		r.contexts[heads] = c
		st.contexts = append(st.contexts, r.numbers(heads))
	}
	st.context = append(st.context, c)
	length := len(st.terms) - int(st.begin[st.first[i]]) + len(st.contexts[c])
	st.brief = append(st.brief, float32(math.Pow(max(1, float64(length)), -brevity)))
	all.WriteString(heads)
	return all.String()
}

// holds says what kinds of value a term is of where it stands: the 6 of "6 June"
// counts nothing.
func (r *reader) holds(terms []uint32, k int) kinds {
	v := r.ix.vocab
	own := v.terms[terms[k]].kinds
	if own != holdsNumber || len(v.terms[terms[k]].text) > 2 {
		return own
	}
	if k+1 < len(terms) && monthNames[v.terms[terms[k+1]].text] != 0 || k > 0 && monthNames[v.terms[terms[k-1]].text] != 0 {
		return holdsDate
	}
	return own
}

// cellText is a cell with what it stands beside: "Maximum length Kling 2 minutes".
func cellText(c *knowledge.Cell, p *knowledge.Passage) string {
	return c.Table.Rows[c.Row].In(p.Lang) + "\n" + c.Table.Columns[c.Column].In(p.Lang) + "\n" + p.Text
}

func (r *reader) numbers(text string) []uint32 {
	var out []uint32
	for _, w := range wordsOf(text) {
		if !words.stops(w.text, w.raw) {
			out = append(out, r.ix.vocab.id(w.text))
		}
	}
	return out
}

// count notes that a fact holds a term and returns how many grams that has.
func (r *reader) count(fact, t uint32) int {
	v := r.ix.vocab
	r.seenTerm, r.seenStem, r.seenGram = upTo(r.seenTerm, len(v.terms)), upTo(r.seenStem, len(v.stems)), upTo(r.seenGram, len(v.gramFacts))
	gs := v.gramsOfTerm(t)
	if r.seenTerm[t] == fact {
		return len(gs)
	}
	r.seenTerm[t] = fact
	v.terms[t].facts++
	if s := v.terms[t].stem; r.seenStem[s] != fact {
		r.seenStem[s] = fact
		v.stems[s].facts++
	}
	for _, g := range gs {
		if r.seenGram[g] != fact {
			r.seenGram[g] = fact
			v.gramFacts[g]++
		}
	}
	return len(gs)
}

func upTo(s []uint32, n int) []uint32 {
	for len(s) < n {
		s = append(s, 0)
	}
	return s
}

func (r *reader) done() {
	st := &r.ix.store
	st.first = append(st.first, uint32(len(st.begin)))
	passages := max(1, len(st.begin))
	st.begin = append(st.begin, uint32(len(st.terms)))
	st.meanLen = max(1, float64(len(st.terms))/float64(passages))
	st.meanGram = max(1, float64(r.gramTotal)/float64(passages))
}
