import type { Change } from '@regraft/frameworks'
import type { Json, Path, Segment } from '@regraft/model'
import { equalJson, isList, isObject, valueIn } from '@regraft/model'

/** True when every member of `pattern` is in `value` with the same value, nested objects member by member. */
export function holds(value: Json | undefined, pattern: Json): boolean {
  if (!isObject(pattern)) return equalJson(value, pattern)
  return isObject(value) && Object.keys(pattern).every((key) => holds(value[key], pattern[key] as Json))
}

/** Turns `match` steps into the index of the first item that holds them. Undefined: no such item. */
export function concrete(segments: readonly Segment[], input: Json): Path | undefined {
  const path: (string | number)[] = []
  for (const segment of segments) {
    if (typeof segment !== 'object') {
      path.push(segment)
      continue
    }
    const list = valueIn(input, path)
    const index = isList(list) ? list.findIndex((item) => holds(item, segment.match)) : -1
    if (index < 0) return undefined
    path.push(index)
  }
  return path
}

export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((step, i) => step === path[i])
}

/**
 * Where a path points after a change: removing a list item moves those behind it up.
 * Undefined when the change removed it.
 */
export function shift(path: Path, change: Change): Path | undefined {
  if (change.kind === 'add_resource' || change.kind === 'put') return path
  if (change.kind === 'rename') {
    if (!startsWith(path, change.path)) return path
    return [...change.path.slice(0, -1), change.to, ...path.slice(change.path.length)]
  }
  const last = change.path.length - 1
  const removed = change.path[last]
  if (!startsWith(path, change.path.slice(0, -1))) return path
  const step = path[last]
  if (step === removed) return undefined
  if (typeof removed !== 'number' || typeof step !== 'number' || step < removed) return path
  return [...path.slice(0, last), step - 1, ...path.slice(last + 1)]
}
