package main

import "github.com/open-policy-agent/opa/v1/ast"

// objectFact is an object that is written out.
type objectFact struct {
	Members []memberFact `json:"members"`
	At      span         `json:"at"`
}

// memberFact is a member with a constant key. Value is nil unless it is constant;
// of a list, Items are those before the first that is none.
type memberFact struct {
	Key   string `json:"key"`
	Value any    `json:"value"`
	Items []any  `json:"items,omitempty"`
	At    span   `json:"at"`
}

// findingFact is what a clause of deny puts into the set: an object that is
// written out, a constant of another kind, or something that only a run tells.
type findingFact struct {
	Kind   string      `json:"kind"`
	Object *objectFact `json:"object,omitempty"`
	At     span        `json:"at"`
}

func (c *collector) object(term *ast.Term, object ast.Object) {
	if object.Len() > 0 {
		c.found.Objects = append(c.found.Objects, objectOf(term, object))
	}
}

func objectOf(term *ast.Term, object ast.Object) objectFact {
	fact := objectFact{Members: []memberFact{}, At: spanOf(term.Location)}
	object.Foreach(func(key, value *ast.Term) {
		if name, ok := key.Value.(ast.String); ok {
			fact.Members = append(fact.Members, memberFact{string(name), constant(value), itemsOf(value), spanOf(key.Location)})
		}
	})
	return fact
}

func itemsOf(term *ast.Term) []any {
	list, ok := term.Value.(*ast.Array)
	if !ok {
		return nil
	}
	items := []any{}
	for i := range list.Len() {
		item := constant(list.Elem(i))
		if item == nil {
			break
		}
		items = append(items, item)
	}
	return items
}

// findings tells what a clause of deny finds, following a variable to the object
// that is assigned to it.
func (c *collector) findings(rule *ast.Rule) {
	key := rule.Head.Key
	if key == nil {
		c.found.Findings = append(c.found.Findings, findingFact{Kind: "noset", At: spanOf(rule.Head.Location)})
		return
	}
	if name, ok := key.Value.(ast.Var); ok {
		key = assigned(rule.Body, name)
	}
	if key == nil {
		return
	}
	fact := findingFact{Kind: "other", At: spanOf(key.Location)}
	switch value := key.Value.(type) {
	case ast.Object:
		object := objectOf(key, value)
		// With a key that is computed, what it lacks cannot be told.
		if len(object.Members) < value.Len() {
			return
		}
		fact.Kind, fact.Object = "object", &object
	case ast.String, ast.Number, ast.Boolean, ast.Null, *ast.Array, *ast.TemplateString:
	default:
		return
	}
	c.found.Findings = append(c.found.Findings, fact)
}

func assigned(body ast.Body, name ast.Var) *ast.Term {
	for _, expr := range body {
		if (expr.IsAssignment() || expr.IsEquality()) && len(expr.Operands()) == 2 && expr.Operand(0).Value.Compare(name) == 0 {
			return expr.Operand(1)
		}
	}
	return nil
}
