import type { Binary, BinaryOperator, Expression, Invalid, Literal } from './ast.ts'
import { parseCall } from './parse-call.ts'
import { parseObject, parseTuple } from './parse-collection.ts'
import { parseHeredoc } from './parse-heredoc.ts'
import { parseQuoted } from './parse-quoted.ts'
import { parseSteps } from './parse-steps.ts'
import { MAX_HEIGHT, type Parser } from './parser.ts'
import * as t from './tokens.ts'

/** In the order of the token kinds from `OPERATOR` on. */
const operators: readonly BinaryOperator[] = [
  '||',
  '&&',
  '==',
  '!=',
  '>',
  '>=',
  '<',
  '<=',
  '+',
  '-',
  '*',
  '/',
  '%',
]
const precedences: Uint8Array = Uint8Array.of(1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 6, 6, 6)

/** A whole expression; stops at the first token that cannot go on with it. */
export function parseExpression(p: Parser): Expression {
  if (!p.enter()) return p.invalid()
  const siblings = p.height
  p.height = 0
  let expression = parseBinary(p, 0)
  if (p.kind === t.QUESTION) expression = parseConditional(p, expression)
  if (p.height + 1 > siblings) p.height++
  else p.height = siblings
  p.leave()
  return expression
}

function parseConditional(p: Parser, condition: Expression): Expression {
  p.next()
  const consequent = parseExpression(p)
  p.expect(t.COLON, 'HCL_UNEXPECTED_TOKEN', '`:` and the value for when the condition is false')
  p.next()
  const alternate = parseExpression(p)
  return { kind: 'conditional', start: condition.start, end: alternate.end, condition, consequent, alternate }
}

/** Operands and operators that bind at least as tightly as `minimum`; equal ones group to the left. */
function parseBinary(p: Parser, minimum: number): Expression {
  let left = parseOperand(p)
  while (p.kind >= t.OPERATOR) {
    const index = p.kind - t.OPERATOR
    const precedence = precedences[index] as number
    if (precedence < minimum) break
    p.next()
    const right = parseBinary(p, precedence + 1)
    const binary: Binary = {
      kind: 'binary',
      start: left.start,
      end: right.end,
      operator: operators[index] as BinaryOperator,
      left,
      right,
    }
    left = binary
    if (++p.height > MAX_HEIGHT) p.fail('HCL_TOO_DEEP', `more than ${MAX_HEIGHT} operators in one expression`)
  }
  return left
}

/** A term with the steps into it. Signs reach over the steps: `-a.b` is the negative of `a.b`. */
function parseOperand(p: Parser): Expression {
  const source = parseTerm(p)
  if (p.kind !== t.DOT && p.kind !== t.OPEN_BRACKET) return source
  const steps = parseSteps(p)
  const last = steps[steps.length - 1]
  if (last === undefined) return source
  return { kind: 'traversal', start: source.start, end: last.end, source, steps }
}

function parseTerm(p: Parser): Expression {
  switch (p.kind) {
    case t.NAME:
      return parseName(p)
    case t.QUOTE:
      return parseQuoted(p)
    case t.NUMBER:
      return parseNumber(p)
    case t.OPEN_BRACKET:
      return parseTuple(p)
    case t.OPEN_BRACE:
      return parseObject(p)
    case t.OPEN_PAREN:
      return parseParentheses(p)
    case t.MINUS:
    case t.NOT:
      return parseUnary(p)
    case t.HEREDOC:
      return parseHeredoc(p)
    default:
      return missing(p)
  }
}

function missing(p: Parser): Invalid {
  const invalid = p.invalid()
  p.fail('HCL_MISSING_VALUE', `expected a value, found ${p.found()}`)
  return invalid
}

function parseName(p: Parser): Expression {
  const { start, end } = p
  const name = p.text.slice(start, end)
  p.next()
  if (p.kind === t.OPEN_PAREN || p.kind === t.SCOPE) return parseCall(p, start, end)
  switch (name) {
    case 'true':
      return { kind: 'literal', start, end, value: true }
    case 'false':
      return { kind: 'literal', start, end, value: false }
    case 'null':
      return { kind: 'literal', start, end, value: null }
    default:
      return { kind: 'variable', start, end, name }
  }
}

export function parseNumber(p: Parser): Literal {
  const { start, end } = p
  const digits = p.text.slice(start, end)
  const value = Number(digits)
  if (Number.isNaN(value) || isOutOfRange(digits, value))
    p.report('HCL_INVALID_NUMBER', `\`${digits}\` is not a number`)
  p.next()
  return { kind: 'literal', start, end, value: Number.isNaN(value) ? 0 : value }
}

/** HashiCorp's numbers are far wider than doubles, but their decimal exponents have 32 bits. */
function isOutOfRange(digits: string, value: number): boolean {
  if (digits.length < 11 || (Number.isFinite(value) && value !== 0)) return false
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e')
  return Number(mantissa) !== 0 && (Number(exponent) >= 2 ** 31 - 1 || Number(exponent) < -(2 ** 31))
}

function parseParentheses(p: Parser): Expression {
  const start = p.start
  const newlines = p.newlines
  p.newlines = false
  p.next()
  const expression = parseExpression(p)
  p.expect(t.CLOSE_PAREN, 'HCL_UNCLOSED', '`)`')
  const end = p.end
  p.newlines = newlines
  p.next()
  return { kind: 'parentheses', start, end, expression }
}

function parseUnary(p: Parser): Expression {
  const start = p.start
  const operator = p.kind === t.MINUS ? '-' : '!'
  if (!p.enter()) return p.invalid()
  p.next()
  const operand = parseOperand(p)
  p.height++
  p.leave()
  return { kind: 'unary', start, end: operand.end, operator, operand }
}
