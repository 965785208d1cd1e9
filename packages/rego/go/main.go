// Command rego is the Rego toolchain as one WebAssembly reactor: Open Policy
// Agent's own parser, compiler, formatter, test runner and evaluator behind a
// single call that takes and returns bytes in linear memory.
package main

func main() {}
