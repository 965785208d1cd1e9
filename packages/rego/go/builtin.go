package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/builtins"
	"github.com/open-policy-agent/opa/v1/topdown/print"
)

type builtinRequest struct {
	limits
	Name string `json:"name"`
	// Args are JSON values; Terms, when given, are the arguments in Rego's own
	// notation, which alone can say that something is a set.
	Args  []json.RawMessage `json:"args"`
	Terms []string          `json:"terms"`
	Time  string            `json:"time"`
	Seed  int64             `json:"seed"`
}

type builtinResult struct {
	Defined bool     `json:"defined"`
	Value   any      `json:"value"`
	Term    string   `json:"term,omitempty"`
	Output  []string `json:"output,omitempty"`
}

func callBuiltin(request builtinRequest) reply {
	if slices.Contains(refused, request.Name) {
		return failure(codeRefused, request.Name+" reaches outside the process")
	}
	function := topdown.GetBuiltin(request.Name)
	declared := ast.BuiltinMap[request.Name]
	if function == nil || declared == nil {
		return failure(codeBuiltin, "unknown built-in "+request.Name)
	}
	operands, err := request.operands(declared)
	if err != nil {
		return failure(codeBuiltin, err.Error())
	}
	now, err := instant(request.Time)
	if err != nil {
		return failure(codeRequest, err.Error())
	}
	meter := newMeter(request.limits)
	output := &collected{}
	var values []*ast.Term
	err = function(request.context(now, meter, output), operands, func(term *ast.Term) error {
		if term != nil {
			values = append(values, term)
		}
		return nil
	})
	switch {
	case meter.reason != "":
		return failure(codeLimit, meter.reason)
	case err != nil:
		return reply{Errors: builtinErrors(err)}
	case declared.Relation:
		return answer(ast.ArrayTerm(values...), output.lines)
	case len(values) == 0:
		return reply{Result: builtinResult{Output: output.lines}}
	}
	return answer(values[0], output.lines)
}

// offline keeps json.match_schema from following references to other hosts.
var offline = &ast.Capabilities{AllowNet: []string{}}

func (request builtinRequest) context(now time.Time, cancel topdown.Cancel, output print.Hook) topdown.BuiltinContext {
	return topdown.BuiltinContext{
		Context:      context.Background(),
		Seed:         newSeed(request.Seed),
		Time:         ast.NumberTerm(json.Number(strconv.FormatInt(now.UnixNano(), 10))),
		Cancel:       cancel,
		Cache:        builtins.Cache{},
		PrintHook:    output,
		Capabilities: offline,
	}
}

func answer(term *ast.Term, output []string) reply {
	value, err := ast.JSONWithOpt(term.Value, ast.JSONOpt{SortSets: true})
	if err != nil {
		return failure(codeBuiltin, err.Error())
	}
	return reply{Result: builtinResult{Defined: true, Value: value, Term: term.String(), Output: output}}
}

// operands checks the number of arguments; their types are the built-in's own
// affair, as at run time.
func (request builtinRequest) operands(declared *ast.Builtin) ([]*ast.Term, error) {
	operands, err := request.terms()
	if err != nil {
		return nil, err
	}
	want := len(declared.Decl.FuncArgs().Args)
	if declared.Decl.FuncArgs().Variadic == nil && len(operands) != want {
		return nil, fmt.Errorf("%s takes %d arguments, got %d", request.Name, want, len(operands))
	}
	return operands, nil
}

func (request builtinRequest) terms() ([]*ast.Term, error) {
	var operands []*ast.Term
	for _, text := range request.Terms {
		term, err := ast.ParseTerm(text)
		if err != nil {
			return nil, err
		}
		operands = append(operands, term)
	}
	for _, raw := range request.Args {
		value, err := ast.ValueFromReader(bytes.NewReader(raw))
		if err != nil {
			return nil, err
		}
		operands = append(operands, ast.NewTerm(value))
	}
	return operands, nil
}

func builtinErrors(err error) []diagnostic {
	var halt topdown.Halt
	if errors.As(err, &halt) {
		err = halt.Err
	}
	return diagnose(err, codeBuiltin)
}

// collected takes what print writes.
type collected struct{ lines []string }

func (c *collected) Print(_ print.Context, message string) error {
	c.lines = append(c.lines, message)
	return nil
}
