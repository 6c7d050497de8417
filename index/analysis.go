package index

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/registry"
)

// Analysis: a text becomes words (scan cuts and folds, words.txt says which
// are ignored), a word its light stem. bleve gets the same through the
// analyzer registered here, so that what it indexes is what we look for.
const (
	analyzerName  = "sibaq"
	tokenizerName = "sibaq_scan"
	stemmerName   = "sibaq_stem"
)

func init() {
	for _, err := range []error{
		registry.RegisterTokenizer(tokenizerName, func(map[string]any, *registry.Cache) (analysis.Tokenizer, error) {
			return tokenizer{}, nil
		}),
		registry.RegisterTokenFilter(stemmerName, func(map[string]any, *registry.Cache) (analysis.TokenFilter, error) {
			return stemmer{}, nil
		}),
		registry.RegisterAnalyzer(analyzerName, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return &analysis.DefaultAnalyzer{Tokenizer: tokenizer{}, TokenFilters: []analysis.TokenFilter{stemmer{}}}, nil
		}),
	} {
		if err != nil {
			panic(err) // a name taken twice in this program
		}
	}
}

// word is a folded word of a text with its place.
type word struct {
	text        string
	start, stop int // bytes of the text as it was given
	raw         string
	number      bool // has digits
}

// wordsOf cuts a text into words. Letters and digits that touch are one word
// ("1080p", "910b"), scripts that touch are two ("بـKling").
func wordsOf(text string) []word { return wordsIn(text, scan(text)) }

// wordsIn is wordsOf for a text that is cut into tokens already.
func wordsIn(text string, ts []token) []word { return wordsInto(make([]word, 0, len(ts)), text, ts) }

// wordsInto is wordsIn that puts the words into ws, which is empty, for whoever
// keeps the words of no text.
func wordsInto(ws []word, text string, ts []token) []word {
	for i := range ts {
		t := &ts[i]
		if t.apostrophe && (t.text == "s" || t.text == "t") {
			continue
		}
		if n := len(ws); n > 0 && i > 0 && sameWord(ts[i-1], *t) && ws[n-1].stop == ts[i-1].stop {
			w := &ws[n-1]
			w.text += t.text
			w.stop = t.stop
			w.raw = text[w.start:w.stop]
			w.number = true
			continue
		}
		ws = append(ws, word{text: t.text, start: t.start, stop: t.stop, raw: text[t.start:t.stop], number: t.kind == number})
	}
	return ws
}

// desk is working memory for reading one text after another: what it read of a
// text holds until the next.
type desk struct {
	tokens []token
	words  []word
}

func (d *desk) read(text string) ([]token, []word) {
	d.tokens = scanInto(d.tokens[:0], text)
	d.words = wordsInto(d.words[:0], text, d.tokens)
	return d.tokens, d.words
}

// tokenizer is scan for bleve: terms are folded, offsets those of the text as
// it was given, so that a highlight points into the source.
type tokenizer struct{}

func (tokenizer) Tokenize(input []byte) analysis.TokenStream {
	ws := wordsOf(string(input))
	tokens := make([]analysis.Token, len(ws))
	out := make(analysis.TokenStream, 0, len(ws))
	for i, w := range ws {
		if words.stops(w.text, w.raw) {
			continue
		}
		tokens[i] = analysis.Token{Start: w.start, End: w.stop, Term: []byte(w.text), Position: i + 1, Type: analysis.AlphaNumeric}
		if w.number {
			tokens[i].Type = analysis.Numeric
		}
		out = append(out, &tokens[i])
	}
	return out
}

// stemmer turns folded words into light stems.
type stemmer struct{}

func (stemmer) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, t := range input {
		t.Term = []byte(stemOf(string(t.Term)))
	}
	return input
}
