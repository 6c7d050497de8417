package knowledge

import "strconv"

// Limits are how much a folder may hold; 0 = as much as there is. A folder that
// holds more has an error that says so, and is not read to its end.
type Limits struct {
	Files               int
	FileBytes, AllBytes int64 // of one file, of all
	Facts               int
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
