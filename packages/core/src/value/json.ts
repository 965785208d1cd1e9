import type { Json } from '@regraft/model'
import { BigNumber, isArray, RegoObject, RegoSet, type RegoValue } from './value.ts'

/** JSON as a Rego value. */
export function fromJson(value: Json): RegoValue {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return (value as readonly Json[]).map(fromJson)
  return new RegoObject(Object.entries(value).map(([key, member]) => [key, fromJson(member)]))
}

/** A Rego value as JSON: sets become sorted lists, big numbers doubles, other keys their Rego text. */
export function toJson(value: RegoValue): Json {
  if (value === null || typeof value !== 'object') return value
  if (value instanceof BigNumber) return Number(value.text)
  if (value instanceof RegoSet) return value.sorted().map(toJson)
  if (value instanceof RegoObject)
    return Object.fromEntries(value.sorted().map(([key, member]) => [keyText(key), toJson(member)]))
  return isArray(value) ? value.map(toJson) : null
}

function keyText(key: RegoValue): string {
  return typeof key === 'string' ? key : JSON.stringify(toJson(key))
}
