import type { Comment } from '../document.ts'
import { lineEnd } from '../lines.ts'

/** End of the comment that begins at a place. */
export function commentEnd(text: string, at: number): number | undefined {
  if (text[at] !== '/') return undefined
  if (text[at + 1] === '/') return lineEnd(text, at)
  if (text[at + 1] !== '*') return undefined
  const end = text.indexOf('*/', at + 2)
  return end < 0 ? text.length : end + 2
}

/** The comments of a text, by place. */
export function commentsOf(text: string): readonly Comment[] {
  const out: Comment[] = []
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === 34) at = stringEnd(text, at)
    else if (c === 47) {
      const end = commentEnd(text, at)
      if (end === undefined) continue
      out.push({ range: { start: at, end }, text: text.slice(at, end) })
      at = end - 1
    }
  }
  return out
}

/** Offset of the closing quote, or of the end of the line in a string that has none. */
function stringEnd(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (c === 92) at++
    else if (c === 34 || c === 10) return at
  }
  return text.length
}
