import { compareText } from '@regraft/model'
import { anyType } from '../../language/type.ts'
import type { MappingValue, UnknownValue, Value } from '../../language/value.ts'
import { collectRefs, isMapping, isSequence, unknownOf } from '../../language/value.ts'

/** What stands in a document where values that nobody knows decide it: the first of them, for people, and all their resources. */
export function unknownFrom(values: readonly Value[]): UnknownValue {
  const [first] = values
  if (values.length === 1 && first?.kind === 'unknown') return first
  return unknownOf(anyType, { text: textIn(values) ?? '', refs: refsOf(values) })
}

export function refsOf(values: readonly Value[]): readonly string[] {
  const refs = new Set<string>()
  for (const value of values) collectRefs(value, refs)
  return [...refs].sort(compareText)
}

function textIn(values: Iterable<Value>): string | undefined {
  for (const value of values) {
    if (value.kind === 'unknown') return value.text
    const inner = isSequence(value) ? value.items : isMapping(value) ? value.entries.values() : []
    const text = textIn(inner)
    if (text !== undefined) return text
  }
  return undefined
}

/** An argument of a block; null says the same as leaving it out. */
export function argument(block: MappingValue, name: string): Value | undefined {
  const value = block.entries.get(name)
  return value?.kind === 'null' ? undefined : value
}

/** The blocks of one type; undefined when nobody knows how many there are. */
export function blocksOf(value: Value | undefined): readonly MappingValue[] | undefined {
  if (value === undefined) return []
  if (isMapping(value)) return [value]
  return isSequence(value) && value.items.every(isMapping) ? value.items.filter(isMapping) : undefined
}
