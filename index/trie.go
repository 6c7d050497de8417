package index

// trie leads along the letters of names, from the root, which is node 0. Facts are
// linked letter by letter, so it is a table of edges of its own: a map would take
// half of the time of linking.
type trie struct {
	slots []trieEdge // open addressing, at most half full
	nodes int32      // besides the root
	first [0x700]int32
}

// trieEdge leads from a node by a letter; a node of 0 is none, since no edge
// leads to the root.
type trieEdge struct {
	from, to int32
	letter   rune
}

func (t *trie) slot(from int32, r rune) int {
	mask := len(t.slots) - 1
	i := int((uint64(uint32(from))<<21|uint64(r))*0x9e3779b97f4a7c15>>32) & mask
	for e := &t.slots[i]; e.to != 0 && (e.from != from || e.letter != r); e = &t.slots[i] {
		i = (i + 1) & mask
	}
	return i
}

// step follows a letter; 0 is nowhere.
func (t *trie) step(from int32, r rune) int32 {
	if from == 0 && uint32(r) < uint32(len(t.first)) {
		return t.first[r] // where most words of a text end
	}
	if len(t.slots) == 0 {
		return 0
	}
	return t.slots[t.slot(from, r)].to
}

// walk follows letters from a node.
func (t *trie) walk(node int32, s string) (to int32, ok bool) {
	for _, r := range s {
		if node = t.step(node, r); node == 0 {
			return 0, false
		}
	}
	return node, true
}

// grow follows a letter and makes the way where there is none.
func (t *trie) grow(from int32, r rune) int32 {
	if to := t.step(from, r); to != 0 {
		return to
	}
	if 2*(int(t.nodes)+1) > len(t.slots) {
		old := t.slots
		t.slots = make([]trieEdge, max(64, 2*len(old)))
		for _, e := range old {
			if e.to != 0 {
				t.slots[t.slot(e.from, e.letter)] = e
			}
		}
	}
	t.nodes++
	t.slots[t.slot(from, r)] = trieEdge{from, t.nodes, r}
	if from == 0 && uint32(r) < uint32(len(t.first)) {
		t.first[r] = t.nodes
	}
	return t.nodes
}
