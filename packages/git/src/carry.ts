import { diffArrays } from 'diff/lib/diff/array.js'

/** Lines `start` to `end` (0-based, exclusive) of one text stand for those of another. */
interface Hunk {
  readonly start: number
  readonly end: number
  readonly lines: readonly string[]
}

/** More changed lines than that are not looked into. */
const most = 5000

/**
 * Makes the change from `base` to `fixed` in `other`, a text that comes from `base` too: a three-way merge by lines. Line
 * endings are those of `other`. Undefined when a line that changes, or one beside it, is not the same in `other`: then
 * nobody can say that the change still means what was proven.
 */
export function carryOver(base: string, fixed: string, other: string): string | undefined {
  const [from, to, into] = [linesOf(base), linesOf(fixed), linesOf(other)]
  const wanted = hunksOf(from, to)
  const places = wanted && matched(from, into)
  if (!wanted || !places) return undefined
  const atEnd = wanted.some(({ end }) => end === from.length)
  if (atEnd && base.endsWith('\n') !== other.endsWith('\n')) return undefined
  const out = [...into]
  for (const hunk of [...wanted].reverse()) {
    const at = placeOf(hunk, from.length, into.length, places)
    if (at === undefined) return undefined
    out.splice(at, hunk.end - hunk.start, ...ended(hunk.lines, into, at, hunk.end - hunk.start))
  }
  return out.join('')
}

/** Lines with their ends; the last may lack one. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

function bare(line: string): string {
  return line.replace(/\r?\n$/, '')
}

function changesOf(from: readonly string[], to: readonly string[], exact: boolean): Parts | undefined {
  const same = exact ? (a: string, b: string) => a === b : (a: string, b: string) => bare(a) === bare(b)
  return diffArrays([...from], [...to], { comparator: same, maxEditLength: most })
}

type Parts = readonly {
  readonly added?: boolean
  readonly removed?: boolean
  readonly value: readonly string[]
}[]

function hunksOf(from: readonly string[], to: readonly string[]): Hunk[] | undefined {
  const parts = changesOf(from, to, true)
  if (!parts) return undefined
  const out: Hunk[] = []
  let at = 0
  let open: { start: number; lines: string[] } | undefined
  const close = (): void => {
    if (open) out.push({ start: open.start, end: at, lines: open.lines })
    open = undefined
  }
  for (const { added, removed, value } of parts) {
    if (!added && !removed) close()
    else open ??= { start: at, lines: [] }
    if (added) open?.lines.push(...value)
    else at += value.length
  }
  close()
  return out
}

/** For each line of `from` the line of `into` that it is, whatever their ends. */
function matched(from: readonly string[], into: readonly string[]): ReadonlyMap<number, number> | undefined {
  const parts = changesOf(from, into, false)
  if (!parts) return undefined
  const out = new Map<number, number>()
  let [a, b] = [0, 0]
  for (const { added, removed, value } of parts) {
    if (!added && !removed) for (let i = 0; i < value.length; i++) out.set(a + i, b + i)
    if (!added) a += value.length
    if (!removed) b += value.length
  }
  return out
}

/** Where a hunk stands in the other text: its lines and the ones beside them follow each other there too. */
function placeOf(
  { start, end }: Hunk,
  fromLength: number,
  intoLength: number,
  places: ReadonlyMap<number, number>,
): number | undefined {
  const of = (line: number): number | undefined => {
    if (line < 0) return -1
    return line < fromLength ? places.get(line) : intoLength
  }
  const before = of(start - 1)
  if (before === undefined) return undefined
  for (let line = start; line <= end; line++) if (of(line) !== before + 1 + line - start) return undefined
  return before + 1
}

/** New lines with the ends that the lines have where they go. */
function ended(lines: readonly string[], into: readonly string[], at: number, count: number): string[] {
  const near = count > 0 ? into.slice(at, at + count) : into.slice(Math.max(0, at - 1), at + 1)
  const crlf = near.some((line) => line.endsWith('\r\n'))
  return lines.map((line) => (line.endsWith('\n') ? `${bare(line)}${crlf ? '\r\n' : '\n'}` : line))
}
