package index

import (
	"cmp"
	"slices"
	"strings"

	"sibaq/knowledge/fold"
)

// quantity is one number with its unit.
type quantity struct {
	number float64 // as written
	scale  float64 // of "million", 1 without
	times  float64 // of the unit, 1 without
	unit   string
	scaled bool
	united bool
	hint   Qualifier // what stands behind the number: "70B+"
}

func (q quantity) value() float64 { return q.number * q.scale * q.times }

// number reads a number with its unit, or a range of two.
func (r *cellReader) number() (Value, bool) {
	q := r.qualifier()
	framed := r.take("من", "بين", "from", "between")
	low, ok := r.quantity()
	if !ok || r.misread() || relatives[r.next(0).text] {
		return Value{}, false
	}
	high := low
	if second, ok := r.rangeEnd(&low); ok {
		high = second
	} else if framed {
		return Value{}, false
	}
	q = cmp.Or(q, low.hint)
	if q == Exactly {
		q = r.trailing()
	}
	low, high = r.labelled(low), r.labelled(high)
	v := Value{Kind: ValueNumber, Unit: low.unit, Low: low.value(), High: high.value(), Qualifier: q}
	if v.Low > v.High {
		v.Low, v.High = v.High, v.Low
	}
	return v, true
}

// misread reports whether what follows shows that it was no number but a
// part of one: "1/3", "16:9".
func (r *cellReader) misread() bool {
	p := r.next(0)
	return (p.text == "/" || p.text == ":") && r.next(1).kind == pieceNumber
}

// relatives make what stands before them a difference: "80 TFLOPS more than".
var relatives = foldedSet("more less fewer higher lower behind ahead faster slower better worse أكثر أقل أعلى أدنى أسرع أبطأ زيادة إضافية")

func (r *cellReader) monthNext() bool {
	_, n := r.phrase(func(s string) bool { _, ok := monthNames[s]; return ok })
	return n > 0
}

// rangeWords join the two ends of a range.
var rangeWords = fold.Words("إلى حتى ثم أو و to then later or and until")

// rangeEnd reads "to 60 frames". What one end leaves unsaid it has from the
// other; ends of different units are no range.
func (r *cellReader) rangeEnd(low *quantity) (high quantity, ok bool) {
	start := r.at
	defer func() {
		if !ok {
			r.at = start
		}
	}()
	if !r.take("-") {
		r.take(",")
		if !r.take(rangeWords...) {
			return high, false
		}
		r.qualifier()
	}
	high, ok = r.quantity()
	if !ok || strings.HasPrefix(high.unit, "?") {
		return high, false
	}
	if !low.united && high.united {
		low.unit, low.times, low.united = high.unit, high.times, true
		if !low.scaled {
			low.scale, low.scaled = high.scale, high.scaled
		}
	} else if !low.united && !low.scaled {
		low.scale, low.scaled = high.scale, high.scaled
	}
	if !high.united {
		high.unit, high.times, high.united = low.unit, low.times, low.united
		if !high.scaled {
			high.scale, high.scaled = low.scale, low.scaled
		}
	}
	return high, high.unit == low.unit
}

// trailing reads a qualifier behind the value: "20 seconds at most".
func (r *cellReader) trailing() Qualifier {
	start := r.at
	r.take("(")
	if q := r.qualifier(); q != Exactly && (r.ended() || r.next(0).kind == pieceMark) {
		return q
	}
	r.at = start
	return Exactly
}

// labelled gives a number without a unit the one in its row's label.
func (r *cellReader) labelled(q quantity) quantity {
	if !r.given.found || q.united {
		return q
	}
	if r.given.family != familyCount || !q.scaled {
		q.unit, q.times = r.given.family, r.given.times
	}
	if !q.scaled {
		q.scale = r.given.scale
	}
	return q
}

// quantity reads one number with what multiplies it and its unit.
func (r *cellReader) quantity() (q quantity, ok bool) {
	q = quantity{scale: 1, times: 1}
	currency := r.currency()
	percent := r.take("%")
	negative := r.next(0).text == "-" && r.next(1).kind == pieceNumber && r.next(1).glued
	if negative {
		r.at++
	}
	switch p := r.next(0); {
	case p.kind == pieceNumber:
		q.number = p.number
		r.at++
		if w := r.next(0); w.kind == pieceWord && w.glued && !knownSuffix(w) {
			return q, false // "4N", "910C"
		}
	default:
		if !r.inWords(&q) {
			return q, false
		}
	}
	if negative {
		q.number = -q.number
	}
	if r.take("+") {
		q.hint = AtLeast
	}
	if !q.scaled {
		r.scale(&q)
	}
	r.half(&q)
	if r.next(0).text == "+" {
		r.at++
		q.hint = AtLeast
	}
	switch {
	case currency != "":
		q.unit, q.united = currency, true
		r.take(strings.ToLower(currency))
	case percent:
		q.unit, q.united = familyPercent, true
	case !q.united && !r.picture(&q):
		if !r.unit(&q) {
			return q, false
		}
	}
	if q.united {
		r.per(&q)
	}
	return q, true
}

