import type { Expression, ForObject, ForTuple } from '@regraft/syntax'
import { Attempts } from './attempt.ts'
import { convertTo } from './convert.ts'
import { itemValue, resolve } from './evaluate.ts'
import { fail } from './failure.ts'
import type { Context } from './scope.ts'
import { bind } from './scope.ts'
import { anyType, boolType, isPrimitive, stringType } from './type.ts'
import type { Value } from './value.ts'
import { isMapping, isSequence, num, object, sortedEntries, str, tuple, unknownOf } from './value.ts'

/** Key and value of each element, in the order the language walks them; undefined for what has no elements. */
export function eachElement(collection: Value): readonly (readonly [Value, Value])[] | undefined {
  if (isMapping(collection)) return sortedEntries(collection).map(([key, value]) => [str(key), value])
  if (!isSequence(collection)) return undefined
  if (collection.kind === 'set') return collection.items.map((item) => [item, item])
  return collection.items.map((item, i) => [num(i), item])
}

function notIterable(): never {
  return fail('only lists, sets, tuples, maps and objects can be iterated over')
}

interface Loop {
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
  readonly condition: Expression | undefined
}

/** Calls `each` for every element that the condition keeps. False: which elements there are is not known. */
export function eachRound(
  node: Loop,
  context: Context,
  parts: Attempts,
  each: (inner: Context) => boolean,
): boolean {
  const collection = parts.at(() => resolve(node.collection, context))
  if (collection.kind === 'null') fail('null cannot be iterated over')
  if (collection.kind === 'unknown' && collection.type.kind === 'any') return false
  const elements = eachElement(collection)
  if (elements === undefined && (collection.kind !== 'unknown' || isPrimitive(collection.type))) notIterable()
  const inside = (key: Value, value: Value): Context =>
    bind(bind(context, node.keyName, key), node.valueName, value)
  if (node.condition !== undefined)
    checkCondition(node.condition, inside(unknownOf(anyType), unknownOf(anyType)))
  let known = elements !== undefined
  for (const [key, value] of elements ?? []) {
    const inner = inside(key, value)
    const kept = node.condition === undefined ? true : keeps(node.condition, inner, parts)
    if (kept === undefined) known = false
    else if (kept) known = each(inner) && known
  }
  return known
}

/** Whatever the elements are, and be it none, the condition must be a bool. */
function checkCondition(condition: Expression, context: Context): void {
  const parts = new Attempts()
  keeps(condition, context, parts)
  parts.made(unknownOf(anyType))
}

function keeps(condition: Expression, context: Context, parts: Attempts): boolean | undefined {
  const value = parts.at(() => resolve(condition, context))
  if (value.kind === 'null') fail('the condition of a for expression is null')
  const kept = convertTo(value, boolType)
  return kept.kind === 'bool' ? kept.value : undefined
}

export function forTuple(node: ForTuple, context: Context): Value {
  const items: Value[] = []
  const parts = new Attempts()
  const known = eachRound(node, context, parts, (inner) => {
    items.push(parts.at(() => itemValue(node.result, inner)))
    return true
  })
  return parts.made(known ? tuple(items) : unknownOf(anyType))
}

export function forObject(node: ForObject, context: Context): Value {
  const entries = new Map<string, Value[]>()
  const parts = new Attempts()
  const known = eachRound(node, context, parts, (inner) => {
    const name = keyOf(parts.at(() => resolve(node.key, inner)))
    if (name === undefined) return false
    const value = parts.at(() => itemValue(node.result, inner))
    const group = entries.get(name)
    if (group === undefined) entries.set(name, [value])
    else if (node.group) group.push(value)
    else parts.at(() => fail(`two elements have the key ${JSON.stringify(name)}`))
    return true
  })
  if (!known) return parts.made(unknownOf(anyType))
  const values = [...entries].map(([name, items]): [string, Value] => [
    name,
    node.group ? tuple(items) : (items[0] as Value),
  ])
  return parts.made(object(new Map(values)))
}

/** Undefined when it is not known, whatever it may be. */
function keyOf(key: Value): string | undefined {
  if (key.kind === 'null') fail('a key of a for expression is null')
  if (key.kind === 'unknown') return undefined
  const name = convertTo(key, stringType)
  return name.kind === 'string' ? name.value : undefined
}
