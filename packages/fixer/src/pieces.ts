import type { ReportEdit, TextEdit } from '@regraft/model'
import { compareEdits, compareText } from '@regraft/model'

/** Part of the current text: a stretch of the original, or text that rules wrote (empty where they only removed). */
type Piece =
  | { readonly kind: 'original'; readonly start: number; readonly end: number }
  | { readonly kind: 'written'; readonly text: string; readonly rules: readonly string[] }

const length = (piece: Piece): number =>
  piece.kind === 'original' ? piece.end - piece.start : piece.text.length

/**
 * One file's text through many edits, remembered as pieces of the original and pieces written since, so that at the end
 * every edit is told against the text before the run. Immutable: a fix that fails is undone by keeping the old value.
 */
export class Pieces {
  readonly #original: string
  readonly #pieces: readonly Piece[]
  readonly text: string
  #hash: string | undefined

  private constructor(original: string, pieces: readonly Piece[], text: string) {
    this.#original = original
    this.#pieces = pieces
    this.text = text
  }

  static of(text: string): Pieces {
    return new Pieces(text, [{ kind: 'original', start: 0, end: text.length }], text)
  }

  get original(): string {
    return this.#original
  }

  /** The same for the same text; made once. */
  get hash(): string {
    this.#hash ??= hashOf(this.text)
    return this.#hash
  }

  /** The text after edits of the current text that do not overlap. */
  edit(edits: readonly TextEdit[], rule: string): Pieces {
    const pieces: Piece[] = []
    let at = 0
    const source = this.#cursor(pieces)
    for (const edit of [...edits].sort(compareEdits)) {
      if (edit.start < at || edit.end > this.text.length)
        throw new RangeError('edits overlap or leave the text')
      source.copy(edit.start - at)
      const rules = source.drop(edit.end - edit.start)
      pieces.push({ kind: 'written', text: edit.text, rules: [...new Set([...rules, rule])] })
      at = edit.end
    }
    source.copy(this.text.length - at)
    return new Pieces(this.#original, pieces, pieces.map((piece) => this.#textOf(piece)).join(''))
  }

  /** All edits against the original text, by place, each with the rules that asked for it. */
  edits(file: string): readonly ReportEdit[] {
    const out: ReportEdit[] = []
    let at = 0
    let text = ''
    let rules: string[] = []
    const flush = (end: number): void => {
      if (rules.length > 0 && (text !== '' || end > at)) {
        if (this.#original.slice(at, end) !== text)
          out.push({ file, start: at, end, text, rules: [...new Set(rules)].sort(compareText) })
      }
      text = ''
      rules = []
    }
    for (const piece of this.#pieces) {
      if (piece.kind === 'written') {
        text += piece.text
        rules.push(...piece.rules)
      } else if (piece.end > piece.start) {
        flush(piece.start)
        at = piece.end
      }
    }
    flush(this.#original.length)
    return out
  }

  #textOf(piece: Piece): string {
    return piece.kind === 'original' ? this.#original.slice(piece.start, piece.end) : piece.text
  }

  #cursor(out: Piece[]): { copy: (count: number) => void; drop: (count: number) => string[] } {
    const queue = [...this.#pieces].reverse()
    const take = (count: number, each: (piece: Piece) => void): void => {
      let left = count
      // Empty pieces mark what was removed: they go with what stands before them.
      while (queue.length > 0 && (left > 0 || length(queue.at(-1) as Piece) === 0)) {
        const piece = queue.pop() as Piece
        const size = length(piece)
        if (size <= left) each(piece)
        else {
          const [head, tail] = cut(piece, left)
          each(head)
          queue.push(tail)
        }
        left -= Math.min(size, left)
      }
    }
    return {
      copy: (count) => take(count, (piece) => out.push(piece)),
      drop: (count) => {
        const rules: string[] = []
        if (count === 0) return rules
        take(count, (piece) => rules.push(...(piece.kind === 'written' ? piece.rules : [])))
        return rules
      },
    }
  }
}

function cut(piece: Piece, at: number): [Piece, Piece] {
  if (piece.kind === 'original')
    return [
      { ...piece, end: piece.start + at },
      { ...piece, start: piece.start + at },
    ]
  return [
    { ...piece, text: piece.text.slice(0, at) },
    { ...piece, text: piece.text.slice(at) },
  ]
}

/** 53 bits over the code units, two multiplicative halves; enough to tell a few thousand states of one file apart. */
function hashOf(text: string): string {
  let a = 0x9e3779b1
  let b = 0x85ebca77
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    a = Math.imul(a ^ c, 0x9e3779b1)
    b = Math.imul(b ^ c, 0x5f356495)
  }
  return `${text.length}:${(a ^ (b >>> 16)) >>> 0}:${(b ^ (a >>> 13)) >>> 0}`
}
