import { RegraftError } from '@regraft/model'

/** How a line comment begins in a file, by its name; undefined where the format has none. */
export function commentStart(path: string): string | undefined {
  if (/\.(?:tf|tfvars|tofu|ya?ml)$/.test(path)) return '#'
  return /\.[cm]?[jt]sx?$/.test(path) ? '//' : undefined
}

/** The comment that ignores a rule. Throws `IGNORE_WITHOUT_REASON` for a reason of blanks. */
export function ignoreComment(start: string, rule: string, reason: string): string {
  // A line is all that a line comment has.
  const words = reason.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  if (words === '')
    throw new RegraftError('IGNORE_WITHOUT_REASON', 'An ignore needs a reason', {
      hint: 'Say why it is right here.',
    })
  return `${start} regraft:ignore ${rule} -- ${words}`
}

/** A place in a text and what is put there. */
export interface Insertion {
  readonly at: number
  readonly text: (comment: string) => string
}

/** Where the comment could stand for what begins on a line (from 1): above the line, or at its end. */
export function ignorePlaces(text: string, line: number): readonly Insertion[] {
  const starts = lineStarts(text)
  const start = starts[line - 1]
  if (start === undefined) return []
  const [, indent = '', rest = '', newline = ''] =
    /^([ \t]*)([^\r\n]*)(\r\n|\r|\n)?/.exec(text.slice(start)) ?? []
  const ending = newline || (/\r\n|\r|\n/.exec(text)?.[0] ?? '\n')
  return [
    { at: start, text: (comment) => `${indent}${comment}${ending}` },
    { at: start + indent.length + rest.length, text: (comment) => ` ${comment}` },
  ]
}

function lineStarts(text: string): readonly number[] {
  // A byte order mark stays the first of the file.
  const first = text.startsWith('\ufeff') ? 1 : 0
  return [first, ...[...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length)]
}
