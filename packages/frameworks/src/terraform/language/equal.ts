import { equalNumbers } from './number.ts'
import { keyOfValue } from './sets.ts'
import type { Type } from './type.ts'
import { equalTypes, holdsAny } from './type.ts'
import type { MappingValue, SequenceValue, UnknownValue, Value } from './value.ts'
import { isMapping, isSequence, isWhollyKnown, typeOf } from './value.ts'

/** Whether two values are equal, as cty's `Equals` tells; undefined when that depends on what is unknown. */
export function equalValues(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'unknown') return equalsUnknown(b, a)
  if (b.kind === 'unknown') return equalsUnknown(a, b)
  if (a.kind === 'null' || b.kind === 'null') return a.kind === b.kind
  const [typeA, typeB] = [typeOf(a), typeOf(b)]
  if (holdsAny(typeA) || holdsAny(typeB)) return fits(typeA, typeB) || fits(typeB, typeA) ? undefined : false
  return equalTypes(typeA, typeB) && equalOfType(a, b)
}

function equalsUnknown(value: Value, unknown: UnknownValue): boolean | undefined {
  if (value.kind === 'unknown') return undefined
  if (value.kind === 'null') return unknown.notNull === true ? false : undefined
  if (unknown.notNull === true && excludes(unknown, value)) return false
  if (holdsAny(unknown.type)) return undefined
  return equalTypes(typeOf(value), unknown.type) ? undefined : false
}

/** Whether what is known of an unknown value says that it is not this one. */
function excludes({ prefix, length }: UnknownValue, value: Value): boolean {
  if (value.kind === 'string') return prefix !== undefined && !value.value.startsWith(prefix)
  if (length === undefined || value.kind === 'set') return false
  const size = isSequence(value) ? value.items.length : isMapping(value) ? value.entries.size : length.min
  return size < length.min || size > length.max
}

/** Whether a type is an instance of one that may leave something open. */
function fits(type: Type, pattern: Type): boolean {
  if (pattern.kind === 'any') return true
  if (type.kind !== pattern.kind) return false
  if ('of' in type && 'of' in pattern) return fits(type.of, pattern.of)
  if (type.kind === 'tuple' && pattern.kind === 'tuple')
    return (
      type.items.length === pattern.items.length &&
      type.items.every((item, i) => fits(item, pattern.items[i] as Type))
    )
  if (type.kind !== 'object' || pattern.kind !== 'object') return true
  if (type.attributes.size !== pattern.attributes.size) return false
  return [...type.attributes].every(([name, item]) => {
    const other = pattern.attributes.get(name)
    return other !== undefined && fits(item, other)
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

function equalSequences(a: SequenceValue, b: SequenceValue): boolean | undefined {
  if (a.items.length !== b.items.length) return false
  return every(a.items.map((item, i) => [item, b.items[i] as Value]))
}

function equalMappings(a: MappingValue, b: MappingValue): boolean | undefined {
  if (a.entries.size !== b.entries.size) return false
  const pairs: (readonly [Value, Value])[] = []
  for (const [name, item] of a.entries) {
    const other = b.entries.get(name)
    if (other === undefined) return false
    pairs.push([item, other])
  }
  return every(pairs)
}

function equalSets(a: SequenceValue, b: SequenceValue): boolean | undefined {
  if (!isWhollyKnown(a) || !isWhollyKnown(b)) return undefined
  const keys = new Set(a.items.map(keyOfValue))
  return keys.size === b.items.length && b.items.every((item) => keys.has(keyOfValue(item)))
}

/** One pair that differs decides, whatever else is unknown. */
function every(pairs: readonly (readonly [Value, Value])[]): boolean | undefined {
  let open = false
  for (const [a, b] of pairs) {
    const equal = equalValues(a, b)
    if (equal === false) return false
    if (equal === undefined) open = true
  }
  return open ? undefined : true
}
