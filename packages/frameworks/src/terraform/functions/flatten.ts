import { fail } from '../language/failure.ts'
import { anyType } from '../language/type.ts'
import type { SequenceValue, Value } from '../language/value.ts'
import { isMapping, isSequence, isWhollyKnown, sortedEntries, tuple, unknownOf } from '../language/value.ts'
import { boundedItems } from './arguments.ts'

/** A tuple of what a sequence and the sequences inside it hold; unknown when one of them is. */
export function flatten(value: Value): Value {
  // Terraform looks at the type only when all is known.
  if (isMapping(value) && !isWhollyKnown(value))
    return flatten(tuple(sortedEntries(value).map(([, item]) => item)))
  if (!isSequence(value)) return fail('flatten: a list is required')
  if (value.kind === 'tuple' && value.items.every(isLeaf)) return value
  const flat: Flat = { items: [], known: true, sensitive: false }
  collect(value, flat)
  const result = flat.known ? tuple(flat.items) : unknownOf(anyType)
  return flat.sensitive ? { ...result, sensitive: true } : result
}

interface Flat {
  readonly items: Value[]
  known: boolean
  /** A sequence is gone that was. */
  sensitive: boolean
}

/** Whether an element is certainly no sequence. */
function isLeaf(item: Value): boolean {
  if (isSequence(item)) return false
  return item.kind !== 'unknown' || !['list', 'set', 'tuple', 'any'].includes(item.type.kind)
}

function collect(value: SequenceValue, flat: Flat): void {
  // Elements of a set that are unknown may be the same.
  if (value.kind === 'set' && value.items.length > 1 && !isWhollyKnown(value)) flat.known = false
  for (const item of value.items) {
    if (isLeaf(item)) flat.items.push(item)
    else {
      if (item.sensitive === true) flat.sensitive = true
      if (isSequence(item)) collect(item, flat)
      else flat.known = false
    }
  }
  boundedItems(flat.items.length)
}
