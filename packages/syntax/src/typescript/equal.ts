import type { Content } from '../document.ts'
import { writtenPath } from './scopes.ts'
import type { Value } from './values.ts'

/** Whether an expression already says what a content would write. */
export function says(value: Value, content: Content): boolean {
  switch (content.kind) {
    case 'scalar':
      return value.kind === 'scalar' && Object.is(value.value, content.value)
    case 'call':
      return false
    case 'reference':
      return (
        value.kind === 'reference' &&
        value.path.length === content.path.length &&
        writtenPath(value.path).every((step, i) => step === content.path[i])
      )
    case 'list':
      return (
        value.kind === 'list' &&
        value.items.length === content.items.length &&
        value.items.every((item, i) => {
          const wanted = content.items[i]
          return item.kind === 'item' && wanted !== undefined && says(item.value, wanted)
        })
      )
    case 'map': {
      if (value.kind !== 'map' || value.entries.length !== content.entries.length) return false
      const keys = new Set(content.entries.map(([key]) => key))
      return (
        keys.size === content.entries.length &&
        content.entries.every(([key, wanted]) => {
          const found = value.entries.find((entry) => entry.key === key)
          return found?.kind === 'property' && says(found.value, wanted)
        })
      )
    }
    case 'block':
      return false
  }
}
