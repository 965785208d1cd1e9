import { convertTo, unchanged } from './convert.ts'
import { commonType, convertible } from './convertible.ts'
import { fail } from './failure.ts'
import { distinct } from './sets.ts'
import type { ListType, Type } from './type.ts'
import { anyType, equalTypes, listOf, typeText } from './type.ts'
import { unify } from './unify.ts'
import type { MappingValue, SequenceValue, Value } from './value.ts'
import { isWhollyKnown, list, map, typeOf, unknownOf, withOrigins } from './value.ts'

/** A list, set or tuple as a list or set. */
export function toCollection(value: SequenceValue, type: ListType): Value {
  if (value.kind === type.kind && equalTypes(value.of, type.of)) return value
  const unordered = value.kind === 'set' && type.kind === 'list' && value.items.length > 1
  if (unordered && !isWhollyKnown(value)) {
    if (!convertible(value.of, type.of)) fail(`${typeText(type)} is required`)
    // Elements that are unknown may be the same.
    return withOrigins(unknownOf(listOf(value.of)), value)
  }
  const { items, of } = value.kind === 'tuple' ? fromTuple(value, type) : fromCollection(value, type.of)
  if (
    value.kind === type.kind &&
    equalTypes(value.of, of) &&
    items.every((item, i) => item === value.items[i])
  )
    return value
  // A set has an order of its own: a place in the list it was written as says nothing about it.
  if (type.kind === 'set') return { kind: 'set', items: distinct(items), of }
  return withOrigins(list(items, of), value)
}

interface Elements {
  readonly items: readonly Value[]
  readonly of: Type
}

function fromTuple({ items }: SequenceValue, { kind, of }: ListType): Elements {
  if (items.length === 0) return { items, of }
  const types = items.map(typeOf)
  const wanted = of.kind === 'any' ? commonType(types, false) : of
  if (wanted === undefined || !types.every((type) => convertible(type, wanted))) return unlike(of)
  const converted = items.map((item) => convertTo(item, wanted))
  return alike(kind === 'list' ? unified(converted) : converted)
}

function fromCollection(value: SequenceValue | MappingValue, of: Type): Elements {
  const items = 'items' in value ? value.items : [...value.entries.values()]
  if (!convertible(value.of, of)) fail(`elements of type ${typeText(of)} are required`)
  if (items.length === 0) return { items, of: of.kind === 'any' ? value.of : of }
  return alike(items.map((item) => convertTo(item, of)))
}

function unlike(of: Type): never {
  return fail(
    of.kind === 'any'
      ? 'all elements must have the same type'
      : `elements of type ${typeText(of)} are required`,
  )
}

/** Elements brought to the one type that goes for all. */
function unified(items: readonly Value[]): readonly Value[] {
  const of = unify(items.map(typeOf)) ?? fail('all elements must have the same type')
  return items.map((item) => convertTo(item, of))
}

/** Elements with the type that all have. What may be anything is taken to be of it. */
export function alike(items: readonly Value[]): Elements {
  let of: Type = anyType
  for (const item of items) {
    const type = typeOf(item)
    if (of.kind === 'any') of = type
    else if (type.kind !== 'any' && !equalTypes(of, type)) fail('all elements must have the same type')
  }
  return { items: items.map((item) => (typeOf(item).kind === 'any' ? convertTo(item, of) : item)), of }
}

/** A map or object as a map. */
export function toMap(value: MappingValue, of: Type): Value {
  if (value.kind === 'map' && equalTypes(value.of, of)) return value
  const names = [...value.entries.keys()]
  const elements = value.kind === 'object' ? fromObject(value, of) : fromCollection(value, of)
  const nested = ['list', 'set', 'map', 'object'].includes(of.kind) && names.length > 0
  const { items, of: common } = nested ? alike(unified(elements.items)) : elements
  const entries = new Map(names.map((name, i) => [name, items[i] as Value]))
  const same = value.kind === 'map' && equalTypes(value.of, common) && unchanged(value, entries)
  return same ? value : withOrigins(map(entries, common), value)
}

function fromObject(value: MappingValue, of: Type): Elements {
  const items = [...value.entries.values()]
  if (items.length === 0) return { items, of }
  const types = items.map(typeOf)
  const wanted = of.kind === 'any' ? commonType(types, true) : of
  if (wanted === undefined || !types.every((type) => convertible(type, wanted))) return unlike(of)
  const converted = items.map((item) => convertTo(item, wanted))
  const nested = ['list', 'set', 'map', 'object'].includes(wanted.kind)
  return alike(nested ? unified(converted) : converted)
}
