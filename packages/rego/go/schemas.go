package main

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

// typedSchema gives documents their type in every rule of some packages, as a
// `schemas` annotation of these packages would.
type typedSchema struct {
	// Packages as inspect names them: data.regraft.aws.s3.
	Packages []string `json:"packages"`
	// Path of the document: input, input.metadata.
	Path   string `json:"path"`
	Schema any    `json:"schema"`
}

// verifyTyped compiles modules anew, for compiling rewrites them, with types
// beside those that they declare themselves.
func (request checkRequest) verifyTyped() []diagnostic {
	modules, _ := request.parse()
	set := ast.NewSchemaSet()
	for i, typed := range request.Schemas {
		path, err := ast.ParseRef(typed.Path)
		if err != nil {
			return []diagnostic{{Code: codeRequest, Message: fmt.Sprintf("schema path %q: %s", typed.Path, err)}}
		}
		name := ast.SchemaRootRef.Append(ast.StringTerm(fmt.Sprintf("regraft%d", i)))
		set.Put(name, typed.Schema)
		for _, m := range modules {
			if slices.Contains(typed.Packages, m.parsed.Package.Path.String()) {
				annotate(m.parsed, &ast.SchemaAnnotation{Path: path, Schema: name})
			}
		}
	}
	compiler := request.compiler().WithStrict(request.Strict).WithUseTypeCheckAnnotations(true).WithSchemas(set)
	compiler.Compile(byFile(modules))
	if !compiler.Failed() {
		return nil
	}
	found := diagnose(slices.DeleteFunc(compiler.Errors, comparesNull), codeCompile)
	for i := range found {
		found[i].Typed = true
	}
	return found
}

// annotate adds a schema to a package.
func annotate(m *ast.Module, schema *ast.SchemaAnnotation) {
	for _, own := range m.Annotations {
		if own.Scope == "package" {
			own.Schemas = append(own.Schemas, schema)
		}
	}
}

// comparesNull tells a comparison with null: OPA has no JSON Schema for null, so
// a typed value seems never to be null.
func comparesNull(err *ast.Error) bool {
	detail, ok := err.Details.(*ast.UnificationErrDetail)
	return ok && (isNull(detail.Left) || isNull(detail.Right))
}

func isNull(t types.Type) bool {
	return t != nil && types.Compare(t, types.Nl) == 0
}
