import { convertible } from './convertible.ts'
import { fail } from './failure.ts'
import { numberText, parseNumber } from './number.ts'
import { distinct } from './sets.ts'
import type { ListType, ObjectType, Type } from './type.ts'
import { equalTypes, holdsAny, listOf, mapOf, typeText } from './type.ts'
import { unify } from './unify.ts'
import type { MappingValue, SequenceValue, UnknownValue, Value } from './value.ts'
import {
  bool,
  isMapping,
  isSequence,
  isWhollyKnown,
  list,
  map,
  nullOf,
  num,
  object,
  sortedEntries,
  str,
  tuple,
  typeOf,
  unknownOf,
  withOrigins,
} from './value.ts'

/**
 * A value as a value of a type, as cty's `convert.Convert` does it. What converts keeps the `source` it had; the same
 * object comes back when there is nothing to do. Fails when it does not convert.
 */
export function convertTo(value: Value, type: Type): Value {
  if (type.kind === 'any') return value
  if (value.kind === 'null') {
    const wanted = filledIn(value.type, type)
    if (equalTypes(value.type, wanted)) return value
    return convertible(value.type, type)
      ? withOrigins(nullOf(wanted), value)
      : fail(`${typeText(type)} is required`)
  }
  if (value.kind === 'unknown') return convertUnknown(value, type)
  switch (type.kind) {
    case 'string':
      return value.kind === 'string' ? value : withOrigins(str(stringOf(value)), value)
    case 'number':
      if (value.kind === 'number') return value
      return withOrigins(
        num((value.kind === 'string' ? parseNumber(value.value) : undefined) ?? fail('a number is required')),
        value,
      )
    case 'bool':
      return value.kind === 'bool' ? value : withOrigins(bool(boolOf(value)), value)
    case 'list':
    case 'set':
      return isSequence(value) ? toCollection(value, type) : fail(`${typeText(type)} is required`)
    case 'tuple':
      return toTuple(value, type.items)
    case 'map':
      return isMapping(value) ? toMap(value, type.of) : fail('a map is required')
    case 'object':
      return isMapping(value) ? toObject(value, type) : fail('an object is required')
  }
}

function convertUnknown(value: UnknownValue, wanted: Type): Value {
  const type = filledIn(value.type, wanted)
  if (equalTypes(value.type, type)) return value
  if (!convertible(value.type, wanted)) fail(`${typeText(wanted)} is required`)
  const { prefix, length, ...rest } = value
  return {
    ...rest,
    type,
    ...(prefix !== undefined && type.kind === 'string' ? { prefix } : {}),
    ...(length !== undefined && (type.kind === 'list' || type.kind === 'map') ? { length } : {}),
  }
}

/** What the type of a value says of what a wanted type leaves open. */
function filledIn(from: Type, to: Type): Type {
  if (!holdsAny(to) || from.kind === 'any') return to
  if (to.kind === 'any') return from
  if (to.kind !== 'list' && to.kind !== 'set' && to.kind !== 'map') return to
  if ('of' in from) return { kind: to.kind, of: filledIn(from.of, to.of) }
  const parts =
    from.kind === 'tuple' ? from.items : from.kind === 'object' ? [...from.attributes.values()] : []
  if (parts.length === 0) return to
  const of = unify(parts.map((part) => filledIn(part, to.of)))
  return { kind: to.kind, of: of ?? fail('all elements must have the same type') }
}

function stringOf(value: Value): string {
  if (value.kind === 'number') return numberText(value.value)
  return value.kind === 'bool' ? String(value.value) : fail('a string is required')
}

function boolOf(value: Value): boolean {
  const text = value.kind === 'string' ? value.value : ''
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : fail('a bool is required')
}

/** The type that all items take when a collection's element type is left open; one without items keeps its own. */
function elementType(items: readonly Value[], of: Type, own: Type): Type {
  if (!holdsAny(of)) return of
  if (items.length === 0) return filledIn(own, of)
  const types = items.map((item) => typeOf(of.kind === 'any' ? item : convertTo(item, of)))
  return unify(types) ?? fail('all elements must have the same type')
}

/** What holds nothing has a type all the same. */
function fits(value: Value, type: Type): void {
  if (!convertible(typeOf(value), type)) fail(`${typeText(type)} is required`)
}

function toCollection(value: SequenceValue, type: ListType): Value {
  if (value.items.length === 0) fits(value, type)
  const of = elementType(value.items, type.of, value.of)
  const items = value.items.map((item) => convertTo(item, of))
  const same = value.kind === type.kind && equalTypes(value.of, of)
  if (same && items.every((item, i) => item === value.items[i])) return value
  if (type.kind === 'list') {
    // Elements of a set that are unknown may be the same.
    const max = value.kind === 'set' && !isWhollyKnown(value) ? items.length : 1
    if (max > 1) return withOrigins(unknownOf(listOf(of), { notNull: true, length: { min: 1, max } }), value)
    return withOrigins(list(items, of), value)
  }
  // A set has an order of its own: a place in the list it was written as says nothing about it.
  return { kind: 'set', items: distinct(items), of }
}

function toTuple(value: Value, types: readonly Type[]): Value {
  if (value.kind !== 'tuple' || value.items.length !== types.length)
    return fail(`a tuple of ${types.length} elements is required`)
  const items = value.items.map((item, i) => convertTo(item, types[i] as Type))
  return items.every((item, i) => item === value.items[i]) ? value : withOrigins(tuple(items), value)
}

function toMap(value: MappingValue, type: Type): Value {
  if (value.entries.size === 0) fits(value, mapOf(type))
  const items = sortedEntries(value).map(([, item]) => item)
  const of = elementType(items, type, value.of)
  const entries = new Map([...value.entries].map(([name, item]) => [name, convertTo(item, of)]))
  const same = value.kind === 'map' && equalTypes(value.of, of)
  return same && unchanged(value, entries) ? value : withOrigins(map(entries, of), value)
}

function toObject(value: MappingValue, type: ObjectType): Value {
  const entries = new Map<string, Value>()
  // Attributes the type does not name are dropped; the order stays that of the value.
  for (const [name, item] of value.entries) {
    const wanted = type.attributes.get(name)
    if (wanted !== undefined) entries.set(name, convertTo(item, wanted))
  }
  for (const [name, wanted] of type.attributes) {
    if (entries.has(name)) continue
    if (type.optional?.has(name) !== true) return fail(`attribute ${JSON.stringify(name)} is required`)
    entries.set(name, nullOf(wanted))
  }
  return value.kind === 'object' && unchanged(value, entries) ? value : withOrigins(object(entries), value)
}

function unchanged(value: MappingValue, entries: ReadonlyMap<string, Value>): boolean {
  if (entries.size !== value.entries.size) return false
  for (const [name, item] of entries) if (value.entries.get(name) !== item) return false
  return true
}
