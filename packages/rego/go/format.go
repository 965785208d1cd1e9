package main

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

type formatted struct {
	File    string `json:"file"`
	Text    string `json:"text"`
	Changed bool   `json:"changed"`
}

func formatModules(request sources) reply {
	files := []formatted{}
	var found []diagnostic
	for _, file := range request.Modules {
		text, wrong := request.format(file)
		if wrong != nil {
			found = append(found, wrong...)
			continue
		}
		files = append(files, formatted{file.File, text, text != file.Text})
	}
	return reply{Result: map[string]any{"files": files}, Errors: found}
}

func (s sources) format(file source) (string, []diagnostic) {
	if deep := nesting(file.File, file.Text); deep != nil {
		return "", deep
	}
	version := s.of(file)
	parser := ast.ParserOptions{RegoVersion: version, Capabilities: permitted(s.Builtins, version)}
	options := format.Opts{RegoVersion: version, ParserOptions: &parser}
	text, err := format.SourceWithOpts(file.File, []byte(file.Text), options)
	if err != nil {
		return "", inFile(diagnose(err, ast.FormatErr), file.File)
	}
	// OPA's formatter can misplace comments and join lines; better no change.
	if !same(file, string(text), parser) {
		return "", []diagnostic{{
			Code:    ast.FormatErr,
			Message: "OPA's formatter would change what this file says",
			File:    file.File,
		}}
	}
	return string(text), nil
}

// same reports whether both texts parse to the same package, rules and imports.
func same(file source, text string, options ast.ParserOptions) bool {
	before, err := ast.ParseModuleWithOpts(file.File, file.Text, options)
	if err != nil || before == nil {
		return err == nil
	}
	after, err := ast.ParseModuleWithOpts(file.File, text, options)
	if err != nil || after == nil {
		return false
	}
	return before.Package.Equal(after.Package) &&
		slices.EqualFunc(before.Rules, after.Rules, sameRule) &&
		slices.Equal(imported(before), imported(after))
}

// sameRule does not tell `=` in a head from `:=`, as which it is formatted.
func sameRule(a, b *ast.Rule) bool {
	for rule := a; rule != nil; rule = rule.Else {
		rule.Head.Assign = true
	}
	for rule := b; rule != nil; rule = rule.Else {
		rule.Head.Assign = true
	}
	return a.Equal(b)
}

// imported lists the imports of documents: formatting sorts them, and may drop
// those that only choose a version of Rego.
func imported(m *ast.Module) []string {
	var lines []string
	for _, line := range m.Imports {
		path := line.Path.Value.(ast.Ref)
		if path.HasPrefix(ast.DefaultRootRef) || path.HasPrefix(ast.InputRootRef) {
			lines = append(lines, line.String())
		}
	}
	return sortedSet(lines)
}
