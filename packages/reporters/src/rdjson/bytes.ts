import type { JsonObject, Position } from '@regraft/model'
import { lineAt } from '../line-at.ts'

interface Stretch {
  readonly start: Position
  readonly end: Position
}

/** Places as reviewdog counts: lines that a line feed ends, columns in bytes of UTF-8, ends exclusive. */
export class Bytes {
  readonly text: (file: string) => string | undefined
  readonly #starts = new Map<string, readonly number[]>()

  constructor(text: (file: string) => string | undefined) {
    this.text = text
  }

  location(file: string, range: Stretch | undefined): JsonObject {
    return range === undefined ? { path: file } : { path: file, range: this.range(file, range) }
  }

  /** Without the text columns cannot be counted: the range is one of whole lines. */
  range(file: string, { start, end }: Stretch): JsonObject {
    const text = this.text(file)
    if (text === undefined) return { start: { line: start.line }, end: { line: end.line } }
    return { start: this.#place(file, text, start.offset), end: this.#place(file, text, end.offset) }
  }

  #place(file: string, text: string, offset: number): JsonObject {
    const starts = this.#startsOf(file, text)
    const line = lineAt(starts, offset)
    const before = text.slice(starts[line], offset)
    return { line: line + 1, column: new TextEncoder().encode(before).length + 1 }
  }

  #startsOf(file: string, text: string): readonly number[] {
    const known = this.#starts.get(file)
    if (known) return known
    const starts = [0]
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
    this.#starts.set(file, starts)
    return starts
  }
}
