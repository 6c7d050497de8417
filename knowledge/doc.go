// Package knowledge reads a folder of Markdown and text files that people
// wrote, and gives their statements as typed, checked, immutable facts.
//
// The way of a file, from bytes to facts:
//
//  1. Load (load.go) walks the folder, skips drafts and hidden files, and reads
//     the rest; links (link.go) are followed only within it. A Loader remembers files by the hash of their bytes, so that a
//     reload parses only what changed.
//
//  2. Each file becomes a document (document.go). A text file (text.go) is cut
//     into paragraphs. A Markdown file gives up its front matter
//     (frontmatter.go) and is parsed by goldmark (markdown.go): list items and
//     paragraphs become statements, tables (table.go) one statement for each
//     cell, footnotes (source.go) the sources.
//
//  3. The words of a statement (prose.go) are spans of the file's bytes: markup
//     is left out, nothing is put in, so that Passage.Text is verbatim and
//     Passage.Spans proves it. What is said about it (detail.go), its
//     translation, date, status, id, stands beneath it or in braces at its end.
//
//  4. When each file is read, the folder is put together (base.go): entities are
//     found by their names, ids are given, and what only shows across files is
//     checked.
//
//  5. A folder that belongs to some readers only is put beside the shared one
//     (join.go), after it was held to its limits (limits.go).
//
// All that is wrong is told at once, as Problems: each with its file and line,
// what is wrong and how to mend it, in Arabic and English (kinds.go). Warnings
// do not keep a folder from being served; errors do. README.md describes the
// notation for those who write the files.
//
// The package knows nothing of search or of Discord. Beneath it is only
// knowledge/fold, which says when two names are the same. Package knowledge/edit
// changes one fact in a file.
package knowledge
