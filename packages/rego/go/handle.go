package main

import (
	"bytes"
	"encoding/json"
	"fmt"
)

var operations = map[string]func([]byte) reply{
	"compile":      serve(compilePolicy),
	"check":        serve(checkModules),
	"format":       serve(formatModules),
	"inspect":      serve(inspectModules),
	"test":         serve(testModules),
	"evaluate":     serve(evaluateQuery),
	"builtin":      serve(callBuiltin),
	"capabilities": serve(describe),
}

// serve decodes a request into the operation's own type.
func serve[T any](operation func(T) reply) func([]byte) reply {
	return func(raw []byte) reply {
		var typed T
		decoder := json.NewDecoder(bytes.NewReader(raw))
		decoder.UseNumber()
		if err := decoder.Decode(&typed); err != nil {
			return failure(codeRequest, err.Error())
		}
		return operation(typed)
	}
}

// handle answers one request. A panic becomes a diagnostic, so that the reactor
// stays usable; what cannot be recovered (out of memory, stack exhaustion) ends
// the instance and is the host's to report.
func handle(raw []byte) (encoded []byte) {
	defer func() {
		if cause := recover(); cause != nil {
			encoded = failure(codeInternal, fmt.Sprint(cause)).encode()
		}
	}()
	var head struct {
		Op string `json:"op"`
	}
	if err := json.Unmarshal(raw, &head); err != nil {
		return failure(codeRequest, err.Error()).encode()
	}
	operation, ok := operations[head.Op]
	if !ok {
		return failure(codeRequest, fmt.Sprintf("unknown operation %q", head.Op)).encode()
	}
	return operation(raw).encode()
}
