import type { Expression, ForObject, ForTuple } from '@regraft/syntax'
import { convertTo } from './convert.ts'
import { itemValue, resolve } from './evaluate.ts'
import { fail } from './failure.ts'
import type { Context } from './scope.ts'
import { bind } from './scope.ts'
import { anyType, boolType, stringType } from './type.ts'
import type { Value } from './value.ts'
import { isMapping, isSequence, num, object, sortedEntries, str, tuple, unknownOf } from './value.ts'

/** Key and value of each element, in the order the language walks them; undefined for what has no elements. */
export function eachElement(collection: Value): readonly (readonly [Value, Value])[] | undefined {
  if (isMapping(collection)) return sortedEntries(collection).map(([key, value]) => [str(key), value])
  if (!isSequence(collection)) return undefined
  if (collection.kind === 'set') return collection.items.map((item) => [item, item])
  return collection.items.map((item, i) => [num(i), item])
}

export function notIterable(): never {
  return fail('only lists, sets, tuples, maps and objects can be iterated over')
}

interface Loop {
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
  readonly condition: Expression | undefined
}

/** Calls `each` for every element that the condition keeps. False: which elements there are is not known. */
function walk(node: Loop, context: Context, each: (inner: Context) => boolean): boolean {
  const collection = resolve(node.collection, context)
  if (collection.kind === 'null') fail('null cannot be iterated over')
  const elements = eachElement(collection)
  if (elements === undefined) {
    if (collection.kind !== 'unknown' || ['string', 'number', 'bool'].includes(collection.type.kind))
      notIterable()
    return false
  }
  let known = true
  for (const [key, value] of elements) {
    const inner = bind(bind(context, node.keyName, key), node.valueName, value)
    const kept = node.condition === undefined ? true : keeps(node.condition, inner)
    if (kept === undefined) known = false
    else if (kept) known = each(inner) && known
  }
  return known
}

function keeps(condition: Expression, context: Context): boolean | undefined {
  const value = resolve(condition, context)
  if (value.kind === 'null') fail('the condition of a for expression is null')
  const kept = convertTo(value, boolType)
  return kept.kind === 'bool' ? kept.value : undefined
}

export function forTuple(node: ForTuple, context: Context): Value {
  const items: Value[] = []
  const known = walk(node, context, (inner) => {
    items.push(itemValue(node.result, inner))
    return true
  })
  return known ? tuple(items) : unknownOf(anyType)
}

export function forObject(node: ForObject, context: Context): Value {
  const entries = new Map<string, Value>()
  const groups = new Map<string, Value[]>()
  const known = walk(node, context, (inner) => {
    const key = resolve(node.key, inner)
    if (key.kind === 'null') fail('a key of a for expression is null')
    const name = convertTo(key, stringType)
    const value = itemValue(node.result, inner)
    if (name.kind !== 'string') return false
    const group = groups.get(name.value)
    if (group === undefined) groups.set(name.value, [value])
    else if (node.group) group.push(value)
    else fail(`two elements have the key ${JSON.stringify(name.value)}`)
    entries.set(name.value, value)
    return true
  })
  if (!known) return unknownOf(anyType)
  if (!node.group) return object(entries)
  return object(new Map([...groups].map(([name, items]) => [name, tuple(items)])))
}
