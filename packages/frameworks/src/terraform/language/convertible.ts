import type { Type } from './type.ts'
import { equalTypes } from './type.ts'
import { unify } from './unify.ts'

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
      return from.kind === 'tuple' && allConvertible(from.items, to.of, false)
    case 'map':
      if (from.kind === 'map') return convertible(from.of, to.of)
      return from.kind === 'object' && allConvertible([...from.attributes.values()], to.of, true)
    case 'tuple':
      return (
        from.kind === 'tuple' &&
        from.items.length === to.items.length &&
        from.items.every((item, i) => convertible(item, to.items[i] as Type))
      )
    case 'object':
      if (from.kind !== 'map' && from.kind !== 'object') return false
      return [...to.attributes].every(([name, type]) => {
        const optional = to.optional?.has(name) === true
        if (from.kind === 'map') return optional || convertible(from.of, type)
        const own = from.attributes.get(name)
        return own === undefined ? optional : convertible(own, type)
      })
  }
}

function allConvertible(items: readonly Type[], to: Type, mayBeOpen: boolean): boolean {
  if (items.length === 0) return true
  const of = to.kind === 'any' ? commonType(items, mayBeOpen) : to
  return of !== undefined && items.every((item) => convertible(item, of))
}

/**
 * The one type for parts of a tuple or object when a collection's element type is left open. Parts of open and of known
 * types go together in a map only.
 */
export function commonType(types: readonly Type[], mayBeOpen: boolean): Type | undefined {
  const common = unify(types)
  if (common?.kind !== 'any' || mayBeOpen) return common
  return types.every(({ kind }) => kind === 'any') ? common : undefined
}
