// Command oracle says what HashiCorp's HCL makes of expressions: a line of JSON in, a line of JSON out.
//
//	{"set": "name", "open": true, "vars": [["root", value], …]}   defines variables; nothing comes out
//	{"e": "text", "v": "name"}                                    {"ok": value}, {"error": summary} or {"crash": why}
//
// In an open set, a root that is not there is unknown. Values are written as canonical.go says.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/opentofu/opentofu/internal/oracle/lang"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

type request struct {
	Set  string  `json:"set"`
	Open bool    `json:"open"`
	Vars [][]any `json:"vars"`
	E    string  `json:"e"`
	V    string  `json:"v"`
}

type variables struct {
	open   bool
	values map[string]cty.Value
}

func main() {
	functions := (&lang.Scope{BaseDir: os.Args[1], PureOnly: true}).Functions()
	sets := map[string]variables{}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		var asked request
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			panic(err)
		}
		if asked.Set != "" {
			sets[asked.Set] = define(asked)
			continue
		}
		if err := encoder.Encode(answer(asked.E, sets[asked.V], functions)); err != nil {
			panic(err)
		}
	}
	if err := in.Err(); err != nil {
		panic(err)
	}
}

func define(asked request) variables {
	values := map[string]cty.Value{}
	for _, pair := range asked.Vars {
		values[pair[0].(string)] = valueOf(pair[1])
	}
	return variables{asked.Open, values}
}

// answer reads the expression as that of an argument, so that line breaks count as they do in a file.
func answer(text string, known variables, functions map[string]function.Function) (out map[string]any) {
	defer func() {
		if reason := recover(); reason != nil {
			out = map[string]any{"crash": fmt.Sprint(reason)}
		}
	}()
	file, diags := hclsyntax.ParseConfig([]byte("a = "+text+"\n"), "e", hcl.InitialPos)
	if diags.HasErrors() {
		return failed(diags)
	}
	body := file.Body.(*hclsyntax.Body)
	argument, found := body.Attributes["a"]
	if !found || len(body.Attributes) > 1 || len(body.Blocks) > 0 {
		return map[string]any{"error": "not one argument"}
	}
	values := known.values
	if known.open {
		values = withUnknown(argument.Expr, values)
	}
	value, diags := argument.Expr.Value(&hcl.EvalContext{Variables: values, Functions: functions})
	if diags.HasErrors() {
		return failed(diags)
	}
	value, _ = value.UnmarkDeep()
	return map[string]any{"ok": canonical(value)}
}

func failed(diags hcl.Diagnostics) map[string]any {
	for _, diag := range diags {
		if diag.Severity == hcl.DiagError {
			return map[string]any{"error": diag.Summary + ": " + diag.Detail}
		}
	}
	return map[string]any{"error": ""}
}

func withUnknown(expr hcl.Expression, known map[string]cty.Value) map[string]cty.Value {
	values := map[string]cty.Value{}
	for _, traversal := range expr.Variables() {
		name := traversal.RootName()
		if value, ok := known[name]; ok {
			values[name] = value
		} else {
			values[name] = cty.DynamicVal
		}
	}
	return values
}
