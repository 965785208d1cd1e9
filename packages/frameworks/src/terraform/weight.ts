import type { Value } from './language/value.ts'
import { isMapping, isSequence } from './language/value.ts'
import { LazyEntries } from './lazy-entries.ts'

interface Measure {
  readonly weight: number
  readonly depth: number
}

/** By the items or entries, which values that are the same but for their origins share. */
const measures = new WeakMap<object, Measure>()

/** The number of parts a value is made of, shared ones counted each time; 32 characters of a string are one. */
export function weightOf(value: Value): number {
  const own = value.kind === 'string' ? 1 + (value.value.length >> 5) : (measure(value)?.weight ?? 1)
  const decoded = decodedOf(value)
  return decoded === undefined ? own : own + weightOf(decoded)
}

/** How deep the parts of a value stand in one another. */
export function depthOf(value: Value): number {
  const decoded = decodedOf(value)
  return decoded === undefined ? (measure(value)?.depth ?? 0) : depthOf(decoded) + 1
}

/** The document that a value is the text of. */
export function decodedOf(value: Value): Value | undefined {
  return value.kind === 'string' || value.kind === 'unknown' ? value.decoded : undefined
}

function measure(value: Value): Measure | undefined {
  const parts = isSequence(value) ? value.items : isMapping(value) ? value.entries : undefined
  if (parts === undefined || parts instanceof LazyEntries) return undefined
  const known = measures.get(parts)
  if (known !== undefined) return known
  let weight = 1
  let depth = 0
  for (const item of parts.values()) {
    weight += weightOf(item)
    depth = Math.max(depth, depthOf(item))
  }
  const made = { weight, depth: depth + 1 }
  // Counting few parts again costs less than remembering them.
  if (weight > 32) measures.set(parts, made)
  return made
}
