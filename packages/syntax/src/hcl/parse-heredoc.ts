import type { Heredoc } from './ast.ts'
import { isSpace, leadingSpace } from './characters.ts'
import { assemble } from './directives.ts'
import type { Parser } from './parser.ts'
import { type Piece, Pieces, signsEnd, type TextPiece } from './template.ts'
import * as t from './tokens.ts'

const DOLLAR = 36
const PERCENT = 37

/** A heredoc, from its opening marker. */
export function parseHeredoc(p: Parser): Heredoc {
  const { start, text } = p
  const flush = text.charCodeAt(start + 2) === 45
  const marker = text.slice(start + (flush ? 3 : 2), p.end)
  const newlines = p.newlines
  const pieces = new Pieces(p)
  const end = readLines(p, pieces, marker)
  p.newlines = newlines
  if (end < 0) return { kind: 'heredoc', start, end: p.start, marker, flush, parts: [] }
  if (flush) takeIndentOff(pieces.list)
  const parts = assemble(p, pieces.list)
  // Only white space stands between the marker and its line break, some of it unknown to the scanner.
  const newline = text.indexOf('\n', end)
  p.end = text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline
  p.next()
  return { kind: 'heredoc', start, end, marker, flush, parts }
}

/** Reads up to the closing marker and returns where the marker ends, or -1 when the parser failed. */
function readLines(p: Parser, pieces: Pieces, marker: string): number {
  const { text, start: opening, end: openingEnd } = p
  let i = text.indexOf('\n', openingEnd) + 1
  let lineStart = true
  for (;;) {
    if (lineStart) {
      const close = markerEnd(text, i, marker)
      if (close >= 0) return close
    }
    const stop = segmentEnd(text, i)
    const c = text.charCodeAt(stop)
    lineStart = c === 10
    if (lineStart) {
      pieces.text(text.slice(i, stop + 1), i, stop + 1)
      i = stop + 1
      continue
    }
    if (stop > i) pieces.text(text.slice(i, stop), i, stop)
    if (c === 13) {
      p.fail('HCL_INVALID_CHARACTER', 'a carriage return without a line feed is not valid', stop, stop + 1)
      return -1
    }
    if (c !== DOLLAR && c !== PERCENT) {
      p.failHeredoc(marker, opening, openingEnd)
      return -1
    }
    i = readSpecial(pieces, text, stop, c)
    if (p.kind === t.FAILED) return -1
  }
}

/** A `$` or `%`: a sequence, an escaped one, or itself. Returns the offset after it. */
function readSpecial(pieces: Pieces, text: string, at: number, c: number): number {
  const second = text.charCodeAt(at + 1)
  if (second === 123) return pieces.sequence(at)
  const escaped = second === c && text.charCodeAt(at + 2) === 123
  if (escaped) {
    pieces.text(text.slice(at + 1, at + 3), at, at + 3)
    return at + 3
  }
  const end = signsEnd(text, at + 1)
  // HashiCorp's scanner takes the character between a lone `$` and the end of its line into the same piece.
  const last = text.charCodeAt(end)
  const joined = last < 128 && lineBreakAt(text, end + 1) && !(last === 13 && text.charCodeAt(end + 1) === 13)
  pieces.text(text.slice(at, joined ? end + 1 : end), at, joined ? end + 1 : end)
  return joined ? end + 1 : end
}

function lineBreakAt(text: string, at: number): boolean {
  const c = text.charCodeAt(at)
  return c === 10 || (c === 13 && text.charCodeAt(at + 1) === 10)
}

/** The next `$`, `%`, line feed, lone carriage return, or the end. */
function segmentEnd(text: string, from: number): number {
  for (let i = from; ; i++) {
    const c = text.charCodeAt(i)
    if (c > PERCENT) continue
    if (c === DOLLAR || c === PERCENT || c === 10 || Number.isNaN(c)) return i
    if (c === 13 && text.charCodeAt(i + 1) !== 10) return i
  }
}

/** Where the marker ends if a line holds it and white space only, up to a line break; else -1. */
function markerEnd(text: string, at: number, marker: string): number {
  let i = skipSpace(text, at)
  if (!text.startsWith(marker, i)) return -1
  i += marker.length
  return text.charCodeAt(skipSpace(text, i)) === 10 ? i : -1
}

/** Past white space, not past a line feed nor a carriage return that no line feed follows. */
function skipSpace(text: string, at: number): number {
  let i = at
  for (;;) {
    const c = text.charCodeAt(i)
    if (c === 10 || !isSpace(c) || (c === 13 && text.charCodeAt(i + 1) !== 10)) return i
    i++
  }
}

/** `<<-`: the smallest indentation of any line that is not blank comes off every line. */
function takeIndentOff(pieces: readonly Piece[]): void {
  const starts: TextPiece[] = []
  let least = Number.POSITIVE_INFINITY
  let lineStart = true
  for (const piece of pieces) {
    if (piece.kind !== 'text') {
      if (lineStart) least = 0
      lineStart = false
      continue
    }
    if (lineStart) {
      const indent = leadingSpace(piece.value)
      const blank = indent === piece.value.length && piece.value.endsWith('\n')
      if (!blank) {
        starts.push(piece)
        least = Math.min(least, indent)
      }
    }
    lineStart = piece.value.endsWith('\n')
  }
  for (const piece of starts) piece.value = piece.value.slice(least)
}
