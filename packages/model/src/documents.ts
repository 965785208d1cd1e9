import type { Json, JsonArray, JsonObject, Path } from './json.ts'
import { isList, isObject } from './json.ts'

/** The object or list that a string says as JSON, or that a value is; undefined for anything else. */
export function documentIn(value: Json | undefined): JsonObject | JsonArray | undefined {
  if (isObject(value) || isList(value)) return value
  if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) return undefined
  try {
    const parsed = JSON.parse(value) as Json
    return isObject(parsed) || isList(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** The value at a path, which may lead on into strings that are JSON; undefined when a step is missing. */
export function valueIn(root: Json | undefined, path: Path): Json | undefined {
  let value = root
  for (const step of path) {
    const holder = documentIn(value)
    if (isList(holder)) value = typeof step === 'number' ? holder[step] : undefined
    else if (holder !== undefined && Object.hasOwn(holder, step)) value = holder[step]
    else return undefined
  }
  return value
}
