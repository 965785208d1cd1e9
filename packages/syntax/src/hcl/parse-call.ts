import type { Call, Expression } from './ast.ts'
import { parseExpression } from './parse-expression.ts'
import type { Parser } from './parser.ts'
import * as t from './tokens.ts'

/** A call, from the token after the first part of its name. */
export function parseCall(p: Parser, start: number, firstEnd: number): Call {
  let nameEnd = firstEnd
  let name = p.text.slice(start, firstEnd)
  while (p.kind === t.SCOPE) {
    p.next()
    p.expect(t.NAME, 'HCL_UNEXPECTED_TOKEN', 'a function name after `::`')
    name += `::${p.text.slice(p.start, p.end)}`
    nameEnd = p.end
    p.next()
  }
  const newlines = p.newlines
  p.expect(t.OPEN_PAREN, 'HCL_UNEXPECTED_TOKEN', '`(` after the function name')
  p.newlines = false
  p.next()
  const values: Expression[] = []
  const expand = parseArguments(p, values)
  p.expect(t.CLOSE_PAREN, 'HCL_UNCLOSED', values.length === 0 ? '`)`' : '`,` or `)` after an argument')
  const end = p.end
  p.newlines = newlines
  p.next()
  return { kind: 'call', start, end, name, nameEnd, arguments: values, expand }
}

/** Returns whether the last argument is expanded. */
function parseArguments(p: Parser, values: Expression[]): boolean {
  while (p.kind !== t.CLOSE_PAREN && p.kind !== t.FAILED) {
    values.push(parseExpression(p))
    if (p.kind === t.ELLIPSIS) {
      p.next()
      return true
    }
    if (p.kind !== t.COMMA) return false
    p.next()
  }
  return false
}
