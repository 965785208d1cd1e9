import { convertTo } from './convert.ts'
import { fail } from './failure.ts'
import type { Num } from './number.ts'
import { isWhole } from './number.ts'
import type { Type } from './type.ts'
import { anyType, numberType, stringType } from './type.ts'
import type { UnknownValue, Value } from './value.ts'
import { isMapping, unknownOf } from './value.ts'

/** `value.name`. */
export function attributeOf(value: Value, name: string): Value {
  if (value.kind === 'null') fail(`null has no attribute ${name}`)
  if (value.kind === 'unknown') return partOf(value, unknownAttribute(value.type, name))
  if (isMapping(value)) return value.entries.get(name) ?? fail(`there is no attribute ${name}`)
  return fail(`there is no attribute ${name}: the value is no object or map`)
}

function unknownAttribute(type: Type, name: string): Type {
  if (type.kind === 'any') return anyType
  if (type.kind === 'map') return type.of
  if (type.kind === 'object') return type.attributes.get(name) ?? fail(`there is no attribute ${name}`)
  return fail(`there is no attribute ${name}: the value is no object or map`)
}

/** `value[key]`. */
export function elementOf(value: Value, key: Value): Value {
  if (value.kind === 'null') fail('null has no elements')
  if (key.kind === 'null') fail('null is no index')
  // A key of no known type tells nothing of the element, not even its type.
  if (key.kind === 'unknown' && key.type.kind === 'any') return unknownOf(anyType, refsOf(value))
  if (value.kind === 'unknown') return unknownElement(value, key)
  switch (value.kind) {
    case 'list':
    case 'tuple': {
      const index = convertTo(key, numberType)
      if (index.kind !== 'number') return unknownOf(value.kind === 'list' ? value.of : anyType)
      return (
        (isIndex(index.value) ? value.items[index.value] : undefined) ?? fail('the index is out of range')
      )
    }
    case 'map':
    case 'object': {
      const name = convertTo(key, stringType)
      if (name.kind !== 'string') return unknownOf(value.kind === 'map' ? value.of : anyType)
      return value.entries.get(name.value) ?? fail(`there is no element ${JSON.stringify(name.value)}`)
    }
    default:
      return fail('the value has no elements that an index could name')
  }
}

function isIndex(value: Num): value is number {
  return isWhole(value) && typeof value === 'number' && value >= 0
}

function unknownElement(value: UnknownValue, key: Value): Value {
  const { type } = value
  switch (type.kind) {
    case 'any':
      return partOf(value, anyType)
    case 'list':
      convertTo(key, numberType)
      return partOf(value, type.of)
    case 'map':
      convertTo(key, stringType)
      return partOf(value, type.of)
    case 'tuple': {
      const index = convertTo(key, numberType)
      if (index.kind !== 'number') return partOf(value, anyType)
      return partOf(
        value,
        (isIndex(index.value) ? type.items[index.value] : undefined) ?? fail('the index is out of range'),
      )
    }
    case 'object': {
      const name = convertTo(key, stringType)
      if (name.kind !== 'string') return partOf(value, anyType)
      return partOf(value, type.attributes.get(name.value) ?? fail('there is no such element'))
    }
    default:
      return fail('the value has no elements that an index could name')
  }
}

function refsOf(value: Value): Pick<UnknownValue, 'refs'> {
  return { refs: value.kind === 'unknown' ? value.refs : [] }
}

/** A part of an unknown value refers to what the whole refers to. */
function partOf({ refs }: UnknownValue, type: Type): UnknownValue {
  return unknownOf(type, { refs })
}
