const escapes: { readonly [character: string]: string } = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
}

/** What Go calls printable: letters, marks, numbers, punctuation, symbols, and the ASCII space. */
export function isPrintable(character: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)
}

/** A text as a Go string literal in double quotes; `ascii` escapes everything beyond. */
export function quote(text: string, ascii: boolean, mark = '"'): string {
  let out = mark
  for (const character of text) {
    if (character === mark) out += `\\${mark}`
    else out += escapes[character] ?? plainOrCode(character, ascii)
  }
  return out + mark
}

function plainOrCode(character: string, ascii: boolean): string {
  const code = character.codePointAt(0) ?? 0
  if (isPrintable(character) && (!ascii || code < 0x80)) return character
  if (code < 0x20 || code === 0x7f) return `\\x${hex(code, 2)}`
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0')
}

/** Whether a text can stand in back quotes unchanged. */
export function canBackquote(text: string): boolean {
  return !/[`\u007f\ufeff]|[^\P{Cc}\t]/u.test(text)
}
