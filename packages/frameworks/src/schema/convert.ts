import type { Json, JsonObject } from '@regraft/model'
import { isList, isObject, isUnknown } from '@regraft/model'
import type { BodySchema, ValueType } from './types.ts'

/**
 * The value as Terraform hands it to the provider: `"true"` is true where the schema says bool, `3306` is `"3306"` where
 * it says string. What does not convert stays as written. The same value comes back when nothing changes.
 */
export function convert(value: Json, type: ValueType): Json {
  if (value === null || isUnknown(value)) return value
  switch (type.kind) {
    case 'string':
      return asText(value) ?? value
    case 'number':
      return typeof value === 'string' ? numberOf(value) : value
    case 'bool':
      return typeof value === 'string' ? (bools.get(value) ?? value) : value
    case 'list':
    case 'set':
      return isList(value) ? convertItems(value, type.of) : value
    case 'map':
      return isObject(value) ? convertMembers(value, () => type.of) : value
    case 'object':
      return isObject(value) ? withoutNulls(convertMembers(value, (name) => typeIn(type.body, name))) : value
    case 'any':
      return value
  }
}

const bools: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

function numberOf(text: string): string | number {
  const value = Number(text)
  return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? value : text
}

function convertItems(list: readonly Json[], type: ValueType): readonly Json[] {
  const items = list.map((item) => convert(item, type))
  return items.some((item, i) => item !== list[i]) ? items : list
}

function convertMembers(object: JsonObject, typeOf: (name: string) => ValueType | undefined): JsonObject {
  let changed = false
  const entries = Object.entries(object).map(([name, value]): [string, Json] => {
    const type = typeOf(name)
    const converted = type === undefined ? value : convert(value, type)
    changed ||= converted !== value
    return [name, converted]
  })
  return changed ? Object.fromEntries(entries) : object
}

/** The type of a member, also where an attribute is written inside an object-typed value. */
function typeIn(body: BodySchema, name: string): ValueType | undefined {
  const member = body.members.get(name)
  return member?.kind === 'attribute' ? member.type : undefined
}

/** In an object of a known type null means absent. */
function withoutNulls(object: JsonObject): JsonObject {
  return Object.values(object).includes(null)
    ? Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))
    : object
}

/** A scalar as a template writes it. Null, lists and numbers that need an exponent have no text. */
function asText(value: Json): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'number') return undefined
  const text = String(value)
  return text.includes('e') || Math.abs(value) > Number.MAX_SAFE_INTEGER ? undefined : text
}
