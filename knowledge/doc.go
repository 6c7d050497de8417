// Package knowledge reads a folder of knowledge files: facts that people
// wrote, each with its citation.
//
// A knowledge folder is ordinary Markdown (README.md beside this file teaches
// its writers). The way from bytes to facts:
//
//   - [Loader.Load] walks an fs.FS, on disk or embedded alike, and skips what
//     is hidden, a draft or no text (load.go).
//   - Each file is parsed by itself: front matter (frontmatter.go), Markdown
//     blocks into facts, sources and sections (markdown.go), comparison tables
//     (table.go), the details beneath or behind a fact (notes.go). The result
//     depends on that file's bytes alone, so a Loader keeps it until they change.
//   - The files are joined (build.go): names become entities, footnote labels
//     sources, facts get their ids, dates and statuses their defaults.
//   - Every problem on the way is a [Problem] with file, line, what is wrong
//     and how to mend it, in both languages. Load reports them all at once; one
//     Error among them and no Base is returned.
//
// A fact's text is never built, only cut out: [Passage.Spans] are the byte
// ranges of the file that Text joins (span.go), so whatever is shown can be
// held against the file.
//
// A [Base] is immutable and knows nothing of search or of Discord.
package knowledge
