import type { UnknownValue, Value } from './value.ts'
import { list } from './value.ts'

/**
 * What is known of a value that is not, as the value that it must be: a list of a known length has that many unknown
 * elements, a collection of none is empty. As cty has it, such a list is known itself.
 */
export function collapsed(value: UnknownValue): Value {
  const { type, length, notNull, text, refs } = value
  if (notNull !== true || length === undefined || length.min !== length.max || !('of' in type)) return value
  const { kind, of } = type
  const size = length.max
  if (kind === 'map') return size === 0 ? { kind, of, entries: new Map() } : value
  if (kind === 'set' && size > 1) return value
  const item: UnknownValue = { kind: 'unknown', type: of, text, refs }
  const items = Array.from({ length: size }, () => item)
  return kind === 'list' ? list(items, of) : { kind, of, items }
}
