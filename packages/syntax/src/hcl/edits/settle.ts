import type { Path } from '@regraft/model'
import type { Place } from '../locate.ts'
import { type Entry, entriesOfBody, entriesOfObject, runAround } from './alignment.ts'
import type { Draft } from './draft.ts'
import { settleGap } from './replace.ts'

/** An entry around a change and whether its value stood on one line before. */
export interface Shortness {
  readonly path: Path
  readonly short: boolean
}

/** The nearest attribute or object item at or above a path, as it is now. */
export function shortness(draft: Draft, path: Path): Shortness | undefined {
  for (let length = path.length; length > 0; length--) {
    const prefix = path.slice(0, length)
    const found = entryAt(draft.at(prefix))
    if (found === undefined) continue
    return { path: prefix, short: runAround(draft.source, found.entries, found.index).length > 0 }
  }
  return undefined
}

/** Mends the spaces before that entry's equals sign when its value now takes one line instead of many, or many instead of one. */
export function settle(draft: Draft, before: Shortness | undefined): void {
  const found = before === undefined ? undefined : entryAt(draft.at(before.path))
  if (before === undefined || found === undefined) return
  const edit = settleGap(draft.source, found.entries, found.index, before.short)
  if (edit !== undefined) draft.apply([edit])
}

function entryAt(
  place: Place | undefined,
): { readonly entries: readonly (Entry | undefined)[]; readonly index: number } | undefined {
  if (place?.kind === 'attribute') {
    return { entries: entriesOfBody(place.body), index: place.body.items.indexOf(place.attribute) }
  }
  if (place?.kind === 'item') {
    return { entries: entriesOfObject(place.object), index: place.object.items.indexOf(place.item) }
  }
  return undefined
}
