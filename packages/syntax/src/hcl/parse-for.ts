import type { Expression } from './ast.ts'
import { parseExpression } from './parse-expression.ts'
import type { Parser } from './parser.ts'
import * as t from './tokens.ts'

/** `k, v in collection`, from the token after `for`; shared with the template directive. */
export interface ForNames {
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
}

export function parseForNames(p: Parser): ForNames {
  let keyName: string | undefined
  let valueName = parseForName(p, 'a variable name after `for`')
  if (p.kind === t.COMMA) {
    p.next()
    keyName = valueName
    valueName = parseForName(p, 'a variable name after the comma')
  }
  if (!p.at('in')) p.fail('HCL_INVALID_FOR', `expected \`in\` and a collection, found ${p.found()}`)
  p.next()
  return { keyName, valueName, collection: parseExpression(p) }
}

function parseForName(p: Parser, what: string): string {
  p.expect(t.NAME, 'HCL_INVALID_FOR', what)
  const name = p.text.slice(p.start, p.end)
  p.next()
  return name
}

/** A `for` expression, from its keyword. Line breaks do not count anywhere in it. */
export function parseFor(p: Parser, start: number, close: number, newlines: boolean): Expression {
  p.next()
  const names = parseForNames(p)
  p.expect(t.COLON, 'HCL_INVALID_FOR', '`:` after the collection')
  p.next()
  let result = parseExpression(p)
  let key: Expression | undefined
  if (p.kind === t.ARROW) {
    if (close === t.CLOSE_BRACKET) {
      p.fail('HCL_INVALID_FOR', 'a `for` in brackets makes a list: it has no key', result.start, p.end)
    }
    p.next()
    key = result
    result = parseExpression(p)
  }
  const group = p.kind === t.ELLIPSIS
  if (group) {
    if (close === t.CLOSE_BRACKET) {
      p.fail('HCL_INVALID_FOR', 'a `for` in brackets makes a list: `...` has no meaning in it')
    }
    p.next()
  }
  const condition = parseCondition(p)
  p.expect(close, 'HCL_INVALID_FOR', close === t.CLOSE_BRACE ? '`}`' : '`]`')
  const end = p.end
  if (close === t.CLOSE_BRACE && key === undefined) {
    p.fail(
      'HCL_INVALID_FOR',
      'a `for` in braces makes an object: write `key => value`',
      result.start,
      result.end,
    )
  }
  p.newlines = newlines
  p.next()
  if (close === t.CLOSE_BRACKET) return { kind: 'for-tuple', start, end, ...names, result, condition }
  return {
    kind: 'for-object',
    start,
    end,
    ...names,
    key: key ?? { kind: 'invalid', start: result.start, end: result.start },
    result,
    group,
    condition,
  }
}

function parseCondition(p: Parser): Expression | undefined {
  if (!p.at('if')) return undefined
  p.next()
  return parseExpression(p)
}
