import type { Range, TextEdit } from '@regraft/model'
import { widthOf } from './render.ts'
import { type Source, skipBlanks } from './source.ts'

/**
 * Replaces a range by text. A comment after it on the line keeps its column if comments on the lines above or below
 * stand in the same one and the text leaves room.
 */
export function replaceValue(source: Source, range: Range, text: string): TextEdit {
  const { start, end } = range
  const comment = skipBlanks(source.text, end)
  const isComment = source.commentBefore(commentEnd(source, comment))?.start === comment && comment > end
  if (!isComment || text.includes('\n')) return { start, end, text }
  const lineStart = source.lineStart(end)
  const from = Math.max(start, lineStart)
  const column = widthOf(source.text.slice(lineStart, comment))
  if (!hasCommentAt(source, lineStart, column)) return { start, end, text }
  const room = column - widthOf(source.text.slice(lineStart, from)) - widthOf(text)
  return { start, end: comment, text: text + ' '.repeat(Math.max(1, room)) }
}

function commentEnd(source: Source, at: number): number {
  const newline = source.text.indexOf('\n', at)
  return newline < 0 ? source.text.length : newline
}

/** Whether the line above or below has code and then a comment in this column. */
function hasCommentAt(source: Source, lineStart: number, column: number): boolean {
  const { text } = source
  const newline = text.indexOf('\n', lineStart)
  const below = newline < 0 ? text.length : newline + 1
  const above = source.lineStart(Math.max(0, lineStart - 1))
  return [above, below].some((start) => {
    if (start === lineStart || start >= text.length) return false
    const comment = source.commentBefore(commentEnd(source, start))
    if (comment === undefined || comment.start < start || source.startsLine(comment.start)) return false
    return widthOf(text.slice(start, comment.start)) === column
  })
}
