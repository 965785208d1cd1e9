import type { Path, TextEdit } from '@regraft/model'
import { compareEdits } from '@regraft/model'
import { type Place, placeAt } from '../locate.ts'
import { Source } from './source.ts'

/** A stretch of the original text, or new text. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string }

/**
 * A text under edit: changes come one after the other, each against the text so far, and leave as one list of edits. The
 * text so far is parsed only when someone looks at it.
 */
export class Draft {
  readonly #original: string
  #source: Source | undefined
  #pieces: readonly Piece[]

  constructor(source: Source) {
    this.#source = source
    this.#original = source.text
    this.#pieces = [{ start: 0, end: source.text.length }]
  }

  /** The text so far. */
  get source(): Source {
    this.#source ??= new Source(this.#pieces.map((piece) => this.#text(piece)).join(''))
    return this.#source
  }

  /** Whether the text so far has been parsed. */
  get isParsed(): boolean {
    return this.#source !== undefined
  }

  at(path: Path): Place | undefined {
    const { body, text } = this.source
    return placeAt(body, path, text)
  }

  /** Applies edits against the current text. */
  apply(edits: readonly TextEdit[]): void {
    const real = edits.filter((edit) => edit.start !== edit.end || edit.text !== '')
    if (real.length === 0) return
    this.#pieces = splice(this.#pieces, [...real].sort(compareEdits))
    this.#source = undefined
  }

  /** All changes as edits of the original text. */
  edits(): TextEdit[] {
    const edits: TextEdit[] = []
    let at = 0
    let text = ''
    const flush = (to: number): void => {
      if (this.#original.slice(at, to) !== text) edits.push({ start: at, end: to, text })
    }
    for (const piece of this.#pieces) {
      if ('text' in piece) {
        text += piece.text
        continue
      }
      flush(piece.start)
      at = piece.end
      text = ''
    }
    flush(this.#original.length)
    return edits
  }

  #text(piece: Piece): string {
    return 'text' in piece ? piece.text : this.#original.slice(piece.start, piece.end)
  }
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start
}

function part(piece: Piece, from: number, to: number): Piece {
  if ('text' in piece) return { text: piece.text.slice(from, to) }
  return { start: piece.start + from, end: piece.start + to }
}

/** The pieces with sorted edits applied. */
function splice(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const out: Piece[] = []
  let index = 0
  let offset = 0
  /** Takes pieces up to an offset of the current text; keeps or drops them. */
  const advance = (from: number, to: number, keep: boolean): void => {
    let at = from
    while (at < to) {
      const piece = pieces[index] as Piece // edits lie within the text, so there is a piece
      const length = lengthOf(piece)
      const stop = Math.min(offset + length, to)
      if (keep && stop > at) out.push(part(piece, at - offset, stop - offset))
      at = stop
      if (stop < offset + length) break
      offset += length
      index++
    }
  }
  let done = 0
  for (const edit of edits) {
    advance(done, edit.start, true)
    advance(edit.start, edit.end, false)
    if (edit.text !== '') out.push({ text: edit.text })
    done = edit.end
  }
  const total = pieces.reduce((sum, piece) => sum + lengthOf(piece), 0)
  advance(done, total, true)
  return out
}
