package main

import (
	"runtime"

	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// eventsPerYield is how many evaluation events pass before other goroutines get
// the one thread there is.
const eventsPerYield = 512

// yielding records coverage and hands the thread over now and then, without
// which the runner's own timeout could never fire.
type yielding struct {
	cover  *cover.Cover
	events int
}

func newYielding() *yielding {
	return &yielding{cover: cover.New()}
}

func (*yielding) Enabled() bool { return true }

func (y *yielding) Config() topdown.TraceConfig { return y.cover.Config() }

func (y *yielding) TraceEvent(event topdown.Event) {
	y.cover.TraceEvent(event)
	if y.events++; y.events%eventsPerYield == 0 {
		runtime.Gosched()
	}
}
