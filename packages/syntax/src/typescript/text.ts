/** Offset of the first character from `at` on that is neither white space nor part of a comment. */
export function skipTrivia(text: string, at: number): number {
  let i = at
  for (;;) {
    i = skipSpace(text, i)
    const end = commentEnd(text, i)
    if (end === undefined) return i
    i = end
  }
}

/** Offset of the first character from `at` on that is not white space; with `inLine` line breaks stop it too. */
export function skipSpace(text: string, at: number, inLine = false): number {
  let i = at
  while (i < text.length && isSpace(text.charCodeAt(i)) && !(inLine && isBreak(text.charCodeAt(i)))) i++
  return i
}

/** Where white space before `at` starts; with `inLine` only that of the same line. */
export function spaceBefore(text: string, at: number, inLine = false): number {
  let i = at
  while (i > 0 && isSpace(text.charCodeAt(i - 1)) && !(inLine && isBreak(text.charCodeAt(i - 1)))) i--
  return i
}

/** End of the comment that starts at `at` (a line comment's without its line break), or undefined when none does. */
export function commentEnd(text: string, at: number): number | undefined {
  if (text.charCodeAt(at) !== 47) return undefined
  const next = text.charCodeAt(at + 1)
  if (next === 42) {
    const end = text.indexOf('*/', at + 2)
    return end < 0 ? text.length : end + 2
  }
  if (next !== 47) return undefined
  let i = at
  while (i < text.length && !isBreak(text.charCodeAt(i))) i++
  return i
}

/** Offset of the first character of the line that `at` is on. */
export function lineStart(text: string, at: number): number {
  let i = at
  while (i > 0 && !isBreak(text.charCodeAt(i - 1))) i--
  return i
}

/** Offset of the line break that ends the line, or the length of the text. */
export function lineEnd(text: string, at: number): number {
  let i = at
  while (i < text.length && !isBreak(text.charCodeAt(i))) i++
  return i
}

/** Offset after the line break at `at`, or `at` when there is none. */
export function afterBreak(text: string, at: number): number {
  if (text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10) return at + 2
  return isBreak(text.charCodeAt(at)) ? at + 1 : at
}

/** The white space that the line of `at` starts with. A byte order mark is none. */
export function indentOf(text: string, at: number): string {
  const start = lineStart(text, at)
  const from = text.charCodeAt(start) === 0xfeff ? start + 1 : start
  return text.slice(from, skipSpace(text, from, true))
}

/** Whether nothing but white space stands before `at` on its line. */
export function startsLine(text: string, at: number): boolean {
  const before = text.slice(lineStart(text, at), at)
  return before.trim() === ''
}

export function hasBreak(text: string): boolean {
  return /[\n\r\u2028\u2029]/.test(text)
}

function isBreak(c: number): boolean {
  return c === 10 || c === 13 || c === 0x2028 || c === 0x2029
}

function isSpace(c: number): boolean {
  return (
    c === 32 ||
    c === 9 ||
    c === 10 ||
    c === 13 ||
    (c > 127 ? /\s/.test(String.fromCharCode(c)) : c === 11 || c === 12)
  )
}
