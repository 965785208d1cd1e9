import type { Range } from '@regraft/model'

/** Brackets deeper than this are refused: TypeScript's parser, and whoever walks its tree, recurses. */
export const maxDepth = 256

/**
 * Where brackets nest deeper than `maxDepth`, or undefined. Reads characters, not tokens: strings, templates and comments
 * are skipped, a regular expression may be mistaken for a division. What slips through meets the parser's own stack limit,
 * which is caught.
 */
export function tooDeep(text: string): Range | undefined {
  const open: number[] = []
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case 40: // (
      case 91: // [
      case 123: // {
        open.push(text.charCodeAt(i))
        if (open.length > maxDepth) return { start: i, end: i + 1 }
        break
      case 41: // )
      case 93: // ]
        open.pop()
        break
      case 125: // }
        if (open.pop() === 96) i = skipTemplate(text, i + 1, open)
        break
      case 34: // "
      case 39: // '
        i = skipString(text, i)
        break
      case 96: // `
        i = skipTemplate(text, i + 1, open)
        if (open.length > maxDepth)
          return { start: Math.min(i, text.length), end: Math.min(i + 1, text.length) }
        break
      case 47: // /
        i = skipComment(text, i)
        break
    }
  }
  return undefined
}

/** Offset of the closing quote, or of the line break that ends a string without one. */
function skipString(text: string, start: number): number {
  const quote = text.charCodeAt(start)
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 92) i++
    else if (c === quote || c === 10 || c === 13) return i
  }
  return text.length
}

/** Offset of the closing backtick, or of the `{` of a substitution, which is then open as a backtick. */
function skipTemplate(text: string, start: number, open: number[]): number {
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 92) i++
    else if (c === 96) return i
    else if (c === 36 && text.charCodeAt(i + 1) === 123) {
      open.push(96)
      return i + 1
    }
  }
  return text.length
}

/** Offset of a comment's last character, or `start` when there is none. */
function skipComment(text: string, start: number): number {
  const next = text.charCodeAt(start + 1)
  if (next === 47) {
    const end = /[\n\r\u2028\u2029]/g
    end.lastIndex = start
    return end.exec(text)?.index ?? text.length
  }
  if (next !== 42) return start
  const end = text.indexOf('*/', start + 2)
  return end < 0 ? text.length : end + 1
}