// knownSuffix reports whether letters may follow a number's digits at once.
func knownSuffix(p piece) bool {
	_, unit := unitsByWord[p.text]
	_, scale := scalesByWord[p.text]
	return unit || scale || p.text == "m" || firstByteArabic(p.text)
}

func firstByteArabic(s string) bool { return s != "" && s[0] >= 0xd8 && s[0] <= 0xdb }

var currencyMarks = map[string]string{"$": familyDollar, "€": familyEuro, "£": familySterling, "¥": "¥"}

// currency reads what stands before an amount: "$", "USD", "HK$".
func (r *cellReader) currency() string {
	p, after := r.next(0), r.next(1)
	if c, ok := currencyMarks[p.text]; ok {
		r.at++
		return c
	}
	if p.kind != pieceWord || firstByteArabic(p.text) || len(p.text) > 3 {
		return ""
	}
	if after.text == "$" {
		r.at += 2
		if p.text == "us" {
			return familyDollar
		}
		return strings.ToUpper(p.text) + "$"
	}
	if u, ok := unitsByWord[p.text]; ok && isMoney(u.family) && after.kind == pieceNumber {
		r.at++
		return u.family
	}
	return ""
}

// dualAlone are accusatives in "60 مليونًا" and duals in "مليونا رمز".
var dualAlone = foldedSet("ألفا مليونا مليارا تريليونا")

// pluralAlone say "many" where no number stands before them.
var pluralAlone = foldedSet("آلاف ملايين مليارات بلايين تريليونات k b bn m mn t tn")

// inWords reads a number that is written without digits: "دقيقتان",
// "دقيقة واحدة", "five seconds", "مليون رمز".
func (r *cellReader) inWords(q *quantity) bool {
	isUnit := func(s string) bool { _, ok := unitsByWord[s]; return ok }
	isScale := func(s string) bool { _, ok := scalesByWord[s]; return ok }
	if n, ok := numberWords[r.next(0).text]; ok {
		r.at++
		q.number = n
		_, unit := r.phrase(isUnit)
		_, scale := r.phrase(isScale)
		return unit > 0 || scale > 0
	}
	if w, n := r.phrase(isScale); n > 0 && !pluralAlone[w] {
		q.number, q.scale, q.scaled = 1, scalesByWord[w].times, true
		if scalesByWord[w].dual || dualAlone[w] {
			q.number = 2
		}
		r.at += n
		return true
	}
	article := r.take("a", "an")
	w, n := r.phrase(isUnit)
	if n == 0 || len(r.next(0).text) == 1 {
		return false
	}
	u := unitsByWord[w]
	r.at += n
	q.number, q.unit, q.times, q.united = 1, u.family, u.times, true
	if u.dual {
		q.number = 2
		return true
	}
	if u.family != familySeconds && u.family != familyMonths || strings.Contains(" "+w+" ", "s ") {
		return false
	}
	one := r.take(fold.Words("واحد واحدة")...)
	return article || one || r.stop()
}

// scale reads "million" and the like; of single letters only M, B, T and K, and
// k and b where they touch the number.
func (r *cellReader) scale(q *quantity) {
	w, n := r.phrase(func(s string) bool { _, ok := scalesByWord[s]; return ok })
	p := r.next(0)
	if n == 0 || len(w) == 1 && !capital(p.raw) && !(p.glued && (w == "k" || w == "b")) {
		return
	}
	if w == "k" && strings.Contains(r.label, " "+stemOf("resolution")+" ") || w == "k" && strings.Contains(r.label, " "+stemOf("دقه")+" ") {
		return // "4K" is a picture, see picture
	}
	q.scale, q.scaled = scalesByWord[w].times, true
	r.at += n
}

// half reads "ونصف" and "and a half" behind a scale.
func (r *cellReader) half(q *quantity) {
	if !q.scaled {
		return
	}
	if r.take("ونصف") || r.next(0).text == "and" && r.next(1).text == "a" && r.next(2).text == "half" {
		if r.next(0).text == "and" {
			r.at += 3
		}
		q.number += .5
	}
}

// linesOf are the names of picture sizes.
var linesOf = map[float64]float64{2: 1440, 4: 2160, 8: 4320}

