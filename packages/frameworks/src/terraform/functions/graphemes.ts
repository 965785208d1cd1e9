import { collectGraphemes, countGraphemes } from 'unicode-segmenter/grapheme'

// Each of these is a character of its own; a carriage return may join a line feed.
const plain = /^[^\r\u0080-\uffff]*$/

/** Characters as people count them: Unicode's extended grapheme clusters. */
export function graphemes(text: string): readonly string[] {
  return plain.test(text) ? text.split('') : collectGraphemes(text)
}

export function graphemeCount(text: string): number {
  return plain.test(text) ? text.length : countGraphemes(text)
}

/** So much of a text as stays whatever follows it: the last character may take up a mark. */
export function safePrefix(text: string): string {
  if (text === '' || /[-_:;/\\,.(){}[\]|?!~ \t@#$%^&*+"']$/.test(text)) return text
  return graphemes(text).slice(0, -1).join('')
}
