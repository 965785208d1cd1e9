import type { SequenceValue, Value } from '../language/value.ts'
import { placeOf } from '../place.ts'
import type { Place } from '../source.ts'
import { within } from '../source.ts'

/** Whether the items of a list are known to stand in the literal at `place` as they stand in the list. A set sorts them. */
export function inWrittenOrder(list: SequenceValue, place: Place): boolean {
  return (
    list.kind !== 'set' &&
    list.items.every((item, i) => {
      const at = writtenAt(item)
      return at === undefined || samePlace(at, within(place, i))
    })
  )
}

/** Where an item of a list that is written out at `place` stands; undefined when nobody can tell. */
export function itemPlace(list: SequenceValue, place: Place, index: number): Place | undefined {
  if (inWrittenOrder(list, place)) return within(place, index)
  const item = list.items[index]
  const at = item && writtenAt(item)
  const parent = at && { file: at.file, path: at.path.slice(0, -1) }
  return parent && samePlace(parent, place) ? at : undefined
}

/** The item itself as the list has it: a literal, or the reference to one. */
function writtenAt({ source, via }: Value): Place | undefined {
  const own = via?.source ?? source
  return own && placeOf(own)
}

function samePlace(a: Place, b: Place): boolean {
  return a.file === b.file && a.path.length === b.path.length && a.path.every((step, i) => step === b.path[i])
}
