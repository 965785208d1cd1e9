package main

import (
	"cmp"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
)

type testResult struct {
	File    string       `json:"file"`
	Row     int          `json:"row"`
	Col     int          `json:"col"`
	Package string       `json:"package"`
	Name    string       `json:"name"`
	Outcome string       `json:"outcome"`
	Errors  []diagnostic `json:"errors,omitempty"`
	Output  []string     `json:"output"`
	Cases   []caseResult `json:"cases,omitempty"`
	Notes   []string     `json:"notes,omitempty"`
	Trace   []event      `json:"trace,omitempty"`
}

// caseResult is one case of a table test, test_name[case].
type caseResult struct {
	Path []string `json:"path"`
	Pass bool     `json:"pass"`
}

type event struct {
	Op      string `json:"op"`
	Query   uint64 `json:"query"`
	Parent  uint64 `json:"parent"`
	File    string `json:"file,omitempty"`
	Row     int    `json:"row,omitempty"`
	Col     int    `json:"col,omitempty"`
	Node    string `json:"node,omitempty"`
	Message string `json:"message,omitempty"`
}

// maxTrace bounds the events kept of one test.
const maxTrace = 20000

func newTestResult(result *tester.Result, trace bool) testResult {
	answer := testResult{
		Package: result.Package,
		Name:    result.Name,
		Outcome: outcome(result),
		Output:  lines(string(result.Output)),
	}
	if loc := result.Location; loc != nil {
		answer.File, answer.Row, answer.Col = loc.File, loc.Row, loc.Col
	}
	if result.Error != nil {
		answer.Errors = diagnose(result.Error, topdown.InternalErr)
	}
	for path, sub := range result.SubResults.Iter {
		if len(sub.SubResults) == 0 {
			answer.Cases = append(answer.Cases, caseResult{path, !sub.Fail})
		}
	}
	if trace {
		answer.follow(result.Trace)
	}
	return answer
}

func outcome(result *tester.Result) string {
	switch {
	case result.Skip:
		return "skip"
	case result.Error != nil:
		return "error"
	case result.Fail:
		return "fail"
	}
	return "pass"
}

func (r *testResult) follow(events []*topdown.Event) {
	for i, e := range events {
		if e.Op == topdown.NoteOp {
			r.Notes = append(r.Notes, e.Message)
		}
		if i < maxTrace {
			r.Trace = append(r.Trace, newEvent(e))
		}
	}
}

func newEvent(e *topdown.Event) event {
	told := event{Op: string(e.Op), Query: e.QueryID, Parent: e.ParentID, Message: e.Message}
	if e.Location != nil {
		told.File, told.Row, told.Col = e.Location.File, e.Location.Row, e.Location.Col
	}
	switch node := e.Node.(type) {
	case *ast.Rule:
		told.Node = node.Path().String()
	case nil:
	default:
		told.Node = node.String()
	}
	return told
}

func sortResults(results []testResult) {
	slices.SortFunc(results, func(a, b testResult) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Row-b.Row, cmp.Compare(a.Name, b.Name))
	})
}
