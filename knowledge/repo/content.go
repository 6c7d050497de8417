package repo

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"sibaq/knowledge"
)

// checkContent says what is wrong with the bytes of a file before anything
// reads them as Markdown, nil if nothing is. knowledge.Load says the rest.
func checkContent(name string, data []byte, limit int64) *knowledge.Problem {
	if int64(len(data)) > limit {
		return largeFile.at(name, kibibytes(limit))
	}
	// What a browser would take for something else than text, by its first bytes.
	if kind := http.DetectContentType(data); !strings.HasPrefix(kind, "text/") && !strings.HasPrefix(kind, "application/octet-stream") {
		_, what, _ := strings.Cut(kind, "/")
		return noText.at(name, strings.ToUpper(strings.TrimPrefix(what, "x-")))
	}
	for _, magic := range []struct{ first, what string }{
		{"7z\xbc\xaf\x27\x1c", "7z"}, {"\xfd7zXZ\x00", "xz"}, {"\x28\xb5\x2f\xfd", "zstd"}, {"BZh", "bzip2"},
		{"\x7fELF", "ELF"}, {"MZ\x90", "exe"}, {"SQLite format 3\x00", "SQLite"},
	} {
		if bytes.HasPrefix(data, []byte(magic.first)) {
			return noText.at(name, magic.what)
		}
	}
	line := 1
	for rest := data; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && size == 1:
			return nil // Load says it better, and knows UTF-16
		case r != '\t' && r != '\r' && r != 0 && unicode.Is(unicode.Cc, r):
			p := controls.at(name, shown(r))
			p.Line = line
			return p
		}
		rest = rest[size:]
	}
	return nil
}

func kibibytes(n int64) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return strconv.FormatInt(n>>20, 10) + " MiB"
	}
	return strconv.FormatInt((n+1023)>>10, 10) + " KiB"
}
