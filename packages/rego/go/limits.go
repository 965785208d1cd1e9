package main

import (
	"fmt"
	"time"
)

// limits bounds an evaluation. Steps are what topdown asks its cancel flag for,
// about one an expression, so the same policy stops at the same place on any
// machine; the timeout is wall time.
type limits struct {
	TimeoutMs int64 `json:"timeoutMs"`
	MaxSteps  int64 `json:"maxSteps"`
}

// stepsPerClock is how many steps pass between two looks at the clock, which is
// a call out of the sandbox.
const stepsPerClock = 256

// meter is a topdown.Cancel that cancels itself. A timer cannot do it: one
// WebAssembly thread never interrupts a running evaluation.
type meter struct {
	limits
	start  time.Time
	steps  int64
	reason string
}

func newMeter(l limits) *meter {
	return &meter{limits: l, start: time.Now()}
}

func (m *meter) Cancel() {}

func (m *meter) Cancelled() bool {
	if m.reason != "" {
		return true
	}
	m.steps++
	if m.MaxSteps > 0 && m.steps > m.MaxSteps {
		m.reason = fmt.Sprintf("evaluation took more than %d steps", m.MaxSteps)
	} else if m.TimeoutMs > 0 && m.steps%stepsPerClock == 0 && time.Since(m.start) > m.timeout() {
		m.reason = fmt.Sprintf("evaluation took longer than %d ms", m.TimeoutMs)
	}
	return m.reason != ""
}

func (m *meter) timeout() time.Duration {
	return time.Duration(m.TimeoutMs) * time.Millisecond
}
