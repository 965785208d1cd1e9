import { compareNumbers, equalNumbers, numberText } from './number.ts'
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
  if (value.kind === 'number') return numberText(value.value)
  if (value.kind === 'bool') return String(value.value)
  if (isSequence(value)) return `[${value.items.map(keyOfValue).join(',')}]`
  if (isMapping(value))
    return `{${sortedEntries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${keyOfValue(item)}`)
      .join(',')}}`
  return value.kind
}

/**
 * The elements of a set: each once, in cty's order, which is the natural one for strings, numbers and bools; others have
 * an order of their own here, by what they hold. An unknown element may be any other and stays, last.
 */
export function distinct(items: readonly Value[]): readonly Value[] {
  const known = new Map<string, Value>()
  const open: Value[] = []
  for (const item of items) {
    if (!isWhollyKnown(item)) open.push(item)
    else {
      const key = keyOfValue(item)
      if (!known.has(key)) known.set(key, item)
    }
  }
  return [
    ...[...known].sort(([x, a], [y, b]) => compareElements(a, b) || compareBytes(x, y)).map(([, v]) => v),
    ...open,
  ]
}

function compareElements(a: Value, b: Value): number {
  if (a.kind === 'null' || b.kind === 'null') return Number(a.kind === 'null') - Number(b.kind === 'null')
  if (a.kind === 'string' && b.kind === 'string') return compareBytes(a.value, b.value)
  if (a.kind === 'number' && b.kind === 'number') return compareNumbers(a.value, b.value)
  if (a.kind === 'bool' && b.kind === 'bool') return Number(a.value) - Number(b.value)
  return 0
}
