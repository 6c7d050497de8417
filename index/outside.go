package index

// outside knows the words of a folder's own text outside names: such a word never
// counts as a misspelt name. Nearly all are words of the facts, which the
// vocabulary has already.
type outside struct {
	vocab  *table   // words of the facts
	used   []uint64 // by number in vocab, a bit: it is outside names somewhere
	others table    // the other words: those that say nothing, and parts of words, such as the p of "1080p"
	sets   packed   // by chunk of the facts: its words, see number
}

// number gives a word that is outside names its number: twice that in vocab, or
// twice that in others and one.
func (o *outside) number(w string) uint32 {
	if o.vocab != nil {
		if n, ok := o.vocab.find(w); ok {
			o.mark(n)
			return 2 * n
		}
	}
	n, _ := o.others.add(w)
	return 2*n + 1
}

func (o *outside) mark(n uint32) {
	for int(n/64) >= len(o.used) {
		o.used = append(o.used, 0)
	}
	o.used[n/64] |= 1 << (n % 64)
}

func (o *outside) text(number uint32) string {
	if number%2 == 0 {
		return o.vocab.text(number / 2)
	}
	return o.others.text(number / 2)
}

// numbers is how many numbers there may be.
func (o *outside) numbers() int { return 2 * max(o.vocab.len(), o.others.len()) }

func (o *outside) has(w string) bool {
	if o.vocab != nil {
		if n, ok := o.vocab.find(w); ok && int(n/64) < len(o.used) && o.used[n/64]&(1<<(n%64)) != 0 {
			return true
		}
	}
	_, ok := o.others.find(w)
	return ok
}

// settle finds out, from the sets of so many chunks, which words of vocab are
// outside names. It reports whether all numbers in them are of words.
func (o *outside) settle(chunks int) bool {
	if !ascend(o.sets.stops, chunks, len(o.sets.bytes)) {
		return false
	}
	for set := range chunks {
		for number := range o.sets.of(uint32(set)) {
			switch {
			case number%2 == 1 && int(number/2) < o.others.len():
			case number%2 == 0 && int(number/2) < o.vocab.len():
				o.mark(number / 2)
			default:
				return false
			}
		}
	}
	return true
}
