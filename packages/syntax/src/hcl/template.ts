import type { Expression, Interpolation, Sequence, TemplatePart } from './ast.ts'
import { leadingSpace, trimmedEnd } from './characters.ts'
import { parseExpression } from './parse-expression.ts'
import { type ForNames, parseForNames } from './parse-for.ts'
import type { Parser } from './parser.ts'
import * as t from './tokens.ts'

/** Text whose space may still be stripped. */
export interface TextPiece {
  readonly kind: 'text'
  readonly start: number
  readonly end: number
  value: string
}

export type DirectivePiece = Sequence &
  (
    | { readonly kind: 'if-open'; readonly condition: Expression }
    | { readonly kind: 'for-open'; readonly names: ForNames }
    | { readonly kind: 'else' | 'endif' | 'endfor' }
  )

/** A template before its directives are paired: a flat list, on which strip markers and heredoc indentation work. */
export type Piece = TextPiece | Interpolation | DirectivePiece

export class Pieces {
  readonly list: Piece[] = []
  private readonly parser: Parser
  private stripNext = false

  constructor(parser: Parser) {
    this.parser = parser
  }

  /**
   * Adds text. Callers cut it as HashiCorp's scanner does (at line ends of a heredoc, at lone `$` and `%`), because a
   * strip marker reaches to the end of the neighbouring piece, not of all text.
   */
  text(value: string, start: number, end: number): void {
    const kept = this.stripNext ? value.slice(leadingSpace(value)) : value
    this.stripNext = false
    this.list.push({ kind: 'text', start, end, value: kept })
  }

  /** Reads the `${…}` or `%{…}` at an offset and returns the offset after it; the parser has failed if it is none. */
  sequence(at: number): number {
    const p = this.parser
    const stripBefore = p.text.charCodeAt(at + 2) === 126
    this.stripPrevious(stripBefore)
    this.stripNext = false
    p.enterCode(stripBefore ? at + 3 : at + 2)
    if (p.text.charCodeAt(at) === 36) {
      const expression = parseExpression(p)
      const closing = this.close(at, stripBefore)
      this.list.push({ kind: 'interpolation', ...closing, expression })
    } else {
      this.directive(at, stripBefore)
    }
    return p.end
  }

  private stripPrevious(strip: boolean): void {
    const previous = this.list[this.list.length - 1]
    if (strip && previous?.kind === 'text')
      previous.value = previous.value.slice(0, trimmedEnd(previous.value))
  }

  private close(start: number, stripBefore: boolean): Sequence {
    const p = this.parser
    const stripAfter = p.kind === t.CLOSE_STRIP
    if (!stripAfter && p.kind !== t.CLOSE_BRACE) {
      p.fail(
        'HCL_INVALID_TEMPLATE',
        `expected \`}\` after the expression, found ${p.found()}; for a literal \`\${\` write \`$\${\``,
      )
    }
    this.stripNext = stripAfter
    return { start, end: p.end, stripBefore, stripAfter }
  }

  private directive(at: number, stripBefore: boolean): void {
    const p = this.parser
    if (p.at('if')) {
      p.next()
      const condition = parseExpression(p)
      this.list.push({ kind: 'if-open', condition, ...this.close(at, stripBefore) })
    } else if (p.at('for')) {
      p.next()
      const names = parseForNames(p)
      this.list.push({ kind: 'for-open', names, ...this.close(at, stripBefore) })
    } else {
      const kind = p.at('else') ? 'else' : p.at('endif') ? 'endif' : p.at('endfor') ? 'endfor' : undefined
      if (kind === undefined) {
        p.fail(
          'HCL_INVALID_TEMPLATE',
          `expected if, else, endif, for or endfor after \`%{\`, found ${p.found()}`,
        )
        return
      }
      p.next()
      this.list.push({ kind, ...this.close(at, stripBefore) })
    }
  }
}

/** Past `$` and `%` signs that start no sequence and escape none. */
export function signsEnd(text: string, at: number): number {
  let i = at
  for (;;) {
    const c = text.charCodeAt(i)
    if (c !== 36 && c !== 37) return i
    const second = text.charCodeAt(i + 1)
    if (second === 123 || (second === c && text.charCodeAt(i + 2) === 123)) return i
    i++
  }
}

/** A text joins the text before it: only code separates texts of the tree. */
export function append(parts: TemplatePart[], piece: TextPiece | Interpolation): void {
  const last = parts[parts.length - 1]
  if (piece.kind !== 'text' || last?.kind !== 'text') {
    parts.push(piece)
    return
  }
  parts[parts.length - 1] = {
    kind: 'text',
    start: last.start,
    end: piece.end,
    value: last.value + piece.value,
  }
}
