/**
 * Changes of case as Go's `strings` has them: letter by letter, one for one, by Unicode's simple mappings; never `ß` to
 * `SS`.
 */
export function toUpper(text: string): string {
  return each(text, upper)
}

export function toLower(text: string): string {
  return each(text, lower)
}

/** Each letter that begins a word in title case. */
export function toTitle(text: string): string {
  let separated = true
  return each(text, (character) => {
    const out = separated ? title(character) : character
    separated = isSeparator(character)
    return out
  })
}

function each(text: string, change: (character: string) => string): string {
  return Array.from(text, change).join('')
}

function upper(character: string): string {
  const full = character.toUpperCase()
  if (isOne(full)) return full
  // Greek letters with an iota below: the full mapping writes it behind, the simple one is a letter of its own.
  const code = character.codePointAt(0) as number
  if (code < 0x1f80 || code > 0x1ff3) return character
  const capital = String.fromCodePoint(code + (code >= 0x1fb0 ? 9 : 8))
  return capital.toLowerCase() === character ? capital : character
}

function lower(character: string): string {
  const full = character.toLowerCase()
  return isOne(full) ? full : (full[0] as string)
}

function title(character: string): string {
  // Croatian digraphs have a third form; Georgian has capitals for whole words only.
  if (/[\u01c4-\u01c6]/.test(character)) return '\u01c5'
  if (/[\u01c7-\u01c9]/.test(character)) return '\u01c8'
  if (/[\u01ca-\u01cc]/.test(character)) return '\u01cb'
  if (/[\u01f1-\u01f3]/.test(character)) return '\u01f2'
  return /[\u10d0-\u10fa\u10fd-\u10ff]/.test(character) ? character : upper(character)
}

function isOne(text: string): boolean {
  return text.length === ((text.codePointAt(0) as number) > 0xffff ? 2 : 1)
}

function isSeparator(character: string): boolean {
  if (character <= '\u007f') return !/\w/.test(character)
  return isSpace(character)
}

/** White space as Go's `unicode.IsSpace` has it. */
export function isSpace(character: string): boolean {
  return /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(character)
}
