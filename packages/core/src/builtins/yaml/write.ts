import { BigNumber, isArray, RegoObject, RegoSet, type RegoValue } from '../../value/value.ts'
import { jsonKey } from '../encoding.ts'
import { formatFloat } from '../go/float.ts'
import { naturalOrder } from './order.ts'
import { writtenText } from './text.ts'

/** Writes a value as OPA does: block style, two spaces a level, keys in natural order. */
export function writeYaml(value: RegoValue): string {
  return `${node(value, 0, '')}\n`
}

/** `lead` stands in front of a nested block: a line break behind a key, nothing behind a dash. */
function node(value: RegoValue, indent: number, lead: string): string {
  if (value instanceof RegoObject) return map(value, indent, lead)
  if (value instanceof RegoSet) return list(value.sorted(), indent, lead)
  if (isArray(value)) return list(value, indent, lead)
  const space = lead === '' ? '' : ' '
  return space + (typeof value === 'string' ? writtenText(value, indent) : scalar(value))
}

function scalar(value: null | boolean | number | BigNumber): string {
  if (value === null || typeof value === 'boolean') return String(value)
  const text = value instanceof BigNumber ? value.text : String(value)
  if (/^-?\d+$/.test(text) && fits(BigInt(text))) return text
  return formatFloat(Number(text), 'g', undefined)
}

/** Other integers are floats to Go's JSON reader. */
function fits(integer: bigint): boolean {
  return integer >= -(2n ** 63n) && integer < 2n ** 64n
}

function map(value: RegoObject, indent: number, lead: string): string {
  if (value.size === 0) return lead === '' ? '{}' : ' {}'
  const members = [...value.entries()].map(([key, member]) => [jsonKey(key), member] as const)
  members.sort(([a], [b]) => naturalOrder(a, b))
  const lines = members.map(
    ([key, member]) => `${writtenText(key, undefined)}:${node(member, indent + 2, '\n')}`,
  )
  return block(lines, lead === '' ? indent : indent, lead)
}

function list(items: readonly RegoValue[], indent: number, lead: string): string {
  if (items.length === 0) return lead === '' ? '[]' : ' []'
  const lines = items.map((item) => `- ${node(item, indent + 2, '')}`)
  return block(lines, indent, lead)
}

function block(lines: readonly string[], indent: number, lead: string): string {
  const margin = ' '.repeat(indent)
  return (lead === '' ? '' : lead + margin) + lines.join(`\n${margin}`)
}
