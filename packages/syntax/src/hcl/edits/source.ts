import type { Block, Body } from '../ast.ts'
import { type Parsed, parseFile } from '../parse.ts'

/** One text with its tree and what edits need to know of its lines. */
export class Source {
  readonly text: string
  readonly body: Body
  readonly diagnostics: Parsed['diagnostics']
  readonly #comments: readonly number[]
  #unit: string | undefined

  constructor(text: string, parsed: Parsed = parseFile(text)) {
    this.text = text
    this.body = parsed.body
    this.diagnostics = parsed.diagnostics
    this.#comments = parsed.comments
  }

  /** Start of the line of an offset; a BOM stands before the first line. */
  lineStart(at: number): number {
    const start = this.text.lastIndexOf('\n', at - 1) + 1
    if (at === 0) return 0
    return start === 0 && this.text.charCodeAt(0) === 0xfeff ? 1 : start
  }

  /** White space the line of an offset starts with. */
  indentAt(at: number): string {
    const start = this.lineStart(at)
    return this.text.slice(start, skipBlanks(this.text, start))
  }

  /** Whether only white space stands before an offset on its line. */
  startsLine(at: number): boolean {
    return skipBlanks(this.text, this.lineStart(at)) >= at
  }

  /** The line break in use where an offset is. */
  eol(at: number): string {
    let newline = this.text.lastIndexOf('\n', at - 1)
    if (newline < 0) newline = this.text.indexOf('\n', at)
    return newline > 0 && this.text.charCodeAt(newline - 1) === 13 ? '\r\n' : '\n'
  }

  /** What one level of indentation is in this text: learnt from the first block or object that shows it. */
  get unit(): string {
    this.#unit ??= unitOf(this, this.body) ?? '  '
    return this.#unit
  }

  /** The last comment that ends at or before an offset. */
  commentBefore(at: number): { readonly start: number; readonly end: number } | undefined {
    const comments = this.#comments
    let low = 0
    let high = comments.length / 2
    while (low < high) {
      const middle = (low + high) >> 1
      if ((comments[middle * 2 + 1] as number) <= at) low = middle + 1
      else high = middle
    }
    if (low === 0) return undefined
    return { start: comments[low * 2 - 2] as number, end: comments[low * 2 - 1] as number }
  }

  /** Whether a comment stands in a range. */
  hasComment(start: number, end: number): boolean {
    const comment = this.commentBefore(end)
    return comment !== undefined && comment.start >= start
  }
}

/** Past spaces and tabs. */
export function skipBlanks(text: string, at: number): number {
  let i = at
  while (text.charCodeAt(i) === 32 || text.charCodeAt(i) === 9) i++
  return i
}

/** Whether a line break or the end of the text stands at an offset. */
export function atLineBreak(text: string, at: number): boolean {
  const c = text.charCodeAt(at)
  return c === 10 || (c === 13 && text.charCodeAt(at + 1) === 10) || at >= text.length
}

/** The offset after the line break at an offset. */
export function pastLineBreak(text: string, at: number): number {
  if (at >= text.length) return at
  return text.charCodeAt(at) === 13 ? at + 2 : at + 1
}

/** Past spaces and comments between tokens, up to the line break; a block comment may end on a later line. */
export function skipComments(text: string, at: number): number {
  let i = skipBlanks(text, at)
  for (;;) {
    const c = text.charCodeAt(i)
    const second = text.charCodeAt(i + 1)
    if (c === 35 || (c === 47 && second === 47)) {
      const newline = text.indexOf('\n', i)
      if (newline < 0) return text.length
      return text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline
    }
    if (c !== 47 || second !== 42) return i
    i = skipBlanks(text, text.indexOf('*/', i + 2) + 2)
  }
}

/** Past spaces, comments and line breaks between tokens. */
function skipGap(text: string, at: number): number {
  let i = skipComments(text, at)
  while (i < text.length && atLineBreak(text, i)) i = skipComments(text, pastLineBreak(text, i))
  return i
}

/** Offset of the comma that follows an item, or -1. */
export function commaAfter(text: string, end: number): number {
  const next = skipGap(text, end)
  return text.charCodeAt(next) === 44 ? next : -1
}

function unitOf(source: Source, body: Body): string | undefined {
  for (const item of body.items) {
    if (item.kind !== 'block') continue
    const unit = unitOfBlock(source, item)
    if (unit !== undefined) return unit
  }
  return undefined
}

function unitOfBlock(source: Source, block: Block): string | undefined {
  const outer = source.indentAt(block.start)
  for (const item of block.body.items) {
    if (!source.startsLine(item.start)) continue
    const inner = source.indentAt(item.start)
    if (inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length)
  }
  return unitOf(source, block.body)
}
