package main

import "github.com/open-policy-agent/opa/v1/ast"

type checkRequest struct {
	sources
	Strict  bool          `json:"strict"`
	Schemas []typedSchema `json:"schemas"`
}

// verify compiles modules as far as types and safety go.
func verify(s sources, modules []module, strict bool) (*ast.Compiler, []diagnostic) {
	compiler := s.compiler().WithStrict(strict)
	compiler.Compile(byFile(modules))
	if compiler.Failed() {
		return nil, diagnose(compiler.Errors, codeCompile)
	}
	return compiler, nil
}

func checkModules(request checkRequest) reply {
	modules, found := request.parse()
	// A file that is missing here would only make the others look wrong.
	if len(found) == 0 {
		_, found = verify(request.sources, modules, request.Strict)
	}
	// Types of the input would only repeat what is wrong without them.
	if len(found) == 0 && len(request.Schemas) > 0 {
		found = request.verifyTyped()
	}
	return reply{Result: struct{}{}, Errors: found}
}
