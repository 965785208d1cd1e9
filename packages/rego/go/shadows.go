package main

import "github.com/open-policy-agent/opa/v1/ast"

// shadowFact is a variable that hides an import, or where one is declared the
// input or the data, which is compared instead.
type shadowFact struct {
	Name string `json:"name"`
	At   span   `json:"at"`
}

func (c *collector) shadowsOf(m *ast.Module, rule *ast.Rule) {
	hidden := map[ast.Var]bool{}
	for _, line := range m.Imports {
		hidden[line.Name()] = true
	}
	declare := func(term *ast.Term) bool {
		switch value := term.Value.(type) {
		case ast.Var:
			if hidden[value] {
				c.found.Shadows = append(c.found.Shadows, shadowFact{string(value), spanOf(term.Location)})
			}
		case ast.Ref:
			// The parser makes references of the names of root documents.
			if len(value) == 1 && ast.RootDocumentNames.Contains(value[0]) {
				c.found.Shadows = append(c.found.Shadows, shadowFact{value.String(), spanOf(term.Location)})
			}
			return true
		}
		return false
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
