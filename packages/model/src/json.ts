/** Any JSON value. Read-only: nothing in regraft edits a value in place. */
export type Json = null | boolean | number | string | JsonArray | JsonObject
export type JsonArray = readonly Json[]
export interface JsonObject {
  readonly [key: string]: Json
}

/** Steps from a root to a value: object keys and 0-based list indices. `[]` is the root itself. */
export type Path = readonly (string | number)[]

/** Either a value or a named reason why there is none. Expected failures are data, never thrown. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E }

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value }
}

export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error }
}

/** Narrows to a JSON object (not null, not a list). */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Narrows to a JSON list. `Array.isArray` does not narrow read-only arrays. */
export function isList(value: Json | undefined): value is JsonArray {
  return Array.isArray(value)
}

/** Sets a member of an object that is being made, of whatever name: `__proto__` is one like any other. */
export function setMember<T>(object: { [key: string]: T }, name: string, value: T): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
  else object[name] = value
}
