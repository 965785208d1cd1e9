import { quote } from '../builtins/go/quote.ts'
import { BigNumber, isArray, RegoObject, RegoSet, type RegoValue } from './value.ts'

/** A value as OPA shows it to people: `{"a": 1}`, `[1, 2]`, `{1, 2}`, `set()`, members in Rego's order. */
export function display(value: RegoValue): string {
  if (typeof value === 'string') return quote(value, false)
  if (value === null || typeof value !== 'object') return String(value)
  if (value instanceof BigNumber) return value.text
  if (value instanceof RegoSet)
    return value.size === 0 ? 'set()' : `{${value.sorted().map(display).join(', ')}}`
  if (value instanceof RegoObject)
    return `{${value
      .sorted()
      .map(([key, member]) => `${display(key)}: ${display(member)}`)
      .join(', ')}}`
  return isArray(value) ? `[${value.map(display).join(', ')}]` : ''
}
