import { convertTo } from '../../language/convert.ts'
import { fail } from '../../language/failure.ts'
import type { ListType } from '../../language/type.ts'
import { stringType } from '../../language/type.ts'
import type { Value } from '../../language/value.ts'
import { compareBytes, isSequence, str, tuple, withOrigins } from '../../language/value.ts'

/** An argument that is a list or set of strings. An unknown one has no items. */
export interface Strings {
  readonly from: Value
  readonly items: readonly Value[] | undefined
}

export function stringsOf(value: Value, kind: ListType['kind']): Strings {
  const all = convertTo(value, { kind, of: stringType })
  if (!isSequence(all)) return { from: value, items: undefined }
  if (all.items.some((item) => item.kind === 'null')) fail('a list of strings must not hold null')
  return { from: value, items: all.items }
}

/** As IAM has several strings and one: a list, or the string alone. */
export function oneOrMany(items: readonly Value[], from?: Value): Value {
  const [first] = items
  if (items.length === 1 && first !== undefined) return first
  return from === undefined ? tuple(items) : withOrigins(tuple(items), from)
}

/** From the last to the first, as the provider sorts sets; those nobody knows at the end. */
export function descending(items: readonly Value[]): readonly Value[] {
  const known = items.flatMap((item) => (item.kind === 'string' ? [item] : []))
  const open = items.filter((item) => item.kind !== 'string')
  return [...known.sort((a, b) => compareBytes(b.value, a.value)), ...open]
}

const mark = /&\{/g

/** `&{…}` stands for IAM's own `${…}`, which Terraform would take for an interpolation. */
export function withVariables(value: Value, version: Value): Value {
  if (value.kind === 'unknown' && value.prefix !== undefined)
    return { ...value, prefix: value.prefix.replace(mark, '${').replace(/&$/, '') }
  if (value.kind !== 'string' || !value.value.includes('&{')) return value
  if (version.kind === 'string' && version.value === '2008-10-17')
    fail(`${value.value}: version 2008-10-17 has no variables`)
  const { sensitive } = value
  return { ...str(value.value.replace(mark, '${')), ...(sensitive && { sensitive }) }
}
