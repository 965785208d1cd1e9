import type { TextEdit } from '@regraft/model'
import { compareEdits } from '@regraft/model'

/** Part of a text that edits made: kept from the text before, or new. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string }

/** Edits of a first text that do what `first` and then `second`, which edits the result, do. `length`: of the first text. */
export function composeEdits(
  first: readonly TextEdit[],
  second: readonly TextEdit[],
  length: number,
): TextEdit[] {
  if (first.length === 0) return [...second]
  if (second.length === 0) return [...first]
  return editsOf(change(change([{ start: 0, end: length }], first), second), length)
}

function change(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const out: Piece[] = []
  const source = [...pieces]
  let at = 0
  const take = (until: number, into: Piece[] | undefined): void => {
    while (at < until) {
      const piece = source.shift()
      if (piece === undefined) return
      const size = sizeOf(piece)
      if (size > until - at) source.unshift(slice(piece, until - at, size))
      into?.push(slice(piece, 0, Math.min(size, until - at)))
      at += Math.min(size, until - at)
    }
  }
  for (const edit of [...edits].sort(compareEdits)) {
    take(edit.start, out)
    take(edit.end, undefined)
    out.push({ text: edit.text })
  }
  out.push(...source)
  return out
}

function sizeOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start
}

function slice(piece: Piece, from: number, to: number): Piece {
  if ('text' in piece) return { text: piece.text.slice(from, to) }
  return { start: piece.start + from, end: piece.start + to }
}

function editsOf(pieces: readonly Piece[], length: number): TextEdit[] {
  const out: TextEdit[] = []
  let at = 0
  let text = ''
  const close = (until: number): void => {
    if (until > at || text !== '') out.push({ start: at, end: until, text })
    text = ''
  }
  for (const piece of pieces) {
    if ('text' in piece) {
      text += piece.text
      continue
    }
    if (piece.start === piece.end) continue
    close(piece.start)
    at = piece.end
  }
  close(length)
  return out
}
