package bench

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"sibaq/knowledge"
)

// Plain is a folder in bleve as anyone would put it there who wants speed: its
// Arabic analyzer, one field, nothing stored.
type Plain struct{ index bleve.Index }

// NewPlain indexes the facts of base.
func NewPlain(base *knowledge.Base) (*Plain, error) {
	field := bleve.NewTextFieldMapping()
	field.Analyzer = ar.AnalyzerName
	field.Store, field.IncludeTermVectors, field.IncludeInAll, field.DocValues = false, false, false, false
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt("t", field)
	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	ix, err := bleve.NewUsing("", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		return nil, fmt.Errorf("open bleve: %w", err)
	}
	batch := ix.NewBatch()
	for i, f := range base.Facts {
		text := f.Text
		if f.Twin != nil {
			text += "\n" + f.Twin.Text
		}
		err := batch.Index(string(binary.BigEndian.AppendUint32(nil, uint32(i))), map[string]string{"t": text})
		if err == nil && (batch.Size() == 10_000 || i == len(base.Facts)-1) {
			err = ix.Batch(batch)
			batch = ix.NewBatch()
		}
		if err != nil {
			return nil, errors.Join(fmt.Errorf("index fact %d: %w", i, err), ix.Close())
		}
	}
	return &Plain{ix}, nil
}

// Ask runs one match query for the ten best.
func (p *Plain) Ask(question string) error {
	m := bleve.NewMatchQuery(question)
	m.SetField("t")
	_, err := p.index.Search(bleve.NewSearchRequest(m))
	return err
}

// Close frees the index.
func (p *Plain) Close() error { return p.index.Close() }
