package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// A folder of a million facts takes more than a gigabyte, and the runtime would
// let as much again fill with what nobody needs before it looks. From a size on
// it is told to look sooner: little by little, so that small folders pay nothing.
const (
	headroom   = 256 << 20 // bytes that may fill up between two looks, where that is more than
	leastToSee = 20        // this share of what is in use, in percent
)

// frugal keeps the memory that waits to be freed within bounds until stop is called.
func (a *app) frugal() (stop func()) {
	if a.env["GOGC"] != "" {
		return func() {} // the person knows better
	}
	var stopped atomic.Bool
	set := 0
	afterEachGC(&stopped, func() {
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(live)
		percent := int(max(leastToSee, headroom*100/max(1, live[0].Value.Uint64())))
		if percent >= 100 || percent == set {
			return
		}
		if was := debug.SetGCPercent(percent); was < percent && was != set {
			debug.SetGCPercent(was) // serve asks for less
			return
		}
		set = percent
	})
	return func() { stopped.Store(true) }
}

// afterEachGC calls do whenever memory has been looked through.
func afterEachGC(stopped *atomic.Bool, do func()) {
	type sentinel struct{ self *sentinel } // a pointer in it keeps it apart from other small objects
	runtime.SetFinalizer(&sentinel{}, func(*sentinel) {
		if !stopped.Load() {
			do()
			afterEachGC(stopped, do)
		}
	})
}
