package repo

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"sibaq/knowledge"
)

// What a new file may be called. The bounds leave room for every file system,
// in letters of two and three bytes.
const (
	maxPart  = 80  // letters in the name of a file or folder
	maxPath  = 400 // bytes of a path
	maxDepth = 6   // names in a path
)

// checkName says what is wrong with the slash path of a new file; nil if
// nothing is.
func checkName(name string) *knowledge.Problem {
	at := func(k kind, args ...string) *knowledge.Problem { return k.at(printable(name), args...) }
	if name == "" {
		return at(noName)
	}
	if !utf8.ValidString(name) {
		return at(strangeName)
	}
	for _, r := range name {
		if !allowed(r) {
			return at(badLetter, shown(r))
		}
	}
	parts := strings.Split(name, "/")
	if len(name) > maxPath || len(parts) > maxDepth {
		return at(longName)
	}
	for _, part := range parts {
		switch {
		case part == "", part == ".", part == "..":
			return at(badPath)
		case strings.HasPrefix(part, "."), strings.HasPrefix(part, "_"):
			return at(hiddenName)
		case strings.HasPrefix(part, " "), strings.HasPrefix(part, "-"), strings.HasSuffix(part, " "), strings.HasSuffix(part, "."):
			return at(badEdge)
		case utf8.RuneCountInString(part) > maxPart:
			return at(longName)
		case reserved(part):
			return at(reservedName, part)
		}
	}
	switch ext := path.Ext(name); ext {
	case ".md", ".txt":
		if strings.TrimSuffix(path.Base(name), ext) == "" {
			return at(noName)
		}
	default:
		return at(badExtension)
	}
	return nil
}

// allowed are letters of any script with their marks, digits, and what parts
// names and words. Marks of direction and characters without a shape are none.
func allowed(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M, unicode.Nd) && !unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) &&
		!unicode.Is(unicode.Variation_Selector, r) || strings.ContainsRune("-_. /", r)
}

// reserved reports whether Windows keeps the name for a device, whatever its
// extension: a clone there could not hold the file.
func reserved(part string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(part), ".")
	return slices.Contains([]string{"con", "prn", "aux", "nul"}, stem) ||
		len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) && stem[3] >= '0' && stem[3] <= '9'
}

// key is the same for names that some file system cannot tell apart.
func key(name string) string {
	return norm.NFC.String(strings.ToLower(norm.NFC.String(name)))
}

// shown names a character that cannot be seen, or could do harm, by its number.
func shown(r rune) string {
	if r == utf8.RuneError || !unicode.IsGraphic(r) || unicode.In(r, unicode.Zs, unicode.M, unicode.Cf) {
		return fmt.Sprintf("%U", r)
	}
	return string(r)
}

// printable is a name that may be shown whatever it is: what could not stand in
// a name is replaced.
func printable(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || !unicode.IsGraphic(r) {
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(name, string(unicode.ReplacementChar)))
	if rs := []rune(name); len(rs) > 2*maxPart {
		name = string(rs[:2*maxPart]) + "…"
	}
	return name
}
