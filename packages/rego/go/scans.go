package main

import "github.com/open-policy-agent/opa/v1/ast"

// scanFact is a loop over resources. Depth is the number of such loops that it
// stands in: 1 makes it quadratic for each resource that is asked about.
type scanFact struct {
	// Over is types, resources (of one type) or walk.
	Over  string `json:"over"`
	Depth int    `json:"depth"`
	At    span   `json:"at"`
}

var resourcesRef = ast.MustParseRef("data.regraft.resources")

// scanner goes through a rule's bodies as they are evaluated.
type scanner struct {
	*collector
	loops map[ast.Var]bool
}

func (c *collector) scansOf(rule *ast.Rule) {
	s := scanner{c, map[ast.Var]bool{}}
	ast.WalkExprs(rule, func(expr *ast.Expr) bool {
		if some, ok := expr.Terms.(*ast.SomeDecl); ok {
			for _, symbol := range some.Symbols {
				if name, ok := symbol.Value.(ast.Var); ok {
					s.loops[name] = true
				}
			}
		}
		return false
	})
	depth := s.within(rule.Head, 0)
	s.body(rule.Body, depth)
	for other := rule.Else; other != nil; other = other.Else {
		s.body(other.Body, s.within(other.Head, 0))
	}
}

// body goes through expressions in order: each loop encloses what follows.
func (s scanner) body(body ast.Body, depth int) {
	for _, expr := range body {
		depth = s.within(expr, depth)
	}
}

// within notes the loops of an expression, and gives the depth behind it.
func (s scanner) within(node any, depth int) int {
	var visitor *ast.GenericVisitor
	visitor = ast.NewGenericVisitor(func(x any) bool {
		switch x := x.(type) {
		case *ast.ArrayComprehension:
			s.closure(x.Body, x.Term, depth)
			return true
		case *ast.SetComprehension:
			s.closure(x.Body, x.Term, depth)
			return true
		case *ast.ObjectComprehension:
			s.closure(x.Body, x.Value, depth)
			return true
		case *ast.Every:
			inner := s.domain(x.Domain, depth)
			s.body(x.Body, inner)
			return true
		case *ast.SomeDecl:
			for _, symbol := range x.Symbols {
				if call, ok := symbol.Value.(ast.Call); ok {
					depth = s.domain(call[len(call)-1], depth)
				}
			}
			return true
		case *ast.Expr:
			if x.IsCall() && x.Operator().String() == "walk" {
				depth = s.walk(x.Operand(0), depth)
				return true
			}
		case *ast.Term:
			if ref, ok := x.Value.(ast.Ref); ok {
				depth = s.ref(ref, x.Location, depth)
				return true
			}
			if call, ok := x.Value.(ast.Call); ok && call[0].String() == "walk" {
				depth = s.walk(call[1], depth)
				return true
			}
		}
		return false
	})
	visitor.Walk(node)
	return depth
}

func (s scanner) closure(body ast.Body, term *ast.Term, depth int) {
	s.body(body, depth)
	s.within(term, depth)
}

// domain is what `some … in` and `every … in` go over.
func (s scanner) domain(term *ast.Term, depth int) int {
	ref, ok := term.Value.(ast.Ref)
	if !ok {
		return s.within(term, depth)
	}
	depth = s.ref(ref, term.Location, depth)
	switch whole := s.whole(ref); {
	case !whole.HasPrefix(resourcesRef):
		return depth
	case len(whole) == len(resourcesRef):
		return s.note("types", depth, term.Location)
	case len(whole) == len(resourcesRef)+1:
		return s.note("resources", depth, term.Location)
	}
	return depth
}

// ref counts the steps of a reference that go over everything there is.
func (s scanner) ref(ref ast.Ref, at *ast.Location, depth int) int {
	whole := s.whole(ref)
	if !whole.HasPrefix(resourcesRef) {
		return depth
	}
	for i, over := range []string{"types", "resources"} {
		at0 := len(resourcesRef) + i
		if at0 >= len(whole) {
			break
		}
		if name, ok := whole[at0].Value.(ast.Var); ok && (name.IsWildcard() || s.loops[name]) {
			depth = s.note(over, depth, at)
			// The first use binds it.
			delete(s.loops, name)
			if over == "types" {
				break
			}
		}
	}
	return depth
}

func (s scanner) walk(term *ast.Term, depth int) int {
	ref, ok := term.Value.(ast.Ref)
	if ok && (s.whole(ref).HasPrefix(resourcesRef) || resourcesRef.HasPrefix(s.whole(ref))) {
		return s.note("walk", depth, term.Location)
	}
	return s.within(term, depth)
}

func (s scanner) note(over string, depth int, at *ast.Location) int {
	s.found.Scans = append(s.found.Scans, scanFact{over, depth, spanOf(at)})
	return depth + 1
}
