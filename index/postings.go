package index

import (
	"encoding/binary"
	"fmt"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// postings are the lists that bleve keeps, of the documents that have a term,
// as they are at one moment.
//
// They are read segment by segment, whole lists at a time. bleve's searchers
// make an object of each posting and its collector looks up each hit's id among
// the stored fields, which together took most of the time of a question.
type postings struct {
	snapshot *scorch.IndexSnapshot
	segments []segmentAt
	docs     []uint32 // by number of a document over all segments: the fact it stands for
}

type segmentAt struct {
	segment.Segment
	first uint32 // number of its first document
}

// openPostings takes hold of what bleve has now.
func openPostings(b bleve.Index) (*postings, error) {
	low, err := b.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := low.Reader()
	if err != nil {
		return nil, err
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		return nil, fmt.Errorf("bleve is read by a %T", reader)
	}
	p := &postings{snapshot: snapshot}
	for _, s := range snapshot.Segments() {
		p.segments = append(p.segments, segmentAt{s.Segment(), uint32(len(p.docs))})
		for i := range s.Segment().Count() {
			id, err := s.DocID(i)
			if err != nil {
				return nil, err
			}
			fact, err := factOf(id)
			if err != nil {
				return nil, err
			}
			p.docs = append(p.docs, fact)
		}
	}
	return p, nil
}

// Close lets go; bleve may be closed then.
func (p *postings) Close() error { return p.snapshot.Close() }

// docID is the id that bleve knows a fact by. Ids sort as facts do: bleve sees
// from the last id of a segment whether it has to look for an id there.
func docID(fact int) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(fact)))
}

func factOf(id []byte) (uint32, error) {
	if len(id) != 4 {
		return 0, fmt.Errorf("%q is no id of a fact", id)
	}
	return binary.BigEndian.Uint32(id), nil
}

// cursor reads the lists of one segment. It is working memory: what a call
// returns holds until the next one.
type cursor struct {
	text, entity segment.TermDictionary
	list         segment.PostingsList
	iterator     segment.PostingsIterator
	documents    []uint32
}

func (p *postings) cursors() ([]cursor, error) {
	cs := make([]cursor, len(p.segments))
	for i, s := range p.segments {
		var err error
		if cs[i].text, err = s.Dictionary(fieldText); err != nil {
			return nil, err
		}
		if cs[i].entity, err = s.Dictionary(fieldEntity); err != nil {
			return nil, err
		}
	}
	return cs, nil
}

// read returns the documents of the segment that have term, in their order.
func (c *cursor) read(in segment.TermDictionary, term string) ([]uint32, error) {
	var err error
	if c.list, err = in.PostingsList([]byte(term), nil, c.list); err != nil {
		return nil, err
	}
	c.iterator = c.list.Iterator(false, false, false, c.iterator)
	c.documents = c.documents[:0]
	whole, ok := c.iterator.(segment.OptimizablePostingsIterator)
	if !ok {
		return nil, fmt.Errorf("bleve lists postings by a %T", c.iterator)
	}
	if one, ok := whole.DocNum1Hit(); ok {
		c.documents = append(c.documents, uint32(one))
	} else if many := whole.ActualBitmap(); many != nil {
		n := int(many.GetCardinality())
		if cap(c.documents) < n {
			c.documents = make([]uint32, n)
		}
		c.documents = c.documents[:n]
		many.ToExistingArray(&c.documents)
	}
	return c.documents, nil
}
