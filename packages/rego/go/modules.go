package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// source is one Rego file, named as the caller names it.
type source struct {
	File string `json:"file"`
	Text string `json:"text"`
	// V0 reads this module as Rego v0, whatever the others are.
	V0    bool   `json:"v0,omitempty"`
	Mount *mount `json:"mount,omitempty"`
}

// module is a parsed source.
type module struct {
	source
	parsed *ast.Module
}

// sources is the part of a request that carries Rego.
type sources struct {
	Modules  []source `json:"modules"`
	Builtins []string `json:"builtins"`
	V0       bool     `json:"v0"`
}

func (s sources) version() ast.RegoVersion {
	if s.V0 {
		return ast.RegoV0
	}
	return ast.RegoV1
}

// of is the language of one module.
func (s sources) of(file source) ast.RegoVersion {
	if file.V0 {
		return ast.RegoV0
	}
	return s.version()
}

func (s sources) capabilities() *ast.Capabilities {
	return permitted(s.Builtins, s.version())
}

// parse reads every module, with annotations; a file that does not parse costs
// its own diagnostics only.
func (s sources) parse() ([]module, []diagnostic) {
	var modules []module
	var found []diagnostic
	seen := map[string]bool{}
	for _, file := range s.Modules {
		if seen[file.File] {
			found = append(found, diagnostic{Code: codeRequest, Message: "file is given twice", File: file.File})
			continue
		}
		seen[file.File] = true
		if len(file.Text) > maxSource {
			found = append(found, diagnostic{
				Code:    ast.ParseErr,
				Message: fmt.Sprintf("file holds %d bytes, more than the %d that a policy may have", len(file.Text), maxSource),
				File:    file.File,
			})
			continue
		}
		if deep := nesting(file.File, file.Text); deep != nil {
			found = append(found, deep...)
			continue
		}
		parsed, err := s.parseOne(file)
		if err == nil && parsed == nil {
			err = fmt.Errorf("empty module")
		}
		if err != nil {
			found = append(found, inFile(diagnose(err, ast.ParseErr), file.File)...)
			continue
		}
		modules = append(modules, module{file, parsed})
	}
	slices.SortStableFunc(modules, func(a, b module) int { return strings.Compare(a.File, b.File) })
	return modules, found
}

// maxSource bounds one file in bytes: what is larger is data, and would hold up
// the compiler for minutes.
const maxSource = 4 << 20

func (s sources) parseOne(file source) (*ast.Module, error) {
	parsed, err := ast.ParseModuleWithOpts(file.File, file.Text, ast.ParserOptions{
		ProcessAnnotation: true,
		Capabilities:      permitted(s.Builtins, s.of(file)),
		RegoVersion:       s.of(file),
	})
	if err != nil || parsed == nil || file.Mount == nil {
		return parsed, err
	}
	return parsed, file.Mount.apply(parsed)
}

// inFile names the file in diagnostics that OPA left without one.
func inFile(found []diagnostic, file string) []diagnostic {
	for i := range found {
		if found[i].File == "" {
			found[i].File = file
		}
	}
	return found
}

func byFile(modules []module) map[string]*ast.Module {
	parsed := make(map[string]*ast.Module, len(modules))
	for _, m := range modules {
		parsed[m.File] = m.parsed
	}
	return parsed
}

// maxErrors bounds a report; OPA's own limit of ten hides too much of a folder.
const maxErrors = 200

func (s sources) compiler() *ast.Compiler {
	return ast.NewCompiler().
		WithCapabilities(s.capabilities()).
		WithDefaultRegoVersion(s.version()).
		WithEnablePrintStatements(true).
		SetErrorLimit(maxErrors)
}
