import type { Prop, ScalarNode, ScalarStyle } from '../tree.ts'
import { Bail } from './bail.ts'
import { APOSTROPHE, COLON, type Cursor, HASH, LF, PIPE, QUOTE, SPACE, TAB } from './cursor.ts'

export const noProps: readonly Prop[] = []

export function scalar(style: ScalarStyle, text: string, start: number, end: number): ScalarNode {
  return { kind: 'scalar', style, text, start, end, props: noProps, size: 1 }
}

/** `-?:,[]{}#&*!|>'"%@` and backtick: what a plain scalar does not begin with, or only where it takes a closer look. */
const indicators = new Set([...'-?:,[]{}#&*!|>\'"%@`\t'].map((character) => character.charCodeAt(0)))

export function isIndicator(c: number): boolean {
  return indicators.has(c)
}

/** A plain scalar that ends with its line. */
export function plainScalar(cursor: Cursor): ScalarNode {
  const { text, at: start } = cursor
  const first = cursor.code()
  // Of the indicators only a dash before a word is simple: `-c`.
  if (isIndicator(first) && !(first === 45 && cursor.code(start + 1) > SPACE)) throw Bail
  const stop = cursor.lineEnd()
  let end = stop
  for (let at = start; at < stop; at++) {
    const c = text.charCodeAt(at)
    if (c === COLON && (cursor.isBreak(at + 1) || cursor.code(at + 1) === TAB)) throw Bail
    if (c === TAB) throw Bail
    if (c === HASH && text.charCodeAt(at - 1) === SPACE) {
      end = at
      break
    }
  }
  while (end > start && text.charCodeAt(end - 1) === SPACE) end--
  cursor.at = end
  return scalar('plain', text.slice(start, end), start, end)
}

/** A quoted scalar of one line. */
export function quotedScalar(cursor: Cursor): ScalarNode {
  const start = cursor.at
  const double = cursor.code() === QUOTE
  const end = double ? closingQuote(cursor) : closingApostrophe(cursor)
  const inner = cursor.text.slice(start + 1, end)
  cursor.at = end + 1
  const text = double ? unescaped(inner) : inner.includes("''") ? inner.replaceAll("''", "'") : inner
  return scalar(double ? 'double' : 'single', text, start, end + 1)
}

function closingQuote(cursor: Cursor): number {
  for (let at = cursor.at + 1; ; at++) {
    const c = cursor.code(at)
    if (c === QUOTE) return at
    if (c === 92) at++
    else if (c === LF || c === -1) throw Bail
  }
}

function closingApostrophe(cursor: Cursor): number {
  for (let at = cursor.at + 1; ; at++) {
    const c = cursor.code(at)
    if (c === APOSTROPHE && cursor.code(at + 1) !== APOSTROPHE) return at
    if (c === APOSTROPHE) at++
    else if (c === LF || c === -1) throw Bail
  }
}

const escapes: { readonly [letter: string]: string } = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  n: '\n',
  t: '\t',
  r: '\r',
}

function unescaped(inner: string): string {
  if (!inner.includes('\\')) return inner
  return inner.replace(/\\([\s\S]?)/g, (_, letter: string) => {
    const character = escapes[letter]
    if (character === undefined) throw Bail
    return character
  })
}

/** A block scalar below a key or dash at column `outer`, its indentation that of its first line. */
export function blockScalar(cursor: Cursor, outer: number): ScalarNode {
  const { text, at: start } = cursor
  const literal = cursor.code() === PIPE
  cursor.at++
  const chomp = text[cursor.at] === '-' || text[cursor.at] === '+' ? text[cursor.at] : ''
  if (chomp !== '') cursor.at++
  const headerEnd = cursor.at
  cursor.endLine()
  const body = new BlockBody(cursor, outer)
  const lines = body.read()
  const content = literal ? lines.join('\n') : folded(lines)
  const end = chomp === '+' ? body.end : body.contentEnd
  const tail = chomp === '-' || !body.ended ? '' : chomp === '+' ? '\n'.repeat(1 + body.blanks) : '\n'
  cursor.at = body.end
  return { ...scalar('block', content + tail, start, end), headerEnd }
}

/** Lines of a block scalar without the blank lines at its end. */
class BlockBody {
  /** Start of the line after the last that is its own, blank ones included. */
  end: number
  /** Start of the line after the last with content. */
  contentEnd: number
  /** Blank lines after the content. */
  blanks = 0
  /** Whether its last line has a line break. */
  ended = true
  readonly #cursor: Cursor
  readonly #outer: number

  constructor(cursor: Cursor, outer: number) {
    this.#cursor = cursor
    this.#outer = outer
    this.end = cursor.at
    this.contentEnd = cursor.at
  }

  read(): readonly string[] {
    const cursor = this.#cursor
    const { text } = cursor
    const lines: string[] = []
    let indent = -1
    while (cursor.at < text.length) {
      const start = cursor.at
      cursor.skipSpaces()
      const column = cursor.at - start
      const blank = cursor.isEnd(cursor.at)
      if (blank && (indent < 0 ? column > 0 : column > indent)) throw Bail
      if (!blank && column <= this.#outer) {
        cursor.at = start
        break
      }
      if (!blank && indent < 0) indent = column
      // Less indented than its first line, yet not outside: an error, or a comment that readers disagree on.
      if (!blank && (column < indent || cursor.code() === TAB)) throw Bail
      const stop = cursor.lineEnd()
      const line = blank ? '' : text.slice(start + indent, stop)
      cursor.at = stop + (text[stop] === '\r' ? 2 : text[stop] === '\n' ? 1 : 0)
      lines.push(line)
      this.end = cursor.at
      this.ended = cursor.at > stop
      this.blanks = blank ? this.blanks + 1 : 0
      if (!blank) this.contentEnd = cursor.at
    }
    if (indent < 0 || (!this.ended && this.blanks > 0)) throw Bail
    return this.blanks === 0 ? lines : lines.slice(0, -this.blanks)
  }
}

/** Lines joined as `>` joins them; lines that are indented further follow rules of their own. */
function folded(lines: readonly string[]): string {
  let out = lines[0] ?? ''
  if (/^\s/.test(out) || out === '') throw Bail
  let blanks = 0
  for (const line of lines.slice(1)) {
    if (line === '') {
      blanks++
      continue
    }
    if (/^\s/.test(line)) throw Bail
    out += blanks > 0 ? '\n'.repeat(blanks) + line : ` ${line}`
    blanks = 0
  }
  return out
}
