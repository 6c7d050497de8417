package bench

import (
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// Figures are what questions took, one after another.
type Figures struct {
	P50, P99      time.Duration
	Bytes, Allocs uint64 // a question, on the average
}

// Sequence asks the questions one after another, each of all ways in turn, so
// that whatever else the machine does meets all of them alike. The first tenth
// only warms up. It gives the figures of each way.
func Sequence(questions []string, ways ...func(string) error) ([]Figures, error) {
	times := make([][]time.Duration, len(ways))
	for w := range times {
		times[w] = make([]time.Duration, 0, len(questions))
	}
	for i := range len(questions) / 10 {
		for _, do := range ways {
			if err := do(questions[i]); err != nil {
				return nil, err
			}
		}
	}
	for _, q := range questions {
		for w, do := range ways {
			start := time.Now()
			if err := do(q); err != nil {
				return nil, err
			}
			times[w] = append(times[w], time.Since(start))
		}
	}
	out := make([]Figures, len(ways))
	for w, do := range ways {
		out[w].P50, out[w].P99 = percentiles(times[w])
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		sample := questions[:min(len(questions), 500)]
		for _, q := range sample {
			if err := do(q); err != nil {
				return nil, err
			}
		}
		runtime.ReadMemStats(&after)
		n := uint64(max(1, len(sample)))
		out[w].Bytes, out[w].Allocs = (after.TotalAlloc-before.TotalAlloc)/n, (after.Mallocs-before.Mallocs)/n
	}
	return out, nil
}

func percentiles(times []time.Duration) (p50, p99 time.Duration) {
	if len(times) == 0 {
		return 0, 0
	}
	slices.Sort(times)
	return times[len(times)/2], times[len(times)*99/100]
}

// Throughput asks all questions so many times from as many goroutines as there
// are processors, and returns how many a second were answered.
func Throughput(questions []string, times int, do func(string) error) (float64, error) {
	var next atomic.Int64
	var askers errgroup.Group
	all := times * len(questions)
	start := time.Now()
	for range runtime.GOMAXPROCS(0) {
		askers.Go(func() error {
			for {
				n := int(next.Add(1)) - 1
				if n >= all {
					return nil
				}
				if err := do(questions[n%len(questions)]); err != nil {
					return err
				}
			}
		})
	}
	err := askers.Wait()
	return float64(all) / time.Since(start).Seconds(), err
}

// Peak is how many bytes of the process were in memory at most so far, those of
// files that it has mapped included; 0 where the system does not tell.
func Peak() uint64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kib, _, _ := strings.Cut(strings.TrimSpace(after), " ")
	n, _ := strconv.ParseUint(kib, 10, 64)
	return n << 10
}

// Heap is how many bytes are in use once all that can be freed is.
func Heap() uint64 {
	runtime.GC()
	runtime.GC() // what the first run found to be finalized
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
