import { isWithin } from './bounds.ts'
import { equalNumbers, isInfinite } from './number.ts'
import { keyOfValue } from './sets.ts'
import type { Type } from './type.ts'
import { equalTypes, holdsAny } from './type.ts'
import type { MappingValue, SequenceValue, UnknownValue, Value } from './value.ts'
import { isMapping, isSequence, isWhollyKnown, typeOf } from './value.ts'

/** Whether two values are equal, as cty's `Equals` tells; undefined when that depends on what is unknown. */
export function equalValues(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'unknown') return b.kind === 'unknown' ? undefined : equalsUnknown(b, a)
  if (b.kind === 'unknown') return equalsUnknown(a, b)
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind
  const [typeA, typeB] = [typeOf(a), typeOf(b)]
  if (!hasKnownType(a) || !hasKnownType(b))
    return conforms(typeA, typeB) || conforms(typeB, typeA) ? undefined : false
  return equalTypes(typeA, typeB) && equalOfType(a, b)
}

function equalsUnknown(value: Value, unknown: UnknownValue): boolean | undefined {
  if (value.kind === 'null') return unknown.notNull === true ? false : undefined
  const type = typeOf(value)
  if (!conforms(type, unknown.type) || excludes(unknown, value)) return false
  return holdsAny(unknown.type) || equalTypes(type, unknown.type) ? undefined : false
}

/** Whether what is known of an unknown value says that it is not this one. */
function excludes({ prefix, length, bounds, notNull }: UnknownValue, value: Value): boolean {
  if (value.kind === 'string') return prefix !== undefined && !value.value.startsWith(prefix)
  if (value.kind === 'number') {
    // As in cty, a number that something is known of is not infinite.
    if (isInfinite(value.value)) return bounds !== undefined || notNull === true
    return bounds !== undefined && !isWithin(value.value, bounds)
  }
  if (length === undefined) return false
  const size = isSequence(value) ? value.items.length : isMapping(value) ? value.entries.size : length.min
  // Elements of a set that are unknown may be the same.
  const least = value.kind === 'set' && !isWhollyKnown(value) ? Math.min(size, 1) : size
  return size < length.min || least > length.max
}

/** Whether the types of all parts are known. */
function hasKnownType(value: Value): boolean {
  if (value.kind === 'unknown') return !holdsAny(value.type)
  if (isSequence(value)) return value.items.every(hasKnownType)
  return !isMapping(value) || [...value.entries.values()].every(hasKnownType)
}

/** Whether a type is an instance of one that may leave something open. */
export function conforms(type: Type, pattern: Type): boolean {
  if (pattern.kind === 'any') return true
  if (type.kind !== pattern.kind) return false
  if ('of' in type && 'of' in pattern) return conforms(type.of, pattern.of)
  if (type.kind === 'tuple' && pattern.kind === 'tuple')
    return (
      type.items.length === pattern.items.length &&
      type.items.every((item, i) => conforms(item, pattern.items[i] as Type))
    )
  if (type.kind !== 'object' || pattern.kind !== 'object') return true
  if (type.attributes.size !== pattern.attributes.size) return false
  return [...type.attributes].every(([name, item]) => {
    const other = pattern.attributes.get(name)
    return other !== undefined && conforms(item, other)
  })
}

/** Both are known, not null and of one type. */
function equalOfType(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'string') return b.kind === 'string' && a.value === b.value
  if (a.kind === 'bool') return b.kind === 'bool' && a.value === b.value
  if (a.kind === 'number') return b.kind === 'number' && equalNumbers(a.value, b.value)
  if (isSequence(a) && isSequence(b)) return a.kind === 'set' ? equalSets(a, b) : equalSequences(a, b)
  return isMapping(a) && isMapping(b) ? equalMappings(a, b) : false
}

/** One after the other: cty looks no further than to the first pair that may be equal or not. */
function equalSequences(a: SequenceValue, b: SequenceValue): boolean | undefined {
  if (a.items.length !== b.items.length) return false
  for (const [i, item] of a.items.entries()) {
    const equal = equalValues(item, b.items[i] as Value)
    if (equal !== true) return equal
  }
  return true
}

/** One pair that differs decides, whatever else is unknown. */
function equalMappings(a: MappingValue, b: MappingValue): boolean | undefined {
  if (a.entries.size !== b.entries.size) return false
  let open = false
  for (const [name, item] of a.entries) {
    const other = b.entries.get(name)
    const equal = other !== undefined && equalValues(item, other)
    if (equal === false) return false
    if (equal === undefined) open = true
  }
  return open ? undefined : true
}

/** Elements that are unknown in part are in no other set. */
function equalSets(a: SequenceValue, b: SequenceValue): boolean | undefined {
  if ([...a.items, ...b.items].some(({ kind }) => kind === 'unknown')) return undefined
  if (a.items.length !== b.items.length || !isWhollyKnown(a) || !isWhollyKnown(b)) return false
  const keys = new Set(a.items.map(keyOfValue))
  return b.items.every((item) => keys.has(keyOfValue(item)))
}
