package main

import (
	"bytes"
	"encoding/json"
	"math"
	"slices"

	"sibaq/bot/say"
	"sibaq/index"
	"sibaq/knowledge"
)

// The JSON that scripts are promised: every key is always there, lists are
// never null, an unknown text is "". A date has the precision of its file:
// "2024", "2024-06" or "2024-06-06".

type answerJSON struct {
	Question   string         `json:"question"`
	Lang       knowledge.Lang `json:"lang"`
	Answered   bool           `json:"answered"`
	Confidence float64        `json:"confidence"`
	Facts      []factJSON     `json:"facts"`
	Related    []factJSON     `json:"related"`
	Nearest    []string       `json:"nearest"` // questions near to this one that have an answer
	Version    string         `json:"version"`
	ID         string         `json:"id"`
	Text       string         `json:"text"`
	// Only with --explain:
	Explanation *explanationJSON `json:"explanation,omitempty"`
}

type explanationJSON struct {
	Words []wordJSON   `json:"words"`
	Asks  string       `json:"asks"`  // "how many", "when", "money"…; "" for anything
	Least float64      `json:"least"` // the confidence that an answer needs
	Facts []judgedJSON `json:"facts"`
}

type wordJSON struct {
	Text string  `json:"text"`
	Role string  `json:"role"`
	Info float64 `json:"info"`
}

type judgedJSON struct {
	ID         string             `json:"id"`
	Text       string             `json:"text"`
	Confidence float64            `json:"confidence"`
	Given      float64            `json:"given"`
	Parts      map[string]float64 `json:"parts"` // what each feature adds to the logit, none that adds nothing
}

type factJSON struct {
	ID           string                 `json:"id"`
	Text         string                 `json:"text"`
	Lang         knowledge.Lang         `json:"lang"`
	AsOf         string                 `json:"as_of"`
	Status       knowledge.Status       `json:"status"`
	ClaimedBy    string                 `json:"claimed_by"`
	ClaimantKind knowledge.ClaimantKind `json:"claimant_kind"`
	Entities     []string               `json:"entities"`
	Score        float64                `json:"score"`
	File         string                 `json:"file"`
	Line         int                    `json:"line"`
	Sources      []sourceJSON           `json:"sources"`
}

type sourceJSON struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	URL       string `json:"url"`
	Date      string `json:"date"`
}

type tableJSON struct {
	A        string    `json:"a"`
	B        string    `json:"b"`
	Aspect   string    `json:"aspect"`
	Answered bool      `json:"answered"`
	Rows     []rowJSON `json:"rows"`
	Version  string    `json:"version"`
	ID       string    `json:"id"`
	Text     string    `json:"text"`
	// Only where a name is not known:
	Unknown     []string `json:"unknown,omitempty"`
	Suggestions []string `json:"suggestions,omitzero"` // names near to the unknown ones, maybe none
}

type rowJSON struct {
	Attribute string     `json:"attribute"`
	A         []factJSON `json:"a"`
	B         []factJSON `json:"b"`
}

type errorJSON struct {
	Error string `json:"error"`
}

func shapeAnswer(a index.Answer, near []string) answerJSON {
	return answerJSON{a.Question, a.Lang, a.Answered, a.Confidence, shapeHits(a.Facts), shapeHits(a.Related),
		slices.Concat([]string{}, near), a.Version, a.ID, say.Answer(a, near...), nil}
}

func shapeExplanation(x index.Explanation) *explanationJSON {
	out := &explanationJSON{Words: []wordJSON{}, Asks: x.Asks, Least: x.Least, Facts: []judgedJSON{}}
	for _, w := range x.Words {
		out.Words = append(out.Words, wordJSON{w.Text, w.Role, short(w.Info)})
	}
	for _, f := range x.Facts {
		j := judgedJSON{f.Fact.ID, f.Passage.Text, short(f.Confidence), f.Given, map[string]float64{}}
		for _, p := range f.Parts {
			if by := short(p.Value * p.Weight); by != 0 {
				j.Parts[p.Name.En] = by
			}
		}
		out.Facts = append(out.Facts, j)
	}
	return out
}

// short rounds what nobody needs in full.
func short(x float64) float64 { return math.Round(x*1000) / 1000 }

func shapeTable(t index.Table) tableJSON {
	out := tableJSON{A: t.A.Asked, B: t.B.Asked, Aspect: t.Aspect, Answered: t.Answered, Rows: []rowJSON{},
		Version: t.Version, ID: t.ID, Text: say.Compare(t)}
	for _, r := range t.Rows {
		out.Rows = append(out.Rows, rowJSON{r.Attribute, shapeHits(r.A), shapeHits(r.B)})
	}
	for _, s := range []index.Side{t.A, t.B} {
		if s.Entity == nil {
			out.Unknown = append(out.Unknown, s.Asked)
			out.Suggestions = append(append([]string{}, out.Suggestions...), s.Suggestions...)
		}
	}
	return out
}

func shapeHits(hits []index.Hit) []factJSON {
	out := make([]factJSON, 0, len(hits))
	for _, h := range hits {
		f := factJSON{
			ID: h.Fact.ID, Text: h.Passage.Text, Lang: h.Passage.Lang, AsOf: h.Fact.AsOf.String(),
			Status: h.Fact.Status, ClaimedBy: h.Fact.ClaimedBy, ClaimantKind: h.Fact.ClaimantKind, Entities: []string{}, Score: h.Score,
			File: h.Passage.File, Line: h.Passage.Line, Sources: []sourceJSON{},
		}
		for _, e := range h.Entities {
			f.Entities = append(f.Entities, e.Name)
		}
		for _, s := range h.Fact.Sources {
			f.Sources = append(f.Sources, sourceJSON{s.Title, s.Publisher, s.URL, s.Date.String()})
		}
		out = append(out, f)
	}
	return out
}

// jsonLine gives v as JSON on one line, its end included. Arabic and "<" stay
// as they are: the output is for scripts and eyes, not for HTML.
func jsonLine(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

func (a *app) printJSON(v any) error {
	line, err := jsonLine(v)
	if err == nil {
		_, err = a.stdout.Write(line)
	}
	return err
}
