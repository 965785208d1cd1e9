import type { Expression, ObjectItem, ObjectKey } from './ast.ts'
import { nameEnd } from './characters.ts'
import { parseExpression } from './parse-expression.ts'
import { parseFor } from './parse-for.ts'
import type { Parser } from './parser.ts'
import * as t from './tokens.ts'

/** `[…]`: a tuple or a `for` that makes one. */
export function parseTuple(p: Parser): Expression {
  const start = p.start
  const newlines = p.newlines
  p.newlines = false
  p.next()
  if (p.at('for')) return parseFor(p, start, t.CLOSE_BRACKET, newlines)
  const items: Expression[] = []
  while (p.kind !== t.CLOSE_BRACKET && p.kind !== t.FAILED) {
    items.push(parseExpression(p))
    if (p.kind !== t.COMMA) break
    p.next()
  }
  p.expect(t.CLOSE_BRACKET, 'HCL_UNCLOSED', items.length === 0 ? '`]`' : '`,` or `]` after an item')
  const end = p.end
  p.newlines = newlines
  p.next()
  return { kind: 'tuple', start, end, items }
}

/** `{…}` as a value: an object or a `for` that makes one. Line breaks count in the first, not in the second. */
export function parseObject(p: Parser): Expression {
  const start = p.start
  const newlines = p.newlines
  if (forAhead(p.text, p.end)) {
    p.newlines = false
    p.next()
    return parseFor(p, start, t.CLOSE_BRACE, newlines)
  }
  p.newlines = true
  p.next()
  const items: ObjectItem[] = []
  for (;;) {
    while (p.kind === t.NEWLINE) p.next()
    if (p.kind === t.CLOSE_BRACE || p.kind === t.FAILED) break
    items.push(parseItem(p))
    if (p.kind !== t.COMMA && p.kind !== t.NEWLINE) break
    p.next()
  }
  p.expect(
    t.CLOSE_BRACE,
    'HCL_UNCLOSED',
    items.length === 0 ? '`}`' : 'a line break, `,` or `}` after a value',
  )
  const end = p.end
  p.newlines = newlines
  p.next()
  return { kind: 'object', start, end, items }
}

function parseItem(p: Parser): ObjectItem {
  const start = p.start
  const key = parseKey(p)
  const separator = p.kind === t.COLON ? ':' : '='
  if (p.kind !== t.COLON) p.expect(t.EQUALS, 'HCL_UNEXPECTED_TOKEN', '`=` after the key')
  const separatorAt = p.start
  p.next()
  const value = parseExpression(p)
  return { kind: 'item', start, end: value.end, key, separator, separatorAt, value }
}

/** A bare word names the key itself, also where it would be a keyword elsewhere. */
function parseKey(p: Parser): ObjectKey {
  const word = p.kind === t.NAME
  const expression = parseExpression(p)
  const { start, end } = expression
  if (word && (expression.kind === 'variable' || expression.kind === 'literal')) {
    return { kind: 'name', start, end, name: p.text.slice(start, end) }
  }
  return { kind: 'expression', start, end, expression }
}

/** Whether the first word after white space and comments is `for`. */
function forAhead(text: string, at: number): boolean {
  let i = at
  for (;;) {
    const c = text.charCodeAt(i)
    if (c === 32 || c === 9 || c === 10 || c === 13) i++
    else if (c === 35 || (c === 47 && text.charCodeAt(i + 1) === 47)) {
      const newline = text.indexOf('\n', i)
      if (newline < 0) return false
      i = newline + 1
    } else if (c === 47 && text.charCodeAt(i + 1) === 42) {
      const close = text.indexOf('*/', i + 2)
      if (close < 0) return false
      i = close + 2
    } else {
      return c === 102 && text.startsWith('for', i) && nameEnd(text, i) === i + 3
    }
  }
}
