package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"sibaq/knowledge/fold"
)

// ClaimantKind says what stake the one who claims something may have in it.
type ClaimantKind string

// The kinds of claimants. A claim can name one, "claim by NAME (company)";
// else the type of the entity that it names decides.
const (
	Company     ClaimantKind = "company"
	Government  ClaimantKind = "government"
	StateMedia  ClaimantKind = "state media"
	Independent ClaimantKind = "independent" // press and research with no stake of their own
	Individual  ClaimantKind = "individual"
)

// kindForms are the spellings of each kind, folded.
var kindForms = func() map[string]ClaimantKind {
	m := map[string]ClaimantKind{}
	for kind, spellings := range map[ClaimantKind][]string{
		Company:     {"company", "شركة"},
		Government:  {"government", "حكومة", "جهة حكومية", "حكومي"},
		StateMedia:  {"state media", "إعلام رسمي", "إعلام حكومي"},
		Independent: {"independent", "مستقل", "مستقلة", "جهة مستقلة"},
		Individual:  {"individual", "person", "شخص"},
	} {
		for _, s := range spellings {
			m[fold.Text(s)] = kind
		}
	}
	return m
}()

// withoutKind parts "Kuaishou (company)" into name and kind. Brackets that
// hold anything else belong to the name.
func withoutKind(by string) (name string, kind ClaimantKind) {
	open := strings.LastIndexByte(by, '(')
	if open <= 0 || !strings.HasSuffix(by, ")") {
		return by, ""
	}
	kind = kindForms[fold.Text(by[open+1:len(by)-1])]
	if kind == "" {
		return by, ""
	}
	return strings.TrimSpace(by[:open]), kind
}

// typeKinds are the types of entities whose claims are of a kind. What is made
// or owned by somebody, a model or an institute, claims as its owner does.
var typeKinds = map[string]ClaimantKind{
	"publication": Independent, "organisation": Independent, "organization": Independent, "person": Individual,
	"country": Government, "city": Government,
}

// kindOf gives the kind of claimant that e is, "" if its type does not tell.
func (f *folder) kindOf(e *Entity) ClaimantKind {
	var kind ClaimantKind
	for seen := []*Entity{}; e != nil && !slices.Contains(seen, e); e = f.names[fold.Text(e.By)] {
		seen = append(seen, e)
		if own := kindForms[fold.Text(e.Type)]; own != "" {
			return own
		}
		kind = cmp.Or(typeKinds[fold.Text(e.Type)], kind)
	}
	return kind
}
