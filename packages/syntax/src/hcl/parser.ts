import type { SyntaxDiagnostic } from '@regraft/model'
import type { Invalid } from './ast.ts'
import type { HclCode } from './codes.ts'
import { Scanner } from './scanner.ts'
import * as t from './tokens.ts'

/** How deep bodies, expressions and template directives may nest. Real files stay under 30. */
export const MAX_DEPTH = 250

/** How high an expression's tree may be; a chain of n operators is a tree n high. */
export const MAX_HEIGHT = 1000

/** After so many errors the rest of the text is not looked at. */
const MAX_ERRORS = 200

const MAX_UNCLOSED_HEREDOCS = 5

/**
 * State of one parse. An error does not throw: `fail` turns the current token into `FAILED`, on which every parse
 * function returns what it has; the body then starts anew at the next line that looks like one of its own.
 */
export class Parser extends Scanner {
  readonly diagnostics: SyntaxDiagnostic[] = []
  /** Height of the expression that is being parsed: the highest of its children so far. */
  height = 0
  private depth = 0
  private unclosedHeredocs = 0

  /** Whether one level more is allowed; a `leave` belongs to each `enter` that says so. */
  enter(): boolean {
    if (this.depth < MAX_DEPTH) {
      this.depth++
      return true
    }
    this.fail('HCL_TOO_DEEP', `this is nested more than ${MAX_DEPTH} levels deep`)
    return false
  }

  leave(): void {
    this.depth--
  }

  /** Notes an error and goes on. */
  report(code: HclCode, message: string, start: number = this.start, end: number = this.end): void {
    if (this.diagnostics.length >= MAX_ERRORS) return
    const last = Math.min(Math.max(start, end), this.text.length)
    this.diagnostics.push({
      code,
      severity: 'error',
      message,
      range: { start: Math.min(start, last), end: last },
    })
  }

  /** Notes an error after which the current item makes no sense. */
  fail(code: HclCode, message: string, start?: number, end?: number): void {
    if (this.kind === t.FAILED) return
    if (this.kind === t.BAD && code !== 'HCL_TOO_DEEP') this.badCharacter()
    else this.report(code, message, start, end)
    this.kind = t.FAILED
  }

  /** A heredoc that is not closed was read to the end of the text; a text full of them is not read that often. */
  failHeredoc(marker: string, start: number, end: number): void {
    this.unclosedHeredocs++
    this.fail('HCL_UNCLOSED', `no line says \`${marker}\` to end this text`, start, end)
  }

  /** Whether it makes no sense to look for more errors. */
  get exhausted(): boolean {
    return this.diagnostics.length >= MAX_ERRORS || this.unclosedHeredocs >= MAX_UNCLOSED_HEREDOCS
  }

  /** Goes on after a failure with the first token at or after `offset`. */
  resume(offset: number): void {
    this.kind = t.NEWLINE
    this.newlines = true
    this.end = offset
    this.next()
  }

  /** Reads code from `offset` on; the string around it is read by the template parser. */
  enterCode(offset: number): void {
    this.newlines = false
    this.kind = t.NEWLINE
    this.end = offset
    this.next()
  }

  /** Fails unless the current token is of this kind. Does not move. */
  expect(kind: number, code: HclCode, what: string): boolean {
    if (this.kind === kind) return true
    this.fail(code, `expected ${what}, found ${this.found()}`)
    return false
  }

  /** The current token, for messages. */
  found(): string {
    if (this.kind === t.END) return 'the end of the file'
    if (this.kind === t.NEWLINE) return 'the end of the line'
    const word = this.text.slice(this.start, Math.min(this.end, this.start + 40))
    return `\`${word}\``
  }

  /** Whether the current token is this word. */
  at(word: string): boolean {
    return (
      this.kind === t.NAME && this.end - this.start === word.length && this.text.startsWith(word, this.start)
    )
  }

  invalid(): Invalid {
    return { kind: 'invalid', start: this.start, end: this.start }
  }

  private badCharacter(): void {
    const { text, start, end } = this
    if (text.startsWith('/*', start)) {
      this.report('HCL_UNCLOSED', 'this comment has no `*/`', start, start + 2)
    } else {
      this.report('HCL_INVALID_CHARACTER', advice(text.slice(start, end)), start, end)
    }
  }
}

function advice(character: string): string {
  switch (character) {
    case "'":
      return 'single quotes are not valid: strings stand in double quotes'
    case '“':
    case '”':
      return 'curly quotes are not valid: strings stand in straight double quotes (")'
    case '`':
      return 'the character ` is not valid: write a string of many lines as a heredoc (<<EOT)'
    case ';':
      return 'the character ; is not valid: arguments and blocks end with their line'
    case '&':
      return 'the operator & does not exist: the logical and is &&'
    case '|':
      return 'the operator | does not exist: the logical or is ||'
    case '~':
    case '^':
      return `the operator ${character} does not exist`
    case '\r':
      return 'a carriage return without a line feed is not valid'
    default:
      return `the character ${name(character)} is not valid here`
  }
}

function name(character: string): string {
  const point = character.codePointAt(0) as number
  const hex = point.toString(16).toUpperCase().padStart(4, '0')
  return point > 32 && (point < 127 || point > 0xa0) ? `${character} (U+${hex})` : `U+${hex}`
}
