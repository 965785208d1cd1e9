import type { AttributeStep, IndexStep, SplatStep, Step } from './ast.ts'
import { parseExpression, parseNumber } from './parse-expression.ts'
import type { Parser } from './parser.ts'
import * as t from './tokens.ts'

/** The steps after a term. */
export function parseSteps(p: Parser): Step[] {
  const steps: Step[] = []
  for (;;) {
    if (p.kind === t.DOT) steps.push(parseDot(p, true))
    else if (p.kind !== t.OPEN_BRACKET) return steps
    else steps.push(parseBracket(p))
  }
}

/** `.name`, `.0` and, where a splat may stand, `.*`. */
function parseDot(p: Parser, splat: true): Step
function parseDot(p: Parser, splat: false): AttributeStep | IndexStep
function parseDot(p: Parser, splat: boolean): Step {
  const start = p.start
  p.next()
  if (p.kind === t.NUMBER) return parseLegacyIndex(p, start)
  if (p.kind === t.STAR) {
    if (splat) return parseAttributeSplat(p, start)
    p.fail('HCL_UNEXPECTED_TOKEN', 'a `.*` cannot stand inside another `.*`: use `[*]`')
  }
  p.expect(t.NAME, 'HCL_UNEXPECTED_TOKEN', 'an attribute name after the dot')
  const step: AttributeStep = { kind: 'attribute', start, end: p.end, name: p.text.slice(p.start, p.end) }
  p.next()
  return step
}

function parseLegacyIndex(p: Parser, start: number): IndexStep {
  const digits = p.text.slice(p.start, p.end)
  if (digits.includes('.')) {
    p.report(
      'HCL_INVALID_NUMBER',
      `two indexes cannot be chained by dots: write [${digits.replace('.', '][')}]`,
    )
    p.next()
    return { kind: 'index', start, end: p.end, key: p.invalid(), legacy: true }
  }
  const key = parseNumber(p)
  return { kind: 'index', start, end: key.end, key, legacy: true }
}

function parseAttributeSplat(p: Parser, start: number): SplatStep {
  let end = p.end
  p.next()
  const steps: Step[] = []
  while (p.kind === t.DOT) {
    const step = parseDot(p, false)
    steps.push(step)
    end = step.end
  }
  return { kind: 'splat', start, end, full: false, steps }
}

function parseBracket(p: Parser): IndexStep | SplatStep {
  const start = p.start
  p.next()
  if (p.kind === t.STAR) return parseFullSplat(p, start)
  const newlines = p.newlines
  p.newlines = false
  if (p.kind === t.NEWLINE) p.next()
  const key = parseExpression(p)
  p.expect(t.CLOSE_BRACKET, 'HCL_UNCLOSED', '`]` after the index')
  const end = p.end
  p.newlines = newlines
  p.next()
  return { kind: 'index', start, end, key, legacy: false }
}

function parseFullSplat(p: Parser, start: number): SplatStep {
  p.next()
  p.expect(t.CLOSE_BRACKET, 'HCL_UNCLOSED', '`]` after `[*`')
  let end = p.end
  p.next()
  if (!p.enter()) return { kind: 'splat', start, end, full: true, steps: [] }
  const steps = parseSteps(p)
  p.height++
  p.leave()
  end = steps[steps.length - 1]?.end ?? end
  return { kind: 'splat', start, end, full: true, steps }
}
