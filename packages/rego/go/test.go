package main

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

type testRequest struct {
	sources
	Data      map[string]any `json:"data"`
	Filter    string         `json:"filter"`
	Coverage  bool           `json:"coverage"`
	Trace     bool           `json:"trace"`
	TimeoutMs int64          `json:"timeoutMs"`
}

type tested struct {
	Tests    []testResult  `json:"tests"`
	Coverage *cover.Report `json:"coverage,omitempty"`
}

const defaultTestTimeoutMs = 5000

func testModules(request testRequest) reply {
	if _, err := regexp.Compile(request.Filter); err != nil {
		return failure(codeRequest, fmt.Sprintf("filter: %s", err))
	}
	_, found := request.parse()
	if len(found) > 0 {
		return reply{Errors: found}
	}
	tracer := newYielding()
	results, found := request.run(tracer, request.Trace)
	if len(found) > 0 {
		return reply{Errors: found}
	}
	answer := tested{Tests: results}
	if request.Coverage {
		modules, _ := request.parse()
		report := tracer.cover.Report(byFile(modules))
		answer.Coverage = &report
	}
	return reply{Result: answer}
}

// run compiles the modules anew, because the runner rewrites what it is given.
func (request testRequest) run(tracer *yielding, trace bool) ([]testResult, []diagnostic) {
	modules, _ := request.parse()
	data := request.Data
	if data == nil {
		data = map[string]any{}
	}
	store := inmem.NewFromObject(data)
	ctx := context.Background()
	txn := storage.NewTransactionOrDie(ctx, store)
	defer store.Abort(ctx, txn)
	runner := tester.NewRunner().
		SetParallel(1).
		SetCompiler(request.compiler()).
		SetStore(store).
		SetModules(byFile(modules)).
		SetTimeout(request.timeout()).
		CapturePrintOutput(true).
		RaiseBuiltinErrors(true).
		Filter(request.Filter).
		EnableTracing(trace).
		SetCoverageQueryTracer(tracer)
	arriving, err := runner.RunTests(ctx, txn)
	if err != nil {
		return nil, diagnose(err, codeCompile)
	}
	results := []testResult{}
	for result := range arriving {
		results = append(results, newTestResult(result, trace))
	}
	sortResults(results)
	return results, nil
}

func (request testRequest) timeout() time.Duration {
	ms := request.TimeoutMs
	if ms <= 0 {
		ms = defaultTestTimeoutMs
	}
	return time.Duration(ms) * time.Millisecond
}
