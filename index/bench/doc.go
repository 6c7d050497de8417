// Package bench makes knowledge folders of any size and measures how fast they
// are answered from.
//
// Folder (folder.go) is a folder that exists only while it is read: facts of 20
// to 60 words in Arabic and English, about entities that have names in both,
// with sources, dates, translations and tables. Words come with the frequencies
// of a language, the commonest being those of the shipped knowledge, and go on
// into a long tail that no folder exhausts (lexicon.go). The same size gives the
// same folder everywhere.
//
// Questions (questions.go) are drawn from the facts of any folder. Run
// (measure.go) asks them and takes the time of each. Plain (plain.go) is what
// that is held against: one match query of bleve with its Arabic analyzer.
// Edited (edited.go) is a folder in which one file has changed.
//
// The figures of the whole path, rendering included, are printed by
// sibaq bench; the benchmarks of this package measure its parts:
//
//	go test ./index/bench -run '^$' -bench . -benchtime 2000x
package bench
