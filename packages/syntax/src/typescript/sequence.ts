import type { Range, TextEdit } from '@regraft/model'
import type { Place } from './render.ts'
import type { Style } from './style.ts'
import {
  afterBreak,
  commentEnd,
  hasBreak,
  indentOf,
  lineStart,
  skipSpace,
  skipTrivia,
  spaceBefore,
  startsLine,
} from './text.ts'

/** What stands between two brackets, separated by commas: properties, list items or arguments. */
export interface Sequence {
  /** Offset of the opening bracket. */
  readonly open: number
  /** Offset of the closing bracket. */
  readonly close: number
  readonly items: readonly Range[]
  /** White space inside the brackets when all is on one line. */
  readonly space: string
  /** Whether a comma may stand after the last item where each has its line. */
  readonly trailing: boolean
}

/** Where a new last item would be written. `lines`: what an empty sequence gets, a line for each item or one for all. */
export function placeAtEnd(text: string, into: Sequence, style: Style, lines: boolean): Place {
  const last = into.items.at(-1)
  if (last !== undefined) return { indent: indentOf(text, last.start), inline: !startsLine(text, last.start) }
  const inside = text.slice(into.open + 1, into.close)
  const own = indentOf(text, into.open)
  if (!hasBreak(inside) && !(lines && inside.trim() === '')) return { indent: own, inline: true }
  const comment = spaceBefore(text, into.close)
  const aligned = inside.trim() !== '' && startsLine(text, commentStart(text, into.open + 1, comment))
  return { indent: aligned ? indentOf(text, comment - 1) : own + style.indent, inline: false }
}

/** Writes items after the last one, each a text for the place that `placeAtEnd` gives. */
export function insertAtEnd(
  text: string,
  into: Sequence,
  items: readonly string[],
  place: Place,
  style: Style,
): readonly TextEdit[] {
  const last = into.items.at(-1)
  const gap = place.inline ? ' ' : style.newline + place.indent
  const written = items.join(`,${gap}`)
  if (last === undefined) return insertFirst(text, into, written, place, style)
  const comma = skipTrivia(text, last.end)
  const separated = text[comma] === ','
  const end = separated ? comma + 1 : last.end
  const at = place.inline ? end : afterComments(text, end)
  if (separated) return [{ start: at, end: at, text: `${gap}${written},` }]
  if (at === last.end) return [{ start: at, end: at, text: `,${gap}${written}` }]
  return [
    { start: last.end, end: last.end, text: ',' },
    { start: at, end: at, text: gap + written },
  ]
}

function insertFirst(
  text: string,
  into: Sequence,
  written: string,
  place: Place,
  style: Style,
): readonly TextEdit[] {
  const { open, close } = into
  const inside = text.slice(open + 1, close)
  const comma = into.trailing ? style.trailingComma : ''
  if (inside.trim() === '') {
    const closing = style.newline + indentOf(text, open)
    const all = place.inline
      ? into.space + written + into.space
      : style.newline + place.indent + written + comma + closing
    return [{ start: open + 1, end: close, text: all }]
  }
  const at = spaceBefore(text, close)
  return [
    {
      start: at,
      end: at,
      text: place.inline ? ` ${written}` : style.newline + place.indent + written + comma,
    },
  ]
}

/** Offset after the comments that follow on the same line. */
function afterComments(text: string, at: number): number {
  let end = at
  for (;;) {
    const next = commentEnd(text, skipSpace(text, end, true))
    if (next === undefined) return end
    end = next
  }
}

/** Offset where the last comment before `end` starts; only white space and comments stand between. */
function commentStart(text: string, from: number, end: number): number {
  let start = from
  for (let at = skipSpace(text, from); at < end; at = skipSpace(text, at)) {
    start = at
    at = commentEnd(text, at) ?? end
  }
  return start
}

/** Takes one item out, with its comma and the comments that are about it alone. */
export function removeItem(text: string, from: Sequence, index: number): readonly TextEdit[] {
  const item = from.items[index]
  if (item === undefined) return []
  const afterItem = skipTrivia(text, item.end)
  const comma = text[afterItem] === ',' ? afterItem : undefined
  const end = comma === undefined ? item.end : comma + 1
  const rest = skipSpace(text, afterComments(text, end), true)
  const previous = from.items[index - 1]
  const edits =
    startsLine(text, item.start) && afterBreak(text, rest) > rest
      ? removeLines(text, from, item, previous, afterBreak(text, rest))
      : removeInline(text, item, end, previous, from.items[index + 1])
  // Without a comma of its own it was the last: the one before it is now, and has none either.
  const separator = comma === undefined && previous !== undefined ? skipTrivia(text, previous.end) : undefined
  const all =
    separator === undefined ? edits : withEdit(edits, { start: separator, end: separator + 1, text: '' })
  return from.items.length === 1 ? closeUp(text, from, all) : all
}

function removeLines(
  text: string,
  from: Sequence,
  item: Range,
  previous: Range | undefined,
  end: number,
): readonly TextEdit[] {
  let start = item.start
  for (const comment of commentsBetween(text, previous?.end ?? from.open + 1, item.start).reverse()) {
    const between = text.slice(comment.end, start)
    const breaks = between.match(/\r\n|[\n\r]/g) ?? []
    if (between.trim() !== '' || breaks.length > 1 || !startsLine(text, comment.start)) break
    start = comment.start
  }
  return [{ start: lineStart(text, start), end, text: '' }]
}

function removeInline(
  text: string,
  item: Range,
  end: number,
  previous: Range | undefined,
  next: Range | undefined,
): readonly TextEdit[] {
  if (next !== undefined) {
    const blank = text.slice(end, next.start).trim() === ''
    return [{ start: item.start, end: blank ? next.start : skipSpace(text, end, true), text: '' }]
  }
  if (previous === undefined) return [{ start: item.start, end, text: '' }]
  // The line break that ends a line comment must stay.
  const comment = commentsBetween(text, previous.end, item.start).at(-1)
  const inLine = comment !== undefined && text.startsWith('//', comment.start)
  return [{ start: spaceBefore(text, item.start, inLine), end, text: '' }]
}

function commentsBetween(text: string, from: number, to: number): Range[] {
  const comments: Range[] = []
  for (let at = skipSpace(text, from); at < to; at = skipSpace(text, at)) {
    const end = commentEnd(text, at)
    if (end !== undefined) comments.push({ start: at, end })
    at = end ?? at + 1
  }
  return comments
}

/** Adds an edit before others, joined with the one it touches. */
function withEdit(edits: readonly TextEdit[], edit: TextEdit): readonly TextEdit[] {
  const [first, ...others] = edits
  if (first !== undefined && first.start === edit.end) return [{ ...first, start: edit.start }, ...others]
  return [edit, ...edits]
}

/** When only white space would be left between the brackets, none is. */
function closeUp(text: string, from: Sequence, edits: readonly TextEdit[]): readonly TextEdit[] {
  const [edit] = edits
  if (edit === undefined || edits.length !== 1) return edits
  const left = text.slice(from.open + 1, edit.start) + text.slice(edit.end, from.close)
  return left.trim() === '' ? [{ start: from.open + 1, end: from.close, text: '' }] : edits
}
