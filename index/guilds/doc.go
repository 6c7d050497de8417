// Package guilds keeps the knowledge that guilds have for themselves: a folder
// for each, DIR/<id of the guild>, which is answered from together with the
// shared knowledge and in that guild alone.
//
// A [Keeper] reads a folder when its guild first asks something. Reading has a
// goroutine of its own: whoever asks waits for it a moment, and then gets the
// shared knowledge. The folder is parsed, joined to the shared base
// ([knowledge.Join]) and made searchable beside it ([index.Live.Beside]), which
// gives one index for both. Since no index ever holds the facts of two guilds,
// there is nothing by which one could see another's.
//
// While a folder is in use it is looked at now and then, and read again when it
// has changed or the shared knowledge has. A folder that cannot be served, for a
// problem in it or because it holds more than its [knowledge.Limits], leaves its
// guild with the folder as it last was good, beside the shared knowledge of now,
// or with the shared knowledge alone. Check tells moderators why.
//
// As many folders as Config.Most and Config.Memory allow are kept in memory; the
// one that nobody has asked for longest goes first. A guild without a folder
// costs one look at the disk.
package guilds
