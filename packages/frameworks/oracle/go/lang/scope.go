// Package lang is OpenTofu's table of functions (internal/lang/functions.go, which build.mjs copies beside this file)
// without the rest of OpenTofu's own package of that name, which needs a fork of HCL.
package lang

import (
	"sync"
	"time"

	"github.com/opentofu/opentofu/internal/experiments"
	"github.com/zclconf/go-cty/cty/function"
)

// Scope has the fields that the table is made from.
type Scope struct {
	BaseDir               string
	PureOnly, ConsoleMode bool
	PlanTimestamp         time.Time
	funcs                 map[string]function.Function
	funcsLock             sync.Mutex
	activeExperiments     experiments.Set
}
