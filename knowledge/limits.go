package knowledge

import "strconv"

// Limits are how much a folder may hold; 0 = as much as there is. A folder that
// holds more has an error that says so, and is not read to its end.
type Limits struct {
	Files               int
	FileBytes, AllBytes int64 // of one file, of all
	Facts               int   // and twice as many names and synonyms, and ten times as many ways to ask for them
}

// names is how many names of entities a folder declares at most, and how many
// synonyms; 0 = any number. Each is looked for in whatever is asked.
func (l Limits) names() int { return 2 * l.Facts }

// asked is how many questions lead to facts at most, each counted for every fact
// that it leads to; 0 = any number. One line can lead to all cells of a table.
func (l Limits) asked() int { return 10 * l.Facts }

// hold holds what the folder's files came to within its limits.
func (f *folder) hold(b *Base) {
	if most := f.limits.Facts; most > 0 && len(b.Facts) > most {
		f.add(tooManyFacts, "", 0, strconv.Itoa(most), strconv.Itoa(len(b.Facts)))
	}
	names := 0
	for _, e := range f.entities {
		names += len(e.names())
	}
	if most := f.limits.names(); most > 0 && names > most {
		f.add(tooManyNames, "", 0, strconv.Itoa(most), strconv.Itoa(names))
	}
	synonyms := 0
	for _, group := range f.synonyms {
		synonyms += len(group)
	}
	if most := f.limits.names(); most > 0 && synonyms > most {
		f.add(tooManySynonyms, synonymsFile, 0, strconv.Itoa(most), strconv.Itoa(synonyms))
	}
}

// counted is what was read of a folder so far.
type counted struct {
	files int
	bytes int64
}

// room is how many bytes the next file may have; false where the folder may not
// hold one more. A file that has no room is a problem, told once.
func (f *folder) room(name string) (int64, bool) {
	l := f.limits
	if l.Files > 0 && f.counted.files >= l.Files {
		f.add(tooManyFiles, "", 0, strconv.Itoa(l.Files))
		return 0, false
	}
	if l.FileBytes > 0 && l.FileBytes < maxFile {
		return l.FileBytes, true
	}
	return maxFile, true
}

// took notes that a file was read; false where the folder is now too large.
func (f *folder) took(bytes int) bool {
	f.counted.files++
	f.counted.bytes += int64(bytes)
	if l := f.limits.AllBytes; l > 0 && f.counted.bytes > l {
		f.add(folderTooLarge, "", 0, kibibytes(l))
		return false
	}
	return true
}

// kibibytes writes a size for a person.
func kibibytes(bytes int64) string { return strconv.FormatInt((bytes+1023)/1024, 10) }
