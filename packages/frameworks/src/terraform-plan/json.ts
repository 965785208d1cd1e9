import type { Json, JsonArray, JsonObject } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { Document, JsonDocument } from '@regraft/syntax'

export function isJson(document: Document | undefined): document is JsonDocument {
  return document?.format === 'json' && 'value' in document
}

/** A member that the JSON itself has. */
export function member(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

export function objectAt(value: Json | undefined, name: string): JsonObject | undefined {
  const found = member(value, name)
  return isObject(found) ? found : undefined
}

export function listAt(value: Json | undefined, name: string): JsonArray {
  const found = member(value, name)
  return isList(found) ? found : []
}

export function textAt(value: Json | undefined, name: string): string | undefined {
  const found = member(value, name)
  return typeof found === 'string' ? found : undefined
}
