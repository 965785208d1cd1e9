import type { Position, Range } from './text.ts'

/** Line starts of one text; CRLF, LF and a lone CR end a line. Built once, asked often. */
export class Lines {
  readonly #starts: readonly number[]
  readonly #text: string

  constructor(text: string) {
    const starts = [0]
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i)
      if (c === 10 || (c === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1)
    }
    this.#starts = starts
    this.#text = text
  }

  get count(): number {
    return this.#starts.length
  }

  /** The position of an offset; offsets past the end are clamped. */
  position(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.#text.length))
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] as number) <= at) low = middle
      else high = middle - 1
    }
    return { offset: at, line: low + 1, column: at - (this.#starts[low] as number) + 1 }
  }

  /** Offset of a 1-based line and column, clamped to the line. */
  offset(line: number, column: number): number {
    const start = this.#starts[line - 1]
    if (start === undefined) return this.#text.length
    const end = this.#starts[line] ?? this.#text.length + 1
    return Math.min(start + column - 1, end - 1)
  }

  /** The text of a 1-based line without its line break. */
  line(number: number): string {
    const start = this.#starts[number - 1]
    if (start === undefined) return ''
    return this.#text.slice(start, this.#starts[number]).replace(/[\r\n]+$/, '')
  }

  range(range: Range): { start: Position; end: Position } {
    return { start: this.position(range.start), end: this.position(range.end) }
  }
}

/**
 * The lines around a range with the range marked, for people.
 * At most `context` lines either side and six lines of the range itself; long lines are cut around the mark.
 */
export function codeFrame(text: string, range: Range, context = 2): string {
  const lines = new Lines(text)
  const start = lines.position(range.start)
  const end = lines.position(Math.max(range.start, range.end))
  const last = Math.min(end.line, start.line + 5)
  const from = Math.max(1, start.line - context)
  const to = Math.min(lines.count, last + context)
  const width = String(to).length
  const out: string[] = []
  for (let n = from; n <= to; n++) {
    const inside = n >= start.line && n <= last
    const content = lines.line(n)
    const left = Math.max(0, n === start.line ? start.column - 61 : 0)
    const shown = content.slice(left, left + 120)
    out.push(`${inside ? '>' : ' '} ${String(n).padStart(width)} | ${shown}`.trimEnd())
    if (n !== start.line) continue
    const stop = end.line === start.line ? end.column - 1 : content.length
    const marks = Math.max(1, Math.min(stop, left + 120) - (start.column - 1))
    const indent = shown.slice(0, start.column - 1 - left).replace(/[^\t]/g, ' ')
    out.push(`  ${' '.repeat(width)} | ${indent}${'^'.repeat(marks)}`)
  }
  return out.join('\n')
}
