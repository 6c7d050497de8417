package knowledge

import (
	"strings"
	"unicode"
)

// Lang is the language of a text: an ISO 639-1 code.
type Lang string

// The two languages sibaq speaks.
const (
	Arabic  Lang = "ar"
	English Lang = "en"
)

// Other returns the language a twin of a text in l is written in.
func (l Lang) Other() Lang {
	if l == Arabic {
		return English
	}
	return Arabic
}

// Status says how far a fact can be relied on.
type Status string

// The statuses a file can give a fact. A fact that names a source and states
// no status is Confirmed (by that source); one with neither is Unreviewed.
const (
	Unreviewed Status = "unreviewed"
	Confirmed  Status = "confirmed"
	Claim      Status = "claim" // Fact.ClaimedBy says whose word it is
	Contested  Status = "contested"
	Superseded Status = "superseded" // Fact.SupersededBy may name what replaced it
)

// Span is a half-open range of byte offsets into a knowledge file.
type Span struct{ Start, Stop int }

// Passage is a text as it stands in a knowledge file.
type Passage struct {
	Text  string // verbatim: the bytes of Spans joined, so markup is left out and nothing is put in
	Lang  Lang
	File  string // slash-separated, relative to the knowledge folder
	Line  int    // 1-based line on which the text begins
	Spans []Span
}

// Fact is one statement that a person wrote, with its citation. An Arabic
// fact and its English twin are one Fact.
type Fact struct {
	ID           string // stable while the fact's own text (or its written id) stays
	Passage             // as written first, usually in the file's language
	Twin         *Passage
	AsOf         Date
	Status       Status
	ClaimedBy    string       // verbatim, often an entity's name; set for Claim, allowed for Contested
	Claimant     *Entity      // the entity that ClaimedBy names, nil if the folder has none of that name
	ClaimantKind ClaimantKind // what stake the claimant may have; "" if nothing tells
	SupersededBy string       // the id of the fact that replaced this one, if the file names it
	About        []*Entity
	Section      []string // the headings above the fact, outermost first
	SectionTwin  []string // the same headings in the other language, "" where a heading has none
	Cell         *Cell    // set when the fact is a cell of a comparison table
	Sources      []*Source
	Asked        []string // how people ask for it, from asked.txt; "…" stands for the entity of a cell
}

// In returns the fact's passage in lang, or its own passage where it has no
// twin in that language.
func (f *Fact) In(lang Lang) *Passage {
	if f.Lang != lang && f.Twin != nil && f.Twin.Lang == lang {
		return f.Twin
	}
	return &f.Passage
}

// Cell places a fact in its comparison table.
type Cell struct {
	Table       *Table
	Row, Column int // indexes into Table.Rows and Table.Columns
}

// Label is a short text in one or both languages, each verbatim from a file.
// An empty side means that nobody wrote it.
type Label struct{ Ar, En string }

// In returns the label in lang, or in the other language where lang is missing.
func (l Label) In(lang Lang) string {
	if (lang == English && l.En != "") || l.Ar == "" {
		return l.En
	}
	return l.Ar
}

// Table is a comparison: rows are attributes, columns are entities, and each
// cell that holds a statement is a fact.
type Table struct {
	Title   Label // the heading above it, in the languages that it is written in
	File    string
	Line    int
	Rows    []Label
	Columns []*Entity
	Cells   [][]*Fact // [row][column]; nil where the file has a dash (nothing known)
}

// Entity is something that facts are about: a model, a company, a person.
type Entity struct {
	Name    string // canonical, as the files' main spelling, unique in a Base
	Ar      string // Arabic name, may be empty
	En      string // English name, may be empty
	Zh      string // Chinese name, may be empty
	Type    string // company, model, chip, country, person, …; may be empty
	By      string // name of the maker or owner entity, may be empty
	Aliases []string
	About   Label // one line of description
	File    string
	Line    int
}

// In returns the entity's name in lang, or its canonical name.
func (e *Entity) In(lang Lang) string {
	switch {
	case lang == Arabic && e.Ar != "":
		return e.Ar
	case lang == English && e.En != "":
		return e.En
	}
	return e.Name
}

// Source is where a fact comes from: a footnote of its file.
type Source struct {
	Label         string // the footnote's label, unique in its file
	Title         string
	Publisher     string
	PublisherTwin string // the publisher in the other language, may be empty
	URL           string // http or https, or empty
	Date          Date   // of publication
	File          string
	Line          int
}

// PublisherIn returns the publisher in lang, or as it is written where the
// file has it in one language.
func (s *Source) PublisherIn(lang Lang) string {
	arabic := strings.ContainsFunc(s.Publisher, func(r rune) bool { return unicode.Is(unicode.Arabic, r) })
	if s.PublisherTwin != "" && arabic != (lang == Arabic) {
		return s.PublisherTwin
	}
	return s.Publisher
}

// File is one knowledge file that was read.
type File struct {
	Path      string
	Title     string
	TitleTwin string // the title in the other language, may be empty
	Lang      Lang
	Hash      string // hex SHA-256 of its bytes
	Reviewed  Date   // when a person last reviewed it; zero if the file does not say
	Facts     int
	Data      string // what Passage.Spans point into
}

// Base is a knowledge folder as read at one moment. It is immutable and safe
// for any number of readers.
type Base struct {
	Facts     []*Fact
	Entities  []*Entity
	Tables    []*Table
	Files     []*File
	Synonyms  [][]string // groups of words from synonyms.txt, as written
	Questions []byte     // the folder's questions.txt, nil if it has none
	// Unanswered are questions that nothing in the folder answers (asked.txt):
	// what is like them is doubted.
	Unanswered []string
	Warnings   Problems // what check warns of; a Base with errors is never returned
	Version    string   // content hash: the same folder gives the same version anywhere

	// Of a joined Base (Join) alone:
	Also    map[*Entity][]string // further names of entities of the shared folder
	own     string               // what the paths of the folder that was joined begin with
	renamed map[string]string    // ids in that folder of facts that have another one here
}
