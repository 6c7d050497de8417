package index

// typos adds the terms one letter away from a word that the folder does not
// have: left out, put in, changed, or two neighbours that changed places, but
// never the first letter, since few mistype that. Each word that may have been
// meant is looked up, which takes as long in a large folder as in a small one.
func (v *vocabulary) typos(w string, k *kin) {
	if isDigit(w[0]) {
		return
	}
	typed := []rune(withoutArticle(w))
	n := len(typed)
	if n < 4 || n > maxTypo {
		return
	}
	t := typo{v: v, k: k, typed: typed}
	t.before[0] = hashSeed
	for i, r := range typed {
		t.before[i+1] = hashRune(t.before[i], r)
	}
	letters := v.letters[script(w)]
	for i := 1; i <= n; i++ {
		if i < n {
			t.try(i, 1)
			if i+1 < n && typed[i] != typed[i+1] {
				t.try(i, 2, typed[i+1], typed[i])
			}
		}
		for _, r := range letters {
			t.try(i, 0, r)
			if i < n && r != typed[i] {
				t.try(i, 1, r)
			}
		}
	}
}

// typo is a word of a question whose neighbours are being looked up.
type typo struct {
	v      *vocabulary
	k      *kin
	typed  []rune
	before [maxTypo + 1]uint64 // by place: hash of the letters before it
}

// try adds the terms that are the word with put in the place of the letters of
// typed that start at i, so many of them.
func (t *typo) try(i, gone int, put ...rune) {
	h := t.before[i]
	for _, r := range put {
		h = hashRune(h, r)
	}
	for _, r := range t.typed[i+gone:] {
		h = hashRune(h, r)
	}
	for term := range t.v.bare.of(hashSum(h)) {
		if t.is(withoutArticle(t.v.words.text(term)), i, gone, put) {
			t.k.add(term, likeTypo, t.v.idf(t.v.stemFacts[t.v.stem[term]]))
		}
	}
}

// is reports whether w is what try means.
func (t *typo) is(w string, i, gone int, put []rune) bool {
	n := 0
	for _, r := range w {
		var want rune
		switch {
		case n < i:
			want = t.typed[n]
		case n < i+len(put):
			want = put[n-i]
		case n-len(put)+gone < len(t.typed):
			want = t.typed[n-len(put)+gone]
		}
		if r != want {
			return false
		}
		n++
	}
	return n == len(t.typed)-gone+len(put)
}

// hashRune goes on with hashOf for a letter of one or two bytes in UTF-8, or of
// more.
func hashRune(h uint64, r rune) uint64 {
	switch {
	case r < 0x80:
		return hashNext(h, byte(r))
	case r < 0x800:
		return hashNext(hashNext(h, 0xc0|byte(r>>6)), 0x80|byte(r&0x3f))
	}
	for _, b := range []byte(string(r)) {
		h = hashNext(h, b)
	}
	return h
}
