import { fail } from '../../language/failure.ts'
import { stringType } from '../../language/type.ts'
import type { MappingValue, Value } from '../../language/value.ts'
import {
  compareBytes,
  isMapping,
  isSequence,
  object,
  str,
  textOf,
  tuple,
  unknownOf,
  withOrigins,
} from '../../language/value.ts'
import { argument, blocksOf, refsOf, unknownFrom } from './parts.ts'
import { inSetOrder, setText } from './set-order.ts'
import type { Strings } from './strings.ts'
import { descending, oneOrMany, stringsOf, withVariables } from './strings.ts'

interface Principals {
  readonly type: Value
  readonly identifiers: Strings
}

/** `Principal` of `principals` blocks. */
export function principalOfBlocks(value: Value | undefined, version: Value): Value | undefined {
  const blocks = blocksOf(value)
  if (blocks === undefined) return unknownFrom(value === undefined ? [] : [value])
  if (blocks.length === 0) return undefined
  const all = blocks.map(principalsOf)
  if (all.some(({ type }) => type.kind === 'unknown')) return unknownFrom(blocks)
  const inOrder = inSetOrder(all, hashText, ({ type, identifiers }) => [type, identifiers.from])
  const byType = new Map<string, Strings[]>()
  for (const { type, identifiers } of inOrder) {
    const items = identifiers.items?.map((item) => withVariables(item, version))
    const same = byType.get(textOf(type))
    if (same === undefined) byType.set(textOf(type), [{ ...identifiers, items }])
    else same.push({ ...identifiers, items })
  }
  return principal(
    inOrder.length,
    [...byType].map(([type, parts]) => [type, identifiersOf(parts)] as const),
  )
}

function principalsOf(block: MappingValue): Principals {
  const type = argument(block, 'type') ?? fail('principals need a type')
  const identifiers = argument(block, 'identifiers') ?? fail('principals need identifiers')
  return { type, identifiers: stringsOf(identifiers, 'set') }
}

function hashText({ type, identifiers }: Principals): string {
  return `identifiers:${setText((identifiers.items ?? []).map(textOf))}type:${textOf(type)};`
}

function identifiersOf(parts: readonly Strings[]): Value {
  const [first] = parts
  if (parts.length === 1 && first !== undefined)
    return first.items === undefined ? first.from : oneOrMany(descending(first.items), first.from)
  // Joined ones stay a list, whatever their number.
  return tuple(parts.flatMap(({ from, items }) => (items ? descending(items) : [anyOf(from)])))
}

/** Stands for however many strings an unknown list has. */
export function anyOf(from: Value): Value {
  const text = from.kind === 'unknown' ? from.text : ''
  return unknownOf(stringType, { text, refs: refsOf([from]) })
}

/** `"*"` is everybody, which `{"AWS": "*"}` is not quite; `{"*": "*"}` is spelt so. */
function principal(count: number, entries: readonly (readonly [string, Value])[]): Value {
  const [first] = entries
  if (count === 1 && first?.[0] === '*') {
    const only = isSequence(first[1]) && first[1].items.length === 1 ? first[1].items[0] : first[1]
    if (only?.kind === 'string' && only.value === '*') return only
  }
  return object(new Map([...entries].sort(([a], [b]) => compareBytes(a, b))))
}

/** `Principal` of a document in JSON. */
export function principalOfJson(value: Value): Value | undefined {
  if (value.kind === 'unknown') return value
  if (value.kind === 'string') return value.value === '*' ? value : str('*')
  if (!isMapping(value)) return fail('a Principal is a string or an object')
  if (value.entries.size === 0) return undefined
  const entries = [...value.entries].map(
    ([type, identifiers]) => [type, jsonIdentifiers(identifiers)] as const,
  )
  return principal(entries.length, entries)
}

function jsonIdentifiers(value: Value): Value {
  if (value.kind === 'string' || value.kind === 'unknown') return value
  if (!isSequence(value) || !value.items.every((item) => item.kind === 'string' || item.kind === 'unknown'))
    return fail('a principal is a string or a list of strings')
  return withOrigins(tuple(descending(value.items)), value)
}
