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
