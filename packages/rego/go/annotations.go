package main

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	astJSON "github.com/open-policy-agent/opa/v1/ast/json"
	"github.com/open-policy-agent/opa/v1/storage"
)

func init() {
	options := astJSON.Defaults()
	options.MarshalOptions.IncludeLocation.AnnotationsRef = true
	astJSON.SetOptions(options)
}

// annotationsOf lists every annotation of the modules as OPA's `inspect` does:
// references with location, path and annotations, ordered by path. Those of
// mounted modules speak to another host and are left out.
func annotationsOf(modules []module) (ast.FlatAnnotationsRefSet, []diagnostic) {
	parsed := []*ast.Module{}
	for _, m := range modules {
		if m.Mount == nil {
			parsed = append(parsed, m.parsed)
		}
	}
	set, errs := ast.BuildAnnotationSet(parsed)
	if len(errs) > 0 {
		return nil, diagnose(errs, codeCompile)
	}
	flat := set.Flatten()
	if flat == nil {
		flat = ast.FlatAnnotationsRefSet{}
	}
	return flat, nil
}

// annotatedEntrypoints are the paths of packages and documents that say
// `entrypoint: true`.
func annotatedEntrypoints(annotations ast.FlatAnnotationsRefSet) []string {
	var paths []string
	for _, ref := range annotations {
		scope := ref.Annotations.Scope
		if !ref.Annotations.Entrypoint || (scope != "package" && scope != "document") {
			continue
		}
		if path, err := storage.NewPathForRef(ref.Path); err == nil {
			paths = append(paths, strings.TrimPrefix(path.String(), "/"))
		}
	}
	return paths
}
