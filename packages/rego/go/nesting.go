package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/open-policy-agent/opa/v1/ast"
)

// maxNesting bounds brackets within brackets. OPA's parser recurses and accepts
// far more, but the host's stack, which no one can recover, may end before.
const maxNesting = 256

// nesting names the place where brackets nest too deeply, before anything
// recurses into them. It reads text as the scanner would but for what stands in
// the braces of template strings; that a line starting with a letter starts
// afresh keeps such a miscount from adding up.
func nesting(file, text string) []diagnostic {
	depth := 0
	for at := 0; at < len(text); at++ {
		switch c := text[at]; {
		case c == '#':
			at = skipTo(text, at, "\n") - 1
		case c == '`':
			at = skipTo(text, at, "`")
		case c == '"':
			at = skipString(text, at)
		case c == '(' || c == '[' || c == '{':
			if depth++; depth > maxNesting {
				return []diagnostic{deepAt(file, text, at)}
			}
		case (c == ')' || c == ']' || c == '}') && depth > 0:
			depth--
		case c == '\n' && at+1 < len(text) && startsLine(text[at+1]):
			depth = 0
		}
	}
	return nil
}

func startsLine(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// skipTo is the offset of the next end after at, or of the end of the text.
func skipTo(text string, at int, end string) int {
	if found := strings.Index(text[at+1:], end); found >= 0 {
		return at + 1 + found
	}
	return len(text)
}

// skipString is the offset of the quote that closes the one at at; a string
// ends with its line at the latest.
func skipString(text string, at int) int {
	for at++; at < len(text); at++ {
		switch text[at] {
		case '"', '\n':
			return at
		case '\\':
			at++
		}
	}
	return at
}

func deepAt(file, text string, at int) diagnostic {
	before := text[:at]
	line := strings.LastIndexByte(before, '\n') + 1
	row, col := strings.Count(before, "\n")+1, utf8.RuneCountInString(before[line:])+1
	return diagnostic{
		Code:    ast.ParseErr,
		Message: fmt.Sprintf("brackets nest deeper than %d", maxNesting),
		File:    file, Row: row, Col: col, EndRow: row, EndCol: col + 1,
	}
}
