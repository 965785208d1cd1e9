package main

import "github.com/open-policy-agent/opa/v1/ast"

// negatedFact is a reference to the input in an argument under `not`. OPA looks
// arguments up before the negation, so where the reference is undefined so is
// the whole expression.
type negatedFact struct {
	Path []any `json:"path"`
	At   span  `json:"at"`
}

func (c *collector) negations(rule *ast.Rule) {
	c.negatedIn(rule.Body, nil)
	for other := rule.Else; other != nil; other = other.Else {
		c.negatedIn(other.Body, nil)
	}
}

// negatedIn goes through a body and those in it. What another expression of the
// body, or of one around it, needs anyway is defined.
func (c *collector) negatedIn(body ast.Body, outer []ast.Ref) {
	needed := outer
	for _, expr := range body {
		if !expr.IsNegated() {
			needed = append(needed[:len(needed):len(needed)], inputRefs(expr)...)
		}
	}
	for _, expr := range body {
		if expr.IsNegated() && expr.IsCall() {
			c.argumentsOf(expr, needed)
		}
		ast.WalkClosures(expr, func(closure any) bool {
			switch closure := closure.(type) {
			case *ast.ArrayComprehension:
				c.negatedIn(closure.Body, needed)
			case *ast.SetComprehension:
				c.negatedIn(closure.Body, needed)
			case *ast.ObjectComprehension:
				c.negatedIn(closure.Body, needed)
			case *ast.Every:
				c.negatedIn(closure.Body, needed)
			}
			return true
		})
	}
}

func (c *collector) argumentsOf(expr *ast.Expr, needed []ast.Ref) {
	for _, operand := range expr.Operands() {
		// The operands of an equation stay under the negation, those of calls in it do not.
		if _, call := operand.Value.(ast.Call); !call && isEquation(expr) {
			continue
		}
		for _, ref := range inputRefs(operand) {
			if !isNeeded(ref, needed) {
				path := []any{}
				for _, step := range ref[1:] {
					path = append(path, constant(step))
				}
				c.found.Negated = append(c.found.Negated, negatedFact{path, spanOf(ref[0].Location)})
			}
		}
	}
}

func isEquation(expr *ast.Expr) bool {
	return expr.IsEquality() || expr.Operator().Equal(ast.Equal.Ref())
}

func isNeeded(ref ast.Ref, needed []ast.Ref) bool {
	for _, other := range needed {
		if other.HasPrefix(ref) {
			return true
		}
	}
	return false
}

// inputRefs are the references into the input with constant steps, closures left out.
func inputRefs(node any) []ast.Ref {
	var refs []ast.Ref
	ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case *ast.ArrayComprehension, *ast.SetComprehension, *ast.ObjectComprehension, *ast.Every, *ast.TemplateString:
			return true
		case ast.Ref:
			if x.HasPrefix(ast.InputRootRef) && len(x) > 1 && x.IsGround() {
				refs = append(refs, x)
			}
		}
		return false
	}).Walk(node)
	return refs
}
