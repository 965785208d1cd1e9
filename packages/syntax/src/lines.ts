/** Places in the lines of one text. */
export function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

/** End of the line's content, before its line break. */
export function lineEnd(text: string, at: number): number {
  const lf = text.indexOf('\n', at)
  if (lf < 0) return text.length
  return lf > at && text.charCodeAt(lf - 1) === 13 ? lf - 1 : lf
}

/** Start of the next line, or the end of the text. */
export function nextLine(text: string, at: number): number {
  const lf = text.indexOf('\n', at)
  return lf < 0 ? text.length : lf + 1
}

/** 0-based column in UTF-16 code units. */
export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at)
}

/** Whether nothing but white space stands before a place in its line. */
export function startsLine(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const c = text.charCodeAt(i)
    if (c === 10) return true
    if (c !== 32 && c !== 9) return false
  }
  return true
}

/** Start of the white space before a place, in its line. */
export function blankBefore(text: string, at: number): number {
  let i = at
  while (i > 0 && isBlank(text.charCodeAt(i - 1))) i--
  return i
}

/** End of the white space after a place, in its line. */
export function blankAfter(text: string, at: number): number {
  let i = at
  while (i < text.length && isBlank(text.charCodeAt(i))) i++
  return i
}

function isBlank(c: number): boolean {
  return c === 32 || c === 9
}

/** The line break in use: of the line at a place if it has one, else the last before it, else `fallback`. */
export function eolAt(text: string, at: number, fallback = '\n'): string {
  const here = text.indexOf('\n', at)
  const lf = here >= 0 ? here : text.lastIndexOf('\n')
  if (lf < 0) return fallback
  return lf > 0 && text.charCodeAt(lf - 1) === 13 ? '\r\n' : '\n'
}
