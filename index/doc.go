// Package index knows what "match" means: it makes a knowledge folder
// searchable, answers questions from it and decides when it has no answer.
//
// # From folder to index
//
// Build reads a knowledge.Base. The linker (link.go, trie.go) learns the names of
// the entities. The facts of each file are cut into words (cut.go, scan.go), side
// by side with those of other files; words.txt says which words are never what a
// question is about, and the linker which entities a fact names (outside.go has
// the words outside all names). Each word becomes a number in the vocabulary
// (vocabulary.go, table.go), which knows its light stem, its bones and its
// relatives (stem.go, typos.go). The store (store.go) holds facts as such numbers;
// bleve indexes their stems and entities (documents.go), as the analyzer that
// analysis.go registers would.
//
// # From question to answer
//
// Answer folds and reads the question (query.go): the entities it names, the
// words that say what is asked about them, the kind of value it wants, years.
// bleve gives the candidates (candidates.go, postings.go) and rank.go weighs
// them by words, letters and what stands together. The best are then judged
// (features.go): some eighty features say what a fact has of the question and what
// it lacks (decide.go has what they are gathered with), and one weight each, in
// judgement.txt, makes of them the confidence by which facts are ordered and by
// which it is decided whether there is an answer at all (answer.go).
// index/eval/fit finds the weights; Explain shows them at work (explain.go).
//
// A folder may say how people ask for a fact (asked.go): such questions widen
// what finds it, and the nearest are offered where nothing answers. It may also
// say what nothing in it answers: the like of that is doubted.
//
// Compare puts two entities side by side (compare.go, aspect.go), About tells
// of one (about.go), Complete finishes a name and Suggest a question
// (complete.go, suggest.go, over prefix.go). Highlight finds what a text has of
// a question (highlight.go), Check sets the numbers of a text beside those of
// facts (check.go).
//
// # From table to ranking
//
// Cells of comparison tables are read as numbers with units, dates or yes and
// no (attribute.go, quantity.go, units.go, calendar.go), for putting them in
// order alone. Rank finds the rows that an attribute means (ranking.go,
// attributes.txt), the entities that a group means (group.go), and gives each
// value its place (places.go). Superlative tells which questions are answered
// by that (superlative.go).
//
// Timeline puts the dated facts of an entity or a subject in the order of their
// dates (timeline.go); a cell that holds a date is an event of that date.
//
// Every text that comes out is a knowledge.Passage as it stands in its file;
// nothing here writes a sentence.
//
// # Serving
//
// Live holds the index that is being served (live.go). Reload reads the folder
// anew, rebuilds beside the old index what is not as it was (reuse.go), lets a
// Guard try the new one and swaps; change.go says what is different. Any failure
// keeps the old index. Disk keeps an index between starts (disk.go, codec.go).
//
// What a guild knows for itself is a folder of its own, which knowledge.Join puts
// beside the shared one. Beside (beside.go) makes one index of both, of which it
// reads only what the shared one has not; package guilds keeps them.
//
// This is the one package that imports bleve.
package index
