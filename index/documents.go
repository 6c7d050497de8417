package index

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	bleveindex "github.com/blevesearch/bleve_index_api"
	zapx "github.com/blevesearch/zapx/v17"
	"golang.org/x/sync/errgroup"
)

// Fields of a bleve document.
const (
	fieldText   = "t" // stems of both passages, the labels of a cell and the headings
	fieldEntity = "e" // names of the entities that it is about or names
)

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

// analysed is a field whose terms are known: they come from the same scanner
// and stemmer that the mapping's analyzer consists of, which have gone over the
// fact already for the store. A test holds the two together.
type analysed struct {
	name  string
	terms bleveindex.TokenFrequencies
}

func (f *analysed) Name() string              { return f.name }
func (f *analysed) Value() []byte             { return nil }
func (f *analysed) ArrayPositions() []uint64  { return nil }
func (f *analysed) EncodedFieldType() byte    { return 't' }
func (f *analysed) Analyze()                  {}
func (f *analysed) AnalyzedLength() int       { return len(f.terms) }
func (f *analysed) NumPlainTextBytes() uint64 { return 0 }
func (f *analysed) Size() int                 { return 0 }
func (f *analysed) Options() bleveindex.FieldIndexingOptions {
	return bleveindex.IndexField | bleveindex.SkipFreqNorm
}
func (f *analysed) AnalyzedTokenFrequencies() bleveindex.TokenFrequencies { return f.terms }

// once is what bleve keeps of a term of a document: that it is there.
var once = &bleveindex.TokenFreq{}

// document is a fact for bleve, under the id of that number.
func (ix *Index) document(fact, id uint32) *document.Document {
	st, v := &ix.store, ix.vocab
	text := make(bleveindex.TokenFrequencies, len(st.of(int(fact))))
	for _, t := range st.of(int(fact)) {
		text[v.stems.text(v.stem[t])] = once
	}
	for _, t := range st.contexts.of(st.context[fact]) {
		text[v.stems.text(v.stem[t])] = once
	}
	if f := ix.base.Facts[fact]; f.Cell == nil { // who asks for a cell names its column, which finds it
		for _, stem := range ix.asked.stems[ix.asked.of[fact]] {
			text[stem] = once
		}
	}
	d := document.NewDocument(docID(id))
	d.AddField(&analysed{fieldText, text})
	if in := ix.linker.in(int(fact)); len(in) > 0 {
		names := make(bleveindex.TokenFrequencies, len(in))
		for _, e := range in {
			names[ix.base.Entities[e].Name] = once
		}
		d.AddField(&analysed{fieldEntity, names})
	}
	return d
}

// maxSegment is how many facts make one segment of bleve's, which is searched by
// itself: few segments are fast, large ones take memory while they are made.
const maxSegment = 25_000

// A segment lies in a buffer that bleve makes as large as the last segment's
// bytes let it expect, and twice as large where that does not quite do. A little
// more than expected keeps half of all memory for segments from lying idle.
func init() { zapx.NewSegmentBufferAvgBytesPerDocFactor = 1.05 }

// index makes a part of facts, in as many batches at a time as there are
// processors. The nth of them is the document of id n.
func (ix *Index) index(ctx context.Context, facts []uint32) (*part, error) {
	b, err := bleve.NewUsing("", newMapping(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("open bleve: %w", err)
	}
	workers := runtime.GOMAXPROCS(0)
	size := min(maxSegment, max(1000, (len(facts)+workers-1)/workers))
	work, ctx := errgroup.WithContext(ctx)
	work.SetLimit(workers)
	for from := 0; from < len(facts); from += size {
		work.Go(func() error {
			batch := b.NewBatch()
			for i := from; i < min(from+size, len(facts)); i++ {
				if i%1000 == 0 && ctx.Err() != nil {
					return ctx.Err()
				}
				if err := batch.IndexAdvanced(ix.document(facts[i], uint32(i))); err != nil {
					return err
				}
			}
			return b.Batch(batch)
		})
	}
	if err := work.Wait(); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	p, err := openPart(b)
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return p, nil
}
