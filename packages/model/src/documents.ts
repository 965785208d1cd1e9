import type { Json, JsonArray, JsonObject, Path } from './json.ts'
import { isList, isObject } from './json.ts'
import { isUnknown } from './unknown.ts'

/** The object or list that a value is, or that a text says as JSON, also where parts of it are unknown. */
export function documentIn(value: Json | undefined): JsonObject | JsonArray | undefined {
  if (isUnknown(value)) return collection(value['$json']) ?? value
  return typeof value === 'string' ? collection(parsed(value)) : collection(value)
}

/** The value at a path, which may lead on into texts that are JSON; undefined when a step is missing. */
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

function collection(value: Json | undefined): JsonObject | JsonArray | undefined {
  return isObject(value) || isList(value) ? value : undefined
}

function parsed(text: string): Json | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}
