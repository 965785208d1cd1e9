import type { Path, Refusal } from '@regraft/model'
import type { TypescriptDocument } from './document.ts'
import { mayHold } from './follow.ts'
import { locate } from './locate.ts'
import type { ListItem, MapValue } from './values.ts'

/**
 * Why what a path names may not be what the program reads there: a spread, a computed key, a method or the key again may
 * take its place. Undefined when the text is clear. `alone`: nothing before it may hold the key either, so that removing
 * it leaves none.
 */
export function obstacle(document: TypescriptDocument, path: Path, alone = false): Refusal | undefined {
  for (let length = 2; length < path.length; length++) {
    const target = locate(document, path.slice(0, length))
    const step = path[length]
    if (target?.kind !== 'value' || step === undefined) {
      const items = target?.kind === 'arguments' ? target.node.items : []
      const problem = spreadBefore(items, step)
      if (problem !== undefined) return problem
      continue
    }
    const { value } = target
    const problem =
      value.kind === 'map'
        ? inMap(document, value, String(step), alone && length === path.length - 1)
        : value.kind === 'list'
          ? spreadBefore(value.items, step)
          : undefined
    if (problem !== undefined) return problem
  }
  return undefined
}

function inMap(
  document: TypescriptDocument,
  map: MapValue,
  key: string,
  alone: boolean,
): Refusal | undefined {
  const at = map.entries.findLastIndex((entry) => entry.kind === 'property' && entry.key === key)
  for (const [i, entry] of map.entries.entries()) {
    if (i === at) continue
    if (entry.kind === 'property' && entry.key === key)
      return { code: 'TYPESCRIPT_DUPLICATE_KEY', reason: `${key} is written twice`, at: entry.range }
    if (entry.kind === 'member' && entry.key === key)
      return { code: 'TYPESCRIPT_ACCESSOR', reason: `${key} is a method or accessor`, at: entry.range }
    if (entry.kind === 'dynamic' && (i > at || alone))
      return { code: 'TYPESCRIPT_COMPUTED_KEY', reason: `a computed key may be ${key}`, at: entry.range }
    // What is missing goes behind the last spread, where nothing replaces it.
    const hides = alone ? true : at >= 0 && i > at
    if (entry.kind === 'spread' && hides && mayHold(document, entry, key))
      return { code: 'TYPESCRIPT_SPREAD', reason: `a spread may also hold ${key}`, at: entry.range }
  }
  return undefined
}

function spreadBefore(items: readonly ListItem[], step: string | number | undefined): Refusal | undefined {
  if (typeof step !== 'number') return undefined
  const spread = items.slice(0, step + 1).find((item) => item.kind === 'spread')
  return (
    spread && {
      code: 'TYPESCRIPT_SPREAD',
      reason: 'a spread before it hides which item this is',
      at: spread.range,
    }
  )
}
