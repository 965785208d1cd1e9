import { isDigit, nameEnd } from './characters.ts'
import * as t from './tokens.ts'

/**
 * Cuts code into tokens, one at a time: `kind`, `start` and `end` are the current one. Text of strings is not code; the
 * template parser reads it and sets `end` to where code goes on.
 */
export class Scanner {
  readonly text: string
  kind: number = t.NEWLINE
  start = 0
  end = 0
  /** Whether a line break is a token. It is in bodies and objects, it is not in brackets, parentheses and sequences. */
  newlines = true
  /** Start and end of each comment, by place. */
  readonly comments: number[] = []

  /** Offset of the last end of a block comment: an unclosed one does not search the rest of the text again. */
  private readonly lastCommentEnd: number

  constructor(text: string) {
    this.text = text
    this.lastCommentEnd = text.lastIndexOf('*/')
    if (text.charCodeAt(0) === 0xfeff) this.end = 1
  }

  /** Moves to the next token and returns its kind. After `FAILED` it stays there. */
  next(): number {
    if (this.kind === t.FAILED) return t.FAILED
    const text = this.text
    let i = this.end
    for (;;) {
      const c = text.charCodeAt(i)
      switch (c) {
        case 32:
        case 9:
          i++
          continue
        case 10:
          i++
          if (!this.newlines) continue
          return this.set(t.NEWLINE, i - 1, i)
        case 13:
          if (text.charCodeAt(i + 1) !== 10) return this.set(t.BAD, i, i + 1)
          i += 2
          if (!this.newlines) continue
          return this.set(t.NEWLINE, i - 2, i)
        case 35:
          i = this.lineComment(i)
          continue
        case 47: {
          const second = text.charCodeAt(i + 1)
          if (second === 47) {
            i = this.lineComment(i)
            continue
          }
          if (second !== 42) return this.set(t.SLASH, i, i + 1)
          const close = this.lastCommentEnd > i ? text.indexOf('*/', i + 2) : -1
          if (close < 0) return this.set(t.BAD, i, text.length)
          this.comments.push(i, close + 2)
          i = close + 2
          continue
        }
        default:
          return this.token(c, i)
      }
    }
  }

  private set(kind: number, start: number, end: number): number {
    this.kind = kind
    this.start = start
    this.end = end
    return kind
  }

  /** Records a comment that runs to the end of its line and returns where the line break starts. */
  private lineComment(at: number): number {
    const newline = this.text.indexOf('\n', at)
    let end = newline < 0 ? this.text.length : newline
    if (newline > 0 && this.text.charCodeAt(newline - 1) === 13) end--
    this.comments.push(at, end)
    return end
  }

  private token(c: number, i: number): number {
    if (c >= 97 && c <= 122) return this.set(t.NAME, i, nameEnd(this.text, i))
    const kind = single(c)
    if (kind !== t.BAD) return this.set(kind, i, i + 1)
    if (isDigit(c)) return this.set(t.NUMBER, i, numberEnd(this.text, i))
    if (i >= this.text.length) return this.set(t.END, this.text.length, this.text.length)
    return this.compound(c, i)
  }

  /** Tokens that may be one or more characters long. */
  private compound(c: number, i: number): number {
    const second = this.text.charCodeAt(i + 1)
    switch (c) {
      case 61: // =
        if (second === 61) return this.set(t.EQUAL, i, i + 2)
        if (second === 62) return this.set(t.ARROW, i, i + 2)
        return this.set(t.EQUALS, i, i + 1)
      case 33: // !
        return second === 61 ? this.set(t.NOT_EQUAL, i, i + 2) : this.set(t.NOT, i, i + 1)
      case 62: // >
        return second === 61 ? this.set(t.GREATER_EQUAL, i, i + 2) : this.set(t.GREATER, i, i + 1)
      case 60: // <
        if (second === 61) return this.set(t.LESS_EQUAL, i, i + 2)
        if (second === 60) return this.heredoc(i)
        return this.set(t.LESS, i, i + 1)
      case 38: // &
        return second === 38 ? this.set(t.AND, i, i + 2) : this.set(t.BAD, i, i + 1)
      case 124: // |
        return second === 124 ? this.set(t.OR, i, i + 2) : this.set(t.BAD, i, i + 1)
      case 58: // :
        return second === 58 ? this.set(t.SCOPE, i, i + 2) : this.set(t.COLON, i, i + 1)
      case 46: // .
        if (second === 46 && this.text.charCodeAt(i + 2) === 46) return this.set(t.ELLIPSIS, i, i + 3)
        return this.set(t.DOT, i, i + 1)
      case 126: // ~
        return second === 125 ? this.set(t.CLOSE_STRIP, i, i + 2) : this.set(t.BAD, i, i + 1)
      default: {
        const end = nameEnd(this.text, i)
        if (end > i) return this.set(t.NAME, i, end)
        return this.set(t.BAD, i, i + ((this.text.codePointAt(i) as number) > 0xffff ? 2 : 1))
      }
    }
  }

  /** `<<NAME` or `<<-NAME` and the line break at once; anything else is two less-than signs. */
  private heredoc(i: number): number {
    const name = this.text.charCodeAt(i + 2) === 45 ? i + 3 : i + 2
    const end = nameEnd(this.text, name)
    const after = this.text.charCodeAt(end) === 13 ? end + 1 : end
    if (end > name && this.text.charCodeAt(after) === 10) return this.set(t.HEREDOC, i, end)
    return this.set(t.LESS, i, i + 1)
  }
}

/** Tokens of one character that start no longer one. */
function single(c: number): number {
  switch (c) {
    case 34:
      return t.QUOTE
    case 37:
      return t.PERCENT
    case 40:
      return t.OPEN_PAREN
    case 41:
      return t.CLOSE_PAREN
    case 42:
      return t.STAR
    case 43:
      return t.PLUS
    case 44:
      return t.COMMA
    case 45:
      return t.MINUS
    case 63:
      return t.QUESTION
    case 91:
      return t.OPEN_BRACKET
    case 93:
      return t.CLOSE_BRACKET
    case 123:
      return t.OPEN_BRACE
    case 125:
      return t.CLOSE_BRACE
    default:
      return t.BAD
  }
}

/** Digits, points and exponents as far as they go, without points at the end. `1.2.3` is one token, and no number. */
function numberEnd(text: string, at: number): number {
  let i = at + 1
  for (;;) {
    const c = text.charCodeAt(i)
    if (isDigit(c) || c === 46) {
      i++
      continue
    }
    if (c !== 101 && c !== 69) break
    const sign = text.charCodeAt(i + 1)
    const digit = sign === 43 || sign === 45 ? i + 2 : i + 1
    if (!isDigit(text.charCodeAt(digit))) break
    i = digit + 1
  }
  while (text.charCodeAt(i - 1) === 46) i--
  return i
}
