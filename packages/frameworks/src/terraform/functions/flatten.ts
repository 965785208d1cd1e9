import { fail } from '../language/failure.ts'
import { anyType } from '../language/type.ts'
import type { SequenceValue, Value } from '../language/value.ts'
import { isSequence, isWhollyKnown, tuple, unknownOf } from '../language/value.ts'
import { boundedItems } from './arguments.ts'

/** A tuple of what a sequence and the sequences inside it hold; unknown when one of them is. */
export function flatten(value: Value): Value {
  if (!isSequence(value)) return fail('flatten: a list is required')
  if (value.kind === 'tuple' && value.items.every(isLeaf)) return value
  const items: Value[] = []
  return collect(value, items) ? tuple(items) : unknownOf(anyType)
}

/** Whether an element is certainly no sequence. */
function isLeaf(item: Value): boolean {
  if (isSequence(item)) return false
  return item.kind !== 'unknown' || !['list', 'set', 'tuple', 'any'].includes(item.type.kind)
}

function collect(value: SequenceValue, items: Value[]): boolean {
  if (value.kind === 'set' && value.items.length > 1 && !isWhollyKnown(value)) return false
  let known = true
  for (const item of value.items) {
    if (isLeaf(item)) items.push(item)
    else known = isSequence(item) && collect(item, items) && known
  }
  boundedItems(items.length)
  return known
}
