package main

import (
	"errors"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Codes of this reactor, beside those of OPA (rego_* of the compiler, eval_* of
// the evaluator).
const (
	codeInternal   = "rego_internal_error"
	codeRequest    = "rego_request_error"
	codeEntrypoint = "rego_entrypoint_error"
	codeCompile    = ast.CompileErr
	codeBuiltin    = "rego_builtin_error"
	codeRefused    = "rego_builtin_refused"
	codeLimit      = "eval_limit_error"
)

// diagnostic is one error as data. Rows and columns are 1-based, columns count
// Unicode code points as OPA does; the host turns them into UTF-16 units.
type diagnostic struct {
	Code    string   `json:"code"`
	Message string   `json:"message"`
	File    string   `json:"file,omitempty"`
	Row     int      `json:"row,omitempty"`
	Col     int      `json:"col,omitempty"`
	EndRow  int      `json:"endRow,omitempty"`
	EndCol  int      `json:"endCol,omitempty"`
	Details []string `json:"details,omitempty"`
}

func (d *diagnostic) locate(loc *ast.Location) {
	if loc == nil {
		return
	}
	d.File, d.Row, d.Col = loc.File, loc.Row, loc.Col
	d.EndRow, d.EndCol = loc.End()
}

func fromAst(err *ast.Error) diagnostic {
	d := diagnostic{Code: err.Code, Message: err.Message}
	d.locate(err.Location)
	if err.Details != nil {
		d.Details = trimmed(err.Details.Lines())
	}
	return d
}

// trimmed drops the empty lines that OPA pads its details with.
func trimmed(lines []string) []string {
	var kept []string
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			kept = append(kept, line)
		}
	}
	return kept
}

// diagnose turns any error of OPA into diagnostics; fallback is the code of an
// error that has none of its own.
func diagnose(err error, fallback string) []diagnostic {
	var many ast.Errors
	if errors.As(err, &many) {
		many.Sort()
		found := make([]diagnostic, len(many))
		for i, one := range many {
			found[i] = fromAst(one)
		}
		return found
	}
	var one *ast.Error
	if errors.As(err, &one) {
		return []diagnostic{fromAst(one)}
	}
	var eval *topdown.Error
	if errors.As(err, &eval) {
		d := diagnostic{Code: eval.Code, Message: eval.Message}
		d.locate(eval.Location)
		return []diagnostic{d}
	}
	return []diagnostic{{Code: fallback, Message: err.Error()}}
}
