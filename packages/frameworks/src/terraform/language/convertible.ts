import type { Type } from './type.ts'
import { equalTypes } from './type.ts'

/** Whether some value of one type converts to another, as cty's `GetConversionUnsafe` tells from the types alone. */
export function convertible(from: Type, to: Type): boolean {
  if (from.kind === 'any' || to.kind === 'any' || equalTypes(from, to)) return true
  switch (to.kind) {
    case 'string':
      return from.kind === 'number' || from.kind === 'bool'
    case 'number':
    case 'bool':
      return from.kind === 'string'
    case 'list':
    case 'set':
      if (from.kind === 'list' || from.kind === 'set') return convertible(from.of, to.of)
      return from.kind === 'tuple' && from.items.every((item) => convertible(item, to.of))
    case 'map':
      if (from.kind === 'map') return convertible(from.of, to.of)
      return from.kind === 'object' && [...from.attributes.values()].every((item) => convertible(item, to.of))
    case 'tuple':
      return (
        from.kind === 'tuple' &&
        from.items.length === to.items.length &&
        from.items.every((item, i) => convertible(item, to.items[i] as Type))
      )
    case 'object':
      if (from.kind !== 'map' && from.kind !== 'object') return false
      return [...to.attributes].every(([name, type]) => {
        if (from.kind === 'map') return convertible(from.of, type)
        const own = from.attributes.get(name)
        return own === undefined ? to.optional?.has(name) === true : convertible(own, type)
      })
  }
}
