package main

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

type formatted struct {
	File    string `json:"file"`
	Text    string `json:"text"`
	Changed bool   `json:"changed"`
}

func formatModules(request sources) reply {
	options := format.Opts{
		RegoVersion: request.version(),
		ParserOptions: &ast.ParserOptions{
			RegoVersion:  request.version(),
			Capabilities: request.capabilities(),
		},
	}
	files := []formatted{}
	var found []diagnostic
	for _, file := range request.Modules {
		text, err := format.SourceWithOpts(file.File, []byte(file.Text), options)
		if err != nil {
			found = append(found, inFile(diagnose(err, ast.FormatErr), file.File)...)
			continue
		}
		files = append(files, formatted{file.File, string(text), string(text) != file.Text})
	}
	return reply{Result: map[string]any{"files": files}, Errors: found}
}
