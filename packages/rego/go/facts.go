package main

import (
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// facts are what a module says, as far as a linter asks. Places have the rows
// and columns of a diagnostic; names are whole: data.regraft.fix.set.
type facts struct {
	Rules    []ruleFact    `json:"rules"`
	Names    []string      `json:"names"`
	Calls    []callFact    `json:"calls"`
	Negated  []negatedFact `json:"negated"`
	Objects  []objectFact  `json:"objects"`
	Findings []findingFact `json:"findings"`
	Scans    []scanFact    `json:"scans"`
	Shadows  []shadowFact  `json:"shadows"`
	Comments []commentFact `json:"comments"`
}

type span struct {
	Row    int `json:"row"`
	Col    int `json:"col"`
	EndRow int `json:"endRow"`
	EndCol int `json:"endCol"`
}

type ruleFact struct {
	Name string `json:"name"`
	At   span   `json:"at"`
}

// callFact is a call of a function or built-in; an argument that is no constant
// is null.
type callFact struct {
	Name string `json:"name"`
	Args []any  `json:"args"`
	// OnInput: the first argument is the input itself.
	OnInput bool `json:"onInput"`
	At      span `json:"at"`
}

type commentFact struct {
	Text string `json:"text"`
	At   span   `json:"at"`
}

// collector gathers the facts of one module.
type collector struct {
	names map[ast.Var]ast.Ref
	found facts
	rule  string
}

func factsOf(m module, all []module) *facts {
	c := &collector{names: wholeNames(m, all), found: facts{
		Rules: []ruleFact{}, Names: []string{}, Calls: []callFact{}, Negated: []negatedFact{}, Objects: []objectFact{},
		Findings: []findingFact{}, Scans: []scanFact{}, Shadows: []shadowFact{}, Comments: []commentFact{},
	}}
	for _, rule := range m.parsed.Rules {
		c.rule = m.parsed.Package.Path.Extend(rule.Head.Ref().GroundPrefix()).String()
		c.found.Rules = append(c.found.Rules, ruleFact{c.rule, spanOf(rule.Head.Location)})
		ast.WalkTerms(rule, c.term)
		ast.WalkExprs(rule, c.expr)
		c.shadowsOf(m.parsed, rule)
		c.scansOf(rule)
		c.negations(rule)
		if c.rule == m.parsed.Package.Path.String()+".deny" {
			c.findings(rule)
		}
	}
	for _, comment := range m.parsed.Comments {
		c.found.Comments = append(c.found.Comments, commentFact{string(comment.Text), spanOf(comment.Location)})
	}
	c.found.Names = sortedSet(c.found.Names)
	return &c.found
}

// wholeNames maps what a module may call by a short name: imports, and the rules
// of its package in any file.
func wholeNames(m module, all []module) map[ast.Var]ast.Ref {
	names := map[ast.Var]ast.Ref{}
	for _, other := range all {
		if !other.parsed.Package.Path.Equal(m.parsed.Package.Path) {
			continue
		}
		for _, rule := range other.parsed.Rules {
			if name, ok := rule.Head.Ref()[0].Value.(ast.Var); ok {
				names[name] = m.parsed.Package.Path.Append(ast.StringTerm(string(name)))
			}
		}
	}
	for _, line := range m.parsed.Imports {
		if path := line.Path.Value.(ast.Ref); path.HasPrefix(ast.DefaultRootRef) {
			names[line.Name()] = path
		}
	}
	return names
}

// whole is a reference from its root document on.
func (c *collector) whole(ref ast.Ref) ast.Ref {
	if head, ok := ref[0].Value.(ast.Var); ok {
		if path, known := c.names[head]; known {
			return path.Concat(ref[1:])
		}
	}
	return ref
}

func (c *collector) term(term *ast.Term) bool {
	switch value := term.Value.(type) {
	case ast.Ref:
		if ref := c.whole(value); ref.HasPrefix(ast.DefaultRootRef) {
			c.name(named(ref).String())
		}
	case ast.Var:
		if path, known := c.names[value]; known {
			c.name(path.String())
		}
	case ast.Call:
		c.call(value[0], value[1:], term.Location)
	case ast.Object:
		c.object(term, value)
	}
	return false
}

func (c *collector) expr(expr *ast.Expr) bool {
	if expr.IsCall() {
		c.call(expr.OperatorTerm(), expr.Operands(), expr.Location)
	}
	return false
}

// name notes what a rule names; that it names itself says nothing.
func (c *collector) name(name string) {
	if name != c.rule && !strings.HasPrefix(name, c.rule+".") {
		c.found.Names = append(c.found.Names, name)
	}
}

func (c *collector) call(operator *ast.Term, operands []*ast.Term, at *ast.Location) {
	ref, ok := operator.Value.(ast.Ref)
	if !ok {
		return
	}
	onInput := len(operands) > 0 && operands[0].Value.Compare(ast.InputRootRef) == 0
	args := make([]any, len(operands))
	for i, operand := range operands {
		args[i] = constant(operand)
	}
	c.found.Calls = append(c.found.Calls, callFact{c.whole(ref).String(), args, onInput, spanOf(at)})
}

// constant is a term as JSON, or nil where it is none.
func constant(term *ast.Term) any {
	if !ast.IsConstant(term.Value) {
		return nil
	}
	value, err := ast.JSON(term.Value)
	if err != nil {
		return nil
	}
	return value
}

func spanOf(location *ast.Location) span {
	if location == nil {
		return span{}
	}
	row, col := location.End()
	return span{location.Row, location.Col, row, col}
}
