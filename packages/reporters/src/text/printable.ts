/**
 * Characters that a terminal obeys instead of showing, or that hide what is written: C0 and C1 controls, marks and
 * overrides of text direction, zero-width and tag characters, line separators, halves of surrogate pairs.
 */
const hostile =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu

/** A text on one line that shows what it holds: `\u001b` for an escape character. Files and policies are not trusted. */
export function printable(text: string): string {
  return text.replace(hostile, escaped)
}

/** The lines of a text, each made printable; a tab stays. */
export function printableLines(text: string): string[] {
  return text.split(/\r\n|[\r\n]/).map((line) => line.split('\t').map(printable).join('\t'))
}

function escaped(character: string): string {
  if (character === '\n') return '\\n'
  if (character === '\r') return '\\r'
  if (character === '\t') return '\\t'
  const code = (character.codePointAt(0) ?? 0).toString(16)
  return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, '0')}`
}
