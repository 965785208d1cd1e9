import { textWidth } from './cells.ts'
import { printableLines } from './printable.ts'

/**
 * A text for people, made printable, indented, and broken at spaces where the terminal ends; `hanging` is what the lines
 * that are broken off are indented by besides.
 */
export function wrap(text: string, indent: string, width: number | undefined, hanging = ''): string[] {
  const taken = indent.length + hanging.length
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(20, width - taken)
  return printableLines(text).flatMap((line) =>
    broken(line, room).map((part, i) => (indent + (i > 0 ? hanging : '') + part).trimEnd()),
  )
}

function broken(line: string, room: number): string[] {
  if (textWidth(line) <= room) return [line]
  const out: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`
    if (current !== '' && textWidth(longer) > room) {
      out.push(current)
      current = word
    } else current = longer
  }
  return [...out, current]
}
