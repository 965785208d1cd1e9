package main

import (
	"runtime"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/version"
)

// refused reach outside the process or read its environment. They are unknown
// to every policy here, whatever the caller asks for.
var refused = []string{"http.send", "net.lookup_ip_addr", "opa.runtime"}

// permitted are the capabilities that modules are checked against: all built-ins
// of this OPA but the refused ones, or only those named (operators always count).
func permitted(only []string, v ast.RegoVersion) *ast.Capabilities {
	capabilities := ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(v))
	capabilities.AllowNet = []string{}
	capabilities.Builtins = slices.DeleteFunc(capabilities.Builtins, func(b *ast.Builtin) bool {
		if slices.Contains(refused, b.Name) {
			return true
		}
		return only != nil && b.Infix == "" && !isInternal(b.Name) && !slices.Contains(only, b.Name)
	})
	return capabilities
}

// isInternal names what the compiler itself writes into a policy.
func isInternal(name string) bool {
	switch name {
	case "assign", "eq", "internal.print", "internal.member_2", "internal.member_3",
		"internal.test_case", "internal.template_string", "print", "rego.metadata.chain", "rego.metadata.rule":
		return true
	}
	return false
}

type description struct {
	OPA      string   `json:"opa"`
	Go       string   `json:"go"`
	Refused  []string `json:"refused"`
	Builtins []string `json:"builtins"`
}

// describe names versions and every built-in that policies can be given.
func describe(struct{}) reply {
	d := description{OPA: version.Version, Go: runtime.Version(), Refused: refused, Builtins: []string{}}
	for _, b := range permitted(nil, ast.RegoV1).Builtins {
		if b.Infix == "" && !isInternal(b.Name) {
			d.Builtins = append(d.Builtins, b.Name)
		}
	}
	return reply{Result: d}
}
