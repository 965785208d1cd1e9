import { toCollection, toMap } from './collect.ts'
import { convertible } from './convertible.ts'
import { fail } from './failure.ts'
import { numberText, parseNumber } from './number.ts'
import type { ObjectType, Type } from './type.ts'
import { equalTypes, holdsAny, objectOf, tupleOf, typeText } from './type.ts'
import { unify } from './unify.ts'
import { collapsed } from './unknown.ts'
import type { MappingValue, UnknownValue, Value } from './value.ts'
import { bool, isMapping, isSequence, nullOf, num, object, str, tuple, withOrigins } from './value.ts'

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
  if (equalTypes(value.type, wanted)) return value
  if (!convertible(value.type, wanted)) fail(`${typeText(wanted)} is required`)
  const type = filledIn(value.type, wanted)
  const { prefix, length: _, bounds: __, ...rest } = value
  const length = convertedLength(value, type)
  return collapsed({
    ...rest,
    type,
    ...(prefix !== undefined && type.kind === 'string' ? { prefix } : {}),
    ...(length === undefined ? {} : { length }),
  })
}

/** What is known of the length of a collection that something unknown is made into. */
function convertedLength({ type: from, length }: UnknownValue, to: Type): UnknownValue['length'] {
  if (from.kind === 'object' && to.kind === 'map') return exactly(from.attributes.size)
  if (from.kind === 'tuple' && (to.kind === 'list' || to.kind === 'set')) {
    const { length: size } = from.items
    // Elements of a set may be the same.
    return to.kind === 'set' && size > 1 ? { min: 1, max: size } : exactly(size)
  }
  if (!('of' in from && 'of' in to)) return undefined
  return length && to.kind === 'set' ? { ...length, min: Math.min(length.min, 1) } : length
}

function exactly(size: number): UnknownValue['length'] {
  return { min: size, max: size }
}

/** What the type of a value says of what a wanted type leaves open. */
function filledIn(from: Type, to: Type): Type {
  if (!holdsAny(to) || from.kind === 'any') return to
  switch (to.kind) {
    case 'any':
      return from
    case 'list':
    case 'set':
    case 'map': {
      const of = 'of' in from ? from.of : unify(partsOf(from))
      return of === undefined ? to : { kind: to.kind, of: filledIn(of, to.of) }
    }
    case 'tuple':
      if (from.kind !== 'tuple') return to
      return tupleOf(to.items.map((item, i) => filledIn(from.items[i] as Type, item)))
    case 'object':
      return objectOf(
        new Map(
          [...to.attributes].map(([name, item]) => {
            const own =
              from.kind === 'map' ? from.of : from.kind === 'object' ? from.attributes.get(name) : undefined
            return [name, own === undefined ? item : filledIn(own, item)]
          }),
        ),
      )
    default:
      return to
  }
}

function partsOf(type: Type): readonly Type[] {
  if (type.kind === 'tuple') return type.items
  return type.kind === 'object' ? [...type.attributes.values()] : []
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

function toTuple(value: Value, types: readonly Type[]): Value {
  if (value.kind !== 'tuple' || value.items.length !== types.length)
    return fail(`a tuple of ${types.length} elements is required`)
  const items = value.items.map((item, i) => convertTo(item, types[i] as Type))
  return items.every((item, i) => item === value.items[i]) ? value : withOrigins(tuple(items), value)
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

export function unchanged(value: MappingValue, entries: ReadonlyMap<string, Value>): boolean {
  if (entries.size !== value.entries.size) return false
  for (const [name, item] of entries) if (value.entries.get(name) !== item) return false
  return true
}
