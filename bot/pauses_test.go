package bot

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestPauses is a test from within: over the wire a minute takes a minute.
func TestPauses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p pauses
		begin := func(key string, want time.Duration) {
			t.Helper()
			if left := p.begin(key, time.Minute); left != want {
				t.Errorf("%s has %v left, want %v", key, left, want)
			}
		}
		begin("anna", 0)
		begin("omar", 0)
		time.Sleep(20 * time.Second)
		begin("anna", 40*time.Second) // asking in vain begins no new pause
		time.Sleep(40*time.Second - time.Nanosecond)
		begin("anna", time.Nanosecond)
		time.Sleep(time.Nanosecond)
		begin("anna", 0)
		begin("anna", time.Minute)

		for i := range 100_000 {
			p.begin(fmt.Sprint(i), time.Second)
			time.Sleep(10 * time.Millisecond)
		}
		if n := len(p.until); n > 2048 {
			t.Errorf("%d are remembered, of which 100 still wait", n)
		}
	})
}
