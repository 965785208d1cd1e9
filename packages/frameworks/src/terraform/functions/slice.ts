import { fail } from '../language/failure.ts'
import type { Type } from '../language/type.ts'
import { anyType, tupleOf } from '../language/type.ts'
import type { Value } from '../language/value.ts'
import { isSequence, list, tuple, typeOf } from '../language/value.ts'
import { at, wholeOf } from './arguments.ts'

export function sliceType(args: readonly Value[]): Type {
  const type = typeOf(at(args, 0))
  if (type.kind !== 'list' && type.kind !== 'tuple') return fail('slice: a list is required')
  const [start, end] = bounds(args)
  if (type.kind !== 'tuple') return type
  return start === undefined || end === undefined ? anyType : tupleOf(type.items.slice(start, end))
}

export function slice(args: readonly Value[]): Value {
  const value = at(args, 0)
  if (value.kind !== 'list' && value.kind !== 'tuple') return fail('slice: a list is required')
  const [start, end] = bounds(args)
  if (start === 0 && end === value.items.length) return value
  const items = value.items.slice(start, end)
  return value.kind === 'tuple' ? tuple(items) : list(items, value.of)
}

/** Start and end as far as they are known, checked against each other and against what is known of the length. */
function bounds(args: readonly Value[]): readonly [number | undefined, number | undefined] {
  const length = lengthOf(at(args, 0))
  const [start, end] = [at(args, 1), at(args, 2)].map((value) => {
    if (value.kind === 'unknown') return undefined
    const index = wholeOf(value)
    return index < 0 || index > length ? fail('slice: an index is out of range') : index
  })
  if (start !== undefined && end !== undefined && start > end)
    return fail('slice: the end is before the start')
  return [start, end]
}

function lengthOf(value: Value): number {
  if (isSequence(value)) return value.items.length
  if (value.kind !== 'unknown') return 0
  if (value.type.kind === 'tuple') return value.type.items.length
  return value.length?.min === value.length?.max ? (value.length?.max ?? Infinity) : Infinity
}
