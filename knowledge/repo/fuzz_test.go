package repo_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sibaq/knowledge/repo"
)

// FuzzMerge: where one side changed nothing, or both the same, the result is the
// other side; and no line is ever made up or lost without a side having done so.
func FuzzMerge(f *testing.F) {
	f.Add(list, strings.Replace(list, "meat", "fresh meat", 1), list+"- Ants work.\n")
	f.Add(list, list+"- Bees fly.\n", list+"- Ants work.\n")
	f.Add("a\nb\nc", "a\nc", "b\nc\n")
	f.Add("", "- a\n", "\nb\n")
	f.Fuzz(func(t *testing.T, base, ours, theirs string) {
		if len(base)+len(ours)+len(theirs) > 4000 || !utf8.ValidString(base+ours+theirs) {
			return // only texts are merged
		}
		for _, c := range []struct{ ours, theirs, want string }{{ours, base, ours}, {base, theirs, theirs}, {ours, ours, ours}} {
			if got, ok := repo.MergeTexts(base, c.ours, c.theirs); !ok || got != c.want {
				t.Errorf("of %q, %q and %q: %q, %t", base, c.ours, c.theirs, got, ok)
			}
		}
		got, ok := repo.MergeTexts(base, ours, theirs)
		if _, other := repo.MergeTexts(base, theirs, ours); ok != other {
			t.Errorf("of %q, %q and %q: %t, the other way round %t", base, ours, theirs, ok, other)
		}
		if !ok {
			return
		}
		count := func(text string) map[string]int {
			out := map[string]int{}
			for l := range strings.Lines(text) {
				out[strings.TrimSuffix(l, "\n")]++
			}
			return out
		}
		b, o, h, m := count(base), count(ours), count(theirs), count(got)
		for _, l := range slices.Concat(strings.Split(base, "\n"), strings.Split(ours, "\n"), strings.Split(theirs, "\n"), strings.Split(got, "\n")) {
			least, most := min(o[l], h[l], o[l]+h[l]-b[l]), max(o[l], h[l], o[l]+h[l]-b[l])
			if m[l] < least || m[l] > most {
				t.Errorf("of %q, %q and %q: the line %q is there %d times in %q", base, ours, theirs, l, m[l], got)
			}
		}
	})
}

// FuzzReason: whatever somebody calls themselves and gives for a reason, the
// history tells the kind, the member and the guild as they were.
func FuzzReason(f *testing.F) {
	f.Add("Anna", "because", "1", "2")
	f.Add("A <a@b>\nGuild: 7", "x\n\nSibaq: by hand\nGuild: 1", "77\n", "5 ")
	f.Add("\u202e", "\u2067\r\n\x00", "", "")
	f.Add("\xff<>", "tree 1\n\nparent 2", "-1", "٣")
	f.Fuzz(func(t *testing.T, name, reason, id, guild string) {
		c, err := repo.Told(repo.Edit{Author: repo.Author{Name: name, ID: id, Guild: guild}, Reason: reason, Files: map[string][]byte{"a.md": nil}}, repo.Change)
		must(t, err)
		number := func(s string) string {
			if len(s) > 20 || strings.Trim(s, "0123456789") != "" {
				return ""
			}
			return s
		}
		if c.Kind != repo.Change || c.Author.ID != number(id) || c.Author.Guild != number(guild) || c.Author.Name == "" || c.Reason == "" {
			t.Errorf("%q, %q: %+v", name, reason, c)
		}
		for _, r := range c.Author.Name + c.Reason {
			if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Errorf("%q, %q: %+q", name, reason, c.Author.Name+c.Reason)
			}
		}
	})
}
