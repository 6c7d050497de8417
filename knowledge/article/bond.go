package article

import "strings"

// bond says how well two Arabic words stand side by side, from the little that
// their outer form tells: agreement in definiteness and gender, the pull of
// particles, numbers and comparatives. Positive is good, negative is bad.
// It only ever chooses between orders of the same words.
func bond(a, b string) float64 {
	if a == "" || b == "" {
		return 0
	}
	s := 0.0
	closed := strings.ContainsAny(a[len(a)-1:], ".:!") || strings.HasSuffix(a, "،") || strings.HasSuffix(a, "؟") || strings.HasSuffix(a, "؛")
	a, b = bare(a), bare(b)
	if a == "" || b == "" {
		return 0
	}
	if closed {
		// After a mark anything may follow, best a joined "and".
		if strings.HasPrefix(b, "و") {
			return 1
		}
		if definite(b) && adjective(b) {
			return -1
		}
		return 0
	}
	if stem(a) == stem(b) {
		s -= 2
	}
	switch {
	case particles[a]:
		if particles[b] || strings.HasPrefix(b, "و") && len(b) > 4 {
			return s - 1
		}
		return s + 2
	case number(a):
		if number(b) || particles[b] {
			return s - 1
		}
		if latin(b) || definite(b) {
			return s - 1
		}
		return s + 2
	case particles[b]:
		return s + .5
	}
	switch {
	case definite(a) && definite(b):
		s++
		if adjective(b) {
			s++
		}
		if feminine(a) == feminine(b) {
			s += .5
		}
	case possessed(a) && definite(b):
		s += .5
		if adjective(b) && feminine(a) == feminine(b) {
			s++
		}
		if !adjective(b) {
			s--
		}
	case definite(a) && !definite(b):
		if verb(b) {
			s += .5
		} else {
			s -= .5
		}
	case verb(a) && definite(b):
		s++
		if adjective(b) {
			s--
		}
	case !definite(a) && definite(b):
		if adjective(b) || strings.HasSuffix(a, "ًا") {
			s--
		} else {
			s += .5
		}
	default: // neither is definite
		if verb(b) {
			if feminine(a) == strings.HasPrefix(b, "ت") {
				s++
			} else {
				s--
			}
		} else if strings.HasSuffix(b, "ًا") && strings.HasPrefix(a, "أ") {
			s += 1.5 // a comparative and its specification: أكثر إشراقًا
		} else if strings.HasSuffix(a, "ي") && !adjective(b) {
			s++ // a construct: مستخدمي نظام
		} else if feminine(a) == feminine(b) {
			s += .5
		}
	}
	return s
}

var particles = set("في من إلى على عن مع بين حول حتى منذ خلال عند لدى ضد نحو دون بعد قبل إن أن لم لن لا ما هل قد كل بل هذا هذه ذلك تلك أو ثم")

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

func definite(w string) bool {
	for _, p := range []string{"ال", "وال", "بال", "فال", "كال", "لل"} {
		if strings.HasPrefix(w, p) && len(w) > len(p)+4 {
			return true
		}
	}
	return false
}

func possessed(w string) bool {
	return len(w) > 8 && (strings.HasSuffix(w, "ها") || strings.HasSuffix(w, "هم") || strings.HasSuffix(w, "ه"))
}

func feminine(w string) bool {
	return strings.HasSuffix(w, "ة") || strings.HasSuffix(w, "اء") || strings.HasSuffix(w, "ات") || strings.HasSuffix(w, "اتها")
}

func adjective(w string) bool {
	rs := []rune(w)
	if len(rs) < 5 {
		return false
	}
	if strings.HasSuffix(w, "ية") || strings.HasSuffix(w, "ي") || strings.HasSuffix(w, "مة") || strings.HasSuffix(w, "يق") {
		return definite(w)
	}
	return false
}

func verb(w string) bool {
	rs := []rune(w)
	return len(rs) >= 4 && len(rs) <= 7 && (rs[0] == 'ي' || rs[0] == 'ت') && !feminine(w) && !strings.HasSuffix(w, "ًا")
}

func number(w string) bool {
	switch w {
	case "مليون", "مليار", "ألف", "تريليون", "مليونًا", "مليارًا":
		return true
	}
	return w != "" && w[0] >= '0' && w[0] <= '9'
}

func stem(w string) string {
	w = strings.TrimPrefix(w, "ال")
	rs := []rune(w)
	if len(rs) > 4 {
		rs = rs[:4]
	}
	return string(rs)
}
