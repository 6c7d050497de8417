package index

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// postings are the lists that bleve keeps, of the documents that have a term.
//
// They are read segment by segment, whole lists at a time. bleve's searchers
// make an object of each posting and its collector looks up each hit's id among
// the stored fields, which together took most of the time of a question.
type postings struct {
	parts    []*part
	segments []segmentAt
	docs     []uint32 // by number of a document over all segments: the fact it stands for, or gone
}

// gone stands for the fact of a document that is not in the folder any more.
const gone = ^uint32(0)

type segmentAt struct {
	segment.Segment
	first uint32 // number of its first document
}

// part is one index of bleve's, as it was when it was filled: nothing is changed
// in it afterwards. A folder has several parts once it has been edited, and an
// index shares parts with the one before it.
type part struct {
	bleve    bleve.Index
	snapshot *scorch.IndexSnapshot
	docs     []uint32 // by document: its id
	users    atomic.Int32
}

// openPart takes hold of what b has; the part's last user closes it.
func openPart(b bleve.Index) (*part, error) {
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
	p := &part{bleve: b, snapshot: snapshot}
	p.users.Store(1)
	for _, s := range snapshot.Segments() {
		for i := range s.Segment().Count() {
			id, err := s.DocID(i)
			if err == nil && len(id) != 4 {
				err = fmt.Errorf("%q is no id of ours", id)
			}
			if err != nil {
				return nil, errors.Join(err, snapshot.Close())
			}
			p.docs = append(p.docs, binary.BigEndian.Uint32(id))
		}
	}
	return p, nil
}

// docID is the id that bleve knows a document by. Ids sort as their numbers do:
// bleve sees from the last id of a segment whether it has to look for one there.
func docID(n uint32) string { return string(binary.BigEndian.AppendUint32(nil, n)) }

func (p *part) close() error {
	if p.users.Add(-1) > 0 {
		return nil
	}
	return errors.Join(p.snapshot.Close(), p.bleve.Close())
}

// add puts a part behind the others; docs say which facts its documents are.
func (ps *postings) add(p *part, docs []uint32) {
	ps.parts = append(ps.parts, p)
	for _, s := range p.snapshot.Segments() {
		ps.segments = append(ps.segments, segmentAt{s.Segment(), uint32(len(ps.docs))})
		n := s.Segment().Count()
		ps.docs = append(ps.docs, docs[:n]...)
		docs = docs[n:]
	}
}

func (ps *postings) close() error {
	var err error
	for _, p := range ps.parts {
		err = errors.Join(err, p.close())
	}
	return err
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
