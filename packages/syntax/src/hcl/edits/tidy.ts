import type { Path, TextEdit } from '@regraft/model'
import { heldValue, type Place } from '../locate.ts'
import { columnOf, type Entry, entriesOfBody, entriesOfObject, isAligned, runAround } from './alignment.ts'
import type { Draft } from './draft.ts'
import { widthOf } from './render.ts'
import type { Source } from './source.ts'

/** How an entry and its neighbours stood before a change. */
export interface Layout {
  /** Path of the body or object that holds it. */
  readonly holder: Path
  readonly index: number
  /** Every run of lines next to it was aligned as `terraform fmt` does it. */
  readonly tidy: boolean
  /** It was part of such a run: its value stood on one line. */
  readonly short: boolean
  /** Without it the lines next to it are still aligned: nothing to tidy after its removal. */
  readonly dispensable: boolean
}

/** The layout around the attribute, block or object item at a path; undefined for what stands in a list. */
export function layoutAt(draft: Draft, path: Path): Layout | undefined {
  const found = positionOf(draft.at(path))
  if (found === undefined) return undefined
  const { entries, index, steps } = found
  const runs = [index - 1, index, index + 1].map((i) => runAround(draft.source, entries, i))
  return {
    holder: path.slice(0, -steps),
    index,
    tidy: runs.every((run) => isAligned(draft.source, run)),
    short: runs[1]?.length !== 0,
    dispensable: isDispensable(draft.source, runs, entries[index]),
  }
}

/** Not the one longest key of a run, and nothing between two runs that would become one of different widths. */
function isDispensable(source: Source, runs: readonly Entry[][], entry: Entry | undefined): boolean {
  const [above = [], own = [], below = []] = runs
  if (own.length > 0) {
    const others = own.filter((other) => other !== entry)
    return isAligned(source, others)
  }
  const [first] = above
  const [second] = below
  return first === undefined || second === undefined || columnOf(source, first) === columnOf(source, second)
}

/** The layout around the nearest attribute or object item at or above a path. */
export function layoutAbove(draft: Draft, path: Path): Layout | undefined {
  for (let length = path.length; length > 0; length--) {
    const prefix = path.slice(0, length)
    const kind = draft.at(prefix)?.kind
    if (kind === 'attribute' || kind === 'item') return layoutAt(draft, prefix)
  }
  return undefined
}

/**
 * Aligns the runs next to a changed place anew when they were aligned before: an entry that went, got another name, or
 * whose value now takes one line instead of many, or many instead of one, leaves them too wide, too narrow or joined.
 */
export function tidy(draft: Draft, before: Layout | undefined): void {
  if (before === undefined || !before.tidy) return
  const entries = entriesIn(draft.at(before.holder))
  const { source } = draft
  const { index } = before
  const edits = new Map<number, TextEdit>()
  for (const i of [index - 1, index, index + 1]) {
    const run = runAround(source, entries, i)
    if (isAligned(source, run)) continue
    for (const edit of alignment(source, run)) edits.set(edit.start, edit)
  }
  const entry = entries[index]
  const isLong = entry !== undefined && runAround(source, entries, index).length === 0
  if (isLong && before.short && entry.separatorAt > entry.keyEnd + 1) {
    edits.set(entry.keyEnd, { start: entry.keyEnd, end: entry.separatorAt, text: ' ' })
  }
  draft.apply([...edits.values()])
}

function alignment(source: Source, run: readonly Entry[]): TextEdit[] {
  const widths = run.map((entry) => widthOf(source.text.slice(entry.start, entry.keyEnd)))
  const longest = widths.reduce((most, width) => Math.max(most, width), 0)
  return run.flatMap((entry, i) => {
    const pad = longest - (widths[i] ?? 0) + 1
    if (entry.separatorAt - entry.keyEnd === pad) return []
    return [{ start: entry.keyEnd, end: entry.separatorAt, text: ' '.repeat(pad) }]
  })
}

interface Position {
  readonly entries: readonly (Entry | undefined)[]
  readonly index: number
  /** Steps of the path from the holder to it. */
  readonly steps: number
}

function positionOf(place: Place | undefined): Position | undefined {
  switch (place?.kind) {
    case 'attribute':
      return {
        entries: entriesOfBody(place.body),
        index: place.body.items.indexOf(place.attribute),
        steps: 1,
      }
    case 'block':
      return { entries: entriesOfBody(place.body), index: place.body.items.indexOf(place.block), steps: 2 }
    case 'item':
      return {
        entries: entriesOfObject(place.object),
        index: place.object.items.indexOf(place.item),
        steps: 1,
      }
    default:
      return undefined
  }
}

function entriesIn(holder: Place | undefined): readonly (Entry | undefined)[] {
  switch (holder?.kind) {
    case 'file':
      return entriesOfBody(holder.body)
    case 'block':
      return entriesOfBody(holder.block.body)
    case 'attribute':
    case 'item':
    case 'element':
    case 'child': {
      const value = heldValue(holder)
      return value.kind === 'object' ? entriesOfObject(value) : []
    }
    default:
      return []
  }
}
