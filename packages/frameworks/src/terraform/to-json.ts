import type { Json, JsonObject } from '@regraft/model'
import { setMember, unknown } from '@regraft/model'
import { numberText, toDouble } from './language/number.ts'
import type { MappingValue, Value } from './language/value.ts'
import { isMapping, isSequence } from './language/value.ts'

/** A value as a policy sees it: null says the same as leaving out, an unknown is marked. */
export function inputOf(value: MappingValue): JsonObject {
  const out: Record<string, Json> = {}
  for (const [name, item] of value.entries) if (item.kind !== 'null') setMember(out, name, toJson(item))
  return out
}

/** What was made of items or entries that a reference passed on: many places may refer to them. */
const shared = new WeakMap<object, Json>()

function toJson(value: Value): Json {
  const parts = value.via && (isSequence(value) ? value.items : isMapping(value) ? value.entries : undefined)
  if (parts === undefined) return made(value)
  let json = shared.get(parts)
  if (json === undefined) {
    json = made(value)
    shared.set(parts, json)
  }
  return json
}

function made(value: Value): Json {
  if (value.kind === 'unknown') return unknown(value.text, value.refs, value.decoded && toJson(value.decoded))
  if (value.kind === 'null') return null
  if (value.kind === 'number') {
    const double = toDouble(value.value)
    // JSON has no infinity.
    return Number.isFinite(double) ? double + 0 : unknown(numberText(value.value), [])
  }
  if (isSequence(value)) return value.items.map(toJson)
  if (!isMapping(value)) return value.value
  // A block's or object-typed argument's null members mean absent, those of a free-form map are values.
  const body = value.source?.site.body !== undefined
  if (body) return inputOf(value)
  const out: Record<string, Json> = {}
  for (const [name, item] of value.entries) setMember(out, name, toJson(item))
  return out
}
