package main

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

type inspected struct {
	File    string       `json:"file"`
	Package string       `json:"package"`
	Imports []importLine `json:"imports"`
	Rules   []string     `json:"rules"`
	Refs    []string     `json:"refs"`
	Facts   *facts       `json:"facts,omitempty"`
}

type inspectRequest struct {
	sources
	// Facts asks for what a linter wants to know of each module.
	Facts bool `json:"facts"`
}

type importLine struct {
	Path  string `json:"path"`
	Alias string `json:"alias,omitempty"`
	Row   int    `json:"row"`
}

func inspectModules(request inspectRequest) reply {
	modules, found := request.parse()
	annotations, broken := annotationsOf(modules)
	files := []inspected{}
	for _, m := range modules {
		file := inspectModule(m)
		if request.Facts {
			file.Facts = factsOf(m, modules)
		}
		files = append(files, file)
	}
	return reply{
		Result: map[string]any{"modules": files, "annotations": annotations},
		Errors: append(found, broken...),
	}
}

func inspectModule(m module) inspected {
	found := inspected{
		File:    m.File,
		Package: m.parsed.Package.Path.String(),
		Imports: []importLine{},
		Rules:   []string{},
		Refs:    []string{},
	}
	aliases := map[ast.Var]ast.Ref{}
	for _, line := range m.parsed.Imports {
		path := line.Path.Value.(ast.Ref)
		found.Imports = append(found.Imports, importLine{path.String(), string(line.Alias), line.Location.Row})
		if path.HasPrefix(ast.DefaultRootRef) {
			aliases[line.Name()] = path
		}
	}
	for _, rule := range m.parsed.Rules {
		found.Rules = append(found.Rules, rule.Head.Ref().GroundPrefix().String())
	}
	found.Rules = sortedSet(found.Rules)
	found.Refs = dataRefs(m.parsed, aliases)
	return found
}

// dataRefs lists the documents under data that rules name, directly or through
// an import. A local variable that shadows an import still counts as the import.
func dataRefs(m *ast.Module, aliases map[ast.Var]ast.Ref) []string {
	refs := []string{}
	for _, path := range aliases {
		refs = append(refs, path.String())
	}
	for _, rule := range m.Rules {
		ast.WalkRefs(rule, func(ref ast.Ref) bool {
			if head, ok := ref[0].Value.(ast.Var); ok {
				if path, imported := aliases[head]; imported {
					ref = path.Concat(ref[1:])
				}
			}
			if ref.HasPrefix(ast.DefaultRootRef) {
				refs = append(refs, named(ref).String())
			}
			return false
		})
	}
	return sortedSet(refs)
}

// named is the part of a reference that is spelt out.
func named(ref ast.Ref) ast.Ref {
	for i := 1; i < len(ref); i++ {
		if _, ok := ref[i].Value.(ast.String); !ok {
			return ref[:i]
		}
	}
	return ref
}

func sortedSet(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}
