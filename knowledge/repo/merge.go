package repo

import (
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/utils/diff"
	"github.com/sergi/go-diff/diffmatchpatch"
)

// hunk is a change of a text: the lines from start to stop become lines.
type hunk struct {
	start, stop int
	lines       []string
}

func hunks(from, to string) []hunk {
	var out []hunk
	at := 0
	open := false // the last hunk ends where we are
	for _, d := range diff.Do(from, to) {
		lines := slices.Collect(strings.Lines(d.Text))
		if d.Type == diffmatchpatch.DiffEqual {
			at += len(lines)
			open = false
			continue
		}
		if !open {
			out = append(out, hunk{start: at, stop: at})
			open = true
		}
		h := &out[len(out)-1]
		if d.Type == diffmatchpatch.DiffDelete {
			at += len(lines)
			h.stop = at
		} else {
			h.lines = append(h.lines, lines...)
		}
	}
	return out
}

// mergeTexts makes both changes of a text. It fails where they touch the same
// lines or neighbours, unless both are the same, or both add whole items in one
// place, which most of all happens at the end of a list.
func mergeTexts(base, ours, theirs string) (string, bool) {
	a, b := hunks(base, ours), hunks(base, theirs)
	lines := slices.Collect(strings.Lines(base))
	var out []string
	at := 0
	take := func(h hunk) {
		out = append(out, lines[at:h.start]...)
		out = append(out, h.lines...)
		at = h.stop
	}
	for len(a) > 0 && len(b) > 0 {
		x, y := a[0], b[0]
		switch {
		case x.start == y.start && x.stop == y.stop && slices.Equal(x.lines, y.lines):
			take(x)
			a, b = a[1:], b[1:]
		case x.stop < y.start:
			take(x)
			a = a[1:]
		case y.stop < x.start:
			take(y)
			b = b[1:]
		case x.start == x.stop && x.start == y.start && y.start == y.stop && item(x) && item(y):
			if strings.TrimSpace(x.lines[0]) == "" { // a new paragraph after what continues the list
				x, y = y, x
			}
			take(hunk{x.start, x.stop, append(slices.Clone(x.lines), y.lines...)})
			a, b = a[1:], b[1:]
		default:
			return "", false
		}
	}
	for _, h := range append(a, b...) {
		take(h)
	}
	return strings.Join(append(out, lines[at:]...), ""), true
}

// item reports whether added lines stand on their own, whatever is before them.
func item(h hunk) bool {
	for _, l := range h.lines {
		if !strings.HasSuffix(l, "\n") {
			return false
		}
	}
	first := h.lines[0]
	return strings.TrimSpace(first) == "" || strings.HasPrefix(first, "- ") || strings.HasPrefix(first, "* ") || strings.HasPrefix(first, "[^")
}
