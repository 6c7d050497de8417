package say

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// BenchFigures are what questions took, one after another.
type BenchFigures struct {
	P50, P99      time.Duration
	Bytes, Allocs uint64 // a question
}

// BenchReport is what sibaq bench has measured.
type BenchReport struct {
	Facts, Files, Questions, Processors int
	Whole, Plain                        BenchFigures
	PerSecond                           float64
	Reading, Building                   time.Duration
	FactsHeap, IndexHeap                uint64        // bytes in use
	Peak                                uint64        // bytes of the process at most until the index was there; 0 where the system does not tell
	Reload, Guard                       time.Duration // of one edited file; the part of it that known questions took
	Slower                              float64       // times as long as else that an answer takes during reloads
}

// Bench is the report as a table.
func (w Words) Bench(r BenchReport) string {
	var b strings.Builder
	ms := func(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d.Microseconds())/1000) }
	row := func(cells ...string) {
		for _, c := range cells[:4] {
			fmt.Fprintf(&b, "%10s  ", c)
		}
		b.WriteString(cells[4] + "\n")
	}
	one := func(value, what string) { row(value, "", "", "", what) }
	row("p50 ms", "p99 ms", "B", "allocs", w.pick("للسؤال الواحد، سؤالًا بعد سؤال", "for one question, one after another"))
	figures := func(f BenchFigures, what string) {
		row(ms(f.P50), ms(f.P99), grouped(int(f.Bytes)), grouped(int(f.Allocs)), what)
	}
	figures(r.Whole, w.pick("سباق: الطريق كله، حتى نص الجواب", "sibaq: the whole path, the text of the answer included"))
	figures(r.Plain, w.pick("bleve وحده: استعلام match واحد بمحلله للعربية", "bleve alone: one match query with its Arabic analyzer"))
	ratio := func(a, b time.Duration) string { return fmt.Sprintf("%.2f", float64(a)/float64(max(1, b))) }
	row(ratio(r.Whole.P50, r.Plain.P50), ratio(r.Whole.P99, r.Plain.P99), "", "", w.pick("مثله من المرات", "times as long"))
	one(grouped(int(r.PerSecond)), w.pick("جواب في الثانية، وعدد المعالجات ", "answers a second, processors: ")+strconv.Itoa(r.Processors))
	one(ms(r.Reading), w.pick("ms لقراءة المجلد", "ms to read the folder"))
	one(ms(r.Building), w.pick("ms لبناء الفهرس", "ms to build the index"))
	one(megabytes(r.FactsHeap), w.pick("MB للحقائق وملفاتها", "MB for the facts and their files"))
	one(megabytes(r.IndexHeap), w.pick("MB للفهرس", "MB for the index"))
	peak := "?"
	if r.Peak > 0 {
		peak = megabytes(r.Peak)
	}
	one(peak, w.pick("MB ذروة ذاكرة البرنامج حتى تم الفهرس", "MB resident at most, until the index was there"))
	one(ms(r.Reload), w.pick("ms لإعادة القراءة بعد تعديل ملف واحد، ومنها للأسئلة المعروفة ", "ms to reload after an edit of one file, of it for the known questions ")+ms(r.Guard))
	one(fmt.Sprintf("%.2f", r.Slower), w.pick("مثله من المرات يستغرق الجواب أثناء إعادة القراءة", "times as long takes an answer meanwhile"))
	one(grouped(r.Facts), w.pick("حقيقة؛ الملفات ", "facts; files: ")+grouped(r.Files)+w.pick("، والأسئلة ", ", questions: ")+grouped(r.Questions))
	return b.String()
}

func megabytes(n uint64) string { return fmt.Sprintf("%.0f", float64(n)/(1<<20)) }

// grouped writes a number with commas between its thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// ProgramBench is the one line on bench.
func (w Words) ProgramBench() string {
	return w.pick("قِس السرعة والذاكرة", "Measure speed and memory")
}

// ProgramBenchLong explains bench.
func (w Words) ProgramBenchLong() string {
	return w.pick(
		"يصنع مجلدًا من الحقائق (أو يأخذ المجلد الذي يسميه --knowledge)، ويسأل أسئلة من حقائقه، ويطبع كم استغرق\n"+
			"كل شيء وكم أخذ من الذاكرة، وبجانبه استعلام واحد من bleve وحده في التشغيل نفسه. الأسئلة والمجلد المصنوع\n"+
			"هي نفسها كل مرة.",
		"Makes a folder of facts (or takes the one that --knowledge names), asks questions drawn from them, and prints how\n"+
			"long everything took and how much memory, beside one plain query of bleve in the same run. The questions and the\n"+
			"folder that is made are the same each time.")
}

// FlagFacts describes --facts.
func (w Words) FlagFacts() string {
	return w.pick("عدد حقائق المجلد الذي يُصنع", "how many facts the folder that is made has")
}
