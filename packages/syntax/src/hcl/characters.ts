/** Character classes of HCL's scanner, by UTF-16 code unit. */

const NAME_START = 1
const NAME_PART = 2
const DIGIT = 4

const classes: Uint8Array = new Uint8Array(128)
for (let c = 0; c < 128; c++) {
  const letter = (c >= 65 && c <= 90) || (c >= 97 && c <= 122) || c === 95
  const digit = c >= 48 && c <= 57
  classes[c] =
    (letter ? NAME_START | NAME_PART : 0) | (digit ? NAME_PART | DIGIT : 0) | (c === 45 ? NAME_PART : 0)
}

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57
}

export function isHexDigit(c: number): boolean {
  return isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70)
}

/** Where the identifier that starts at `at` ends, or `at` when none starts there. */
export function nameEnd(text: string, at: number): number {
  const first = text.charCodeAt(at)
  let i = at
  if (first < 128) {
    if (((classes[first] as number) & NAME_START) === 0) return at
    i++
  } else {
    i = widePart(text, at, /^\p{ID_Start}/u)
    if (i === at) return at
  }
  for (;;) {
    const c = text.charCodeAt(i)
    if (c < 128) {
      if (((classes[c] as number) & NAME_PART) === 0) return i
      i++
    } else {
      const next = widePart(text, i, /^\p{ID_Continue}/u)
      if (next === i) return i
      i = next
    }
  }
}

/** One character outside ASCII: rare enough for a regular expression. */
function widePart(text: string, at: number, class_: RegExp): number {
  const point = text.codePointAt(at)
  if (point === undefined) return at
  const character = String.fromCodePoint(point)
  return class_.test(character) ? at + character.length : at
}

/** Whether the whole text is one identifier, so that it can be written without quotes. */
export function isName(text: string): boolean {
  return text.length > 0 && nameEnd(text, 0) === text.length
}

/** Unicode white space as Go's `unicode.IsSpace` has it: strip markers and heredoc indentation go by it. */
export function isSpace(c: number): boolean {
  if (c < 128) return c === 32 || (c >= 9 && c <= 13)
  return (
    c === 0x85 ||
    c === 0xa0 ||
    c === 0x1680 ||
    (c >= 0x2000 && c <= 0x200a) ||
    c === 0x2028 ||
    c === 0x2029 ||
    c === 0x202f ||
    c === 0x205f ||
    c === 0x3000
  )
}

/** How many units of white space a text starts with. */
export function leadingSpace(text: string): number {
  let i = 0
  while (i < text.length && isSpace(text.charCodeAt(i))) i++
  return i
}

/** Where a text ends without its white space at the end. */
export function trimmedEnd(text: string): number {
  let i = text.length
  while (i > 0 && isSpace(text.charCodeAt(i - 1))) i--
  return i
}
