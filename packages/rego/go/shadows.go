package main

import "github.com/open-policy-agent/opa/v1/ast"

// shadowFact is a variable that hides the input, the data or an import.
type shadowFact struct {
	Name string `json:"name"`
	At   span   `json:"at"`
}

func (c *collector) shadowsOf(m *ast.Module, rule *ast.Rule) {
	hidden := map[ast.Var]bool{"input": true, "data": true}
	for _, line := range m.Imports {
		hidden[line.Name()] = true
	}
	declare := func(term *ast.Term) bool {
		if name, ok := term.Value.(ast.Var); ok && hidden[name] {
			c.found.Shadows = append(c.found.Shadows, shadowFact{string(name), spanOf(term.Location)})
		}
		_, closed := term.Value.(ast.Ref)
		return closed
	}
	ast.WalkRules(rule, func(clause *ast.Rule) bool {
		for _, arg := range clause.Head.Args {
			ast.WalkTerms(arg, declare)
		}
		return false
	})
	ast.WalkExprs(rule, func(expr *ast.Expr) bool {
		switch terms := expr.Terms.(type) {
		case *ast.SomeDecl:
			for _, symbol := range terms.Symbols {
				if call, ok := symbol.Value.(ast.Call); ok {
					for _, term := range call[1 : len(call)-1] {
						ast.WalkTerms(term, declare)
					}
				} else {
					declare(symbol)
				}
			}
		case *ast.Every:
			for _, term := range []*ast.Term{terms.Key, terms.Value} {
				if term != nil {
					ast.WalkTerms(term, declare)
				}
			}
		}
		if expr.IsAssignment() {
			ast.WalkTerms(expr.Operand(0), declare)
		}
		return false
	})
}
