import type { Value } from './language/value.ts'
import { isMapping, isSequence } from './language/value.ts'
import { LazyEntries } from './lazy-entries.ts'

const weights = new WeakMap<Value, number>()

/** The number of parts a value is made of, shared ones counted each time. */
export function weightOf(value: Value): number {
  if (!isSequence(value) && !isMapping(value)) return 1
  if (isMapping(value) && value.entries instanceof LazyEntries) return 1
  let weight = weights.get(value)
  if (weight === undefined) {
    weight = 1
    for (const item of isSequence(value) ? value.items : value.entries.values()) weight += weightOf(item)
    weights.set(value, weight)
  }
  return weight
}
