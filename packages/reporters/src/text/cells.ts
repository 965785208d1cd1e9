import { printable } from './printable.ts'

/** Scripts and blocks that terminals draw two columns wide (Unicode UAX #11, East Asian Wide and Fullwidth). */
const wide =
  /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Yi}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u

/** Combining marks and variation selectors take no column of their own. */
const zero = /[\p{Mn}\p{Me}]/u

const tabStop = 4

/** One character of a line as it is shown. */
export interface Cell {
  /** UTF-16 offset in the line. */
  readonly at: number
  readonly shown: string
  /** Columns of the terminal before it, and those it takes. */
  readonly column: number
  readonly width: number
}

/**
 * What a line looks like: tabs become spaces up to the next multiple of four, characters that must not reach a
 * terminal are written as escapes, wide characters take two columns.
 */
export function cells(line: string): Cell[] {
  const out: Cell[] = []
  let at = 0
  let column = 0
  for (const character of line) {
    const shown = look(character, at, column)
    const width = shown === character ? columns(character) : shown.length
    out.push({ at, shown, column, width })
    at += character.length
    column += width
  }
  return out
}

function look(character: string, at: number, column: number): string {
  if (character === '\t') return ' '.repeat(tabStop - (column % tabStop))
  const byteOrderMark = at === 0 && character === '\ufeff'
  return byteOrderMark ? '' : printable(character)
}

/** Columns that a printable text takes. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) width += columns(character)
  return width
}

function columns(character: string): number {
  if (character <= '\u02ff') return 1
  return zero.test(character) ? 0 : wide.test(character) ? 2 : 1
}
