import type { TextEdit } from '@regraft/model'
import { blankAfter, lineEnd, lineStart, nextLine, startsLine } from './lines.ts'

/** An entry or item of a bracketed collection: of a JSON object or list, of a YAML flow collection. */
export interface Piece {
  readonly start: number
  readonly end: number
}

/** A bracketed collection in its text. */
export interface Bracketed {
  readonly text: string
  /** Offset of the opening bracket. */
  readonly open: number
  /** Offset of the closing bracket. */
  readonly close: number
  readonly pieces: readonly Piece[]
  readonly eol: string
  /** End of the comment that begins at `at`, or undefined when none does. */
  commentEnd(text: string, at: number): number | undefined
}

/** A new piece behind the last, in a line of its own where the last has one. The collection is not empty. */
export function appendPiece(list: Bracketed, piece: string): readonly TextEdit[] {
  const { text, close, pieces, eol } = list
  const last = pieces.at(-1) as Piece
  const comma = commaAfter(list, last.end)
  if (!startsLine(text, last.start)) {
    const space = spaceAfterComma(list)
    if (comma === undefined) return [insertion(last.end, `,${space}${piece}`)]
    return [insertion(comma + 1, `${space}${piece},`)]
  }
  const line = eol + text.slice(lineStart(text, last.start), last.start) + piece
  const from = comma === undefined ? last.end : comma + 1
  const at = text.slice(from, close).includes('\n') ? lineEnd(text, from) : from
  if (comma !== undefined) return [insertion(at, `${line},`)]
  return at === last.end ? [insertion(at, `,${line}`)] : [insertion(last.end, ','), insertion(at, line)]
}

/** A new piece before the one at `index`. */
export function insertPiece(list: Bracketed, index: number, piece: string): readonly TextEdit[] {
  const { text, pieces, eol } = list
  const before = pieces[index]
  if (before === undefined) return appendPiece(list, piece)
  const start = lineStart(text, before.start)
  if (!startsLine(text, before.start)) return [insertion(before.start, `${piece},${spaceAfterComma(list)}`)]
  return [insertion(before.start, `${piece},${eol}${text.slice(start, before.start)}`)]
}

/** Removes a piece with its comma, and with its lines where it has them to itself. */
export function removePiece(list: Bracketed, index: number): readonly TextEdit[] {
  const { text, open, close, pieces } = list
  const piece = pieces[index] as Piece
  if (pieces.length === 1) return [{ start: open + 1, end: close, text: '' }]
  const comma = commaAfter(list, piece.end)
  const previous = pieces[index - 1]
  const last = index === pieces.length - 1 && previous !== undefined
  const between = last ? commaAfter(list, previous.end) : undefined
  // The last piece takes the comma before it along, unless one after it stays in its place.
  const before = comma === undefined ? between : undefined
  const dropComma = before === undefined ? [] : [{ start: before, end: before + 1, text: '' }]
  const stop = comma === undefined ? piece.end : comma + 1
  if (startsLine(text, piece.start) && restIsComment(list, stop))
    return [...dropComma, { start: lineStart(text, piece.start), end: nextLine(text, stop), text: '' }]
  if (between !== undefined && text.slice(between + 1, piece.start).trim() === '')
    return [{ start: between, end: piece.end, text: '' }]
  if (before === undefined) return [{ start: piece.start, end: blankAfter(text, stop), text: '' }]
  return [...dropComma, { start: piece.start, end: piece.end, text: '' }]
}

/** Offset of the comma after a piece: only white space and comments may stand between. */
function commaAfter(list: Bracketed, from: number): number | undefined {
  const { text, close } = list
  for (let at = from; at < close; at++) {
    const c = text[at] as string
    if (c === ',') return at
    const comment = list.commentEnd(text, at)
    if (comment !== undefined) at = comment - 1
    else if (c.trim() !== '') return undefined
  }
  return undefined
}

/** What the collection writes after its commas: a space unless its first comma has none. */
function spaceAfterComma(list: Bracketed): string {
  const [first, second] = list.pieces
  const comma = first === undefined || second === undefined ? undefined : commaAfter(list, first.end)
  return comma === undefined || (list.text[comma + 1] ?? '').trim() === '' ? ' ' : ''
}

/** Nothing but a comment, or nothing, up to the end of the line; and no comment that goes on beyond it. */
function restIsComment(list: Bracketed, from: number): boolean {
  const { text } = list
  const line = lineEnd(text, from)
  for (let at = blankAfter(text, from); at < line; at = blankAfter(text, at)) {
    const end = list.commentEnd(text, at)
    if (end === undefined || end > line) return false
    at = end
  }
  return true
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text }
}
