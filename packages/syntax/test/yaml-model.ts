import type { Json, JsonObject, Path } from '@regraft/model'
import { equalJson, isList, isObject } from '@regraft/model'
import type { DocumentOp } from '../src/index.ts'
import { contentValue } from '../src/index.ts'

/** What an operation means for the values of a stream: the law that edits are held to. */
export function applied(values: readonly Json[], op: DocumentOp): readonly Json[] {
  if (op.op === 'insert') {
    const value = contentValue(op.content) as Json
    const index = op.after.at(-1) as number
    return change(values, op.after.slice(0, -1), (list) => {
      if (!isList(list) || equalJson(list[index + 1], value)) return list
      return [...list.slice(0, index + 1), value, ...list.slice(index + 1)]
    }) as readonly Json[]
  }
  const step = op.path.at(-1) as string | number
  return change(values, op.path.slice(0, -1), (parent) => {
    if (isList(parent) && typeof step === 'number') {
      if (op.op === 'remove') return parent.filter((_, i) => i !== step)
      const value = op.op === 'put' ? (contentValue(op.content) as Json) : null
      return [...parent.slice(0, step), value, ...parent.slice(step + 1)]
    }
    const map = Object.entries(parent as JsonObject)
    const at = map.findIndex(([key]) => key === step)
    if (op.op === 'remove') map.splice(at, at < 0 ? 0 : 1)
    else if (op.op === 'rename') map[at] = [op.to, map[at]?.[1] ?? null]
    else
      map.splice(at < 0 ? map.length : at, at < 0 ? 0 : 1, [String(step), contentValue(op.content) as Json])
    return Object.fromEntries(map)
  }) as readonly Json[]
}

function change(value: Json, path: Path, edit: (value: Json) => Json): Json {
  const [step, ...rest] = path
  if (step === undefined) return edit(value)
  if (isList(value)) return value.map((item, i) => (i === step ? change(item, rest, edit) : item))
  return Object.fromEntries(
    Object.entries(value as JsonObject).map(([key, entry]) => [
      key,
      key === step ? change(entry, rest, edit) : entry,
    ]),
  )
}

/** Every path of a value, its own first. */
export function pathsOf(value: Json, path: Path = []): Path[] {
  const below = isList(value)
    ? value.map((item, i) => pathsOf(item, [...path, i]))
    : isObject(value)
      ? Object.entries(value).map(([key, entry]) => pathsOf(entry, [...path, key]))
      : []
  return [path, ...below.flat()]
}
