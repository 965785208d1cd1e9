import type { Json } from '@regraft/model'
import { isList, isObject } from '@regraft/model'
import type { Change } from '../framework.ts'

/** A value with a change of something inside it; undefined when the change does not fit the value. */
export function changed(
  value: Json | undefined,
  change: Exclude<Change, { kind: 'add_resource' }>,
): Json | undefined {
  const [step, ...rest] = change.path
  if (step === undefined) return change.kind === 'put' ? change.value : undefined
  const last = rest.length === 0
  if (typeof step === 'number') {
    const list = isList(value) ? value : value === undefined || value === null ? [] : undefined
    if (list === undefined || step > list.length) return undefined
    if (last && change.kind === 'remove') return list.filter((_, i) => i !== step)
    const item = changed(list[step], { ...change, path: rest })
    return item === undefined ? undefined : [...list.slice(0, step), item, ...list.slice(step + 1)]
  }
  const map = isObject(value) ? value : value === undefined || value === null ? {} : undefined
  if (map === undefined) return undefined
  const entries = Object.entries(map)
  if (last && change.kind === 'remove') return Object.fromEntries(entries.filter(([key]) => key !== step))
  if (last && change.kind === 'rename')
    return Object.fromEntries(entries.map(([key, entry]) => [key === step ? change.to : key, entry]))
  const entry = changed(map[step], { ...change, path: rest })
  return entry === undefined ? undefined : { ...map, [step]: entry }
}
