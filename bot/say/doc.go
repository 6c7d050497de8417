// Package say owns every text that a person reads and the direction it is
// read in. It knows the knowledge and what the index found, and nothing of
// Discord, terminals or files.
//
// The tour, from the outside in:
//
//   - plain.go renders an [index.Answer] or an [index.Table] as plain text, for
//     the terminal and for the "text" of the JSON output.
//   - ranking.go renders an [index.Ranking] so, and has its texts; timeline.go
//     does the same for an [index.Timeline].
//   - picture.go has what pictures say beside the facts they show, reply.go what
//     a reply on Discord says around them.
//   - words.go is the catalogue: one method a text, each holding its Arabic and
//     its English side by side, so that a text without one of them does not
//     compile. [Texts] picks the language.
//   - fact.go puts a fact's standing in words: its status, who claims it, its
//     date, the labels of its table cell, its sources.
//   - plural.go counts things in Arabic and English grammar.
//   - direction.go keeps Arabic and Latin from tearing each other apart:
//     [Line], [Isolate], [Strip], and [Show] for tests. It has the digits of our
//     own numbers as well ([Words.With]).
//
// Facts are shown verbatim. Plain text puts no mark inside a fact; only line
// breaks become spaces and control characters, which a terminal would obey,
// are left out. Discord texts go through [Strip] and [Isolate], whose marks
// are invisible.
package say
