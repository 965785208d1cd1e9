import type { Json, JsonArray, JsonObject, Path } from '@regraft/model'
import { equalJson, isList, isObject, isUnknown } from '@regraft/model'

/** One place of a resource's model that an example changes. Paths are those of the model before. */
export type Difference =
  /** A value is another, comes or goes. An object that comes is told as the one value it holds where it holds one. */
  | {
      readonly kind: 'value'
      readonly path: Path
      readonly before: Json | undefined
      readonly after: Json | undefined
    }
  /** Items of a list come or go. */
  | {
      readonly kind: 'items'
      readonly path: Path
      readonly removed: JsonArray
      readonly added: JsonArray
      /** The whole list. */
      readonly after: JsonArray
    }
  /** A key is called otherwise and holds what it held. */
  | { readonly kind: 'rename'; readonly path: Path; readonly to: string }

/** What is different in `after`, in the order of its keys. */
export function differences(before: JsonObject, after: JsonObject): readonly Difference[] {
  return objects(before, after, [])
}

function objects(before: JsonObject, after: JsonObject, path: Path): readonly Difference[] {
  const gone = Object.keys(before).filter((key) => !(key in after))
  const come = Object.keys(after).filter((key) => !(key in before))
  const renames = gone.flatMap((key) => {
    const same = come.filter((other) => equalJson(before[key] ?? null, after[other] ?? null))
    return same.length === 1 && !trivial(before[key]) ? [{ key, to: same[0] ?? '' }] : []
  })
  const renamed = new Set(renames.flatMap(({ key, to }) => [key, to]))
  const keys = [...gone, ...Object.keys(after)].filter((key) => !renamed.has(key))
  return [
    ...renames.map(({ key, to }): Difference => ({ kind: 'rename', path: [...path, key], to })),
    ...keys.flatMap((key) => values(before[key], after[key], [...path, key])),
  ]
}

/** Too common for two keys that hold it to be one. */
function trivial(value: Json | undefined): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0
}

function values(before: Json | undefined, after: Json | undefined, path: Path): readonly Difference[] {
  if (before === undefined && after === undefined) return []
  if (before !== undefined && after !== undefined && equalJson(before, after)) return []
  if (plain(before) && plain(after)) return objects(before, after, path)
  if (isList(before) && isList(after)) return lists(before, after, path)
  // One block of a repeatable one may stand alone.
  if (isList(before) && plain(after)) return lists(before, [after], path)
  if (before === undefined && isList(after) && after.length > 0 && after.every(scalar))
    return [{ kind: 'items', path, removed: [], added: after, after }]
  if (before === undefined && plain(after)) {
    const [key, ...more] = Object.keys(after)
    if (key !== undefined && more.length === 0) return values(undefined, after[key], [...path, key])
  }
  return [{ kind: 'value', path, before, after }]
}

function lists(before: JsonArray, after: JsonArray, path: Path): readonly Difference[] {
  if (before.length === after.length && pairwise(before, after))
    return before.flatMap((item, i) => values(item, after[i], [...path, i]))
  const removed = before.filter((item) => !after.some((other) => equalJson(item, other)))
  const added = after.filter((item) => !before.some((other) => equalJson(item, other)))
  return [{ kind: 'items', path, removed, added, after }]
}

/** Whether items at one index are the same thing changed: objects that keep something, or a scalar put in another's place. */
function pairwise(before: JsonArray, after: JsonArray): boolean {
  return before.every((item, i) => {
    const other = after[i] ?? null
    if (!plain(item) || !plain(other)) return scalar(item) && scalar(other)
    if (typeof item['name'] === 'string') return item['name'] === other['name']
    return Object.keys(item).some((key) => equalJson(item[key] ?? null, other[key] ?? null))
  })
}

function plain(value: Json | undefined): value is JsonObject {
  return isObject(value) && !isUnknown(value)
}

export function scalar(value: Json | undefined): boolean {
  return typeof value !== 'object' || value === null
}
