// Package article turns an article into a draft knowledge file that a
// moderator reviews.
//
// [Read] takes plain text, Markdown, HTML, DOCX or PDF and gives paragraphs
// with the line that each began on (read.go). Of a PDF poppler tells which
// words stand where on the page (pdf.go); Arabic words come as they look, from
// left to right, and are put into the order of reading, where lam and alef are
// told from alef and lam by what words are like (visual.go). Plain text that a
// PDF reader took apart is put back together as well (repair.go, bond.go).
// [Article.Sentences] finds the sentences that state facts, with the dates and
// known names in them, and [Article.Draft] writes them as a knowledge file in
// which every fact is unreviewed and cites file and line of the original
// (draft.go). What it takes for no statement of fact is kept beside it in a
// comment, so that nothing is lost.
package article
