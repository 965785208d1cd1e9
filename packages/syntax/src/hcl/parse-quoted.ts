import type { Label, Template, TemplatePart } from './ast.ts'
import { isHexDigit } from './characters.ts'
import { assemble } from './directives.ts'
import type { Parser } from './parser.ts'
import { Pieces, signsEnd } from './template.ts'
import * as t from './tokens.ts'

const BACKSLASH = 92
const DOLLAR = 36
const PERCENT = 37

/** A quoted string, from its opening quote. */
export function parseQuoted(p: Parser): Template {
  const start = p.start
  const from = p.end
  const plain = plainEnd(p.text, from)
  if (p.text.charCodeAt(plain) === 34) {
    const value = p.text.slice(from, plain)
    const parts: TemplatePart[] = value === '' ? [] : [{ kind: 'text', start: from, end: plain, value }]
    p.end = plain + 1
    p.next()
    return { kind: 'template', start, end: plain + 1, parts }
  }
  const newlines = p.newlines
  const pieces = new Pieces(p)
  const end = readPieces(p, pieces, from)
  const parts = end < 0 ? [] : assemble(p, pieces.list)
  p.newlines = newlines
  if (end < 0) return { kind: 'template', start, end: p.start, parts }
  p.end = end
  p.next()
  return { kind: 'template', start, end, parts }
}

/** Where the text that stands for itself ends. */
function plainEnd(text: string, from: number): number {
  for (let i = from; ; i++) {
    const c = text.charCodeAt(i)
    // Every character of interest but the backslash is at or below `%`; NaN past the end compares false.
    if (c > PERCENT && c !== BACKSLASH) continue
    if (
      c === 34 ||
      c === DOLLAR ||
      c === PERCENT ||
      c === BACKSLASH ||
      c === 10 ||
      c === 13 ||
      Number.isNaN(c)
    ) {
      return i
    }
  }
}

/** Reads up to the closing quote and returns the offset after it, or -1 when the parser failed. */
function readPieces(p: Parser, pieces: Pieces, from: number): number {
  const { text } = p
  let i = from
  for (;;) {
    const stop = segmentEnd(text, i)
    if (stop > i) pieces.text(resolveEscapes(p, i, stop), i, stop)
    const c = text.charCodeAt(stop)
    if (c === 34) return stop + 1
    if (c !== DOLLAR && c !== PERCENT) {
      p.fail('HCL_UNCLOSED', 'this string is not closed on its line', from - 1, stop)
      return -1
    }
    const second = text.charCodeAt(stop + 1)
    if (second === 123) {
      i = pieces.sequence(stop)
      if (p.kind === t.FAILED) return -1
    } else if (second === c && text.charCodeAt(stop + 2) === 123) {
      i = stop + 3
      pieces.text(c === DOLLAR ? '${' : '%{', stop, i)
    } else {
      i = signsEnd(text, stop + 1)
      pieces.text(text.slice(stop, i), stop, i)
    }
  }
}

/** The next quote, `$`, `%` or line break (or the end) that is not escaped by a backslash. */
function segmentEnd(text: string, from: number): number {
  let i = plainEnd(text, from)
  while (text.charCodeAt(i) === BACKSLASH) {
    const next = text.charCodeAt(i + 1)
    if (next === 10 || next === 13 || Number.isNaN(next)) return i + 1
    i = plainEnd(text, i + 2)
  }
  return i
}

/** The text of a segment with its escapes resolved; unknown ones are reported and stand for themselves. */
function resolveEscapes(p: Parser, from: number, to: number): string {
  const { text } = p
  let out = ''
  let copied = from
  for (let i = nextBackslash(text, from, to); i < to; i = nextBackslash(text, copied, to)) {
    out += text.slice(copied, i)
    const c = text.charCodeAt(i + 1)
    if (c === 117 || c === 85) {
      copied = unicodeEnd(p, i, to)
      out += codePoint(p, i, copied)
      continue
    }
    const simple = simpleEscape(c)
    if (simple === undefined) {
      const character = String.fromCodePoint(text.codePointAt(i + 1) ?? 0xfffd)
      p.report(
        'HCL_INVALID_ESCAPE',
        `\\${character} is not an escape: write \\\\ for a backslash`,
        i,
        i + 1 + character.length,
      )
    }
    out += simple ?? ''
    copied = simple === undefined ? i + 1 : i + 2
  }
  return out + text.slice(copied, to)
}

function nextBackslash(text: string, from: number, to: number): number {
  let i = from
  while (i < to && text.charCodeAt(i) !== BACKSLASH) i++
  return i
}

function simpleEscape(c: number): string | undefined {
  switch (c) {
    case 110:
      return '\n'
    case 114:
      return '\r'
    case 116:
      return '\t'
    case 34:
      return '"'
    case BACKSLASH:
      return '\\'
    default:
      return undefined
  }
}

/** End of `\uXXXX` or `\UXXXXXXXX`, or of as many hexadecimal digits as there are. */
function unicodeEnd(p: Parser, at: number, to: number): number {
  const most = at + (p.text.charCodeAt(at + 1) === 117 ? 6 : 10)
  let i = at + 2
  while (i < to && i < most && isHexDigit(p.text.charCodeAt(i))) i++
  return i
}

function codePoint(p: Parser, at: number, end: number): string {
  const digits = p.text.charCodeAt(at + 1) === 117 ? 4 : 8
  const point = Number.parseInt(p.text.slice(at + 2, end), 16)
  if (end - at - 2 === digits && point <= 0x10ffff && (point < 0xd800 || point > 0xdfff)) {
    return String.fromCodePoint(point)
  }
  const form = digits === 4 ? '\\uXXXX' : '\\UXXXXXXXX'
  p.report('HCL_INVALID_ESCAPE', `${form} needs ${digits} hexadecimal digits that name a character`, at, end)
  return ''
}

/** A quoted block label: text without `${` and `%{`. */
export function parseLabel(p: Parser): Label {
  const { start, text } = p
  let value = ''
  let i = p.end
  for (;;) {
    const stop = segmentEnd(text, i)
    value += resolveEscapes(p, i, stop)
    const c = text.charCodeAt(stop)
    if (c === 34) {
      p.end = stop + 1
      p.next()
      return { kind: 'label', start, end: stop + 1, value, quoted: true }
    }
    const second = text.charCodeAt(stop + 1)
    if ((c === DOLLAR || c === PERCENT) && second !== 123) {
      const escaped = second === c && text.charCodeAt(stop + 2) === 123
      value += escaped ? `${String.fromCharCode(c)}{` : String.fromCharCode(c)
      i = stop + (escaped ? 3 : 1)
      continue
    }
    if (second === 123)
      p.fail('HCL_INVALID_TEMPLATE', 'a label is plain text: no template may stand in it', stop, stop + 2)
    else p.fail('HCL_UNCLOSED', 'this label is not closed on its line', start, stop)
    return { kind: 'label', start, end: stop, value, quoted: true }
  }
}
