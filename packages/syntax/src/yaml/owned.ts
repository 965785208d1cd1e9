import { blankAfter, lineEnd, lineStart, nextLine } from '../lines.ts'

/**
 * Start of the comment lines directly above a line that are indented to `column` as well: they speak of what follows.
 * A blank line, or a comment elsewhere, ends them. Returns `line` when there are none.
 */
export function ownedStart(text: string, line: number, column: number): number {
  let start = line
  while (start > 0) {
    const above = lineStart(text, start - 1)
    const first = blankAfter(text, above)
    if (text[first] !== '#' || first - above !== column) break
    start = above
  }
  return start
}

/**
 * End of the lines that belong to an entry or item beyond its content: comments indented deeper than its key or dash,
 * with the blank lines before them. `end` is the start of the line after its content.
 */
export function ownedEnd(text: string, end: number, column: number): number {
  let owned = end
  for (let at = end; at < text.length; at = nextLine(text, at)) {
    const first = blankAfter(text, at)
    if (first === lineEnd(text, at)) continue
    if (text[first] !== '#' || first - at <= column) break
    owned = nextLine(text, at)
  }
  return owned
}
