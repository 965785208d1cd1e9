import type { BodySchema, ValueType } from '../schema/types.ts'
import { convertTo } from './language/convert.ts'
import { Failure } from './language/failure.ts'
import { boolType, numberType, stringType } from './language/type.ts'
import type { MappingValue, SequenceValue, Value } from './language/value.ts'
import { isMapping, isSequence } from './language/value.ts'

const primitives = { string: stringType, number: numberType, bool: boolType }

/**
 * The value as Terraform hands it to the provider: `"true"` is true where the schema says bool, `3306` is `"3306"` where
 * it says string. What does not convert stays as written. The same value comes back when nothing changes.
 */
export function asArgument(value: Value, type: ValueType): Value {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return value.kind === 'string' || value.kind === 'number' || value.kind === 'bool'
        ? primitive(value, type.kind)
        : value
    case 'list':
    case 'set':
      return isSequence(value) ? items(value, type.of) : value
    case 'map':
      return isMapping(value) ? entries(value, () => type.of) : value
    case 'object':
      return isMapping(value) ? withoutNulls(entries(value, (name) => typeIn(type.body, name))) : value
    case 'any':
      return value
  }
}

function primitive(value: Value, kind: 'string' | 'number' | 'bool'): Value {
  try {
    return convertTo(value, primitives[kind])
  } catch (failure) {
    if (failure instanceof Failure) return value
    throw failure
  }
}

function items(value: SequenceValue, type: ValueType): Value {
  const converted = value.items.map((item) => asArgument(item, type))
  return converted.some((item, i) => item !== value.items[i]) ? { ...value, items: converted } : value
}

function entries(value: MappingValue, typeOf: (name: string) => ValueType | undefined): MappingValue {
  let changed = false
  const converted = new Map<string, Value>()
  for (const [name, item] of value.entries) {
    const type = typeOf(name)
    const next = type === undefined ? item : asArgument(item, type)
    changed ||= next !== item
    converted.set(name, next)
  }
  return changed ? { ...value, entries: converted } : value
}

/** The type of a member, also where an attribute is written inside an object-typed value. */
function typeIn(body: BodySchema, name: string): ValueType | undefined {
  const member = body.members.get(name)
  return member?.kind === 'attribute' ? member.type : undefined
}

/** In an object of a known type null means absent. */
function withoutNulls(value: MappingValue): MappingValue {
  const kept = [...value.entries].filter(([, item]) => item.kind !== 'null')
  return kept.length === value.entries.size ? value : { ...value, entries: new Map(kept) }
}
