package main

import (
	"errors"
	"slices"
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
	// Undefined is set where a reference leads to nothing that a type knows.
	Undefined *undefinedRef `json:"undefined,omitempty"`
	// Typed: the modules compile; only the schemas of a check speak against it.
	Typed bool `json:"typed,omitempty"`
}

// undefinedRef is the place in a reference from which on nothing is known: the
// path up to there, the step that fails, and the names there are instead.
type undefinedRef struct {
	Ref   string   `json:"ref"`
	Path  []any    `json:"path"`
	Step  any      `json:"step"`
	OneOf []string `json:"oneOf"`
}

func undefinedIn(err *ast.Error) *undefinedRef {
	switch detail := err.Details.(type) {
	case *ast.RefErrInvalidDetail:
		names := []string{}
		for _, value := range detail.OneOf {
			if name, ok := value.(ast.String); ok {
				names = append(names, string(name))
			}
		}
		return undefinedAt(detail.Ref, detail.Pos, names)
	case *ast.RefErrUnsupportedDetail:
		return undefinedAt(detail.Ref, detail.Pos+1, []string{})
	}
	return nil
}

func undefinedAt(ref ast.Ref, at int, names []string) *undefinedRef {
	if at >= len(ref) {
		return nil
	}
	path := []any{ref[0].String()}
	for _, term := range ref[1:at] {
		path = append(path, constant(term))
	}
	return &undefinedRef{Ref: ref[:at].String(), Path: path, Step: constant(ref[at]), OneOf: sortedSet(names)}
}

func (d *diagnostic) locate(loc *ast.Location) {
	if loc == nil {
		return
	}
	d.File, d.Row, d.Col = loc.File, loc.Row, loc.Col
	d.EndRow, d.EndCol = loc.End()
}

func (d diagnostic) same(other diagnostic) bool {
	return d.Code == other.Code && d.Message == other.Message &&
		d.File == other.File && d.Row == other.Row && d.Col == other.Col
}

func fromAst(err *ast.Error) diagnostic {
	d := diagnostic{Code: err.Code, Message: err.Message}
	d.locate(err.Location)
	if err.Details != nil {
		d.Details = trimmed(err.Details.Lines())
		d.Undefined = undefinedIn(err)
	}
	return d
}

// trimmed drops the empty lines that OPA pads its details with, and the line in
// question with its carets, which the host shows in a code frame.
func trimmed(lines []string) []string {
	var kept []string
	for _, line := range lines {
		text := strings.TrimSpace(line)
		if text != "" && strings.Trim(text, "^") == "" {
			kept = kept[:max(0, len(kept)-1)]
		} else if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

// diagnose turns any error of OPA into diagnostics; fallback is the code of an
// error that has none of its own.
func diagnose(err error, fallback string) []diagnostic {
	// First, for a built-in's error may hold errors of Rego that it was given.
	var eval *topdown.Error
	if errors.As(err, &eval) {
		d := diagnostic{Code: eval.Code, Message: eval.Message}
		d.locate(eval.Location)
		return []diagnostic{d}
	}
	var many ast.Errors
	if errors.As(err, &many) {
		many.Sort()
		found := make([]diagnostic, len(many))
		for i, one := range many {
			found[i] = fromAst(one)
		}
		// The scanner reports one mistake once for each token that meets it.
		return slices.CompactFunc(found, diagnostic.same)
	}
	var one *ast.Error
	if errors.As(err, &one) {
		return []diagnostic{fromAst(one)}
	}
	return []diagnostic{{Code: fallback, Message: err.Error()}}
}
