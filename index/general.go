package index

import (
	_ "embed"
	"strings"
)

// synonymsText is the list of words that people use for one another whatever a
// folder is about: dialect and standard Arabic, Arabic and English. A folder's
// own synonyms.txt comes on top of it.
//
//go:embed synonyms.txt
var synonymsText string

var generalSynonyms = func() [][]string {
	var groups [][]string
	for line := range strings.Lines(synonymsText) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			group := strings.Fields(line)
			for i, member := range group {
				group[i] = strings.ReplaceAll(member, "_", " ")
			}
			groups = append(groups, group)
		}
	}
	return groups
}()
