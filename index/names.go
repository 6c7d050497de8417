package index

import "strings"

// The words below keep names that are also common words from being seen where
// the common word is meant. They are folded as fold.Word folds.

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// functionWords are English names only in capitals.
var functionWords = set("us un it am an or so is who in on to do go no hf ai")

// commonWords are names only with a capital, beside a kind word, or beside
// something of the same maker. The Arabic ones have no capitals to show.
var commonWords = set(`us un it am an or so is who in on to do go no hf
	arm meta nature marble inception wan yi ami bis son seed runway oracle bard honor alphabet marvel grok
	او اي في ان لا ما ام كي من عن لي هل كم
	ارني علام سميك اسند عربي عربيه العربيه المملكه الشبكه كوان وان جيز ايمي الساعه نور سراج صقر`)

// wholeWords are words that look like a particle and a name of three letters.
var wholeWords = set("بابل وابل لابل")

// units behind a number make it a quantity, not a version.
var units = set("s p k m b x gb tb mb nm hz fps min sec h w kw mw tokens")

// kindWords say that a name is meant by the word beside them.
var kindWords = set(`model company app chip system tool platform
	نماذج النماذج لنماذج موديل موديلات الموديل نموذج النموذج لنموذج بنموذج ونموذج شركه الشركه لشركه تطبيق التطبيق نظام النظام شريحه الشريحه رقاقه معالج
	منصه المنصه مشروع روبوت لغه اللغه باللغه للغه مختبر بوت`)

// spelledLetters are the names of Latin letters, of which acronyms consist.
var spelledLetters = set("اي ايه بي سي دي اف جي اتش ايتش جيه كي كيه ال ام ان او كيو ار اس تي يو في دبليو اكس واي زد زي وان تو")

// commonName reports whether a name is a common word, numbers aside: "wan",
// and "او 3" (o3), which is also "or 3".
func commonName(ts []token) bool {
	letters := 0
	for _, t := range ts {
		if t.kind == number {
			continue
		}
		if letters++; letters > 1 || !commonWords[t.text] {
			return false
		}
	}
	return letters == 1
}

// neverNear are words one letter or one vowel from well-known names.
var neverNear = set(`human humans video videos apply apples ample angle orange cloud clouds clang cling gemma indian chinese
	فيديو نشر كثير هوايي هوايه هواء هوا سوري سوريا سوره صوره صور تراب بايدي اليمن الثمن ثمن التمن منشا منشاه متي قبل ميته كلين لكن كمي
	مصري صيني صينيه امريكي امريكيه هندي اوروبي اوروبيه`)
