import type { Json, JsonArray, JsonObject } from '@regraft/model'
import { equalJson, isList, isObject } from '@regraft/model'

/** One operation of a JSON Patch (RFC 6902), as far as a difference needs them. */
export type PatchOp =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string }

/**
 * The operations that make one value of another, in the order they apply. What is equal is not touched. Takes time in
 * proportion to both: whoever sends an object must not be able to keep a webhook busy.
 */
export function patchOf(before: Json, after: Json): readonly PatchOp[] {
  const ops: PatchOp[] = []
  compare(before, after, '', ops)
  return ops
}

function compare(before: Json, after: Json, path: string, ops: PatchOp[]): void {
  if (isObject(before) && isObject(after)) compareMembers(before, after, path, ops)
  else if (isList(before) && isList(after)) compareItems(before, after, path, ops)
  else if (!equalJson(before, after)) ops.push({ op: 'replace', path, value: after })
}

function compareMembers(before: JsonObject, after: JsonObject, path: string, ops: PatchOp[]): void {
  for (const name of Object.keys(before))
    if (!Object.hasOwn(after, name)) ops.push({ op: 'remove', path: `${path}/${escaped(name)}` })
  for (const [name, value] of Object.entries(after)) {
    const at = `${path}/${escaped(name)}`
    const old = Object.hasOwn(before, name) ? before[name] : undefined
    if (old === undefined) ops.push({ op: 'add', path: at, value })
    else compare(old, value, at, ops)
  }
}

/** Equal items at both ends stay; those between are compared in pairs, and the rest goes or comes. */
function compareItems(before: JsonArray, after: JsonArray, path: string, ops: PatchOp[]): void {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && equalJson(before[head], after[head])) head++
  let tail = 0
  while (tail < shorter - head && equalJson(before.at(-1 - tail), after.at(-1 - tail))) tail++
  const old = before.slice(head, before.length - tail)
  const now = after.slice(head, after.length - tail)
  const pairs = Math.min(old.length, now.length)
  for (let i = 0; i < pairs; i++) compare(old[i] as Json, now[i] as Json, `${path}/${head + i}`, ops)
  // From the end, so that no index moves before it is used.
  for (let i = old.length - 1; i >= pairs; i--) ops.push({ op: 'remove', path: `${path}/${head + i}` })
  for (let i = pairs; i < now.length; i++)
    ops.push({ op: 'add', path: `${path}/${head + i}`, value: now[i] as Json })
}

/** A step of a JSON Pointer (RFC 6901). */
function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
