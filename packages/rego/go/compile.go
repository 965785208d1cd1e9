package main

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
)

type compileRequest struct {
	sources
	Entrypoints          []string       `json:"entrypoints"`
	AnnotatedEntrypoints bool           `json:"annotatedEntrypoints"`
	Data                 map[string]any `json:"data"`
	Metadata             map[string]any `json:"metadata"`
	Revision             string         `json:"revision"`
	Strict               bool           `json:"strict"`
	Print                bool           `json:"print"`
	Prune                bool           `json:"prune"`
	Optimize             int            `json:"optimize"`
}

type compiled struct {
	Entrypoints []string                  `json:"entrypoints"`
	Annotations ast.FlatAnnotationsRefSet `json:"annotations"`
}

func compilePolicy(request compileRequest) reply {
	modules, found := request.parse()
	if len(found) > 0 {
		return reply{Errors: found}
	}
	// Listed before the build, which prunes entrypoints from the modules.
	annotations, found := annotationsOf(modules)
	if len(found) > 0 {
		return reply{Errors: found}
	}
	if request.Strict {
		// The bundle compiler has no strict mode and rewrites its own copies.
		if _, found = verify(request.sources, copies(modules), true); len(found) > 0 {
			return reply{Errors: found}
		}
	}
	entrypoints := request.Entrypoints
	if request.AnnotatedEntrypoints {
		entrypoints = append(entrypoints, annotatedEntrypoints(annotations)...)
	}
	built, err := request.build(modules, entrypoints)
	if err != nil {
		return reply{Errors: diagnose(err, buildCode(err))}
	}
	return request.answer(built, annotations)
}

func copies(modules []module) []module {
	cloned := slices.Clone(modules)
	for i := range cloned {
		cloned[i].parsed = cloned[i].parsed.Copy()
	}
	return cloned
}

func buildCode(err error) string {
	if strings.Contains(err.Error(), "entrypoint") {
		return codeEntrypoint
	}
	return codeCompile
}

// build compiles to Wasm. Optimised modules are written out and read again
// first: the rules that partial evaluation makes have no place in a file, and
// OPA's Wasm compiler panics on a policy in which no rule has one.
func (request compileRequest) build(modules []module, entrypoints []string) (*bundle.Bundle, error) {
	input := request.bundleOf(modules)
	if request.Optimize > 0 {
		optimized, err := request.link(input, entrypoints, compile.TargetRego, request.Optimize)
		if err != nil {
			return nil, err
		}
		if err := request.parseAgain(optimized); err != nil {
			return nil, err
		}
		input = optimized
	}
	return request.link(input, entrypoints, compile.TargetWasm, 0)
}

func (request compileRequest) bundleOf(modules []module) *bundle.Bundle {
	input := &bundle.Bundle{Data: request.Data}
	if input.Data == nil {
		input.Data = map[string]any{}
	}
	input.Manifest.Init()
	input.SetRegoVersion(request.version())
	for _, m := range modules {
		input.Modules = append(input.Modules, bundle.ModuleFile{
			URL: m.File, Path: m.File, Raw: []byte(m.Text), Parsed: m.parsed,
		})
	}
	return input
}

func (request compileRequest) parseAgain(built *bundle.Bundle) error {
	options := ast.ParserOptions{Capabilities: request.capabilities(), RegoVersion: request.version()}
	for i, file := range built.Modules {
		parsed, err := ast.ParseModuleWithOpts(file.URL, string(file.Raw), options)
		if err != nil {
			return err
		}
		built.Modules[i].Parsed = parsed
	}
	return nil
}

func (request compileRequest) link(
	input *bundle.Bundle, entrypoints []string, target string, level int,
) (*bundle.Bundle, error) {
	compiler := compile.New().
		WithTarget(target).
		WithCapabilities(request.capabilities()).
		WithRegoVersion(request.version()).
		WithEntrypoints(entrypoints...).
		WithPruneUnused(request.Prune).
		WithOptimizationLevel(level).
		WithEnablePrintStatements(request.Print).
		WithBundle(input)
	if err := compiler.Build(context.Background()); err != nil {
		return nil, err
	}
	return compiler.Bundle(), nil
}

func (request compileRequest) answer(built *bundle.Bundle, annotations ast.FlatAnnotationsRefSet) reply {
	entrypoints := []string{}
	for _, resolver := range built.Manifest.WasmResolvers {
		entrypoints = append(entrypoints, resolver.Entrypoint)
	}
	answer := reply{Result: compiled{entrypoints, annotations}}
	packed, err := request.pack(built, annotations)
	if err != nil {
		return failure(codeInternal, err.Error())
	}
	answer.attach("wasm", built.WasmModules[0].Raw)
	answer.attach("bundle", packed)
	return answer
}

// pack writes the bundle without the Rego that is left over: what an entrypoint
// needs is in the Wasm, and a loader would have to compile the rest.
func (request compileRequest) pack(built *bundle.Bundle, annotations ast.FlatAnnotationsRefSet) ([]byte, error) {
	manifest := built.Manifest
	manifest.Revision = request.Revision
	manifest.FileRegoVersions = nil
	manifest.Metadata = map[string]any{}
	for key, value := range request.Metadata {
		manifest.Metadata[key] = value
	}
	manifest.Metadata["annotations"] = annotations
	var packed bytes.Buffer
	err := bundle.NewWriter(&packed).Write(bundle.Bundle{
		Manifest:    manifest,
		Data:        built.Data,
		WasmModules: built.WasmModules,
	})
	return packed.Bytes(), err
}