// picture reads what only sizes of pictures have: "4K", "1920×1080".
func (r *cellReader) picture(q *quantity) bool {
	switch p, second := r.next(0), r.next(1); {
	case p.text == "k" && linesOf[q.number] > 0 && p.glued:
		q.number, q.unit, q.united = linesOf[q.number], familyLines, true
		r.at++
	case p.text == "x" && second.kind == pieceNumber:
		q.number, q.unit, q.united = second.number, familyLines, true
		r.at += 2
	default:
		return false
	}
	return true
}

// foreignDollars are not those of the United States.
var foreignDollars = stemSet("كندي أسترالي سنغافوري تايواني نيوزيلندي")

func stemSet(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range fold.Words(list) {
		m[stemOf(w)] = true
	}
	return m
}

// unit reads the unit behind a number; a word that is none becomes a unit of
// its own, unless it says what the row's label says already. It is false where
// the words are nothing that can be ordered.
func (r *cellReader) unit(q *quantity) bool {
	start := r.at
	r.take("-") // "1.5B-parameter"
	if r.next(0).text == "us" {
		r.at++ // "US dollars"
	}
	w, n := r.phrase(func(s string) bool { _, ok := unitsByWord[s]; return ok })
	if n > 0 {
		u := unitsByWord[w]
		q.unit, q.times, q.united = u.family, u.times, true
		r.at += n
		return !(isMoney(u.family) && foreignDollars[stemOf(r.next(0).text)])
	}
	r.at = start
	if r.take("%") {
		q.unit, q.united = familyPercent, true
		return true
	}
	p := r.next(0)
	_, qualified := r.phrase(func(s string) bool { _, ok := qualifiers[s]; return ok })
	if r.stop() || p.kind != pieceWord || qualified > 0 {
		return true
	}
	if r.monthNext() {
		return false // a day without its year
	}
	if strings.Contains(r.label, " "+stemOf(p.text)+" ") {
		q.united = true
		r.at++
		return true
	}
	if slices.Contains(rangeWords, p.text) {
		return true
	}
	q.unit, q.united = "?"+stemOf(p.text), true
	r.at++
	return true
}

// perWords say "in every".
var perWords = foldedSet("في لكل كل per each every a an")

// periods of which an amount or a rate is. Months and years have no fixed
// length, so that prices by the month and by the year are not converted.
var (
	periods = map[string]string{
		"شهر": "/month", "month": "/month", "سنه": "/year", "عام": "/year", "year": "/year", "يوم": "/day", "day": "/day",
		"ساعه": "/hour", "hour": "/hour", "h": "/hour", "دقيقه": "/minute", "minute": "/minute",
		"ثانيه": "/s", "second": "/s", "s": "/s", "sec": "/s",
	}
	adverbs = map[string]string{
		"شهريا": "/month", "monthly": "/month", "سنويا": "/year", "yearly": "/year", "annually": "/year", "يوميا": "/day", "daily": "/day",
	}
)

// per reads "in the second", "/month", "لكل مليون رمز". Of an amount of money
// the period may come after a few words: "for the first month".
func (r *cellReader) per(q *quantity) {
	start := r.at
	joined := r.take("/") || perWords[r.next(0).text]
	if joined && perWords[r.next(0).text] {
		r.at++
	}
	w := r.next(0).text
	period := adverbs[w]
	if joined {
		period = cmp.Or(period, periods[withoutArticle(w)])
	}
	if period != "" {
		q.unit += period
		r.at++
		return
	}
	if joined && r.perThing(q) {
		return
	}
	r.at = start
	if !isMoney(q.unit) {
		return
	}
	for k := range 4 {
		w := r.next(k)
		if w.kind != pieceWord {
			return
		}
		if period := cmp.Or(adverbs[w.text], periods[withoutArticle(w.text)]); period == "/month" || period == "/year" {
			q.unit += period
			return
		}
	}
}

// perThing reads what an amount is for: "per million tokens".
func (r *cellReader) perThing(q *quantity) bool {
	of := quantity{number: 1, scale: 1}
	if p := r.next(0); p.kind == pieceNumber && p.number > 0 {
		of.number = p.number
		r.at++
	}
	r.scale(&of)
	for k := range 2 { // "per million input tokens"
		p := r.next(k)
		if u, ok := unitsByWord[p.text]; ok && p.kind == pieceWord {
			if k == 1 {
				q.unit += "/" + stemOf(r.next(0).text)
			}
			q.times /= of.number * of.scale
			q.unit += "/" + thing(u, p.text)
			r.at += k + 1
			return true
		}
	}
	return false
}

// thing names what is counted alike in both languages.
func thing(u quantityWord, w string) string {
	if u.family != familyCount {
		return u.family
	}
	switch stemOf(w) {
	case stemOf("رمز"), stemOf("رموز"), stemOf("رمزا"), stemOf("توكن"), stemOf("token"):
		return "token"
	}
	return stemOf(w)
}
