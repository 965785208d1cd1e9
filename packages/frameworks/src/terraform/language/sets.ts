import { generalText } from '../functions/format-number.ts'
import { compareNumbers, equalNumbers, exactText } from './number.ts'
import type { Value } from './value.ts'
import { compareBytes, isMapping, isSequence, isWhollyKnown, sortedEntries } from './value.ts'

/** Whether two known values are the same, types included. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true
  if (a.kind !== b.kind) return false
  if (a.kind === 'string' && b.kind === 'string') return a.value === b.value
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === b.value
  if (a.kind === 'number' && b.kind === 'number') return equalNumbers(a.value, b.value)
  if (isSequence(a) && isSequence(b))
    return (
      a.items.length === b.items.length && a.items.every((item, i) => sameValue(item, b.items[i] as Value))
    )
  if (isMapping(a) && isMapping(b)) {
    if (a.entries.size !== b.entries.size) return false
    for (const [name, item] of a.entries) {
      const other = b.entries.get(name)
      if (other === undefined || !sameValue(item, other)) return false
    }
    return true
  }
  return a.kind === 'null'
}

/** A text that is the same for the same values only. */
export function keyOfValue(value: Value): string {
  if (value.kind === 'string') return JSON.stringify(value.value)
  if (value.kind === 'number') return exactText(value.value)
  if (value.kind === 'bool') return String(value.value)
  if (isSequence(value)) return `[${value.items.map(keyOfValue).join(',')}]`
  if (isMapping(value))
    return `{${sortedEntries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${keyOfValue(item)}`)
      .join(',')}}`
  return value.kind
}

/** The elements of a set: each once, in cty's order. An unknown element may be any other and stays. */
export function distinct(items: readonly Value[]): readonly Value[] {
  if (items.length < 2) return items
  const kept = new Map<unknown, Value>()
  for (const item of items) {
    const key = isWhollyKnown(item) ? keyOfValue(item) : item
    // Unknown elements that are one object here are not known to be one there.
    if (typeof key !== 'string') kept.set({}, item)
    else if (!kept.has(key)) kept.set(key, item)
  }
  return inOrder([...kept.values()])
}

/** Known values, then unknown ones, then null. What is no string, number or bool goes by the text it is hashed by. */
function inOrder(items: readonly Value[]): readonly Value[] {
  const compound = items.some((item) => isSequence(item) || isMapping(item))
  const texts = new Map(compound ? items.map((item) => [item, hashText(item)]) : [])
  const compare = (a: Value, b: Value): number =>
    rank(a) - rank(b) || compareScalars(a, b) || compareBytes(texts.get(a) ?? '', texts.get(b) ?? '')
  return [...items].sort(compare)
}

function rank({ kind }: Value): number {
  return kind === 'null' ? 2 : Number(kind === 'unknown')
}

function compareScalars(a: Value, b: Value): number {
  if (a.kind === 'string' && b.kind === 'string') return compareBytes(a.value, b.value)
  if (a.kind === 'number' && b.kind === 'number') return compareNumbers(a.value, b.value)
  if (a.kind === 'bool' && b.kind === 'bool') return Number(a.value) - Number(b.value)
  return 0
}

/** The bytes that cty hashes a value by, as a text. */
function hashText(value: Value): string {
  const all = (items: readonly Value[]): string => items.map((item) => `${hashText(item)};`).join('')
  switch (value.kind) {
    case 'unknown':
      return '?'
    case 'null':
      return '~'
    case 'string':
      return goQuoted(value.value)
    case 'number':
      return generalText(value.value, hashedDigits)
    case 'bool':
      return value.value ? 'T' : 'F'
    case 'list':
    case 'set':
      return `[${all(value.items)}]`
    case 'tuple':
      return `<${all(value.items)}>`
    case 'object':
      return `<${all(sortedEntries(value).map(([, item]) => item))}>`
    case 'map':
      return `{${sortedEntries(value)
        .map(([name, item]) => `${goQuoted(name)}:${hashText(item)};`)
        .join('')}}`
  }
}

const hashedDigits = 10

/** A text as Go's `%q` writes it. */
function goQuoted(text: string): string {
  const inside = text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const short = shortEscapes[character]
    if (short !== undefined) return short
    const code = character.codePointAt(0) as number
    const hex = code.toString(16)
    if (code < 0x80) return `\\x${hex.padStart(2, '0')}`
    return code < 0x1_0000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
  })
  return `"${inside}"`
}

const shortEscapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}
