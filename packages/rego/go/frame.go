package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
)

// blob is a binary attachment of a response, addressed by name in its JSON head.
type blob struct {
	Name string `json:"name"`
	Size int    `json:"size"`
	data []byte
}

// reply is what an operation answers: a JSON value, attachments, diagnostics.
type reply struct {
	Result any          `json:"result,omitempty"`
	Errors []diagnostic `json:"errors,omitempty"`
	Blobs  []blob       `json:"blobs,omitempty"`
}

// encode lays a reply out as: length of the head (uint32, little endian), the
// head (JSON), then each blob's bytes in the order the head lists them.
func (r reply) encode() []byte {
	var buf bytes.Buffer
	buf.Write(make([]byte, 4))
	encoder := json.NewEncoder(&buf)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(r); err != nil {
		return failure(codeInternal, err.Error()).encode()
	}
	binary.LittleEndian.PutUint32(buf.Bytes(), uint32(buf.Len()-4))
	for _, b := range r.Blobs {
		buf.Write(b.data)
	}
	return buf.Bytes()
}

func (r *reply) attach(name string, data []byte) {
	r.Blobs = append(r.Blobs, blob{Name: name, Size: len(data), data: data})
}

func failure(code, message string) reply {
	return reply{Errors: []diagnostic{{Code: code, Message: message}}}
}
