import type { Json } from '@regraft/model'
import { isList, isObject } from '@regraft/model'

const known = new WeakMap<object, number>()

/** Number of values a value is made of, a long string counted by its length; shared parts count each time. */
export function weightOf(value: Json): number {
  if (typeof value === 'string') return 1 + Math.floor(value.length / 100)
  if (!isList(value) && !isObject(value)) return 1
  let weight = known.get(value)
  if (weight === undefined) {
    weight = 1
    for (const item of Object.values(value)) weight += weightOf(item)
    known.set(value, weight)
  }
  return weight
}
