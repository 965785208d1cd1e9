import type { Attribute, Block, Body, Item, Label } from './ast.ts'
import { parseExpression } from './parse-expression.ts'
import { parseLabel } from './parse-quoted.ts'
import type { Parser } from './parser.ts'
import { recoveryPoint } from './recover.ts'
import * as t from './tokens.ts'

/** Items up to the closing token (`END` or `CLOSE_BRACE`), which stays the current one. */
export function parseBody(p: Parser, close: number, start: number): Body {
  const items: Item[] = []
  const names = new Set<string>()
  for (;;) {
    while (p.kind === t.NEWLINE) p.next()
    if (p.kind === close || p.kind === t.END) break
    const at = p.start
    const item = parseItem(p)
    if (item !== undefined) {
      items.push(item)
      if (item.kind === 'attribute') noteName(p, item, names)
    }
    if (p.kind !== t.FAILED) continue
    if (p.exhausted) break
    const next = recoveryPoint(p.text, at, p.start)
    p.resume(next)
  }
  return { kind: 'body', start, end: p.start, items }
}

function noteName(p: Parser, attribute: Attribute, names: Set<string>): void {
  const { name, start, nameEnd } = attribute
  if (names.has(name)) {
    p.report(
      'HCL_DUPLICATE_ATTRIBUTE',
      `\`${name}\` is already set in this body; each argument stands once`,
      start,
      nameEnd,
    )
  }
  names.add(name)
}

/** One attribute or block with the line break after it. */
function parseItem(p: Parser): Item | undefined {
  if (!p.expect(t.NAME, 'HCL_UNEXPECTED_TOKEN', 'an argument or a block')) return undefined
  const { start, end } = p
  const name = p.text.slice(start, end)
  p.next()
  if (p.kind === t.EQUALS) {
    const attribute = parseAttribute(p, start, end, name)
    endOfLine(p, 'an argument')
    return attribute
  }
  if (p.kind === t.NAME || p.kind === t.QUOTE || p.kind === t.OPEN_BRACE)
    return parseBlock(p, start, end, name)
  p.fail('HCL_UNEXPECTED_TOKEN', `expected \`=\` or a block after \`${name}\`, found ${p.found()}`)
  return undefined
}

function parseAttribute(p: Parser, start: number, nameEnd: number, name: string): Attribute {
  const equals = p.start
  p.next()
  const value = parseExpression(p)
  return { kind: 'attribute', start, end: value.end, name, nameEnd, equals, value }
}

function endOfLine(p: Parser, what: string): void {
  if (p.kind === t.NEWLINE) p.next()
  else if (p.kind !== t.END) {
    const comma = p.kind === t.COMMA ? ': arguments are separated by line breaks, not commas' : ''
    p.fail('HCL_MISSING_NEWLINE', `expected a line break after ${what}, found ${p.found()}${comma}`)
  }
}

function parseBlock(p: Parser, start: number, typeEnd: number, type: string): Block | undefined {
  const labels: Label[] = []
  let headerEnd = typeEnd
  for (;;) {
    if (p.kind === t.QUOTE) labels.push(parseLabel(p))
    else if (p.kind === t.NAME) {
      labels.push({
        kind: 'label',
        start: p.start,
        end: p.end,
        value: p.text.slice(p.start, p.end),
        quoted: false,
      })
      p.next()
    } else break
    headerEnd = labels[labels.length - 1]?.end ?? headerEnd
  }
  if (!p.expect(t.OPEN_BRACE, 'HCL_UNEXPECTED_TOKEN', 'a label or `{` on the line of the block'))
    return undefined
  if (!p.enter()) return undefined
  const open = p.start
  p.next()
  const many = p.kind === t.NEWLINE || p.kind === t.CLOSE_BRACE || p.kind === t.END
  const body = many ? parseBody(p, t.CLOSE_BRACE, open + 1) : parseOneLine(p, open + 1)
  p.leave()
  const close = p.start
  const end = p.kind === t.CLOSE_BRACE ? p.end : close
  if (p.kind === t.CLOSE_BRACE) {
    p.next()
    endOfLine(p, 'a block')
  } else p.fail('HCL_UNCLOSED', 'this block has no closing brace', start, open + 1)
  return { kind: 'block', start, end, type, typeEnd, labels, headerEnd, open, close, body }
}

/** `{ name = value }`: one argument and nothing else. */
function parseOneLine(p: Parser, start: number): Body {
  const items: Item[] = []
  if (p.expect(t.NAME, 'HCL_UNEXPECTED_TOKEN', 'an argument')) {
    const { start: at, end } = p
    const name = p.text.slice(at, end)
    p.next()
    if (p.kind === t.EQUALS) items.push(parseAttribute(p, at, end, name))
    else
      p.fail(
        'HCL_MISSING_NEWLINE',
        `a block on one line holds one argument: expected \`=\` after \`${name}\``,
      )
    if (p.kind !== t.CLOSE_BRACE) {
      p.fail(
        'HCL_MISSING_NEWLINE',
        `a block on one line holds one argument: expected \`}\`, found ${p.found()}`,
      )
    }
  }
  return { kind: 'body', start, end: p.start, items }
}
