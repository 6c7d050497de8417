// Package edit changes one fact in the text of a knowledge file: [Add] writes a
// new one, [Replace] gives one other words, sources or details, [Retire] marks
// one as no longer true. They are pure functions from bytes to bytes; whose
// files those are, and how they are kept, is for others.
//
// The tour: a file is opened as a draft (draft.go), that is, read by the very
// reader that reads folders (read.go). survey (site.go) finds where a fact is
// written: the spans that the reader gives are its words, so all else in its
// paragraph, list item or cell is notation. words.go, source.go and detail.go make
// patches of that, and add.go finds a place for what is new. Each patch is tried:
// the file is read again, and only if exactly what was meant has changed, and
// nothing else, the patch is taken. So a form of writing that this package does
// not understand costs a refusal, told with file and line, and never a fact.
//
// What a person types is text and not notation: escape.go sees to it that braces,
// brackets and the like read as they were typed.
package edit
