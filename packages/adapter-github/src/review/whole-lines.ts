import { applyEdits, type TextEdit } from '@regraft/model'

/** Whole lines of a text and what they become. Lines carry no line feed. */
export interface Replacement {
  /** 1-based. */
  readonly first: number
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * Edits of one text as a replacement of the fewest whole lines, at least one. Undefined where a suggestion could not say it:
 * there is no line, the last one has no line feed, or a line holds a control character, a carriage return above all.
 */
export function wholeLines(text: string, edits: readonly TextEdit[]): Replacement | undefined {
  const starts = lineStarts(text)
  const last = Math.min(lineAt(starts, Math.max(...edits.map(({ end }) => end))), starts.length - 1)
  const first = Math.min(lineAt(starts, Math.min(...edits.map(({ start }) => start))), last)
  const from = starts[first]
  const to = starts[last + 1] ?? text.length
  if (from === undefined || text[to - 1] !== '\n') return undefined
  const moved = edits.map((edit) => ({ start: edit.start - from, end: edit.end - from, text: edit.text }))
  const after = applyEdits(text.slice(from, to), moved)
  if (after !== '' && !after.endsWith('\n')) return undefined
  const replacement = trimmed({ first: first + 1, before: split(text.slice(from, to)), after: split(after) })
  const lines = [...replacement.before, ...replacement.after]
  return lines.some((line) => /[\p{Cc}\u2028\u2029]/u.test(line.replaceAll('\t', '')))
    ? undefined
    : replacement
}

/** Offsets of the lines that there are: a text that ends with a line feed has no line after it. */
function lineStarts(text: string): number[] {
  const starts = text === '' ? [] : [0]
  for (let at = text.indexOf('\n'); at >= 0 && at + 1 < text.length; at = text.indexOf('\n', at + 1))
    starts.push(at + 1)
  return starts
}

function lineAt(starts: readonly number[], offset: number): number {
  const next = starts.findIndex((start) => start > offset)
  return next < 0 ? starts.length - 1 : next - 1
}

function split(text: string): string[] {
  return text === '' ? [] : text.slice(0, -1).split('\n')
}

/** Without equal lines at either end; one line stays, for a comment stands at a line. */
function trimmed({ first, before, after }: Replacement): Replacement {
  const most = Math.min(before.length - 1, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  return {
    first: first + head,
    before: before.slice(head, before.length - tail),
    after: after.slice(head, after.length - tail),
  }
}
