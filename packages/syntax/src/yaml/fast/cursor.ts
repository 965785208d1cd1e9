import type { Range } from '@regraft/model'
import { Bail } from './bail.ts'

export const TAB = 9
export const LF = 10
const CR = 13
export const SPACE = 32
export const QUOTE = 34
export const HASH = 35
export const APOSTROPHE = 39
export const COMMA = 44
export const DASH = 45
const DOT = 46
export const COLON = 58
export const OPEN_LIST = 91
export const CLOSE_LIST = 93
export const OPEN_MAP = 123
export const PIPE = 124
export const CLOSE_MAP = 125

/** A place in a text that is read line by line. */
export class Cursor {
  readonly text: string
  readonly comments: Range[] = []
  /** Offset of the next character to read. */
  at = 0
  /** Column of the content that the next line begins with; -1 at the end of the text. Valid after `nextContent`. */
  column = -1

  constructor(text: string) {
    this.text = text
  }

  get isDone(): boolean {
    return this.column === -1
  }

  code(at: number = this.at): number {
    return at < this.text.length ? this.text.charCodeAt(at) : -1
  }

  /** Whether a line ends at an offset. A carriage return only stands before a line feed. */
  isEnd(at: number): boolean {
    const c = this.code(at)
    return c === LF || c === CR || c === -1
  }

  isBreak(at: number): boolean {
    return this.code(at) === SPACE || this.isEnd(at)
  }

  skipSpaces(): void {
    while (this.code() === SPACE) this.at++
  }

  lineEnd(): number {
    const lf = this.text.indexOf('\n', this.at)
    if (lf < 0) return this.text.length
    return lf > this.at && this.text.charCodeAt(lf - 1) === CR ? lf - 1 : lf
  }

  /** Past the rest of a line that may only hold a comment behind a space. */
  endLine(): void {
    const from = this.at
    this.skipSpaces()
    if (this.code() === HASH && (this.at > from || this.code(from - 1) === SPACE)) this.comment()
    if (!this.isEnd(this.at)) throw Bail
    this.#feed()
  }

  comment(): void {
    const end = this.lineEnd()
    this.comments.push({ start: this.at, end })
    this.at = end
  }

  #feed(): void {
    if (this.code() === CR) this.at++
    if (this.code() === LF) this.at++
  }

  /** From the start of a line to the next content, past blank lines and comments. */
  nextContent(): void {
    while (this.at < this.text.length) {
      const start = this.at
      this.skipSpaces()
      const c = this.code()
      if (c === HASH) this.comment()
      if (this.isEnd(this.at)) {
        this.#feed()
        continue
      }
      this.column = this.at - start
      if (c === TAB || (this.column === 0 && this.#isMark(c))) throw Bail
      return
    }
    this.column = -1
  }

  #isMark(c: number): boolean {
    return (c === DASH || c === DOT) && this.code(this.at + 1) === c && this.code(this.at + 2) === c
  }
}
