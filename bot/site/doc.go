// Package site writes the whole knowledge as a small static web site, for
// readers who want to browse rather than ask: in Arabic and in English, with
// search, for screens, phones and paper.
//
// [Build] gives the files; it touches no disk. For each language there is a
// start page with every fact in brief, a page for each knowledge file (a
// topic) with its facts and tables in full, and a page of names. site.go
// decides which pages there are and what they are called, view.go turns facts,
// entities and tables into what a page shows, and page.html, site.css and
// site.js are the pages themselves.
//
// A fact is found for good at "index.html#f-ID": its id outlives a move to
// another file.
//
// The pages ask nothing of any network: style and script stand inside each of
// them, and a Content-Security-Policy allows these two by their hashes and
// nothing else. Texts are shown as the files have them, escaped by
// html/template; runs that read against the page's direction stand in bdi
// elements, which leave no mark in text that is copied. Only direction
// controls and invisible characters are left out (say.Strip). The same
// knowledge gives the same bytes.
package site
