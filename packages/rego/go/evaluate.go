package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

type evaluateRequest struct {
	sources
	limits
	Query         string          `json:"query"`
	Entrypoint    string          `json:"entrypoint"`
	Data          map[string]any  `json:"data"`
	Input         json.RawMessage `json:"input"`
	Time          string          `json:"time"`
	Seed          int64           `json:"seed"`
	BuiltinErrors bool            `json:"builtinErrors"`
}

type evaluated struct {
	Results rego.ResultSet `json:"results"`
	Output  []string       `json:"output"`
}

func evaluateQuery(request evaluateRequest) reply {
	query, err := request.query()
	if err != nil {
		return failure(codeEntrypoint, err.Error())
	}
	compiler, store, found := request.program()
	if len(found) > 0 {
		return reply{Errors: found}
	}
	var printed bytes.Buffer
	prepared, err := rego.New(
		rego.Query(query),
		rego.Compiler(compiler),
		rego.Store(store),
		rego.StrictBuiltinErrors(request.BuiltinErrors),
		rego.PrintHook(topdown.NewPrintHook(&printed)),
		rego.SetRegoVersion(request.version()),
		rego.Capabilities(request.capabilities()),
	).PrepareForEval(context.Background())
	if err != nil {
		return reply{Errors: diagnose(err, codeCompile)}
	}
	options, err := request.options()
	if err != nil {
		return failure(codeRequest, err.Error())
	}
	meter := newMeter(request.limits)
	results, err := prepared.Eval(context.Background(), append(options, rego.EvalExternalCancel(meter))...)
	if meter.reason != "" {
		return failure(codeLimit, meter.reason)
	}
	if err != nil {
		return reply{Errors: diagnose(err, topdown.InternalErr)}
	}
	if results == nil {
		results = rego.ResultSet{}
	}
	return reply{Result: evaluated{results, lines(printed.String())}}
}

// query is the query as given, or the document that the entrypoint names.
func (request evaluateRequest) query() (string, error) {
	if request.Entrypoint == "" {
		return request.Query, nil
	}
	path, ok := storage.ParsePathEscaped("/" + strings.Trim(request.Entrypoint, "/"))
	if !ok {
		return "", fmt.Errorf("entrypoint %q is not a path like package/rule", request.Entrypoint)
	}
	return path.Ref(ast.DefaultRootDocument).String(), nil
}

func (request evaluateRequest) options() ([]rego.EvalOption, error) {
	now, err := instant(request.Time)
	if err != nil {
		return nil, err
	}
	options := []rego.EvalOption{rego.EvalTime(now), rego.EvalSeed(newSeed(request.Seed)), rego.EvalSortSets(true)}
	if len(request.Input) > 0 {
		input, err := ast.ValueFromReader(bytes.NewReader(request.Input))
		if err != nil {
			return nil, err
		}
		options = append(options, rego.EvalParsedInput(input))
	}
	return options, nil
}

// instant reads nanoseconds since 1970; without any, evaluation takes place at
// the epoch, so that the same input gives the same result.
func instant(nanoseconds string) (time.Time, error) {
	if nanoseconds == "" {
		return time.Unix(0, 0), nil
	}
	n, err := strconv.ParseInt(nanoseconds, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("time %q is not a number of nanoseconds", nanoseconds)
	}
	return time.Unix(0, n), nil
}

func lines(text string) []string {
	if text == "" {
		return []string{}
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

// lastProgram keeps the newest compiled modules and data: a reference run asks
// for many inputs of one policy.
var lastProgram struct {
	key      string
	compiler *ast.Compiler
	store    storage.Store
}

func (request evaluateRequest) program() (*ast.Compiler, storage.Store, []diagnostic) {
	key, err := json.Marshal([]any{request.sources, request.Data})
	if err != nil {
		return nil, nil, failure(codeRequest, err.Error()).Errors
	}
	if lastProgram.key == string(key) {
		return lastProgram.compiler, lastProgram.store, nil
	}
	modules, found := request.parse()
	if len(found) > 0 {
		return nil, nil, found
	}
	compiler, found := verify(request.sources, modules, false)
	if len(found) > 0 {
		return nil, nil, found
	}
	data := request.Data
	if data == nil {
		data = map[string]any{}
	}
	lastProgram.key, lastProgram.compiler = string(key), compiler
	lastProgram.store = inmem.NewFromObject(data)
	return lastProgram.compiler, lastProgram.store, nil
}
