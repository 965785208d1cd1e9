package main

import (
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// mount moves a module below a path of its own under data, its package and
// every document it names, so that libraries which know nothing of each other
// may use the same names. The text stays as it is.
type mount struct {
	At []string `json:"at"`
	// Keep are names directly under data that stay where they are.
	Keep []string `json:"keep,omitempty"`
	// Functions replaces calls of functions that another host provides by
	// references to documents: `result.new` by `data.host.new`.
	Functions map[string]string `json:"functions,omitempty"`
}

// apply rewrites the parsed module in place.
func (at *mount) apply(m *ast.Module) error {
	functions, err := at.functions()
	if err != nil {
		return err
	}
	m.Package.Path = at.move(m.Package.Path)
	for _, line := range m.Imports {
		if path, ok := line.Path.Value.(ast.Ref); ok && len(path) > 1 {
			line.Path = ast.NewTerm(at.move(path)).SetLocation(line.Path.Location)
		}
	}
	rewrite := func(ref ast.Ref) (ast.Value, error) {
		if target, ok := functions[ref.String()]; ok {
			return located(target, ref), nil
		}
		return at.move(ref), nil
	}
	for _, rule := range m.Rules {
		if _, err := ast.TransformRefs(rule, rewrite); err != nil {
			return err
		}
	}
	return nil
}

func (at *mount) functions() (map[string]ast.Ref, error) {
	parsed := map[string]ast.Ref{}
	for name, target := range at.Functions {
		ref, err := ast.ParseRef(target)
		if err != nil {
			return nil, fmt.Errorf("function %q: %w", name, err)
		}
		parsed[name] = ref
	}
	return parsed, nil
}

func (at *mount) move(ref ast.Ref) ast.Ref {
	if !ref.HasPrefix(ast.DefaultRootRef) {
		return ref
	}
	if len(ref) > 1 {
		if name, ok := ref[1].Value.(ast.String); ok && slices.Contains(at.Keep, string(name)) {
			return ref
		}
	}
	moved := ast.Ref{ref[0]}
	for _, step := range at.At {
		moved = append(moved, ast.StringTerm(step).SetLocation(ref[0].Location))
	}
	return append(moved, ref[1:]...)
}

// located is a copy of a reference that stands where another one stood.
func located(target, place ast.Ref) ast.Ref {
	copied := target.Copy()
	for _, term := range copied {
		term.SetLocation(place[0].Location)
	}
	return copied
}
