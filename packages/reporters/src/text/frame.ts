import type { Lines, Position } from '@regraft/model'
import { type Cell, cells } from './cells.ts'
import type { Style } from './style.ts'

const context = 2
const longest = 6

interface Window {
  readonly cells: readonly Cell[]
  /** UTF-16 offset in the line of the first cell. */
  readonly from: number
  readonly cut: boolean
}

/**
 * The lines around a place with the place marked. Columns stay under each other whatever the line holds; a long line
 * is cut around the mark.
 * @param width columns the frame may take
 */
export function frame(lines: Lines, start: Position, end: Position, width: number, paint: Style): string[] {
  const last = Math.max(start.line, Math.min(end.line, start.line + longest - 1))
  const from = Math.max(1, start.line - context)
  const to = Math.max(last, Math.min(shownLines(lines), last + context))
  const gutter = String(to).length
  const room = Math.max(20, width - gutter - 5)
  const left = cut(lines.line(start.line), start.column - 1, room).from
  const out: string[] = []
  for (let number = from; number <= to; number++) {
    const marked = number >= start.line && number <= last
    const window = cut(lines.line(number), left, room, left)
    const label = `${marked ? '>' : ' '} ${String(number).padStart(gutter)} |`
    const body = shown(window)
    out.push(`${paint.dim(label)}${body === '' ? '' : ` ${body}`}`.trimEnd())
    if (number !== start.line) continue
    const stop = end.line === start.line ? end.column - 1 : Number.POSITIVE_INFINITY
    out.push(
      `${paint.dim(`  ${' '.repeat(gutter)} |`)} ${marks(window, start.column - 1, stop, (text) => paint.red(text))}`,
    )
  }
  return out
}

/** A final line break ends the last line; it does not begin another. */
function shownLines(lines: Lines): number {
  return lines.line(lines.count) === '' ? lines.count - 1 : lines.count
}

/** The part of a line that fits, beginning at `from` or early enough to show the offset `at`. */
function cut(line: string, at: number, room: number, from?: number): Window {
  let start = from ?? (at <= room * 0.7 ? 0 : at - Math.floor(room / 3))
  // Not between the halves of a surrogate pair.
  const before = line.charCodeAt(start - 1)
  if (start > 0 && before >= 0xd800 && before < 0xdc00) start -= 1
  const all = cells(line.slice(start, start + room + 1))
  const fitting = all.filter((cell) => cell.column + cell.width <= room)
  const cut = fitting.length < all.length || start + room + 1 < line.length
  return { cells: fitting, from: start, cut }
}

function shown(window: Window): string {
  const text = window.cells.map((cell) => cell.shown).join('')
  return `${window.from > 0 && text !== '' ? '…' : ''}${text}${window.cut ? '…' : ''}`
}

function marks(window: Window, start: number, stop: number, paint: (text: string) => string): string {
  const inside = window.cells.filter(({ at }) => at + window.from >= start && at + window.from < stop)
  const first = inside[0] ?? window.cells.find(({ at }) => at + window.from >= start)
  const end = window.cells.at(-1)
  const column = first?.column ?? (end ? end.column + end.width : 0)
  const length = Math.max(
    1,
    inside.reduce((sum, cell) => sum + cell.width, 0),
  )
  return `${' '.repeat(column + (window.from > 0 ? 1 : 0))}${paint('^'.repeat(length))}`
}
